//! `data/citations.jsonl` and `.csv`: a line for each citation, in order of document and place. In: the archive. Out: both
//! files, made in one pass: to find out where a citation leads takes longer than to write it down.

use serde::Serialize;

use super::{Material, line, parts::Parts};
use crate::model::{Archive, At, Basis, Citation, Entry, Failure, Held, Kind, Pinpoint, Print, Symbol};

/// About how many documents make a part of the lists.
const PART: usize = 64;

/// What the columns of the table are called.
const HEAD: &str = "from,lang,at,text,target,kind,pinpoint,basis,held,href,candidates\r\n";

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
        .flat_map(move |citing| citing.citations().map(move |citation| row(archive, held, citing, citation)))
}

fn row<'a>(archive: &'a Archive, held: usize, citing: &'a Held, citation: &'a Citation) -> Row<'a> {
    Row {
        from: citing.identity.as_str(),
        lang: citing.facts.lang.code(),
        at: &citation.at,
        text: &citation.text,
        target: citation.target.resolve(&citing.identity),
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
        let document = &archive.held[*held];
        (&document.identity, document.facts.lang)
    });
    order
}

/// The rows of some documents, as lines of JSON and of a table.
fn part(archive: &Archive, some: &[usize]) -> [Vec<u8>; 2] {
    let (mut json, mut table) = (Vec::new(), String::new());
    for row in some.iter().flat_map(|&held| rows(archive, held)) {
        line(&row, &mut json);
        row.cells(&mut table);
    }
    [json, table.into_bytes()]
}

pub(super) fn write(
    Material { archive, made_from, cache, .. }: Material<'_>,
    print: &dyn Print,
) -> Result<(), Failure> {
    let order = in_order(archive);
    let parts = Parts::of(&order, PART, |&held| archive.held.get(held).map_or("", |held| held.identity.as_str()));
    let key = |&held: &usize| made_from.rows(archive, held);
    let files = ["data/citations.jsonl", "data/citations.csv"];
    print
        .lists("data citations", made_from.lists(), &files, &|take| {
            take(1, HEAD.as_bytes())?;
            parts.each(files, cache, key, |some| part(archive, some), take)
        })
        .map(|_| ())
}

impl Row<'_> {
    /// The row as a line of a table.
    fn cells(&self, out: &mut String) {
        let candidates = self.candidates.iter().map(Symbol::as_str).collect::<Vec<_>>().join(" ");
        let cells = [
            self.from,
            self.lang,
            &self.at.to_string(),
            self.text,
            self.target,
            &self.kind.to_string(),
            &self.pinpoint.map(ToString::to_string).unwrap_or_default(),
            &self.basis.to_string(),
            if self.held { "true" } else { "false" },
            &self.href,
            &candidates,
        ];
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            quoted(cell, out);
        }
        out.push_str("\r\n");
    }
}

/// A cell of a table as RFC 4180 has it. A cell that a spreadsheet would run as a formula is set apart by an apostrophe.
fn quoted(cell: &str, out: &mut String) {
    let apart = if cell.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    if cell.contains([',', '"', '\n', '\r']) {
        out.extend(["\"", apart, &cell.replace('"', "\"\""), "\""]);
    } else {
        out.extend([apart, cell]);
    }
}
