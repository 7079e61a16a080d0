//! Joins documents and citations into the archive. In: documents, each with its citations. Out: `Archive`: what is held, what is
//! cited, who cites whom. Drops nothing: what is cited and not held has an entry; a symbol claimed twice keeps both texts.

mod catalogue;
mod clues;
mod failed;
mod graph;

pub use catalogue::ResolveCause;
pub use failed::keep_failed;

use std::{collections::BTreeMap, sync::Arc};

use crate::model::{Archive, Bodies, Checked, Entries, Held, Lang};

/// Makes the archive of all documents, each with what it cites. `documents` are in the order of their paths.
pub fn resolve(documents: Vec<Arc<Held>>, bodies: &Bodies, main_lang: Lang) -> Checked<Archive> {
    let mut findings = Vec::new();
    let mut held = documents;
    catalogue::without_twins(&mut held, &mut findings);
    let (mut aliases, mut entries) = catalogue::names(&held, main_lang, &mut findings);
    if catalogue::part_twins(&mut held, &entries, &mut findings) {
        (aliases, entries) = catalogue::names(&held, main_lang, &mut findings);
    }
    let mut archive = Archive {
        held,
        entries: Entries::new(entries, &aliases),
        aliases,
        failed: BTreeMap::new(),
        bodies: bodies.clone(),
        main_lang,
        findings: Vec::new(),
    };
    let places = graph::cited(&archive);
    graph::link(&mut archive, &places);
    clues::gather(&mut archive, &places);
    graph::check(&archive, &mut findings);
    Checked { output: archive, findings }
}
