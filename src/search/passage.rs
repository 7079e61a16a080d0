//! What is searched: the passages of all documents. In: the archive. Out: each text once, with the places where it stands; a paragraph
//! that twelve drafts repeat is one passage with twelve places, so the index grows with what is said and not with how often. Each document has
//! some more numbers for passages than it needs, so that one that it says next moves none of the others.

use std::{borrow::Cow, ops::Range};

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

    /// All that a word's weight in it depends on.
    pub(super) fn measure(&self) -> [u8; 6] {
        let [a, b, c, d] = self.size().to_le_bytes();
        [self.sort as u8, self.lang as u8, a, b, c, d]
    }
}

/// A number with all but its first three figures, in binary, left out: a word more in a paragraph seldom changes it.
pub(super) const fn about(number: u32) -> u32 {
    rounded(number, 3)
}

/// A number with all but so many of its first figures, in binary, left out.
pub(super) const fn rounded(number: u32, figures: u32) -> u32 {
    let rest = (u32::BITS - number.leading_zeros()).saturating_sub(figures);
    number >> rest << rest
}

/// How many numbers a document has where so many passages first stand in it: the next number of two figures in binary, in steps of eight or more.
fn room(passages: u32) -> u32 {
    let step = (passages.checked_next_power_of_two().unwrap_or(u32::MAX) / 4).max(8);
    passages.div_ceil(step).saturating_mul(step)
}

/// Each batch begins with a multiple of this, so that a document which needs more room than it had moves those of its batch, and as a rule no
/// other.
const OF_BATCH: u32 = 128;

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
    /// For each document how many passages first stand before it.
    starts: Vec<u32>,
    /// For each document the first of the numbers of its passages.
    pub rooms: Vec<u32>,
    /// How many numbers there are.
    pub numbers: u32,
    /// The texts of all documents, one document after another: those that did not stand elsewhere before are marked.
    firsts: Marks,
    /// For each document where its texts begin among all.
    texts: Vec<usize>,
    places: Vec<Place>,
    /// For each passage where its places end.
    ends: Vec<u32>,
}

impl Passages {
    /// The passages of the texts of all batches, which are in order of document and place.
    pub(super) fn of(batches: &[Range<usize>], met: &[Vec<Met>]) -> Self {
        let documents = batches.last().map_or(0, |last| last.end);
        let firsts = firsts(met);
        let different = (0..).zip(&firsts).filter(|(nth, first)| nth == *first).count();
        // Of a large archive these are the largest lists: room for what comes and no more.
        let mut passages = Self {
            all: Vec::with_capacity(different),
            firsts: Marks::of((0..).zip(&firsts).map(|(nth, first)| nth == *first)),
            ..Self::default()
        };
        // The passage that each text is.
        let mut numbers: Vec<u32> = Vec::with_capacity(firsts.len());
        for (nth, (text, first)) in met.iter().flatten().zip(firsts).enumerate() {
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
        passages.texts.resize(documents.max(passages.texts.len()), numbers.len());
        passages.starts.resize(passages.texts.len(), number(passages.all.len()));
        passages.give_room(batches);
        passages.stand(met.iter().flatten().map(|text| text.place), &numbers);
        passages
    }

    /// Tells each document its numbers.
    fn give_room(&mut self, batches: &[Range<usize>]) {
        self.rooms.reserve_exact(self.starts.len());
        for batch in batches {
            self.numbers = self.numbers.checked_next_multiple_of(OF_BATCH).unwrap_or(u32::MAX);
            for held in batch.clone() {
                self.rooms.push(self.numbers);
                self.numbers = self.numbers.saturating_add(room(number(self.of_document(held).len())));
            }
        }
    }

    /// The places in `all` of the passages that first stand in a document.
    pub(super) fn of_document(&self, held: usize) -> Range<usize> {
        let start = |held: usize| self.starts.get(held).map_or(self.all.len(), |start| *start as usize);
        start(held)..start(held + 1)
    }

    /// All numbers that a document has, those of no passage among them.
    pub(super) fn numbers_of(&self, held: usize) -> Range<u32> {
        let start = |held: usize| self.rooms.get(held).copied().unwrap_or(self.numbers);
        start(held)..start(held + 1)
    }

    /// The number of a passage, by its place in `all`; how many numbers there are behind the last.
    pub(super) fn number(&self, place: usize) -> u32 {
        let Some(passage) = self.all.get(place) else { return self.numbers };
        let held = passage.held as usize;
        self.numbers_of(held).start + number(place - self.of_document(held).start)
    }

    /// Gathers the places of each passage: `places` are those of all texts, `passages` says which each of them is.
    fn stand(&mut self, places: impl Iterator<Item = Place>, passages: &[u32]) {
        let mut next = vec![0_u32; self.all.len() + 1];
        for passage in passages {
            next[*passage as usize + 1] += 1;
        }
        for passage in 1..next.len() {
            next[passage] += next[passage - 1];
        }
        self.places = vec![Place { held: 0, at: None }; passages.len()];
        for (place, passage) in places.zip(passages) {
            let next = &mut next[*passage as usize];
            self.places[*next as usize] = place;
            *next += 1;
        }
        // Where the next of each would stand is where it ends.
        next.pop();
        let (mut begin, mut end) = (0, 0);
        for its_end in &mut next {
            let first = end;
            for at in std::mem::replace(&mut begin, *its_end as usize)..*its_end as usize {
                // A page repeats a text in one place where a paragraph goes on after a heading.
                if end == first || self.places[end - 1] != self.places[at] {
                    self.places[end] = self.places[at];
                    end += 1;
                }
            }
            *its_end = number(end);
        }
        self.places.truncate(end);
        self.ends = next;
    }

    /// The checksum of all that the weights and the numbers of the passages of some documents depend on: which text of which document is which
    /// passage, and what sort of passage and how long each is, about.
    pub(super) fn shape(&self, documents: Range<usize>) -> Digest {
        let mut parts = Vec::new();
        for held in documents {
            parts.extend(self.numbers_of(held).start.to_le_bytes());
            for passage in self.all.get(self.of_document(held)).unwrap_or_default() {
                parts.extend(passage.nth.to_le_bytes());
                parts.extend(passage.measure());
            }
        }
        Digest::of([parts])
    }

    /// The places of a passage, given its place in `all`, in order of document and place; never empty.
    pub(super) fn places(&self, passage: usize) -> &[Place] {
        let end = |passage: usize| self.ends.get(passage).map_or(self.places.len(), |end| *end as usize);
        self.places.get(passage.checked_sub(1).map_or(0, end)..end(passage)).unwrap_or_default()
    }

    /// The place in `all` of the passage that the Nth text of a document is, if it first stands there.
    pub(super) fn first(&self, held: u32, nth: u32) -> Option<u32> {
        self.firsts.rank(self.texts.get(held as usize)? + nth as usize)
    }

    /// What a document adds to the places of its passages to have their numbers.
    pub(super) fn shift(&self, held: u32) -> u32 {
        let of = |list: &[u32]| list.get(held as usize).copied().unwrap_or_default();
        of(&self.rooms).saturating_sub(of(&self.starts))
    }
}

/// For each text the first one that says the same.
fn firsts(met: &[Vec<Met>]) -> Vec<u32> {
    let mut order: Vec<(Checksum, u32)> = Vec::with_capacity(met.iter().map(Vec::len).sum());
    order.extend(met.iter().flatten().map(|text| text.checksum).zip(0..));
    order.par_sort_unstable();
    let mut firsts = vec![0; order.len()];
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

    /// Whether it says these words and no more.
    fn is(&self, words: &str) -> bool {
        match self.parts {
            Parts::One(text) => text == words,
            Parts::Blocks([Block { content: Content::Paragraph { text, .. }, .. }]) => text.plain == words,
            Parts::Blocks(_) => false,
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
    let title = document.facts.title.as_deref().filter(|title| title.len() <= TITLE);
    texts.extend(title.map(|title| Stretch { sort: Sort::Title, at: None, parts: Parts::One(title) }));
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
    // Where the masthead or a heading says the title again, it would be found a second time.
    let again = |text: &Stretch<'_>| text.sort != Sort::Title && title.is_some_and(|title| text.is(title));
    texts.retain(|text| !text.is_blank() && !again(text));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of documents that say so many different things each, in batches of so many documents.
    fn passages(says: &[u64], in_batch: usize) -> Passages {
        let met = |(held, says): (usize, &u64)| {
            let text = move |nth| Met {
                checksum: (held as u64, nth),
                length: 100,
                sort: Sort::Body,
                lang: Lang::En,
                place: Place { held: number(held), at: u32::try_from(nth).ok() },
            };
            (0..*says).map(text).collect::<Vec<Met>>()
        };
        let starts = (0..says.len()).step_by(in_batch);
        let batches: Vec<Range<usize>> = starts.map(|start| start..(start + in_batch).min(says.len())).collect();
        let of_batch = |batch: &Range<usize>| batch.clone().zip(&says[batch.clone()]).flat_map(met).collect();
        Passages::of(&batches, &batches.iter().map(of_batch).collect::<Vec<_>>())
    }

    #[test]
    fn a_passage_more_moves_the_numbers_of_no_other_document_while_there_is_room_and_then_of_none_outside_its_batch() {
        let says: Vec<u64> = (0..60).map(|held| held * held % 37).collect();
        let before = passages(&says, 10);
        for held in 0..60 {
            let mut more = says.clone();
            more[held] += 1;
            let after = passages(&more, 10);
            let has_room = u64::from(before.numbers_of(held).end - before.numbers_of(held).start) > says[held];
            for other in (0..60).filter(|other| has_room || other / 10 != held / 10) {
                assert_eq!(before.numbers_of(other), after.numbers_of(other), "{other} where {held} says one more");
            }
        }
    }

    #[test]
    fn numbers_are_those_of_the_passages_of_a_document_and_some_more() {
        let passages = passages(&[3, 0, 8, 9, 100], 3);
        let numbers: Vec<Range<u32>> = (0..5).map(|held| passages.numbers_of(held)).collect();
        assert_eq!(numbers, [0..8, 8..8, 8..128, 128..144, 144..272]);
        let told: Vec<u32> = [0, 2, 3, 10, 11, 119, 120].map(|place| passages.number(place)).into();
        assert_eq!(told, [0, 2, 8, 15, 128, 243, 272]);
        assert_eq!((passages.first(3, 8), passages.shift(3)), (Some(19), 117));
    }

    #[test]
    fn a_text_that_several_documents_say_is_one_passage_with_all_its_places() {
        let mut met: Vec<Met> = Vec::new();
        for (held, checksum, at) in [(0, 1, 0), (0, 2, 1), (0, 2, 1), (1, 2, 0), (1, 3, 1), (2, 1, 5)] {
            let (sort, lang, checksum) = (Sort::Body, Lang::En, (checksum, 0));
            met.push(Met { checksum, length: 10, sort, lang, place: Place { held, at: Some(at) } });
        }
        let (first, second) = met.split_at(3);
        let passages = Passages::of(&[0..1, 1..3], &[first.to_vec(), second.to_vec()]);
        let places = |passage| passages.places(passage).iter().map(|place| (place.held, place.at)).collect::<Vec<_>>();
        assert_eq!(passages.all.len(), 3);
        assert_eq!(places(0), [(0, Some(0)), (2, Some(5))]);
        // The same place twice is one.
        assert_eq!(places(1), [(0, Some(1)), (1, Some(0))]);
        assert_eq!(places(2), [(1, Some(1))]);
        assert_eq!([passages.first(1, 0), passages.first(1, 1), passages.first(2, 0)], [None, Some(2), None]);
    }
}
