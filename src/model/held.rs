//! What the archive knows of a document without its text. In: a document and its mentions of others. Out: `Held`: its name, its facts, what
//! it cites and in which words, and the places that its page has an anchor for. An archive keeps thousands of these, and the text
//! of each is fetched from `Texts` for as long as it is needed.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{At, Block, Citation, Document, Facts, Failure, Identity, Mentions, NoteLabel, Packed, section};

/// A document in one language, with what it cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its symbol, or its id.
    pub identity: Identity,
    /// What is known of it.
    pub facts: Facts,
    /// The file it came from, relative to the source folder, with `/` between folders.
    pub path: String,
    /// What it cites, in reading order.
    pub mentions: Mentions,
    /// The places that its page has an anchor for.
    pub places: Packed<Places>,
    /// What it begins with, as much of it as others show: at most so many characters as `OPENING` says.
    pub opening: Box<str>,
    /// How long its text is, in bytes.
    pub length: usize,
}

/// How much of its opening is known of a document without its text, in characters.
pub const OPENING: usize = 400;

impl Held {
    /// A document with what it cites.
    pub fn new(document: &Document, mentions: Mentions) -> Self {
        let Document { identity, facts, path, .. } = document;
        Self {
            identity: identity.clone(),
            facts: facts.clone(),
            path: path.clone(),
            mentions,
            places: Places::of(document).into(),
            opening: document.opening().chars().take(OPENING).collect::<String>().into(),
            length: document.blocks.iter().flat_map(Block::texts).map(|text| text.plain.len()).sum(),
        }
    }
}

impl Held {
    /// Its citations, in reading order.
    pub fn citations(&self) -> impl ExactSizeIterator<Item = &Citation> {
        self.mentions.iter().map(|mention| &mention.citation)
    }
}

/// The places of a document that its page has an anchor for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Places {
    /// Those of its blocks, in order.
    blocks: Box<[At]>,
    /// The marks of its notes, in order.
    notes: Box<[NoteLabel]>,
    /// Its annexes: the heading of each bears its anchor, and where it has none its first paragraph.
    annexes: Box<[At]>,
    /// The labels of its sections, in order: those that one heading alone has.
    sections: Box<[Box<str>]>,
}

impl Places {
    /// The places of a document.
    pub fn of(document: &Document) -> Self {
        let blocks: BTreeSet<&At> = document.blocks.iter().map(|block| &block.at).collect();
        let notes: BTreeSet<&NoteLabel> = document.footnotes.iter().map(|note| &note.label).collect();
        let annexes: BTreeSet<At> = document.blocks.iter().filter_map(|block| block.at.annex()).collect();
        Self {
            blocks: blocks.into_iter().cloned().collect(),
            notes: notes.into_iter().cloned().collect(),
            annexes: annexes.into_iter().collect(),
            sections: section::labels(&document.blocks).into_iter().map(Box::from).collect(),
        }
    }

    /// Whether the page has an anchor for a place. Headings have anchors of their own.
    pub fn has(&self, at: &At) -> bool {
        match at {
            At::Heading => false,
            At::Note(label) => self.notes.binary_search(label).is_ok(),
            at => self.annexes.binary_search(at).is_ok() || self.blocks.binary_search(at).is_ok(),
        }
    }

    /// Whether one heading has this label, and alone.
    pub fn has_section(&self, label: &str) -> bool {
        self.sections.binary_search_by(|other| (**other).cmp(label)).is_ok()
    }

    /// The number of a place among those of the blocks.
    pub fn number(&self, at: &At) -> Option<u32> {
        self.blocks.binary_search(at).ok().and_then(|number| u32::try_from(number).ok())
    }

    /// Those of the blocks, in order.
    pub fn of_blocks(&self) -> impl Iterator<Item = &At> {
        self.blocks.iter()
    }

    /// The place with a number.
    pub fn get(&self, number: u32) -> Option<&At> {
        self.blocks.get(number as usize)
    }
}

/// The texts of the documents of an archive, each fetched when it is needed and for as long.
pub trait Texts: Sync {
    /// The document at an index of `Archive::held`, under the name that it has there.
    ///
    /// # Errors
    /// When there is none, or its source has changed since it was read.
    fn document(&self, held: usize) -> Result<Arc<Document>, Failure>;
}

/// Texts that are all in memory, in the order of `Archive::held`.
impl Texts for Vec<Arc<Document>> {
    fn document(&self, held: usize) -> Result<Arc<Document>, Failure> {
        let none = || Failure::new(held, "no document has this number", "report this as a fault of concord");
        self.get(held).cloned().ok_or_else(none)
    }
}
