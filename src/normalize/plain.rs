//! Reads texts without pages, whose notes stand at the end; those with stars may stand where their page ended. In: the text. Out: one page of
//! printed lines, notes apart. Takes a line for the first note only below the last paragraph, where it begins with a number and goes on as a
//! sentence, and one with stars only where a word above bears as many.

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
    let end = notes_start(&lines, words);
    let last = lines.split_off(end);
    let mut notes = take_starred(&mut lines);
    notes.extend(last);
    (vec![Page { body: lines, notes }], set_aside)
}

/// Takes out the notes with stars that stand between paragraphs, where their page ended: `* A/68/50.` between two blank lines, one for each mark
/// above. A list whose items have stars has no marks above it.
fn take_starred(lines: &mut Vec<Line>) -> Vec<Line> {
    let (mut body, mut notes) = (Vec::with_capacity(lines.len()), Vec::new());
    // How many marks of one, two and three stars wait for their notes.
    let mut marks = [0_u32; 3];
    let mut within = false;
    for line in std::mem::take(lines) {
        let plain = line.text.plain.as_str();
        if line.gap != Gap::None {
            let stars = forms::STARRED_NOTE.captures(plain).map_or(0, |found| found["stars"].len());
            let mark = stars.checked_sub(1).and_then(|place| marks.get_mut(place)).filter(|waiting| **waiting > 0);
            within = mark.is_some();
            if let Some(waiting) = mark {
                *waiting -= 1;
            }
        }
        if within {
            notes.push(line);
            continue;
        }
        for found in forms::STARS.captures_iter(plain) {
            found["stars"]
                .len()
                .checked_sub(1)
                .and_then(|place| marks.get_mut(place))
                .into_iter()
                .for_each(|n| *n += 1);
        }
        body.push(line);
    }
    *lines = body;
    notes
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
        let han =
            || forms::STOPPED_NOTE.find(plain).is_some_and(|number| is_chinese_note(&plain[number.end()..], words));
        !plain.contains(CELL) && (note.is_match(plain) && !numbered.is_match(plain) || opened(plain) || han())
    });
    first.map_or(lines.len(), |first| after + first)
}

/// Whether what stands behind a number begins a Chinese note: a sentence there may begin with anything, a cut line too, so that only what notes are
/// known to begin with tells.
fn is_chinese_note(rest: &str, words: &Words) -> bool {
    !words.lang.spaces_words() && (words.note_openers.fits(rest) || rest.starts_with('《'))
}

/// Whether a line is a number and what footnotes begin with: `5. Ibid.`, `22 ibid., document S/9726`.
fn opens_note(plain: &str, words: &Words) -> bool {
    forms::STOPPED_NOTE.find(plain).is_some_and(|number| words.note_openers.fits(&plain[number.end()..]))
}
