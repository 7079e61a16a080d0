//! Prints pages into the output folder and leaves standing what the build before made from the same. In: pages, or a unit of pages with the
//! checksum of what they are made from and a way to make them, or a group of such units with a checksum of its own. Out: pages given to the
//! writer, or kept by it, and compressed copies of them where those are asked for. Never looks into a page.

use std::{
    io::Write as _,
    sync::{Mutex, PoisonError},
};

use flate2::{Compression, GzBuilder};

use crate::{
    cache::Cache,
    model::{Digest, Failure, Map, Page, Print},
    progress::Progress,
    write::{Finished, Place, Sum, Writer},
};

/// For each unit, what its pages were made from and where they stand in the list of the site.
type Units = Map<String, (Digest, Vec<Place>)>;

/// The pages of a unit in this build.
enum Files {
    /// As the build before left them.
    Kept(Vec<Place>),
    Printed(Vec<String>),
}

/// Prints one site.
pub struct Press<'p> {
    writer: Writer,
    /// Whether compressed copies lie beside the pages.
    packed: bool,
    place: Digest,
    before: Mutex<Units>,
    now: Mutex<Vec<(String, Digest, Files)>>,
    progress: &'p dyn Progress,
}

impl<'p> Press<'p> {
    /// Starts on what the build before left, if it is in the cache and the site is still that build's.
    pub fn begin(writer: Writer, cache: &Cache, packed: bool, progress: &'p dyn Progress) -> Self {
        let output = writer.output().to_string_lossy();
        let place = cache.key(Digest::of([b"units".as_slice(), output.as_bytes(), &[u8::from(packed)]]));
        let before = cache.get::<(Sum, Units)>(place);
        let before = before.filter(|(list, _)| writer.has_list(list)).map(|(_, units)| units).unwrap_or_default();
        Self { writer, packed, place, before: Mutex::new(before), now: Mutex::default(), progress }
    }

    /// Puts everything in its place and remembers what it was made from.
    ///
    /// # Errors
    /// As those of `Writer::finish`.
    pub fn finish(self, cache: &Cache) -> Result<Finished, Failure> {
        let finished = self.writer.finish()?;
        let units = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        let places = |files| -> Option<Vec<Place>> {
            match files {
                Files::Kept(places) => places.into_iter().map(|place| finished.kept(place)).collect(),
                Files::Printed(paths) => paths.iter().map(|path| finished.place(path)).collect(),
            }
        };
        let units = units.into_iter().filter_map(|(name, from, files)| Some((name, (from, places(files)?))));
        cache.put(self.place, &(finished.list, units.collect::<Units>()));
        Ok(finished)
    }
}

impl Print for Press<'_> {
    fn print(&self, page: Page) -> Result<(), Failure> {
        self.progress.printed(&page);
        if let Some(copy) = self.packed.then(|| packed(&page)).flatten() {
            self.writer.take(&copy)?;
        }
        self.writer.take(&page)
    }

    fn all(&self, mut pages: Vec<Page>) -> Result<Vec<String>, Failure> {
        for page in &pages {
            self.progress.printed(page);
        }
        if self.packed {
            let copies: Vec<Page> = pages.iter().filter_map(packed).collect();
            pages.extend(copies);
        }
        pages.iter().try_for_each(|page| self.writer.take(page))?;
        Ok(pages.into_iter().map(|page| page.path).collect())
    }

    fn complete(&self) {
        self.progress.pages_printed();
    }

    fn unit(
        &self,
        name: &str,
        made_from: Option<Digest>,
        make: &dyn Fn() -> Result<Vec<Page>, Failure>,
    ) -> Result<Vec<String>, Failure> {
        let before = self.take_before(name);
        let stands = before.filter(|(before, _)| made_from == Some(*before));
        let kept = match stands {
            Some((_, places)) => self.writer.keep(&places)?.map(|paths| (paths, Files::Kept(places))),
            None => None,
        };
        let (paths, files) = if let Some(kept) = kept {
            kept
        } else {
            let paths = self.all(make()?)?;
            (paths.clone(), Files::Printed(paths))
        };
        self.remember(name, made_from, files);
        self.progress.step();
        Ok(paths)
    }

    fn group(
        &self,
        name: &str,
        made_from: Option<Digest>,
        make: &dyn Fn() -> Result<bool, Failure>,
    ) -> Result<Vec<String>, Failure> {
        let before = self.take_before(name).filter(|(before, _)| made_from == Some(*before));
        if before.is_some()
            && let Some(paths) = self.keep_all(name)?
        {
            self.remember(name, made_from, Files::Kept(Vec::new()));
            return Ok(paths);
        }
        let again = make()?;
        self.remember(name, made_from.filter(|_| again), Files::Kept(Vec::new()));
        Ok(Vec::new())
    }
}

impl Press<'_> {
    /// What a unit was made from, taken from what the build before left.
    fn take_before(&self, name: &str) -> Option<(Digest, Vec<Place>)> {
        // What stands moves from one list to the other: at a hundred thousand documents each is some hundred megabytes.
        self.before.lock().unwrap_or_else(PoisonError::into_inner).swap_remove(name)
    }

    /// Remembers what a unit was made from, where that is known.
    fn remember(&self, name: &str, made_from: Option<Digest>, files: Files) {
        if let Some(key) = made_from {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.push((name.to_owned(), key, files));
        }
    }

    /// Keeps all units of a group, and gives the paths of their pages; `None`, and none is kept, where one does not stand any more.
    fn keep_all(&self, group: &str) -> Result<Option<Vec<String>>, Failure> {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let members: Vec<String> = before.keys().filter(|name| name.starts_with(group)).cloned().collect();
        let places: Vec<Place> =
            members.iter().filter_map(|name| before.get(name)).flat_map(|(_, places)| places).copied().collect();
        let Some(paths) = self.writer.keep(&places)? else { return Ok(None) };
        for name in members {
            if let Some((key, places)) = before.swap_remove(&name) {
                self.remember(&name, Some(key), Files::Kept(places));
            }
        }
        Ok(Some(paths))
    }
}

/// Files that hosts send compressed, by ending. Others are compressed in themselves.
const TEXTS: [&str; 9] = ["css", "csv", "html", "js", "json", "jsonl", "md", "svg", "txt"];

/// A smaller file is sent in one packet as it is.
const SMALLEST: usize = 1024;

/// The compressed copy that lies beside a page, `index.html.gz`; `None` where it would not serve.
fn packed(page: &Page) -> Option<Page> {
    let ending = page.path.rsplit('.').next()?;
    if page.bytes.len() < SMALLEST || !TEXTS.contains(&ending) {
        return None;
    }
    // No name and no time in it: the same page gives the same bytes.
    let mut copy = GzBuilder::new().write(Vec::new(), Compression::best());
    copy.write_all(&page.bytes).ok()?;
    let bytes = copy.finish().ok()?;
    (bytes.len() < page.bytes.len()).then(|| Page { path: format!("{}.gz", page.path), bytes })
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_copy_unpacks_to_its_page_and_is_the_same_each_time() {
        let page = Page::new("A/RES/63/195.html", "<p>Recalling its resolution 62/175</p>".repeat(60));
        let copy = packed(&page).unwrap();
        assert_eq!(copy.path, "A/RES/63/195.html.gz");
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(copy.bytes.as_slice()).read_to_end(&mut text).unwrap();
        assert_eq!(text, page.bytes);
        assert_eq!(packed(&page), Some(copy));
        for (path, bytes) in [("static/x.png", vec![0; 5000]), ("short.html", vec![b'a'; 500])] {
            assert_eq!(packed(&Page { path: path.to_owned(), bytes }), None, "{path}");
        }
    }
}
