//! The words of the interface. In: `data/labels/*.yaml`, one file a language. Out: `Words`, complete in all six languages: a key
//! that one file lacks or that none knows stops the program when it starts. Never holds a word of its own.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    model::{Digest, Failure, Forms, Grouping, Lang},
    own,
};

/// How counted things are inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PluralRule {
    /// One form for all numbers.
    None,
    /// 1, and all others.
    English,
    /// 0 and 1, and all others.
    French,
    /// 1 (21, 31), 2 to 4 (22…), and all others.
    Slavic,
    /// 0, 1, 2, 3 to 10, 11 to 99, and whole hundreds.
    Arabic,
}

/// How the numbers of sessions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numerals {
    /// 67.
    Figures,
    /// 六十七.
    Chinese,
}

/// How dates are written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    pub full: String,
    /// How the first of a month is written where it is no plain figure (`1er`).
    pub first_day: Option<String>,
    pub months: [String; 12],
}

/// How a session or year is named; `first_…` where the first is named otherwise than the rest.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SittingWords {
    pub session: String,
    pub first_session: Option<String>,
    pub special: String,
    pub first_special: Option<String>,
    pub emergency: String,
    pub first_emergency: Option<String>,
    pub year: String,
    pub none: String,
}

/// What a body issues, with its number.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThingWords {
    pub resolution: String,
    pub decision: String,
    pub statement: String,
    pub document: String,
    /// A document whose symbol has no number of its own.
    pub text: String,
}

/// Parts and later forms of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    pub letter: String,
    pub add: String,
    pub rev: String,
    pub corr: String,
    pub amend: String,
}

/// The cited part of a text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinpointWords {
    pub paragraph: String,
    pub annex: String,
    pub annex_n: String,
    pub section: String,
    pub chapter: String,
}

/// Where something stands in a text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceWords {
    pub front: String,
    pub summary: String,
    pub preamble: String,
    pub paragraph: String,
    pub annex: String,
    pub annex_n: String,
    pub note: String,
    pub heading: String,
    pub tail: String,
}

/// Sorts of documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocTypeWords {
    pub resolution: String,
    pub decision: String,
    pub report: String,
    pub note: String,
    pub draft: String,
    pub letter: String,
    pub statement: String,
    pub document: String,
}

/// Why a citation leads where it leads.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisWords {
    pub symbol: String,
    pub named: String,
    pub enumeration: String,
    pub context: String,
    pub issuer: String,
    pub form: String,
    pub antecedent: String,
}

/// Counted things.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountWords {
    pub documents: Forms,
    pub symbols: Forms,
    pub held: Forms,
    pub unheld: Forms,
    pub citations: Forms,
    pub citing: Forms,
    pub mentions: Forms,
    pub bodies: Forms,
    pub more: Forms,
}

/// Declares the words that templates ask for by name, each once.
macro_rules! page_words {
    ($($word:ident),+ $(,)?) => {
        /// Words that stand on pages as they are; in templates they are `t.cited_by` and so on.
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct PageWords {
            $(pub $word: String,)+
        }
    };
}

page_words! {
    skip, home, documents, texts, subjects, menu, path, contents, symbol, title, date, body, session, agenda_item,
    doc_type, language, meeting, vote, job_number, source, original, other_symbols, official, official_at,
    own_identifier, other_languages, formats, previous, next, series, footnotes, note_lost, back, cited_by,
    cited_by_none, cites, paragraph_cited_by, held, unheld, not_held, told_title, told_date, inferred, also_possible, holds,
    browse, data, newest, most_cited, most_wanted, all_documents, texts_by_body, texts_known, sorts_page, by_body, by_year, by_type,
    by_language, by_subject, received, made, no_subjects, not_found, not_found_text, moved, footer,
    made_with, copy, copy_text, copied, theme, theme_system, theme_light, theme_dark, jump, jump_none, go, filter,
    all, year, verb, interface, shares, shared_texts, first_cited, last_cited, silent, lineage, lineage_guess, by_year_chart,
    graph, rest, elsewhere, page_of, no_match, search, explain_unheld, explain_inferred, table, citations_by_year,
    between, failed, remedy, left,
}

/// The words of one language.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The language's own name.
    pub name: String,
    /// Between the parts of what a symbol says.
    pub joiner: String,
    /// Between a symbol and the cited paragraph.
    pub comma: String,
    /// Between the members of a list.
    pub list: String,
    /// A passage `{n}` quoted with its citation `{cite}`.
    pub quote: String,
    pub numerals: Numerals,
    pub plural: PluralRule,
    pub group: Grouping,
    pub date: DateWords,
    pub sitting: SittingWords,
    pub thing: ThingWords,
    pub part: PartWords,
    pub pinpoint: PinpointWords,
    pub place: PlaceWords,
    pub doc_type: DocTypeWords,
    pub basis: BasisWords,
    pub count: CountWords,
    pub words: PageWords,
}

/// The words of all six languages.
#[derive(Debug, Clone)]
pub struct Words {
    english: Labels,
    others: BTreeMap<Lang, Labels>,
}

impl Words {
    /// Reads the embedded files, or those of a source folder in their place.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let mut others = Lang::ALL
            .into_iter()
            .map(|lang| read(source, lang).map(|labels| (lang, labels)))
            .collect::<Result<BTreeMap<_, _>, _>>()?;
        let english = match others.remove(&Lang::En) {
            Some(english) => english,
            None => read(source, Lang::En)?,
        };
        Ok(Self { english, others })
    }

    /// The words of a language.
    pub fn of(&self, lang: Lang) -> &Labels {
        self.others.get(&lang).unwrap_or(&self.english)
    }

    /// The checksum of all of them.
    pub fn checksum(&self) -> Digest {
        Digest::of_thing(&(&self.english, &self.others))
    }
}

fn read(source: Option<&Path>, lang: Lang) -> Result<Labels, Failure> {
    let name = format!("labels/{}.yaml", lang.code());
    let remedy = "give it exactly the keys of the built-in data/labels/en.yaml";
    own::File::load(source, &name)?.parsed(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::box_words::SearchWords;

    #[test]
    fn all_six_languages_are_complete() {
        let words = Words::load(None).unwrap();
        let names: Vec<&str> = Lang::ALL.into_iter().map(|lang| words.of(lang).name.as_str()).collect();
        assert_eq!(names, ["العربية", "English", "Español", "Français", "Русский", "中文"]);
    }

    /// The search box has a file of words of its own, for two stages say them.
    #[test]
    fn the_search_box_says_what_the_pages_say() {
        let words = Words::load(None).unwrap();
        for (lang, said) in SearchWords::load(None).unwrap().iter() {
            let labels = words.of(lang);
            let PageWords { search, body, year, doc_type, language, .. } = &labels.words;
            assert_eq!([&said.search, &said.body, &said.year], [search, body, year], "{lang}");
            assert_eq!([&said.doc_type, &said.lang], [doc_type, language], "{lang}");
            assert_eq!(said.group, labels.group, "{lang}");
            assert_eq!([&said.place, &said.preamble], [&labels.place.paragraph, &labels.place.preamble], "{lang}");
            let types = serde_json::to_value(&labels.doc_type).unwrap();
            assert_eq!(serde_json::to_value(&said.types).unwrap(), types, "{lang}");
        }
    }

    #[test]
    fn every_word_is_said_somewhere() {
        let words = Words::load(None).unwrap();
        let said = said_in(&["templates", "src/render"]);
        for (key, _) in serde_json::to_value(&words.of(Lang::En).words).unwrap().as_object().unwrap() {
            let asked = [format!("t.{key} "), format!("words.{key}"), format!("t.{key}}}"), format!("Some(\"{key}\")")];
            assert!(
                asked.iter().any(|asked| said.contains(asked.as_str())),
                "no page says `{key}`: take it out of all six files"
            );
        }
    }

    /// The text of all templates and sources of some folders.
    fn said_in(folders: &[&str]) -> String {
        let files = folders.iter().flat_map(walkdir::WalkDir::new).map(|entry| entry.unwrap().into_path());
        files.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    #[test]
    fn no_word_is_left_in_english() {
        let words = Words::load(None).unwrap();
        let english = serde_json::to_value(&words.of(Lang::En).words).unwrap();
        for lang in [Lang::Ar, Lang::Ru, Lang::Zh] {
            let theirs = serde_json::to_value(&words.of(lang).words).unwrap();
            for (key, word) in theirs.as_object().unwrap() {
                assert!(key == "official_at" || english[key] != *word, "{lang}: {key} is English");
            }
        }
    }
}
