//! Joins what the index takes of some documents. In: the `Indexed` of documents. Out: for each term of theirs where it stands,
//! packed, and the texts. Works on some megabytes at a time, so that all processors have work and no document's product is kept longer.

use std::{borrow::Cow, ops::Range};

use rayon::prelude::*;

use super::{
    indexed::{Indexed, Taken},
    lexicon::Lexicon,
    number::{self, Numbers},
    passage::{Met, Place},
};
use crate::model::{Archive, Failure, Lang};

/// The terms and the texts of some documents.
#[derive(Debug)]
pub(super) struct Batch {
    pub texts: Vec<Met>,
    pub terms: Lexicon,
    /// For each term the languages of the documents in which it is written as it is indexed, a bit each.
    pub plain: Vec<u8>,
    /// Words written otherwise: term, language, lower case.
    pub written: Vec<(u32, Lang, String)>,
    /// For each term its documents, counted from the first of the batch, each with the term's places there as they are in `Indexed`.
    places: Vec<u8>,
    /// Where each term's places end.
    ends: Vec<usize>,
    /// The first document.
    start: u32,
}

impl Batch {
    /// Joins the documents of a range.
    pub(super) fn of<'i>(
        archive: &Archive,
        range: Range<usize>,
        product: &(impl Fn(usize) -> Result<Cow<'i, Indexed>, Failure> + Sync),
    ) -> Result<Self, Failure> {
        let products: Vec<Cow<'_, Indexed>> = range.clone().into_par_iter().map(product).collect::<Result<_, _>>()?;
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let mut terms = Lexicon::new();
        let mut plain: Vec<u8> = Vec::new();
        let mut written = Vec::new();
        let mut texts = Vec::with_capacity(products.iter().map(|product| product.texts.len()).sum());
        // For each term the documents and the bytes it needs.
        let mut lengths: Vec<usize> = Vec::new();
        // The terms of all products, one after another.
        let mut numbers: Vec<u32> = Vec::with_capacity(products.iter().map(|product| product.len()).sum());
        for (held, product) in (start..).zip(&products) {
            let Some(lang) = archive.held.get(held as usize).map(|held| held.facts.lang) else { continue };
            texts.extend(product.texts.iter().map(|&Taken { checksum, length, sort, at }| Met {
                checksum,
                length,
                sort,
                lang,
                place: Place { held, at },
            }));
            let first = numbers.len();
            let size = number::size(held - start);
            let mut only_written = product.only_written.iter().peekable();
            for (own, (term, places)) in (0_u32..).zip(product.terms()) {
                let (number, new) = terms.number(term);
                if new {
                    plain.push(0);
                    lengths.push(0);
                }
                numbers.push(number);
                lengths[number as usize] += places.len() + size;
                if only_written.next_if(|only| **only == own).is_none() {
                    plain[number as usize] |= 1 << lang as u8;
                }
            }
            let number = |own: u32| numbers.get(first + own as usize).copied();
            written.extend(product.written.iter().filter_map(|(own, form)| Some((number(*own)?, lang, form.clone()))));
        }
        written.sort_unstable();
        written.dedup();
        let (places, ends) = placed(&products, &numbers, &lengths);
        Ok(Self { texts, terms, plain, written, places, ends, start })
    }

    /// Calls `take` with each document of a term and its places there.
    pub(super) fn read(&self, term: usize, mut take: impl FnMut(u32, &mut Numbers<'_>)) {
        let start = term.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(term).copied().unwrap_or(start);
        let mut numbers = Numbers::new(self.places.get(start..end).unwrap_or_default());
        while let Some(held) = numbers.next() {
            take(self.start.saturating_add(held), &mut numbers);
        }
    }
}

/// The places of all terms in the order of terms, and where each term's end. `numbers` are the terms of the products one after another,
/// `lengths` the bytes that each term needs.
fn placed(products: &[Cow<'_, Indexed>], numbers: &[u32], lengths: &[usize]) -> (Vec<u8>, Vec<usize>) {
    let mut end = 0;
    let mut next: Vec<usize> = Vec::with_capacity(lengths.len());
    for length in lengths {
        next.push(end);
        end += length;
    }
    let mut bytes = vec![0; end];
    let mut numbers = numbers.iter();
    let mut document = Vec::new();
    for (held, product) in (0..).zip(products) {
        document.clear();
        number::push(&mut document, held);
        for ((_, places), number) in product.terms().zip(&mut numbers) {
            let Some(next) = next.get_mut(*number as usize) else { continue };
            for part in [&document, places] {
                if let Some(room) = bytes.get_mut(*next..*next + part.len()) {
                    room.copy_from_slice(part);
                }
                *next += part.len();
            }
        }
    }
    // Each term's room is full now, so where it would go on is where it ends.
    (bytes, next)
}
