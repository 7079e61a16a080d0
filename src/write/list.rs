//! The list of what the program wrote. In: pages, or the list of an earlier build. Out: paths with checksums, one a line, as `sha256sum`
//! reads them. A list that is not ours is never taken for one: nothing it names would be safe to delete.

use std::{collections::BTreeMap, fmt::Write as _, fs, io, path::Path};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::LIST;
use crate::model::{Failure, Page};

/// Paths of the site, each with the checksum of its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct List {
    files: BTreeMap<String, String>,
}

impl List {
    pub(super) fn of(pages: &[Page]) -> Self {
        Self { files: pages.par_iter().map(|page| (page.path.clone(), checksum(&page.bytes))).collect() }
    }

    /// The list of the build before; empty where there was none.
    pub(super) fn read(output: &Path) -> Result<Self, Failure> {
        let path = output.join(LIST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(strange(&path, &error.to_string())),
        };
        let mut files = BTreeMap::new();
        for (i, line) in text.lines().enumerate() {
            let entry = line.split_once("  ").filter(|(sum, file)| {
                let inside = !file.starts_with('/')
                    && !file.contains('\\')
                    && !file.split('/').any(|part| matches!(part, "" | "." | ".."));
                sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit()) && inside
            });
            let Some((sum, file)) = entry else {
                return Err(strange(&path, &format!("line {} is none of ours", i + 1)));
            };
            files.insert(file.to_owned(), sum.to_owned());
        }
        Ok(Self { files })
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        let mut files = self.files.clone();
        files.extend(other.files.clone());
        Self { files }
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The paths that `other` does not name.
    pub(super) fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.files.keys().filter(|path| !other.files.contains_key(*path)).map(String::as_str)
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (path, sum) in &self.files {
            let _ = writeln!(text, "{sum}  {path}");
        }
        text
    }
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut sum, byte| {
        let _ = write!(sum, "{byte:02x}");
        sum
    })
}

fn strange(path: &Path, why: &str) -> Failure {
    Failure::new(
        path.display(),
        format!("this list of the files of an earlier build cannot be read: {why}"),
        "name another folder with --output, or empty this one yourself",
    )
}
