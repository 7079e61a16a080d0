//! A citation as other pages see it: what it is, and what stands around it in the text. In: what `mention` reads beside a citation. Out:
//! `Mention`, which is all that the pages of a cited text need of a citing one. Knows nothing of pages.

use std::ops::Deref;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Citation, Digest, Packed};

/// A citation with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// What is cited, and where.
    pub citation: Citation,
    /// Line of the source where the text begins that it stands in, counted from 1; 0 where that is not known.
    pub line: u32,
    /// The verb by which the text takes up what it cites.
    pub verb: Option<VerbId>,
    /// What it tells of what it cites.
    pub told: Option<Box<Told>>,
}

impl Mention {
    /// The checksum of what other pages show of it and its sentence: all but where in its text it stands.
    pub fn checksum(&self, sentence: &Sentence) -> Digest {
        let Self { citation, line: _, verb, told } = self;
        Digest::of_thing(&(citation.said(), sentence, verb, told))
    }
}

/// What stands before and after a mention in its sentence; `cut_before` and `cut_after` say where the sentence was shortened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sentence {
    /// Before the mention.
    pub before: Box<str>,
    /// After the mention.
    pub after: Box<str>,
    /// Whether the sentence began earlier.
    pub cut_before: bool,
    /// Whether the sentence goes on.
    pub cut_after: bool,
    /// Of a note, the sentence of the text that bears its mark, around the mark: who reads `Resolution 70/1` learns there what it is cited for.
    pub bearing: Option<Box<Self>>,
}

impl Sentence {
    /// The sentence of a mention as one string, with an ellipsis where it was cut.
    pub fn around(&self, mention: &Mention) -> String {
        let Self { before, after, cut_before, cut_after, bearing: _ } = self;
        let ellipsis = |cut| if cut { "…" } else { "" };
        let (start, end) = (ellipsis(*cut_before), ellipsis(*cut_after));
        format!("{start}{before}{}{after}{end}", mention.citation.text)
    }
}

/// Which verb of `data/verbs.yaml`, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VerbId(pub u8);

/// What stands directly beside a citation and tells of its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The title of the target, as printed.
    pub title: Option<String>,
    /// The date of the target.
    pub date: Option<Date>,
}

/// The mentions of a document, in reading order. Their sentences are most of them and lie apart: who cites whom is told without.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mentions {
    count: usize,
    all: Packed<Vec<Mention>>,
    /// Of each, in the same order.
    sentences: Packed<Vec<Sentence>>,
}

impl Mentions {
    /// How many there are; to say it, none is unpacked.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The sentence of one of them.
    pub fn sentence(&self, mention: usize) -> Option<&Sentence> {
        self.sentences.get(mention)
    }

    /// Each with its sentence.
    pub fn with_sentences(&self) -> impl Iterator<Item = (&Mention, &Sentence)> {
        self.all.iter().zip(self.sentences.iter())
    }
}

impl FromIterator<(Mention, Sentence)> for Mentions {
    fn from_iter<I: IntoIterator<Item = (Mention, Sentence)>>(all: I) -> Self {
        let (mut all, mut sentences): (Vec<Mention>, Vec<Sentence>) = all.into_iter().unzip();
        all.shrink_to_fit();
        sentences.shrink_to_fit();
        Self { count: all.len(), all: Packed::from(all), sentences: Packed::from(sentences) }
    }
}

impl Deref for Mentions {
    type Target = [Mention];

    fn deref(&self) -> &[Mention] {
        &self.all
    }
}
