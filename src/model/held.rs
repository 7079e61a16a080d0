//! A document of the archive with what it says of others. In: a document and its citations. Out: `Held`, which knows the places that its page has
//! an anchor for. Knows nothing of other documents.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{At, Citation, Document};

/// A document in one language, with what it cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The document.
    pub document: Document,
    /// What it cites, in reading order.
    pub citations: Vec<Citation>,
    /// What it tells of what it cites, in reading order.
    pub told: Vec<Told>,
    places: Places,
}

/// What stands directly beside a citation and tells of its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Index into `Held::citations`.
    pub citation: usize,
    /// The title of the target, as printed.
    pub title: Option<String>,
    /// The date of the target.
    pub date: Option<Date>,
}

/// The places of a document that its page has an anchor for, in order: an archive keeps thousands of documents, so each place is the number
/// of the block or note that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Places {
    blocks: Box<[u32]>,
    notes: Box<[u32]>,
    /// An annex whose paragraphs are all numbered has no block of its own; its first paragraph bears its anchor as well.
    annexes: Box<[At]>,
}

impl Held {
    /// A document with what it cites and what it tells of that.
    pub fn new(document: Document, citations: Vec<Citation>, told: Vec<Told>) -> Self {
        let at = |block: &u32| document.blocks.get(*block as usize).map(|block| &block.at);
        let label = |note: &u32| document.footnotes.get(*note as usize).map(|note| &note.label);
        let mut blocks: Vec<u32> = (0..).zip(&document.blocks).map(|(number, _)| number).collect();
        blocks.sort_by(|a, b| at(a).cmp(&at(b)));
        blocks.dedup_by(|a, b| at(a) == at(b));
        blocks.shrink_to_fit();
        let mut notes: Vec<u32> = (0..).zip(&document.footnotes).map(|(number, _)| number).collect();
        notes.sort_by(|a, b| label(a).cmp(&label(b)));
        let annexes: BTreeSet<At> = document.blocks.iter().filter_map(|block| block.at.annex()).collect();
        let places = Places { blocks: blocks.into(), notes: notes.into(), annexes: annexes.into_iter().collect() };
        Self { document, citations, told, places }
    }

    /// Whether its page has an anchor for a place. Headings have anchors of their own.
    pub fn has(&self, at: &At) -> bool {
        let Self { document, places, .. } = self;
        match at {
            At::Heading => false,
            At::Note(label) => {
                let of = |note: &u32| document.footnotes.get(*note as usize).map(|note| &note.label).cmp(&Some(label));
                places.notes.binary_search_by(of).is_ok()
            }
            at => {
                let of = |block: &u32| document.blocks.get(*block as usize).map(|block| &block.at).cmp(&Some(at));
                places.annexes.binary_search(at).is_ok() || places.blocks.binary_search_by(of).is_ok()
            }
        }
    }
}
