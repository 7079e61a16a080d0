//! The list of what the program wrote. In: paths and checksums, or the list of an earlier build. Out: paths with checksums, one a line,
//! as `sha256sum` reads them. A list that is not ours is never taken for one: nothing it names would be safe to delete.

use std::{fmt::Write as _, fs, io, path::Path};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::LIST;
use crate::model::{Failure, read_figures, write_figures};

/// Lines that one thread writes at once.
const AT_ONCE: usize = 4096;

/// The checksum of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sum(#[serde(with = "serde_bytes")] [u8; 32]);

impl Sum {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// Paths of the site in order, each with the checksum of its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct List {
    files: Vec<(String, Sum)>,
}

impl List {
    /// `files` in any order, each path once.
    pub(super) fn of(mut files: Vec<(String, Sum)>) -> Self {
        files.par_sort_unstable();
        Self { files }
    }

    pub(super) const fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn sum(&self, path: &str) -> Option<&Sum> {
        let place = self.files.binary_search_by(|(other, _)| other.as_str().cmp(path)).ok()?;
        self.files.get(place).map(|(_, sum)| sum)
    }

    pub(super) fn par_paths(&self) -> impl ParallelIterator<Item = &str> {
        self.files.par_iter().map(|(path, _)| path.as_str())
    }

    pub(super) fn sums(&self) -> Vec<(String, Sum)> {
        self.files.clone()
    }

    pub(super) fn into_paths(self) -> Vec<String> {
        self.files.into_iter().map(|(path, _)| path).collect()
    }

    /// The list of the build before, with the checksum of its file; empty where there was none.
    pub(super) fn read(output: &Path) -> Result<(Self, Sum), Failure> {
        let path = output.join(LIST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Self::default(), Sum::of(&[]))),
            Err(error) => return Err(strange(&path, &error.to_string())),
        };
        let entry = |line: &str| {
            let (sum, file) = line.split_once("  ")?;
            let inside = !file.starts_with('/')
                && !file.contains('\\')
                && !file.split('/').any(|part| matches!(part, "" | "." | ".."));
            Some((file.to_owned(), read_figures(sum).map(Sum).filter(|_| inside)?))
        };
        let (files, sum) =
            rayon::join(|| text.par_lines().map(entry).collect::<Option<Vec<_>>>(), || Sum::of(text.as_bytes()));
        let Some(files) = files else {
            let line = text.lines().position(|line| entry(line).is_none()).unwrap_or_default();
            return Err(strange(&path, &format!("line {} is none of ours", line + 1)));
        };
        Ok((Self::of(files), sum))
    }

    /// Both lists as one; `None` where this one names all that `other` names.
    pub(super) fn union(&self, other: &Self) -> Option<Self> {
        let new: Vec<(String, Sum)> = other.beyond(self).cloned().collect();
        (!new.is_empty()).then(|| Self::of(self.sums().into_iter().chain(new).collect()))
    }

    /// The paths that `other` does not name.
    pub(super) fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.beyond(other).map(|(path, _)| path.as_str())
    }

    /// What is in this list and not in `other`. Both are in order, so each is read once.
    fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a (String, Sum)> {
        let mut others = other.files.iter().map(|(path, _)| path).peekable();
        self.files.iter().filter(move |(path, _)| {
            while others.next_if(|other| *other < path).is_some() {}
            others.peek().copied() != Some(path)
        })
    }

    pub(super) fn text(&self) -> String {
        let lines = |files: &[(String, Sum)]| {
            let mut text = String::with_capacity(files.iter().map(|(path, _)| path.len() + 67).sum());
            for (path, sum) in files {
                write_figures(&sum.0, &mut text);
                // Writing to a string cannot fail.
                let _ = writeln!(text, "  {path}");
            }
            text
        };
        self.files.par_chunks(AT_ONCE).map(lines).collect::<Vec<String>>().concat()
    }
}

fn strange(path: &Path, why: &str) -> Failure {
    Failure::new(
        path.display(),
        format!("this list of the files of an earlier build cannot be read: {why}"),
        "name another folder with --output, or empty this one yourself",
    )
}
