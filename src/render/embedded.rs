//! Files embedded in the program, and those of a folder that stand in for them. In: a folder of either sort. Out: its files with their
//! paths, folders below included. Never follows a link out of a folder.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use include_dir::Dir;
use walkdir::WalkDir;

use crate::model::Failure;

/// All files of a folder by path, with `/` between folders.
pub fn files(folder: &'static Dir<'static>) -> BTreeMap<String, &'static [u8]> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            found.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents());
        }
    }
    found
}

/// The files of a folder of the user's own, in order of path; hidden ones are those of editors.
pub fn own_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Failure::new(folder.display(), error, "make the folder readable"))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.depth() == 0 || entry.file_type().is_dir() || hidden {
            continue;
        }
        if !entry.file_type().is_file() {
            let cause = "this is a symbolic link or no ordinary file, and neither is followed";
            return Err(Failure::new(entry.path().display(), cause, "put a copy of the file there instead"));
        }
        found.push(entry.into_path());
    }
    Ok(found)
}
