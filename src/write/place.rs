//! What the output folder may be, and where a page may lie in it. In: paths. Out: nothing, or why not. Changes nothing on the disk.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{LIST, lock::LOCK};
use crate::model::Failure;

/// A page lies inside the output folder, whatever its path is made of.
pub(super) fn refuse_leaving(path: &str) -> Result<(), Failure> {
    let bad = path.split('/').any(|part| part.is_empty() || part == "." || part == "..");
    if bad || path.contains('\\') || path.starts_with('/') {
        return Err(Failure::new(path, "this path would leave the output folder", "report this as a fault of concord"));
    }
    Ok(())
}

/// A folder or file of the program's own in the output folder is no link: what is written there would lie elsewhere.
pub(super) fn refuse_link(place: &Path) -> Result<(), Failure> {
    if fs::symlink_metadata(place).is_ok_and(|there| there.is_symlink()) {
        return Err(Failure::new(
            place.display(),
            "this is a symbolic link, and what is written there would leave the output folder",
            "remove the link and build again; the site that is there stays readable",
        ));
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
///
/// # Errors
/// When it is not.
pub fn refuse_strangers(output: &Path) -> Result<(), Failure> {
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

/// That something cannot be written, and what to do about it.
pub(super) fn unwritable(place: &Path, error: &io::Error) -> Failure {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull => "make room on the disk and build again; the site that is there stays readable",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            "name a folder that you may write to with --output"
        }
        _ => "see to it that this can be written, or name another folder with --output",
    };
    Failure::new(place.display(), format!("this cannot be written: {error}"), remedy)
}
