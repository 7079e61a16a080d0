//! What stands around every page. In: nothing. Out: types for `base.html`. Knows nothing of what the page shows.

use serde::Serialize;

use super::WordKey;

/// A `<meta>` by name or property.
#[derive(Debug, Clone, Serialize)]
pub struct Meta {
    pub name: String,
    pub content: String,
}

/// A `<link rel="alternate">`.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    pub href: String,
    pub hreflang: Option<String>,
    pub media: Option<String>,
}

/// A step of the path to the page; the last one has no link.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    pub href: Option<String>,
    pub label: String,
    /// The word of the interface that the label is.
    pub key: Option<WordKey>,
}

/// An entry of the main menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuItem {
    pub href: String,
    pub label: String,
    /// The word it is, where it is one of the interface.
    pub key: Option<&'static str>,
    /// Set where the label is in another language than the page.
    pub lang: Option<String>,
    pub current: bool,
}

/// What stands around every page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    pub lang: String,
    pub dir: &'static str,
    pub title: String,
    pub archive: String,
    /// The language of the archive's name.
    pub archive_lang: String,
    pub description: String,
    /// The way to the output folder: empty, or `../` as often as needed.
    pub root: String,
    pub menu: Vec<MenuItem>,
    pub crumbs: Vec<Crumb>,
    pub canonical: Option<String>,
    pub alternates: Vec<Alternate>,
    pub metas: Vec<Meta>,
    pub properties: Vec<Meta>,
    pub json_ld: Option<String>,
    /// The languages that the interface speaks.
    pub tongues: Vec<Tongue>,
}

/// A language of the interface.
#[derive(Debug, Clone, Serialize)]
pub struct Tongue {
    pub code: &'static str,
    pub name: String,
}
