//! Mends words that extraction split. In: a text and the words of its document. Out: the text with those spaces taken out that stand inside a word. It
//! goes by the document's own words, never by a guess: the whole word stands elsewhere in the document, and one of its parts
//! stands nowhere but in such a split.

use std::ops::Range;

use crate::model::{Map, Text};

use super::cut;

/// The words of a document, and what stands beside each.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Map<Print, Neighbours>,
}

/// The words that stand before and after a word wherever the document prints it, with a space between; none where now this and now that
/// stands there.
#[derive(Debug, Clone, Copy)]
struct Neighbours {
    before: Option<Print>,
    after: Option<Print>,
}

/// A word in small letters as a number, so that words are compared and put together without their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Print {
    /// The value of the letters as figures to the base `Print::BASE`.
    number: u64,
    /// The base to the power of how many letters there are.
    power: u64,
}

impl Print {
    /// Odd and large, so that no two words of a document have one number.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    const EMPTY: Self = Self { number: 0, power: 1 };

    /// That of a word and one more letter.
    fn with_letter(self, c: char) -> Self {
        let letter = |c: char| Self { number: u64::from(c), power: Self::BASE };
        if c.is_ascii() {
            self.with(letter(c.to_ascii_lowercase()))
        } else {
            c.to_lowercase().fold(self, |print, c| print.with(letter(c)))
        }
    }

    /// That of a word and another written as one.
    const fn with(self, next: Self) -> Self {
        Self {
            number: self.number.wrapping_mul(next.power).wrapping_add(next.number),
            power: self.power.wrapping_mul(next.power),
        }
    }
}

impl Vocabulary {
    /// The words of a text.
    pub fn of(source: &str) -> Self {
        let mut vocabulary = Self::default();
        let mut words = words(source).peekable();
        let mut before = None;
        while let Some((range, word)) = words.next() {
            let next = words.peek().filter(|(next, _)| &source[range.end..next.start] == " ");
            let after = next.map(|(_, next)| *next);
            let known = vocabulary.words.entry(word).or_insert(Neighbours { before, after });
            known.before = known.before.filter(|known| before == Some(*known));
            known.after = known.after.filter(|known| after == Some(*known));
            before = after.map(|_| word);
        }
        vocabulary
    }

    /// Whether two neighbours are one word: the document knows the whole, and one of its parts only as such.
    fn is_split(&self, left: Print, right: Print) -> bool {
        let bound = self.words.get(&left).is_none_or(|known| known.after == Some(right))
            || self.words.get(&right).is_none_or(|known| known.before == Some(left));
        bound && self.words.contains_key(&left.with(right))
    }

    /// The text with its split words mended.
    pub fn mend(&self, text: Text) -> Text {
        let spaces = self.spaces_inside(&text.plain);
        if spaces.is_empty() {
            text
        } else {
            cut::rewrite(&text, |offset, c| (spaces.binary_search(&offset).is_err()).then_some(c))
        }
    }

    /// Where spaces stand inside words.
    fn spaces_inside(&self, plain: &str) -> Vec<usize> {
        let mut spaces = Vec::new();
        let mut words = words(plain);
        let Some(mut left) = words.next() else { return spaces };
        for right in words {
            let (word, next) = (&plain[left.0.clone()], &plain[right.0.clone()]);
            let gap = &plain[left.0.end..right.0.start];
            let dashed = matches!(gap, " -" | " –") && same_kind(word, next);
            // A single capital is a letter of its own: resolution 66/240 A.
            let lettered = || word.len() == 1 && word.starts_with(char::is_uppercase);
            let split = gap == " " && !next.starts_with(char::is_uppercase) && !lettered();
            if dashed || split && self.is_split(left.1, right.1) {
                spaces.push(left.0.end);
            }
            left = right;
        }
        spaces
    }
}

/// Whether both sides of a dash are words, or both figures: `Secretary -General`, `2020 –2024`.
fn same_kind(left: &str, right: &str) -> bool {
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    figure(left) == figure(right)
}

/// The words of a text in order.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, Print)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = char_at(text, at).filter(|c| !c.is_alphanumeric()) {
            at += c.len_utf8();
        }
        let (start, mut print) = (at, Print::EMPTY);
        while let Some(c) = char_at(text, at).filter(|c| c.is_alphanumeric()) {
            at += c.len_utf8();
            print = print.with_letter(c);
        }
        (start < at).then_some((start..at, print))
    })
}

/// The character that begins at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text[at..].chars().next() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_words_are_mended_by_the_words_of_the_document() {
        let document = "the mandate of the Forc e, the Force, contributions outstanding, outstand ing, and a nd some one, someone, one, some, \
                        resolution 55/180 A to date, ato, Secretary -General, 2020 –2024, the questi on";
        let vocabulary = Vocabulary::of(document);
        for (split, mended) in [
            ("mandate of the Forc e, the", "mandate of the Force, the"),
            ("outstand ing in", "outstanding in"),
            ("his a nd hers", "his and hers"),
            ("some one", "some one"),
            ("resolution 55/180 A to date", "resolution 55/180 A to date"),
            ("the Secretary -General and", "the Secretary-General and"),
            ("2020 –2024", "2020–2024"),
            ("the questi on", "the questi on"),
        ] {
            assert_eq!(vocabulary.mend(Text::plain(split)).plain, mended);
        }
    }
}
