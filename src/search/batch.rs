//! What the index takes of some documents that follow one another. In: their texts. Out: for each term of theirs where it stands, packed, and
//! the texts. What is joined of them is a pure function of these documents, and the only part of the index that is kept from build to build:
//! to join some documents anew is cheap, to read what was kept of each of ten thousand is not.

use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    indexed::{Indexed, Indexer, Taken},
    lexicon::{Lexicon, Strings},
    number::{self, Numbers},
    passage::{Met, Place},
    term::order,
};
use crate::{
    cache::Cache,
    made_from::MadeFrom,
    model::{Digest, Failure, Lang, Texts},
};

/// The terms and the texts of some documents.
#[derive(Debug)]
pub(super) struct Batch {
    /// The first document.
    start: u32,
    /// By what it is known what they were read from, if it is.
    sources: Option<Digest>,
    joined: Joined,
    /// For each term its documents, each with the term's places there as they are in `Indexed`. They are the most of it, and lie apart: bytes
    /// are not copied to be read.
    places: Vec<u8>,
}

/// The same, wherever these documents stand in the archive. They are counted from 0.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Joined {
    /// For each document how many texts it has, its language, its texts (see `Taken::put`). There are hundreds of thousands, so that only
    /// bytes are read fast enough.
    #[serde(with = "serde_bytes")]
    texts: Vec<u8>,
    /// In the order of JavaScript.
    terms: Strings,
    /// For each term the languages of the documents in which it is written as it is indexed, a bit each.
    #[serde(with = "serde_bytes")]
    plain: Vec<u8>,
    /// Words written otherwise: term, language, lower case.
    written: Vec<(u32, Lang, String)>,
    /// Where each term's places end in `Batch::places`.
    ends: Vec<u32>,
}

impl Batch {
    /// What is taken of a range of documents, now or in an earlier build.
    pub(super) fn of(
        range: Range<usize>,
        texts: &dyn Texts,
        indexer: &Indexer,
        made_from: &MadeFrom,
        cache: &Cache,
    ) -> Result<Self, Failure> {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let sources: Option<Vec<Digest>> = range.clone().map(|held| made_from.text(held)).collect();
        let sources = sources.map(Digest::of);
        let key = |part: &[u8], sources: Digest| cache.key(Digest::of([part, sources.as_ref()]));
        let keys = sources.map(|sources| (key(b"batch", sources), key(b"places", sources)));
        let kept = |(joined, places)| Some((cache.get(joined)?, cache.get_bytes(places)?));
        if let Some((joined, places)) = keys.and_then(kept) {
            return Ok(Self { start, sources, joined, places });
        }
        let take = |held: usize| Ok(indexer.indexed(texts.document(held)?.as_ref()));
        let products: Vec<Indexed> = range.into_par_iter().map(take).collect::<Result<_, Failure>>()?;
        let (joined, places) = Joined::of(&products);
        if let Some((of_joined, of_places)) = keys {
            cache.keep(of_joined, &joined);
            cache.put_bytes(of_places, &places);
        }
        Ok(Self { start, sources, joined, places })
    }

    /// Gives its texts away, in order of document and place: all of them together are a great part of a large archive's index.
    pub(super) fn give_texts(&mut self) -> Vec<Met> {
        let mut met = Vec::new();
        let texts = std::mem::take(&mut self.joined.texts);
        let mut numbers = Numbers::new(&texts);
        let mut held = self.start;
        while let Some((texts, lang)) = numbers.next().zip(numbers.next()) {
            let Some(lang) = Lang::ALL.get(lang as usize).copied() else { return met };
            for _ in 0..texts {
                let Some(Taken { checksum, length, sort, at }) = Taken::next(&mut numbers) else { return met };
                met.push(Met { checksum, length, sort, lang, place: Place { held, at } });
            }
            held = held.saturating_add(1);
        }
        met
    }

    pub(super) const fn terms(&self) -> &Strings {
        &self.joined.terms
    }

    /// See `Joined`.
    pub(super) fn plain(&self) -> &[u8] {
        &self.joined.plain
    }

    /// See `Joined`.
    pub(super) fn written(&self) -> &[(u32, Lang, String)] {
        &self.joined.written
    }

    /// By what its terms and their places are known; nothing if it is not known what the documents were read from.
    pub(super) const fn sources(&self) -> Option<Digest> {
        self.sources
    }

    /// Calls `take` with each document of a term and its places there.
    pub(super) fn read<'b>(&'b self, term: usize, mut take: impl FnMut(u32, &mut Numbers<'b>)) {
        let mut numbers = Numbers::new(part(&self.places, &self.joined.ends, term));
        while let Some(own) = numbers.next() {
            take(self.start.saturating_add(own), &mut numbers);
        }
    }
}

impl Joined {
    /// What is joined of some documents, and the places of its terms.
    fn of(products: &[Indexed]) -> (Self, Vec<u8>) {
        let mut terms = Lexicon::new();
        let mut plain: Vec<u8> = Vec::new();
        let mut written = Vec::new();
        let mut texts = Vec::new();
        // For each term the documents and the bytes it needs.
        let mut lengths: Vec<usize> = Vec::new();
        // The terms of all products, one after another.
        let mut numbers: Vec<u32> = Vec::with_capacity(products.iter().map(Indexed::len).sum());
        for (document, product) in (0..).zip(products) {
            let lang = product.lang;
            number::push(&mut texts, u32::try_from(product.texts.len()).unwrap_or(u32::MAX));
            number::push(&mut texts, lang as u32);
            product.texts.iter().for_each(|text| text.put(&mut texts));
            let first = numbers.len();
            let size = number::size(document);
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
        // In the order of the index: what is joined of many batches reads each from its beginning to its end.
        let (terms, place) = terms.into_strings().sorted(order);
        let of = |number: &u32| place.get(*number as usize).copied().unwrap_or_default();
        let lengths = moved(&lengths, &place);
        let plain = moved(&plain, &place);
        for number in numbers.iter_mut().chain(written.iter_mut().map(|(number, ..)| number)) {
            *number = of(number);
        }
        written.sort_unstable();
        written.dedup();
        let (places, ends) = placed(products, &numbers, &lengths);
        (Self { texts, terms, plain, written, ends }, places)
    }
}

/// The bytes of one of many things that lie one after another.
fn part<'b>(bytes: &'b [u8], ends: &[u32], nth: usize) -> &'b [u8] {
    let start = nth.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(nth).copied().unwrap_or(start);
    bytes.get(start as usize..end as usize).unwrap_or_default()
}

/// The same, each at its new place.
fn moved<T: Copy + Default>(things: &[T], places: &[u32]) -> Vec<T> {
    let mut moved = vec![T::default(); things.len()];
    for (thing, place) in things.iter().zip(places) {
        if let Some(room) = moved.get_mut(*place as usize) {
            *room = *thing;
        }
    }
    moved
}

/// The places of all terms in the order of terms, and where each term's end. `numbers` are the terms of the products one after another,
/// `lengths` the bytes that each term needs.
fn placed(products: &[Indexed], numbers: &[u32], lengths: &[usize]) -> (Vec<u8>, Vec<u32>) {
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
    (bytes, next.into_iter().map(|end| u32::try_from(end).unwrap_or(u32::MAX)).collect())
}
