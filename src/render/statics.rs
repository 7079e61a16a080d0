//! Files that pages need beside them: style sheet, scripts. In: the built-in ones and a folder that overrides them file by file.
//! Out: pages under `static/`. Never reads a file of an archive's content, never leaves one of the folder out in silence.

use std::{collections::BTreeMap, path::Path};

use include_dir::{Dir, include_dir};

use super::embedded;
use crate::{
    model::{Failure, Page},
    own,
};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// All static files, by path.
///
/// # Errors
/// When a file of the folder cannot be read, or is a link.
pub fn static_files(overrides: Option<&Path>) -> Result<Vec<Page>, Failure> {
    let mut files: BTreeMap<String, Vec<u8>> =
        embedded::files(&BUILT_IN).into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
    for (name, file) in overrides.map(own::files).transpose()?.unwrap_or_default() {
        files.insert(name, own::bytes(&file)?);
    }
    Ok(files.into_iter().map(|(name, bytes)| Page::new(format!("static/{name}"), bytes)).collect())
}
