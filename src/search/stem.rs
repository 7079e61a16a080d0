//! Brings the forms of a word together. In: a word as written and its language. Out: its stem, by which forms that mean the same are
//! one class. Only the index does this: the client reads classes from the dictionary and knows no grammar.

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::{Folding, Kind, kind};
use crate::model::Lang;

/// Prefixes that Arabic writes together with the word, longest first: and, then, with, as, for, and the article after them.
pub(super) const ARABIC_PREFIXES: [&str; 12] =
    ["وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف"];

/// Fewer letters than this would be no word.
const ARABIC_STEM: usize = 3;

/// The stemmers of the six languages.
pub(super) struct Stems<'a> {
    folding: &'a Folding,
    stemmers: [Option<Stemmer>; 6],
}

impl<'a> Stems<'a> {
    /// With the table that stems are folded by.
    pub(super) fn new(folding: &'a Folding) -> Self {
        let stemmers = Lang::ALL.map(|lang| algorithm(lang).map(Stemmer::create));
        Self { folding, stemmers }
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
        if lang == Lang::Ar {
            let folded = self.folding.word(word);
            return Some(self.folding.word(&stemmer.stem(without_prefix(&folded))));
        }
        Some(self.folding.word(&stemmer.stem(&word.to_lowercase())))
    }
}

/// A folded Arabic word without what is written together with it.
fn without_prefix(word: &str) -> &str {
    let rest = ARABIC_PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix));
    rest.into_iter().find(|rest| rest.chars().count() >= ARABIC_STEM).unwrap_or(word)
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
        let stems = Stems::new(&folding);
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
