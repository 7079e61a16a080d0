//! What a link shows before it is followed. In: a document's citations. Out: a classic script beside its page that holds, for each
//! link, the cited paragraph where a pinpoint names it, else the opening of the text, else what the symbol says. The page loads it
//! when a reader first asks; a script can be loaded from the disk where a fetch cannot.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;

use super::{frame::dir, site::Site};
use crate::model::{Address, At, Content, Document, Failure, Held, Identity, Lang, OPENING, Page, Target, relative};

/// The cited paragraph is shown up to this many characters.
const SHOWN: usize = 700;

/// An opening is shown up to this many.
const OPENED: usize = 350;

const _: () = assert!(OPENED < OPENING, "what is not known cannot be shown");

/// A preview, its keys short because there are many.
#[derive(Debug, Serialize)]
struct Preview {
    /// Symbol.
    s: String,
    /// Title, or what the symbol says.
    t: String,
    /// Language of title and text.
    l: &'static str,
    /// Its direction.
    d: &'static str,
    /// Date and body.
    #[serde(skip_serializing_if = "String::is_empty")]
    m: String,
    /// Where in the text: `para. 13`.
    #[serde(skip_serializing_if = "String::is_empty")]
    p: String,
    /// The text.
    #[serde(skip_serializing_if = "String::is_empty")]
    x: String,
    /// Whether the archive lacks it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    u: bool,
}

/// The path of the previews of a page.
pub fn path(address: &Address) -> String {
    format!("{}.previews.js", address.stem)
}

/// The link to them from the page itself.
pub fn href(address: &Address) -> String {
    let html = Address::of_page(address.stem.clone()).href();
    relative(&address.html(), &format!("{}.previews.js", html.strip_suffix(".html").unwrap_or(&html)))
}

/// The previews of a document's links; `None` where it cites nothing.
///
/// # Errors
/// When a text that it cites cannot be fetched.
pub fn page(site: &Site<'_>, held: &Held, index: usize, address: &Address) -> Result<Option<Page>, Failure> {
    let from = address.html();
    let lang = held.facts.lang;
    let mut previews: BTreeMap<String, Preview> = BTreeMap::new();
    let mut fetched = Fetched::default();
    for citation in held.citations() {
        let Target::Symbol(symbol) = &citation.target else { continue };
        let Some(destination) = site.destination(index, citation) else { continue };
        let href = destination.address.from(&from);
        if previews.contains_key(&href) {
            continue;
        }
        let identity = Identity::Symbol(symbol.clone());
        let at = destination.address.anchor.as_deref().and_then(|anchor| anchor.parse().ok());
        if let Some(preview) = preview(site, &mut fetched, &identity, at.as_ref(), lang)? {
            previews.insert(href, preview);
        }
    }
    let Some(json) = serde_json::to_string(&previews).ok().filter(|_| !previews.is_empty()) else { return Ok(None) };
    // Nothing in a script should look like markup, wherever it may be copied to.
    let json = json.replace('<', "\\u003c");
    Ok(Some(Page::new(path(address), format!("concord.previews({json});\n"))))
}

/// The texts that a document cites by paragraph, each fetched once.
type Fetched = BTreeMap<usize, Passages>;

/// A text, and which of its blocks stand at each place.
struct Passages {
    document: Arc<Document>,
    blocks: BTreeMap<At, Vec<usize>>,
}

impl Passages {
    fn of(document: Arc<Document>) -> Self {
        let mut blocks: BTreeMap<At, Vec<usize>> = BTreeMap::new();
        for (index, block) in document.blocks.iter().enumerate() {
            blocks.entry(block.at.clone()).or_default().push(index);
        }
        Self { document, blocks }
    }

    /// The text at a place, its items included.
    fn text_at(&self, at: &At) -> String {
        let mut said = String::new();
        let blocks = self.blocks.get(at).into_iter().flatten();
        for block in blocks.filter_map(|index| self.document.blocks.get(*index)) {
            let (label, text) = match &block.content {
                Content::Paragraph { text, .. } => ("", text),
                Content::Item { label, text, .. } => (label.as_str(), text),
                Content::Heading { .. } | Content::Table { .. } => continue,
            };
            for part in [label, text.plain.as_str()].into_iter().filter(|part| !part.is_empty()) {
                if !said.is_empty() {
                    said.push(' ');
                }
                said.push_str(part);
            }
        }
        said
    }
}

fn preview(
    site: &Site<'_>,
    fetched: &mut Fetched,
    identity: &Identity,
    at: Option<&At>,
    lang: Lang,
) -> Result<Option<Preview>, Failure> {
    let Some(entry) = site.archive.entry(identity) else { return Ok(None) };
    let labels = site.labels(lang);
    let title = site.title_of(entry, lang);
    let shown = title.map_or(lang, |(_, lang)| lang);
    let version = site.version_in(entry, lang);
    let facts = version.and_then(|index| site.held(index)).map(|held| &held.facts);
    let date = facts.and_then(|facts| facts.date).or_else(|| entry.dates.first()?.said.parse().ok());
    let body = facts.and_then(|facts| facts.body.clone()).unwrap_or_else(|| site.shelf_of(entry).0.to_owned());
    let mut meta: Vec<String> = date.map(|date| labels.say_date(date)).into_iter().collect();
    if !body.is_empty() {
        meta.push(site.body(&body, lang));
    }
    // The text itself is fetched for a place in it only.
    if let Some(index) = at.and(version)
        && !fetched.contains_key(&index)
    {
        fetched.insert(index, Passages::of(site.text(index)?));
    }
    let passages = version.and_then(|index| fetched.get(&index));
    let cited = at.zip(passages).map(|(at, passages)| passages.text_at(at)).filter(|text| !text.is_empty());
    let text = match (&cited, version.and_then(|index| site.held(index))) {
        (Some(text), _) => shorten(text, SHOWN),
        (None, Some(held)) => shorten(&held.opening, OPENED),
        (None, None) => String::new(),
    };
    Ok(Some(Preview {
        s: entry.identity.to_string(),
        t: title.map_or_else(|| site.say(&entry.identity, lang), |(title, _)| title.to_owned()),
        l: shown.code(),
        d: dir(shown),
        m: meta.join(" · "),
        p: cited.and(at).map(|at| labels.say_place(at)).unwrap_or_default(),
        x: text,
        u: version.is_none(),
    }))
}

fn shorten(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
