//! What is known of a document as a whole. In: sidecars, front matter, mastheads, file names, defaults. Out: `Facts`, where the
//! stronger source has won fact by fact. Never holds text of the document.

use std::{cmp::Ordering, fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Kind, Lang, Symbol, in_path, printed};

/// What a document is called by: its symbol, or the id that stands in for one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Identity {
    /// A symbol, canonical.
    Symbol(Symbol),
    /// An id for a document without a symbol: Latin letters, figures, hyphens, underscores and dots.
    Id(String),
}

/// A file's name in an id is cut to this length, because disks take no longer names than 255 bytes.
const LONGEST_NAME: usize = 100;

impl Identity {
    /// An id; `None` where it could not be a file name (the page is `ID.html`).
    pub fn id(id: &str) -> Option<Self> {
        let fit = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
        let safe =
            !id.is_empty() && id.len() <= 120 && id.chars().all(fit) && !id.starts_with('.') && !id.contains("..");
        safe.then(|| Self::Id(id.to_owned()))
    }

    /// An id made of a file's name: in small letters, with hyphens for what could not stand in a file name. Where letters are lost so, or the
    /// end of a long name, a checksum of the name stands behind, so that two names are two ids: `报告`, `отчет`.
    pub fn of_name(name: &str) -> Self {
        let fit = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
        let spelt: String =
            name.chars().take(LONGEST_NAME).map(|c| if fit(c) { c.to_ascii_lowercase() } else { '-' }).collect();
        let parts: Vec<&str> = spelt.split('.').filter(|part| !part.is_empty()).collect();
        let parts = parts.join(".");
        let letters = parts.trim_matches(['-', '.']);
        let lost =
            name.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) || name.chars().nth(LONGEST_NAME).is_some();
        let letters = if letters.is_empty() { "text" } else { letters };
        Self::Id(if lost { format!("{letters}-{}", in_path(name)) } else { letters.to_owned() })
    }

    /// The symbol, where there is one.
    pub const fn symbol(&self) -> Option<&Symbol> {
        match self {
            Self::Symbol(symbol) => Some(symbol),
            Self::Id(_) => None,
        }
    }

    /// As it stands in the exports.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Symbol(symbol) => symbol.as_str(),
            Self::Id(id) => id,
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocType {
    /// Adopted by a body.
    Resolution,
    /// Adopted by a body.
    Decision,
    /// By the Secretary-General or another, to a body.
    Report,
    /// A note by the Secretary-General or the Secretariat.
    Note,
    /// A draft of a resolution, decision or report.
    Draft,
    /// A letter or note verbale circulated as a document.
    Letter,
    /// A presidential statement.
    Statement,
    /// Anything else.
    Document,
}

impl From<Kind> for DocType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Resolution => Self::Resolution,
            Kind::Decision => Self::Decision,
            Kind::Statement => Self::Statement,
            Kind::Document | Kind::Internal => Self::Document,
        }
    }
}

/// A day, or the year alone where no more is known. A year comes before its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `2008-12-18`
    Day(Date),
    /// `2009`
    Year(i16),
}

impl When {
    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Day(day) => day.year(),
            Self::Year(year) => year,
        }
    }

    /// The day, where it is known.
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Year(_) => None,
        }
    }
}

impl FromStr for When {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let year = || written.parse().ok().filter(|_| written.len() == 4).map(Self::Year);
        written
            .parse()
            .ok()
            .map(Self::Day)
            .or_else(year)
            .ok_or_else(|| format!("`{written}` is neither a day nor a year"))
    }
}

/// As a day or a number where a person reads it, else as text, which says of itself how long it is.
impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Year(year) if serializer.is_human_readable() => serializer.serialize_i16(*year),
            when => serializer.collect_str(when),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Day(Date),
            Year(i16),
        }
        if deserializer.is_human_readable() {
            return Ok(match Written::deserialize(deserializer)? {
                Written::Day(day) => Self::Day(day),
                Written::Year(year) => Self::Year(year),
            });
        }
        printed::read(deserializer, str::parse)
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.year(), self.day()).cmp(&(other.year(), other.day()))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// What is known of a document. All but the language may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// As printed, or as the sidecar gives it.
    pub title: Option<String>,
    /// Of adoption where it was adopted, else of distribution.
    pub date: Option<When>,
    /// The language of this text.
    pub lang: Lang,
    /// The body that issued it or that it was made for, as a symbol prefix: `A`, `E/CN.15`.
    pub body: Option<String>,
    /// Session of that body, as printed in figures: `64`, `S-20`.
    pub session: Option<String>,
    /// As printed: `108`.
    pub agenda_item: Option<String>,
    /// What sort of document.
    pub doc_type: DocType,
    /// Subject words, as given.
    pub subjects: Vec<String>,
    /// As printed: `V.09-85000`.
    pub job_number: Option<String>,
    /// Where the text came from.
    pub source: Option<String>,
    /// Other symbols that lead here: the second part of a joint symbol, a draft's symbol.
    pub aliases: Vec<Symbol>,
    /// The meeting it was adopted at, as printed.
    pub meeting: Option<String>,
    /// The vote, as printed.
    pub vote: Option<String>,
    /// The day it was distributed, where the masthead says so.
    pub distributed: Option<Date>,
    /// What it was adopted on, as printed: `on the report of the Third Committee (A/78/481/Add.2, para. 139)`.
    pub basis: Option<String>,
    /// The language it was written in, where the masthead says so.
    pub original: Option<Lang>,
}

impl Facts {
    /// Nothing known but the language.
    pub const fn new(lang: Lang) -> Self {
        Self {
            title: None,
            date: None,
            lang,
            body: None,
            session: None,
            agenda_item: None,
            doc_type: DocType::Document,
            subjects: Vec::new(),
            job_number: None,
            source: None,
            aliases: Vec::new(),
            meeting: None,
            vote: None,
            distributed: None,
            basis: None,
            original: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_id_of_its_own() {
        for (name, expected) in [
            ("ccpcj 28", "ccpcj-28"),
            ("A Note (2)", "a-note--2"),
            ("...", "text"),
            ("a...b", "a.b"),
            (".hidden..name-", "hidden.name"),
        ] {
            assert_eq!(Identity::of_name(name).as_str(), expected);
        }
        // Nothing of these names, or not all of it, could stand in a path.
        let long = "long ".repeat(50);
        let longer = format!("{long}2");
        let lost = ["报告", "报告二", "отчет", "تقرير", "résumé", "resume é", &long, &longer];
        let ids: std::collections::BTreeSet<Identity> = lost.iter().map(|name| Identity::of_name(name)).collect();
        assert_eq!(ids.len(), lost.len(), "{ids:?}");
        assert!(ids.iter().all(|id| Identity::id(id.as_str()).is_some()), "{ids:?}");
    }

    #[test]
    fn a_day_and_a_year_read_back_as_they_were_kept_and_as_a_person_writes_them() {
        for (written, when) in [("\"2008-12-18\"", "2008-12-18"), ("2009", "2009")] {
            let when: When = when.parse().unwrap();
            assert_eq!(serde_json::to_string(&when).unwrap(), written);
            assert_eq!(serde_json::from_str::<When>(written).unwrap(), when);
            let kept = postcard::to_stdvec(&when).unwrap();
            assert_eq!(postcard::from_bytes::<When>(&kept).unwrap(), when);
        }
    }
}
