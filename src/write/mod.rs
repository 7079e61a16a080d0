//! Writes the site. In: pages, one at a time and from all threads. Out: files in the output folder. Every new or changed page waits in a
//! folder of its own until the last one is there; then each is moved to its place (a folder that the site does not have yet at once), so
//! that a file is old or new and never torn, and a build that fails leaves the site as it was. Deletes only what the list of an earlier
//! build names; refuses a folder that holds anything else.

mod list;
mod place;
mod waiting;

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use rayon::prelude::*;

use self::{
    list::List,
    place::{refuse_leaving, refuse_link, unwritable},
    waiting::Waiting,
};
pub use self::{
    list::Sum,
    place::{refuse_sources, refuse_strangers},
};
use crate::model::{Failure, Map, Page};

/// The list of what the program wrote, with a checksum for each file: `sha256sum -c MANIFEST.sha256` checks a copy of the site.
pub const LIST: &str = "MANIFEST.sha256";

/// Held while a build writes, so that a second one waits.
const LOCK: &str = ".concord-lock";

/// What was done to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Of these, written because they were new or had changed.
    pub changed: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// A site that is written.
#[derive(Debug)]
pub struct Finished {
    /// What was done.
    pub written: Written,
    /// The checksum of its list.
    pub list: Sum,
    /// The paths of its files, in order.
    pub paths: Vec<String>,
}

/// Writes all pages into `output`.
///
/// # Errors
/// As those of `Writer`.
pub fn write(pages: &[Page], output: &Path) -> Result<Written, Failure> {
    let writer = Writer::begin(output)?;
    pages.par_iter().try_for_each(|page| writer.take(page))?;
    Ok(writer.finish()?.written)
}

/// One build's hold on the output folder. A writer that is dropped before it finished leaves the site as it was.
#[derive(Debug)]
pub struct Writer {
    output: PathBuf,
    before: List,
    /// The checksum of that list.
    listed: Sum,
    /// When the list of the build before was written: a file changed later was changed by somebody else.
    trusted: Option<SystemTime>,
    taken: Mutex<Taken>,
    waiting: Waiting,
    lock: File,
}

/// What the writer was given so far.
#[derive(Debug, Default)]
struct Taken {
    /// Every path with the checksum of its page.
    sums: Vec<(String, Sum)>,
    /// Paths in small letters, each with its place in `sums`: some disks cannot hold two that differ in case alone.
    folded: Map<String, usize>,
    /// Paths whose pages wait.
    waiting: Vec<String>,
}

impl Writer {
    /// Takes hold of the output folder, after a word if another build has it.
    ///
    /// # Errors
    /// When the folder holds what the program did not write, or cannot be written.
    pub fn begin(output: &Path) -> Result<Self, Failure> {
        refuse_strangers(output)?;
        fs::create_dir_all(output).map_err(|error| unwritable(output, &error))?;
        let (lock, stopped) = lock(output)?;
        let (before, listed) = List::read(output)?;
        let waiting = Waiting::begin(output)?;
        // After a build that was stopped, the list names files of two builds, and which of them is there is not known.
        let modified = || fs::metadata(output.join(LIST)).and_then(|list| list.modified()).ok();
        let trusted = if stopped { None } else { modified() };
        Ok(Self { output: output.to_owned(), before, listed, trusted, taken: Mutex::default(), waiting, lock })
    }

    /// Takes a page. It is in its place when the writer has finished.
    ///
    /// # Errors
    /// When another page has its path, or when it cannot be written.
    pub fn take(&self, page: &Page) -> Result<(), Failure> {
        refuse_leaving(&page.path)?;
        let sum = Sum::of(&page.bytes);
        let there = self.before.sum(&page.path) == Some(&sum) && self.is_untouched(page);
        self.note(&page.path, sum, there)?;
        if there { Ok(()) } else { self.waiting.put(page) }
    }

    /// Leaves the whole site as it is, if its list has this checksum and nobody has changed a file since it was written; `false` where it
    /// must be made anew.
    pub fn leave(&self, list: &Sum) -> bool {
        let stands = self.has_list(list) && self.before.par_paths().all(|path| self.is_unchanged(path, None));
        if stands {
            self.taken().sums = self.before.sums();
        }
        stands
    }

    /// The output folder.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Whether the list of the build before has this checksum.
    pub fn has_list(&self, list: &Sum) -> bool {
        self.trusted.is_some() && self.listed == *list
    }

    /// Keeps pages of the build before as they are; `false` where one is not there any more as it was, and all must be given anew.
    ///
    /// # Errors
    /// When another page has the path of one.
    pub fn keep(&self, paths: &[String]) -> Result<bool, Failure> {
        let sum = |path: &String| self.before.sum(path).filter(|_| self.is_unchanged(path, None)).copied();
        let Some(sums) = paths.iter().map(sum).collect::<Option<Vec<Sum>>>() else { return Ok(false) };
        for (path, sum) in paths.iter().zip(sums) {
            self.note(path, sum, true)?;
        }
        Ok(true)
    }

    /// Writes down a page, and whether its file is there already.
    fn note(&self, path: &str, sum: Sum, there: bool) -> Result<(), Failure> {
        let folded = path.to_lowercase();
        let mut taken = self.taken();
        let place = taken.sums.len();
        let other = taken.folded.insert(folded, place).and_then(|other| taken.sums.get(other));
        if let Some((other, _)) = other {
            return Err(Failure::new(
                other,
                format!("two pages have this path: {other} and {path}"),
                "rename the page under content/pages/ or static/, or give one document another id",
            ));
        }
        if !there {
            taken.waiting.push(path.to_owned());
        }
        taken.sums.push((path.to_owned(), sum));
        Ok(())
    }

    /// Whether the file of a page whose checksum is listed is as it was written. Where that cannot be known from its age it is read.
    fn is_untouched(&self, page: &Page) -> bool {
        self.is_unchanged(&page.path, Some(page.bytes.len()))
            || self.trusted.is_none() && fs::read(self.output.join(&page.path)).is_ok_and(|there| there == page.bytes)
    }

    /// Whether a listed file is not younger than the list, and has its length where that is known.
    fn is_unchanged(&self, path: &str, length: Option<usize>) -> bool {
        let (Some(trusted), Ok(file)) = (self.trusted, fs::symlink_metadata(self.output.join(path))) else {
            return false;
        };
        let whole = length.is_none_or(|length| file.len() == length as u64);
        file.is_file() && whole && file.modified().is_ok_and(|modified| modified <= trusted)
    }

    /// Moves every page to its place, removes what is no longer part of the site, and lists what is.
    ///
    /// # Errors
    /// When the folder cannot be written; the next build then mends it.
    pub fn finish(self) -> Result<Finished, Failure> {
        let taken = std::mem::take(&mut *self.taken());
        let now = List::of(taken.sums);
        let text = now.text();
        let stands = taken.waiting.is_empty() && now == self.before;
        let (changed, removed) = if stands { (0, 0) } else { self.move_all(&taken.waiting, &now, &text)? };
        self.waiting.end()?;
        self.lock.set_len(0).map_err(|error| unwritable(&self.output.join(LOCK), &error))?;
        let written = Written { files: now.len(), changed, removed };
        Ok(Finished { written, list: Sum::of(text.as_bytes()), paths: now.into_paths() })
    }

    /// From here on the site changes. If this build is stopped half-way, the next one must know of every file that may be there.
    fn move_all(&self, waiting: &[String], now: &List, text: &str) -> Result<(usize, usize), Failure> {
        let gone = self.before.without(now);
        let folders: BTreeSet<&str> = waiting.iter().map(String::as_str).flat_map(folders_of).collect();
        let touched: BTreeSet<&str> = gone.flat_map(folders_of).chain(folders.iter().copied()).collect();
        touched.iter().try_for_each(|folder| refuse_link(&self.output.join(folder)))?;
        let mut lock = &self.lock;
        lock.write_all(b"a build is writing here\n").map_err(|error| unwritable(&self.output.join(LOCK), &error))?;
        if let Some(union) = self.before.union(now) {
            self.put_list(&union.text())?;
        }
        // What was a file and is a folder now, or the reverse, makes way for what comes.
        let files: BTreeSet<&str> = waiting.iter().map(String::as_str).collect();
        let in_the_way = |path: &&str| folders.contains(path) || folders_of(path).any(|folder| files.contains(folder));
        let made_way = remove(&self.output, self.before.without(now).filter(in_the_way))?;
        self.waiting.move_to(&self.output)?;
        let removed = made_way + remove(&self.output, self.before.without(now))?;
        // The list is the youngest file of the site, because a younger one is taken for changed by somebody else.
        self.put_list(text)?;
        Ok((waiting.len(), removed))
    }

    fn put_list(&self, list: &str) -> Result<(), Failure> {
        let (part, place) = (self.waiting.place(LIST), self.output.join(LIST));
        fs::write(&part, list).and_then(|()| fs::rename(&part, &place)).map_err(|error| unwritable(&place, &error))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the lock, after a word if another build has it. Says whether the build before was stopped while it changed the site: one that
/// ends leaves the lock empty.
fn lock(output: &Path) -> Result<(File, bool), Failure> {
    let path = output.join(LOCK);
    refuse_link(&path)?;
    let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
    let file = open.map_err(|error| unwritable(&path, &error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!("note: {}: another build is writing here; waiting for it", output.display());
            file.lock().map_err(|error| unwritable(&path, &error))?;
        }
        Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
    }
    let stopped = file.metadata().is_ok_and(|lock| lock.len() > 0);
    Ok((file, stopped))
}

/// The folders that a path lies in, outermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Removes what an earlier build wrote and this one did not, and the folders that are empty then.
fn remove<'a>(output: &Path, gone: impl Iterator<Item = &'a str>) -> Result<usize, Failure> {
    let mut removed = 0;
    for path in gone {
        let place = output.join(path);
        match fs::remove_file(&place) {
            Ok(()) => removed += 1,
            // A folder that it lay in may be a file by now.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            // So may it be a folder.
            Err(_) if place.is_dir() => {}
            Err(error) => return Err(unwritable(&place, &error)),
        }
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != output && folder.starts_with(output)) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
    }
    Ok(removed)
}
