//! Styles that Markdown can say of a text. In: a text with the styles that were read. Out: the same text, without those that would not read
//! back, as emphasis in emphasis, or between letters and signs where a star is only a star. Never changes a character.

use std::fmt::Write as _;

use super::{inline, read};
use crate::model::{Style, Text};

/// Drops the styles that would not read back as they are.
pub(super) fn settle(text: &mut Text) {
    if text.spans.is_empty() || reads_back(text) {
        return;
    }
    text.spans.retain(|span| matches!(span.style, Style::Link(_) | Style::Code));
    if !reads_back(text) {
        text.spans.clear();
    }
}

/// Whether a text, written as a paragraph, is read as the same.
fn reads_back(text: &Text) -> bool {
    let mut written = inline::line(text);
    // A mark without a note is no mark.
    for mark in &text.marks {
        // Writing to a string cannot fail.
        let _ = write!(written, "\n\n[^{}]: a", mark.note);
    }
    let (blocks, _, _) = read::parts("", &written, 0, &mut Vec::new());
    blocks.first().and_then(|block| block.text()) == Some(text)
}
