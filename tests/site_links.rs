//! The built site as a reader has it: every link of every page leads to a file and an anchor that exist, nothing is fetched from
//! elsewhere, every id stands once, and a second build gives the same bytes.

mod site;

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
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

/// How many links a site has, and those of them that lead nowhere.
fn walked(site: &Site) -> (usize, Vec<String>) {
    let pages: BTreeMap<&String, Anchors> = site
        .files
        .iter()
        .filter(|(path, _)| path.rsplit('.').next() == Some("html"))
        .map(|(path, bytes)| (path, anchors(&String::from_utf8_lossy(bytes))))
        .collect();
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
    (walked, wrong)
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let site = Site::of_this_project();
    let (walked, wrong) = walked(&site);
    assert!(
        wrong.is_empty(),
        "{} of {walked} links are wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
    assert!(walked > 1000, "only {walked} links walked: five reports cite more symbols than that");
}

/// A resolution of session 87 with this text below its preamble.
fn resolution(number: u32, text: &str) -> (String, Vec<u8>) {
    let opening =
        format!("87/{number}. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175,");
    (format!("content/A_RES_87_{number}-EN.txt"), format!("A/RES/87/{number}\n\n{opening}\n\n{text}\n").into_bytes())
}

/// The site of such resolutions.
fn site_of(texts: &[(u32, &str)]) -> Site {
    let sources: Vec<(String, Vec<u8>)> = texts.iter().map(|(number, text)| resolution(*number, text)).collect();
    let sources: Vec<(&str, &[u8])> = sources.iter().map(|(path, text)| (path.as_str(), text.as_slice())).collect();
    Site::of(&Folder::with(&sources).path())
}

#[test]
fn the_heading_of_an_annex_is_where_a_link_to_it_leads() {
    let site = site_of(&[
        (1, "1. Adopts the rules.\n\nAnnex\n\nRules\n\n1. The list is closed.\n\n2. It is kept."),
        (
            2,
            "1. Adopts the rules.\n\nAnnex I\n\nRules\n\n1. The list is closed.\n\nAnnex II\n\nWhoever reads this knows it.\n\n1. The end.",
        ),
        (3, "1. Recalls the annex to its resolution 87/1, annex I to resolution 87/2 and annex II to resolution 87/2."),
    ]);
    let (_, wrong) = walked(&site);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let html = |path: &str| String::from_utf8_lossy(&site.files[path]).into_owned();
    let citing = html("A/RES/87/3.html");
    for (path, anchor) in
        [("A/RES/87/1.html", "annex"), ("A/RES/87/2.html", "annex-I"), ("A/RES/87/2.html", "annex-II")]
    {
        let name = path.trim_start_matches("A/RES/87/");
        assert!(citing.contains(&format!("href=\"{name}#{anchor}\"")), "no link to {path}#{anchor}");
        let heading =
            Regex::new(&format!("<h[2-6] id=\"h-[0-9]+\"><span id=\"{anchor}\"></span>Annex")).expect("a pattern");
        assert!(heading.is_match(&html(path)), "{path} has no heading with {anchor}");
    }
}

#[test]
fn a_section_that_is_cited_by_its_number_is_the_one_heading_that_bears_it() {
    let site = site_of(&[
        (
            1,
            "I\n\nOf archives\n\n1. Adopts the rules;\n\nII\n\nOf libraries\n\n2. Adopts more of them;\n\nIII. Of readers\n\n3. Requests a report.",
        ),
        (
            2,
            "I\n\nOf archives\n\n1. Adopts the rules;\n\nII\n\nOf libraries\n\n2. Adopts more.\n\nAnnex\n\nII. Of readers\n\n1. The list is closed.",
        ),
        (
            3,
            "1. Recalls section II of its resolution 87/1, section III of resolution 87/1, section IX of resolution 87/1, section I of resolution 87/2 and section II of resolution 87/2.",
        ),
    ]);
    let (_, wrong) = walked(&site);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let citations = String::from_utf8_lossy(&site.files["data/citations.jsonl"]).into_owned();
    let rows: Vec<serde_json::Value> = citations
        .lines()
        .map(|row| serde_json::from_str(row).expect("a line of JSON"))
        .filter(|row: &serde_json::Value| row["from"] == "A/RES/87/3" && !row["pinpoint"].is_null())
        .collect();
    let leads: Vec<&str> = rows.iter().filter_map(|row| row["href"].as_str()).collect();
    assert_eq!(
        leads,
        [
            "A/RES/87/1.html#sec-II",
            "A/RES/87/1.html#sec-III",
            "A/RES/87/1.html",
            "A/RES/87/2.html#sec-I",
            "A/RES/87/2.html"
        ],
        "a number that no heading has, or two, leads to the page"
    );
}

#[test]
fn a_number_and_the_title_below_it_are_one_heading() {
    let site = site_of(&[(
        1,
        "I\n\nOf archives\n\n1. Adopts the rules;\n\nII\n\n2. Adopts more of them;\n\nIII. Of readers\n\nOf all sorts\n\n3. Requests a report.",
    )]);
    let html = String::from_utf8_lossy(&site.files["A/RES/87/1.html"]).into_owned();
    let contents: Vec<&str> = html
        .lines()
        .filter(|line| line.starts_with("<li class=\"d"))
        .filter_map(|line| line.split("<a ").nth(1)?.strip_suffix("</a></li>"))
        .collect();
    assert_eq!(
        contents,
        [
            "href=\"#h-1\">I. Of archives",
            "href=\"#h-3\">II",
            "href=\"#h-4\">III. Of readers",
            "href=\"#h-5\">Of all sorts"
        ]
    );
    assert!(
        html.contains("<h2 id=\"h-1\"><span id=\"sec-I\"></span>I. <span id=\"h-2\">Of archives</span></h2>"),
        "{html}"
    );
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
