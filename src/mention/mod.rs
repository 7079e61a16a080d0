//! What stands around each citation: its sentence, the verb that takes it up, the title and the date that the text gives it. In: a
//! document and its citations. Out: mentions in the same order, which hold all that other pages need of this text. Never looks past the
//! text that a citation stands in, but for a note to the sentence that bears its mark.

mod clues;
mod sentence;

use std::{collections::BTreeMap, path::Path};

use clues::ClueRules;
use sentence::{Abbreviations, bearing, begin, inside, sentence};

use crate::{
    model::{At, Block, Citation, Document, Failure, Mention, Mentions, NoteLabel, near_end},
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
    let marks = marks(document);
    let mention = |citation: Citation| {
        let text = document.text_at(citation.locus);
        let plain = text.map_or("", |text| text.plain.as_str());
        let abbreviations = &rules.clues.abbreviations;
        let mut sentence = sentence(plain, &citation.range, abbreviations);
        let marked = match &citation.at {
            At::Note(label) => marks.get(label),
            _ => None,
        };
        sentence.bearing = marked.map(|(text, mark)| Box::new(bearing(text, *mark, abbreviations)));
        let verb_in = |text: &str, at: usize| rules.verbs.before(verb_scope(text, at, abbreviations), lang);
        let of_mark = || marked.and_then(|(text, mark)| verb_in(text, inside(text, *mark)));
        let mention = Mention {
            line: document.line_of(citation.locus),
            verb: verb_in(plain, citation.range.start).or_else(of_mark),
            told: text.and_then(|text| rules.clues.told(text, &citation, lang)).map(Box::new),
            citation,
        };
        (mention, sentence)
    };
    citations.into_iter().map(mention).collect()
}

/// For each note the text that bears its first mark, and where in it.
fn marks(document: &Document) -> BTreeMap<&NoteLabel, (&str, usize)> {
    let mut marks = BTreeMap::new();
    for text in document.blocks.iter().flat_map(Block::texts) {
        for mark in &text.marks {
            marks.entry(&mark.note).or_insert((text.plain.as_str(), mark.offset));
        }
    }
    marks
}

/// What stands before a mention in its sentence: a verb may open one that lists many texts.
fn verb_scope<'t>(plain: &'t str, mention: usize, short: &Abbreviations) -> &'t str {
    let before = plain.get(..mention).unwrap_or_default();
    let before = near_end(before, VERB_REACH);
    &before[begin(before, short)..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn a_verb_is_of_its_own_sentence() {
        let Rules { clues, verbs } = Rules::load(None).unwrap();
        for (text, mention, lang, id) in [
            ("Recalling resolution 63/195. The report mentions resolution 64/179.", "64/179", Lang::En, None),
            ("Rappelant la résolution 63/195. Le rapport cite la résolution 64/179.", "64/179", Lang::Fr, None),
            ("Recuerda la resolución 63/195. El informe cita la resolución 64/179.", "64/179", Lang::Es, None),
            ("Ссылаясь на резолюцию 63/195. В докладе упомянута резолюция 64/179.", "64/179", Lang::Ru, None),
            ("وإذ تشير إلى قرارها 63/195. ويذكر التقرير القرار 64/179.", "64/179", Lang::Ar, None),
            ("回顾第63/195号决议。报告提到第64/179号决议。", "第64/179", Lang::Zh, None),
            // A full stop behind a short word ends no sentence, and a list is one.
            ("Recalling para. 3 of resolution 64/179", "64/179", Lang::En, Some("recalling")),
            ("Recalling its resolutions 63/195, 63/196; and 64/179", "64/179", Lang::En, Some("recalling")),
            ("Rappelant le vol. II, par. 3, de la résolution 64/179", "64/179", Lang::Fr, Some("recalling")),
            ("“One. Two.” Recalling resolution 64/179", "64/179", Lang::En, Some("recalling")),
        ] {
            let verb = verbs.before(verb_scope(text, text.find(mention).unwrap(), &clues.abbreviations), lang);
            assert_eq!(verb.and_then(|verb| verbs.get(verb)).map(|verb| verb.id.as_str()), id, "{text}");
        }
    }
}
