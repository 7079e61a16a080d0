//! What stands around each citation: its sentence, the verb that takes it up, the title and the date that the text gives it. In: a
//! document and its citations. Out: mentions in the same order, which hold all that other pages need of this text. Never looks past the
//! text that a citation stands in.

mod clues;
mod sentence;

use std::path::Path;

use clues::ClueRules;
use sentence::sentence;

use crate::{
    model::{Citation, Document, Failure, Lang, Mention, Mentions, VerbId},
    verbs::Verbs,
};

/// How far before a mention its verb may stand, in characters: longer than the longest list of resolutions printed so far.
const VERB_REACH: usize = 2_000;

/// What is read beside citations, as data.
#[derive(Debug)]
pub struct Rules {
    /// How citing texts tell title and date.
    clues: ClueRules,
    /// By which verbs they cite.
    verbs: Verbs,
}

impl Rules {
    /// Reads the built-in data, or that of a source folder in its place.
    ///
    /// # Errors
    /// When a file of it is not as it should be.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        Ok(Self { clues: ClueRules::load(source)?, verbs: Verbs::load(source)? })
    }
}

/// The mentions of a document, in the order of its citations.
pub fn mentions(document: &Document, citations: Vec<Citation>, rules: &Rules) -> Mentions {
    let lang = document.facts.lang;
    let mention = |citation: Citation| {
        let text = document.text_at(citation.locus);
        let plain = text.map_or("", |text| text.plain.as_str());
        let sentence = sentence(plain, &citation.range);
        let mention = Mention {
            line: document.line_of(citation.locus),
            verb: verb_before(&rules.verbs, plain, &citation, lang),
            told: text.and_then(|text| rules.clues.told(text, &citation, lang)).map(Box::new),
            citation,
        };
        (mention, sentence)
    };
    citations.into_iter().map(mention).collect()
}

/// The verb by which a text takes up what it mentions.
fn verb_before(verbs: &Verbs, plain: &str, citation: &Citation, lang: Lang) -> Option<VerbId> {
    verbs.before(verb_scope(plain, citation), lang)
}

/// What stands before a mention in its text: a verb may open a sentence that lists many texts.
fn verb_scope<'t>(plain: &'t str, citation: &Citation) -> &'t str {
    let before = plain.get(..citation.range.start).unwrap_or_default();
    let before = &before[before.char_indices().rev().nth(VERB_REACH).map_or(0, |(at, _)| at)..];
    let sentence = before.rfind(['。', '！', '？']).map_or(0, |end| end + '。'.len_utf8());
    before.get(sentence..).unwrap_or(before)
}
