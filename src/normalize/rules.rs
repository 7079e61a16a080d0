//! What the program knows of printed pages, by language: words of the masthead, of contents and summaries, of dates. In: the YAML
//! files under `data/`. Out: `Rules`. Knows no word itself: another language is another file.

use std::{collections::BTreeMap, path::Path};

use include_dir::{Dir, include_dir};
use regex::Regex;
use serde::{Deserialize, Deserializer};

use crate::model::{DocType, Failure, Lang};

static MASTHEADS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/masthead");

static EXTRACTION: &str = include_str!("../../data/extraction.yaml");

impl Pattern {
    /// Whether a line is of this form.
    pub fn fits(&self, line: &str) -> bool {
        self.0.is_match(line)
    }
}

/// Whether a line is of one of these forms.
pub fn any_fits(patterns: &[Pattern], line: &str) -> bool {
    patterns.iter().any(|pattern| pattern.fits(line))
}

/// What is the same in all languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extraction {
    organs: Vec<String>,
    name_parts: Vec<String>,
    page_foot: BTreeMap<String, Pattern>,
}

/// A regular expression as it stands in the data.
#[derive(Debug, Clone)]
pub struct Pattern(pub Regex);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Regex::new(&written).map(Self).map_err(serde::de::Error::custom)
    }
}

/// A word that says what sort of document it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeWord {
    /// What is printed, as a pattern over a whole line of the front matter.
    pub line: Pattern,
    /// What it is then.
    pub doc_type: DocType,
}

/// An organ's name as mastheads and first lines print it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganName {
    /// As printed.
    pub name: String,
    /// Its prefix in symbols.
    pub body: String,
    /// As it is printed inside a sentence, where that differs by more than its first letter: `Генеральной Ассамблеей`.
    #[serde(default)]
    pub inside: Vec<String>,
}

/// The words of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language.
    pub lang: Lang,
    /// What stands above the abstract of a report.
    pub summary: Vec<String>,
    /// What stands above a table of contents.
    pub contents: Vec<String>,
    /// What stands alone above a title and is no heading.
    pub front: Vec<String>,
    /// What numbers are followed by, so that they are no footnote marks.
    pub number_followers: Vec<String>,
    /// What numbers are preceded by, so that they are no footnote marks.
    pub number_leaders: Vec<String>,
    /// What numbers are often preceded by, though a footnote mark may stand there too (`the Sustainable Development Goals 5 and`).
    pub doubtful_leaders: Vec<String>,
    /// What ends a line though the next begins an item: `and`.
    pub conjunctions: Vec<String>,
    /// Lines above the text that stand for themselves, besides those that tell something.
    pub front_lines: Vec<Pattern>,
    /// Organs, longest names first.
    pub organs: Vec<OrganName>,
    /// The months, in order, as printed in dates, and once more in another language where mastheads print that; empty where dates are
    /// figures.
    pub months: Vec<String>,
    /// A date; groups `year`, `month`, `day`.
    pub date: Pattern,
    /// The session; group `session`.
    pub session: Vec<Pattern>,
    /// The agenda item; group `item`.
    pub agenda_item: Vec<Pattern>,
    /// The number and title of a resolution on one line: groups `number`, `title`.
    pub numbered_title: Vec<Pattern>,
    /// The number and year of a resolution of the Security Council: groups `number`, `year`.
    pub council_number: Vec<Pattern>,
    /// The meeting it was adopted at; group `meeting`.
    pub meeting: Vec<Pattern>,
    /// The vote; group `vote`.
    pub vote: Vec<Pattern>,
    /// Lines that end the front matter of a text that was adopted: date and body; groups `body` if named.
    pub adopted: Vec<Pattern>,
    /// Sorts of documents.
    pub types: Vec<TypeWord>,
    /// Words of numbers, for sessions (`sixty-third`), with their figures.
    pub ordinals: BTreeMap<String, u32>,
    /// What stands above an annex; group `label` where it has one.
    pub annex: Vec<Pattern>,
    /// What heads an annex to a letter: `Annex to the letter dated …`; group `label` where it has one. Its lines go on up to the one that says
    /// to whom the letter was sent.
    pub annex_to: Vec<Pattern>,
    /// What the heading of a letter ends with: to whom it was sent.
    pub addressed: Vec<Pattern>,
    /// Words for languages after `Original:`.
    pub original: BTreeMap<String, Lang>,
    /// Lines of the masthead, which belong to the page; group `original`.
    pub masthead: Vec<Pattern>,
    /// Lines that name a part of a text and head it (`Part I`, `Article 12`).
    pub parts: Vec<Pattern>,
    /// Lines that follow the last paragraph of a resolution.
    pub tail: Vec<Pattern>,
    /// What the last paragraph of a resolution ends with, so that what follows on another page or below a gap is no part of it.
    pub closing: Vec<Pattern>,
    /// What the paragraphs of a preamble begin with.
    pub openers: Pattern,
    /// What a footnote begins with, where its number does not tell.
    pub note_openers: Pattern,
}

/// All that is known, by language.
#[derive(Debug, Clone)]
pub struct Rules {
    words: BTreeMap<Lang, Words>,
    extraction: Extraction,
}

impl Rules {
    /// Reads the data that is embedded in the program, and in its place the files of the same name in the folder `own`.
    ///
    /// # Errors
    /// Where a file of the data is not as it must be.
    pub fn load(own: Option<&Path>) -> Result<Self, Failure> {
        let extraction = parse(own, "extraction.yaml", EXTRACTION)?;
        let mut words = BTreeMap::new();
        for file in MASTHEADS.files() {
            let name = format!("masthead/{}", file.path().display());
            let read: Words = parse(own, &name, file.contents_utf8().unwrap_or_default())?;
            words.insert(read.lang, read);
        }
        Ok(Self { words, extraction })
    }

    /// The words of a language, else those of English, which has most of them.
    pub fn words(&self, lang: Lang) -> Option<&Words> {
        self.words.get(&lang).or_else(|| self.words.get(&Lang::En)).or_else(|| self.words.values().next())
    }

    /// What stands at the foot of a page, by name.
    pub fn page_foot(&self) -> &BTreeMap<String, Pattern> {
        &self.extraction.page_foot
    }

    /// The letters that symbols begin with.
    pub fn organs(&self) -> &[String] {
        &self.extraction.organs
    }

    /// The parts that symbols have after their first, without figures.
    pub fn name_parts(&self) -> &[String] {
        &self.extraction.name_parts
    }
}

/// Reads one file of the data: the user's, else the built-in one.
fn parse<T: serde::de::DeserializeOwned>(own: Option<&Path>, name: &str, built_in: &str) -> Result<T, Failure> {
    let file = own.map(|own| own.join(name)).filter(|file| file.is_file());
    let (place, text) = match &file {
        None => (format!("data/{name}"), built_in.to_owned()),
        Some(file) => {
            let unreadable =
                |error| Failure::new(file.display(), error, "see to it that this file can be read, as UTF-8");
            (file.display().to_string(), std::fs::read_to_string(file).map_err(unreadable)?)
        }
    };
    let wrong = |error| Failure::new(&place, error, "mend the file; the built-in one of this name is an example");
    serde_yaml::from_str(&text).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_loads() {
        let rules = Rules::load(None);
        let own =
            |rules: &Rules| Lang::ALL.iter().all(|lang| rules.words(*lang).is_some_and(|words| words.lang == *lang));
        assert!(rules.as_ref().is_ok_and(own), "{:?}", rules.err());
    }
}
