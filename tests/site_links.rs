//! The built site as a reader has it: every link of every page leads to a file and an anchor that exist, nothing is fetched from
//! elsewhere, every id stands once, and a second build gives the same bytes.

mod site;

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};
use site::{Folder, Site, decoded};

/// What one page refers to, and what can be referred to in it.
struct Anchors {
    ids: BTreeSet<String>,
    twice: Vec<String>,
    links: Vec<(String, String)>,
}

fn anchors(html: &str) -> Anchors {
    let page = Html::parse_document(html);
    let all = |css: &str| Selector::parse(css).expect("a selector");
    let (mut ids, mut twice, mut links) = (BTreeSet::new(), Vec::new(), Vec::new());
    for element in page.select(&all("[id]")) {
        let id = element.value().attr("id").unwrap_or_default().to_owned();
        if !ids.insert(id.clone()) {
            twice.push(id);
        }
    }
    for (css, attribute) in [("[href]", "href"), ("[src]", "src"), ("form[action]", "action")] {
        for element in page.select(&all(css)) {
            let link = element.value().attr(attribute).unwrap_or_default().to_owned();
            links.push((element.value().name().to_owned(), link));
        }
    }
    Anchors { ids, twice, links }
}

/// The path that a relative link from a page leads to, and the anchor in it.
fn target(page: &str, link: &str) -> (String, String) {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return (page.to_owned(), decoded(anchor));
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    (decoded(&parts.join("/")), decoded(anchor))
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let site = Site::of_this_project();
    let pages: BTreeMap<&String, Anchors> = site
        .files
        .iter()
        .filter(|(path, _)| path.rsplit('.').next() == Some("html"))
        .map(|(path, bytes)| (path, anchors(&String::from_utf8_lossy(bytes))))
        .collect();
    assert!(pages.len() > 50, "only {} pages: five reports cite more symbols than that", pages.len());
    let mut wrong = Vec::new();
    let mut walked = 0;
    for (page, anchors) in &pages {
        wrong.extend(anchors.twice.iter().map(|id| format!("{page}: id `{id}` stands twice")));
        for (element, link) in &anchors.links {
            let outside = link.starts_with("http://") || link.starts_with("https://") || link.starts_with("mailto:");
            if outside {
                // A reader may follow a link out; the page itself may fetch nothing.
                let rel = matches!(element.as_str(), "a" | "link");
                if !rel {
                    wrong.push(format!("{page}: <{element}> fetches {link}"));
                }
                continue;
            }
            walked += 1;
            if link.starts_with('/') || link.starts_with("data:") || link.starts_with("javascript:") {
                wrong.push(format!("{page}: {link} does not work from the disk"));
                continue;
            }
            let (path, anchor) = target(page, link);
            if !site.files.contains_key(&path) {
                wrong.push(format!("{page}: {link} leads to no file ({path})"));
            } else if !anchor.is_empty() && pages.get(&path).is_some_and(|target| !target.ids.contains(&anchor)) {
                wrong.push(format!("{page}: {link} leads to no anchor"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {walked} links are wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
    assert!(walked > 1000, "only {walked} links walked");
}

#[test]
fn the_exports_lead_where_they_say() {
    let site = Site::of_this_project();
    let citations = String::from_utf8_lossy(&site.files["data/citations.jsonl"]).into_owned();
    let mut seen = 0;
    for line in citations.lines() {
        let citation: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let href = citation["href"].as_str().expect("every citation leads somewhere");
        let (path, anchor) = target("index.html", href);
        let page = site.files.get(&path).unwrap_or_else(|| panic!("{href} is no file"));
        if !anchor.is_empty() {
            let html = String::from_utf8_lossy(page);
            assert!(html.contains(&format!("id=\"{anchor}\"")), "{href}: no such anchor");
        }
        seen += 1;
    }
    assert!(seen > 100, "only {seen} citations");
}

#[test]
fn what_the_printed_number_was_it_stays() {
    let site = Site::of_this_project();
    let html = String::from_utf8_lossy(&site.files["A/64/123.html"]).into_owned();
    for anchor in (1..=75).map(|n| format!("para-{n}")).chain((1..=26).map(|n| format!("para-75.{n}"))) {
        assert_eq!(html.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
    }
    assert!(!html.contains("<ol"), "a list would renumber");
}

#[test]
fn inside_an_annex_a_paragraph_above_is_the_annexs() {
    let text = "A/RES/87/1\n\n87/1. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175,\n\n\
                1. Adopts the rules;\n\n2. Requests a report.\n\nAnnex\n\n1. The list is closed.\n\n\
                2. It holds those named in paragraph 1 above.\n\n3. It serves paragraph 5 above.\n";
    let folder = Folder::with(&[("content/A_RES_87_1-EN.txt", text.as_bytes())]);
    let site = Site::of(&folder.path());
    let citations = String::from_utf8_lossy(&site.files["data/citations.jsonl"]).into_owned();
    let leads = |at: &str, to: &str| {
        let row = citations.lines().find(|row| row.contains(&format!("\"at\":\"{at}\""))).expect("a citation there");
        assert!(row.contains(&format!("\"href\":\"{to}\"")), "{row}");
    };
    leads("annex.para-2", "A/RES/87/1.html#annex.para-1");
    leads("annex.para-3", "A/RES/87/1.html");
}

#[test]
fn a_title_in_the_masthead_cites_nothing() {
    let text = "Resolution 434 (1973)\n\nof 18 September 1978\n\n(S/12844, I]\n\nThe Security Council,\n\nRecalling its resolution 425 (1978) of 19 March 1978,\n\n\
                1. Decides to remain seized of the matter.\n";
    let folder = Folder::with(&[("content/S_RES_0434_1978_EN.txt", text.as_bytes())]);
    let site = Site::of(&folder.path());
    let citations = String::from_utf8_lossy(&site.files["data/citations.jsonl"]).into_owned();
    let targets: Vec<&str> =
        citations.lines().filter_map(|row| row.split("\"target\":\"").nth(1)?.split('"').next()).collect();
    assert_eq!(targets, ["S/RES/425(1978)"], "{citations}");
}

#[test]
fn a_subject_has_as_many_rows_as_it_counts_whatever_its_case() {
    // More words than one page of subjects has room for.
    let others: Vec<String> = (0..600).map(|n| format!("Subject {n}")).collect();
    let note = |id: &str, subjects: &str| format!("---\nid: {id}\nlang: en\nsubjects: [{subjects}]\n---\n\nA text.\n");
    let folder = Folder::with(&[
        ("content/a.md", note("a", &others.join(", ")).as_bytes()),
        ("content/b.md", note("b", "Crime Prevention").as_bytes()),
        ("content/c.md", note("c", "CRIME  PREVENTION, crime prevention").as_bytes()),
    ]);
    let site = Site::of(&folder.path());
    let of = |begin: &str| site.files.iter().find(|(path, _)| path.starts_with(begin)).expect("a page of the subject");
    let (_, page) = of("subjects/crime-prevention-");
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("2 documents"), "{page}");
    for link in ["href=\"../b.html\"", "href=\"../c.html\""] {
        assert!(page.contains(link), "no {link} in {page}");
    }
}
