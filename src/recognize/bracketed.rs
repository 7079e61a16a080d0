//! Finds the noun of numbers that stand in a bracket, behind it or behind what the text that they number is about: `cette dernière résolution
//! (64/179)`, `its resolution on the rights of the child (64/146)`. In: a reading, the groups so far and a number's token. Out: the noun, or nothing
//! where the bracket holds more or the number could be a share or a period. Decides no body.

use super::{lexer::Sense, reading::Reading, rules::Means, scan::Scan};
use crate::model::Numbering;

/// How many letters may tell what a resolution is about before its number in a bracket.
const WORDS: usize = 60;

/// The noun right before the bracket that holds a number: `cette dernière résolution (64/179)`.
pub(super) fn noun_at_bracket(reading: &Reading, i: usize) -> Option<usize> {
    let open = opened_before(reading, i).filter(|_| closes_with_part(reading, i))?;
    let noun = open.checked_sub(1).filter(|noun| *noun >= reading.sentence_start(i))?;
    (reading.is_noun(noun) && reading.loose(noun, open) == 0).then_some(noun)
}

/// The noun of a number of its own form that stands alone in a bracket, counted by a sign: `the resolution on the mandate (No. 3348 (XXIX))`.
pub(super) fn noun_of_counted(reading: &Reading, i: usize) -> Option<usize> {
    let is_roman = reading.sense(i) == Some(Sense::Number(Numbering::Roman));
    let open = opened_before(reading, i).filter(|_| is_roman && is_counted(reading, i))?;
    let alone = reading.sense(i + 1) == Some(Sense::Close) && reading.loose(i, i + 1) == 0;
    let noun = reading.nearest_before(open, |k| reading.means(k) == Some(Means::Of))?;
    (alone && reading.is_noun(noun) && reading.loose(noun, open) <= WORDS).then_some(noun)
}

/// The noun of a number that stands alone in a bracket, or with its part, behind what the text that it numbers is about: `its resolution on the
/// rights of the child (64/146, para. 12) and that on girls (64/145)`. A session of one figure could be a share, and 2010/11 a period.
pub(super) fn noun_of_bracketed(reading: &Reading, i: usize, scan: &Scan) -> Option<usize> {
    let (session, serial) = reading.figures(i, "s").zip(reading.figures(i, "n"))?;
    let is_number = match reading.sense(i)? {
        Sense::Number(Numbering::Session) => session > 9,
        Sense::Number(Numbering::Year) => serial != (session + 1) % 100,
        _ => false,
    };
    let open = opened_before(reading, i).filter(|_| is_number && closes_with_part(reading, i))?;
    let ends = |k: usize| {
        let mark = matches!(reading.sense(k), Some(Sense::Semicolon | Sense::Close));
        mark || reading.is_cited(k) || reading.is_noun(k)
    };
    let before = reading.nearest_before(open, |k| !ends(k)).filter(|k| reading.loose(*k, open) <= WORDS)?;
    if reading.is_noun(before) {
        return Some(before);
    }
    // A list in which each has its bracket.
    let last = scan.groups.last().filter(|group| reading.bracket(group.last).is_some())?;
    let joins = matches!(reading.sense(before + 1), Some(Sense::Comma | Sense::Word(Means::And)));
    let closes = last.last < before && (last.last + 1..=before).all(|k| reading.is_part(k) || is_mark(reading, k));
    (reading.sense(before) == Some(Sense::Close) && joins && closes && reading.loose(before, before + 1) == 0)
        .then_some(last.noun)
}

/// Whether a token parts what stands in a bracket, or closes it.
fn is_mark(reading: &Reading, k: usize) -> bool {
    matches!(reading.sense(k), Some(Sense::Comma | Sense::Close | Sense::Word(Means::Of)))
}

/// Whether a bracket holds numbers of sessions or years and what lists them, and nothing else: no `(2/3 of the members)`.
pub(super) fn holds_numbers_alone(reading: &Reading, open: usize) -> bool {
    let inside = |k: &usize| {
        let listed = matches!(
            reading.sense(*k),
            Some(Sense::Number(_) | Sense::Comma | Sense::Word(Means::And | Means::Date | Means::Range))
        );
        listed && reading.loose(k - 1, *k) == 0
    };
    let end = (open + 1..reading.sentence_end(open)).find(|k| !inside(k));
    // `(71/280, para. 2)`: the comma before the part is the list's last.
    end.is_some_and(|k| closes_with_part(reading, if reading.is_part(k) { k.saturating_sub(2) } else { k - 1 }))
}

/// Whether a bracket closes behind a token, or behind the part that is cited of it: `that resolution (57/270 B, para. 37)`.
fn closes_with_part(reading: &Reading, i: usize) -> bool {
    let parted = reading.is_comma(i + 1) && reading.is_part(i + 2);
    let is_part =
        |k: &usize| reading.is_part(*k) || matches!(reading.sense(*k), Some(Sense::Comma | Sense::Word(Means::Of)));
    let parts = (i + 1..reading.sentence_end(i)).take_while(|k| parted && is_part(k)).count();
    let close = i + 1 + parts;
    reading.sense(close) == Some(Sense::Close) && reading.loose(i, close) == 0
}

/// The bracket that opens right before a number.
fn opened_before(reading: &Reading, i: usize) -> Option<usize> {
    i.checked_sub(1).filter(|open| reading.sense(*open) == Some(Sense::Open) && reading.loose(*open, i) == 0)
}

/// Whether a sign stands before the figures of a number, as in `No. 3348 (XXIX)`.
pub(super) fn is_counted(reading: &Reading, i: usize) -> bool {
    !reading.printed(i).starts_with(|c: char| c.is_ascii_digit())
}
