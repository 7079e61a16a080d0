//! Runs of parts that name one place in one text: `paragraph 2 of the annex`, `section II, paragraph 3, of`, `paragraph 3 and paragraph 5
//! of`. In: a reading and the first part. Out: where the run ends. Knows no mention and no pinpoint.

use super::{
    lexer::Sense,
    reading::{ARTICLE, LIST, Reading},
    rules::Means,
};

/// The last part of a run `P of P of P`.
pub(super) fn nested(reading: &Reading, i: usize) -> usize {
    let mut last = i;
    for _ in 0..LIST {
        let mut next = last + 1;
        while is_before_of(reading, next - 1) {
            next += 1;
        }
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
    let inner = |k: &usize| reading.is_part(*k) || matches!(reading.sense(*k), Some(Sense::Comma));
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

/// Whether a preposition stands right behind a token.
pub(super) fn is_before_of(reading: &Reading, k: usize) -> bool {
    reading.means(k + 1) == Some(Means::Of) && reading.loose(k, k + 1) == 0
}

/// Whether what owns a part stands right behind a token, by a preposition or by its case.
pub(super) fn is_owned(reading: &Reading, k: usize) -> bool {
    is_before_of(reading, k) || is_owner(reading, k + 1) && reading.loose(k, k + 1) == 0
}

/// Whether a noun's case alone makes it the owner of what stands before: `пункт 4, подпункт b), резолюции 63/195`.
pub(super) fn is_owner(reading: &Reading, k: usize) -> bool {
    let oblique = reading.tongue.oblique.as_ref();
    reading.is_noun(k) && oblique.is_some_and(|oblique| oblique.is_match(reading.printed(k)))
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

/// Whether a part stands right behind what may own it: `article 7, paragraph 2 and paragraph 3 of`, `its paragraph 5`.
fn is_behind_owner(reading: &Reading, part: usize) -> bool {
    let Some(before) = part.checked_sub(1).filter(|before| reading.loose(*before, part) == 0) else { return false };
    let means = matches!(reading.means(before), Some(Means::Article | Means::Ibid | Means::Possessive));
    let marks = matches!(reading.sense(before), Some(Sense::Comma | Sense::Open | Sense::Close | Sense::QuoteClose));
    means || marks || reading.is_cited(before) || reading.sense(before) == Some(Sense::OtherBody)
}

/// Whether a part is of the number before the comma or the word like `in particular` that it stands behind: `la résolution 1267 (1999), le paragraphe
/// 4 et le paragraphe 8 de la résolution 1333 (2000)`.
fn is_of_number_before(reading: &Reading, first: usize) -> bool {
    let is_comma = |k: &usize| reading.is_comma(*k);
    let Some(before) = first.checked_sub(1) else { return false };
    let stressed = reading.means(before) == Some(Means::Skip);
    let comma = if stressed { before.checked_sub(1).filter(is_comma).unwrap_or(before) } else { before };
    let number = comma.checked_sub(1).filter(|_| stressed || is_comma(&before));
    number.is_some_and(|number| {
        let dated = matches!(reading.sense(number), Some(Sense::Symbol | Sense::Number(_) | Sense::Word(Means::Date)));
        dated && adjoins(reading, number, first)
    })
}

/// Whether a clause ends behind a part, so that nothing there owns it.
pub(super) fn ends_clause(reading: &Reading, last: usize) -> bool {
    let next = last + 1;
    match reading.sense(next) {
        None => !reading.text_behind(last).contains(char::is_alphanumeric),
        // `paragraph 63 (d), of the Final Document`.
        Some(Sense::Comma) => reading.loose(last, next) == 0 && !is_before_of(reading, next),
        Some(Sense::Semicolon | Sense::Stop | Sense::Close | Sense::Word(Means::And)) => reading.loose(last, next) == 0,
        _ => false,
    }
}

/// Whether nothing but tokens, and an article before the second of the two, stands between a token and a part.
fn adjoins(reading: &Reading, from: usize, part: usize) -> bool {
    let article = reading.is_article(part - 1, part) && reading.loose(part - 1, part) <= ARTICLE;
    reading.loose(from, part - 1) == 0 && article
}
