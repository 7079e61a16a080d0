//! Where each term stands, as the client reads it. In: batches. Out: the terms in order, each with its passages: those where it weighs
//! most first, so that the first piece of a frequent term gives the best hits. A passage's weight is worked out here (BM25), so the
//! client needs neither lengths nor counts.

use rayon::prelude::*;

use super::{
    batch::{Batch, Found},
    number::push,
    passage::{Passage, Sort},
};
use crate::model::Lang;

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

/// A term of the index.
#[derive(Debug)]
pub(super) struct Term {
    pub text: String,
    /// In how many passages, as if all were of its language.
    pub frequency: u32,
    pub common: bool,
    /// In descending weight.
    pub chunks: Vec<Vec<u8>>,
}

impl Term {
    /// A term that stands nowhere.
    pub(super) fn bare(text: &str) -> Self {
        Self { text: text.to_owned(), frequency: 1, common: false, chunks: vec![Vec::new()] }
    }
}

/// What weights are worked out from.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    passages: &'a [Passage<'a>],
    /// The mean length of a paragraph in each language, in bytes.
    mean: [f32; 6],
    /// How many passages there are in each language.
    count: [u32; 6],
}

impl<'a> Scale<'a> {
    #[expect(clippy::cast_precision_loss, reason = "a mean need not be exact")]
    pub(super) fn of(passages: &'a [Passage<'a>]) -> Self {
        let mut bytes = [0_usize; 6];
        let mut bodies = [0_u32; 6];
        let mut count = [0; 6];
        for passage in passages {
            let lang = passage.lang as usize;
            count[lang] += 1;
            if passage.sort == Sort::Body {
                bytes[lang] += passage.text.len();
                bodies[lang] += 1;
            }
        }
        let mean = Lang::ALL.map(|lang| bytes[lang as usize] as f32 / bodies[lang as usize].max(1) as f32);
        Self { passages, mean, count }
    }

    /// How much a term weighs that stands in a passage so many times.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number"
    )]
    fn level(&self, passage: &Passage<'_>, times: usize) -> u32 {
        let length = passage.text.len() as f32 / self.mean[passage.lang as usize].max(1.0);
        let times = times as f32;
        let weight = times * (SATURATION + 1.0) / (times + SATURATION * (1.0 - LENGTH + LENGTH * length));
        (weight * passage.sort.weight() / STEP).ceil().clamp(1.0, 31.0) as u32
    }

    /// In how many passages of each language a term stands.
    fn count(&self, found: &Found) -> [u32; 6] {
        let mut count = [0_u32; 6];
        for (passage, _) in &found.passages {
            if let Some(passage) = self.passages.get(*passage as usize) {
                count[passage.lang as usize] += 1;
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

    /// A term as the client reads it.
    fn term(&self, text: &str, found: &Found) -> Term {
        let count = self.count(found);
        let share = self.share(text, count);
        let common = share > COMMON && text.chars().count() <= SHORT;
        let mut levels: Vec<(u32, u32, usize)> = Vec::with_capacity(found.passages.len());
        for (index, (number, _)) in found.passages.iter().enumerate() {
            if let Some(passage) = self.passages.get(*number as usize) {
                let level = if common { 1 } else { self.level(passage, found.positions(index).len()) };
                levels.push((u32::MAX - level, *number, index));
            }
        }
        levels.sort_unstable();
        let mut chunks = vec![Vec::new()];
        for group in levels.chunk_by(|a, b| a.0 == b.0) {
            let mut rest = group;
            while !rest.is_empty() {
                let full = chunks.last().is_none_or(|chunk: &Vec<u8>| chunk.len() >= CHUNK);
                if full {
                    chunks.push(Vec::new());
                }
                if let Some(chunk) = chunks.last_mut() {
                    let fit = fitting(rest, found, common, CHUNK.saturating_sub(chunk.len()));
                    let (now, later) = rest.split_at(fit);
                    encode(now, found, common, chunk);
                    rest = later;
                }
            }
        }
        let frequency = self.frequency(count).max(u32::try_from(levels.len()).unwrap_or(u32::MAX));
        Term { text: text.to_owned(), frequency, common, chunks }
    }
}

/// How many of a group fit into so many bytes, about; at least one.
fn fitting(group: &[(u32, u32, usize)], found: &Found, common: bool, room: usize) -> usize {
    let mut bytes = 0;
    let fits = group.iter().take_while(|(_, _, index)| {
        bytes += 1 + if common { 0 } else { found.positions(*index).len() };
        bytes <= room
    });
    fits.count().max(1)
}

/// One group of passages of one weight: the weight, how many, distances (doubled, odd where there is more than one position), the
/// numbers of positions where there is more than one, all positions as distances.
fn encode(group: &[(u32, u32, usize)], found: &Found, common: bool, bytes: &mut Vec<u8>) {
    let Some((level, ..)) = group.first() else { return };
    push(bytes, u32::MAX - level);
    push(bytes, u32::try_from(group.len()).unwrap_or(u32::MAX));
    let mut before = 0;
    for (_, passage, index) in group {
        let more = !common && found.positions(*index).len() > 1;
        push(bytes, if common { passage - before } else { (passage - before) << 1 | u32::from(more) });
        before = *passage;
    }
    if common {
        return;
    }
    for (_, _, index) in group {
        let times = found.positions(*index).len();
        if times > 1 {
            push(bytes, u32::try_from(times).unwrap_or(u32::MAX));
        }
    }
    for (_, _, index) in group {
        let mut last = 0;
        for position in found.positions(*index) {
            push(bytes, position - last);
            last = *position;
        }
    }
}

/// The terms of all batches in the order that the client compares strings in: by UTF-16 units.
pub(super) fn terms(batches: &[Batch], scale: &Scale<'_>) -> Vec<Term> {
    let mut all: Vec<(&str, usize, usize)> = batches
        .iter()
        .enumerate()
        .flat_map(|(batch, terms)| (0..terms.terms.len()).map(move |term| (terms.terms.get(term), batch, term)))
        .collect();
    all.par_sort_unstable_by(|a, b| order(a.0, b.0).then(a.1.cmp(&b.1)));
    let groups: Vec<&[(&str, usize, usize)]> = all.chunk_by(|a, b| a.0 == b.0).collect();
    groups
        .into_par_iter()
        .map(|group| {
            let mut found = Found::default();
            for (_, batch, term) in group {
                if let Some(batch) = batches.get(*batch) {
                    batch.read(*term, &mut found);
                }
            }
            scale.term(group.first().map_or("", |(term, ..)| term), &found)
        })
        .collect()
}

/// The order of strings in JavaScript.
pub(super) fn order(a: &str, b: &str) -> std::cmp::Ordering {
    // Bytes and UTF-16 units agree but for characters beyond the basic plane.
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// The contents of the pieces of postings, and the number of the first term of each. A term of several chunks has as many pieces to
/// itself.
pub(super) fn pieces(terms: &[Term]) -> (Vec<Vec<u8>>, Vec<u32>) {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    let mut firsts = Vec::new();
    let mut open = false;
    for (number, term) in (0..).zip(terms) {
        let alone = term.chunks.len() > 1;
        for chunk in &term.chunks {
            let full = pieces.last().is_none_or(|piece| piece.len() + chunk.len() > CHUNK);
            if alone || full || !open {
                pieces.push(Vec::new());
                firsts.push(number);
            }
            open = !alone;
            if let Some(piece) = pieces.last_mut() {
                push(piece, u32::try_from(chunk.len()).unwrap_or(u32::MAX));
                piece.extend_from_slice(chunk);
            }
        }
    }
    (pieces, firsts)
}
