//! What is held and what is cited, by body and session. In: all entries. Out: the index of bodies, a page for each body, and pages for its
//! sessions where it has too many texts for one page. Never lists more texts on a page than a reader can wait for.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    designation::Sitting,
    frame::{TEXTS, describe, frame, named},
    listing::listed,
    phrase::{Counted, body_key},
    site::{Site, natural},
    templates::{Sheet, Templates},
    view::{BodyRow, Choice, Crumb, Leaf, Shelf, ShelfPage, ShelvesPage},
};
use crate::model::{Address, Digest, Entry, Map, Symbol, begins_part};

/// A body with more texts than this has a page for each session, and a session with more has further pages.
const ON_PAGE: usize = 1000;

/// A further page begins, after half of what one can hold, at one symbol in so many.
const BEGINS: usize = ON_PAGE / 8;

/// How many bodies the home page names.
const ON_HOME: usize = 12;

/// Sessions from the newest, then years from the newest, then what has neither. Of a body that numbers by years now the years come first.
type Order = (u8, Reverse<u32>);

/// The texts of one body by session.
type Stand = BTreeMap<(Order, Sitting), Standing>;

/// The texts of one session.
struct Standing {
    /// Each as its place in `Archive::entries`.
    texts: Vec<usize>,
    /// How many of them are held.
    held: usize,
}

/// All shelves, made once.
pub struct Shelves<'s> {
    bodies: Vec<(&'s str, Stand)>,
}

impl<'s> Shelves<'s> {
    /// Puts every entry on its shelf; bodies in the order of the data, unknown ones last.
    pub fn of(site: &'s Site<'_>) -> Self {
        let mut sittings: Map<(&str, Sitting), Vec<usize>> = Map::default();
        for place in 0..site.archive.entries.len() {
            let (body, sitting) = site.shelf(place);
            if !body.is_empty() {
                sittings.entry((body, sitting)).or_default().push(place);
            }
        }
        let entry = |place: usize| site.archive.entries.at(place);
        let stand = |((body, sitting), mut texts): ((_, _), Vec<usize>)| {
            texts.sort_by_cached_key(|&place| {
                let identity = entry(place).map(|entry| &entry.identity);
                (identity.and_then(|it| it.symbol()).map(Symbol::kind), identity.map(|it| natural(it.as_str())))
            });
            let held = texts.iter().filter(|place| entry(**place).is_some_and(Entry::is_held)).count();
            ((body, sitting), Standing { texts, held })
        };
        let sittings: Vec<((&str, Sitting), Vec<usize>)> = sittings.into_iter().collect();
        let sittings: Vec<((&str, Sitting), Standing)> = sittings.into_par_iter().map(stand).collect();
        let mut stands: BTreeMap<&str, Stand> = BTreeMap::new();
        for ((body, sitting), standing) in sittings {
            let counts_years =
                site.archive.bodies.get(body).is_some_and(|it| it.years.is_some() && it.sessions.is_none());
            stands.entry(body).or_default().insert((order(sitting, counts_years), sitting), standing);
        }
        let known: Vec<&str> = site.archive.bodies.iter().map(|body| body.id.0.as_str()).collect();
        let mut bodies: Vec<(&str, Stand)> = stands.into_iter().collect();
        bodies.sort_by_key(|(body, _)| (known.iter().position(|id| id == body).unwrap_or(known.len()), *body));
        Self { bodies }
    }
}

const fn order(sitting: Sitting, counts_years: bool) -> Order {
    match sitting {
        Sitting::Year(n) if counts_years => (0, Reverse(n)),
        Sitting::Session(n) => (1, Reverse(n)),
        Sitting::Special(n) => (2, Reverse(n)),
        Sitting::Emergency(n) => (3, Reverse(n)),
        Sitting::Year(n) => (4, Reverse(n)),
        Sitting::Unsaid => (5, Reverse(0)),
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
pub fn largest(site: &Site<'_>, shelves: &Shelves<'_>, page: &str) -> Vec<BodyRow> {
    let sizes = || shelves.bodies.iter().map(|(body, _)| site.shelved(body));
    let mut largest: Vec<usize> = sizes().collect();
    largest.sort_unstable_by_key(|size| Reverse(*size));
    let least = largest.get(ON_HOME).map_or(0, |size| size + 1);
    let shown = shelves.bodies.iter().zip(sizes()).filter(|(_, size)| *size >= least);
    shown.map(|((body, _), size)| row(site, body, size, Vec::new(), page)).collect()
}

fn row(site: &Site<'_>, body: &str, texts: usize, sittings: Vec<Choice>, page: &str) -> BodyRow {
    let lang = site.archive.main_lang;
    let count = site.labels(lang).say_number(texts);
    BodyRow { href: address(body).from(page), name: site.body(body, lang), key: body_key(body), count, sittings }
}

/// The sessions of a body, as `page` leads to them. The page of one session, `alone`, does not say how many texts the others have: one text
/// more would change the pages of all sessions.
fn sittings(site: &Site<'_>, body: &str, stand: &Stand, page: &str, alone: Option<Sitting>) -> Vec<Choice> {
    let labels = site.labels(site.archive.main_lang);
    let choice = |((_, sitting), Standing { texts, .. }): (&(Order, Sitting), &Standing)| Choice {
        href: sitting_address(site, body, *sitting).from(page),
        label: labels.say_sitting(*sitting),
        key: Some(sitting.key()),
        lang: None,
        count: if alone.is_none() { labels.say_number(texts.len()) } else { String::new() },
        current: alone == Some(*sitting),
    };
    stand.iter().map(choice).collect()
}

/// What `sittings` makes its choices from, besides the page: which sessions there are, and with `counts` how many texts each has.
fn sittings_made_from(site: &Site<'_>, body: &str, stand: &Stand, counts: bool) -> Digest {
    let said = stand.iter().map(|((_, sitting), it)| (sitting.anchor(), counts.then_some(it.texts.len())));
    Digest::of_thing(&(said.collect::<Vec<_>>(), site.is_split(body)))
}

/// The index of bodies, and the pages of all bodies.
pub fn pages<'s>(site: &'s Site<'_>, templates: &'s Templates, shelves: &'s Shelves<'_>) -> Vec<Sheet<'s>> {
    let mut pages = vec![index(site, templates, shelves)];
    let room = |(body, stand): &'s (&str, Stand)| {
        let sittings = sittings_made_from(site, body, stand, false);
        Room { site, templates, body, stand, sittings }.pages()
    };
    pages.par_extend(shelves.bodies.par_iter().flat_map(room));
    pages
}

fn index<'t>(site: &Site<'_>, templates: &'t Templates, shelves: &Shelves<'_>) -> Sheet<'t> {
    let lang = site.archive.main_lang;
    let at = Address::of_page(TEXTS);
    let page = at.html();
    let labels = site.labels(lang);
    let mut frame = frame(site, &at, lang, &labels.words.texts_by_body);
    named(&mut frame, Some("texts_by_body".into()));
    describe(&mut frame, &labels.words.texts_by_body);
    let row = |(body, stand): &(&str, Stand)| {
        row(site, body, site.shelved(body), sittings(site, body, stand, &page, None), &page)
    };
    let bodies: Vec<BodyRow> = shelves.bodies.iter().map(row).collect();
    let view = ShelvesPage {
        frame,
        matrix: super::between::between(site, lang),
        count: labels.count(Counted::Bodies, bodies.len()),
        bodies,
    };
    templates.sheet(page, view, lang)
}

/// The texts of one body, about to be shown.
#[derive(Clone, Copy)]
struct Room<'s, 'a> {
    site: &'s Site<'a>,
    templates: &'s Templates,
    body: &'s str,
    stand: &'s Stand,
    /// What the choices of sessions are made from, without counts. A body of five hundred sessions has as many pages with as many choices: to make them
    /// all to see that none is new took longer than the rows.
    sittings: Digest,
}

impl<'s> Room<'s, '_> {
    /// The page of the body, and those of its sessions where it has too many texts for one.
    fn pages(self) -> Vec<Sheet<'s>> {
        let whole = address(self.body);
        if !self.site.is_split(self.body) {
            let shown = self.stand.iter().map(|((_, sitting), it)| (*sitting, it.texts.as_slice())).collect();
            return vec![self.page(&whole, None, shown, Vec::new())];
        }
        let mut pages = vec![self.page(&whole, None, Vec::new(), Vec::new())];
        pages.par_extend(self.stand.par_iter().flat_map(|((_, sitting), it)| self.leaves(*sitting, &it.texts)));
        pages
    }

    /// The pages of one session: more than one where it has too many texts for a page.
    fn leaves(self, sitting: Sitting, texts: &'s [usize]) -> Vec<Sheet<'s>> {
        let first = sitting_address(self.site, self.body, sitting);
        let entry = |place: usize| self.site.archive.entries.at(place);
        let parts = parts(texts, |place| entry(place).is_some_and(|it| begins_part(it.identity.as_str(), BEGINS)));
        let count = parts.len();
        let at = |n: usize| match n {
            0 => first.clone(),
            _ => Address::of_page(format!("{}.page-{}", first.stem, n + 1)),
        };
        let leaf = |(n, shown): (usize, &&'s [usize])| {
            let page = at(n).html();
            let one = |other: usize| Leaf { href: at(other).from(&page), number: other + 1, current: other == n };
            let leaves = if count > 1 { (0..count).map(one).collect() } else { Vec::new() };
            self.page(&at(n), Some(sitting), vec![(sitting, shown)], leaves)
        };
        parts.par_iter().enumerate().map(leaf).collect()
    }

    /// A page that shows some sessions; one of one session of many, `alone`, is called by it.
    fn page(
        self,
        at: &Address,
        alone: Option<Sitting>,
        shown: Vec<(Sitting, &'s [usize])>,
        leaves: Vec<Leaf>,
    ) -> Sheet<'s> {
        let Self { site, body, stand, .. } = self;
        let lang = site.archive.main_lang;
        let page = at.html();
        let labels = site.labels(lang);
        let said = site.body(body, lang);
        let name =
            alone.map_or_else(|| said.clone(), |alone| format!("{said}{}{}", labels.joiner, labels.say_sitting(alone)));
        let mut frame = frame(site, at, lang, &name);
        let key = body_key(body);
        let both = |alone: Sitting| format!("{key}|{}", alone.key()).into();
        let name_key = alone.map_or_else(|| key.clone(), both);
        named(&mut frame, Some(name_key.clone()));
        let all = Address::of_page(TEXTS).from(&page);
        frame.crumbs.insert(1, Crumb { href: Some(all), label: labels.words.texts.clone(), key: Some("texts".into()) });
        if let Some(alone) = alone {
            // The step before says which body.
            if let Some(own) = frame.crumbs.last_mut() {
                *own = Crumb { href: None, label: labels.say_sitting(alone), key: Some(alone.key()) };
            }
            frame.crumbs.insert(2, Crumb { href: Some(address(body).from(&page)), label: said, key: Some(key) });
        }
        describe(&mut frame, &name);
        let part = |(sitting, _): &(Sitting, &[usize])| Shelf {
            id: sitting.anchor(),
            href: format!("#{}", sitting.anchor()),
            name: labels.say_sitting(*sitting),
            key: Some(sitting.key()),
            texts: Vec::new(),
        };
        let rows = shown.par_iter().flat_map(|(_, texts)| *texts).map(|&place| site.row(place));
        let made_from: Vec<Digest> = rows
            .chain([if alone.is_some() { self.sittings } else { sittings_made_from(site, body, stand, true) }])
            .collect();
        let counted = || stand.iter().filter(|((_, sitting), _)| alone.is_none_or(|alone| alone == *sitting));
        let view = ShelfPage {
            frame,
            count: labels.count(Counted::Symbols, counted().map(|(_, it)| it.texts.len()).sum()),
            held: labels.count(Counted::Held, counted().map(|(_, it)| it.held).sum()),
            alone: alone.is_some(),
            sittings: Vec::new(),
            shelves: shown.iter().map(part).collect(),
            leaves,
            name,
            name_key,
        };
        let to = page.clone();
        self.templates.list(page, (view, lang), &made_from, move |view: &mut ShelfPage| {
            view.sittings = sittings(site, body, stand, &to, alone);
            for (shelf, (_, texts)) in view.shelves.iter_mut().zip(&shown) {
                let entries = texts.iter().filter_map(|&place| site.archive.entries.at(place));
                shelf.texts = entries.map(|entry| listed(site, entry, &to)).collect();
            }
        })
    }
}

/// The texts of one session, page by page. A page begins with a symbol that `begins` chooses: were each filled to its last row, one symbol more
/// would move all rows behind it, and fifty pages would be written anew for it.
fn parts(texts: &[usize], begins: impl Fn(usize) -> bool) -> Vec<&[usize]> {
    if texts.len() <= ON_PAGE {
        return vec![texts];
    }
    let (mut parts, mut rest) = (Vec::new(), texts);
    while !rest.is_empty() {
        let most = rest.len().min(ON_PAGE);
        let end = (ON_PAGE / 2..most).find(|&end| rest.get(end).is_some_and(|&place| begins(place))).unwrap_or(most);
        let (part, others) = rest.split_at(end);
        parts.push(part);
        rest = others;
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// As if each text were called by its number.
    fn pages(texts: &[usize]) -> Vec<&[usize]> {
        parts(texts, |place| begins_part(&format!("A/64/{place}"), BEGINS))
    }

    #[test]
    fn one_symbol_more_changes_few_pages_of_a_long_session() {
        let before: Vec<usize> = (0..40_000).filter(|place| *place != 777).collect();
        let after: Vec<usize> = (0..40_000).collect();
        let there: BTreeSet<&[usize]> = pages(&before).into_iter().collect();
        let new = pages(&after).into_iter().filter(|page| !there.contains(page)).count();
        assert!((1..=8).contains(&new), "{new} of {} pages", there.len());
        assert_eq!(pages(&after).concat(), after, "every text is on one page");
        assert!(pages(&after).iter().all(|page| page.len() <= ON_PAGE));
        assert_eq!(pages(&after[..ON_PAGE]).len(), 1);
    }
}
