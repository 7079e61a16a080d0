//! What the program knows of printed pages, by language: words of the masthead, of contents and summaries, of dates. In: the YAML
//! files under `data/`. Out: `Rules`. Knows no word itself: another language is another file.

use std::{borrow::Cow, collections::BTreeMap, path::Path, sync::OnceLock};

use include_dir::{Dir, include_dir};
use regex::{Captures, Match, Regex, RegexSet};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::model::{DocType, Failure, Lang};

use super::common::Common;

static MASTHEADS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/masthead");

static LISTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/words");

static EXTRACTION: &str = include_str!("../../data/extraction.yaml");

/// What is the same in all languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extraction {
    organs: Vec<String>,
    name_parts: Vec<String>,
    page_foot: PageFoot,
}

/// A regular expression as it stands in the data.
#[derive(Debug, Clone)]
pub struct Pattern(pub Regex);

impl Pattern {
    /// Whether a line is of this form.
    pub fn fits(&self, line: &str) -> bool {
        self.0.is_match(line)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Regex::new(&written).map(Self).map_err(serde::de::Error::custom)
    }
}

/// Forms of which a line may have one. Whether it does is asked of nearly every line, so that it is asked of all forms at once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Patterns {
    each: Vec<Regex>,
    any: RegexSet,
}

impl Patterns {
    /// Whether a line is of one of these forms.
    pub fn fit(&self, line: &str) -> bool {
        self.any.is_match(line)
    }

    /// The groups of the first form that a line has.
    pub fn captures<'l>(&self, line: &'l str) -> Option<Captures<'l>> {
        if self.fit(line) { self.each.iter().find_map(|form| form.captures(line)) } else { None }
    }

    /// What a group holds, of the first form that a line has and that has such a group.
    pub fn group<'l>(&self, line: &'l str, name: &str) -> Option<&'l str> {
        let group = |form: &Regex| Some(form.captures(line)?.name(name)?.as_str());
        if self.fit(line) { self.each.iter().find_map(group) } else { None }
    }

    /// Where each form is found first in a text.
    pub fn find<'l>(&self, text: &'l str) -> impl Iterator<Item = Match<'l>> {
        self.each.iter().filter_map(move |form| form.find(text))
    }
}

impl TryFrom<Vec<String>> for Patterns {
    type Error = regex::Error;

    fn try_from(written: Vec<String>) -> Result<Self, regex::Error> {
        let each = written.iter().map(|form| Regex::new(form)).collect::<Result<_, _>>()?;
        Ok(Self { each, any: RegexSet::new(&written)? })
    }
}

/// What stands alone on a line at the foot of a printed page.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct PageFoot {
    any: RegexSet,
    job_number: Option<Regex>,
    page_number: Option<Regex>,
}

impl PageFoot {
    /// Whether a line belongs to the foot of a page.
    pub fn fits(&self, line: &str) -> bool {
        self.any.is_match(line)
    }

    /// The job number that a line prints.
    pub fn job_number<'l>(&self, line: &'l str) -> Option<&'l str> {
        Some(self.job_number.as_ref()?.captures(line)?.name("job")?.as_str())
    }

    /// Whether a line counts the pages: `3/7`.
    pub fn is_page_number(&self, line: &str) -> bool {
        self.page_number.as_ref().is_some_and(|form| form.is_match(line))
    }
}

impl TryFrom<BTreeMap<String, String>> for PageFoot {
    type Error = regex::Error;

    fn try_from(written: BTreeMap<String, String>) -> Result<Self, regex::Error> {
        let one = |name: &str| written.get(name).map(|form| Regex::new(form)).transpose();
        Ok(Self {
            any: RegexSet::new(written.values())?,
            job_number: one("job_number")?,
            page_number: one("page_number")?,
        })
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
    /// Whether the line may go on below: `Draft resolution submitted by …`.
    #[serde(default)]
    pub goes_on: bool,
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
    /// What goes on with a sentence behind a footnote mark: `, 22 in the occupied territories`. A number that counts has a noun behind it.
    #[serde(default)]
    pub mark_followers: Vec<String>,
    /// What ends a line though the next begins an item: `and`.
    pub conjunctions: Vec<String>,
    /// Words with a small letter in the names of States: `of`, `the`.
    #[serde(default)]
    pub name_words: Vec<String>,
    /// Lines above the text that stand for themselves, besides those that tell something.
    pub front_lines: Patterns,
    /// Organs, longest names first.
    pub organs: Vec<OrganName>,
    /// The months, in order, as printed in dates, and once more in another language where mastheads print that; empty where dates are
    /// figures.
    pub months: Vec<String>,
    /// A date; groups `year`, `month`, `day`.
    pub date: Pattern,
    /// The session; group `session`.
    pub session: Patterns,
    /// The agenda item; group `item`.
    pub agenda_item: Patterns,
    /// The number and title of a resolution on one line: groups `number`, `title`.
    pub numbered_title: Patterns,
    /// The number and year of a resolution of the Security Council: groups `number`, `year`.
    pub council_number: Patterns,
    /// The meeting it was adopted at; group `meeting`.
    pub meeting: Patterns,
    /// The vote; group `vote`.
    pub vote: Patterns,
    /// Lines that end the front matter of a text that was adopted: date and body; groups `body` if named.
    pub adopted: Patterns,
    /// What an amendment begins with: where it changes the text.
    #[serde(default)]
    pub amends: Patterns,
    /// Sorts of documents.
    pub types: Vec<TypeWord>,
    /// Words of numbers, for sessions (`sixty-third`), with their figures.
    pub ordinals: BTreeMap<String, u32>,
    /// What stands above an annex; group `label` where it has one.
    pub annex: Patterns,
    /// What heads an annex to a letter: `Annex to the letter dated …`; group `label` where it has one. Its lines go on up to the one that says
    /// to whom the letter was sent.
    pub annex_to: Patterns,
    /// What the heading of a letter ends with: to whom it was sent.
    pub addressed: Patterns,
    /// Words for languages after `Original:`.
    pub original: BTreeMap<String, Lang>,
    /// Lines of the masthead, which belong to the page; group `original`.
    pub masthead: Patterns,
    /// Lines that name a part of a text and head it (`Part I`, `Article 12`).
    pub parts: Patterns,
    /// Lines that name a part and go on with its title, which may be a sentence: `Action 1. We will …`.
    #[serde(default)]
    pub titled_parts: Patterns,
    /// Lines that follow the last paragraph of a resolution.
    pub tail: Patterns,
    /// What the last paragraph of a resolution ends with, so that what follows on another page or below a gap is no part of it.
    pub closing: Patterns,
    /// What the paragraphs of a preamble begin with.
    pub openers: Pattern,
    /// What may stand above the footnotes of a text, on a line of its own.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What a footnote begins with, where its number does not tell.
    pub note_openers: Pattern,
}

/// All that is known, by language.
#[derive(Debug, Clone)]
pub struct Rules {
    languages: BTreeMap<Lang, Language>,
    common: BTreeMap<Lang, List>,
    extraction: Extraction,
}

/// A language of the built-in data, whose patterns are compiled when a text in it comes, or one of the user's.
#[derive(Debug, Clone)]
struct Language {
    built_in: &'static str,
    words: OnceLock<Option<Words>>,
}

/// The common words of a language, read when a text in it comes.
#[derive(Debug, Clone)]
struct List {
    text: Cow<'static, str>,
    words: OnceLock<Common>,
}

impl Rules {
    /// Reads the data that is embedded in the program, and in its place the files of the same name in the folder `own`.
    ///
    /// # Errors
    /// Where a file of the data is not as it must be.
    pub fn load(own: Option<&Path>) -> Result<Self, Failure> {
        let extraction = match file(own, "extraction.yaml")? {
            Some((place, text)) => parse(&place, &text)?,
            None => parse("data/extraction.yaml", EXTRACTION)?,
        };
        let mut languages = BTreeMap::new();
        for built_in in MASTHEADS.files() {
            if let Some((place, text)) = file(own, &format!("masthead/{}", built_in.path().display()))? {
                let words: Words = parse(&place, &text)?;
                languages.insert(words.lang, Language { built_in: "", words: OnceLock::from(Some(words)) });
            } else if let Some(lang) = built_in.path().file_stem().and_then(|stem| stem.to_str()?.parse().ok()) {
                let built_in = built_in.contents_utf8().unwrap_or_default();
                languages.insert(lang, Language { built_in, words: OnceLock::new() });
            }
        }
        let mut common = BTreeMap::new();
        for built_in in LISTS.files() {
            let Some(lang) = built_in.path().file_stem().and_then(|stem| stem.to_str()?.parse().ok()) else { continue };
            let own = file(own, &format!("words/{}", built_in.path().display()))?;
            let text = own.map_or_else(|| built_in.contents_utf8().unwrap_or_default().into(), |(_, text)| text.into());
            common.insert(lang, List { text, words: OnceLock::new() });
        }
        Ok(Self { languages, common, extraction })
    }

    /// The words that a language prints often.
    pub fn common(&self, lang: Lang) -> Option<&Common> {
        let list = self.common.get(&lang)?;
        Some(list.words.get_or_init(|| Common::read(&list.text)))
    }

    /// The words of a language, else those of English, which has most of them.
    pub fn words(&self, lang: Lang) -> Option<&Words> {
        let language = self.languages.get(&lang).or_else(|| self.languages.get(&Lang::En))?;
        language.words.get_or_init(|| parse("data/masthead", language.built_in).ok()).as_ref()
    }

    /// What stands at the foot of a page.
    pub const fn page_foot(&self) -> &PageFoot {
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

/// The user's file of a name, and the place it has for messages.
fn file(own: Option<&Path>, name: &str) -> Result<Option<(String, String)>, Failure> {
    let Some(file) = own.map(|own| own.join(name)).filter(|file| file.is_file()) else { return Ok(None) };
    let place = file.display().to_string();
    match std::fs::read_to_string(&file) {
        Ok(text) => Ok(Some((place, text))),
        Err(error) => Err(Failure::new(place, error, "see to it that this file can be read, as UTF-8")),
    }
}

/// Reads what a file of the data says.
fn parse<T: DeserializeOwned>(place: &str, text: &str) -> Result<T, Failure> {
    let wrong = |error| Failure::new(place, error, "mend the file; the built-in one of this name is an example");
    serde_yaml::from_str(text).map_err(wrong)
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
