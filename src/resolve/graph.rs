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

/// Who cites each entry: its place and one mention of it, in the order of entries and, of each, in that of `Entry::cited_by`.
pub(super) fn edges(archive: &Archive, places: &Cited) -> Vec<(usize, Backlink)> {
    let mut edges: Vec<(usize, Backlink)> = Vec::new();
    let mut counted: Set<(usize, &At, usize)> = Set::default();
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
                if counted.contains(&(own, &cited.at, target)) {
                    continue;
                }
                here.push((own, &cited.at, target));
            }
            edges.push((target, Backlink { held, mention }));
        }
        counted.extend(here);
    }
    let ranks = ranks(archive);
    edges.par_sort_unstable_by_key(|(target, backlink)| (*target, ranks.get(backlink.held).copied(), *backlink));
    edges
}

/// For each document where it stands among those that cite the same: the newest first. To compare their names for each two of a quarter of a million
/// citations took longer than all else here.
fn ranks(archive: &Archive) -> Vec<usize> {
    let mut order: Vec<usize> = (0..archive.held.len()).collect();
    order.par_sort_by_key(|held| -> (Reverse<Option<When>>, &Identity) {
        let citing = &archive.held[*held];
        (Reverse(citing.facts.date), &citing.identity)
    });
    let mut ranks = vec![0; order.len()];
    for (rank, held) in order.into_iter().enumerate() {
        ranks[held] = rank;
    }
    ranks
}

/// Fills in who cites each entry.
pub(super) fn link(archive: &mut Archive, edges: &[(usize, Backlink)]) {
    for backlinks in edges.chunk_by(|(a, _), (b, _)| a == b) {
        let entry = backlinks.first().and_then(|(target, _)| archive.entries.at_mut(*target));
        if let Some(entry) = entry {
            entry.cited_by = backlinks.iter().map(|(_, backlink)| *backlink).collect();
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
