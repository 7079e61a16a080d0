//! Where a block stands if nothing is said: the rule that `write` leaves unsaid and `read` fills in. In: the place before and what the
//! block holds. Out: its place. `write` says a place aloud only where it differs from this.

use crate::model::{At, Block, Content, ParagraphNumber};

/// The place before the first block.
pub const START: At = At::Front;

/// What a block holds, as far as its place depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// A heading.
    Heading,
    /// A paragraph that prints this number.
    Numbered(&'a str),
    /// A paragraph without a number.
    Plain,
    /// An item or a table: it belongs to what is before it.
    Part,
}

impl<'a> Shape<'a> {
    /// The shape of a block.
    pub fn of(block: &'a Block) -> Self {
        match &block.content {
            Content::Heading { .. } => Self::Heading,
            Content::Paragraph { number: Some(number), .. } => Self::Numbered(number.printed()),
            Content::Paragraph { number: None, .. } => Self::Plain,
            Content::Item { .. } | Content::Table { .. } => Self::Part,
        }
    }
}

/// The place of a block of this shape after a block (not a heading) at `before`.
pub fn expected(before: &At, shape: Shape<'_>) -> At {
    match (shape, before) {
        (Shape::Heading, _) => At::Heading,
        (Shape::Numbered(printed), At::Annex(label, last)) => At::Annex(label.clone(), number(last.as_ref(), printed)),
        (Shape::Numbered(printed), At::Paragraph(last)) => place(number(Some(last), printed)),
        (Shape::Numbered(printed), _) => place(number(None, printed)),
        (Shape::Plain, At::Preamble(n)) => At::Preamble(n.saturating_add(1)),
        (Shape::Plain | Shape::Part, before) => before.clone(),
    }
}

fn place(number: Option<ParagraphNumber>) -> At {
    number.map_or(At::Front, At::Paragraph)
}

/// The number of a paragraph that prints `printed` after paragraph `last`. Numbering that starts again at 1 is inside the paragraph
/// before it (the recommendations 1 to 26 in paragraph 75 of A/64/123), and goes on there while it counts.
fn number(last: Option<&ParagraphNumber>, printed: &str) -> Option<ParagraphNumber> {
    let whole = ParagraphNumber::new(printed)?;
    let (Some(last), Some(value)) = (last, whole.value()) else { return Some(whole) };
    match last.outer() {
        Some(outer) if last.value().is_some_and(|last| last.checked_add(1) == Some(value)) => Some(outer.inner(value)),
        None if value == 1 => Some(last.inner(1)),
        _ => Some(whole),
    }
}
