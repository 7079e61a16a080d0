//! Prints pages into the output folder and leaves standing what the build before made from the same. In: pages, or a unit of pages with the
//! key of what they are made from and a way to make them. Out: pages given to the writer, or kept by it. Never looks into a page.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{
    cache::Cache,
    model::{Digest, Failure, Page, Print},
    write::{Finished, Sum, Writer},
};

/// For each unit, what its pages were made from and where they are.
type Units = BTreeMap<String, (Digest, Vec<String>)>;

/// Prints one site.
#[derive(Debug)]
pub struct Press {
    writer: Writer,
    place: Digest,
    before: Units,
    now: Mutex<Units>,
}

impl Press {
    /// Starts on what the build before left, if it is in the cache and the site is still that build's.
    pub fn begin(writer: Writer, cache: &Cache) -> Self {
        let place = cache.key(Digest::of([b"units".as_slice(), writer.output().to_string_lossy().as_bytes()]));
        let before = cache.get::<(Sum, Units)>(place);
        let before = before.filter(|(list, _)| writer.has_list(list)).map(|(_, units)| units).unwrap_or_default();
        Self { writer, place, before, now: Mutex::default() }
    }

    /// Puts everything in its place and remembers what it was made from.
    ///
    /// # Errors
    /// As those of `Writer::finish`.
    pub fn finish(self, cache: &Cache) -> Result<Finished, Failure> {
        let finished = self.writer.finish()?;
        let units = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        cache.put(self.place, &(finished.list, units));
        Ok(finished)
    }
}

impl Print for Press {
    fn print(&self, page: Page) -> Result<(), Failure> {
        self.writer.take(page)
    }

    fn unit(
        &self,
        name: &str,
        made_from: Option<Digest>,
        make: &dyn Fn() -> Result<Vec<Page>, Failure>,
    ) -> Result<Vec<String>, Failure> {
        let stands = made_from.and_then(|key| self.before.get(name).filter(|(before, _)| *before == key));
        let kept = match stands {
            Some((_, paths)) => self.writer.keep(paths)?.then(|| paths.clone()),
            None => None,
        };
        let paths = match kept {
            Some(paths) => paths,
            None => self.all(make()?)?,
        };
        if let Some(key) = made_from {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.insert(name.to_owned(), (key, paths.clone()));
        }
        Ok(paths)
    }
}
