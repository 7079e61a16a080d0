//! What this stage finds wrong or doubtful in a text, and what to do about each. In: nothing. Out: `Cause`.

use thiserror::Error;

use crate::model::{self, NoteLabel, Severity};

/// What is wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Cause {
    /// Nothing to read.
    #[error("the file holds no text")]
    Empty,
    /// What is known of the pages of its language cannot be used.
    #[error("the text is not read: {0}")]
    NoWords(String),
    /// A sidecar that cannot be read.
    #[error("the sidecar is not read: {0}")]
    Sidecar(String),
    /// Neither symbol nor id is told.
    #[error("no symbol is told anywhere; took the file's name as id: {0}")]
    IdFromName(String),
    /// The number above the text is not that of the file's name.
    #[error("the text is headed {printed}, but its file is named {named}; took the name")]
    NumberDiffers {
        /// What the number above the text stands for.
        printed: String,
        /// What the file's name spells.
        named: String,
    },
    /// A note that no mark leads to.
    #[error("footnote {0} has no mark in the text")]
    NoteWithoutMark(NoteLabel),
    /// A mark whose note is lost.
    #[error("the mark {0} has no footnote")]
    MarkWithoutNote(NoteLabel),
    /// Paragraph numbers that jump.
    #[error("after paragraph {after} comes paragraph {number}")]
    Gap {
        /// The last number before.
        after: u32,
        /// The number that came.
        number: u32,
    },
    /// A paragraph number that the number after it shows to be misread.
    #[error("paragraph number {printed} stands where {number} must be; took {number}")]
    Misread {
        /// What the source prints.
        printed: u32,
        /// The number in turn.
        number: u32,
    },
    /// A paragraph number that was there before.
    #[error("paragraph number {0} comes again")]
    Repeated(u32),
    /// An address that belongs to no sentence.
    #[error("set aside an address printed alone at the end of a page: {0}")]
    Residue(String),
}

impl model::Cause for Cause {
    fn severity(&self) -> Severity {
        match self {
            Self::Empty | Self::NoWords(_) | Self::Sidecar(_) => Severity::Error,
            Self::NumberDiffers { .. }
            | Self::NoteWithoutMark(_)
            | Self::MarkWithoutNote(_)
            | Self::Gap { .. }
            | Self::Misread { .. }
            | Self::Repeated(_) => Severity::Warning,
            Self::IdFromName(_) | Self::Residue(_) => Severity::Note,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Empty => "put the text into the file, or take the file out of content/".to_owned(),
            Self::NoWords(_) => "build concord anew, or put a file of your own into data/masthead/".to_owned(),
            Self::Sidecar(_) => {
                "keys are symbol, id, title, date, lang, body, session, agenda_item, type, subjects, job_number, source, aliases; \
                 until this is mended only the facts in the text and in the file's name count"
                    .to_owned()
            }
            Self::IdFromName(_) => "give it a `symbol:` or an `id:` in a sidecar of the same name ending in .yaml".to_owned(),
            Self::NumberDiffers { .. } => "if the text is right, rename the file or give it a `symbol:` in a sidecar".to_owned(),
            Self::NoteWithoutMark(label) => {
                format!("if the mark is in the source, look how it is printed there; the note stands as #fn-{label}")
            }
            Self::MarkWithoutNote(_) => "if the note is printed elsewhere in the source, move it below the rule on its page".to_owned(),
            Self::Gap { .. } => "compare with the original: a paragraph may be missing, or its number may be misread".to_owned(),
            Self::Misread { .. } | Self::Repeated(_) => "compare with the original: a number may be misread".to_owned(),
            Self::Residue(_) => "nothing to do if it repeats a symbol on the page; else put it into a sentence".to_owned(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoWords(_) => "no-words",
            Self::Sidecar(_) => "sidecar",
            Self::IdFromName(_) => "id-from-name",
            Self::NumberDiffers { .. } => "number-differs",
            Self::NoteWithoutMark(_) => "note-without-mark",
            Self::MarkWithoutNote(_) => "mark-without-note",
            Self::Gap { .. } => "paragraph-gap",
            Self::Misread { .. } => "paragraph-misread",
            Self::Repeated(_) => "paragraph-repeated",
            Self::Residue(_) => "link-residue",
        }
    }
}
