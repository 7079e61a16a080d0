//! Who cites a text, and where. In: an entry. Out: the section "cited by", grouped by citing document, newest first, each mention
//! with its sentence; and who cites each paragraph, for the margins. Never looks at a page.

use std::{collections::BTreeMap, ops::Range};

use super::{
    document::crumbs,
    frame::{dir, frame},
    phrase::fill,
    site::Site,
    templates::Templates,
    usage::usage,
    view::{CitedBy, CitedPage, Citer, CitingDocument, Leaf, Mention},
};
use crate::{
    model::{Address, At, Citation, Entry, Failure, Held, Lang, Locus, Page, Pinpoint, Text},
    sentence::sentence,
};

/// Bytes of sentences that the page of a text bears, and that a further page bears: both stay under 300 KB.
const ON_FIRST: usize = 110_000;
const ON_FURTHER: usize = 220_000;

/// How many citing documents a margin names.
const IN_MARGIN: usize = 4;

/// The text that a citation stands in.
pub fn text_of<'a>(held: &'a Held, citation: &Citation) -> Option<&'a Text> {
    match citation.locus {
        Locus::Block { block, text } => held.document.blocks.get(block)?.texts().nth(text),
        Locus::Note(note) => held.document.footnotes.get(note)?.text.as_ref(),
    }
}

/// The section "cited by" of a page, cut to what one page can bear: the first part, or the one for a further page.
pub fn cited_by(site: &Site<'_>, entry: &Entry, address: &Address, lang: Lang, leaf: usize) -> CitedBy {
    let page = leaf_address(address, leaf).html();
    let labels = site.labels(lang);
    let documents = citing_documents(site, entry, &page, lang);
    let cuts = cuts(&documents);
    let count = labels.say_count(&labels.count.documents, documents.len());
    let shown = cuts.get(leaf).cloned().unwrap_or_default();
    let leaves = (0..cuts.len()).map(|n| {
        let mut to = leaf_address(address, n);
        to.anchor = Some("cited-by".to_owned());
        Leaf { href: to.from(&page), number: n + 1, current: n == leaf }
    });
    CitedBy {
        count,
        usage: (leaf == 0).then(|| usage(site, entry, &page, lang)).flatten(),
        leaves: if cuts.len() > 1 { leaves.collect() } else { Vec::new() },
        documents: documents.into_iter().skip(shown.start).take(shown.len()).collect(),
    }
}

/// The page itself, or the Nth further page of who cites it.
fn leaf_address(address: &Address, leaf: usize) -> Address {
    let stem = if leaf == 0 { address.stem.clone() } else { format!("{}.cited-{}", address.stem, leaf + 1) };
    Address::of_page(stem)
}

/// The further pages of who cites a text, where one page cannot bear it.
pub fn leaves(
    site: &Site<'_>,
    templates: &Templates,
    entry: &Entry,
    address: &Address,
    lang: Lang,
    title: &str,
) -> Result<Vec<Page>, Failure> {
    let labels = site.labels(lang);
    let first = cited_by(site, entry, address, lang, 0);
    let mut pages = Vec::new();
    for leaf in 1..first.leaves.len() {
        let at = leaf_address(address, leaf);
        let number = fill(&labels.words.page_of, leaf + 1).replace("{total}", &first.leaves.len().to_string());
        let head = format!("{}{}{} ({number})", entry.identity, labels.joiner, labels.words.cited_by);
        let mut frame = frame(site, &at, lang, &head);
        frame.crumbs = crumbs(site, entry, &entry.identity, &at.html(), lang);
        if let Some(crumb) = frame.crumbs.last_mut() {
            crumb.href = Some(address.from(&at.html()));
        }
        let view = CitedPage {
            frame,
            symbol: entry.identity.to_string(),
            title: title.to_owned(),
            cited_by: cited_by(site, entry, address, lang, leaf),
        };
        pages.push(Page::new(at.html(), templates.fill(&view, lang)?));
    }
    Ok(pages)
}

/// Which documents stand on which page: a page is full when its sentences weigh so much. The page of the text itself bears less.
fn cuts(documents: &[CitingDocument]) -> Vec<Range<usize>> {
    let weight = |document: &CitingDocument| {
        let said = |mention: &Mention| mention.before.len() + mention.said.len() + mention.after.len() + 350;
        600 + document.mentions.iter().map(said).sum::<usize>()
    };
    let mut cuts = Vec::new();
    let (mut start, mut heavy) = (0, 0);
    for (i, document) in documents.iter().enumerate() {
        let most = if cuts.is_empty() { ON_FIRST } else { ON_FURTHER };
        heavy += weight(document);
        if heavy > most && i > start {
            cuts.push(start..i);
            (start, heavy) = (i, weight(document));
        }
    }
    cuts.push(start..documents.len());
    cuts
}

fn citing_documents(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> Vec<CitingDocument> {
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
    let counted = |mut document: CitingDocument| {
        document.count = labels.say_count(&labels.count.mentions, document.mentions.len());
        document
    };
    documents.into_iter().map(|(_, document)| counted(document)).collect()
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
        year: facts.date.map(|date| date.year().to_string()),
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
    let verb = site.verbs.before(&verb_scope(plain, citation), held.document.facts.lang);
    let ellipsis = |cut: bool| if cut { "… " } else { "" };
    Mention {
        href: address.clone().at(&citation.at).from(page),
        place: labels.say_place(&citation.at),
        pinpoint: citation.pinpoint.as_ref().map(|pinpoint| labels.say_pinpoint(pinpoint)),
        verb: verb.map(|verb| verb.id.clone()),
        verb_name: verb.map(|verb| verb.name(lang).to_owned()),
        inferred: citation.basis.is_inferred().then(|| labels.say_basis(citation.basis).to_owned()),
        before: format!("{}{}", ellipsis(said.cut_before), said.before),
        said: if said.mention.is_empty() { citation.text.clone() } else { said.mention.to_owned() },
        after: format!("{}{}", said.after, if said.cut_after { " …" } else { "" }),
    }
}

/// What stands before a mention in its text: a verb may open a sentence that lists many texts.
fn verb_scope(plain: &str, citation: &Citation) -> String {
    let before = plain.get(..citation.range.start).unwrap_or_default();
    let sentence = before.rfind(['。', '！', '？']).map_or(0, |end| end + '。'.len_utf8());
    before.get(sentence..).unwrap_or(before).to_owned()
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
