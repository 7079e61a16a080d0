//! Numbers and labels as the source prints them. In: a text that was read, and the Markdown that it was read from. Out: its number or
//! label, taken off the text. Never counts: a list that says 60., 30., 33. has these numbers.

use crate::model::{ParagraphNumber, Text};

/// Takes white space off both ends.
pub(super) fn trim(text: &mut Text) {
    text.plain.truncate(text.plain.trim_end().len());
    let start = text.plain.len() - text.plain.trim_start().len();
    cut_start(text, start);
}

/// Takes `length` bytes off the start, marks and spans moved along.
pub(super) fn cut_start(text: &mut Text, length: usize) {
    text.plain.drain(..length);
    let end = text.plain.len();
    for mark in &mut text.marks {
        mark.offset = mark.offset.saturating_sub(length).min(end);
    }
    for span in &mut text.spans {
        span.range = span.range.start.saturating_sub(length).min(end)..span.range.end.saturating_sub(length).min(end);
    }
}

/// The number of a paragraph that begins `13\. ` in the source (or `13. `, as an item of a list), taken off its text.
pub(super) fn printed_number(source: &str, text: &mut Text) -> Option<ParagraphNumber> {
    let source = source.trim_start();
    let digits = source.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
    let end = source[digits..].find(|c: char| !c.is_ascii_alphabetic()).map(|i| i + digits)?;
    let escaped = source[end..].strip_prefix("\\.");
    let listed = source[end..].strip_prefix(['.', ')']).filter(|_| digits == end);
    let rest = escaped.or(listed)?;
    if !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let number = ParagraphNumber::new(&source[..end])?;
    if escaped.is_some() {
        let taken = text.plain.get(end + 1..)?;
        let gap = taken.len() - taken.trim_start().len();
        cut_start(text, end + 1 + gap);
    }
    Some(number)
}

/// The label of an item that begins `- (a) ` in the source (or `- 1\\. `, or `1. ` as an item of a list in a list), taken off its text.
pub(super) fn printed_label(source: &str, text: &mut Text) -> String {
    let source = source.trim_start();
    if let Some(label) = figures(source, &['.', ')']) {
        // Markdown has taken the number of the list off already.
        return label;
    }
    let written = source.get(1..).unwrap_or_default().trim_start();
    let word = text.plain.split_whitespace().next().unwrap_or_default().to_owned();
    let inner = word.strip_suffix([')', '.']).map(|word| word.strip_prefix('(').unwrap_or(word));
    // The number of a list, which has nine figures at most, is a label however long.
    let listed =
        |inner: &str| inner.len() <= 9 && word.len() == inner.len() + 1 && inner.bytes().all(|b| b.is_ascii_digit());
    let short = |inner: &str| inner.chars().count() <= 5 && inner.chars().all(char::is_alphanumeric);
    // The text has no word at all where a table begins right in the item, whatever the source goes on with.
    if !inner.is_some_and(|inner| !inner.is_empty() && (short(inner) || listed(inner))) {
        return String::new();
    }
    // Figures with a sign behind them would be the number of a list, so that the sign is escaped.
    let as_written = figures(written, &['\\']).map_or(written.starts_with(&word), |figures| {
        let behind = written.strip_prefix(&figures);
        word.split_at_checked(figures.len() - 1).is_some_and(|(sign, rest)| {
            written.starts_with(sign) && behind.is_some_and(|behind| behind.starts_with(rest))
        })
    });
    if !as_written {
        return String::new();
    }
    let rest = text.plain[word.len()..].trim_start().len();
    let length = text.plain.len() - rest;
    cut_start(text, length);
    word
}

/// The number of a list that a text in a note begins with. Notes have no lists, so the number is text.
pub(super) fn keep_number(source: &str, text: &mut Text) {
    let Some(number) = figures(source.trim_start(), &['.', ')']) else {
        return;
    };
    let gap = if text.is_empty() { "" } else { " " };
    let mut whole = Text::plain(format!("{number}{gap}"));
    whole.push(text);
    *text = whole;
}

/// Figures with one of some signs behind them, at the beginning of a source.
fn figures(source: &str, signs: &[char]) -> Option<String> {
    let digits = source.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
    let sign = source[digits..].chars().next().filter(|sign| signs.contains(sign))?;
    Some(source[..digits + sign.len_utf8()].to_owned())
}
