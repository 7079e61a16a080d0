//! Who cites a text, and where. In: an entry. Out: the section "cited by", grouped by citing document, newest first, each mention
//! with its sentence; and who cites each paragraph, for the margins. Never looks at a page.

use std::collections::BTreeMap;

use super::{
    frame::dir,
    site::Site,
    view::{CitedBy, Citer, CitingDocument, Mention},
};
use crate::model::{Address, At, Citation, Entry, Held, Lang, Locus, Pinpoint, Text};
use crate::sentence::sentence;

/// How many citing documents a margin names.
const IN_MARGIN: usize = 4;

/// The text that a citation stands in.
pub fn text_of<'a>(held: &'a Held, citation: &Citation) -> Option<&'a Text> {
    match citation.locus {
        Locus::Block { block, text } => held.document.blocks.get(block)?.texts().nth(text),
        Locus::Note(note) => held.document.footnotes.get(note)?.text.as_ref(),
    }
}

/// The section "cited by" of a page.
pub fn cited_by(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> CitedBy {
    let labels = site.labels(lang);
    let mut documents: Vec<(usize, CitingDocument)> = Vec::new();
    for (link, held, citation) in site.mentions(entry) {
        let Some(address) = site.address_of(link.held) else { continue };
        let mention = mention(site, held, citation, &address, page, lang);
        match documents.last_mut() {
            Some((last, document)) if *last == link.held => document.mentions.push(mention),
            _ => {
                let mut document = citing_document(site, held, &address, page, lang);
                document.mentions.push(mention);
                documents.push((link.held, document));
            }
        }
    }
    let count = labels.say_count(&labels.count.documents, documents.len());
    let documents = documents
        .into_iter()
        .map(|(_, mut document)| {
            document.count = labels.say_count(&labels.count.mentions, document.mentions.len());
            document
        })
        .collect();
    CitedBy { count, documents }
}

fn citing_document(site: &Site<'_>, held: &Held, address: &Address, page: &str, lang: Lang) -> CitingDocument {
    let facts = &held.document.facts;
    let labels = site.labels(lang);
    CitingDocument {
        href: address.from(page),
        symbol: held.document.identity.to_string(),
        title: facts.title.clone(),
        lang: facts.lang.code().to_owned(),
        dir: dir(facts.lang),
        date: facts.date.map(|date| labels.say_date(date)),
        datetime: facts.date.map(|date| date.to_string()),
        body: facts.body.as_deref().map(|body| site.body(body, lang)),
        doc_type: labels.say_doc_type(facts.doc_type).to_owned(),
        count: String::new(),
        mentions: Vec::new(),
    }
}

fn mention(site: &Site<'_>, held: &Held, citation: &Citation, address: &Address, page: &str, lang: Lang) -> Mention {
    let labels = site.labels(lang);
    let plain = text_of(held, citation).map_or("", |text| text.plain.as_str());
    let said = sentence(plain, &citation.range);
    let ellipsis = |cut: bool| if cut { "… " } else { "" };
    Mention {
        href: address.clone().at(&citation.at).from(page),
        place: labels.say_place(&citation.at),
        pinpoint: citation.pinpoint.as_ref().map(|pinpoint| labels.say_pinpoint(pinpoint)),
        inferred: citation.basis.is_inferred().then(|| labels.say_basis(citation.basis).to_owned()),
        before: format!("{}{}", ellipsis(said.cut_before), said.before),
        mention: if said.mention.is_empty() { citation.text.clone() } else { said.mention.to_owned() },
        after: format!("{}{}", said.after, if said.cut_after { " …" } else { "" }),
    }
}

/// The documents that cite each place of a text by pinpoint, newest first; each once, by its first mention.
pub struct Margins {
    by_place: BTreeMap<At, Vec<Citer>>,
}

impl Margins {
    /// All margins of an entry's page.
    pub fn of(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> Self {
        let mut by_place: BTreeMap<At, Vec<Citer>> = BTreeMap::new();
        for (link, held, citation) in site.mentions(entry) {
            let Some(at) = citation.pinpoint.as_ref().and_then(Pinpoint::at) else { continue };
            let Some(address) = site.address_of(link.held) else { continue };
            let citers = by_place.entry(at).or_default();
            let label = held.document.identity.to_string();
            if citers.iter().all(|citer| citer.label != label) {
                let place = site.labels(lang).say_place(&citation.at);
                let comma = &site.labels(lang).comma;
                let named = held.document.facts.title.as_deref().unwrap_or_default();
                let title = if named.is_empty() { place } else { format!("{named}{comma}{place}") };
                citers.push(Citer { href: address.at(&citation.at).from(page), label, title });
            }
        }
        Self { by_place }
    }

    /// Who cites a place, and how many more than are named.
    pub fn at(&self, at: &At) -> (Vec<Citer>, usize) {
        let citers = self.by_place.get(at).map(Vec::as_slice).unwrap_or_default();
        (citers.iter().take(IN_MARGIN).cloned().collect(), citers.len().saturating_sub(IN_MARGIN))
    }
}
