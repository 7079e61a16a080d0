//! Joins a part to the text that stands before it: `resolution 60/177, annex`, `(A/66/53/Add.1 and Corr.1), chap. III`. In: a reading, its mentions,
//! a part that no text behind it owns. Out: the pinpoint of a mention before it, where nothing stands between that says otherwise. Where a part
//! stands before its text is `ahead`'s.

use std::ops::Range;

use super::{
    ahead::set,
    lexer::Sense,
    owners::{
        has_owner, has_possessive, is_before_of, is_owned_by_case, is_owner, is_stressed_of, is_thereof,
        is_within_cited, stress,
    },
    parts::{is_counted, is_volume, outermost},
    reading::Reading,
    rules::Means,
    scan::{Scan, What},
};
use crate::model::Pinpoint;

/// How many letters of a title may stand between a text and `in paragraph 9 of which`.
const FAR: usize = 120;

/// Joins a part to the mention before it: `resolution 60/177, annex`, `(A/66/53/Add.1 and Corr.1), chap. III`.
pub(super) fn backward(reading: &Reading, scan: &mut Scan, i: usize, last: usize) {
    let start = reading.sentence_start(i);
    // `resolution 46/182 and the annex thereto` is the whole and a part.
    let counted = is_counted(reading, i);
    // `including the annex thereto` is the whole, `in particular annexes I and II thereof` and `, section XI thereof` a part.
    let labelled = reading.captured(i, "label").is_some();
    let apart = || i.checked_sub(1).is_some_and(|k| reading.is_comma(k));
    let stressed = labelled && (stress(reading, i).is_some() || apart());
    if !counted && !stressed && is_thereof(reading, last) || is_printed_part(reading, i) {
        return;
    }
    let its = has_owner(reading, i) || counted && is_thereof(reading, last);
    // `القرار 70/1 والفقرة 17 من خطة عمل`: behind a conjunction begins the part of another text, unless it says that it is of this one.
    let pages = i.checked_sub(1).is_some_and(|k| reading.means(k) == Some(Means::Page));
    if reading.has_and(i) && !its && !pages {
        return;
    }
    if let Some(cited) = titled(reading, i, last).filter(|_| counted) {
        let part = outermost(reading, i, last);
        set(scan, cited, part);
        return;
    }
    let part = Part { reading, first: i, last, start, counted, labelled, its };
    let mut k = i;
    while k > start {
        k -= 1;
        if reading.loose(k, k + 1) > 4 {
            if counted && (its || has_possessive(reading, i)) {
                thereof(reading, scan, i, last);
            } else {
                behind_ibid(reading, scan, i, last);
            }
            return;
        }
        match part.before(k) {
            Before::Passed(at) => k = at,
            Before::Whole => {
                let part = outermost(reading, i, last);
                if let Some(mention) = scan.within(k..k + 1).last_mut()
                    && mention.pinpoint.is_none()
                {
                    mention.pinpoint.clone_from(&part);
                    corrected(scan, k, part.as_ref());
                }
                return;
            }
            Before::Bracket(open) => return bracketed(scan, open..k, outermost(reading, i, last).as_ref()),
            Before::Nothing => return,
        }
    }
}

/// What a token before a part is to it.
enum Before {
    /// What may stand between a text and its part, as far back as this token.
    Passed(usize),
    /// The text that it is part of.
    Whole,
    /// The end of a bracket that holds that text; it opens at this token.
    Bracket(usize),
    /// The part is of nothing that stands before.
    Nothing,
}

/// A part whose text is looked for before it.
#[derive(Clone, Copy)]
struct Part<'r, 't> {
    reading: &'r Reading<'t>,
    /// Its tokens, which are nested, and the token that its sentence begins with.
    first: usize,
    last: usize,
    start: usize,
    /// Whether it is a paragraph.
    counted: bool,
    /// Whether it has a number or a letter: `annex II`.
    labelled: bool,
    /// Whether it says that it is of what was named.
    its: bool,
}

impl Part<'_, '_> {
    /// What the token is to the part.
    fn before(self, k: usize) -> Before {
        let Self { reading, start, .. } = self;
        match reading.sense(k) {
            // `(S/2021/566) (see annex II)` is an annex of the text itself.
            Some(Sense::Open) if reading.loose(k, k + 1) > 0 => Before::Nothing,
            // `UNEP/CBD/COP/6/20, decision VI/7, annex` is of the decision, which has no target here.
            Some(Sense::Word(means)) if means.kind().is_some() && is_numbered(reading, k) => Before::Nothing,
            Some(Sense::Semicolon) if self.begins_anew(k) => Before::Nothing,
            Some(sense) if self.is_passed(k, sense) => Before::Passed(k),
            Some(Sense::QuoteClose) => reading.opening(k).map_or(Before::Nothing, Before::Passed),
            // `resolution 60/1 (the World Summit Outcome), paras. 138 and 139`.
            Some(Sense::Close) => match reading.opening(k).filter(|open| *open >= start) {
                Some(open) if holds_citation(reading, open, k) => Before::Bracket(open),
                Some(open) => Before::Passed(open),
                None => Before::Nothing,
            },
            Some(
                Sense::Number(_) | Sense::Symbol | Sense::Continuation | Sense::Integer | Sense::Word(Means::Ibid),
            ) => Before::Whole,
            _ => Before::Nothing,
        }
    }

    /// Whether what stands behind a semicolon is of another text.
    fn begins_anew(self, k: usize) -> bool {
        let reading = self.reading;
        // `…; annex III of the circular`.
        let owned = reading.means(self.last + 1) == Some(Means::Of) && !reading.tongue.noun_follows();
        // `A/HRC/17/2, part one, resolution 17/4; part two, chapter III` is of the report.
        owned || reading.means(k + 1) == Some(Means::OtherPart) && k > self.start && reading.is_number(k - 1)
    }

    /// Whether nothing but a possessive, and a preposition before it, stands between a conjunction and the part.
    fn is_of_possessive(self, and: usize) -> bool {
        let Self { reading, first, .. } = self;
        first > and + 1
            && reading.means(first - 1) == Some(Means::Possessive)
            && (and + 1..first - 1).all(|k| reading.is_preposition(k))
            && reading.loose(and, first - 1) == 0
    }

    /// Whether nothing but a word like `in particular` stands between a conjunction and the part, and nothing that owns it behind.
    fn is_stressed_behind(self, and: usize) -> bool {
        let Self { reading, first, last, .. } = self;
        let stressed =
            |word: usize| word > and && (and + 1..word).all(|k| reading.is_comma(k)) && reading.loose(and, word) == 0;
        let owned = is_before_of(reading, last) || is_owner(reading, last + 1) || is_owned_by_case(reading, last);
        stress(reading, first).is_some_and(stressed) && (is_thereof(reading, last) || !owned)
    }

    /// Whether a token may stand between a text and its part.
    fn is_passed(self, k: usize, sense: Sense) -> bool {
        let Self { reading, first: i, start, counted, labelled, its, .. } = self;
        let next = k + 1 == i;
        match sense {
            // `A/64/12, p. 5, para. 6`.
            Sense::Comma
            | Sense::Semicolon
            | Sense::Word(Means::Skip | Means::Date | Means::OtherPart | Means::Page) => true,
            // `1483 (2003), notamment son paragraphe 23`; `60/1 (paras. 138 and 139)`.
            Sense::Open => next || stress(reading, i) == Some(k + 1),
            Sense::Body(_) | Sense::ShortBody(_) => !next,
            Sense::Word(Means::Section) => is_volume(reading, k),
            // `resolution 71/1 mentioned above, para. 3`.
            Sense::Word(Means::Above) => {
                let cited = k.checked_sub(1).filter(|cited| !next && reading.loose(*cited, k) == 0);
                cited.is_some_and(|cited| reading.is_cited(cited))
            }
            Sense::Word(Means::Series) if is_volume_of_cited(reading, k) => true,
            Sense::Word(Means::Possessive) if next => true,
            Sense::Word(Means::And) => {
                // `resolution 61/89 and operative paragraphs 2 to 4 thereof`.
                its && next
                    // `resolution 79/194 and, in particular, paragraph 62 thereof`.
                    || (counted || labelled) && self.is_stressed_behind(k)
                    // `резолюцию 1718 (2006) и ее пункт 8`, `la resolución 1718 (2006) y en su párrafo 8`.
                    || counted && i - k <= 3 && self.is_of_possessive(k)
                    // `A/64/12, p. 5 and para. 6`.
                    || next && k > start && reading.means(k - 1) == Some(Means::Page)
            }
            // `résolution 2200 A (XXI) de l'Assemblée générale, annexe`.
            Sense::Word(Means::Of) if !next || its => true,
            Sense::Word(Means::Opening) if its && next => true,
            // `resolution 59/25, in particular in paragraphs 66 to 69`; `in its resolution 66/288, in paragraph 84, the Assembly decided`.
            Sense::Word(Means::Of | Means::Opening)
                if counted && (is_stressed_of(reading, k, i) || is_within_cited(reading, i, self.last)) =>
            {
                true
            }
            Sense::Word(means) => means.kind().is_some() || means == Means::Of && reading.tongue.noun_follows(),
            _ => false,
        }
    }
}

/// Whether figures that are no number stand right behind a noun.
fn is_numbered(reading: &Reading, noun: usize) -> bool {
    reading.gap(noun, noun + 1).contains(|c: char| c.is_ascii_digit()) && !reading.tongue.noun_follows()
}

/// `A/59/565 and Corr.1, para. 88`: a paragraph of a corrigendum is one of the text that it corrects, and so is one of an amendment.
fn corrected(scan: &mut Scan, k: usize, part: Option<&Pinpoint>) {
    let mut at = scan.mentions.partition_point(|mention| mention.token <= k);
    while let Some(two) = at.checked_sub(2).and_then(|from| scan.mentions.get_mut(from..at)) {
        let [before, mention] = two else { return };
        let (What::Symbol(text), What::Symbol(corrigendum)) = (&before.what, &mention.what) else { return };
        let is_corrigendum = corrigendum
            .as_str()
            .rsplit('/')
            .next()
            .is_some_and(|last| last.starts_with("Corr.") || last.starts_with("Amend."));
        let base = corrigendum.parent();
        let of_it = base.as_ref() == Some(text) || base.is_some() && base == text.parent();
        if !is_corrigendum || !of_it || mention.token - before.token > 3 || before.pinpoint.is_some() {
            return;
        }
        before.pinpoint = part.cloned();
        at -= 1;
    }
}

/// Whether a volume is of what is cited right before it: `(A/64/40), vol. I, annex III`. Other volumes are of a series.
fn is_volume_of_cited(reading: &Reading, k: usize) -> bool {
    let apart = |cited: &usize| reading.is_comma(cited + 1) && reading.is_comma(k + 1);
    let Some(cited) = k.checked_sub(2).filter(apart) else { return false };
    matches!(reading.sense(cited), Some(Sense::Symbol | Sense::Close)) && reading.loose(cited, k + 2) == 0
}

/// Whether what else is a section is printed as a document of its own: `A/64/38 (الجزء الأول)`.
fn is_printed_part(reading: &Reading, i: usize) -> bool {
    let symbol = i.checked_sub(2).filter(|k| reading.sense(k + 1) == Some(Sense::Open) && reading.loose(*k, i) == 0);
    reading.captured(i, "volume").is_some() && symbol.is_some_and(|k| reading.sense(k) == Some(Sense::Symbol))
}

/// `resolution 74/130, entitled …, in paragraph 9 of which the Assembly requested`: words of a title stand between, and nothing that is cited.
fn thereof(reading: &Reading, scan: &mut Scan, i: usize, last: usize) {
    let start = reading.sentence_start(i);
    let is_cited = |k: &usize| matches!(reading.sense(*k), Some(Sense::Number(_) | Sense::Symbol | Sense::Refused(_)));
    let Some(cited) = (start..i).rev().find(is_cited).filter(|k| reading.loose(*k, i) <= FAR) else { return };
    let apart = (cited..i).any(|k| matches!(reading.sense(k), Some(Sense::Semicolon | Sense::Word(Means::Article))));
    // `A/C.2/68/L.4/Rev.1، إن القرار المذكور في فقرته 3`: what was named since has it.
    let its = has_possessive(reading, i);
    let renamed = (its || has_owner(reading, i)) && (cited + 1..i).any(|k| reading.is_noun(k));
    // Somebody or something else has a name: `resolution 60/1 and the Rio Declaration sets out in its paragraph 4`.
    let named = |k: usize| {
        let other = matches!(reading.sense(k), Some(Sense::OtherBody | Sense::Stranger));
        other || reading.gap(k, k + 1).contains(char::is_uppercase)
    };
    let theirs = its && (cited..i).any(named);
    if !(apart || renamed || theirs)
        && let Some(mention) = scan.within(cited..cited + 1).last_mut()
    {
        mention.pinpoint = mention.pinpoint.take().or_else(|| outermost(reading, i, last));
    }
}

/// `Ibid., advisory opinion, para. 120`: words of a title stand between.
fn behind_ibid(reading: &Reading, scan: &mut Scan, i: usize, last: usize) {
    let start = reading.sentence_start(i);
    let passed = |k: &usize| !reading.is_cited(*k) && reading.sense(*k) != Some(Sense::Semicolon);
    let is_ibid = |k: &usize| reading.means(*k) == Some(Means::Ibid);
    let Some(ibid) = (start..i).rev().take_while(passed).find(is_ibid) else { return };
    let part = outermost(reading, i, last);
    if let Some(mention) = scan.within(ibid..ibid + 1).first_mut()
        && mention.pinpoint.is_none()
    {
        mention.pinpoint = part;
    }
}

/// The number or symbol whose title stands between it and a part that nothing else owns: `resolution 50/11 on multilingualism, paragraph 4`.
fn titled(reading: &Reading, i: usize, last: usize) -> Option<usize> {
    let title = reading.tongue.titled.as_ref()?;
    let comma = i.checked_sub(1).filter(|k| reading.is_comma(*k) && reading.loose(*k, i) == 0)?;
    let behind = reading.text_behind(last).trim_start().chars().next();
    let passed = |k: usize| {
        let name = reading.gap(k, k + 1).trim_start().starts_with(char::is_uppercase);
        match reading.sense(k) {
            // `resolution 60/1 on development and the Consensus, paragraph 4` is of the other.
            Some(Sense::Word(Means::And)) => !name,
            Some(Sense::Word(Means::Of | Means::Possessive | Means::Date)) => true,
            _ => reading.is_body(k),
        }
    };
    let cited = reading.nearest_before(comma, passed).filter(|k| reading.is_cited(*k))?;
    let near = reading.loose(cited, comma) <= FAR && title.is_match(reading.gap(cited, comma));
    (near && behind.is_none_or(|c| !c.is_alphanumeric())).then_some(cited)
}

/// Whether anything that can be cited stands in a bracket.
fn holds_citation(reading: &Reading, open: usize, close: usize) -> bool {
    let cited = |k| matches!(reading.sense(k), Some(Sense::Symbol | Sense::Continuation | Sense::Number(_)));
    (open..close).any(cited)
}

/// A part behind a bracket goes with every symbol in it, and with a number that stands there alone.
fn bracketed(scan: &mut Scan, bracket: Range<usize>, part: Option<&Pinpoint>) {
    let mentions = scan.within(bracket);
    let alone = mentions.len() == 1;
    for mention in mentions {
        if (alone || matches!(mention.what, What::Symbol(_))) && mention.pinpoint.is_none() {
            mention.pinpoint = part.cloned();
        }
    }
}
