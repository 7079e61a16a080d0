//! What citing texts tell of the texts they cite, from the side of those. In: the archive, whose mentions tell titles and dates. Out: the same
//! with clues on its entries. Reads no text.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::graph::Cited;
use crate::model::{Archive, Clue, Lang};

/// Puts the clues of all citing texts on the entries they are about, each saying once in each language.
pub(super) fn gather(archive: &mut Archive, places: &Cited) {
    let Archive { held, entries, .. } = archive;
    let mut titles: BTreeSet<(usize, Lang, &str)> = BTreeSet::new();
    let mut dates: BTreeSet<(usize, Lang, Date)> = BTreeSet::new();
    for (held, places) in held.iter().zip(places) {
        let lang = held.facts.lang;
        let clue = |said| Clue { said, lang, from: held.identity.clone() };
        for (mention, about) in held.mentions.iter().zip(places) {
            let (Some(told), Some(about)) = (&mention.told, *about) else { continue };
            let Some(entry) = entries.at_mut(about) else { continue };
            let title = told.title.as_deref().filter(|title| titles.insert((about, lang, title)));
            entry.titles.extend(title.map(|title| clue(title.to_owned())));
            let date = told.date.filter(|date| dates.insert((about, lang, *date)));
            entry.dates.extend(date.map(|date| clue(date.to_string())));
        }
    }
}
