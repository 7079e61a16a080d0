//! Characters that markup takes for its own. In: text. Out: the same text as HTML, for content and for attributes alike.

use std::fmt::Write as _;

/// Text as HTML, also inside double quotes. Characters that HTML forbids (most control characters) become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\t' | '\n' | '\r' => html.push(c),
            _ if c.is_control() => html.push('\u{fffd}'),
            _ => html.push(c),
        }
    }
    html
}

/// One attribute with a space before it; nothing where there is no value.
pub fn attribute(html: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        // Writing to a string cannot fail.
        let _ = write!(html, " {name}=\"{}\"", escape(value));
    }
}
