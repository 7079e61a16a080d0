//! Finds the notes at the foot of a page that nothing else marks: no rule above them, no number of the page below. In: printed lines in the order
//! of print. Out: which of them are notes. A run of lines is told by its first number, which is the next in turn, begins what a note can begin,
//! and stands as a mark in the text above, or by its stars, for which a mark above waits; it ends at a gap, or where a note has ended and no
//! other begins. Never changes the order of lines.

use std::ops::Range;

use crate::model::NoteLabel;

use super::choice::candidates;
use super::forms;
use super::labels::lead;
use super::rules::Words;
use super::sheets::{Gap, Line, Page};
use super::stacked::{begins_note, label_of};

/// A mark stands no more lines above its note.
const PAGE_LINES: usize = 120;

/// A label may skip this many numbers, as where a note's text is lost.
const LOST_NOTES: u32 = 3;

/// The next note of a run without a gap above it stands within this many lines.
const NOTE_LINES: usize = 6;

/// A figure is a mark where it is worth more than a guess.
const SURE: i32 = 2;

/// The notes of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot {
    /// Where they stand.
    pub lines: Range<usize>,
    /// The number of the last.
    pub last: u32,
    /// Whether one of them has a number.
    pub is_numbered: bool,
    /// Whether a gap ends them, or the text does.
    parted: bool,
}

/// What ends the notes of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// A gap, or the full stop of a note.
    Stop,
    /// Nothing but a gap.
    Gap,
}

/// The notes among the lines of a text. The last number is that of the note before.
pub fn of(lines: &[Line], last: u32, words: &Words) -> Vec<Foot> {
    let feet = find(lines, last, words, End::Stop);
    let parted = feet.iter().filter(|foot| foot.parted).count();
    // Where pages leave room below their notes a full stop at the end of a line may be one inside a note.
    if !feet.is_empty() && parted * 10 >= feet.len() * 9 { find(lines, last, words, End::Gap) } else { feet }
}

/// The lines as pages, each with its notes; what stands below the last notes is a page too. Notes with stars alone end no page.
pub fn pages<'f>(lines: Vec<Line>, feet: impl Iterator<Item = &'f Foot>) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut feet = feet.peekable();
    for (at, mut line) in lines.into_iter().enumerate() {
        if let Some(foot) = feet.next_if(|foot| foot.lines.end <= at)
            && foot.is_numbered
        {
            pages.push(Page::default());
            line.gap = Gap::Turn;
        }
        let inside = feet.peek().is_some_and(|foot| foot.lines.contains(&at));
        let Some(page) = pages.last_mut() else { break };
        if inside { page.notes.push(line) } else { page.body.push(line) }
    }
    pages
}

/// How many stars a note has that begins at a line: `** A/68/50.`, no item of a list and no row of stars.
pub fn stars(plain: &str) -> Option<usize> {
    // Asked of every line, most of which begin with a word.
    let found = if plain.starts_with('*') { forms::STARRED_NOTE.captures(plain) } else { None };
    found.map(|found| found["stars"].len())
}

/// How many marks of one, two and three stars wait for their notes. A list whose items have stars has no marks above it.
#[derive(Default)]
struct Starred([u32; 3]);

impl Starred {
    /// Reads the marks of a line of the text.
    fn pass(&mut self, plain: &str) {
        if !plain.contains('*') {
            return;
        }
        for found in forms::STARS.captures_iter(plain) {
            if let Some(waiting) = self.0.get_mut(found["stars"].len() - 1) {
                *waiting += 1;
            }
        }
    }

    /// Whether the note that begins at a line was waited for.
    fn take(&mut self, plain: &str) -> bool {
        let waiting = stars(plain).and_then(|stars| self.0.get_mut(stars - 1)).filter(|waiting| **waiting > 0);
        waiting.map(|waiting| *waiting -= 1).is_some()
    }
}

fn find(lines: &[Line], last: u32, words: &Words, end: End) -> Vec<Foot> {
    let mut feet: Vec<Foot> = Vec::new();
    let mut reader = Reader { lines, words, last, starred: Starred::default() };
    let (mut from, mut at) = (0, 0);
    while let Some(line) = lines.get(at) {
        if reader.begins(from, at) {
            let foot = reader.run(at, end);
            (from, at) = (foot.lines.end, foot.lines.end);
            feet.push(foot);
        } else {
            reader.starred.pass(&line.text.plain);
            at += 1;
        }
    }
    feet
}

/// What is known at a line.
struct Reader<'a> {
    lines: &'a [Line],
    words: &'a Words,
    /// The number of the last note.
    last: u32,
    starred: Starred,
}

impl Reader<'_> {
    /// Whether the first note of a page begins at a line.
    fn begins(&mut self, from: usize, at: usize) -> bool {
        let line = &self.lines[at];
        if line.gap != Gap::None && self.starred.take(&line.text.plain) {
            return true;
        }
        let Some((label, value)) = number(self.lines, at, self.last, self.words) else { return false };
        if line.gap == Gap::None && !tells(self.lines, at, value, self.words) {
            return false;
        }
        let above = &self.lines[from.max(at.saturating_sub(PAGE_LINES))..at];
        let marked = candidates(above, &label, self.words).iter().any(|place| place.worth >= SURE);
        if marked {
            self.last = value;
        }
        marked
    }

    /// The notes from a line on.
    fn run(&mut self, start: usize, ends: End) -> Foot {
        let is_starred = |line: &Line| stars(&line.text.plain).is_some();
        let mut is_numbered = !is_starred(&self.lines[start]);
        let mut end = start + 1;
        while let Some(line) = self.lines.get(end) {
            let parted = line.gap != Gap::None;
            let stopped = stops(&self.lines[end - 1].text.plain, self.words);
            let next = || number(self.lines, end, self.last, self.words).filter(|_| line.gap != Gap::Turn);
            if let Some((_, value)) = next() {
                (self.last, is_numbered) = (value, true);
            } else if is_starred(line) && self.starred.take(&line.text.plain) {
            } else if parted || stopped && (ends == End::Stop || lead(&line.text.plain).is_some()) {
                return Foot { lines: start..end, last: self.last, is_numbered, parted };
            }
            end += 1;
        }
        Foot { lines: start..end, last: self.last, is_numbered, parted: true }
    }
}

/// The label and the number of the note that begins at a line.
fn number(lines: &[Line], at: usize, last: u32, words: &Words) -> Option<(NoteLabel, u32)> {
    let plain = lines[at].text.plain.as_str();
    if plain.starts_with(char::is_alphabetic) {
        return None;
    }
    let (label, length) = label_of(plain, words)?;
    let value = label.value().filter(|value| *value > last && (last == 0 || *value <= last + 1 + LOST_NOTES))?;
    let below = || lines.get(at + 1).filter(|next| next.gap == Gap::None).map(|next| next.text.plain.as_str());
    let rest = if length == plain.len() { below()? } else { &plain[length..] };
    let begins = forms::MARKED_NOTE.is_match(plain) || begins_note(rest, value == last + 1, words);
    begins.then_some((label, value))
}

/// Whether a line that no gap stands above begins a note, and not with a number that the page broke off: what follows is what notes begin with, the
/// next note follows, or notes fill the page.
fn tells(lines: &[Line], at: usize, value: u32, words: &Words) -> bool {
    let (length, plain) =
        (label_of(&lines[at].text.plain, words).map_or(0, |(_, length)| length), &lines[at].text.plain);
    if words.note_openers.fits(&plain[length..]) {
        return true;
    }
    let near = &lines[..lines.len().min(at + 1 + NOTE_LINES)];
    let next =
        || (at + 1..near.len()).any(|next| number(near, next, value, words).is_some_and(|(_, next)| next == value + 1));
    let fills = || {
        let page = &lines[..lines.len().min(at + PAGE_LINES)];
        let mut reader = Reader { lines: page, words, last: value, starred: Starred::default() };
        let end = reader.run(at, End::Stop).lines.end;
        lines.get(end).is_none_or(|below| below.gap == Gap::Turn)
    };
    let asked = at.checked_sub(1).is_some_and(|above| asks(&lines[above].text.plain, words));
    !asked && (next() || fills())
}

/// Whether a line ends with a word that asks for a number: `paragraph`, 第.
fn asks(plain: &str, words: &Words) -> bool {
    let mut leaders = words.number_leaders.iter().chain(&words.doubtful_leaders);
    leaders.any(|leader| plain.ends_with(leader.as_str()))
}

/// Whether a note ends with a line: with a full stop, and none of a word that asks for a number (`Supplement No.`).
fn stops(plain: &str, words: &Words) -> bool {
    let bare = plain.trim_end_matches(['”', '’', '"', ')', '»']);
    bare.ends_with(['。', '.']) && !asks(bare, words)
}
