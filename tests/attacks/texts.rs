//! Attacks by what stands in a text, its front matter, its sidecar or the settings.

use super::{Attack, attack, markdown};

const SIDECAR: &str = "content/A_RES_63_195-EN.yaml";

/// A few lines of YAML that say more than any memory holds.
pub fn alias_bomb() -> String {
    (b'b'..b'j').fold("a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned(), |yaml, c| {
        let (new, old) = (char::from(c), char::from(c - 1));
        format!("{yaml}{new}: &{new} [*{old},*{old},*{old},*{old},*{old},*{old},*{old},*{old},*{old}]\n")
    })
}

fn note(body: &str) -> Vec<u8> {
    markdown("id: n\nlang: en", body)
}

/// Facts.
pub fn yaml() -> Vec<Attack> {
    let bomb = alias_bomb();
    vec![
        attack(
            "an alias bomb in a sidecar",
            vec![(SIDECAR, bomb.clone().into_bytes())],
            1,
            &["A_RES_63_195-EN.yaml:1: "],
            &[],
        ),
        attack(
            "an alias bomb in subjects",
            vec![(SIDECAR, format!("subjects:\n- &a [x]\n{}", "- *a\n".repeat(100_000)).into_bytes())],
            1,
            &["A_RES_63_195-EN.yaml:"],
            &[],
        ),
        attack(
            "an alias bomb in front matter",
            vec![("content/n.md", markdown(&bomb, "Text."))],
            1,
            &["content/n.md:"],
            &["n.html"],
        ),
        attack(
            "a sidecar of brackets",
            vec![(SIDECAR, "[".repeat(100_000).into_bytes())],
            1,
            &["A_RES_63_195-EN.yaml:1: "],
            &[],
        ),
        attack("a sidecar that is no text", vec![(SIDECAR, b"\0\x01\xff".to_vec())], 1, &["A_RES_63_195-EN.yaml"], &[]),
        attack(
            "front matter without end, and a title without end",
            vec![
                ("content/n.md", format!("---\nid: n\ntitle: {}\n", "x".repeat(1_000_000)).into_bytes()),
                ("content/o.md", markdown(&format!("id: o\nlang: en\ntitle: {}", "x".repeat(100_000)), "Text.")),
            ],
            0,
            &[],
            &["o.html"],
        ),
        attack(
            "facts of the wrong kind",
            vec![
                ("content/n.md", markdown("id: [a]", "Text.")),
                ("content/o.md", markdown("id: o\nlang: xx", "Text.")),
                ("content/p.md", markdown("id: p\ndate: 2009-02-30", "Text.")),
                ("content/q.md", markdown("symbol: A/1\nsymbol: A/2", "Text.")),
                ("content/r.md", markdown("? {a: b}\n: c", "Text.")),
                ("content/s.md", markdown("id: ../../s", "Text.")),
            ],
            1,
            &["content/n.md:2: ", "content/o.md:3: ", "content/p.md:3: ", "content/q.md:3: ", "content/r.md:"],
            &["n.html", "o.html", "p.html", "q.html", "r.html", "s.html"],
        ),
    ]
}

/// What is deep.
pub fn nesting() -> Vec<Attack> {
    vec![
        attack("lists in lists", vec![("content/n.md", note(&("- ".repeat(10_000) + "deep")))], 0, &[], &["n.html"]),
        attack(
            "indented lists in lists",
            vec![("content/n.md", note(&(0..1_000).map(|i| format!("{}- a\n", "  ".repeat(i))).collect::<String>()))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "quotations in quotations",
            vec![("content/n.md", note(&(">".repeat(10_000) + "deep")))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "the same in a page by hand",
            vec![("content/pages/n.md", (">".repeat(10_000) + "deep").into_bytes())],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "emphasis in emphasis",
            vec![("content/n.md", note(&("*".repeat(10_000) + "a" + &"*".repeat(10_000))))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "elements in elements",
            vec![("content/n.html", ("<div>".repeat(10_000) + "deep").into_bytes())],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "tables that begin inside an item, behind figures with a sign",
            vec![(
                "content/n.md",
                note("- 12\\| a | b\n  ---|---\n  1 | 2\n\n- 12\\. c | d\n  ---|---\n\n1. - 3\\. e | f\n     ---|---"),
            )],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "lists in lists in a page by hand",
            vec![
                ("content/pages/n.md", ("- ".repeat(10_000) + "deep").into_bytes()),
                ("content/pages/o.md", ("1. ".repeat(10_000) + "deep").into_bytes()),
                ("content/pages/p.md", ("*".repeat(10_000) + "a" + &"*".repeat(10_000)).into_bytes()),
                ("content/pages/q.md", ("[".repeat(100_000) + "a").into_bytes()),
            ],
            0,
            &[],
            &["n.html", "o.html", "p.html", "q.html"],
        ),
    ]
}

/// What is much, or counted on.
pub fn numbers() -> Vec<Attack> {
    vec![
        attack(
            "numbers of lists that cannot be counted on",
            vec![(
                "content/n.html",
                b"<p>Text<ol type=a start=-9223372036854775808><li>a<li>b</ol><ol start=9223372036854775807><li>c<li>d</ol>\
                  <table><tr><td colspan=99999999999 rowspan=4294967295>e<td>f</table>"
                    .to_vec(),
            )],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "places that cannot be counted on",
            vec![(
                "content/n.md",
                note("<!-- at: pre-4294967295 -->\n\na\n\nb\n\n<!-- at: para-1.4294967295 -->\n\n4294967295\\. c\n\n1\\. d"),
            )],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "an annex whose label is markup",
            vec![("content/n.md", note("<!-- at: annex-I\"><script>alert(1)</script> -->\n\na"))],
            0,
            &["content/n.md:", "is no place in a document"],
            &["n.html"],
        ),
        attack(
            "a setting that is markup",
            vec![("archive.yaml", b"title: <script>alert(1)</script>\nbase_url: \"https://a.b/\\\"><script>\"\n".to_vec())],
            0,
            &[],
            &[],
        ),
        attack(
            "control characters",
            vec![("content/n.md", note("A \u{1}\u{7}\u{1b}[31m bell"))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "a hundred thousand notes",
            vec![("content/n.md", note(&(0..100_000).map(|i| format!("a[^{i}]\n\n[^{i}]: b\n\n")).collect::<String>()))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "a hundred thousand marks",
            vec![("content/n.md", note(&("a[^1] ".repeat(100_000) + "\n\n[^1]: b")))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "a hundred thousand notes and a line of a megabyte in a page by hand",
            vec![
                ("content/pages/n.md", (0..100_000).map(|i| format!("a[^{i}]\n\n[^{i}]: b\n\n")).collect::<String>().into()),
                ("content/pages/o.md", "word ".repeat(200_000).into_bytes()),
            ],
            0,
            &[],
            &["n.html", "o.html"],
        ),
        attack(
            "lines of a megabyte",
            vec![
                ("content/n.txt", "word ".repeat(200_000).into_bytes()),
                ("content/o.md", markdown("id: o\nlang: en", &"word ".repeat(200_000))),
                ("content/p.html", format!("<p>{}", "word ".repeat(200_000)).into_bytes()),
            ],
            0,
            &[],
            &["n.html", "o.html", "p.html"],
        ),
    ]
}
