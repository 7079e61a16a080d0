//! What is searched: the passages of all documents. In: the archive. Out: each text once, with the places where it stands; a paragraph
//! that twelve drafts repeat is one passage with twelve places, so the index grows with what is said and not with how often.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{indexed::Checksum, marks::Marks};
use crate::model::{At, Block, Content, Digest, Document, Lang};

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
    /// All, in their order.
    pub(super) const ALL: [Self; 4] = [Self::Title, Self::Heading, Self::Body, Self::Note];

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
pub(super) struct Place {
    /// Index into `Archive::held`.
    pub held: u32,
    /// Its number among the places of that document; `None` for the page as a whole.
    pub at: Option<u32>,
}

/// A text that stands in one place or in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passage {
    pub sort: Sort,
    pub lang: Lang,
    /// Of its text.
    pub checksum: Checksum,
    /// Of the text, in bytes.
    pub length: u32,
    /// The document it first stands in: index into `Archive::held`.
    pub held: u32,
    /// Which text of that document it is.
    pub nth: u32,
}

impl Passage {
    /// How long it is, about.
    pub(super) const fn size(&self) -> u32 {
        about(self.length)
    }
}

/// A number with all but its first three figures, in binary, left out: a word more in a paragraph seldom changes it.
pub(super) const fn about(number: u32) -> u32 {
    let figures = u32::BITS - number.leading_zeros();
    let rest = figures.saturating_sub(3);
    number >> rest << rest
}

/// A text of a document before it is known whether it stood elsewhere already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    pub checksum: Checksum,
    pub length: u32,
    pub sort: Sort,
    pub lang: Lang,
    pub place: Place,
}

/// All passages in order of their first places.
#[derive(Debug, Default)]
pub(super) struct Passages {
    pub all: Vec<Passage>,
    /// For each document the number of passages that first stand before it.
    pub starts: Vec<u32>,
    /// The texts of all documents, one document after another: those that did not stand elsewhere before are marked.
    firsts: Marks,
    /// For each document where its texts begin among all.
    texts: Vec<usize>,
    places: Vec<Place>,
    /// For each passage where its places end.
    ends: Vec<u32>,
}

impl Passages {
    /// The passages of all texts, which are in order of document and place.
    pub(super) fn of(documents: usize, met: &[Met]) -> Self {
        let firsts = firsts(met);
        let different = (0..).zip(&firsts).filter(|(nth, first)| nth == *first).count();
        // Of a large archive these are the largest lists: room for what comes and no more.
        let mut passages = Self {
            all: Vec::with_capacity(different),
            firsts: Marks::of((0..).zip(&firsts).map(|(nth, first)| nth == *first)),
            places: Vec::with_capacity(met.len()),
            ends: Vec::with_capacity(different),
            ..Self::default()
        };
        // The passage that each text is.
        let mut numbers: Vec<u32> = Vec::with_capacity(met.len());
        for (nth, (text, first)) in met.iter().zip(firsts).enumerate() {
            while passages.texts.len() <= text.place.held as usize {
                passages.texts.push(nth);
                passages.starts.push(number(passages.all.len()));
            }
            if first as usize != nth {
                numbers.push(numbers.get(first as usize).copied().unwrap_or_default());
                continue;
            }
            numbers.push(number(passages.all.len()));
            let begin = passages.texts.last().copied().unwrap_or_default();
            let Met { length, sort, lang, place, checksum } = *text;
            passages.all.push(Passage { sort, lang, checksum, length, held: place.held, nth: number(nth - begin) });
        }
        passages.texts.resize(documents.max(passages.texts.len()), met.len());
        passages.starts.resize(passages.texts.len(), number(passages.all.len()));
        passages.stand(met, numbers);
        passages
    }

    /// Gathers the places of each passage.
    fn stand(&mut self, met: &[Met], numbers: Vec<u32>) {
        let mut order: Vec<(u32, u32)> = numbers.into_iter().zip(0..).collect();
        order.par_sort_unstable();
        for same in order.chunk_by(|a, b| a.0 == b.0) {
            let begin = self.places.len();
            for place in same.iter().filter_map(|(_, text)| met.get(*text as usize)).map(|text| text.place) {
                // A page repeats a text in one place where a paragraph goes on after a heading.
                if self.places.get(begin..).is_some_and(|places| places.last() != Some(&place)) {
                    self.places.push(place);
                }
            }
            self.ends.push(number(self.places.len()));
        }
    }

    /// The checksum of all that the weights and the numbers of passages depend on: which text of which document is which passage, and what sort of
    /// passage and how long each is, about.
    pub(super) fn shape(&self) -> Digest {
        let texts = self.texts.iter().flat_map(|text| (*text as u64).to_le_bytes());
        let bits = self.firsts.bits().flat_map(u64::to_le_bytes);
        let of_each = |passage: &Passage| {
            let [a, b, c, d] = passage.size().to_le_bytes();
            [passage.sort as u8, passage.lang as u8, a, b, c, d]
        };
        let passages = self.all.iter().flat_map(of_each);
        Digest::of([texts.collect::<Vec<u8>>(), bits.collect(), passages.collect()])
    }

    /// The places of a passage, in order of document and place; never empty.
    pub(super) fn places(&self, passage: usize) -> &[Place] {
        let end = |passage: usize| self.ends.get(passage).map_or(self.places.len(), |end| *end as usize);
        self.places.get(passage.checked_sub(1).map_or(0, end)..end(passage)).unwrap_or_default()
    }

    /// The passage that the Nth text of a document is, if it first stands there.
    pub(super) fn first(&self, held: u32, nth: u32) -> Option<u32> {
        self.firsts.rank(self.texts.get(held as usize)? + nth as usize)
    }
}

/// For each text the first one that says the same.
fn firsts(met: &[Met]) -> Vec<u32> {
    let mut order: Vec<(Checksum, u32)> = met.iter().map(|text| text.checksum).zip(0..).collect();
    order.par_sort_unstable();
    let mut firsts = vec![0; met.len()];
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        for (_, text) in same {
            firsts[*text as usize] = same[0].1;
        }
    }
    firsts
}

/// An index as it is written to pieces. No archive holds four thousand million passages.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A text of a document: what sort, where it stands, what it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub sort: Sort,
    pub at: Option<&'a At>,
    parts: Parts<'a>,
}

/// What a text is made of.
#[derive(Debug, Clone, Copy)]
enum Parts<'a> {
    One(&'a str),
    /// Blocks that follow one another, none of them a heading.
    Blocks(&'a [Block]),
}

impl<'a> Stretch<'a> {
    /// Its characters.
    pub(super) fn text(&self) -> Cow<'a, str> {
        match self.parts {
            Parts::One(text) => Cow::Borrowed(text),
            Parts::Blocks([Block { content: Content::Paragraph { text, .. }, .. }]) => Cow::Borrowed(&text.plain),
            Parts::Blocks(blocks) => {
                let mut joined = String::new();
                for block in blocks {
                    if !joined.is_empty() {
                        joined.push('\n');
                    }
                    write(block, &mut joined);
                }
                Cow::Owned(joined)
            }
        }
    }

    fn is_blank(&self) -> bool {
        match self.parts {
            Parts::One(text) => text.chars().all(char::is_whitespace),
            Parts::Blocks(blocks) => {
                blocks.iter().flat_map(Block::texts).all(|text| text.plain.chars().all(char::is_whitespace))
            }
        }
    }
}

/// The texts of a document in reading order.
pub(super) fn stretches(document: &Document) -> Vec<Stretch<'_>> {
    let mut texts: Vec<Stretch<'_>> = Vec::with_capacity(document.blocks.len() + document.footnotes.len() + 1);
    // What is longer than this is no title but a text that was taken for one; it stands in the blocks too.
    if let Some(title) = document.facts.title.as_ref().filter(|title| title.len() <= TITLE) {
        texts.push(Stretch { sort: Sort::Title, at: None, parts: Parts::One(title) });
    }
    let mut headings = Vec::new();
    // The first of the blocks that the last text is made of.
    let mut open = 0;
    for (number, block) in document.blocks.iter().enumerate() {
        if let Content::Heading { text, .. } = &block.content {
            headings.push(text.plain.as_str());
            continue;
        }
        // A heading has no place of its own: it leads to what stands under it.
        let heading = |text| Stretch { sort: Sort::Heading, at: Some(&block.at), parts: Parts::One(text) };
        texts.extend(headings.drain(..).map(heading));
        if let Some(last) = texts.last_mut().filter(|last| goes_on(last, block)) {
            last.parts = Parts::Blocks(document.blocks.get(open..=number).unwrap_or_default());
        } else {
            open = number;
            let parts = Parts::Blocks(document.blocks.get(open..=number).unwrap_or_default());
            texts.push(Stretch { sort: Sort::Body, at: Some(&block.at), parts });
        }
    }
    let heading = |text| Stretch { sort: Sort::Heading, at: None, parts: Parts::One(text) };
    texts.extend(headings.drain(..).map(heading));
    for note in &document.footnotes {
        if let Some(text) = &note.text {
            texts.push(Stretch { sort: Sort::Note, at: note.ref_at.as_ref(), parts: Parts::One(&text.plain) });
        }
    }
    texts.retain(|text| !text.is_blank());
    texts
}

/// Whether a block goes on with the text before it: an item, or a part of the same paragraph.
fn goes_on(last: &Stretch<'_>, block: &Block) -> bool {
    let begins = match &block.content {
        Content::Paragraph { number, .. } => number.is_some(),
        Content::Item { .. } => false,
        Content::Heading { .. } | Content::Table { .. } => true,
    };
    let item = matches!(block.content, Content::Item { .. });
    let belongs = item || block.at.paragraph().is_some() || matches!(block.at, At::Preamble(_));
    !begins && belongs && last.sort == Sort::Body && last.at == Some(&block.at)
}

/// Appends the text of a block: an item with its label, a table row by row.
fn write(block: &Block, joined: &mut String) {
    match &block.content {
        Content::Heading { text, .. } | Content::Paragraph { text, .. } => joined.push_str(&text.plain),
        Content::Item { label, text, .. } => joined.extend([label, " ", &text.plain]),
        Content::Table { rows } => {
            for (number, row) in rows.iter().enumerate() {
                joined.push_str(if number > 0 { "\n" } else { "" });
                for (number, cell) in row.iter().enumerate() {
                    joined.extend([if number > 0 { " | " } else { "" }, &cell.plain]);
                }
            }
        }
    }
}
