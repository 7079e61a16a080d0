//! What earlier builds made, kept by what it was made of. In: a key (the checksum of all that a thing is made from, the program itself
//! included) and a way to make the thing. Out: the thing, made anew only where no build made it before. A folder of files that can be deleted
//! at any time: what is not there, or does not read back whole, is made again. Never looks at the age of a file.

use std::{
    cell::Cell,
    collections::BTreeSet,
    convert::Infallible,
    fs::{self, File},
    hash::{BuildHasher, Hasher},
    io::{Read as _, Write},
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::model::Digest;

/// A folder is ours if this file is in it; `*` keeps the cache out of git.
const MARK: &str = ".gitignore";
const MARKED: &str = "# The cache of concord: it can be deleted at any time.\n*\n";

/// How many bytes tell behind what a file holds whether it is whole.
const CHECK: usize = 8;

/// Each thread keeps no more room than this, in bytes, for what it reads next.
const MOST_ROOM: usize = 1 << 22;

thread_local! {
    /// What a thread reads it reads into the same room: hundreds of megabytes of fresh memory cost more than to read them.
    static ROOM: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What tells it. It stands against a torn file and not against an enemy, who could as well write the whole file: after a change of one text a
/// hundred megabytes are read, and to sum them as the keys are summed took a thirtieth of that build.
fn check(held: &[u8]) -> [u8; CHECK] {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    hasher.write(held);
    hasher.finish().to_le_bytes()
}

/// The program itself, its data and all that it is linked with; `None` where its file cannot be read.
static PROGRAM: LazyLock<Option<Digest>> = LazyLock::new(|| {
    let program = std::env::current_exe().and_then(fs::read).ok()?;
    Some(Digest::of([program.as_slice(), env!("CARGO_PKG_VERSION").as_bytes()]))
});

/// The folder, open for one build.
#[derive(Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    used: Mutex<BTreeSet<Digest>>,
    stored: Mutex<BTreeSet<Digest>>,
}

impl Cache {
    /// Opens the cache in a folder, which is made where it is not there. A folder that cannot be written, or that holds what is not ours, is
    /// left alone, and everything is made anew.
    pub fn open(folder: &Path) -> Self {
        // The program's own file is read meanwhile.
        rayon::spawn(|| _ = LazyLock::force(&PROGRAM));
        Self { folder: claim(folder).then(|| folder.to_owned()), used: Mutex::default(), stored: Mutex::default() }
    }

    /// No cache: everything is made anew.
    pub fn none() -> Self {
        Self { folder: None, used: Mutex::default(), stored: Mutex::default() }
    }

    /// The thing that is made from the parts, from the folder where it is there.
    pub fn remember<T>(&self, parts: Digest, anew: impl FnOnce() -> T) -> T
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let Ok(made) = self.remember_if(parts, || Ok::<T, Infallible>(anew()));
        made
    }

    /// The same, where making the thing may fail.
    ///
    /// # Errors
    /// When it does.
    pub fn remember_if<T, E>(&self, parts: Digest, anew: impl FnOnce() -> Result<T, E>) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let key = self.key(parts);
        if let Some(there) = self.get(key) {
            return Ok(there);
        }
        let made = anew()?;
        self.keep(key, &made);
        Ok(made)
    }

    /// The same for a thing made of parts that are kept elsewhere and read back equal there: to read it back as a whole would take the time of a
    /// stage, and twice the memory.
    pub fn recall<T: Serialize + DeserializeOwned>(&self, parts: Digest, anew: impl FnOnce() -> T) -> T {
        let key = self.key(parts);
        self.get(key).unwrap_or_else(|| {
            let made = anew();
            self.put(key, &made);
            made
        })
    }

    /// Keeps a thing under a key, if it reads back equal, and says whether it does: what is made of a text may be anything.
    pub fn keep<T>(&self, key: Digest, made: &T) -> bool
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let held = self.folder.as_ref().and_then(|_| postcard::to_stdvec(made).ok());
        let held = held.filter(|held| postcard::from_bytes::<T>(held).is_ok_and(|read| read == *made));
        held.is_some_and(|held| self.store(key, &held))
    }

    /// Keeps on what is kept under a key, though it is not read now; says whether it is there.
    pub fn still(&self, key: Digest) -> bool {
        let there = self.place(key).is_some_and(|place| place.is_file());
        if there {
            self.is_used(key);
        }
        there
    }

    /// The key of what this program makes from the parts: another program may make another thing from them.
    pub fn key(&self, parts: Digest) -> Digest {
        PROGRAM.map_or(parts, |program| Digest::of([program, parts]))
    }

    /// What is kept under a key, if it is there and whole.
    pub fn get<T: DeserializeOwned>(&self, key: Digest) -> Option<T> {
        // Empty where one thing is read within another.
        let mut room = ROOM.take();
        let thing = self.read(key, &mut room).and_then(|held| postcard::from_bytes(held).ok());
        if room.capacity() <= MOST_ROOM {
            ROOM.set(room);
        }
        thing
    }

    /// The bytes that are kept under a key by `put_bytes`.
    pub fn get_bytes(&self, key: Digest) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let held = self.read(key, &mut bytes)?.len();
        bytes.truncate(held);
        Some(bytes)
    }

    /// What a file holds that is whole, read into `room`.
    fn read<'r>(&self, key: Digest, room: &'r mut Vec<u8>) -> Option<&'r [u8]> {
        room.clear();
        File::open(self.place(key)?).and_then(|mut file| file.read_to_end(room)).ok()?;
        let (held, told) = room.split_at_checked(room.len().checked_sub(CHECK)?)?;
        self.is_used(key);
        (check(held) == told).then_some(held)
    }

    /// Keeps bytes under a key. They are given back as they lie: megabytes of a list are not copied to be read.
    pub fn put_bytes(&self, key: Digest, bytes: &[u8]) {
        self.store(key, bytes);
    }

    /// Keeps a thing under a key. That it cannot be kept costs time and nothing else.
    pub fn put<T: Serialize>(&self, key: Digest, thing: &T) {
        if let (Some(_), Ok(held)) = (&self.folder, postcard::to_stdvec(thing)) {
            self.store(key, &held);
        }
    }

    /// Whether it is stored.
    fn store(&self, key: Digest, held: &[u8]) -> bool {
        let Some(place) = self.place(key) else { return false };
        if let Some(folder) = place.parent() {
            let _ = fs::create_dir_all(folder);
        }
        // Half a file does not pass its checksum, so none is written beside and moved.
        let write = || {
            File::create(&place)
                .and_then(|mut file| [held, &check(held)].iter().try_for_each(|part| file.write_all(part)))
        };
        let stored = write().is_ok();
        if stored {
            self.is_used(key);
            self.stored.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        }
        stored
    }

    fn is_used(&self, key: Digest) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
    }

    /// Drops what this build had no use for.
    pub fn sweep(self) {
        let Some(folder) = &self.folder else { return };
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let shelves: Vec<fs::DirEntry> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
        shelves.into_par_iter().for_each(|shelf| {
            let first = shelf.file_name().to_string_lossy().into_owned();
            if first.len() != 2 {
                return;
            }
            for file in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
                let key = Digest::read(&format!("{first}{}", file.file_name().to_string_lossy()));
                if key.is_none_or(|key| !used.contains(&key)) {
                    // What cannot be removed is never read, for nothing has its key.
                    let _ = fs::remove_file(file.path());
                }
            }
        });
    }

    /// Drops what the last check stored and this one had no use for. A check leaves what a build made, of which it needs a part, and the next build
    /// drops what checks have stored.
    pub fn sweep_checks(&self) {
        let name = self.key(Digest::of([b"checks".as_slice()]));
        let before: BTreeSet<Digest> = self.get(name).unwrap_or_default();
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for place in before.difference(&used).filter_map(|key| self.place(*key)) {
            // What cannot be removed is never read, for nothing has its key.
            let _ = fs::remove_file(place);
        }
        let mut stored = std::mem::take(&mut *self.stored.lock().unwrap_or_else(PoisonError::into_inner));
        stored.extend(before.intersection(&used));
        self.put(name, &stored);
    }

    fn place(&self, key: Digest) -> Option<PathBuf> {
        let name = key.figures();
        let (first, rest) = name.split_at_checked(2)?;
        // A program that cannot be told from others keeps nothing and finds nothing.
        let folder = self.folder.as_ref().filter(|_| PROGRAM.is_some())?;
        Some(folder.join(first).join(rest))
    }
}

/// Makes the folder ours, if it is new or empty or was ours before.
fn claim(folder: &Path) -> bool {
    let mark = folder.join(MARK);
    // A link in it may lead to files of somebody else, which must be neither written nor swept away.
    let is_link = |entry: fs::DirEntry| entry.file_type().is_ok_and(|sort| sort.is_symlink());
    if fs::read_dir(folder).is_ok_and(|files| files.flatten().any(is_link)) {
        return false;
    }
    if fs::read_to_string(&mark).is_ok_and(|there| there == MARKED) {
        return true;
    }
    let fresh =
        fs::create_dir_all(folder).is_ok() && fs::read_dir(folder).is_ok_and(|mut files| files.next().is_none());
    fresh && fs::write(mark, MARKED).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(cache: &Cache, part: &str, made: &str) -> String {
        cache.remember(Digest::of([part.as_bytes()]), || made.to_owned())
    }

    #[test]
    fn a_thing_is_made_once_and_again_when_its_file_is_not_whole() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("cache");
        let cache = Cache::open(&place);
        assert_eq!(ask(&cache, "a", "first"), "first");
        assert_eq!(ask(&cache, "a", "second"), "first", "it is remembered");
        assert_eq!(ask(&cache, "b", "other"), "other", "another key is another thing");
        let file = cache.place(cache.key(Digest::of([b"a".as_slice()]))).unwrap();
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() - 1]).unwrap();
        assert_eq!(ask(&cache, "a", "third"), "third", "a torn file is made again");
        cache.sweep();
        let cache = Cache::open(&place);
        assert_eq!(ask(&cache, "a", "fourth"), "third");
        cache.sweep();
        let cache = Cache::open(&place);
        assert_eq!(ask(&cache, "b", "fifth"), "fifth", "what a build had no use for is gone");
    }

    #[test]
    fn checks_keep_what_they_use_and_what_a_build_made() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("cache");
        let build = Cache::open(&place);
        ask(&build, "of the build", "first");
        build.sweep();
        let check = |part: &str, made: &str| {
            let cache = Cache::open(&place);
            let there = ask(&cache, part, made);
            cache.sweep_checks();
            there
        };
        assert_eq!(check("a", "first"), "first");
        assert_eq!(check("a", "second"), "first", "a check remembers");
        assert_eq!(check("b", "third"), "third");
        assert_eq!(check("a", "fourth"), "fourth", "what the check before had no use for is gone");
        assert_eq!(ask(&Cache::open(&place), "of the build", "second"), "first", "what the build made is not");
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "mine").unwrap();
        let cache = Cache::open(folder.path());
        assert_eq!(ask(&cache, "a", "first"), "first");
        assert_eq!(ask(&cache, "a", "second"), "second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
