//! The page of a text that is cited and not held: what its symbol says, what citing texts tell of it, who cites it. In: an entry.
//! Out: its page, in the archive's main language.

use super::{
    document::crumbs,
    frame::{canonical, describe, dir, frame, in_format},
    lineage::lineage,
    site::{Site, official},
    spread::Spread,
    templates::Templates,
    view::{Anchor, CitedBy, FailedFile, SymbolPage, Told},
};
use crate::model::{Address, Clue, Entry, Failure, Finding, Lang, Map, Page, relative};

/// The page of an entry without versions, and the further pages of who cites it.
pub fn pages<'a>(site: &Site<'a>, templates: &Templates, entry: &'a Entry) -> Result<Vec<Page>, Failure> {
    let address = entry.address(None);
    let lang = site.archive.main_lang;
    let spread = Spread::of(site, entry, &address, lang, usize::MAX);
    let mut view = view(site, entry, &address);
    let mut pages = spread.pages(templates, &view.says)?;
    view.cited_by = spread.into_first();
    pages.push(Page::new(address.html(), templates.fill(&view, lang)?));
    Ok(pages)
}

fn view(site: &Site<'_>, entry: &Entry, address: &Address) -> SymbolPage {
    let lang = site.archive.main_lang;
    let page = address.html();
    let symbol = entry.identity.to_string();
    let says = site.say(&entry.identity, lang);
    let official = official(&entry.identity, site.archive);
    let mut frame = frame(site, address, lang, &symbol);
    frame.crumbs = crumbs(site, entry, &entry.identity, &page, lang);
    frame.alternates = vec![in_format(relative(&page, &address.json()), "application/json")];
    let title = entry.titles.first().map_or(says.as_str(), |clue| clue.said.as_str());
    describe(&mut frame, title);
    if let Some(url) = canonical(site, address) {
        frame.canonical = Some(url);
    }
    let told = |clues: &[Clue], say: fn(&Site<'_>, &str, Lang) -> String| once_each(site, clues, &page, lang, say);
    SymbolPage {
        says,
        titles: told(&entry.titles, |_, said, _| said.to_owned()),
        dates: told(&entry.dates, |site, said, lang| {
            said.parse().map_or_else(|_| said.to_owned(), |date| site.labels(lang).say_date(date))
        }),
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
fn once_each(
    site: &Site<'_>,
    clues: &[Clue],
    page: &str,
    lang: Lang,
    say: fn(&Site<'_>, &str, Lang) -> String,
) -> Vec<Told> {
    let mut told: Map<String, Told> = Map::default();
    for clue in clues {
        let Some(source) = site.archive.entry(&clue.from) else { continue };
        let text = say(site, &clue.said, lang);
        told.entry(text.clone()).or_insert_with(|| Told {
            text,
            lang: clue.lang.code().to_owned(),
            dir: dir(clue.lang),
            source: Anchor { href: site.address_in(source, clue.lang).from(page), label: clue.from.to_string() },
        });
    }
    told.into_values().collect()
}
