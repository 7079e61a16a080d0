//! The dictionary: which terms there are, and which are forms of one word. In: the terms in order, stems. Out: pieces of it, each a
//! list of lines. A line is the number of letters shared with the term before (base 36), how frequent the term is (base 36; `z` for a
//! common one), the rest of the term, and after a tab the distances to the other forms of its word.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{
    batch::Batch,
    posting::{Term, order},
};
use crate::model::Lang;

/// The letters of a piece before compression, about.
const PIECE: usize = 14_000;

/// A word has no more forms than this; more would be a stem that means nothing.
const FORMS: usize = 60;

/// Adds the stems of Arabic words that are no words themselves: a reader types the word bare, and every text may have it with an article.
/// They stand nowhere, and lead to the forms of the word.
pub(super) fn with_stems(terms: Vec<Term>, batches: &[Batch]) -> Vec<Term> {
    let stems: BTreeSet<&str> = batches
        .iter()
        .flat_map(|batch| &batch.stems)
        .filter(|(_, lang, _)| *lang == Lang::Ar)
        .map(|(_, _, stem)| stem.as_str())
        .filter(|stem| terms.binary_search_by(|term| order(&term.text, stem)).is_err())
        .collect();
    let mut all = terms;
    all.extend(stems.into_iter().map(Term::bare));
    all.sort_by(|a, b| order(&a.text, &b.text));
    all
}

/// For each term the numbers of the other forms of its word.
pub(super) fn forms(terms: &[Term], batches: &[Batch]) -> Vec<Vec<u32>> {
    let mut classes: BTreeMap<(Lang, &str), Vec<u32>> = BTreeMap::new();
    for batch in batches {
        for (term, lang, stem) in &batch.stems {
            let text = batch.terms.get(*term as usize);
            if let Ok(number) = terms.binary_search_by(|term| order(&term.text, text)) {
                classes.entry((*lang, stem)).or_default().push(u32::try_from(number).unwrap_or(u32::MAX));
            }
            if *lang == Lang::Ar
                && let Ok(number) = terms.binary_search_by(|term| order(&term.text, stem))
            {
                classes.entry((*lang, stem)).or_default().push(u32::try_from(number).unwrap_or(u32::MAX));
            }
        }
    }
    let mut forms: Vec<Vec<u32>> = vec![Vec::new(); terms.len()];
    for members in classes.into_values() {
        let mut members = members;
        members.sort_unstable();
        members.dedup();
        if members.len() > FORMS {
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

/// The contents of the pieces, and for each its first term and that term's number.
pub(super) fn pieces(terms: &[Term], forms: &[Vec<u32>]) -> (Vec<Vec<u8>>, Vec<(String, u32)>) {
    let mut pieces: Vec<String> = Vec::new();
    let mut firsts = Vec::new();
    let mut before = "";
    for (number, (term, forms)) in (0_u32..).zip(terms.iter().zip(forms)) {
        if pieces.last().is_none_or(|piece| piece.len() > PIECE) {
            pieces.push(String::new());
            firsts.push((term.text.clone(), number));
            before = "";
        }
        let Some(piece) = pieces.last_mut() else { continue };
        let (shared, rest) = shared(before, &term.text);
        piece.push(base36(shared));
        piece.push(frequency(term));
        piece.push_str(rest);
        for (i, form) in forms.iter().enumerate() {
            let sign = if i == 0 { '\t' } else { ',' };
            let distance = i64::from(*form) - i64::from(number);
            // Writing to a string cannot fail.
            let _ = write!(piece, "{sign}{distance}");
        }
        piece.push('\n');
        before = &term.text;
    }
    (pieces.into_iter().map(String::into_bytes).collect(), firsts)
}

/// How many UTF-16 units two terms share at their beginning, up to 35, and the rest of the second.
fn shared<'a>(before: &str, term: &'a str) -> (usize, &'a str) {
    let mut units = 0;
    for ((offset, c), other) in term.char_indices().zip(before.chars()) {
        if c != other || units + c.len_utf16() > 35 {
            return (units, &term[offset..]);
        }
        units += c.len_utf16();
    }
    let bytes: usize = term.chars().zip(before.chars()).map(|(c, _)| c.len_utf8()).sum();
    (units, &term[bytes..])
}

/// How frequent a term is, in steps of a half.
fn frequency(term: &Term) -> char {
    if term.common {
        return 'z';
    }
    let mut steps = 0;
    let mut reached = 1_u64;
    while reached < u64::from(term.frequency) && steps < 34 {
        reached += reached.div_ceil(2);
        steps += 1;
    }
    base36(steps)
}

fn base36(number: usize) -> char {
    u32::try_from(number).ok().and_then(|number| char::from_digit(number, 36)).unwrap_or('y')
}
