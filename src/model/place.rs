//! Where something stands in a document: `summary`, `pre-4`, `para-75.3`, `fn-20`, `annex.para-2`, which are also the anchors on its page. In: the
//! parts of a place, or its printed form. Out: `At`, which prints and reads back as the same string. Never depends on a
//! build: a printed paragraph number is kept as printed.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::printed;

/// A paragraph number as printed: `13`, or outer and inner where numbering starts again inside a paragraph: `75.3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphNumber(String);

impl ParagraphNumber {
    /// Takes the printed number (`13`, `4bis`); `None` where it holds anything but ASCII letters, digits and dots.
    pub fn new(printed: &str) -> Option<Self> {
        let fit = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
        printed.split('.').all(fit).then(|| Self(printed.to_owned()))
    }

    /// The number of a paragraph numbered anew inside this one.
    #[must_use]
    pub fn inner(&self, number: u32) -> Self {
        Self(format!("{}.{number}", self.0))
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is printed before the paragraph: the last part (`3` of `75.3`).
    pub fn printed(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }

    /// The last part as a number, where it is one.
    pub fn value(&self) -> Option<u32> {
        self.printed().parse().ok()
    }

    /// The outer number, where there is one (`75` of `75.3`).
    pub fn outer(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(outer, _)| Self(outer.to_owned()))
    }
}

impl From<u32> for ParagraphNumber {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl fmt::Display for ParagraphNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The mark of a footnote as printed: `20`, `*`, `a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteLabel(String);

impl NoteLabel {
    /// Takes a mark of one to eight letters, digits, hyphens or stars; `None` for anything else.
    pub fn new(printed: &str) -> Option<Self> {
        let fit = printed.chars().all(|c| c.is_ascii_alphanumeric() || c == '*' || c == '-');
        (fit && (1..=8).contains(&printed.len())).then(|| Self(printed.to_owned()))
    }

    /// The mark as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The mark as a number, where it is one.
    pub fn value(&self) -> Option<u32> {
        self.0.parse().ok()
    }
}

impl From<u32> for NoteLabel {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl fmt::Display for NoteLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place in a document, which is also the anchor on its page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// Front matter: masthead, agenda item, title, basis.
    Front,
    /// The abstract of a report.
    Summary,
    /// The Nth unnumbered text block before the first numbered paragraph of a resolution.
    Preamble(u32),
    /// A numbered paragraph of the main text, its lettered items included.
    Paragraph(ParagraphNumber),
    /// An annex: its label (`I`) where there is more than one, and the paragraph in it where that is numbered.
    Annex(Option<String>, Option<ParagraphNumber>),
    /// A footnote.
    Note(NoteLabel),
    /// A heading.
    Heading,
    /// What follows the last numbered paragraph.
    Tail,
}

impl At {
    /// The numbered paragraph that this place is or lies in, in the main text or in an annex.
    pub fn paragraph(&self) -> Option<&ParagraphNumber> {
        match self {
            Self::Paragraph(number) | Self::Annex(_, Some(number)) => Some(number),
            _ => None,
        }
    }

    /// The annex as a whole that this place lies in.
    pub fn annex(&self) -> Option<Self> {
        match self {
            Self::Annex(label, _) => Some(Self::Annex(label.clone(), None)),
            _ => None,
        }
    }

    /// Whether this place lies in an annex.
    pub const fn is_annex(&self) -> bool {
        matches!(self, Self::Annex(..))
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Front => f.write_str("front"),
            Self::Summary => f.write_str("summary"),
            Self::Preamble(n) => write!(f, "pre-{n}"),
            Self::Paragraph(n) => write!(f, "para-{n}"),
            Self::Annex(label, number) => {
                f.write_str("annex")?;
                if let Some(label) = label {
                    write!(f, "-{label}")?;
                }
                number.as_ref().map_or(Ok(()), |number| write!(f, ".para-{number}"))
            }
            Self::Note(label) => write!(f, "fn-{label}"),
            Self::Heading => f.write_str("h"),
            Self::Tail => f.write_str("tail"),
        }
    }
}

impl FromStr for At {
    type Err = String;

    fn from_str(printed: &str) -> Result<Self, String> {
        let wrong = || format!("`{printed}` is no place in a document");
        let number = |digits: &str| ParagraphNumber::new(digits).ok_or_else(wrong);
        if let Some(rest) = printed.strip_prefix("annex") {
            let (label, paragraph) = match rest.split_once(".para-") {
                Some((label, n)) => (label, Some(number(n)?)),
                None => (rest, None),
            };
            // The label is a part of an anchor, which holds neither spaces nor signs.
            let fit = |label: &str| label.chars().all(|c| c.is_alphanumeric() || c == '-');
            let label = match label.strip_prefix('-') {
                Some(label) if !label.is_empty() && fit(label) => Some(label.to_owned()),
                None if label.is_empty() => None,
                _ => return Err(wrong()),
            };
            return Ok(Self::Annex(label, paragraph));
        }
        match printed.split_once('-') {
            Some(("pre", n)) => n.parse().map(Self::Preamble).map_err(|_| wrong()),
            Some(("para", n)) => number(n).map(Self::Paragraph),
            Some(("fn", label)) => NoteLabel::new(label).map(Self::Note).ok_or_else(wrong),
            None if printed == "front" => Ok(Self::Front),
            None if printed == "summary" => Ok(Self::Summary),
            None if printed == "h" => Ok(Self::Heading),
            None if printed == "tail" => Ok(Self::Tail),
            _ => Err(wrong()),
        }
    }
}

/// Writes and reads a type by its printed form.
macro_rules! serde_as_printed {
    ($type:ty, $read:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                printed::read(deserializer, $read)
            }
        }
    };
}

serde_as_printed!(At, |printed: &str| printed.parse::<At>());
serde_as_printed!(ParagraphNumber, |printed: &str| ParagraphNumber::new(printed).ok_or("not a paragraph number"));
serde_as_printed!(NoteLabel, |printed: &str| NoteLabel::new(printed).ok_or("not a footnote mark"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_reads_back_as_printed() {
        for printed in [
            "front",
            "summary",
            "pre-4",
            "para-13",
            "para-75.3",
            "annex",
            "annex.para-2",
            "annex-I.para-2",
            "annex-II",
            "fn-20",
            "fn-*",
            "h",
            "tail",
        ] {
            assert_eq!(printed.parse::<At>().map(|at| at.to_string()).as_deref(), Ok(printed));
        }
        for wrong in ["", "para-", "pre-x", "annexe", "fn-", "para-../x", "annex-I b", "annex-\u{202e}", "annex-\">"] {
            assert!(wrong.parse::<At>().is_err(), "{wrong} is no place");
        }
    }
}
