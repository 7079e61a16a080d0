//! The archive: every symbol that is held or cited, and who cites it. In: documents with their citations, from `resolve`. Out:
//! lookups. Nothing changes it after it is made.

use std::collections::BTreeMap;

use super::{Bodies, Citation, Document, Finding, Identity, Lang};

/// What pages are looked up by: a symbol (of the first member where it is joint) or an id.
pub type Key = Identity;

/// A document in one language, with what it cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The document.
    pub document: Document,
    /// What it cites, in reading order.
    pub citations: Vec<Citation>,
}

/// What a citing text tells of a symbol that is not held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clue {
    /// What is told: a title or a date, as printed.
    pub said: String,
    /// The language it is told in.
    pub lang: Lang,
    /// The citing document.
    pub from: Identity,
}

/// One mention of an entry by a document, from the entry's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// Index into `Archive::held`.
    pub held: usize,
    /// Index into `Held::citations`.
    pub citation: usize,
}

/// A symbol or id that is held, cited or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its symbol or id.
    pub identity: Identity,
    /// Indices into `Archive::held`, the version at the plain path first; empty where it is not held.
    pub versions: Vec<usize>,
    /// Who cites it: newest citing document first, then in reading order.
    pub cited_by: Vec<Backlink>,
    /// Titles that citing texts give it.
    pub titles: Vec<Clue>,
    /// Dates that citing texts give it (ISO 8601).
    pub dates: Vec<Clue>,
}

impl Entry {
    /// Whether the archive holds it.
    pub fn is_held(&self) -> bool {
        !self.versions.is_empty()
    }
}

/// The whole archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// All documents, by path of their source.
    pub held: Vec<Held>,
    /// All symbols and ids that are held or cited, in order.
    pub entries: BTreeMap<Key, Entry>,
    /// Other symbols that lead to an entry: further members of joint symbols, aliases.
    pub aliases: BTreeMap<Key, Key>,
    /// The organs.
    pub bodies: Bodies,
    /// The archive's main language.
    pub main_lang: Lang,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

impl Archive {
    /// The key that a symbol or id is kept under: its own, or that of the entry it is an alias of.
    pub fn key<'a>(&'a self, identity: &'a Key) -> &'a Key {
        self.aliases.get(identity).unwrap_or(identity)
    }

    /// The entry of a symbol or id.
    pub fn entry(&self, identity: &Key) -> Option<&Entry> {
        self.entries.get(self.key(identity))
    }

    /// Whether a document is the version at the plain path of its entry, and else which language it adds to the path.
    pub fn other_lang(&self, held: usize) -> Option<Lang> {
        let document = &self.held.get(held)?.document;
        let entry = self.entry(&document.identity)?;
        (entry.versions.first() != Some(&held)).then_some(document.facts.lang)
    }
}
