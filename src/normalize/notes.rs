//! Reads the footnotes at the end of each page. In: pages. Out: notes with their labels, and what was set aside of them. Never looks
//! for the marks in the text; that is `marks`.

use crate::model::NoteLabel;

use super::cut;
use super::forms;
use super::join::Joiner;
use super::sheets::{Furniture, Line, Note, Page, SetAside};

/// A label may skip this many numbers, as where a note's text is lost.
const LOST_NOTES: u32 = 3;

/// The label at the beginning of a line and the bytes it takes, white space included.
fn label_of(line: &str, last: u32) -> Option<(NoteLabel, usize)> {
    let found = forms::NOTE.captures(line)?;
    let label = NoteLabel::new(&found[1])?;
    let in_turn = label.value().is_none_or(|value| value > last && (last == 0 || value <= last + LOST_NOTES));
    in_turn.then(|| (label, found[0].len()))
}

/// The notes of all pages, in the order of print.
pub fn read(pages: &[Page], joiner: &Joiner, set_aside: &mut Vec<SetAside>) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut last = 0;
    for (index, page) in pages.iter().enumerate() {
        for line in &page.notes {
            if let Some((label, length)) = label_of(&line.text.plain, last) {
                last = label.value().unwrap_or(last);
                set_aside.push(SetAside::new(line.number, Furniture::NoteLabel, label.as_str()));
                let text = cut::slice(&line.text, length..line.text.plain.len());
                notes.push(Note { label, text, line: line.number, page: index });
            } else if let Some(note) = notes.last_mut() {
                joiner.join(&mut note.text, &line.text, line.number, set_aside);
            }
        }
    }
    notes
}

/// Notes below the rule before any label go back to the text: the rule was none.
pub fn return_unlabelled(pages: &mut [Page]) {
    for page in pages {
        let begins = |line: &Line| label_of(&line.text.plain, 0).is_some();
        if !page.notes.is_empty() && !page.notes.iter().any(begins) {
            let lines = std::mem::take(&mut page.notes);
            page.body.extend(lines);
        }
    }
}
