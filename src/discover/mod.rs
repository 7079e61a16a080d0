//! Finds the sources. In: the source folder. Out: `SourceText`s, decoded, in order of path, each with its sidecar, and the pages
//! that are no documents. Never follows a link out of the folder, never drops a file in silence, never looks at what a text
//! says.

mod decode;
mod html;
mod pdf;
mod shallow;
mod table;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::cache::Cache;
use crate::model::{Cause, Checked, Failure, Finding, Format, Severity, SourceText, Unread};

/// What the source folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// The documents, by path.
    pub texts: Vec<SourceText>,
    /// Pages that are not documents (`content/pages/`), by path.
    pub pages: Vec<SourceText>,
    /// Documents that could not be read, by path; each is a finding too.
    pub unread: Vec<Unread>,
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
    /// A PDF file, and no `pdftotext` to read it.
    NoPdftotext,
    /// A PDF file of pictures.
    Scanned,
    /// A PDF file that `pdftotext` did not come to the end of.
    Endless,
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
            Self::NoPdftotext => f.write_str("reading a PDF file needs the program pdftotext, which is not installed"),
            Self::Scanned => f.write_str("this PDF file holds pictures of pages and no text"),
            Self::Endless => f.write_str("pdftotext has not read this file within two minutes, and was stopped"),
        }
    }
}

impl Cause for SourceCause {
    fn severity(&self) -> Severity {
        match self {
            Self::Decoded(_) | Self::UnknownEnding(_) => Severity::Note,
            Self::Link | Self::Orphan | Self::SharedSidecar => Severity::Warning,
            Self::Undecodable
            | Self::Empty
            | Self::Unreadable(_)
            | Self::NoPdftotext
            | Self::Scanned
            | Self::Endless => Severity::Error,
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
            Self::NoPdftotext => {
                "install poppler (Debian, Ubuntu: apt-get install poppler-utils; macOS: brew install poppler)".into()
            }
            Self::Scanned => "run a text recognition such as ocrmypdf over it first".into(),
            Self::Endless => "have another program extract its text, and put that into content/".into(),
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
            Self::NoPdftotext => "no-pdftotext",
            Self::Scanned => "scanned-pdf",
            Self::Endless => "endless-pdf",
        }
    }
}

/// Reads `content/` of the source folder. What is slow to read, a PDF file, is remembered in the cache.
///
/// # Errors
/// When there is no such folder or it cannot be listed.
pub fn discover(source: &Path, cache: &Cache) -> Result<Checked<Sources>, Failure> {
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
    // Hidden files and folders are those of editors and of git.
    let seen = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(&content).sort_by_file_name().into_iter().filter_entry(seen) {
        let entry = match entry {
            Ok(entry) => entry,
            // An archive without its content would be an empty site in place of a full one.
            Err(error) if error.depth() == 0 => {
                let remedy = "give yourself the right to read it; nothing was changed";
                return Err(Failure::new(content.display(), format!("this cannot be read: {}", whole(error)), remedy));
            }
            Err(error) => {
                let place = error.path().map_or_else(|| "content".to_owned(), |path| from_source(source, path));
                findings.push(Finding::new(place, 0, &SourceCause::Unreadable(whole(error))));
                continue;
            }
        };
        sort_entry(source, &entry, &mut files, &mut sidecars, &mut findings);
    }
    let mut sources = Sources::default();
    let read: Vec<_> =
        files.par_iter().map(|(path, (file, format))| (path, *format, read(path, file, *format, cache))).collect();
    for (path, format, text) in read {
        let sidecar = stem(path).and_then(|stem| sidecars.remove_entry(&stem));
        let sidecar = sidecar.and_then(|(stem, file)| {
            let path = format!("{stem}.yaml");
            self::read(&path, &file, Format::Text, cache).settle(&mut findings).map(|text| (path, text))
        });
        let is_page = path.starts_with("content/pages/");
        let why = text.findings.first().cloned();
        let Some(text) = text.settle(&mut findings) else {
            let unread = why.filter(|_| !is_page).map(|why| Unread { path: path.clone(), sidecar, why });
            sources.unread.extend(unread);
            continue;
        };
        let text = SourceText { path: path.clone(), format, text, sidecar };
        if is_page { sources.pages.push(text) } else { sources.texts.push(text) }
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
    if entry.file_type().is_dir() {
        return;
    }
    if entry.path_is_symlink() && entry.depth() == 0 {
        return;
    }
    if entry.path_is_symlink() {
        findings.push(Finding::new(path, 0, &SourceCause::Link));
        return;
    }
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    if matches!(ending, "yaml" | "yml") {
        if let Some(stem) = stem(&path) {
            sidecars.insert(stem, entry.path().to_owned());
        }
        return;
    }
    let Some(format) = format_of(ending) else {
        findings.push(Finding::new(path.clone(), 0, &SourceCause::UnknownEnding(format!(".{ending}"))));
        return;
    };
    files.insert(path, (entry.path().to_owned(), format));
}

/// Reads one source that need not lie in an archive, with the sidecar beside it.
///
/// # Errors
/// When its name does not end like a source's.
pub fn one(file: &Path) -> Result<Checked<Option<SourceText>>, Failure> {
    let path = file.display().to_string();
    let Some(format) = file.extension().and_then(|ending| format_of(&ending.to_string_lossy())) else {
        return Err(Failure::new(path, "this is no source", "name a file that ends in .txt, .md, .html or .pdf"));
    };
    let mut findings = Vec::new();
    let cache = Cache::none();
    let Some(text) = read(&path, file, format, &cache).settle(&mut findings) else {
        return Ok(Checked { output: None, findings });
    };
    let beside = file.with_extension("yaml");
    let sidecar = beside
        .is_file()
        .then(|| read(&beside.display().to_string(), &beside, Format::Text, &cache).settle(&mut findings));
    let sidecar = sidecar.flatten().map(|text| (beside.display().to_string(), text));
    Ok(Checked { output: Some(SourceText { path, format, text, sidecar }), findings })
}

/// The format of files with an ending.
fn format_of(ending: &str) -> Option<Format> {
    match ending.to_ascii_lowercase().as_str() {
        "txt" => Some(Format::Text),
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" => Some(Format::Html),
        "pdf" => Some(Format::Pdf),
        _ => None,
    }
}

/// Reads and decodes one file; nothing, with a finding, where there is nothing to go on with.
fn read(path: &str, file: &Path, format: Format, cache: &Cache) -> Checked<Option<String>> {
    let failed = |cause: &SourceCause| Checked { output: None, findings: vec![Finding::new(path, 0, cause)] };
    if format == Format::Pdf {
        return match ordinary(file)
            .map_err(|error| SourceCause::Unreadable(plain(&error)))
            .and_then(|()| pdf::text(file, cache))
        {
            Ok(text) => Checked::clean(Some(text)),
            Err(cause) => failed(&cause),
        };
    }
    let bytes = match ordinary(file).and_then(|()| fs::read(file)) {
        Ok(bytes) => bytes,
        Err(error) => return failed(&SourceCause::Unreadable(plain(&error))),
    };
    let decoded = decode::text(&bytes).map(|(text, encoding)| match format {
        Format::Html => (html::text(&text), encoding),
        _ => (text, encoding),
    });
    match decoded {
        None => failed(&SourceCause::Undecodable),
        Some((text, _)) if text.trim().is_empty() => failed(&SourceCause::Empty),
        Some((text, None)) => Checked::clean(Some(text)),
        Some((text, Some(encoding))) => {
            let finding = Finding::new(path, 0, &SourceCause::Decoded(encoding));
            Checked { output: Some(text), findings: vec![finding] }
        }
    }
}

/// A pipe or a device would be waited for without end.
fn ordinary(file: &Path) -> io::Result<()> {
    if fs::metadata(file)?.is_file() { Ok(()) } else { Err(io::Error::other("it is a pipe or a device, not a file")) }
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

/// What went wrong with a folder.
fn whole(error: walkdir::Error) -> String {
    plain(&error.into())
}

/// An error of the operating system without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}
