//! Texts in the six languages as `pdftotext` gives them, written by hand: facts, places, items and footnotes. Each case of
//! `tests/tables/normalize.LANG.txt` is a source under `=== what it shows    its path`, and what must come of it under `--- expected`.
#![allow(missing_docs)]

use std::{collections::BTreeMap, fs, path::Path};

use concord::{
    config::Defaults,
    model::{At, Content, Document, Format, SourceText},
    normalize::{Rules, normalize},
};

#[test]
fn line_ends_of_any_system_make_the_same_document() {
    let rules = Rules::load(None).expect("the built-in rules");
    for (path, text) in [
        (
            "content/A_RES_63_195-EN.txt",
            "A/RES/63/195\n\nThe General Assembly,\n\nRecalling its resolution 62/175,\n\n1. Decides so;\n",
        ),
        ("content/note.md", "---\nsymbol: A/RES/63/195\nlang: en\n---\n\n## A heading\n\n1\\. Decides so;\n"),
    ] {
        let read = |ends: &str| {
            let format = if path.ends_with("md") { Format::Markdown } else { Format::Text };
            let source = SourceText { path: path.into(), format, text: text.replace('\n', ends), sidecar: None };
            normalize(&source, &Defaults::default(), &rules).output.expect("a document")
        };
        let unix = read("\n");
        assert!(unix.blocks.len() > 1, "{path}");
        assert_eq!(read("\r\n"), unix, "{path} from Windows");
        assert_eq!(read("\r"), unix, "{path} from an old Mac");
    }
}

/// What a document says under each of the names that the tables use; parts of one place stand between ` | `.
fn said(document: &Document) -> BTreeMap<String, String> {
    let facts = &document.facts;
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    said.insert("symbol".into(), document.identity.to_string());
    said.insert("lang".into(), facts.lang.code().into());
    said.insert("type".into(), format!("{:?}", facts.doc_type).to_lowercase());
    let told = [
        ("title", facts.title.clone()),
        ("date", facts.date.map(|date| date.to_string())),
        ("session", facts.session.clone()),
        ("item", facts.agenda_item.clone()),
        ("body", facts.body.clone()),
        ("job", facts.job_number.clone()),
        ("meeting", facts.meeting.clone()),
        ("vote", facts.vote.clone()),
        ("basis", facts.basis.clone()),
        ("distributed", facts.distributed.map(|date| date.to_string())),
        ("original", facts.original.map(|lang| lang.code().to_owned())),
    ];
    said.extend(told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    for block in &document.blocks {
        let label = if let Content::Item { label, .. } = &block.content { format!("{label} ") } else { String::new() };
        for text in block.texts() {
            let at = said.entry(block.at.to_string()).or_default();
            at.push_str(if at.is_empty() { "" } else { " | " });
            at.push_str(&label);
            at.push_str(&text.plain);
        }
    }
    let tables = document.blocks.iter().filter(|block| matches!(block.content, Content::Table { .. })).count();
    said.insert("tables".into(), tables.to_string());
    for note in &document.footnotes {
        let text = note.text.as_ref().map_or("(lost)", |text| text.plain.as_str());
        let at = note.ref_at.as_ref().map_or("nowhere".to_owned(), At::to_string);
        said.insert(format!("fn-{}", note.label), format!("{text} @ {at}"));
    }
    said
}

/// What is wrong with the cases of one language.
fn wrong(lang: &str, rules: &Rules) -> Vec<String> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/tables/normalize.{lang}.txt"));
    let table = fs::read_to_string(&place).expect("a table");
    let mut wrong = Vec::new();
    for case in table.split("=== ").skip(1) {
        let (head, rest) = case.split_once('\n').expect("a head");
        let (shows, path) = head.rsplit_once("    ").expect("what it shows, four spaces, its path");
        let (text, expected) = rest.split_once("--- expected\n").expect("what is expected");
        let source =
            SourceText { path: path.trim().into(), format: Format::Text, text: text.to_owned(), sidecar: None };
        let document = normalize(&source, &Defaults::default(), rules).output.expect("a document");
        let said = said(&document);
        for line in expected.lines().filter(|line| !line.trim().is_empty()) {
            let (name, value) = line.split_once(" = ").expect("name = value");
            let got = said.get(name).map_or("(nothing)", String::as_str);
            if got != value {
                wrong.push(format!("{lang}, {shows}, {name}\n  expected {value}\n  got      {got}"));
            }
        }
    }
    wrong
}

#[test]
fn documents_of_six_languages_are_read_as_their_readers_would() {
    let rules = Rules::load(None).expect("the built-in data");
    let wrong: Vec<String> = ["ar", "en", "es", "fr", "ru", "zh"].iter().flat_map(|lang| wrong(lang, &rules)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
