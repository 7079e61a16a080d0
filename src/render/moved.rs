//! Pages at the other symbols of a text: the further members of a joint symbol, a draft's symbol. In: the archive's aliases. Out:
//! small pages that lead on, with and without JavaScript.

use std::collections::BTreeSet;

use super::{
    frame::{canonical, frame},
    site::Site,
    templates::Templates,
    view::{Anchor, MovedPage},
};
use crate::model::{Address, Failure, Page};

/// A page for each alias whose path no other page has.
pub fn pages(site: &Site<'_>, templates: &Templates, made: &[Page]) -> Result<Vec<Page>, Failure> {
    let mut taken: BTreeSet<String> = made.iter().map(|page| page.path.to_lowercase()).collect();
    let mut pages = Vec::new();
    let lang = site.archive.main_lang;
    for alias in site.archive.aliases.keys() {
        let Some(entry) = site.archive.entry(alias) else { continue };
        let address = Address::of(alias, None);
        if !taken.insert(address.html().to_lowercase()) {
            continue;
        }
        let target = site.address_in(entry, lang);
        let mut frame = frame(site, &address, lang, &alias.to_string());
        frame.canonical = canonical(site, &target);
        let view = MovedPage {
            to: Anchor { href: target.from(&address.html()), label: entry.identity.to_string() },
            title: site.title_of(entry, lang).map(|(title, _)| title.to_owned()),
            frame,
        };
        pages.push(Page::new(address.html(), templates.fill(&view, lang)?));
    }
    Ok(pages)
}
