//! What each template is given: one struct for each, its fields under the names that the template uses. In: nothing. Out: types.
//! Text is plain and is escaped by the template; a field whose name ends in `html` is markup already. Holds no logic.
//!
//! 1. `frame` is what stands around every page.
//! 2. `text` is the page of one text, held or not; `relations` is what it cites and who cites it.
//! 3. `listing` are the pages that lead there.

mod frame;
mod listing;
mod relations;
mod text;

use std::borrow::Cow;

use serde::Serialize;

pub use self::{frame::*, listing::*, relations::*, text::*};

/// A struct that one template shows.
pub trait View: Serialize {
    /// The template's file name.
    const TEMPLATE: &'static str;
}

/// A word of the interface by its path in the labels, with the number that stands in it where it has one: `home`, `doc_type.report`,
/// `bodies.A`, `sitting.session=63`; a stroke joins two of them. With it a script says the word in another language.
pub type WordKey = Cow<'static, str>;

/// A counted thing in words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Count {
    /// What is counted, by its name among the words of the interface.
    pub of: &'static str,
    pub n: usize,
    pub text: String,
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Anchor {
    pub href: String,
    pub label: String,
}

/// A link to what a list leaves out.
#[derive(Debug, Clone, Serialize)]
pub struct Rest {
    pub href: String,
    pub count: Count,
}
