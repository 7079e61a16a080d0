//! Real folders of English texts, as `pdftotext` makes them: what must hold over all of them. Needs `../shared/corpus`, which is no part of
//! the repository; says plainly when it is not there.

#![allow(clippy::cast_precision_loss, clippy::panic, reason = "shares of a few thousand texts")]

use std::{fs, path::PathBuf, sync::LazyLock};

use concord::{
    config::Defaults,
    model::{At, Block, Content, DocType, Document, Format, SourceText},
    normalize::{Rules, normalize},
};
use rayon::prelude::*;
use regex::Regex;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));

/// The documents of one folder of the corpus, each with its file's name; none where the corpus is absent.
fn documents(folder: &str) -> Vec<(String, Document)> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(folder);
    let Ok(entries) = fs::read_dir(&place) else {
        println!("NOT RUN: ../shared/corpus/{folder} is absent");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
        .par_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(path).expect("UTF-8");
            let source = SourceText { path: format!("content/{name}"), format: Format::Text, text, sidecar: None };
            let document = normalize(&source, &Defaults::default(), &RULES).output;
            (name.clone(), document.unwrap_or_else(|| panic!("{name}: no document")))
        })
        .collect()
}

fn report(what: &str, wrong: &[String], of: usize, floor: f64) {
    let share = 1.0 - wrong.len() as f64 / of.max(1) as f64;
    println!("{what}: {} of {of} ({:.2} %)", of - wrong.len(), share * 100.0);
    for line in wrong.iter().take(60) {
        println!("   {line}");
    }
    assert!(
        share >= floor,
        "{what}: {share:.4} is below {floor}; {} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(60)].join("\n")
    );
}

/// What the name of a corpus file says its symbol is.
fn named(file: &str) -> String {
    let stem = file.trim_end_matches(".txt");
    match stem.strip_prefix("S_RES_") {
        Some(rest) => {
            let mut parts = rest.split('_');
            let number = parts.next().unwrap_or_default().trim_start_matches('0');
            format!("S/RES/{number}({})", parts.next().unwrap_or_default())
        }
        None => stem.replace('_', "/"),
    }
}

#[test]
fn every_text_tells_its_own_symbol() {
    for folder in ["ga-en", "sc-en"] {
        let documents = documents(folder);
        let wrong: Vec<String> = documents
            .iter()
            .filter(|(file, document)| document.identity.as_str() != named(file))
            .map(|(file, document)| format!("{file}: {}", document.identity))
            .collect();
        report(&format!("{folder}: own symbol"), &wrong, documents.len(), 1.0);
    }
}

/// The numbers of the main text in order of print.
fn numbers(document: &Document) -> Vec<u32> {
    let number = |block: &Block| match (&block.at, &block.content) {
        (At::Paragraph(number), Content::Paragraph { number: Some(_), .. }) if number.outer().is_none() => {
            number.value()
        }
        _ => None,
    };
    document.blocks.iter().filter_map(number).collect()
}

#[test]
fn operative_paragraphs_are_numbered_without_gap_or_repetition() {
    let all: Vec<_> = ["ga-en", "sc-en"].into_iter().flat_map(documents).collect();
    let resolutions: Vec<_> = all
        .iter()
        .filter(|(_, document)| matches!(document.facts.doc_type, DocType::Resolution | DocType::Draft))
        .collect();
    let wrong: Vec<String> = resolutions
        .iter()
        .filter_map(|(file, document)| {
            let numbers = numbers(document);
            let at = (1..).zip(&numbers).find(|(expected, number)| expected != *number);
            at.map(|(expected, number)| format!("{file}: {number} where {expected} should be"))
        })
        .collect();
    report("paragraph numbers", &wrong, resolutions.len(), 0.99);
}

#[test]
fn no_page_furniture_stands_in_a_text() {
    let job = Regex::new(r"\b\d{2}-\d{5}\b(?: \([A-Z]\))?|\*\d{7}\*").expect("a pattern");
    let page = Regex::new(r"(?:^|\s)\d{1,3}/\d{1,3}\s*$").expect("a pattern");
    // A text may end in the number of a resolution, as a heading of A/RES/79/250 does.
    let cited = Regex::new(r"(?:resolutions?|decisions?|and|or) \d{1,3}/\d{1,3}\s*$").expect("a pattern");
    let mut wrong = Vec::new();
    let documents = documents("ga-en");
    for (file, document) in &documents {
        for block in &document.blocks {
            let running = matches!(block.at, At::Front | At::Tail) || block.at.is_annex();
            for text in block.texts() {
                // The symbol of an addendum to it (A/C.3/80/L.1/Add.1) is not its own.
                let own = text.plain.match_indices(document.identity.as_str()).any(|(at, symbol)| {
                    !text.plain[at + symbol.len()..].starts_with(|c: char| c == '/' || c.is_alphanumeric())
                });
                let numbered = page.is_match(&text.plain) && !cited.is_match(&text.plain);
                if job.is_match(&text.plain) || ((numbered || own) && !running) {
                    wrong.push(format!("{file} {}: {}", block.at, text.plain.chars().take(90).collect::<String>()));
                }
            }
        }
    }
    let texts: usize = documents.iter().map(|(_, document)| document.blocks.len()).sum();
    report("texts free of furniture", &wrong, texts, 1.0);
}

#[test]
fn footnote_marks_are_paired_with_their_notes() {
    let all: Vec<_> = ["ga-en", "sc-en"].into_iter().flat_map(documents).collect();
    let notes: Vec<_> = all.iter().flat_map(|(file, d)| d.footnotes.iter().map(move |note| (file, note))).collect();
    let wrong: Vec<String> = notes
        .iter()
        .filter(|(_, note)| note.text.is_none() || note.ref_at.is_none())
        .map(|(file, note)| {
            format!("{file}: note {} {}", note.label, if note.text.is_none() { "has no text" } else { "has no mark" })
        })
        .collect();
    report("footnotes paired", &wrong, notes.len(), 0.98);
}
