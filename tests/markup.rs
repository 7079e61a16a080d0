//! Markup and scripts in sources, sidecars, file names and settings: shown as text on every page, and never an element, an attribute, an
//! address or a script of it. Read by an HTML parser.

#![allow(
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the files of a test are few and its own"
)]

#[path = "attacks/markup.rs"]
mod attacks;
mod site;

use scraper::Html;
use site::{Folder, Site};

#[test]
fn markup_of_a_source_is_never_markup_of_a_page() {
    let files = attacks::sources();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let folder = Folder::with(&files);
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
