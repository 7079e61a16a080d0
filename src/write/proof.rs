//! A site that is made and not written, for `check`. In: pages. Out: nothing, or that two of them have one path. Keeps their paths alone.

use std::sync::{Mutex, PoisonError};

use super::{place::refuse_leaving, two_of};
use crate::model::{Digest, Failure, Map, Page, Print, Take};

/// A site that is made and not written: only that each page would have a place of its own is seen to.
#[derive(Debug, Default)]
pub struct Proof {
    /// Paths, by their small letters.
    folded: Mutex<Map<String, String>>,
}

impl Print for Proof {
    fn print(&self, Page { path, .. }: Page) -> Result<(), Failure> {
        refuse_leaving(&path)?;
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        let other = folded.insert(path.to_lowercase(), path.clone());
        other.map_or(Ok(()), |other| Err(two_of(&other, &path)))
    }

    /// What they hold is not asked.
    fn lists(
        &self,
        _: &str,
        _: Option<Digest>,
        paths: &[&str],
        _: &dyn Fn(&mut Take<'_>) -> Result<(), Failure>,
    ) -> Result<Vec<String>, Failure> {
        self.all(paths.iter().map(|path| Page::new(*path, Vec::new())).collect())
    }
}
