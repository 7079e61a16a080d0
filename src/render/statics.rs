//! Files that pages need beside them: style sheet, scripts. In: the built-in ones and a folder that overrides them file by file.
//! Out: pages under `static/`. Never reads a file of an archive's content, never leaves one of the folder out in silence.

use std::{collections::BTreeMap, fs, path::Path};

use include_dir::{Dir, include_dir};

use super::embedded;
use crate::model::{Failure, Page};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// All static files, by path.
///
/// # Errors
/// When a file of the folder cannot be read, or is a link.
pub fn static_files(overrides: Option<&Path>) -> Result<Vec<Page>, Failure> {
    let mut files: BTreeMap<String, Vec<u8>> =
        embedded::files(&BUILT_IN).into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
    for folder in overrides.into_iter().filter(|folder| folder.is_dir()) {
        for path in embedded::own_files(folder)? {
            let bytes = fs::read(&path)
                .map_err(|error| Failure::new(path.display(), error, "make it a file that you may read"))?;
            let name = path.strip_prefix(folder).unwrap_or(&path);
            files.insert(name.to_string_lossy().replace('\\', "/"), bytes);
        }
    }
    Ok(files.into_iter().map(|(name, bytes)| Page { path: format!("static/{name}"), bytes }).collect())
}
