//! Finds the paragraphs of the text itself: `paragraph 5 above`, 上文第18段, `paragraph 13 of the present resolution`, `paragraph 10`. In: a
//! reading and a part. Out: where the mention stands and its pinpoint, or nothing. Decides nothing of other documents.

use super::{
    lexer::Sense,
    owners::{behind_of, is_before_of, is_behind_any_owner, is_owned, is_owned_by_case, is_within_cited, stress},
    parts::{item, outer},
    reading::{LIST, Reading},
    rules::Means,
    runs::{conjoined, nested},
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
    let mut after = behind_of(reading, end);
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
    let alone = reading.captured(i, "bare").is_some() && i == last && reading.means(i) == Some(Means::Paragraph);
    let owned = || {
        runs_on(reading, last)
            || is_stressed_of_cited(reading, i)
            || is_numbered_otherwise(reading, i)
            || is_owned_by_case(reading, last)
            || is_owned_behind_list(reading, last)
            || is_with_owned(reading, i)
            || is_within_cited(reading, i, last)
            || is_behind_any_owner(reading, i)
    };
    alone && (is_of_present(reading, last) || !owned())
}

/// `the present resolution and, in particular, paragraphs 7 and 8 thereof`.
fn is_of_present(reading: &Reading, part: usize) -> bool {
    let mut spoken = (reading.sentence_start(part)..part).rev().take_while(|k| !reading.is_cited(*k));
    reading.means(part + 1) == Some(Means::Name) && spoken.any(|k| reading.means(k) == Some(Means::Present))
}

/// Whether a sentence goes on right behind a part with what may own it: anything but a mark that parts or a conjunction.
fn runs_on(reading: &Reading, part: usize) -> bool {
    let parts = matches!(
        reading.sense(part + 1),
        Some(Sense::Comma | Sense::Semicolon | Sense::Stop | Sense::Close | Sense::Word(Means::And)) | None
    );
    !parts && reading.loose(part, part + 1) == 0 && reading.same_sentence(part, part + 1)
}

/// `resolution 58/269 and, in particular, the paragraphs 9 to 12`.
fn is_stressed_of_cited(reading: &Reading, part: usize) -> bool {
    stress(reading, part).is_some_and(|word| (reading.sentence_start(part)..word).any(|k| reading.is_cited(k)))
}

/// `paragraph 3.4` is numbered as this archive's texts are not.
fn is_numbered_otherwise(reading: &Reading, part: usize) -> bool {
    reading.captured(part, "label").is_some_and(|label| label.contains('.'))
}

/// `paragraphs 60 to 63, and in particular paragraph 63 (d), of the Final Document`: an owner comes later.
fn is_owned_behind_list(reading: &Reading, part: usize) -> bool {
    let listed = |k: usize| {
        let means = matches!(reading.means(k), Some(Means::And | Means::Skip | Means::Range)) || reading.is_part(k);
        means || matches!(reading.sense(k), Some(Sense::Comma | Sense::Open | Sense::Close))
    };
    let mut last = part;
    while last + 1 < part + LIST && listed(last + 1) && reading.loose(last, last + 1) <= 2 {
        last += 1;
    }
    // `paragraph 8 or to the items`: what is joined by a conjunction owns nothing.
    last > part && is_owned(reading, last) && reading.means(last) != Some(Means::And)
}

/// Whether a conjunction joins a paragraph to one that has an owner: `в пункте 21 доклада Генерального секретаря … и в пункте 24`.
fn is_with_owned(reading: &Reading, i: usize) -> bool {
    let means = |k: usize, means: Means| reading.means(k) == Some(means);
    let Some(and) = i.checked_sub(2).filter(|k| means(k + 1, Means::Of) && means(*k, Means::And)) else { return false };
    let counted = |k: &usize| means(*k, Means::Paragraph);
    let Some(other) = (reading.sentence_start(i)..and).rev().find(counted) else { return false };
    is_owned_by_case(reading, other) || is_before_of(reading, other)
}

/// A mention of a paragraph of the text itself.
pub(super) fn paragraph(reading: &Reading, first: usize, end: usize, part: Pinpoint) -> Mention {
    let range = reading.range(first).start..reading.range(end).end;
    let rule = reading.rule(first).to_owned();
    Mention { what: What::This, range, token: first, group: usize::MAX, pinpoint: Some(part), rule }
}
