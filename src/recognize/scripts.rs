//! Words that are typed in letters of another script than is meant: Cyrillic letters in symbols, Roman figures and parts, `А/RES/63/195`, `1514
//! (ХV)`, `663 С (XXIV)`, and Latin ones in Russian words, `Cовета`. In: a word with what stands around it. Out: which letters are meant. Never
//! decides by a letter alone that both scripts have.

use super::letter::Piece;
use crate::model::roman;

/// A word, or the rest of one whose first letters are ASCII.
#[derive(Clone, Copy)]
pub(super) struct Word<'t> {
    /// What is folded before its first letter that is not ASCII, back to a word that was mended.
    pub(super) before: &'t str,
    /// The ASCII letters that it begins with and that were copied as printed; they end what is before.
    pub(super) head: &'t str,
    /// Its other letters.
    pub(super) pieces: &'t [Piece],
    /// The character behind it.
    pub(super) after: Option<char>,
    /// The text behind it.
    pub(super) behind: &'t str,
}

/// The letters that a word is meant in.
pub(super) enum Meant {
    /// Those that it is printed in.
    Printed,
    /// Latin ones.
    Latin,
    /// Cyrillic ones, also those that it begins with.
    Cyrillic,
    /// These Roman figures, for all of it.
    Roman(String),
}

impl Word<'_> {
    /// The letters that it is meant in.
    pub(super) fn meant(self) -> Meant {
        if let Some(figures) = self.roman() {
            Meant::Roman(figures)
        } else if self.is_latin() {
            Meant::Latin
        } else if self.is_cyrillic() {
            Meant::Cyrillic
        } else {
            Meant::Printed
        }
    }

    /// Its letters as printed, from the first that was copied as printed on.
    fn letters(self) -> impl Iterator<Item = char> {
        self.head.chars().chain(self.pieces.iter().map(|piece| piece.c))
    }

    /// The Roman figures that it is typed for, as a session in its brackets: `1514 (ХУ)`, `217 А (Ш)`, `1803 (ХУП)`. None where it holds nothing else
    /// than letters of both scripts' shapes, which are folded as in a symbol.
    fn roman(self) -> Option<String> {
        let bracket = self.before.strip_suffix(self.head).filter(|_| self.after == Some(')'))?.strip_suffix('(')?;
        let number = bracket.trim_end().trim_end_matches(char::is_uppercase).trim_end();
        let is_typed = self.letters().any(|c| matches!(c, 'У' | 'П' | 'Ш'));
        if !is_typed || !number.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let figures: String = self.letters().map(figure).collect::<Option<_>>()?;
        roman::read(&figures).map(|_| figures)
    }

    /// Whether it holds nothing but letters of both scripts' common shapes and stands in a symbol, in Roman figures or behind a number
    /// (`А/RES/63/195`, `1514 (ХV)`, `663 С (XXIV)`, `S-20/4 Е`). Other Russian words hold other letters.
    fn is_latin(self) -> bool {
        let before = self.before.trim_end_matches(char::is_alphabetic);
        let letters = || self.before[before.len()..].chars().chain(self.pieces.iter().map(|piece| piece.c));
        // A word of both scripts whose every letter could be Latin is a misprint (`Аdd.5`); no word is of both.
        let mixed = letters().any(|c| c.is_ascii_alphabetic());
        let is_alike = |c: char| latin(c).is_some() || c.is_ascii_alphabetic() || mixed && small(c).is_some();
        if !letters().all(is_alike) {
            return false;
        }
        let mut back = before.chars().rev();
        let (last, before_last) = (back.next(), back.next());
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "/.(-".contains(c));
        let numbered = before_last.is_some_and(|c| c.is_ascii_digit()) || lists_parts(self.before);
        let alone = letters().count() == 1;
        // `217 (III)А` has its part behind the session.
        let part = alone && (last == Some(' ') && numbered || last == Some(')') && before_last.is_some_and(is_figure));
        let begins = alone && self.after == Some(' ') && begins_struck(self.behind);
        mixed || touches(last) || touches(self.after) && self.after != Some('(') || part || begins
    }

    /// Whether Latin letters stand in it for Cyrillic ones: its other letters are such that no Latin one looks like, `Cовета`, `рeзолюция`.
    fn is_cyrillic(self) -> bool {
        let foreign = |c: char| c.is_ascii_alphabetic();
        let own = |c: char| matches!(c, 'А'..='ё') && latin(c).or_else(|| small(c)).is_none();
        self.letters().any(foreign)
            && self.letters().any(own)
            && self.letters().all(|c| !foreign(c) || cyrillic(c).is_some())
    }
}

/// Whether a symbol that extraction set apart goes on: `Е / CN. 7 / 2010 / 5`.
fn begins_struck(behind: &str) -> bool {
    let struck = behind.trim_start().strip_prefix('/');
    let next = struck.and_then(|rest| rest.trim_start().chars().next());
    next.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || latin(c).is_some())
}

/// Whether a text ends with a part's letter and a conjunction: `52/12 А и В`.
fn lists_parts(text: &str) -> bool {
    let Some(before) = [" и ", ", "].iter().find_map(|joint| text.strip_suffix(joint)) else { return false };
    let mut back = before.chars().rev();
    back.next().is_some_and(|c| c.is_ascii_uppercase()) && back.next() == Some(' ')
}

/// A Cyrillic letter as the Latin one that it looks like.
pub(super) fn to_latin(c: char) -> char {
    latin(c).or_else(|| small(c)).unwrap_or(c)
}

/// A Latin letter as the Cyrillic one that it looks like.
pub(super) fn to_cyrillic(c: char) -> char {
    cyrillic(c).unwrap_or(c)
}

/// The Roman figures that a letter is typed for.
const fn figure(c: char) -> Option<&'static str> {
    Some(match c {
        'Х' | 'X' => "X",
        'У' | 'V' => "V",
        'І' | 'I' => "I",
        'П' => "II",
        'Ш' => "III",
        'L' => "L",
        _ => return None,
    })
}

/// The Latin letter that a Cyrillic one looks like.
const fn latin(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'І' => 'I',
        'Ѕ' => 'S',
        'У' => 'Y',
        'Ј' => 'J',
        _ => return None,
    })
}

/// The small Latin letter that a Cyrillic one looks like.
const fn small(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'і' => 'i',
        _ => return None,
    })
}

/// The Cyrillic letter that a Latin one looks like.
fn cyrillic(c: char) -> Option<char> {
    let alike = |other: &char| latin(*other).or_else(|| small(*other)) == Some(c);
    ('А'..='я').find(alike)
}

/// Whether a character is a Roman figure as sessions have it.
const fn is_figure(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L')
}
