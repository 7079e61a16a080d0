//! The lock of the output folder. In: the folder. Out: a hold on it that a second build waits for, and what a build that was stopped had begun to
//! write. It is empty but while a build changes the site: then it says so, and names the files that the list does not yet name, one a line.

use std::{
    fs::{File, TryLockError},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use super::place::{refuse_link, unwritable};
use crate::model::Failure;

/// The file that is locked.
pub(super) const LOCK: &str = ".concord-lock";

/// What it says first.
const WRITING: &str = "a build is writing here";

/// A hold on the output folder. It ends with the program, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, after `waits` if another build has it. Gives what it says, which is nothing unless the build before was stopped while it
    /// changed the site.
    pub(super) fn take(output: &Path, waits: &dyn Fn()) -> Result<(Self, String), Failure> {
        let path = output.join(LOCK);
        refuse_link(&path)?;
        let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|error| unwritable(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waits();
                file.lock().map_err(|error| unwritable(&path, &error))?;
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
        }
        // What it says stays before what this build writes behind it: that must be known until a build has ended.
        let mut says = Vec::new();
        file.read_to_end(&mut says).map_err(|error| unwritable(&path, &error))?;
        Ok((Self { file, path }, String::from_utf8_lossy(&says).into_owned()))
    }

    /// Says that the site changes from here on, and which files may be there that the list does not name.
    pub(super) fn tell(&self, added: &[String]) -> Result<(), Failure> {
        let lines = std::iter::once(WRITING).chain(added.iter().map(String::as_str));
        let says: String = lines.flat_map(|line| [line, "\n"]).collect();
        (&self.file).write_all(says.as_bytes()).map_err(|error| unwritable(&self.path, &error))
    }

    /// Says nothing any more: the site is whole.
    pub(super) fn clear(&self) -> Result<(), Failure> {
        self.file.set_len(0).map_err(|error| unwritable(&self.path, &error))
    }
}

/// The files that the lock of a build which was stopped names. A line that has no end was not written to its end, and may name what is somebody
/// else's.
pub(super) fn named(says: &str) -> impl Iterator<Item = &str> {
    says.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).filter(|line| *line != WRITING)
}
