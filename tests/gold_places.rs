//! Every citation of the gold data stands in the text at its place: what is printed of it is found in a block or footnote with that `at`. Shows
//! paragraphs, preambles, notes and annexes that are numbered or cut wrongly. Skipped, and said so, where `../shared` is not at hand.
#![allow(clippy::unwrap_used, missing_docs, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use concord::config::Defaults;
use concord::model::{At, Content, Document, Format, SourceText};
use concord::normalize::{Rules, normalize};
use serde_json::Value;

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text at each place, white space left out.
fn places(document: &Document) -> BTreeMap<String, String> {
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for block in &document.blocks {
        let at = if matches!(block.content, Content::Heading { .. }) { At::Heading } else { block.at.clone() };
        for text in block.texts() {
            places.entry(at.to_string()).or_default().push_str(&bare(&text.plain));
        }
    }
    for note in &document.footnotes {
        let text = note.text.as_ref().map(|text| bare(&text.plain)).unwrap_or_default();
        places.entry(At::Note(note.label.clone()).to_string()).or_default().push_str(&text);
    }
    places
}

/// Citations of one text that are not found at their place.
fn misplaced(source: &Path, gold: &Path, rules: &Rules) -> (usize, Vec<String>) {
    let text = std::fs::read_to_string(source).unwrap();
    let source = SourceText { path: source.display().to_string(), format: Format::Text, text, sidecar: None };
    let document = normalize(&source, &Defaults::default(), rules).output.unwrap();
    let places = places(&document);
    let (mut count, mut wrong) = (0, Vec::new());
    for line in std::fs::read_to_string(gold).unwrap().lines().filter(|line| !line.trim().is_empty()) {
        let citation: Value = serde_json::from_str(line).unwrap();
        let (at, text) = (citation["at"].as_str().unwrap(), bare(citation["text"].as_str().unwrap()));
        count += 1;
        if !places.get(at).is_some_and(|place| place.contains(&text)) {
            let found = places.iter().find(|(_, place)| place.contains(&text)).map(|(at, _)| at.as_str());
            wrong.push(format!("{}: {text} is not at {at}, but at {}", document.identity, found.unwrap_or("no place")));
        }
    }
    (count, wrong)
}

#[test]
fn citations_of_the_gold_data_stand_at_their_places() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared");
    let rules = Rules::load(None).unwrap();
    let mut cases: Vec<(PathBuf, PathBuf)> = Vec::new();
    for (folder, texts) in [("gold/en", vec!["corpus/ga-en", "corpus/sc-en"])] {
        let Ok(entries) = std::fs::read_dir(shared.join(folder)) else {
            println!("skipped: {} is not there", shared.join(folder).display());
            continue;
        };
        for gold in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = gold.file_name().unwrap().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(".citations.jsonl") else { continue };
            let source =
                texts.iter().map(|folder| shared.join(folder).join(format!("{stem}.txt"))).find(|path| path.exists());
            cases.extend(source.map(|source| (source, gold.clone())));
        }
    }
    cases.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for (source, gold) in &cases {
        let (cited, missed) = misplaced(source, gold, &rules);
        count += cited;
        wrong.extend(missed);
    }
    println!("{count} citations, {} misplaced\n{}", wrong.len(), wrong.join("\n"));
    assert!(wrong.len() * 100 <= count * 2, "more than 2 of 100 are misplaced:\n{}", wrong.join("\n"));
}
