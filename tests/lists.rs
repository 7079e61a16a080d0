//! What the lists of a site count is what they lead to: documents by body and year, all texts by body and session, the figures of the
//! home page, the heads of tables, and the line that a text begins with.

mod site;

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};
use site::{Folder, Site};

/// A resolution and a draft that cite, and two resolutions of the Security Council: one with a date that is cited, one without either.
fn site() -> Site {
    let folder = Folder::with(&[
        ("archive.yaml", b"title: Harbour papers\nlang: en\n"),
        (
            "content/A_RES_87_1-EN.txt",
            b"A/RES/87/1\n\n87/1. A title of some length\n\nThe General Assembly,\n\nRecalling its resolutions 1474 (ES-IV), 2252 (ES-V) and ES-10/2 and its resolution 62/175,\n\nRecalling Security Council resolution 1901 (2033) and Economic and Social Council resolutions 155 (VII), 2007/12 and 2008/3,\n\n1. Requests a report.\n",
        ),
        (
            "content/A_C.3_87_L.5-EN.txt",
            b"A/C.3/87/L.5\n\nEighty-seventh session\n\nThird Committee\n\nRuritania: draft resolution\n\nA title\n\nThe General Assembly,\n\nRecalling its resolution 87/1,\n\n1. Decides to read on.\n",
        ),
        (
            "content/S_RES_1900_2032_EN.txt",
            b"Resolution 1900 (2032)\n\nThe Security Council,\n\nRecalling its resolution 1899 (2032),\n\n1. Decides to read on.\n",
        ),
        (
            "content/S_RES_1901_2033_EN.txt",
            b"Resolution 1901 (2033)\n\nof 14 October 2033\n\nThe Security Council,\n\nRecalling its resolution 1899 (2032),\n\n1. Decides to read on.\n",
        ),
    ]);
    Site::of(&folder.path())
}

fn page(site: &Site, path: &str) -> Html {
    assert!(site.files.contains_key(path), "{path} is missing; there are {:?}", site.files.keys());
    Html::parse_document(&String::from_utf8_lossy(&site.files[path]))
}

fn all<'p>(page: &'p Html, css: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(css).expect("a selector")).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The choices of a way to browse: where each leads, and how many it counts.
fn choices(page: &Html, css: &str) -> Vec<(String, usize)> {
    let one = |choice: ElementRef<'_>| {
        let part = |css: &str| choice.select(&Selector::parse(css).expect("a selector")).next();
        let href = part("a")?.value().attr("href")?.to_owned();
        Some((href, words(part(".count")?).parse().ok()?))
    };
    all(page, css).into_iter().filter_map(one).collect()
}

#[test]
fn every_body_of_a_document_has_a_list_with_as_many_documents_as_it_counts() {
    let site = site();
    let documents = page(&site, "documents.html");
    let bodies = choices(&documents, "#by-body + dd li");
    assert_eq!(bodies.iter().map(|(_, count)| count).sum::<usize>(), 4, "{bodies:?}");
    for (href, count) in bodies {
        assert_eq!(all(&page(&site, &href), "table.documents tbody tr").len(), count, "{href}");
    }
}

/// How often each symbol is cited, as the exports say.
fn cited(site: &Site) -> BTreeMap<String, u64> {
    let rows = String::from_utf8_lossy(&site.files["data/documents.jsonl"]).into_owned();
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        Some((row["symbol"].as_str()?.to_owned(), row["cited"].as_u64()?))
    };
    rows.lines().filter_map(row).collect()
}

#[test]
fn the_shelves_hold_what_is_held_and_what_is_cited_and_mark_what_is_held() {
    let site = site();
    let cited = cited(&site);
    assert_eq!(cited.get("S/RES/1900(2032)"), Some(&0), "held, and cited by nobody");
    let (mut listed, mut marked, mut counted_held) = (BTreeSet::new(), BTreeSet::new(), 0);
    for path in site.files.keys().filter(|path| path.starts_with("cited/")) {
        let page = page(&site, path);
        listed.extend(all(&page, "ul.list .symbol").into_iter().map(words));
        marked.extend(all(&page, "ul.list li:has(.held):not(.unheld) .symbol").into_iter().map(words));
        let held = all(&page, ".counts [data-count=held]").into_iter().filter_map(|count| count.value().attr("data-n"));
        counted_held += held.filter_map(|n| n.parse::<usize>().ok()).sum::<usize>();
    }
    let known: BTreeSet<String> = cited.into_keys().collect();
    assert_eq!(listed, known);
    let held: BTreeSet<String> = site
        .files
        .keys()
        .filter_map(|path| path.strip_suffix(".md"))
        .filter_map(|stem| known.iter().find(|symbol| symbol.as_str() == stem).cloned())
        .collect();
    assert_eq!(marked, held);
    assert_eq!(counted_held, held.len());
    let counted = choices(&page(&site, "cited/index.html"), "ul.stands li li");
    assert_eq!(counted.iter().map(|(_, count)| count).sum::<usize>(), known.len(), "{counted:?}");
    let texts = all(&page(&site, "cited/index.html"), "ul.stands h2 .count").into_iter().map(words).collect::<Vec<_>>();
    assert_eq!(texts.iter().filter_map(|count| count.parse::<usize>().ok()).sum::<usize>(), known.len());
}

#[test]
fn a_year_in_a_symbol_and_a_session_in_roman_figures_are_told() {
    let site = site();
    assert!(
        !site.files.contains_key("documents/undated.html") || {
            let undated =
                all(&page(&site, "documents/undated.html"), "td.symbol").into_iter().map(words).collect::<Vec<_>>();
            !undated.contains(&"S/RES/1900(2032)".to_owned())
        }
    );
    let of_year = page(&site, "documents/2032.html");
    assert_eq!(all(&of_year, "td.symbol").into_iter().map(words).collect::<Vec<_>>(), ["S/RES/1900(2032)"]);
    let of_body = page(&site, "cited/A.html");
    let sessions: Vec<&str> =
        all(&of_body, "section.shelf > h2").into_iter().filter_map(|h| h.value().attr("id")).collect();
    assert_eq!(sessions, ["s-87", "s-62", "es-10", "es-5", "es-4"]);
    // A body that numbers by years had sessions before.
    let of_council = page(&site, "cited/E.html");
    let sessions: Vec<&str> =
        all(&of_council, "section.shelf > h2").into_iter().filter_map(|h| h.value().attr("id")).collect();
    assert_eq!(sessions, ["y-2008", "y-2007", "s-7"]);
}

#[test]
fn a_figure_of_the_home_page_leads_to_what_it_counts() {
    let site = site();
    let home = page(&site, "index.html");
    let figures = all(&home, ".figures li");
    let href = |of: &str| {
        let figure = figures.iter().find(|figure| figure.html().contains(&format!("data-count=\"{of}\"")))?;
        figure.select(&Selector::parse("a").expect("a selector")).next()?.value().attr("href")
    };
    assert_eq!(href("documents"), Some("documents.html"));
    assert_eq!(href("citations"), Some("cited/index.html"));
    assert_eq!(href("unheld"), Some("#most-wanted"));
    let wanted = all(&home, "section:has(#most-wanted) .list li");
    assert!(!wanted.is_empty() && wanted.iter().all(|row| row.value().classes().any(|class| class == "unheld")));
}

#[test]
fn the_head_of_a_table_is_a_row_that_heads_it() {
    let head = |table: &str| {
        let text = format!("---\nsymbol: A/88/7\nlang: en\n---\n\n1\\. As follows:\n\n{table}\n");
        let site = Site::of(&Folder::with(&[("content/a.md", text.as_bytes())]).path());
        let page = page(&site, "A/88/7.html");
        (all(&page, ".text thead th").into_iter().map(words).collect::<Vec<_>>(), all(&page, ".text tbody tr").len())
    };
    let heads = |words: &[&str], rows: usize| (words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), rows);
    for (table, wanted) in [
        ("| Member | Share |\n| --- | --- |\n| Andorra | 0.005 |", heads(&["Member", "Share"], 1)),
        ("| Andorra | 0.005 |\n| --- | --- |\n| Belize | 0.010 |", heads(&[], 2)),
        ("| Posts |  |  |\n| --- | --- | --- |\n| Reader | 1 | – |", heads(&[], 2)),
        ("|  | 3.991 |\n| --- | --- |\n| Belize | 0.010 |", heads(&[], 2)),
        // The corner above the names is no head of a column.
        ("|  | 2032 | 2033 |\n| --- | --- | --- |\n| Belize | 1 | 2 |", heads(&["2032", "2033"], 1)),
    ] {
        assert_eq!(head(table), wanted, "{table}");
    }
}

#[test]
fn a_text_without_a_title_is_called_by_what_its_symbol_says() {
    let site = site();
    let page = page(&site, "S/RES/1901(2033).html");
    let said: Vec<String> = all(&page, ".masthead > .symbol, .masthead > h1").into_iter().map(words).collect();
    assert_eq!(said, ["S/RES/1901(2033)", "Security Council, 2033, resolution 1901"]);
}

#[test]
fn the_line_that_a_text_begins_with_is_set_as_text() {
    let opening = |body: &str, text: &str| {
        let front = format!(
            "---\nsymbol: A/88/7\ntype: draft\nbody: {body}\nlang: en\n---\n\n<!-- at: front -->\n\nA title\n\n{text}"
        );
        let site = Site::of(&Folder::with(&[("content/a.md", front.as_bytes())]).path());
        all(&page(&site, "A/88/7.html"), ".front .opening").into_iter().map(words).collect::<Vec<_>>()
    };
    let clause = "<!-- at: pre-1 -->\n\nRecalling much,\n\n1\\. Adopts it.\n";
    for (body, said, wanted) in [
        ("A", "The General Assembly,\n\n", true),
        ("A", "The General Assembly\n\n", true),
        ("S", "The Security Council.\n\n", true),
        ("A", "The General Assembly,\n\n## I\n\n## Posts\n\n", true),
        // Another's name, and a title.
        ("A", "Report of the Security Council\n\n", false),
        ("A", "Work of the General Assembly\n\n", false),
        ("A", "Agenda item 5:\n\n## I\n\n", false),
    ] {
        let opening = opening(body, &format!("{said}{clause}"));
        let line = said.lines().next().filter(|_| wanted);
        assert_eq!(opening, line.into_iter().collect::<Vec<_>>(), "{said}");
    }
}
