//! The organs that issue documents: how each numbers its resolutions, what it is called in six languages. In: `data/bodies.yaml`.
//! Out: `Bodies`. Lists no body itself: another body is another row of data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Kind, Lang, Symbol};

/// A body's prefix in symbols, which is also its name in the data: `A`, `E/CN.15`, `CTOC/COP`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyId(pub String);

/// How a body numbers what it adopts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// `63/195`: session and number.
    Session,
    /// `2007/12`: year and number.
    Year,
    /// `2819 (XXVI)`: number and session in Roman figures.
    Roman,
    /// `2331 (2016)`: number and year in brackets.
    NumberYear,
    /// `S-20/2`, `ES-10/2`: special and emergency special sessions.
    Special,
    /// `OS/13/1`: organizational sessions.
    Organizational,
}

/// What a body issues of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The part of the symbol before the number: `A/RES`, `CTOC/COP/DEC`.
    pub prefix: String,
    /// Whether the symbol is printed on the text itself, so that there is an official link; else it is the archive's own.
    pub official: bool,
    /// The forms its numbers take.
    pub numbering: Vec<Numbering>,
    /// The least and the greatest number in a session or year, where they tell it from another body's or another kind.
    #[serde(default)]
    pub serials: Option<(u32, u32)>,
    /// Of numbers that went on from one Roman session to the next: how many each session before had at least, and each at most.
    #[serde(default)]
    pub pace: Option<(u32, u32)>,
}

/// What a body is called in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyNames {
    /// As shown on pages.
    pub name: String,
    /// Regular expressions for its full name in running text, in all its cases.
    #[serde(default)]
    pub full: Vec<String>,
    /// Regular expressions for short names that other bodies share (`the Council`): they need a full name or the issuer.
    #[serde(default)]
    pub short: Vec<String>,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its prefix in symbols.
    pub id: BodyId,
    /// What `--issuer` also takes: `GA`, `CCPCJ`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it issues, by kind.
    #[serde(default)]
    pub issues: BTreeMap<String, Issue>,
    /// First and last session that a number in the form `63/195` can belong to.
    #[serde(default)]
    pub sessions: Option<(u32, u32)>,
    /// The latest session that it has held or is to hold, as far as is known: a number of a later one that names nobody is not its own.
    #[serde(default)]
    pub held: Option<u32>,
    /// How many special sessions it has held, with room for some years to come where there will be more.
    #[serde(default)]
    pub specials: Option<u32>,
    /// First and last year that a number in the form `2007/12` or `2331 (2016)` can belong to.
    #[serde(default)]
    pub years: Option<(u32, u32)>,
    /// Whether a name that it shares stands for it only where it issues the text or was named: `the Commission` is none of those that few cite.
    #[serde(default)]
    pub only_named: bool,
    /// Its names, by language.
    pub names: BTreeMap<Lang, BodyNames>,
    /// Why its numbers are read as they are, where that is not plain.
    #[serde(default)]
    pub why: Option<String>,
}

impl Body {
    /// What it issues of a kind.
    pub fn issue(&self, kind: Kind) -> Option<&Issue> {
        let key = match kind {
            Kind::Resolution => "resolution",
            Kind::Decision => "decision",
            Kind::Statement => "statement",
            Kind::Document | Kind::Internal => return None,
        };
        self.issues.get(key)
    }
}

/// All bodies, in the order of the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bodies {
    bodies: Vec<Body>,
}

impl Bodies {
    /// Takes the rows of `data/bodies.yaml`.
    pub const fn new(bodies: Vec<Body>) -> Self {
        Self { bodies }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter()
    }

    /// By prefix or alias (`A`, `GA`, `E/CN.15`, `CCPCJ`), whatever the case.
    pub fn get(&self, name: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| {
            body.id.0.eq_ignore_ascii_case(name) || body.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
        })
    }

    /// The body that a symbol belongs to: the one with the longest prefix that the symbol has.
    pub fn of(&self, symbol: &Symbol) -> Option<&Body> {
        let has = |prefix: &str| symbol.as_str().strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
        self.bodies.iter().filter(|body| has(&body.id.0)).max_by_key(|body| body.id.0.len())
    }

    /// The body that issues a document, by name: the one of the data with the longest prefix that its symbol has. Where the data has none it is the
    /// organ that the symbol itself tells; so it is where that has a number, for a committee or a conference of a body is not the body. The first of
    /// a joint symbol decides.
    pub fn issuing(&self, symbol: &Symbol) -> String {
        let first = symbol.first();
        let told = organ(&first);
        let is_numbered = told.contains('.');
        let known = self.of(&first).map(|body| body.id.0.as_str());
        known.filter(|known| !is_numbered || known.len() > told.len()).unwrap_or(told).to_owned()
    }

    /// Whether the symbol is printed on the text itself (`CTOC/COP/RES/…` is the archive's own, and no text bears it).
    pub fn is_official(&self, symbol: &Symbol) -> bool {
        let first = symbol.first();
        self.of(&first).and_then(|body| body.issue(first.kind())).is_none_or(|issue| issue.official)
    }
}

/// Parts of symbols that say what sort of document it is, or which form of it, and name no organ. `CO` are the concluding observations of a
/// treaty body.
const SORTS: [&str; 16] =
    ["RES", "DEC", "PRST", "L", "INF", "CRP", "PV", "SR", "NGO", "WP", "DC", "CO", "Add", "Rev", "Corr", "Amend"];

/// The organ that a symbol begins with, as far as its form tells: its root, and behind it the letters or the number of a committee or a conference
/// (`CEDAW/C`, `A/CONF.213`, `E/CN.15`), with a sub-commission of that. What comes then are sorts, countries, years and numbers. The last part
/// belongs to the document in any case.
fn organ(symbol: &Symbol) -> &str {
    let symbol = symbol.as_str();
    let Some((root, mut rest)) = symbol.split_once('/') else { return symbol };
    let mut length = root.len();
    while let Some((part, behind)) = rest.split_once('/') {
        let is_organ = if length == root.len() { is_name(part) } else { part.starts_with("Sub.") };
        if !is_organ {
            break;
        }
        length += 1 + part.len();
        rest = behind;
    }
    symbol.get(..length).unwrap_or(symbol)
}

/// Whether a part behind the root names an organ: `C`, `CN.15`, `COP`, and not a sort, a number or a special session.
fn is_name(part: &str) -> bool {
    let letters = part.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_session = ["S-", "ES-", "SS-"].iter().any(|begin| part.starts_with(begin));
    !letters.is_empty() && !is_session && !SORTS.contains(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_issuing_body_is_the_longest_that_is_known_or_told() {
        let mut rows: Vec<Body> = serde_yaml::from_str(include_str!("../../data/bodies.yaml")).unwrap();
        rows.push(Body { id: BodyId("CEDAW/C/OP".to_owned()), ..rows[0].clone() });
        let bodies = Bodies::new(rows);
        for (symbol, body) in [
            ("A/RES/63/195", "A"),
            ("A/63/195", "A"),
            ("A/L.3/Add.1", "A"),
            ("A/ES-10/273", "A"),
            ("A/S-27/19/Rev.1", "A"),
            ("A/C.3/80/L.12", "A/C.3"),
            ("A/CONF.213/18", "A/CONF.213"),
            ("A/AC.237/WG.1/L.3", "A/AC.237"),
            ("A/HRC/WG.6/3/FRA/1", "A/HRC"),
            ("S/PV.5000/Corr.1", "S"),
            ("S/RES/808(1993)", "S"),
            ("E/CN.15/2009/9", "E/CN.15"),
            ("E/CN.4/Sub.2/1994/56", "E/CN.4/Sub.2"),
            ("E/CN.3/Sub.1/3", "E/CN.3/Sub.1"),
            ("E/CN.7/2020/2-E/CN.15/2020/2", "E/CN.7"),
            ("CTOC/COP/WG.2/2009/2", "CTOC/COP"),
            ("CEDAW/C/FRA/Q/5", "CEDAW"),
            ("CEDAW/C/OP/1", "CEDAW/C/OP"),
            ("CRC/C/GC/12", "CRC"),
            ("CCPR/CO/80/FRA", "CCPR"),
            ("CMW/C/FRA/Q/1", "CMW/C"),
            ("CMW/CO/1", "CMW"),
            ("TD/B/C.I/2", "TD/B"),
            ("CD/1299", "CD"),
            ("UNEP/EA.5", "UNEP"),
        ] {
            assert_eq!(bodies.issuing(&Symbol::parse(symbol).unwrap()), body, "{symbol}");
        }
    }
}
