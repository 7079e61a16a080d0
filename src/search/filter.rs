//! What hits can be narrowed to: body, year, type, language. In: passages, the archive. Out: for each value the passages that stand in
//! such a document, as runs, each in a piece that is loaded when a reader chooses it.

use std::{collections::BTreeMap, ops::Range};

use serde::Serialize;

use super::{number::push, passage::Passages};
use crate::model::Archive;

/// What is narrowed by, in the order it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Facet {
    Body,
    Year,
    Type,
    Lang,
}

/// A value as offered: what it narrows, the value, how many documents have it. Its piece has the number of its row.
#[derive(Debug, Serialize)]
pub(super) struct Row(Facet, String, u32);

/// The rows, and the contents of the pieces in the same order.
pub(super) fn filters(archive: &Archive, passages: &Passages) -> (Vec<Row>, Vec<Vec<u8>>) {
    let mut documents: BTreeMap<(Facet, String), Vec<usize>> = BTreeMap::new();
    for (held, version) in archive.held.iter().enumerate() {
        let facts = &version.facts;
        let doc_type = serde_json::to_value(facts.doc_type).ok().and_then(|value| value.as_str().map(str::to_owned));
        let values = [
            (Facet::Body, facts.body.clone()),
            (Facet::Year, facts.date.map(|date| date.year().to_string())),
            (Facet::Type, doc_type),
            (Facet::Lang, Some(facts.lang.code().to_owned())),
        ];
        for (facet, value) in values {
            let Some(value) = value else { continue };
            documents.entry((facet, value)).or_default().push(held);
        }
    }
    let pieces = pieces(documents.values(), archive.held.len(), passages);
    let count = |has: Vec<usize>| u32::try_from(has.len()).unwrap_or(u32::MAX);
    let rows = documents.into_iter().map(|((facet, value), has)| Row(facet, value, count(has))).collect();
    (rows, pieces)
}

/// The passages of each value, given its documents, ascending. All passages are gone through once: there may be as many values as documents. A
/// document's numbers without a passage are taken with its last passage, so that documents that follow one another are one run.
fn pieces<'d>(values: impl Iterator<Item = &'d Vec<usize>>, documents: usize, passages: &Passages) -> Vec<Vec<u8>> {
    let mut of_documents = vec![Vec::new(); documents];
    let mut runs = Vec::new();
    for has in values {
        for &held in has {
            if let Some(of_document) = of_documents.get_mut(held) {
                of_document.push(runs.len());
            }
        }
        runs.push(Runs::default());
    }
    for (held, values) in of_documents.iter().enumerate() {
        let mut numbers = passages.numbers_of(held);
        for (passage, number) in passages.of_document(held).zip(&mut numbers) {
            let places = passages.places(passage).iter();
            for &value in places.filter_map(|place| of_documents.get(place.held as usize)).flatten() {
                if let Some(runs) = runs.get_mut(value) {
                    runs.put(number..number + 1);
                }
            }
        }
        for &value in values {
            if let Some(runs) = runs.get_mut(value) {
                runs.put(numbers.clone());
            }
        }
    }
    runs.into_iter().map(|runs| runs.end(passages.numbers)).collect()
}

/// Ascending numbers as runs: by turns how many are not there and how many are.
#[derive(Debug, Default)]
struct Runs {
    bytes: Vec<u8>,
    /// The last run of those that are there, of which only what stands before it is written down; empty before the first.
    last: Range<u32>,
}

impl Runs {
    /// Takes numbers of which none is less than the one before; the same may come again.
    fn put(&mut self, numbers: Range<u32>) {
        if numbers.end <= self.last.end || numbers.is_empty() {
            return;
        }
        if self.last.is_empty() || numbers.start > self.last.end {
            self.close();
            push(&mut self.bytes, numbers.start - self.last.end);
            self.last.start = numbers.start;
        }
        self.last.end = numbers.end;
    }

    fn close(&mut self) {
        if !self.last.is_empty() {
            push(&mut self.bytes, self.last.end - self.last.start);
        }
    }

    /// The runs of so many numbers.
    fn end(mut self, all: u32) -> Vec<u8> {
        self.close();
        if self.last.is_empty() || self.last.end < all {
            push(&mut self.bytes, all - self.last.end);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_say_by_turns_how_many_are_not_there_and_how_many_are() {
        for (there, all, said) in [
            (&[][..], 0, &[0][..]),
            (&[], 5, &[5]),
            (&[0], 1, &[0, 1]),
            (&[0, 1, 1, 2], 3, &[0, 3]),
            (&[0, 3, 4], 6, &[0, 1, 2, 2, 1]),
            (&[2, 2, 3, 5], 6, &[2, 2, 1, 1]),
        ] {
            let mut runs = Runs::default();
            for number in there {
                runs.put(*number..number + 1);
            }
            assert_eq!(runs.end(all), said, "{there:?} of {all}");
        }
    }
}
