//! The pages of the fixture, looked at from outside: every template is shown, every internal link leads to a file and an anchor
//! that exist, markup in a source stays text, the same archive gives the same bytes.

mod fixture;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use concord::{
    config::ArchiveFile,
    model::{DocType, Lang, Page},
    render::{Templates, static_files},
};
use fixture::Sheet;
use regex::Regex;

fn site(lang: Lang) -> BTreeMap<String, String> {
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let archive = fixture::archive(lang);
    let pages = fixture::printed(&archive, &fixture::settings(lang), &templates, &fixture::pages())
        .expect("every page is made");
    pages.into_iter().map(text).collect()
}

fn text(page: Page) -> (String, String) {
    let text = String::from_utf8(page.bytes.clone()).expect("pages are UTF-8");
    (page.path, text)
}

#[test]
fn every_kind_of_page_is_made() {
    let site = site(Lang::Zh);
    for path in [
        "index.html",
        "documents.html",
        "subjects.html",
        "about.html",
        "404.html",
        "cited/index.html",
        "cited/A.html",
        "cited/E/CN.15.html",
        "A/64/123.html",
        "A/RES/63/195.html",
        "A/RES/63/195.en.html",
        "A/RES/67/1.html",
        "A/RES/67/189.html",
        "E/CN.7/2020/2.html",
        "E/CN.15/2020/2.html",
        "ccpcj-28-draft-report-item-6.html",
    ] {
        assert!(site.contains_key(path), "{path} is missing; there are {:?}", site.keys());
    }
}

#[test]
fn every_internal_link_leads_to_a_file_and_an_anchor() {
    let site = site(Lang::Zh);
    let link = Regex::new(r#"(?:href|src)="([^"]+)""#).expect("a pattern");
    let id = Regex::new(r#"id="([^"]+)""#).expect("a pattern");
    let anchors: BTreeMap<&str, BTreeSet<&str>> = site
        .iter()
        .map(|(path, html)| {
            let ids: Vec<&str> =
                id.captures_iter(html).filter_map(|found| found.get(1)).map(|id| id.as_str()).collect();
            let once: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), once.len(), "{path} has an id twice");
            (path.as_str(), once)
        })
        .collect();
    let statics: BTreeSet<String> =
        static_files(None).expect("the built-in files").into_iter().map(|page| page.path).collect();
    for (path, html) in &site {
        for href in link.captures_iter(html).filter_map(|found| found.get(1)).map(|href| href.as_str()) {
            if href.starts_with("http") || href.starts_with("mailto:") {
                continue;
            }
            let href = percent_decoded(&href.replace("&amp;", "&").replace("&#39;", "'"));
            let (file, anchor) =
                href.split_once('#').map_or((href.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            // The page for what is missing is sent at any depth, and the address of this site is the root of its host.
            let absolute = file.strip_prefix('/').filter(|_| path == "404.html");
            let target = match absolute {
                Some(file) => file.to_owned(),
                None if file.is_empty() => path.clone(),
                None => joined(path, file),
            };
            // The Markdown and the data beside a page, and those of the whole archive, are another stage's.
            let beside = matches!(target.rsplit('.').next(), Some("md" | "json" | "jsonl" | "csv"));
            if beside || statics.contains(&target) {
                continue;
            }
            let known =
                anchors.get(target.as_str()).unwrap_or_else(|| panic!("{path} leads to {target}, which is no page"));
            assert!(
                anchor.is_none_or(|anchor| known.contains(anchor)),
                "{path} leads to {href}, which has no such anchor"
            );
        }
    }
}

fn joined(page: &str, file: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            ".." => {
                parts.pop().expect("no link leaves the folder");
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decoded(href: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = href.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&hex, 16).expect("two hexadecimal figures"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("links are UTF-8")
}

#[test]
fn each_page_is_in_the_language_of_its_text() {
    let site = site(Lang::Zh);
    assert!(site["A/RES/67/1.html"].contains(r#"<html lang="ar" dir="rtl">"#));
    assert!(site["A/RES/63/195.en.html"].contains(r#"<html lang="en" dir="ltr">"#));
    assert!(site["A/RES/63/195.en.html"].contains("Cited by"));
    assert!(site["A/RES/67/189.html"].contains(">大会第六十七届会议第189号决议</"));
}

/// A site of two reports, the first of which tells the title of a text that is not held.
fn small(base_url: &str) -> BTreeMap<String, String> {
    let sheet = |name, lines| Sheet {
        name,
        lang: Lang::En,
        doc_type: DocType::Report,
        title: "Lighthouses",
        date: "2009-05-06",
        body: "A",
        session: "64",
        subjects: &[],
        lines,
    };
    let cites = "para-1 p1 Recalling [[A/RES/63/9|named|General Assembly resolution 63/9]] and [[A/RES/63/9|named|its resolution 63/9]].";
    let archive = fixture::archive_of(&[sheet("A/64/7", cites), sheet("A/64/8", cites)], Lang::En);
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let settings = ArchiveFile { base_url: base_url.to_owned(), ..fixture::settings(Lang::En) };
    let pages = fixture::printed(&archive, &settings, &templates, &[]).expect("every page is made");
    pages.into_iter().map(text).collect()
}

#[test]
fn the_page_for_what_is_missing_leads_to_the_site_from_any_depth() {
    let missing = &small("https://archive.example.org/some/folder/")["404.html"];
    let link = Regex::new(r##"(?:href|src|action|data-words)="([^"#][^"]*)""##).expect("a pattern");
    let links: Vec<&str> = link.captures_iter(missing).filter_map(|found| found.get(1)).map(|it| it.as_str()).collect();
    assert!(links.len() > 5 && links.iter().all(|link| link.starts_with("/some/folder/")), "{links:?}");
    assert!(small("")["404.html"].contains(r#"href="static/concord.css""#));
}

#[test]
fn the_menu_leads_to_subjects_where_there_are_any() {
    assert!(site(Lang::Zh)["index.html"].contains(r#"<li data-t="subjects">"#));
    assert!(!small("")["index.html"].contains("subjects.html"));
}

#[test]
fn documents_and_mentions_are_counted_apart() {
    let site = small("");
    let page = &site["A/RES/63/9.html"];
    assert!(page.contains(">2 documents<") && page.contains(">4 mentions<"), "{page}");
    assert!(
        site["index.html"].contains(">cited by 2 documents<")
            && site["cited/A.html"].contains(">cited by 2 documents<")
    );
}

#[test]
fn markup_in_a_source_is_text() {
    for (path, html) in site(Lang::Zh) {
        assert!(!html.contains("<script>") && !html.contains("<b>这") && !html.contains("javascript:"), "{path}");
    }
}

#[test]
fn a_paragraph_says_who_cites_it_and_the_page_says_in_which_words() {
    let page = &site(Lang::Zh)["A/RES/63/195.html"];
    let paragraph =
        page.split(r#"id="para-13""#).nth(1).and_then(|rest| rest.split("class=\"place").next()).expect("it");
    assert!(paragraph.contains(r#"href="../../68/127.html#para-1""#), "{paragraph}");
    assert!(page.contains("<mark>大会第 63/195 号决议第 13 段</mark>"));
    assert!(page.contains(r#"href="../../64/123.html#para-2""#));
}

#[test]
fn printed_numbers_stand_as_printed_and_lost_notes_are_named() {
    let page = &site(Lang::Zh)["A/64/123.html"];
    assert!(page.contains(r##"id="para-39"><a class="n short" href="#para-39">39.</a>"##), "{page}");
    assert!(page.contains(r##"id="para-75.1"><a class="n short" href="#para-75.1">1.</a>"##));
    assert!(page.contains("来源文本只存脚注标记，注文已缺失。"));
}

#[test]
fn the_same_archive_gives_the_same_bytes() {
    assert_eq!(site(Lang::En), site(Lang::En));
}

#[test]
fn a_text_that_thousands_of_paragraphs_cite_is_spread_over_pages() {
    let line = "para-{n} p{n} 回顾其关于加强联合国预防犯罪和刑事司法方案特别是其技术合作能力的[[A/RES/63/195#para-13|issuer|第63/195号决议第13段]]，并请秘书长提出报告。";
    let sheets: Vec<Sheet> = (1..=900)
        .map(|n| Sheet {
            name: Box::leak(format!("A/{}/{}", 64 + n % 17, n).into_boxed_str()),
            lang: Lang::Zh,
            doc_type: DocType::Report,
            title: "报告",
            date: Box::leak(format!("{}-05-06", 2009 + n % 17).into_boxed_str()),
            body: "A",
            session: "64",
            subjects: &[],
            lines: Box::leak(
                (1..=4).map(|p| line.replace("{n}", &p.to_string())).collect::<Vec<_>>().join("\n").into_boxed_str(),
            ),
        })
        .collect();
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let archive = fixture::archive_of(&sheets, Lang::Zh);
    let pages = fixture::printed(&archive, &fixture::settings(Lang::Zh), &templates, &[]).expect("every page is made");
    let of_text: Vec<&Page> = pages.iter().filter(|page| page.path.starts_with("A/RES/63/195.")).collect();
    assert!(of_text.len() > 3, "{} pages", of_text.len());
    let mentions: usize =
        of_text.iter().map(|page| String::from_utf8_lossy(&page.bytes).matches("<mark>").count()).sum();
    assert_eq!(mentions, 3600);
    for page in of_text {
        assert!(page.bytes.len() < 300_000, "{} has {} bytes", page.path, page.bytes.len());
    }
}

#[test]
fn where_documents_are_many_years_types_and_subjects_have_pages_that_stay_small() {
    let sheets: Vec<Sheet> = (1..=900)
        .map(|n| Sheet {
            name: Box::leak(format!("A/64/{n}").into_boxed_str()),
            lang: Lang::En,
            doc_type: DocType::Report,
            title: "Lighthouses, their keepers, and what the keepers of lighthouses say of the ships that pass them by night",
            date: "2009-05-06",
            body: "A",
            session: "64",
            subjects: &["SEA", "LIGHT/HOUSES"],
            lines: "para-1 p1 Nothing is cited.",
        })
        .collect();
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let archive = fixture::archive_of(&sheets, Lang::En);
    let pages = fixture::printed(&archive, &fixture::settings(Lang::En), &templates, &[]).expect("every page is made");
    let site: BTreeMap<String, String> = pages.into_iter().map(text).collect();
    let href = Regex::new(r#"href="\.\./\.\./(subjects/[^"]+)""#).expect("a pattern");
    let subjects: Vec<&str> =
        href.captures_iter(&site["A/64/1.html"]).filter_map(|found| found.get(1)).map(|href| href.as_str()).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    let stems =
        subjects.iter().map(|path| path.trim_end_matches(".html")).chain(["documents/2009", "documents/type-report"]);
    for stem in stems.chain(["documents/all", "documents/lang-en"]) {
        let first = if stem == "documents/all" { "documents.html".to_owned() } else { format!("{stem}.html") };
        let leaves: Vec<&String> = [first, format!("{stem}.page-2.html"), format!("{stem}.page-3.html")]
            .iter()
            .map(|path| &site[path])
            .collect();
        let rows: usize = leaves.iter().map(|html| html.matches("<td class=\"symbol\">").count()).sum();
        assert_eq!(rows, 900, "{stem}");
        assert!(leaves.iter().all(|html| html.len() < 300_000), "{stem}");
        let told =
            |html: &&&String| html.find("data-t=\"sorts_page\"") < html.find("<table") && html.contains("sorts_page");
        assert_eq!(leaves.iter().filter(told).count(), 3, "{stem}: who sorts one page of three is told before it");
    }
    assert!(site["subjects.html"].len() < 20_000, "the page of subjects has names alone");
}

#[test]
fn where_bodies_are_many_a_page_names_the_largest_and_the_way_to_all() {
    let sheet = |n: u32| Sheet {
        name: Box::leak(format!("X{n}/1").into_boxed_str()),
        lang: Lang::En,
        doc_type: DocType::Report,
        title: "Lighthouses",
        date: "2009-05-06",
        body: Box::leak(format!("X{}", n.min(300)).into_boxed_str()),
        session: "",
        subjects: &[],
        lines: "para-1 p1 Nothing is cited.",
    };
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let made = |documents: u32| -> BTreeMap<String, String> {
        let archive = fixture::archive_of(&(1..=documents).map(sheet).collect::<Vec<_>>(), Lang::En);
        let pages = fixture::printed(&archive, &fixture::settings(Lang::En), &templates, &[]);
        pages.expect("every page is made").into_iter().map(text).collect()
    };
    let bodies = |html: &str| -> Vec<String> {
        let table = Regex::new(r#"<a href="[^"]*body-x[^"]*" data-t="bodies\.(X\d+)""#).expect("a pattern");
        table.captures_iter(html).map(|found| found[1].to_owned()).collect()
    };
    let many = made(302);
    let tables: Vec<&String> =
        many.iter().filter(|(path, _)| path.starts_with("documents/body-")).map(|(_, html)| html).collect();
    assert_eq!(tables.len(), 300);
    for html in tables {
        assert!(html.len() < 20_000, "a table of one document is {} bytes long", html.len());
        assert!(html.contains(r#"<a href="bodies.html"><span data-count="bodies" data-n="300">300 bodies</span></a>"#));
    }
    assert_eq!(bodies(&many["documents.html"])[0], "X300", "the one with most documents is named");
    let mut all = bodies(&many["documents/bodies.html"]);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 300);
    let few = made(9);
    assert_eq!(bodies(&few["documents.html"]).len(), 9);
    assert_eq!(
        bodies(&few["index.html"]),
        bodies(&few["documents.html"]),
        "documents of a body are one step from home"
    );
    assert!(!few.contains_key("documents/bodies.html") && !few["documents.html"].contains("bodies.html"));
}

#[test]
fn lines_of_resolutions_come_from_titles_and_from_what_preambles_recall() {
    let sheet = |name, title, lines| Sheet {
        name,
        lang: Lang::En,
        doc_type: DocType::Resolution,
        title,
        date: "2009-12-18",
        body: "A",
        session: "64",
        subjects: &[],
        lines,
    };
    let sheets = [
        // A title that changed a little, and the year before, whose title nobody tells.
        sheet(
            "A/RES/63/20",
            "Freedom of belief and religion",
            "pre-1 p Recalling its [[A/RES/62/75|issuer|resolution 62/75]],",
        ),
        sheet(
            "A/RES/64/30",
            "Freedom of belief or religion",
            "pre-1 p Recalling its [[A/RES/60/1|issuer|resolution 60/1]],\npre-2 p Recalling its [[A/RES/63/20|issuer|resolution 63/20]],",
        ),
        // Two on different questions that begin with one text; one that only takes note of its text.
        sheet("A/RES/64/40", "Lighthouses", "pre-1 p Recalling its [[A/RES/63/9|issuer|resolution 63/9]],"),
        sheet("A/RES/64/41", "Foghorns", "pre-1 p Recalling its [[A/RES/63/9|issuer|resolution 63/9]],"),
        sheet("A/RES/64/42", "Buoys", "pre-1 p Taking note of its [[A/RES/63/8|issuer|resolution 63/8]],"),
    ];
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let archive = fixture::archive_of(&sheets, Lang::En);
    let pages = fixture::printed(&archive, &fixture::settings(Lang::En), &templates, &[]).expect("every page is made");
    let site: BTreeMap<String, String> = pages.into_iter().map(text).collect();
    let symbol = Regex::new("<bdi>([^<]+)</bdi>").expect("a pattern");
    for (page, line) in [
        ("A/RES/64/30", "A/RES/62/75 A/RES/63/20 A/RES/64/30"),
        ("A/RES/62/75", "A/RES/62/75 A/RES/63/20 A/RES/64/30"),
        ("A/RES/60/1", ""),
        ("A/RES/63/9", ""),
        ("A/RES/64/42", ""),
    ] {
        let html = &site[&format!("{page}.html")];
        let shown =
            html.split("<ol class=\"line\">").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap_or_default();
        let symbols: Vec<&str> =
            symbol.captures_iter(shown).filter_map(|found| found.get(1)).map(|s| s.as_str()).collect();
        assert_eq!(symbols.join(" "), line, "{page}");
        assert_eq!(shown.matches("lineage_guess").count(), usize::from(!line.is_empty()), "{page}: {shown}");
    }
}

#[test]
fn a_long_line_shows_what_stands_near_and_how_many_are_left_out() {
    let sheet = |session: u32| Sheet {
        name: format!("A/RES/{session}/7").leak(),
        lang: Lang::En,
        doc_type: DocType::Resolution,
        title: "Question of Namibia",
        date: "2009-12-18",
        body: "A",
        session: "64",
        subjects: &[],
        lines: "pre-1 p Welcoming progress,",
    };
    let sheets: Vec<Sheet> = (31..=79).map(sheet).collect();
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let archive = fixture::archive_of(&sheets, Lang::En);
    let pages = fixture::printed(&archive, &fixture::settings(Lang::En), &templates, &[]).expect("every page is made");
    let site: BTreeMap<String, String> = pages.into_iter().map(text).collect();
    let step = Regex::new("<li[^>]*>.*?(?:<bdi>A/RES/([0-9]+)/7</bdi>|and ([0-9]+) more).*?</li>").expect("a pattern");
    for (page, line) in [
        ("A/RES/31/7", "31 to 43, 35 more, 79"),
        ("A/RES/55/7", "31, 11 more, 43 to 67, 11 more, 79"),
        ("A/RES/79/7", "31, 35 more, 67 to 79"),
    ] {
        let html = &site[&format!("{page}.html")];
        let shown =
            html.split("<ol class=\"line\">").nth(1).and_then(|rest| rest.split("</ol>").next()).expect("a line");
        let mut said: Vec<String> = Vec::new();
        let mut last = None;
        for found in step.captures_iter(shown) {
            let session: Option<u32> = found.get(1).and_then(|session| session.as_str().parse().ok());
            match (session, last) {
                (Some(session), Some(before)) if session == before + 1 => {
                    let from = said.pop().unwrap_or_default();
                    said.push(format!("{} to {session}", from.split(" to ").next().unwrap_or_default()));
                }
                (Some(session), _) => said.push(session.to_string()),
                (None, _) => said.push(format!("{} more", &found[2])),
            }
            last = session;
        }
        assert_eq!(said.join(", "), line, "{page}: {shown}");
    }
}

#[test]
fn a_broken_template_names_its_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("templates/page.html");
    fs::create_dir(folder.path().join("templates")).expect("a folder");
    fs::write(&page, "{% extends \"base.html\" %}\n{% block main %}\n{{ nothing }}\n").expect("written");
    let failure = Templates::load(Some(folder.path())).err().expect("the block is not closed");
    assert!(failure.place.contains("page.html:"), "{failure}");
    fs::write(&page, "line\n{{ nothing }}\n").expect("written");
    let templates = Templates::load(Some(folder.path())).expect("it is well formed");
    let failure =
        fixture::printed(&fixture::archive(Lang::En), &fixture::settings(Lang::En), &templates, &fixture::pages())
            .expect_err("the variable is unknown");
    assert!(failure.place.ends_with("page.html:2") && failure.cause.contains("nothing"), "{failure}");
    fs::write(&page, "{% extends \"none.html\" %}").expect("written");
    let failure = Templates::load(Some(folder.path())).err().expect("its parent is missing");
    assert!(failure.place.contains("page.html") && failure.cause.contains("none.html"), "{failure}");
}
