//! Citations: one mention, in one place, of one other document or of a paragraph of the same one. In: what `recognize`
//! settled. Out: `Citation`. A citation without a target cannot be built; what stays doubtful keeps its other candidates.

use std::{fmt, ops::Range, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{At, Identity, ParagraphNumber, Symbol, printed};

/// What sort of thing is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A resolution of any body.
    Resolution,
    /// A decision of any body.
    Decision,
    /// Any other document with a symbol.
    Document,
    /// A presidential statement.
    Statement,
    /// A paragraph of the same document.
    Internal,
}

/// Why a citation leads to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The symbol is printed.
    Symbol,
    /// The body's name stands with the number.
    Named,
    /// Taken from the list it stands in.
    Enumeration,
    /// A body named before or after in the sentence or paragraph.
    Context,
    /// The body that issued the citing document.
    Issuer,
    /// The form of the number alone.
    Form,
    /// What an ibid. or 同上 stands for.
    Antecedent,
}

/// As in data and exports.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// As in data and exports.
impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Basis {
    /// Whether the target was inferred rather than printed with its body.
    pub const fn is_inferred(self) -> bool {
        matches!(self, Self::Context | Self::Issuer | Self::Form | Self::Antecedent)
    }
}

/// The cited part of a target: `para-13`, `para-11(j)`, `annex`, `annex-II`, `sec-XI`, `chap-I`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pinpoint {
    /// A paragraph, with its lettered part where that is named (`j` of `para-11(j)`).
    Paragraph(ParagraphNumber, Option<String>),
    /// An annex, with its label where it has one.
    Annex(Option<String>),
    /// A section, by its label.
    Section(String),
    /// A chapter, by its label.
    Chapter(String),
}

impl Pinpoint {
    /// The place on the target's page where the pinpoint leads: a paragraph or an annex. Sections and chapters are told by their headings.
    pub fn at(&self) -> Option<At> {
        match self {
            Self::Paragraph(number, _) => Some(At::Paragraph(number.clone())),
            Self::Annex(label) => Some(At::Annex(label.clone(), None)),
            Self::Section(_) | Self::Chapter(_) => None,
        }
    }

    /// The label of the section or chapter that is cited.
    pub fn section(&self) -> Option<&str> {
        match self {
            Self::Section(label) | Self::Chapter(label) => Some(label),
            Self::Paragraph(..) | Self::Annex(_) => None,
        }
    }
}

impl fmt::Display for Pinpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraph(number, None) => write!(f, "para-{number}"),
            Self::Paragraph(number, Some(item)) => write!(f, "para-{number}({item})"),
            Self::Annex(None) => f.write_str("annex"),
            Self::Annex(Some(label)) => write!(f, "annex-{label}"),
            Self::Section(label) => write!(f, "sec-{label}"),
            Self::Chapter(label) => write!(f, "chap-{label}"),
        }
    }
}

impl FromStr for Pinpoint {
    type Err = String;

    fn from_str(printed: &str) -> Result<Self, String> {
        let wrong = || format!("`{printed}` is no pinpoint");
        if printed == "annex" {
            return Ok(Self::Annex(None));
        }
        match printed.split_once('-') {
            Some(("annex", label)) if !label.is_empty() => Ok(Self::Annex(Some(label.to_owned()))),
            Some(("sec", label)) if !label.is_empty() => Ok(Self::Section(label.to_owned())),
            Some(("chap", label)) if !label.is_empty() => Ok(Self::Chapter(label.to_owned())),
            Some(("para", rest)) => {
                let (number, item) = match rest.split_once('(') {
                    Some((number, item)) => (number, Some(item.strip_suffix(')').ok_or_else(wrong)?.to_owned())),
                    None => (rest, None),
                };
                ParagraphNumber::new(number).map(|number| Self::Paragraph(number, item)).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }
}

impl<'de> Deserialize<'de> for Pinpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        printed::read(deserializer, str::parse)
    }
}

impl Serialize for Pinpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a citation leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    /// Another document (or, by its printed symbol, this one).
    Symbol(Symbol),
    /// The citing document itself: kind `internal`.
    This,
}

impl Target {
    /// The symbol of another document.
    pub const fn symbol(&self) -> Option<&Symbol> {
        match self {
            Self::Symbol(symbol) => Some(symbol),
            Self::This => None,
        }
    }

    /// The target as exported: the symbol, or the citing document's own symbol or id.
    pub fn resolve<'a>(&'a self, citing: &'a Identity) -> &'a str {
        match self {
            Self::Symbol(symbol) => symbol.as_str(),
            Self::This => citing.as_str(),
        }
    }
}

/// Which text of a document a citation stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Locus {
    /// The Nth block; for a table the Nth text in it (see `Block::texts`).
    Block {
        /// Index into `Document::blocks`.
        block: usize,
        /// Index into `Block::texts()`: 0 except in tables.
        text: usize,
    },
    /// The Nth footnote.
    Note(usize),
}

/// A citation whose target is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Where it stands.
    pub at: At,
    /// Which text it stands in.
    pub locus: Locus,
    /// Byte offsets into that text's `plain`.
    pub range: Range<usize>,
    /// As printed: that range of that text.
    pub text: Box<str>,
    /// What it leads to.
    pub target: Target,
    /// What sort of thing is cited.
    pub kind: Kind,
    /// The cited part, where the text names one.
    pub pinpoint: Option<Pinpoint>,
    /// Why it leads there.
    pub basis: Basis,
    /// Other targets that would fit, best first.
    pub candidates: Box<[Symbol]>,
}

impl Citation {
    /// All that it says, but where in its text it stands.
    pub fn said(&self) -> impl Serialize {
        let Self { at, locus: _, range: _, text, target, kind, pinpoint, basis, candidates } = self;
        (at, text, target, kind, pinpoint, basis, candidates)
    }
}
