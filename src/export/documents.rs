//! `data/documents.jsonl`: a line for each document and each symbol cited. In: the archive. Out: the
//! file.

use std::{borrow::Cow, sync::Arc};

use jiff::civil::Date;
use serde::Serialize;

use super::{Material, lines, parts::Parts};
use crate::model::{Archive, Digest, DocType, Entry, Failure, Finding, Held, Lang, Print, Symbol};

/// About how many entries make a part of the list.
const PART: usize = 1024;

/// The facts of a document as exported; what is not known is left out.
#[derive(Debug, Serialize)]
pub(super) struct FactRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agenda_item: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    doc_type: Option<DocType>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    subjects: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    job_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Symbol]>::is_empty")]
    aliases: &'a [Symbol],
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distributed: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<Lang>,
}

impl<'a> FactRow<'a> {
    /// Of a held document.
    pub(super) fn of(held: &'a Held) -> Self {
        let facts = &held.facts;
        Self {
            title: facts.title.as_deref(),
            date: facts.date.map(|date| date.to_string()),
            lang: Some(facts.lang),
            body: facts.body.as_deref().map(Cow::Borrowed),
            session: facts.session.as_deref(),
            agenda_item: facts.agenda_item.as_deref(),
            doc_type: Some(facts.doc_type),
            subjects: &facts.subjects,
            job_number: facts.job_number.as_deref(),
            source: facts.source.as_deref(),
            aliases: &facts.aliases,
            meeting: facts.meeting.as_deref(),
            vote: facts.vote.as_deref(),
            distributed: facts.distributed,
            basis: facts.basis.as_deref(),
            original: facts.original,
        }
    }

    /// Of an entry that is not held: what citing texts tell.
    pub(super) fn told(archive: &'a Archive, entry: &'a Entry) -> Self {
        let symbol = entry.identity.symbol();
        Self {
            title: entry.titles.first().map(|clue| clue.said.as_str()),
            date: entry.dates.first().map(|clue| clue.said.clone()),
            lang: None,
            body: symbol.map(|symbol| Cow::Owned(archive.bodies.issuing(symbol))),
            session: None,
            agenda_item: None,
            doc_type: symbol.map(|symbol| symbol.kind().into()),
            subjects: &[],
            job_number: None,
            source: None,
            aliases: &[],
            meeting: None,
            vote: None,
            distributed: None,
            basis: None,
            original: None,
        }
    }
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    /// The symbol, or the id of a document without one.
    symbol: &'a str,
    held: bool,
    #[serde(flatten)]
    facts: FactRow<'a>,
    /// How many citations it makes.
    cites: usize,
    /// How many citations lead to it.
    cited: usize,
    href: String,
    /// Why it is not held, where a file of it is among the sources.
    #[serde(skip_serializing_if = "<[Finding]>::is_empty")]
    failed: &'a [Finding],
}

pub(super) fn write(
    Material { archive, made_from, cache, .. }: Material<'_>,
    print: &dyn Print,
) -> Result<(), Failure> {
    let entries: Vec<(usize, &Entry)> = archive.entries.iter().enumerate().collect();
    let parts = Parts::of(&entries, PART, |(_, entry)| entry.identity.as_str());
    // Its name, what its rows count, and the body of a text that tells none itself.
    let bodies = Digest::of([format!("{:?}", archive.bodies)]);
    let key = |(place, entry): &(usize, &Entry)| {
        let cites: Vec<usize> = versions(archive, entry).map(|version| version.mentions.len()).collect();
        Some(Digest::of([bodies, made_from.name(*place)?, Digest::of_thing(&(entry.cited_by.len(), cites))]))
    };
    let make = |some: &[(usize, &Entry)]| [lines(some.iter().flat_map(|(_, entry)| rows(archive, entry)))];
    let file = ["data/documents.jsonl"];
    print
        .lists("data documents", made_from.lists(), &file, &|take| parts.each(file, cache, key, make, take))
        .map(|_| ())
}

fn versions<'a>(archive: &'a Archive, entry: &'a Entry) -> impl Iterator<Item = &'a Held> {
    entry.versions.iter().filter_map(|held| archive.held.get(*held).map(Arc::as_ref))
}

/// A row for each version of an entry, or one that says that it is not held.
fn rows<'a>(archive: &'a Archive, entry: &'a Entry) -> impl Iterator<Item = Row<'a>> {
    let cited = entry.cited_by.len();
    let unheld = (!entry.is_held()).then(|| Row {
        symbol: entry.identity.as_str(),
        held: false,
        facts: FactRow::told(archive, entry),
        cites: 0,
        cited,
        href: entry.address(None).href(),
        failed: archive.failed.get(&entry.identity).map_or(&[], Vec::as_slice),
    });
    let versions = entry.versions.iter().filter_map(move |held| {
        let (address, version) = archive.page_of(*held).zip(archive.held.get(*held))?;
        Some(Row {
            symbol: version.identity.as_str(),
            held: true,
            facts: FactRow::of(version),
            cites: version.mentions.len(),
            cited,
            href: address.href(),
            failed: &[],
        })
    });
    versions.chain(unheld)
}
