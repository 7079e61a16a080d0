//! What citing texts tell of the texts they cite, from the side of those. In: the archive, whose mentions tell titles and dates. Out: the same
//! with clues on its entries. Reads no text.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::graph::Cited;
use crate::model::{Archive, Clue, Lang};

/// What is told of the entry at a place.
pub(super) struct Told {
    about: usize,
    title: Option<Clue>,
    date: Option<Clue>,
}

/// What all citing texts tell, in their order, each saying once of an entry in each language.
pub(super) fn told(archive: &Archive, places: &Cited) -> Vec<Told> {
    let mut titles: BTreeSet<(usize, Lang, &str)> = BTreeSet::new();
    let mut dates: BTreeSet<(usize, Lang, Date)> = BTreeSet::new();
    let mut all = Vec::new();
    for (held, places) in archive.held.iter().zip(places) {
        let lang = held.facts.lang;
        let clue = |said| Clue { said, lang, from: held.identity.clone() };
        for (mention, about) in held.mentions.iter().zip(places) {
            let (Some(told), Some(about)) = (&mention.told, *about) else { continue };
            let title = told.title.as_deref().filter(|title| titles.insert((about, lang, title)));
            let date = told.date.filter(|date| dates.insert((about, lang, *date)));
            let (title, date) = (title.map(|title| clue(title.to_owned())), date.map(|date| clue(date.to_string())));
            // Most say again what others said.
            if title.is_some() || date.is_some() {
                all.push(Told { about, title, date });
            }
        }
    }
    all
}

/// Puts what is told on the entries that it is about.
pub(super) fn gather(archive: &mut Archive, told: Vec<Told>) {
    for Told { about, title, date } in told {
        if let Some(entry) = archive.entries.at_mut(about) {
            entry.titles.extend(title);
            entry.dates.extend(date);
        }
    }
}
