//! Makes the pages. In: the archive, templates, pages written by hand. Out: pages in memory. Never touches the disk, except to read
//! the templates and static files that a source folder overrides.
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
mod designation;
mod document;
mod embedded;
mod escape;
mod frame;
mod kin;
mod labels;
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
mod templates;
mod usage;
mod verb;
mod view;
mod web;
mod written;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::site::{Site, WrittenPage};
pub use self::{statics::static_files, templates::Templates};
use crate::{
    config::ArchiveFile,
    model::{Archive, Checked, Failure, Lang, Page},
};

/// All pages of the site. `pages` are those written by hand: path without ending, and Markdown.
pub fn render(
    archive: &Archive,
    settings: &ArchiveFile,
    templates: &Templates,
    pages: &[(String, String)],
) -> Result<Checked<Vec<Page>>, Failure> {
    let written = pages
        .iter()
        .map(|(stem, markdown)| WrittenPage { stem: stem.clone(), title: written::title(stem, markdown) })
        .collect();
    let site = Site::new(archive, settings, &templates.words, &templates.verbs, written);
    let stock = browse::Stock::of(&site);
    let mut made = vec![listing::home(&site, templates, &stock)?];
    made.extend(browse::pages(&site, templates, &stock)?);
    made.push(listing::not_found(&site, templates)?);
    made.push(listing::search(&site, templates)?);
    made.extend(shelves::pages(&site, templates)?);
    made.push(subjects::page(&site, templates)?);
    made.extend(texts(&site, templates)?);
    for (page, (_, markdown)) in site.written.iter().zip(pages) {
        made.push(written::page(&site, templates, page, markdown)?);
    }
    made.extend(words(templates));
    made.extend(moved::pages(&site, templates, &made)?);
    // A page written by hand stands in for one made by the program at the same path: the home page, the about page.
    let by_path: BTreeMap<String, Page> = made.into_iter().map(|page| (page.path.clone(), page)).collect();
    Ok(Checked::clean(by_path.into_values().collect()))
}

/// The words of the interface as scripts that a page loads when a reader chooses another language than the page's own.
fn words(templates: &Templates) -> Vec<Page> {
    let script = |lang: Lang| {
        let labels = templates.words.of(lang);
        let json = serde_json::to_string(labels).ok()?;
        Some(Page::new(format!("static/words.{}.js", lang.code()), format!("concord.words({json});\n")))
    };
    Lang::ALL.into_iter().filter_map(script).collect()
}

/// The pages of all documents and of all texts that are not held, made at once.
fn texts(site: &Site<'_>, templates: &Templates) -> Result<Vec<Page>, Failure> {
    let documents: Vec<Vec<Page>> = (0..site.archive.held.len())
        .into_par_iter()
        .map(|index| document::pages(site, templates, index))
        .collect::<Result<_, _>>()?;
    let absent: Vec<Vec<Page>> = site
        .archive
        .entries
        .par_iter()
        .filter(|(_, entry)| !entry.is_held())
        .map(|(_, entry)| absent::pages(site, templates, entry))
        .collect::<Result<_, _>>()?;
    Ok(documents.into_iter().chain(absent).flatten().collect())
}
