//! What stands around every page: title, menu, path, alternates, and what machines read in the head. In: a page's address,
//! language and title. Out: `Frame`. Knows nothing of what the page shows.

use serde_json::{Map, Value as Json, json};

use super::{
    site::{Site, official},
    view::{Alternate, Crumb, Frame, MenuItem, Meta, Tongue, WordKey},
};
use crate::model::{Address, DocType, Facts, Identity, Lang};

/// The pages that are in every archive, by path without ending.
pub const HOME: &str = "index";
/// All documents.
pub const DOCUMENTS: &str = "documents";
/// All bodies of documents, where they are many.
pub const BODIES: &str = "documents/bodies";
/// All texts, by body. Once it had only what is cited, and links made then hold.
pub const TEXTS: &str = "cited/index";
/// All subjects.
pub const SUBJECTS: &str = "subjects";

/// The writing direction of a language, as an attribute's value.
pub const fn dir(lang: Lang) -> &'static str {
    if lang.is_rtl() { "rtl" } else { "ltr" }
}

/// The frame of a page without a document: menu, path from the home page, canonical link.
pub fn frame(site: &Site<'_>, address: &Address, lang: Lang, title: &str) -> Frame {
    let page = address.html();
    let archive = site.settings.title.clone();
    let home = address.stem == HOME;
    let head_title = if home { archive.clone() } else { format!("{title} – {archive}") };
    let canonical = canonical(site, address);
    let mut properties = vec![
        meta("og:title", title),
        meta("og:type", if home { "website" } else { "article" }),
        meta("og:site_name", &archive),
        meta("og:locale", locale(lang)),
    ];
    properties.extend(canonical.as_deref().map(|url| meta("og:url", url)));
    Frame {
        lang: lang.code().to_owned(),
        dir: dir(lang),
        title: head_title,
        archive,
        archive_lang: site.archive.main_lang.code().to_owned(),
        description: String::new(),
        root: "../".repeat(page.matches('/').count()),
        menu: menu(site, address, lang),
        crumbs: if home { Vec::new() } else { path(site, &page, lang, title) },
        canonical,
        alternates: Vec::new(),
        metas: Vec::new(),
        properties,
        json_ld: None,
        tongues: Lang::ALL.map(|lang| Tongue { code: lang.code(), name: site.labels(lang).name.clone() }).into(),
    }
}

/// The menu: all documents, all texts, subjects where there are any, and the pages written by hand.
fn menu(site: &Site<'_>, address: &Address, lang: Lang) -> Vec<MenuItem> {
    let page = address.html();
    let words = &site.labels(lang).words;
    let item = |stem: &str, key: Option<&'static str>, label: &str| MenuItem {
        key,
        href: Address::of_page(stem).from(&page),
        label: label.to_owned(),
        lang: None,
        current: address.stem == stem,
    };
    let mut menu = vec![item(DOCUMENTS, Some("documents"), &words.documents), item(TEXTS, Some("texts"), &words.texts)];
    if site.has_subjects() {
        menu.push(item(SUBJECTS, Some("subjects"), &words.subjects));
    }
    let main = site.archive.main_lang;
    menu.extend(site.written.iter().filter(|page| page.stem != HOME).map(|page| MenuItem {
        lang: (main != lang).then(|| main.code().to_owned()),
        ..item(&page.stem, None, &page.title)
    }));
    menu
}

/// The path from the home page: there, and here.
fn path(site: &Site<'_>, page: &str, lang: Lang, title: &str) -> Vec<Crumb> {
    let label = site.labels(lang).words.home.clone();
    let home = Crumb { href: Some(Address::of_page(HOME).from(page)), label, key: Some("home".into()) };
    vec![home, Crumb { href: None, label: title.to_owned(), key: None }]
}

/// Where the page will be once it is on the web, if that is known.
pub fn canonical(site: &Site<'_>, address: &Address) -> Option<String> {
    let base = site.settings.base_url.trim_end_matches('/');
    (!base.is_empty()).then(|| format!("{base}/{}", address.href()))
}

/// A `<meta>`.
pub fn meta(name: &str, content: &str) -> Meta {
    Meta { name: name.to_owned(), content: content.to_owned() }
}

/// An alternate of a page in a file format.
pub fn in_format(href: String, media: &str) -> Alternate {
    Alternate { href, hreflang: None, media: Some(media.to_owned()) }
}

/// Says which word of the interface the page's own name is.
pub fn named(frame: &mut Frame, key: Option<WordKey>) {
    if let Some(own) = frame.crumbs.last_mut() {
        own.key = key;
    }
}

/// Sets what search engines and previews show of a page.
pub fn describe(frame: &mut Frame, description: &str) {
    let short: String = description.chars().take(200).collect();
    if !short.is_empty() {
        frame.properties.push(meta("og:description", &short));
        frame.description = short;
    }
}

const fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "ar_AR",
        Lang::En => "en_GB",
        Lang::Es => "es_ES",
        Lang::Fr => "fr_FR",
        Lang::Ru => "ru_RU",
        Lang::Zh => "zh_CN",
    }
}

/// The tags that reference managers read: title, symbol, date, body.
pub fn highwire(site: &Site<'_>, identity: &Identity, facts: &Facts, canonical: Option<&str>) -> Vec<Meta> {
    let mut metas = vec![meta("citation_title", facts.title.as_deref().unwrap_or(identity.as_str()))];
    if let Some(date) = facts.date {
        metas.push(meta("citation_publication_date", &date.to_string().replace('-', "/")));
    }
    if let Some(body) = &facts.body {
        let name = site.body(body, facts.lang);
        metas.push(meta("citation_author", &name));
        metas.push(meta("citation_technical_report_institution", &name));
    }
    if identity.symbol().is_some() {
        metas.push(meta("citation_technical_report_number", identity.as_str()));
    }
    metas.push(meta("citation_language", facts.lang.code()));
    if !facts.subjects.is_empty() {
        metas.push(meta("citation_keywords", &facts.subjects.join("; ")));
    }
    metas.extend(canonical.map(|url| meta("citation_public_url", url)));
    metas
}

/// The document as schema.org describes it, as text that may stand in a `<script>` of data.
pub fn json_ld(site: &Site<'_>, identity: &Identity, facts: &Facts, canonical: Option<&str>) -> String {
    let kind = match facts.doc_type {
        DocType::Resolution | DocType::Decision => "Legislation",
        DocType::Report | DocType::Note => "Report",
        _ => "CreativeWork",
    };
    let mut object = Map::new();
    let mut set = |key: &str, value: Json| object.insert(key.to_owned(), value);
    set("@context", json!("https://schema.org"));
    set("@type", json!(kind));
    set("name", json!(facts.title.as_deref().unwrap_or(identity.as_str())));
    set("identifier", json!(identity.as_str()));
    set("inLanguage", json!(facts.lang.code()));
    if let Some(date) = facts.date {
        set("datePublished", json!(date.to_string()));
    }
    if let Some(body) = &facts.body {
        set("author", json!({ "@type": "Organization", "name": site.body(body, facts.lang) }));
    }
    if !facts.subjects.is_empty() {
        set("about", json!(facts.subjects));
    }
    if let Some(url) = official(identity, site.archive) {
        set("sameAs", json!(url));
    }
    if let Some(url) = canonical {
        set("url", json!(url));
    }
    set("isPartOf", json!({ "@type": "Collection", "name": site.settings.title }));
    // `</script>` in a title must not end the element.
    Json::Object(object).to_string().replace('<', "\\u003c")
}
