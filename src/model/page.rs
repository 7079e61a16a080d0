//! A file of the site before it is written. In: what `render` made. Out: path and bytes. Never touches the disk.

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
