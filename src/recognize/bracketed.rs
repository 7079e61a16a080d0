//! Finds the noun of a number that stands alone in a bracket, behind what the text that it numbers is about. In: a reading, the groups so far and a
//! number's token. Out: the noun, or nothing where the bracket holds more or the number could be a share or a period. Decides no body.

use super::{
    lexer::Sense,
    reading::Reading,
    rules::Means,
    scan::{Scan, WORDS, closes_with_part},
};
use crate::model::Numbering;

/// The noun of a number that stands alone in a bracket, or with its part, behind what the text that it numbers is about: `its resolution on the
/// rights of the child (64/146, para. 12) and that on girls (64/145)`. A session of one figure could be a share, and 2010/11 a period.
pub(super) fn noun_of_bracketed(reading: &Reading, i: usize, scan: &Scan) -> Option<usize> {
    let figures = |name: &str| reading.captured(i, name).and_then(|figures| figures.parse::<u32>().ok());
    let (session, serial) = figures("s").zip(figures("n"))?;
    let is_number = match reading.sense(i)? {
        Sense::Number(Numbering::Session) => session > 9,
        Sense::Number(Numbering::Year) => serial != (session + 1) % 100,
        _ => false,
    };
    let open =
        i.checked_sub(1).filter(|open| reading.sense(*open) == Some(Sense::Open) && reading.loose(*open, i) == 0);
    let open = open.filter(|_| is_number && closes_with_part(reading, i))?;
    let start = reading.sentence_start(i);
    let ends = |k: &usize| {
        let mark =
            matches!(reading.sense(*k), Some(Sense::Number(_) | Sense::Symbol | Sense::Semicolon | Sense::Close));
        mark || reading.is_noun(*k)
    };
    let before = (start..open).rev().find(ends).filter(|k| reading.loose(*k, open) <= WORDS)?;
    if reading.is_noun(before) {
        return Some(before);
    }
    // A list in which each has its bracket.
    let last = scan.groups.last().filter(|group| reading.bracket.get(group.last).copied().flatten().is_some())?;
    let joins = matches!(reading.sense(before + 1), Some(Sense::Comma | Sense::Word(Means::And)));
    let closes = last.last < before && (last.last + 1..=before).all(|k| reading.is_part(k) || is_mark(reading, k));
    (reading.sense(before) == Some(Sense::Close) && joins && closes && reading.loose(before, before + 1) == 0)
        .then_some(last.noun)
}

/// Whether a token parts what stands in a bracket, or closes it.
fn is_mark(reading: &Reading, k: usize) -> bool {
    matches!(reading.sense(k), Some(Sense::Comma | Sense::Close | Sense::Word(Means::Of)))
}
