//! Finds what is mentioned. In: a reading. Out: `Mention`s in order, whose body and target are still open where only a number is
//! printed, gathered in groups that share a noun. Never decides a body; that is `attribute`.

use std::ops::Range;

use super::{
    lexer::Sense,
    lists::{acting_body, is_owned_apart, joined_group, next_body},
    members::numbers,
    nouns::{Announced, noun_of},
    number::Number,
    reading::Reading,
    rules::Means,
    symbols::{continuation, is_listed, listed_behind_ibid, symbols},
};
use crate::model::{Kind, Numbering, Pinpoint, Symbol};

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

impl Group {
    /// The token that its print begins with: the noun, or where that comes last a number.
    pub(super) fn begin(&self) -> usize {
        self.noun.min(self.first)
    }

    /// The token that its print ends with.
    pub(super) fn end(&self) -> usize {
        self.noun.max(self.last)
    }

    /// The tokens of its numbers.
    pub(super) fn numbers(&self, reading: &Reading) -> impl Iterator<Item = usize> {
        (self.first..=self.last).filter(|k| reading.is_number(*k))
    }
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
    scan.push(What::Ibid(None), reading.range(i), i, group, reading.rule(i));
}

/// A number, where a noun tells what it numbers.
fn number(reading: &Reading, i: usize, form: Numbering, scan: &mut Scan) {
    // `resolution 5/1, decision 6/102 and PRST/8/1` tells its kind itself, and needs no noun: `adopted as PRST/31/1`.
    let is_statement = reading.printed(i).starts_with("PRST");
    let found = noun_of(reading, i, scan).or_else(|| is_statement.then_some(Announced { noun: i, group: None }));
    let Some(Announced { noun, group }) = found else { return listed_behind_symbol(reading, i, form, scan) };
    if is_end_of_parted(reading, i, noun) {
        return;
    }
    let kind = if is_statement { Some(Kind::Statement) } else { reading.means(noun).and_then(Means::kind) };
    let Some(kind) = kind else { return };
    let group = group.or_else(|| joined_group(reading, i, noun, scan));
    let group = group.unwrap_or_else(|| begin_group(reading, i, noun, scan));
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

/// Begins a group with a number: with the noun, or where that was said before with the body that the number has of its own.
fn begin_group(reading: &Reading, i: usize, noun: usize, scan: &mut Scan) -> usize {
    let body = next_body(reading, scan, i).or_else(|| acting_body(reading, scan, i)).filter(|_| noun < i);
    let apart = || scan.groups.last().filter(|last| last.noun == noun && is_owned_apart(reading, last.last, i));
    let first = body.or_else(|| apart().map(|_| i)).unwrap_or_else(|| noun.min(i));
    scan.groups.push(Group { noun, first, last: i });
    scan.groups.len() - 1
}

/// Whether a number is the end of one whose first figure extraction set apart: `resolution 1 267 (1999)`.
fn is_end_of_parted(reading: &Reading, i: usize, noun: usize) -> bool {
    let first = i.checked_sub(1).filter(|first| reading.sense(*first) == Some(Sense::Integer));
    let Some(first) = first.filter(|first| *first > noun && reading.gap(*first, i) == " ") else { return false };
    let listed = matches!(reading.sense(first - 1), Some(Sense::Comma | Sense::Word(Means::And)));
    let begins = first == noun + 1 || listed && !is_of_its_year(reading, i);
    begins && reading.adjoin(first - 1, first)
}

/// Whether a number is one of the year that stands with it, or has none: `687 (1991)`, but not 24 in `16 24 (2005)`.
fn is_of_its_year(reading: &Reading, i: usize) -> bool {
    let Some((number, year)) = reading.figures(i, "n").zip(reading.figures(i, "s")) else { return true };
    let told = reading.tongue.year_of(number);
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

/// The printed run that holds a number, with noun and body where they adjoin it.
fn printed_range(reading: &Reading, i: usize, noun: usize) -> Range<usize> {
    let mut range = reading.range(i);
    let mut first = i;
    if noun + 1 == i && reading.adjoin(noun, i) {
        range.start = reading.range(noun).start;
        first = noun;
    } else if noun > i
        && (i..noun).all(|k| reading.gap(k, k + 1).is_empty())
        && (i + 1..noun).all(|k| reading.is_body(k))
    {
        range.end = reading.range(noun).end;
    } else if noun < i {
        return range;
    }
    if let Some(body) = first.checked_sub(1).filter(|k| reading.is_body(*k) && reading.adjoin(*k, first)) {
        range.start = reading.range(body).start;
    }
    range
}
