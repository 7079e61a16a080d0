//! What a citing text tells of the text it cites: title and date (题为“…”的 2008 年 12 月 18 日大会第 63/195 号决议). In: a text with a citation, and
//! the patterns of `data/clues.yaml`. Out: what it tells. Reads only what stands directly beside a citation.

use std::{collections::BTreeMap, path::Path};

use jiff::civil::Date;
use regex::{Captures, Regex};
use serde::Deserialize;
use serde_yaml::Spanned;

use crate::{
    model::{Citation, Failure, Lang, Text, Told},
    own,
};

/// How far beside a citation a clue may stand, in bytes: long enough for a title of three lines.
const REACH: usize = 600;

/// The patterns of one language, as in `data/clues.yaml`: `title`, `year`, `month`, `day` are named groups.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// Read backwards from the citation: each must end where the citation begins.
    #[serde(default)]
    before: Vec<Spanned<String>>,
    /// Read onwards from the citation: each must begin where the citation ends.
    #[serde(default)]
    after: Vec<Spanned<String>>,
    /// Months in words, January first; empty where they are written in figures.
    #[serde(default)]
    months: Vec<String>,
}

/// The compiled patterns of all languages.
#[derive(Debug, Clone)]
pub(super) struct ClueRules {
    languages: BTreeMap<Lang, Rules>,
}

#[derive(Debug, Clone)]
struct Rules {
    before: Vec<Regex>,
    after: Vec<Regex>,
    months: Vec<String>,
}

impl ClueRules {
    /// Compiles the patterns of `data/clues.yaml`, built in or of a source folder.
    ///
    /// # Errors
    /// When the file is not as it should be, or a pattern is no regular expression.
    pub(super) fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let (place, text) = own::data(source, "clues.yaml", include_str!("../../data/clues.yaml"))?;
        Self::read(&place, &text)
    }

    fn read(place: &str, yaml: &str) -> Result<Self, Failure> {
        let remedy = "mend this data file; the built-in one is an example";
        let rows: BTreeMap<Lang, Row> = own::parsed(place, yaml, remedy)?;
        let mut languages = BTreeMap::new();
        for (lang, row) in rows {
            let months = row.months.iter().map(|month| regex::escape(month)).collect::<Vec<_>>().join("|");
            let compile = |row: &Spanned<String>, [start, end]: [&str; 2]| {
                let pattern = format!("{start}(?:{}){end}", row.value.replace("{month}", &months));
                let wrong = |error| Failure::new(format!("{place}:{}", row.referenced.line()), error, remedy);
                Regex::new(&pattern).map_err(wrong)
            };
            let before = row.before.iter().map(|row| compile(row, ["", "$"])).collect::<Result<_, _>>()?;
            let after = row.after.iter().map(|row| compile(row, ["^", ""])).collect::<Result<_, _>>()?;
            languages.insert(lang, Rules { before, after, months: row.months });
        }
        Ok(Self { languages })
    }
}

impl ClueRules {
    /// What a text tells of what it cites; nothing of itself.
    pub(super) fn told(&self, text: &Text, citation: &Citation, lang: Lang) -> Option<Told> {
        citation.target.symbol()?;
        let (title, date) = told(text, citation, self.languages.get(&lang)?);
        (title.is_some() || date.is_some()).then_some(Told { title, date })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (yaml, place) in [
            ("en:\n  after:\n    - ' of (\\d{4})'\n    - '('\n", "x.yaml:4"),
            ("en:\n  before: []\n  behind: []\n", "x.yaml:3"),
            ("en: [", "x.yaml:"),
        ] {
            let failure = ClueRules::read("x.yaml", yaml).err().unwrap();
            assert!(failure.place.starts_with(place), "{failure}");
        }
    }
}
