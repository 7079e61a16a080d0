//! The structure of the Chinese reports against the gold data, where that is at hand (`../shared/gold/zh`): headings, paragraphs,
//! footnotes. White space does not count, as in `../shared/tools/score.py`.
#![allow(clippy::unwrap_used, missing_docs, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use concord::config::Defaults;
use concord::model::{Content, Document, Format, SourceText};
use concord::normalize::{Rules, normalize};
use serde_json::Value;

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn read(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).unwrap();
    let source = SourceText { path: path.display().to_string(), format: Format::Text, text, sidecar: None };
    normalize(&source, &Defaults::default(), &Rules::load(None).unwrap()).output.unwrap()
}

fn headings(document: &Document) -> Vec<String> {
    let heading = |content: &Content| match content {
        Content::Heading { text, .. } => Some(bare(&text.plain)),
        _ => None,
    };
    document.blocks.iter().filter_map(|block| heading(&block.content)).collect()
}

/// The text of each numbered paragraph, its items and later parts included.
fn paragraphs(document: &Document) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for block in &document.blocks {
        if let (Some(number), false) = (block.at.paragraph(), matches!(block.content, Content::Heading { .. })) {
            let text = block.text().map(|text| bare(&text.plain)).unwrap_or_default();
            texts.entry(number.to_string()).or_default().push_str(&text);
        }
    }
    texts
}

fn compare(document: &Document, gold: &Value, name: &str) {
    let text = |value: &Value, key: &str| value[key].as_str().map(bare);
    let expected: Vec<String> =
        gold["headings"].as_array().unwrap().iter().filter_map(|heading| text(heading, "text")).collect();
    assert_eq!(headings(document), expected, "{name}: headings");
    let paragraphs = paragraphs(document);
    let expected = gold["paragraphs"].as_array().unwrap();
    assert_eq!(paragraphs.len(), expected.len(), "{name}: paragraphs {:?}", paragraphs.keys());
    for paragraph in expected {
        let number = paragraph["n"].as_str().unwrap();
        let got = paragraphs.get(number).cloned().unwrap_or_default();
        let (starts, ends) = (text(paragraph, "starts").unwrap(), text(paragraph, "ends").unwrap());
        assert!(got.starts_with(&starts) && got.ends_with(&ends), "{name}: paragraph {number}: {got}");
    }
    let expected = gold["footnotes"].as_array().unwrap();
    assert_eq!(document.footnotes.len(), expected.len(), "{name}: footnotes");
    for (note, expected) in document.footnotes.iter().zip(expected) {
        assert_eq!(note.label.as_str(), expected["n"].as_str().unwrap(), "{name}");
        assert_eq!(
            note.text.as_ref().map(|text| bare(&text.plain)),
            text(expected, "text"),
            "{name}: note {}",
            note.label
        );
        assert_eq!(
            note.ref_at.as_ref().map(ToString::to_string),
            text(expected, "ref_at"),
            "{name}: note {}",
            note.label
        );
        let block = document.blocks.iter().find(|block| {
            Some(&block.at) == note.ref_at.as_ref()
                && block.texts().any(|text| text.marks.iter().any(|mark| mark.note == note.label))
        });
        let before = block.and_then(|block| {
            block.texts().find_map(|text| {
                let mark = text.marks.iter().find(|mark| mark.note == note.label)?;
                Some(bare(&text.plain[..mark.offset]))
            })
        });
        let after = text(expected, "ref_after").unwrap();
        assert!(
            before.as_ref().is_some_and(|before| before.ends_with(&after)),
            "{name}: note {}: {before:?} {after}",
            note.label
        );
    }
}

#[test]
fn reports_have_the_structure_of_the_gold_data() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = root.join("../shared/gold/zh");
    let cases: [(&str, PathBuf); 2] = [
        ("A-RES-63-195.zh.txt", gold.join("A_RES_63_195.structure.json")),
        ("ccpcj-28-draft-report-item-6.zh.txt", gold.join("ccpcj-28-draft-report-item-6.structure.json")),
    ];
    for (name, gold) in cases {
        let Ok(json) = std::fs::read_to_string(&gold) else {
            println!("skipped: {} is not there", gold.display());
            continue;
        };
        let gold: Value = serde_json::from_str(&json).unwrap();
        compare(&read(&root.join("content/reports").join(name)), &gold, name);
    }
}
