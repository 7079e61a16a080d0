//! Texts by subject. In: the subject words of all documents. Out: one page with a section for each subject; where that would be long,
//! with the names alone, and `browse` makes a table for each.

use std::collections::BTreeMap;

use super::{
    frame::{SUBJECTS, describe, frame, named},
    listing::listed,
    site::Site,
    templates::{Sheet, Templates},
    view::{Choice, Shelf, SubjectsPage},
};
use crate::model::{Address, Entry, in_path};

/// More rows than this are no longer on one page.
const ON_PAGE: usize = 600;

/// How many letters of a subject stand in the path of its page.
const IN_PATH: usize = 40;

/// Whether documents with so many subject words between them need a page for each subject.
pub const fn splits(words: usize) -> bool {
    words > ON_PAGE
}

/// Where a subject is listed.
pub fn address(site: &Site<'_>, subject: &str) -> Address {
    if site.has_subject_pages() {
        return Address::of_page(format!("{SUBJECTS}/{}", slug(subject)));
    }
    let mut address = Address::of_page(SUBJECTS);
    address.anchor = Some(anchor(subject));
    address
}

/// The name of the page of a subject, or of anything else that is called by a word: its letters as far as a path may be long, and a number made from all of it, so that no two are one.
pub fn slug(subject: &str) -> String {
    let whole = anchor(subject);
    let letters = whole.trim_start_matches("subject-").chars().take(IN_PATH);
    let safe: String = letters.map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("{safe}-{}", in_path(&whole))
}

/// The anchor of a subject: its characters, with what an id cannot hold left out.
pub fn anchor(subject: &str) -> String {
    let word: Vec<&str> =
        subject.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    format!("subject-{}", word.join("-").to_lowercase())
}

/// The page of all subjects.
pub fn page<'t>(site: &Site<'_>, templates: &'t Templates) -> Sheet<'t> {
    let lang = site.archive.main_lang;
    let at = Address::of_page(SUBJECTS);
    let page = at.html();
    let labels = site.labels(lang);
    let mut frame = frame(site, &at, lang, &labels.words.subjects);
    named(&mut frame, Some("subjects".into()));
    describe(&mut frame, &labels.words.subjects);
    let mut subjects: BTreeMap<String, (&str, Vec<&Entry>)> = BTreeMap::new();
    for entry in &site.archive.entries {
        for held in entry.versions.iter().filter_map(|&version| site.held(version)) {
            for subject in &held.facts.subjects {
                let (_, texts) = subjects.entry(anchor(subject)).or_insert_with(|| (subject, Vec::new()));
                if texts.last().is_none_or(|last| last.identity != entry.identity) {
                    texts.push(entry);
                }
            }
        }
    }
    let choices = subjects.values().map(|(name, texts)| Choice {
        href: address(site, name).from(&page),
        label: (*name).to_owned(),
        key: None,
        lang: None,
        count: labels.say_number(texts.len()),
        current: false,
    });
    let choices = choices.collect();
    if site.has_subject_pages() {
        subjects.clear();
    }
    let subjects = subjects
        .into_iter()
        .map(|(id, (name, texts))| Shelf {
            id,
            href: address(site, name).from(&page),
            name: name.to_owned(),
            key: None,
            texts: texts.into_iter().map(|entry| listed(site, entry, &page)).collect(),
        })
        .collect();
    let view = SubjectsPage { frame, choices, subjects };
    templates.sheet(page, view, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_a_path_of_its_own() {
        assert_eq!(slug("CRIME PREVENTION"), slug("Crime  prevention"));
        assert_ne!(slug("A/B"), slug("A B"));
        let long = |end: &str| slug(&("x".repeat(IN_PATH) + end));
        assert_ne!(long("kjubxcev"), long("pjcsspaj"), "a number of 32 bits is the same for these two");
        let long = "预防犯罪".repeat(40);
        assert!(slug(&long).len() < 200 && slug("../x").starts_with("---x"), "{}", slug("../x"));
    }
}
