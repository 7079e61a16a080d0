//! Mends words that extraction split. In: a text and the words of its document. Out: the text with those spaces taken out that stand inside a word. It
//! goes by the document's own words, never by a guess: the whole word stands elsewhere in the document, and one of its parts
//! stands nowhere but in such a split.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::model::Text;

use super::cut;

/// How often the document prints each word, and each pair of neighbours that together are a word of it too. Words are in lower case.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: IndexMap<Box<str>, u32>,
    pairs: BTreeMap<(Box<str>, Box<str>), u32>,
}

impl Vocabulary {
    /// The words of a text.
    pub fn of(source: &str) -> Self {
        let lowered = source.to_lowercase();
        let tokens: Vec<(&str, &str)> = tokens(&lowered);
        let mut words: IndexMap<Box<str>, u32> = IndexMap::with_capacity(tokens.len() / 4);
        for (word, _) in &tokens {
            if let Some(count) = words.get_mut(*word) {
                *count += 1;
            } else {
                words.insert((*word).into(), 1);
            }
        }
        let mut vocabulary = Self { words, pairs: BTreeMap::new() };
        let mut whole = String::new();
        for pair in tokens.windows(2) {
            if let [(left, " "), (right, _)] = pair
                && vocabulary.count_of([left, right], &mut whole) > 0
            {
                *vocabulary.pairs.entry(((*left).into(), (*right).into())).or_default() += 1;
            }
        }
        vocabulary
    }

    /// How often the document prints a word that is given in parts and in lower case; `whole` is room to put them together.
    fn count_of<const N: usize>(&self, parts: [&str; N], whole: &mut String) -> u32 {
        whole.clear();
        whole.extend(parts);
        self.words.get(whole.as_str()).copied().unwrap_or(0)
    }

    /// Whether two neighbours in lower case are one word.
    fn is_split(&self, left: &str, right: &str, whole: &mut String) -> bool {
        if self.count_of([left, right], whole) == 0 {
            return false;
        }
        let pair = self.pairs.get(&(left.into(), right.into())).copied().unwrap_or(0);
        self.count_of([left], whole) <= pair || self.count_of([right], whole) <= pair
    }

    /// The text with its split words mended.
    pub fn mend(&self, text: &Text) -> Text {
        let mut spaces: Vec<usize> = Vec::new();
        let (mut left, mut right, mut whole) = (String::new(), String::new(), String::new());
        let mut tokens = tokens(&text.plain).into_iter();
        let Some((mut word, mut gap)) = tokens.next() else { return text.clone() };
        lower(word, &mut left);
        let mut at = text.plain.find(word).unwrap_or(0) + word.len();
        for (next, after) in tokens {
            lower(next, &mut right);
            let dashed = matches!(gap, " -" | " –") && same_kind(word, next);
            // A single capital is a letter of its own: resolution 66/240 A.
            let lettered = word.len() == 1 && word.starts_with(char::is_uppercase);
            let split = gap == " " && !lettered && !next.starts_with(char::is_uppercase);
            if dashed || split && self.is_split(&left, &right, &mut whole) {
                spaces.push(at);
            }
            at += gap.len() + next.len();
            std::mem::swap(&mut left, &mut right);
            (word, gap) = (next, after);
        }
        if spaces.is_empty() {
            text.clone()
        } else {
            cut::rewrite(text, |offset, c| (spaces.binary_search(&offset).is_err()).then_some(c))
        }
    }
}

/// Puts a word in lower case into `room`.
fn lower(word: &str, room: &mut String) {
    room.clear();
    room.extend(word.chars().flat_map(char::to_lowercase));
}

/// Whether both sides of a dash are words, or both figures: `Secretary -General`, `2020 –2024`.
fn same_kind(left: &str, right: &str) -> bool {
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    figure(left) == figure(right)
}

/// Words and what stands after each before the next.
fn tokens(text: &str) -> Vec<(&str, &str)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let word = &rest[start..];
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let after = &word[end..];
        let gap = after.find(char::is_alphanumeric).unwrap_or(after.len());
        tokens.push((&word[..end], &after[..gap]));
        rest = &word[end..];
    }
    tokens
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
            assert_eq!(vocabulary.mend(&Text::plain(split)).plain, mended);
        }
    }
}
