//! `new`: a small archive that builds at once and explains itself. In: a folder that is empty or not there. Out: files in it. Never
//! writes over a file.

use std::{fs, path::Path, process::ExitCode};

use concord::{START, model::Failure};
use include_dir::{Dir, DirEntry};

use super::report::Voice;

pub(super) fn new(dir: &Path, voice: Voice) -> Result<ExitCode, Failure> {
    let holds = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if holds || dir.is_file() {
        return Err(Failure::new(dir.display(), "this folder is not empty", "name a new folder"));
    }
    let unwritable = |error| Failure::new(dir.display(), error, "name a folder that you may write to");
    lay(&START, dir).map_err(unwritable)?;
    if !voice.is_quiet() {
        eprintln!("an archive of two documents is in {}; build it with", dir.display());
        eprintln!("  concord build --source {}", dir.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn lay(from: &Dir<'_>, to: &Path) -> std::io::Result<()> {
    for entry in from.entries() {
        let path = to.join(entry.path());
        match entry {
            DirEntry::Dir(folder) => {
                fs::create_dir_all(&path)?;
                lay(folder, to)?;
            }
            DirEntry::File(file) => {
                fs::create_dir_all(path.parent().unwrap_or(to))?;
                fs::write(&path, file.contents())?;
            }
        }
    }
    Ok(())
}
