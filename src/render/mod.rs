//! Makes the pages. In: the archive, templates, pages written by hand. Out: pages, each printed as soon as it is made. Never touches the
//! disk, except to read the templates and static files that a source folder overrides.
//!
//! 1. `site` looks up once what all pages share: addresses, neighbours, places.
//! 2. `document`, `absent` make the page of each document and of each text that is cited and not held; `citing` finds who cites it.
//! 3. `listing`, `browse`, `shelves`, `subjects`, `written` make the pages that lead there.
//! 4. `templates` fills each view of `view` into its template.

mod absent;
mod between;
mod browse;
mod chart;
mod citing;
mod dead;
mod designation;
mod desk;
mod document;
mod embedded;
mod escape;
mod frame;
mod keys;
mod kin;
mod labels;
mod lineage;
mod listing;
mod moved;
mod outline;
mod passage;
mod phrase;
mod previews;
mod shelves;
mod site;
mod spread;
mod statics;
mod subjects;
mod tabular;
mod templates;
mod usage;
mod view;
mod web;
mod written;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use self::{
    browse::Stock,
    designation::body_name,
    desk::Desk,
    labels::Labels,
    lineage::Stands,
    shelves::Shelves,
    site::{Site, WrittenPage},
    templates::Sheet,
};
pub use self::{statics::static_files, templates::Templates};
use crate::{
    cache::Cache,
    config::ArchiveFile,
    made_from::MadeFrom,
    model::{Address, Archive, Beside, Checked, Digest, Entry, Failure, Finding, Identity, Lang, Page, Print, Texts},
};

/// What the pages are made of.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// Everything held and cited.
    pub archive: &'a Archive,
    /// The texts of its documents.
    pub texts: &'a dyn Texts,
    /// Title, description, base address.
    pub settings: &'a ArchiveFile,
    /// Pages written by hand: path without ending, and Markdown.
    pub pages: &'a [(String, String)],
    /// Files that lie beside the pages, which pages written by hand may lead to.
    pub statics: &'a [Page],
    /// By what each page is known that need not be made again.
    pub made_from: &'a MadeFrom,
    /// What lies beside the pages of texts.
    pub beside: &'a dyn Beside,
    /// What earlier builds found of texts that are called and cited as now.
    pub cache: &'a Cache,
}

/// Prints all pages of the site, and what lies beside them.
///
/// # Errors
/// When a template is wrong, or a page cannot be printed.
pub fn render(material: &Material<'_>, templates: &Templates, print: &dyn Print) -> Result<Checked<()>, Failure> {
    let mut desk = Desk::new(print);
    let pages: Vec<(WrittenPage, &str)> = material
        .pages
        .iter()
        .filter_map(|(name, markdown)| {
            let Address { stem, .. } = desk.place_by_hand(name)?;
            Some((WrittenPage { stem, title: written::title(name, markdown) }, markdown.as_str()))
        })
        .collect();
    let written = pages.iter().map(|(page, _)| page.clone()).collect();
    let site = Site::new(material, templates, written);
    for (page, markdown) in &pages {
        desk.by_hand(written::page(&site, templates, page, markdown)?)?;
    }
    // No text has a path that one of these has.
    words(&site, templates).into_iter().try_for_each(|script| desk.file(script))?;
    texts(&site, templates, material, &desk)?;
    desk.complete();
    let made_from = material.made_from.lists().map(|lists| Digest::of([site.shared, lists]));
    desk.lists(made_from, &|| {
        let stock = || rayon::join(|| Stock::of(&site), || desk.sort()).0;
        let (shelves, stock) = rayon::join(|| Shelves::of(&site), stock);
        let placed = desk.fill(lists(&site, templates, &shelves, &stock)?)?;
        Ok(desk.fill(moved::pages(&site, templates, &desk))? && placed)
    })?;
    let is_static = |path: &str| material.statics.iter().any(|file| file.path == path);
    let has = |path: &str| is_static(path) || desk.has(path);
    let links =
        |(name, markdown): &(String, String)| dead::links(name, &Address::of_written(name).html(), markdown, &has);
    let dead: Vec<Finding> = material.pages.iter().flat_map(links).collect();
    let mut findings = desk.into_findings();
    findings.extend(dead);
    Ok(Checked { output: (), findings })
}

/// The home page, the tables and shelves of all texts, the pages of search and of what is missing. All that they show is in `Site::shared` and
/// in `MadeFrom::lists`.
fn lists<'s>(
    site: &'s Site<'_>,
    templates: &'s Templates,
    shelves: &'s Shelves<'_>,
    stock: &'s Stock<'_>,
) -> Result<Vec<Sheet<'s>>, Failure> {
    let (shelves, others) = rayon::join(
        || shelves::pages(site, templates, shelves),
        || {
            let mut lists = vec![listing::home(site, templates, shelves, stock)];
            lists.extend(browse::pages(site, templates, stock));
            (lists, subjects::page(site, templates))
        },
    );
    let (mut lists, subjects) = others;
    lists.push(listing::not_found(site, templates));
    lists.push(listing::search(site, templates)?);
    lists.extend(shelves);
    lists.push(subjects);
    Ok(lists)
}

/// The words of the interface and the names of bodies in one language.
#[derive(Serialize)]
struct Words<'a> {
    #[serde(flatten)]
    labels: &'a Labels,
    bodies: BTreeMap<&'a str, String>,
}

/// The words of the interface as scripts that a page loads when a reader chooses another language than the page's own.
fn words(site: &Site<'_>, templates: &Templates) -> Vec<Page> {
    let script = |lang: Lang| {
        let bodies = &site.archive.bodies;
        let names = bodies.iter().map(|body| (body.id.0.as_str(), body_name(&body.id.0, bodies, lang)));
        let words = Words { labels: templates.words.of(lang), bodies: names.collect() };
        let json = serde_json::to_string(&words).ok()?;
        Some(Page::new(format!("static/words.{}.js", lang.code()), format!("concord.words({json});\n")))
    };
    Lang::ALL.into_iter().filter_map(script).collect()
}

/// The pages of all documents, and then of all texts that are not held.
fn texts(site: &Site<'_>, templates: &Templates, material: &Material<'_>, desk: &Desk<'_>) -> Result<(), Failure> {
    let Material { made_from, beside, .. } = *material;
    let around = surroundings(site, material);
    let around = |place: usize| around.get(place).copied().unwrap_or(site.shared);
    let document = |index: usize| {
        let Some((held, address)) = site.held(index).zip(site.archive.page_of(index)) else { return Ok(()) };
        let own = made_from.document(index).zip(site.place_of(index));
        let shelves = shelves_of(site, held.facts.body.as_deref().unwrap_or_default());
        let key = own.map(|(own, place)| Digest::of([own.as_ref(), around(place).as_ref(), &shelves]));
        desk.unit(&address.stem, key, &|| {
            let document = site.text(index)?;
            let mut pages = document::pages(site, templates, index, &document)?;
            pages.extend(beside.of_held(index, &document));
            Ok(pages)
        })
    };
    let absent = site.archive.entries.par_iter().enumerate().filter(|(_, entry)| !entry.is_held());
    let known = |(place, entry)| (entry, made_from.absent(place).map(|own| Digest::of([own, around(place)])));
    // The page of a text that changed is the work of one thread; another tells meanwhile by what the pages are known that come next.
    let (documents, absent): (_, Vec<(&Entry, Option<Digest>)>) = rayon::join(
        || (0..site.archive.held.len()).into_par_iter().try_for_each(document),
        || absent.map(known).collect(),
    );
    documents?;
    // Who changes a text waits for its page, and not for those of thousands that it may cite.
    desk.complete();
    absent.into_par_iter().try_for_each(|(entry, key)| {
        desk.unit(&entry.address(None).stem, key, &|| {
            let mut pages = absent::pages(site, templates, entry)?;
            pages.extend(beside.of_unheld(entry));
            Ok(pages)
        })
    })
}

/// For each of `Archive::entries` the checksum of what its pages show beyond its own: what every page shows, and texts that it neither cites nor
/// is cited by. It is found anew where anything that lists say has changed.
fn surroundings(site: &Site<'_>, Material { made_from, cache, .. }: &Material<'_>) -> Vec<Digest> {
    let entries = || site.archive.entries.par_iter().enumerate();
    let anew = || entries().map(|(place, entry)| around(site, made_from, (place, entry))).collect();
    let key = made_from.lists().map(|lists| Digest::of([site.shared.as_ref(), lists.as_ref(), b"around"]));
    key.map_or_else(anew, |key| cache.recall(key, anew))
}

/// What the pages of an entry show of texts that it neither cites nor is cited by: its neighbours, its line, whether its shelves are split.
fn around(site: &Site<'_>, made_from: &MadeFrom, (place, entry): (usize, &Entry)) -> Digest {
    let (previous, next) = site.neighbours(&entry.identity);
    let name = |key: &Identity| made_from.name(site.archive.entries.place(key.as_str())?);
    let shared = site.shared;
    let mut parts = vec![shared];
    // That there is none is said as well.
    let beside = |key: Option<&Identity>| key.and_then(name).unwrap_or(shared);
    parts.extend([beside(previous), beside(next)]);
    let (body, sitting) = site.shelf(place);
    let [has_shelves, is_split] = shelves_of(site, body);
    let mut rest = vec![has_shelves, is_split, u8::from(site.has_sitting(body, sitting))];
    for stands in site.lines.around(place) {
        match stands {
            Stands::Text { place, guessed } => {
                parts.extend(made_from.name(place));
                rest.push(if guessed { b'?' } else { b'.' });
            }
            Stands::LeftOut(texts) => {
                rest.push(b' ');
                rest.extend(texts.to_le_bytes());
            }
        }
    }
    Digest::of(parts.iter().map(Digest::as_ref).chain([rest.as_slice()]))
}

/// Whether a body has shelves, and whether these are split.
fn shelves_of(site: &Site<'_>, body: &str) -> [u8; 2] {
    [shelves::has(site, body), site.is_split(body)].map(u8::from)
}
