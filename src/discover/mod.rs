//! Finds the sources. In: the source folder. Out: `SourceText`s, decoded, in order of path, each with its sidecar, and the pages
//! that are no documents. Never follows a link out of the folder, never drops a file in silence, never looks at what a text
//! says.

mod decode;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use crate::model::{Cause, Checked, Failure, Finding, Format, Severity, SourceText};

/// What the source folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// The documents, by path.
    pub texts: Vec<SourceText>,
    /// Pages that are not documents (`content/pages/`), by path.
    pub pages: Vec<SourceText>,
}

/// What can be wrong with a file of the source folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceCause {
    /// Not UTF-8; decoded as something else.
    Decoded(&'static str),
    /// Not text in any encoding we know.
    Undecodable,
    /// Holds nothing but white space.
    Empty,
    /// Could not be read.
    Unreadable(String),
    /// A symbolic link, which could lead out of the folder.
    Link,
    /// An ending that is no source.
    UnknownEnding(String),
    /// A sidecar without the document it is beside.
    Orphan,
    /// A sidecar that serves several documents of one name.
    SharedSidecar,
}

impl fmt::Display for SourceCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decoded(encoding) => write!(f, "this file is not UTF-8; it was read as {encoding}"),
            Self::Undecodable => f.write_str("this file is not text in any encoding that is known here"),
            Self::Empty => f.write_str("this file is empty"),
            Self::Unreadable(why) => write!(f, "this file cannot be read: {why}"),
            Self::Link => f.write_str("this is a symbolic link, and links are not followed"),
            Self::UnknownEnding(ending) => write!(f, "files that end in `{ending}` are no sources"),
            Self::Orphan => f.write_str("this sidecar has no document beside it"),
            Self::SharedSidecar => f.write_str("two documents beside this sidecar have its name"),
        }
    }
}

impl Cause for SourceCause {
    fn severity(&self) -> Severity {
        match self {
            Self::Decoded(_) | Self::UnknownEnding(_) => Severity::Note,
            Self::Link | Self::Orphan | Self::SharedSidecar => Severity::Warning,
            Self::Undecodable | Self::Empty | Self::Unreadable(_) => Severity::Error,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Decoded(_) => "check a few words of its page; save the file as UTF-8 to be sure".into(),
            Self::Undecodable => "save the text as UTF-8".into(),
            Self::Empty => "extract the text again, or take the file out of content/".into(),
            Self::Unreadable(_) => "give yourself the right to read it, or take it out of content/".into(),
            Self::Link => "put a copy of the file there instead".into(),
            Self::UnknownEnding(_) => {
                "name it .txt, .md, .html or .pdf if it is a document; else move it out of content/".into()
            }
            Self::Orphan => "name it like its document, with .yaml for the ending".into(),
            Self::SharedSidecar => "give the two documents different names".into(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Decoded(_) => "decoded",
            Self::Undecodable => "undecodable",
            Self::Empty => "empty",
            Self::Unreadable(_) => "unreadable",
            Self::Link => "symbolic-link",
            Self::UnknownEnding(_) => "unknown-ending",
            Self::Orphan => "sidecar-alone",
            Self::SharedSidecar => "sidecar-shared",
        }
    }
}

/// Reads `content/` of the source folder.
///
/// # Errors
/// When there is no such folder or it cannot be listed.
pub fn discover(source: &Path) -> Result<Checked<Sources>, Failure> {
    let content = source.join("content");
    if !content.is_dir() {
        return Err(Failure::new(
            content.display(),
            "there is no such folder",
            "put the documents into a folder `content`, name another with --source, or start with `concord new DIR`",
        ));
    }
    let mut findings = Vec::new();
    let mut files: BTreeMap<String, (PathBuf, Format)> = BTreeMap::new();
    let mut sidecars: BTreeMap<String, PathBuf> = BTreeMap::new();
    for entry in WalkDir::new(&content).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().map_or_else(|| "content".to_owned(), |path| from_source(source, path));
                findings.push(Finding::new(place, 0, &SourceCause::Unreadable(error.to_string())));
                continue;
            }
        };
        sort_entry(source, &entry, &mut files, &mut sidecars, &mut findings);
    }
    let mut sources = Sources::default();
    for (path, (file, format)) in &files {
        let Some(text) = read(path, file, *format, &mut findings) else { continue };
        let sidecar = stem(path).and_then(|stem| sidecars.remove_entry(&stem));
        let sidecar = sidecar.and_then(|(stem, file)| {
            let path = format!("{stem}.yaml");
            read(&path, &file, Format::Text, &mut findings).map(|text| (path, text))
        });
        let text = SourceText { path: path.clone(), format: *format, text, sidecar };
        if path.starts_with("content/pages/") { sources.pages.push(text) } else { sources.texts.push(text) }
    }
    for stem in sidecars.keys() {
        let shared = files.keys().any(|path| self::stem(path).as_deref() == Some(stem));
        let cause = if shared { SourceCause::SharedSidecar } else { SourceCause::Orphan };
        findings.push(Finding::new(format!("{stem}.yaml"), 0, &cause));
    }
    Ok(Checked { output: sources, findings })
}

/// Puts one entry of the folder where it belongs.
fn sort_entry(
    source: &Path,
    entry: &DirEntry,
    files: &mut BTreeMap<String, (PathBuf, Format)>,
    sidecars: &mut BTreeMap<String, PathBuf>,
    findings: &mut Vec<Finding>,
) {
    let path = from_source(source, entry.path());
    let hidden = entry.file_name().to_str().is_some_and(|name| name.starts_with('.'));
    if entry.file_type().is_dir() || hidden {
        return;
    }
    if entry.path_is_symlink() {
        findings.push(Finding::new(path, 0, &SourceCause::Link));
        return;
    }
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    let format = match ending.to_ascii_lowercase().as_str() {
        "txt" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" => Format::Html,
        "pdf" => Format::Pdf,
        "yaml" | "yml" => {
            if let Some(stem) = stem(&path) {
                sidecars.insert(stem, entry.path().to_owned());
            }
            return;
        }
        other => {
            findings.push(Finding::new(path.clone(), 0, &SourceCause::UnknownEnding(format!(".{other}"))));
            return;
        }
    };
    files.insert(path, (entry.path().to_owned(), format));
}

/// Reads and decodes one file; `None`, with a finding, where there is nothing to go on with.
fn read(path: &str, file: &Path, format: Format, findings: &mut Vec<Finding>) -> Option<String> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.push(Finding::new(path, 0, &SourceCause::Unreadable(plain(&error))));
            return None;
        }
    };
    if format == Format::Pdf {
        // Bytes of a PDF file are no text; `pdf` extracts it.
        return None;
    }
    let Some((text, encoding)) = decode::text(&bytes) else {
        findings.push(Finding::new(path, 0, &SourceCause::Undecodable));
        return None;
    };
    if let Some(encoding) = encoding {
        findings.push(Finding::new(path, 0, &SourceCause::Decoded(encoding)));
    }
    if text.trim().is_empty() {
        findings.push(Finding::new(path, 0, &SourceCause::Empty));
        return None;
    }
    Some(text)
}

/// A path relative to the source folder, with `/` between folders.
fn from_source(source: &Path, path: &Path) -> String {
    let path = path.strip_prefix(source).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A path without its ending.
fn stem(path: &str) -> Option<String> {
    path.rsplit_once('.').map(|(stem, _)| stem.to_owned())
}

/// An error of the operating system without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}
