//! Every character of a source stands in its document or is accounted for as furniture of the page: none is lost, none is made up.
//! The five reports of `content/reports` are the cases.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use concord::config::Defaults;
use concord::model::{Content, Format, SourceText};
use concord::normalize::{Account, Rules, account};

type Counts = BTreeMap<char, i64>;

fn count(counts: &mut Counts, text: &str, by: i64) {
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += by;
    }
}

fn read(name: &str) -> (String, Account) {
    read_path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content/reports").join(name), name)
}

fn read_path(path: &Path, name: &str) -> (String, Account) {
    let text = std::fs::read_to_string(path).unwrap();
    let source = SourceText { path: name.into(), format: Format::Text, text: text.clone(), sidecar: None };
    let rules = Rules::load(None).unwrap();
    (text, account(&source, &Defaults::default(), &rules).output.unwrap())
}

/// Characters of the source less those of the document and of what was set aside: nothing, if all is accounted for.
fn balance(source: &str, account: &Account) -> Counts {
    let mut counts = Counts::new();
    count(&mut counts, source, 1);
    for block in &account.document.blocks {
        for text in block.texts() {
            count(&mut counts, &text.plain, -1);
        }
        if let Content::Item { label, .. } = &block.content {
            count(&mut counts, label, -1);
        }
    }
    for note in &account.document.footnotes {
        count(&mut counts, note.text.as_ref().map_or("", |text| &text.plain), -1);
    }
    for aside in &account.set_aside {
        count(&mut counts, &aside.text, -1);
    }
    counts.retain(|_, left| *left != 0);
    counts
}

const REPORTS: [&str; 5] = [
    "A-64-123.zh.txt",
    "A-68-127.zh.txt",
    "A-RES-63-195.zh.txt",
    "E-CN.7-2020-2.zh.txt",
    "ccpcj-28-draft-report-item-6.zh.txt",
];

#[test]
fn every_character_is_accounted_for() {
    for name in REPORTS {
        let (source, account) = read(name);
        assert_eq!(balance(&source, &account), Counts::new(), "{name}");
    }
}

#[test]
fn every_character_of_the_english_corpora_is_accounted_for() {
    for folder in ["ga-en", "sc-en"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(folder);
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        // Every ninth text shows a loss that has a cause; all of them take a minute.
        for path in paths.iter().step_by(9) {
            let name = path.file_name().unwrap().to_string_lossy();
            let (source, account) = read_path(path, &name);
            // A bracket that a scan lost (`b)`) or read as a brace (`(c}`) is put back in the label.
            let mut counts = balance(&source, &account);
            let braces = counts.remove(&'}').unwrap_or(0);
            *counts.entry(')').or_default() += braces;
            counts.retain(|c, left| (*c != '(' || *left > 0) && *left != 0);
            assert_eq!(counts, Counts::new(), "{name}");
        }
    }
}

#[test]
fn the_text_stands_in_the_order_of_print() {
    for name in REPORTS {
        let (source, account) = read(name);
        let source: Vec<char> = source.chars().filter(|c| !c.is_whitespace()).collect();
        let mut from = 0;
        for block in &account.document.blocks {
            for c in block.texts().flat_map(|text| text.plain.chars()).filter(|c| !c.is_whitespace()) {
                let found = source[from..].iter().position(|printed| *printed == c);
                assert!(
                    found.is_some_and(|at| at < 2500),
                    "{name}: {c} of the block of line {} is out of order",
                    block.line
                );
                from += found.unwrap_or(0) + 1;
            }
        }
    }
}

#[test]
fn only_furniture_is_set_aside() {
    for name in REPORTS {
        let (_, account) = read(name);
        for aside in &account.set_aside {
            let plain = aside.text.chars().all(|c| c.is_ascii() || c == '．');
            assert!(plain, "{name}:{}: {:?} is set aside: {}", aside.line, aside.why, aside.text);
        }
    }
}

#[test]
fn a_lost_character_is_noticed() {
    let (source, mut account) = read(REPORTS[2]);
    account.document.blocks.pop();
    assert!(!balance(&source, &account).is_empty());
}
