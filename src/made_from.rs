//! What the pages of each text are made from, as checksums. In: the archive, and what each document was made of. Out: for each document and
//! each text that is cited and not held a key that changes when anything changes that its pages show: the text itself, what it cites, who
//! cites it and in which words, and what those are called. Knows nothing of how a page looks; where a page shows more than this, its stage
//! adds it to the key.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    cache::Cache,
    model::{Archive, Bodies, Digest, Entry, Held, Lang, Told},
};

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
    /// That of its name, its path and its facts, and of the titles and dates that it tells of others: with `cites`, all that the archive makes
    /// of it beside the others.
    pub stands: Digest,
}

impl Source {
    /// What a document was made of that was read from a text with this checksum.
    pub fn of(from: Digest, held: &Held) -> Self {
        let mentions = held.mentions.with_sentences().map(|(mention, sentence)| mention.checksum(sentence)).collect();
        let cites: Vec<_> = held.mentions.iter().map(|mention| (mention.citation.said(), mention.verb)).collect();
        let told: Vec<Option<&Told>> = held.mentions.iter().map(|mention| mention.told.as_deref()).collect();
        let stands = Digest::of_thing(&(&held.identity, &held.path, &held.facts, told));
        Self { from, mentions, cites: Digest::of_thing(&(cites, &*held.places)), stands }
    }
}

/// What documents are to one another is made from this: what each is called, says of itself, cites, and tells of what it cites.
pub fn joined(sources: &[Source], bodies: &Bodies, main_lang: Lang) -> Digest {
    let rest = format!("{bodies:?} {}", main_lang.code());
    let of_each = sources.iter().flat_map(|Source { stands, cites, .. }| [stands.as_ref(), cites.as_ref()]);
    Digest::of(of_each.chain([rest.as_bytes()]))
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
    /// The same of every document and entry for as long as `lists` is.
    stands: Standing,
    /// Who cites each of `Archive::entries`, and in which words.
    mentions: Vec<Option<Digest>>,
    /// All that lists of documents and of citations say.
    lists: Option<Digest>,
}

/// What is the same while all texts are called and cited as before, whatever their words are.
#[derive(Debug, Serialize, Deserialize)]
struct Standing {
    /// What links and lists say of each of `Archive::entries`.
    names: Vec<Digest>,
    /// The documents that cite each of them, without their words.
    citers: Vec<Digest>,
    /// For each of `Archive::held` the places of the entries that it cites, each once, in order.
    cited: Vec<Vec<usize>>,
}

impl Standing {
    fn of(archive: &Archive) -> Self {
        let names: Vec<Digest> = archive.entries.par_iter().map(|entry| name(archive, entry)).collect();
        let callers = callers(archive, &names);
        let citers = archive.entries.par_iter().map(|entry| citers(entry, &callers)).collect();
        let cited = archive.held.par_iter().map(|held| cited(archive, held)).collect();
        Self { names, citers, cited }
    }
}

impl MadeFrom {
    /// Works out the keys. `sources` says what each of `Archive::held` was read from; a text of which it says nothing has no key.
    pub fn of(archive: &Archive, sources: &[Source], cache: &Cache) -> Self {
        let texts: Vec<Digest> =
            sources.iter().zip(&archive.held).map(|(source, held)| text(source.from, held)).collect();
        let lists = (sources.len() == archive.held.len()).then(|| lists(archive, sources));
        let stands = match lists {
            Some(lists) => cache.recall(Digest::of([lists.as_ref(), b"stands"]), || Standing::of(archive)),
            None => Standing::of(archive),
        };
        let Standing { names, citers, cited } = &stands;
        let citing = citing(archive, &callers(archive, names));
        let mentions: Vec<Option<Digest>> =
            archive.entries.par_iter().map(|entry| cited_by(entry, sources, &citing)).collect();
        let documents = texts.par_iter().zip(&archive.held).zip(cited).map(|((text, held), cited)| {
            let own = archive.entries.place(held.identity.as_str())?;
            let mut parts = vec![text, names.get(own)?, mentions.get(own)?.as_ref()?];
            for cited in cited {
                parts.extend(names.get(*cited).into_iter().chain(citers.get(*cited)));
                let versions = archive.entries.at(*cited).map(|entry| entry.versions.as_slice()).unwrap_or_default();
                parts.extend(versions.iter().filter_map(|&version| texts.get(version)));
            }
            Some(Digest::of(parts))
        });
        let documents = documents.collect();
        let of_source = |source: &Source| source.cites;
        Self { texts, cites: sources.iter().map(of_source).collect(), documents, stands, mentions, lists }
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

    /// What the rows of a document's citations are made from: what it cites, where, what each of that is called, and which places it has.
    pub fn rows(&self, archive: &Archive, held: usize) -> Option<Digest> {
        let own = archive.entries.place(archive.held.get(held)?.identity.as_str())?;
        let mut parts = vec![self.cites.get(held)?, self.stands.names.get(own)?];
        for &cited in self.stands.cited.get(held)? {
            parts.push(self.stands.names.get(cited)?);
            let versions = archive.entries.at(cited).map(|entry| entry.versions.as_slice()).unwrap_or_default();
            parts.extend(versions.iter().filter_map(|&version| self.cites.get(version)));
        }
        Some(Digest::of(parts))
    }

    /// What links and lists say of the entry at a place.
    pub fn name(&self, place: usize) -> Option<Digest> {
        self.stands.names.get(place).copied()
    }

    /// What lists of all documents and of all citations are made from.
    pub const fn lists(&self) -> Option<Digest> {
        self.lists
    }

    /// What the pages of a text that is not held are made from.
    pub fn absent(&self, place: usize) -> Option<Digest> {
        Some(Digest::of([self.stands.names.get(place)?, self.mentions.get(place)?.as_ref()?]))
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
fn lists(archive: &Archive, sources: &[Source]) -> Digest {
    let failed = format!("{:?}", archive.failed);
    Digest::of([joined(sources, &archive.bodies, archive.main_lang).as_ref(), failed.as_bytes()])
}

/// For each of `Archive::held`, what it is called in lists.
fn callers<'n>(archive: &Archive, names: &'n [Digest]) -> Vec<Option<&'n Digest>> {
    let place = |held: &Held| archive.entries.place(held.identity.as_str());
    archive.held.iter().map(|held| names.get(place(held)?)).collect()
}

/// For each of `Archive::held`, what it is called where it cites, and in which language.
fn citing(archive: &Archive, callers: &[Option<&Digest>]) -> Vec<Digest> {
    let of_each = archive.held.iter().zip(callers).enumerate().map(|(index, (held, caller))| {
        let langs = [Some(held.facts.lang), archive.other_lang(index)].map(|lang| lang.map_or("", Lang::code));
        let parts = [held.identity.as_str(), langs[0], langs[1]].map(str::as_bytes);
        Digest::of(parts.into_iter().chain(caller.map(Digest::as_ref)))
    });
    of_each.collect()
}

/// Who cites an entry, each with the mention; nothing if it is not known what one of them was read from.
fn cited_by(entry: &Entry, sources: &[Source], citing: &[Digest]) -> Option<Digest> {
    let mentions = entry.cited_by.iter().map(|link| {
        let mention = sources.get(link.held)?.mentions.get(link.mention)?;
        Some([citing.get(link.held)?, mention])
    });
    let mentions: Option<Vec<_>> = mentions.collect();
    mentions.map(|mentions| Digest::of(mentions.into_iter().flatten()))
}

/// The documents that cite an entry, without their words.
fn citers(entry: &Entry, callers: &[Option<&Digest>]) -> Digest {
    let citing = each_once(entry.cited_by.iter().map(|link| link.held));
    Digest::of(citing.into_iter().filter_map(|held| callers.get(held).copied().flatten()))
}

/// The places of the entries that a document cites.
fn cited(archive: &Archive, held: &Held) -> Vec<usize> {
    let symbols = held.citations().filter_map(|citation| citation.target.symbol());
    each_once(symbols.filter_map(|symbol| archive.entries.place(symbol.as_str())))
}

/// In order.
fn each_once(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}
