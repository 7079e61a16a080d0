//! Where things are on the site, and the only place that makes a path or a link. In: symbols, ids, languages, places. Out: paths
//! relative to the output folder and links relative to a page. No path made here leaves the folder.

use std::fmt::Write as _;

use super::{At, Identity, Lang, Symbol};

/// Pages and folders at the top of the site that the program itself makes: no document's path begins with one.
const OWN: [&str; 9] =
    ["404", "cited", "data", "documents", "index", "manifest.sha256", "search", "static", "subjects"];

/// A page of the site and, in it, an anchor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Relative to the output folder, without ending: `A/RES/63/195`, `A/RES/63/195.fr`.
    pub stem: String,
    /// Without `#`; `None` for the page as a whole.
    pub anchor: Option<String>,
}

impl Address {
    /// The page of a symbol (of the first one where it is joint), in the main language or in another.
    pub fn of_symbol(symbol: &Symbol, other: Option<Lang>) -> Self {
        Self::of_name(symbol.first().as_str(), other)
    }

    /// The page of a document.
    pub fn of(identity: &Identity, other: Option<Lang>) -> Self {
        match identity {
            Identity::Symbol(symbol) => Self::of_symbol(symbol, other),
            Identity::Id(id) => Self::of_name(id, other),
        }
    }

    fn of_name(name: &str, other: Option<Lang>) -> Self {
        // Of each of a hundred thousand texts at each build: a path is written once, from its beginning to its end.
        let mut stem = String::with_capacity(name.len() + 8);
        let mut parts = name.split('/').peekable();
        let mut is_first = true;
        while let Some(part) = parts.next() {
            let start = stem.len();
            put_safe(part, &mut stem);
            let put = &stem[start..];
            // `A/1.html` would be the page of `A/1` and the folder of `A/1.html/2`; Windows drops a full stop at a folder's end.
            let is_another = match parts.peek() {
                Some(_) => ends_in(put, ["html", "md", "json", ""]),
                None => ends_in(put, Lang::ALL.map(Lang::code)),
            };
            let is_own = is_first && OWN.iter().any(|own| put.eq_ignore_ascii_case(own));
            if is_another {
                stem.push('_');
            }
            if is_own {
                stem.insert(start, '_');
            }
            if parts.peek().is_some() {
                stem.push('/');
            }
            is_first = false;
        }
        if let Some(lang) = other {
            stem.push('.');
            stem.push_str(lang.code());
        }
        Self { stem, anchor: None }
    }

    /// A page that somebody wrote, at the path that its file has, as far as every disk can hold it.
    pub fn of_written(name: &str) -> Self {
        let mut parts: Vec<String> = name.split('/').map(portable_part).collect();
        if let Some((_, folders)) = parts.split_last_mut() {
            let files = ["html", "md", "json", "sha256", ""];
            for folder in folders.iter_mut().filter(|folder| ends_in(folder, files) || folder.ends_with(' ')) {
                folder.push('_');
            }
        }
        Self::of_page(parts.join("/"))
    }

    /// A page that is no document, as `index`, `about`, `cited/E`.
    pub fn of_page(stem: impl Into<String>) -> Self {
        Self { stem: stem.into(), anchor: None }
    }

    /// The same page at a place in it. Headings have anchors of their own, so `At::Heading` is the page as a whole.
    #[must_use]
    pub fn at(mut self, at: &At) -> Self {
        self.anchor = (*at != At::Heading).then(|| at.to_string());
        self
    }

    /// The page's path: `A/RES/63/195.html`.
    pub fn html(&self) -> String {
        format!("{}.html", self.stem)
    }

    /// The path of its Markdown, beside it.
    pub fn markdown(&self) -> String {
        format!("{}.md", self.stem)
    }

    /// The path of its data, beside it.
    pub fn json(&self) -> String {
        format!("{}.json", self.stem)
    }

    /// Path and anchor from the output folder, as in the exports: `A/RES/63/195.html#para-13`.
    pub fn href(&self) -> String {
        let mut href = String::with_capacity(self.stem.len() + 24);
        encode(&self.stem, &mut href);
        href.push_str(".html");
        if let Some(anchor) = &self.anchor {
            href.push('#');
            encode(anchor, &mut href);
        }
        href
    }

    /// The link to it from another page, given that page's path from the output folder.
    pub fn from(&self, page: &str) -> String {
        match &self.anchor {
            Some(anchor) if page.strip_suffix(".html") == Some(&self.stem) => {
                let mut href = "#".to_owned();
                encode(anchor, &mut href);
                href
            }
            _ => relative(page, &self.href()),
        }
    }
}

/// Whether a name has one of these endings.
fn ends_in<const N: usize>(name: &str, endings: [&str; N]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|other| ending.eq_ignore_ascii_case(other)))
}

/// Appends a part of a path: square brackets left out, and nothing that a file system would take for something else.
fn put_safe(part: &str, path: &mut String) {
    let start = path.len();
    let safe = part.chars().filter(|c| !matches!(c, '[' | ']'));
    path.extend(safe.map(|c| if c.is_ascii_alphanumeric() || "._-()".contains(c) { c } else { '_' }));
    let safe = &path[start..];
    // Of no part all characters are full stops, too.
    if safe.bytes().all(|byte| byte == b'.') || is_device(safe) {
        path.insert(start, '_');
    }
}

/// A part of a path in any script, without what Windows cannot hold and what a reader cannot see.
fn portable_part(part: &str) -> String {
    let unseen =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let strange = |c: char| c.is_control() || "<>:\"\\|?*".contains(c) || unseen(c);
    let safe: String = part.chars().map(|c| if strange(c) { '_' } else { c }).collect();
    if is_device(&safe) || safe.is_empty() || safe.chars().all(|c| c == '.') { format!("_{safe}") } else { safe }
}

/// Whether Windows takes a name for a device, whatever its ending.
fn is_device(name: &str) -> bool {
    let device = name.split('.').next().unwrap_or_default().trim_end();
    let port = |kind: &str| {
        let (is_kind, rest) =
            device.split_at_checked(3).map_or((false, ""), |(word, rest)| (word.eq_ignore_ascii_case(kind), rest));
        let mut rest = rest.chars();
        is_kind && rest.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && rest.next().is_none()
    };
    ["CON", "PRN", "AUX", "NUL"].iter().any(|other| device.eq_ignore_ascii_case(other)) || port("COM") || port("LPT")
}

/// Appends a path, percent-encoding what may not stand in a link as it is.
fn encode(path: &str, href: &mut String) {
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'.' | b'_' | b'-' | b'(' | b')' | b'#' | b'*' | b',' | b':')
        {
            href.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(href, "%{byte:02X}");
        }
    }
}

/// A path without its percent-encoding.
pub fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The link from a page to a file, both given from the output folder.
pub fn relative(page: &str, file: &str) -> String {
    let after = |folders: Option<usize>| folders.map_or(0, |slash| slash + 1);
    let folder = &page[..after(page.rfind('/'))];
    let same = folder.bytes().zip(file.bytes()).take_while(|(a, b)| a == b).count();
    // Of what is the same, the whole folders.
    let shared = after(folder.as_bytes()[..same].iter().rposition(|byte| *byte == b'/'));
    let mut link = "../".repeat(folder[shared..].matches('/').count());
    link.push_str(&file[shared..]);
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_their_file() {
        assert_eq!(relative("A/64/123.html", "A/RES/63/195.html#para-13"), "../RES/63/195.html#para-13");
        assert_eq!(relative("index.html", "A/64/123.html"), "A/64/123.html");
        assert_eq!(relative("A/64/123.html", "index.html"), "../../index.html");
        assert_eq!(relative("A/64/123.html", "A/64/123/Add.1.html"), "123/Add.1.html");
        assert_eq!(relative("A/64/1/Add.1.html", "A/64/12.html"), "../12.html", "a name that begins alike");
        assert_eq!(relative("关于/x/é.html", "关/y.html"), "../../关/y.html");
    }

    #[test]
    fn brackets_are_left_out_and_devices_are_disarmed() {
        let path = |s: &str| Symbol::parse(s).map(|s| Address::of_symbol(&s, None).html());
        assert_eq!(path("A/RES/217(III)[A]").as_deref(), Ok("A/RES/217(III)A.html"));
        assert_eq!(path("E/CN.7/2020/2-E/CN.15/2020/2").as_deref(), Ok("E/CN.7/2020/2.html"));
        assert_eq!(path("A/CON/NUL.1").as_deref(), Ok("A/_CON/_NUL.1.html"));
        assert_eq!(path("A/1.html/2").as_deref(), Ok("A/1.html_/2.html"));
        assert_eq!(path("A/1.fr").as_deref(), Ok("A/1.fr_.html"));
        assert_eq!(path("cited/A").as_deref(), Ok("_CITED/A.html"));
        assert_eq!(Address::of(&Identity::Id("index".into()), None).html(), "_index.html");
        for (name, path) in [
            ("关于/é x", "关于/é x.html"),
            ("con", "_con.html"),
            ("COM1/aux .b/x", "_COM1/_aux .b/x.html"),
            ("a\\b:c/..", "a_b_c/_...html"),
            ("\u{202e}gnp", "_gnp.html"),
            ("index.html/MANIFEST.sha256/x", "index.html_/MANIFEST.sha256_/x.html"),
        ] {
            assert_eq!(Address::of_written(name).html(), path);
        }
    }
}
