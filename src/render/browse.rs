//! Documents by year, type, language and body. In: all documents. Out: a table of all of them and one for each of these, each
//! spread over pages where it is long, and the ways that lead there. Never lists a text that is not held.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use rayon::prelude::*;

use super::{
    absent::failed_files,
    frame::{BODIES, DOCUMENTS, describe, frame, named},
    listing::{listed_version, newest},
    phrase::{Counted, body_key, doc_type_key, fill},
    site::Site,
    subjects,
    templates::{Sheet, Templates},
    view::{BodiesPage, Choice, Crumb, DocumentsPage, FailedFile, Leaf, Rest, Way, WordKey},
};
use crate::model::{Address, Digest, DocType, Entry, Facts, Held, Lang, When};

/// Rows of one page: some 200 KB.
const ON_PAGE: usize = 400;

/// How many subjects are named; the page of subjects has all.
const SUBJECTS_NAMED: usize = 12;

/// How many bodies are named; where there are more, a page has all. There may be as many as documents, and each has a page that names them.
const BODIES_NAMED: usize = 40;

/// What a table is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Facet<'a> {
    /// Nothing.
    All,
    /// A year, or no date at all.
    Year(Option<i16>),
    /// A sort of document.
    Type(DocType),
    /// A language.
    Lang(Lang),
    /// A body: there are some that nobody cites, and committees whose texts stand on another's shelf.
    Body(&'a str),
    /// A subject.
    Subject(&'a str),
}

/// The table of the documents of a body.
pub fn of_body(body: &str) -> Address {
    Address::of_page(format!("{DOCUMENTS}/body-{}", subjects::slug(body)))
}

impl Facet<'_> {
    /// The page of its table; `leaf` counts from 0.
    fn address(self, site: &Site<'_>, leaf: usize) -> Address {
        let stem = match self {
            Self::All if leaf == 0 => return Address::of_page(DOCUMENTS),
            Self::All => format!("{DOCUMENTS}/all"),
            Self::Year(Some(year)) => format!("{DOCUMENTS}/{year}"),
            Self::Year(None) => format!("{DOCUMENTS}/undated"),
            Self::Type(doc_type) => format!("{DOCUMENTS}/{}", doc_type_key(doc_type).replace("doc_type.", "type-")),
            Self::Lang(lang) => format!("{DOCUMENTS}/lang-{}", lang.code()),
            Self::Body(body) => of_body(body).stem,
            Self::Subject(subject) => subjects::address(site, subject).stem,
        };
        Address::of_page(if leaf == 0 { stem } else { format!("{stem}.page-{}", leaf + 1) })
    }

    /// What it is called, the word of the interface that this is, and the language that it is said in.
    fn label(self, site: &Site<'_>) -> (String, Option<WordKey>, Option<Lang>) {
        let labels = site.labels(site.archive.main_lang);
        match self {
            Self::All => (labels.words.all_documents.clone(), Some("all_documents".into()), None),
            Self::Year(Some(year)) => {
                (fill(&labels.sitting.year, year), Some(format!("sitting.year={year}").into()), None)
            }
            Self::Year(None) => (labels.sitting.none.clone(), Some("sitting.none".into()), None),
            Self::Type(doc_type) => {
                (labels.say_doc_type(doc_type).to_owned(), Some(doc_type_key(doc_type).into()), None)
            }
            Self::Lang(lang) => (site.labels(lang).name.clone(), None, Some(lang)),
            Self::Body(body) => (site.body(body, site.archive.main_lang), Some(body_key(body)), None),
            Self::Subject(subject) => (subject.to_owned(), None, None),
        }
    }
}

/// A document in a table.
struct Row<'a> {
    entry: &'a Entry,
    held: &'a Held,
    address: Address,
    made_from: Digest,
}

/// All documents, newest first, and how many each facet has.
pub struct Stock<'a> {
    rows: Vec<Row<'a>>,
    years: BTreeMap<Reverse<Option<i16>>, usize>,
    types: BTreeMap<DocType, usize>,
    langs: BTreeMap<Lang, usize>,
    /// The rows of each body.
    bodies: BTreeMap<&'a str, Vec<usize>>,
    /// By anchor: the word, and the rows that have it.
    subjects: BTreeMap<String, (&'a str, Vec<usize>)>,
    /// All bodies and the subjects that are named, each with how many rows it has, the most first: put in order once and not for each page.
    largest: Largest<'a>,
}

/// What has most rows.
#[derive(Default)]
struct Largest<'a> {
    bodies: Vec<(&'a str, usize)>,
    subjects: Vec<(&'a str, usize)>,
}

impl<'a> Stock<'a> {
    /// Counts all documents, a row for each language version.
    pub fn of(site: &Site<'a>) -> Self {
        let mut stock = Self {
            rows: Vec::new(),
            years: BTreeMap::new(),
            types: BTreeMap::new(),
            langs: BTreeMap::new(),
            bodies: BTreeMap::new(),
            subjects: BTreeMap::new(),
            largest: Largest::default(),
        };
        for (place, entry) in newest(site) {
            let of_entry = site.row(place);
            for &version in &entry.versions {
                let Some((held, address)) = site.held(version).zip(site.archive.page_of(version)) else { continue };
                stock.count(held);
                let made_from = Digest::of([of_entry.as_ref(), held.facts.lang.code().as_bytes()]);
                stock.rows.push(Row { entry, held, address, made_from });
            }
        }
        stock.largest = Largest {
            bodies: largest(stock.bodies.iter().map(|(body, rows)| (*body, rows.len()))),
            subjects: largest(stock.subjects.values().map(|(word, rows)| (*word, rows.len()))),
        };
        stock.largest.subjects.truncate(SUBJECTS_NAMED);
        stock
    }

    fn count(&mut self, held: &'a Held) {
        let facts = &held.facts;
        *self.years.entry(Reverse(facts.date.map(When::year))).or_default() += 1;
        *self.types.entry(facts.doc_type).or_default() += 1;
        *self.langs.entry(facts.lang).or_default() += 1;
        if let Some(body) = &facts.body {
            self.bodies.entry(body).or_default().push(self.rows.len());
        }
        for subject in &facts.subjects {
            let (_, rows) = self.subjects.entry(subjects::anchor(subject)).or_insert_with(|| (subject, Vec::new()));
            if rows.last() != Some(&self.rows.len()) {
                rows.push(self.rows.len());
            }
        }
    }

    fn facets(&self, site: &Site<'_>) -> impl Iterator<Item = Facet<'a>> {
        let subjects = self.subjects.values().filter(|_| site.has_subject_pages());
        let years = self.years.keys().map(|Reverse(year)| Facet::Year(*year));
        let types = self.types.keys().map(|doc_type| Facet::Type(*doc_type));
        let langs = self.langs.keys().map(|lang| Facet::Lang(*lang));
        let bodies = self.bodies.keys().map(|body| Facet::Body(body));
        let subjects = subjects.map(|(subject, _)| Facet::Subject(subject));
        [Facet::All].into_iter().chain(years).chain(types).chain(langs).chain(bodies).chain(subjects)
    }

    /// The rows of a table.
    fn rows_of(&self, facet: Facet<'_>) -> Vec<&Row<'a>> {
        let of = |fits: &dyn Fn(&Facts) -> bool| self.rows.iter().filter(|row| fits(&row.held.facts)).collect();
        // There may be as many bodies, or subjects, as rows: those of each are known.
        let at = |rows: Option<&Vec<usize>>| rows.into_iter().flatten().filter_map(|row| self.rows.get(*row)).collect();
        match facet {
            Facet::All => of(&|_| true),
            Facet::Year(year) => of(&|facts| facts.date.map(When::year) == year),
            Facet::Type(doc_type) => of(&|facts| facts.doc_type == doc_type),
            Facet::Lang(lang) => of(&|facts| facts.lang == lang),
            Facet::Body(body) => at(self.bodies.get(body)),
            // As they were counted, whatever the case of the word.
            Facet::Subject(subject) => at(self.subjects.get(&subjects::anchor(subject)).map(|(_, rows)| rows)),
        }
    }

    /// The entries of all documents, newest first, each once.
    pub fn newest(&self) -> impl Iterator<Item = &'a Entry> {
        self.rows.chunk_by(|a, b| std::ptr::eq(a.entry, b.entry)).filter_map(|rows| Some(rows.first()?.entry))
    }

    /// The ways to browse from the home page.
    pub fn ways(&self, site: &Site<'_>, page: &str) -> Vec<Way> {
        self.ways_from(site, page, Facet::All)
    }

    fn ways_from(&self, site: &Site<'_>, page: &str, here: Facet<'_>) -> Vec<Way> {
        let words = &site.labels(site.archive.main_lang).words;
        let choice = |facet: Facet<'_>, count: usize| choice(site, facet, count, page, here);
        let years = self.years.iter().map(|(Reverse(year), count)| choice(Facet::Year(*year), *count)).collect();
        let types = self.types.iter().map(|(doc_type, count)| choice(Facet::Type(*doc_type), *count)).collect();
        let langs = self.langs.iter().map(|(lang, count)| choice(Facet::Lang(*lang), *count)).collect();
        let bodies = self.largest.bodies.iter().take(BODIES_NAMED);
        let bodies = bodies.map(|(body, count)| choice(Facet::Body(body), *count)).collect();
        let ways: [(&'static str, &'static str, &str, Vec<Choice>); 5] = [
            ("by-year", "by_year", &words.by_year, years),
            ("by-type", "by_type", &words.by_type, types),
            ("by-language", "by_language", &words.by_language, langs),
            ("by-body", "by_body", &words.by_body, bodies),
            ("by-subject", "by_subject", &words.by_subject, self.subjects(site, page)),
        ];
        ways.into_iter()
            .filter(|(.., choices)| !choices.is_empty())
            .map(|(id, key, label, choices)| {
                let more = if id == "by-body" { self.all_bodies(site, page) } else { None };
                Way { id, key, label: label.to_owned(), choices, more }
            })
            .collect()
    }

    fn subjects(&self, site: &Site<'_>, page: &str) -> Vec<Choice> {
        let named = self.largest.subjects.iter();
        named
            .map(|(word, count)| plain(site, (*word).to_owned(), subjects::address(site, word).from(page), *count))
            .collect()
    }

    /// Whether not all bodies are named where one can browse.
    const fn has_more_bodies(&self) -> bool {
        self.largest.bodies.len() > BODIES_NAMED
    }

    /// The way to the page of all bodies, where there is one.
    fn all_bodies(&self, site: &Site<'_>, page: &str) -> Option<Rest> {
        let count = site.labels(site.archive.main_lang).count(Counted::Bodies, self.largest.bodies.len());
        self.has_more_bodies().then(|| Rest { href: Address::of_page(BODIES).from(page), count })
    }
}

/// Those with the largest counts first.
fn largest<'a>(counts: impl Iterator<Item = (&'a str, usize)>) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = counts.collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

fn choice(site: &Site<'_>, facet: Facet<'_>, count: usize, page: &str, here: Facet<'_>) -> Choice {
    let (label, key, lang) = facet.label(site);
    Choice {
        key,
        lang: lang.map(Lang::code),
        current: facet == here,
        ..plain(site, label, facet.address(site, 0).from(page), count)
    }
}

fn plain(site: &Site<'_>, label: String, href: String, count: usize) -> Choice {
    let count = site.labels(site.archive.main_lang).say_number(count);
    Choice { href, label, key: None, lang: None, count, current: false }
}

/// The tables of all documents and of each facet, and the page of all bodies where they are many.
pub fn pages<'s>(site: &'s Site<'_>, templates: &'s Templates, stock: &'s Stock<'_>) -> Vec<Sheet<'s>> {
    let facets: Vec<Facet<'_>> = stock.facets(site).collect();
    let mut pages: Vec<Sheet<'s>> =
        facets.into_par_iter().flat_map(|facet| table(site, templates, stock, facet)).collect();
    if stock.has_more_bodies() {
        pages.push(bodies_page(site, templates, stock));
    }
    pages
}

/// The page of all bodies, those with most documents first.
fn bodies_page<'s>(site: &'s Site<'_>, templates: &'s Templates, stock: &Stock<'_>) -> Sheet<'s> {
    let lang = site.archive.main_lang;
    let labels = site.labels(lang);
    let at = Address::of_page(BODIES);
    let page = at.html();
    let mut frame = frame(site, &at, lang, &labels.words.by_body);
    named(&mut frame, Some("by_body".into()));
    describe(&mut frame, &labels.words.by_body);
    frame.crumbs.insert(1, way_up(site, &page));
    let bodies = &stock.largest.bodies;
    let choices = bodies.iter().map(|(body, count)| choice(site, Facet::Body(body), *count, &page, Facet::All));
    let view = BodiesPage { frame, count: labels.count(Counted::Bodies, bodies.len()), choices: choices.collect() };
    templates.sheet(page, view, lang)
}

/// The step from the tables to that of all documents.
fn way_up(site: &Site<'_>, page: &str) -> Crumb {
    let label = site.labels(site.archive.main_lang).words.documents.clone();
    Crumb { href: Some(Address::of_page(DOCUMENTS).from(page)), label, key: Some("documents".into()) }
}

fn table<'s>(site: &'s Site<'_>, templates: &'s Templates, stock: &'s Stock<'_>, facet: Facet<'_>) -> Vec<Sheet<'s>> {
    let rows = stock.rows_of(facet);
    let leaves = rows.len().div_ceil(ON_PAGE).max(1);
    (0..leaves)
        .map(|leaf| {
            let shown = leaf * ON_PAGE..rows.len().min((leaf + 1) * ON_PAGE);
            table_page(site, templates, stock, facet, &rows, (shown, leaf, leaves))
        })
        .collect()
}

fn table_page<'s>(
    site: &'s Site<'_>,
    templates: &'s Templates,
    stock: &Stock<'_>,
    facet: Facet<'_>,
    rows: &[&'s Row<'s>],
    (shown, leaf, leaves): (Range<usize>, usize, usize),
) -> Sheet<'s> {
    let lang = site.archive.main_lang;
    let labels = site.labels(lang);
    let at = facet.address(site, leaf);
    let page = at.html();
    let (name, name_key, _) = facet.label(site);
    let mut frame = frame(site, &at, lang, &name);
    named(&mut frame, name_key.clone());
    describe(&mut frame, &name);
    if facet != Facet::All {
        frame.crumbs.insert(1, way_up(site, &page));
    }
    let leaf_of = |n: usize| Leaf { href: facet.address(site, n).from(&page), number: n + 1, current: n == leaf };
    let view = DocumentsPage {
        name,
        name_key,
        count: labels.count(Counted::Documents, rows.len()),
        ways: stock.ways_from(site, &page, facet),
        documents: Vec::new(),
        failed: if facet == Facet::All && leaf == 0 { all_failed(site, &page) } else { Vec::new() },
        leaves: if leaves > 1 { (0..leaves).map(leaf_of).collect() } else { Vec::new() },
        frame,
    };
    let shown: Vec<&Row<'_>> = rows.get(shown).unwrap_or_default().to_vec();
    let made_from: Vec<Digest> = shown.iter().map(|row| row.made_from).collect();
    let to = page.clone();
    templates.list(page, (view, lang), &made_from, move |view: &mut DocumentsPage| {
        let listed = |row: &&Row<'_>| listed_version(site, row.entry, row.held, &row.address, &to);
        view.documents = shown.iter().map(listed).collect();
    })
}

/// Every file of the sources of which no document could be made.
fn all_failed(site: &Site<'_>, page: &str) -> Vec<FailedFile> {
    let entries = site.archive.failed.keys().filter_map(|key| site.archive.entry(key));
    entries.flat_map(|entry| failed_files(site, entry, page)).collect()
}
