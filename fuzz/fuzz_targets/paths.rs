//! Any symbols and ids, a line each, held and cited, in two languages: no path leaves the output folder, is a name that Windows keeps
//! for itself, or differs from another's in case alone; no file stands where another's folder must be.
#![no_main]

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use concord::{
    Rules,
    mention::mentions,
    model::{
        Address, At, Basis, Block, Citation, Content, Document, Facts, Held, Identity, Lang, Locus, Mentions, Symbol,
        Target, Text,
    },
    resolve,
};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));

fn document(identity: Identity, lang: Lang, path: String) -> Document {
    let block = Block {
        at: At::Front,
        line: 1,
        content: Content::Paragraph { number: None, text: Text::plain("Text.".to_owned()) },
    };
    Document { identity, facts: Facts::new(lang), blocks: vec![block], footnotes: Vec::new(), path }
}

fn citation(symbol: Symbol) -> Citation {
    Citation {
        at: At::Front,
        locus: Locus::Block { block: 0, text: 0 },
        range: 0..4,
        text: "Text".into(),
        kind: symbol.kind(),
        target: Target::Symbol(symbol),
        pinpoint: None,
        basis: Basis::Symbol,
        candidates: Box::default(),
    }
}

/// What Windows takes for a device or cannot keep.
fn kept_by_windows(part: &str) -> bool {
    let device = part.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let port = |name: &str| device.strip_prefix(name).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL") || port("COM") || port("LPT") || part.ends_with(['.', ' '])
}

/// Takes a path of the site; a file and what it is the file of.
fn claim(path: String, whose: String, taken: &mut BTreeMap<String, String>) {
    assert!(!path.starts_with('/') && !path.contains(['\\', ':', '\0']), "{path}");
    for part in path.split('/') {
        assert!(!part.is_empty() && part != "." && part != "..", "{path} would leave the folder");
        assert!(!kept_by_windows(part), "{path} is no path on Windows");
        assert!(part.len() <= 255, "{path} has too long a name");
    }
    if let Some(other) = taken.insert(path.to_lowercase(), whose.clone()) {
        panic!("{path} is that of {other} and of {whose}");
    }
}

fuzz_target!(|text: &str| {
    let mut documents = Vec::new();
    let mut cited = Vec::new();
    for (i, line) in text.lines().take(40).enumerate() {
        let (how, name) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        let symbol = Symbol::parse(name).ok();
        if let Some(symbol) = &symbol {
            assert_eq!(Symbol::parse(symbol.as_str()).as_ref(), Ok(symbol), "a canonical symbol reads as itself");
            if how == "c" {
                cited.push(citation(symbol.clone()));
                continue;
            }
        }
        let lang = if how == "f" { Lang::Fr } else { Lang::En };
        let Some(identity) = symbol.map(Identity::Symbol).or_else(|| Identity::id(name)) else { continue };
        documents.push(Arc::new(Held::new(&document(identity, lang, format!("content/{i}.txt")), Mentions::default())));
    }
    let citing = document(Identity::Id("citing".into()), Lang::En, "content/citing.txt".into());
    documents.push(Arc::new(Held::new(&citing, mentions(&citing, cited, &RULES.mention))));
    let archive = resolve::resolve(documents, RULES.grammar.bodies(), Lang::En).output;
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for own in ["index", "documents", "subjects", "search", "404", "cited/index", "static/search", "data/citations"] {
        claim(Address::of_page(own).html(), "the program".into(), &mut taken);
    }
    let held = (0..archive.held.len()).filter_map(|held| archive.page_of(held));
    let unheld = archive.entries.iter().filter(|entry| !entry.is_held());
    for address in held.chain(unheld.map(|entry| entry.address(None))) {
        for path in [address.html(), address.markdown(), address.json()] {
            claim(path, address.stem.clone(), &mut taken);
        }
    }
    for path in taken.keys() {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for folder in folders {
            assert!(!taken.contains_key(folder), "{folder} is a file and must be a folder for {path}");
        }
    }
});
