//! Texts by body and session. In: all entries. Out: the index of bodies, a page for each body, and pages for its sessions where it
//! has too many texts for one page. Never lists more texts on a page than a reader can wait for.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    designation::Sitting,
    frame::{CITED, describe, frame},
    listing::listed,
    phrase::Counted,
    site::{Site, natural},
    templates::{Sheet, Templates},
    view::{BodyRow, Choice, Crumb, Leaf, Shelf, ShelfPage, ShelvesPage},
};
use crate::model::{Address, Entry};

/// A body with more texts than this has a page for each session, and a session with more has further pages.
const ON_PAGE: usize = 1000;

/// How many bodies the home page names.
const ON_HOME: usize = 12;

/// Sessions from the newest, then years from the newest, then what has neither.
type Order = (u8, Reverse<u32>);

/// The texts of one body by session.
type Stand<'a> = BTreeMap<(Order, Sitting), Vec<&'a Entry>>;

/// All shelves, made once.
pub struct Shelves<'a> {
    bodies: Vec<(String, Stand<'a>)>,
}

impl<'a> Shelves<'a> {
    /// Puts every entry on its shelf; bodies in the order of the data, unknown ones last.
    pub fn of(site: &Site<'a>) -> Self {
        let mut stands: BTreeMap<&str, Stand<'a>> = BTreeMap::new();
        for entry in &site.archive.entries {
            let (body, sitting) = site.shelf_of(entry);
            if !body.is_empty() {
                stands.entry(body).or_default().entry((order(sitting), sitting)).or_default().push(entry);
            }
        }
        for texts in stands.values_mut().flat_map(BTreeMap::values_mut) {
            texts.sort_by_cached_key(|entry| {
                (entry.identity.symbol().map(crate::model::Symbol::kind), natural(entry.identity.as_str()))
            });
        }
        let known: Vec<&str> = site.archive.bodies.iter().map(|body| body.id.0.as_str()).collect();
        let mut bodies: Vec<(String, Stand<'a>)> =
            stands.into_iter().map(|(body, stand)| (body.to_owned(), stand)).collect();
        bodies.sort_by_key(|(body, _)| (known.iter().position(|id| id == body).unwrap_or(known.len()), body.clone()));
        Self { bodies }
    }
}

const fn order(sitting: Sitting) -> Order {
    match sitting {
        Sitting::Session(n) => (0, Reverse(n)),
        Sitting::Special(n) => (1, Reverse(n)),
        Sitting::Emergency(n) => (2, Reverse(n)),
        Sitting::Year(n) => (3, Reverse(n)),
        Sitting::Unsaid => (4, Reverse(0)),
    }
}

/// The page of a body.
pub fn address(body: &str) -> Address {
    let safe: Vec<&str> = body.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    Address::of_page(format!("cited/{}", safe.join("/")))
}

/// Where a session of a body is: in the body's page, or on a page of its own.
pub fn sitting_address(site: &Site<'_>, body: &str, sitting: Sitting) -> Address {
    let mut address = address(body);
    if site.is_split(body) {
        address.stem = format!("{}.{}", address.stem, sitting.anchor());
    } else {
        address.anchor = Some(sitting.anchor());
    }
    address
}

/// Whether a body has a page.
pub fn has(site: &Site<'_>, body: &str) -> bool {
    site.shelved(body) > 0
}

/// Whether a body with so many texts has a page for each session.
pub const fn splits(texts: usize) -> bool {
    texts > ON_PAGE
}

/// A row for each of the largest bodies, without their sessions; bodies in the order of the data.
pub fn largest(site: &Site<'_>, page: &str) -> Vec<BodyRow> {
    let mut shelves = Shelves::of(site).bodies;
    let texts = |stand: &Stand<'_>| stand.values().map(Vec::len).sum::<usize>();
    let mut sizes: Vec<usize> = shelves.iter().map(|(_, stand)| texts(stand)).collect();
    sizes.sort_unstable_by_key(|size| Reverse(*size));
    let least = sizes.get(ON_HOME).map_or(0, |size| size + 1);
    shelves.retain(|(_, stand)| texts(stand) >= least);
    shelves.iter().map(|(body, stand)| BodyRow { sittings: Vec::new(), ..row(site, body, stand, page) }).collect()
}

fn row(site: &Site<'_>, body: &str, stand: &Stand<'_>, page: &str) -> BodyRow {
    let lang = site.archive.main_lang;
    BodyRow {
        href: address(body).from(page),
        name: site.body(body, lang),
        count: site.labels(lang).say_number(stand.values().map(Vec::len).sum()),
        sittings: sittings(site, body, stand, page),
    }
}

fn sittings(site: &Site<'_>, body: &str, stand: &Stand<'_>, page: &str) -> Vec<Choice> {
    let labels = site.labels(site.archive.main_lang);
    stand
        .iter()
        .map(|((_, sitting), texts)| Choice {
            href: sitting_address(site, body, *sitting).from(page),
            label: labels.say_sitting(*sitting),
            key: None,
            lang: None,
            count: labels.say_number(texts.len()),
            current: false,
        })
        .collect()
}

/// The index of bodies, and the pages of all bodies.
pub fn pages<'t>(site: &Site<'_>, templates: &'t Templates) -> Vec<Sheet<'t>> {
    let shelves = Shelves::of(site);
    let mut pages = vec![index(site, templates, &shelves)];
    let rooms = shelves.bodies.par_iter().flat_map(|(body, stand)| Room { site, templates, body, stand }.pages());
    pages.par_extend(rooms);
    pages
}

fn index<'t>(site: &Site<'_>, templates: &'t Templates, shelves: &Shelves<'_>) -> Sheet<'t> {
    let lang = site.archive.main_lang;
    let at = Address::of_page(CITED);
    let page = at.html();
    let labels = site.labels(lang);
    let mut frame = frame(site, &at, lang, &labels.words.all_cited);
    describe(&mut frame, &labels.words.all_cited);
    let bodies: Vec<BodyRow> = shelves.bodies.iter().map(|(body, stand)| row(site, body, stand, &page)).collect();
    let view = ShelvesPage {
        frame,
        matrix: super::between::between(site, lang),
        count: labels.count(Counted::Bodies, bodies.len()),
        bodies,
    };
    templates.sheet(page, view, lang)
}

/// The texts of one body, about to be shown.
struct Room<'r, 'a, 't> {
    site: &'r Site<'a>,
    templates: &'t Templates,
    body: &'r str,
    stand: &'r Stand<'a>,
}

impl<'a, 't> Room<'_, 'a, 't> {
    /// The page of the body, and those of its sessions where it has too many texts for one.
    fn pages(&self) -> Vec<Sheet<'t>> {
        let whole = address(self.body);
        if !self.site.is_split(self.body) {
            let shown: Vec<_> = self.stand.iter().map(|((_, sitting), texts)| (*sitting, texts.as_slice())).collect();
            return vec![self.page(&whole, None, &shown, Vec::new())];
        }
        let mut pages = vec![self.page(&whole, None, &[], Vec::new())];
        pages.par_extend(self.stand.par_iter().flat_map(|((_, sitting), texts)| self.leaves(*sitting, texts)));
        pages
    }

    /// The pages of one session: more than one where it has too many texts for a page.
    fn leaves(&self, sitting: Sitting, texts: &[&'a Entry]) -> Vec<Sheet<'t>> {
        let first = sitting_address(self.site, self.body, sitting);
        let count = texts.len().div_ceil(ON_PAGE);
        let at = |n: usize| match n {
            0 => first.clone(),
            _ => Address::of_page(format!("{}.page-{}", first.stem, n + 1)),
        };
        let leaf = |(n, shown): (usize, &[&'a Entry])| {
            let page = at(n).html();
            let one = |other: usize| Leaf { href: at(other).from(&page), number: other + 1, current: other == n };
            let leaves = if count > 1 { (0..count).map(one).collect() } else { Vec::new() };
            self.page(&at(n), Some(sitting), &[(sitting, shown)], leaves)
        };
        texts.par_chunks(ON_PAGE).enumerate().map(leaf).collect()
    }

    /// A page that shows some sessions; one of one session of many, `alone`, is called by it.
    fn page(
        &self,
        at: &Address,
        alone: Option<Sitting>,
        shown: &[(Sitting, &[&'a Entry])],
        leaves: Vec<Leaf>,
    ) -> Sheet<'t> {
        let Self { site, body, stand, .. } = *self;
        let lang = site.archive.main_lang;
        let page = at.html();
        let labels = site.labels(lang);
        let said = site.body(body, lang);
        let name =
            alone.map_or_else(|| said.clone(), |alone| format!("{said}{}{}", labels.joiner, labels.say_sitting(alone)));
        let mut frame = frame(site, at, lang, &name);
        let cited = Address::of_page(CITED).from(&page);
        frame.crumbs.insert(1, Crumb { href: Some(cited), label: labels.words.cited.clone() });
        if alone.is_some() {
            frame.crumbs.insert(2, Crumb { href: Some(address(body).from(&page)), label: said });
        }
        describe(&mut frame, &name);
        let part = |(sitting, texts): &(Sitting, &[&'a Entry])| Shelf {
            id: sitting.anchor(),
            href: format!("#{}", sitting.anchor()),
            name: labels.say_sitting(*sitting),
            texts: texts.iter().map(|entry| listed(site, entry, &page)).collect(),
        };
        let counted = stand.iter().filter(|((_, sitting), _)| alone.is_none_or(|alone| alone == *sitting));
        let view = ShelfPage {
            frame,
            count: labels.count(Counted::Symbols, counted.map(|(_, texts)| texts.len()).sum()),
            alone: alone.is_some(),
            sittings: sittings(site, body, stand, &page),
            shelves: shown.iter().map(part).collect(),
            leaves,
            name,
        };
        self.templates.sheet(page, view, lang)
    }
}
