//! A source file as `discover` hands it on: decoded, with its sidecar, or with why it could not be read. In: bytes and a path. Out:
//! `SourceText` or `Unread`. Knows nothing of what the text says.

use super::{Digest, Finding};

/// What sort of file a source is, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Extracted text: `.txt`.
    Text,
    /// Markdown: `.md`.
    Markdown,
    /// `.html`, `.htm`, its text already taken out.
    Html,
    /// `.pdf`, its text already extracted.
    Pdf,
}

/// What parts the cells of a table in the text taken out of HTML, where a row is a line. No text holds it: it is a sign for machines.
pub const CELL: char = '\u{1f}';

/// A source file, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Relative to the source folder, with `/` between folders: `content/reports/A-64-123.zh.txt`.
    pub path: String,
    /// By its ending.
    pub format: Format,
    /// The decoded text, without a byte order mark; line ends as in the file.
    pub text: String,
    /// The sidecar `NAME.yaml` beside it: its path and its text, undigested.
    pub sidecar: Option<(String, String)>,
}

impl SourceText {
    /// The file's name without folder and ending: `A-64-123.zh`.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }

    /// The checksum of all that it is.
    pub fn checksum(&self) -> Digest {
        let (path, sidecar) = self.sidecar.as_ref().map_or(("", ""), |(path, text)| (path, text));
        let format = format!("{:?}", self.format);
        Digest::of([&self.path, format.as_str(), &self.text, path, sidecar].map(str::as_bytes))
    }
}

/// A source file of which there is no text to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Relative to the source folder, with `/` between folders.
    pub path: String,
    /// The sidecar `NAME.yaml` beside it: its path and its text, undigested.
    pub sidecar: Option<(String, String)>,
    /// Why it could not be read.
    pub why: Finding,
}

impl Unread {
    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
