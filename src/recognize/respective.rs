//! Gives each number of a list the part that has its place among the parts: `paragraphs 5 and 8 of resolutions 74/170 and 75/185, respectively`,
//! 第74/170号和第75/185号决议第5段和第8段分别. In: a reading and its mentions. Out: the mentions with their pinpoints, and the parts that are so
//! settled. Where the text does not say that they are paired, or has more of the one than of the other, it gives nothing; it knows no word itself.

use std::{collections::BTreeSet, ops::Range};

use super::{
    lexer::Sense,
    parts::{pinpoint, pinpoint_of},
    reading::{ARTICLE, LIST, Reading},
    rules::Means,
    scan::{Mention, Scan, What},
};
use crate::model::{Pinpoint, near_end};

/// More characters than the word has with the comma before it.
const WORD: usize = 32;

/// The same where no space tells where the word begins: 中分别.
const WORD_OF_HAN: usize = 4;

/// Pairs parts with numbers, and tells which parts are so settled.
pub(super) fn pair_parts(reading: &Reading, scan: &mut Scan) -> BTreeSet<usize> {
    let mut settled = BTreeSet::new();
    if reading.tongue.respectively.is_none() {
        return settled;
    }
    let mut i = 0;
    while i < reading.tokens.len() {
        if !reading.is_part(i) {
            i += 1;
            continue;
        }
        let parts = run_of_parts(reading, i);
        i = parts.end;
        if pair(reading, scan, &parts) {
            settled.extend(parts.filter(|k| reading.is_part(*k)));
        }
    }
    settled
}

/// Pairs the parts of a run with the numbers behind or before it. Whether no other reading of the parts is left.
fn pair(reading: &Reading, scan: &mut Scan, parts: &Range<usize>) -> bool {
    let labels = labels(reading, parts);
    if labels.len() < 2 {
        return false;
    }
    let behind = if reading.tongue.noun_follows() { None } else { list_behind(reading, parts) };
    let Some(list) = behind.clone().or_else(|| list_before(reading, parts)) else { return false };
    let is_member = |mention: &&mut Mention| !matches!(mention.what, What::Ibid(_) | What::This);
    let numbers: Vec<_> = scan.within(list).iter_mut().filter(is_member).collect();
    if numbers.len() < 2 {
        return false;
    }
    // Where there are more of the one than of the other, the first has the first in any case, and that is right before the numbers alone.
    if numbers.len() != labels.len() {
        return behind.is_none();
    }
    for (number, label) in numbers.into_iter().zip(labels) {
        number.pinpoint = number.pinpoint.take().or(label);
    }
    true
}

/// The parts that nothing but commas, conjunctions and articles joins, from the first on.
fn run_of_parts(reading: &Reading, first: usize) -> Range<usize> {
    let (mut last, most) = (first, reading.sentence_end(first).min(first + LIST));
    for k in first + 1..most {
        let joined = k > last + 1 || reading.has_and(k);
        match reading.sense(k) {
            _ if !is_near(reading, k) => break,
            _ if joined && reading.means(k) == reading.means(first) => last = k,
            Some(sense) if joins(sense) => {}
            _ => break,
        }
    }
    first..last + 1
}

/// What the parts of a run are called, in the order of print: one for each where they stand apart, else one for each member of the list.
fn labels(reading: &Reading, parts: &Range<usize>) -> Vec<Option<Pinpoint>> {
    let each: Vec<usize> = parts.clone().filter(|k| reading.is_part(*k)).collect();
    match each[..] {
        [one] => labels_of(reading, one),
        _ => each.into_iter().map(|k| pinpoint(reading, k)).collect(),
    }
}

/// The members of a list that one token prints: `paragraphs 4 (b) and 8 (c)`, of a range the first.
fn labels_of(reading: &Reading, part: usize) -> Vec<Option<Pinpoint>> {
    let Some(groups) = reading.captures(part) else { return Vec::new() };
    let Some(first) = ["label", "letter"].iter().find_map(|name| groups.name(name)) else { return Vec::new() };
    let list = reading.printed(part).get(first.start()..).unwrap_or_default();
    let mut labels = vec![pinpoint(reading, part)];
    let mut at = first.len();
    while let Some((label, begins)) = next_label(&list[at..]) {
        let between = &list[at..at + begins];
        at += begins + label.len();
        // `5 to 9 and 12`, `5 (a) and 7`.
        if reading.tongue.lexer.tokens(between).iter().any(|token| joins(token.sense)) || has_and(between) {
            labels.push(pinpoint_of(reading, part, Some(label), letter(&list[at..])));
        }
    }
    labels
}

/// Whether the Arabic و joins two members: `الفقرتين 5 و 8`.
fn has_and(between: &str) -> bool {
    between.trim_start().starts_with('و')
}

/// Whether a token parts the members of a list.
const fn joins(sense: Sense) -> bool {
    matches!(sense, Sense::Comma | Sense::Word(Means::And))
}

/// The next figures, or capitals that count or name a part, and where they begin.
fn next_label(list: &str) -> Option<(&str, usize)> {
    let counts = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '.';
    let begins = list.find(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())?;
    let rest = &list[begins..];
    let label = &rest[..rest.find(|c| !counts(c)).unwrap_or(rest.len())];
    Some((label.trim_end_matches('.'), begins))
}

/// The letter in brackets right behind a label; some languages close them only: `8 b)`.
fn letter(behind: &str) -> Option<String> {
    let inner = behind.trim_start().trim_start_matches('(');
    let letter = &inner[..inner.find(')')?];
    Some(letter.to_owned()).filter(|letter| letter.len() <= 2 && letter.chars().all(|c| c.is_ascii_lowercase()))
}

/// The tokens of the numbers behind a run of parts, where the word stands right behind them, before the parts, or between the two.
fn list_behind(reading: &Reading, parts: &Range<usize>) -> Option<Range<usize>> {
    let mut told = is_told_before(reading, parts.start);
    let mut last = None;
    for k in parts.end..reading.sentence_end(parts.start) {
        let between = last.is_none() && is_word(reading, reading.gap(k - 1, k));
        if !between && !is_near(reading, k) || !is_of_list(reading, k) {
            break;
        }
        told |= between;
        last = Some(k).filter(|k| is_member(reading, *k)).or(last);
    }
    let last = last?;
    // `des résolutions 74/170 et 75/185 de l'Assemblée générale, respectivement`.
    let owner = |k: &usize| reading.is_body(*k) || matches!(reading.means(*k), Some(Means::Date | Means::Of));
    let end = last + (last + 1..reading.sentence_end(last)).take_while(|k| owner(k) && is_near(reading, *k)).count();
    (told || is_told_behind(reading, end)).then_some(parts.end..last + 1)
}

/// The tokens of the numbers before a run of parts, where the word stands right behind the parts or, where the noun comes last, before the numbers,
/// which then have one noun.
fn list_before(reading: &Reading, parts: &Range<usize>) -> Option<Range<usize>> {
    let follows = reading.tongue.noun_follows();
    let (mut first, mut begin, mut nouns) = (None, parts.start, 0);
    for k in (reading.sentence_start(parts.start)..parts.start).rev() {
        nouns += usize::from(reading.is_noun(k));
        if !is_near(reading, k + 1) || !is_of_list(reading, k) || follows && nouns > 1 {
            break;
        }
        first = Some(k).filter(|k| is_member(reading, *k)).or(first);
        begin = k;
    }
    let list = first?..parts.start;
    (follows && is_told_before(reading, begin) || is_told_behind(reading, parts.end - 1)).then_some(list)
}

/// Whether nothing but an article stands between a token and the one before it.
fn is_near(reading: &Reading, k: usize) -> bool {
    let most = if reading.tongue.noun_follows() { 0 } else { ARTICLE };
    k.checked_sub(1).is_some_and(|before| reading.loose(before, k) <= most)
}

/// Whether a token is a number or a symbol of a list.
fn is_member(reading: &Reading, k: usize) -> bool {
    reading.is_cited(k) || reading.sense(k) == Some(Sense::Continuation)
}

/// Whether a token may stand in a list of numbers, or between it and the parts.
fn is_of_list(reading: &Reading, k: usize) -> bool {
    let word = matches!(
        reading.means(k),
        Some(Means::Of | Means::And | Means::Date | Means::Possessive | Means::Skip | Means::Opening)
    );
    word || reading.is_comma(k) || reading.is_noun(k) || reading.is_body(k) || is_member(reading, k)
}

/// Whether words between commas are the word.
fn is_word(reading: &Reading, words: &str) -> bool {
    let words = words.trim_matches([' ', ',', '،']);
    let word = reading.tongue.respectively.as_ref().and_then(|word| word.find(words));
    word.is_some_and(|word| word.range() == (0..words.len()))
}

/// How many characters the word takes, with what leads to it.
fn reach(reading: &Reading) -> usize {
    if reading.tongue.noun_follows() { WORD_OF_HAN } else { WORD }
}

/// Whether the word stands right behind a token.
fn is_told_behind(reading: &Reading, k: usize) -> bool {
    let text = reading.text_behind(k).trim_start_matches([',', '،', ' ']);
    let near = text.char_indices().nth(reach(reading)).map_or(text, |(at, _)| &text[..at]);
    let word = reading.tongue.respectively.as_ref().and_then(|word| word.find(near));
    word.is_some_and(|word| word.start() == 0)
}

/// Whether the word stands right before a token and the prepositions before it.
fn is_told_before(reading: &Reading, k: usize) -> bool {
    let mut opened = k;
    while opened > 0 && reading.is_preposition(opened - 1) && reading.adjoin_by_article(opened - 1, opened) {
        opened -= 1;
    }
    let text = reading.text_before(opened).trim_end_matches([',', '،', ' ']);
    let near = near_end(text, reach(reading));
    let word = reading.tongue.respectively.as_ref().and_then(|word| word.find_iter(near).last());
    word.is_some_and(|word| word.end() == near.len())
}
