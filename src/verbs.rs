//! The verb by which a text takes up another: recalling, reaffirming, taking note. In: `data/verbs.yaml`, and what stands before a
//! mention in its sentence. Out: the verb nearest before the mention. Holds no verb itself.

use std::{collections::BTreeMap, ops::Range, path::Path};

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};
use serde_yaml::Spanned;

use crate::{
    model::{Digest, Failure, Lang, VerbId},
    own,
};

/// A verb in six languages.
#[derive(Debug, Clone, Serialize, Deserialize)]
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

    fn speaks(&self, lang: Lang) -> bool {
        let forms = self.forms.get(&lang).map(Vec::as_slice).unwrap_or_default();
        self.names.get(&lang).is_some_and(|name| !name.is_empty())
            && !forms.is_empty()
            && !forms.contains(&String::new())
    }
}

/// All verbs.
#[derive(Debug, Clone)]
pub struct Verbs {
    verbs: Vec<Verb>,
    tongues: BTreeMap<Lang, Tongue>,
}

/// The forms of all verbs in one language.
#[derive(Debug, Clone)]
struct Tongue {
    forms: AhoCorasick,
    /// For each form, its verb.
    verbs: Vec<VerbId>,
}

impl Verbs {
    /// Reads the built-in verbs, or those of a source folder in their place.
    ///
    /// # Errors
    /// When a verb is not as it should be.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let file = own::File::load(source, "verbs.yaml")?;
        Self::read(file.place(), file.text())
    }

    fn read(place: &str, yaml: &str) -> Result<Self, Failure> {
        let remedy = "give each verb an id, names and forms in six languages";
        let rows: Vec<Spanned<Verb>> = own::parsed(place, yaml, remedy)?;
        for Spanned { value: verb, referenced, .. } in &rows {
            if let Some(lang) = Lang::ALL.into_iter().find(|lang| !verb.speaks(*lang)) {
                let cause = format!("the verb `{}` has no name or no form in `{lang}`, or an empty one", verb.id);
                return Err(Failure::new(format!("{place}:{}", referenced.line()), cause, remedy));
            }
        }
        let verbs: Vec<Verb> = rows.into_iter().map(|row| row.value).collect();
        let fault = |cause: &dyn std::fmt::Display| Failure::new(format!("{place}:1"), cause, remedy);
        if verbs.len() > usize::from(u8::MAX) {
            return Err(fault(&format!("these are {} verbs, and only {} can be told apart", verbs.len(), u8::MAX)));
        }
        let tongue = |lang| -> Result<(Lang, Tongue), Failure> {
            let forms = (0..).map(VerbId).zip(&verbs).flat_map(|(i, verb)| {
                verb.forms.get(&lang).map(Vec::as_slice).unwrap_or_default().iter().map(move |form| (form, i))
            });
            let (forms, verbs): (Vec<&String>, Vec<VerbId>) = forms.unzip();
            let forms = AhoCorasick::new(forms).map_err(|error| fault(&error))?;
            Ok((lang, Tongue { forms, verbs }))
        };
        let tongues = Lang::ALL.into_iter().map(tongue).collect::<Result<_, _>>()?;
        Ok(Self { verbs, tongues })
    }

    /// The checksum of all of them.
    pub fn checksum(&self) -> Digest {
        Digest::of_thing(&self.verbs)
    }

    /// A verb by its number.
    pub fn get(&self, id: VerbId) -> Option<&Verb> {
        self.verbs.get(usize::from(id.0))
    }

    /// The verb nearest before a mention; of two that end at the same place the longer one.
    pub fn before(&self, text: &str, lang: Lang) -> Option<VerbId> {
        let text = text.to_lowercase();
        let Tongue { forms, verbs } = self.tongues.get(&lang)?;
        let words = forms.find_overlapping_iter(&text).filter(|form| is_word(&text, form.range(), lang));
        let nearest = words.max_by_key(|form| (form.end(), form.len(), form.pattern()))?;
        verbs.get(nearest.pattern().as_usize()).copied()
    }
}

/// Whether a form is a word of its own, where the language parts words.
fn is_word(text: &str, form: Range<usize>, lang: Lang) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let before = || text.get(..form.start).and_then(|before| before.chars().next_back());
    let after = || text.get(form.end..).and_then(|after| after.chars().next());
    // Arabic joins prepositions to the next word, so only the beginning is looked at.
    !lang.spaces_words() || (!joins(before()) && (lang == Lang::Ar || !joins(after())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_verb_counts() {
        let verbs = Verbs::load(None).unwrap();
        for (text, lang, id) in [
            ("又回顾其", Lang::Zh, Some("recalling")),
            ("回顾其决议，并注意到", Lang::Zh, Some("noting")),
            ("另见", Lang::Zh, Some("see")),
            ("Reaffirming its resolution 1 and recalling ", Lang::En, Some("recalling")),
            ("The footnotes of ", Lang::En, None),
            ("وإذ تشير إلى قرارها ", Lang::Ar, Some("recalling")),
        ] {
            let verb = verbs.before(text, lang).and_then(|verb| verbs.get(verb));
            assert_eq!(verb.map(|verb| verb.id.as_str()), id, "{text}");
        }
    }

    #[test]
    fn every_verb_speaks_six_languages() {
        let said = |names: &str, forms: &str| format!("- id: see\n  names: {{ {names} }}\n  forms: {{ {forms} }}\n");
        let all = |word: &str| Lang::ALL.map(|lang| format!("{lang}: {word}")).join(", ");
        assert!(Verbs::read("x.yaml", &said(&all("see"), &all("[see]"))).is_ok());
        for (names, forms) in [("en: see".to_owned(), all("[see]")), (all("see"), all("[]")), (all("see"), all("['']"))]
        {
            let failure = Verbs::read("x.yaml", &format!("# A line.\n{}", said(&names, &forms))).err().unwrap();
            assert_eq!(failure.place, "x.yaml:2", "{failure}");
        }
        let failure = Verbs::read("x.yaml", "- id: see\n  nam: {}\n").err().unwrap();
        assert_eq!(failure.place, "x.yaml:2", "{failure}");
        assert!(Verbs::read("x.yaml", &said(&all("see"), &all("[see]")).repeat(256)).is_err(), "too many to number");
    }
}
