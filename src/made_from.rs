//! What the pages of each text are made from, as checksums. In: the archive. Out: for each document and each text that is cited and not held a
//! key that changes when anything changes that its pages show: the text itself, what it cites, who cites it and in which words, and what
//! those are called. Knows nothing of how a page looks; where a page shows more than this, its stage adds it to the key.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{Archive, Citation, Digest, Entry, Held, Identity, Locus, Target};

/// The keys of all texts of an archive.
#[derive(Debug)]
pub struct MadeFrom {
    /// For each of `Archive::held`, the document and its citations alone.
    texts: Vec<Digest>,
    /// For each of `Archive::held`, all that its pages show.
    documents: Vec<Digest>,
    /// What links and lists say of each entry.
    names: BTreeMap<Identity, Digest>,
    /// Who cites each entry, and in which words.
    mentions: BTreeMap<Identity, Digest>,
}

impl MadeFrom {
    /// Works out the keys.
    pub fn of(archive: &Archive) -> Self {
        let texts: Vec<Digest> = archive.held.par_iter().map(|held| of(&(&held.document, &held.citations))).collect();
        let each = |key: &(dyn Fn(&Entry) -> Digest + Sync)| -> BTreeMap<Identity, Digest> {
            let keys: Vec<_> =
                archive.entries.par_iter().map(|(_, entry)| (entry.identity.clone(), key(entry))).collect();
            keys.into_iter().collect()
        };
        let names = each(&|entry| name(archive, entry));
        let name_of = |identity: &Identity| {
            archive.entry(identity).or_else(|| first(archive, identity)).and_then(|entry| names.get(&entry.identity))
        };
        let words: Vec<_> = archive.held.par_iter().map(words).collect();
        let mentions = each(&|entry| mentions(archive, entry, &words, &name_of));
        let citers = each(&|entry| citers(archive, entry, &name_of));
        let documents = (0..archive.held.len()).into_par_iter().map(|index| {
            let Some(held) = archive.held.get(index) else { return of(&()) };
            let own = &held.document.identity;
            let own = archive.entry(own).or_else(|| first(archive, own)).map(|entry| &entry.identity);
            let mut parts: Vec<&[u8]> = texts.get(index).map(Digest::bytes).into_iter().collect();
            parts.extend(own.and_then(|own| names.get(own)).map(Digest::bytes));
            parts.extend(own.and_then(|own| mentions.get(own)).map(Digest::bytes));
            for entry in cited(archive, held) {
                parts.extend([&names, &citers].iter().filter_map(|keys| keys.get(&entry.identity)).map(Digest::bytes));
                parts.extend(entry.versions.iter().filter_map(|&version| texts.get(version)).map(Digest::bytes));
            }
            Digest::of(parts)
        });
        let documents = documents.collect();
        Self { texts, documents, names, mentions }
    }

    /// What a document alone is made from, whatever the rest of the archive is.
    pub fn text(&self, held: usize) -> Option<Digest> {
        self.texts.get(held).copied()
    }

    /// What the pages of a document are made from.
    pub fn document(&self, held: usize) -> Option<Digest> {
        self.documents.get(held).copied()
    }

    /// What links and lists say of an entry.
    pub fn name(&self, identity: &Identity) -> Option<Digest> {
        self.names.get(identity).copied()
    }

    /// What the pages of a text that is not held are made from.
    pub fn absent(&self, entry: &Entry) -> Option<Digest> {
        let parts = [&self.names, &self.mentions].map(|keys| keys.get(&entry.identity));
        Some(Digest::of([parts[0]?.bytes(), parts[1]?.bytes()]))
    }
}

/// The checksum of a thing. Our own structures of strings, numbers and lists cannot fail to be written.
fn of(thing: &impl Serialize) -> Digest {
    Digest::of([rmp_serde::to_vec(thing).unwrap_or_default()])
}

/// The entry of a joint symbol, which is kept under its first member.
fn first<'a>(archive: &'a Archive, identity: &Identity) -> Option<&'a Entry> {
    archive.entry(&Identity::Symbol(identity.symbol()?.first()))
}

/// Symbol, titles, dates, languages, paths, and that a text failed.
fn name(archive: &Archive, entry: &Entry) -> Digest {
    let versions: Vec<_> = entry
        .versions
        .iter()
        .filter_map(|&version| {
            let document = &archive.held.get(version)?.document;
            Some((&document.identity, &document.facts, archive.other_lang(version)))
        })
        .collect();
    of(&(&entry.identity, versions, &entry.titles, &entry.dates, archive.failed.get(&entry.identity)))
}

/// The words of each text of a document that cites, read once however much it cites.
fn words(held: &Held) -> BTreeMap<Locus, Digest> {
    let loci: BTreeSet<Locus> = held.citations.iter().map(|citation| citation.locus).collect();
    let said = |locus| held.document.text_at(locus).map_or("", |text| text.plain.as_str());
    loci.into_iter().map(|locus| (locus, Digest::of([said(locus).as_bytes()]))).collect()
}

/// Who cites an entry: each citing text, the citation, and the paragraph that it stands in.
fn mentions<'k>(
    archive: &Archive,
    entry: &Entry,
    words: &[BTreeMap<Locus, Digest>],
    name_of: &(impl Fn(&Identity) -> Option<&'k Digest> + Sync),
) -> Digest {
    let mentions = entry.cited_by.iter().filter_map(|link| {
        let held = archive.held.get(link.held)?;
        let citation = held.citations.get(link.citation)?;
        let said = words.get(link.held)?.get(&citation.locus)?;
        Some((link.held, held, citation, said))
    });
    let keys: Vec<Digest> = mentions
        .map(|(index, held, citation, said)| {
            let citing = name_of(&held.document.identity).map(Digest::bytes);
            let lang = archive.other_lang(index);
            let mention = of(&(&held.document.identity, held.document.facts.lang, lang, citation));
            Digest::of([citing.unwrap_or_default(), mention.bytes(), said.bytes()])
        })
        .collect();
    Digest::of(keys.iter().map(Digest::bytes))
}

/// The documents that cite an entry, without their words.
fn citers<'k>(archive: &Archive, entry: &Entry, name_of: &(impl Fn(&Identity) -> Option<&'k Digest> + Sync)) -> Digest {
    let citing: BTreeSet<&Identity> =
        entry.cited_by.iter().filter_map(|link| Some(&archive.held.get(link.held)?.document.identity)).collect();
    Digest::of(citing.into_iter().filter_map(name_of).map(Digest::bytes))
}

/// The entries that a document cites, each once.
fn cited<'a>(archive: &'a Archive, held: &'a Held) -> Vec<&'a Entry> {
    let entry = |citation: &'a Citation| match &citation.target {
        Target::Symbol(symbol) => {
            let identity = Identity::Symbol(symbol.clone());
            archive.entry(&identity).or_else(|| first(archive, &identity))
        }
        Target::This => None,
    };
    let entries: BTreeMap<&Identity, &Entry> =
        held.citations.iter().filter_map(entry).map(|entry| (&entry.identity, entry)).collect();
    entries.into_values().collect()
}
