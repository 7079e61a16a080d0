//! `data/citations.jsonl` and `.csv`: a line for each citation, in order of document and place. In: the archive. Out: text.

use serde::Serialize;

use super::lines;
use crate::model::{Archive, At, Basis, Citation, Entry, Held, Kind, Pinpoint, Symbol};

/// A citation as exported.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    from: &'a str,
    lang: &'static str,
    at: &'a At,
    text: &'a str,
    target: &'a str,
    kind: Kind,
    pinpoint: Option<&'a Pinpoint>,
    basis: Basis,
    held: bool,
    href: String,
    #[serde(skip_serializing_if = "<[Symbol]>::is_empty")]
    candidates: &'a [Symbol],
}

/// The rows of one document, in reading order.
pub(super) fn rows(archive: &Archive, held: usize) -> impl Iterator<Item = Row<'_>> {
    archive
        .held
        .get(held)
        .into_iter()
        .flat_map(move |citing| citing.citations.iter().map(move |citation| row(archive, held, citing, citation)))
}

fn row<'a>(archive: &'a Archive, held: usize, citing: &'a Held, citation: &'a Citation) -> Row<'a> {
    Row {
        from: citing.document.identity.as_str(),
        lang: citing.document.facts.lang.code(),
        at: &citation.at,
        text: &citation.text,
        target: citation.target.resolve(&citing.document.identity),
        kind: citation.kind,
        pinpoint: citation.pinpoint.as_ref(),
        basis: citation.basis,
        held: archive.cited(citation).is_none_or(Entry::is_held),
        href: archive.leads_to(held, citation).map(|address| address.href()).unwrap_or_default(),
        candidates: &citation.candidates,
    }
}

/// In order of document: by symbol or id, then by language.
fn in_order(archive: &Archive) -> Vec<usize> {
    let mut order: Vec<usize> = (0..archive.held.len()).collect();
    order.sort_by_key(|held| {
        let document = &archive.held[*held].document;
        (&document.identity, document.facts.lang)
    });
    order
}

pub(super) fn jsonl(archive: &Archive) -> String {
    lines(in_order(archive).into_iter().flat_map(|held| rows(archive, held)))
}

pub(super) fn csv(archive: &Archive) -> String {
    let mut out = String::from("from,lang,at,text,target,kind,pinpoint,basis,held,href,candidates\r\n");
    for row in in_order(archive).into_iter().flat_map(|held| rows(archive, held)) {
        let word = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        };
        let candidates = row.candidates.iter().map(Symbol::as_str).collect::<Vec<_>>().join(" ");
        let cells = [
            row.from.to_owned(),
            row.lang.to_owned(),
            row.at.to_string(),
            row.text.to_owned(),
            row.target.to_owned(),
            word(serde_json::to_value(row.kind)),
            row.pinpoint.map(ToString::to_string).unwrap_or_default(),
            word(serde_json::to_value(row.basis)),
            row.held.to_string(),
            row.href,
            candidates,
        ];
        out.push_str(&cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell of a table as RFC 4180 has it. A cell that a spreadsheet would run as a formula is set apart by an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
