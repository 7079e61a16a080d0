//! What the pages of each text are made from, as checksums. In: the archive, and what each document was made of. Out: for each document and
//! each text that is cited and not held a key that changes when anything changes that its pages show: the text itself, what it cites, who
//! cites it and in which words, and what those are called. Knows nothing of how a page looks; where a page shows more than this, its stage
//! adds it to the key.

use std::{collections::BTreeSet, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::{Archive, Digest, Entry, Held, Lang, Mention};

/// What a document was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Checksum of the text that it was read from.
    pub from: Digest,
    /// Those of its mentions (see `Mention::checksum`).
    pub mentions: Arc<[Digest]>,
    /// That of what it cites, by which verbs, and of the places that it can be cited for: all that lists and lines of texts say of it, without its
    /// words.
    pub cites: Digest,
}

impl Source {
    /// What a document was made of that was read from a text with this checksum.
    pub fn of(from: Digest, held: &Held) -> Self {
        let mentions = held.mentions.iter().map(Mention::checksum).collect();
        let cites: Vec<_> = held.mentions.iter().map(|mention| (mention.citation.said(), mention.verb)).collect();
        Self { from, mentions, cites: Digest::of_thing(&(cites, &held.places)) }
    }
}

/// The keys of all texts of an archive.
#[derive(Debug)]
pub struct MadeFrom {
    /// For each of `Archive::held`, the document and its citations alone.
    texts: Vec<Digest>,
    /// For each of `Archive::held` of which it is known, see `Source::cites`.
    cites: Vec<Digest>,
    /// For each of `Archive::held`, all that its pages show.
    documents: Vec<Option<Digest>>,
    /// What links and lists say of each of `Archive::entries`.
    names: Vec<Digest>,
    /// Who cites each of `Archive::entries`, and in which words.
    mentions: Vec<Option<Digest>>,
    /// All that lists of documents and of citations say.
    lists: Option<Digest>,
}

impl MadeFrom {
    /// Works out the keys. `sources` says what each of `Archive::held` was read from; a text of which it says nothing has no key.
    pub fn of(archive: &Archive, sources: &[Source]) -> Self {
        let texts: Vec<Digest> =
            sources.iter().zip(&archive.held).map(|(source, held)| text(source.from, held)).collect();
        let names: Vec<Digest> = archive.entries.par_iter().map(|entry| name(archive, entry)).collect();
        // What a citing text is called in lists.
        let callers: Vec<Option<&Digest>> =
            archive.held.iter().map(|held| names.get(archive.entries.place(held.identity.as_str())?)).collect();
        let mentions: Vec<Option<Digest>> =
            archive.entries.par_iter().map(|entry| cited_by(archive, entry, sources, &callers)).collect();
        let citers: Vec<Digest> = archive.entries.par_iter().map(|entry| citers(entry, &callers)).collect();
        let documents = texts.par_iter().zip(&archive.held).map(|(text, held)| {
            let own = archive.entries.place(held.identity.as_str())?;
            let mut parts = vec![text, names.get(own)?, mentions.get(own)?.as_ref()?];
            for cited in cited(archive, held) {
                parts.extend(names.get(cited).into_iter().chain(citers.get(cited)));
                let versions = archive.entries.at(cited).map(|entry| entry.versions.as_slice()).unwrap_or_default();
                parts.extend(versions.iter().filter_map(|&version| texts.get(version)));
            }
            Some(Digest::of(parts))
        });
        let documents = documents.collect();
        let lists = (sources.len() == archive.held.len()).then(|| lists(archive, sources, &names));
        let of_source = |source: &Source| source.cites;
        Self { texts, cites: sources.iter().map(of_source).collect(), documents, names, mentions, lists }
    }

    /// What a document alone is made from, whatever the rest of the archive is.
    pub fn text(&self, held: usize) -> Option<Digest> {
        self.texts.get(held).copied()
    }

    /// What a document cites, and which places it has.
    pub fn cites(&self, held: usize) -> Option<Digest> {
        self.cites.get(held).copied()
    }

    /// What the pages of a document are made from.
    pub fn document(&self, held: usize) -> Option<Digest> {
        self.documents.get(held).copied().flatten()
    }

    /// What links and lists say of the entry at a place.
    pub fn name(&self, place: usize) -> Option<Digest> {
        self.names.get(place).copied()
    }

    /// What lists of all documents and of all citations are made from.
    pub const fn lists(&self) -> Option<Digest> {
        self.lists
    }

    /// What the pages of a text that is not held are made from.
    pub fn absent(&self, place: usize) -> Option<Digest> {
        Some(Digest::of([self.names.get(place)?, self.mentions.get(place)?.as_ref()?]))
    }
}

/// A document is its source, read under the name that it has in the archive.
fn text(source: Digest, held: &Held) -> Digest {
    Digest::of([source.as_ref(), held.identity.as_str().as_bytes()])
}

/// Symbol, titles, dates, languages, paths, and that a text failed.
fn name(archive: &Archive, entry: &Entry) -> Digest {
    let versions: Vec<_> = entry
        .versions
        .iter()
        .filter_map(|&version| {
            let held = archive.held.get(version)?;
            Some((&held.identity, &held.facts, archive.other_lang(version)))
        })
        .collect();
    Digest::of_thing(&(&entry.identity, versions, &entry.titles, &entry.dates, archive.failed.get(&entry.identity)))
}

/// Everything that is held or cited, by what it is called, and who cites what; nothing of the words.
fn lists(archive: &Archive, sources: &[Source], names: &[Digest]) -> Digest {
    let bodies = format!("{:?}", archive.bodies);
    let documents = sources.iter().zip(&archive.held);
    let documents = documents.flat_map(|(source, held)| [held.identity.as_str().as_bytes(), source.cites.as_ref()]);
    Digest::of(names.iter().map(Digest::as_ref).chain(documents).chain([bodies.as_bytes()]))
}

/// Who cites an entry, each with the mention; nothing if it is not known what one of them was read from.
fn cited_by(archive: &Archive, entry: &Entry, sources: &[Source], callers: &[Option<&Digest>]) -> Option<Digest> {
    let mentions = entry.cited_by.iter().map(|link| {
        let held = archive.held.get(link.held)?;
        let mention = sources.get(link.held)?.mentions.get(link.mention)?;
        let citing = callers.get(link.held).copied().flatten().map_or(&[] as &[u8], Digest::as_ref);
        let langs = [Some(held.facts.lang), archive.other_lang(link.held)].map(|lang| lang.map_or("", Lang::code));
        let parts = [held.identity.as_str(), langs[0], langs[1]].map(str::as_bytes);
        Some(Digest::of(parts.into_iter().chain([citing, mention.as_ref()])))
    });
    let mentions: Option<Vec<Digest>> = mentions.collect();
    mentions.map(Digest::of)
}

/// The documents that cite an entry, without their words.
fn citers(entry: &Entry, callers: &[Option<&Digest>]) -> Digest {
    let citing: BTreeSet<usize> = entry.cited_by.iter().map(|link| link.held).collect();
    Digest::of(citing.into_iter().filter_map(|held| callers.get(held).copied().flatten()))
}

/// The places of the entries that a document cites, each once.
fn cited(archive: &Archive, held: &Held) -> BTreeSet<usize> {
    let symbols = held.citations().filter_map(|citation| citation.target.symbol());
    symbols.filter_map(|symbol| archive.entries.place(symbol.as_str())).collect()
}
