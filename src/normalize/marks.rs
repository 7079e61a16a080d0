//! Finds the marks of footnotes in the text of their page. In: pages and the notes printed on them. Out: the pages, each mark taken out
//! of the characters and set beside them. Which figure is a mark is settled by the notes of the page and their order, never by
//! its look alone: `整理。142008年` holds mark 14 before a year only because notes 13 and 14 are printed below.

use std::{collections::BTreeSet, ops::Range};

use crate::model::{CELL, Lang, Mark, NoteLabel, Text};

use super::choice::{Candidate, candidates, choose};
use super::forms;
use super::labels::lead;
use super::numerals::begins_with_year;
use super::rules::Words;
use super::sheets::{Furniture, Gap, Line, Note, Page, SetAside};
use super::spacing::is_wide;

/// How many times a text is read for notes whose marks do not stand on their page: a text that asks for more prints none.
const READINGS: usize = 200;

/// A year, number or letter between brackets has no more characters.
const LONGEST_LABEL: usize = 7;

/// No number behind a stroke, and none of a note, has more figures.
const LONGEST_NUMBER: usize = 9;

/// Sets the marks of every page's notes, then those of notes marked again.
pub fn set(pages: &mut [Page], notes: &[Note], words: &Words, set_aside: &mut Vec<SetAside>) {
    let mut labels_of: Vec<Vec<&NoteLabel>> = vec![Vec::new(); pages.len()];
    for note in notes {
        if let Some(labels) = labels_of.get_mut(note.page) {
            labels.push(&note.label);
        }
    }
    let size = |page: &Page| page.body.iter().map(|line| line.text.plain.len() + 1).sum::<usize>();
    let sizes: Vec<usize> = pages.iter().map(size).collect();
    let mut left = sizes.iter().sum::<usize>() * READINGS;
    for (index, mut labels) in labels_of.into_iter().enumerate() {
        labels.sort_by_key(|label| label.value());
        let lost = set_on_page(&mut pages[index].body, &labels, words, set_aside);
        // A note may be printed on the page after its mark; a starred one stands where extraction saw pages of their own, and notes that are
        // all marked elsewhere are those of the whole text.
        let last_page = lost.len() == labels.len() && labels.len() > 1;
        for label in lost {
            let near = label.value().is_some() && !last_page;
            let earliest = if near { index.saturating_sub(1) } else { 0 };
            let mut earlier = (earliest..index).rev().take_while(|page| spend(&mut left, sizes[*page]));
            let found = earlier.find(|page| set_on_page(&mut pages[*page].body, &[label], words, set_aside).is_empty());
            if found.is_none() && words.lang.spaces_words() && spend(&mut left, sizes[index]) {
                set_out_of_turn(&mut pages[index].body, label, words, set_aside);
            }
        }
    }
    set_again(pages, notes, words.lang.spaces_words(), set_aside);
    if words.lang.spaces_words() {
        set_at_ends(pages, notes, set_aside);
    }
}

/// Whether so much may still be read, which it then is; a page without text counts too.
fn spend(left: &mut usize, size: usize) -> bool {
    let enough = *left > size;
    *left = left.saturating_sub(size + 1);
    enough
}

/// Sets the marks of one page; the labels that were not found.
fn set_on_page<'a>(
    body: &mut [Line],
    labels: &[&'a NoteLabel],
    words: &Words,
    set_aside: &mut Vec<SetAside>,
) -> Vec<&'a NoteLabel> {
    let picks = choose(body, labels, words);
    let placed: Vec<(Candidate, &NoteLabel)> =
        picks.iter().zip(labels).filter_map(|(pick, label)| Some(((*pick)?, *label))).collect();
    for on_line in placed.chunk_by(|(one, _), (other, _)| one.line == other.line).rev() {
        let taken: Vec<_> = on_line.iter().map(|(pick, label)| (pick.start..pick.end, *label)).collect();
        if let Some((pick, _)) = on_line.first() {
            take_out_all(&mut body[pick.line], &taken, set_aside);
        }
    }
    picks.iter().zip(labels).filter(|(pick, _)| pick.is_none()).map(|(_, label)| *label).collect()
}

/// Sets the mark of a note whose number is not in turn, as where it was marked on an earlier page too: only where one place alone can be
/// meant.
fn set_out_of_turn(body: &mut [Line], label: &NoteLabel, words: &Words, set_aside: &mut Vec<SetAside>) {
    let likely = candidates(body, label, words).into_iter().filter(|place| place.worth > 1);
    if let [place] = likely.collect::<Vec<_>>()[..] {
        take_out(&mut body[place.line], place.start, place.end, label, set_aside);
    }
}

/// Takes a mark out of the characters of a line and sets it beside them.
pub fn take_out(line: &mut Line, start: usize, end: usize, label: &NoteLabel, set_aside: &mut Vec<SetAside>) {
    take_out_all(line, &[(start..end, label)], set_aside);
}

/// Takes marks out of the characters of a line, given in their order, and sets them beside them. The line is read once, from its end.
fn take_out_all(line: &mut Line, taken: &[(Range<usize>, &NoteLabel)], set_aside: &mut Vec<SetAside>) {
    let text = &mut line.text;
    let mut behind: Vec<Text> = Vec::with_capacity(taken.len());
    for (Range { start, end }, label) in taken.iter().rev() {
        set_aside.push(SetAside::new(line.number, Furniture::Mark, text.plain[*start..*end].trim()));
        let kept = text.plain[..*start].trim_end().len();
        let first = text.marks.partition_point(|mark| mark.offset <= kept);
        // Marks that stand beside the one taken out keep their order: `the Congo, 21 22`.
        let (beside, after): (Vec<_>, Vec<_>) = text.marks.split_off(first).into_iter().partition(|m| m.offset <= *end);
        let (before, beside): (Vec<_>, Vec<_>) = beside.into_iter().partition(|mark| mark.offset <= *start);
        let mut rest = Text::default();
        for note in before.into_iter().map(|mark| mark.note).chain([(*label).clone()]) {
            rest.push_mark(note);
        }
        for mark in beside {
            rest.push_mark(mark.note);
        }
        let moved = after.into_iter().map(|mark| Mark { offset: mark.offset - end, note: mark.note });
        rest.marks.extend(moved);
        rest.plain = text.plain.split_off(*end);
        text.plain.truncate(kept);
        behind.push(rest);
    }
    for rest in behind.iter().rev() {
        text.push(rest);
    }
}

/// How surely the figure at `start..end` is a mark; `None` if it is none.
pub fn worth(plain: &str, start: usize, end: usize, next: &str, words: &Words) -> Option<i32> {
    let (before, after) = (&plain[..start], &plain[end..]);
    if before.is_empty() && after.is_empty() {
        return Some(6);
    }
    if plain[start..end].starts_with('*') {
        return (!before.ends_with('*') && !after.starts_with('*')).then_some(5);
    }
    if plain[start..end].starts_with(|c: char| c.is_ascii_lowercase()) {
        // The letter of a table's note stands at the end of a cell.
        return (before.ends_with(' ') && after.is_empty()).then_some(3);
    }
    let prior = before.chars().last();
    // A mark may be glued to a year: `16 October 202036`.
    if is_year(before) && !after.starts_with(|c: char| c.is_ascii_digit() || "/-–".contains(c)) {
        return Some(3);
    }
    if belongs_before(before, after, words) {
        return None;
    }
    let glued = prior.is_some_and(|c| !c.is_whitespace());
    let spaced = words.lang.spaces_words();
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return (glued && begins_with_year(after)).then_some(3);
    }
    // The number of a paragraph.
    if before.trim().is_empty() && after.starts_with(['.', '．']) {
        return None;
    }
    let held = before.trim_end().chars().last();
    let closed = held.is_some_and(|c| ",;.”’".contains(c));
    // Two marks behind one word: `in a single conflict, 10,11`.
    if closed && !glued && is_next_mark(after, &plain[start..end]) {
        return Some(3);
    }
    if after.starts_with(['/', '%'])
        || after.starts_with([',', '.']) && after[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if counts(after, next, glued, words) {
        // `In “The future we want”, 20 States …`: a mark where no other place is one.
        return (closed && !glued && spaced).then_some(1);
    }
    if words.doubtful_leaders.iter().any(|leader| ends_with_word(before.trim_end(), leader)) {
        return Some(1);
    }
    let at_end = i32::from(after.trim().is_empty());
    match (glued, held) {
        (true, Some(c)) if is_wide(c) || c.is_ascii_punctuation() => Some(4),
        (true, _) => Some(2),
        (false, Some(c)) if ";:.”".contains(c) && spaced => Some(4 + at_end),
        (false, Some(c)) if c.is_ascii_punctuation() || "”’".contains(c) => {
            Some(if spaced { 3 + at_end } else { 1 })
        }
        (false, Some(_)) if spaced => Some(2),
        (false, None) if spaced => Some(1),
        _ => None,
    }
}

/// Whether a figure belongs to what stands before it: to a number, a word that asks for one, a list or a bracket.
fn belongs_before(before: &str, after: &str, words: &Words) -> bool {
    let ended = || stop(before) || stops_at_number(before, after);
    let joined = |c: char| c.is_ascii_digit() || "/-–(（[.$№:".contains(c);
    before.ends_with(joined) && !ended()
        || words.number_leaders.iter().any(|leader| ends_with_word(before.trim_end(), leader))
        // `(CM/Rec(2022)13)`: the number is inside the bracket.
        || before.ends_with(')') && after.starts_with(')')
        || is_member(before, after, words)
}

/// Whether a figure counts what follows it, on its line or on the next: `15 years`.
fn counts(after: &str, next: &str, glued: bool, words: &Words) -> bool {
    let at_end = after.trim().is_empty();
    let follower = if at_end { next } else { after.trim_start() };
    // Where words are written without spaces a figure at the end of a line may count what the next begins with: `6 月15` / `日`.
    let counted = if glued && (words.lang.spaces_words() || !at_end) { after } else { follower };
    let counts = |unit: &String| {
        let in_line = !at_end || unit.starts_with(char::is_alphabetic);
        in_line && starts_with_word(counted, unit) && (unit != "(" || is_bracketed_label(counted))
    };
    words.number_followers.iter().any(counts)
}

/// Whether a figure is a member of a list of numbers: `articles 6, 14 and 15`.
fn is_member(before: &str, after: &str, words: &Words) -> bool {
    let counted = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let listed = before.strip_suffix(", ").is_some_and(|list| {
        let word = list.rsplit(' ').next().unwrap_or_default();
        !word.is_empty() && word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit())
    });
    let goes_on =
        |word: &String| after.trim_start().strip_prefix(word.as_str()).is_some_and(|rest| counted(rest.trim_start()));
    listed && words.conjunctions.iter().any(goes_on)
}

/// Whether the line above ends in the beginning of a word that asks for the number: `para-` / `graph 3`.
pub fn asked_above(above: &str, before: &str, words: &Words) -> bool {
    let part = before.trim();
    let Some(head) = above.strip_suffix('-').filter(|_| !part.is_empty() && part.chars().all(char::is_alphabetic))
    else {
        return false;
    };
    words
        .number_leaders
        .iter()
        .any(|leader| leader.strip_suffix(part).is_some_and(|begun| !begun.is_empty() && ends_with_word(head, begun)))
}

/// Whether the next mark follows behind a comma and nothing else: `,11` after 10.
fn is_next_mark(after: &str, label: &str) -> bool {
    let Some(rest) = after.strip_prefix(',') else { return false };
    let figures = rest.bytes().take(LONGEST_NUMBER).take_while(u8::is_ascii_digit).count();
    let next = label.parse::<u32>().ok().map(|label| label + 1);
    next.is_some() && rest[..figures].parse().ok() == next && !rest[figures..].starts_with([',', '.', '/'])
}

/// Whether a text begins with a year, number or letter between brackets, which belongs to the number before it: `1325 (2000)`, `8 (d)`.
fn is_bracketed_label(text: &str) -> bool {
    let inner = text.strip_prefix('(').unwrap_or_default();
    let end = inner.char_indices().take(LONGEST_LABEL + 1).find(|(_, c)| *c == ')');
    end.is_some_and(|(end, _)| inner[..end].chars().all(|c| c.is_alphanumeric() || "-–, ".contains(c)))
}

/// Whether a text ends in a full stop that ends a sentence, not in one inside a number or a symbol (`A/78/459/Add.`).
fn stop(before: &str) -> bool {
    let Some(before) = before.strip_suffix('.') else { return false };
    let in_symbol = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('/');
    !in_symbol && before.chars().next_back().is_some_and(|c| c.is_alphabetic() || ")”’\"".contains(c))
}

/// Whether a sentence ends in a number that holds a stroke, or in a year, and another begins: `resolution 77/4.1`. Any other number with a full
/// stop may have figures behind it: `10.3`.
fn stops_at_number(before: &str, after: &str) -> bool {
    let Some(before) = before.strip_suffix('.') else { return false };
    let figures = before.bytes().rev().take(LONGEST_NUMBER).take_while(u8::is_ascii_digit).count();
    let numbered = figures > 0 && before[..before.len() - figures].ends_with('/');
    let begins = after.trim_start().chars().next().is_none_or(|c| c.is_uppercase() || "“«".contains(c));
    (numbered || is_year(before)) && begins
}

/// Whether a text ends in a year, four figures and no more.
pub fn is_year(before: &str) -> bool {
    let figures = before.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    let year = &before[before.len() - figures..];
    figures == 4 && (year.starts_with("19") || year.starts_with("20"))
}

/// Whether a text ends with a word; in scripts with spaces the word must stand alone.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_suffix(word) else { return false };
    !word.starts_with(|c: char| c.is_alphabetic() && !is_wide(c)) || !rest.ends_with(char::is_alphanumeric)
}

/// Whether a text begins with a word; in scripts with spaces the word must stand alone.
pub fn starts_with_word(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    !word.ends_with(|c: char| c.is_alphabetic() && !is_wide(c)) || !rest.starts_with(char::is_alphanumeric)
}

/// Figures that stand alone on their line are marks too where they are the label of a note already marked, or the next one,
/// whose text is lost.
fn set_again(pages: &mut [Page], notes: &[Note], spaced: bool, set_aside: &mut Vec<SetAside>) {
    let labels: BTreeSet<&NoteLabel> = notes.iter().map(|note| &note.label).collect();
    let mut last = 0;
    for page in pages {
        for line in &mut page.body {
            for mark in &line.text.marks {
                last = last.max(mark.note.value().unwrap_or(0));
            }
            let bare = line.text.plain.trim();
            let alone = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
            let Some(label) = bare.parse::<u32>().ok().filter(|_| alone).map(NoteLabel::from) else { continue };
            let known = labels.contains(&label) && label.value() <= Some(last);
            // A text without notes has no marks: its figures number pages or the rows of a table.
            // So do those that stand between blank lines, where scripts have words.
            let in_run = line.gap == Gap::None || !spaced;
            if known || (!notes.is_empty() && in_run && label.value() == Some(last + 1)) {
                last = last.max(label.value().unwrap_or(0));
                let end = line.text.plain.len();
                take_out(line, 0, end, &label, set_aside);
            }
        }
    }
}

/// A figure after the stop that ends a paragraph is a mark too, of a note marked again or of one whose text is lost: `Namibia, 51`.
fn set_at_ends(pages: &mut [Page], notes: &[Note], set_aside: &mut Vec<SetAside>) {
    // A page that prints no notes at all prints no marks either.
    if notes.is_empty() {
        return;
    }
    let last = notes.iter().filter_map(|note| note.label.value()).max();
    for page in pages {
        for at in 0..page.body.len() {
            let plain = &page.body[at].text.plain;
            if !plain.ends_with(|c: char| c.is_ascii_digit()) || plain.contains(CELL) {
                continue;
            }
            let ends =
                page.body.get(at + 1).is_none_or(|next| next.gap != Gap::None || lead(&next.text.plain).is_some());
            let Some(found) = forms::MARK_AT_END.captures(plain).and_then(|found| found.get(1)).filter(|_| ends) else {
                continue;
            };
            let Some(label) = found.as_str().parse::<u32>().ok().map(NoteLabel::from) else { continue };
            if label.value() <= last {
                let (start, end) = (found.start(), found.end());
                take_out(&mut page.body[at], start, end, &label, set_aside);
            }
        }
    }
}

/// Lines that held nothing but a mark give it to the line before, so that the text around it is not parted.
pub fn attach(pages: &mut [Page]) {
    for page in pages {
        let mut lines: Vec<Line> = Vec::with_capacity(page.body.len());
        for line in page.body.drain(..) {
            match lines.last_mut() {
                Some(before) if line.text.plain.is_empty() => before.text.push(&line.text),
                _ => lines.push(line),
            }
        }
        page.body = lines;
    }
}

/// Marks with stars that no note explains, in the lines above the text: `项目表 *`.
pub fn set_starred(line: &mut Line, lang: Lang, set_aside: &mut Vec<SetAside>) {
    let plain = &line.text.plain;
    let Some(start) = plain.find('*') else { return };
    let width = plain[start..].chars().take_while(|c| *c == '*').count();
    let enclosed = plain[start + width..].contains('*') || plain.starts_with('%');
    let held = plain[..start].trim_end().chars().last();
    if width > 3
        || enclosed
        || !held.is_some_and(|c| c.is_alphabetic() || c == ':' || (!lang.spaces_words() && is_wide(c)))
    {
        return;
    }
    if let Some(label) = NoteLabel::new(&"*".repeat(width)) {
        take_out(line, start, start + width, &label, set_aside);
    }
}
