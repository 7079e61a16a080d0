//! The rows of `data/symbols.yaml`, which no language changes: symbols, forms of numbers, the years of sessions. In: YAML. Out: rows with the
//! lines they stand on. Refuses keys it does not know; what the rows mean is said by those that read them.

use std::{collections::BTreeMap, ops::RangeInclusive};

use serde::Deserialize;
use serde_yaml::Spanned;

use super::rules::{Example, Rule};
use crate::model::Numbering;

/// A pattern for printed symbols or for a continuation of one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SymbolRow {
    pub(super) name: Spanned<String>,
    pub(super) pattern: Spanned<String>,
    pub(super) examples: Vec<Example>,
    pub(super) counter: Vec<Spanned<String>>,
}

/// How a volume or part is printed in a bracket behind a symbol; the group `n` is its number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VolumeRow {
    /// The word that its symbol has: `Vol.`, `Part`.
    pub(super) canonical: String,
    pub(super) pattern: Spanned<String>,
}

/// A pattern for a form of numbers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberRow {
    pub(super) name: Spanned<String>,
    pub(super) form: Numbering,
    pub(super) pattern: Spanned<String>,
    pub(super) examples: Vec<Example>,
    pub(super) counter: Vec<Spanned<String>>,
}

/// Symbols under which one body's report is printed in another's records.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Supplement {
    pub(super) pattern: Spanned<String>,
    pub(super) body: String,
    #[allow(dead_code, reason = "for the reader of the data")]
    pub(super) why: String,
}

/// In which year a body's session falls: `first`, and then `years` for every `sessions`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Calendar {
    pub(super) body: Spanned<String>,
    pub(super) first: u32,
    pub(super) sessions: u32,
    pub(super) years: u32,
}

/// With which number each year of a body ended, whose numbers go on from year to year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    pub(super) body: Spanned<String>,
    pub(super) first: u32,
    pub(super) most: u32,
    pub(super) last: Vec<u32>,
}

impl Count {
    /// Whether a number was given in a year or in the one before or after.
    pub(super) fn is_of(&self, number: u32, year: u32) -> bool {
        (self.at_end_of(year.saturating_sub(2)) + 1..=self.at_end_of(year + 1)).contains(&number)
    }

    /// The year that a number was given in; `None` where no year that is known had come so far.
    pub(super) fn year_of(&self, number: u32) -> Option<u32> {
        let years = self.last.iter().position(|last| number <= *last).filter(|_| number > 0)?;
        Some(self.first.saturating_add(u32::try_from(years).ok()?))
    }

    /// The years in which it counts, as far as figures can be taken for one.
    pub(super) fn years(&self) -> RangeInclusive<u32> {
        self.first..=self.first.saturating_add(u32::try_from(self.last.len()).unwrap_or(u32::MAX)).saturating_add(1)
    }

    /// The number that a year ended with, or can at most have ended with.
    pub(super) fn at_end_of(&self, year: u32) -> u32 {
        let (Some(years), Some(last)) = (year.checked_sub(self.first), self.last.last()) else { return 0 };
        let beyond = |years: usize| u32::try_from(years + 1 - self.last.len()).unwrap_or(u32::MAX);
        let years = usize::try_from(years).unwrap_or(usize::MAX - 1);
        self.last.get(years).copied().unwrap_or_else(|| last.saturating_add(beyond(years).saturating_mul(self.most)))
    }
}

/// `data/symbols.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SymbolRows {
    pub(super) pieces: BTreeMap<String, String>,
    pub(super) symbols: Vec<SymbolRow>,
    pub(super) continuations: Vec<SymbolRow>,
    /// Volumes and parts that are documents of their own, as all languages print them.
    #[serde(default)]
    pub(super) volumes: Vec<VolumeRow>,
    pub(super) numbers: Vec<NumberRow>,
    /// Numbers without their year.
    #[serde(default)]
    pub(super) untold: Vec<NumberRow>,
    /// Parts as notes name them that were left in English.
    #[serde(default)]
    pub(super) english: Vec<Rule>,
    pub(super) supplements: Vec<Supplement>,
    pub(super) calendars: Vec<Calendar>,
    pub(super) counts: Vec<Count>,
}
