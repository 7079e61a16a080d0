//! Makes blocks with places of pieces: headings, numbered paragraphs, items, preamble, summary, front matter, tail. In: pieces in reading
//! order. Out: blocks. A printed number counts as a paragraph's where it is the next in turn, and as a heading's where the piece stands
//! alone and does not end as a sentence does. Never renumbers: a gap stays a gap and is a finding.

use crate::model::{At, Block, Content, Level, ParagraphNumber, Text};

use super::cut;
use super::labels::{self, Lead, ends_clause};
use super::pieces::is_word;
use super::rules::Words;
use super::sheets::{Furniture, Piece, SetAside, Stands};
use super::{Cause, Found};

/// Numbers that may be missing before a number is no longer taken for a paragraph's.
const LOST_PARAGRAPHS: u32 = 3;

/// Which part of the document the reader is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Front,
    Summary,
    Preamble,
    Body,
    Tail,
}

/// How the document is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Front matter, an organ's name, preamble, numbered paragraphs, tail.
    Resolution,
    /// Front matter, a summary perhaps, headings and numbered paragraphs.
    Report,
}

/// The blocks made so far and where the reader is.
pub struct Outline<'a> {
    words: &'a Words,
    form: Form,
    has_summary: bool,
    part: Part,
    /// The last paragraph number, and the last of those numbered anew inside it.
    last: u32,
    inner: Option<u32>,
    preamble: u32,
    /// Rank of the last numbered heading, and whether an unnumbered one stands below it.
    rank: u8,
    below: bool,
    /// Whether the last paragraph announced a list: it ended with a colon.
    announces: bool,
    /// The labels of the items that are open, outermost first.
    items: Vec<String>,
    blocks: Vec<Block>,
    found: Vec<Found>,
    set_aside: Vec<SetAside>,
}

/// What came of the pieces.
pub struct Outlined {
    /// In reading order.
    pub blocks: Vec<Block>,
    /// What was found.
    pub found: Vec<Found>,
    /// Numbers that were set aside.
    pub set_aside: Vec<SetAside>,
}

/// Whether the pieces are those of a resolution: one of them is an organ's name and a comma.
pub fn form(pieces: &[Piece], words: &Words) -> Form {
    if pieces.iter().any(|piece| opens(&piece.text.plain, words)) { Form::Resolution } else { Form::Report }
}

/// Whether a text opens a resolution: `大会，`, `The Security Council,`.
pub fn opens(text: &str, words: &Words) -> bool {
    let bare = text.trim().trim_end_matches([',', '，']);
    bare.len() < text.trim().len() && words.organs.iter().any(|organ| organ.name == bare)
}

/// Makes blocks of pieces.
pub fn read(pieces: Vec<Piece>, words: &Words) -> Outlined {
    let mut outline = Outline {
        words,
        form: form(&pieces, words),
        has_summary: pieces.iter().any(|piece| is_word(&piece.text, &words.summary)),
        part: Part::Front,
        last: 0,
        inner: None,
        preamble: 0,
        rank: 0,
        below: false,
        announces: false,
        items: Vec::new(),
        blocks: Vec::new(),
        found: Vec::new(),
        set_aside: Vec::new(),
    };
    for piece in pieces {
        outline.take(piece);
    }
    Outlined { blocks: outline.blocks, found: outline.found, set_aside: outline.set_aside }
}

impl Outline<'_> {
    fn take(&mut self, piece: Piece) {
        let lead = labels::lead(&piece.text.plain);
        if self.is_heading(&piece, lead.as_ref()) {
            return self.heading(&piece, lead);
        }
        match lead {
            Some((Lead::Figure(number), length)) if self.paragraph(&piece, number, length) => {}
            Some((Lead::Bracketed(label), length)) if self.part == Part::Body => self.item(&piece, label, length),
            _ => self.unnumbered(&piece),
        }
    }

    fn is_heading(&self, piece: &Piece, lead: Option<&(Lead, usize)>) -> bool {
        if piece.stands == Stands::InRun || ends_clause(&piece.text.plain) || self.form == Form::Resolution {
            return false;
        }
        if is_word(&piece.text, &self.words.summary) || is_word(&piece.text, &self.words.front) {
            return false;
        }
        // What stands alone above a summary is agenda item, title and author; without a summary the title heads the text.
        lead.is_some() || self.part != Part::Front || !self.has_summary
    }

    fn heading(&mut self, piece: &Piece, lead: Option<(Lead, usize)>) {
        let rank = if let Some((lead, _)) = &lead {
            (self.rank, self.below) = (lead.rank(), false);
            (self.inner, self.announces) = (None, false);
            lead.rank()
        } else {
            let inside = self.announces || self.inner.is_some();
            self.below |= !inside;
            self.rank + if inside && self.below { 2 } else { 1 }
        };
        if !self.announces {
            self.items.clear();
        }
        self.part = Part::Body;
        let text = lead.map_or_else(|| piece.text.clone(), |(_, length)| spaced_after(&piece.text, length));
        self.push(At::Heading, piece.line, Content::Heading { level: Level::new(rank), text });
    }

    /// Takes a piece with a number for a paragraph, if the number is in turn.
    fn paragraph(&mut self, piece: &Piece, number: u32, length: usize) -> bool {
        let in_turn = if self.inner.is_some_and(|inner| number == inner + 1) {
            self.inner = Some(number);
            true
        } else if number == 1 && self.last > 0 && self.announces && self.inner.is_none() {
            self.inner = Some(1);
            true
        } else if number > self.last && number <= self.last + 1 + LOST_PARAGRAPHS {
            if number > self.last + 1 {
                self.found.push(Found { line: piece.line, cause: Cause::Gap { after: self.last, number } });
            }
            (self.last, self.inner) = (number, None);
            true
        } else {
            false
        };
        if !in_turn {
            return false;
        }
        self.part = Part::Body;
        self.items.clear();
        let printed = piece.text.plain[..length].trim();
        self.set_aside.push(SetAside::new(piece.line, Furniture::ParagraphNumber, printed));
        let text = cut::trim(&cut::slice(&piece.text, length..piece.text.plain.len()));
        if self.inner.is_none() {
            self.announces = text.plain.ends_with([':', '：']);
        }
        let number = self.number();
        self.push(At::Paragraph(number.clone()), piece.line, Content::Paragraph { number: Some(number), text });
        true
    }

    /// The number of the paragraph that the reader is in.
    fn number(&self) -> ParagraphNumber {
        let outer = ParagraphNumber::from(self.last);
        self.inner.map_or(outer.clone(), |inner| outer.inner(inner))
    }

    /// The place of text that has no number.
    fn at(&self) -> At {
        match self.part {
            Part::Front => At::Front,
            Part::Summary => At::Summary,
            Part::Preamble => At::Preamble(self.preamble),
            Part::Body if self.last == 0 => At::Front,
            Part::Body => At::Paragraph(self.number()),
            Part::Tail => At::Tail,
        }
    }

    fn item(&mut self, piece: &Piece, label: String, length: usize) {
        while self.items.last().is_some_and(|open| !labels::follows(&label, open)) && self.closes(&label) {
            self.items.pop();
        }
        match self.items.last_mut() {
            Some(open) if labels::follows(&label, open) => open.clone_from(&label),
            _ => self.items.push(label.clone()),
        }
        let depth = u8::try_from(self.items.len() - 1).unwrap_or(u8::MAX);
        let text = cut::trim(&cut::slice(&piece.text, length..piece.text.plain.len()));
        // The last item of a list ends with a full stop; a heading after it is no longer inside the list.
        self.announces &= !text.plain.ends_with(['。', '.']);
        self.push(self.at(), piece.line, Content::Item { label, depth, text });
    }

    /// Whether a label goes on with a list outside the innermost open one, or begins a list that cannot lie inside it.
    fn closes(&self, label: &str) -> bool {
        self.items.iter().rev().skip(1).any(|open| labels::follows(label, open)) || label == "(a)"
    }

    fn unnumbered(&mut self, piece: &Piece) {
        if is_word(&piece.text, &self.words.summary) && self.part == Part::Front {
            self.part = Part::Summary;
        } else if is_word(&piece.text, &self.words.contents) && self.part == Part::Summary {
            self.part = Part::Front;
        } else if self.form == Form::Resolution {
            self.advance();
        }
        self.push(self.at(), piece.line, Content::Paragraph { number: None, text: piece.text.clone() });
        if self.part == Part::Front && opens(&piece.text.plain, self.words) {
            self.part = Part::Preamble;
        }
    }

    /// Where a resolution's unnumbered text stands.
    fn advance(&mut self) {
        match self.part {
            Part::Preamble => self.preamble += 1,
            Part::Body if self.last_ended() => self.part = Part::Tail,
            _ => {}
        }
    }

    /// Whether the block before ended with a full stop, as the last paragraph of a resolution does.
    fn last_ended(&self) -> bool {
        let text = self.blocks.last().and_then(Block::text);
        text.is_some_and(|text| text.plain.ends_with(['。', '.']))
    }

    fn push(&mut self, at: At, line: u32, content: Content) {
        self.blocks.push(Block { at, line, content });
    }
}

/// A heading with one space after its number: `一. 导言`.
fn spaced_after(text: &Text, length: usize) -> Text {
    let mut head = cut::slice(text, 0..length);
    head.plain.truncate(head.plain.trim_end().len());
    head.plain.push(' ');
    head.push(&cut::slice(text, length..text.plain.len()));
    head
}
