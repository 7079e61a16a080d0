//! Mends words that extraction split. In: a text, the words of its document and the common ones of its language. Out: the text with those
//! spaces taken out that stand inside a word: the document or its language knows the whole, and one of its parts stands nowhere but in
//! such a split and is no common word. A language without a list of common words goes by the document alone.

use std::ops::Range;

use crate::model::{Map, Text};

use super::common::Common;
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

/// A word of a text that is mended.
#[derive(Debug)]
struct Word {
    /// Where it stands.
    range: Range<usize>,
    print: Print,
    /// What the document knows of it: looked up once, though it has a neighbour on either side.
    known: Option<Neighbours>,
}

/// A word in small letters as a number, so that words are compared and put together without their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Print {
    /// The value of the letters as figures to the base `Print::BASE`.
    number: u64,
    /// The base to the power of how many letters there are.
    power: u64,
}

impl Print {
    /// Odd and large, so that no two words of a document have one number.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    const EMPTY: Self = Self { number: 0, power: 1 };

    /// That of a word.
    pub fn of(word: &str) -> Self {
        word.chars().fold(Self::EMPTY, Self::with_letter)
    }

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

    /// Whether two neighbours are one word: the document knows the whole, or its language does, and one of its parts only as such, which is no
    /// word of the language: `as set out` is not `asset out`.
    fn is_split(&self, (left, word): (&Word, &str), (right, next): (&Word, &str), common: &Common) -> bool {
        let lone = |part: &str| !common.holds(part);
        // A small letter alone is no word, whatever else stands beside it in the document: `human right s`, `resolution 5/5 o f 7 March`.
        let letter = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_lowercase()) && lone(part);
        let left_bound = letter(word) && lone(next) || left.known.is_none_or(|known| known.after == Some(right.print));
        let right_bound = letter(next) || right.known.is_none_or(|known| known.before == Some(left.print));
        let whole = || left.print.with(right.print);
        (left_bound || right_bound)
            && (self.words.contains_key(&whole()) || common.has(whole()) && common.joins(word, next))
            && (left_bound && lone(word) || right_bound && lone(next))
    }

    /// The text with its split words mended.
    pub fn mend(&self, text: Text, common: &Common) -> Text {
        let spaces = self.spaces_inside(&text.plain, common);
        if spaces.is_empty() {
            text
        } else {
            cut::rewrite(&text, |offset, c| (spaces.binary_search(&offset).is_err()).then_some(c))
        }
    }

    /// Where spaces stand inside words.
    fn spaces_inside(&self, plain: &str, common: &Common) -> Vec<usize> {
        let mut spaces = Vec::new();
        let known = |(range, print)| Word { range, print, known: self.words.get(&print).copied() };
        let mut words = words(plain).map(known).peekable();
        let Some(mut left) = words.next() else { return spaces };
        let mut joined = false;
        while let Some(right) = words.next() {
            let dashed = is_dashed(plain, &left.range, &right.range);
            let mut parted = !dashed && !joined && self.is_parted(plain, &left, &right, common);
            if parted && common.holds(&plain[left.range.clone()]) {
                // A part between two words belongs to one of them: `for th e`.
                parted = !words.peek().is_some_and(|below| {
                    let dashed = &plain[right.range.end..below.range.start] == "-";
                    dashed
                        || self.is_parted(plain, &right, below, common)
                        || common.hyphenates(&plain[right.range.clone()], &plain[below.range.clone()])
                });
            }
            if dashed || parted {
                spaces.push(left.range.end);
            }
            joined = parted;
            left = right;
        }
        spaces
    }

    /// Whether a space parts one word.
    fn is_parted(&self, plain: &str, left: &Word, right: &Word, common: &Common) -> bool {
        let (word, next) = (&plain[left.range.clone()], &plain[right.range.clone()]);
        // A single capital is a letter of its own: resolution 66/240 A.
        let lettered = || word.len() == 1 && word.starts_with(char::is_uppercase);
        let begun = || common.joins(word, next) && !common.holds(next);
        // `document s/3140`, `and d)`, `that is, i.e.`: a letter that goes on is no end of a word.
        let behind = &plain[right.range.end..];
        let goes_on = behind.starts_with(['/', '’', '\'', ')'])
            || behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        &plain[left.range.end..right.range.start] == " "
            && !(next.len() == 1 && goes_on)
            && !next.starts_with(char::is_uppercase)
            && (!lettered() || begun())
            && self.is_split((left, word), (right, next), common)
    }
}

/// Whether a space stands before a dash that joins two words.
fn is_dashed(plain: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    let (word, next) = (&plain[left.clone()], &plain[right.clone()]);
    let gap = &plain[left.end..right.start];
    matches!(gap, " -" | " –") && same_kind(word, next) || gap == " -" && is_name(word)
}

/// Whether both sides of a dash are words, or both figures: `Secretary -General`, `2020 –2024`.
fn same_kind(left: &str, right: &str) -> bool {
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    figure(left) == figure(right)
}

/// Whether a word is in capitals, so that a number behind a dash belongs to it: `COVID -19`.
fn is_name(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
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
        let document = "the mandate of the Forc e, the Force, contributions outstanding, outstand ing, and a nd some one, someone, one, some, asset, \
                        resolution 55/180 A to date, ato, documents, parts, Secretary -General, 2020 –2024, the questi on";
        let common = Common::read(
            "between\nof\na\nfifty\nincrease\nin\nto\nunited\nfor\nforth\nthe\nmeans\nthere\nre-establishment\nas\nset",
        );
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
            ("the U nited parts, resolution 66/240 A to date", "the United parts, resolution 66/240 A to date"),
            ("the COVID -19 pandemic, a rate of -19", "the COVID-19 pandemic, a rate of -19"),
            ("suitable means for th e child", "suitable means for the child"),
            ("and betwe en them", "and between them"),
            ("to inc rease", "to increase"),
            ("to prevent the re establishment of", "to prevent the re establishment of"),
            ("as set out in", "as set out in"),
            ("to promote the re-entry of", "to promote the re-entry of"),
            (
                "o ther parts o f the U nited parts, state s of mind",
                "o ther parts of the United parts, state s of mind",
            ),
            ("item a of the list, plan b of it", "item a of the list, plan b of it"),
            ("see document s/3140 and part s)", "see document s/3140 and part s)"),
            ("the fift y-sixth", "the fifty-sixth"),
        ] {
            assert_eq!(vocabulary.mend(Text::plain(split), &common).plain, mended);
        }
    }
}
