//! Pages at the other symbols of a text: the further members of a joint symbol, a draft's symbol. In: the archive's aliases. Out:
//! small pages that lead on, with and without JavaScript.

use std::collections::BTreeSet;

use super::{
    desk::Desk,
    frame::{canonical, frame},
    site::Site,
    templates::{Sheet, Templates},
    view::{Anchor, MovedPage},
};
use crate::model::{Address, Key};

/// A page for each alias whose path no other page has.
pub fn pages<'t>(site: &Site<'_>, templates: &'t Templates, desk: &Desk<'_>) -> Vec<Sheet<'t>> {
    let lang = site.archive.main_lang;
    let mut sheets = Vec::new();
    // `A/47/277` and `A/47/277-S/24111` have one path.
    let mut made: BTreeSet<(String, &Key)> = BTreeSet::new();
    for alias in site.archive.aliases.keys() {
        let Some(entry) = site.archive.entry(alias) else { continue };
        let address = Address::of(alias, None);
        if !desk.is_free(&address.html()) || !made.insert((address.html(), &entry.identity)) {
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
        sheets.push(templates.sheet(address.html(), view, lang));
    }
    sheets
}
