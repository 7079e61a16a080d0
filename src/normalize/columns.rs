//! Parts what stands beside each other in print and on one line of the text, as `pdftotext -layout` and `-raw` write it: `3/7   33-48056`,
//! `United Nations   A/88/123`, `A/88/123   Title`. In: the lines of a page. Out: the same, each of these on a line of its own. A line is
//! parted only where both sides are known to belong to the page; no character is lost.

use std::{borrow::Cow, collections::BTreeSet};

use crate::model::Text;

use super::paged::{bare, is_symbol};
use super::rules::{Rules, Words};
use super::sheets::{Gap, Line};

/// The foot of a page takes no more lines than this.
const FOOT_LINES: usize = 4;
/// The running head of a page takes no more lines than this.
const HEAD_LINES: usize = 3;
/// A line that is furniture alone is no longer than this, in bytes.
const LONGEST: usize = 200;

/// The foot of a page stands within this many lines above the head of the next.
const BETWEEN_PAGES: usize = 8;

/// The text with its pages parted where the form feeds are lost.
pub fn paginated<'s>(source: &'s str, rules: &Rules) -> Cow<'s, str> {
    let turns = turns(source, rules);
    if turns.is_empty() {
        return source.into();
    }
    let turned = |(at, line): (usize, &str)| format!("{}{line}\n", if turns.contains(&at) { "\u{c}" } else { "" });
    Cow::Owned(source.lines().enumerate().map(turned).collect())
}

/// The lines that begin a page of a text without form feeds: those that are the document's own symbol, and those that stand between the foot of
/// a page and one that begins or ends with it.
pub fn turns<'s>(source: &'s str, rules: &Rules) -> BTreeSet<usize> {
    let mut turns = BTreeSet::new();
    // It may stand beside the name of the organization.
    let said = |line: &'s str| line.split("  ").map(str::trim).find(|side| is_symbol(side));
    let Some(symbol) = source.lines().take(BETWEEN_PAGES).find_map(said).filter(|_| !source.contains('\u{c}')) else {
        return turns;
    };
    let lines: Vec<&str> = source.lines().collect();
    for (at, line) in lines.iter().enumerate().skip(1) {
        let bare = line.trim();
        let heads = bare.strip_prefix(symbol).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            || bare.strip_suffix(symbol).is_some_and(|rest| rest.ends_with(' '));
        let first = at.saturating_sub(2 * BETWEEN_PAGES);
        let foot = || lines[first..at].iter().rposition(|line| rules.page_foot().fits(line.trim()));
        let between = |foot: usize| lines[foot + 1..at].iter().filter(|line| !line.trim().is_empty()).count();
        match heads.then(foot).flatten().map(|foot| first + foot).filter(|foot| between(*foot) <= BETWEEN_PAGES) {
            Some(foot) => _ = turns.insert(foot + 1),
            None if bare == symbol && at >= BETWEEN_PAGES => _ = turns.insert(at),
            None => {}
        }
    }
    turns
}

/// Parts the lines at the foot: page number and job number.
pub fn part_feet(sheet: &mut Vec<Line>, rules: &Rules) {
    let first = sheet.len().saturating_sub(FOOT_LINES);
    part(sheet, first, usize::MAX, |side| rules.page_foot().fits(side));
}

/// Parts the lines of the masthead: organization, symbol, organ, distribution, date.
pub fn part_masthead(sheet: &mut Vec<Line>, lines: usize, words: &Words) {
    part(sheet, 0, lines, |side| words.masthead.fit(side) || is_symbol(side));
}

/// Parts the lines from one to another whose two sides both fit.
fn part(sheet: &mut Vec<Line>, first: usize, end: usize, fits: impl Fn(&str) -> bool) {
    let mut parted: Vec<Line> = Vec::with_capacity(sheet.len() + 2);
    for (at, line) in sheet.drain(..).enumerate() {
        let plain = line.text.plain.as_str();
        let inside = at >= first && at < end && plain.len() <= LONGEST && !fits(plain);
        let sides = |at: usize| (plain[..at].trim_end(), plain[at..].trim_start());
        let seam = || plain.match_indices(' ').map(|(at, _)| sides(at)).find(|(left, right)| fits(left) && fits(right));
        match inside.then(seam).flatten() {
            Some((left, right)) => {
                let right = Line { gap: Gap::Blank, text: Text::plain(right), ..line.clone() };
                parted.push(Line { text: Text::plain(left), ..line.clone() });
                parted.push(right);
            }
            None => parted.push(line),
        }
    }
    *sheet = parted;
}

/// Parts the running head of a page, its symbol before its title: the title is what the first page prints too.
pub fn part_head(sheet: &mut Vec<Line>, symbol: &str, opening: &str) {
    let beside = |line: &Line| {
        let plain = line.text.plain.as_str();
        let rest = plain.strip_prefix(symbol).filter(|rest| rest.starts_with(' '));
        let rest = rest.or_else(|| plain.strip_suffix(symbol).filter(|rest| rest.ends_with(' ')));
        rest.filter(|_| !symbol.is_empty()).map(|rest| rest.trim().to_owned())
    };
    let Some((at, rest)) = sheet.iter().take(HEAD_LINES).enumerate().find_map(|(at, line)| Some((at, beside(line)?)))
    else {
        return;
    };
    let mut title: Vec<Line> = sheet[..at].to_vec();
    title.push(Line { text: Text::plain(rest), ..sheet[at].clone() });
    // A title that is long goes on below.
    let known = |title: &[Line]| opening.contains(&bare(title.iter()));
    if !known(&title) {
        return;
    }
    let mut end = at + 1;
    while let Some(next) = sheet.get(end).filter(|next| next.gap == Gap::None && end < at + HEAD_LINES) {
        title.push(next.clone());
        if !known(&title) {
            title.pop();
            break;
        }
        end += 1;
    }
    let own = Line { gap: Gap::Turn, text: Text::plain(symbol), ..sheet[at].clone() };
    for (index, line) in title.iter_mut().enumerate() {
        line.gap = if index == 0 { Gap::Blank } else { Gap::None };
    }
    if let Some(next) = sheet.get_mut(end) {
        next.gap = Gap::Blank;
    }
    sheet.splice(..end, std::iter::once(own).chain(title));
}
