//! What holds for any text: no panic, positions that are slices, citations in order that do not overlap.

use std::sync::LazyLock;

use concord::{
    model::Lang,
    recognize::{Grammar, recognize_text},
};
use proptest::prelude::*;

/// Compiled once for all cases.
static GRAMMAR: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::built_in().expect("the built-in grammar is tested by itself"));

/// Pieces of which texts that cite are made, in any order.
const PIECES: [&str; 42] = [
    "resolution",
    "63/195",
    "第",
    "号决议",
    "A/64/123",
    "Add.1",
    " and ",
    "، ",
    "قرارها",
    "د-25",
    "(XXVI)",
    "2331 (2016)",
    "S-20/4 E",
    "paragraph 13 of ",
    "annex",
    "Ibid.",
    "同上",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    ". ",
    "；",
    "Генеральной Ассамблеи",
    "А/С.3",
    "-",
    "/",
    "E/CN.7/2019/2-",
    "\n",
    "\u{200f}",
    "\u{ad}",
    "ques- tion",
    "٤٢٥",
    "（２０１６）",
    "大会",
    "其第",
    "above",
    "its ",
    "http://a/A/1",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_cited_in_order(pieces in prop::collection::vec(0..PIECES.len(), 0..40), noise in "\\PC{0,12}", lang in 0..6usize) {
        let mut text: String = pieces.iter().map(|i| PIECES[*i]).collect();
        let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        text.insert_str(middle, &noise);
        let characters: Vec<char> = text.chars().collect();
        let mut end = 0;
        for found in recognize_text(&text, Lang::ALL[lang], Some("A"), Some("A/1/1"), &GRAMMAR).expect("a grammar") {
            prop_assert!(found.start >= end, "{} overlaps what is before it in {text:?}", found.text);
            prop_assert!(found.start < found.end);
            let slice: String = characters[found.start..found.end].iter().collect();
            prop_assert_eq!(&slice, &found.text);
            prop_assert!(!found.target.is_empty());
            end = found.end;
        }
    }
}
