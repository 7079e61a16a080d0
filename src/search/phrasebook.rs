//! What the texts say again and again. In: passages. Out: some kilobytes of their most frequent turns of phrase, which every piece of
//! texts is compressed against: small pieces then compress as well as large ones, and a hit on the screen costs little.

use rayon::prelude::*;

use super::passage::{Passages, stretches};
use crate::model::Archive;

/// Its length in bytes. The client loads it once; a window of deflate holds 32 kB.
const LENGTH: usize = 24_000;

/// A turn of phrase is at least so many bytes.
const TURN: usize = 24;

/// A turn that is met less often helps no piece.
const OFTEN: usize = 6;

/// Bytes of text that are looked at, at most; what is frequent shows in a part.
const SAMPLE: usize = 4_000_000;

/// A stretch of a text whose every part is frequent.
#[derive(Debug, Clone, Copy)]
struct Stretch<'a> {
    text: &'a [u8],
    /// How often its parts are met, in the mean.
    times: usize,
}

/// Texts to make a phrase book of. Which they are does not depend on where they stand, so that a change in one document seldom changes the
/// book, and with it all pieces of texts.
pub(super) fn sample(archive: &Archive, passages: &Passages<'_>) -> Vec<String> {
    let total: usize = passages.all.iter().map(|passage| passage.length as usize).sum();
    let share = u16::try_from(total.div_ceil(SAMPLE).next_power_of_two()).unwrap_or(1 << 15);
    let chosen: Vec<_> = passages.all.iter().filter(|passage| passage.mark % share == 0).collect();
    let text =
        |stretches: &[super::passage::Stretch<'_>], nth: u32| Some(stretches.get(nth as usize)?.text().into_owned());
    let of_one = |same: &[&super::passage::Passage]| {
        let held = same.first().and_then(|first| archive.held.get(first.held as usize));
        let stretches = held.map(|held| stretches(&held.document)).unwrap_or_default();
        same.iter().filter_map(|passage| text(&stretches, passage.nth)).collect::<Vec<_>>()
    };
    chosen.par_chunk_by(|a, b| a.held == b.held).flat_map_iter(of_one).collect()
}

/// The phrase book of some texts: the most frequent turns last, where they are nearest to the text.
pub(super) fn phrasebook(sample: &[String]) -> Vec<u8> {
    let texts: Vec<&[u8]> = sample.iter().map(String::as_bytes).collect();
    let mut met: Vec<u64> = texts.iter().flat_map(|text| begins(text).map(|at| hash(text, at))).collect();
    met.par_sort_unstable();
    let frequent: Vec<(u64, usize)> = met
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() >= OFTEN)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .collect();
    let mut taken = vec![false; frequent.len()];
    let mut stretches: Vec<Stretch<'_>> =
        texts.iter().flat_map(|text| frequent_in(text, &frequent, &mut taken)).collect();
    // Texts decide between equals, so that the book does not depend on what stands where.
    stretches.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.text.cmp(b.text)));
    let mut room = LENGTH;
    let fitting = stretches.iter().take_while(|stretch| {
        let fits = stretch.text.len() < room;
        room = room.saturating_sub(stretch.text.len());
        fits
    });
    let chosen: Vec<&[u8]> = fitting.map(|stretch| stretch.text).collect();
    chosen.into_iter().rev().flatten().copied().collect()
}

/// The stretches of a text that are frequent and not in an earlier stretch.
fn frequent_in<'a>(text: &'a [u8], frequent: &[(u64, usize)], taken: &mut [bool]) -> Vec<Stretch<'a>> {
    let mut stretches = Vec::new();
    // Begin, end, sum of times, number of parts.
    let mut open: Option<(usize, usize, usize, usize)> = None;
    let mut close = |open: &mut Option<(usize, usize, usize, usize)>| {
        if let Some((from, to, sum, parts)) = open.take()
            && let Some(text) = text.get(from..to)
        {
            stretches.push(Stretch { text, times: sum / parts.max(1) });
        }
    };
    for at in begins(text) {
        let found = frequent.binary_search_by_key(&hash(text, at), |(hash, _)| *hash);
        let new = found.ok().filter(|index| !taken[*index]);
        let Some(index) = new else {
            if open.is_some_and(|(_, to, ..)| at >= to) || found.is_err() {
                close(&mut open);
            }
            continue;
        };
        taken[index] = true;
        let times = frequent[index].1;
        open = match open {
            Some((from, to, sum, parts)) if at <= to => Some((from, at + TURN, sum + times, parts + 1)),
            mut ended => {
                close(&mut ended);
                Some((at, at + TURN, times, 1))
            }
        };
    }
    close(&mut open);
    stretches
}

/// Where a turn may begin: after a space, or at a character of three bytes (those of scripts without spaces).
fn begins(text: &[u8]) -> impl Iterator<Item = usize> {
    let last = (text.len() + 1).saturating_sub(TURN);
    (0..last).filter(|at| *at == 0 || text[*at - 1] == b' ' || text[*at] >= 0xe0)
}

/// A number for the turn that begins there; two turns of one number do no harm here.
fn hash(text: &[u8], at: usize) -> u64 {
    let turn = text.get(at..at + TURN).unwrap_or_default();
    turn.chunks(8).fold(0_u64, |hash, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        (hash.rotate_left(7) ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
