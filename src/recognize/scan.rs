//! Finds what is mentioned. In: a reading. Out: `Mention`s in order, whose body and target are still open where only a number is
//! printed, gathered in groups that share a noun. Never decides a body; that is `attribute`.

use std::ops::Range;

use super::{
    bracketed::noun_of_bracketed,
    lexer::Sense,
    members::numbers,
    number::Number,
    reading::{LIST, Reading},
    rules::Means,
    share::is_share,
    symbols::{continuation, is_listed, listed_behind_ibid, symbols},
};
use crate::model::{Kind, Numbering, Pinpoint, Symbol};

/// How many letters may stand between the noun of many resolutions and those of them that are named: the last, which alone has its number, or the
/// most recent.
pub(super) const FAR: usize = 160;

/// How many letters may tell what a resolution is about before its number in a bracket.
pub(super) const WORDS: usize = 60;

/// What is mentioned, before its body is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A printed symbol.
    Symbol(Symbol),
    /// A number with the kind that its noun tells.
    Number(Number, Kind),
    /// `ibid.`, and the addendum that is named with it: `ibid., Add.3`.
    Ibid(Option<String>),
    /// A number in the list that a printed symbol begins: `A/RES/48/57 and 49/139 A`.
    Listed(Number, Symbol),
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
            Some(Sense::Integer) => listed_behind_ibid(reading, i, &mut scan),
            Some(Sense::Number(form)) => number(reading, i, form, &mut scan),
            Some(Sense::Word(Means::Ibid)) => ibid(reading, i, &mut scan),
            _ => {}
        }
    }
    scan
}

impl Scan {
    /// The mentions whose numbers are tokens of a range: they stand in the order of print.
    pub(super) fn within(&mut self, tokens: Range<usize>) -> &mut [Mention] {
        let first = self.mentions.partition_point(|mention| mention.token < tokens.start);
        let end = self.mentions.partition_point(|mention| mention.token < tokens.end);
        self.mentions.get_mut(first..end).unwrap_or_default()
    }

    pub(super) fn push(&mut self, what: What, range: Range<usize>, token: usize, group: usize, rule: &str) {
        self.mentions.push(Mention { what, range, token, group, pinpoint: None, rule: rule.to_owned() });
    }
}

/// `ibid.`: whether it stands for a document is settled later.
fn ibid(reading: &Reading, i: usize, scan: &mut Scan) {
    let group = scan.mentions.len();
    scan.push(What::Ibid(None), reading.tokens[i].range.clone(), i, group, reading.rule(i));
}

/// A number, where a noun tells what it numbers.
fn number(reading: &Reading, i: usize, form: Numbering, scan: &mut Scan) {
    let found = if reading.tongue.noun_follows() {
        noun_after(reading, i).or_else(|| noun_before(reading, i, scan))
    } else {
        noun_before(reading, i, scan)
    };
    // `resolution 5/1, decision 6/102 and PRST/8/1` tells its kind itself, and needs no noun: `adopted as PRST/31/1`.
    let is_statement = reading.slice(reading.tokens[i].range.clone()).starts_with("PRST");
    let found = found.or_else(|| is_statement.then_some((i, None)));
    let Some((noun, group)) = found else { return listed_behind_symbol(reading, i, form, scan) };
    if is_end_of_parted(reading, i, noun) {
        return;
    }
    let kind = if is_statement { Some(Kind::Statement) } else { reading.means(noun).and_then(Means::kind) };
    let Some(kind) = kind else { return };
    let group = group.or_else(|| joined_group(reading, i, noun, scan)).unwrap_or_else(|| {
        let body = next_body(reading, scan, i).or_else(|| acting_body(reading, scan, i)).filter(|_| noun < i);
        let apart = || scan.groups.last().filter(|last| last.noun == noun && is_owned_apart(reading, last.last, i));
        let first = body.or_else(|| apart().map(|_| i)).unwrap_or_else(|| noun.min(i));
        scan.groups.push(Group { noun, first, last: i });
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

/// Whether a number is the end of one whose first figure extraction set apart: `resolution 1 267 (1999)`.
fn is_end_of_parted(reading: &Reading, i: usize, noun: usize) -> bool {
    let first = i.checked_sub(1).filter(|first| reading.sense(*first) == Some(Sense::Integer));
    let Some(first) = first.filter(|first| *first > noun && reading.gap(*first, i) == " ") else { return false };
    let listed = matches!(reading.sense(first - 1), Some(Sense::Comma | Sense::Word(Means::And)));
    let begins = first == noun + 1 || listed && !is_of_its_year(reading, i);
    begins && reading.gap(first - 1, first).trim().is_empty()
}

/// Whether a number is one of the year that stands with it, or has none: `687 (1991)`, but not 24 in `16 24 (2005)`.
fn is_of_its_year(reading: &Reading, i: usize) -> bool {
    let figures = |name: &str| reading.captured(i, name).and_then(|figures| figures.trim().parse::<u32>().ok());
    let Some((number, year)) = figures("n").zip(figures("s")) else { return true };
    let told = reading.tongue.counts.iter().find_map(|count| count.year_of(number));
    reading.sense(i) != Some(Sense::Number(Numbering::NumberYear)) || told.is_none_or(|told| told.abs_diff(year) <= 1)
}

/// A number without a noun in the list that the symbol of a resolution begins. Sessions below ten could be shares: `and 2/3 of the members`.
fn listed_behind_symbol(reading: &Reading, i: usize, form: Numbering, scan: &mut Scan) {
    let Some(mention) = scan.mentions.last().filter(|mention| is_listed(reading, mention, i)) else { return };
    let (What::Symbol(symbol) | What::Listed(_, symbol)) = &mention.what else { return };
    let (symbol, group) = (symbol.clone(), mention.group);
    for (number, range) in numbers(reading, i, form) {
        let is_share = form == Numbering::Session && number.session.len() < 2;
        if symbol.kind() != Kind::Document && !is_share {
            scan.push(What::Listed(number, symbol.clone()), range, i, group, reading.rule(i));
        }
    }
}

/// In Chinese the noun comes after the last number of a list: `第2008/23、2008/24和2008/25号决议`.
fn noun_after(reading: &Reading, i: usize) -> Option<(usize, Option<usize>)> {
    let (mut loose, mut last) = (0, i);
    let inside = |of: &[Option<usize>], j: usize| of.get(j).copied().flatten() > Some(i);
    for j in i + 1..reading.sentence_end(i) {
        // What stands in a title or in brackets between the two has its own noun.
        if inside(&reading.quote, j) || inside(&reading.bracket, j) {
            continue;
        }
        loose += reading.gap(j - 1, j).chars().filter(|c| c.is_alphanumeric()).count();
        match reading.sense(j)? {
            Sense::Word(means) if means.kind().is_some() => return is_noun_of(reading, last, j).then_some((j, None)),
            // A member with a noun of its own, of whatever kind: 第2/1号建议和第2/3号决议.
            Sense::Number(_) if !is_noun_of(reading, last, last + 1) => return None,
            Sense::Number(_) => last = j,
            Sense::Stop | Sense::Symbol | Sense::Semicolon | Sense::Word(Means::Present | Means::Ibid) => return None,
            // `后一项决议(第64/179号)和第63/530号决定`: a noun outside the bracket is another's.
            Sense::Close if reading.bracket.get(i) != reading.bracket.get(j) => return None,
            _ if loose > 90 => return None,
            _ => {}
        }
    }
    None
}

/// Whether nothing stands between a number and a token behind it but bodies, dates, titles, what is in brackets, and the words that the
/// language has there: `第1267(1999)号和第1333(2000)号等有关决议`, `第63/195号大会决议`.
fn is_noun_of(reading: &Reading, number: usize, noun: usize) -> bool {
    let words = reading.words_between(number, noun);
    words.is_empty() || reading.tongue.to_noun.as_ref().is_some_and(|to_noun| to_noun.is_match(&words))
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
    // `cette dernière résolution (64/179)`.
    let bracketed =
        i.checked_sub(2).filter(|noun| *noun >= start && reading.is_noun(*noun) && reading.loose(*noun, i) == 0);
    if let Some(noun) = bracketed.filter(|_| reading.sense(i - 1) == Some(Sense::Open) && closes_with_part(reading, i))
    {
        return Some((noun, None));
    }
    if let Some(noun) = noun_of_counted(reading, i) {
        return Some((noun, None));
    }
    let (mut loose, mut titled) = (0, i);
    let counted = !reading.slice(reading.tokens[i].range.clone()).starts_with(|c: char| c.is_ascii_digit());
    for j in (start..i).rev() {
        // A title between noun and number: `резолюция Генеральной Ассамблеи «Укрепление программы» 63/195`.
        if reading.sense(j) == Some(Sense::QuoteClose) && loose == 0 {
            titled = quotation(reading, j).unwrap_or(titled);
        }
        if j >= titled && titled < i {
            continue;
        }
        loose += reading.gap(j, j + 1).chars().filter(|c| c.is_alphanumeric()).count();
        match reading.sense(j)? {
            Sense::Word(means) if means.kind().is_some() && loose <= 14 => return Some((j, None)),
            Sense::Body(_)
            | Sense::ShortBody(_)
            | Sense::OtherBody
            | Sense::Word(Means::Skip | Means::Latest | Means::Of | Means::Possessive | Means::Above) => {}
            // `резолюцией Генеральной Ассамблеи от 24 ноября 1949 года № 351 (IV)`.
            Sense::Word(Means::Date) if counted => {}
            Sense::Comma if counted && reading.means(j.saturating_sub(1)) == Some(Means::Date) => {}
            // `قرارات الجمعية العامة ذات الصلة (66/130 و 68/139)`.
            Sense::Open if j + 1 == i && holds_numbers_alone(reading, j) => {}
            // `las resoluciones anteriores, entre ellas la 65/119`.
            Sense::Comma if matches!(reading.means(j + 1), Some(Means::Skip | Means::Latest)) => {}
            _ => break,
        }
        if loose > 14 {
            break;
        }
    }
    let group = last_group(reading, scan, i);
    if let Some(last) = scan.groups.last().filter(|_| acting_body(reading, scan, i).is_some()) {
        return Some((last.noun, None));
    }
    if let Some((group, last)) = group.and_then(|group| Some((group, scan.groups.get(group)?)))
        && goes_on(reading, last.last, i)
    {
        return Some((last.noun, Some(group).filter(|_| !is_owned_apart(reading, last.last, i))));
    }
    if let Some(last) = scan.groups.last().filter(|_| next_body(reading, scan, i).is_some()) {
        return Some((last.noun, None));
    }
    if let Some(noun) = noun_of_bracketed(reading, i, scan) {
        return Some((noun, None));
    }
    noun_of_latest(reading, i, scan).or_else(|| noun_of_misread_list(reading, i).map(|noun| (noun, None)))
}

/// Whether of two numbers of a list that says its noun once each has its own body behind it: `resolutions 65/230 of the Assembly and 53/1 of the
/// Commission`. The second begins a group of its own.
fn is_owned_apart(reading: &Reading, last: usize, i: usize) -> bool {
    let owner = |from: usize, passed: &dyn Fn(usize) -> bool| {
        let k = (from + 1..reading.sentence_end(from)).find(|k| !passed(*k))?;
        let is_body = matches!(reading.sense(k), Some(Sense::Body(_) | Sense::ShortBody(_)));
        (is_body && reading.loose(from, k) == 0).then_some(k)
    };
    let joint = |k: usize| matches!(reading.means(k), Some(Means::Of | Means::Date));
    let listed = |k: usize| {
        joint(k) || matches!(reading.sense(k), Some(Sense::Number(_) | Sense::Comma | Sense::Word(Means::And)))
    };
    !reading.tongue.noun_follows()
        && owner(last, &joint).is_some_and(|k| k < i)
        && owner(i, &listed).is_some_and(|k| !reading.is_noun(k + 1) || !reading.gap(k, k + 1).trim().is_empty())
}

/// The body right before a number in a list that says its noun once and has each body before its own numbers: `resolutions of the General
/// Assembly 47/133 and of the Security Council 1674 (2006)`. Its number makes a group of its own.
fn next_body(reading: &Reading, scan: &Scan, i: usize) -> Option<usize> {
    let is_body = |k: usize| matches!(reading.sense(k), Some(Sense::Body(_) | Sense::ShortBody(_)));
    let adjoins = |k: usize| reading.gap(k, k + 1).trim().is_empty();
    let Group { noun, first, last } = *scan.groups.last()?;
    let body = i.checked_sub(1).filter(|k| *k > last && is_body(*k) && adjoins(*k))?;
    let number = (first..=last).find(|k| matches!(reading.sense(*k), Some(Sense::Number(_))))?;
    let names_body = |k: Option<usize>| k.is_some_and(|k| is_body(k) && adjoins(k));
    let those = (last + 1..body).any(|k| reading.captured(k, "those").is_some());
    let headed = those
        || names_body(number.checked_sub(1))
        || reading.tongue.rows.attributive && names_body(noun.checked_sub(1));
    let joint = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And)));
    let passed = |k: usize| joint(k) || matches!(reading.means(k), Some(Means::Of | Means::Date));
    // The Arabic و is written to the name.
    let joined = (last + 1..body).any(joint) || reading.slice(reading.tokens[body].range.clone()).starts_with('و');
    let near = (last + 1..body).all(passed) && reading.loose(last, body) <= 4;
    (noun < number && headed && joined && near && reading.sentence.get(last) == reading.sentence.get(i)).then_some(body)
}

/// The body that does in a number what one before it did, where the noun is said once: `la Comisión de Estupefacientes, en su resolución 52/13, y el
/// Consejo de Derechos Humanos, en la 20/6`. Its number makes a group of its own.
fn acting_body(reading: &Reading, scan: &Scan, i: usize) -> Option<usize> {
    let opening = |k: &usize| matches!(reading.means(*k), Some(Means::Of | Means::Opening | Means::Latest));
    let last = scan.groups.last()?.last;
    let opened = (last + 1..i).rev().take_while(opening).count();
    let comma = (i - opened).checked_sub(1).filter(|k| opened > 0 && reading.sense(*k) == Some(Sense::Comma))?;
    let is_body = |k: &usize| *k > last && matches!(reading.sense(*k), Some(Sense::Body(_) | Sense::ShortBody(_)));
    let body = comma.checked_sub(1).filter(is_body)?;
    let joined = (last + 1..body).any(|k| matches!(reading.sense(k), Some(Sense::Semicolon | Sense::Word(Means::And))));
    let near = reading.loose(body, i) <= 4 && reading.loose(last, body) <= FAR;
    (joined && near && reading.sentence.get(last) == reading.sentence.get(i)).then_some(body)
}

/// The noun of a number of its own form that stands alone in a bracket, counted by a sign: `the resolution on the mandate (No. 3348 (XXIX))`.
fn noun_of_counted(reading: &Reading, i: usize) -> Option<usize> {
    let is_roman = reading.sense(i) == Some(Sense::Number(Numbering::Roman));
    let token = reading.tokens.get(i).filter(|_| is_roman)?;
    let counted = !reading.slice(token.range.clone()).starts_with(|c: char| c.is_ascii_digit());
    let open = i.checked_sub(1).filter(|open| reading.sense(*open) == Some(Sense::Open))?;
    let alone = reading.sense(i + 1) == Some(Sense::Close) && reading.loose(open, i + 1) == 0;
    let joins = |k: &usize| reading.means(*k) == Some(Means::Of);
    let noun = (reading.sentence_start(i)..open).rev().find(|k| !joins(k))?;
    (counted && alone && reading.is_noun(noun) && reading.loose(noun, open) <= WORDS).then_some(noun)
}

/// The opening mark of the quotation that a mark closes.
fn quotation(reading: &Reading, close: usize) -> Option<usize> {
    let before = close.checked_sub(1)?;
    let is_opening = reading.sense(before) == Some(Sense::QuoteOpen);
    if is_opening { Some(before) } else { reading.quote.get(before).copied().flatten() }
}

/// The noun of the many of which a number is the last: `all its resolutions on the right to housing, the latest being 52/10`. Where some of
/// them are named, it is one of theirs.
fn noun_of_latest(reading: &Reading, i: usize, scan: &Scan) -> Option<(usize, Option<usize>)> {
    let start = reading.sentence_start(i);
    let joins = |k: &usize| matches!(reading.sense(*k), Some(Sense::Comma | Sense::Word(Means::Skip | Means::Date)));
    let joined = (start..i).rev().take_while(joins).count();
    // `all subsequent resolutions on the follow-up …, including 78/177 of 19 December 2023`.
    let including = (i - joined..i).find(|k| reading.means(*k) == Some(Means::Skip));
    let including = including.filter(|k| *k > start && reading.sense(*k - 1) == Some(Sense::Comma));
    // A date or a member more shows that it is no share of something: `namely 59/250, 62/208 and 64/289`.
    let listed = matches!(reading.sense(i + 1), Some(Sense::Comma | Sense::Word(Means::And)))
        && matches!(reading.sense(i + 2), Some(Sense::Number(_)));
    let dated = reading.means(i + 1) == Some(Means::Date);
    let including =
        including.filter(|_| listed && reading.loose(i, i + 2) == 0 || dated && reading.loose(i, i + 1) == 0);
    let latest = (i - joined).checked_sub(1).filter(|k| *k >= start && reading.means(*k) == Some(Means::Latest));
    let latest = latest.or(including)?;
    let near = reading.loose(latest, i) <= 4 && reading.loose(start, latest) > 0;
    let quote = |k: usize| reading.quote.get(k).copied().flatten();
    let ends = |k: &usize| {
        let cited =
            matches!(reading.sense(*k), Some(Sense::Number(_) | Sense::Symbol | Sense::Semicolon | Sense::Refused(_)));
        cited || reading.is_noun(*k)
    };
    let noun = (start..latest).rev().filter(|k| quote(*k) == quote(i)).find(ends)?;
    let group = scan.groups.len().checked_sub(1);
    let listed = group.filter(|group| scan.groups.get(*group).is_some_and(|group| group.last == noun));
    let noun = listed.and_then(|group| scan.groups.get(group)).map_or(noun, |group| group.noun);
    (near && reading.is_noun(noun) && reading.loose(noun, i) <= FAR).then_some((noun, listed))
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

/// Whether a bracket holds numbers of sessions or years and what lists them, and nothing else: no `(2/3 of the members)`.
fn holds_numbers_alone(reading: &Reading, open: usize) -> bool {
    let inside = |k: &usize| {
        let listed = matches!(
            reading.sense(*k),
            Some(Sense::Number(_) | Sense::Comma | Sense::Word(Means::And | Means::Date | Means::Range))
        );
        listed && reading.loose(k - 1, *k) == 0
    };
    let end = (open + 1..reading.sentence_end(open)).find(|k| !inside(k));
    // `(71/280, para. 2)`: the comma before the part is the list's last.
    end.is_some_and(|k| closes_with_part(reading, if reading.is_part(k) { k.saturating_sub(2) } else { k - 1 }))
}

/// Whether a bracket closes behind a token, or behind the part that is cited of it: `that resolution (57/270 B, para. 37)`.
pub(super) fn closes_with_part(reading: &Reading, i: usize) -> bool {
    let parted = reading.sense(i + 1) == Some(Sense::Comma) && reading.is_part(i + 2);
    let is_part =
        |k: &usize| reading.is_part(*k) || matches!(reading.sense(*k), Some(Sense::Comma | Sense::Word(Means::Of)));
    let parts = (i + 1..reading.sentence_end(i)).take_while(|k| parted && is_part(k)).count();
    let close = i + 1 + parts;
    reading.sense(close) == Some(Sense::Close) && reading.loose(i, close) == 0
}

/// The last group before a number that does not stand in a bracket closed before it: `las resoluciones 64/179 (véase la decisión 64/530) y 64/180`.
fn last_group(reading: &Reading, scan: &Scan, i: usize) -> Option<usize> {
    let beside = |(_, group): &(usize, &Group)| !is_aside(reading, group.last, i);
    scan.groups.iter().enumerate().rev().take(LIST).find(beside).map(|(n, _)| n)
}

/// Whether a token stands in a bracket that is closed before another token.
fn is_aside(reading: &Reading, k: usize, i: usize) -> bool {
    let open = |k: usize| reading.bracket.get(k).copied().flatten();
    open(k).is_some_and(|bracket| open(i).is_none_or(|around| around < bracket))
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
    // A number in between that the list does not hold is of something else: `des observations générales nos 12 (1999) et 36 (2018)`.
    let parted = |k: usize| reading.is_noun(k) || matches!(reading.sense(k), Some(Sense::Symbol | Sense::Number(_)));
    if !same || (last + 1..i).any(|k| parted(k) && !is_aside(reading, k, i)) || is_share(reading, i) {
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
            Some(Sense::Word(Means::Skip | Means::Latest)) => loose = 0,
            // A part of the next member: `el párrafo 8 de la resolución 1718 (2006) y el párrafo 9 de la 1874 (2009)`.
            Some(_) if reading.is_part(k) && reading.means(k + 1) == Some(Means::Of) && loose == 0 => {}
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
    } else if noun > i && (i..noun).all(|k| reading.gap(k, k + 1).is_empty()) && (i + 1..noun).all(is_body) {
        range.end = reading.tokens[noun].range.end;
    } else if noun < i {
        return range;
    }
    if let Some(body) = first.checked_sub(1).filter(|k| is_body(*k) && adjoins(*k, first)) {
        range.start = reading.tokens[body].range.start;
    }
    range
}
