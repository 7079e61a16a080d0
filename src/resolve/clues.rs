//! What citing texts tell of the texts they cite: title and date (题为“…”的 2008 年 12 月 18 日大会第 63/195 号决议). In: the archive and the
//! patterns of `data/clues.yaml`. Out: the same archive with clues on its entries. Reads only what stands directly beside a citation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use regex::{Captures, Regex};
use serde::Deserialize;

use crate::model::{Archive, Citation, Clue, Failure, Held, Lang, Text};

/// How far beside a citation a clue may stand, in bytes: long enough for a title of three lines.
const REACH: usize = 600;

/// The patterns of one language, as in `data/clues.yaml`: `title`, `year`, `month`, `day` are named groups.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// Read backwards from the citation: each must end where the citation begins.
    #[serde(default)]
    before: Vec<String>,
    /// Read onwards from the citation: each must begin where the citation ends.
    #[serde(default)]
    after: Vec<String>,
    /// Months in words, January first; empty where they are written in figures.
    #[serde(default)]
    months: Vec<String>,
}

/// The compiled patterns of all languages.
#[derive(Debug, Clone)]
pub struct ClueRules {
    languages: BTreeMap<Lang, Rules>,
}

#[derive(Debug, Clone)]
struct Rules {
    before: Vec<Regex>,
    after: Vec<Regex>,
    months: Vec<String>,
}

impl ClueRules {
    /// Compiles the patterns of `data/clues.yaml`.
    ///
    /// # Errors
    /// When the file is not as it should be, or a pattern is no regular expression.
    pub fn load(path: &str, yaml: &str) -> Result<Self, Failure> {
        let wrong = |why: String| Failure::new(path, why, "mend this data file; the built-in one is an example");
        let rows: BTreeMap<Lang, Row> = serde_yaml::from_str(yaml).map_err(|error| wrong(error.to_string()))?;
        let mut languages = BTreeMap::new();
        for (lang, row) in rows {
            let months = row.months.iter().map(|month| regex::escape(month)).collect::<Vec<_>>().join("|");
            let compile =
                |pattern: String| Regex::new(&pattern.replace("{month}", &months)).map_err(|e| wrong(e.to_string()));
            languages.insert(
                lang,
                Rules {
                    before: row.before.iter().map(|p| compile(format!("(?:{p})$"))).collect::<Result<_, _>>()?,
                    after: row.after.iter().map(|p| compile(format!("^(?:{p})"))).collect::<Result<_, _>>()?,
                    months: row.months,
                },
            );
        }
        Ok(Self { languages })
    }
}

/// Puts the clues of all citing texts on the entries they are about.
pub(super) fn gather(archive: &mut Archive, rules: &ClueRules) {
    let found: Vec<(usize, Clue, bool)> =
        archive.held.par_iter().flat_map_iter(|held| clues(archive, held, rules)).collect();
    for (about, clue, is_title) in found {
        let Some(entry) = archive.entries.at_mut(about) else { continue };
        let clues = if is_title { &mut entry.titles } else { &mut entry.dates };
        if clues.iter().all(|known| known.said != clue.said || known.lang != clue.lang) {
            clues.push(clue);
        }
    }
}

/// What one text tells of those that it cites: the place of each entry, the clue, and whether it is a title.
fn clues(archive: &Archive, held: &Held, rules: &ClueRules) -> Vec<(usize, Clue, bool)> {
    let Some(rules) = rules.languages.get(&held.document.facts.lang) else { return Vec::new() };
    let clue = |said| Clue { said, lang: held.document.facts.lang, from: held.document.identity.clone() };
    let mut found = Vec::new();
    for citation in &held.citations {
        let Some((symbol, text)) = citation.target.symbol().zip(held.document.text_at(citation.locus)) else {
            continue;
        };
        let (title, date) = told(text, citation, rules);
        let said = title.map(|title| (title, true)).into_iter().chain(date.map(|date| (date.to_string(), false)));
        let about = archive.entries.place(symbol.as_str());
        found.extend(said.filter_map(|(said, is_title)| Some((about?, clue(said), is_title))));
    }
    found
}

/// The title and the date that stand beside a citation.
fn told(text: &Text, citation: &Citation, rules: &Rules) -> (Option<String>, Option<Date>) {
    let plain = text.plain.as_str();
    let start = floor(plain, citation.range.start.saturating_sub(REACH));
    let end = floor(plain, (citation.range.end + REACH).min(plain.len()));
    let before = &plain[start..citation.range.start];
    let after = &plain[citation.range.end..end];
    let (mut title, mut date) = (None, None);
    let matches = rules.before.iter().filter_map(|rule| rule.captures(before));
    for captures in matches.chain(rules.after.iter().filter_map(|rule| rule.captures(after))) {
        title = title.or_else(|| captures.name("title").map(|title| title.as_str().trim().to_owned()));
        date = date.or_else(|| day(&captures, &rules.months));
    }
    (title, date)
}

/// The start of the character that holds a byte.
fn floor(plain: &str, mut offset: usize) -> usize {
    while !plain.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn day(captures: &Captures<'_>, months: &[String]) -> Option<Date> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str());
    let month = part("month")?;
    let number = month.parse().ok().or_else(|| {
        months.iter().position(|name| name.eq_ignore_ascii_case(month)).and_then(|index| i8::try_from(index + 1).ok())
    })?;
    Date::new(part("year")?.parse().ok()?, number, part("day")?.parse().ok()?).ok()
}
