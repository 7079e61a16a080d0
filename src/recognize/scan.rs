//! Finds what is mentioned. In: a reading. Out: `Mention`s in order, whose body and target are still open where only a number is
//! printed, gathered in groups that share a noun. Never decides a body; that is `attribute`.

use std::{collections::BTreeMap, ops::Range};

use super::{
    lexer::Sense,
    number::{Number, roman},
    reading::Reading,
    rules::Means,
};
use crate::model::{Kind, Numbering, Pinpoint, Symbol};

/// What is mentioned, before its body is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A printed symbol.
    Symbol(Symbol),
    /// A number with the kind that its noun tells.
    Number(Number, Kind),
    /// `ibid.`
    Ibid,
    /// A paragraph of the same text.
    This,
}

/// One mention; its target may be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) what: What,
    /// Byte offsets into the folded text.
    pub(super) range: Range<usize>,
    /// The token that holds its number.
    pub(super) token: usize,
    /// Mentions of one group share noun and body.
    pub(super) group: usize,
    pub(super) pinpoint: Option<Pinpoint>,
    pub(super) rule: String,
}

/// Numbers that share a noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The noun's token.
    pub(super) noun: usize,
    /// First and last token of the group: noun or number.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The mentions of a text and their groups.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) mentions: Vec<Mention>,
    pub(super) groups: Vec<Group>,
}

/// Finds the symbols and numbers of a text.
pub(super) fn scan(reading: &Reading) -> Scan {
    let mut scan = Scan::default();
    for i in 0..reading.tokens.len() {
        match reading.sense(i) {
            Some(Sense::Symbol) => symbols(reading, i, &mut scan),
            Some(Sense::Continuation) => continuation(reading, i, &mut scan),
            Some(Sense::Integer) => sibling(reading, i, &mut scan),
            Some(Sense::Number(form)) => number(reading, i, form, &mut scan),
            Some(Sense::Word(Means::Ibid)) => ibid(reading, i, &mut scan),
            _ => {}
        }
    }
    scan
}

impl Scan {
    fn push(&mut self, what: What, range: Range<usize>, token: usize, group: usize, rule: &str) {
        self.mentions.push(Mention { what, range, token, group, pinpoint: None, rule: rule.to_owned() });
    }
}

/// A printed symbol, or two joined; two of one series joined are the ends of a range.
fn symbols(reading: &Reading, i: usize, scan: &mut Scan) {
    let range = reading.tokens[i].range.clone();
    let printed = reading.slice(range.clone());
    let Some(symbol) = printed_symbol(printed) else { return };
    let members = symbol.members();
    let series = |symbol: &Symbol| symbol.as_str().rsplit_once('/').map(|(series, _)| series.to_owned());
    let split = printed.rfind('-').filter(|_| members.len() == 2 && series(&members[0]) == series(&members[1]));
    let group = scan.mentions.len();
    let rule = reading.rule(i);
    match (members.as_slice(), split) {
        ([first, last], Some(dash)) => {
            let trimmed = printed[..dash].trim_end().len();
            let begins = dash + 1 + (printed[dash + 1..].len() - printed[dash + 1..].trim_start().len());
            scan.push(What::Symbol(first.clone()), range.start..range.start + trimmed, i, group, rule);
            scan.push(What::Symbol(last.clone()), range.start + begins..range.end, i, group, rule);
        }
        _ => scan.push(What::Symbol(symbol), range, i, group, rule),
    }
}

/// A symbol as printed in canonical form; `None` where it holds no figure and so names no document, or is no more than `A/4`, which
/// names a size, a part or a class sooner than one of the first nine documents of 1946.
fn printed_symbol(printed: &str) -> Option<Symbol> {
    let figures_printed = printed.chars().filter(char::is_ascii_digit).count();
    if figures_printed == 0 || figures_printed == 1 && printed.len() <= 3 {
        return None;
    }
    let symbol = Symbol::parse(&figures(printed)).ok()?;
    // A/RES/217(III)A and A/RES/217A(III) are written with the part in square brackets after the session.
    let text = symbol.as_str();
    let (Some(open), Some(close)) = (text.find('('), text.find(')')) else { return Some(symbol) };
    let (head, session) = text[..open].rsplit_once('/').unwrap_or((text, ""));
    let roman = text.get(open + 1..close)?;
    let is_roman =
        roman.chars().all(|c| "IVXLCES-".contains(c)) && matches!(head.rsplit('/').next(), Some("RES" | "DEC"));
    if !is_roman {
        return Some(symbol);
    }
    let before: String = session.chars().filter(char::is_ascii_alphabetic).collect();
    let digits: String = session.chars().filter(char::is_ascii_digit).collect();
    let behind: String = text[close + 1..].chars().filter(char::is_ascii_alphabetic).collect();
    let part = format!("{before}{behind}");
    let part = if part.is_empty() { part } else { format!("[{part}]") };
    Symbol::parse(&format!("{head}/{digits}({roman}){part}")).ok()
}

/// `Add.I` is a misread `Add.1`, `Rey.1` a misread `Rev.1`.
fn figures(printed: &str) -> String {
    let mut figures = printed.replace("/Rey.", "/Rev.").replace("/ Rey.", "/ Rev.");
    for word in ["Add", "Rev", "Corr"] {
        for misread in [format!("{word}.I"), format!("{word}. I")] {
            if figures.ends_with(&misread) {
                figures.truncate(figures.len() - 1);
                figures.push('1');
            }
        }
    }
    figures
}

/// The last symbol before token `i` where nothing but list words stands between.
fn listed_after<'s>(reading: &Reading, i: usize, scan: &'s Scan) -> Option<(&'s Mention, &'s Symbol)> {
    let mention = scan.mentions.last()?;
    let What::Symbol(symbol) = &mention.what else { return None };
    let between = mention.token + 1..i;
    let listed = between.clone().all(|k| match reading.sense(k) {
        Some(Sense::Comma | Sense::Open | Sense::Close | Sense::Semicolon) => true,
        Some(Sense::Word(means)) => matches!(means, Means::And | Means::Range | Means::Skip | Means::Date | Means::Of),
        _ => false,
    });
    (listed && reading.loose(mention.token, i) <= 4).then_some((mention, symbol))
}

/// `Add.1` behind a symbol.
fn continuation(reading: &Reading, i: usize, scan: &mut Scan) {
    let Some((mention, symbol)) = listed_after(reading, i, scan) else { return };
    let printed = figures(reading.slice(reading.tokens[i].range.clone()));
    let word = |part: &str| part.split(['.', ' ']).next().unwrap_or_default().to_lowercase();
    let first = word(printed.split('/').next().unwrap_or_default());
    // Behind `Add.2` another `Add.` stands beside it; behind an addendum that was itself a continuation, all do.
    let continued = reading.sense(mention.token) == Some(Sense::Continuation);
    let beside = above(symbol, |last| word(last) == first, matches!(first.as_str(), "l" | "crp" | "pv" | "sr"));
    let behind = symbol.parent().filter(|_| continued);
    let base = beside.or(behind).unwrap_or_else(|| symbol.clone());
    let joined = joint_with(&base, &printed);
    let group = mention.group;
    if let Some(joined) = joined {
        let range = reading.tokens[i].range.clone();
        scan.push(What::Symbol(joined), range, i, group, reading.rule(i));
    }
}

/// What stands over the last part that is such a one; only over parts that are addenda and the like, unless `far`.
fn above(symbol: &Symbol, is_such: impl Fn(&str) -> bool, far: bool) -> Option<Symbol> {
    let mut lower = symbol.clone();
    loop {
        let (rest, last) = lower.as_str().rsplit_once('/')?;
        let (upper, found) = (Symbol::parse(rest).ok()?, is_such(last));
        if found {
            return Some(upper);
        }
        if lower.parent().is_none() && !far {
            return None;
        }
        lower = upper;
    }
}

/// A part added to a symbol, or to both where two are joined.
fn joint_with(symbol: &Symbol, part: &str) -> Option<Symbol> {
    let members: Option<Vec<String>> =
        symbol.members().iter().map(|member| member.with(part).ok().map(|s| s.to_string())).collect();
    Symbol::parse(&members?.join("-")).ok()
}

/// `2` in `Add.1 and 2`, `3` in `Add.1-3`.
fn sibling(reading: &Reading, i: usize, scan: &mut Scan) {
    let Some((mention, symbol)) = listed_after(reading, i, scan) else { return };
    let Some((rest, last)) = symbol.as_str().rsplit_once('/') else { return };
    let Some((word, _)) = last.split_once('.') else { return };
    let joined_by = i.checked_sub(1).and_then(|k| reading.sense(k));
    let dash = reading.gap(mention.token, i).trim() == "-";
    let listed = matches!(joined_by, Some(Sense::Word(Means::And | Means::Range) | Sense::Comma)) || dash;
    let suffix = matches!(word, "Add" | "Rev" | "Corr" | "Amend") || matches!(word, "L" | "CRP") && dash;
    if !listed || !suffix {
        return;
    }
    let number = reading.slice(reading.tokens[i].range.clone());
    let sibling = Symbol::parse(&format!("{rest}/{word}.{number}")).ok();
    let group = mention.group;
    if let Some(sibling) = sibling {
        let range = reading.tokens[i].range.clone();
        scan.push(What::Symbol(sibling), range, i, group, "continuation");
    }
}

/// `ibid.`: whether it stands for a document is settled later.
fn ibid(reading: &Reading, i: usize, scan: &mut Scan) {
    let group = scan.mentions.len();
    scan.push(What::Ibid, reading.tokens[i].range.clone(), i, group, reading.rule(i));
}

/// A number, where a noun tells what it numbers.
fn number(reading: &Reading, i: usize, form: Numbering, scan: &mut Scan) {
    let found = if reading.tongue.noun_follows() {
        noun_after(reading, i).or_else(|| noun_before(reading, i, scan))
    } else {
        noun_before(reading, i, scan)
    };
    let Some((noun, group)) = found else { return };
    let Some(kind) = reading.means(noun).and_then(Means::kind) else { return };
    let group = group.or_else(|| joined_group(reading, i, noun, scan)).unwrap_or_else(|| {
        scan.groups.push(Group { noun, first: noun.min(i), last: i });
        scan.groups.len() - 1
    });
    if let Some(group) = scan.groups.get_mut(group) {
        group.first = group.first.min(i);
        group.last = group.last.max(i);
    }
    let range = printed_range(reading, i, noun);
    let numbers = numbers(reading, i, form);
    for (n, (number, own)) in numbers.into_iter().enumerate() {
        let range = if n == 0 { range.start..own.end.max(range.start) } else { own };
        let rule = reading.rule(noun).to_owned();
        scan.push(What::Number(number, kind), range, i, group, &rule);
    }
    // The noun behind the number belongs to the last member's text.
    if let Some(last) = scan.mentions.last_mut() {
        last.range.end = last.range.end.max(range.end);
    }
}

/// In Chinese the noun comes after the last number of a list: `第2008/23、2008/24和2008/25号决议`.
fn noun_after(reading: &Reading, i: usize) -> Option<(usize, Option<usize>)> {
    let mut loose = 0;
    for j in i + 1..reading.sentence_end(i) {
        loose += reading.gap(j - 1, j).chars().filter(|c| c.is_alphanumeric()).count();
        match reading.sense(j)? {
            Sense::Word(means) if means.kind().is_some() => {
                // The noun must stand right behind the last number of the list.
                let adjoins =
                    matches!(reading.sense(j - 1), Some(Sense::Number(_))) && reading.gap(j - 1, j).is_empty();
                return adjoins.then_some((j, None));
            }
            Sense::Stop | Sense::Symbol | Sense::Semicolon | Sense::Word(Means::Present | Means::Ibid) => return None,
            _ if loose > 90 => return None,
            _ => {}
        }
    }
    None
}

/// Where another number before shares the noun and no body or possessive stands between, it is one group.
fn joined_group(reading: &Reading, i: usize, noun: usize, scan: &Scan) -> Option<usize> {
    let last = scan.groups.len().checked_sub(1)?;
    let group = scan.groups.get(last)?;
    let parted = || {
        (group.last + 1..i).any(|k| {
            matches!(reading.sense(k), Some(Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody))
                || reading.means(k) == Some(Means::Possessive)
        })
    };
    (group.noun == noun && !parted()).then_some(last)
}

/// The noun before a number: close by, or that of the list the number goes on.
fn noun_before(reading: &Reading, i: usize, scan: &Scan) -> Option<(usize, Option<usize>)> {
    let start = reading.sentence_start(i);
    let mut loose = 0;
    for j in (start..i).rev() {
        loose += reading.gap(j, j + 1).chars().filter(|c| c.is_alphanumeric()).count();
        match reading.sense(j)? {
            Sense::Word(means) if means.kind().is_some() => return (loose <= 14).then_some((j, None)),
            Sense::Body(_)
            | Sense::ShortBody(_)
            | Sense::OtherBody
            | Sense::Word(Means::Skip | Means::Of | Means::Possessive | Means::Above) => {}
            // `las resoluciones anteriores, entre ellas la 65/119`.
            Sense::Comma if reading.means(j + 1) == Some(Means::Skip) => {}
            _ => break,
        }
        if loose > 14 {
            break;
        }
    }
    let group = scan.groups.len().checked_sub(1);
    if let Some((group, last)) = group.and_then(|group| Some((group, scan.groups.get(group)?)))
        && goes_on(reading, last.last, i)
    {
        return Some((last.noun, Some(group)));
    }
    noun_of_misread_list(reading, i).map(|noun| (noun, None))
}

/// The noun of a list whose first number was misread: `resolutions 387 1976), 418 (1977)`.
fn noun_of_misread_list(reading: &Reading, i: usize) -> Option<usize> {
    let start = reading.sentence_start(i);
    let figures = |k: &usize| {
        matches!(
            reading.sense(*k),
            Some(Sense::Integer | Sense::Open | Sense::Close | Sense::Comma | Sense::Word(Means::And | Means::Date))
        )
    };
    let first = (start..i).rev().take_while(figures).last()?;
    let noun = first.checked_sub(1).filter(|k| reading.is_noun(*k))?;
    let year = reading.sense(i) == Some(Sense::Number(Numbering::NumberYear));
    (year && reading.sense(first) == Some(Sense::Integer) && reading.loose(noun, i) <= 8).then_some(noun)
}

/// Whether a number goes on with the list whose last number is token `last`: `661 (1990) of 6 August 1990, 986 (1995)`.
fn goes_on(reading: &Reading, last: usize, i: usize) -> bool {
    // A misread comma: `276 (1970) of 30 January. 282 (1970)`.
    let misread = (last + 1..i).all(|k| matches!(reading.sense(k), Some(Sense::Stop | Sense::Word(Means::Date))));
    let misread =
        misread && reading.loose(last, i) == 0 && reading.sense(i) == Some(Sense::Number(Numbering::NumberYear));
    if misread {
        return true;
    }
    let same = reading.sentence.get(last) == reading.sentence.get(i);
    if !same || (last + 1..i).any(|k| reading.is_noun(k) || reading.sense(k) == Some(Sense::Symbol)) {
        return false;
    }
    let mut loose = 0;
    for k in (last..i).rev() {
        loose += reading.gap(k, k + 1).chars().filter(|c| c.is_alphanumeric()).count();
        if loose > 4 {
            return false;
        }
        match reading.sense(k) {
            Some(Sense::Comma | Sense::Word(Means::And | Means::Range) | Sense::Semicolon | Sense::Open) => {
                return true;
            }
            Some(Sense::Word(Means::Skip)) => loose = 0,
            // Only words like `to` stand between the two.
            Some(Sense::Number(_)) if k == last => {
                return k + 1 < i || reading.gap(k, i).trim_matches([' ', '-']).is_empty();
            }
            Some(Sense::Word(Means::Date | Means::Of)) => {}
            // The mark of a note, left in the text: `45/3 of 6 October 2020, 5 48/15`.
            Some(Sense::Integer) if reading.sense(k.saturating_sub(1)) == Some(Sense::Comma) => loose = 0,
            _ => return false,
        }
    }
    false
}

/// The printed run that holds a number, with noun and body where they adjoin it.
fn printed_range(reading: &Reading, i: usize, noun: usize) -> Range<usize> {
    let mut range = reading.tokens[i].range.clone();
    let adjoins = |a: usize, b: usize| reading.gap(a, b).trim().is_empty();
    let is_body = |k: usize| matches!(reading.sense(k), Some(Sense::Body(_) | Sense::ShortBody(_)));
    let mut first = i;
    if noun + 1 == i && adjoins(noun, i) {
        range.start = reading.tokens[noun].range.start;
        first = noun;
    } else if noun == i + 1 && reading.gap(i, noun).is_empty() {
        range.end = reading.tokens[noun].range.end;
    } else if noun < i {
        return range;
    }
    if let Some(body) = first.checked_sub(1).filter(|k| is_body(*k) && adjoins(*k, first)) {
        range.start = reading.tokens[body].range.start;
    }
    range
}

/// The numbers of a token: more than one where part letters are listed (`55/180 A and B`).
fn numbers(reading: &Reading, i: usize, form: Numbering) -> Vec<(Number, Range<usize>)> {
    let token = reading.tokens[i].range.clone();
    let group = |name: &str| reading.captured(i, name).map(str::trim).filter(|text| !text.is_empty());
    let (Some(number), Some(session)) = (group("n"), group("s")) else { return Vec::new() };
    let special = group("session").map(|word| reading.tongue.rows.letters.get(word).map_or(word, String::as_str));
    let session = match (form, special) {
        (Numbering::Special, Some(special)) => format!("{special}-{session}"),
        (Numbering::Roman, _) => roman_session(reading, session),
        _ => session.trim_start_matches('0').to_owned(),
    };
    let letter = |word: &str| reading.tongue.rows.letters.get(word).cloned().unwrap_or_else(|| word.to_owned());
    let one = |part: Option<String>| Number { form, session: session.clone(), serial: number.to_owned(), part };
    let Some(part) = group("part").or_else(|| group("after")) else { return vec![(one(None), token)] };
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
            one && word.chars().all(|c| c.is_ascii_uppercase()) || !one && letters.contains_key(word)
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

/// A Roman session as printed, or in Arabic from figures: `د-25`, `دا-6`.
fn roman_session(reading: &Reading, printed: &str) -> String {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let Ok(number) = digits.parse::<u32>() else { return printed.replace(' ', "") };
    let word = printed.split(['-', ' ']).next().unwrap_or_default();
    let letters =
        reading.tongue.rows.letters.get(word).filter(|letters| letters.starts_with(|c: char| c.is_ascii_uppercase()));
    let special = letters.map(|letters| format!("{letters}-")).unwrap_or_default();
    format!("{special}{}", roman(number))
}
