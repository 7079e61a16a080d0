//! Measures the recognizer on annotated sentences that are kept outside the repository (`../shared/gold`). Where they are absent
//! the test says so and passes.

use std::{collections::BTreeMap, fs, path::Path};

use concord::{
    model::Lang,
    recognize::{Grammar, recognize_text},
};
use serde_json::Value;

/// The share of citations, in thousands, that must be found with kind and pinpoint in every language.
const FLOOR: usize = 980;

/// For one language: annotated, found, both alike.
#[derive(Debug, Default)]
struct Tally {
    gold: usize,
    got: usize,
    alike: usize,
}

#[test]
fn sentences_keep_their_floor() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/sentences.dev.jsonl");
    let Ok(records) = fs::read_to_string(&file) else {
        eprintln!("{} is absent: the sentences were not measured", file.display());
        return;
    };
    let grammar = Grammar::built_in().unwrap();
    let mut tallies: BTreeMap<Lang, Tally> = BTreeMap::new();
    for record in records.lines().filter(|line| !line.is_empty()) {
        let record: Value = serde_json::from_str(record).unwrap();
        let field = |name: &str| record[name].as_str();
        let lang: Lang = field("lang").unwrap().parse().unwrap();
        let found = recognize_text(field("text").unwrap(), lang, field("issuer"), field("doc"), &grammar).unwrap();
        let mut found: Vec<Value> =
            found.iter().map(|one| serde_json::json!([one.target, one.kind, one.pinpoint])).collect();
        let tally = tallies.entry(lang).or_default();
        tally.got += found.len();
        for one in record["citations"].as_array().unwrap() {
            tally.gold += 1;
            let wanted = serde_json::json!([one["target"], one["kind"], one["pinpoint"]]);
            if let Some(at) = found.iter().position(|one| *one == wanted) {
                found.swap_remove(at);
                tally.alike += 1;
            }
        }
    }
    for (lang, Tally { gold, got, alike }) in tallies {
        // F1 is twice what is alike over all that is annotated and found.
        assert!(2000 * alike >= FLOOR * (gold + got), "{lang}: {alike} alike of {gold} annotated and {got} found");
    }
}
