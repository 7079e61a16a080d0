//! How far a build is. In: what the stages tell as they begin and as they get on. Out: calls to whoever shows it. Never changes what is made.

use std::path::Path;

use crate::model::Page;

/// Is told how far a build is, from any thread.
pub trait Progress: Sync {
    /// A stage begins; `of` is how many steps it has, where that is known.
    fn begin(&self, _stage: &'static str, _of: Option<usize>) {}

    /// One step of the stage is done.
    fn step(&self) {}

    /// Another build is writing into the output folder, and this one waits for it.
    fn waits(&self, _output: &Path) {}

    /// A page was made anew. It is in its place when the build ends.
    fn printed(&self, _page: &Page) {}

    /// The pages that were printed since the last time belong together and are whole.
    fn pages_printed(&self) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}
