//! Who cites whom. In: the archive with its entries. Out: the same with its backlinks, newest citing document first. A paragraph counts
//! once over the languages it is held in.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::ResolveCause;
use crate::model::{Archive, At, Backlink, Entry, Finding, Identity, Kind, Mention, Set, When};

/// For each of `Archive::held`, for each of its mentions, the place of the entry that it cites.
pub(super) type Cited = Vec<Vec<Option<usize>>>;

/// Looks up what is cited, once for all that asks.
pub(super) fn cited(archive: &Archive) -> Cited {
    let place = |mention: &Mention| archive.entries.place(mention.citation.target.symbol()?.as_str());
    archive.held.par_iter().map(|held| held.mentions.iter().map(place).collect()).collect()
}

/// Who cites each of `Archive::entries`, in the order of `Entry::cited_by`.
pub(super) fn edges(archive: &Archive, places: &Cited) -> Vec<Vec<Backlink>> {
    let counted = counted(archive, places);
    let mut sizes = vec![0; archive.entries.len()];
    for (_, target) in counted.iter().flatten() {
        sizes[*target] += 1;
    }
    let mut edges: Vec<Vec<Backlink>> = sizes.into_iter().map(Vec::with_capacity).collect();
    for held in newest_first(archive) {
        for &(mention, target) in counted.get(held).into_iter().flatten() {
            edges[target].push(Backlink { held, mention });
        }
    }
    edges
}

/// For each of `Archive::held` its mentions that count, each with the place of the entry that it cites.
fn counted(archive: &Archive, places: &Cited) -> Vec<Vec<(usize, usize)>> {
    let mut all = vec![Vec::new(); archive.held.len()];
    let mut before: Set<(usize, &At, usize)> = Set::default();
    // Versions at the plain path come first, so that theirs are the paragraphs that count.
    let (main, others): (Vec<usize>, Vec<usize>) =
        (0..archive.held.len()).partition(|held| archive.other_lang(*held).is_none());
    for held in main.into_iter().chain(others) {
        let citing = &archive.held[held];
        let own = archive.entries.place(citing.identity.as_str());
        // Only a text that is held in two languages can count a paragraph twice.
        let twice = own.filter(|&own| archive.entries.at(own).is_some_and(|entry| entry.versions.len() > 1));
        let mut here = Vec::new();
        let places = places.get(held).map_or(&[][..], Vec::as_slice);
        let cited = citing.citations().zip(places).enumerate();
        for (mention, (cited, target)) in cited.filter(|(_, (cited, _))| cited.kind != Kind::Internal) {
            let Some(target) = *target else { continue };
            if let Some(own) = twice {
                if before.contains(&(own, &cited.at, target)) {
                    continue;
                }
                here.push((own, &cited.at, target));
            }
            all[held].push((mention, target));
        }
        before.extend(here);
    }
    all
}

/// All documents, the newest first. To compare dates and names for each two of a quarter of a million citations took longer than all else here.
fn newest_first(archive: &Archive) -> Vec<usize> {
    let mut order: Vec<usize> = (0..archive.held.len()).collect();
    order.par_sort_by_key(|held| -> (Reverse<Option<When>>, &Identity) {
        let citing = &archive.held[*held];
        (Reverse(citing.facts.date), &citing.identity)
    });
    order
}

/// Fills in who cites each entry.
pub(super) fn link(archive: &mut Archive, edges: Vec<Vec<Backlink>>) {
    for (place, backlinks) in edges.into_iter().enumerate() {
        if let Some(entry) = archive.entries.at_mut(place) {
            entry.cited_by = backlinks;
        }
    }
}

/// The citations of places that a held document does not have.
pub(super) fn missing(archive: &Archive) -> Vec<Backlink> {
    let of_each = archive.held.par_iter().enumerate().flat_map_iter(|(held, document)| {
        document.citations().enumerate().filter_map(move |(mention, citation)| {
            citation.target.symbol()?;
            let pinpoint = citation.pinpoint.as_ref()?;
            pinpoint.at().filter(|_| archive.cited(citation).is_some_and(Entry::is_held))?;
            archive.leads_to(held, citation).filter(|address| address.anchor.is_none())?;
            Some(Backlink { held, mention })
        })
    });
    of_each.collect()
}

/// What is said of a citation of a place that is not there.
pub(super) fn no_place(archive: &Archive, Backlink { held, mention }: Backlink) -> Option<Finding> {
    let held = archive.held.get(held)?;
    let Mention { citation, line, .. } = held.mentions.get(mention)?;
    let cause = ResolveCause::NoPlace(citation.pinpoint.clone()?, citation.target.symbol()?.clone());
    Some(Finding::new(held.path.clone(), *line, &cause))
}
