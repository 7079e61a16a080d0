//! Facts as a person writes them: in the front matter of Markdown or in a sidecar. In: YAML. Out: `FactSheet`, and back. An unknown
//! key is an error with its line, because a mistyped key would otherwise be lost in silence.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{DocType, Document, Identity, Lang, Symbol, When, yaml_fault};

/// The keys of front matter and sidecars, as README lists them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FactSheet {
    /// The document's symbol; joint symbols joined by `-`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<Symbol>,
    /// For a document without a symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Of adoption or distribution: `2008-12-18`, or a year alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<When>,
    /// `ar`, `en`, `es`, `fr`, `ru` or `zh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The issuing body: `A`, `E/CN.15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// `64`, `S-20`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Printed>,
    /// `108`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda_item: Option<Printed>,
    /// `resolution`, `decision`, `report`, `note`, `draft`, `letter`, `statement`, `document`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub doc_type: Option<DocType>,
    /// Subject words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// `V.09-85000`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_number: Option<String>,
    /// Where the text came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Other symbols that lead here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Symbol>,
    /// The meeting it was adopted at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// The vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<String>,
    /// The day it was distributed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distributed: Option<Date>,
    /// What it was adopted on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The language it was written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<Lang>,
}

/// A value that people write with or without quotation marks: `session: 64`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Printed {
    /// `64`
    Number(u32),
    /// `S-20`
    Text(String),
}

impl From<Printed> for String {
    fn from(printed: Printed) -> Self {
        match printed {
            Printed::Number(number) => number.to_string(),
            Printed::Text(text) => text,
        }
    }
}

impl Printed {
    fn of(text: &str) -> Self {
        text.parse()
            .ok()
            .filter(|n: &u32| n.to_string() == text)
            .map_or_else(|| Self::Text(text.to_owned()), Self::Number)
    }
}

impl FactSheet {
    /// The sheet of a document.
    pub fn of(document: &Document) -> Self {
        let facts = &document.facts;
        let (symbol, id) = match &document.identity {
            Identity::Symbol(symbol) => (Some(symbol.clone()), None),
            Identity::Id(id) => (None, Some(id.clone())),
        };
        Self {
            symbol,
            id,
            title: facts.title.clone(),
            date: facts.date,
            lang: Some(facts.lang),
            body: facts.body.clone(),
            session: facts.session.as_deref().map(Printed::of),
            agenda_item: facts.agenda_item.as_deref().map(Printed::of),
            doc_type: Some(facts.doc_type),
            subjects: facts.subjects.clone(),
            job_number: facts.job_number.clone(),
            source: facts.source.clone(),
            aliases: facts.aliases.clone(),
            meeting: facts.meeting.clone(),
            vote: facts.vote.clone(),
            distributed: facts.distributed,
            basis: facts.basis.clone(),
            original: facts.original,
        }
    }
}

/// Where and why YAML cannot be read as facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetError {
    /// Line of the YAML, counted from 1.
    pub line: u32,
    /// What is wrong.
    pub what: String,
}

impl FactSheet {
    /// Reads YAML.
    ///
    /// # Errors
    /// Where it is no YAML, has a key that is none of these, a value of the wrong kind, or an id that could not be a file name.
    pub fn read(yaml: &str) -> Result<Self, SheetError> {
        if yaml.trim().is_empty() {
            return Ok(Self::default());
        }
        let sheet: Self = serde_yaml::from_str(yaml).map_err(|error| {
            let (line, what) = yaml_fault(&error);
            SheetError { line: u32::try_from(line).unwrap_or(u32::MAX), what }
        })?;
        if let Some(id) = sheet.id.as_deref().filter(|id| Identity::id(id).is_none()) {
            let line = yaml.lines().position(|line| line.starts_with("id:")).map_or(1, |at| at + 1);
            let what = format!("the id `{id}` could not be a file name");
            return Err(SheetError { line: u32::try_from(line).unwrap_or(1), what });
        }
        Ok(sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (yaml, line) in
            [("title: a\nsymbl: A/64/123\n", 2), ("lang: xx\n", 1), ("symbol: ../x\n", 1), ("title: a\nid: ../x\n", 2)]
        {
            let wrong = FactSheet::read(yaml).err();
            assert_eq!(wrong.as_ref().map(|wrong| wrong.line), Some(line), "{wrong:?}");
        }
    }
}
