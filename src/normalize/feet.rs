//! Finds the notes at the foot of a page that nothing else marks: no rule above them, no number of the page below. In: printed lines in the order
//! of print. Out: which of them are notes. A run of lines is told by its first number, which is the next in turn, begins what a note can begin,
//! and stands as a mark in the text above; it ends at a gap, or where a note has ended and no other begins. Never moves a line.

use std::ops::Range;

use super::choice::candidates;
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

/// The lines as pages, each with its notes; what stands below the last notes is a page too.
pub fn pages(lines: Vec<Line>, feet: &[Foot]) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut feet = feet.iter().map(|foot| &foot.lines).peekable();
    for (at, mut line) in lines.into_iter().enumerate() {
        while feet.next_if(|foot| foot.end <= at).is_some() {}
        let inside = feet.peek().is_some_and(|foot| foot.contains(&at));
        if !inside && pages.last().is_some_and(|page| !page.notes.is_empty()) {
            pages.push(Page::default());
            line.gap = Gap::Turn;
        }
        let Some(page) = pages.last_mut() else { break };
        if inside { page.notes.push(line) } else { page.body.push(line) }
    }
    pages
}

fn find(lines: &[Line], mut last: u32, words: &Words, end: End) -> Vec<Foot> {
    let mut feet: Vec<Foot> = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < lines.len() {
        if let Some(value) = begins(lines, from, at, last, words) {
            let foot = run(lines, at, value, words, end);
            last = foot.last;
            (from, at) = (foot.lines.end, foot.lines.end);
            feet.push(foot);
        } else {
            at += 1;
        }
    }
    feet
}

/// The number of the note that begins at a line, and what stands behind it.
fn number(lines: &[Line], at: usize, last: u32, words: &Words) -> Option<u32> {
    let plain = lines[at].text.plain.as_str();
    let (label, length) = label_of(plain, words)?;
    let value = label.value().filter(|value| *value > last && (last == 0 || *value <= last + 1 + LOST_NOTES))?;
    let below = || lines.get(at + 1).filter(|next| next.gap == Gap::None).map(|next| next.text.plain.as_str());
    let rest = if length == plain.len() { below()? } else { &plain[length..] };
    begins_note(rest, value == last + 1, words).then_some(value)
}

/// The number of the first note of a page, if it begins at a line.
fn begins(lines: &[Line], from: usize, at: usize, last: u32, words: &Words) -> Option<u32> {
    let value = number(lines, at, last, words)?;
    let line = &lines[at];
    if line.gap == Gap::None && !tells(lines, at, value, words) {
        return None;
    }
    let above = &lines[from.max(at.saturating_sub(PAGE_LINES))..at];
    let label = label_of(&line.text.plain, words)?.0;
    candidates(above, &label, words).iter().any(|place| place.worth >= SURE).then_some(value)
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
    let next = || (at + 1..near.len()).any(|next| number(near, next, value, words) == Some(value + 1));
    let fills = || {
        let page = &lines[..lines.len().min(at + PAGE_LINES)];
        let end = run(page, at, value, words, End::Stop).lines.end;
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

/// The notes from a line on.
fn run(lines: &[Line], start: usize, value: u32, words: &Words, ends: End) -> Foot {
    let mut last = value;
    let mut end = start + 1;
    while let Some(line) = lines.get(end) {
        let next = number(lines, end, last, words).filter(|next| line.gap != Gap::Turn && *next > last);
        let parted = line.gap != Gap::None;
        let leads = || ends == End::Stop || lead(&line.text.plain).is_some();
        if let Some(next) = next {
            last = next;
        } else if parted || stops(&lines[end - 1].text.plain, words) && leads() {
            return Foot { lines: start..end, last, parted };
        }
        end += 1;
    }
    Foot { lines: start..end, last, parted: true }
}

/// Whether a note ends with a line: with a full stop, and none of a word that asks for a number (`Supplement No.`).
fn stops(plain: &str, words: &Words) -> bool {
    let bare = plain.trim_end_matches(['”', '’', '"', ')', '»']);
    bare.ends_with(['。', '.']) && !asks(bare, words)
}
