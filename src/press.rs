//! Prints pages into the output folder and leaves standing what the build before made from the same. In: pages, or a unit of pages with the
//! checksum of what they are made from and a way to make them, or a group of such units with a checksum of its own; lists that grow with the
//! archive, piece by piece. Out: pages given to the writer, or kept by it, and compressed copies of them where those are asked for. Never looks
//! into a page.

use std::{
    io::Write as _,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use rayon::prelude::*;
use serde::{Serialize, Serializer};

use crate::{
    cache::Cache,
    model::{Digest, Failure, Map, Page, Print, Take},
    progress::Progress,
    write::{Finished, Pieces, Place, Sum, Writer},
};

/// For each unit, what its pages were made from and where they stand in the list of the site.
type Units = Map<String, (Digest, Vec<Place>)>;

/// Units that were made in this build: name, what each was made from, the paths of its pages.
type Made = Vec<(String, Digest, Vec<String>)>;

/// `Units` as they are written: nobody looks one up any more.
struct InOrder(Vec<(String, (Digest, Vec<Place>))>);

impl Serialize for InOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, unit)| (name, unit)))
    }
}

/// What the build before left in the cache. Nothing is made in the output folder to look it up.
pub struct Before {
    packed: bool,
    place: Digest,
    /// With the checksum of the list of its site.
    units: Option<(Sum, Units)>,
}

impl Before {
    /// Looks it up; `packed` says whether compressed copies lie beside the pages.
    pub fn of(output: &Path, cache: &Cache, packed: bool) -> Self {
        let name = output.to_string_lossy();
        let place = cache.key(Digest::of([b"units".as_slice(), name.as_bytes(), &[u8::from(packed)]]));
        Self { packed, place, units: cache.get(place) }
    }
}

/// Prints one site.
pub struct Press<'p> {
    writer: Writer,
    /// Whether compressed copies lie beside the pages.
    packed: bool,
    place: Digest,
    before: Units,
    /// Which of `before` stand. They are moved on when all is printed: at a hundred thousand documents they are some hundred megabytes.
    kept: Vec<AtomicBool>,
    made: Mutex<Made>,
    progress: &'p dyn Progress,
}

impl<'p> Press<'p> {
    /// Starts on what the build before left, if the site is still that build's.
    ///
    /// # Errors
    /// As those of `Writer::begin`.
    pub fn begin(output: &Path, before: Before, progress: &'p dyn Progress) -> Result<Self, Failure> {
        let writer = Writer::begin(output, &|| progress.waits(output))?;
        let Before { packed, place, units } = before;
        let units = units.filter(|(list, _)| writer.has_list(list)).map(|(_, units)| units).unwrap_or_default();
        let kept = units.keys().map(|_| AtomicBool::new(false)).collect();
        Ok(Self { writer, packed, place, before: units, kept, made: Mutex::default(), progress })
    }

    /// Puts everything in its place and remembers what it was made from.
    ///
    /// # Errors
    /// As those of `Writer::finish`.
    pub fn finish(self, cache: &Cache) -> Result<Finished, Failure> {
        let finished = self.writer.finish()?;
        let kept = self.kept.into_iter().map(AtomicBool::into_inner);
        let kept = self.before.into_iter().zip(kept).filter(|(_, kept)| *kept);
        let kept = kept.filter_map(|((name, (from, places)), _)| {
            let places: Option<Vec<Place>> = places.into_iter().map(|place| finished.kept(place)).collect();
            Some((name, (from, places?)))
        });
        let made = self.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let made = made.into_iter().filter_map(|(name, from, paths)| {
            let places: Option<Vec<Place>> = paths.iter().map(|path| finished.place(path)).collect();
            Some((name, (from, places?)))
        });
        cache.put(self.place, &(finished.list, InOrder(kept.chain(made).collect())));
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
        pages.par_iter().try_for_each(|page| self.writer.take(page))?;
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
        let paths = if let Some(paths) = self.keep(name, made_from)? {
            paths
        } else {
            let paths = self.all(make()?)?;
            self.remember(name, made_from, paths.clone());
            paths
        };
        self.progress.step();
        Ok(paths)
    }

    fn lists(
        &self,
        name: &str,
        made_from: Option<Digest>,
        paths: &[&str],
        give: &dyn Fn(&mut Take<'_>) -> Result<(), Failure>,
    ) -> Result<Vec<String>, Failure> {
        if let Some(paths) = self.keep(name, made_from)? {
            return Ok(paths);
        }
        let mut files = paths.iter().map(|path| Growing::begin(self, path)).collect::<Result<Vec<_>, Failure>>()?;
        give(&mut |file, piece| files.get_mut(file).map_or(Ok(()), |file| file.take(piece)))?;
        let ended = files.into_iter().map(Growing::end).collect::<Result<Vec<_>, Failure>>()?;
        let paths: Vec<String> = ended.into_iter().flatten().collect();
        self.remember(name, made_from, paths.clone());
        Ok(paths)
    }

    fn group(
        &self,
        name: &str,
        made_from: Option<Digest>,
        make: &dyn Fn() -> Result<bool, Failure>,
    ) -> Result<Vec<String>, Failure> {
        let stands = self.before.get(name).is_some_and(|(before, _)| made_from == Some(*before));
        if stands && let Some(paths) = self.keep_all(name)? {
            return Ok(paths);
        }
        if make()? {
            self.remember(name, made_from, Vec::new());
        }
        Ok(Vec::new())
    }
}

impl Press<'_> {
    /// Keeps a unit that the build before made from the same, and gives the paths of its pages; `None` where it must be made.
    fn keep(&self, name: &str, made_from: Option<Digest>) -> Result<Option<Vec<String>>, Failure> {
        let Some((unit, _, (before, places))) = self.before.get_full(name) else { return Ok(None) };
        if made_from != Some(*before) {
            return Ok(None);
        }
        let paths = self.writer.keep(places)?;
        if paths.is_some() {
            self.is_kept(unit);
        }
        Ok(paths)
    }

    /// Keeps all units of a group, itself one of them, and gives the paths of their pages; `None`, and none is kept, where one does not stand
    /// any more.
    fn keep_all(&self, group: &str) -> Result<Option<Vec<String>>, Failure> {
        let members = || self.before.iter().enumerate().filter(|(_, (name, _))| name.starts_with(group));
        let places: Vec<Place> = members().flat_map(|(_, (_, (_, places)))| places).copied().collect();
        let paths = self.writer.keep(&places)?;
        if paths.is_some() {
            members().for_each(|(unit, _)| self.is_kept(unit));
        }
        Ok(paths)
    }

    fn is_kept(&self, unit: usize) {
        if let Some(kept) = self.kept.get(unit) {
            kept.store(true, Ordering::Relaxed);
        }
    }

    /// Remembers what a unit was made from, where that is known.
    fn remember(&self, name: &str, made_from: Option<Digest>, paths: Vec<String>) {
        if let Some(from) = made_from {
            self.made.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), from, paths));
        }
    }
}

/// A file that is written piece by piece, and its compressed copy where one is asked for.
struct Growing<'w> {
    path: String,
    file: Pieces<'w>,
    copy: Option<(String, GzEncoder<Pieces<'w>>)>,
}

impl<'w> Growing<'w> {
    fn begin(press: &'w Press<'_>, path: &str) -> Result<Self, Failure> {
        let copy = if press.packed && is_text(path) {
            let name = name_of_copy(path);
            let pieces = press.writer.begin_list(&name)?;
            Some((name, GzBuilder::new().write(pieces, Compression::best())))
        } else {
            None
        };
        Ok(Self { path: path.to_owned(), file: press.writer.begin_list(path)?, copy })
    }

    fn take(&mut self, piece: &[u8]) -> Result<(), Failure> {
        self.file.write_all(piece).map_err(|error| self.file.unwritable(&error))?;
        let Some((_, copy)) = &mut self.copy else { return Ok(()) };
        copy.write_all(piece).map_err(|error| copy.get_ref().unwritable(&error))
    }

    /// The paths of what is part of the site.
    fn end(self) -> Result<Vec<String>, Failure> {
        let Self { path, file, copy } = self;
        let length = file.len();
        let mut paths = vec![path];
        if let Some((name, mut copy)) = copy {
            copy.try_finish().map_err(|error| copy.get_ref().unwritable(&error))?;
            let copy = copy.finish().map_err(|error| file.unwritable(&error))?;
            if length >= SMALLEST as u64 && copy.len() < length {
                copy.end()?;
                paths.push(name);
            } else {
                copy.take_back()?;
            }
        }
        file.end()?;
        Ok(paths)
    }
}

/// Files that hosts send compressed, by ending. Others are compressed in themselves.
const TEXTS: [&str; 9] = ["css", "csv", "html", "js", "json", "jsonl", "md", "svg", "txt"];

/// A smaller file is sent in one packet as it is.
const SMALLEST: usize = 1024;

/// The compressed copy that lies beside a page, `index.html.gz`; `None` where it would not serve.
fn packed(page: &Page) -> Option<Page> {
    if page.bytes.len() < SMALLEST || !is_text(&page.path) {
        return None;
    }
    // No name and no time in it: the same page gives the same bytes.
    let mut copy = GzBuilder::new().write(Vec::new(), Compression::best());
    copy.write_all(&page.bytes).ok()?;
    let bytes = copy.finish().ok()?;
    (bytes.len() < page.bytes.len()).then(|| Page::new(name_of_copy(&page.path), bytes))
}

fn is_text(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|ending| TEXTS.contains(&ending))
}

fn name_of_copy(path: &str) -> String {
    format!("{path}.gz")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::progress::Silent;

    #[test]
    fn a_copy_unpacks_to_its_page_and_is_the_same_each_time() {
        let page = Page::new("A/RES/63/195.html", "<p>Recalling its resolution 62/175</p>".repeat(60));
        let copy = packed(&page).unwrap();
        assert_eq!(copy.path, "A/RES/63/195.html.gz");
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&*copy.bytes).read_to_end(&mut text).unwrap();
        assert_eq!(text, page.bytes);
        assert_eq!(packed(&page), Some(copy));
        for (path, bytes) in [("static/x.png", vec![0; 5000]), ("short.html", vec![b'a'; 500])] {
            assert_eq!(packed(&Page::new(path, bytes)), None, "{path}");
        }
    }

    #[test]
    fn a_list_has_a_copy_that_unpacks_to_it_and_both_stand_when_they_come_again() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("site");
        let build = |rows: &[&str]| {
            let cache = Cache::none();
            let press = Press::begin(&output, Before::of(&output, &cache, true), &Silent).unwrap();
            let give = |take: &mut Take<'_>| {
                rows.iter().try_for_each(|row| (0..2).try_for_each(|file| take(file, row.as_bytes())))
            };
            press.lists("data", None, &["data/a.jsonl", "data/b.bin"], &give).unwrap();
            let written = press.finish(&cache).unwrap().written;
            (written.files, written.changed, written.removed)
        };
        let rows = vec!["A/RES/63/195\n"; 200];
        assert_eq!(build(&rows), (3, 3, 0), "what is no text has no copy");
        let [list, copy] = ["a.jsonl", "a.jsonl.gz"].map(|name| std::fs::read(output.join("data").join(name)).unwrap());
        assert_eq!(list, rows.concat().into_bytes());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&*copy).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, list);
        assert_eq!(build(&rows), (3, 0, 0));
        assert_eq!(build(&rows[..20]), (2, 2, 1), "a short one has none");
    }
}
