//! The archive as files for other people's programs. In: the archive. Out: pages: for each document its
//! Markdown and JSON; for the whole archive the lists of citations and documents, printed piece by piece, and the findings. Renders no HTML.

mod citations;
mod documents;
mod page;
mod parts;

use crate::{
    cache::Cache,
    made_from::MadeFrom,
    markdown,
    model::{Archive, Beside, Document, Entry, Failure, Finding, Page, Print},
};

/// What the lists of a whole archive are made from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// What is held and cited.
    pub archive: &'a Archive,
    /// What was found.
    pub findings: &'a [Finding],
    /// The checksums of what its rows show.
    pub made_from: &'a MadeFrom,
    /// Where parts of lists are kept.
    pub cache: &'a Cache,
}

/// Prints the lists of the whole archive.
///
/// # Errors
/// When a file cannot be printed.
pub fn export(material: Material<'_>, print: &dyn Print) -> Result<(), Failure> {
    let (citations, documents) =
        rayon::join(|| citations::write(material, print), || documents::write(material, print));
    citations.and(documents)?;
    print.print(Page::new("data/findings.jsonl", lines(material.findings)))
}

/// The files beside the pages of texts: the Markdown of what is held, and the data of each.
#[derive(Debug)]
pub struct Files<'a>(pub &'a Archive);

impl Beside for Files<'_> {
    fn of_held(&self, held: usize, document: &Document) -> Vec<Page> {
        let Some(address) = self.0.page_of(held) else { return Vec::new() };
        vec![
            Page::new(address.markdown(), markdown::write(document)),
            Page::new(address.json(), page::of_held(self.0, held, document)),
        ]
    }

    fn of_unheld(&self, entry: &Entry) -> Vec<Page> {
        vec![Page::new(entry.address(None).json(), page::of_unheld(self.0, entry))]
    }
}

/// One JSON value a line.
fn lines<T: serde::Serialize>(values: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut out = Vec::new();
    values.into_iter().for_each(|value| line(&value, &mut out));
    out
}

/// Adds a value as JSON on a line of its own.
fn line(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    let begins = out.len();
    match serde_json::to_writer(&mut *out, value) {
        Ok(()) => out.push(b'\n'),
        Err(_) => out.truncate(begins),
    }
}

/// A value as JSON. Our own structures of strings, numbers and lists cannot fail to be written.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
