//! Writes the site. In: pages, one at a time and from all threads, long lists piece by piece. Out: files in the output folder. Every new or
//! changed page waits in a folder of its own until the last one is there; then each is moved to its place (a folder that the site does not
//! have yet at once), so that a file is old or new and never torn, and a build that fails leaves the site as it was. Deletes only what the
//! list of an earlier build names, or the lock of one that was stopped; refuses a folder that holds anything else.

mod age;
mod gone;
mod list;
mod lock;
mod pieces;
mod place;
mod proof;
mod waiting;

use std::{
    collections::BTreeSet,
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use self::{
    age::{Changed, Found},
    gone::{folders_of, make_way, remove},
    list::Succession,
    lock::Lock,
    place::{refuse_leaving, refuse_link, unwritable},
    waiting::Waiting,
};
pub use self::{
    list::{List, Place, Sum},
    pieces::Pieces,
    place::{refuse_sources, refuse_strangers},
    proof::Proof,
};
use crate::model::{Failure, Map, Page};

/// The list of what the program wrote, with a checksum for each file: `sha256sum -c MANIFEST.sha256` checks a copy of the site.
pub const LIST: &str = "MANIFEST.sha256";

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
    /// Its files.
    pub files: List,
    /// For each file of the site before where it stands among them.
    places: Vec<Option<Place>>,
}

impl Finished {
    /// Where a file stands that was kept.
    pub fn kept(&self, before: Place) -> Option<Place> {
        self.places.get(before.index()).copied().flatten()
    }

    /// Where a file stands that was written.
    pub fn place(&self, path: &str) -> Option<Place> {
        self.files.place(path)
    }
}

/// Writes all pages into `output`.
///
/// # Errors
/// As those of `Writer`.
pub fn write(pages: &[Page], output: &Path) -> Result<Written, Failure> {
    let writer = Writer::begin(output, &|| ())?;
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
    trusted: Option<Changed>,
    /// Whether files had to be read to learn what they hold.
    looked: bool,
    /// For each file of the list whether it is there as that build left it. They are looked at in their order before anything is made, while texts
    /// are read and resolved: looked up one by one between the pages they took half as long as all that is kept.
    unchanged: Vec<bool>,
    /// For each file of the list whether it stays as it is.
    stands: Vec<AtomicBool>,
    taken: Mutex<Taken>,
    waiting: Waiting,
    lock: Lock,
}

/// The pages that wait.
#[derive(Debug, Default)]
struct Taken {
    /// Every path with the checksum of its page.
    sums: Vec<(String, Sum)>,
    /// Paths in small letters, each with its place in `sums`: some disks cannot hold two that differ in case alone.
    folded: Map<String, usize>,
}

impl Writer {
    /// Takes hold of the output folder; `waits` is told where another build has it.
    ///
    /// # Errors
    /// When the folder holds what the program did not write, or cannot be written.
    pub fn begin(output: &Path, waits: &(dyn Fn() + Sync)) -> Result<Self, Failure> {
        refuse_strangers(output)?;
        fs::create_dir_all(output).map_err(|error| unwritable(output, &error))?;
        let (lock, stopped) = Lock::take(output, waits)?;
        let (before, listed) = List::read(output, &stopped)?;
        let waiting = Waiting::begin(output)?;
        // After a build that was stopped, the list names files of two builds, and which of them is there is not known.
        let changed = || fs::metadata(output.join(LIST)).ok().and_then(|list| Changed::of(&list));
        let trusted = if stopped.is_empty() { changed() } else { None };
        let stands = before.par_paths().map(|_| AtomicBool::new(false)).collect();
        let found = trusted.map_or_else(|| vec![Found::Gone; before.len()], |trusted| before.found(output, trusted));
        // Where somebody changed one file, the list tells of no other, for it may itself be a copy that is younger than a file that was changed.
        let changed = found.iter().any(|file| matches!(file, Found::Touched | Found::Younger));
        let looked = changed || trusted.is_some_and(Changed::is_of_a_copy);
        let unchanged = if looked {
            before.whole(output, &found)
        } else {
            found.iter().map(|file| *file == Found::Older).collect()
        };
        let (output, taken) = (output.to_owned(), Mutex::default());
        Ok(Self { output, before, listed, trusted, looked, unchanged, stands, taken, waiting, lock })
    }

    /// Takes a page. It is in its place when the writer has finished.
    ///
    /// # Errors
    /// When another page has its path, or when it cannot be written.
    pub fn take(&self, page: &Page) -> Result<(), Failure> {
        refuse_leaving(&page.path)?;
        let sum = Sum::of(&page.bytes);
        if let Some(place) = self.untouched(&page.path, page.bytes.len() as u64, sum) {
            return self.stand(place);
        }
        self.note(&page.path, sum)?;
        self.waiting.put(page)
    }

    /// Begins a file that is taken piece by piece.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin_list(&self, path: &str) -> Result<Pieces<'_>, Failure> {
        Pieces::begin(self, path)
    }

    /// Leaves the whole site as it is, if its list has this checksum and nobody has changed a file since it was written; `false` where it
    /// must be made anew.
    pub fn leave(&self, list: &Sum) -> bool {
        let stands = self.has_list(list) && self.unchanged.iter().all(|unchanged| *unchanged);
        if stands {
            self.stands.iter().for_each(|file| file.store(true, Ordering::Relaxed));
        }
        stands
    }

    /// Whether the list of the build before has this checksum.
    pub fn has_list(&self, list: &Sum) -> bool {
        self.trusted.is_some() && self.listed == *list
    }

    /// Keeps pages of the build before as they are, and gives their paths; `None` where one is not there any more as it was, and all must be
    /// given anew.
    ///
    /// # Errors
    /// When another page has the path of one.
    pub fn keep(&self, places: &[Place]) -> Result<Option<Vec<String>>, Failure> {
        let path = |place: &Place| self.before.path(*place).filter(|_| self.is_unchanged(*place));
        let Some(paths) = places.iter().map(path).collect::<Option<Vec<&str>>>() else { return Ok(None) };
        places.iter().try_for_each(|place| self.stand(*place))?;
        Ok(Some(paths.into_iter().map(str::to_owned).collect()))
    }

    /// A file of the build before stays as it is.
    fn stand(&self, place: Place) -> Result<(), Failure> {
        let twice = self.stands.get(place.index()).is_none_or(|file| file.swap(true, Ordering::Relaxed));
        let path = self.before.path(place).filter(|_| twice);
        path.map_or(Ok(()), |path| Err(two_of(path, path)))
    }

    /// Writes down a page that waits.
    fn note(&self, path: &str, sum: Sum) -> Result<(), Failure> {
        let folded = path.to_lowercase();
        let mut taken = self.taken();
        let place = taken.sums.len();
        let other = taken.folded.insert(folded, place).and_then(|other| taken.sums.get(other));
        if let Some((other, _)) = other {
            return Err(two_of(other, path));
        }
        taken.sums.push((path.to_owned(), sum));
        Ok(())
    }

    /// A page that waits must not have the path of one that stays.
    fn refuse_two(&self, taken: &Taken) -> Result<(), Failure> {
        if taken.sums.is_empty() {
            return Ok(());
        }
        let stands = self.stands.par_iter().map(|file| file.load(Ordering::Relaxed));
        let standing = self.before.par_paths().zip(stands).filter(|(_, stands)| *stands);
        let other = |path: &str| taken.sums.get(*taken.folded.get(&path.to_lowercase())?);
        let two = standing.find_map_first(|(path, _)| Some((path, other(path)?)));
        two.map_or(Ok(()), |(path, (other, _))| Err(two_of(path, other)))
    }

    fn is_unchanged(&self, place: Place) -> bool {
        self.unchanged.get(place.index()).is_some_and(|unchanged| *unchanged)
    }

    /// Where a file of the build before is listed that holds what has this length and this checksum, if it is as it was written. Where that cannot be
    /// known from its age it is read.
    fn untouched(&self, path: &str, length: u64, sum: Sum) -> Option<Place> {
        let listed = self.before.place(path).filter(|place| self.before.sum(*place) == Some(sum))?;
        let place = self.output.join(path);
        let whole = |file: &Metadata| file.is_file() && file.len() == length;
        let is_untouched = if self.trusted.is_none() {
            fs::read(place).is_ok_and(|there| Sum::of(&there) == sum)
        } else {
            self.is_unchanged(listed) && fs::symlink_metadata(place).is_ok_and(|file| whole(&file))
        };
        is_untouched.then_some(listed)
    }

    /// Moves every page to its place, removes what is no longer part of the site, and lists what is.
    ///
    /// # Errors
    /// When the folder cannot be written; the next build then mends it.
    pub fn finish(mut self) -> Result<Finished, Failure> {
        let taken = std::mem::take(&mut *self.taken());
        self.refuse_two(&taken)?;
        let stands: Vec<bool> = std::mem::take(&mut self.stands).into_iter().map(AtomicBool::into_inner).collect();
        let waiting: Vec<String> = taken.sums.iter().map(|(path, _)| path.clone()).collect();
        let (before, known) = (std::mem::take(&mut self.before), stands.len());
        let added: Vec<String> = waiting.iter().filter(|path| before.place(path).is_none()).cloned().collect();
        let Succession { now, places, gone } = before.followed_by(&stands, taken.sums);
        // A list that is written again is younger than what was looked at, so that the next build need not.
        let untouched = waiting.is_empty() && gone.is_empty() && known == now.len() && !self.looked;
        let (list, removed) = if untouched { (self.listed, 0) } else { self.move_all(&waiting, &added, &gone, &now)? };
        self.waiting.end()?;
        self.lock.clear()?;
        let written = Written { files: now.len(), changed: waiting.len(), removed };
        Ok(Finished { written, list, files: now, places })
    }

    /// From here on the site changes. If this build is stopped half-way, the next one must know of every file that may be there. Returns the
    /// checksum of the list, and how many files are gone.
    fn move_all(
        &self,
        waiting: &[String],
        added: &[String],
        gone: &[String],
        now: &List,
    ) -> Result<(Sum, usize), Failure> {
        let folders: BTreeSet<&str> = waiting.iter().map(String::as_str).flat_map(folders_of).collect();
        let touched: BTreeSet<&str> = gone.iter().map(String::as_str).flat_map(folders_of).chain(folders).collect();
        touched.iter().try_for_each(|folder| refuse_link(&self.output.join(folder)))?;
        self.lock.tell(added)?;
        let (in_the_way, others) = make_way(gone, waiting);
        let made_way = remove(&self.output, &in_the_way)?;
        self.waiting.move_to(&self.output)?;
        let removed = made_way + remove(&self.output, &others)?;
        // The list is the youngest file of the site, because a younger one is taken for changed by somebody else.
        let (sum, put) = rayon::join(|| Sum::of(now.text().as_bytes()), || self.put_list(now.text()));
        put.map(|()| (sum, removed))
    }

    fn put_list(&self, list: &str) -> Result<(), Failure> {
        let (part, place) = (self.waiting.place(LIST), self.output.join(LIST));
        fs::write(&part, list).and_then(|()| fs::rename(&part, &place)).map_err(|error| unwritable(&place, &error))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That two pages have one path.
fn two_of(other: &str, path: &str) -> Failure {
    Failure::new(
        other,
        format!("two pages have this path: {other} and {path}"),
        "rename the page under content/pages/ or static/, or give one document another id",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_changes_its_case_alone_is_there_on_any_disk() {
        let folder = tempfile::tempdir().unwrap();
        write(&[Page::new("a/note.html", "one"), Page::new("a/more.html", "two")], folder.path()).unwrap();
        write(&[Page::new("a/Note.html", "one"), Page::new("a/more.html", "two")], folder.path()).unwrap();
        let names = fs::read_dir(folder.path().join("a")).unwrap().map(|entry| entry.unwrap().file_name());
        let names: BTreeSet<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Note.html", "more.html"]);
    }
}
