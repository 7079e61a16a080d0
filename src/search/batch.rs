//! Reads a stretch of passages. In: passages. Out: for each term of theirs where it stands, packed, and the stems of its forms. Works on
//! some megabytes at a time, so that the memory it needs does not grow with the archive.

use std::ops::Range;

use super::{fold::Folding, lexicon::Lexicon, number::Numbers, passage::Passage, stem::Stems, token::Tokenizer};
use crate::model::Lang;

/// The terms of some passages.
#[derive(Debug)]
pub(super) struct Batch {
    pub terms: Lexicon,
    /// For each term the passages it stands in: distance from the one before, how often, positions as distances.
    places: Vec<u8>,
    /// Where each term's places end.
    ends: Vec<usize>,
    /// Term, language of the text, stem.
    pub stems: Vec<(u32, Lang, String)>,
}

/// One occurrence.
#[derive(Debug, Clone, Copy, Default)]
struct Occurrence {
    passage: u32,
    position: u32,
}

impl Batch {
    /// Reads the passages of a range.
    pub(super) fn of(passages: &[Passage<'_>], range: Range<usize>, folding: &Folding) -> Self {
        let mut terms = Lexicon::new();
        let mut written = Lexicon::new();
        let mut stems = Vec::new();
        let mut met: Vec<(u32, Occurrence)> = Vec::new();
        let stemmers = Stems::new(folding);
        let mut tokenizer = Tokenizer::new(folding);
        let mut key = String::new();
        for (passage, text) in (range.start..).zip(passages.get(range).unwrap_or_default()) {
            let passage = u32::try_from(passage).unwrap_or(u32::MAX);
            tokenizer.cut(&text.text, |term, position, word| {
                let (number, _) = terms.number(term);
                met.push((number, Occurrence { passage, position }));
                let Some(word) = word else { return };
                key.clear();
                key.push_str(text.lang.code());
                key.push_str(word);
                if written.number(&key).1
                    && let Some(stem) = stemmers.stem(word, text.lang)
                {
                    stems.push((number, text.lang, stem));
                }
            });
        }
        let (places, ends) = packed(&met, terms.len());
        stems.sort_unstable();
        stems.dedup();
        Self { terms, places, ends, stems }
    }

    /// Adds the places of a term to `found`.
    pub(super) fn read(&self, term: usize, found: &mut Found) {
        let start = term.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(term).copied().unwrap_or(start);
        let mut numbers = Numbers::new(self.places.get(start..end).unwrap_or_default());
        let mut passage = 0;
        while let Some(distance) = numbers.next() {
            passage += distance;
            let first = found.positions.len();
            let mut position = 0;
            for _ in 0..numbers.next().unwrap_or(0) {
                position += numbers.next().unwrap_or(0);
                found.positions.push(position);
            }
            found.passages.push((passage, first));
        }
    }
}

/// The places of one term in all batches.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Passage, and where its positions begin.
    pub passages: Vec<(u32, usize)>,
    /// All positions.
    pub positions: Vec<u32>,
}

impl Found {
    /// The positions in the Nth passage.
    pub(super) fn positions(&self, index: usize) -> &[u32] {
        let start = self.passages.get(index).map_or(0, |(_, start)| *start);
        let end = self.passages.get(index + 1).map_or(self.positions.len(), |(_, start)| *start);
        self.positions.get(start..end).unwrap_or_default()
    }
}

/// Occurrences in reading order brought into the order of terms, and packed.
fn packed(met: &[(u32, Occurrence)], terms: usize) -> (Vec<u8>, Vec<usize>) {
    let mut starts = vec![0_usize; terms + 1];
    for (term, _) in met {
        starts[*term as usize + 1] += 1;
    }
    for term in 0..terms {
        starts[term + 1] += starts[term];
    }
    let mut next = starts.clone();
    let mut sorted = vec![Occurrence::default(); met.len()];
    for (term, occurrence) in met {
        sorted[next[*term as usize]] = *occurrence;
        next[*term as usize] += 1;
    }
    let mut bytes = Vec::with_capacity(met.len() * 2);
    let mut ends = Vec::with_capacity(terms);
    for term in 0..terms {
        let mut before = 0;
        for group in sorted[starts[term]..starts[term + 1]].chunk_by(|a, b| a.passage == b.passage) {
            let passage = group[0].passage;
            super::number::push(&mut bytes, passage - before);
            super::number::push(&mut bytes, u32::try_from(group.len()).unwrap_or(u32::MAX));
            before = passage;
            let mut last = 0;
            for occurrence in group {
                // A symbol's parts are met before the symbol, which begins earlier; terms of one name ascend.
                super::number::push(&mut bytes, occurrence.position.saturating_sub(last));
                last = occurrence.position;
            }
        }
        ends.push(bytes.len());
    }
    (bytes, ends)
}
