//! Tells whether what a pattern matched is a whole word, figure or stop. In: a folded text and a match in it. Out: whether it is one, whatever
//! stands right before and behind it. Finds no match of its own but to learn what its neighbours are.

use std::ops::Range;

use regex_automata::{Anchored, Input};

use super::{
    super::{letter::is_han, rules::Means},
    Lexer, Sense,
};
use crate::model::near_end;

/// More characters than any abbreviation has.
const LONGEST_WORD: usize = 40;

impl Lexer {
    /// Whether a match is a whole word or figure: `Council` is none in `Councillor`, `1/9` none in `1/9/2009`.
    pub(super) fn stands_alone(&self, text: &str, range: &Range<usize>, sense: Sense) -> bool {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        let first = text[range.clone()].chars().next();
        let last = text[range.clone()].chars().next_back();
        if sense == Sense::Stop {
            return self.ends_sentence(text, range);
        }
        let numeric = matches!(sense, Sense::Number(_) | Sense::Untold(_) | Sense::Integer);
        if numeric {
            let alone = !glued(last, after) || self.runs_into_word(text, range, sense);
            let joined = matches!(sense, Sense::Number(_)) && self.is_behind_noun(text, range.start);
            return Self::figures_stand_alone(text, range, sense, joined) && alone && !is_code(&text[range.end..]);
        }
        // So may a noun run into its number: `resolution63/195`.
        let announces = sense.kind().is_some();
        let run_on_number = announces && begins_number(&text[range.end..]);
        // A symbol may run into the next word where extraction lost the space.
        let run_on = sense == Sense::Symbol
            && last.is_some_and(|c| c.is_ascii_digit())
            && after.is_some_and(|c| c.is_ascii_lowercase());
        let inside = sense == Sense::Symbol && before.is_some_and(|c| "/.".contains(c));
        !(glued(before, first) || glued(last, after) && !run_on && !run_on_number || inside)
    }

    /// Whether a noun that announces numbers ends at a byte, and no space is left behind it.
    fn is_behind_noun(&self, text: &str, at: usize) -> bool {
        let word = near_end(&text[..at], LONGEST_WORD);
        let word = &word[word.trim_end_matches(char::is_alphabetic).len()..];
        let input = Input::new(text).span(at - word.len()..at).anchored(Anchored::Yes);
        let found = if word.is_empty() { None } else { self.search(&mut self.caches.get(), &input) };
        let row =
            found.filter(|found| found.offset() == at).and_then(|found| self.rows.get(found.pattern().as_usize()));
        row.is_some_and(|row| row.sense.kind().is_some())
    }

    /// Whether extraction lost the space between a number and a date or the like behind it: `59/111of 6 December 2004`.
    fn runs_into_word(&self, text: &str, range: &Range<usize>, sense: Sense) -> bool {
        let behind = text[range.end..].chars().next();
        let may = matches!(sense, Sense::Number(_)) && behind.is_some_and(|c| c.is_ascii_lowercase());
        let input = Input::new(text).span(range.end..text.len()).anchored(Anchored::Yes);
        let found = if may { self.search(&mut self.caches.get(), &input) } else { None };
        let row = found.and_then(|found| self.rows.get(found.pattern().as_usize()));
        row.is_some_and(|row| matches!(row.sense, Sense::Word(Means::Date | Means::Of)))
    }

    /// Whether figures are a whole number: not a piece of a date, a decimal or a code; a range's dash may stand before.
    fn figures_stand_alone(text: &str, range: &Range<usize>, sense: Sense, joined: bool) -> bool {
        let mut back = text[..range.start].chars().rev();
        let (before, second) = (back.next(), back.next());
        let mut ahead = text[range.end..].chars();
        let (after, then) = (ahead.next(), ahead.next());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let begins = match before {
            Some('/' | '.') => !digit(text[range.clone()].chars().next()),
            Some('-') => sense == Sense::Integer || second.is_none_or(|c| c.is_ascii_digit() || " )".contains(c)),
            // The Arabic و is written to the word after it, and to the figures before it where extraction lost the space: `60/1و60/2`.
            Some('و') => second.is_none_or(|c| !c.is_alphanumeric() || c.is_ascii_digit()),
            Some(c) => {
                is_han(c)
                    || joined
                    || !c.is_alphanumeric()
                    || matches!(c, '\u{600}'..='\u{6ff}') && digit(text[range.clone()].chars().next())
            }
            None => true,
        };
        let decimal = matches!(sense, Sense::Integer | Sense::Untold(_))
            && after.is_some_and(|c| ".,".contains(c))
            && digit(then);
        begins && after != Some('/') && !decimal
    }

    /// Whether a full stop ends a sentence: not behind an abbreviation or an initial, and what follows could begin one.
    fn ends_sentence(&self, text: &str, range: &Range<usize>) -> bool {
        let mark = &text[range.clone()];
        if !mark.starts_with('.') {
            return true;
        }
        // What is longer is no abbreviation, and is not read to its beginning for each of its stops.
        let before = &text[..range.start];
        let before = near_end(before, LONGEST_WORD);
        let word = before.rsplit(|c: char| c.is_whitespace() || "(«“\"'".contains(c)).next().unwrap_or_default();
        let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        let next = text[range.end..].chars().find(|c| !c.is_whitespace());
        // `sect. C. 32 Resolution`: behind an initial comes a name, behind a letter the next note.
        let initial = initial && !next.is_some_and(|c| c.is_ascii_digit());
        let begins = next.is_none_or(|c| !c.is_lowercase());
        let spaced = text[range.end..].chars().next().is_none_or(|c| c.is_whitespace() || "”»\")]".contains(c));
        begins
            && spaced
            && !initial
            && !self.abbreviations.iter().any(|abbreviation| abbreviation.eq_ignore_ascii_case(word))
    }
}

/// Whether letters that are joined to a number make it another's: `6/43-POL`.
fn is_code(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix('-') else { return false };
    let code = rest.trim_start_matches(char::is_uppercase);
    // A symbol may be joined: `63/195-CAC/COSP/2009/15`.
    rest.len() - code.len() >= 2 && !code.starts_with(['/', '.', '-'])
}

/// Whether a text begins with what only the number of a resolution or decision does.
fn begins_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=4).contains(&(text.len() - rest.len())) && rest.trim_start_matches(' ').starts_with(['/', '('])
}

/// Whether two neighbours are of one word or figure, so that no token begins or ends between them.
pub(super) fn glued(a: Option<char>, b: Option<char>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    if a.is_ascii() && b.is_ascii() {
        return a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
    }
    let word = |c: char| !is_han(c) && c.is_alphanumeric();
    // The Arabic و stands before a figure or a symbol without a space.
    let arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}');
    word(a) && word(b) && arabic(a) == arabic(b)
}
