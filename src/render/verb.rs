//! The verb by which a text takes up another: recalling, reaffirming, taking note. In: `data/verbs.yaml`, and what stands before a
//! mention in its sentence. Out: the verb nearest before the mention. Holds no verb itself.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Failure, Lang};

/// A verb in six languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// Its name in data and filters.
    pub id: String,
    names: BTreeMap<Lang, String>,
    /// How it is printed.
    forms: BTreeMap<Lang, Vec<String>>,
}

impl Verb {
    /// What it is called.
    pub fn name(&self, lang: Lang) -> &str {
        self.names.get(&lang).map_or(self.id.as_str(), String::as_str)
    }
}

/// All verbs.
#[derive(Debug, Clone)]
pub struct Verbs(Vec<Verb>);

impl Verbs {
    /// Reads the embedded file.
    pub fn load() -> Result<Self, Failure> {
        let text = include_str!("../../data/verbs.yaml");
        serde_yaml::from_str(text).map(Self).map_err(|error| {
            Failure::new("data/verbs.yaml", error, "give each verb an id, names and forms in six languages")
        })
    }

    /// The verb nearest before a mention; of two that end at the same place the longer one.
    pub fn before(&self, text: &str, lang: Lang) -> Option<&Verb> {
        let text = text.to_lowercase();
        let ends = |verb: &Verb| {
            let forms = verb.forms.get(&lang).map(Vec::as_slice).unwrap_or_default();
            forms.iter().filter_map(|form| last_word(&text, form, lang).map(|at| (at + form.len(), form.len()))).max()
        };
        self.0
            .iter()
            .filter_map(|verb| ends(verb).map(|end| (end, verb)))
            .max_by_key(|(end, _)| *end)
            .map(|(_, verb)| verb)
    }
}

/// The last place of a form in a text, as a word of its own where the language parts words.
fn last_word(text: &str, form: &str, lang: Lang) -> Option<usize> {
    text.rmatch_indices(form).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + form.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        // Arabic joins prepositions to the next word, so only the beginning is looked at.
        !lang.spaces_words() || (!joins(before) && (lang == Lang::Ar || !joins(after)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_verb_counts() {
        let verbs = Verbs::load().unwrap();
        for (text, lang, id) in [
            ("又回顾其", Lang::Zh, Some("recalling")),
            ("回顾其决议，并注意到", Lang::Zh, Some("noting")),
            ("另见", Lang::Zh, Some("see")),
            ("Reaffirming its resolution 1 and recalling ", Lang::En, Some("recalling")),
            ("The footnotes of ", Lang::En, None),
            ("وإذ تشير إلى قرارها ", Lang::Ar, Some("recalling")),
        ] {
            assert_eq!(verbs.before(text, lang).map(|verb| verb.id.as_str()), id, "{text}");
        }
    }

    #[test]
    fn every_verb_speaks_six_languages() {
        for verb in Verbs::load().unwrap().0 {
            assert!(
                Lang::ALL.iter().all(|lang| verb.names.contains_key(lang) && verb.forms.contains_key(lang)),
                "{}",
                verb.id
            );
        }
    }
}
