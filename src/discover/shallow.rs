//! HTML nested no deeper than a tree can be built of in linear time. In: HTML. Out: its tags and texts, with the few attributes that say
//! something of a text, without scripts and styles, without the tags of elements that stand too deep: their text stays, on lines of its
//! own. Browsers flatten such pages too. Never drops text that is shown.
//!
//! A tree builder looks through the open elements at every tag, and opens formatting elements anew in each block until they are closed: a
//! page of fifty thousand `<div>` takes the square of its length.

use std::{cell::RefCell, collections::BTreeMap, fmt::Write as _};

use super::{html::BLOCKS, tags::short_tags};
use html5ever::{
    LocalName,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
    },
};

/// How many elements may be open at once; what people write has a few dozen.
const DEEPEST: usize = 256;

/// Elements that have no end tag.
const VOID: [&str; 15] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "source", "wbr",
];

/// Elements that the next of their kind closes, so that people leave out the end tag.
const CLOSED_BY_THE_NEXT: [&str; 20] = [
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rb", "rp", "rt",
    "rtc", "tbody", "td", "tfoot", "th", "thead",
];

/// Elements that a tree builder opens anew in each block until they are closed; to a text they are nothing.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// What attributes say of a text: whether it is shown, how items are numbered, over how many cells one goes.
const KEPT: [&str; 7] = ["colspan", "hidden", "rowspan", "start", "style", "type", "value"];

/// The same page, shallow.
pub(super) fn shallow(html: &str) -> String {
    let tokenizer = Tokenizer::new(Flat::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back((&*short_tags(html)).into());
    // The sink never asks for a script to be run, so that one call reads all.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.state.into_inner().out
}

/// What has been written of a page, and how deep it is.
#[derive(Default)]
struct Flat {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    out: String,
    /// How many elements of each name are open.
    open: BTreeMap<LocalName, usize>,
    depth: usize,
    /// How many of these are drawings.
    drawings: usize,
    /// The element whose text is no markup. Those that no reader sees are gone.
    raw: Option<LocalName>,
}

impl TokenSink for Flat {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '&' => self.out.push_str("&amp;"),
                c => self.out.push(c),
            }
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let kind = match &*tag.name {
            "textarea" => RawKind::Rcdata,
            "xmp" => RawKind::Rawtext,
            // What follows it is text to the end of the file, and so it is here.
            "plaintext" => return TokenSinkResult::Plaintext,
            _ => {
                self.element(tag);
                return TokenSinkResult::Continue;
            }
        };
        self.raw = Some(tag.name.clone());
        TokenSinkResult::RawData(kind)
    }

    fn element(&mut self, tag: &Tag) {
        // In drawings and formulas other rules of nesting hold, and tags may close themselves; drawings are no text.
        if tag.self_closing && (self.drawings > 0 || &*tag.name == "svg") {
            return;
        }
        let (name, drawing) = (plain(&tag.name), &*tag.name == "svg");
        let counts = !VOID.contains(&name) && !CLOSED_BY_THE_NEXT.contains(&name);
        if counts && self.depth >= DEEPEST {
            self.out.push_str(if BLOCKS.contains(&name) { "<br>" } else { "" });
            return;
        }
        self.drawings += usize::from(drawing);
        if counts {
            *self.open.entry(name.into()).or_default() += 1;
            self.depth += 1;
        }
        self.out.push('<');
        self.out.push_str(name);
        for attribute in tag.attrs.iter().filter(|attribute| KEPT.contains(&&*attribute.name.local)) {
            let value = attribute.value.replace('&', "&amp;").replace('"', "&quot;");
            let _ = write!(self.out, " {}=\"{value}\"", &*attribute.name.local);
        }
        self.out.push_str(if drawing { " hidden>" } else { ">" });
    }

    fn end(&mut self, name: &LocalName) {
        if self.raw.take_if(|raw| raw == name).is_some() {
            return;
        }
        if &**name == "svg" {
            self.drawings = self.drawings.saturating_sub(1);
        }
        let name = plain(name);
        if let Some(open) = self.open.get_mut(&LocalName::from(name)) {
            let Some(left) = open.checked_sub(1) else { return };
            *open = left;
            self.depth -= 1;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }
}

/// The name of an element that nests by plain rules and means the same to a text.
fn plain(name: &str) -> &str {
    if FORMATTING.contains(&name) || matches!(name, "svg" | "math") { "span" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_text_stay_and_nothing_else() {
        for (html, expected) in [
            ("<!doctype html><p class=x>a &lt;b&gt; &amp;c<!-- d --></p>", "<p>a &lt;b&gt; &amp;c</p>"),
            ("<p hidden>a<script>b</p></script><style>c</style>", "<p hidden=\"\">a"),
            ("<textarea>a<b></textarea><svg><text>b</text></svg>", "a&lt;b&gt;<span hidden><text>b</text></span>"),
            ("<p>a<plaintext></p>", "<p>a&lt;/p&gt;"),
            ("<ol start=3 class=x><li value='\"'>a", "<ol start=\"3\"><li value=\"&quot;\">a"),
            ("</b>a<br/>b", "</span>a<br>b"),
            ("<svg/>a<svg><path/></svg>b<div/>", "a<span hidden></span>b<div>"),
        ] {
            assert_eq!(shallow(html), expected, "{html}");
        }
    }

    #[test]
    fn what_stands_too_deep_loses_its_tags_and_keeps_its_text() {
        for element in ["<div>", "<div/>", "<b id=x>", "<svg><tr>", "<ul><li>", "<table><tr><td>", "<font><p>"] {
            let flat = shallow(&format!("{}deep", element.repeat(DEEPEST + 50)));
            let opens = flat.matches('<').count() - flat.matches("<br>").count();
            assert!(opens <= 4 * DEEPEST && flat.ends_with("deep"), "{element}: {opens}");
        }
        assert_eq!(shallow(&"<div>a</div>".repeat(1_000)), "<div>a</div>".repeat(1_000), "what is closed is not deep");
    }
}
