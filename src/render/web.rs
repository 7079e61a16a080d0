//! Addresses of the web in a text. In: plain text, or an address written by hand. Out: where addresses stand and what they lead
//! to. Never fetches one; never changes their percent-encoding.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// Addresses hold ASCII alone, so that Chinese punctuation and text set right behind one end it.
static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+").ok());

/// Where addresses stand in a text, and their links.
pub fn addresses(plain: &str) -> Vec<(Range<usize>, String)> {
    let Some(pattern) = ADDRESS.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for hit in pattern.find_iter(plain) {
        let address = trim(hit.as_str());
        let bare = address.trim_start_matches("http").trim_start_matches('s').trim_start_matches("://");
        if !bare.contains('.') || bare.starts_with('.') {
            continue;
        }
        let href = if address.to_ascii_lowercase().starts_with("http") {
            address.to_owned()
        } else {
            format!("https://{address}")
        };
        found.push((hit.start()..hit.start() + address.len(), href));
    }
    found
}

/// The address without the punctuation of the sentence it stands in; a closing bracket stays if it was opened in the address.
fn trim(mut address: &str) -> &str {
    let count = |c: char| address.matches(c).count();
    let (round, square) = (count('('), count('['));
    let (mut round_closed, mut square_closed) = (count(')'), count(']'));
    loop {
        match address.chars().next_back() {
            Some('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*') => {}
            Some(')') if round_closed > round => round_closed -= 1,
            Some(']') if square_closed > square => square_closed -= 1,
            _ => return address,
        }
        address = &address[..address.len() - 1];
    }
}

/// The address if it may be linked: web, mail, or relative to the page.
pub fn allowed(address: &str) -> Option<&str> {
    let address = address.trim();
    // Browsers drop control characters and white space inside a scheme, so `java\nscript:` must not slip through, and take `\` for `/`.
    let strange = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    if address.is_empty() || address.chars().any(strange) || address.starts_with("//") {
        return None;
    }
    let scheme =
        address.split(['/', '?', '#']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme);
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        None | Some("http" | "https" | "mailto") => Some(address),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, address) in [
            ("见 http://www.unodc.org/a%20b/index.html。", "http://www.unodc.org/a%20b/index.html"),
            ("（www.unodc.org/unodc）", "https://www.unodc.org/unodc"),
            ("(see https://un.org/x_(y)).", "https://un.org/x_(y)"),
            ("https://un.org/zh/，其中", "https://un.org/zh/"),
            ("见www.unodc.org网站", "https://www.unodc.org"),
        ] {
            let found: Vec<String> = addresses(text).into_iter().map(|(_, href)| href).collect();
            assert_eq!(found, [address], "{text}");
        }
        assert!(addresses("http:// and www. alone").is_empty());
    }

    #[test]
    fn only_web_mail_and_relative_links_are_allowed() {
        for fit in ["https://un.org", "HTTP://un.org", "mailto:a@un.org", "A/RES/63/195.html", "#para-1", "a/b:c"] {
            assert!(allowed(fit).is_some(), "{fit}");
        }
        for unfit in [
            "javascript:x",
            "data:text/html,x",
            "java\nscript:x",
            "//evil.example",
            "/\\evil.example",
            "file:///etc",
            "",
        ] {
            assert!(allowed(unfit).is_none(), "{unfit}");
        }
    }
}
