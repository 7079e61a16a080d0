//! Who cites a text, and where. In: an entry. Out: its mentions by citing document, newest first, each mention with its sentence; and who
//! cites each paragraph, for the margins. Never looks at a page.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    frame::dir,
    phrase::{Counted, basis_key, body_key, doc_type_key, pinpoint_key, place_key},
    site::Site,
    view::{Bearing, Citer, CitingDocument, Count, MentionRow},
};
use crate::model::{Address, At, Entry, Held, Identity, Lang, Mention, Pinpoint, Sentence};

/// How many mentions by one document stand together.
const AT_ONCE: usize = 60;

/// How many citing documents a margin names.
const IN_MARGIN: usize = 4;

/// All mentions of an entry by citing document, newest first, as links from a page; and how many documents they are. A document with
/// very many mentions comes more than once, so that it can be spread over pages.
pub fn citing_documents(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> (Vec<CitingDocument>, usize) {
    let labels = site.labels(lang);
    let mut documents: Vec<(usize, CitingDocument)> = Vec::new();
    for (link, held, mention) in site.mentions(entry) {
        let Some(address) = site.archive.page_of(link.held) else { continue };
        let Some(sentence) = held.mentions.sentence(link.mention) else { continue };
        let mention = shown(site, (mention, sentence), &address, page, lang);
        match documents.last_mut() {
            Some((last, document)) if *last == link.held && document.mentions.len() < AT_ONCE => {
                document.mentions.push(mention);
            }
            _ => {
                let mut document = citing_document(site, held, &address, page, lang);
                document.mentions.push(mention);
                documents.push((link.held, document));
            }
        }
    }
    let distinct = documents.iter().map(|(held, _)| held).collect::<BTreeSet<_>>().len();
    let counted = |mut document: CitingDocument| {
        document.count = labels.count(Counted::Mentions, document.mentions.len());
        document
    };
    (documents.into_iter().map(|(_, document)| counted(document)).collect(), distinct)
}

fn citing_document(site: &Site<'_>, held: &Held, address: &Address, page: &str, lang: Lang) -> CitingDocument {
    let facts = &held.facts;
    let labels = site.labels(lang);
    CitingDocument {
        href: address.from(page),
        symbol: held.identity.to_string(),
        title: facts.title.clone(),
        lang: facts.lang.code().to_owned(),
        dir: dir(facts.lang),
        date: facts.date.map(|date| labels.say_date(date)),
        datetime: facts.date.map(|date| date.to_string()),
        year: facts.date.map(|date| date.year().to_string()),
        body: facts.body.as_deref().map(|body| site.body(body, lang)),
        body_key: facts.body.as_deref().map(body_key),
        doc_type: labels.say_doc_type(facts.doc_type).to_owned(),
        doc_type_key: doc_type_key(facts.doc_type),
        id: None,
        count: Count::default(),
        mentions: Vec::new(),
    }
}

fn shown(
    site: &Site<'_>,
    (mention, sentence): (&Mention, &Sentence),
    address: &Address,
    page: &str,
    lang: Lang,
) -> MentionRow {
    let labels = site.labels(lang);
    let citation = &mention.citation;
    let verb = mention.verb.and_then(|verb| site.verbs.get(verb));
    let (before, after) = around(sentence);
    let bearing = |mark: String| {
        let (before, after) = around(sentence.bearing.as_deref()?);
        Some(Bearing { before, mark, after })
    };
    MentionRow {
        href: address.clone().at(&citation.at).from(page),
        place: labels.say_place(&citation.at),
        place_key: place_key(&citation.at),
        pinpoint: citation.pinpoint.as_ref().map(|pinpoint| labels.say_pinpoint(pinpoint)),
        pinpoint_key: citation.pinpoint.as_ref().map(pinpoint_key),
        verb: verb.map(|verb| verb.id.clone()),
        verb_name: verb.map(|verb| verb.name(lang).to_owned()),
        inferred: citation.basis.is_inferred().then(|| labels.say_basis(citation.basis).to_owned()),
        inferred_key: Some(basis_key(citation.basis)),
        bearing: if let At::Note(label) = &citation.at { bearing(label.to_string()) } else { None },
        before,
        said: citation.text.to_string(),
        after,
    }
}

/// What stands before and after in a sentence, with an ellipsis where it was cut.
fn around(sentence: &Sentence) -> (String, String) {
    let before = format!("{}{}", if sentence.cut_before { "… " } else { "" }, sentence.before);
    (before, format!("{}{}", sentence.after, if sentence.cut_after { " …" } else { "" }))
}

/// The documents that cite each place of a text by pinpoint, newest first; each once, by its first mention.
pub struct Margins<'a> {
    by_place: BTreeMap<At, Margin<'a>>,
}

/// Who cites one place.
#[derive(Default)]
struct Margin<'a> {
    all: BTreeSet<&'a Identity>,
    /// The newest of them.
    named: Vec<Citer>,
}

impl<'a> Margins<'a> {
    /// All margins of an entry's page.
    pub fn of(site: &Site<'a>, entry: &'a Entry, page: &str, lang: Lang) -> Self {
        let mut by_place: BTreeMap<At, Margin<'a>> = BTreeMap::new();
        for (link, held, Mention { citation, .. }) in site.mentions(entry) {
            let Some(at) = citation.pinpoint.as_ref().and_then(Pinpoint::at) else { continue };
            let Some(address) = site.archive.page_of(link.held) else { continue };
            let margin = by_place.entry(at).or_default();
            if margin.all.insert(&held.identity) && margin.named.len() < IN_MARGIN {
                let place = site.labels(lang).say_place(&citation.at);
                let comma = &site.labels(lang).comma;
                let named = held.facts.title.as_deref().unwrap_or_default();
                let title = if named.is_empty() { place } else { format!("{named}{comma}{place}") };
                let label = held.identity.to_string();
                margin.named.push(Citer { href: address.at(&citation.at).from(page), label, title });
            }
        }
        Self { by_place }
    }

    /// Who cites a place, and how many more than are named.
    pub fn at(&self, at: &At) -> (Vec<Citer>, usize) {
        let Some(margin) = self.by_place.get(at) else { return (Vec::new(), 0) };
        (margin.named.clone(), margin.all.len() - margin.named.len())
    }
}
