//! Finds the noun that tells what a number numbers: before it, behind it, or that of the list it goes on with. In: a reading, a number's token and
//! the groups so far. Out: the noun, with the group of the list where there is one, or nothing where the figures are no number of a resolution or
//! decision. Begins no group and decides no body.

use super::{
    bracketed::{holds_numbers_alone, is_counted, noun_at_bracket, noun_of_bracketed, noun_of_counted},
    lexer::Sense,
    lists::{acting_body, goes_on, is_owned_apart, last_group, next_body},
    reading::Reading,
    rules::Means,
    scan::Scan,
};
use crate::model::Numbering;

/// How many letters may stand between the noun of many resolutions and those of them that are named: the last, which alone has its number, or the
/// most recent.
pub(super) const FAR: usize = 160;

/// How many letters a word has that leads to a number: `by`, `with`, `under`.
const LEADS: usize = 5;

/// The noun that announces a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Announced {
    /// Its token.
    pub(super) noun: usize,
    /// The group that the number goes on with, where that is told by where it stands.
    pub(super) group: Option<usize>,
}

impl Announced {
    /// The noun of a number that goes on with no group, as far as is told.
    const fn alone(noun: usize) -> Self {
        Self { noun, group: None }
    }
}

/// The noun of a number.
pub(super) fn noun_of(reading: &Reading, i: usize, scan: &Scan) -> Option<Announced> {
    let behind = if reading.tongue.noun_follows() { noun_after(reading, i) } else { None };
    behind
        .or_else(|| noun_at_bracket(reading, i))
        .or_else(|| noun_of_counted(reading, i))
        .or_else(|| noun_close_by(reading, i))
        .map(Announced::alone)
        .or_else(|| noun_of_list(reading, i, scan))
        .or_else(|| noun_of_bracketed(reading, i, scan).map(Announced::alone))
        .or_else(|| noun_of_latest(reading, i, scan))
        .or_else(|| noun_of_misread_list(reading, i).map(Announced::alone))
        .or_else(|| noun_of_its_year(reading, i, scan).map(Announced::alone))
}

/// In Chinese the noun comes after the last number of a list: `第2008/23、2008/24和2008/25号决议`.
fn noun_after(reading: &Reading, i: usize) -> Option<usize> {
    let (mut loose, mut last) = (0, i);
    for j in i + 1..reading.sentence_end(i) {
        // What stands in a title or in brackets between the two has its own noun.
        if reading.level(j).iter().any(|open| *open > Some(i)) {
            continue;
        }
        loose += reading.loose(j - 1, j);
        match reading.sense(j)? {
            Sense::Word(means) if means.kind().is_some() => return is_noun_of(reading, last, j).then_some(j),
            // A member with a noun of its own, of whatever kind: 第2/1号建议和第2/3号决议.
            Sense::Number(_) if !is_noun_of(reading, last, last + 1) => return None,
            Sense::Number(_) => last = j,
            Sense::Stop | Sense::Symbol | Sense::Semicolon | Sense::Word(Means::Present | Means::Ibid) => return None,
            // `后一项决议(第64/179号)和第63/530号决定`: a noun outside the bracket is another's.
            Sense::Close if reading.bracket(i) != reading.bracket(j) => return None,
            _ if loose > 90 => return None,
            _ => {}
        }
    }
    None
}

/// Whether nothing stands between a number and a token behind it but bodies, dates, titles, what is in brackets, and the words that the
/// language has there: `第1267(1999)号和第1333(2000)号等有关决议`, `第63/195号大会决议`.
fn is_noun_of(reading: &Reading, number: usize, noun: usize) -> bool {
    let words = reading.words_between(number, noun);
    words.is_empty() || reading.tongue.to_noun.as_ref().is_some_and(|to_noun| to_noun.is_match(&words))
}

/// The noun right before a number, or with nothing but names, dates and a title between.
fn noun_close_by(reading: &Reading, i: usize) -> Option<usize> {
    let (mut loose, mut titled) = (0, i);
    let counted = is_counted(reading, i);
    for j in (reading.sentence_start(i)..i).rev() {
        // A title between noun and number: `резолюция Генеральной Ассамблеи «Укрепление программы» 63/195`.
        if reading.sense(j) == Some(Sense::QuoteClose) && loose == 0 {
            titled = reading.opening(j).unwrap_or(titled);
        }
        if j >= titled && titled < i {
            continue;
        }
        loose += reading.loose(j, j + 1);
        match reading.sense(j)? {
            Sense::Word(means) if means.kind().is_some() && loose <= 14 => return Some(j),
            Sense::Body(_)
            | Sense::ShortBody(_)
            | Sense::OtherBody
            | Sense::Word(Means::Skip | Means::Latest | Means::Of | Means::Possessive | Means::Above) => {}
            // `резолюцией Генеральной Ассамблеи от 24 ноября 1949 года № 351 (IV)`.
            Sense::Word(Means::Date) if counted => {}
            Sense::Comma if counted && reading.means(j.saturating_sub(1)) == Some(Means::Date) => {}
            // `قرارات الجمعية العامة ذات الصلة (66/130 و 68/139)`.
            Sense::Open if j + 1 == i && holds_numbers_alone(reading, j) => {}
            // `las resoluciones anteriores, entre ellas la 65/119`.
            Sense::Comma if matches!(reading.means(j + 1), Some(Means::Skip | Means::Latest)) => {}
            _ => return None,
        }
        if loose > 14 {
            return None;
        }
    }
    None
}

/// The noun of the list that a number goes on with.
fn noun_of_list(reading: &Reading, i: usize, scan: &Scan) -> Option<Announced> {
    let before = scan.groups.last()?;
    if acting_body(reading, scan, i).is_some() {
        return Some(Announced::alone(before.noun));
    }
    if let Some(group) = last_group(reading, scan, i)
        && let Some(list) = scan.groups.get(group).filter(|list| goes_on(reading, list.last, i))
    {
        let group = Some(group).filter(|_| !is_owned_apart(reading, list.last, i));
        return Some(Announced { noun: list.noun, group });
    }
    next_body(reading, scan, i).map(|_| Announced::alone(before.noun))
}

/// The noun of the many of which a number is the last: `all its resolutions on the right to housing, the latest being 52/10`. Where some of
/// them are named, it is one of theirs.
fn noun_of_latest(reading: &Reading, i: usize, scan: &Scan) -> Option<Announced> {
    let (start, latest) = (reading.sentence_start(i), latest(reading, i)?);
    let near = reading.loose(latest, i) <= 4 && reading.loose(start, latest) > 0;
    let ends = |k: &usize| {
        let parts = matches!(reading.sense(*k), Some(Sense::Semicolon | Sense::Refused(_)));
        parts || reading.is_cited(*k) || reading.is_noun(*k)
    };
    let noun = (start..latest).rev().filter(|k| reading.quote(*k) == reading.quote(i)).find(ends)?;
    let group = scan.groups.len().checked_sub(1);
    let group = group.filter(|group| scan.groups.get(*group).is_some_and(|group| group.last == noun));
    let noun = group.and_then(|group| scan.groups.get(group)).map_or(noun, |group| group.noun);
    (near && reading.is_noun(noun) && reading.loose(noun, i) <= FAR).then_some(Announced { noun, group })
}

/// The word before a number that says that it is the last of many, or one of them: `the latest being`, `including`.
fn latest(reading: &Reading, i: usize) -> Option<usize> {
    let joins = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::Skip | Means::Date)));
    let before = reading.nearest_before(i, joins);
    if let Some(latest) = before.filter(|k| reading.means(*k) == Some(Means::Latest)) {
        return Some(latest);
    }
    // `all subsequent resolutions on the follow-up …, including 78/177 of 19 December 2023`.
    let start = reading.sentence_start(i);
    let including = (before.map_or(start, |k| k + 1)..i).find(|k| reading.means(*k) == Some(Means::Skip));
    let including = including.filter(|k| *k > start && reading.is_comma(*k - 1));
    // A date or a member more shows that it is no share of something: `namely 59/250, 62/208 and 64/289`.
    let parts = matches!(reading.sense(i + 1), Some(Sense::Comma | Sense::Word(Means::And)));
    let listed = parts && reading.is_number(i + 2) && reading.loose(i, i + 2) == 0;
    let dated = reading.means(i + 1) == Some(Means::Date) && reading.loose(i, i + 1) == 0;
    including.filter(|_| listed || dated)
}

/// The noun of a number before, where both are of the year that stands with them and words tell what the one did to the other: `resolution 1718
/// (2006), tightened by 1874 (2009) and, most sharply, 2270 (2016)`. No other figures look so but by chance.
fn noun_of_its_year(reading: &Reading, i: usize, scan: &Scan) -> Option<usize> {
    let is_of_year = |k: usize| {
        let number = reading.figures(k, "n").filter(|number| *number > 99);
        let told = number.and_then(|number| reading.tongue.year_of(number));
        reading.sense(k) == Some(Sense::Number(Numbering::NumberYear))
            && told.is_some()
            && told == reading.figures(k, "s")
    };
    let group = scan.groups.last().filter(|group| reading.same_sentence(group.last, i) && is_of_year(group.last))?;
    let last = group.last;
    let strange = |k: usize| {
        let other = matches!(reading.sense(k), Some(Sense::Refused(_) | Sense::OtherBody | Sense::Stranger));
        // `and all subsequent resolutions on women, 1820 (2008)`.
        let noun = reading.is_noun(k) && reading.means(k) != reading.means(group.noun);
        other || noun || reading.is_cited(k) || matches!(reading.means(k), Some(Means::Series | Means::Page))
    };
    // `recommendation 1540 (2004)`, `No. 1540 (2004)`, `Smith, 1540 (2004)`.
    let word = reading.gap(i - 1, i).trim().rsplit(' ').next().unwrap_or_default();
    let counts = word.chars().count() > LEADS || word.contains(|c: char| !c.is_lowercase());
    let level = reading.level(last) == reading.level(i);
    let near = last < i && level && is_of_year(i) && reading.loose(last, i) <= FAR && !(last + 1..i).any(strange);
    (near && !counts && !reading.tongue.noun_follows()).then_some(group.noun)
}

/// The noun of a list whose first number was misread: `resolutions 387 1976), 418 (1977)`.
fn noun_of_misread_list(reading: &Reading, i: usize) -> Option<usize> {
    let start = reading.sentence_start(i);
    let figures = |k: &usize| {
        matches!(
            reading.sense(*k),
            Some(Sense::Integer | Sense::Open | Sense::Close | Sense::Comma | Sense::Word(Means::And | Means::Date))
        )
    };
    let first = (start..i).rev().take_while(figures).last()?;
    let noun = first.checked_sub(1).filter(|k| reading.is_noun(*k))?;
    let year = reading.sense(i) == Some(Sense::Number(Numbering::NumberYear));
    (year && reading.sense(first) == Some(Sense::Integer) && reading.loose(noun, i) <= 8).then_some(noun)
}
