//! Joins documents and citations into the archive. In: documents, each with its citations. Out: `Archive`: what is held, what is
//! cited, who cites whom. Drops nothing: what is cited and not held has an entry; a symbol claimed twice keeps both texts.

mod catalogue;
mod clues;
mod failed;
mod graph;

pub use catalogue::ResolveCause;
pub use failed::keep_failed;

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::model::{Archive, Backlink, Bodies, Checked, Entries, Finding, Held, Identity, Key, Lang};

/// What documents are to one another. It is the same for as long as they are called, say of themselves, cite and tell what they do, whatever
/// their other words are; so it can be kept for the next build.
#[derive(Debug, Serialize, Deserialize)]
pub struct Joined {
    /// Documents that another of the same name has left without it: index and new name.
    renamed: Vec<(usize, Identity)>,
    entries: Entries,
    aliases: BTreeMap<Key, Key>,
    /// What was found; none of it has a line.
    findings: Vec<Finding>,
    /// The citations of places that a held document does not have.
    missing: Vec<Backlink>,
}

impl Joined {
    /// Works out what documents are to one another. They are in the order of their paths.
    pub fn of(documents: &[Arc<Held>], bodies: &Bodies, main_lang: Lang) -> Self {
        let mut findings = Vec::new();
        let mut held = documents.to_vec();
        catalogue::without_twins(&mut held, &mut findings);
        let (mut aliases, mut entries) = catalogue::names(&held, main_lang, &mut findings);
        if catalogue::part_twins(&mut held, &entries, &mut findings) {
            (aliases, entries) = catalogue::names(&held, main_lang, &mut findings);
        }
        let entries = Entries::new(entries, &aliases);
        let mut archive = archive(held, entries, aliases, (bodies, main_lang));
        let places = graph::cited(&archive);
        let (edges, (told, missing)) = rayon::join(
            || graph::edges(&archive, &places),
            || (clues::told(&archive, &places), graph::missing(&archive)),
        );
        graph::link(&mut archive, edges);
        clues::gather(&mut archive, told);
        let Archive { held, entries, aliases, .. } = archive;
        let names = held.iter().zip(documents).enumerate();
        let renamed = names.filter(|(_, (now, before))| now.identity != before.identity);
        let renamed = renamed.map(|(index, (now, _))| (index, now.identity.clone())).collect();
        Self { renamed, entries, aliases, findings, missing }
    }

    /// The archive of these documents.
    pub fn archive(self, documents: Vec<Arc<Held>>, bodies: &Bodies, main_lang: Lang) -> Checked<Archive> {
        let Self { renamed, mut entries, aliases, mut findings, missing } = self;
        entries.call(&aliases);
        let mut held = documents;
        for (index, name) in renamed {
            if let Some(document) = held.get_mut(index) {
                Arc::make_mut(document).identity = name;
            }
        }
        let archive = archive(held, entries, aliases, (bodies, main_lang));
        findings.extend(missing.into_iter().filter_map(|link| graph::no_place(&archive, link)));
        Checked { output: archive, findings }
    }
}

/// Makes the archive of all documents, each with what it cites. `documents` are in the order of their paths.
pub fn resolve(documents: Vec<Arc<Held>>, bodies: &Bodies, main_lang: Lang) -> Checked<Archive> {
    Joined::of(&documents, bodies, main_lang).archive(documents, bodies, main_lang)
}

fn archive(
    held: Vec<Arc<Held>>,
    entries: Entries,
    aliases: BTreeMap<Key, Key>,
    (bodies, main_lang): (&Bodies, Lang),
) -> Archive {
    Archive { held, entries, aliases, failed: BTreeMap::new(), bodies: bodies.clone(), main_lang, findings: Vec::new() }
}
