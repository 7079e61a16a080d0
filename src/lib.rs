//! Concord: an archive that links itself. In: a folder of United Nations texts. Out: a folder of pages in which every citation
//! is a link and every cited symbol says who cites it. The stages follow one another by type, so that a wrong order does not
//! compile: discover, normalize, recognize, mention, resolve, render and export, write.
//!
//! The recognizer alone:
//!
//! ```
//! use concord::{model::Lang, recognize::{Grammar, recognize_text}};
//!
//! let grammar = Grammar::built_in()?;
//! let said = "根据大会第 63/195 号决议第 13 段，";
//! let found = recognize_text(said, Lang::Zh, None, None, &grammar)?;
//! assert_eq!(found[0].target, "A/RES/63/195");
//! assert_eq!(found[0].pinpoint.as_ref().map(ToString::to_string).as_deref(), Some("para-13"));
//! # Ok::<(), concord::model::Failure>(())
//! ```

// The fixture of the site's tests stands in `tests/` and names this crate from outside.
#[cfg(test)]
extern crate self as concord;

pub mod box_words;
pub mod cache;
pub mod config;
pub mod discover;
pub mod export;
pub mod made_from;
pub mod markdown;
pub mod mention;
pub mod model;
pub mod normalize;
mod own;
mod press;
pub mod progress;
mod reading;
pub mod recognize;
pub mod render;
pub mod resolve;
mod run;
pub mod search;
pub mod serve;
mod verbs;
pub mod write;

pub use own::START;
pub use reading::Rules;
pub use run::{Built, Summary, Timings, Workshop, build, check};
