//! The archive: every symbol that is held or cited, and who cites it. In: documents with their citations, from `resolve`. Out:
//! lookups. Once `resolve` has made it nothing is added but findings.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Address, At, Bodies, Citation, Entries, Entry, Finding, Held, Identity, Key, Lang, Pinpoint, Target, section,
};

/// What a citing text tells of a symbol that is not held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Clue {
    /// What is told: a title or a date, as printed.
    pub said: String,
    /// The language it is told in.
    pub lang: Lang,
    /// The citing document.
    pub from: Identity,
}

/// One mention of an entry by a document, from the entry's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Backlink {
    /// Index into `Archive::held`.
    pub held: usize,
    /// Index into `Held::mentions`.
    pub mention: usize,
}

/// A source of which no document could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// What its sidecar or the name of its file says that it is.
    pub identity: Identity,
    /// Why.
    pub why: Finding,
}

/// The whole archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// All documents, by path of their source. What was read once need not be read again for the next archive.
    pub held: Vec<Arc<Held>>,
    /// All symbols and ids that are held or cited, in order.
    pub entries: Entries,
    /// Other symbols that lead to an entry: further members of joint symbols, aliases.
    pub aliases: BTreeMap<Key, Key>,
    /// Why sources gave no document, by the entry whose page says so; that entry is not held.
    pub failed: BTreeMap<Key, Vec<Finding>>,
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
        self.entry(identity).map_or(identity, |entry| &entry.identity)
    }

    /// The entry of a symbol or id.
    pub fn entry(&self, identity: &Key) -> Option<&Entry> {
        self.entries.get(identity.as_str())
    }

    /// The entry that a citation leads to; `None` only for a citation of the document itself.
    pub fn cited(&self, citation: &Citation) -> Option<&Entry> {
        match &citation.target {
            Target::Symbol(symbol) => self.entries.get(symbol.as_str()),
            Target::This => None,
        }
    }

    /// The page of an entry in a language, or in the language it has at its plain path.
    pub fn address(&self, entry: &Entry, lang: Lang) -> Address {
        let version = self.version(entry, lang);
        entry.address(version.and_then(|held| self.other_lang(held)))
    }

    /// The page of a held document.
    pub fn page_of(&self, held: usize) -> Option<Address> {
        let entry = self.entry(&self.held.get(held)?.identity)?;
        Some(entry.address(self.other_lang(held)))
    }

    /// Where a citation in a held document leads: to the very place where the target's page has it, else to the page. A place that
    /// is not there is no anchor, because a wrong link is worse than none.
    pub fn leads_to(&self, held: usize, citation: &Citation) -> Option<Address> {
        let citing = self.held.get(held)?;
        let (page, target) = match self.cited(citation) {
            None => (self.page_of(held)?, Some(citing)),
            Some(entry) => {
                let lang = citing.facts.lang;
                (self.address(entry, lang), self.version(entry, lang).and_then(|held| self.held.get(held)))
            }
        };
        // Inside an annex "paragraph 13 above" is the annex's, where it has one of that number.
        let of_annex = || {
            let (Target::This, At::Annex(annex, _)) = (&citation.target, &citation.at) else { return None };
            let Some(Pinpoint::Paragraph(number, _)) = &citation.pinpoint else { return None };
            Some(At::Annex(annex.clone(), Some(number.clone()))).filter(|at| citing.places.has(at))
        };
        let section = citation.pinpoint.as_ref().and_then(Pinpoint::section);
        if let Some(label) = section.filter(|label| target.is_some_and(|target| target.places.has_section(label))) {
            return Some(Address { anchor: Some(section::anchor(label)), ..page });
        }
        let at = of_annex().or_else(|| citation.pinpoint.as_ref().and_then(Pinpoint::at));
        match at.filter(|at| target.is_some_and(|target| target.places.has(at))) {
            Some(place) => Some(page.at(&place)),
            None => Some(page),
        }
    }

    /// The version of an entry in a language, else the one at the plain path.
    pub fn version(&self, entry: &Entry, lang: Lang) -> Option<usize> {
        let in_lang = |held: &&usize| self.held.get(**held).is_some_and(|held| held.facts.lang == lang);
        entry.versions.iter().find(in_lang).or_else(|| entry.versions.first()).copied()
    }

    /// Whether a document is the version at the plain path of its entry, and else which language it adds to the path.
    pub fn other_lang(&self, held: usize) -> Option<Lang> {
        let version = self.held.get(held)?;
        let entry = self.entry(&version.identity)?;
        (entry.versions.first() != Some(&held)).then_some(version.facts.lang)
    }
}
