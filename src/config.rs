//! What the user asks for. In: arguments and `archive.yaml`. Out: `Config`. Nothing else reads arguments or the environment.

use std::path::PathBuf;

use serde::Deserialize;

use crate::model::Lang;

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

/// What one run is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The folder with `archive.yaml`, `content/`, `templates/`, `static/`, `data/`.
    pub source: PathBuf,
    /// The folder that the site is written to.
    pub output: PathBuf,
    /// How many threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// The archive's own settings.
    pub archive: ArchiveFile,
}
