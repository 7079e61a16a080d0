//! What is searched: the passages of all documents. In: the archive. Out: each text once, with the places where it stands; a paragraph
//! that twelve drafts repeat is one passage with twelve places, so the index grows with what is said and not with how often.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use rayon::prelude::*;

use crate::model::{Archive, At, Block, Content, Document, Lang};

/// The longest title, in bytes.
const TITLE: usize = 500;

/// What sort of passage, which decides how much a word in it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sort {
    /// The title of a document; its place is the page as a whole.
    Title,
    /// A heading; its place is that of the text under it.
    Heading,
    /// A paragraph with its items, or a table.
    Body,
    /// A footnote.
    Note,
}

impl Sort {
    /// How much a word weighs in it, beside a word in a paragraph.
    pub(super) const fn weight(self) -> f32 {
        match self {
            Self::Title => 2.5,
            Self::Heading => 1.5,
            Self::Body => 1.0,
            Self::Note => 0.6,
        }
    }
}

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Index into `Archive::held`.
    pub held: u32,
    /// The place in it; `None` for the page as a whole.
    pub at: Option<&'a At>,
}

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage<'a> {
    pub sort: Sort,
    pub lang: Lang,
    pub text: Cow<'a, str>,
    /// In order of document and place; never empty.
    pub places: Vec<Place<'a>>,
}

/// A text of a document and where it stands in it.
type Found<'a> = (Sort, Option<&'a At>, Cow<'a, str>);

/// All passages in order of their first places, and for each document the number of passages that first stand before it.
#[derive(Debug)]
pub(super) struct Passages<'a> {
    pub all: Vec<Passage<'a>>,
    pub starts: Vec<u32>,
}

impl<'a> Passages<'a> {
    /// The passages of an archive.
    pub(super) fn of(archive: &'a Archive) -> Self {
        let documents: Vec<Vec<(u64, Found<'_>)>> = archive.held.par_iter().map(|held| texts(&held.document)).collect();
        let mut all: Vec<Passage<'a>> = Vec::new();
        let mut starts = Vec::with_capacity(documents.len());
        let mut known: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for ((held, document), version) in (0..).zip(documents).zip(&archive.held) {
            let lang = version.document.facts.lang;
            starts.push(number(all.len()));
            for (hash, (sort, at, text)) in document {
                let place = Place { held, at };
                let twins = known.entry(hash).or_default();
                let twin = twins.iter().find(|twin| {
                    let is = |twin: &Passage<'_>| twin.sort == sort && twin.lang == lang && twin.text == text;
                    all.get(**twin as usize).is_some_and(is)
                });
                if let Some(passage) = twin.and_then(|twin| all.get_mut(*twin as usize)) {
                    // A page repeats a text in one place where a paragraph goes on after a heading.
                    if passage.places.last() != Some(&place) {
                        passage.places.push(place);
                    }
                } else {
                    twins.push(number(all.len()));
                    all.push(Passage { sort, lang, text, places: vec![place] });
                }
            }
        }
        Self { all, starts }
    }
}

/// An index as it is written to pieces. No archive holds four thousand million passages.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The texts of a document in reading order, each with a hash by which equal ones are found.
fn texts(document: &Document) -> Vec<(u64, Found<'_>)> {
    let mut texts: Vec<Found<'_>> = Vec::new();
    // What is longer than this is no title but a text that was taken for one; it stands in the blocks too.
    if let Some(title) = document.facts.title.as_ref().filter(|title| title.len() <= TITLE) {
        texts.push((Sort::Title, None, Cow::Borrowed(title)));
    }
    let mut headings = Vec::new();
    for block in &document.blocks {
        if let Content::Heading { text, .. } = &block.content {
            headings.push(text.plain.as_str());
            continue;
        }
        // A heading has no place of its own: it leads to what stands under it.
        texts.extend(headings.drain(..).map(|text| (Sort::Heading, Some(&block.at), Cow::Borrowed(text))));
        add(&mut texts, block);
    }
    texts.extend(headings.drain(..).map(|text| (Sort::Heading, None, Cow::Borrowed(text))));
    for note in &document.footnotes {
        if let Some(text) = &note.text {
            texts.push((Sort::Note, note.ref_at.as_ref(), Cow::Borrowed(&text.plain)));
        }
    }
    texts.retain(|(_, _, text)| !text.trim().is_empty());
    texts.into_iter().map(|found| (hash(found.0, document.facts.lang, &found.2), found)).collect()
}

/// Adds the text of a block to the passage it belongs to, or begins another.
fn add<'a>(texts: &mut Vec<Found<'a>>, block: &'a Block) {
    let (begins, text) = match &block.content {
        Content::Heading { .. } => return,
        Content::Paragraph { number, text } => (number.is_some(), Cow::Borrowed(text.plain.as_str())),
        Content::Item { label, text, .. } => (false, Cow::Owned(format!("{label} {}", text.plain))),
        Content::Table { rows } => {
            let row = |row: &Vec<crate::model::Text>| {
                row.iter().map(|cell| cell.plain.as_str()).collect::<Vec<_>>().join(" | ")
            };
            (true, Cow::Owned(rows.iter().map(row).collect::<Vec<_>>().join("\n")))
        }
    };
    let item = matches!(block.content, Content::Item { .. });
    let belongs = !begins && (item || block.at.paragraph().is_some() || matches!(block.at, At::Preamble(_)));
    if belongs
        && let Some((Sort::Body, at, before)) = texts.last_mut()
        && *at == Some(&block.at)
    {
        let before = before.to_mut();
        before.push('\n');
        before.push_str(&text);
        return;
    }
    texts.push((Sort::Body, Some(&block.at), text));
}

fn hash(sort: Sort, lang: Lang, text: &str) -> u64 {
    // Keys are fixed, so the same text has the same hash on every machine; equal hashes are compared as texts.
    let mut hasher = DefaultHasher::new();
    (sort, lang, text).hash(&mut hasher);
    hasher.finish()
}
