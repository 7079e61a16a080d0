//! Joins printed lines to pieces: paragraphs, items, headings. In: pages of lines with their indents and the gaps between them. Out:
//! pieces in reading order. Never decides what a piece is; that is `outline`.

use crate::model::Text;

use super::join::Joiner;
use super::labels::{ends_clause, lead};
use super::rules::Words;
use super::sheets::{Gap, Line, Page, Piece, SetAside, Stands};
use super::spacing::is_wide;

/// A line below this share (in tenths) of the widest is short: nothing was printed after it because something ended.
const SHORT_TENTHS: usize = 6;

/// A piece that is being put together.
struct Growing {
    piece: Piece,
    /// What stands before its first line.
    gap: Gap,
    /// How many lines it has.
    lines: usize,
}

/// The pieces of a text whose lines have gaps and indents.
pub fn of_lines(pages: &[Page], joiner: &Joiner, words: &Words, set_aside: &mut Vec<SetAside>) -> Vec<Piece> {
    let lines: Vec<&Line> = pages.iter().flat_map(|page| &page.body).collect();
    let widest = lines.iter().map(|line| width(&line.text.plain)).max().unwrap_or(0);
    let mut grown: Vec<Growing> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1).copied();
        match grown.last_mut() {
            Some(growing) if !begins(growing, line, next, widest, words) => {
                joiner.join(&mut growing.piece.text, &line.text, line.number, set_aside);
                growing.lines += 1;
            }
            _ => grown.push(Growing {
                piece: Piece { line: line.number, indent: line.indent, stands: Stands::InRun, text: line.text.clone() },
                gap: line.gap,
                lines: 1,
            }),
        }
    }
    let gaps: Vec<Gap> = grown.iter().skip(1).map(|growing| growing.gap).chain([Gap::Blank]).collect();
    let stand = |(mut growing, after): (Growing, Gap)| {
        if growing.gap != Gap::None && after != Gap::None {
            growing.piece.stands = Stands::Alone;
        }
        growing.piece
    };
    grown.into_iter().zip(gaps).map(stand).collect()
}

/// Whether a line begins a new piece.
fn begins(growing: &Growing, line: &Line, next: Option<&Line>, widest: usize, words: &Words) -> bool {
    let before = &growing.piece.text;
    let plain = line.text.plain.as_str();
    let ended = ends_clause(&before.plain);
    let last_above = next.is_none_or(|next| next.gap == Gap::Blank);
    line.gap == Gap::Blank
        || line.indent > 0
        || (lead(plain).is_some() && (ended || line.gap == Gap::Turn))
        || is_word(before, &words.summary)
        || (line.gap == Gap::Turn && ended && last_above && !ends_clause(plain))
        || plain.starts_with('[')
        || words.numbered_title.fit(plain)
        || (growing.lines == 1 && !ended && !ends_in_mark(before) && is_short(&before.plain, widest))
}

/// Whether a text is one of the words, whatever its spaces.
pub fn is_word(text: &Text, words: &[String]) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    words.iter().any(|word| {
        let word = bare(word);
        let mut printed = text.plain.chars().filter(|c| !c.is_whitespace());
        // Compared from the start: the text may be without end.
        word.chars().all(|c| printed.next() == Some(c)) && printed.next().is_none()
    })
}

/// Whether a text ends in a footnote mark: extraction may have broken the line there.
fn ends_in_mark(text: &Text) -> bool {
    text.marks.last().is_some_and(|mark| mark.offset >= text.plain.trim_end().len())
}

fn is_short(text: &str, widest: usize) -> bool {
    width(text) * 10 < widest * SHORT_TENTHS
}

/// How wide a text is printed, a Chinese character counting two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}
