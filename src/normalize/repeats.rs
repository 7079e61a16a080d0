//! Finds the marks that no note of the text settles. In: the printed lines of a text without pages, its marks set. Out: the same, with
//! those marks set that name a note marked before, or a note that is lost: collections of resolutions print the notes of a page below
//! another text of it. Such a mark stands where no number can: after the sign that ends a clause, a year or a symbol, and before what
//! goes on with the sentence or nothing at all.

use std::{collections::BTreeSet, ops::Range};

use crate::model::NoteLabel;

use super::labels::lead;
use super::marks::{self, is_year};
use super::rules::Words;
use super::sheets::{Gap, Note, Page, SetAside};

/// A line of more bytes is none that was printed.
const LONGEST: usize = 4_000;

/// A paragraph of fewer characters may be a row of a list, whose number counts something.
const SHORTEST: usize = 40;

/// Sets these marks on each page.
pub fn set(pages: &mut [Page], notes: &[Note], words: &Words, set_aside: &mut Vec<SetAside>) {
    let labels: BTreeSet<u32> = notes.iter().filter_map(|note| note.label.value()).collect();
    for page in pages {
        for at in 0..page.body.len() {
            let length = page.body[at].text.plain.len();
            let mut end = if length <= LONGEST { length } else { 0 };
            while let Some((start, after)) = figure_before(&page.body[at].text.plain, end) {
                end = start;
                if !is_mark(page, at, start..after, &labels, words) {
                    continue;
                }
                let label = page.body[at].text.plain[start..after].parse::<u32>().map(NoteLabel::from);
                if let Ok(label) = label {
                    marks::take_out(&mut page.body[at], start, after, &label, set_aside);
                    end = end.min(page.body[at].text.plain.len());
                }
            }
        }
    }
}

/// The last run of figures before a byte.
fn figure_before(plain: &str, end: usize) -> Option<(usize, usize)> {
    let bytes = &plain.as_bytes()[..end];
    let last = bytes.iter().rposition(u8::is_ascii_digit)?;
    let start = bytes[..last].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |at| at + 1);
    Some((start, last + 1))
}

/// Whether the figures at `start..end` of a line are such a mark.
fn is_mark(page: &Page, at: usize, figures: Range<usize>, labels: &BTreeSet<u32>, words: &Words) -> bool {
    let Range { start, end } = figures;
    let line = &page.body[at];
    let plain = &line.text.plain;
    let before = plain[..start].trim_end();
    let apart = before.len() < start && (1..=3).contains(&(end - start)) && !plain[start..].starts_with('0');
    if !apart {
        return false;
    }
    let sure = is_closed(before) || is_symbol(before);
    // Behind a year or a word nothing but what goes on tells, and behind a word the note must be there.
    let known = || plain[start..end].parse().is_ok_and(|label| labels.contains(&label));
    if !(sure || is_year(before) || before.ends_with(char::is_alphabetic) && known()) {
        return false;
    }
    let next = page.body.get(at + 1);
    let below = next.filter(|next| next.gap == Gap::None && lead(&next.text.plain).is_none());
    let follower = below.map_or("", |next| next.text.plain.as_str());
    if marks::worth(plain, start, end, follower, words).is_none_or(|worth| worth < 2) {
        return false;
    }
    let after = &plain[end..];
    let rest = if after.trim().is_empty() { follower } else { after }.trim_start();
    let long = || line.gap == Gap::None || plain.chars().nth(SHORTEST).is_some();
    if rest.is_empty() { sure && long() } else { goes_on(rest, words) }
}

/// Whether a text ends with the sign that ends a clause, behind a word, a bracket, a year or a symbol: no number of a list stands there.
fn is_closed(before: &str) -> bool {
    let bare = before.trim_end_matches([',', ';', ':', '.', '”', '’', ' ']);
    let figures = bare.ends_with(|c: char| c.is_ascii_digit());
    bare.len() < before.len()
        && bare.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && (!figures || is_year(bare) || is_symbol(bare))
}

/// Whether a text ends with a symbol: `S/9528`, `(S/13272)`.
fn is_symbol(before: &str) -> bool {
    let mut parts = before.rsplit(char::is_whitespace);
    let (last, above) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // Extraction may put a space behind a stroke: `S/ 9541`.
    let last = if above.ends_with('/') {
        before.get(before.len() - last.len() - above.len() - 1..).unwrap_or(last)
    } else {
        last
    };
    last.contains('/') && last.contains(|c: char| c.is_ascii_digit()) && last.contains(|c: char| c.is_ascii_uppercase())
}

/// Whether a text goes on with the sentence before it: with a word that needs one, a sign, or the next symbol.
fn goes_on(rest: &str, words: &Words) -> bool {
    let mut parts = rest.split_whitespace();
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // A day is no number that goes on with the one before: `13 August 1948 5 and 5 January 1949`.
    let dated = parts.next().is_some_and(|third| words.months.names().iter().any(|month| month == third));
    let counts = words.conjunctions.iter().any(|word| word == first)
        && second.starts_with(|c: char| c.is_ascii_digit())
        && !dated;
    first.starts_with([',', ';'])
        || is_symbol(first)
        || words.mark_followers.iter().any(|word| word == first) && !counts
}
