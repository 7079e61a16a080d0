//! Where the texts of an archive are while its site is made: in the cache, from which each is fetched when it is needed, or in memory where
//! there is no cache. In: documents as they are read. Out: `Texts`. A text that the cache has lost since is read from its source again;
//! one whose source has changed meanwhile is a failure, because the site would be made of two states of the archive.

use std::{fmt, sync::Arc};

use crate::{
    cache::Cache,
    model::{Digest, Document, Failure, Identity, Texts},
};

/// Where a text is.
#[derive(Debug, Clone)]
pub enum Copy {
    /// In memory.
    AtHand(Arc<Document>),
    /// In the cache, under this key.
    Kept(Digest),
}

impl Copy {
    /// Puts a text into the cache, or keeps it in memory where the cache does not take it.
    pub fn of(document: Document, key: Digest, cache: &Cache) -> Self {
        if cache.keep(key, &document) { Self::Kept(key) } else { Self::AtHand(Arc::new(document)) }
    }
}

/// Reads the Nth source again.
type Again<'b> = dyn Fn(usize) -> Result<Document, Failure> + Send + Sync + 'b;

/// The texts of an archive, in the order of `Archive::held`.
pub struct Shelf<'b> {
    cache: &'b Cache,
    /// Each with the name that it has in the archive.
    copies: Vec<(Copy, Identity)>,
    again: Box<Again<'b>>,
}

impl fmt::Debug for Shelf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("copies", &self.copies).finish_non_exhaustive()
    }
}

impl<'b> Shelf<'b> {
    /// A shelf with these texts; `again` reads the Nth of them from its source.
    pub fn new(
        cache: &'b Cache,
        copies: Vec<(Copy, Identity)>,
        again: impl Fn(usize) -> Result<Document, Failure> + Send + Sync + 'b,
    ) -> Self {
        Self { cache, copies, again: Box::new(again) }
    }
}

impl Texts for Shelf<'_> {
    fn document(&self, held: usize) -> Result<Arc<Document>, Failure> {
        let none = || Failure::new(held, "no document has this number", "report this as a fault of concord");
        let (copy, name) = self.copies.get(held).ok_or_else(none)?;
        let mut document = match copy {
            Copy::AtHand(document) => Arc::clone(document),
            Copy::Kept(key) => Arc::new(self.cache.get(*key).map_or_else(|| (self.again)(held), Ok)?),
        };
        if document.identity != *name {
            Arc::make_mut(&mut document).identity = name.clone();
        }
        Ok(document)
    }
}
