//! Runs of parts that name one place in one text: `paragraph 2 of the annex`, `section II, paragraph 3, of`, `paragraph 3 and paragraph 5
//! of`. In: a reading and the first part. Out: where the run ends. Knows no mention and no pinpoint.

use super::{
    lexer::Sense,
    owners::{behind_of, is_before_of, is_behind_owner, is_owned},
    reading::{ARTICLE, LIST, Reading},
    rules::Means,
};

/// The last part of a run `P of P of P`; a possessive may stand before one: `sub-paragraph (e) of its paragraph 7`.
pub(super) fn nested(reading: &Reading, i: usize) -> usize {
    let mut last = i;
    for _ in 0..LIST {
        let of = behind_of(reading, last);
        let next = of + usize::from(reading.means(of) == Some(Means::Possessive));
        let joined =
            reading.is_part(next) && reading.loose(last, next) == 0 && !reading.gap(next - 1, next).contains('-');
        let joined = joined && !reading.has_and(next);
        if !joined {
            return last;
        }
        last = next;
    }
    last
}

/// The bracket behind a part that holds parts of it and nothing else, which goes on with `of`: `section II (paras. 3 and 4) of`.
pub(super) fn bracketed(reading: &Reading, part: usize) -> Option<usize> {
    let open = Some(part + 1).filter(|open| reading.sense(*open) == Some(Sense::Open))?;
    let inner = |k: &usize| reading.is_part(*k) || reading.is_comma(*k);
    let close = (open + 1..part + LIST).find(|k| !inner(k))?;
    let holds = close > open + 1 && reading.sense(close) == Some(Sense::Close);
    (holds && is_before_of(reading, close) && reading.loose(part, close) == 0).then_some(close)
}

/// The letter of a paragraph behind its comma, or the part itself: `par. 5, al. a)`.
pub(super) fn with_item(reading: &Reading, part: usize) -> usize {
    let item = part + 2;
    let lettered = reading.means(part) == Some(Means::Paragraph) && reading.means(item) == Some(Means::SubParagraph);
    let adjoins = reading.is_comma(part + 1) && reading.loose(part, item) == 0;
    if lettered && adjoins { item } else { part }
}

/// The last part of a run `P, P,` that goes on with `of`, and the token that `of` follows; `None` where there is no such run. No text
/// apposes more than a few.
pub(super) fn apposed(reading: &Reading, first: usize) -> Option<(usize, usize)> {
    let mut last = first;
    for _ in 0..4 {
        let comma = last + 1;
        if !reading.is_comma(comma) || reading.loose(last, comma) > 0 {
            return None;
        }
        if is_owned(reading, comma) {
            return Some((last, comma)).filter(|_| last > first);
        }
        if !reading.is_part(comma + 1) || reading.loose(comma, comma + 1) > 0 {
            return None;
        }
        last = nested(reading, comma + 1);
        if is_before_of(reading, last) {
            return Some((last, last));
        }
    }
    None
}

/// The last of parts that a conjunction joins and that have one owner behind them: `paragraph 3 and paragraph 5 of`. What stands behind a
/// comma, an article or a number is of that.
pub(super) fn conjoined(reading: &Reading, first: usize, nested_to: usize) -> Option<usize> {
    // Of many the last alone has the conjunction: `le paragraphe 1, le paragraphe 9 et l'annexe de`.
    let (mut last, mut joined_to) = (nested_to, nested_to);
    for _ in 0..4 {
        let mut k = last + 1;
        // `وفي الفقرة 11`.
        let opens = |k: usize| reading.means(k) == Some(Means::Opening) && reading.has_and(k);
        let passed = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And | Means::Of)));
        while (passed(k) || opens(k)) && k < last + 5 {
            k += 1;
        }
        let conjoins = |k: usize| reading.means(k) == Some(Means::And) || opens(k);
        let joins = reading.has_and(k) || (last + 1..k).any(conjoins);
        let begins = !matches!(reading.means(last + 1), Some(Means::Of));
        let listed = k == last + 2 && reading.is_comma(last + 1);
        if !(joins || listed) || !begins || !reading.is_part(k) || !adjoins(reading, last, k) {
            break;
        }
        last = nested(reading, k);
        joined_to = if joins { last } else { joined_to };
    }
    let owned = is_behind_owner(reading, first) || is_of_number_before(reading, first);
    (joined_to > nested_to && !owned && !reading.tongue.noun_follows()).then_some(joined_to)
}

/// Whether a part is of the number before the comma or the word like `in particular` that it stands behind: `la résolution 1267 (1999), le paragraphe
/// 4 et le paragraphe 8 de la résolution 1333 (2000)`.
fn is_of_number_before(reading: &Reading, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    let stressed = reading.means(before) == Some(Means::Skip);
    let comma =
        if stressed { before.checked_sub(1).filter(|k| reading.is_comma(*k)).unwrap_or(before) } else { before };
    let number = comma.checked_sub(1).filter(|_| stressed || reading.is_comma(before));
    number.is_some_and(|number| {
        let dated = matches!(reading.sense(number), Some(Sense::Symbol | Sense::Number(_) | Sense::Word(Means::Date)));
        dated && adjoins(reading, number, first)
    })
}

/// Whether nothing but tokens, and an article before the second of the two, stands between a token and a part.
fn adjoins(reading: &Reading, from: usize, part: usize) -> bool {
    let article = reading.adjoin_by_article(part - 1, part) && reading.loose(part - 1, part) <= ARTICLE;
    reading.loose(from, part - 1) == 0 && article
}
