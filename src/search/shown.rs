//! What is shown of hits: texts with their places, and documents. In: passages, the archive. Out: pieces that are loaded for the hits
//! on the screen only.

use serde::Serialize;

use super::passage::{Passage, Passages, Sort};
use crate::model::{Archive, DocType, Lang};

/// The bytes of a piece of texts before compression, about: smaller ones compress badly, larger ones are loaded for nothing.
const TEXTS: usize = 20_000;

/// Documents in a piece.
pub(super) const DOCUMENTS: usize = 16;

/// A passage as shown: sort, text, and for each place the document and the anchor.
#[derive(Debug, Serialize)]
struct TextRow<'a>(u8, &'a str, Vec<(u32, String)>);

/// A document as shown: symbol or id, title, address, language, date or year, body, type.
#[derive(Debug, Serialize)]
struct DocumentRow<'a>(&'a str, &'a str, String, Lang, String, &'a str, DocType);

/// The contents of the pieces of texts, and the number of the first passage of each.
pub(super) fn texts(passages: &Passages<'_>) -> (Vec<Vec<u8>>, Vec<u32>) {
    let mut ends = Vec::new();
    let mut bytes = 0;
    for (number, passage) in passages.all.iter().enumerate() {
        bytes += passage.text.len();
        if bytes >= TEXTS {
            ends.push(number + 1);
            bytes = 0;
        }
    }
    if ends.last() != Some(&passages.all.len()) && !passages.all.is_empty() {
        ends.push(passages.all.len());
    }
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
    let pieces = starts.iter().zip(&ends).filter_map(|(start, end)| passages.all.get(*start..*end)).map(|range| {
        let rows: Vec<TextRow<'_>> = range.iter().map(text_row).collect();
        json(&rows)
    });
    let pieces = pieces.collect();
    let firsts = starts.iter().take(ends.len()).map(|start| u32::try_from(*start).unwrap_or(u32::MAX)).collect();
    (pieces, firsts)
}

fn text_row<'a>(passage: &'a Passage<'_>) -> TextRow<'a> {
    let sort = match passage.sort {
        Sort::Title => 0,
        Sort::Heading => 1,
        Sort::Body => 2,
        Sort::Note => 3,
    };
    let anchor = |at: Option<&crate::model::At>| at.map(ToString::to_string).unwrap_or_default();
    TextRow(sort, &passage.text, passage.places.iter().map(|place| (place.held, anchor(place.at))).collect())
}

/// The contents of the pieces of documents.
pub(super) fn documents(archive: &Archive) -> Vec<Vec<u8>> {
    let rows: Vec<DocumentRow<'_>> = (0..archive.held.len()).filter_map(|held| document_row(archive, held)).collect();
    rows.chunks(DOCUMENTS).map(|rows| json(&rows)).collect()
}

fn document_row(archive: &Archive, held: usize) -> Option<DocumentRow<'_>> {
    let document = &archive.held.get(held)?.document;
    let facts = &document.facts;
    let year = || facts.date.map(|date| date.year().to_string());
    Some(DocumentRow(
        document.identity.as_str(),
        facts.title.as_deref().unwrap_or_default(),
        archive.page_of(held)?.href(),
        facts.lang,
        facts.date.map(|date| date.to_string()).or_else(year).unwrap_or_default(),
        facts.body.as_deref().unwrap_or_default(),
        facts.doc_type,
    ))
}

/// A value as JSON. Our own structures of strings, numbers and lists cannot fail to be written.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
