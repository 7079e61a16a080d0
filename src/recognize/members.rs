//! The numbers that one token prints: more than one where the letters of parts are listed (`55/180 A and B`). In: a reading and a token.
//! Out: `Number`s, each with where it stands. Decides no body.

use std::{collections::BTreeMap, ops::Range};

use super::{
    number::{Number, range_end},
    reading::Reading,
};
use crate::model::{Numbering, roman};

/// The numbers of a token: more than one where part letters are listed (`55/180 A and B`).
pub(super) fn numbers(reading: &Reading, i: usize, form: Numbering) -> Vec<(Number, Range<usize>)> {
    let token = reading.range(i);
    let Some(groups) = reading.captures(i) else { return Vec::new() };
    let group = |name: &str| groups.name(name).map(|group| group.as_str().trim()).filter(|text| !text.is_empty());
    let Some(number) = group("n") else { return Vec::new() };
    // A number without its year tells it, where it was reached; so does one that has it from the last of its list.
    let told = || reading.tongue.year_of(number.parse().ok()?);
    let lacks = group("untold").or_else(|| group("t")).filter(|figures| figures.len() > 2);
    let told = lacks.and_then(|_| told()).map(|year| year.to_string());
    let Some(session) = told.as_deref().or_else(|| group("s")) else { return Vec::new() };
    // Extraction parts the letters of a special session, and some texts put stops behind them: `د إ - 6`, `د.إ-6`.
    let squeezed = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let special = group("session").map(squeezed);
    let special = special.map(|word| reading.tongue.rows.letters.get(&word).cloned().unwrap_or(word));
    let session = match (form, special) {
        (Numbering::Special, Some(special)) => format!("{special}-{session}"),
        (Numbering::Roman, _) => roman_session(reading, session),
        _ => figures(reading, session).trim_start_matches('0').to_owned(),
    };
    let number = figures(reading, number);
    // Abbreviated it is written like the letter of a paragraph, which is a small one: `2825 ب (د-26)`.
    let letter =
        |word: &str| reading.tongue.rows.letters.get(word).map_or_else(|| word.to_owned(), |own| own.to_uppercase());
    let one = |part: Option<String>| Number { form, session: session.clone(), serial: number.clone(), part };
    if let Some((to, end)) = groups.name("to").zip(group("to").and_then(|to| range_end(&number, to))) {
        let last = Number { serial: end.to_string(), ..one(None) };
        let (begins, ends) = (token.start + to.start(), token.start + to.end());
        return vec![(one(None), token.start..begins - 1), (last, begins..ends)];
    }
    let Some(part) = group("part").or_else(|| group("lone")).or_else(|| group("after")) else {
        return vec![(one(None), token)];
    };
    let words = parts(part, &reading.tongue.rows.letters);
    let base = reading.slice(token.clone());
    let Some(offset) = base.find(part) else { return vec![(one(Some(letter(part))), token)] };
    if words.len() == 1 {
        return vec![(one(Some(letter(part))), token)];
    }
    let mut numbers = Vec::new();
    for (n, (at, word)) in words.into_iter().enumerate() {
        let begins = token.start + offset + at;
        let range = if n == 0 { token.start..begins + word.len() } else { begins..begins + word.len() };
        numbers.push((one(Some(letter(word))), range));
    }
    numbers
}

/// The letters of a list of parts, `A and B`, `ألف وباء`, each with its offset; of a range both ends. A letter's name is one of
/// `letters`; the Arabic و is written to the word after it.
fn parts<'l>(list: &'l str, letters: &BTreeMap<String, String>) -> Vec<(usize, &'l str)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for word in list.split([' ', ',', '-', '،', '、', '和', '至', '及']) {
        let is_letter = |word: &str| {
            let one = word.chars().count() == 1;
            one && word.chars().all(|c| c.is_ascii_uppercase()) || word == "AA" || !one && letters.contains_key(word)
        };
        let bare = word.strip_prefix('و').filter(|bare| !is_letter(word) && is_letter(bare));
        if let Some(bare) = bare.or_else(|| Some(word).filter(|word| is_letter(word))) {
            parts.push((at + word.len() - bare.len(), bare));
        }
        at += word.len();
        at += list[at..].chars().next().map_or(0, char::len_utf8);
    }
    if parts.is_empty() {
        parts.push((0, list));
    }
    parts
}

/// A number in figures: 一九〇四 and 四十八 of old Chinese texts are 1904 and 48, `S11` and `$46` of scans 511 and 546.
fn figures(reading: &Reading, printed: &str) -> String {
    let ordinals = &reading.tongue.rows.ordinals;
    if printed.is_ascii() {
        let figure = |c: char| match c {
            'S' | '$' => '5',
            'O' => '0',
            'I' | 'L' | 'l' | '[' | '|' => '1',
            'B' => '8',
            c => c,
        };
        return printed.chars().map(figure).collect();
    }
    if let Some(number) = ordinals.get(printed).and_then(|figures| roman::read(figures)) {
        return number.to_string();
    }
    let figure = |c: char| {
        let number = ordinals.get(c.encode_utf8(&mut [0; 4])).and_then(|figures| roman::read(figures)).unwrap_or(0);
        char::from_digit(number, 10).unwrap_or('0')
    };
    printed.chars().map(figure).collect()
}

/// A Roman session as printed, or of a number in words, or in Arabic from figures: `د-25`, `دا-6`.
fn roman_session(reading: &Reading, printed: &str) -> String {
    // The first two special sessions had figures: `104 (S-1)`.
    if printed.starts_with(|c: char| c.is_ascii_uppercase()) {
        return printed.replace(' ', "");
    }
    if let Some(roman) = reading.tongue.rows.ordinals.get(printed) {
        return roman.clone();
    }
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let Some(figures) = digits.parse().ok().and_then(roman::write) else { return printed.replace(' ', "") };
    // Extraction parts the letters of a special session, and some texts put stops behind them: `د إ - 6`, `د.إ-6`.
    let before = printed.chars().take_while(|c| !c.is_ascii_digit());
    let word: String = before.filter(|c| c.is_alphabetic()).collect();
    let letters =
        reading.tongue.rows.letters.get(&word).filter(|letters| letters.starts_with(|c: char| c.is_ascii_uppercase()));
    let special = letters.map(|letters| format!("{letters}-")).unwrap_or_default();
    format!("{special}{figures}")
}
