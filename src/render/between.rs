//! Citations between bodies. In: all documents. Out: a table of who cites whom, the largest bodies first. Never counts a document's
//! citations of its own paragraphs.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    site::Site,
    view::{Cell, Matrix, MatrixRow},
};
use crate::model::{Identity, Lang, Target};

/// How many bodies the table shows on each side.
const SHOWN: usize = 10;

/// Who cites whom; `None` where nothing is cited.
pub fn between(site: &Site<'_>, lang: Lang) -> Option<Matrix> {
    let mut pairs: BTreeMap<(String, String), usize> = BTreeMap::new();
    for held in &site.archive.held {
        let Some(from) = held.facts.body.clone() else { continue };
        for citation in held.citations() {
            let Target::Symbol(symbol) = &citation.target else { continue };
            let identity = Identity::Symbol(symbol.first());
            let to = site.designation(&identity).map(|designation| designation.body).unwrap_or_default();
            *pairs.entry((from.clone(), to)).or_default() += 1;
        }
    }
    let citing = largest(pairs.iter().map(|((from, _), count)| (from, *count)));
    let cited = largest(pairs.iter().map(|((_, to), count)| (to, *count)));
    let most = pairs.values().copied().max()?;
    let labels = site.labels(lang);
    let cell = |from: &String, to: &String| {
        let count = pairs.get(&(from.clone(), to.clone())).copied().unwrap_or_default();
        // Five shades; the least that is there at all has the lightest.
        let heat = u8::try_from((count * 5).div_ceil(most)).unwrap_or_default();
        Cell { count: if count == 0 { String::new() } else { labels.say_number(count) }, heat }
    };
    Some(Matrix {
        heads: cited.iter().map(|body| site.body(body, lang)).collect(),
        rows: citing
            .iter()
            .map(|from| MatrixRow {
                name: site.body(from, lang),
                cells: cited.iter().map(|to| cell(from, to)).collect(),
            })
            .collect(),
    })
}

/// The bodies with the largest sums, largest first.
fn largest<'b>(counts: impl Iterator<Item = (&'b String, usize)>) -> Vec<String> {
    let mut sums: BTreeMap<&String, usize> = BTreeMap::new();
    for (body, count) in counts {
        *sums.entry(body).or_default() += count;
    }
    let mut bodies: Vec<(&String, usize)> = sums.into_iter().collect();
    bodies.sort_by_key(|(body, count)| (Reverse(*count), (*body).clone()));
    bodies.into_iter().take(SHOWN).map(|(body, _)| body.clone()).collect()
}
