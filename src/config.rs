//! What the user asks for. In: `archive.yaml`; the rest is filled in from the arguments by `cli`. Out: `Config`. Reads neither arguments nor the
//! environment.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    model::{Failure, Lang},
    own,
};

/// `archive.yaml`: what the archive is, and defaults for its documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArchiveFile {
    /// The archive's name, on every page.
    pub title: String,
    /// One or two sentences for the home page.
    pub description: String,
    /// The main language: of the interface, and of the version that stands at the plain path.
    pub lang: Lang,
    /// Where the site will be, with a trailing slash, for canonical links and Open Graph; empty if unknown.
    pub base_url: String,
    /// Facts for documents that tell none.
    pub defaults: Defaults,
}

/// Facts for documents that tell none, weakest of all sources.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Defaults {
    /// Language of texts too short to tell.
    pub lang: Option<Lang>,
    /// Issuing body.
    pub body: Option<String>,
    /// Where the texts came from.
    pub source: Option<String>,
    /// Subjects of all documents.
    pub subjects: Vec<String>,
}

impl Default for ArchiveFile {
    fn default() -> Self {
        Self {
            title: "Archive".to_owned(),
            description: String::new(),
            lang: Lang::En,
            base_url: String::new(),
            defaults: Defaults::default(),
        }
    }
}

impl ArchiveFile {
    /// Reads `archive.yaml` of a source folder; without one, the defaults.
    ///
    /// # Errors
    /// When the file is there and is not as it should be.
    pub fn read(source: &Path) -> Result<Self, Failure> {
        let path = source.join("archive.yaml");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                return Err(Failure::new(path.display(), error, "see to it that this file can be read, as UTF-8"));
            }
        };
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let keys = "the keys are title, description, lang, base_url and defaults (lang, body, source, subjects)";
        let file: Self = own::parsed(&path.display().to_string(), &text, keys)?;
        let base = file.base_url.to_ascii_lowercase();
        if !(base.is_empty() || base.starts_with("https://") || base.starts_with("http://")) {
            let cause = format!("base_url is `{}`, which is no address of the web", file.base_url);
            return Err(Failure::new(path.display(), cause, "begin it with https://, or leave it out"));
        }
        Ok(file)
    }
}

/// What one run is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The folder with `archive.yaml`, `content/`, `templates/`, `static/`, `data/`.
    pub source: PathBuf,
    /// The folder that the site is written to.
    pub output: PathBuf,
    /// The folder in which builds remember what they made; `None` to make everything anew.
    pub cache: Option<PathBuf>,
    /// Whether compressed copies of the pages are written beside them.
    pub precompress: bool,
    /// How many threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// The archive's own settings.
    pub archive: ArchiveFile,
}
