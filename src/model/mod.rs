//! The vocabulary that all stages share: symbols, places, documents, citations, the archive, findings. Nothing here
//! reads a file or imports a stage, so that no circle of stages can form.

mod address;
mod archive;
mod body;
mod citation;
mod counted;
mod digest;
mod document;
mod entries;
mod facts;
mod finding;
mod held;
mod keyed;
mod lang;
mod mention;
mod packed;
mod page;
mod place;
mod printed;
pub mod section;
mod source;
mod symbol;
mod text;
mod traditional;

pub use address::{Address, relative};
pub use archive::{Archive, Backlink, Clue, Failed};
pub use body::{Bodies, Body, BodyId, BodyNames, Issue, Numbering};
pub use citation::{Basis, Citation, Kind, Locus, Pinpoint, Target};
pub use counted::{Forms, Grouping};
pub use digest::{Digest, begins_part, in_path, read_figures, write_figures};
pub use document::{Block, Content, Document, Footnote, Level, is_figure};
pub use entries::{Entries, Entry, Key};
pub use facts::{DocType, Facts, Identity, When};
pub use finding::{Cause, Checked, Failure, Finding, Severity};
pub use held::{Held, OPENING, Places, Texts};
pub use keyed::{Map, Set};
pub use lang::Lang;
pub use mention::{Mention, Mentions, Sentence, Told, VerbId};
pub use packed::Packed;
pub use page::{Beside, Bytes, Page, Print};
pub use place::{At, NoteLabel, ParagraphNumber};
pub use source::{CELL, Format, SourceText, Unread};
pub use symbol::{Symbol, SymbolError};
pub use text::{Mark, Span, Style, Text, near_end};
pub use traditional::{simplified, traditional};
