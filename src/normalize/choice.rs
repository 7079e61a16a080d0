//! Chooses which figures of a page are the marks of its notes. In: the printed lines, and the labels of the notes in their order. Out: for
//! each label the place of its mark, or none: each after the one before, as many and as sure as can be. Reads a page once however many
//! notes it has, and never changes it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CELL, Lang, NoteLabel};

use super::forms;
use super::marks::{asked_above, worth};
use super::numerals::{folded, lowered};
use super::rules::Words;
use super::sheets::Line;
use super::spacing::is_wide;

/// A figure that could be a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The line, counted from the first of the page.
    pub line: usize,
    /// Its first byte.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// How sure it is.
    pub worth: i32,
}

/// What a mark more is worth than one that is surer: a note without a mark is worse than a mark in a doubtful place.
const PLACED: i32 = 4;

/// No page marks more notes with the same label, as with a star.
const SAME_LABEL: u32 = 30;

/// What an Arabic text prints between brackets as a mark takes no more bytes.
const LONGEST_IN_BRACKETS: usize = 16;

/// A mark that was chosen, for which note, and the one chosen before it.
struct Pick {
    note: usize,
    candidate: Candidate,
    before: Option<usize>,
}

/// Choices of marks for the first notes of a page, by where the last mark of each ends: a later one is worth more.
struct Choices {
    /// What each is worth, and its last pick.
    ends: BTreeMap<(usize, usize), (i32, Option<usize>)>,
    picks: Vec<Pick>,
}

impl Choices {
    /// Adds the choices that go on with a mark for one more note; those without are there already.
    fn go_on(&mut self, note: usize, candidates: &[Candidate]) {
        let mut more = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let place = (candidate.line, candidate.start);
            if let Some((_, (worth, before))) = self.ends.range(..=place).next_back() {
                more.push(((candidate.line, candidate.end), worth + candidate.worth + PLACED, self.picks.len()));
                self.picks.push(Pick { note, candidate: *candidate, before: *before });
            }
        }
        for (end, worth, pick) in more {
            self.add(end, worth, pick);
        }
    }

    /// Adds a choice, unless one that ends before it is worth as much: that leaves more room.
    fn add(&mut self, end: (usize, usize), worth: i32, pick: usize) {
        let before = self.ends.range(..=end).next_back();
        if before.is_some_and(|(at, (known, _))| *known > worth || (*known == worth && *at < end)) {
            return;
        }
        while let Some((later, _)) = self.ends.range(end..).next().filter(|(_, (known, _))| *known <= worth) {
            let later = *later;
            self.ends.remove(&later);
        }
        self.ends.insert(end, (worth, Some(pick)));
    }

    /// The marks of the choice that is worth most, for so many notes.
    fn best(&self, notes: usize) -> Vec<Option<Candidate>> {
        let mut chosen = vec![None; notes];
        let mut last = self.ends.last_key_value().and_then(|(_, (_, pick))| *pick);
        while let Some(pick) = last.and_then(|at| self.picks.get(at)) {
            chosen[pick.note] = Some(pick.candidate);
            last = pick.before;
        }
        chosen
    }
}

/// The best choice of marks: each after the one before, as many and as sure as can be.
pub fn choose(body: &[Line], labels: &[&NoteLabel], words: &Words) -> Vec<Option<Candidate>> {
    let mut places = Places::of(labels);
    places.find(body, words);
    let mut choices = Choices { ends: BTreeMap::from([((0, 0), (0, None))]), picks: Vec::new() };
    for (note, label) in labels.iter().enumerate() {
        if let Some(known) = places.known.get_mut(label.as_str()).filter(|known| known.asked < SAME_LABEL) {
            known.asked += 1;
            choices.go_on(note, &known.found);
        }
    }
    choices.best(labels.len())
}

/// The places where a label could be a mark.
pub fn candidates(body: &[Line], label: &NoteLabel, words: &Words) -> Vec<Candidate> {
    let mut places = Places::of(&[label]);
    places.find(body, words);
    places.known.into_values().flat_map(|known| known.found).collect()
}

/// Where one label could be a mark.
#[derive(Default)]
struct Known {
    found: Vec<Candidate>,
    /// Where the label was printed last: line and the byte behind it.
    printed: (usize, usize),
    /// For how many notes it was asked.
    asked: u32,
}

/// Where labels could be marks.
struct Places<'a> {
    known: BTreeMap<&'a str, Known>,
    /// How many bytes they take.
    lengths: BTreeSet<usize>,
    /// What they begin with.
    firsts: BTreeSet<u8>,
}

impl<'a> Places<'a> {
    fn of(labels: &[&'a NoteLabel]) -> Self {
        let labels: Vec<&str> = labels.iter().map(|label| label.as_str()).collect();
        Self {
            lengths: labels.iter().map(|label| label.len()).collect(),
            firsts: labels.iter().filter_map(|label| label.bytes().next()).collect(),
            known: labels.into_iter().map(|label| (label, Known::default())).collect(),
        }
    }

    fn find(&mut self, body: &[Line], words: &Words) {
        for at in 0..body.len() {
            let plain = body[at].text.plain.as_str();
            if words.lang == Lang::Ar {
                self.find_in_brackets(at, plain);
            }
            // A bracket, or a byte that raised figures have and few other signs of Latin texts.
            if plain.bytes().any(|b| matches!(b, b'[' | 0x81 | 0xb2 | 0xb3 | 0xb9)) {
                self.find_raised(at, plain);
            }
            // Most lines hold no figure at all, and one character is soon looked for.
            if plain.bytes().any(|b| self.firsts.contains(&b)) {
                self.find_in_line(body, at, words);
            }
        }
    }

    fn find_in_line(&mut self, body: &[Line], line: usize, words: &Words) {
        let plain = body[line].text.plain.as_str();
        let next = body.get(line + 1).map_or("", |next| next.text.plain.as_str());
        let above = line.checked_sub(1).map_or("", |above| body[above].text.plain.as_str());
        // What stands behind nothing but figures in its cell is a figure of a table.
        let (mut in_row, mut in_words) = (false, false);
        for (start, c) in plain.char_indices() {
            let begins = u8::try_from(c).is_ok_and(|b| self.firsts.contains(&b)) && (!in_row || in_words);
            for length in self.lengths.iter().filter(|_| begins) {
                let end = start + length;
                let Some(label) = plain.get(start..end) else { continue };
                let Some(known) = self.known.get_mut(label).filter(|known| known.printed <= (line, start)) else {
                    continue;
                };
                known.printed = (line, end);
                if words.lang == Lang::Ar && c.is_ascii_digit() {
                    continue;
                }
                // A mark with its stroke, as older documents print it: `22 April 1998. 1/`.
                if slashed(plain, start, end) {
                    known.found.push(Candidate { line, start, end: end + 1, worth: 6 });
                    continue;
                }
                let sure = worth(plain, start, end, next, words);
                if let Some(worth) = sure.filter(|_| !asked_above(above, &plain[..start], words)) {
                    known.found.push(Candidate { line, start, end, worth });
                }
            }
            in_row |= c == CELL;
            in_words = c != CELL && (in_words || c.is_alphabetic());
        }
    }

    /// Where marks are raised or stand between square brackets, as browsers and word processors copy them. At the beginning of a line a note would.
    fn find_raised(&mut self, line: usize, plain: &str) {
        // `12,000 m²`: no word is that short.
        let measured = |start: usize| {
            let letters =
                plain[..start].chars().rev().take(3).take_while(|c| c.is_alphabetic() && !is_wide(*c)).count();
            !plain[start..].starts_with('[') && (1..=2).contains(&letters)
        };
        for found in forms::RAISED.find_iter(plain).filter(|found| found.start() > 0 && !measured(found.start())) {
            if let Some(known) = self.known.get_mut(lowered(found.as_str()).as_str()) {
                known.found.push(Candidate { line, start: found.start(), end: found.end(), worth: 6 });
            }
        }
    }

    /// Where an Arabic text prints marks, between brackets that extraction may turn: `(1)`. At the beginning of a line it would be an item.
    fn find_in_brackets(&mut self, line: usize, plain: &str) {
        for (start, _) in plain.match_indices(['(', ')']) {
            let inner = &plain[start + 1..];
            let printed = inner.find(['(', ')']).filter(|end| *end <= LONGEST_IN_BRACKETS).map(|end| &inner[..end]);
            let Some(printed) = printed.filter(|_| !plain[..start].trim().is_empty()) else { continue };
            let label = folded(printed);
            if let Some(known) =
                self.known.get_mut(label.as_str()).filter(|_| label.starts_with(|c: char| c.is_ascii_digit()))
            {
                known.found.push(Candidate { line, start, end: start + 1 + printed.len() + 1, worth: 5 });
            }
        }
    }
}

/// Whether a figure has a stroke behind it and nothing beside both.
fn slashed(plain: &str, start: usize, end: usize) -> bool {
    let apart = |c: char| c.is_whitespace() || ",.;:”’)".contains(c);
    let alone = plain[..start].chars().next_back().is_some_and(apart);
    alone && plain[end..].strip_prefix('/').is_some_and(|rest| rest.chars().next().is_none_or(apart))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::normalize::Rules;
    use crate::normalize::sheets::Gap;

    #[test]
    fn marks_are_chosen_in_the_order_of_their_notes() {
        let rules = Rules::load(None).unwrap();
        let body = ["The report,2 and the other,1", "of the Committee.2 It lists 3 texts", "and closes.11 The end."];
        let line = |plain: &&str| Line { number: 1, indent: 0, gap: Gap::None, text: Text::plain(*plain) };
        let body: Vec<Line> = body.iter().map(line).collect();
        let labels: Vec<NoteLabel> = ["1", "2", "11", "12"].iter().filter_map(|label| NoteLabel::new(label)).collect();
        let picks = choose(&body, &labels.iter().collect::<Vec<_>>(), rules.words(Lang::En).unwrap());
        let places: Vec<_> = picks.iter().map(|pick| pick.map(|pick| (pick.line, pick.start))).collect();
        assert_eq!(places, [Some((0, 27)), Some((1, 17)), Some((2, 11)), None]);
    }
}
