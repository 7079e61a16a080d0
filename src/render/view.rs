//! What each template is given: one struct for each, its fields under the names that the template uses. In: nothing. Out: types.
//! Text is plain and is escaped by the template; a field whose name ends in `html` is markup already.

use serde::Serialize;

use crate::search::BoxWords;

/// A struct that one template shows.
pub trait View: Serialize {
    /// The template's file name.
    const TEMPLATE: &'static str;
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Anchor {
    pub href: String,
    pub label: String,
}

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

/// One value of a fact.
#[derive(Debug, Clone, Serialize)]
pub struct Value {
    pub text: String,
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

/// A part of a place: a paragraph (`p`), an item, a table, or a heading.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    pub kind: &'static str,
    pub html: String,
    /// Of an item, as printed.
    pub label: String,
    /// Of an item: how deep; of a heading: its level in HTML.
    pub depth: u8,
    /// Of a table.
    pub rows: Vec<Vec<String>>,
}

/// A place: a numbered paragraph with its items, a part of the preamble, or a heading.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    pub id: Option<String>,
    /// A further anchor at the same place: that of an annex at its first paragraph.
    pub also: Option<String>,
    pub kind: &'static str,
    pub number: Option<String>,
    /// Where the number leads: to this place.
    pub anchor: String,
    pub parts: Vec<Part>,
    pub citers: Vec<Citer>,
    pub more_citers: Option<String>,
}

/// A footnote.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    pub id: String,
    pub label: String,
    pub html: Option<String>,
    pub back: Vec<String>,
}

/// One mention, with its sentence.
#[derive(Debug, Clone, Serialize)]
pub struct Mention {
    pub href: String,
    pub place: String,
    pub pinpoint: Option<String>,
    /// The verb that takes the text up: its name in data, and in words.
    pub verb: Option<String>,
    pub verb_name: Option<String>,
    pub inferred: Option<String>,
    pub before: String,
    pub said: String,
    pub after: String,
}

/// All mentions by one document.
#[derive(Debug, Clone, Serialize)]
pub struct CitingDocument {
    pub href: String,
    pub symbol: String,
    pub title: Option<String>,
    pub lang: String,
    pub dir: &'static str,
    pub date: Option<String>,
    pub datetime: Option<String>,
    pub year: Option<String>,
    pub body: Option<String>,
    pub doc_type: String,
    pub count: String,
    pub mentions: Vec<Mention>,
}

/// When a text was first and last cited, and what lies between.
#[derive(Debug, Clone, Serialize)]
pub struct Use {
    pub first_date: String,
    pub first_by: Anchor,
    pub last_date: String,
    pub last_by: Anchor,
    /// Empty where no year is silent.
    pub silent: String,
    pub chart_html: Option<String>,
}

/// A text that a document cites.
#[derive(Debug, Clone, Serialize)]
pub struct CitedText {
    pub href: String,
    pub symbol: String,
    pub title: Option<String>,
    pub lang: String,
    pub held: bool,
    pub place_href: String,
    pub place: String,
    pub times: Option<String>,
}

/// What a document cites of one body.
#[derive(Debug, Clone, Serialize)]
pub struct CitedBody {
    pub name: String,
    pub count: String,
    pub texts: Vec<CitedText>,
}

/// A document that cites the same texts.
#[derive(Debug, Clone, Serialize)]
pub struct Kin {
    pub text: Listed,
    pub count: String,
    pub shared: String,
}

/// One side of a graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphSide {
    pub texts: Vec<Listed>,
    pub more: Option<Anchor>,
}

/// What a text cites, the text, who cites it.
#[derive(Debug, Clone, Serialize)]
pub struct Graph {
    pub cites: GraphSide,
    pub cites_html: String,
    pub cited_by: GraphSide,
    pub cited_by_html: String,
}

/// One of the pages that a long list is spread over.
#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    pub href: String,
    pub number: usize,
    pub current: bool,
}

/// Who cites a text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CitedBy {
    pub count: String,
    pub usage: Option<Use>,
    /// The pages that the list is spread over, where it is.
    pub leaves: Vec<Leaf>,
    pub documents: Vec<CitingDocument>,
}

/// The page of a document.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentPage {
    pub frame: Frame,
    pub symbol: String,
    pub title: Option<String>,
    pub facts: Vec<Fact>,
    pub official: Option<String>,
    pub own_identifier: bool,
    pub formats: Vec<Anchor>,
    /// How a paragraph is cited, `{n}` in place of its number.
    pub cite: String,
    /// Where the previews of its links are.
    pub previews: Option<String>,
    pub contents: Vec<Contents>,
    pub places: Vec<Place>,
    pub notes: Vec<Note>,
    pub cites: Vec<CitedBody>,
    pub kin: Vec<Kin>,
    pub lineage: Vec<Listed>,
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
    pub lang: String,
    pub dir: &'static str,
    pub source: Anchor,
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

/// The page of a text that is not held.
#[derive(Debug, Clone, Serialize)]
pub struct SymbolPage {
    pub frame: Frame,
    pub symbol: String,
    pub says: String,
    /// Why it is not held, where a file of it is among the sources.
    pub failed: Vec<FailedFile>,
    pub titles: Vec<Told>,
    pub dates: Vec<Told>,
    pub official: Option<String>,
    pub own_identifier: bool,
    pub formats: Vec<Anchor>,
    pub lineage: Vec<Listed>,
    pub cited_by: CitedBy,
}

impl View for SymbolPage {
    const TEMPLATE: &'static str = "symbol.html";
}

/// A further page of who cites a text.
#[derive(Debug, Clone, Serialize)]
pub struct CitedPage {
    pub frame: Frame,
    pub symbol: String,
    pub title: String,
    pub cited_by: CitedBy,
}

impl View for CitedPage {
    const TEMPLATE: &'static str = "cited.html";
}

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
    pub held: bool,
    pub date: Option<String>,
    pub datetime: Option<String>,
    pub body: String,
    pub doc_type: String,
    pub language: String,
    /// How many documents cite it.
    pub received: usize,
    /// How many citations it makes.
    pub made: usize,
}

/// A number with its words, on the home page.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub href: String,
    pub text: String,
}

/// A body with its counts.
#[derive(Debug, Clone, Serialize)]
pub struct BodyRow {
    pub href: String,
    pub name: String,
    pub count: String,
    pub sittings: Vec<Figure>,
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
    pub chart_html: Option<String>,
}

impl View for HomePage {
    const TEMPLATE: &'static str = "index.html";
}

/// All documents.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentsPage {
    pub frame: Frame,
    pub count: String,
    pub documents: Vec<Listed>,
    pub failed: Vec<FailedFile>,
    /// Set where the table holds only the newest: the way to all of them.
    pub more: Option<Anchor>,
}

impl View for DocumentsPage {
    const TEMPLATE: &'static str = "documents.html";
}

/// How often one body cites another, and how dark that is shown: 0 to 5.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    pub count: String,
    pub heat: u8,
}

/// A citing body.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    pub name: String,
    pub cells: Vec<Cell>,
}

/// Which body cites which.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    pub heads: Vec<String>,
    pub rows: Vec<MatrixRow>,
}

/// All bodies whose texts are held or cited.
#[derive(Debug, Clone, Serialize)]
pub struct ShelvesPage {
    pub frame: Frame,
    pub matrix: Option<Matrix>,
    pub count: String,
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
    pub texts: Vec<Listed>,
}

/// The texts of one body, or of one of its sessions where it has too many for a page.
#[derive(Debug, Clone, Serialize)]
pub struct ShelfPage {
    pub frame: Frame,
    pub name: String,
    pub count: String,
    pub sittings: Vec<Figure>,
    pub shelves: Vec<Shelf>,
}

impl View for ShelfPage {
    const TEMPLATE: &'static str = "shelf.html";
}

/// All subjects.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectsPage {
    pub frame: Frame,
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
