//! Markdown, the waist of the pipeline: what every document becomes, and what a person can write by hand. In: a `Document`, or
//! Markdown. Out: the other one. `write` and `read` are inverse: what is written reads back as the same document. Never lets a
//! Markdown list carry a printed paragraph number, because lists renumber (60., 30., 33. come out as 60, 61, 62).
//!
//! How a document looks in it (CommonMark with footnotes, tables and YAML front matter):
//!
//! ```text
//! ---
//! symbol: A/RES/63/195
//! lang: zh
//! ---
//! <!-- at: pre-1 -->            the place of the next block, where it does not follow from the one before
//!
//! 回顾其关于…的决议，[^1]
//!
//! ## 一. 导言                    headings: one `#` more than their level
//!
//! 1\. 赞赏地注意到…              a numbered paragraph: its number as printed, the full stop escaped
//!
//! - (a) 拉丁美洲…                a lettered item, its letter as printed
//!
//! [^1]: 见…                     a footnote; without text if the source lost it
//! ```

mod cause;
mod front;
mod inline;
mod place;
mod printed;
mod read;
mod styles;
mod taken;
mod write;

pub use cause::MarkdownCause;
pub use front::{FactSheet, SheetError};
pub use read::{Reading, read};
pub use write::write;

use pulldown_cmark::Options;

/// The Markdown that is read and written: CommonMark with footnotes and tables.
fn options() -> Options {
    Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES
}
