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
    /// The sentence that it stands in.
    pub sentence: Sentence,
    /// The verb by which the text takes up what it cites.
    pub verb: Option<VerbId>,
    /// What it tells of what it cites.
    pub told: Option<Box<Told>>,
}

impl Mention {
    /// The checksum of what other pages show of it: all but where in its text it stands.
    pub fn checksum(&self) -> Digest {
        let Self { citation, line: _, sentence, verb, told } = self;
        Digest::of_thing(&(citation.said(), sentence, verb, told))
    }

    /// The sentence as one string, with an ellipsis where it was cut.
    pub fn said(&self) -> String {
        let Sentence { before, after, cut_before, cut_after } = &self.sentence;
        let ellipsis = |cut| if cut { "…" } else { "" };
        let (start, end) = (ellipsis(*cut_before), ellipsis(*cut_after));
        format!("{start}{before}{}{after}{end}", self.citation.text)
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

/// The mentions of a document, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentions {
    count: usize,
    all: Packed<Vec<Mention>>,
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
}

impl From<Vec<Mention>> for Mentions {
    fn from(mut all: Vec<Mention>) -> Self {
        all.shrink_to_fit();
        Self { count: all.len(), all: Packed::from(all) }
    }
}

impl Deref for Mentions {
    type Target = [Mention];

    fn deref(&self) -> &[Mention] {
        &self.all
    }
}
