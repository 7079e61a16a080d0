//! The page of a text that is cited and not held: what its symbol says, what citing texts tell of it, who cites it. In: an entry.
//! Out: its page, in the archive's main language.

use super::{
    document::{crumbs, said},
    frame::{canonical, describe, dir, frame, in_format},
    lineage::lineage,
    site::{Site, official},
    spread::Spread,
    templates::Templates,
    view::{Anchor, CitedBy, FailedFile, SymbolPage, Title, Told},
};
use crate::model::{Address, Clue, Entry, Failure, Finding, Lang, Map, Page, relative};

/// The page of an entry without versions, and the further pages of who cites it.
pub fn pages<'a>(site: &Site<'a>, templates: &Templates, entry: &'a Entry) -> Result<Vec<Page>, Failure> {
    let address = entry.address(None);
    let lang = site.archive.main_lang;
    let spread = Spread::of(site, entry, &address, lang, usize::MAX);
    let mut view = view(site, entry, &address);
    let mut pages = spread.pages(templates, &view.title)?;
    view.cited_by = spread.into_first();
    pages.push(Page::new(address.html(), templates.fill(&view, lang)?));
    Ok(pages)
}

fn view(site: &Site<'_>, entry: &Entry, address: &Address) -> SymbolPage {
    let lang = site.archive.main_lang;
    let page = address.html();
    let symbol = entry.identity.to_string();
    let mut titles = told(site, &entry.titles, &page);
    let named_by = named_by(&mut titles, lang);
    let says = said(site, &entry.identity, lang);
    let title = named_by.as_ref().map_or_else(
        || says.clone(),
        |told| Title { text: told.text.clone(), lang: told.lang.clone(), dir: told.dir, key: None },
    );
    let official = official(&entry.identity, site.archive);
    let head = if named_by.is_some() { format!("{symbol} {}", title.text) } else { symbol.clone() };
    let mut frame = frame(site, address, lang, &head);
    frame.crumbs = crumbs(site, entry, &entry.identity, &page, lang);
    frame.alternates = vec![in_format(relative(&page, &address.json()), "application/json")];
    describe(&mut frame, &title.text);
    if let Some(url) = canonical(site, address) {
        frame.canonical = Some(url);
    }
    SymbolPage {
        // An id says nothing but itself, and stands above as the symbol does.
        says: (named_by.is_some() && says.text != symbol).then_some(says),
        title,
        named_by: named_by.map(|told| told.source),
        titles,
        dates: told(site, &entry.dates, &page).into_iter().map(|told| dated(site, told, lang)).collect(),
        failed: failed_files(site, entry, &page),
        own_identifier: official.is_none() && entry.identity.symbol().is_some(),
        official,
        formats: vec![Anchor { href: relative(&page, &address.json()), label: "JSON".to_owned() }],
        lineage: lineage(site, entry, &page, lang),
        cited_by: CitedBy::default(),
        symbol,
        frame,
    }
}

/// The title that the page is headed by: the first in its language, else the first. The others stay where they are.
fn named_by(titles: &mut Vec<Told>, lang: Lang) -> Option<Told> {
    let at = titles.iter().position(|told| told.lang == lang.code()).unwrap_or_default();
    (at < titles.len()).then(|| titles.remove(at))
}

/// A date as the page's language says it.
fn dated(site: &Site<'_>, told: Told, lang: Lang) -> Told {
    match told.text.parse() {
        Ok(date) => Told { text: site.labels(lang).say_date(date), datetime: Some(told.text), ..told },
        Err(_) => told,
    }
}

/// The files that should have been this text and could not be read, as seen from a page.
pub fn failed_files(site: &Site<'_>, entry: &Entry, page: &str) -> Vec<FailedFile> {
    let findings = site.archive.failed.get(&entry.identity).into_iter().flatten();
    let file = |finding: &Finding| FailedFile {
        href: entry.address(None).from(page),
        symbol: entry.identity.to_string(),
        file: finding.file.clone(),
        cause: finding.cause.clone(),
        remedy: finding.remedy.clone(),
    };
    findings.map(file).collect()
}

/// What citing texts tell, each saying once with the first text that tells it.
fn told(site: &Site<'_>, clues: &[Clue], page: &str) -> Vec<Told> {
    let mut told: Map<&str, Told> = Map::default();
    for clue in clues {
        let Some(source) = site.archive.entry(&clue.from) else { continue };
        told.entry(&clue.said).or_insert_with(|| Told {
            text: clue.said.clone(),
            datetime: None,
            lang: clue.lang.code().to_owned(),
            dir: dir(clue.lang),
            source: Anchor { href: site.address_in(source, clue.lang).from(page), label: clue.from.to_string() },
        });
    }
    told.into_values().collect()
}
