//! Names above a draft: who submits it. In: the lines of a text. Out: which lines begin such names and which go on with them. They are told by
//! what ends them, a colon before the sort of document (`Portugal and Ruritania: draft resolution`, or that on the line below), and by every
//! word before it being one of a name; titles of agenda items, which stand right above, have other words. Never says who they are.

use std::collections::BTreeSet;

use crate::model::CELL;

use super::labels::is_capital;
use super::outline::is_draft;
use super::rules::Words;

/// Names run over no more lines than this: there are 193 Member States.
const LINES: usize = 40;

/// The lines of names in a text.
#[derive(Debug, Default)]
pub struct Sponsors {
    first: BTreeSet<usize>,
    others: BTreeSet<usize>,
}

impl Sponsors {
    /// Finds them. `apart` tells whether a line stands below a gap.
    pub fn of(lines: &[&str], apart: impl Fn(usize) -> bool, words: &Words) -> Self {
        let mut found = Self::default();
        for (end, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(':')) {
            let below = || lines.get(end + 1).is_some_and(|below| !apart(end + 1) && is_draft(below, words));
            let last = ended(line, words).or_else(|| line.strip_suffix(':').filter(|_| below()));
            let Some(last) = last.filter(|last| is_names(last, words)) else { continue };
            let above = (0..end).rev().take(LINES).map_while(|at| {
                let line = lines.get(at).filter(|line| !apart(at + 1) && is_names(line, words))?;
                Some((at, *line))
            });
            // A line of the title above may be made of such words too, as `Question of Palestine`.
            let begins = |(_, line): &(usize, &str)| line.contains(',') && begins_with_names(line, words);
            if let Some((first, _)) = std::iter::once((end, last)).chain(above).filter(begins).last() {
                found.first.insert(first);
                found.others.extend(first + 1..=end);
            }
        }
        found
    }

    /// Whether the first names stand on a line.
    pub fn begin(&self, at: usize) -> bool {
        self.first.contains(&at)
    }

    /// Whether a line goes on with the names on the line above.
    pub fn go_on(&self, at: usize) -> bool {
        self.others.contains(&at)
    }
}

/// What stands before the sort of document, on a line that says it.
fn ended<'l>(line: &'l str, words: &Words) -> Option<&'l str> {
    let (names, sort) = line.rsplit_once(':')?;
    is_draft(sort.trim(), words).then_some(names)
}

/// Whether every word is one of a name: it has a capital, as `d’Ivoire`, or is one that the language has in names.
fn is_names(line: &str, words: &Words) -> bool {
    let of_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().any(is_capital) || word.is_empty() || words.name_words.iter().any(|known| known == word)
    };
    !line.contains(CELL) && line.split_whitespace().all(of_name)
}

/// Whether each name of a line begins with a capital.
fn begins_with_names(line: &str, words: &Words) -> bool {
    let is_and = |word: &&str| words.conjunctions.iter().any(|and| and == word);
    let first = |part: &str| part.split_whitespace().find(|word| !is_and(word)).map(str::to_owned);
    line.split(',').filter_map(first).all(|word| word.starts_with(is_capital))
}
