//! The archive as files for other people's programs (`spec/contract.md`, "Data"). In: the archive. Out: pages: for each document its
//! Markdown and JSON, for the whole archive the lists of citations, documents and findings. Renders no HTML.

mod citations;
mod documents;
mod page;

use rayon::prelude::*;

use crate::{
    made_from::MadeFrom,
    markdown,
    model::{Archive, Failure, Finding, Page, Print},
};

/// Prints all data files of the site.
///
/// # Errors
/// When a file cannot be printed.
pub fn export(archive: &Archive, findings: &[Finding], made_from: &MadeFrom, print: &dyn Print) -> Result<(), Failure> {
    let held = 0..archive.held.len();
    held.into_par_iter().try_for_each(|held| {
        let Some(address) = archive.page_of(held) else { return Ok(()) };
        let name = format!("data {}", address.stem);
        print.unit(&name, made_from.document(held), &|| Ok(beside(archive, held))).map(drop)
    })?;
    let unheld = archive.entries.par_iter().enumerate().filter(|(_, entry)| !entry.is_held());
    unheld.try_for_each(|(place, entry)| {
        let address = entry.address(None);
        let make = || Ok(vec![Page::new(address.json(), page::of_unheld(archive, entry))]);
        print.unit(&format!("data {}", address.stem), made_from.absent(place), &make).map(drop)
    })?;
    let whole: [(&str, &(dyn Fn() -> String + Sync)); 4] = [
        ("data/citations.jsonl", &|| citations::jsonl(archive)),
        ("data/citations.csv", &|| citations::csv(archive)),
        ("data/documents.jsonl", &|| documents::jsonl(archive)),
        ("data/findings.jsonl", &|| lines(findings)),
    ];
    whole.par_iter().try_for_each(|(path, make)| print.print(Page::new(*path, make())))
}

/// The files beside the page of a document: its Markdown and its data.
fn beside(archive: &Archive, held: usize) -> Vec<Page> {
    let Some((address, document)) = archive.page_of(held).zip(archive.held.get(held)) else { return Vec::new() };
    vec![
        Page::new(address.markdown(), markdown::write(&document.document)),
        Page::new(address.json(), page::of_held(archive, held)),
    ]
}

/// One JSON value a line.
fn lines<T: serde::Serialize>(values: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for value in values {
        out.push_str(&json(&value));
        out.push('\n');
    }
    out
}

/// A value as JSON. Our own structures of strings, numbers and lists cannot fail to be written.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
