//! Finds the paragraphs of the text itself: `paragraph 5 above`, 上文第18段, `paragraph 13 of the present resolution`, `paragraph 10`. In: a
//! reading and a part. Out: where the mention stands and its pinpoint, or nothing. Decides nothing of other documents.

use super::{
    behind::{is_stressed_of, is_within_cited, stress},
    lexer::Sense,
    parts::{item, outer},
    reading::{LIST, Reading},
    rules::Means,
    runs::{conjoined, is_before_of, is_owner, nested},
    scan::{Mention, What},
};
use crate::model::{ParagraphNumber, Pinpoint};

/// Whether paragraphs that the text gives no owner are its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// In running text they are, up to the last there is: `as outlined in paragraph 129 of the annual report` in a draft of ten. Of a text
    /// without numbered paragraphs nobody knows.
    Paragraphs(Option<u32>),
    /// In notes they go with an ibid. or a title.
    Nothing,
}

impl Own {
    /// Whether a part that nothing owns is the text's own.
    fn takes(self, part: &Pinpoint) -> bool {
        match (self, part) {
            (Self::Paragraphs(Some(reach)), Pinpoint::Paragraph(number, _)) => {
                outer_number(number).is_none_or(|number| number <= reach)
            }
            (Self::Paragraphs(_), _) => true,
            (Self::Nothing, _) => false,
        }
    }
}

/// The number of the outer paragraph: 75 of `75.3`.
pub(super) fn outer_number(number: &ParagraphNumber) -> Option<u32> {
    number.as_str().split('.').next()?.parse().ok()
}

/// A paragraph of the same text: `paragraph 5 above`, 上文第18段, `paragraph 13 of the present resolution`, `paragraph 10`. Returns
/// the first and last token and the pinpoint.
pub(super) fn internal(
    reading: &Reading,
    i: usize,
    own: Own,
    current: Option<&ParagraphNumber>,
) -> Option<(usize, usize, Pinpoint)> {
    let last = nested(reading, i);
    let part = if reading.means(last) == Some(Means::SubParagraph) {
        Pinpoint::Paragraph(current?.clone(), item(reading, i))
    } else {
        outer(reading, i, last).filter(|part| matches!(part, Pinpoint::Paragraph(..)))?
    };
    let tight = |a: usize, b: usize| reading.loose(a, b) == 0;
    if let Some(before) = i.checked_sub(1)
        && matches!(reading.means(before), Some(Means::Above | Means::Present))
        && reading.tongue.noun_follows()
        && tight(before, i)
    {
        return Some((before, last, part));
    }
    // `voir plus haut, par. 12`.
    let ahead = |k: usize| reading.captured(k, "ahead").is_some();
    if i.checked_sub(1).is_some_and(|before| ahead(before) && tight(before, i)) {
        return Some((i, last, part));
    }
    // Where the noun comes last, `above` stands before.
    if reading.tongue.noun_follows() {
        return (own.takes(&part) && is_own(reading, i, last)).then_some((i, last, part));
    }
    // `подпункте b) пункта 7 и пункте 12 выше`: the first of the two counts.
    let end = conjoined(reading, i, last).filter(|_| last > i).unwrap_or(last);
    let mut after = end + 1;
    while matches!(reading.means(after), Some(Means::Of)) && tight(end, after) {
        after += 1;
    }
    if after == end + 1 && reading.is_comma(after) && reading.means(after + 1) == Some(Means::Above) {
        after += 1;
    }
    if matches!(reading.means(after), Some(Means::Above | Means::Present)) && tight(end, after) && !ahead(after) {
        return Some((i, after, part));
    }
    (own.takes(&part) && is_own(reading, i, last)).then_some((i, last, part))
}

/// Whether a paragraph stands alone: neither of an article nor of anything named before or after it.
fn is_own(reading: &Reading, i: usize, last: usize) -> bool {
    if reading.captured(i, "bare").is_none() || i != last || reading.means(i) != Some(Means::Paragraph) {
        return false;
    }
    let next = reading.sense(last + 1);
    // `the present resolution and, in particular, paragraphs 7 and 8 thereof`.
    let cited = |k: &usize| reading.is_cited(*k);
    let mut spoken = (reading.sentence_start(i)..i).rev().take_while(|k| !cited(k));
    if reading.means(last + 1) == Some(Means::Name) && spoken.any(|k| reading.means(k) == Some(Means::Present)) {
        return true;
    }
    let touches = reading.loose(last, last + 1) == 0 && reading.same_sentence(last, last + 1);
    if touches
        && !matches!(
            next,
            Some(Sense::Comma | Sense::Semicolon | Sense::Stop | Sense::Close | Sense::Word(Means::And)) | None
        )
    {
        return false;
    }
    // `resolution 58/269 and, in particular, the paragraphs 9 to 12`.
    if stress(reading, i).is_some_and(|word| (reading.sentence_start(i)..word).any(|k| cited(&k))) {
        return false;
    }
    // `paragraph 3.4` is numbered as this archive's texts are not.
    let dotted = reading.captured(i, "label").is_some_and(|label| label.contains('.'));
    if dotted || is_owned_by_case(reading, last) {
        return false;
    }
    // `paragraphs 60 to 63, and in particular paragraph 63 (d), of the Final Document`: an owner comes later.
    let listed = |k: usize| {
        let means = matches!(reading.means(k), Some(Means::And | Means::Skip | Means::Range)) || reading.is_part(k);
        means || matches!(reading.sense(k), Some(Sense::Comma | Sense::Open | Sense::Close))
    };
    let mut k = last + 1;
    while k < last + LIST && listed(k) && reading.loose(k - 1, k) <= 2 {
        k += 1;
    }
    let joined = (reading.means(k) == Some(Means::Of) || is_owner(reading, k)) && reading.loose(k - 1, k) == 0;
    // `paragraph 8 or to the items`: what is joined by a conjunction owns nothing.
    if k > last + 1 && joined && reading.means(k - 1) != Some(Means::And) {
        return false;
    }
    // `article 1, paragraph 2`, `its paragraph 133`, `in particular paragraph 15` belong to what is named before.
    let before = i.checked_sub(1).filter(|k| reading.same_sentence(*k, i));
    let owned = |k: usize| match reading.sense(k) {
        Some(
            Sense::Comma
            | Sense::Close
            | Sense::QuoteClose
            | Sense::Number(_)
            | Sense::Symbol
            | Sense::OtherBody
            | Sense::Word(
                Means::Article
                | Means::Possessive
                | Means::Series
                | Means::Name
                | Means::Ibid
                | Means::Skip
                | Means::Date
                | Means::And,
            ),
        ) => true,
        _ => reading.is_part(k),
    };
    if is_with_owned(reading, i) || is_within_cited(reading, i, last) {
        return false;
    }
    let before = before.map(|k| if is_stressed_of(reading, k, i) { k - 1 } else { k });
    // `article 7 (paragraph 2)`: a bracket is of what it stands behind.
    let before = before.map(|k| if reading.sense(k) == Some(Sense::Open) { k.saturating_sub(1) } else { k });
    !before.is_some_and(|k| reading.loose(k, i) == 0 && owned(k))
}

/// Whether a conjunction joins a paragraph to one that has an owner: `в пункте 21 доклада Генерального секретаря … и в пункте 24`.
fn is_with_owned(reading: &Reading, i: usize) -> bool {
    let means = |k: usize, means: Means| reading.means(k) == Some(means);
    let Some(and) = i.checked_sub(2).filter(|k| means(k + 1, Means::Of) && means(*k, Means::And)) else { return false };
    let counted = |k: &usize| means(*k, Means::Paragraph);
    let Some(other) = (reading.sentence_start(i)..and).rev().find(counted) else { return false };
    is_owned_by_case(reading, other) || is_before_of(reading, other)
}

/// Whether the word right behind a part owns it, as case alone tells: `в пункте 3 письма`.
pub(super) fn is_owned_by_case(reading: &Reading, part: usize) -> bool {
    let behind = reading.text_behind(part).strip_prefix(' ');
    let word = behind.and_then(|behind| behind.split(|c: char| !c.is_alphabetic()).next());
    reading.tongue.owner.as_ref().zip(word).is_some_and(|(owner, word)| owner.is_match(word))
}

/// A mention of a paragraph of the text itself.
pub(super) fn paragraph(reading: &Reading, first: usize, end: usize, part: Pinpoint) -> Mention {
    let range = reading.tokens[first].range.start..reading.tokens[end].range.end;
    let rule = reading.rule(first).to_owned();
    Mention { what: What::This, range, token: first, group: usize::MAX, pinpoint: Some(part), rule }
}
