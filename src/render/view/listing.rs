//! Pages that lead to texts. In: nothing. Out: types for the home page, listings, shelves, search and pages written by hand. A row
//! is the same on all of them.

use serde::Serialize;

use super::{Count, FailedFile, Frame, Leaf, Rest, View, WordKey};
use crate::box_words::BoxWords;

/// A text in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Whether it is the text of the page itself.
    pub here: bool,
    pub href: String,
    pub symbol: String,
    pub title: String,
    pub title_lang: String,
    pub title_dir: &'static str,
    /// The words of the interface that stand for a title, where there is none.
    pub title_key: Option<WordKey>,
    pub held: bool,
    pub date: Option<String>,
    pub datetime: Option<String>,
    pub body: String,
    pub body_key: WordKey,
    pub doc_type: String,
    pub doc_type_key: &'static str,
    pub language: String,
    /// How many documents cite it.
    pub received: usize,
    /// The same in words, where any does.
    pub citing: Option<Count>,
    /// How many citations it makes.
    pub made: usize,
}

/// A number with its words, on the home page.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub href: String,
    pub count: Count,
}

/// What a list can be narrowed to, with how many texts that leaves.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub href: String,
    pub label: String,
    /// The word of the interface that the label is.
    pub key: Option<WordKey>,
    /// The language of the label, where it is not the page's.
    pub lang: Option<&'static str>,
    pub count: String,
    pub current: bool,
}

/// A way to browse: by year, by type.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    pub id: &'static str,
    /// The word of the interface that it is called by.
    pub key: &'static str,
    pub label: String,
    pub choices: Vec<Choice>,
    /// The way to all choices, where these are not all.
    pub more: Option<Rest>,
}

/// A body with its counts.
#[derive(Debug, Clone, Serialize)]
pub struct BodyRow {
    pub href: String,
    pub name: String,
    pub key: WordKey,
    pub count: String,
    pub sittings: Vec<Choice>,
}

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    pub frame: Frame,
    pub figures: Vec<Figure>,
    pub most_cited: Vec<Listed>,
    pub most_wanted: Vec<Listed>,
    pub newest: Vec<Listed>,
    pub bodies: Vec<BodyRow>,
    pub ways: Vec<Way>,
    pub chart_html: Option<String>,
}

impl View for HomePage {
    const TEMPLATE: &'static str = "index.html";
}

/// All documents, or those of one year, type or language.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentsPage {
    pub frame: Frame,
    pub name: String,
    /// The word of the interface that the name is.
    pub name_key: Option<WordKey>,
    pub count: Count,
    pub ways: Vec<Way>,
    pub documents: Vec<Listed>,
    /// What is among the sources and could not be read, on the first page of all documents.
    pub failed: Vec<FailedFile>,
    /// The pages that the table is spread over, where it is.
    pub leaves: Vec<Leaf>,
}

impl View for DocumentsPage {
    const TEMPLATE: &'static str = "documents.html";
}

/// All bodies of documents, where they are too many to be named on each page.
#[derive(Debug, Clone, Serialize)]
pub struct BodiesPage {
    pub frame: Frame,
    pub count: Count,
    pub choices: Vec<Choice>,
}

impl View for BodiesPage {
    const TEMPLATE: &'static str = "bodies.html";
}

/// How often one body cites another, and how dark that is shown: 0 to 5.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    pub count: String,
    pub heat: u8,
}

/// A cited body.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixHead {
    pub name: String,
    pub key: WordKey,
}

/// A citing body.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    pub name: String,
    pub key: WordKey,
    pub cells: Vec<Cell>,
}

/// Which body cites which.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    pub heads: Vec<MatrixHead>,
    pub rows: Vec<MatrixRow>,
}

/// All bodies whose texts are held or cited.
#[derive(Debug, Clone, Serialize)]
pub struct ShelvesPage {
    pub frame: Frame,
    pub matrix: Option<Matrix>,
    pub count: Count,
    pub bodies: Vec<BodyRow>,
}

impl View for ShelvesPage {
    const TEMPLATE: &'static str = "shelves.html";
}

/// The texts of one session or year.
#[derive(Debug, Clone, Serialize)]
pub struct Shelf {
    pub id: String,
    pub href: String,
    pub name: String,
    pub key: Option<WordKey>,
    pub texts: Vec<Listed>,
}

/// The texts of one body, or of one of its sessions where it has too many for a page.
#[derive(Debug, Clone, Serialize)]
pub struct ShelfPage {
    pub frame: Frame,
    pub name: String,
    /// The words of the interface that the name is.
    pub name_key: WordKey,
    pub count: Count,
    /// How many of them are held.
    pub held: Count,
    /// Whether the page shows one session of many: the others are out of the way.
    pub alone: bool,
    pub sittings: Vec<Choice>,
    pub shelves: Vec<Shelf>,
    /// The pages of a session that has too many texts for one.
    pub leaves: Vec<Leaf>,
}

impl View for ShelfPage {
    const TEMPLATE: &'static str = "shelf.html";
}

/// All subjects.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectsPage {
    pub frame: Frame,
    pub choices: Vec<Choice>,
    /// Empty where each subject has a page of its own.
    pub subjects: Vec<Shelf>,
}

impl View for SubjectsPage {
    const TEMPLATE: &'static str = "subjects.html";
}

/// A page written in Markdown.
#[derive(Debug, Clone, Serialize)]
pub struct WrittenView {
    pub frame: Frame,
    pub html: String,
}

impl View for WrittenView {
    const TEMPLATE: &'static str = "page.html";
}

/// The page of search results.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    pub frame: Frame,
    pub words: BoxWords,
}

impl View for SearchPage {
    const TEMPLATE: &'static str = "search.html";
}

/// What a server shows where there is no page.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    pub frame: Frame,
}

impl View for NotFoundPage {
    const TEMPLATE: &'static str = "404.html";
}
