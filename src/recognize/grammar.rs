//! The grammar: what is cited how, in six languages. In: the data files, built in or from a source folder's `data/`. Out:
//! `Grammar`, whose languages are compiled when first used (`tongue`). Holds no list of its own: words, names and look-alikes are data.

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use super::{
    files::Files,
    number::{Fit, Number, Time},
    rules::{Language, LookalikeRows},
    symbol_rows::SymbolRows,
    tongue::Tongue,
};
use crate::{
    model::{Bodies, Body, Failure, Kind, Lang, Numbering, Symbol, roman},
    own::{self, File},
};

/// What to do about a row that is not as it must be.
const REMEDY: &str = "correct the row, or remove the file to use the one that is built in";

/// Everything that tells how things are cited.
#[derive(Debug)]
pub struct Grammar {
    /// The organs.
    bodies: Bodies,
    pub(super) list: Vec<Body>,
    pub(super) symbols: SymbolRows,
    pub(super) lookalikes: LookalikeRows,
    /// Report symbols and the body whose report it is.
    pub(super) supplements: Vec<(regex::Regex, usize)>,
    pub(super) languages: BTreeMap<Lang, Language>,
    pub(super) files: Files,
    tongues: [OnceLock<Result<Tongue, Failure>>; 6],
}

impl Grammar {
    /// The grammar that is embedded in the program.
    ///
    /// # Errors
    /// As those of `load`.
    pub fn built_in() -> Result<Self, Failure> {
        Self::load(None)
    }

    /// Reads the data that is embedded in the program, or that of a source folder in its place. Tries none of the examples: those that are
    /// built in are tried with the program, and for others see `check`.
    ///
    /// # Errors
    /// Where a file of the data is not as it must be. Most patterns are compiled later.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let files = Files::load(source)?;
        let list: Vec<Body> = files.bodies.parsed(REMEDY)?;
        let symbols: SymbolRows = files.symbols.parsed(REMEDY)?;
        let lookalikes: LookalikeRows = files.lookalikes.parsed(REMEDY)?;
        let mut languages = BTreeMap::new();
        for lang in Lang::ALL {
            languages.insert(lang, files.of(lang).of(lang, REMEDY, |language: &Language| language.lang)?);
        }
        let bodies = Bodies::new(list.clone());
        let supplements = supplements(&files.symbols, &symbols, &list)?;
        let tongues = std::array::from_fn(|_| OnceLock::new());
        Ok(Self { bodies, list, symbols, lookalikes, supplements, languages, files, tongues })
    }

    /// Whether no file stands in for a built-in one.
    pub fn is_built_in(&self) -> bool {
        self.files.are_built_in()
    }

    /// Whether a body can have given a number to something of a kind at that time.
    pub(super) fn fits(&self, body: usize, number: &Number, kind: Kind, time: Time, fit: Fit) -> bool {
        let Some(candidate) = self.list.get(body) else { return false };
        let in_time = || {
            let session = match number.form {
                Numbering::Session => number.session.parse().ok(),
                Numbering::Roman => roman::read(&number.session),
                _ => None,
            };
            let calendar = self.symbols.calendars.iter().find(|calendar| calendar.body.value == candidate.id.0);
            // Nobody met before it was founded.
            let founded = |year: u32| calendar.is_none_or(|calendar| year > calendar.first);
            let Some(session) = session else { return time.year.is_none_or(founded) };
            calendar.is_none_or(|calendar| {
                let expected = calendar.first + (session * calendar.years).div_ceil(calendar.sessions.max(1));
                // The year from which on a body numbers by years ended its Roman sessions.
                let ended = candidate.years.map(|(first, _)| first).filter(|_| number.form == Numbering::Roman);
                if ended.is_some_and(|ended| expected > ended) {
                    return false;
                }
                time.year.is_none_or(|year| year.abs_diff(expected) <= 1)
                    && time.until.is_none_or(|until| expected <= until + 1)
            })
        };
        number.fits(candidate, kind, fit) && in_time() && self.reached(candidate, number, fit)
    }

    /// `S/RES/1674` with the year that its number tells; `None` where it has one, or the number tells none.
    pub(super) fn with_year(&self, symbol: &Symbol) -> Option<Symbol> {
        let body = self.bodies().of(symbol)?;
        let issue = body.issue(symbol.kind()).filter(|issue| issue.numbering.contains(&Numbering::NumberYear))?;
        let number = symbol.as_str().strip_prefix(&issue.prefix)?.strip_prefix('/')?.parse().ok()?;
        let count = self.symbols.counts.iter().find(|count| count.body.value == body.id.0)?;
        Symbol::parse(&format!("{symbol}({})", count.year_of(number)?)).ok()
    }

    /// Whether a number that goes on from year to year can be of its year; if only that it was reached by now, a year can be misprinted.
    fn reached(&self, body: &Body, number: &Number, fit: Fit) -> bool {
        let count = self.symbols.counts.iter().find(|count| count.body.value == body.id.0);
        let (Some(count), Numbering::NumberYear) = (count, number.form) else { return true };
        let (Ok(serial), Ok(year)) = (number.serial.parse::<u32>(), number.session.parse::<u32>()) else {
            return false;
        };
        let latest = u32::try_from(count.last.len()).map_or(u32::MAX, |years| count.first.saturating_add(years));
        count.is_of(serial, year) || fit == Fit::Possible && serial <= count.at_end_of(latest.max(year))
    }

    /// The bodies of the grammar.
    pub const fn bodies(&self) -> &Bodies {
        &self.bodies
    }

    /// The index of a body by prefix or alias. A committee that numbers nothing stands for the body it is of: `A/C.3` for the Assembly.
    pub(super) fn body(&self, name: &str) -> Option<usize> {
        let body = self.bodies.get(name)?;
        let whole = body.id.0.rsplit_once('/').filter(|_| body.issues.is_empty());
        let whole = whole.and_then(|(whole, _)| self.body(whole));
        whole.or_else(|| self.list.iter().position(|other| other.id == body.id))
    }

    /// A language, compiled.
    pub(super) fn tongue(&self, lang: Lang) -> Result<&Tongue, &Failure> {
        let cell = &self.tongues[lang as usize];
        cell.get_or_init(|| Tongue::compile(self, lang)).as_ref()
    }
}

fn supplements(file: &File, symbols: &SymbolRows, list: &[Body]) -> Result<Vec<(regex::Regex, usize)>, Failure> {
    let mut supplements = Vec::new();
    for row in &symbols.supplements {
        let place = || file.at(row.pattern.referenced.line());
        let regex =
            own::pattern(&row.pattern.value).map_err(|error| Failure::new(place(), error, "correct the pattern"))?;
        let body = list.iter().position(|body| body.id.0 == row.body).ok_or_else(|| {
            Failure::new(place(), format!("`{}` is no body", row.body), "take an `id` of data/bodies.yaml")
        })?;
        supplements.push((regex, body));
    }
    Ok(supplements)
}
