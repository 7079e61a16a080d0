//! A run of text as it stands in a document: plain characters, with footnote marks and styles beside them by position. In:
//! characters. Out: `Text`, whose positions are byte offsets into `plain`. Never holds markup.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::NoteLabel;

/// A footnote mark: it stands before the character at `offset`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// Byte offset into the plain text.
    pub offset: usize,
    /// Which note is marked.
    pub note: NoteLabel,
}

/// How a stretch of text is set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Style {
    /// Italics, as resolutions set their opening verbs.
    Emphasis,
    /// Bold.
    Strong,
    /// Code, from Markdown written by hand.
    Code,
    /// A link written by hand, with its address.
    Link(String),
}

/// A stretch of text that is set in a style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Byte offsets into the plain text.
    pub range: Range<usize>,
    /// How it is set.
    pub style: Style,
}

/// What stands near the end of a text: so many characters of it and one more, by which a pattern tells a word's beginning. What is looked for
/// before each place of a long text is looked for there, or the text would be read to its beginning for each.
pub fn near_end(text: &str, characters: usize) -> &str {
    &text[text.char_indices().rev().nth(characters).map_or(0, |(at, _)| at)..]
}

/// Plain characters with the marks and styles that stand in them. Marks are in order of position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// The characters alone: no Markdown, no footnote marks, no paragraph number.
    pub plain: String,
    /// Footnote marks in order of position.
    pub marks: Vec<Mark>,
    /// Styled stretches in order of position, outer before inner.
    pub spans: Vec<Span>,
}

impl Text {
    /// Text without marks or styles.
    pub fn plain(plain: impl Into<String>) -> Self {
        Self { plain: plain.into(), ..Self::default() }
    }

    /// Whether it holds neither characters nor marks.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.marks.is_empty()
    }

    /// Appends another text, its positions moved along.
    pub fn push(&mut self, other: &Self) {
        let base = self.plain.len();
        self.plain.push_str(&other.plain);
        self.marks.extend(other.marks.iter().map(|mark| Mark { offset: mark.offset + base, note: mark.note.clone() }));
        self.spans.extend(
            other
                .spans
                .iter()
                .map(|span| Span { range: span.range.start + base..span.range.end + base, style: span.style.clone() }),
        );
    }

    /// Sets a footnote mark at the end of what is there.
    pub fn push_mark(&mut self, note: NoteLabel) {
        self.marks.push(Mark { offset: self.plain.len(), note });
    }
}
