//! Reads texts without pages. Their notes stand at the end, or where their page ended. In: the text. Out: pages of printed lines, notes apart; one
//! page where the notes stand at the end. Takes a line for the first of those at the end only below the last paragraph, where it begins with a number
//! and goes on as a sentence, and one with stars only where a word above bears as many.

use crate::model::{CELL, Text};

use super::labels::ends_clause;
use super::marks::starts_with_word;
use super::rules::Words;
use super::sheets::{Furniture, Gap, Line, Page, SetAside};
use super::spaced::is_rule;
use super::spacing::is_wide;
use super::{feet, forms};

/// The pages of the text, and what was set aside.
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
    let pages = pages(lines, words, &mut set_aside);
    (pages, set_aside)
}

/// The lines as one page with the notes at their end, or as many as have notes at their feet.
fn pages(lines: Vec<Line>, words: &Words, set_aside: &mut Vec<SetAside>) -> Vec<Page> {
    let feet = feet::of(&lines, 0, words);
    let end = notes_start(&lines, words);
    // A note of those at the end may look like two, where a full stop ends its first line; below the notes of a page others follow.
    let mut numbered = feet.iter().filter(|foot| foot.is_numbered);
    let is_paged = numbered.clone().count() > 1 || numbered.any(|foot| foot.lines.end < end);
    let taken = feet.iter().filter(|foot| is_paged || !foot.is_numbered && foot.lines.end <= end);
    let mut pages = feet::pages(lines, taken);
    let ends_in_notes = is_paged
        && feet.last().is_some_and(|foot| foot.is_numbered)
        && pages.last().is_some_and(|page| !page.notes.is_empty());
    if let Some(last) = pages.last_mut().filter(|_| !ends_in_notes) {
        let start = notes_start(&last.body, words);
        last.notes.extend(last.body.drain(start..));
        let heads = |line: &mut Line| words.notes.contains(&line.text.plain) && !last.notes.is_empty();
        let head = last.body.pop_if(heads);
        set_aside.extend(head.map(|line| SetAside::new(line.number, Furniture::Rule, line.text.plain)));
    }
    pages
}

/// Where the notes begin: after the line that tells the adoption, else after the last line that begins with a number and a full stop.
fn notes_start(lines: &[Line], words: &Words) -> usize {
    let (numbered, note) = (&*forms::NUMBERED, &*forms::PLAIN_NOTE);
    let adopted = lines.iter().rposition(|line| words.tail.fit(&line.text.plain));
    let last = adopted.or_else(|| lines.iter().rposition(|line| numbered.is_match(&line.text.plain)));
    let after = last.map_or(0, |last| last + 1);
    // Below the adoption no paragraph follows, and a number with a full stop may be that of a note: `5. Ibid.`
    let opened = |plain: &str| adopted.is_some() && opens_note(plain, words) || forms::SLASHED_NOTE.is_match(plain);
    let is_note = |at: &usize| {
        let plain = lines[*at].text.plain.as_str();
        // A mark may begin a line of the text, which goes on there.
        let above = || at.checked_sub(1).map(|above| forms::MARKS_AT_END.replace(&lines[above].text.plain, ""));
        let begins = || lines[*at].gap != Gap::None || above().is_none_or(|above| ends_clause(&above));
        let marked = || forms::MARKED_NOTE.is_match(plain) && begins();
        let chinese = || !words.lang.spaces_words() && begins_chinese_note(lines, *at, words);
        !plain.contains(CELL)
            && (note.is_match(plain) && !numbered.is_match(plain) || opened(plain) || marked() || chinese())
    };
    (after..lines.len()).find(is_note).unwrap_or(lines.len())
}

/// Whether a line begins a Chinese note. Its sentence may begin with anything, and so may a cut line with a number: what notes are known to begin
/// with tells it, and of the first note that the line before comes to an end.
fn begins_chinese_note(lines: &[Line], at: usize, words: &Words) -> bool {
    let line = &lines[at];
    let Some(number) = forms::STOPPED_NOTE.find(&line.text.plain) else { return false };
    let rest = &line.text.plain[number.end()..];
    let ended =
        || line.gap != Gap::None || at.checked_sub(1).is_some_and(|above| ends_clause(&lines[above].text.plain));
    let counted = || words.number_followers.iter().any(|unit| starts_with_word(rest, unit));
    let is_first = number.as_str().trim_end() == "1" && rest.starts_with(is_wide) && ended() && !counted();
    is_first || words.note_openers.fits(rest) || rest.starts_with('《')
}

/// Whether a line is a number and what footnotes begin with: `5. Ibid.`, `22 ibid., document S/9726`.
fn opens_note(plain: &str, words: &Words) -> bool {
    forms::STOPPED_NOTE.find(plain).is_some_and(|number| words.note_openers.fits(&plain[number.end()..]))
}
