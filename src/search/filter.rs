//! What hits can be narrowed to: body, year, type, language. In: passages, the archive. Out: for each value the passages that stand in
//! such a document, as runs, each in a piece that is loaded when a reader chooses it.

use std::collections::BTreeMap;

use rayon::prelude::*;
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
    let mut documents: BTreeMap<(Facet, String), Vec<bool>> = BTreeMap::new();
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
            let has = documents.entry((facet, value)).or_insert_with(|| vec![false; archive.held.len()]);
            if let Some(has) = has.get_mut(held) {
                *has = true;
            }
        }
    }
    let values: Vec<&Vec<bool>> = documents.values().collect();
    let pieces = values.into_par_iter().map(|has| runs(passages, has)).collect();
    let count = |has: &[bool]| u32::try_from(has.iter().filter(|has| **has).count()).unwrap_or(u32::MAX);
    let rows = documents.into_iter().map(|((facet, value), has)| Row(facet, value, count(&has))).collect();
    (rows, pieces)
}

/// The passages that stand in one of the documents: by turns how many do not and how many do.
fn runs(passages: &Passages, has: &[bool]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let stands = |place: &super::passage::Place| has.get(place.held as usize).copied().unwrap_or_default();
    let mut length = 0;
    let mut inside = false;
    for passage in 0..passages.all.len() {
        if passages.places(passage).iter().any(stands) != inside {
            push(&mut bytes, length);
            length = 0;
            inside = !inside;
        }
        length += 1;
    }
    push(&mut bytes, length);
    bytes
}
