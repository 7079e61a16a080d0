//! The working state of this stage: the printed lines of a text, page by page, what was set aside, and the pieces made of the lines.
//! In: nothing. Out: the types. Holds no rule.

use crate::model::{NoteLabel, Text};

/// What stands between a line and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: the next printed line.
    None,
    /// A line left blank in print.
    Blank,
    /// The turn of a page.
    Turn,
}

/// A printed line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Line of the source, counted from 1.
    pub number: u32,
    /// Spaces at its beginning, those of a page turn left out.
    pub indent: usize,
    /// What stands before it.
    pub gap: Gap,
    /// What it says, trimmed.
    pub text: Text,
}

/// A printed page: its text, and the notes at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Lines of the text.
    pub body: Vec<Line>,
    /// Lines below the rule.
    pub notes: Vec<Line>,
}

/// Why characters of the source do not stand in the text of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Furniture {
    /// The rule or the word above footnotes, the rule below an abstract, or the stars that part a text.
    Rule,
    /// An address printed alone at a page's end: what is left of the links of a PDF.
    LinkResidue,
    /// A footnote mark in the text.
    Mark,
    /// The number printed before a footnote.
    NoteLabel,
    /// The number printed before a paragraph.
    ParagraphNumber,
    /// A hyphen at the end of a line, inside a word.
    Hyphen,
    /// What the first page prints above the session: symbol, organization, organ, distribution, date.
    Masthead,
    /// What is printed at the head or foot of every page: symbol, title, page number, job number, bar code.
    RunningHead,
    /// The list of subjects above the text; it is among the facts.
    Subjects,
}

/// Characters of the source that were set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Line of the source, counted from 1.
    pub line: u32,
    /// Why.
    pub why: Furniture,
    /// What.
    pub text: String,
}

impl SetAside {
    /// Characters set aside.
    pub fn new(line: u32, why: Furniture, text: impl Into<String>) -> Self {
        Self { line, why, text: text.into() }
    }
}

/// A footnote as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its mark.
    pub label: NoteLabel,
    /// What it says.
    pub text: Text,
    /// Line of the source where it begins.
    pub line: u32,
    /// Index of the page it is printed on.
    pub page: usize,
}

/// A run of printed lines that belong together: a paragraph or a part of one, an item, a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Line of the source where it begins.
    pub line: u32,
    /// Spaces before its first line.
    pub indent: usize,
    /// Whether blank lines (or the turn of a page) part it from both neighbours, as headings are.
    pub stands: Stands,
    /// What it says.
    pub text: Text,
}

/// How a piece stands between its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Parted from both neighbours by blank lines or a page turn.
    Alone,
    /// In the run of the text.
    InRun,
}
