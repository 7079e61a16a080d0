//! The page of one text, held or not. In: nothing. Out: types for `document.html`, `symbol.html`, `moved.html`. Holds no relation to
//! another text but those that stand in its margins.

use serde::Serialize;

use super::{Anchor, CitedBody, CitedBy, Count, Frame, Graph, Kin, Step, View, WordKey};

/// One value of a fact.
#[derive(Debug, Clone, Serialize)]
pub struct Value {
    pub text: String,
    /// The word of the interface that it is.
    pub key: Option<WordKey>,
    pub href: Option<String>,
    pub datetime: Option<String>,
    pub lang: Option<String>,
}

/// A fact of the masthead.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The word that the label is.
    pub key: &'static str,
    pub label: String,
    pub values: Vec<Value>,
}

/// A heading in the table of contents; `depth` counts from 0.
#[derive(Debug, Clone, Serialize)]
pub struct Contents {
    pub id: String,
    pub depth: u8,
    pub label: String,
}

/// A document that cites a paragraph, in its margin.
#[derive(Debug, Clone, Serialize)]
pub struct Citer {
    pub href: String,
    pub label: String,
    pub title: String,
}

/// A part of a place: a paragraph (`p`), the `opening` of the text after the front matter, an item, a table, or a heading.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Part {
    pub kind: &'static str,
    pub html: String,
    /// Of an item, as printed.
    pub label: String,
    /// Of an item: how deep; of a heading: its level in HTML.
    pub depth: u8,
    /// Of a table; a line over all its columns is one cell.
    pub rows: Vec<Vec<String>>,
    /// How many columns it has.
    pub columns: usize,
    /// The classes that tell which of them hold figures.
    pub figures: String,
    /// Whether the first of its rows is the head, and whether the first cell of each row heads it.
    pub head: bool,
    pub headed: bool,
}

/// A place: a numbered paragraph with its items, a part of the preamble, or a heading.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    pub id: Option<String>,
    /// Further anchors at the same place: that of an annex at its heading, that of a section.
    pub also: Vec<String>,
    pub kind: &'static str,
    pub number: Option<String>,
    /// What an unnumbered part of the preamble is called, where it has a link to itself.
    pub name: Option<String>,
    /// Where the number leads: to this place.
    pub anchor: String,
    pub parts: Vec<Part>,
    pub citers: Vec<Citer>,
    pub more_citers: Option<Count>,
}

/// A file of the sources of which no document could be made.
#[derive(Debug, Clone, Serialize)]
pub struct FailedFile {
    pub href: String,
    pub symbol: String,
    pub file: String,
    pub cause: String,
    pub remedy: String,
}

/// A footnote.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    pub id: String,
    pub label: String,
    pub html: Option<String>,
    pub back: Vec<String>,
}

/// How a place of a text is cited and quoted: words with `{n}` in place of a number or label.
#[derive(Debug, Clone, Serialize)]
pub struct Cite {
    pub comma: String,
    pub paragraph: String,
    pub annex: String,
    pub annex_n: String,
    pub quote: String,
}

/// What a text is called: by its own title, by one that citing texts tell, or by what its symbol says.
#[derive(Debug, Clone, Serialize)]
pub struct Title {
    pub text: String,
    pub lang: String,
    pub dir: &'static str,
    /// The words of the interface that it is put together of, where it is what the symbol says.
    pub key: Option<WordKey>,
}

/// The page of a document.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentPage {
    pub frame: Frame,
    pub symbol: String,
    pub title: Title,
    pub facts: Vec<Fact>,
    pub official: Option<String>,
    pub own_identifier: bool,
    pub formats: Vec<Anchor>,
    pub cite: Cite,
    /// Where the previews of its links are.
    pub previews: Option<String>,
    pub contents: Vec<Contents>,
    pub places: Vec<Place>,
    pub notes: Vec<Note>,
    pub cites: Vec<CitedBody>,
    pub kin: Vec<Kin>,
    pub lineage: Vec<Step>,
    pub graph: Option<Graph>,
    pub cited_by: CitedBy,
    pub previous: Option<Anchor>,
    pub next: Option<Anchor>,
}

impl View for DocumentPage {
    const TEMPLATE: &'static str = "document.html";
}

/// What citing texts tell of a text that is not held.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    pub text: String,
    /// Of a date.
    pub datetime: Option<String>,
    pub lang: String,
    pub dir: &'static str,
    pub source: Anchor,
}

/// The page of a text that is not held.
#[derive(Debug, Clone, Serialize)]
pub struct SymbolPage {
    pub frame: Frame,
    pub symbol: String,
    pub title: Title,
    /// Where the title was found.
    pub named_by: Option<Anchor>,
    /// What the symbol says, where the title says something else.
    pub says: Option<Title>,
    /// Why it is not held, where a file of it is among the sources.
    pub failed: Vec<FailedFile>,
    /// Further titles.
    pub titles: Vec<Told>,
    pub dates: Vec<Told>,
    pub official: Option<String>,
    pub own_identifier: bool,
    pub formats: Vec<Anchor>,
    pub lineage: Vec<Step>,
    pub cited_by: CitedBy,
}

impl View for SymbolPage {
    const TEMPLATE: &'static str = "symbol.html";
}

/// What stands at the path of another symbol of a text.
#[derive(Debug, Clone, Serialize)]
pub struct MovedPage {
    pub frame: Frame,
    pub to: Anchor,
    pub title: Option<String>,
}

impl View for MovedPage {
    const TEMPLATE: &'static str = "moved.html";
}
