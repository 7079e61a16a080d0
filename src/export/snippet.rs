//! The sentence that a citation stands in, as shown by "cited by". In: a text and a range. Out: before, the mention itself, after.
//! Never cuts a character; cuts a sentence that is too long to read at both ends.

use std::ops::Range;

use crate::model::Lang;

/// How much of a sentence is shown on each side of a mention, in characters.
const SIDE: usize = 160;

/// A sentence with the mention in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet<'a> {
    /// Whether the sentence begins before what is shown.
    pub cut_before: bool,
    /// What stands before the mention.
    pub before: &'a str,
    /// The mention.
    pub mention: &'a str,
    /// What stands after it.
    pub after: &'a str,
    /// Whether the sentence goes on after what is shown.
    pub cut_after: bool,
}

impl Snippet<'_> {
    /// As one string, with an ellipsis where it was cut.
    pub fn joined(&self) -> String {
        let ellipsis = |cut| if cut { "…" } else { "" };
        let (start, end) = (ellipsis(self.cut_before), ellipsis(self.cut_after));
        format!("{start}{}{}{}{end}", self.before, self.mention, self.after)
    }
}

/// The sentence around `range` (byte offsets on character boundaries of `plain`).
pub fn snippet(plain: &str, range: Range<usize>, lang: Lang) -> Snippet<'_> {
    let start = sentence_start(plain, range.start, lang);
    let end = sentence_end(plain, range.end, lang);
    let (before, cut_before) = last(&plain[start..range.start], lang);
    let (after, cut_after) = first(&plain[range.end..end], lang);
    Snippet { cut_before, before, mention: &plain[range], after, cut_after }
}

/// Whether a character ends a sentence there, given what follows it.
fn ends(plain: &str, offset: usize, c: char, lang: Lang) -> bool {
    let rest = &plain[offset + c.len_utf8()..];
    match c {
        '。' | '！' | '？' | '؟' => true,
        ';' | '؛' | '；' => !lang.spaces_words() || rest.starts_with(' '),
        '.' | '!' | '?' => {
            let mut rest = rest.chars();
            let word = plain[..offset].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            // A short word before a full stop is an abbreviation (para., No., núm.); a letter is an initial.
            rest.next() == Some(' ')
                && rest.next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
                && (word.chars().count() > 4 || word.chars().all(|c| c.is_ascii_digit()))
        }
        _ => false,
    }
}

fn sentence_start(plain: &str, offset: usize, lang: Lang) -> usize {
    let before = plain[..offset].char_indices().rev().find(|(i, c)| ends(plain, *i, *c, lang));
    let start = before.map_or(0, |(i, c)| i + c.len_utf8());
    start + (plain[start..offset].len() - plain[start..offset].trim_start().len())
}

fn sentence_end(plain: &str, offset: usize, lang: Lang) -> usize {
    let after = plain[offset..].char_indices().find(|(i, c)| ends(plain, offset + i, *c, lang));
    after.map_or(plain.len(), |(i, c)| offset + i + c.len_utf8())
}

/// The end of a long text, from the start of a word.
fn last(text: &str, lang: Lang) -> (&str, bool) {
    match text.char_indices().rev().nth(SIDE - 1) {
        Some((i, _)) if i > 0 => {
            let word = if lang.spaces_words() { text[i..].find(' ').map_or(i, |space| i + space + 1) } else { i };
            (&text[word..], true)
        }
        _ => (text, false),
    }
}

/// The beginning of a long text, to the end of a word.
fn first(text: &str, lang: Lang) -> (&str, bool) {
    match text.char_indices().nth(SIDE) {
        Some((i, _)) => {
            let word = if lang.spaces_words() { text[..i].rfind(' ').unwrap_or(i) } else { i };
            (&text[..word], true)
        }
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_and_no_more() {
        for (lang, text, mention, shown) in [
            (Lang::Zh, "甲。根据第63/195号决议，乙。丙。", "第63/195号决议", "根据第63/195号决议，乙。"),
            (
                Lang::En,
                "One. As in para. 5 of resolution 63/195, two. Three.",
                "resolution 63/195",
                "As in para. 5 of resolution 63/195, two.",
            ),
            (Lang::En, "Having seen resolution 63/195", "resolution 63/195", "Having seen resolution 63/195"),
        ] {
            let start = text.find(mention).expect("the mention is in the text");
            assert_eq!(snippet(text, start..start + mention.len(), lang).joined(), shown);
        }
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{} resolution 63/195 {}", "word ".repeat(80), "word ".repeat(80));
        let start = text.find("resolution").expect("there");
        let cut = snippet(&text, start..start + 17, Lang::En);
        assert!(cut.cut_before && cut.cut_after && cut.before.starts_with("word") && cut.after.ends_with("word"));
    }
}
