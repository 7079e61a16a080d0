//! Texts in lists: one row each. In: entries. Out: rows with their links, titles and counts; the home page, the page of search, the page
//! for what is missing. Never decides the order of shelves.

use std::cmp::Reverse;

use super::{
    browse::Stock,
    frame::{DOCUMENTS, HOME, TEXTS, describe, dir, frame, named},
    phrase::{Counted, body_key, doc_type_key},
    shelves::{self, Shelves},
    site::{Site, natural},
    templates::{Sheet, Templates},
    view::{Count, Figure, Frame, HomePage, Listed, NotFoundPage, SearchPage},
};
use crate::model::{Address, Entry, Failure, Held, Lang};

/// How many rows a list on the home page has.
const ON_HOME: usize = 6;

/// An entry as a row: its version in the archive's main language if there is one.
pub fn listed(site: &Site<'_>, entry: &Entry, page: &str) -> Listed {
    let lang = site.archive.main_lang;
    let version =
        site.version_in(entry, lang).and_then(|index| Some((site.held(index)?, site.archive.page_of(index)?)));
    version.map_or_else(
        || listed_absent(site, entry, page),
        |(held, address)| listed_version(site, entry, held, &address, page),
    )
}

/// An entry as a row in a list of its relations: in a language, without counts.
pub fn listed_briefly(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> Listed {
    let title = site.title_of(entry, lang);
    let shown = title.map_or(lang, |(_, lang)| lang);
    let href = site.address_in(entry, lang).from(page);
    let date = site
        .version_in(entry, lang)
        .and_then(|held| site.held(held)?.facts.date)
        .or_else(|| entry.dates.first()?.said.parse().ok());
    Listed {
        here: entry
            .versions
            .iter()
            .any(|&held| site.archive.page_of(held).is_some_and(|address| address.html() == page))
            || entry.address(None).html() == page,
        href,
        symbol: entry.identity.to_string(),
        title: title.map_or_else(|| site.say(&entry.identity, lang), |(title, _)| title.to_owned()),
        title_lang: shown.code().to_owned(),
        title_dir: dir(shown),
        title_key: if title.is_none() { site.say_key(&entry.identity) } else { None },
        held: entry.is_held(),
        date: date.map(|date| site.labels(lang).say_date(date)),
        datetime: date.map(|date| date.to_string()),
        body: String::new(),
        body_key: "".into(),
        doc_type: String::new(),
        doc_type_key: "",
        language: String::new(),
        received: 0,
        citing: None,
        made: 0,
    }
}

/// A text that is not held as a row: with the title and date that citing texts tell, else with what its symbol says.
fn listed_absent(site: &Site<'_>, entry: &Entry, page: &str) -> Listed {
    let lang = site.archive.main_lang;
    let told = site.title_of(entry, lang);
    let title_lang = told.map_or(lang, |(_, lang)| lang);
    let date = entry.dates.first().and_then(|clue| clue.said.parse().ok());
    Listed {
        here: false,
        href: entry.address(None).from(page),
        symbol: entry.identity.to_string(),
        title: told.map_or_else(|| site.say(&entry.identity, lang), |(title, _)| title.to_owned()),
        title_lang: title_lang.code().to_owned(),
        title_dir: dir(title_lang),
        title_key: if told.is_none() { site.say_key(&entry.identity) } else { None },
        held: false,
        date: date.map(|date| site.labels(lang).say_date(date)),
        datetime: date.map(|date| date.to_string()),
        body: site.body(site.shelf_of(entry).0, lang),
        body_key: body_key(site.shelf_of(entry).0),
        doc_type: String::new(),
        doc_type_key: "",
        language: String::new(),
        received: entry.received(),
        citing: citing(site, entry),
        made: 0,
    }
}

/// A document as a row.
pub fn listed_version(site: &Site<'_>, entry: &Entry, held: &Held, address: &Address, page: &str) -> Listed {
    let labels = site.labels(site.archive.main_lang);
    let facts = &held.facts;
    // Resolutions of the Security Council have no titles; what their symbols say stands in for one.
    let untitled = || site.say(&held.identity, site.archive.main_lang);
    Listed {
        here: false,
        href: address.from(page),
        symbol: held.identity.to_string(),
        title: facts.title.clone().unwrap_or_else(untitled),
        title_lang: facts.title.as_ref().map_or(site.archive.main_lang, |_| facts.lang).code().to_owned(),
        title_dir: facts.title.as_ref().map_or(dir(site.archive.main_lang), |_| dir(facts.lang)),
        title_key: if facts.title.is_none() { site.say_key(&held.identity) } else { None },
        held: true,
        date: facts.date.map(|date| labels.say_date(date)),
        datetime: facts.date.map(|date| date.to_string()),
        body: facts.body.as_deref().map(|body| site.body(body, site.archive.main_lang)).unwrap_or_default(),
        body_key: facts.body.as_deref().map(body_key).unwrap_or_default(),
        doc_type: labels.say_doc_type(facts.doc_type).to_owned(),
        doc_type_key: doc_type_key(facts.doc_type),
        language: site.labels(facts.lang).name.clone(),
        received: entry.received(),
        citing: citing(site, entry),
        made: held.mentions.len(),
    }
}

/// How many documents cite an entry, in words; `None` where none does.
fn citing(site: &Site<'_>, entry: &Entry) -> Option<Count> {
    let received = entry.received();
    (received > 0).then(|| site.labels(site.archive.main_lang).count(Counted::Citing, received))
}

/// The home page: what the archive holds and where to begin.
pub fn home<'t>(site: &Site<'_>, templates: &'t Templates, shelves: &Shelves<'_>, stock: &Stock<'_>) -> Sheet<'t> {
    let lang = site.archive.main_lang;
    let address = Address::of_page(HOME);
    let page = address.html();
    let labels = site.labels(lang);
    let mut frame = frame(site, &address, lang, &site.settings.title);
    describe(&mut frame, &site.settings.description);
    let unheld = site.archive.entries.iter().filter(|entry| !entry.is_held() && entry.is_cited()).count();
    let citations = site.archive.held.iter().map(|held| held.mentions.len()).sum();
    let figure = |stem: &str, of: Counted, n: usize| Figure {
        href: Address::of_page(stem).from(&page),
        count: labels.count(of, n),
    };
    let rows = |entries: Vec<&Entry>| entries.into_iter().map(|entry| listed(site, entry, &page)).collect();
    let view = HomePage {
        figures: vec![
            figure(DOCUMENTS, Counted::Documents, site.archive.held.len()),
            figure(TEXTS, Counted::Citations, citations),
            // No page lists what is not held alone; the most cited of it stand below.
            Figure { href: "#most-wanted".to_owned(), count: labels.count(Counted::Unheld, unheld) },
        ],
        most_cited: rows(most_cited(site, Entry::is_held)),
        most_wanted: rows(most_cited(site, |entry| !entry.is_held())),
        newest: rows(stock.newest().take(ON_HOME).collect()),
        chart_html: super::usage::by_year(site, lang),
        bodies: shelves::largest(site, shelves, &page),
        ways: stock.ways(site, &page),
        frame,
    };
    templates.sheet(page, view, lang)
}

/// The most cited of those that fit, as many as the home page shows.
fn most_cited<'a>(site: &Site<'a>, fits: impl Fn(&Entry) -> bool) -> Vec<&'a Entry> {
    let mut entries: Vec<(usize, &Entry)> = site
        .archive
        .entries
        .iter()
        .filter(|entry| fits(entry) && entry.is_cited())
        .map(|entry| (entry.received(), entry))
        .filter(|(received, _)| *received > 0)
        .collect();
    // Only the few that can be among them are put in order.
    let mut most: Vec<usize> = entries.iter().map(|(received, _)| *received).collect();
    most.sort_unstable_by_key(|received| Reverse(*received));
    let least = most.get(ON_HOME - 1).copied().unwrap_or_default();
    entries.retain(|(received, _)| *received >= least);
    entries.sort_by_cached_key(|(received, entry)| (Reverse(*received), natural(entry.identity.as_str())));
    entries.into_iter().take(ON_HOME).map(|(_, entry)| entry).collect()
}

/// Held entries with their places, the newest first.
pub fn newest<'a>(site: &Site<'a>) -> Vec<(usize, &'a Entry)> {
    let dated = |entry: &Entry| entry.versions.iter().filter_map(|&held| site.held(held)?.facts.date).max();
    let mut entries: Vec<_> = site.archive.entries.iter().enumerate().filter(|(_, entry)| entry.is_held()).collect();
    entries.sort_by_cached_key(|(_, entry)| (Reverse(dated(entry)), natural(entry.identity.as_str())));
    entries
}

/// The page of search results, which the script of the box fills.
pub fn search<'t>(site: &Site<'_>, templates: &'t Templates) -> Result<Sheet<'t>, Failure> {
    let lang = site.archive.main_lang;
    let address = Address::of_page("search");
    let words = templates
        .box_words
        .of(lang)
        .cloned()
        .ok_or_else(|| Failure::new("data/labels-search.yaml", lang, "add this language"))?;
    let mut frame = frame(site, &address, lang, &words.search);
    named(&mut frame, Some("search".into()));
    let view = SearchPage { frame, words };
    Ok(templates.sheet(address.html(), view, lang))
}

/// What a server shows where there is no page.
pub fn not_found<'t>(site: &Site<'_>, templates: &'t Templates) -> Sheet<'t> {
    let lang = site.archive.main_lang;
    let address = Address::of_page("404");
    let mut frame = frame(site, &address, lang, &site.labels(lang).words.not_found);
    named(&mut frame, Some("not_found".into()));
    from_anywhere(&mut frame, &site.settings.base_url);
    let view = NotFoundPage { frame };
    templates.sheet(address.html(), view, lang)
}

/// A page that stands for all missing ones has no address of its own: a host sends it at any depth, where a link that is relative to the
/// output folder leads astray. Where the site's own address is known its links begin at the root of the host; where it is not, a script of the
/// page finds the folder.
fn from_anywhere(frame: &mut Frame, base_url: &str) {
    frame.canonical = None;
    frame.properties.retain(|property| property.name != "og:url");
    let Some((_, rest)) = base_url.split_once("://") else { return };
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let folder = path.split_once('/').map_or("", |(_, path)| path.trim_end_matches('/'));
    let root = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
    let hrefs = frame.menu.iter_mut().map(|item| &mut item.href);
    for href in hrefs.chain(frame.crumbs.iter_mut().filter_map(|crumb| crumb.href.as_mut())) {
        href.insert_str(0, &root);
    }
    frame.root = root;
}
