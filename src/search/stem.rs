//! Brings the forms of a word together. In: a word as written and its language. Out: its stem, by which forms that mean the same are
//! one class. Only the index does this: the client reads classes from the dictionary and knows no grammar.

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::{Folding, Kind, kind};
use crate::{
    box_words::{BoxWords, SearchWords},
    model::Lang,
};

/// Fewer letters than this would be no word, where another stands before it without a space.
const SHORTEST: usize = 3;

/// The stemmers of the six languages.
pub(super) struct Stems<'a> {
    folding: &'a Folding,
    stemmers: [Option<Stemmer>; 6],
    /// What each language writes together with the word, folded.
    prefixes: [Vec<String>; 6],
}

impl<'a> Stems<'a> {
    /// With the table that stems are folded by, and the prefixes that the data names.
    pub(super) fn new(folding: &'a Folding, words: &SearchWords) -> Self {
        let stemmers = Lang::ALL.map(|lang| algorithm(lang).map(Stemmer::create));
        let folded = |words: &BoxWords| words.prefixes.iter().map(|prefix| folding.word(prefix)).collect();
        let prefixes = Lang::ALL.map(|lang| words.of(lang).map(folded).unwrap_or_default());
        Self { folding, stemmers, prefixes }
    }

    /// The folded stem of a word as written; `None` where it has none of its own: figures, ideographs, symbols.
    pub(super) fn stem(&self, word: &str, lang: Lang) -> Option<String> {
        if word.starts_with(|c: char| c.is_numeric() || kind(c) == Kind::Han) || word.contains('/') {
            return None;
        }
        // A Latin word in an Arabic text is most likely English; in a Russian or Chinese one too.
        let latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
        let lang = if latin && matches!(lang, Lang::Ar | Lang::Ru | Lang::Zh) { Lang::En } else { lang };
        let stemmer = self.stemmers.get(lang as usize)?.as_ref()?;
        let prefixes = self.prefixes.get(lang as usize).map(Vec::as_slice).unwrap_or_default();
        if !prefixes.is_empty() {
            let folded = self.folding.word(word);
            return Some(self.folding.word(&stemmer.stem(without_prefix(&folded, prefixes))));
        }
        Some(self.folding.word(&stemmer.stem(&word.to_lowercase())))
    }
}

/// A folded word without what is written together with it.
fn without_prefix<'w>(word: &'w str, prefixes: &[String]) -> &'w str {
    let rest = prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix.as_str()));
    rest.into_iter().find(|rest| rest.chars().count() >= SHORTEST).unwrap_or(word)
}

const fn algorithm(lang: Lang) -> Option<Algorithm> {
    match lang {
        Lang::Ar => Some(Algorithm::Arabic),
        Lang::En => Some(Algorithm::English),
        Lang::Es => Some(Algorithm::Spanish),
        Lang::Fr => Some(Algorithm::French),
        Lang::Ru => Some(Algorithm::Russian),
        Lang::Zh => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let folding = Folding::new();
        let stems = Stems::new(&folding, &SearchWords::load(None).unwrap());
        for (lang, forms) in [
            (Lang::En, ["recommends", "recommended", "recommending"]),
            (Lang::Fr, ["adoptée", "adopter", "adoptées"]),
            (Lang::Es, ["resolución", "resoluciones", "Resolución"]),
            (Lang::Ru, ["преступность", "преступности", "преступностью"]),
            (Lang::Ar, ["القرار", "وقرار", "للقرار"]),
            (Lang::Zh, ["reports", "report", "Reports"]),
        ] {
            let stem = stems.stem(forms[0], lang);
            assert!(stem.is_some());
            for form in forms {
                assert_eq!(stems.stem(form, lang), stem, "{form}");
            }
        }
    }
}
