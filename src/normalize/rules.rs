//! What the program knows of printed pages, by language: words of the masthead, of contents and summaries, of dates. In: the YAML
//! files under `data/`. Out: `Rules`. Knows no word itself: another language is another file.

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use regex::{Regex, RegexSet};
use serde::Deserialize;

use crate::{
    model::{DocType, Failure, Lang},
    own::{self, File, Months},
};

use super::common::Common;
use super::patterns::{
    Grouped, Pattern, Patterns, TheCouncil, TheDay, TheItem, TheJob, TheMeeting, TheNumber, TheSession, TheVote,
};

/// What to do about a file that is not as it must be.
const REMEDY: &str = "mend the file; the built-in one of this name is an example";

/// What is the same in all languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extraction {
    organs: Vec<String>,
    name_parts: Vec<String>,
    page_foot: PageFoot,
}

/// What stands alone on a line at the foot of a printed page.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct PageFoot {
    any: RegexSet,
    job_number: Option<Grouped<TheJob>>,
    page_number: Option<Regex>,
}

impl PageFoot {
    /// Whether a line belongs to the foot of a page.
    pub fn fits(&self, line: &str) -> bool {
        self.any.is_match(line)
    }

    /// The job number that a line prints.
    pub fn job_number<'l>(&self, line: &'l str) -> Option<&'l str> {
        self.job_number.as_ref()?.group(line, "job")
    }

    /// Whether a line counts the pages: `3/7`.
    pub fn is_page_number(&self, line: &str) -> bool {
        self.page_number.as_ref().is_some_and(|form| form.is_match(line))
    }
}

impl TryFrom<BTreeMap<String, String>> for PageFoot {
    type Error = String;

    fn try_from(mut written: BTreeMap<String, String>) -> Result<Self, String> {
        for form in written.values() {
            own::pattern(form)?;
        }
        Ok(Self {
            any: RegexSet::new(written.values()).map_err(|error| error.to_string())?,
            job_number: written.remove("job_number").map(Grouped::try_from).transpose()?,
            page_number: written.remove("page_number").map(|form| own::pattern(&form)).transpose()?,
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
#[allow(clippy::struct_field_names, reason = "each is named like its key in the data")]
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
    pub months: Months,
    /// A date; groups `year`, `month`, `day`.
    pub date: Grouped<TheDay>,
    /// The session; group `session`.
    pub session: Patterns<TheSession>,
    /// The agenda item; group `item`.
    pub agenda_item: Patterns<TheItem>,
    /// The number and title of a resolution on one line: groups `number`, `title`.
    pub numbered_title: Patterns<TheNumber>,
    /// The number and year of a resolution of the Security Council: groups `number`, `year`.
    pub council_number: Patterns<TheCouncil>,
    /// The meeting it was adopted at; group `meeting`.
    pub meeting: Patterns<TheMeeting>,
    /// The vote; group `vote`.
    pub vote: Patterns<TheVote>,
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
    /// In the order of `Lang::ALL`.
    languages: Vec<Language>,
    common: BTreeMap<Lang, List>,
    extraction: Extraction,
}

/// The words of a language. Those that are built in are understood when a text in it comes, for that takes longer than to read a text.
#[derive(Debug, Clone)]
struct Language {
    file: File,
    words: OnceLock<Result<Words, Failure>>,
}

impl Language {
    fn load(source: Option<&Path>, lang: Lang) -> Result<Self, Failure> {
        let file = File::load(source, &format!("masthead/{lang}.yaml"))?;
        let language = Self { file, words: OnceLock::new() };
        // What is wrong with a file of the user's is told at once.
        if !language.file.is_built_in() {
            language.words(lang).map_err(Clone::clone)?;
        }
        Ok(language)
    }

    fn words(&self, lang: Lang) -> Result<&Words, &Failure> {
        let read = || self.file.of(lang, REMEDY, |words: &Words| words.lang);
        self.words.get_or_init(read).as_ref()
    }
}

/// The common words of a language, read when a text in it comes.
#[derive(Debug, Clone)]
struct List {
    file: File,
    words: OnceLock<Common>,
}

impl Rules {
    /// Reads the data that is embedded in the program, or that of a source folder in its place.
    ///
    /// # Errors
    /// Where a file of the data is not as it must be.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let extraction = File::load(source, "extraction.yaml")?.parsed(REMEDY)?;
        let (mut languages, mut common) = (Vec::new(), BTreeMap::new());
        for lang in Lang::ALL {
            languages.push(Language::load(source, lang)?);
            // Not every language has one: extraction does not split the words of all.
            let name = format!("words/{lang}.txt");
            if own::is_read(&name) {
                common.insert(lang, List { file: File::load(source, &name)?, words: OnceLock::new() });
            }
        }
        Ok(Self { languages, common, extraction })
    }

    /// The words that a language prints often.
    pub fn common(&self, lang: Lang) -> Option<&Common> {
        let list = self.common.get(&lang)?;
        Some(list.words.get_or_init(|| Common::read(list.file.text())))
    }

    /// The words of a language.
    ///
    /// # Errors
    /// When its built-in file is not as it must be, of which the tests of this program keep it.
    pub fn words(&self, lang: Lang) -> Result<&Words, &Failure> {
        self.languages[lang as usize].words(lang)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_loads() {
        let rules = Rules::load(None).unwrap_or_else(|failure| panic!("{failure}"));
        for lang in Lang::ALL {
            let words = rules.words(lang).unwrap_or_else(|failure| panic!("{failure}"));
            assert_eq!(words.lang, lang);
        }
    }
}
