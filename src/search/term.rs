//! The terms of the archive in order. In: batches. Out: for each term where it stands in the batches, and what the forms of one word
//! are. The order is that of strings in JavaScript, so that the client can look terms up by halves.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{batch::Batch, lexicon::Lexicon, stem::Stems};
use crate::model::Lang;

/// A word has no more forms than this; more would be a stem that means nothing.
const FORMS: usize = 60;

/// All terms.
#[derive(Debug)]
pub(super) struct Terms {
    /// In the order of JavaScript.
    pub all: Vec<Term>,
    /// For each term the numbers of the other forms of its word, ascending.
    pub forms: Vec<Vec<u32>>,
    /// Batch and term in it, of all terms.
    sources: Vec<(u32, u32)>,
}

/// A term and where it is found.
#[derive(Debug)]
pub(super) struct Term {
    pub text: String,
    /// In `Terms::sources`; nowhere for a stem that is no word itself.
    from: usize,
    to: usize,
}

impl Term {
    /// A term that stands nowhere.
    pub(super) fn nowhere(text: &str) -> Self {
        Self { text: text.to_owned(), from: 0, to: 0 }
    }
}

impl Terms {
    /// The terms of all batches.
    pub(super) fn of(batches: &[Batch], stems: &Stems<'_>) -> Self {
        let mut lexicon = Lexicon::new();
        let numbers: Vec<Vec<u32>> =
            batches.iter().map(|batch| batch.terms().iter().map(|term| lexicon.number(term).0).collect()).collect();
        let stemmed = stemmed(batches, &numbers, &lexicon, stems);
        let (sources, ends) = sources(&numbers, lexicon.len());
        let mut all: Vec<(u32, Term)> = (0..lexicon.len())
            .map(|number| {
                let from = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
                let to = ends.get(number).copied().unwrap_or(from);
                (u32::try_from(number).unwrap_or(u32::MAX), Term { text: lexicon.get(number).to_owned(), from, to })
            })
            .collect();
        // Arabic stems that are no words themselves: a reader types the word bare, and every text may have it with an article. They
        // stand nowhere, and lead to the forms of the word.
        let bare: BTreeSet<&str> =
            stemmed.iter().filter(|stem| stem.0 == Lang::Ar).map(|stem| stem.1.as_str()).collect();
        for stem in bare {
            let (number, new) = lexicon.number(stem);
            if new {
                all.push((number, Term::nowhere(stem)));
            }
        }
        all.par_sort_unstable_by(|a, b| order(&a.1.text, &b.1.text));
        let mut place = vec![0; all.len()];
        for (number, (before, _)) in (0..).zip(&all) {
            if let Some(place) = place.get_mut(*before as usize) {
                *place = number;
            }
        }
        let all: Vec<Term> = all.into_iter().map(|(_, term)| term).collect();
        let forms = forms(all.len(), stemmed, &place, &mut lexicon);
        Self { all, forms, sources }
    }

    /// Batch and number in it, for each batch that has the term.
    pub(super) fn sources(&self, term: &Term) -> &[(u32, u32)] {
        self.sources.get(term.from..term.to).unwrap_or_default()
    }
}

/// For each term, in the order of their numbers, the batches that have it, and where these end.
fn sources(numbers: &[Vec<u32>], terms: usize) -> (Vec<(u32, u32)>, Vec<usize>) {
    let mut next = vec![0_usize; terms + 1];
    for number in numbers.iter().flatten() {
        next[*number as usize + 1] += 1;
    }
    for term in 0..terms {
        next[term + 1] += next[term];
    }
    let mut sources = vec![(0, 0); next[terms]];
    for (batch, numbers) in (0..).zip(numbers) {
        for (term, number) in (0..).zip(numbers) {
            let next = &mut next[*number as usize];
            sources[*next] = (batch, term);
            *next += 1;
        }
    }
    (sources, next)
}

/// The stems of all words as they are written: language, stem, term.
fn stemmed(batches: &[Batch], numbers: &[Vec<u32>], lexicon: &Lexicon, stems: &Stems<'_>) -> Vec<(Lang, String, u32)> {
    let mut plain = vec![0_u8; lexicon.len()];
    let mut words: Vec<(u32, Lang, &str)> = Vec::new();
    for (batch, numbers) in batches.iter().zip(numbers) {
        for (langs, number) in batch.plain().iter().zip(numbers) {
            plain[*number as usize] |= langs;
        }
        let number = |term: u32| numbers.get(term as usize).copied();
        words.extend(
            batch.written().iter().filter_map(|(term, lang, form)| Some((number(*term)?, *lang, form.as_str()))),
        );
    }
    for (number, langs) in (0..).zip(&plain) {
        let spoken = Lang::ALL.into_iter().filter(|lang| langs & 1 << *lang as u8 != 0);
        words.extend(spoken.map(|lang| (number, lang, lexicon.get(number as usize))));
    }
    words.par_sort_unstable();
    words.dedup();
    let stem = |(number, lang, word): &(u32, Lang, &str)| Some((*lang, stems.stem(word, *lang)?, *number));
    words.par_iter().filter_map(stem).collect()
}

/// For each term the numbers of the other forms of its word.
fn forms(terms: usize, mut stemmed: Vec<(Lang, String, u32)>, place: &[u32], lexicon: &mut Lexicon) -> Vec<Vec<u32>> {
    let mut forms: Vec<Vec<u32>> = vec![Vec::new(); terms];
    stemmed.par_sort_unstable();
    for class in stemmed.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let mut members: Vec<u32> =
            class.iter().filter_map(|(_, _, number)| place.get(*number as usize)).copied().collect();
        if let Some((Lang::Ar, stem, _)) = class.first() {
            members.extend(place.get(lexicon.number(stem).0 as usize));
        }
        members.sort_unstable();
        members.dedup();
        if members.len() > FORMS || members.len() < 2 {
            continue;
        }
        for member in &members {
            if let Some(forms) = forms.get_mut(*member as usize) {
                forms.extend(members.iter().filter(|other| *other != member));
            }
        }
    }
    for forms in &mut forms {
        forms.sort_unstable();
        forms.dedup();
    }
    forms
}

/// The order of strings in JavaScript.
pub(super) fn order(a: &str, b: &str) -> std::cmp::Ordering {
    // Bytes and UTF-16 units agree but for characters beyond the basic plane.
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}
