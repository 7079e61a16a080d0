//! The sections of a document, as others cite them: `section XVII of resolution 78/253`. In: the texts of headings. Out: the label that a heading
//! prints, and which of them one heading alone has. Knows no words of any language: a label is a Roman number or a letter.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Content, roman};

/// The label that a heading begins with (`II` of `II. Sanctions`) or that is all of it (`II`).
pub fn label(heading: &str) -> Option<&str> {
    let heading = heading.trim();
    let label = heading.split_once(['.', ' ']).map_or(heading, |(label, _)| label);
    let rest = &heading[label.len()..];
    // `A plan`, `U.N. archives` and `I.e. all of them` begin with no label.
    let apart = rest.is_empty() || rest == "." || rest.starts_with(". ");
    let letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_uppercase());
    (apart && (letter || roman::read(label).is_some())).then_some(label)
}

/// Whether a heading is a label and nothing else, so that the line below it is its title.
pub fn is_label(heading: &str) -> bool {
    let heading = heading.trim();
    label(heading).is_some_and(|label| heading.trim_end_matches('.') == label)
}

/// Whether a heading is the name of a part and its number, and nothing else, so that the line below it is its title: `Article 7`, `Part VIII`.
pub fn is_named(heading: &str) -> bool {
    let Some((word, number)) = heading.trim().trim_end_matches('.').split_once(' ') else { return false };
    let counts =
        (1..4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) || roman::read(number).is_some();
    counts && word.chars().all(char::is_alphabetic)
}

/// The labels that one heading alone has: what is cited by any other may be either.
pub fn labels(blocks: &[Block]) -> BTreeSet<&str> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for block in blocks {
        if let Content::Heading { text, .. } = &block.content
            && let Some(label) = label(&text.plain)
        {
            *times.entry(label).or_default() += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times == 1).map(|(label, _)| label).collect()
}

/// The anchor of the heading with a label.
pub fn anchor(label: &str) -> String {
    format!("sec-{label}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_roman_numbers_and_letters() {
        for (heading, said) in [
            ("XVII", Some("XVII")),
            ("II. Sanctions", Some("II")),
            ("C.", Some("C")),
            ("A. Of archives", Some("A")),
            ("A plan for archives", None),
            ("I.e. all of them", None),
            ("U.N. archives", None),
            ("Introduction", None),
            ("CIVIL", None),
            ("3. Of readers", None),
            ("\u{4e00}. \u{5bfc}\u{8a00}", None),
            ("", None),
        ] {
            assert_eq!(label(heading), said, "{heading}");
        }
        assert!(is_named("Article 7") && is_named("Part VIII.") && is_named("Статья 12"));
        assert!(!is_named("Illegal access") && !is_named("Goal 14: oceans") && !is_named("VIII") && !is_named("Annex"));
        assert!(is_label("I") && is_label("B.") && !is_label("I. Of archives"));
    }
}
