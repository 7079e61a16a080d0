//! Symbols of documents, and the only place that knows their canonical form: one spelling for each, as `S/RES/2331(2016)`. In: a
//! symbol as printed, with spaces or broken. Out: `Symbol`. Never knows bodies or names; that is `body`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use super::{Kind, printed};

/// The longest symbol, in characters: four times the longest joint symbol that was printed.
const LONGEST: usize = 200;

/// Why a string is no symbol.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SymbolError {
    /// It has no `/` between an organ and the rest.
    #[error("a symbol has an organ and at least one part after a `/`, as A/64/123")]
    Form,
    /// A part is empty, or `.` or `..`, and would leave its folder.
    #[error("the part `{0}` cannot stand in a symbol")]
    Part(String),
    /// It is longer than any symbol, and than a path may be.
    #[error("this is longer than {LONGEST} characters, and no symbol is")]
    Length,
    /// It holds a character that no symbol has.
    #[error("the character `{0}` cannot stand in a symbol")]
    Character(char),
}

/// A symbol in canonical form: no spaces, organ letters capital, `Add.`, `Rev.`, `Corr.` with a full stop; joint symbols are
/// joined by `-` in the order written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Symbol(String);

impl Symbol {
    /// Reads a symbol as printed: white space is dropped, dashes become `-`, `Add 1` and `add.1` become `Add.1`.
    pub fn parse(printed: &str) -> Result<Self, SymbolError> {
        let mut canonical = String::with_capacity(printed.len());
        for c in printed.chars() {
            match c {
                _ if c.is_whitespace() || c == '\u{ad}' => {}
                '‐' | '‑' | '–' | '—' | '−' => canonical.push('-'),
                _ if c.is_ascii_alphanumeric() || "./-()[]*_".contains(c) => canonical.push(c),
                _ => return Err(SymbolError::Character(c)),
            }
        }
        if canonical.len() > LONGEST {
            return Err(SymbolError::Length);
        }
        let printed = canonical;
        let organ = printed.split_once('/').map(|(organ, _)| organ).unwrap_or_default();
        if !organ.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(SymbolError::Form);
        }
        let is_empty = |part: &&str| part.bytes().all(|byte| matches!(byte, b'.' | b'_' | b'*' | b'-'));
        if let Some(part) = printed.split('/').find(is_empty) {
            return Err(SymbolError::Part(part.to_owned()));
        }
        let mut canonical = String::with_capacity(printed.len() + 2);
        for (i, part) in printed.split('/').enumerate() {
            if i > 0 {
                canonical.push('/');
            }
            put_canonical(part, i, &mut canonical);
        }
        // The full stops of the canonical form count too, or it would not read as itself.
        if canonical.len() > LONGEST { Err(SymbolError::Length) } else { Ok(Self(canonical)) }
    }

    /// The symbol as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The symbols of a joint symbol in the order written; itself where it is not joint.
    pub fn members(&self) -> Vec<Self> {
        let mut members = Vec::new();
        let mut start = 0;
        for (i, _) in self.0.match_indices('-') {
            let next = &self.0[i + 1..];
            let organ = next.split('/').next().unwrap_or_default();
            let begins = organ.len() < next.len()
                && organ.starts_with(|c: char| c.is_ascii_uppercase())
                && !matches!(self.0[start..i].rsplit('/').next(), Some("S" | "ES" | "SS"))
                // What stands before the dash must be a symbol, too.
                && Self::parse(&self.0[start..i]).is_ok();
            if begins {
                members.push(Self::member(&self.0[start..i]));
                start = i + 1;
            }
        }
        members.push(Self::member(&self.0[start..]));
        members
    }

    /// A member is canonical as well: its organ, which stood in the middle of the joint symbol, is in capitals.
    fn member(printed: &str) -> Self {
        let organ = printed.split('/').next().unwrap_or_default();
        let small = organ.contains(|c: char| c.is_ascii_lowercase());
        let canonical = if small { Self::parse(printed).ok() } else { None };
        canonical.unwrap_or_else(|| Self(printed.to_owned()))
    }

    /// The first symbol of a joint one, at whose path the page stands.
    #[must_use]
    pub fn first(&self) -> Self {
        if self.0.contains('-') { self.members().swap_remove(0) } else { self.clone() }
    }

    /// What sort of thing is cited by it.
    pub fn kind(&self) -> Kind {
        if self.0.contains("/RES/") {
            Kind::Resolution
        } else if self.0.contains("/DEC/") {
            Kind::Decision
        } else if self.0.contains("/PRST/") {
            Kind::Statement
        } else {
            Kind::Document
        }
    }

    /// The parts between slashes.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The symbol that a revision, addendum, corrigendum or amendment belongs to (`A/64/123` of `A/64/123/Add.1`).
    pub fn parent(&self) -> Option<Self> {
        let (parent, last) = self.0.rsplit_once('/')?;
        let suffix = last.split_once('.').is_some_and(|(word, _)| matches!(word, "Add" | "Rev" | "Corr" | "Amend"));
        suffix.then(|| Self(parent.to_owned()))
    }

    /// The symbol with a further part, as `Add.1`; the part is brought into canonical form.
    pub fn with(&self, part: &str) -> Result<Self, SymbolError> {
        Self::parse(&format!("{}/{part}", self.0))
    }
}

/// Appends one part of a symbol in canonical form. Organ letters before the first figure are capitals; the words that take a full stop get it.
fn put_canonical(part: &str, index: usize, canonical: &mut String) {
    const STOPPED: [&str; 5] = ["Add", "Amend", "Rev", "Corr", "CRP"];
    let letters = part.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(part.len());
    let (word, rest) = part.split_at(letters);
    let digits = rest.strip_prefix('.').unwrap_or(rest);
    let is_numbered = index > 0 && digits.starts_with(|c: char| c.is_ascii_digit());
    if let Some(stopped) = STOPPED.iter().find(|stopped| is_numbered && stopped.eq_ignore_ascii_case(word)) {
        canonical.extend([*stopped, ".", digits]);
        return;
    }
    // `A/Conf.164/37`, `E/Cn.4/2002/102`: the letters of an organ.
    let is_organ =
        matches!(word, "L" | "C" | "CN" | "l") || rest.starts_with('.') && matches!(word, "Conf" | "Cn" | "Ac");
    // `E/CN.4/sub.2/1994/56`.
    if is_numbered && rest.starts_with('.') && word.eq_ignore_ascii_case("Sub") {
        canonical.extend(["Sub", rest]);
        return;
    }
    let start = canonical.len();
    if is_numbered && is_organ {
        canonical.push_str(word);
        canonical[start..].make_ascii_uppercase();
        canonical.extend([".", digits]);
        return;
    }
    canonical.push_str(part);
    // `S/Res/1887 (2009)`: as it is printed on the text itself.
    let is_sort = index > 0 && rest.is_empty() && matches!(word, "Res" | "Dec" | "Prst");
    if index == 0 || is_sort || index == 1 && matches!(part, "Hrc" | "Conf") {
        canonical[start..].make_ascii_uppercase();
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// People's files are parsed. What is not for people is the cache, which gives symbols as they were kept: the hundred thousands of an archive
/// are canonical already.
impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            printed::read(deserializer, Self::parse)
        } else {
            String::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        for (printed, canonical) in [
            ("A/RES/63/195", "A/RES/63/195"),
            ("E/CN.7/2019/2-\nE/CN.15/2019/2", "E/CN.7/2019/2-E/CN.15/2019/2"),
            ("E/CN.7/2019/2 – E/CN.15/2019/2", "E/CN.7/2019/2-E/CN.15/2019/2"),
            ("A / 57 / 556 / Add. 2", "A/57/556/Add.2"),
            ("E/2007/30/rev1", "E/2007/30/Rev.1"),
            ("S/RES/2331 (2016)", "S/RES/2331(2016)"),
            ("S/Res/2331 (2016)", "S/RES/2331(2016)"),
            ("UNEP/EA.5/Res.14", "UNEP/EA.5/Res.14"),
            ("A/C.3/80/L.12", "A/C.3/80/L.12"),
            ("A/Conf.164/37", "A/CONF.164/37"),
            ("E/Cn.4/2002/102", "E/CN.4/2002/102"),
            ("A/RES/217(III)[A]", "A/RES/217(III)[A]"),
        ] {
            assert_eq!(Symbol::parse(printed).map(|s| s.0).as_deref(), Ok(canonical));
        }
    }

    #[test]
    fn what_would_leave_the_folder_is_no_symbol() {
        for wrong in ["A/../../x", "../x", "/A/1", "A//1", "A/1/", "A/./1", "A\\1", "x", "", "A/1\u{202e}"] {
            assert!(Symbol::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_canonical_symbol_reads_as_itself() {
        for length in 190..=LONGEST + 2 {
            let printed = format!("A/{}C2", "1".repeat(length - 6) + "/");
            if let Ok(symbol) = Symbol::parse(&printed) {
                assert_eq!(Symbol::parse(symbol.as_str()), Ok(symbol), "{length} characters");
            }
        }
    }

    #[test]
    fn members_of_joint_symbols() {
        let members = |s: &str| Symbol::parse(s).map(|s| s.members().into_iter().map(|m| m.0).collect::<Vec<_>>());
        assert_eq!(members("E/CN.7/2020/2-E/CN.15/2020/2"), Ok(vec!["E/CN.7/2020/2".into(), "E/CN.15/2020/2".into()]));
        assert_eq!(members("A/1-Councils/2"), Ok(vec!["A/1".into(), "COUNCILS/2".into()]));
        assert_eq!(members("A/RES/S-20/4E"), Ok(vec!["A/RES/S-20/4E".into()]));
        assert_eq!(members("A/ES-10/273"), Ok(vec!["A/ES-10/273".into()]));
        assert_eq!(members("A/2-E/-N.1/Add.1"), Ok(vec!["A/2".into(), "E/-N.1/Add.1".into()]), "`E/` is no symbol");
        assert_eq!(
            members("A/80/74/Add.1-E/2025/53/Add.1"),
            Ok(vec!["A/80/74/Add.1".into(), "E/2025/53/Add.1".into()])
        );
    }
}
