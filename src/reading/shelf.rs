//! Where the texts of an archive are while its site is made: in the cache, from which each is fetched when it is needed, or in memory where
//! there is no cache. In: documents as they are read. Out: `Texts`. A text that the cache has lost since is read from its source again;
//! one whose source has changed meanwhile is a failure, because the site would be made of two states of the archive.

use std::sync::{Arc, OnceLock};

use super::{Rules, reader::Around};
use crate::{
    cache::Cache,
    config::Config,
    discover::SourceFile,
    model::{Digest, Document, Failure, Identity, Texts},
};

/// Where a text is.
#[derive(Debug, Clone)]
pub enum Stored {
    /// In memory.
    AtHand(Arc<Document>),
    /// In the cache, under this key.
    Kept(Digest),
}

impl Stored {
    /// Puts a text into the cache, or keeps it in memory where the cache does not take it.
    pub(super) fn of(document: Document, key: Digest, cache: &Cache) -> Self {
        if cache.keep(key, &document) { Self::Kept(key) } else { Self::AtHand(Arc::new(document)) }
    }
}

/// A text on the shelf.
#[derive(Debug)]
struct Place {
    text: Stored,
    /// As the archive calls it.
    name: Identity,
    file: SourceFile,
    /// The checksum of what it was read from.
    from: Digest,
}

/// The texts of an archive, in the order of `Archive::held`.
#[derive(Debug)]
pub struct Shelf<'b> {
    config: &'b Config,
    cache: &'b Cache,
    around: Around,
    places: Vec<Place>,
    /// Loaded when the first text must be read again.
    rules: OnceLock<Result<Rules, Failure>>,
}

impl<'b> Shelf<'b> {
    /// A shelf with these texts, each with its name, its source and the checksum of what it was read from.
    pub(super) fn new(
        config: &'b Config,
        cache: &'b Cache,
        data: Digest,
        texts: impl Iterator<Item = (Identity, (Stored, SourceFile, Digest))>,
    ) -> Self {
        let places = texts.map(|(name, (text, file, from))| Place { text, name, file, from }).collect();
        let around = Around::of(data, &config.archive.defaults);
        Self { config, cache, around, places, rules: OnceLock::new() }
    }

    /// A text, read from its source again.
    fn again(&self, Place { file, from, .. }: &Place) -> Result<Document, Failure> {
        let load = || Rules::load(Some(&self.config.source));
        let rules = self.rules.get_or_init(load).as_ref().map_err(Clone::clone)?;
        let text = file.read(self.cache).output.filter(|text| self.around.with(text.checksum()) == *from);
        let document = text.and_then(|text| rules.document(&text, &self.config.archive.defaults).output);
        let changed = || Failure::new(&file.path, "this file was changed while the site was made", "build again");
        document.ok_or_else(changed)
    }
}

impl Texts for Shelf<'_> {
    fn document(&self, held: usize) -> Result<Arc<Document>, Failure> {
        let none = || Failure::new(held, "no document has this number", "report this as a fault of concord");
        let place = self.places.get(held).ok_or_else(none)?;
        let mut document = match &place.text {
            Stored::AtHand(document) => Arc::clone(document),
            Stored::Kept(key) => Arc::new(self.cache.get(*key).map_or_else(|| self.again(place), Ok)?),
        };
        if document.identity != place.name {
            Arc::make_mut(&mut document).identity = place.name.clone();
        }
        Ok(document)
    }
}
