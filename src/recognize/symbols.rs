//! Finds what is printed as a symbol, and what goes on from one (`Add.1 and 2`). In: a reading and a token. Out: `Mention`s in the
//! scan, symbols in canonical form. Never makes a symbol of a number; that is `attribute`.

use super::{
    lexer::Sense,
    reading::Reading,
    rules::Means,
    scan::{Mention, Scan, What},
};
use crate::model::Symbol;

/// A printed symbol, or two joined; two of one series joined are the ends of a range.
pub(super) fn symbols(reading: &Reading, i: usize, scan: &mut Scan) {
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
pub(super) fn continuation(reading: &Reading, i: usize, scan: &mut Scan) {
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
pub(super) fn sibling(reading: &Reading, i: usize, scan: &mut Scan) {
    let Some((mention, symbol)) = listed_after(reading, i, scan) else { return };
    let Some((rest, last)) = symbol.as_str().rsplit_once('/') else { return };
    let Some((word, _)) = last.split_once('.') else { return };
    let joined_by = i.checked_sub(1).and_then(|k| reading.sense(k));
    let dash = reading.gap(mention.token, i).trim() == "-";
    let listed = matches!(joined_by, Some(Sense::Word(Means::And | Means::Range) | Sense::Comma)) || dash;
    let suffix = matches!(word, "Add" | "Rev" | "Corr" | "Amend") || matches!(word, "L" | "CRP" | "SR" | "PV") && dash;
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
