//! A file of the site before it is written. In: what `render` made. Out: path and bytes. Never touches the disk.

use super::Failure;

/// Takes the pages of a site as they are made, from any thread and in any order: a whole site need not be in memory at once.
pub type Print<'a> = dyn Fn(Page) -> Result<(), Failure> + Sync + 'a;

/// A file of the site, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Relative to the output folder, with `/` between folders; no part is empty, `.` or `..`.
    pub path: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

impl Page {
    /// A page of text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: text.into().into_bytes() }
    }
}
