//! How counted things are written. In: data. Out: forms and grouping, which the pages and the search box share. Knows no rule of any language.

use serde::{Deserialize, Serialize};

/// The forms of a counted thing; `other` stands in for one that the language does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the form of that name in the Unicode rules of plurals")]
pub struct Forms {
    pub zero: Option<String>,
    pub one: Option<String>,
    pub two: Option<String>,
    pub few: Option<String>,
    pub many: Option<String>,
    pub other: String,
}

/// How thousands are parted: by what, and from how many figures on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grouping {
    /// Between thousands.
    pub mark: String,
    /// The least number of figures that are parted.
    pub from: usize,
}
