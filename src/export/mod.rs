//! The archive as files for other people's programs (`spec/contract.md`, "Data"). In: the archive. Out: pages: for each document its
//! Markdown and JSON, for the whole archive the lists of citations, documents and findings. Renders no HTML.

mod citations;
mod documents;
mod page;

use rayon::prelude::*;

use crate::{
    markdown,
    model::{Address, Archive, Entry, Finding, Page},
};

/// All data files of the site, in order of path.
pub fn export(archive: &Archive, findings: &[Finding]) -> Vec<Page> {
    let mut pages: Vec<Page> =
        (0..archive.held.len()).into_par_iter().flat_map_iter(|held| beside(archive, held)).collect();
    let unheld: Vec<&Entry> = archive.entries.values().filter(|entry| !entry.is_held()).collect();
    pages.par_extend(
        unheld
            .into_par_iter()
            .map(|entry| Page::new(Address::of(&entry.identity, None).json(), page::of_unheld(archive, entry))),
    );
    pages.push(Page::new("data/citations.jsonl", citations::jsonl(archive)));
    pages.push(Page::new("data/citations.csv", citations::csv(archive)));
    pages.push(Page::new("data/documents.jsonl", documents::jsonl(archive)));
    pages.push(Page::new("data/findings.jsonl", lines(findings)));
    pages
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
