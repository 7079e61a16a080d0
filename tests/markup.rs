//! Markup and scripts in sources, sidecars, file names and settings: shown as text on every page, and never an element, an attribute, an
//! address or a script of it. Read by an HTML parser.

#![allow(
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the files of a test are few and its own"
)]

mod site;

use scraper::Html;
use site::{Folder, Site};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

/// Markup that a page must show and never hold.
const MARKUP: &str = "<hostile-x onclick=alert(1)></hostile-x><script>alert(1)</script></script><img src=x onerror=alert(1)><svg onload=alert(1)>\
                      \"'><hostile-x>{{ 7*7 }}{% raw %}]]>--><!--\u{202e}\u{200b}";

fn markdown(head: &str, body: &str) -> Vec<u8> {
    format!("---\n{head}\n---\n\n{body}\n").into_bytes()
}

#[test]
fn markup_of_a_source_is_never_markup_of_a_page() {
    let yaml = |text: &str| serde_json::to_string(text).expect("a string");
    let links = "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#10;script:alert(1)) [d](data:text/html,<script>alert(1)</script>) ![e](javascript:alert(1)) <javascript:alert(1)> [f](https://a.b/\"onclick=\"alert)";
    let facts = format!(
        "id: n\nlang: en\ntitle: {t}\nsubjects: [{t}]\nsource: {t}\nsession: {t}\nagenda_item: {t}\njob_number: {t}",
        t = yaml(MARKUP)
    );
    let folder = Folder::with(&[
        ("archive.yaml", format!("title: {t}\ndescription: {t}\n", t = yaml(MARKUP)).as_bytes()),
        ("content/A_RES_63_195-EN.txt", format!("{RESOLUTION}\n3. {MARKUP} resolution 62/175 {MARKUP}.\n").as_bytes()),
        ("content/n.md", &markdown(&facts, &format!("# {MARKUP}\n\n{MARKUP}\n\n{links}\n\n- {MARKUP}\n\n|{MARKUP}|\n|-|\n|a|\n\nA/RES/62/175 {MARKUP} a[^1]\n\n[^1]: {MARKUP} {links}"))),
        ("content/h.html", format!("<p>{MARKUP}</p><p>&lt;script&gt;alert(1)&lt;/script&gt; <a href='javascript:alert(1)'>A/RES/62/175</a></p>").as_bytes()),
        ("content/pages/by-hand.md", format!("# {MARKUP}\n\n{MARKUP}\n\n{links}").as_bytes()),
        (&format!("content/{}.txt", "<img src=x onerror=alert(1)>"), b"Text of it.\n"),
    ]);
    let site = Site::of(&folder.path());
    assert!(site.files.contains_key("n.html") && site.files.contains_key("by-hand.html"), "{}", site.said);
    assert!(!site.said.contains("front matter"), "the facts are read: {}", site.said);
    let shown = String::from_utf8_lossy(&site.files["n.html"]);
    assert!(shown.matches("&lt;hostile-x").count() > 5, "what stands in a source is shown");
    for (path, bytes) in &site.files {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".js") {
            assert!(!text.contains("</script"), "{path}");
        }
        if !path.ends_with(".html") {
            continue;
        }
        let page = Html::parse_document(&text);
        for element in page.tree.nodes().filter_map(|node| node.value().as_element()) {
            assert!(
                element.name() != "hostile-x" && !(element.name() == "img" && element.attr("src") == Some("x")),
                "{path}"
            );
            for (name, value) in element.attrs() {
                let scheme: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(11).collect();
                let scheme = scheme.to_ascii_lowercase();
                assert!(!name.starts_with("on"), "{path}: {name}={value}");
                let address = matches!(name, "href" | "src" | "action");
                assert!(
                    !(address && (scheme.starts_with("javascript:") || scheme.starts_with("data:text"))),
                    "{path}: {value}"
                );
            }
        }
        let selector = scraper::Selector::parse("script").expect("a selector");
        for script in page.select(&selector) {
            let text: String = script.text().collect();
            assert!(!text.trim_start().starts_with("alert"), "{path}: {text}");
            if script.value().attr("type") == Some("application/ld+json") {
                assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{path}: {text}");
            }
        }
        assert!(!text.contains(">49<") && !text.contains("<49"), "{path}: a template of theirs was filled");
    }
}
