//! The dictionary: which terms there are, and which are forms of one word. In: the terms in order, stems. Out: pieces of it, each a
//! list of lines. A line is the number of letters shared with the term before (base 36), how frequent the term is (base 36; `z` for a
//! common one), the rest of the term, and after a tab the distances to the other forms of its word.

use std::fmt::Write as _;

use super::{posting::Weight, term::Terms};

/// The letters of a piece before compression, about.
const PIECE: usize = 14_000;

/// The contents of the pieces, and for each its first term and that term's number.
pub(super) fn pieces(terms: &Terms, weights: &[Weight]) -> (Vec<Vec<u8>>, Vec<(String, u32)>) {
    let mut pieces: Vec<String> = Vec::new();
    let mut firsts = Vec::new();
    let mut before = "";
    for ((number, (term, forms)), weight) in (0_u32..).zip(terms.all.iter().zip(&terms.forms)).zip(weights) {
        if pieces.last().is_none_or(|piece| piece.len() > PIECE) {
            pieces.push(String::new());
            firsts.push((term.text.clone(), number));
            before = "";
        }
        let Some(piece) = pieces.last_mut() else { continue };
        let (shared, rest) = shared(before, &term.text);
        piece.push(base36(shared));
        piece.push(frequency(*weight));
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
fn frequency(term: Weight) -> char {
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
