//! The list of what the program wrote. In: paths and checksums, or the list of an earlier build and what its lock names beside. Out: paths
//! with checksums, one a line, as `sha256sum` reads them. A list that is not ours is never taken for one: nothing it names would be safe to delete.

use std::{fmt::Write as _, fs, io, path::Path};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    LIST,
    age::{Changed, Found},
    lock,
    place::refuse_leaving,
};
use crate::model::{Failure, Map, read_figures, write_figures};

/// Lines that one thread writes at once.
const AT_ONCE: usize = 4096;

/// The checksum of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sum(#[serde(with = "serde_bytes")] [u8; 32]);

impl Sum {
    /// That of no file.
    const UNKNOWN: Self = Self([0; 32]);

    /// Of what a file holds.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Sha256::new_with_prefix(bytes).into()
    }
}

/// Of what was summed piece by piece.
impl From<Sha256> for Sum {
    fn from(sum: Sha256) -> Self {
        Self(sum.finalize().into())
    }
}

/// Where a file stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(u32);

impl Place {
    pub(super) fn of(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(Self)
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Paths of the site in order, each with the checksum of its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct List {
    files: Vec<(String, Sum)>,
}

/// What becomes of a list.
#[derive(Debug)]
pub(super) struct Succession {
    pub now: List,
    /// For each file of the list before where it stands now.
    pub places: Vec<Option<Place>>,
    /// What the list before names and this one does not, in order.
    pub gone: Vec<String>,
}

impl List {
    pub(super) const fn len(&self) -> usize {
        self.files.len()
    }

    /// Where a path stands.
    pub(super) fn place(&self, path: &str) -> Option<Place> {
        Place::of(self.files.binary_search_by(|(other, _)| other.as_str().cmp(path)).ok()?)
    }

    pub(super) fn sum(&self, place: Place) -> Option<&Sum> {
        self.files.get(place.index()).map(|(_, sum)| sum)
    }

    pub(super) fn path(&self, place: Place) -> Option<&str> {
        self.files.get(place.index()).map(|(path, _)| path.as_str())
    }

    pub(super) fn par_paths(&self) -> impl IndexedParallelIterator<Item = &str> {
        self.files.par_iter().map(|(path, _)| path.as_str())
    }

    /// How each file is found. Folders are read one by one, and files looked at from their folder: by their paths, the folders on the way are
    /// looked up for each of a hundred thousand files.
    pub(super) fn found(&self, output: &Path, list: Changed) -> Vec<Found> {
        let mut folders: Map<&str, Vec<(&str, usize)>> = Map::default();
        for (place, (path, _)) in self.files.iter().enumerate() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            folders.entry(folder).or_default().push((name, place));
        }
        let folders: Vec<_> = folders.into_iter().collect();
        // Some folders hold a thousand times as much as others.
        let there = folders.par_iter().with_max_len(1).flat_map_iter(|(folder, listed)| {
            let files = fs::read_dir(output.join(folder)).into_iter().flatten().flatten();
            files.filter_map(move |file| {
                let name = file.file_name();
                // Names of one folder ascend as their paths do.
                let found =
                    listed.binary_search_by(|(other, _)| (*other).cmp(name.to_str().unwrap_or_default())).ok()?;
                let (_, place) = listed.get(found)?;
                Some((*place, Found::of(list, &file.metadata().ok()?)))
            })
        });
        let mut found = vec![Found::Gone; self.files.len()];
        for (place, how) in there.collect::<Vec<(usize, Found)>>() {
            if let Some(file) = found.get_mut(place) {
                *file = how;
            }
        }
        found
    }

    /// For each file whether it holds what the list says; all that are there and not younger are read.
    pub(super) fn whole(&self, output: &Path, found: &[Found]) -> Vec<bool> {
        let holds = |path: &str, sum: &Sum| fs::read(output.join(path)).is_ok_and(|bytes| Sum::of(&bytes) == *sum);
        let files = self.files.par_iter().zip(found);
        files.map(|((path, sum), found)| matches!(found, Found::Older | Found::Touched) && holds(path, sum)).collect()
    }

    /// The list of the site when what `stands` says of each file is left, and `new` ones in any order lie beside.
    pub(super) fn followed_by(self, stands: &[bool], mut new: Vec<(String, Sum)>) -> Succession {
        new.par_sort_unstable();
        let mut files = Vec::with_capacity(self.files.len() + new.len());
        let (mut places, mut gone) = (Vec::with_capacity(self.files.len()), Vec::new());
        let mut new = new.into_iter().peekable();
        for (file, stands) in self.files.into_iter().zip(stands) {
            while let Some(other) = new.next_if(|(path, _)| *path < file.0) {
                files.push(other);
            }
            let again = new.peek().is_some_and(|(path, _)| *path == file.0);
            places.push(Place::of(files.len()).filter(|_| *stands || again));
            match (stands, again) {
                (true, _) => files.push(file),
                (false, true) => {}
                (false, false) => gone.push(file.0),
            }
        }
        files.extend(new);
        Succession { now: Self { files }, places, gone }
    }

    pub(super) fn into_paths(self) -> Vec<String> {
        self.files.into_iter().map(|(path, _)| path).collect()
    }

    /// The list of the build before, with the checksum of its file; empty where there was none. What the lock says in `more` may be there beside
    /// it, each with a content that nobody knows.
    pub(super) fn read(output: &Path, more: &str) -> Result<(Self, Sum), Failure> {
        let path = output.join(LIST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(strange(&path, &error.to_string())),
        };
        let inside = |file: &str| refuse_leaving(file).is_ok();
        let entry = |line: &str| {
            let (sum, file) = line.split_once("  ")?;
            Some((file.to_owned(), read_figures(sum).map(Sum).filter(|_| inside(file))?))
        };
        let (files, sum) =
            rayon::join(|| text.par_lines().map(entry).collect::<Option<Vec<_>>>(), || Sum::of(text.as_bytes()));
        let Some(mut files) = files else {
            let line = text.lines().position(|line| entry(line).is_none()).unwrap_or_default();
            return Err(strange(&path, &format!("line {} is none of ours", line + 1)));
        };
        let more = lock::named(more).filter(|path| inside(path));
        files.extend(more.map(|path| (path.to_owned(), Sum::UNKNOWN)));
        files.par_sort_unstable();
        files.dedup_by(|a, b| a.0 == b.0);
        Ok((Self { files }, sum))
    }

    pub(super) fn text(&self) -> String {
        let lines = |files: &[(String, Sum)]| {
            let mut text = String::with_capacity(files.iter().map(|(path, _)| path.len() + 67).sum());
            for (path, sum) in files {
                write_figures(&sum.0, &mut text);
                // Writing to a string cannot fail.
                let _ = writeln!(text, "  {path}");
            }
            text
        };
        self.files.par_chunks(AT_ONCE).map(lines).collect::<Vec<String>>().concat()
    }
}

fn strange(path: &Path, why: &str) -> Failure {
    Failure::new(
        path.display(),
        format!("this list of the files of an earlier build cannot be read: {why}"),
        "name another folder with --output, or empty this one yourself",
    )
}
