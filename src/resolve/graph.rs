//! Who cites whom. In: the archive with its entries. Out: the same with its backlinks, newest citing document first. A paragraph counts
//! once over the languages it is held in.

use std::{cmp::Reverse, collections::BTreeSet};

use super::ResolveCause;
use crate::model::{Archive, At, Backlink, Finding, Identity, Key, Kind, Target};

/// Fills in who cites each entry.
pub(super) fn link(archive: &mut Archive) {
    let mut edges: Vec<(Key, Backlink)> = Vec::new();
    let mut counted: BTreeSet<(&Identity, &At, Key)> = BTreeSet::new();
    // Versions at the plain path come first, so that theirs are the paragraphs that count.
    let (main, others): (Vec<usize>, Vec<usize>) =
        (0..archive.held.len()).partition(|held| archive.other_lang(*held).is_none());
    for held in main.into_iter().chain(others) {
        let citing = &archive.held[held];
        let own = archive.key(&citing.document.identity);
        let mut here = BTreeSet::new();
        for (citation, cited) in citing.citations.iter().enumerate() {
            let Target::Symbol(symbol) = &cited.target else { continue };
            let key = archive.key(&Identity::Symbol(symbol.clone())).clone();
            let place = (own, &cited.at, key.clone());
            if cited.kind == Kind::Internal || counted.contains(&place) {
                continue;
            }
            here.insert(place);
            edges.push((key, Backlink { held, citation }));
        }
        counted.extend(here);
    }
    let rank = |backlink: &Backlink| {
        let document = &archive.held[backlink.held].document;
        (Reverse(document.facts.date), document.identity.clone(), backlink.held, backlink.citation)
    };
    edges.sort_by_cached_key(|(key, backlink)| (key.clone(), rank(backlink)));
    for (key, backlink) in edges {
        if let Some(entry) = archive.entries.get_mut(key.as_str()) {
            entry.cited_by.push(backlink);
        }
    }
}

/// Finds citations of places that a held document does not have.
pub(super) fn check(archive: &Archive, findings: &mut Vec<Finding>) {
    for (index, held) in archive.held.iter().enumerate() {
        for citation in &held.citations {
            let (Some(pinpoint), Target::Symbol(symbol)) = (&citation.pinpoint, &citation.target) else { continue };
            let is_held = archive.cited(citation).is_some_and(crate::model::Entry::is_held);
            let leads = archive.leads_to(index, citation);
            if is_held && pinpoint.at().is_some() && leads.is_some_and(|address| address.anchor.is_none()) {
                let line = held.document.line_of(citation.locus);
                let cause = ResolveCause::NoPlace(pinpoint.clone(), symbol.clone());
                findings.push(Finding::new(held.document.path.clone(), line, &cause));
            }
        }
    }
}
