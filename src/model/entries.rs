//! All that is held or cited, by name. In: entries and the names that lead to them. Out: entries in the order of their keys, and each found
//! by any of its names at once, however many there are. No entry is added after it is made; what is said of an entry, and what else it is
//! called, is filled in by whoever makes the archive.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize, Serializer, ser::Error};
use serde_bytes::ByteBuf;

use super::{Address, Backlink, Clue, Identity, Lang, Map};

/// What pages are looked up by: a symbol (of the first member where it is joint) or an id.
pub type Key = Identity;

/// A symbol or id that is held, cited or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    stem: String,
}

impl Entry {
    /// An entry that nothing is known of yet.
    pub fn new(identity: Identity) -> Self {
        let stem = Address::of(&identity, None).stem;
        Self { identity, versions: Vec::new(), cited_by: Vec::new(), titles: Vec::new(), dates: Vec::new(), stem }
    }

    /// Whether the archive holds it.
    pub const fn is_held(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Whether any document cites it.
    pub const fn is_cited(&self) -> bool {
        !self.cited_by.is_empty()
    }

    /// The path of its plain page, without an ending.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// Its page: the plain one, or that of another language.
    pub fn address(&self, other: Option<Lang>) -> Address {
        let stem = other.map_or_else(|| self.stem.clone(), |lang| format!("{}.{}", self.stem, lang.code()));
        Address { stem, anchor: None }
    }

    /// How many documents cite it.
    pub fn received(&self) -> usize {
        // The mentions by one document stand together.
        self.cited_by.chunk_by(|a, b| a.held == b.held).count()
    }
}

/// Entries in order, each found by its key and by the other names that lead to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Vec<ByteBuf>")]
pub struct Entries {
    all: Vec<Entry>,
    /// A symbol has a stroke and an id has none, so that the text alone tells them apart.
    places: Map<Box<str>, usize>,
}

impl Entries {
    /// Entries in any order, each key once; `aliases` are further names, each with the key that it leads to.
    pub fn new(all: Vec<Entry>, aliases: &BTreeMap<Key, Key>) -> Self {
        let mut entries = Self::from(all);
        entries.call(aliases);
        entries
    }

    /// Gives entries further names, each with the key that it leads to.
    pub fn call(&mut self, aliases: &BTreeMap<Key, Key>) {
        for (name, key) in aliases {
            if let Some(&place) = self.places.get(key.as_str()) {
                self.places.insert(name.as_str().into(), place);
            }
        }
    }

    /// Where the entry of a name stands in the order.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The entry of a name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.all.get(self.place(name)?)
    }

    /// The entry at a place in the order.
    pub fn at(&self, place: usize) -> Option<&Entry> {
        self.all.get(place)
    }

    /// The entry at a place in the order, to be filled.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut Entry> {
        self.all.get_mut(place)
    }

    /// All entries, in the order of their keys.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.all.iter()
    }

    /// All entries, by all threads at once.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = &Entry> {
        self.all.par_iter()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The entries alone, to add to them.
    pub fn into_all(self) -> Vec<Entry> {
        self.all
    }
}

/// In any order, each key once.
impl From<Vec<Entry>> for Entries {
    fn from(mut all: Vec<Entry>) -> Self {
        all.par_sort_by(|a, b| a.identity.cmp(&b.identity));
        let places = all.iter().zip(0..).map(|(entry, place)| (entry.identity.as_str().into(), place)).collect();
        Self { all, places }
    }
}

/// So many are kept in a pack, so that all threads write and read them: a build has little else to do meanwhile.
const PACK: usize = 4096;

/// Without their further names, which the archive keeps.
impl Serialize for Entries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let packs = self.all.par_chunks(PACK).map(|some| postcard::to_stdvec(some).map(ByteBuf::from));
        packs.collect::<Result<Vec<_>, _>>().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl TryFrom<Vec<ByteBuf>> for Entries {
    type Error = postcard::Error;

    fn try_from(packs: Vec<ByteBuf>) -> Result<Self, postcard::Error> {
        let packs = packs.par_iter().map(|pack| postcard::from_bytes(pack));
        Ok(Self::from(packs.collect::<Result<Vec<Vec<Entry>>, _>>()?.into_iter().flatten().collect::<Vec<_>>()))
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
