//! Citations between bodies. In: who cites each entry. Out: a table of who cites whom, the largest bodies first. Never counts a document's
//! citations of its own paragraphs, nor a paragraph twice that is held in two languages.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rayon::prelude::*;

use super::{
    phrase::body_key,
    site::Site,
    view::{Cell, Matrix, MatrixHead, MatrixRow},
};
use crate::model::{Lang, Map, Symbol};

/// How often a body cites another, in the order in which they are met.
type Pairs<'s> = Map<(&'s str, Cow<'s, str>), usize>;

/// How many bodies the table shows on each side.
const SHOWN: usize = 10;

/// Who cites whom; `None` where nothing is cited.
pub fn between(site: &Site<'_>, lang: Lang) -> Option<Matrix> {
    let aliases = site.archive.aliases.values().filter_map(|key| site.archive.entries.place(key.as_str()));
    let called: BTreeSet<usize> = aliases.collect();
    let counted = (0..site.archive.entries.len()).into_par_iter().fold(Pairs::default, |mut pairs, place| {
        add(site, place, called.contains(&place), &mut pairs);
        pairs
    });
    let pairs = counted.reduce(Pairs::default, |mut all, some| {
        for (pair, count) in some {
            *all.entry(pair).or_default() += count;
        }
        all
    });
    let pairs: BTreeMap<_, usize> = pairs.into_iter().collect();
    let citing = largest(pairs.iter().map(|((from, _), count)| (*from, *count)));
    let cited = largest(pairs.iter().map(|((_, to), count)| (to.as_ref(), *count)));
    let most = pairs.values().copied().max()?;
    let labels = site.labels(lang);
    let cell = |from: &str, to: &str| {
        let count = pairs.get(&(from, Cow::Borrowed(to))).copied().unwrap_or_default();
        // Five shades; the least that is there at all has the lightest.
        let heat = u8::try_from((count * 5).div_ceil(most)).unwrap_or_default();
        Cell { count: if count == 0 { String::new() } else { labels.say_number(count) }, heat }
    };
    Some(Matrix {
        heads: cited.iter().map(|body| MatrixHead { name: site.body(body, lang), key: body_key(body) }).collect(),
        rows: citing
            .iter()
            .map(|from| MatrixRow {
                name: site.body(from, lang),
                key: body_key(from),
                cells: cited.iter().map(|to| cell(from, to)).collect(),
            })
            .collect(),
    })
}

/// Adds who cites the entry at a place; `called` says whether it has other names.
fn add<'s>(site: &'s Site<'_>, place: usize, called: bool, pairs: &mut Pairs<'s>) {
    let links = site.archive.entries.at(place).map(|entry| entry.cited_by.as_slice()).unwrap_or_default();
    for links in links.chunk_by(|a, b| a.held == b.held) {
        let Some(held) = links.first().and_then(|link| site.held(link.held)) else { continue };
        let Some(from) = held.facts.body.as_deref() else { continue };
        if called {
            let mentions = links.iter().filter_map(|link| held.mentions.get(link.mention));
            for symbol in mentions.filter_map(|mention| mention.citation.target.symbol()) {
                *pairs.entry((from, body(site, symbol))).or_default() += 1;
            }
        } else {
            *pairs.entry((from, Cow::Borrowed(site.shelf(place).0))).or_default() += links.len();
        }
    }
}

/// The body of a symbol.
fn body<'s>(site: &'s Site<'_>, symbol: &Symbol) -> Cow<'s, str> {
    let place = site.archive.entries.place(symbol.as_str());
    // A member of a joint symbol may be of another body than the text that it leads to.
    let own = place.filter(|&place| {
        site.archive.entries.at(place).is_some_and(|entry| entry.identity.as_str() == symbol.as_str())
    });
    own.map_or_else(|| Cow::Owned(site.archive.bodies.issuing(symbol)), |place| Cow::Borrowed(site.shelf(place).0))
}

/// The bodies with the largest sums, largest first.
fn largest<'b>(counts: impl Iterator<Item = (&'b str, usize)>) -> Vec<&'b str> {
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for (body, count) in counts {
        *sums.entry(body).or_default() += count;
    }
    let mut bodies: Vec<(&str, usize)> = sums.into_iter().collect();
    bodies.sort_by_key(|(body, count)| (Reverse(*count), *body));
    bodies.into_iter().take(SHOWN).map(|(body, _)| body).collect()
}
