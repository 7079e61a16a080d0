//! Writes the site. In: pages in memory. Out: files in the output folder. Each file is written beside its place and moved there, so that
//! it is old or new and never torn. Deletes only what the list of an earlier build names; refuses a folder that holds anything else.

mod list;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use list::List;
use rayon::prelude::*;

use crate::model::{Failure, Page};

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

/// Writes all pages into `output`.
///
/// # Errors
/// When two pages have one path, when the folder holds what the program did not write, or when it cannot be written.
pub fn write(pages: &[Page], output: &Path) -> Result<Written, Failure> {
    collisions(pages)?;
    refuse_strangers(output)?;
    fs::create_dir_all(output).map_err(|error| unwritable(output, &error))?;
    let (lock, stopped) = lock(output)?;
    let before = List::read(output)?;
    let now = List::of(pages);
    if stopped {
        sweep(output, before.paths());
    }
    // If this build is stopped half-way, the next one must know of every file that may be there.
    let union = before.union(&now);
    if union != before {
        put(output, LIST, union.text().as_bytes())?;
    }
    let folders: BTreeSet<&str> = pages.iter().filter_map(|page| Some(page.path.rsplit_once('/')?.0)).collect();
    for folder in &folders {
        let folder = output.join(folder);
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
    }
    let changed = pages
        .par_iter()
        .map(|page| put(output, &page.path, &page.bytes).map(usize::from))
        .try_reduce(|| 0, |a, b| Ok(a + b))?;
    let removed = remove(output, before.without(&now))?;
    if now != union || now != before {
        put(output, LIST, now.text().as_bytes())?;
    }
    lock.set_len(0).map_err(|error| unwritable(&output.join(LOCK), &error))?;
    drop(lock);
    Ok(Written { files: pages.len(), changed, removed })
}

/// Two pages of one path, or of paths that differ only in case: some disks cannot hold both.
fn collisions(pages: &[Page]) -> Result<(), Failure> {
    let mut paths: BTreeMap<String, &str> = BTreeMap::new();
    for page in pages {
        let bad = page.path.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        if bad || page.path.contains('\\') || page.path.starts_with('/') {
            return Err(Failure::new(
                &page.path,
                "this path would leave the output folder",
                "report this as a fault of concord",
            ));
        }
        if let Some(other) = paths.insert(page.path.to_lowercase(), &page.path) {
            return Err(Failure::new(
                other,
                format!("two pages have this path: {other} and {}", page.path),
                "rename the page under content/pages/ or static/, or give one document another id",
            ));
        }
    }
    Ok(())
}

/// An output folder must not hold the sources, nor lie in a folder of theirs, where its pages would be taken for documents.
///
/// # Errors
/// When it does.
pub fn refuse_sources(source: &Path, output: &Path) -> Result<(), Failure> {
    let (source, place) = (real(source), real(output));
    let among = ["content", "templates", "static", "data"].iter().any(|folder| place.starts_with(source.join(folder)));
    if among || source.starts_with(&place) {
        return Err(Failure::new(
            output.display(),
            "the sources are in this folder, and a site written there would mix with them",
            "name a folder of its own with --output, such as site; nothing was changed",
        ));
    }
    Ok(())
}

/// A path without links and `..`, of which the last parts need not be there.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|there| Some((there, fs::canonicalize(there).ok()?)));
    let Some((there, real)) = there else { return path };
    path.strip_prefix(there)
        .map_or_else(|_| real.clone(), |rest| if rest.as_os_str().is_empty() { real.clone() } else { real.join(rest) })
}

/// An output folder that is not empty must be one that the program made.
fn refuse_strangers(output: &Path) -> Result<(), Failure> {
    if output.is_file() {
        return Err(Failure::new(output.display(), "this is a file", "name a folder with --output"));
    }
    let Ok(mut entries) = fs::read_dir(output) else { return Ok(()) };
    let ours = output.join(LIST).is_file() || output.join(LOCK).is_file();
    if !ours && entries.next().is_some() {
        return Err(Failure::new(
            output.display(),
            "this folder holds files that concord did not write",
            "name an empty or a new folder with --output; nothing was changed",
        ));
    }
    Ok(())
}

/// Takes the lock, after a word if another build has it. Says whether the build before was stopped: one that ends leaves the lock empty.
fn lock(output: &Path) -> Result<(File, bool), Failure> {
    let path = output.join(LOCK);
    let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = open.map_err(|error| unwritable(&path, &error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!("note: {}: another build is writing here; waiting for it", output.display());
            file.lock().map_err(|error| unwritable(&path, &error))?;
        }
        Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
    }
    let stopped = file.metadata().is_ok_and(|lock| lock.len() > 0);
    file.write_all(b"a build is writing here\n").map_err(|error| unwritable(&path, &error))?;
    Ok((file, stopped))
}

/// Removes what a stopped build had not finished. Its files are all beside paths of the list, which it wrote first.
fn sweep<'a>(output: &Path, paths: impl Iterator<Item = &'a str>) {
    for path in paths.chain([LIST]) {
        // That it is not there is the rule; one that cannot be removed is written over or does no harm.
        let _ = fs::remove_file(beside(&output.join(path)));
    }
}

/// Writes one file whole, if it is not there already with the same bytes; says whether it was written.
fn put(output: &Path, path: &str, bytes: &[u8]) -> Result<bool, Failure> {
    let place = output.join(path);
    if fs::read(&place).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    let part = beside(&place);
    let whole = File::create(&part).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&part, &place));
    whole.map_err(|error| {
        // What could not be finished must not stay behind; that this fails too is told by the first error.
        let _ = fs::remove_file(&part);
        unwritable(&place, &error)
    })?;
    Ok(true)
}

/// The name a file has until it is whole.
fn beside(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".concord-part");
    place.with_file_name(name)
}

/// Removes what an earlier build wrote and this one did not, and the folders that are empty then.
fn remove<'a>(output: &Path, gone: impl Iterator<Item = &'a str>) -> Result<usize, Failure> {
    let mut removed = 0;
    for path in gone {
        let place = output.join(path);
        match fs::remove_file(&place) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
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

fn unwritable(place: &Path, error: &io::Error) -> Failure {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull => "make room on the disk and build again; the site that is there stays readable",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            "name a folder that you may write to with --output"
        }
        _ => "see to it that this can be written, or name another folder with --output",
    };
    Failure::new(place.display(), format!("this cannot be written: {error}"), remedy)
}
