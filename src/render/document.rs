//! The page of a document. In: a document of the archive. Out: its page. Each is made from the site alone, so that all can be made
//! at once.

use std::cmp::Reverse;

use super::{
    browse,
    chart::{self, Towards},
    citing::Margins,
    designation::Sitting,
    frame::{DOCUMENTS, canonical, describe, dir, frame, highwire, in_format, json_ld},
    kin, lineage,
    listing::listed_briefly,
    outline::Setter,
    phrase::{Counted, body_key, doc_type_key},
    previews, shelves,
    site::{Site, official},
    spread::Spread,
    templates::Templates,
    view::{
        Alternate, Anchor, Cite, CitedBy, CitedText, Crumb, DocumentPage, Fact, Frame, Graph, GraphSide, Note, Part,
        Place, Rest, Title, Value,
    },
};
use crate::model::{Address, Document, Entry, Failure, Held, Identity, Key, Lang, Map, Page};

/// The page of the document with this index, its previews and the pages of those who cite it.
pub fn pages(site: &Site<'_>, templates: &Templates, index: usize, document: &Document) -> Result<Vec<Page>, Failure> {
    let Some((held, address)) = site.held(index).zip(site.archive.page_of(index)) else { return Ok(Vec::new()) };
    let Some(entry) = entry(site, held) else { return Ok(Vec::new()) };
    let previews = previews::page(site, held, index, &address)?;
    let mut view = view(site, entry, (held, document), index, &address);
    let spread = Spread::of(site, entry, &address, held.facts.lang, ROOM.saturating_sub(weight(&view)));
    let mut pages = spread.pages(templates, &view.title)?;
    view.cited_by = spread.into_first();
    view.previews = previews.as_ref().map(|_| previews::href(&address));
    pages.push(Page::new(address.html(), templates.fill(&view, held.facts.lang)?));
    pages.extend(previews);
    Ok(pages)
}

/// What a page may weigh, less what stands around the text.
const ROOM: usize = 250_000;

/// About how many bytes the text of a page is, with what stands in its margins and what it cites.
fn weight(view: &DocumentPage) -> usize {
    let part =
        |part: &Part| 40 + part.html.len() + part.rows.iter().flatten().map(|cell| cell.len() + 10).sum::<usize>();
    let place = |place: &Place| 120 + place.parts.iter().map(part).sum::<usize>() + place.citers.len() * 250;
    let note = |note: &Note| 200 + note.html.as_ref().map_or(0, String::len);
    let cited = |text: &CitedText| 250 + text.title.as_ref().map_or(0, String::len);
    view.places.iter().map(place).sum::<usize>()
        + view.notes.iter().map(note).sum::<usize>()
        + view.cites.iter().flat_map(|body| &body.texts).map(cited).sum::<usize>()
}

/// The entry of a document.
pub fn entry<'a>(site: &Site<'a>, held: &Held) -> Option<&'a Entry> {
    site.archive.entry(&held.identity)
}

fn view(
    site: &Site<'_>,
    entry: &Entry,
    (held, document): (&Held, &Document),
    index: usize,
    address: &Address,
) -> DocumentPage {
    let page = address.html();
    let lang = held.facts.lang;
    let margins = Margins::of(site, entry, &page, lang);
    let outline = Setter::new(site, (held, document), index, &page).set(&margins);
    let identity = &held.identity;
    let official = official(identity, site.archive);
    let (previous, next) = neighbours(site, identity, &page, lang);
    DocumentPage {
        frame: document_frame(site, entry, (held, document), index, address),
        symbol: identity.to_string(),
        title: title(site, held),
        facts: facts(site, entry, held, index, &page),
        own_identifier: official.is_none() && identity.symbol().is_some(),
        official,
        formats: vec![
            Anchor { href: crate::model::relative(&page, &address.markdown()), label: "Markdown".to_owned() },
            Anchor { href: crate::model::relative(&page, &address.json()), label: "JSON".to_owned() },
        ],
        cite: cite(site, lang),
        previews: None,
        contents: outline.contents,
        places: outline.places,
        notes: outline.notes,
        cites: kin::cites(site, held, &page),
        kin: kin::kin(site, held, &page),
        lineage: lineage::lineage(site, entry, &page, lang),
        graph: graph(site, entry, held, &page),
        cited_by: CitedBy::default(),
        previous,
        next,
    }
}

/// What a document is called. Resolutions of the Security Council have no titles.
fn title(site: &Site<'_>, held: &Held) -> Title {
    match &held.facts.title {
        Some(title) => titled(title, held.facts.lang),
        None => said(site, &held.identity, held.facts.lang),
    }
}

/// What a symbol says, as a title.
pub fn said(site: &Site<'_>, identity: &Identity, lang: Lang) -> Title {
    Title { key: site.say_key(identity), ..titled(&site.say(identity, lang), lang) }
}

/// A title in a language.
fn titled(title: &str, lang: Lang) -> Title {
    Title { text: title.to_owned(), lang: lang.code().to_owned(), dir: dir(lang), key: None }
}

/// How many texts each side of a graph shows.
const ON_SIDE: usize = 8;

/// What the document cites most, the document, its newest citing documents; `None` where it has neither.
fn graph(site: &Site<'_>, entry: &Entry, held: &Held, page: &str) -> Option<Graph> {
    let lang = held.facts.lang;
    let mut by_count = kin::cited(site, held);
    by_count.sort_by_key(|(_, times, _)| Reverse(*times));
    let mut newest: Map<&Identity, &Entry> = Map::default();
    for (_, other, _) in site.mentions(entry) {
        newest.extend(site.archive.entry(&other.identity).map(|citing| (&citing.identity, citing)));
    }
    let cites = graph_side(site, by_count.into_iter().map(|(entry, ..)| entry).collect(), "#cites", page, lang);
    let cited_by = graph_side(site, newest.into_values().collect(), "#cited-by", page, lang);
    let rows = |side: &GraphSide| side.texts.len() + usize::from(side.more.is_some());
    (rows(&cites) + rows(&cited_by) > 0).then(|| Graph {
        cites_html: chart::wires(rows(&cites), Towards::One),
        cited_by_html: chart::wires(rows(&cited_by), Towards::Many),
        cites,
        cited_by,
    })
}

fn graph_side(site: &Site<'_>, texts: Vec<&Entry>, rest: &str, page: &str, lang: Lang) -> GraphSide {
    let labels = site.labels(lang);
    let more = texts.len().saturating_sub(ON_SIDE);
    GraphSide {
        more: (more > 0).then(|| Rest { href: rest.to_owned(), count: labels.count(Counted::More, more) }),
        texts: texts.into_iter().take(ON_SIDE).map(|entry| listed_briefly(site, entry, page, lang)).collect(),
    }
}

/// How a place of the document is cited: `A/64/123, annex II, para. 3`.
fn cite(site: &Site<'_>, lang: Lang) -> Cite {
    let labels = site.labels(lang);
    let place = &labels.place;
    Cite {
        comma: labels.comma.clone(),
        paragraph: place.paragraph.clone(),
        annex: place.annex.clone(),
        annex_n: place.annex_n.clone(),
        quote: labels.quote.clone(),
    }
}

fn document_frame(
    site: &Site<'_>,
    entry: &Entry,
    (held, document): (&Held, &Document),
    index: usize,
    address: &Address,
) -> Frame {
    let page = address.html();
    let (identity, facts) = (&held.identity, &held.facts);
    let title = match &facts.title {
        Some(title) if identity.symbol().is_some() => format!("{identity} {title}"),
        Some(title) => title.clone(),
        None => identity.to_string(),
    };
    let mut frame = frame(site, address, facts.lang, &title);
    frame.crumbs = crumbs(site, entry, identity, &page, facts.lang);
    describe(&mut frame, document.opening());
    let link = canonical(site, address);
    frame.alternates = vec![
        in_format(crate::model::relative(&page, &address.markdown()), "text/markdown"),
        in_format(crate::model::relative(&page, &address.json()), "application/json"),
    ];
    frame.alternates.extend(
        versions(site, entry).filter(|(version, ..)| *version != index || entry.versions.len() > 1).map(
            |(_, lang, other)| Alternate {
                href: canonical(site, &other).unwrap_or_else(|| other.from(&page)),
                hreflang: (entry.versions.len() > 1).then(|| lang.code().to_owned()),
                media: None,
            },
        ),
    );
    frame.metas = highwire(site, identity, facts, link.as_deref());
    frame.json_ld = Some(json_ld(site, identity, facts, link.as_deref()));
    frame
}

/// Home, body, session, symbol. What has no body stands on no shelf; the way to it leads over the documents.
pub fn crumbs(site: &Site<'_>, entry: &Entry, identity: &Identity, page: &str, lang: Lang) -> Vec<Crumb> {
    let labels = site.labels(lang);
    let (body, sitting) = site.shelf_of(entry);
    let link = |stem: &str| Some(Address::of_page(stem).from(page));
    let mut crumbs = vec![Crumb { href: link("index"), label: labels.words.home.clone(), key: Some("home".into()) }];
    if body.is_empty() {
        let label = labels.words.documents.clone();
        crumbs.push(Crumb { href: link(DOCUMENTS), label, key: Some("documents".into()) });
    } else {
        let (href, label) = (shelves::address(body).from(page), site.body(body, lang));
        crumbs.push(Crumb { href: Some(href), label, key: Some(body_key(body)) });
        if sitting != Sitting::Unsaid {
            let href = shelves::sitting_address(site, body, sitting).from(page);
            crumbs.push(Crumb { href: Some(href), label: labels.say_sitting(sitting), key: Some(sitting.key()) });
        }
    }
    crumbs.push(Crumb { href: None, label: identity.to_string(), key: None });
    crumbs
}

fn versions<'s>(site: &'s Site<'_>, entry: &'s Entry) -> impl Iterator<Item = (usize, Lang, Address)> + 's {
    entry.versions.iter().filter_map(|&version| {
        let lang = site.held(version)?.facts.lang;
        Some((version, lang, site.archive.page_of(version)?))
    })
}

fn neighbours(site: &Site<'_>, identity: &Identity, page: &str, lang: Lang) -> (Option<Anchor>, Option<Anchor>) {
    let key = site.archive.key(identity);
    let anchor = |key: &Key| {
        let entry = site.archive.entry(key)?;
        Some(Anchor { href: site.address_in(entry, lang).from(page), label: entry.identity.to_string() })
    };
    let (previous, next) = site.neighbours(key);
    (previous.and_then(anchor), next.and_then(anchor))
}

/// A fact that may be known: the word that its label is, in data and as said, and its values.
type Told<'a> = (&'static str, &'a str, Vec<Value>);

/// A value that leads nowhere and is no word of the interface.
fn plain(text: &str) -> Value {
    Value { text: text.to_owned(), key: None, href: None, datetime: None, lang: None }
}

/// The facts of the masthead, those that are known.
fn facts(site: &Site<'_>, entry: &Entry, held: &Held, index: usize, page: &str) -> Vec<Fact> {
    let facts = &held.facts;
    let labels = site.labels(facts.lang);
    let words = &labels.words;
    let printed = [
        ("agenda_item", words.agenda_item.as_str(), &facts.agenda_item),
        ("meeting", &words.meeting, &facts.meeting),
        ("vote", &words.vote, &facts.vote),
        ("job_number", &words.job_number, &facts.job_number),
    ];
    let printed = printed.map(|(key, word, value)| (key, word, value.as_deref().map(plain).into_iter().collect()));
    let leads_to = |subject: &String| super::subjects::address(site, subject).from(page);
    let subjects = facts.subjects.iter().map(|subject| Value { href: Some(leads_to(subject)), ..plain(subject) });
    let aliases = facts.aliases.iter().map(|alias| plain(alias.as_str()));
    let original = facts.original.iter().map(|lang| plain(&site.labels(*lang).name));
    let told = placing(site, entry, held, page).into_iter().chain(printed).chain([
        ("subjects", words.subjects.as_str(), subjects.collect()),
        ("other_symbols", &words.other_symbols, aliases.collect()),
        ("original", &words.original, original.collect()),
        ("other_languages", &words.other_languages, other_languages(site, entry, index, page)),
        ("source", &words.source, facts.source.iter().map(|source| source_value(source)).collect()),
    ]);
    told.filter(|(.., values)| !values.is_empty())
        .map(|(key, label, values)| Fact { key, label: label.to_owned(), values })
        .collect()
}

/// The facts that place a document among the others: date, body, session, type, each with the way to its list.
fn placing<'a>(site: &Site<'a>, entry: &Entry, held: &Held, page: &str) -> [Told<'a>; 4] {
    let facts = &held.facts;
    let labels = site.labels(facts.lang);
    let words = &labels.words;
    let date = facts.date.map(|date| Value { datetime: Some(date.to_string()), ..plain(&labels.say_date(date)) });
    let body = facts.body.as_ref().map(|body| {
        let list = if shelves::has(site, body) { shelves::address(body) } else { browse::of_body(body) };
        Value { href: Some(list.from(page)), key: Some(body_key(body)), ..plain(&site.body(body, facts.lang)) }
    });
    let session = facts.session.as_deref().map(|session| {
        let sitting = Sitting::read(session);
        let said = sitting.map_or_else(|| session.to_owned(), |sitting| labels.say_sitting(sitting));
        // A document stands on the shelf that its symbol names; one of another body or year has no place on it.
        let (shelf, own) = site.shelf_of(entry);
        let there = facts.body.as_deref() == Some(shelf) && sitting == Some(own) && site.has_sitting(shelf, own);
        let href = there.then(|| shelves::sitting_address(site, shelf, own).from(page));
        Value { href, key: sitting.map(Sitting::key), ..plain(&said) }
    });
    let said = labels.say_doc_type(facts.doc_type);
    let doc_type = Value { key: Some(doc_type_key(facts.doc_type).into()), ..plain(said) };
    [
        ("date", words.date.as_str(), date.into_iter().collect()),
        ("body", &words.body, body.into_iter().collect()),
        ("session", &words.session, session.into_iter().collect()),
        ("doc_type", &words.doc_type, vec![doc_type]),
    ]
}

fn other_languages(site: &Site<'_>, entry: &Entry, index: usize, page: &str) -> Vec<Value> {
    versions(site, entry)
        .filter(|(version, ..)| *version != index)
        .map(|(_, lang, address)| Value {
            href: Some(address.from(page)),
            lang: Some(lang.code().to_owned()),
            ..plain(&site.labels(lang).name)
        })
        .collect()
}

/// Where the text came from: a link if it is an address.
fn source_value(source: &str) -> Value {
    let address = source.starts_with("http").then(|| super::web::allowed(source)).flatten();
    Value { href: address.map(str::to_owned), ..plain(source) }
}
