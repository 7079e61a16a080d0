//! Characters to Markdown: what must be escaped so that it reads back as itself, and no more, because a person edits the result. In: a
//! `Text`. Out: one line of Markdown. Block structure is `write`'s.

use std::ops::Range;

use crate::model::{Span, Style, Text};

/// A text as one line of Markdown that begins a block.
pub fn line(text: &Text) -> String {
    guard_start(inline(text))
}

/// A text as one line of Markdown inside a table, where `|` parts cells.
pub fn cell(text: &Text) -> String {
    inline(text).replace('|', "\\|")
}

/// A text as one line of Markdown that does not begin a block.
pub fn inline(text: &Text) -> String {
    let plain = &text.plain;
    let mut out = String::with_capacity(plain.len() + 16 * text.marks.len());
    let mut marks = text.marks.iter().peekable();
    let spans = || text.spans.iter().filter(|span| !span.range.is_empty());
    let mut opening: Vec<&Span> = spans().collect();
    opening.sort_by_key(|span| span.range.start);
    let mut opening = opening.into_iter().peekable();
    let mut closing: Vec<&Span> = spans().rev().collect();
    closing.sort_by_key(|span| span.range.end);
    let mut closing = closing.into_iter().peekable();
    let mut after_mark = false;
    let mut code = false;
    let mut at = 0;
    loop {
        while let Some(span) = closing.next_if(|span| span.range.end <= at) {
            if span.style == Style::Code {
                out.push_str(&fence(&plain[span.range.clone()]).1);
                code = false;
            } else {
                close(&span.style, &mut out);
            }
        }
        while let Some(mark) = marks.next_if(|mark| mark.offset <= at) {
            out.push_str("[^");
            out.push_str(mark.note.as_str());
            out.push(']');
            after_mark = true;
        }
        while let Some(span) = opening.next_if(|span| span.range.start <= at) {
            match span.style {
                Style::Emphasis => out.push('*'),
                Style::Strong => out.push_str("**"),
                Style::Code => {
                    out.push_str(&fence(&plain[span.range.clone()]).0);
                    code = true;
                }
                Style::Link(_) => out.push('['),
            }
        }
        if at >= plain.len() {
            return out;
        }
        let events = [
            closing.peek().map(|span| span.range.end),
            marks.peek().map(|mark| mark.offset),
            opening.peek().map(|span| span.range.start),
        ];
        let next = events.into_iter().flatten().min().unwrap_or(plain.len());
        let next = (next..plain.len()).find(|&offset| plain.is_char_boundary(offset)).unwrap_or(plain.len());
        // In code a backslash is itself.
        if code {
            out.push_str(&plain[at..next]);
        } else {
            escape(plain, at..next, after_mark, &mut out);
        }
        after_mark = false;
        at = next;
    }
}

/// Appends a stretch with a backslash before each character that would be read as markup.
fn escape(plain: &str, stretch: Range<usize>, after_mark: bool, out: &mut String) {
    if after_mark && plain[stretch.start..].starts_with(['(', ':']) {
        out.push('\\');
    }
    let mut from = stretch.start;
    for (offset, c) in stretch.clone().zip(plain[stretch.clone()].bytes()).filter(|(_, byte)| MARKUP.contains(byte)) {
        let previous = plain[..offset].chars().next_back();
        if must_escape(previous, c, &plain[offset + 1..]) {
            out.push_str(&plain[from..offset]);
            out.push('\\');
            from = offset;
        }
    }
    out.push_str(&plain[from..stretch.end]);
}

/// What stands before and after code: more backticks than it holds in a row, and a space where it would be taken for one of them or
/// be dropped.
fn fence(code: &str) -> (String, String) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let edge = |c: char| code.starts_with(c) || code.ends_with(c);
    let gap = if edge('`') || (edge(' ') && !code.trim().is_empty()) { " " } else { "" };
    (format!("{ticks}{gap}"), format!("{gap}{ticks}"))
}

fn close(style: &Style, out: &mut String) {
    match style {
        Style::Emphasis => out.push('*'),
        Style::Strong => out.push_str("**"),
        Style::Code => {}
        Style::Link(address) => {
            out.push_str("](<");
            out.extend(address.chars().filter(|c| !c.is_control()).flat_map(|c| match c {
                '<' | '>' | '\\' => vec!['\\', c],
                _ => vec![c],
            }));
            out.push_str(">)");
        }
    }
}

/// What may be read as markup.
const MARKUP: &[u8] = b"\\*`[]_<&";

/// Whether a character of `MARKUP` would be read as such where it stands.
fn must_escape(previous: Option<char>, c: u8, rest: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let next = rest.chars().next();
    match c {
        b'\\' | b'*' | b'`' | b'[' | b']' => true,
        // Inside a word, as in web addresses, an underscore is itself.
        b'_' => !(word(previous) && word(next)),
        b'<' => {
            // `<88@unodc.org>` is an address too, whatever it begins with.
            let ends = |c: char| matches!(c, '@' | '<' | '>') || c.is_whitespace();
            let mail = || rest.find(ends).is_some_and(|at| rest[at..].starts_with('@'));
            next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) || mail()
        }
        b'&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
        _ => false,
    }
}

/// Disarms what would begin a heading, list, quotation, rule, table or numbered paragraph at the start of a line. A full stop is written
/// as an entity where a number must not be read as a paragraph number.
fn guard_start(line: String) -> String {
    let Some(first) = line.chars().next() else { return line };
    if matches!(first, '#' | '>' | '+' | '-' | '=' | '~' | '|' | ':') {
        return format!("\\{line}");
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    let letters = line[digits..].find(|c: char| !c.is_ascii_alphabetic()).map_or(line.len(), |i| i + digits);
    match line[letters..].chars().next() {
        Some('.') if digits > 0 => format!("{}&#46;{}", &line[..letters], &line[letters + 1..]),
        Some(')') if digits > 0 && digits == letters => format!("{}\\){}", &line[..digits], &line[digits + 1..]),
        _ => line,
    }
}
