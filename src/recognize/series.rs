//! Finds what a list goes on with behind a symbol by its number alone: `A/56/168, 190 and 253-256`, `CRC/C/SR.2092 and 2094`, `A/60/5/Add.1 to 9`.
//! In: a reading and a symbol. Out: `Mention`s in the scan, each a symbol of the same series. Never goes down nor far in a series, and takes no
//! figures that count something.

use std::ops::Range;

use super::{
    letter::is_han,
    lexer::{Sense, Token},
    number::range_end,
    reading::Reading,
    rules::Means,
    scan::{Mention, Scan, What},
};
use crate::model::Symbol;

/// The rule that citations tell of what a list names by its number alone.
pub(super) const LISTED: &str = "continuation";

/// What numbers a list of symbols goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// Documents: `A/56/168 and 190`.
    Documents,
    /// Records of meetings: `CRC/C/SR.2092 and 2094`.
    Records,
    /// Addenda and the like: `A/60/5/Add.1 to 9`.
    Addenda,
}

/// What a symbol is the last number of: `CRC/C/SR.` and 2092, `A/56/` and 168; of both where two are joined.
pub(super) struct Series {
    heads: Vec<String>,
    last: u32,
    counts: Counts,
}

impl Series {
    /// The series of a record, an addendum or the like, or of a document that a number ends.
    pub(super) fn of(symbol: &Symbol) -> Option<Self> {
        let members = symbol.members();
        let figures = |member: &Symbol| {
            let head = member.as_str().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
            (member.as_str()[head.len()..].to_owned(), head)
        };
        let (numbers, heads): (Vec<String>, Vec<String>) = members.iter().map(figures).unzip();
        let number = numbers.first()?;
        let last = symbol.as_str().rsplit('/').next()?;
        let word = last.split_once('.').map_or("", |(word, _)| word);
        let counts = match word {
            "SR" | "PV" => Counts::Records,
            "Add" | "Rev" | "Corr" | "Amend" | "CRP" | "WP" => Counts::Addenda,
            // `E/CN.15/2022/NGO/1-14` are statements of fourteen organizations.
            _ if members.len() == 1 && heads.iter().all(|head| head.ends_with("/NGO/")) => Counts::Addenda,
            _ if members.len() == 1 && (word == "L" || heads.iter().all(|head| head.ends_with('/'))) => {
                Counts::Documents
            }
            _ => return None,
        };
        let alike = numbers.iter().all(|other| other == number);
        Some(Self { heads, last: number.parse().ok()?, counts }).filter(|_| alike)
    }

    /// The one with a number.
    fn at(&self, number: u32) -> Option<Symbol> {
        let members: Vec<String> = self.heads.iter().map(|head| format!("{head}{number}")).collect();
        Symbol::parse(&members.join("-")).ok()
    }

    /// Whether a number may be the next of a list behind another: higher, and not far.
    fn goes_on(&self, last: u32, next: u32) -> bool {
        let reach = if matches!(self.counts, Counts::Documents) { 300 } else { 100 };
        // No sum: a symbol may be printed with the highest number there is.
        next.checked_sub(last).is_some_and(|step| (1..reach).contains(&step))
    }
}

/// The records, addenda or documents listed behind one: `CRC/C/SR.2092 and 2094`, `A/C.6/72/SR.11-15 and 30`, `A/60/5/Add.1 to 9`, `A/56/168,
/// 190 and 253-256`. They go up, and not far; what goes on with a small letter is no such number (`SR.20 and 21 speakers`), nor, behind a
/// document, with any letter.
pub(super) fn listed_behind(reading: &Reading, i: usize, series: &Series, scan: &mut Scan) {
    let Some(Mention { group, .. }) = scan.mentions.last() else { return };
    let group = *group;
    let mut last = series.last;
    let (mut at, mut token) = (reading.range(i).end, i + 1);
    let mut begun = series.counts != Counts::Documents;
    // `A/50/636-46`: the end of a range of documents, where no session nor part of a session is as high.
    begun |= last >= 100 && reading.rest(at).starts_with('-');
    while let Some((number, range)) = next_listed(reading, at, &mut token, begun, series.counts) {
        let is_end = reading.slice(at..range.start) == "-";
        let figures = || reading.slice(range.clone());
        let number = if is_end { range_end(&last.to_string(), figures()) } else { Some(number) };
        let Some(number) = number.filter(|number| series.goes_on(last, *number)) else { return };
        let printed = |at: usize| reading.tokens.get(at).is_some_and(|token| token.range.start == range.start);
        let Some(listed) = series.at(number) else { return };
        (last, at, begun) = (number, range.end, true);
        let own = if printed(token) { token } else { i };
        scan.push(What::Symbol(listed), range, own, group, LISTED);
    }
}

/// The next number in such a list behind a byte; `token` is the first token behind it. Where the list has begun it may be the end of a range.
fn next_listed(
    reading: &Reading,
    at: usize,
    token: &mut usize,
    begun: bool,
    counts: Counts,
) -> Option<(u32, Range<usize>)> {
    let mut begins = at;
    let mut joint_before = None;
    while let Some(joint) = reading.tokens.get(*token).filter(|joint| joint.range.start < at + 8) {
        let joins = matches!(joint.sense, Sense::Comma | Sense::Word(Means::And | Means::Range));
        if joint.range.start >= begins && !(joins && reading.slice(begins..joint.range.start).trim().is_empty()) {
            break;
        }
        joint_before = Some(joint.sense);
        begins = begins.max(joint.range.end);
        *token += 1;
    }
    let rest = reading.rest(begins);
    let dashed = rest.trim_start().strip_prefix('-');
    let figures = dashed.unwrap_or(rest).trim_start();
    let length = figures.bytes().take_while(u8::is_ascii_digit).count();
    let start = begins + rest.len() - figures.len();
    let next = reading.tokens[*token..].iter().find(|next| next.range.start >= start);
    // `A/60/5/Add.1 and 42 (1948)`.
    let own = |next: &Token| matches!(next.sense, Sense::Number(_)) && next.range.end > start + length;
    if dashed.is_none() && next.is_some_and(own) {
        return None;
    }
    let listed = begins > at || begun && dashed.is_some();
    let conjoined = dashed.is_some() || joint_before == Some(Sense::Word(Means::And));
    let whole = ends_listed(&figures[length..], counts, conjoined);
    // A conjunction may go on with a small letter.
    let goes_on = reading.tokens[*token..].iter().find(|next| next.range.start >= start + length).is_some_and(|next| {
        let joins = matches!(next.sense, Sense::Word(Means::And | Means::Range));
        joins && reading.slice(start + length..next.range.start).trim().is_empty()
    });
    (listed && (1..=5).contains(&length) && (whole || goes_on))
        .then(|| Some((figures[..length].parse().ok()?, start..start + length)))?
}

/// Whether what stands behind a number lets it be one of a list: `Add.1 and 2 contain`, but not `Add.1 and 2.5 tons`, nor `Add.1, 12 States` or
/// `submitted A/60/5/Add.1 to 9 delegations`.
fn ends_listed(behind: &str, counts: Counts, conjoined: bool) -> bool {
    let mut near = behind.chars();
    let (first, second) = (near.next(), near.next());
    let decimal = first.is_some_and(|c| c == '.' || c == ',' && counts == Counts::Addenda)
        && second.is_some_and(|c| c.is_ascii_digit());
    let apart = first.is_none_or(|c| !c.is_alphanumeric() || is_han(c));
    let Some(next) = behind.chars().find(|c| !c.is_whitespace()) else { return true };
    let letter = match counts {
        Counts::Records => next.is_uppercase(),
        Counts::Addenda => apart && conjoined && !next.is_uppercase(),
        Counts::Documents => false,
    };
    !decimal && (letter || "第号".contains(next) || !next.is_alphanumeric()) && !"/%".contains(next)
}
