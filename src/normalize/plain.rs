//! Reads texts without pages, whose notes stand at the end. In: the text. Out: one page of printed lines, notes apart. Takes a line for
//! the first note only below the last paragraph, where it begins with a number and goes on as a sentence.

use crate::model::{CELL, Text};

use super::forms;
use super::rules::Words;
use super::sheets::{Furniture, Gap, Line, Page, SetAside};
use super::spaced::is_rule;

/// The text as one page, and what was set aside.
pub fn read(source: &str, words: &Words) -> (Vec<Page>, Vec<SetAside>) {
    let mut lines: Vec<Line> = Vec::new();
    let mut set_aside = Vec::new();
    let mut gap = Gap::Blank;
    for (number, raw) in (1..).zip(source.lines()) {
        let bare = raw.trim();
        gap = if raw.contains('\u{c}') { Gap::Blank } else { gap };
        if is_rule(raw) {
            set_aside.push(SetAside::new(number, Furniture::Rule, bare));
            gap = Gap::Blank;
        } else if bare.is_empty() {
            gap = Gap::Blank;
        } else {
            lines.push(Line { number, indent: 0, gap, text: Text::plain(bare) });
            gap = Gap::None;
        }
    }
    let notes = notes_start(&lines, words);
    let notes = lines.split_off(notes);
    (vec![Page { body: lines, notes }], set_aside)
}

/// Where the notes begin: after the line that tells the adoption, else after the last line that begins with a number and a full stop.
fn notes_start(lines: &[Line], words: &Words) -> usize {
    let (numbered, note) = (&*forms::NUMBERED, &*forms::PLAIN_NOTE);
    let adopted = lines.iter().rposition(|line| words.tail.fit(&line.text.plain));
    let last = adopted.or_else(|| lines.iter().rposition(|line| numbered.is_match(&line.text.plain)));
    let after = last.map_or(0, |last| last + 1);
    // Below the adoption no paragraph follows, and a number with a full stop may be that of a note: `5. Ibid.`
    let opened = |plain: &str| adopted.is_some() && opens_note(plain, words) || forms::SLASHED_NOTE.is_match(plain);
    let first = lines[after..].iter().position(|line| {
        let plain = line.text.plain.as_str();
        !plain.contains(CELL) && (note.is_match(plain) && !numbered.is_match(plain) || opened(plain))
    });
    first.map_or(lines.len(), |first| after + first)
}

/// Whether a line is a number and what footnotes begin with: `5. Ibid.`, `22 ibid., document S/9726`.
fn opens_note(plain: &str, words: &Words) -> bool {
    forms::STOPPED_NOTE.find(plain).is_some_and(|number| words.note_openers.fits(&plain[number.end()..]))
}
