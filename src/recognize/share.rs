//! Tells a share of something (`2/3 of the members`) from the number of a resolution. In: a reading and a token of a number. Out: whether it is a
//! share. Says nothing of a number that its noun stands with: that is one, whatever follows.

use super::{lexer::Sense, reading::Reading};
use crate::model::Numbering;

/// Whether what goes on with a list is a share: a part of a small whole, and what it is a part of stands right behind. The Assembly's sessions are
/// above all shares; other bodies have held a second session and a third resolution in it.
pub(super) fn is_share(reading: &Reading, i: usize) -> bool {
    if reading.sense(i) != Some(Sense::Number(Numbering::Session)) {
        return false;
    }
    let figures = |name: &str| reading.captured(i, name).and_then(|figures| figures.parse::<u32>().ok());
    let (part, whole) = (figures("s"), figures("n"));
    let is_fraction = part.zip(whole).is_some_and(|(part, whole)| part < whole && part < 10);
    let behind = reading.tokens.get(i).map_or("", |token| reading.slice(token.range.end..reading.folded.text.len()));
    is_fraction && reading.tongue.share.as_ref().is_some_and(|share| share.is_match(behind))
}
