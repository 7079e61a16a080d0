//! The words of the search box. In: `data/labels-search.yaml`. Out: for each language its words: `render` sets them on the page of
//! results, `search` gives them to the client. Beside the stages, because two of them say the same words. Never makes a file.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    model::{Digest, Failure, Forms, Grouping, Lang},
    own,
};

/// What the box says in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the text of that name in the data, where it can be read")]
pub struct BoxWords {
    pub search: String,
    pub placeholder: String,
    pub group: Grouping,
    pub count: Forms,
    pub some: Forms,
    pub about: String,
    pub comma: String,
    pub none: String,
    pub none_left: String,
    pub failed: String,
    pub loading: String,
    pub all: String,
    pub rest: Forms,
    pub also: String,
    pub documents: Forms,
    pub cited: Forms,
    pub unheld: String,
    pub unknown: String,
    pub official: String,
    pub body: String,
    pub year: String,
    #[serde(rename = "type")]
    pub doc_type: String,
    pub lang: String,
    pub counted: String,
    pub noscript: String,
    pub help: String,
    pub place: String,
    pub lacks: String,
    pub preamble: String,
    pub preamble_lacks: String,
    #[serde(skip_serializing)]
    pub paragraph: Vec<String>,
    #[serde(skip_serializing)]
    pub preambular: Vec<String>,
    #[serde(skip_serializing)]
    pub annex: Vec<String>,
    #[serde(skip_serializing)]
    pub prefixes: Prefixes,
    pub types: BTreeMap<String, String>,
    pub langs: BTreeMap<Lang, String>,
}

/// What a language writes together with the word behind it: `وال` is and, with the article. The first that a word has is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Prefixes(Vec<String>);

impl TryFrom<Vec<String>> for Prefixes {
    type Error = String;

    fn try_from(prefixes: Vec<String>) -> Result<Self, String> {
        if prefixes.iter().any(String::is_empty) {
            return Err("one of the prefixes has no letter".to_owned());
        }
        for (i, prefix) in prefixes.iter().enumerate() {
            if let Some(before) = prefixes[..i].iter().find(|before| prefix.starts_with(before.as_str())) {
                return Err(format!("the prefix `{prefix}` stands behind `{before}`, which is always taken first"));
            }
        }
        Ok(Self(prefixes))
    }
}

impl Prefixes {
    /// In the order in which they are tried.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The words of all languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWords(BTreeMap<Lang, BoxWords>);

impl SearchWords {
    /// Reads the built-in words, or those of a source folder in their place.
    ///
    /// # Errors
    /// When a language or a word is missing.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let file = own::File::load(source, "labels-search.yaml")?;
        Self::read(file.place(), file.text())
    }

    fn read(place: &str, yaml: &str) -> Result<Self, Failure> {
        let words: BTreeMap<Lang, BoxWords> = own::parsed(place, yaml, "give every language the same words as en")?;
        match Lang::ALL.iter().find(|lang| !words.contains_key(lang)) {
            Some(lang) => {
                let cause = format!("there are no words for `{lang}`");
                Err(Failure::new(format!("{place}:1"), cause, "add them, with the words of en"))
            }
            None => Ok(Self(words)),
        }
    }

    /// The checksum of all of them.
    pub fn checksum(&self) -> Digest {
        Digest::of_thing(&self.0)
    }

    /// The words of a language.
    pub fn of(&self, lang: Lang) -> Option<&BoxWords> {
        self.0.get(&lang)
    }

    /// All languages with their words, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &BoxWords)> {
        self.0.iter().map(|(lang, words)| (*lang, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        assert!(SearchWords::load(None).is_ok());
        let failure = SearchWords::read("x.yaml", "ar: {}\nen: { search: Search }").unwrap_err();
        assert!(failure.place.starts_with("x.yaml:"), "{failure}");
    }

    #[test]
    fn a_prefix_that_would_never_be_taken_off_is_refused() {
        let read = |prefixes: &[&str]| Prefixes::try_from(prefixes.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(read(&["wal", "al", "w"]).is_ok());
        for hidden in [&["w", "wal"][..], &["al", "al"], &[""]] {
            assert!(read(hidden).is_err(), "{hidden:?}");
        }
    }
}
