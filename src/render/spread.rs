//! The section "cited by", spread over as many pages as it needs. In: the citing documents of an entry. Out: what stands on the page of
//! the text itself, and further pages, all under 300 KB. Never looks at a text.

use std::ops::Range;

use super::{
    citing::citing_documents,
    document::crumbs,
    frame::frame,
    phrase::fill,
    site::Site,
    templates::Templates,
    usage::usage,
    view::{CitedBy, CitedPage, CitingDocument, Leaf, Mention},
};
use crate::model::{Address, Entry, Failure, Lang, Page};

/// Bytes of sentences that the page of a text bears, and that a further page bears.
const ON_FIRST: usize = 110_000;
const ON_FURTHER: usize = 200_000;

/// Who cites an entry, cut into pages.
pub struct Spread<'s, 'a> {
    site: &'s Site<'a>,
    entry: &'a Entry,
    address: Address,
    lang: Lang,
    documents: Vec<CitingDocument>,
    cuts: Vec<Range<usize>>,
    count: String,
}

impl<'s, 'a> Spread<'s, 'a> {
    /// Who cites an entry, for its page in a language.
    pub fn of(site: &'s Site<'a>, entry: &'a Entry, address: &Address, lang: Lang) -> Self {
        let (documents, distinct) = citing_documents(site, entry, &address.html(), lang);
        let labels = site.labels(lang);
        let count = labels.say_count(&labels.count.documents, distinct);
        Self { site, entry, address: address.clone(), lang, cuts: cuts(&documents), documents, count }
    }

    /// What stands on the page of the text itself.
    pub fn first(&self) -> CitedBy {
        CitedBy { usage: usage(self.site, self.entry, &self.address.html(), self.lang), ..self.leaf(0) }
    }

    /// The further pages; none where one page bears all.
    pub fn pages(&self, templates: &Templates, title: &str) -> Result<Vec<Page>, Failure> {
        (1..self.cuts.len()).map(|leaf| self.page(templates, title, leaf)).collect()
    }

    fn page(&self, templates: &Templates, title: &str, leaf: usize) -> Result<Page, Failure> {
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
        let view = CitedPage { frame, symbol, title: title.to_owned(), cited_by: self.leaf(leaf) };
        Ok(Page::new(at.html(), templates.fill(&view, self.lang)?))
    }

    /// One page's part. All pages lie in one folder, so that links are the same from each but for those within the text's own page.
    fn leaf(&self, leaf: usize) -> CitedBy {
        let page = self.leaf_address(leaf).html();
        let shown = self.cuts.get(leaf).cloned().unwrap_or_default();
        let mut documents: Vec<CitingDocument> =
            self.documents.iter().skip(shown.start).take(shown.len()).cloned().collect();
        if leaf > 0 {
            let own = self.address.from(&page);
            for mention in documents.iter_mut().flat_map(|document| &mut document.mentions) {
                if mention.href.starts_with('#') {
                    mention.href.insert_str(0, &own);
                }
            }
        }
        let leaves = (0..self.cuts.len()).map(|n| {
            let mut to = self.leaf_address(n);
            to.anchor = Some("cited-by".to_owned());
            Leaf { href: to.from(&page), number: n + 1, current: n == leaf }
        });
        let leaves = if self.cuts.len() > 1 { leaves.collect() } else { Vec::new() };
        CitedBy { count: self.count.clone(), usage: None, leaves, documents }
    }

    /// The page of the text itself, or a further one.
    fn leaf_address(&self, leaf: usize) -> Address {
        let stem = &self.address.stem;
        Address::of_page(if leaf == 0 { stem.clone() } else { format!("{stem}.cited-{}", leaf + 1) })
    }
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
