//! Attacks by markup, wherever something of a source is shown. `tests/markup.rs` reads their pages with an HTML parser, `tests/chromium.rs` opens
//! them in a browser.

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

/// Markup that a page must show and never hold.
pub const MARKUP: &str = "<hostile-x onclick=alert(1)></hostile-x><script>alert(1)</script></script><img src=x onerror=alert(1)><svg onload=alert(1)>\
                      \"'><hostile-x>{{ 7*7 }}{% raw %}]]>--><!--\u{202e}\u{200b}";

fn markdown(head: &str, body: &str) -> Vec<u8> {
    format!("---\n{head}\n---\n\n{body}\n").into_bytes()
}

/// The files of an archive that attacks whoever reads it.
pub fn sources() -> Vec<(String, Vec<u8>)> {
    let yaml = |text: &str| serde_json::to_string(text).expect("a string");
    let links = "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#10;script:alert(1)) [d](data:text/html,<script>alert(1)</script>) ![e](javascript:alert(1)) <javascript:alert(1)> [f](https://a.b/\"onclick=\"alert)";
    let facts = format!(
        "id: n\nlang: en\ntitle: {t}\nsubjects: [{t}]\nsource: {t}\nsession: {t}\nagenda_item: {t}\njob_number: {t}",
        t = yaml(MARKUP)
    );
    let named = format!("content/{}.txt", "<img src=x onerror=alert(1)>");
    let files = [
        ("archive.yaml", format!("title: {t}\ndescription: {t}\n", t = yaml(MARKUP)).into_bytes()),
        ("content/A_RES_63_195-EN.txt", format!("{RESOLUTION}\n3. {MARKUP} resolution 62/175 {MARKUP}.\n").into_bytes()),
        ("content/n.md", markdown(&facts, &format!("# {MARKUP}\n\n{MARKUP}\n\n{links}\n\n- {MARKUP}\n\n|{MARKUP}|\n|-|\n|a|\n\nA/RES/62/175 {MARKUP} a[^1]\n\n[^1]: {MARKUP} {links}"))),
        ("content/h.html", format!("<p>&lt;script&gt;alert(1)&lt;/script&gt; <a href='javascript:alert(1)'>A/RES/62/175</a></p><p>{MARKUP}</p>").into_bytes()),
        ("content/pages/by-hand.md", format!("# {MARKUP}\n\n{MARKUP}\n\n{links}").into_bytes()),
        (named.as_str(), b"Text of it.\n".to_vec()),
    ];
    files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect()
}
