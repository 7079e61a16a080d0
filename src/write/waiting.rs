//! Where new pages wait until the last one is made. In: pages, from all threads. Out: a folder beside the site with the paths of the
//! site; then its files in their places. Never changes the site before it is told to, and leaves nothing behind.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;

use super::place::unwritable;
use crate::model::{Failure, Page};

/// The folder, in the output folder: a file cannot be moved from one disk to another at once.
const WAITING: &str = ".concord-parts";

/// The pages that wait.
#[derive(Debug)]
pub(super) struct Waiting {
    folder: PathBuf,
    /// The folders in it that are there.
    made: Mutex<BTreeSet<String>>,
}

impl Waiting {
    /// Makes the folder anew; what a build that was stopped left in it is gone.
    pub fn begin(output: &Path) -> Result<Self, Failure> {
        let folder = output.join(WAITING);
        if let Err(error) = fs::remove_dir_all(&folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(unwritable(&folder, &error));
        }
        fs::create_dir(&folder).map_err(|error| unwritable(&folder, &error))?;
        Ok(Self { folder, made: Mutex::default() })
    }

    /// Where a page waits.
    pub fn place(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Takes a page.
    pub fn put(&self, page: &Page) -> Result<(), Failure> {
        let mut file = self.open(&page.path)?;
        file.write_all(&page.bytes).map_err(|error| unwritable(&self.place(&page.path), &error))
    }

    /// A file that waits, to be filled.
    pub fn open(&self, path: &str) -> Result<File, Failure> {
        let place = self.place(path);
        if let Some((folder, _)) = path.rsplit_once('/') {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if !made.contains(folder) {
                let place = self.place(folder);
                fs::create_dir_all(&place).map_err(|error| unwritable(&place, &error))?;
                made.insert(folder.to_owned());
            }
        }
        File::create(&place).map_err(|error| unwritable(&place, &error))
    }

    /// Takes one back that is not needed.
    pub fn take_back(&self, path: &str) -> Result<(), Failure> {
        let place = self.place(path);
        fs::remove_file(&place).map_err(|error| unwritable(&place, &error))
    }

    /// Moves every page to its place in the site.
    pub fn move_to(&self, output: &Path) -> Result<(), Failure> {
        let mut moves = Vec::new();
        let listed = moves_between(&self.folder, output, &mut moves);
        listed.map_err(|error| unwritable(&self.folder, &error))?;
        moves.par_iter().try_for_each(|(from, to)| fs::rename(from, to).map_err(|error| unwritable(to, &error)))
    }

    /// Nothing waits any more.
    pub fn end(&self) -> Result<(), Failure> {
        fs::remove_dir_all(&self.folder).map_err(|error| unwritable(&self.folder, &error))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // What could not be finished must not stay behind; that this fails is told by the error that led here.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What must be moved so that all that is in one folder is in another: a folder that is not there yet as a whole, of others what is in them.
fn moves_between(from: &Path, to: &Path, moves: &mut Vec<(PathBuf, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() && fs::symlink_metadata(&place).is_ok_and(|there| there.is_dir()) {
            moves_between(&entry.path(), &place, moves)?;
        } else {
            moves.push((entry.path(), place));
        }
    }
    Ok(())
}
