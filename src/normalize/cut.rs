//! Cuts and joins texts without losing the footnote marks in them. In: texts and byte offsets. Out: texts. Never drops a character
//! that it was not asked to drop.

use std::ops::Range;

use crate::model::{CELL, Mark, Text};

/// The part of a text between two byte offsets. A mark at the end of the range belongs to it, as marks follow what they mark.
pub fn slice(text: &Text, range: Range<usize>) -> Text {
    let start = range.start;
    let marks = text
        .marks
        .iter()
        .filter(|mark| (mark.offset > start || start == 0) && mark.offset >= start && mark.offset <= range.end)
        .map(|mark| Mark { offset: mark.offset - start, note: mark.note.clone() })
        .collect();
    Text { plain: text.plain[range].to_owned(), marks, spans: Vec::new() }
}

/// Without white space at both ends.
pub fn trim(text: &Text) -> Text {
    let start = text.plain.len() - text.plain.trim_start().len();
    let end = text.plain.trim_end().len().max(start);
    let mut trimmed = slice(text, start..end);
    if end < text.plain.len() {
        let late = text.marks.iter().filter(|mark| mark.offset > end);
        trimmed.marks.extend(late.map(|mark| Mark { offset: end - start, note: mark.note.clone() }));
    }
    if start > 0 {
        let early = text.marks.iter().filter(|mark| mark.offset <= start);
        let early: Vec<Mark> = early.map(|mark| Mark { offset: 0, note: mark.note.clone() }).collect();
        trimmed.marks.splice(0..0, early);
    }
    trimmed
}

/// Copies a text character by character: `each` gives what stands for the character at a byte offset, or nothing. Marks keep
/// their places.
pub fn rewrite(text: &Text, mut each: impl FnMut(usize, char) -> Option<char>) -> Text {
    let mut written = Text::default();
    let mut marks = text.marks.iter().peekable();
    for (offset, c) in text.plain.char_indices() {
        while let Some(mark) = marks.next_if(|mark| mark.offset <= offset) {
            written.push_mark(mark.note.clone());
        }
        if let Some(c) = each(offset, c) {
            written.plain.push(c);
        }
    }
    for mark in marks {
        written.push_mark(mark.note.clone());
    }
    written
}

/// The cells of a row, which a sign parts.
pub fn cells(row: &Text) -> Vec<Text> {
    let ends = row.plain.match_indices(CELL).map(|(at, _)| at).chain([row.plain.len()]);
    let mut start = 0;
    let mut cells = Vec::new();
    for end in ends {
        // The sign before a cell is cut with it, so that a mark right behind the sign is too.
        let cell = rewrite(&slice(row, start..end), |_, c| (c != CELL).then_some(c));
        cells.push(trim(&cell));
        start = end;
    }
    cells
}

/// Gives every row of a table as many cells as the longest has, as in Markdown.
pub fn even_out(rows: &mut [Vec<Text>]) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in rows {
        row.resize_with(width, Text::default);
    }
}

/// A heading with one space after its number: `一. 导言`; a number alone has none.
pub fn spaced_after(text: &Text, length: usize) -> Text {
    if length == text.plain.len() {
        return trim(text);
    }
    let mut head = slice(text, 0..length);
    head.plain.truncate(head.plain.trim_end().len());
    head.plain.push(' ');
    head.push(&slice(text, length..text.plain.len()));
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoteLabel;

    fn marked(plain: &str, offset: usize) -> Text {
        Text { plain: plain.into(), marks: vec![Mark { offset, note: NoteLabel::from(7) }], spans: Vec::new() }
    }

    #[test]
    fn marks_keep_their_places() {
        assert_eq!(trim(&marked("  ab  ", 6)), marked("ab", 2));
        assert_eq!(trim(&marked("  ab  ", 3)), marked("ab", 1));
        assert_eq!(slice(&marked("abcd", 2), 0..2), marked("ab", 2));
        assert_eq!(slice(&marked("abcd", 2), 2..4), Text::plain("cd"));
        assert_eq!(rewrite(&marked("a bc", 2), |_, c| (c != ' ').then_some(c)), marked("abc", 1));
    }
}
