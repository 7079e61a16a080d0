//! Texts by subject. In: the subject words of all documents. Out: one page with a section for each subject.

use std::collections::BTreeMap;

use super::{
    frame::{SUBJECTS, describe, frame},
    listing::listed,
    site::Site,
    templates::Templates,
    view::{Shelf, SubjectsPage},
};
use crate::model::{Address, Entry, Failure, Page};

/// Where a subject is listed.
pub fn address(subject: &str) -> Address {
    let mut address = Address::of_page(SUBJECTS);
    address.anchor = Some(anchor(subject));
    address
}

/// The anchor of a subject: its characters, with what an id cannot hold left out.
fn anchor(subject: &str) -> String {
    let word: Vec<&str> =
        subject.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    format!("subject-{}", word.join("-").to_lowercase())
}

/// The page of all subjects.
pub fn page(site: &Site<'_>, templates: &Templates) -> Result<Page, Failure> {
    let lang = site.archive.main_lang;
    let at = Address::of_page(SUBJECTS);
    let page = at.html();
    let labels = site.labels(lang);
    let mut frame = frame(site, &at, lang, &labels.words.subjects);
    describe(&mut frame, &labels.words.subjects);
    let mut subjects: BTreeMap<String, (&str, Vec<&Entry>)> = BTreeMap::new();
    for entry in site.archive.entries.values() {
        for held in entry.versions.iter().filter_map(|&version| site.held(version)) {
            for subject in &held.document.facts.subjects {
                let (_, texts) = subjects.entry(anchor(subject)).or_insert_with(|| (subject, Vec::new()));
                if texts.last().is_none_or(|last| last.identity != entry.identity) {
                    texts.push(entry);
                }
            }
        }
    }
    let subjects = subjects
        .into_iter()
        .map(|(id, (name, texts))| Shelf {
            id,
            href: address(name).from(&page),
            name: name.to_owned(),
            texts: texts.into_iter().map(|entry| listed(site, entry, &page)).collect(),
        })
        .collect();
    let view = SubjectsPage { frame, subjects };
    Ok(Page::new(page, templates.fill(&view, lang)?))
}
