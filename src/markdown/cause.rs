//! What can be wrong with Markdown that a person writes. In: what `read` stumbles over. Out: the words of a finding, and what to do. Never
//! looks at the text itself.

use std::fmt;

use crate::model::{Cause, Severity};

/// What can be wrong with Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkdownCause {
    /// The front matter is not YAML, or has an unknown key.
    FrontMatter(String),
    /// `<!-- at: … -->` names no place.
    Place(String),
    /// `[^7]` without a note 7.
    NoNote(String),
    /// A mark that cannot be one.
    Label(String),
    /// Words that stand nowhere in the document: a tooltip, the language of a code block.
    LeftOut(String),
}

impl fmt::Display for MarkdownCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FrontMatter(why) => write!(f, "the front matter cannot be read: {why}"),
            Self::Place(said) => write!(f, "`{said}` is no place in a document"),
            Self::NoNote(label) => write!(f, "the footnote mark [^{label}] has no note"),
            Self::Label(label) => write!(f, "`{label}` cannot be a footnote mark"),
            Self::LeftOut(words) => write!(f, "`{words}` is no part of the text to Markdown, and was left out"),
        }
    }
}

impl Cause for MarkdownCause {
    fn severity(&self) -> Severity {
        match self {
            Self::FrontMatter(_) => Severity::Error,
            Self::Place(_) | Self::NoNote(_) | Self::Label(_) | Self::LeftOut(_) => Severity::Warning,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::FrontMatter(_) => "mend the line; the keys are those of a sidecar, listed in the README".into(),
            Self::Place(_) => "write front, summary, pre-4, para-13, annex-I.para-2 or tail".into(),
            Self::NoNote(label) => {
                format!("add a line `[^{label}]: …` with the note, or an empty one if its text is lost")
            }
            Self::Label(_) => "use figures, letters or a star".into(),
            Self::LeftOut(_) => "write these words where they are text, or delete them".into(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::FrontMatter(_) => "front-matter",
            Self::Place(_) => "unknown-place",
            Self::NoNote(_) => "mark-without-note",
            Self::Label(_) => "footnote-mark",
            Self::LeftOut(_) => "words-left-out",
        }
    }
}
