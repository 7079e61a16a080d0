//! One document as the archive knows it, in reading order. In: blocks from `normalize` or from Markdown. Out: `Document`,
//! which `markdown` writes and reads back equal. Knows nothing of citations.

use serde::{Deserialize, Serialize};

use super::{At, Facts, Identity, Locus, NoteLabel, ParagraphNumber, Text};

/// Heading level 1 to 5, outermost first; the page's title stands above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    /// The level, brought into 1..=5.
    pub fn new(level: u8) -> Self {
        Self(level.clamp(1, 5))
    }

    /// The level as a number from 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl From<u8> for Level {
    fn from(level: u8) -> Self {
        Self::new(level)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// What a block holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A heading, its number part of its text (`一. 导言`).
    Heading {
        /// How deep.
        level: Level,
        /// As printed.
        text: Text,
    },
    /// A paragraph, or a part of one: `number` is there only on the block that prints it; a block that goes on with a
    /// numbered paragraph has that paragraph's place and no number.
    Paragraph {
        /// As printed, where it is printed.
        number: Option<ParagraphNumber>,
        /// Without the number.
        text: Text,
    },
    /// A lettered item of the paragraph before it.
    Item {
        /// As printed, brackets and all: `(a)`, `(iv)`.
        label: String,
        /// 0 for the outermost items.
        depth: u8,
        /// Without the label.
        text: Text,
    },
    /// A table where the source tells that it is one.
    Table {
        /// Rows of cells, all of one width; the first row is the head where it can be one.
        rows: Vec<Vec<Text>>,
    },
}

impl Content {
    /// All texts in reading order, to be changed: one, or a table's cells row by row.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let (one, cells): (Option<&mut Text>, &mut [Vec<Text>]) = match self {
            Self::Heading { text, .. } | Self::Paragraph { text, .. } | Self::Item { text, .. } => {
                (Some(text), &mut [])
            }
            Self::Table { rows } => (None, rows.as_mut_slice()),
        };
        one.into_iter().chain(cells.iter_mut().flatten())
    }
}

/// A figure takes no more bytes than this.
const LONGEST_FIGURE: usize = 16;

/// Whether a cell of a table is a figure or a dash and nothing else: `1 131`, `–`, `12.5`.
pub fn is_figure(plain: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || c.is_whitespace() || "–—-,.%".contains(c);
    plain.len() <= LONGEST_FIGURE && plain.chars().all(sign) && !plain.ends_with(['.', ','])
}

impl Content {
    /// Whether it is a table whose first row heads the others. A head says something of more than one column, and no figure stands in it but a year:
    /// what goes on from the page before begins with a row like any other, and a line alone is what its table is called.
    pub fn has_head(&self) -> bool {
        let Self::Table { rows } = self else { return false };
        let Some(first) = rows.first() else { return false };
        let is_year = |cell: &str| cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
        let said: Vec<&str> = first.iter().map(|cell| cell.plain.trim()).filter(|cell| !cell.is_empty()).collect();
        said.len() >= first.len().min(2) && said.iter().all(|cell| !is_figure(cell) || is_year(cell))
    }
}

/// A block of a document: what it holds, where it stands, where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The place that a citation in it stands at.
    pub at: At,
    /// Line of the source where it begins, counted from 1.
    pub line: u32,
    /// What it holds.
    pub content: Content,
}

impl Block {
    /// The text of a heading, paragraph or item; `None` for a table.
    pub const fn text(&self) -> Option<&Text> {
        match &self.content {
            Content::Heading { text, .. } | Content::Paragraph { text, .. } | Content::Item { text, .. } => Some(text),
            Content::Table { .. } => None,
        }
    }

    /// One of the texts that `texts` gives, found without counting them.
    pub fn nth_text(&self, text: usize) -> Option<&Text> {
        match &self.content {
            Content::Table { rows } => {
                let width = rows.first().map_or(1, Vec::len).max(1);
                rows.get(text / width)?.get(text % width)
            }
            _ => self.text().filter(|_| text == 0),
        }
    }

    /// All texts of the block in reading order: one, or a table's cells row by row.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let cells = match &self.content {
            Content::Table { rows } => rows.as_slice(),
            _ => &[],
        };
        self.text().into_iter().chain(cells.iter().flatten())
    }
}

/// A footnote: its text is `None` where the source lost it and kept only the mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// The mark as printed.
    pub label: NoteLabel,
    /// What the note says.
    pub text: Option<Text>,
    /// The place of its first mark; `None` where no mark was found.
    pub ref_at: Option<At>,
    /// Line of the source where its text begins, counted from 1.
    pub line: u32,
}

/// A document in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its symbol, or its id.
    pub identity: Identity,
    /// What is known of it.
    pub facts: Facts,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// In the order of their first marks; those without a mark last.
    pub footnotes: Vec<Footnote>,
    /// The file it came from, relative to the source folder, with `/` between folders.
    pub path: String,
}

impl Document {
    /// Gives back the room that its lists and strings have to spare: an archive keeps thousands of documents.
    pub fn shrink(&mut self) {
        self.blocks.shrink_to_fit();
        self.footnotes.shrink_to_fit();
        let blocks = self.blocks.iter_mut().flat_map(|block| block.content.texts_mut());
        for text in blocks.chain(self.footnotes.iter_mut().filter_map(|note| note.text.as_mut())) {
            text.plain.shrink_to_fit();
            text.marks.shrink_to_fit();
            text.spans.shrink_to_fit();
        }
    }

    /// What it begins with, for descriptions and previews: its summary, else its first numbered paragraph, else its first text.
    pub fn opening(&self) -> &str {
        let of = |fits: fn(&At) -> bool| {
            self.blocks.iter().find_map(|block| match &block.content {
                Content::Paragraph { text, .. } if fits(&block.at) && !text.plain.is_empty() => {
                    Some(text.plain.as_str())
                }
                _ => None,
            })
        };
        of(|at| *at == At::Summary)
            .or_else(|| of(|at| at.paragraph().is_some()))
            .or_else(|| of(|_| true))
            .unwrap_or_default()
    }

    /// The text that a citation stands in.
    pub fn text_at(&self, locus: Locus) -> Option<&Text> {
        match locus {
            Locus::Block { block, text } => self.blocks.get(block)?.nth_text(text),
            Locus::Note(note) => self.footnotes.get(note)?.text.as_ref(),
        }
    }

    /// The line of the source where that text begins; 0 where there is no such text.
    pub fn line_of(&self, locus: Locus) -> u32 {
        match locus {
            Locus::Block { block, .. } => self.blocks.get(block).map_or(0, |block| block.line),
            Locus::Note(note) => self.footnotes.get(note).map_or(0, |note| note.line),
        }
    }
}
