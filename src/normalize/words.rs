//! Mends words that extraction split. In: a text and the words of its document. Out: the text with those spaces taken out that stand inside a word. It
//! goes by the document's own words, never by a guess: the whole word stands elsewhere in the document, and one of its parts
//! stands nowhere but in such a split.

use std::{borrow::Cow, collections::HashMap};

use crate::model::Text;

use super::cut;

/// The words of a document in lower case, and what stands beside each.
#[derive(Debug, Default)]
pub struct Vocabulary<'a> {
    words: HashMap<&'a str, Neighbours<'a>, foldhash::fast::RandomState>,
}

/// The words that stand before and after a word wherever the document prints it, with a space between; none where now this and now that
/// stands there.
#[derive(Debug, Clone, Copy)]
struct Neighbours<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> Vocabulary<'a> {
    /// The words of a text in lower case.
    pub fn of(lowered: &'a str) -> Self {
        let mut vocabulary = Self::default();
        let mut tokens = tokens(lowered).peekable();
        let mut before = None;
        while let Some((word, gap)) = tokens.next() {
            let after = tokens.peek().map(|(next, _)| *next).filter(|_| gap == " ");
            let known = vocabulary.words.entry(word).or_insert(Neighbours { before, after });
            known.before = known.before.filter(|known| before == Some(known));
            known.after = known.after.filter(|known| after == Some(known));
            before = Some(word).filter(|_| gap == " ");
        }
        vocabulary
    }

    /// Whether two neighbours are one word: the document knows the whole, and one of its parts only as such.
    fn is_split(&self, (left, known_left): &Known, (right, known_right): &Known, whole: &mut String) -> bool {
        let bound = known_left.is_none_or(|known| known.after == Some(right))
            || known_right.is_none_or(|known| known.before == Some(left));
        bound && {
            whole.clear();
            whole.extend([&**left, &**right]);
            self.words.contains_key(whole.as_str())
        }
    }

    /// A word in lower case and what the document knows of it.
    fn known<'w>(&'w self, word: &'w str) -> Known<'w> {
        let lowered = lowered(word);
        let known = self.words.get(&*lowered);
        (lowered, known)
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
        let mut whole = String::new();
        let mut tokens = tokens(plain);
        let Some((mut word, mut gap)) = tokens.next() else { return spaces };
        let mut left = self.known(word);
        let mut at = plain.find(word).unwrap_or(0) + word.len();
        for (next, after) in tokens {
            let right = self.known(next);
            let dashed = matches!(gap, " -" | " –") && same_kind(word, next);
            // A single capital is a letter of its own: resolution 66/240 A.
            let lettered = word.len() == 1 && word.starts_with(char::is_uppercase);
            let split = gap == " " && !lettered && !next.starts_with(char::is_uppercase);
            if dashed || split && self.is_split(&left, &right, &mut whole) {
                spaces.push(at);
            }
            at += gap.len() + next.len();
            (word, gap, left) = (next, after, right);
        }
        spaces
    }
}

/// A word in lower case with its neighbours, where the document prints it.
type Known<'w> = (Cow<'w, str>, Option<&'w Neighbours<'w>>);

/// A word in lower case.
fn lowered(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        Cow::Owned(word.chars().flat_map(char::to_lowercase).collect())
    } else if word.contains(|c: char| c.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// Whether both sides of a dash are words, or both figures: `Secretary -General`, `2020 –2024`.
fn same_kind(left: &str, right: &str) -> bool {
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    figure(left) == figure(right)
}

/// Words and what stands after each before the next.
fn tokens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = &text[run(text, false)..];
    std::iter::from_fn(move || {
        let (word, after) = rest.split_at(run(rest, true));
        let (gap, next) = after.split_at(run(after, false));
        rest = next;
        (!word.is_empty()).then_some((word, gap))
    })
}

/// How many bytes at the beginning of a text are of a word, or of none.
fn run(text: &str, of_word: bool) -> usize {
    let ascii = text.bytes().take_while(|b| b.is_ascii() && b.is_ascii_alphanumeric() == of_word).count();
    let rest = &text[ascii..];
    if rest.starts_with(|c: char| !c.is_ascii()) {
        ascii + rest.find(|c: char| c.is_alphanumeric() != of_word).unwrap_or(rest.len())
    } else {
        ascii
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_words_are_mended_by_the_words_of_the_document() {
        let document = "the mandate of the Forc e, the Force, contributions outstanding, outstand ing, and a nd some one, someone, one, some, \
                        resolution 55/180 A to date, ato, Secretary -General, 2020 –2024, the questi on";
        let lowered = document.to_lowercase();
        let vocabulary = Vocabulary::of(&lowered);
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
