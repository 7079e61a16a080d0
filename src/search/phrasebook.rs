//! What the texts say again and again. In: passages and their texts. Out: some kilobytes of their most frequent turns of phrase, which
//! every piece of texts is compressed against: small pieces then compress as well as large ones, and a hit on the screen costs little.

use rayon::prelude::*;

use super::passage::{Passage, Passages, stretches};
use crate::model::{Digest, Failure, Texts};

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
    /// How often its parts are met, in the mean; in steps of a power of two, so that one text more or less seldom changes the book.
    times: u32,
}

/// The passages to make a phrase book of. Which they are does not depend on where they stand, so that a change in one document seldom changes
/// the book, and with it all pieces of texts.
pub(super) fn chosen(passages: &Passages) -> Vec<&Passage> {
    let total: usize = passages.all.iter().map(|passage| passage.length as usize).sum();
    let share = u64::try_from(total.div_ceil(SAMPLE).next_power_of_two()).map_or(1 << 15, |share| share.min(1 << 15));
    passages.all.iter().filter(|passage| passage.checksum.1 % share == 0).collect()
}

/// The checksum of what a phrase book is made of.
pub(super) fn made_from(chosen: &[&Passage]) -> Digest {
    let marks = chosen.iter().map(|Passage { checksum: (a, b), .. }| [a.to_le_bytes(), b.to_le_bytes()].concat());
    Digest::of(marks.chain([b"phrasebook".to_vec()]))
}

/// Their texts.
///
/// # Errors
/// When one cannot be fetched.
pub(super) fn sample(chosen: &[&Passage], texts: &dyn Texts) -> Result<Vec<String>, Failure> {
    let of_one = |same: &[&Passage]| {
        let Some(first) = same.first() else { return Ok(Vec::new()) };
        let document = texts.document(first.held as usize)?;
        let stretches = stretches(&document);
        let text = |passage: &&Passage| Some(stretches.get(passage.nth as usize)?.text().into_owned());
        Ok(same.iter().filter_map(text).collect())
    };
    let sampled: Vec<Vec<String>> =
        chosen.par_chunk_by(|a, b| a.held == b.held).map(of_one).collect::<Result<_, _>>()?;
    Ok(sampled.concat())
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
            stretches.push(Stretch { text, times: (sum / parts.max(1)).max(1).ilog2() });
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
