//! The data beside a page: `A/RES/63/195.json`. In: the archive and one entry. Out: JSON text. `text` in it is plain: no Markdown, no
//! footnote marks, no paragraph number.

use serde::Serialize;

use super::{citations, documents::FactRow, json};
use crate::model::{Archive, At, Block, Content, Document, Entry, NoteLabel, ParagraphNumber, Text};

#[derive(Debug, Serialize)]
struct PageRow<'a> {
    symbol: &'a str,
    held: bool,
    #[serde(flatten)]
    facts: FactRow<'a>,
    blocks: Vec<BlockRow<'a>>,
    footnotes: Vec<NoteRow<'a>>,
    citations: Vec<citations::Row<'a>>,
    cited_by: Vec<CitedByRow<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum BlockRow<'a> {
    Heading {
        level: u8,
        text: &'a str,
    },
    Paragraph {
        anchor: &'a At,
        #[serde(skip_serializing_if = "Option::is_none")]
        n: Option<&'a ParagraphNumber>,
        text: String,
    },
    Table {
        anchor: &'a At,
        rows: Vec<Vec<&'a str>>,
    },
}

#[derive(Debug, Serialize)]
struct NoteRow<'a> {
    n: &'a NoteLabel,
    text: Option<&'a str>,
    ref_at: Option<&'a At>,
}

#[derive(Debug, Serialize)]
struct CitedByRow<'a> {
    from: &'a str,
    lang: &'static str,
    at: &'a At,
    snippet: String,
    href: String,
}

pub(super) fn of_held(archive: &Archive, held: usize, document: &Document) -> String {
    let Some(version) = archive.held.get(held) else { return String::new() };
    let notes = document.footnotes.iter().map(|note| NoteRow {
        n: &note.label,
        text: note.text.as_ref().map(|text| text.plain.as_str()),
        ref_at: note.ref_at.as_ref(),
    });
    json(&PageRow {
        symbol: version.identity.as_str(),
        held: true,
        facts: FactRow::of(version),
        blocks: blocks(&document.blocks),
        footnotes: notes.collect(),
        citations: citations::rows(archive, held).collect(),
        cited_by: archive.entry(&version.identity).map(|entry| cited_by(archive, entry)).unwrap_or_default(),
    })
}

pub(super) fn of_unheld(archive: &Archive, entry: &Entry) -> String {
    json(&PageRow {
        symbol: entry.identity.as_str(),
        held: false,
        facts: FactRow::told(archive, entry),
        blocks: Vec::new(),
        footnotes: Vec::new(),
        citations: Vec::new(),
        cited_by: cited_by(archive, entry),
    })
}

fn cited_by<'a>(archive: &'a Archive, entry: &'a Entry) -> Vec<CitedByRow<'a>> {
    let rows = entry.cited_by.iter().filter_map(|backlink| {
        let citing = archive.held.get(backlink.held)?;
        let mention = citing.mentions.get(backlink.mention)?;
        let sentence = citing.mentions.sentence(backlink.mention)?;
        let at = &mention.citation.at;
        let lang = citing.facts.lang;
        Some(CitedByRow {
            from: citing.identity.as_str(),
            lang: lang.code(),
            at,
            snippet: sentence.around(mention),
            href: archive.page_of(backlink.held)?.at(at).href(),
        })
    });
    rows.collect()
}

/// Blocks in reading order, items folded into their paragraphs. After a heading a paragraph goes on in another block with the same
/// number and anchor.
fn blocks(blocks: &[Block]) -> Vec<BlockRow<'_>> {
    let mut rows: Vec<BlockRow<'_>> = Vec::new();
    for block in blocks {
        match &block.content {
            Content::Heading { level, text } => rows.push(BlockRow::Heading { level: level.get(), text: &text.plain }),
            Content::Table { rows: cells } => rows.push(BlockRow::Table {
                anchor: &block.at,
                rows: cells.iter().map(|row| row.iter().map(|cell| cell.plain.as_str()).collect()).collect(),
            }),
            Content::Paragraph { number, text } => fold(&mut rows, block, "", text, number.is_some()),
            Content::Item { label, text, .. } => fold(&mut rows, block, label, text, false),
        }
    }
    rows
}

/// Adds a text to the paragraph it belongs to, or begins another.
fn fold<'a>(rows: &mut Vec<BlockRow<'a>>, block: &'a Block, label: &str, added: &Text, begins: bool) {
    let gap = if label.is_empty() || added.plain.is_empty() { "" } else { " " };
    let added = format!("{label}{gap}{}", added.plain);
    let belongs =
        !begins && (block.at.paragraph().is_some() || !label.is_empty() || matches!(block.at, At::Preamble(_)));
    if belongs
        && let Some(BlockRow::Paragraph { anchor, text, .. }) = rows.last_mut()
        && **anchor == block.at
    {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&added);
        return;
    }
    rows.push(BlockRow::Paragraph { anchor: &block.at, n: block.at.paragraph(), text: added });
}
