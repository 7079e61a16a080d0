//! Finds the sources. In: the source folder. Out: `SourceFile`s in order of path, each with the checksum of its text and of its sidecar,
//! to be read (decoded) again when its document is made, and the pages that are no documents. Never follows a link out of the folder,
//! never drops a file in silence, never looks at what a text says. `seen` spares it the files that nobody wrote to since the build before.

mod beside;
mod decode;
mod html;
mod pdf;
mod seen;
mod shallow;
mod table;
mod tags;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use self::{
    beside::{Sidecar, Sidecars},
    seen::{Look, Seen, Stamps},
};
use crate::cache::Cache;
use crate::model::{Cause, Checked, Digest, Failure, Finding, Format, Severity, SourceText, Unread};

/// What the source folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// The documents, by path.
    pub texts: Vec<SourceFile>,
    /// Pages that are not documents (`content/pages/`), by path.
    pub pages: Vec<SourceText>,
    /// Documents that could not be read, by path; each is a finding too.
    pub unread: Vec<Unread>,
}

/// A document of the source folder that can be read. Its text is not kept: an archive may hold more than memory does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the source folder, with `/` between folders.
    pub path: String,
    /// Of its text, its path, and its sidecar.
    pub checksum: Digest,
    /// Of its text, in bytes.
    pub length: usize,
    place: PathBuf,
    format: Format,
    sidecar: Option<Sidecar>,
}

impl SourceFile {
    /// Its text, read again: nothing, and why, where it can no longer be read. What else is found was told before.
    pub fn read(&self, cache: &Cache) -> Checked<Option<SourceText>> {
        let Checked { output: text, findings } = read(&self.path, &self.place, self.format, cache);
        let Some(text) = text else { return Checked { output: None, findings } };
        let (path, format, sidecar) = (self.path.clone(), self.format, self.read_sidecar(cache));
        Checked::clean(Some(SourceText { path, format, text, sidecar }))
    }

    fn read_sidecar(&self, cache: &Cache) -> Option<(String, String)> {
        let (path, place) = self.sidecar.as_ref()?;
        Some((path.clone(), read(path, place, Format::Text, cache).output?))
    }

    /// The same as a source of which no document could be made.
    pub fn unread(&self, why: Finding, cache: &Cache) -> Unread {
        Unread { path: self.path.clone(), sidecar: self.read_sidecar(cache), why }
    }
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
    /// A sidecar that several documents have the name of.
    SharedSidecar,
    /// One of several sidecars of one document.
    TwoSidecars,
    /// A sidecar beside a page that is no document, and so has no facts.
    OfPage,
    /// A PDF file, and no `pdftotext` to read it.
    NoPdftotext,
    /// A PDF file of pictures.
    Scanned,
    /// A PDF file that `pdftotext` did not come to the end of.
    Endless,
    /// A folder without a single document.
    NoDocument,
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
            Self::SharedSidecar => {
                f.write_str("several documents beside this sidecar have its name, and none was given its facts")
            }
            Self::TwoSidecars => f.write_str("another sidecar beside this one has its name, and neither was read"),
            Self::OfPage => f.write_str("this sidecar is beside a page, which takes no facts, and was not read"),
            Self::NoPdftotext => f.write_str("reading a PDF file needs the program pdftotext, which is not installed"),
            Self::Scanned => f.write_str("this PDF file holds pictures of pages and no text"),
            Self::Endless => f.write_str("pdftotext has not read this file within two minutes, and was stopped"),
            Self::NoDocument => f.write_str("this folder holds no document"),
        }
    }
}

impl Cause for SourceCause {
    fn severity(&self) -> Severity {
        match self {
            Self::Decoded(_) | Self::UnknownEnding(_) => Severity::Note,
            Self::Link | Self::Orphan | Self::OfPage | Self::NoDocument => Severity::Warning,
            Self::SharedSidecar
            | Self::TwoSidecars
            | Self::Undecodable
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
            Self::SharedSidecar => "give the documents different names, and each its own sidecar".into(),
            Self::TwoSidecars => "put all facts into one of the two, and take the other out".into(),
            Self::OfPage => "write what it says into the page, and take it out of content/pages/".into(),
            Self::NoPdftotext => {
                "install poppler (Debian, Ubuntu: apt-get install poppler-utils; macOS: brew install poppler)".into()
            }
            Self::Scanned => "run a text recognition such as ocrmypdf over it first".into(),
            Self::Endless => "have another program extract its text, and put that into content/".into(),
            Self::NoDocument => "put documents into it: .txt, .md, .html or .pdf files".into(),
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
            Self::TwoSidecars => "sidecar-twice",
            Self::OfPage => "sidecar-of-page",
            Self::NoPdftotext => "no-pdftotext",
            Self::Scanned => "scanned-pdf",
            Self::Endless => "endless-pdf",
            Self::NoDocument => "no-document",
        }
    }
}

/// Reads `content/` of the source folder. What is slow to read, a PDF file, is remembered in the cache, and so is what a document was found to
/// be that nobody wrote to since.
///
/// # Errors
/// When there is no such folder or it cannot be listed.
#[expect(
    clippy::disallowed_methods,
    reason = "which files are read depends on the time, and nothing that is made of them"
)]
pub fn discover(source: &Path, cache: &Cache) -> Result<Checked<Sources>, Failure> {
    discover_at(source, cache, SystemTime::now())
}

/// The same at a time.
fn discover_at(source: &Path, cache: &Cache, now: SystemTime) -> Result<Checked<Sources>, Failure> {
    let (files, mut findings) = list(source)?;
    let before = Seen::before(source, cache);
    let look_at = |file: &File| {
        let stamps = Stamps::of(file, now);
        before.again(file, stamps.as_ref()).map_or_else(
            || {
                let found = look_at(file, cache);
                let look = Look::of(&found, stamps);
                (found, look)
            },
            |(found, look)| (found, Some(look)),
        )
    };
    let (found, looks): (Vec<Checked<Source>>, Vec<Option<Look>>) = files.par_iter().map(look_at).unzip();
    let paths = files.into_iter().map(|file| file.path);
    before.followed_by(paths.zip(looks).filter_map(|(path, look)| Some((path, look?))).collect(), source, cache);
    Ok(Checked { output: sources(found, &mut findings), findings })
}

/// The files of `content/` that are sources, by path, each with its sidecar; and what is wrong with others.
fn list(source: &Path) -> Result<(Vec<File>, Vec<Finding>), Failure> {
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
    let mut sidecars = Sidecars::default();
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
    let mut theirs = sidecars.of(files.keys(), &mut findings);
    let files = files.into_iter().map(|(path, (place, format))| {
        let mut sidecar = stem(&path).and_then(|stem| theirs.remove(&stem));
        if is_page(&path) {
            let unused = sidecar.take().map(|(path, _)| Finding::new(path, 0, &SourceCause::OfPage));
            findings.extend(unused);
        }
        File { path, place, format, sidecar }
    });
    let files: Vec<File> = files.collect();
    if files.iter().all(|file| is_page(&file.path)) {
        findings.push(Finding::new("content".to_owned(), 0, &SourceCause::NoDocument));
    }
    Ok((files, findings))
}

/// What all files are, in the order of their paths.
fn sources(found: Vec<Checked<Source>>, findings: &mut Vec<Finding>) -> Sources {
    let mut sources = Sources::default();
    for source in found {
        match source.settle(findings) {
            Source::Document(file) => sources.texts.push(file),
            Source::Page(text) => sources.pages.push(text),
            Source::Unread(unread) => sources.unread.push(unread),
            Source::Nothing => {}
        }
    }
    sources
}

/// A file of the source folder, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    path: String,
    place: PathBuf,
    format: Format,
    sidecar: Option<Sidecar>,
}

/// What a file of the source folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Document(SourceFile),
    Page(SourceText),
    Unread(Unread),
    /// A page that could not be read.
    Nothing,
}

/// Reads a file, to know whether it can be read and what it holds.
fn look_at(file: &File, cache: &Cache) -> Checked<Source> {
    let File { path, place, format, sidecar } = file.clone();
    let Checked { output: text, mut findings } = read(&path, &place, format, cache);
    let why = findings.first().cloned();
    let beside = sidecar.as_ref().and_then(|(path, place)| {
        let text = read(path, place, Format::Text, cache).settle(&mut findings)?;
        Some((path.clone(), text))
    });
    let is_page = is_page(&path);
    let output = match (text, why) {
        (None, Some(why)) if !is_page => Source::Unread(Unread { path, sidecar: beside, why }),
        (None, _) => Source::Nothing,
        (Some(text), _) => {
            let text = SourceText { path, format, text, sidecar: beside };
            if is_page {
                Source::Page(text)
            } else {
                let (checksum, length) = (text.checksum(), text.text.len());
                Source::Document(SourceFile { path: text.path, checksum, length, place, format, sidecar })
            }
        }
    };
    Checked { output, findings }
}

/// Puts one entry of the folder where it belongs.
fn sort_entry(
    source: &Path,
    entry: &DirEntry,
    files: &mut BTreeMap<String, (PathBuf, Format)>,
    sidecars: &mut Sidecars,
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
    let ending = path.rsplit('/').next().map(ending).unwrap_or_default();
    if beside::ENDINGS.contains(&&*ending) {
        sidecars.add(path, entry.path());
        return;
    }
    let Some(format) = format_of(&ending) else {
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
    let Some(format) = file.file_name().and_then(|name| format_of(&ending(&name.to_string_lossy()))) else {
        return Err(Failure::new(path, "this is no source", "name a file that ends in .txt, .md, .html or .pdf"));
    };
    let mut findings = Vec::new();
    let cache = Cache::none();
    let Some(text) = read(&path, file, format, &cache).settle(&mut findings) else {
        return Ok(Checked { output: None, findings });
    };
    let mut sidecars = Sidecars::default();
    for beside in beside::around(file) {
        sidecars.add(beside.display().to_string(), &beside);
    }
    let sidecar = sidecars.of(std::iter::once(&path), &mut findings).into_values().next();
    let sidecar = sidecar.and_then(|(path, place)| {
        let text = read(&path, &place, Format::Text, &cache).settle(&mut findings)?;
        Some((path, text))
    });
    Ok(Checked { output: Some(SourceText { path, format, text, sidecar }), findings })
}

/// Whether a path is that of a page that is no document.
fn is_page(path: &str) -> bool {
    path.starts_with("content/pages/")
}

/// The ending of a file's name, in small letters: `N1.TXT` is a text, and `N1.YAML` its sidecar.
fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// The format of files with an ending.
fn format_of(ending: &str) -> Option<Format> {
    match ending {
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
    let decoded = decode::text(bytes).map(|(text, encoding)| match format {
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
