//! The sentence a mention stands in. In: a text and a byte range. Out: what stands around it in its sentence, cut to a length that
//! is read at a glance. Never changes a character, and knows no word: which ones take a full stop is data.

use std::{collections::BTreeSet, ops::Range};

use serde::Deserialize;

use crate::model::{Sentence, near_end};

/// More than this many characters on one side of the mention are cut at a clause, with an ellipsis.
const SIDE: usize = 160;

/// A sentence that begins or ends farther away than this many characters is cut long before: no text is read to its end for each of
/// its mentions.
const REACH: usize = 4 * SIDE;

/// Words that take a full stop in the middle of a sentence, in small letters and without it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(super) struct Abbreviations(BTreeSet<String>);

impl TryFrom<Vec<String>> for Abbreviations {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        // A text's own word is brought to this form before it is looked up.
        let is_bare = |word: &String| {
            !word.is_empty()
                && *word == word.to_lowercase()
                && !word.ends_with('.')
                && !word.contains(|c: char| c.is_whitespace() || BEFORE_WORDS.contains(&c))
        };
        match words.iter().find(|word| !is_bare(word)) {
            Some(word) => Err(format!("`{word}` is not one word in small letters without its last full stop")),
            None => Ok(Self(words.into_iter().collect())),
        }
    }
}

impl Abbreviations {
    /// Adds those of another language: texts print references in languages not their own.
    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Whether the word before a full stop takes it in the middle of a sentence. A letter alone always may.
    fn ends(&self, before: &str) -> bool {
        let word = before.rsplit(|c: char| c.is_whitespace() || BEFORE_WORDS.contains(&c)).next().unwrap_or_default();
        let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        single || self.0.contains(&word.to_lowercase())
    }
}

/// What a word may begin behind, besides white space.
const BEFORE_WORDS: [char; 3] = ['(', '/', '（'];

/// The sentence around a range of a text.
pub(super) fn sentence(plain: &str, range: &Range<usize>, short: &Abbreviations) -> Sentence {
    let (head, tail) = (plain.get(..range.start).unwrap_or_default(), plain.get(range.end..).unwrap_or_default());
    let head = near_end(head, REACH);
    let tail = &tail[..tail.char_indices().nth(REACH).map_or(tail.len(), |(at, _)| at)];
    let whole = head[begin(head, short)..].trim_start();
    // The text is read on from a little before, so that a full stop at the mention's own end is seen in its context.
    let end = tail.match_indices(STOPS).find_map(|(at, _)| end_at(tail, at, short)).unwrap_or(tail.len());
    let (before, cut_before) = shorten_start(whole);
    let (after, cut_after) = shorten_end(tail[..end].trim_end());
    Sentence { before: before.into(), after: after.into(), cut_before, cut_after, bearing: None }
}

/// The sentence that bears a mark, around the mark: one behind its full stop is still of that sentence.
pub(super) fn bearing(plain: &str, mark: usize, abbreviations: &Abbreviations) -> Sentence {
    let inside = inside(plain, mark);
    let mut sentence = sentence(plain, &(inside..inside), abbreviations);
    if let Some(after) = plain.get(inside..mark).and_then(|stop| sentence.after.strip_prefix(stop)) {
        (sentence.before, sentence.after) =
            (format!("{}{}", sentence.before, &plain[inside..mark]).into(), after.into());
    }
    sentence
}

/// The place of a mark, before the full stop that it stands behind.
pub(super) fn inside(plain: &str, mark: usize) -> usize {
    let before = plain.get(..mark).unwrap_or_default();
    before.trim_end_matches(|c: char| STOPS.contains(&c) || CLOSING.contains(&c) || c.is_whitespace()).len()
}

/// What may stand behind the mark that ends a sentence.
const CLOSING: [char; 8] = ['”', '’', '」', '』', '）', ')', '"', '»'];

/// The marks that sentences end with.
const STOPS: [char; 7] = ['.', '!', '?', '؟', '。', '！', '？'];

/// Where the last sentence of what stands before a mention begins: behind the mark that ends the one before.
pub(super) fn begin(head: &str, short: &Abbreviations) -> usize {
    let mut ends = head.rmatch_indices(STOPS).filter_map(|(at, _)| end_at(head, at, short));
    ends.find(|&end| !head[end..].trim().is_empty() || end == head.len()).unwrap_or(0)
}

/// Where a sentence ends whose last mark stands at a byte, behind the closing punctuation; `None` where the mark ends none.
fn end_at(text: &str, at: usize, short: &Abbreviations) -> Option<usize> {
    let (before, behind) = (text.get(..at)?, text.get(at..)?);
    let mark = behind.chars().next()?;
    let rest = &behind[mark.len_utf8()..];
    let wide = matches!(mark, '。' | '！' | '？');
    if !wide && (!begins_anew(rest) || short.ends(before)) {
        return None;
    }
    Some(text.len() - rest.trim_start_matches(CLOSING).len())
}

/// Whether what follows a full stop looks like another sentence: white space, then no small letter and no figure.
fn begins_anew(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['”', '’', ')', '"', '»']);
    let next = rest.trim_start().chars().next();
    rest.is_empty()
        || rest.starts_with(char::is_whitespace) && next.is_none_or(|c| !c.is_lowercase() && !c.is_ascii_digit())
}

/// The last part of a long text, from a clause on where one begins there.
fn shorten_start(text: &str) -> (&str, bool) {
    let Some((cut, _)) = text.char_indices().rev().nth(SIDE) else { return (text, false) };
    let rest = &text[cut..];
    let clause =
        rest.char_indices().find(|(at, c)| *at < rest.len() / 2 && is_pause(*c)).map(|(at, c)| at + c.len_utf8());
    (rest[clause.unwrap_or(0)..].trim_start(), true)
}

/// The first part of a long text, up to a clause where one ends there.
fn shorten_end(text: &str) -> (&str, bool) {
    let Some((cut, _)) = text.char_indices().nth(SIDE) else { return (text, false) };
    let rest = &text[..cut];
    let clause =
        rest.char_indices().rev().find(|(at, c)| *at > cut / 2 && is_pause(*c)).map(|(at, c)| at + c.len_utf8());
    (rest[..clause.unwrap_or(cut)].trim_end(), true)
}

fn is_pause(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '；' | '、' | '：')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short() -> Abbreviations {
        super::super::ClueRules::load(None).unwrap().abbreviations
    }

    #[test]
    fn a_word_that_no_text_could_print_is_refused() {
        for (word, bare) in
            [("para", true), ("p.ex", true), ("Para", false), ("para.", false), ("p. ex", false), ("", false)]
        {
            assert_eq!(Abbreviations::try_from(vec![word.to_owned()]).is_ok(), bare, "{word}");
        }
    }

    fn around(text: &str, mention: &str) -> String {
        let start = text.find(mention).unwrap();
        let s = sentence(text, &(start..start + mention.len()), &short());
        format!("{}[{mention}]{}", s.before, s.after)
    }

    #[test]
    fn the_sentence_and_no_more() {
        for (text, mention, said) in [
            ("第一句。回顾第63/195号决议。第三句。", "第63/195号决议", "回顾[第63/195号决议]。"),
            ("“他说。”回顾第63/195号决议", "第63/195号决议", "回顾[第63/195号决议]"),
            (
                "One. See para. 3 of resolution 63/195. It asks.",
                "resolution 63/195",
                "See para. 3 of [resolution 63/195].",
            ),
            (
                "See E/CN.15/2009/9 and No. 5, resolution 63/195",
                "E/CN.15/2009/9",
                "See [E/CN.15/2009/9] and No. 5, resolution 63/195",
            ),
            ("وإذ تشير إلى قرارها 63/195. نؤكد.", "قرارها 63/195", "وإذ تشير إلى [قرارها 63/195]."),
        ] {
            assert_eq!(around(text, mention), said);
        }
    }

    #[test]
    fn long_sentences_are_cut_at_a_clause() {
        let text = format!("{}，回顾第63/195号决议，{}。", "很长的分句，".repeat(60), "又一个分句，".repeat(60));
        let start = text.find("第63").unwrap();
        let s = sentence(&text, &(start..start + "第63/195号决议".len()), &short());
        assert!(s.cut_before && s.cut_after);
        assert!(s.before.starts_with("很长") && s.after.ends_with('，'), "{s:?}");
    }
}
