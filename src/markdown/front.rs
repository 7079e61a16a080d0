//! Facts as a person writes them: in the front matter of Markdown or in a sidecar. In: YAML. Out: `FactSheet`, and back. An unknown
//! key is an error with its line, because a mistyped key would otherwise be lost in silence.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{DocType, Document, Facts, Identity, Lang, Symbol};

/// The keys of front matter and sidecars (`spec/contract.md`, "Sources").
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
    pub date: Option<SheetDate>,
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

impl Printed {
    fn into_text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }

    fn of(text: &str) -> Self {
        text.parse()
            .ok()
            .filter(|n: &u32| n.to_string() == text)
            .map_or_else(|| Self::Text(text.to_owned()), Self::Number)
    }
}

/// A date, or the year alone where no more is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SheetDate {
    /// `2008-12-18`
    Day(Date),
    /// `2009`
    Year(i16),
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
            date: facts.date.map(SheetDate::Day).or(facts.year.map(SheetDate::Year)),
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
            original: facts.original,
        }
    }

    /// What it gives, over what weaker sources gave: `facts` and `identity` change only where the sheet says something.
    pub fn overrule(self, facts: &mut Facts, identity: &mut Option<Identity>) {
        fn put<T>(place: &mut Option<T>, given: Option<T>) {
            if given.is_some() {
                *place = given;
            }
        }
        if let Some(symbol) = self.symbol {
            *identity = Some(Identity::Symbol(symbol));
        } else if let Some(id) = self.id.as_deref().and_then(Identity::id) {
            *identity = Some(id);
        }
        match self.date {
            Some(SheetDate::Day(day)) => (facts.date, facts.year) = (Some(day), Some(day.year())),
            Some(SheetDate::Year(year)) => (facts.date, facts.year) = (None, Some(year)),
            None => {}
        }
        put(&mut facts.title, self.title);
        put(&mut facts.body, self.body);
        put(&mut facts.session, self.session.map(Printed::into_text));
        put(&mut facts.agenda_item, self.agenda_item.map(Printed::into_text));
        put(&mut facts.job_number, self.job_number);
        put(&mut facts.source, self.source);
        put(&mut facts.meeting, self.meeting);
        put(&mut facts.vote, self.vote);
        put(&mut facts.original, self.original);
        facts.lang = self.lang.unwrap_or(facts.lang);
        facts.doc_type = self.doc_type.unwrap_or(facts.doc_type);
        if !self.subjects.is_empty() {
            facts.subjects = self.subjects;
        }
        if !self.aliases.is_empty() {
            facts.aliases = self.aliases;
        }
    }
}
