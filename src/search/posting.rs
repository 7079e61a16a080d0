//! Where each term stands, as the client reads it. In: batches. Out: the terms in order, each with its passages: those where it weighs
//! most first, so that the first piece of a frequent term gives the best hits. A passage's weight is worked out here (BM25), so the
//! client needs neither lengths nor counts.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{
    batch::Batch,
    number::push,
    passage::{Passages, Sort},
    piece::{Family, Files},
    term::{Term, Terms},
};
use crate::model::{Failure, Lang, Print};

/// BM25: how soon more occurrences stop to count, and how much a passage's length does.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.5;

/// Weights are told apart in steps of this size.
const STEP: f32 = 0.3;

/// The bytes of a chunk before compression, about.
const CHUNK: usize = 12_000;

/// A short word that stands in more than this share of the passages of a language is common: it decides nothing beside other words, and
/// where it stands in a passage is not kept, which would be a third of the index; a phrase with it is compared with the text. Longer
/// words may be what an archive is about.
const COMMON: f32 = 0.25;

/// Passages that every language is given more than it has, so that one text alone does not make its words frequent.
const SMOOTH: f32 = 5.0;

/// The most letters of a common word.
const SHORT: usize = 4;

/// Below this number of passages nothing is common.
const FEW: u32 = 400;

/// The terms that are worked out at a time: enough for all processors, and few enough to need little memory.
const WINDOW: usize = 4096;

/// How frequent a term is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// In how many passages, as if all were of its language.
    pub frequency: u32,
    pub common: bool,
}

/// The postings of a term: chunks in descending weight.
struct Posting {
    weight: Weight,
    chunks: Vec<Vec<u8>>,
}

/// What the weight of a term in a passage is worked out from.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// How soon more occurrences stop to count, which depends on the passage's length.
    saturation: f32,
    sort: f32,
    lang: Lang,
}

/// What weights are worked out from.
#[derive(Debug)]
struct Scale {
    passages: Vec<Measure>,
    /// How many passages there are in each language.
    count: [u32; 6],
}

/// One passage in which a term stands.
#[derive(Debug, Clone, Copy)]
struct Standing<'a> {
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
        let Some(batch) = batches.get(*batch as usize) else { continue };
        batch.read(*own as usize, |held, numbers| {
            let mut nth = 0_u32;
            for _ in 0..numbers.next().unwrap_or_default() {
                let Some(distance) = numbers.next() else { return };
                nth = nth.saturating_add(distance >> 1);
                let times = if distance & 1 == 1 { numbers.next().unwrap_or_default() } else { 1 };
                let positions = numbers.skip(times);
                if let Some(passage) = passages.first(held, nth) {
                    found.push(Standing { passage, times, positions, level: 1 });
                }
            }
        });
    }
}

impl Scale {
    #[expect(clippy::cast_precision_loss, reason = "a mean need not be exact")]
    fn of(passages: &Passages) -> Self {
        let mut bytes = [0_usize; 6];
        let mut bodies = [0_u32; 6];
        let mut count = [0; 6];
        for passage in &passages.all {
            let lang = passage.lang as usize;
            count[lang] += 1;
            if passage.sort == Sort::Body {
                bytes[lang] += passage.length as usize;
                bodies[lang] += 1;
            }
        }
        let mean = Lang::ALL.map(|lang| bytes[lang as usize] as f32 / bodies[lang as usize].max(1) as f32);
        let measures = passages.all.iter().map(|passage| {
            let length = passage.length as f32 / mean[passage.lang as usize].max(1.0);
            let saturation = SATURATION * (1.0 - LENGTH + LENGTH * length);
            Measure { saturation, sort: passage.sort.weight(), lang: passage.lang }
        });
        Self { passages: measures.collect(), count }
    }

    /// How much a term weighs that stands in a passage so many times.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number"
    )]
    fn level(measure: &Measure, times: u32) -> u8 {
        let times = times as f32;
        let weight = times * (SATURATION + 1.0) / (times + measure.saturation);
        (weight * measure.sort / STEP).ceil().clamp(1.0, 31.0) as u8
    }

    /// Weighs the term in each passage; in how many passages of each language it stands.
    fn weigh(&self, found: &mut [Standing<'_>]) -> [u32; 6] {
        let mut count = [0_u32; 6];
        for standing in found {
            if let Some(measure) = self.passages.get(standing.passage as usize) {
                standing.level = Self::level(measure, standing.times);
                count[measure.lang as usize] += 1;
            }
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
        (shares.fold(0.0, f32::max) * self.passages.len() as f32) as u32
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

/// The files of the postings of all terms.
#[derive(Debug, Default)]
pub(super) struct Postings {
    pub files: Files,
    /// The number of the first term of each file.
    pub firsts: Vec<u32>,
    /// Of each term.
    pub weights: Vec<Weight>,
    /// The contents that no file is made of yet.
    waiting: Vec<Vec<u8>>,
    /// Whether the last of these may take more terms.
    open: bool,
}

impl Postings {
    /// The postings of all terms, made by and by.
    pub(super) fn of(
        terms: &Terms,
        batches: &[Batch],
        passages: &Passages,
        print: &dyn Print,
    ) -> Result<Self, Failure> {
        let scale = Scale::of(passages);
        let mut postings = Self::default();
        for window in terms.all.chunks(WINDOW) {
            let made: Vec<Posting> = window
                .par_iter()
                .map_init(Vec::new, |found, term| {
                    read(terms, term, batches, passages, found);
                    scale.posting(&term.text, found)
                })
                .collect();
            for posting in &made {
                postings.add(posting);
            }
            postings.write(1, print)?;
        }
        postings.write(0, print)?;
        Ok(postings)
    }

    /// Adds a term. One of several chunks has as many files to itself.
    fn add(&mut self, posting: &Posting) {
        let number = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        self.weights.push(posting.weight);
        let alone = posting.chunks.len() > 1;
        for chunk in &posting.chunks {
            let full = self.waiting.last().is_none_or(|piece| piece.len() + chunk.len() > CHUNK);
            if alone || full || !self.open {
                self.waiting.push(Vec::new());
                self.firsts.push(number);
            }
            self.open = !alone;
            if let Some(piece) = self.waiting.last_mut() {
                push(piece, u32::try_from(chunk.len()).unwrap_or(u32::MAX));
                piece.extend_from_slice(chunk);
            }
        }
    }

    /// Makes files of all contents but the last ones, which may not be whole.
    fn write(&mut self, keep: usize, print: &dyn Print) -> Result<(), Failure> {
        let whole = self.waiting.len().saturating_sub(keep);
        let contents: Vec<Vec<u8>> = self.waiting.drain(..whole).collect();
        self.files.add(Family::Postings, &contents, print)
    }

    /// The numbers of the common terms.
    pub(super) fn common(&self) -> Vec<u32> {
        (0..).zip(&self.weights).filter(|(_, weight)| weight.common).map(|(number, _)| number).collect()
    }
}
