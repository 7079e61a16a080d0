//! Files that pages need beside them: style sheet, scripts. In: the built-in ones and a folder that overrides them file by file.
//! Out: pages under `static/`. Never reads a file of an archive's content.

use std::{collections::BTreeMap, fs, path::Path};

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use super::embedded;
use crate::model::Page;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// All static files, by path. A file of the folder that cannot be read is left to the built-in one.
pub fn static_files(overrides: Option<&Path>) -> Vec<Page> {
    let mut files: BTreeMap<String, Vec<u8>> =
        embedded::files(&BUILT_IN).into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
    let own = overrides.into_iter().filter(|folder| folder.is_dir());
    for (folder, entry) in
        own.flat_map(|folder| WalkDir::new(folder).sort_by_file_name().into_iter().map(move |e| (folder, e)))
    {
        let Ok(entry) = entry else { continue };
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !entry.file_type().is_file() || hidden {
            continue;
        }
        if let (Ok(name), Ok(bytes)) = (entry.path().strip_prefix(folder), fs::read(entry.path())) {
            files.insert(name.to_string_lossy().replace('\\', "/"), bytes);
        }
    }
    files.into_iter().map(|(name, bytes)| Page { path: format!("static/{name}"), bytes }).collect()
}
