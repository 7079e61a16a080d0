//! Finds what is printed as a symbol, and what goes on from one (`Add.1 and 2`). In: a reading and a token. Out: `Mention`s in the
//! scan, symbols in canonical form. Never makes a symbol of a number; that is `attribute`.

use super::{
    lexer::Sense,
    reading::Reading,
    rules::Means,
    scan::{Mention, Scan, What},
    series::{LISTED, Series, listed_behind},
    volumes::Volume,
};
use crate::model::{Kind, Symbol};

/// A printed symbol, or two joined; two of one series joined are the ends of a range.
pub(super) fn symbols(reading: &Reading, i: usize, scan: &mut Scan) {
    let range = reading.range(i);
    let printed = reading.slice(range.clone());
    let behind = reading.rest(range.end);
    let Some(symbol) = printed_symbol(printed).filter(|_| !is_cut(printed, behind)) else { return };
    let named = i.checked_sub(1).is_some_and(|k| reading.means(k) == Some(Means::Skip) && reading.gap(k, i) == " ");
    if printed.starts_with('$') && !named {
        return;
    }
    let members = symbol.members();
    let series = |symbol: &Symbol| symbol.as_str().rsplit_once('/').map(|(series, _)| series.to_owned());
    let split = printed.rfind('-').filter(|_| members.len() == 2 && series(&members[0]) == series(&members[1]));
    let group = scan.mentions.len();
    let rule = reading.rule(i);
    if let ([first, last], Some(dash)) = (members.as_slice(), split) {
        let trimmed = printed[..dash].trim_end().len();
        let begins = dash + 1 + (printed[dash + 1..].len() - printed[dash + 1..].trim_start().len());
        scan.push(What::Symbol(first.clone()), range.start..range.start + trimmed, i, group, rule);
        scan.push(What::Symbol(last.clone()), range.start + begins..range.end, i, group, rule);
        return;
    }
    let volumes = reading.tongue.volumes.behind(reading, &symbol, range.end);
    if !volumes.is_empty() {
        return in_volumes(reading, i, symbol, volumes, scan);
    }
    let (symbol, end) = lettered(reading, &symbol, range.end).unwrap_or((symbol, range.end));
    let series = Series::of(&symbol);
    scan.push(What::Symbol(symbol), range.start..end, i, group, rule);
    if let Some(series) = series {
        listed_behind(reading, i, &series, scan);
    }
}

/// A symbol of whose volumes one or more are named behind it: each is a document, and the symbol alone is none of them.
fn in_volumes(reading: &Reading, i: usize, symbol: Symbol, volumes: Vec<Volume>, scan: &mut Scan) {
    let (group, range) = (scan.mentions.len(), reading.range(i));
    let (start, alone) = (range.start, volumes.len() == 1);
    // The first may have been printed as a part of the symbol.
    let whole = symbol.as_str().ends_with(')').then_some((symbol, range));
    let begins = whole.is_none();
    for (n, (volume, mut own)) in whole.into_iter().chain(volumes).enumerate() {
        if n == 0 && begins {
            let closes = alone && reading.slice(own.end..own.end + 1) == ")";
            own = start..own.end + usize::from(closes);
        }
        scan.push(What::Symbol(volume), own, i, group, reading.rule(i));
    }
}

/// What a body adopted, with the letter of a part that the text's own script has behind it: `A/RES/57/270 باء`; and where it ends.
fn lettered(reading: &Reading, symbol: &Symbol, end: usize) -> Option<(Symbol, usize)> {
    let behind = reading.rest(end).strip_prefix(' ')?;
    let word = behind.split(|c: char| !c.is_alphabetic()).next()?;
    let letter = reading.tongue.rows.letters.get(word).filter(|_| word.chars().count() > 1)?;
    let adopted = symbol.kind() != Kind::Document && symbol.as_str().ends_with(|c: char| c.is_ascii_digit());
    let part = adopted.then(|| Symbol::parse(&format!("{symbol}{letter}")).ok())??;
    Some((part, end + 1 + word.len()))
}

/// A symbol as printed in canonical form; `None` where it holds no figure and so names no document, or is no more than `A/4`, which
/// names a size, a part or a class sooner than one of the first nine documents of 1946.
fn printed_symbol(printed: &str) -> Option<Symbol> {
    let figures_printed = printed.chars().filter(char::is_ascii_digit).count();
    let length = printed.chars().filter(|c| !c.is_whitespace()).count();
    if figures_printed == 0 || figures_printed == 1 && length <= 3 {
        return None;
    }
    let symbol = Symbol::parse(&joined(&figures(printed))).ok();
    let symbol = symbol.filter(|symbol| !is_organ(symbol) && !is_stem(symbol))?;
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

/// The hyphen that a line break stands for between two symbols of one document: `A/70/843` and `S/2016/350`.
fn joined(printed: &str) -> String {
    let mut joined = String::with_capacity(printed.len());
    for (at, c) in printed.char_indices() {
        let before = printed[..at].ends_with(|c: char| c.is_ascii_digit());
        let begins = matches!(printed.get(at + 1..at + 3), Some("A/" | "S/"));
        joined.push(if c == ' ' && before && begins { '-' } else { c });
    }
    joined
}

/// Whether a symbol names an organ and none of its documents: `E/CN.15`, `A/C.3`, `A/CONF.213`.
fn is_organ(symbol: &Symbol) -> bool {
    let last = symbol.as_str().rsplit('/').next().unwrap_or_default();
    let word = last.split_once('.').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    word.is_some_and(|(word, _)| matches!(word, "C" | "CN" | "AC" | "SC" | "Sub" | "CONF" | "WG"))
}

/// Whether a symbol ends with a word that only begins a piece of one: `A/64/1/Add`, `E/CN.15/RES`.
fn is_stem(symbol: &Symbol) -> bool {
    let last = symbol.as_str().rsplit('/').next().unwrap_or_default();
    ["Add", "Adds", "Rev", "Corr", "Amend", "RES", "DEC", "PRST"].iter().any(|word| word.eq_ignore_ascii_case(last))
}

/// Whether what stands behind a symbol leaves it without its end: `A/63/…`, `S/ 2000 / 1 254`, whose figures extraction set apart.
fn is_cut(printed: &str, behind: &str) -> bool {
    let left_out =
        behind.strip_prefix('/').is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == ' '));
    let set_apart = printed.contains("/ ") && printed.ends_with(|c: char| c.is_ascii_digit());
    let figures = behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    left_out || set_apart && figures
}

/// `Add.I` and `Add. l` are misread `Add.1`, `Rey.1` a misread `Rev.1`.
fn figures(printed: &str) -> String {
    let mut figures = printed.replace("/Rey.", "/Rev.").replace("/ Rey.", "/ Rev.").replace('$', "S");
    // More than one: `CCPR/C/128/3/Adds.1-4`.
    for (many, one) in [("Adds.", "Add."), ("Corrs.", "Corr.")] {
        figures = figures.replace(many, one);
    }
    for word in ["Add", "Rev", "Corr"] {
        for misread in ["I", "l"] {
            if [".", ". "].iter().any(|stop| figures.ends_with(&format!("{word}{stop}{misread}"))) {
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
    is_listed(reading, mention, i).then_some((mention, symbol))
}

/// The last symbol before a conjunction and an addendum at token `i`, where a part of it stands between: `A/HRC/13/21, paras. 12-15, and Corr.1`.
fn behind_part<'s>(reading: &Reading, i: usize, scan: &'s Scan) -> Option<(&'s Mention, &'s Symbol)> {
    let mention = scan.mentions.last()?;
    let What::Symbol(symbol) = &mention.what else { return None };
    let joined = i.checked_sub(1).is_some_and(|k| reading.means(k) == Some(Means::And));
    let part = (mention.token + 1..i).all(|k| {
        let listed = matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And)));
        listed || reading.is_part(k)
    });
    (joined && part && reading.loose(mention.token, i) == 0).then_some((mention, symbol))
}

/// Whether nothing but list words stands between a mention and token `i`.
pub(super) fn is_listed(reading: &Reading, mention: &Mention, i: usize) -> bool {
    let between = mention.token + 1..i;
    let listed = between.clone().all(|k| match reading.sense(k) {
        Some(Sense::Comma | Sense::Open | Sense::Close | Sense::Semicolon) => true,
        Some(Sense::Word(means)) => matches!(means, Means::And | Means::Range | Means::Skip | Means::Date | Means::Of),
        _ => false,
    });
    listed && reading.loose(mention.token, i) <= 4
}

/// `Add.1` behind a symbol, or behind an ibid.
pub(super) fn continuation(reading: &Reading, i: usize, scan: &mut Scan) {
    let printed = figures(reading.printed(i));
    if behind_ibid(reading, i, &printed, scan) {
        return;
    }
    let Some((mention, symbol)) = listed_after(reading, i, scan).or_else(|| behind_part(reading, i, scan)) else {
        return;
    };
    let (first, is_far) = series(&printed);
    // Behind `Add.2` another `Add.` stands beside it; behind an addendum that was itself a continuation, all do, also behind the last of
    // `Corr.1 and 2`; but what stands behind `Add.4/Rev.1` is of that.
    let before = reading.printed(mention.token);
    let continued =
        matches!(reading.sense(mention.token), Some(Sense::Continuation | Sense::Integer)) && !before.contains('/');
    let beside = above(symbol, |last| word(last) == first, is_far);
    // Nothing is added to a corrigendum: `A/51/457/Corr.1 and Add.1`.
    let corrigendum = symbol.as_str().rsplit('/').next().is_some_and(|last| word(last) == "corr");
    let behind = symbol.parent().filter(|_| continued || corrigendum);
    let base = beside.or(behind).unwrap_or_else(|| symbol.clone());
    let group = mention.group;
    // `A/56/190, 207 and Add.1, 209`: a list of documents goes on behind the addendum of one; `A/60/5 and Add.1, 7` is no such list.
    let documents = Some(&base).filter(|base| *base == symbol && mention.rule == LISTED).and_then(Series::of);
    if let Some(joined) = joint_with(&base, &printed) {
        let range = reading.range(i);
        let series = Series::of(&joined);
        scan.push(What::Symbol(joined), range, i, group, reading.rule(i));
        let count = scan.mentions.len();
        for series in [documents, series].into_iter().flatten() {
            if scan.mentions.len() == count {
                listed_behind(reading, i, &series, scan);
            }
        }
    }
}

/// The word of a part: `add` of `Add.1`.
fn word(part: &str) -> String {
    part.split(['.', ' ']).next().unwrap_or_default().to_lowercase()
}

/// What a part is counted as, and whether such parts stand under an organ and not under a document.
fn series(part: &str) -> (String, bool) {
    let first = word(part.split('/').next().unwrap_or_default());
    let is_far = matches!(first.as_str(), "l" | "crp" | "wp" | "pv" | "sr");
    (first, is_far)
}

/// `ibid., Add.12`: the addendum of what was cited before, and not the one that was cited itself. Behind a conjunction it stands beside.
fn behind_ibid(reading: &Reading, i: usize, part: &str, scan: &mut Scan) -> bool {
    let Some(mention) = scan.mentions.last().filter(|mention| is_listed(reading, mention, i)) else { return false };
    let What::Ibid(named) = &mention.what else { return false };
    let joined = (mention.token + 1..i).any(|k| matches!(reading.means(k), Some(Means::And | Means::Range)));
    let (beside, group) = (joined || named.is_some(), mention.group);
    let range = reading.range(i);
    if let Some(ibid) = scan.mentions.last_mut().filter(|_| !beside) {
        ibid.what = What::Ibid(Some(part.to_owned()));
        ibid.range.end = range.end;
        ibid.token = i;
    } else {
        scan.push(What::Ibid(Some(part.to_owned())), range, i, group, reading.rule(i));
    }
    true
}

/// The addendum that an ibid. names of the text cited before: of the text that one belongs to, where it is an addendum itself. A resolution
/// has none.
pub(super) fn addendum(antecedent: &Symbol, part: &str) -> Option<Symbol> {
    let (first, is_far) = series(part);
    let is_such = |last: &str| word(last) == first;
    let of = |member: &Symbol| {
        let corrected =
            || member.parent().filter(|_| word(member.as_str().rsplit('/').next().unwrap_or_default()) == "corr");
        let base = above(member, is_such, is_far).or_else(corrected);
        base.or_else(|| Some(member.clone()).filter(|_| !is_far))?.with(part).ok().map(|symbol| symbol.to_string())
    };
    let members: Option<Vec<String>> = antecedent.members().iter().map(of).collect();
    let symbol = Symbol::parse(&members?.join("-")).ok()?;
    (antecedent.kind() == Kind::Document).then_some(symbol)
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
    if part.starts_with("Resumption") {
        return resumed(symbol, part);
    }
    let members: Option<Vec<String>> =
        symbol.members().iter().map(|member| member.with(part).ok().map(|s| s.to_string())).collect();
    Symbol::parse(&members?.join("-")).ok()
}

/// Whether a piece of a symbol counts the record of a meeting: `SR.20`, `PV.4453`.
fn is_record(piece: &str) -> bool {
    piece.split_once('.').is_some_and(|(word, _)| matches!(word, "SR" | "PV"))
}

/// The record of a meeting that was resumed, which is printed in brackets: `S/PV.4305 (Resumption 1)`.
fn resumed(symbol: &Symbol, part: &str) -> Option<Symbol> {
    let meeting = symbol.as_str().split('(').next()?;
    let is_meeting = meeting.rsplit('/').next().is_some_and(is_record);
    is_meeting.then(|| Symbol::parse(&format!("{meeting}({part})")).ok())?
}

/// `13` in `ibid., Add.12 and 13`.
pub(super) fn listed_behind_ibid(reading: &Reading, i: usize, scan: &mut Scan) {
    let Some(mention) = scan.mentions.last() else { return };
    let What::Ibid(Some(named)) = &mention.what else { return };
    let joined = i.checked_sub(1).and_then(|k| reading.means(k));
    let listed = matches!(joined, Some(Means::And | Means::Range)) && is_listed(reading, mention, i);
    let Some((word, _)) = named.rsplit_once('.').filter(|(word, _)| listed && !word.contains('/')) else { return };
    let part = format!("{word}.{}", reading.printed(i));
    let group = mention.group;
    scan.push(What::Ibid(Some(part)), reading.range(i), i, group, LISTED);
}
