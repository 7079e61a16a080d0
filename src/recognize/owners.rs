//! Tells what a part is of by what stands right with it: `paragraph 3 of`, `пункт 3 резолюции`, `in its paragraph 3`, `paragraph 3 thereof`. In: a
//! reading and a part. Out: whether it is so, or the word that tells it. Looks no farther than one clause, and knows no mention.

use super::{
    lexer::Sense,
    reading::{ARTICLE, Reading},
    rules::Means,
};

/// How many letters may stand between the name of one who acts and his verb.
const AUXILIARY: usize = 4;

/// How many letters the name of a treaty may have between its article and a bracket.
const TREATY: usize = 30;

/// Whether a preposition stands right behind a token.
pub(super) fn is_before_of(reading: &Reading, k: usize) -> bool {
    reading.means(k + 1) == Some(Means::Of) && reading.loose(k, k + 1) == 0
}

/// The token behind a token and the prepositions right behind it.
pub(super) fn behind_of(reading: &Reading, k: usize) -> usize {
    let mut next = k + 1;
    while is_before_of(reading, next - 1) {
        next += 1;
    }
    next
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

/// Whether the word right behind a part owns it, as case alone tells: `в пункте 3 письма`.
pub(super) fn is_owned_by_case(reading: &Reading, part: usize) -> bool {
    let behind = reading.text_behind(part).strip_prefix(' ');
    let word = behind.and_then(|behind| behind.split(|c: char| !c.is_alphabetic()).next());
    reading.tongue.owner.as_ref().zip(word).is_some_and(|(owner, word)| owner.is_match(word))
}

/// Whether `thereof` stands behind a part: `resolution 60/1, paragraph 12 of which refers to resolution 59/1`.
pub(super) fn is_thereof(reading: &Reading, last: usize) -> bool {
    let thereof = reading.means(last + 1) == Some(Means::Name) || reading.captured(last + 1, "thereof").is_some();
    thereof && reading.loose(last, last + 1) == 0
}

/// Whether a part's own ending says whose it is: في فقرته 11, ومرفقه.
pub(super) fn has_owner(reading: &Reading, i: usize) -> bool {
    let word = reading.printed(i).split(' ').next().unwrap_or_default();
    reading.tongue.agreement.iter().any(|(its, _)| word.ends_with(its.as_str()))
}

/// Whether a clause ends behind a part, so that nothing there owns it.
fn ends_clause(reading: &Reading, last: usize) -> bool {
    let next = last + 1;
    match reading.sense(next) {
        None => !reading.text_behind(last).contains(char::is_alphanumeric),
        // `paragraph 63 (d), of the Final Document`.
        Some(Sense::Comma) => reading.loose(last, next) == 0 && !is_before_of(reading, next),
        Some(Sense::Semicolon | Sense::Stop | Sense::Close | Sense::Word(Means::And)) => reading.loose(last, next) == 0,
        _ => false,
    }
}

/// Whether what stands right before a part may be what it is of: `article 7, paragraph 2 and paragraph 3 of`, `its paragraph 5`.
pub(super) fn is_behind_owner(reading: &Reading, part: usize) -> bool {
    let before = part.checked_sub(1).filter(|before| reading.loose(*before, part) == 0);
    before.is_some_and(|k| may_own(reading, k) || reading.sense(k) == Some(Sense::Open))
}

/// The same where the part may be the text's own: it is also of what is counted, listed or stressed before it, `in particular paragraph 15`.
pub(super) fn is_behind_any_owner(reading: &Reading, part: usize) -> bool {
    let Some(before) = part.checked_sub(1).filter(|k| reading.same_sentence(*k, part)) else { return false };
    let before = if is_stressed_of(reading, before, part) { before - 1 } else { before };
    let joins = |k: usize| {
        matches!(reading.means(k), Some(Means::Series | Means::Name | Means::Skip | Means::Date | Means::And))
    };
    let owns = |k: usize| joins(k) || reading.is_part(k) || may_own(reading, k);
    if reading.sense(before) != Some(Sense::Open) {
        // `Selon l'article 4, le paragraphe 2 s'applique`.
        let article =
            before.checked_sub(1).filter(|k| reading.is_comma(before) && reading.means(*k) == Some(Means::Article));
        let of_article = article.is_some_and(|k| reading.loose(k, part) <= ARTICLE);
        return of_article || owns(before) && reading.loose(before, part) == 0;
    }
    // `article 7 of the Covenant (paragraph 2)`, `резолюция 2008/2 Совета (пункт 4)`: a bracket is of what it stands behind.
    let owner = reading.nearest_before(before, |k| reading.is_body(k) || reading.means(k) == Some(Means::Of));
    owner.is_some_and(|k| {
        let most = if reading.means(k) == Some(Means::Article) { TREATY } else { 0 };
        owns(k) && reading.loose(k, part) <= most
    })
}

/// Whether a token can be what a part right behind it is of, or the mark behind that.
fn may_own(reading: &Reading, k: usize) -> bool {
    let means = matches!(reading.means(k), Some(Means::Article | Means::Ibid | Means::Possessive));
    let marks = matches!(reading.sense(k), Some(Sense::Comma | Sense::Close | Sense::QuoteClose));
    means || marks || reading.is_cited(k) || reading.sense(k) == Some(Sense::OtherBody)
}

/// Whether a possessive stands right before a part: `the resolution provides, in its paragraph 4`.
pub(super) fn has_possessive(reading: &Reading, i: usize) -> bool {
    let before = i.checked_sub(1).filter(|k| reading.means(*k) == Some(Means::Possessive));
    before.is_some_and(|k| reading.loose(k, i) == 0) && !reading.tongue.noun_follows()
}

/// The word like `in particular` that stresses a part, where nothing but a comma, a preposition, a possessive and an article stands between.
pub(super) fn stress(reading: &Reading, part: usize) -> Option<usize> {
    let word = (part.saturating_sub(4)..part).rev().find(|k| !reading.leads_in_its(*k))?;
    (reading.means(word) == Some(Means::Skip) && reading.loose(word, part) <= ARTICLE).then_some(word)
}

/// Whether nothing but a preposition stands between a word like `in particular` and a part: `in particular in paragraph 3`.
pub(super) fn is_stressed_of(reading: &Reading, of: usize, part: usize) -> bool {
    let of_part = of + 1 == part && reading.is_preposition(of);
    let stress = of.checked_sub(1).filter(|stress| of_part && reading.means(*stress) == Some(Means::Skip));
    stress.is_some_and(|stress| reading.loose(stress, part) == 0)
}

/// Whether a preposition joins a paragraph to what is cited right before it, and nothing stands behind that could own it: `in its resolution
/// 66/288, in paragraph 84, the Assembly decided`.
pub(super) fn is_within_cited(reading: &Reading, part: usize, last: usize) -> bool {
    let preposition = part.checked_sub(1).filter(|k| reading.is_preposition(*k));
    let Some(before) = preposition.and_then(|k| k.checked_sub(1)) else { return false };
    let Some(end) = before.checked_sub(usize::from(reading.is_comma(before))) else { return false };
    // `in its resolution 66/288, the Assembly, in paragraph 84, decided`, `resolution 66/288 of the Assembly, in paragraph 84,`.
    let passed = |k: &usize| reading.is_comma(*k) || reading.is_body(*k) || reading.means(*k) == Some(Means::Of);
    let named = reading.is_comma(before) && reading.is_body(end);
    let back = (reading.sentence_start(part)..=end).rev().take_while(|k| named && passed(k) && *k + 3 > end).count();
    let Some(cited) = end.checked_sub(back) else { return false };
    // `resolution of 18 December 2008 (63/195), in paragraph 13,`.
    let alone = reading.opening(cited).is_some_and(|open| open + 2 == cited && reading.is_number(open + 1));
    // `l'observation générale no 3, aux paragraphes 4 et 5,`.
    let counted = reading.sense(cited) == Some(Sense::Integer)
        && cited.checked_sub(1).is_some_and(|k| reading.means(k) == Some(Means::Skip));
    let is_cited = reading.is_cited(cited) || alone || counted || reading.means(cited) == Some(Means::Date);
    let near = reading.loose(cited, end) <= ARTICLE && reading.loose(end, part) <= if named { AUXILIARY } else { 0 };
    is_cited && near && !reading.tongue.noun_follows() && ends_clause(reading, last)
}
