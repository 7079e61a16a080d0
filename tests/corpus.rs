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

/// How many pages `pdftotext` found: it ends each with a form feed.
fn pages(file: &str) -> usize {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/ga-en").join(file);
    fs::read_to_string(place).expect("UTF-8").matches('\u{c}').count()
}

/// Whether a text prints the document's own symbol; A/C.3/80/L.1 names its own addendum, A/C.3/80/L.1/Add.1.
fn names_itself(text: &str, symbol: &str) -> bool {
    text.match_indices(symbol).any(|(at, _)| !text[at + symbol.len()..].starts_with('/'))
}

#[test]
fn no_page_furniture_stands_in_a_text() {
    let job = Regex::new(r"\b\d{2}-\d{5}\b(?: \([A-Z]\))?|\*\d{7}\*").expect("a pattern");
    let mut wrong = Vec::new();
    let documents = documents("ga-en");
    for (file, document) in &documents {
        // A page number names how many pages there are; A/RES/79/250 has a heading that ends in `resolution 55/235`.
        let page = Regex::new(&format!(r"(?:^|\s)\d{{1,3}}/{}\s*$", pages(file))).expect("a pattern");
        for block in &document.blocks {
            let running = matches!(block.at, At::Front | At::Tail) || block.at.is_annex();
            for text in block.texts() {
                let own = names_itself(&text.plain, document.identity.as_str()) && !running;
                if job.is_match(&text.plain) || (page.is_match(&text.plain) && !running) || own {
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
