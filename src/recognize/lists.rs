//! Tells how numbers that share a noun make a list: `resolutions 63/195 and 64/179`, `resolutions of the Assembly 47/133 and of the Council 1674
//! (2006)`. In: a reading, the groups so far and a number's token. Out: whether the number goes on with a list, with which, and the body that it has
//! of its own there. Finds no noun, and decides no body.

use super::{
    lexer::Sense,
    nouns::FAR,
    reading::{LIST, Reading},
    rules::Means,
    scan::{Group, Scan},
};
use crate::model::Numbering;

/// Where another number before shares the noun and no body or possessive stands between, it is one group.
pub(super) fn joined_group(reading: &Reading, i: usize, noun: usize, scan: &Scan) -> Option<usize> {
    let last = scan.groups.len().checked_sub(1)?;
    let group = scan.groups.get(last)?;
    let parted = || {
        (group.last + 1..i).any(|k| {
            let others = reading.sense(k) == Some(Sense::OtherBody) || reading.means(k) == Some(Means::Possessive);
            others || reading.is_body(k)
        })
    };
    (group.noun == noun && !parted()).then_some(last)
}

/// Whether of two numbers of a list that says its noun once each has its own body behind it: `resolutions 65/230 of the Assembly and 53/1 of the
/// Commission`. The second begins a group of its own.
pub(super) fn is_owned_apart(reading: &Reading, last: usize, i: usize) -> bool {
    let joint = |k: usize| matches!(reading.means(k), Some(Means::Of | Means::Date));
    let listed = |k: usize| {
        joint(k) || reading.is_number(k) || matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And)))
    };
    let owns = |from: usize, k: usize| reading.is_body(k) && reading.loose(from, k) == 0;
    let own = reading.nearest_behind(last, joint).filter(|k| owns(last, *k));
    let next = reading.nearest_behind(i, listed).filter(|k| owns(i, *k));
    !reading.tongue.noun_follows() && own.is_some_and(|k| k < i) && next.is_some_and(|k| !reading.is_attributive(k))
}

/// The body right before a number in a list that says its noun once and has each body before its own numbers: `resolutions of the General
/// Assembly 47/133 and of the Security Council 1674 (2006)`. Its number makes a group of its own.
pub(super) fn next_body(reading: &Reading, scan: &Scan, i: usize) -> Option<usize> {
    let adjoins = |k: &usize| reading.is_body(*k) && reading.adjoin(*k, k + 1);
    let group = scan.groups.last()?;
    let Group { noun, last, .. } = *group;
    let body = i.checked_sub(1).filter(|k| *k > last && adjoins(k))?;
    let number = group.numbers(reading).next()?;
    let names_body = |k: Option<usize>| k.as_ref().is_some_and(adjoins);
    let those = (last + 1..body).any(|k| reading.captured(k, "those").is_some());
    let headed = those
        || names_body(number.checked_sub(1))
        || reading.tongue.rows.attributive && names_body(noun.checked_sub(1));
    let joint = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And)));
    let passed = |k: usize| joint(k) || matches!(reading.means(k), Some(Means::Of | Means::Date));
    let joined = (last + 1..body).any(joint) || reading.has_and(body);
    let near = (last + 1..body).all(passed) && reading.loose(last, body) <= 4;
    (noun < number && headed && joined && near && reading.same_sentence(last, i)).then_some(body)
}

/// The body that does in a number what one before it did, where the noun is said once: `la Comisión de Estupefacientes, en su resolución 52/13, y el
/// Consejo de Derechos Humanos, en la 20/6`. Its number makes a group of its own.
pub(super) fn acting_body(reading: &Reading, scan: &Scan, i: usize) -> Option<usize> {
    let opening = |k: &usize| reading.is_preposition(*k) || reading.means(*k) == Some(Means::Latest);
    let last = scan.groups.last()?.last;
    let opened = (last + 1..i).rev().take_while(opening).count();
    let comma = (i - opened).checked_sub(1).filter(|k| opened > 0 && reading.is_comma(*k))?;
    let body = comma.checked_sub(1).filter(|k| *k > last && reading.is_body(*k))?;
    let joined = (last + 1..body).any(|k| matches!(reading.sense(k), Some(Sense::Semicolon | Sense::Word(Means::And))));
    let near = reading.loose(body, i) <= 4 && reading.loose(last, body) <= FAR;
    (joined && near && reading.same_sentence(last, i)).then_some(body)
}

/// The last group before a number that does not stand in a bracket closed before it: `las resoluciones 64/179 (véase la decisión 64/530) y 64/180`.
pub(super) fn last_group(reading: &Reading, scan: &Scan, i: usize) -> Option<usize> {
    let beside = |(_, group): &(usize, &Group)| !is_aside(reading, group.last, i);
    scan.groups.iter().enumerate().rev().take(LIST).find(beside).map(|(n, _)| n)
}

/// Whether a token stands in a bracket that is closed before another token.
fn is_aside(reading: &Reading, k: usize, i: usize) -> bool {
    reading.bracket(k).is_some_and(|bracket| reading.bracket(i).is_none_or(|around| around < bracket))
}

/// Whether a number goes on with the list whose last number is token `last`: `661 (1990) of 6 August 1990, 986 (1995)`.
pub(super) fn goes_on(reading: &Reading, last: usize, i: usize) -> bool {
    if is_behind_misread_comma(reading, last, i) {
        return true;
    }
    let same = reading.same_sentence(last, i);
    // A number in between that the list does not hold is of something else: `des observations générales nos 12 (1999) et 36 (2018)`.
    let parted = |k: usize| reading.is_noun(k) || reading.is_cited(k);
    if !same || (last + 1..i).any(|k| parted(k) && !is_aside(reading, k, i)) || is_share(reading, i) {
        return false;
    }
    let mut loose = 0;
    for k in (last..i).rev() {
        loose += reading.loose(k, k + 1);
        // `resolution 60/180; CR 2005/12`: what is called by capitals is numbered by somebody else.
        if loose > 4 || is_called(reading.gap(k, k + 1)) {
            return false;
        }
        match reading.sense(k) {
            Some(Sense::Comma | Sense::Word(Means::And | Means::Range) | Sense::Semicolon | Sense::Open) => {
                return true;
            }
            Some(Sense::Word(Means::Skip | Means::Latest)) => loose = 0,
            // A part of the next member: `el párrafo 8 de la resolución 1718 (2006) y el párrafo 9 de la 1874 (2009)`.
            Some(_) if reading.is_part(k) && reading.means(k + 1) == Some(Means::Of) && loose == 0 => {}
            // Only words like `to` stand between the two.
            Some(Sense::Number(_)) if k == last => {
                return k + 1 < i || reading.gap(k, i).trim_matches([' ', '-']).is_empty();
            }
            Some(Sense::Word(Means::Date | Means::Of)) => {}
            // The mark of a note, left in the text: `45/3 of 6 October 2020, 5 48/15`.
            Some(Sense::Integer) if reading.is_comma(k.saturating_sub(1)) => loose = 0,
            _ => return false,
        }
    }
    false
}

/// Whether words hold an abbreviation: one of capitals.
fn is_called(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphabetic());
    words.any(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase))
}

/// Whether a stop is a misread comma: `276 (1970) of 30 January. 282 (1970)`.
fn is_behind_misread_comma(reading: &Reading, last: usize, i: usize) -> bool {
    let misread = |k: usize| matches!(reading.sense(k), Some(Sense::Stop | Sense::Word(Means::Date)));
    (last + 1..i).all(misread)
        && reading.loose(last, i) == 0
        && reading.sense(i) == Some(Sense::Number(Numbering::NumberYear))
}

/// Whether what goes on with a list is a share: a part of a small whole, and what it is a part of stands right behind. The Assembly's sessions are
/// above all shares; other bodies have held a second session and a third resolution in it.
fn is_share(reading: &Reading, i: usize) -> bool {
    if reading.sense(i) != Some(Sense::Number(Numbering::Session)) {
        return false;
    }
    let (part, whole) = (reading.figures(i, "s"), reading.figures(i, "n"));
    let is_fraction = part.zip(whole).is_some_and(|(part, whole)| part < whole && part < 10);
    is_fraction && reading.tongue.share.as_ref().is_some_and(|share| share.is_match(reading.text_behind(i)))
}
