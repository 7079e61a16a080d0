//! A document as Markdown that a person would edit. In: a `Document`. Out: text that `read` makes the same document of. Says the place
//! of a block only where it does not follow from the block before.

use std::{borrow::Cow, fmt::Write as _};

use super::{FactSheet, inline, place};
use crate::model::{Block, Content, Document, Text};

/// The Markdown of a document, with its facts as front matter.
pub fn write(document: &Document) -> String {
    let mut out = String::from("---\n");
    // A sheet is plain strings and numbers; no such value fails to be written.
    out.push_str(&serde_yaml::to_string(&FactSheet::of(document)).unwrap_or_default());
    out.push_str("---\n");
    let mut before = place::START;
    let mut in_list = None;
    for block in &document.blocks {
        let expected = place::expected(&before, place::Shape::of(block));
        if block.at != expected {
            let _ = write!(out, "\n<!-- at: {} -->\n", block.at);
            in_list = None;
        }
        in_list = push_block(&mut out, block, in_list);
        if !matches!(block.content, Content::Heading { .. }) {
            before = block.at.clone();
        }
    }
    for note in &document.footnotes {
        let text = note.text.as_ref().map(inline::line).unwrap_or_default();
        let _ = writeln!(out, "\n[^{}]: {text}", note.label);
    }
    out
}

/// Appends a block; says how deep in a list it ended. An item without one above it to hang on would be read as a paragraph, and is written
/// as deep as it can be.
fn push_block(out: &mut String, block: &Block, in_list: Option<u8>) -> Option<u8> {
    match &block.content {
        Content::Heading { level, text } => {
            let _ = writeln!(out, "\n{} {}", "#".repeat(usize::from(level.get()) + 1), heading(text));
        }
        Content::Paragraph { number: Some(number), text } => {
            let _ = writeln!(out, "\n{}\\. {}", number.printed(), inline::inline(text));
        }
        Content::Paragraph { number: None, text } => {
            let _ = writeln!(out, "\n{}", inline::line(text));
        }
        Content::Item { label, depth, text } => {
            let depth = in_list.map_or(0, |above| (*depth).min(above.saturating_add(1)));
            if in_list.is_none() {
                out.push('\n');
            }
            let text = if label.is_empty() { unlabelled(text) } else { inline::inline(text) };
            let gap = if label.is_empty() || text.is_empty() { "" } else { " " };
            let _ = writeln!(out, "{}- {}{gap}{text}", "  ".repeat(usize::from(depth)), escaped_label(label));
            return Some(depth);
        }
        Content::Table { rows } => push_table(out, rows),
    }
    None
}

/// A heading's text: a closing `#` would be taken for markup.
fn heading(text: &Text) -> String {
    let line = inline::inline(text);
    match line.strip_suffix('#') {
        Some(start) => format!("{start}\\#"),
        None => line,
    }
}

/// The label of an item. Figures with a sign behind them would be the number of a list in the item.
fn escaped_label(label: &str) -> Cow<'_, str> {
    match label.strip_suffix(['.', ')']).filter(|figures| figures.bytes().all(|b| b.is_ascii_digit())) {
        Some(figures) if !figures.is_empty() => Cow::Owned(format!("{figures}\\{}", &label[figures.len()..])),
        _ => Cow::Borrowed(label),
    }
}

/// The text of an item without a label, which must not begin like one.
fn unlabelled(text: &Text) -> String {
    let line = inline::line(text);
    // Figures with an escaped sign behind them would be a label.
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(rest) = line[digits..].strip_prefix("\\)").filter(|_| digits > 0) {
        return format!("{}&#41;{rest}", &line[..digits]);
    }
    if let Some(rest) = line.strip_prefix('(') {
        return format!("\\({rest}");
    }
    let (word, rest) = line.split_at(line.find(char::is_whitespace).unwrap_or(line.len()));
    match word.char_indices().next_back() {
        Some((end, sign @ ('.' | ')'))) if word[..end].chars().all(char::is_alphanumeric) => {
            format!("{}\\{sign}{rest}", &word[..end])
        }
        _ => line,
    }
}

fn push_table(out: &mut String, rows: &[Vec<Text>]) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    out.push('\n');
    for (i, row) in rows.iter().enumerate() {
        out.push('|');
        for column in 0..width {
            let _ = write!(out, " {} |", row.get(column).map(inline::cell).unwrap_or_default());
        }
        out.push('\n');
        if i == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(width));
        }
    }
}
