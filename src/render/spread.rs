//! The section "cited by", spread over as many pages as it needs. In: the citing documents of an entry. Out: what stands on the page of
//! the text itself, further pages, all under 300 KB, and a script with what the filters ask for of all of them. Never looks at a text.

use std::{collections::BTreeMap, ops::Range};

use serde::Serialize;

use super::{
    citing::citing_documents,
    document::crumbs,
    frame::frame,
    phrase::{Counted, fill},
    site::Site,
    templates::Templates,
    usage::usage,
    view::{CitedBy, CitedPage, CitingDocument, Count, Leaf, MentionRow, Title},
};
use crate::model::{Address, Entry, Failure, Lang, Page};

/// Bytes of sentences that a further page bears, and that the page of the text itself bears: as many as its own text leaves room for,
/// between a few and half a page.
const ON_FURTHER: usize = 200_000;
const ON_FIRST: Range<usize> = 15_000..110_000;

/// A document as the filters see it: leaf, its place there, symbol, date, body, type, verbs, language; names by their index in `Filters`.
/// Symbol and language tell documents apart: one with very many mentions has several rows.
type Row<'a> = (usize, &'a str, &'a str, &'a str, Option<usize>, usize, Vec<&'a str>, &'a str);

/// What the filters ask for.
#[derive(Debug, Serialize)]
struct Filters<'a> {
    leaves: Vec<String>,
    bodies: Vec<&'a str>,
    types: Vec<&'a str>,
    verbs: BTreeMap<&'a str, &'a str>,
    rows: Vec<Row<'a>>,
}

/// Who cites an entry, cut into pages.
pub struct Spread<'s, 'a> {
    site: &'s Site<'a>,
    entry: &'a Entry,
    address: Address,
    lang: Lang,
    documents: Vec<CitingDocument>,
    cuts: Vec<Range<usize>>,
    count: Count,
    mentions: Option<Count>,
}

impl<'s, 'a> Spread<'s, 'a> {
    /// Who cites an entry, for its page in a language; `room` is what that page has left for sentences, in bytes.
    pub fn of(site: &'s Site<'a>, entry: &'a Entry, address: &Address, lang: Lang, room: usize) -> Self {
        let (mut documents, distinct) = citing_documents(site, entry, &address.html(), lang);
        let cuts = cuts(&documents, room.clamp(ON_FIRST.start, ON_FIRST.end));
        if cuts.len() > 1 {
            for (i, document) in documents.iter_mut().enumerate() {
                document.id = Some(format!("by-{}", i + 1));
            }
        }
        let count = site.labels(lang).count(Counted::Documents, distinct);
        let mentions: usize = documents.iter().map(|document| document.mentions.len()).sum();
        let mentions = (mentions > distinct).then(|| site.labels(lang).count(Counted::Mentions, mentions));
        Self { site, entry, address: address.clone(), lang, cuts, documents, count, mentions }
    }

    /// What stands on the page of the text itself. Comes last, because most texts have one page, which takes all the documents.
    pub fn into_first(mut self) -> CitedBy {
        let mut documents = std::mem::take(&mut self.documents);
        documents.truncate(self.cuts.first().map_or(0, |cut| cut.end));
        let usage = usage(self.site, self.entry, &self.address.html(), self.lang);
        CitedBy { usage, ..self.leaf(0, documents) }
    }

    /// The further pages; none where one page bears all.
    pub fn pages(&self, templates: &Templates, title: &Title) -> Result<Vec<Page>, Failure> {
        let further = (1..self.cuts.len()).map(|leaf| self.page(templates, title, leaf));
        further.chain(self.filters().map(Ok)).collect()
    }

    /// What the filters ask for, of all documents on all pages; `None` where one page bears all.
    fn filters(&self) -> Option<Page> {
        if self.cuts.len() < 2 {
            return None;
        }
        let leaf_of = |i: usize| self.cuts.iter().position(|cut| cut.contains(&i)).unwrap_or_default();
        let mut filters = Filters {
            leaves: (0..self.cuts.len()).map(|leaf| self.leaf_address(leaf).from(&self.address.html())).collect(),
            bodies: Vec::new(),
            types: Vec::new(),
            verbs: BTreeMap::new(),
            rows: Vec::new(),
        };
        for (i, document) in self.documents.iter().enumerate() {
            let mut verbs: Vec<&str> = document.mentions.iter().filter_map(|mention| mention.verb.as_deref()).collect();
            verbs.sort_unstable();
            verbs.dedup();
            let named = document.mentions.iter().filter_map(|m| m.verb.as_deref().zip(m.verb_name.as_deref()));
            filters.verbs.extend(named);
            let body = document.body.as_deref().map(|body| index(&mut filters.bodies, body));
            let doc_type = index(&mut filters.types, &document.doc_type);
            let id = document.id.as_deref().unwrap_or_default();
            let date = document.datetime.as_deref().unwrap_or_default();
            filters.rows.push((leaf_of(i), id, &document.symbol, date, body, doc_type, verbs, &document.lang));
        }
        // Nothing in a script should look like markup, wherever it may be copied to.
        let json = serde_json::to_string(&filters).ok()?.replace('<', "\\u003c");
        Some(Page::new(format!("{}.cited.js", self.address.stem), format!("concord.cited({json});\n")))
    }

    fn page(&self, templates: &Templates, title: &Title, leaf: usize) -> Result<Page, Failure> {
        let labels = self.site.labels(self.lang);
        let at = self.leaf_address(leaf);
        let number = fill(&labels.words.page_of, leaf + 1).replace("{total}", &self.cuts.len().to_string());
        let head = format!("{} {} ({number})", self.entry.identity, labels.words.cited_by);
        let mut frame = frame(self.site, &at, self.lang, &head);
        frame.crumbs = crumbs(self.site, self.entry, &self.entry.identity, &at.html(), self.lang);
        if let Some(crumb) = frame.crumbs.last_mut() {
            crumb.href = Some(self.address.from(&at.html()));
        }
        let symbol = self.entry.identity.to_string();
        let view = CitedPage { frame, symbol, title: title.clone(), cited_by: self.leaf(leaf, self.further(leaf)) };
        Ok(Page::new(at.html(), templates.fill(&view, self.lang)?))
    }

    /// The documents of a further page. All pages lie in one folder, so that links are the same from each but for those within the text's
    /// own page.
    fn further(&self, leaf: usize) -> Vec<CitingDocument> {
        let shown = self.cuts.get(leaf).cloned().unwrap_or_default();
        let mut documents = self.documents.get(shown).unwrap_or_default().to_vec();
        let own = self.address.from(&self.leaf_address(leaf).html());
        for mention in documents.iter_mut().flat_map(|document| &mut document.mentions) {
            if mention.href.starts_with('#') {
                mention.href.insert_str(0, &own);
            }
        }
        documents
    }

    /// One page's part.
    fn leaf(&self, leaf: usize, documents: Vec<CitingDocument>) -> CitedBy {
        let page = self.leaf_address(leaf).html();
        let leaves = (0..self.cuts.len()).map(|n| {
            let mut to = self.leaf_address(n);
            to.anchor = Some("cited-by".to_owned());
            Leaf { href: to.from(&page), number: n + 1, current: n == leaf }
        });
        let leaves = if self.cuts.len() > 1 { leaves.collect() } else { Vec::new() };
        let script = Address::of_page(format!("{}.cited", self.address.stem)).from(&page);
        let all = (self.cuts.len() > 1).then(|| script.strip_suffix("html").map(|stem| format!("{stem}js"))).flatten();
        CitedBy { count: self.count.clone(), mentions: self.mentions.clone(), usage: None, leaves, all, documents }
    }

    /// The page of the text itself, or a further one.
    fn leaf_address(&self, leaf: usize) -> Address {
        let stem = &self.address.stem;
        Address::of_page(if leaf == 0 { stem.clone() } else { format!("{stem}.cited-{}", leaf + 1) })
    }
}

/// Where a name stands in a list, which it joins if it is new.
fn index<'a>(names: &mut Vec<&'a str>, name: &'a str) -> usize {
    names.iter().position(|known| *known == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// Which documents stand on which page: a page is full when its sentences weigh so much. The page of the text itself bears less.
fn cuts(documents: &[CitingDocument], on_first: usize) -> Vec<Range<usize>> {
    let weight = |document: &CitingDocument| {
        let said = |mention: &MentionRow| {
            let bearing = mention.bearing.as_ref().map_or(0, |bearing| bearing.before.len() + bearing.after.len() + 80);
            mention.before.len() + mention.said.len() + mention.after.len() + bearing + 350
        };
        600 + document.mentions.iter().map(said).sum::<usize>()
    };
    let mut cuts = Vec::new();
    let (mut start, mut heavy) = (0, 0);
    for (i, document) in documents.iter().enumerate() {
        let most = if cuts.is_empty() { on_first } else { ON_FURTHER };
        heavy += weight(document);
        if heavy > most && i > start {
            cuts.push(start..i);
            (start, heavy) = (i, weight(document));
        }
    }
    cuts.push(start..documents.len());
    cuts
}
