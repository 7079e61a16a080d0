//! Runs of parts that name one place in one text: `paragraph 2 of the annex`, `section II, paragraph 3, of`, `paragraph 3 and paragraph 5
//! of`. In: a reading and the first part. Out: where the run ends. Knows no mention and no pinpoint.

use super::{
    lexer::Sense,
    reading::{LIST, Reading},
    rules::Means,
};

/// The last part of a run `P of P of P`.
pub(super) fn nested(reading: &Reading, i: usize) -> usize {
    let mut last = i;
    for _ in 0..LIST {
        let mut next = last + 1;
        while reading.means(next) == Some(Means::Of) && reading.loose(last, next) == 0 {
            next += 1;
        }
        let joined =
            reading.is_part(next) && reading.loose(last, next) == 0 && !reading.gap(next - 1, next).contains('-');
        let joined = joined && !is_written_to_and(reading, next);
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
    let goes_on = reading.means(close + 1) == Some(Means::Of) && reading.loose(part, close + 1) == 0;
    (holds && goes_on).then_some(close)
}

/// The letter of a paragraph behind its comma, or the part itself: `par. 5, al. a)`.
pub(super) fn with_item(reading: &Reading, part: usize) -> usize {
    let item = part + 2;
    let lettered = reading.means(part) == Some(Means::Paragraph) && reading.means(item) == Some(Means::SubParagraph);
    let adjoins = reading.sense(part + 1) == Some(Sense::Comma) && reading.loose(part, item) == 0;
    if lettered && adjoins { item } else { part }
}

/// The last part of a run `P, P,` that goes on with `of`, and the token that `of` follows; `None` where there is no such run. No text
/// apposes more than a few.
pub(super) fn apposed(reading: &Reading, first: usize) -> Option<(usize, usize)> {
    let mut last = first;
    for _ in 0..4 {
        let comma = last + 1;
        if reading.sense(comma) != Some(Sense::Comma) || reading.loose(last, comma) > 0 {
            return None;
        }
        if (reading.means(comma + 1) == Some(Means::Of) || is_owner(reading, comma + 1))
            && reading.loose(comma, comma + 1) == 0
        {
            return Some((last, comma)).filter(|_| last > first);
        }
        if !reading.is_part(comma + 1) || reading.loose(comma, comma + 1) > 0 {
            return None;
        }
        last = nested(reading, comma + 1);
        if reading.means(last + 1) == Some(Means::Of) && reading.loose(last, last + 1) == 0 {
            return Some((last, last));
        }
    }
    None
}

/// Whether a noun's case alone makes it the owner of what stands before: `пункт 4, подпункт b), резолюции 63/195`.
pub(super) fn is_owner(reading: &Reading, k: usize) -> bool {
    let Some(token) = reading.tokens.get(k).filter(|_| reading.is_noun(k)) else { return false };
    let printed = reading.slice(token.range.clone());
    reading.tongue.oblique.as_ref().is_some_and(|oblique| oblique.is_match(printed))
}

/// The last of parts that a conjunction joins and that have one owner behind them: `paragraph 3 and paragraph 5 of`. What stands behind a
/// comma, an article or a number is of that.
pub(super) fn conjoined(reading: &Reading, first: usize, nested_to: usize) -> Option<usize> {
    let owned = first.checked_sub(1).is_some_and(|before| {
        let means = matches!(reading.means(before), Some(Means::Article | Means::Ibid | Means::Possessive));
        let cited = matches!(
            reading.sense(before),
            Some(
                Sense::Comma
                    | Sense::Open
                    | Sense::Close
                    | Sense::QuoteClose
                    | Sense::Symbol
                    | Sense::Number(_)
                    | Sense::OtherBody
            )
        );
        (means || cited) && reading.loose(before, first) == 0
    });
    let owned = owned || is_of_number_before(reading, first);
    // Of many the last alone has the conjunction: `le paragraphe 1, le paragraphe 9 et l'annexe de`.
    let (mut last, mut joined_to) = (nested_to, nested_to);
    for _ in 0..4 {
        let mut k = last + 1;
        // `وفي الفقرة 11`.
        let opens = |k: usize| reading.means(k) == Some(Means::Opening) && is_written_to_and(reading, k);
        let passed = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And | Means::Of)));
        while (passed(k) || opens(k)) && k < last + 5 {
            k += 1;
        }
        let conjoins = |k: usize| reading.means(k) == Some(Means::And) || opens(k);
        let joins = is_written_to_and(reading, k) || (last + 1..k).any(conjoins);
        let begins = !matches!(reading.means(last + 1), Some(Means::Of));
        let listed = k == last + 2 && reading.sense(last + 1) == Some(Sense::Comma);
        if !(joins || listed) || !begins || !reading.is_part(k) || !adjoins(reading, last, k) {
            break;
        }
        last = nested(reading, k);
        joined_to = if joins { last } else { joined_to };
    }
    (joined_to > nested_to && !owned && !reading.tongue.noun_follows()).then_some(joined_to)
}

/// Whether a part is of the number before the comma or the word like `in particular` that it stands behind: `la résolution 1267 (1999), le paragraphe
/// 4 et le paragraphe 8 de la résolution 1333 (2000)`.
fn is_of_number_before(reading: &Reading, first: usize) -> bool {
    let is_comma = |k: &usize| reading.sense(*k) == Some(Sense::Comma);
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
        None => {
            let end = reading.tokens.get(last).map_or(0, |token| token.range.end);
            !reading.slice(end..reading.folded.text.len()).contains(char::is_alphanumeric)
        }
        // `paragraph 63 (d), of the Final Document`.
        Some(Sense::Comma) => {
            let owned = reading.means(next + 1) == Some(Means::Of) && reading.loose(next, next + 1) == 0;
            reading.loose(last, next) == 0 && !owned
        }
        Some(Sense::Semicolon | Sense::Stop | Sense::Close | Sense::Word(Means::And)) => reading.loose(last, next) == 0,
        _ => false,
    }
}

/// Whether nothing but tokens, and an article before the second of the two, stands between a token and a part.
fn adjoins(reading: &Reading, from: usize, part: usize) -> bool {
    let article = reading.tongue.article.is_match(reading.gap(part - 1, part).trim());
    reading.loose(from, part - 1) == 0 && article && reading.loose(part - 1, part) <= 3
}

/// Whether the Arabic و is written to a word: `الفقرة 3 والفقرة 5 من`.
pub(super) fn is_written_to_and(reading: &Reading, k: usize) -> bool {
    reading.tokens.get(k).is_some_and(|token| reading.slice(token.range.clone()).starts_with('و'))
}
