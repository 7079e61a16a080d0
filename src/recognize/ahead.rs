//! Joins a part to what is named behind it: `paragraph 13 of General Assembly resolution 63/195`. In: a reading, its mentions and the last token
//! of the part. Out: whether a mention behind it has the part, which it then has. Never looks before the part; that is `behind`.

use super::{lexer::Sense, owners::is_owned_by_case, reading::Reading, rules::Means, scan::Scan};
use crate::model::Pinpoint;

/// How many tokens may stand between a part and the bracket with the symbol of what it is part of.
const NEAR: usize = 8;

/// How many characters may tell what is in the annex of what is named behind them.
const CLAUSE: usize = 60;

/// How many unknown words may describe a text that its number names: `paragraph 3 of the above-mentioned landmark resolution 60/1`.
const NAMELESS: usize = 3;

/// What was named on the way from a part to a mention behind it.
#[derive(Default)]
struct Way {
    /// Whether a word like `of` stands right behind the part, so that something behind it owns the part.
    through_of: bool,
    /// The noun that was named last.
    noun: Option<usize>,
    /// Whether somebody's report or another instrument was named: a number behind it is of something else.
    ended: bool,
}

/// Joins a part to the mention after it: `paragraph 13 of General Assembly resolution 63/195`.
pub(super) fn forward(reading: &Reading, scan: &mut Scan, last: usize, outer: Option<Pinpoint>) -> bool {
    if is_label(reading, last) {
        return false;
    }
    let mut way = Way { through_of: is_of_bracketed(reading, last), ..Way::default() };
    for k in last + 1..reading.sentence_end(last) {
        let loose = reading.loose(last, k);
        // `Chapter VII of the Charter pursuant to resolution 232 (1966)`: what has a name of its own is no resolution.
        let named =
            way.through_of && k == last + 2 && reading.gap(k - 1, k).trim_start().starts_with(char::is_uppercase);
        way.ended |= named || words(reading.gap(k - 1, k)) > NAMELESS;
        let own = match reading.sense(k) {
            Some(Sense::Number(_)) if way.noun.is_some() || loose == 0 => {
                let titled = way.through_of && loose <= 140 && is_bracketed_alone(reading, k);
                loose <= 24 && !way.ended || titled
            }
            Some(Sense::Symbol) => {
                let bracketed = reading.sense(k - 1) == Some(Sense::Open) && way.through_of && loose <= 140;
                // `paragraph 5 of that resolution is reflected in S/2015/10`.
                let parted = way.noun.is_some_and(|noun| reading.loose(noun, k) > 0);
                let near = way.through_of && loose <= 14 && !parted;
                bracketed || near || loose == 0 && !reading.gap(k - 1, k).contains('-')
            }
            _ if passes(reading, last, k, &mut way) => continue,
            _ => return false,
        };
        return own && (has_part_of_its_own(reading, k, last) || set(scan, k, outer));
    }
    false
}

/// Joins an annex to the number behind a clause that tells what is in it: 其附件载有《宣言》的第2373(XXII)号决议.
pub(super) fn behind_clause(reading: &Reading, scan: &mut Scan, annex: usize) -> bool {
    for k in annex + 1..reading.sentence_end(annex) {
        if reading.quote(k) > Some(annex) || matches!(reading.sense(k), Some(Sense::QuoteOpen | Sense::QuoteClose)) {
            continue;
        }
        match reading.sense(k) {
            Some(Sense::Number(_)) => {
                // `的大会第2373(XXII)号决议`.
                let of = if reading.is_body(k - 1) { k - 2 } else { k - 1 };
                let closes = reading.means(of) == Some(Means::Of) && reading.loose(of, k) == 0;
                return closes && of > annex + 1 && set(scan, k, Some(Pinpoint::Annex(None)));
            }
            _ if reading.is_body(k) => {}
            Some(Sense::Word(Means::Of | Means::And)) if reading.loose(annex, k) <= CLAUSE => {}
            _ => return false,
        }
    }
    false
}

/// Whether a part may be of something behind a token, which is noted.
fn passes(reading: &Reading, part: usize, k: usize, way: &mut Way) -> bool {
    let loose = reading.loose(part, k);
    match reading.sense(k) {
        _ if way.through_of && is_note_mark(reading, k) => {}
        Some(Sense::Word(Means::Of | Means::Range | Means::Skip)) => way.through_of |= loose == 0,
        Some(Sense::Word(means)) if means.kind().is_some() => {
            // `paragraph 7 of that resolution terminated resolution 1696 (2006)` is of the first.
            if way.noun.is_some_and(|noun| reading.loose(noun, k) > 0) {
                return false;
            }
            way.noun = Some(k);
        }
        // `пункт 13 своего доклада (A/77/767)`: a possessive right behind a part owns it; `párrafo 13 de su informe anterior (A/77/767)`.
        Some(Sense::Word(Means::Possessive)) if k == part + 1 && loose == 0 => way.through_of = true,
        // `párrafo 18 de sus anteriores observaciones (A/63/1)`.
        Some(Sense::Word(Means::Above))
            if way.through_of && (loose > 0 || reading.means(k - 1) == Some(Means::Possessive)) => {}
        Some(
            Sense::Word(Means::Possessive | Means::Date | Means::Name)
            | Sense::Body(_)
            | Sense::ShortBody(_)
            | Sense::OtherBody,
        ) => {}
        // `paragraph 34 of the report of the Advisory Committee (A/75/822)`, `paragraph 14 of Supplement No. 10 (A/66/10)`.
        Some(Sense::Stranger | Sense::Word(Means::Series)) if way.through_of => way.ended = true,
        // `paragraph 9 of its general comment No. 2 (2007) on article 2 (CAT/C/GC/2)`.
        Some(Sense::Number(_) | Sense::Word(Means::Article)) if way.through_of && loose > 0 => way.ended = true,
        Some(Sense::Integer) if way.through_of && matches!(reading.means(k - 1), Some(Means::Skip | Means::Series)) => {
            way.ended = true;
        }
        // `paragraph 9 of the Monterrey Consensus and resolution 63/225`: what the part is of ends before the conjunction.
        Some(Sense::Word(Means::And)) if way.through_of => way.ended |= loose > 0,
        Some(Sense::Open) if way.through_of => {}
        _ => return false,
    }
    true
}

/// Whether a part's label heads what stands behind it, and is no part of that: `Annex I. Resolution 60/1`, `Annex B — Resolution 1988 (2011)`.
fn is_label(reading: &Reading, part: usize) -> bool {
    let gap = reading.gap(part, part + 1);
    let behind = gap.trim_start_matches(' ');
    behind.starts_with([':', '.']) || gap.starts_with(" -") && behind[1..].starts_with(' ')
}

/// Whether a token is of the mark of a note, left in brackets behind a word: `the Advisory Committee[3] (A/66/7/Add.12)`.
fn is_note_mark(reading: &Reading, k: usize) -> bool {
    let Some(open) = (k.saturating_sub(2)..=k).find(|open| reading.sense(*open) == Some(Sense::Open)) else {
        return false;
    };
    let figures = usize::from(reading.sense(open + 1) == Some(Sense::Integer));
    let close = open + 1 + figures;
    let before =
        reading.tokens.get(open).and_then(|token| reading.folded.text[..token.range.start].chars().next_back());
    k <= close
        && reading.sense(close) == Some(Sense::Close)
        && reading.loose(open, close) == 0
        && before.is_some_and(char::is_alphabetic)
}

/// Whether nothing but names and words in the case of an owner stands between a part and the bracket behind it: `пункт 8 предыдущих
/// заключительных замечаний (CERD/C/RUS/CO/20-22)`.
fn is_of_bracketed(reading: &Reading, part: usize) -> bool {
    let Some(owner) = reading.tongue.owner.as_ref().filter(|_| is_owned_by_case(reading, part)) else { return false };
    let is_name = |k: usize| reading.is_body(k) || reading.sense(k) == Some(Sense::OtherBody);
    let owns = |text: &str| text.split(' ').filter(|word| !word.is_empty()).all(|word| owner.is_match(word));
    let counts = |k: usize| {
        let word = reading.printed(k).split(' ').next();
        word.is_some_and(|word| owner.is_match(word))
    };
    for k in part + 1..(part + NEAR).min(reading.sentence_end(part)) {
        if !owns(reading.gap(k - 1, k)) {
            return false;
        }
        match reading.sense(k) {
            _ if is_note_mark(reading, k) => {}
            Some(Sense::Open) => return true,
            // `пункт 139 Итогового документа Всемирного саммита 2005 года (резолюция 60/1)`.
            // `пункты 8 и 9 общей рекомендации № 28 (CEDAW/C/GC/28)`, `пункт 14 Дополнения № 10 (A/66/10)`.
            Some(Sense::Word(Means::Date | Means::Of | Means::Range | Means::Skip)) if reading.loose(part, k) > 0 => {}
            Some(Sense::Integer) if matches!(reading.means(k - 1), Some(Means::Skip | Means::Series)) => {}
            Some(Sense::Word(Means::Series)) if counts(k) => {}
            _ if is_name(k) || owns(reading.printed(k)) => {}
            _ => return false,
        }
    }
    false
}

/// How many words a text tells.
fn words(gap: &str) -> usize {
    gap.split(' ').filter(|word| word.contains(char::is_alphabetic)).count()
}

/// Whether a number stands in a bracket with nothing but noun and body, and no part of its own: `of the World Summit Outcome (General
/// Assembly resolution 60/1)`.
fn is_bracketed_alone(reading: &Reading, number: usize) -> bool {
    let Some(open) = reading.bracket(number) else { return false };
    let owns = |k: &usize| reading.is_noun(*k) || reading.is_body(*k) || reading.means(*k) == Some(Means::Of);
    let close = (number + 1..number + 4).take_while(owns).count();
    (open + 1..number).all(|k| owns(&k))
        && reading.loose(open, number) == 0
        && reading.sense(number + 1 + close) == Some(Sense::Close)
}

/// Whether the part that is cited stands with a mention in a bracket, and the one before the bracket is within it: `paragraphs 33 to 36 of the
/// Political Declaration (E/2009/28, chap. I)`.
fn has_part_of_its_own(reading: &Reading, k: usize, part: usize) -> bool {
    // `(A/520/Rev.15 and Amend.1 and 2, annex IV)`, `(resolution 65/230 of the General Assembly, annex)`.
    let passed = |k: &usize| match reading.sense(*k) {
        Some(Sense::Word(means)) => matches!(means, Means::And | Means::Of | Means::Date),
        Some(sense) => matches!(sense, Sense::Continuation | Sense::Integer | Sense::Body(_) | Sense::ShortBody(_)),
        None => false,
    };
    let comma = k + 1 + (k + 1..reading.sentence_end(k)).take_while(passed).count();
    let adjoins = reading.is_comma(comma) && reading.loose(k, comma + 1) == 0;
    let bracket = reading.bracket(k);
    let within = bracket.is_some_and(|open| open > part) && reading.bracket(comma + 1) == bracket;
    within && adjoins && reading.is_part(comma + 1)
}

/// Gives the mention at a token a pinpoint, if it has none.
pub(super) fn set(scan: &mut Scan, token: usize, outer: Option<Pinpoint>) -> bool {
    let Some(mention) = scan.within(token..token + 1).first_mut() else { return false };
    if mention.pinpoint.is_none() {
        mention.pinpoint = outer;
    }
    true
}
