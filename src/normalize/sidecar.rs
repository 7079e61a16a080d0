//! Reads the facts that a user wrote beside a text. In: YAML. Out: `Told`, or why it cannot be read and on which line. Never passes over a key
//! that it does not know: a misspelt one would be a fact lost.

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{DocType, Identity, Lang, Symbol};

use super::told::Told;

/// The keys of `spec/contract.md`, "Sources".
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sidecar {
    symbol: Option<Symbol>,
    id: Option<String>,
    title: Option<String>,
    date: Option<Date>,
    lang: Option<Lang>,
    body: Option<String>,
    session: Option<Printed>,
    agenda_item: Option<Printed>,
    #[serde(rename = "type")]
    doc_type: Option<DocType>,
    subjects: Option<Vec<String>>,
    job_number: Option<String>,
    source: Option<String>,
    aliases: Option<Vec<Symbol>>,
}

/// A number or a text: `session: 64` and `session: S-20` are both written so.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Printed {
    Number(u32),
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

/// What is wrong with a sidecar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Line of the sidecar, counted from 1; 0 if unknown.
    pub line: u32,
    /// What is wrong.
    pub what: String,
}

/// The facts of a sidecar or of front matter.
///
/// # Errors
/// Where it is no YAML, has a key that is none of the contract's, or a value of the wrong kind.
pub fn read(yaml: &str) -> Result<Told, Wrong> {
    if yaml.trim().is_empty() {
        return Ok(Told::default());
    }
    let sidecar: Sidecar = serde_yaml::from_str(yaml).map_err(|error| {
        let line = error.location().and_then(|place| u32::try_from(place.line()).ok()).unwrap_or(0);
        let text = error.to_string();
        let what = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Wrong { line, what }
    })?;
    if let Some(id) = sidecar.id.as_deref().filter(|id| Identity::id(id).is_none()) {
        let line = yaml.lines().position(|line| line.starts_with("id:")).map_or(0, |at| at + 1);
        let line = u32::try_from(line).unwrap_or(0);
        return Err(Wrong { line, what: format!("the id `{id}` could not be a file name") });
    }
    Ok(Told {
        symbol: sidecar.symbol,
        id: sidecar.id,
        title: sidecar.title,
        date: sidecar.date,
        lang: sidecar.lang,
        body: sidecar.body,
        session: sidecar.session.map(String::from),
        agenda_item: sidecar.agenda_item.map(String::from),
        doc_type: sidecar.doc_type,
        subjects: sidecar.subjects,
        job_number: sidecar.job_number,
        source: sidecar.source,
        aliases: sidecar.aliases,
        ..Told::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read() {
        let told =
            read("symbol: E/CN.7/2020/2-E/CN.15/2020/2\nlang: zh\nsession: 63\ntype: report\ndate: 2020-03-02\n");
        let told = told.unwrap_or_default();
        assert_eq!(told.symbol.map(|symbol| symbol.to_string()).as_deref(), Some("E/CN.7/2020/2-E/CN.15/2020/2"));
        assert_eq!((told.session.as_deref(), told.doc_type), (Some("63"), Some(DocType::Report)));
        assert_eq!(told.date, Some(jiff::civil::date(2020, 3, 2)));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (yaml, line) in
            [("title: a\nsymbl: A/64/123\n", 2), ("lang: xx\n", 1), ("symbol: ../x\n", 1), ("title: a\nid: ../x\n", 2)]
        {
            let wrong = read(yaml).err();
            assert_eq!(wrong.as_ref().map(|wrong| wrong.line), Some(line), "{wrong:?}");
        }
    }
}
