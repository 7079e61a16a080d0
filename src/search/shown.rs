//! What is shown of hits: texts with their places, and documents. In: passages, the archive, its texts. Out: pieces that are loaded for
//! the hits on the screen only.

use std::{
    collections::VecDeque,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;

use super::passage::{Passage, Passages, Place, Sort, stretches};
use crate::{
    made_from::MadeFrom,
    model::{Archive, At, Digest, DocType, Failure, Lang, Texts},
};

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

/// The passages of each piece of texts. A piece that is half full ends with its document, so that a change in one document leaves most
/// pieces of the others as they are.
pub(super) fn texts(passages: &Passages) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (number, passage) in passages.all.iter().enumerate() {
        bytes += passage.length as usize;
        let document_ends = passages.all.get(number + 1).is_none_or(|next| next.held != passage.held);
        if bytes >= TEXTS || (document_ends && bytes >= TEXTS / 2) {
            ranges.push(start..number + 1);
            start = number + 1;
            bytes = 0;
        }
    }
    if start < passages.all.len() {
        ranges.push(start..passages.all.len());
    }
    ranges
}

/// The checksum of what a piece of texts is made of: their own checksums, and where they stand. Places are told by their number among those of
/// their document where it is known what it was made of: to write half a million of them took as long as to read all else that is kept.
pub(super) fn made_from(archive: &Archive, made_from: &MadeFrom, passages: &Passages, range: Range<usize>) -> Digest {
    let mut parts = Vec::new();
    let first = passages.number(range.start);
    for number in range {
        let Some(passage) = passages.all.get(number) else { continue };
        parts.extend((passages.number(number) - first).to_le_bytes());
        parts.extend(passage.checksum.0.to_le_bytes());
        parts.extend(passage.checksum.1.to_le_bytes());
        for place in passages.places(number) {
            parts.extend(place.held.to_le_bytes());
            match (place.at, made_from.cites(place.held as usize)) {
                (Some(at), Some(cites)) => {
                    parts.extend(at.to_le_bytes());
                    parts.extend(cites.as_ref());
                }
                _ => parts.extend(anchor(archive, *place).bytes()),
            }
            parts.push(b' ');
        }
    }
    Digest::of([parts.as_slice(), b"texts"])
}

/// What documents say that more than one piece holds: those that were asked for last, one for each thread. Were a long document fetched for each of
/// its pieces, it would take the square of its length.
#[derive(Debug)]
pub(super) struct Long {
    last: Mutex<VecDeque<(usize, Arc<Vec<String>>)>>,
    room: usize,
}

impl Long {
    pub(super) fn new() -> Self {
        Self { last: Mutex::default(), room: rayon::current_num_threads() }
    }

    /// The texts of a document.
    fn texts(&self, texts: &dyn Texts, held: usize) -> Result<Arc<Vec<String>>, Failure> {
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, there)) = last().iter().find(|(other, _)| *other == held) {
            return Ok(there.clone());
        }
        let document = texts.document(held)?;
        let said: Arc<Vec<String>> =
            Arc::new(stretches(&document).iter().map(|stretch| stretch.text().into_owned()).collect());
        let mut last = last();
        last.push_front((held, said.clone()));
        last.truncate(self.room);
        Ok(said)
    }
}

/// The content of a piece of texts.
///
/// # Errors
/// When a text cannot be fetched.
pub(super) fn piece(
    archive: &Archive,
    (texts, long): (&dyn Texts, &Long),
    passages: &Passages,
    range: Range<usize>,
) -> Result<Vec<u8>, Failure> {
    let all = passages.all.get(range.clone()).unwrap_or_default();
    let mut said = Vec::with_capacity(range.len());
    for same in all.chunk_by(|a, b| a.held == b.held) {
        let Some(held) = same.first().map(|first| first.held as usize) else { continue };
        let nth = |passage: &Passage| passage.nth as usize;
        if same.len() < passages.of_document(held).len() {
            let texts = long.texts(texts, held)?;
            said.extend(same.iter().map(|passage| texts.get(nth(passage)).cloned().unwrap_or_default()));
            continue;
        }
        let document = texts.document(held)?;
        let stretches = stretches(&document);
        let text = |passage: &Passage| Some(stretches.get(nth(passage))?.text().into_owned());
        said.extend(same.iter().map(|passage| text(passage).unwrap_or_default()));
    }
    let mut rows: Vec<Option<TextRow<'_>>> = Vec::with_capacity(said.len());
    let first = passages.number(range.start);
    for ((nth, passage), text) in range.zip(all).zip(&said) {
        // A number of no passage has a row as well: a client counts rows.
        rows.resize_with((passages.number(nth) - first) as usize, || None);
        let places = passages.places(nth).iter().map(|place| (place.held, anchor(archive, *place)));
        rows.push(Some(TextRow(sort(passage.sort), text, places.collect())));
    }
    Ok(json(&rows))
}

/// The anchor of a place; nothing for the page as a whole.
fn anchor(archive: &Archive, place: Place) -> String {
    at(archive, place).map(ToString::to_string).unwrap_or_default()
}

fn at(archive: &Archive, place: Place) -> Option<&At> {
    archive.held.get(place.held as usize)?.places.get(place.at?)
}

const fn sort(sort: Sort) -> u8 {
    match sort {
        Sort::Title => 0,
        Sort::Heading => 1,
        Sort::Body => 2,
        Sort::Note => 3,
    }
}

/// The documents of the Nth piece of them.
fn some(archive: &Archive, number: usize) -> Range<usize> {
    number * DOCUMENTS..((number + 1) * DOCUMENTS).min(archive.held.len())
}

/// The checksum of what a piece of documents is made of: what each of them is called.
pub(super) fn documents_made_from(archive: &Archive, made_from: &MadeFrom, number: usize) -> Digest {
    let held = some(archive, number).filter_map(|held| archive.held.get(held));
    // Of the versions of an entry each says which it is: no two are of one language.
    let called = held.flat_map(|held| {
        let entry = archive.entries.place(held.identity.as_str()).and_then(|place| made_from.name(place));
        [held.facts.lang.code().into(), entry.map(|entry| entry.as_ref().to_vec()).unwrap_or_default()]
    });
    Digest::of(called.chain([b"documents".to_vec()]))
}

/// The content of a piece of documents.
pub(super) fn documents(archive: &Archive, number: usize) -> Vec<u8> {
    let rows: Vec<DocumentRow<'_>> = some(archive, number).filter_map(|held| document_row(archive, held)).collect();
    json(&rows)
}

fn document_row(archive: &Archive, held: usize) -> Option<DocumentRow<'_>> {
    let document = archive.held.get(held)?;
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
