//! Mends words that extraction split. In: a text and the words of its document. Out: the text with those spaces taken out that stand inside a word. It
//! goes by the document's own words, never by a guess: the whole word stands elsewhere in the document, and one of its parts
//! stands nowhere but in such a split.

use std::collections::BTreeMap;

use crate::model::Text;

use super::cut;

/// How often the document prints each word, and each pair of neighbours.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: BTreeMap<String, u32>,
    pairs: BTreeMap<(String, String), u32>,
}

impl Vocabulary {
    /// The words of a text.
    pub fn of(source: &str) -> Self {
        let mut vocabulary = Self::default();
        let tokens: Vec<(&str, &str)> = tokens(source);
        for (index, (word, gap)) in tokens.iter().enumerate() {
            *vocabulary.words.entry(word.to_lowercase()).or_default() += 1;
            if let (true, Some((next, _))) = (*gap == " ", tokens.get(index + 1)) {
                *vocabulary.pairs.entry((word.to_lowercase(), next.to_lowercase())).or_default() += 1;
            }
        }
        vocabulary
    }

    /// How often the document prints a word.
    pub fn count(&self, word: &str) -> u32 {
        self.words.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// Whether two neighbours are one word.
    fn is_split(&self, left: &str, right: &str) -> bool {
        let whole = format!("{left}{right}");
        // A single capital is a letter of its own: resolution 66/240 A.
        let lettered = left.len() == 1 && left.chars().all(char::is_uppercase);
        if lettered || right.starts_with(char::is_uppercase) || self.count(&whole) == 0 {
            return false;
        }
        let pair = self.pairs.get(&(left.to_lowercase(), right.to_lowercase())).copied().unwrap_or(0);
        self.count(left) <= pair || self.count(right) <= pair
    }

    /// The text with its split words mended.
    pub fn mend(&self, text: &Text) -> Text {
        let mut spaces: Vec<usize> = Vec::new();
        let mut at = 0;
        let tokens = tokens(&text.plain);
        for (index, (word, gap)) in tokens.iter().enumerate() {
            let offset = text.plain[at..].find(word).map_or(at, |found| at + found);
            at = offset + word.len();
            let Some((next, _)) = tokens.get(index + 1) else { break };
            let dashed = matches!(*gap, " -" | " –") && !word.is_empty() && same_kind(word, next);
            if (*gap == " " && self.is_split(word, next)) || dashed {
                spaces.push(at);
            }
        }
        if spaces.is_empty() {
            text.clone()
        } else {
            cut::rewrite(text, |offset, c| (spaces.binary_search(&offset).is_err()).then_some(c))
        }
    }
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
