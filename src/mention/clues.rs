//! What a citing text tells of the text it cites: title and date (题为“…”的 2008 年 12 月 18 日大会第 63/195 号决议). In: a text with a citation, and
//! the patterns of `data/clues.yaml`. Out: what it tells. Reads only what stands directly beside a citation.

use std::{collections::BTreeMap, path::Path};

use jiff::civil::Date;
use rayon::prelude::*;
use regex::{Captures, Regex};
use serde::Deserialize;
use serde_yaml::Spanned;

use super::sentence::Abbreviations;
use crate::{
    model::{Citation, Failure, Lang, Text, Told},
    own::{File, Months, lacking, parsed, pattern},
};

/// How far beside a citation a clue may stand, in bytes: long enough for a title of three lines.
const REACH: usize = 600;

/// What stands in a pattern for the months in words.
const MONTH: &str = "{month}";

/// The groups of a pattern that tells a date.
const DATE: [&str; 3] = ["year", "month", "day"];

/// What to do about a file that is not as it should be.
const REMEDY: &str = "mend this data file; the built-in one is an example";

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
    /// Words that take a full stop in the middle of a sentence: `para`.
    abbreviations: Abbreviations,
    /// Months in words, January first; empty where they are written in figures.
    #[serde(default)]
    months: Months,
}

/// The compiled patterns of all languages.
#[derive(Debug, Clone)]
pub(super) struct ClueRules {
    languages: BTreeMap<Lang, Rules>,
    /// Of all languages.
    pub(super) abbreviations: Abbreviations,
}

#[derive(Debug, Clone)]
struct Rules {
    before: Vec<Regex>,
    after: Vec<Regex>,
    months: Months,
}

impl Row {
    /// Compiles all patterns; `place` is the file they stand in.
    fn rules(self, place: &str) -> Result<Rules, Failure> {
        let compiled = |rows: &[Spanned<String>], anchors: [&str; 2]| -> Result<Vec<Regex>, Failure> {
            let one = |pattern: &Spanned<String>| {
                let place = format!("{place}:{}", pattern.referenced.line());
                self.compiled(&pattern.value, anchors).map_err(|why| Failure::new(place, why, REMEDY))
            };
            rows.iter().map(one).collect()
        };
        let (before, after) = (compiled(&self.before, ["", "$"])?, compiled(&self.after, ["^", ""])?);
        Ok(Rules { before, after, months: self.months })
    }

    /// Compiles a pattern between its anchors; `Err` says why it cannot be used.
    fn compiled(&self, row: &str, [start, end]: [&str; 2]) -> Result<Regex, String> {
        let months = self.months.names();
        if months.is_empty() && row.contains(MONTH) {
            return Err(format!("a pattern has {MONTH}, and no months are listed"));
        }
        let months = months.iter().map(|month| regex::escape(month)).collect::<Vec<_>>().join("|");
        let form = pattern(&format!("{start}(?:{}){end}", row.replace(MONTH, &months)))?;
        // A date is told whole or not at all; a pattern that tells neither date nor title would be tried for nothing.
        let dated = form.capture_names().flatten().any(|name| DATE.contains(&name));
        lacking(&form, if dated { &DATE } else { &["title"] }).map_or(Ok(form), Err)
    }
}

impl ClueRules {
    /// Compiles the patterns of `data/clues.yaml`, built in or of a source folder.
    ///
    /// # Errors
    /// When the file is not as it should be, or a pattern is no regular expression.
    pub(super) fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let file = File::load(source, "clues.yaml")?;
        Self::read(file.place(), file.text())
    }

    fn read(place: &str, yaml: &str) -> Result<Self, Failure> {
        let rows: BTreeMap<Lang, Row> = parsed(place, yaml, REMEDY)?;
        let mut abbreviations = Abbreviations::default();
        for row in rows.values() {
            abbreviations.extend(row.abbreviations.clone());
        }
        // They are compiled by all threads: after a change of one text there is little else to do meanwhile.
        let compiled = rows.into_par_iter().map(|(lang, row)| Ok((lang, row.rules(place)?)));
        let languages = compiled.collect::<Vec<Result<_, Failure>>>().into_iter().collect::<Result<_, _>>()?;
        Ok(Self { languages, abbreviations })
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

fn day(captures: &Captures<'_>, months: &Months) -> Option<Date> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str());
    let month = part("month")?;
    let number = month.parse().ok().or_else(|| months.number(month))?;
    Date::new(part("year")?.parse().ok()?, number, part("day")?.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let dated = "en:\n  abbreviations: []\n  after:\n    - ' of (?P<day>\\d+) (?P<month>{month}) (?P<year>\\d{4})'\n  months: ";
        let months = |count: usize| format!("{dated}[{}]\n", vec!["May"; count].join(", "));
        assert!(ClueRules::read("x.yaml", &months(12)).is_ok());
        for (yaml, told) in [
            (
                "en:\n  abbreviations: []\n  after:\n    - '(?P<title>.)'\n    - '('\n",
                "x.yaml:5: `^(?:()` is no pattern: ",
            ),
            (
                "en:\n  abbreviations: []\n  before:\n    - ' of (\\d{4})'\n",
                "x.yaml:4: `(?: of (\\d{4}))$` lacks the group `(?P<title>",
            ),
            (
                "en:\n  abbreviations: []\n  after:\n    - ' in (?P<year>\\d{4})'\n",
                "x.yaml:4: `^(?: in (?P<year>\\d{4}))` lacks",
            ),
            (&months(11), "x.yaml:5: these are 11 months"),
            (&months(0), "x.yaml:4: a pattern has {month}, and no months are listed"),
            ("en:\n  abbreviations: []\n  before: []\n  behind: []\n", "x.yaml:4: unknown field `behind`"),
            ("en: [", "x.yaml:"),
        ] {
            let failure = ClueRules::read("x.yaml", yaml).err().unwrap();
            assert!(failure.to_string().starts_with(&format!("error: {told}")), "{failure}");
        }
    }
}
