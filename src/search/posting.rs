//! Where each term stands, as the client reads it. In: batches. Out: the terms in order, each with its passages: those where it weighs
//! most first, so that the first piece of a frequent term gives the best hits. A passage's weight is worked out here (BM25), so the
//! client needs neither lengths nor counts. `window` makes files of them.

use std::cmp::Reverse;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    batch::Batch,
    number::push,
    passage::{Passage, Passages, Sort, about, rounded},
    term::{Term, Terms},
};
use crate::model::{Digest, Lang};

/// BM25: how soon more occurrences stop to count, and how much a passage's length does.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.5;

/// Weights are told apart in steps of this size.
const STEP: f32 = 0.3;

/// The bytes of a chunk before compression, about.
pub(super) const CHUNK: usize = 12_000;

/// A short word that stands in more than this share of the passages of a language is common: it decides nothing beside other words, and
/// where it stands in a passage is not kept, which would be a third of the index; a phrase with it is compared with the text. Longer
/// words may be what an archive is about.
const COMMON: f32 = 0.25;

/// Passages that every language is given more than it has, so that one text alone does not make its words frequent.
const SMOOTH: f32 = 5.0;

/// The most letters of a common word.
const SHORT: usize = 4;

/// To how many figures, in binary, it is told how many passages there are: enough for a share, and one passage more seldom changes them.
const FIGURES: u32 = 8;

/// Below this number of passages nothing is common.
const FEW: u32 = 400;

/// How frequent a term is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Weight {
    /// In how many passages, as if all were of its language.
    pub frequency: u32,
    pub common: bool,
}

/// The postings of a term: chunks in descending weight.
pub(super) struct Posting {
    pub weight: Weight,
    pub chunks: Vec<Vec<u8>>,
}

/// What the weight of a term in a passage is worked out from.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// How soon more occurrences stop to count, which depends on the passage's length.
    saturation: f32,
    sort: f32,
}

/// What weights are worked out from. What all terms depend on is rounded, else one passage more would change what is known of each of them.
#[derive(Debug)]
pub(super) struct Scale {
    /// For each number of a passage.
    passages: Vec<Measure>,
    /// The same of the weight in it of a term that stands there once, and its language: most do.
    once: Vec<(u8, Lang)>,
    /// How many numbers of passages there are.
    numbers: u32,
    /// How many passages there are in each language.
    count: [u32; 6],
    /// How long they are in the mean, in bytes.
    mean: [u32; 6],
}

/// One passage in which a term stands.
#[derive(Debug, Clone, Copy)]
struct Standing<'a> {
    /// The number of the passage.
    passage: u32,
    /// How often.
    times: u32,
    /// At which positions, as distances: packed here as they were in the batch.
    positions: &'a [u8],
    /// How much the term weighs in it.
    level: u8,
}

/// Fills `found` with the passages of a term, which ascend; those of twins are left out.
fn read<'a>(terms: &Terms, term: &Term, batches: &'a [Batch], passages: &Passages, found: &mut Vec<Standing<'a>>) {
    found.clear();
    for (batch, own) in terms.sources(term) {
        if let Some(batch) = batches.get(*batch as usize) {
            read_batch(batch, *own as usize, passages, |_, standing| found.push(standing));
        }
    }
}

/// Calls `take` with each passage of a batch's term, and its place in `Passages::all`.
fn read_batch<'a>(batch: &'a Batch, own: usize, passages: &Passages, mut take: impl FnMut(u32, Standing<'a>)) {
    batch.read(own, |held, numbers| {
        let shift = passages.shift(held);
        let mut nth = 0_u32;
        for _ in 0..numbers.next().unwrap_or_default() {
            let Some(distance) = numbers.next() else { return };
            nth = nth.saturating_add(distance >> 1);
            let times = if distance & 1 == 1 { numbers.next().unwrap_or_default() } else { 1 };
            let positions = numbers.skip(times);
            if let Some(place) = passages.first(held, nth) {
                take(place, Standing { passage: place.saturating_add(shift), times, positions, level: 1 });
            }
        }
    });
}

/// The checksum of all that the postings of a batch's term hold of it, and that they are weighed by there.
pub(super) fn standing(batch: &Batch, own: usize, passages: &Passages) -> Digest {
    let mut parts = Vec::new();
    read_batch(batch, own, passages, |place, Standing { passage, times, positions, .. }| {
        parts.extend(passage.to_le_bytes());
        parts.extend(passages.all.get(place as usize).map(Passage::measure).unwrap_or_default());
        parts.extend(times.to_le_bytes());
        parts.extend_from_slice(positions);
    });
    Digest::of([parts])
}

impl Scale {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a mean need not be exact")]
    pub(super) fn of(passages: &Passages) -> Self {
        let mut bytes = [0_u64; 6];
        let mut bodies = [0_u64; 6];
        let mut count = [0; 6];
        for passage in &passages.all {
            let lang = passage.lang as usize;
            count[lang] += 1;
            if passage.sort == Sort::Body {
                bytes[lang] += u64::from(passage.size());
                bodies[lang] += 1;
            }
        }
        let mean = Lang::ALL.map(|lang| about((bytes[lang as usize] / bodies[lang as usize].max(1)) as u32));
        let numbers = passages.numbers as usize;
        let mut of_each = vec![Measure { saturation: SATURATION, sort: 1.0 }; numbers];
        let mut once = vec![(1, Lang::En); numbers];
        let places = passages.all.iter().enumerate();
        for (number, passage) in places.map(|(place, passage)| (passages.number(place) as usize, passage)) {
            let length = passage.size() as f32 / mean[passage.lang as usize].max(1) as f32;
            let saturation = SATURATION * (1.0 - LENGTH + LENGTH * length);
            let measure = Measure { saturation, sort: passage.sort.weight() };
            if let Some((of_this, once)) = of_each.get_mut(number).zip(once.get_mut(number)) {
                (*of_this, *once) = (measure, (Self::level(measure, 1), passage.lang));
            }
        }
        let figures = |count| rounded(count, FIGURES);
        Self { once, passages: of_each, numbers: figures(passages.numbers), count: count.map(figures), mean }
    }

    /// The checksum of what the postings of all terms depend on.
    pub(super) fn checksum(&self) -> Digest {
        let all = [self.numbers].into_iter().chain(self.count).chain(self.mean);
        Digest::of([all.flat_map(u32::to_le_bytes).collect::<Vec<u8>>()])
    }

    /// How much a term weighs that stands in a passage so many times.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number"
    )]
    fn level(measure: Measure, times: u32) -> u8 {
        let times = times as f32;
        let weight = times * (SATURATION + 1.0) / (times + measure.saturation);
        (weight * measure.sort / STEP).ceil().clamp(1.0, 31.0) as u8
    }

    /// Weighs the term in each passage; in how many passages of each language it stands.
    fn weigh(&self, found: &mut [Standing<'_>]) -> [u32; 6] {
        let mut count = [0_u32; 6];
        for standing in found {
            let passage = standing.passage as usize;
            let Some((level, lang)) = self.once.get(passage) else { continue };
            standing.level = match self.passages.get(passage) {
                Some(measure) if standing.times > 1 => Self::level(*measure, standing.times),
                _ => *level,
            };
            count[*lang as usize] += 1;
        }
        count
    }

    /// The greatest share of the passages of a language that a term stands in; ideographs and small archives aside.
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    fn share(&self, text: &str, count: [u32; 6]) -> f32 {
        if !text.chars().all(|c| c.is_alphanumeric() && (c as u32) < 0x2e80) {
            return 0.0;
        }
        let shares = count.iter().zip(&self.count).filter(|(_, all)| **all >= FEW);
        shares.map(|(with, all)| *with as f32 / *all as f32).fold(0.0, f32::max)
    }

    /// How frequent a term is, as if the whole archive were in the language it is most frequent in: the small words of a language with
    /// few texts would seem rare beside the many of another.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a guess")]
    fn frequency(&self, count: [u32; 6]) -> u32 {
        let shares = count.iter().zip(&self.count).map(|(with, all)| *with as f32 / (*all as f32 + SMOOTH));
        (shares.fold(0.0, f32::max) * self.numbers as f32) as u32
    }

    /// The postings of a term as the client reads them.
    fn posting(&self, text: &str, found: &mut [Standing<'_>]) -> Posting {
        let count = self.weigh(found);
        let common = self.share(text, count) > COMMON && text.chars().count() <= SHORT;
        if common {
            for standing in found.iter_mut() {
                (standing.level, standing.times) = (1, 1);
            }
        }
        // Those of one weight stay in their order.
        found.sort_by_key(|standing| Reverse(standing.level));
        let mut chunks = vec![Vec::new()];
        for group in found.chunk_by(|a, b| a.level == b.level) {
            let mut rest = group;
            while !rest.is_empty() {
                if chunks.last().is_none_or(|chunk: &Vec<u8>| chunk.len() >= CHUNK) {
                    chunks.push(Vec::new());
                }
                if let Some(chunk) = chunks.last_mut() {
                    let (now, later) = rest.split_at(fitting(rest, common, CHUNK.saturating_sub(chunk.len())));
                    encode(now, common, chunk);
                    rest = later;
                }
            }
        }
        let frequency = self.frequency(count).max(u32::try_from(found.len()).unwrap_or(u32::MAX)).max(1);
        Posting { weight: Weight { frequency, common }, chunks }
    }
}

/// How many of a group fit into so many bytes, about; at least one.
fn fitting(group: &[Standing<'_>], common: bool, room: usize) -> usize {
    let mut bytes = 0;
    let fits = group.iter().take_while(|standing| {
        bytes += 1 + if common { 0 } else { standing.times as usize };
        bytes <= room
    });
    fits.count().max(1)
}

/// One group of passages of one weight: the weight, how many, distances (doubled, odd where there is more than one position), the
/// numbers of positions where there is more than one, all positions as distances.
fn encode(group: &[Standing<'_>], common: bool, bytes: &mut Vec<u8>) {
    push(bytes, group.first().map_or(1, |first| first.level).into());
    push(bytes, u32::try_from(group.len()).unwrap_or(u32::MAX));
    let mut before = 0;
    for Standing { passage, times, .. } in group {
        // Batches, documents and texts are read in order, so passages ascend.
        let distance = passage.saturating_sub(before);
        push(bytes, if common { distance } else { distance << 1 | u32::from(*times > 1) });
        before = *passage;
    }
    if common {
        return;
    }
    for standing in group.iter().filter(|standing| standing.times > 1) {
        push(bytes, standing.times);
    }
    for standing in group {
        bytes.extend_from_slice(standing.positions);
    }
}

/// What postings are made from.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    pub terms: &'a Terms,
    pub batches: &'a [Batch],
    pub passages: &'a Passages,
    pub scale: &'a Scale,
}

impl<'a> Material<'a> {
    /// The postings of these terms, worked out by all threads.
    pub(super) fn postings<'t>(&self, terms: impl IndexedParallelIterator<Item = &'t Term>) -> Vec<Posting> {
        terms.map_init(Vec::new, |found, term| self.posting(term, found)).collect()
    }

    /// The same, by this thread alone.
    pub(super) fn postings_alone(&self, terms: &[Term]) -> Vec<Posting> {
        let mut found = Vec::new();
        terms.iter().map(|term| self.posting(term, &mut found)).collect()
    }

    /// The postings of a term; `found` is room to work in.
    fn posting(&self, term: &Term, found: &mut Vec<Standing<'a>>) -> Posting {
        read(self.terms, term, self.batches, self.passages, found);
        self.scale.posting(&term.text, found)
    }
}
