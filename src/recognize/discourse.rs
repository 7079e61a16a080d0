//! What a document has spoken of so far: bodies named, numbers settled, what ibid. stands for. In: the citations of each text in
//! reading order. Out: answers for the next text. Forgets nothing within a document and knows no other document.

use std::collections::BTreeMap;

use super::{number::Number, treaties::Conference};
use crate::model::{Kind, Symbol};

/// Which paragraph-like unit a text belongs to: texts of one unit are one paragraph to the reader.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Unit(pub(super) String);

impl Unit {
    /// Whether it is a paragraph of a preamble, all of which are one sentence.
    fn is_preamble(&self) -> bool {
        self.0.starts_with("pre-")
    }
}

/// The state of a document while it is read.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    /// The issuing body.
    pub(super) issuer: Option<usize>,
    /// The document's own symbol.
    pub(super) own: Option<String>,
    /// The further names of a document with two symbols: each of the two.
    members: Vec<Symbol>,
    /// The year of the document.
    pub(super) until: Option<u32>,
    unit: Unit,
    /// Bodies named in this paragraph so far, the latest last.
    paragraph: Vec<usize>,
    /// Bodies named by their own names in the document, the latest last.
    named: Vec<usize>,
    /// Where the conference of the treaty is told of that was named last in the paragraph, or in the preamble.
    pub(super) treaty: Option<Conference>,
    /// The body that a number was settled to.
    settled: BTreeMap<(Number, Kind), usize>,
    /// Of each number, whatever its year or session, the body that was the last to have it, if one had.
    latest: BTreeMap<(String, Kind), Option<usize>>,
    /// What ibid. stands for in running text and in notes.
    antecedent: [Option<Symbol>; 2],
}

/// Running text or notes: ibid. looks back in its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    /// Blocks.
    Running,
    /// Footnotes.
    Notes,
}

impl Discourse {
    /// The state before the first text of a document.
    pub(super) fn new(issuer: Option<usize>, own: Option<&str>) -> Self {
        let members = own.and_then(|own| Symbol::parse(own).ok()).map_or_else(Vec::new, |own| own.members());
        Self { issuer, own: own.map(str::to_owned), members, ..Self::default() }
    }

    /// Whether a symbol is the document's own, or one of its two.
    pub(super) fn is_own(&self, symbol: &Symbol) -> bool {
        self.own.as_deref() == Some(symbol.as_str()) || self.members.contains(symbol)
    }

    /// Goes on to the text of a paragraph, perhaps the one before.
    pub(super) fn enter(&mut self, unit: Unit) {
        if unit != self.unit {
            if !(unit.is_preamble() && self.unit.is_preamble()) {
                self.treaty = None;
            }
            self.unit = unit;
            self.paragraph.clear();
        }
    }

    /// A body was named.
    pub(super) fn name(&mut self, body: usize) {
        self.paragraph.retain(|other| *other != body);
        self.paragraph.push(body);
        self.named.retain(|other| *other != body);
        self.named.push(body);
    }

    /// The bodies of the paragraph, the latest first.
    pub(super) fn in_paragraph(&self) -> impl Iterator<Item = usize> {
        self.paragraph.iter().rev().copied()
    }

    /// The bodies of the document, the latest first.
    pub(super) fn in_document(&self) -> impl Iterator<Item = usize> {
        self.named.iter().rev().copied()
    }

    /// A number's body was settled by more than the issuer.
    pub(super) fn settle(&mut self, number: &Number, kind: Kind, body: usize) {
        self.settled.insert((number.clone(), kind), body);
    }

    /// The body that the same number had before.
    pub(super) fn settled(&self, number: &Number, kind: Kind) -> Option<usize> {
        self.settled.get(&(number.clone(), kind)).copied()
    }

    /// A number was printed, of a body or of nobody known.
    pub(super) fn hear(&mut self, number: &Number, kind: Kind, body: Option<usize>) {
        self.latest.insert((number.serial.clone(), kind), body);
    }

    /// The body that was the last to have a number, whatever its year or session.
    pub(super) fn latest(&self, number: &Number, kind: Kind) -> Option<usize> {
        self.latest.get(&(number.serial.clone(), kind)).copied().flatten()
    }

    /// What ibid. stands for now.
    pub(super) fn antecedent(&self, stream: Stream) -> Option<&Symbol> {
        self.antecedent[stream as usize].as_ref()
    }

    /// The last thing cited, or `None` where it was something else than a document (a treaty, a book).
    pub(super) fn cite(&mut self, stream: Stream, target: Option<Symbol>) {
        self.antecedent[stream as usize] = target;
    }
}
