//! Any text in any of the six languages: no panic, no hang, citations in order that do not overlap and are slices of the text.
#![no_main]

use std::sync::LazyLock;

use concord::{
    model::{Lang, Symbol},
    recognize::{Grammar, recognize_text},
};
use libfuzzer_sys::fuzz_target;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::built_in().expect("the built-in grammar"));

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, text)) = bytes.split_first() else { return };
    let lang = Lang::ALL[usize::from(*kind) % 6];
    let issuer = [None, Some("A"), Some("S"), Some("E/CN.15")][usize::from(*kind) / 6 % 4];
    let text = String::from_utf8_lossy(text);
    let characters: Vec<char> = text.chars().collect();
    let mut end = 0;
    for found in recognize_text(&text, lang, issuer, Some("A/1/1"), &GRAMMAR).expect("the built-in grammar") {
        assert!(found.start >= end && found.start < found.end, "{} overlaps what is before it", found.text);
        let slice: String = characters[found.start..found.end].iter().collect();
        assert_eq!(slice, found.text);
        let target = Symbol::parse(&found.target).expect("a target is a symbol");
        assert_eq!(target.as_str(), found.target, "a target is canonical");
        end = found.end;
    }
});
