//! What a document cites, and which documents it shares that with. In: citations. Out: the texts it cites by body in the order of its
//! own text, and the documents that cite most of the same ones. Never looks inside a text.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    listing::listed_briefly,
    phrase::{body_key, place_key},
    site::{Site, natural},
    view::{CitedBody, CitedText, Kin},
};
use crate::model::{At, Backlink, Entry, Held, Identity};

/// How many documents that share citations are named.
const KIN: usize = 6;

/// A text that so many documents cite says little about what two of them share.
const COMMON: usize = 400;

/// The entries that a document cites, each once, in the order of its text, with how often and where first.
pub fn cited<'a>(site: &Site<'a>, held: &'a Held) -> Vec<(&'a Entry, usize, &'a At)> {
    let mut order: Vec<(&Entry, usize, &At)> = Vec::new();
    let mut places: BTreeMap<&Identity, usize> = BTreeMap::new();
    for citation in held.citations() {
        let Some(entry) = site.archive.cited(citation) else { continue };
        if entry.identity == held.identity {
            continue;
        }
        if let Some((_, times, _)) = places.get(&entry.identity).and_then(|&i| order.get_mut(i)) {
            *times += 1;
        } else {
            places.insert(&entry.identity, order.len());
            order.push((entry, 1, &citation.at));
        }
    }
    order
}

/// What a document cites, by body; bodies in the order in which its text comes to them.
pub fn cites(site: &Site<'_>, held: &Held, page: &str) -> Vec<CitedBody> {
    let lang = held.facts.lang;
    let labels = site.labels(lang);
    let mut bodies: Vec<(String, Vec<CitedText>)> = Vec::new();
    for (entry, times, at) in cited(site, held) {
        let (body, _) = site.shelf_of(entry);
        let text = CitedText {
            href: site.address_in(entry, lang).from(page),
            symbol: entry.identity.to_string(),
            title: site.title_of(entry, lang).map(|(title, _)| title.to_owned()),
            lang: site.title_of(entry, lang).map_or(lang, |(_, lang)| lang).code().to_owned(),
            held: entry.is_held(),
            place_href: if *at == At::Heading { "#main".to_owned() } else { format!("#{at}") },
            place: labels.say_place(at),
            place_key: place_key(at),
            times: (times > 1).then(|| labels.say_number(times)),
        };
        match bodies.iter_mut().find(|(name, _)| *name == body) {
            Some((_, texts)) => texts.push(text),
            None => bodies.push((body.to_owned(), vec![text])),
        }
    }
    bodies
        .into_iter()
        .map(|(body, texts)| CitedBody {
            name: if body.is_empty() { labels.sitting.none.clone() } else { site.body(&body, lang) },
            key: if body.is_empty() { "sitting.none".into() } else { body_key(&body) },
            count: labels.say_number(texts.len()),
            texts,
        })
        .collect()
}

/// The documents that cite most of what a document cites.
pub fn kin(site: &Site<'_>, held: &Held, page: &str) -> Vec<Kin> {
    let lang = held.facts.lang;
    let targets: Vec<&Entry> = cited(site, held).into_iter().map(|(target, ..)| target).collect();
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for (number, target) in targets.iter().enumerate().filter(|(_, target)| target.cited_by.len() <= COMMON) {
        // The mentions by one document stand together.
        let citing = target.cited_by.chunk_by(|a, b| a.held == b.held).filter_map(<[Backlink]>::first);
        shared.extend(citing.filter_map(|link| Some((site.place_of(link.held)?, number))));
    }
    // The versions of a text are one kin; each target counts once for it.
    shared.sort_unstable();
    shared.dedup();
    let own = site.archive.entries.place(held.identity.as_str());
    // One text in common is no kinship.
    let alike = shared.chunk_by(|a, b| a.0 == b.0).filter(|texts| texts.len() > 1 && Some(texts[0].0) != own);
    let mut kin: Vec<(&Entry, &[(usize, usize)])> =
        alike.filter_map(|texts| Some((site.archive.entries.at(texts[0].0)?, texts))).collect();
    // Only those that can be among the first are put in order by name.
    let mut counts: Vec<usize> = kin.iter().map(|(_, texts)| texts.len()).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let least = counts.get(KIN - 1).copied().unwrap_or_default();
    kin.retain(|(_, texts)| texts.len() >= least);
    kin.sort_by_cached_key(|(entry, texts)| (Reverse(texts.len()), natural(entry.identity.as_str())));
    kin.into_iter()
        .take(KIN)
        .map(|(entry, texts)| {
            let mut symbols: Vec<&Identity> =
                texts.iter().filter_map(|&(_, number)| Some(&targets.get(number)?.identity)).collect();
            symbols.sort_by_key(|identity| natural(identity.as_str()));
            Kin {
                text: listed_briefly(site, entry, page, lang),
                count: site.labels(lang).say_number(symbols.len()),
                shared: symbols.iter().map(ToString::to_string).collect::<Vec<_>>().join(&site.labels(lang).list),
            }
        })
        .collect()
}
