//! HTML of which no tag is long. In: HTML. Out: its texts and its tags, each with no more than the first few hundred of its attributes; without
//! comments and without what a browser reads but does not show, as scripts. Where a tag begins and ends is told as HTML5 says
//! (`13.2.5 Tokenization`): whatever reads the page after this meets no other tags. Never drops text that is shown.
//!
//! The tokenizer compares each attribute of a tag with all before it: a tag of a hundred thousand takes the square of its length.

/// How many attributes a tag may have.
const ATTRIBUTES: usize = 200;

/// Elements whose content is no markup and is not shown.
const HIDDEN: [&str; 7] = ["script", "style", "iframe", "noembed", "noframes", "noscript", "title"];

/// Elements whose content is no markup and is shown.
const SHOWN: [&str; 2] = ["textarea", "xmp"];

/// The page with short tags.
pub(super) fn short_tags(html: &str) -> String {
    let mut page = Page { html, at: 0, out: String::with_capacity(html.len()) };
    while let Some(start) = page.find("<") {
        page.text(start);
        page.markup();
    }
    page.text(html.len());
    page.out
}

/// A page that is read up to `at`.
struct Page<'h> {
    html: &'h str,
    at: usize,
    out: String,
}

/// How a tag ends that has been read.
struct Ending {
    /// Behind the last attribute that it may keep.
    kept: usize,
    /// Behind the tag.
    end: usize,
    /// Whether it closes itself.
    closes: bool,
}

impl Page<'_> {
    fn rest(&self) -> &str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn find(&self, what: &str) -> Option<usize> {
        self.rest().find(what).map(|at| self.at + at)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    /// What lies before a place is text.
    fn text(&mut self, end: usize) {
        self.out.push_str(self.html.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    /// Passes over what is not shown, to the end of the page where it has no other.
    fn pass(&mut self, end: Option<usize>) {
        self.at = end.unwrap_or(self.html.len());
    }

    /// What begins with `<`.
    fn markup(&mut self) {
        match (self.byte(self.at + 1), self.byte(self.at + 2)) {
            (Some(b'!'), _) if self.rest().starts_with("<!--") => self.pass(self.comment()),
            (Some(b'/'), Some(c)) if c.is_ascii_alphabetic() => self.tag(self.at + 2),
            (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => self.pass(self.find(">").map(|at| at + 1)),
            (Some(c), _) if c.is_ascii_alphabetic() => self.tag(self.at + 1),
            _ => self.text(self.at + 1),
        }
    }

    /// Behind the comment that begins here.
    fn comment(&self) -> Option<usize> {
        let inside = self.at + "<!--".len();
        let text = self.html.get(inside..)?;
        if text.starts_with('>') || text.starts_with("->") {
            return text.find('>').map(|at| inside + at + 1);
        }
        let closes = |at: usize| text.get(..at).is_some_and(|before| before.ends_with("--") || before.ends_with("--!"));
        text.match_indices('>').find(|(at, _)| closes(*at)).map(|(at, _)| inside + at + 1)
    }

    /// A tag whose name begins at a place. One that is never closed is none, and a browser shows nothing of what follows it.
    fn tag(&mut self, name_at: usize) {
        let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let from_name = self.html.get(name_at..).unwrap_or_default();
        let name = from_name.split(ends_name).next().unwrap_or_default();
        let (begins, name_end, name) = (self.at, name_at + name.len(), name.to_ascii_lowercase());
        let is_end = name_at == begins + 2;
        let Some(Ending { kept, end, closes }) = self.attributes(name_end) else { return self.pass(None) };
        self.at = end;
        if !is_end && HIDDEN.contains(&&*name) {
            let ends = if name == "script" { self.script_end() } else { self.end_of(&name) };
            return self.pass(ends.and_then(|at| Some(self.attributes(at + 2 + name.len())?.end)));
        }
        // What is said in an end tag means nothing.
        self.out.push_str(self.html.get(begins..if is_end { name_end } else { kept }).unwrap_or_default());
        self.out.push_str(if closes && !is_end { " />" } else { ">" });
        match &*name {
            "plaintext" if !is_end => self.text(self.html.len()),
            shown if !is_end && SHOWN.contains(&shown) => {
                self.text(self.end_of(shown).unwrap_or(self.html.len()));
            }
            _ => {}
        }
    }

    /// Reads the attributes of a tag from behind its name on; nothing where it is never closed.
    fn attributes(&self, from: usize) -> Option<Ending> {
        let (mut at, mut count, mut kept) = (from, 0, from);
        loop {
            let slash = at;
            at = self.skip(at, |c| c.is_ascii_whitespace() || c == b'/');
            if self.byte(at)? == b'>' {
                return Some(Ending { kept, end: at + 1, closes: at > slash && self.byte(at - 1) == Some(b'/') });
            }
            // A name may begin with the sign that else stands behind it.
            at = self.skip(at + 1, |c| !c.is_ascii_whitespace() && !matches!(c, b'/' | b'>' | b'='));
            let sign = self.skip(at, |c| c.is_ascii_whitespace());
            if self.byte(sign)? == b'=' {
                at = self.skip(sign + 1, |c| c.is_ascii_whitespace());
                at = match self.byte(at)? {
                    quote @ (b'"' | b'\'') => self.skip(at + 1, |c| c != quote) + 1,
                    _ => self.skip(at, |c| !c.is_ascii_whitespace() && c != b'>'),
                };
            }
            count += 1;
            if count <= ATTRIBUTES {
                kept = at;
            }
        }
    }

    /// The first place from one on where a byte is not as said.
    fn skip(&self, from: usize, is: impl Fn(u8) -> bool) -> usize {
        let bytes = self.html.as_bytes().get(from..).unwrap_or_default();
        from + bytes.iter().position(|c| !is(*c)).unwrap_or(bytes.len())
    }

    /// Where the end tag of an element begins whose content is no markup.
    fn end_of(&self, name: &str) -> Option<usize> {
        self.rest().match_indices("</").map(|(at, _)| self.at + at).find(|at| self.names(at + 2, name))
    }

    /// Where the end tag of a script begins. In a comment a script may hold another: `<!-- write("<script></script>") -->`.
    fn script_end(&self) -> Option<usize> {
        let (mut comment, mut inner) = (false, false);
        for (at, c) in self.rest().match_indices(['<', '>']).map(|(at, c)| (self.at + at, c)) {
            let here = self.html.get(at..).unwrap_or_default();
            if c == ">" {
                let before = self.html.get(self.at..at).unwrap_or_default();
                (comment, inner) = if before.ends_with("--") { (false, false) } else { (comment, inner) };
            } else if here.starts_with("<!--") {
                comment = true;
            } else if here.starts_with("</") && self.names(at + 2, "script") {
                if !inner {
                    return Some(at);
                }
                inner = false;
            } else if comment && self.names(at + 1, "script") {
                inner = true;
            }
        }
        None
    }

    /// Whether the name of a tag stands at a place, whole.
    fn names(&self, at: usize, name: &str) -> bool {
        let there = self.html.as_bytes().get(at..at + name.len());
        let ends = |c: u8| c.is_ascii_whitespace() || matches!(c, b'/' | b'>');
        there.is_some_and(|there| there.eq_ignore_ascii_case(name.as_bytes()))
            && self.byte(at + name.len()).is_some_and(ends)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

    use super::*;

    #[test]
    fn tags_end_where_a_browser_ends_them() {
        for (html, expected) in [
            ("it's <b>its' <i>", "it's <b>its' <i>"),
            ("a < b <<i>c</ i>d</>e<?x y>f<!x>g", "a < b <<i>cdefg"),
            ("<p title='>' x=\">\"y>a", "<p title='>' x=\">\"y>a"),
            ("<p title = '>'>a", "<p title = '>'>a"),
            ("<a \">b</a>\"", "<a \">b</a>\""),
            ("<a x\"=1 y'>b'", "<a x\"=1 y'>b'"),
            ("<a =\">b\"", "<a =\">b\""),
            ("<a href=x/>b<br/>c<br / >d", "<a href=x/>b<br />c<br>d"),
            ("<a <b>c", "<a <b>c"),
            ("</p title='>'>a", "</p>a"),
            ("a<!-- <b \" -->c<!-->d<!--->e<!-- --!>f<!-- > --", "acdef"),
            ("a<p title='b>c", "a"),
            ("a<", "a<"),
            ("a</", "a</"),
            ("<script>a<b \"</SCRIPT >c</script x>", "c</script>"),
            ("<script><!-- w('<script>a</script>b') --></script>c", "c"),
            ("<script><!-- a --> '<script>'</script>c", "c"),
            ("<STYLE>a</b></style x=1>c", "c"),
            ("<textarea>a<b \"</textareas></textarea>c", "<textarea>a<b \"</textareas></textarea>c"),
            ("<plaintext>a<b \"</plaintext>", "<plaintext>a<b \"</plaintext>"),
        ] {
            assert_eq!(short_tags(html), expected, "{html}");
        }
    }

    #[test]
    fn only_what_is_beyond_count_is_cut_from_a_tag() {
        let many = "x ".repeat(ATTRIBUTES + 50);
        let few = "x ".repeat(ATTRIBUTES);
        for (html, expected) in [
            (format!("<p {many}>a"), format!("<p {}>a", few.trim_end())),
            (format!("<p {many}/>a"), format!("<p {} />a", few.trim_end())),
            (
                format!("<p {}title=\"{many}>\">a", "x ".repeat(ATTRIBUTES - 1)),
                format!("<p {}title=\"{many}>\">a", "x ".repeat(ATTRIBUTES - 1)),
            ),
            (format!("a < {many} > b"), format!("a < {many} > b")),
            (format!("<!-- a <b {many} -->c"), "c".to_owned()),
            (format!("<textarea>a <b {many}</textarea>c"), format!("<textarea>a <b {many}</textarea>c")),
        ] {
            assert_eq!(short_tags(&html), expected);
        }
    }

    /// The most attributes that the tokenizer meets in one tag.
    #[derive(Default)]
    struct Most(Cell<usize>);

    impl TokenSink for Most {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.set(self.0.get().max(tag.attrs.len()));
            }
            TokenSinkResult::Continue
        }
    }

    /// What it shows, and an attribute by its number.
    type Shape = (&'static str, fn(usize) -> String);

    #[test]
    fn a_tag_twice_as_long_has_no_more_attributes() {
        let named = |n: usize, with: fn(usize) -> String| (0..n).map(with).collect::<String>();
        let shapes: [Shape; 6] = [
            ("in a row", |i| format!(" a{i}")),
            ("without a gap", |i| format!("a{i}=''")),
            ("with strokes", |i| format!("/a{i}")),
            ("that begin like tags", |i| format!(" <a{i}")),
            ("with signs", |i| format!(" =a{i}")),
            ("on lines", |i| format!("\n\ta{i} = 1")),
        ];
        for (shows, shape) in shapes {
            for before in [
                "<p",
                "<a \"><p",
                "<a x\"><p",
                "</p",
                "<!-- <a x=\" --><p",
                "<script>'<a x=\"'</script ",
                "<title><a x=\"</title>\"<p",
            ] {
                for n in [1_000, 2_000] {
                    let short = short_tags(&format!("{before} {}>a", named(n, shape)));
                    let tokenizer = Tokenizer::new(Most::default(), TokenizerOpts::default());
                    let input = BufferQueue::default();
                    input.push_back((&*short).into());
                    let _ = tokenizer.feed(&input);
                    tokenizer.end();
                    assert!(tokenizer.sink.0.get() <= ATTRIBUTES, "{shows} behind {before}: {n}");
                    assert!(short.ends_with('a'), "{shows} behind {before}");
                }
            }
        }
    }
}
