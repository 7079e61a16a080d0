//! Characters that markup takes for its own. In: text. Out: the same text as HTML, for content and for attributes alike.

use std::fmt::Write as _;

/// Text as HTML, also inside double quotes. Characters that HTML forbids (most control characters) become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some((plain, special)) = rest.bytes().position(may_be_special).and_then(|at| rest.split_at_checked(at)) {
        html.push_str(plain);
        let Some(c) = special.chars().next() else { break };
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
        rest = &special[c.len_utf8()..];
    }
    html.push_str(rest);
    html
}

/// Whether a character that begins with this byte may be one that cannot stand as it is.
const fn may_be_special(byte: u8) -> bool {
    // The control characters beyond ASCII begin with C2.
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..0x20 | 0x7f | 0xc2)
}

/// One attribute with a space before it; nothing where there is no value.
pub fn attribute(html: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        // Writing to a string cannot fail.
        let _ = write!(html, " {name}=\"{}\"", escape(value));
    }
}
