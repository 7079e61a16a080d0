//! Hostile and odd input, through the real program: each row is one attack. Whatever stands in a source, the program does not fall, the
//! rest of the archive is built, nothing of the input becomes markup, and nothing is written outside the output folder.

#![allow(
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the files of a test are few and its own"
)]

mod site;

use std::{fs, process::Command};

use site::{Folder, Site, concord, files, said};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

fn markdown(head: &str, body: &str) -> Vec<u8> {
    format!("---\n{head}\n---\n\n{body}\n").into_bytes()
}

/// One attack: the files beside a good one, the exit status, what is said, which pages are there besides the good one's.
struct Attack {
    shows: &'static str,
    files: Vec<(String, Vec<u8>)>,
    status: i32,
    said: &'static [&'static str],
    pages: &'static [&'static str],
}

fn attack(
    shows: &'static str,
    files: Vec<(&str, Vec<u8>)>,
    status: i32,
    said: &'static [&'static str],
    pages: &'static [&'static str],
) -> Attack {
    let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
    Attack { shows, files, status, said, pages }
}

/// Files whose names mean something to a shell, a browser or a disk, each with a text of its own.
fn names() -> Vec<(&'static str, Vec<u8>)> {
    let names = [
        "content/ .txt",
        "content/<img src=x onerror=alert(1)>.txt",
        "content/a b.txt",
        "content/a#b.txt",
        "content/a?b.txt",
        "content/a%41b.txt",
        "content/a\nb.txt",
        "content/con.txt",
        "content/\u{202e}gnp.txt",
        "content/é.txt",
        "content/e\u{301}.txt",
        "content/..txt",
    ];
    names.iter().map(|name| (*name, format!("Text of {}.\n", name.len()).into_bytes())).collect()
}

/// A name of some 220 bytes.
const LONG: &str = "content/long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long.txt";

fn collisions() -> Vec<Attack> {
    let note = |head: &str| markdown(&format!("{head}\nlang: en"), "Text of it.");
    vec![
        attack(
            "names of Windows devices",
            vec![("content/n.md", note("symbol: A/CON")), ("content/o.md", note("symbol: A/con.txt/1"))],
            0,
            &[],
            &["A/_CON.html", "A/_con.txt/1.html"],
        ),
        attack(
            "a symbol that differs in case from one that is cited",
            vec![("content/n.md", note("symbol: a/res/62/175"))],
            0,
            &[],
            &["A/res/62/175.html"],
        ),
        attack(
            "two symbols that differ in brackets alone",
            vec![
                ("content/n.md", note("symbol: A/RES/217(III)[A]")),
                ("content/o.md", note("symbol: A/RES/217(III)A")),
            ],
            1,
            &["content/o.md: A/RES/217(III)A is claimed by content/n.md too"],
            &["A/RES/217(III)A.html", "text-o.html"],
        ),
        attack(
            "the same in two languages",
            vec![
                ("content/n.md", note("symbol: A/RES/217(III)[A]")),
                ("content/o.md", markdown("symbol: A/RES/217(III)A\nlang: fr", "Texte.")),
            ],
            0,
            &[],
            &["A/RES/217(III)A.html", "A/RES/217(III)A.fr.html"],
        ),
        attack(
            "three texts that share the members of joint symbols",
            vec![
                ("content/n.md", note("symbol: A/1-E/1")),
                ("content/o.md", note("symbol: E/1-S/1")),
                ("content/p.md", note("symbol: A/1")),
            ],
            1,
            &[
                "content/o.md: E/1-S/1 is claimed by content/n.md too",
                "content/p.md: A/1 is claimed by content/n.md too",
            ],
            &["A/1.html", "E/1.html", "text-o.html", "text-p.html"],
        ),
        attack(
            "a name that is too long for a symbol or an id",
            vec![(LONG, b"Text.".to_vec())],
            0,
            &[],
            &[
                "long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long.html",
            ],
        ),
        attack(
            "a symbol that ends like a language",
            vec![
                ("content/n.md", note("symbol: A/1")),
                ("content/o.md", markdown("symbol: A/1\nlang: fr", "Texte.")),
                ("content/p.md", note("symbol: A/1.fr")),
            ],
            0,
            &[],
            &["A/1.html", "A/1.fr.html", "A/1.fr_.html"],
        ),
        attack(
            "a page where another needs a folder",
            vec![("content/n.md", note("symbol: A/1")), ("content/o.md", note("symbol: A/1.html/2"))],
            0,
            &[],
            &["A/1.html", "A/1.html_/2.html"],
        ),
    ]
}

fn paths() -> Vec<Attack> {
    let note = |head: &str| markdown(&format!("{head}\nlang: en"), "Text of it.");
    vec![
        attack(
            "ids of the program's own pages",
            ["index", "search", "documents", "404", "subjects"]
                .iter()
                .enumerate()
                .map(|(i, id)| {
                    (
                        ["content/1.md", "content/2.md", "content/3.md", "content/4.md", "content/5.md"][i],
                        note(&format!("id: {id}")),
                    )
                })
                .collect(),
            0,
            &[],
            &["_index.html", "_search.html", "_documents.html", "_404.html", "_subjects.html"],
        ),
        attack(
            "a symbol in a folder of the program's own",
            vec![("content/n.md", note("symbol: cited/A"))],
            0,
            &[],
            &["_CITED/A.html", "cited/A.html"],
        ),
        attack(
            "a symbol longer than a path",
            vec![("content/n.md", note(&format!("symbol: A/{}", "x".repeat(5_000))))],
            1,
            &["content/n.md:2: ", "no symbol is"],
            &["n.html"],
        ),
        attack(
            "characters of no symbol",
            vec![("content/n.md", note("symbol: A/<script>")), ("content/o.md", note("symbol: \"A/1\\u202e2\""))],
            1,
            &["content/n.md:2: ", "content/o.md:2: "],
            &["n.html", "o.html"],
        ),
        attack("file names", names(), 1, &["claimed"], &["_con.html"]),
        attack(
            "a page by hand and a document of one name",
            vec![("content/pages/A/RES/62/175.md", b"# By hand".to_vec())],
            0,
            &[],
            &["A/RES/62/175.html"],
        ),
    ]
}

fn formats() -> Vec<Attack> {
    let note = |body: String| markdown("id: n\nlang: en", &body);
    let bomb = (b'b'..b'j').fold("a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned(), |yaml, c| {
        let (new, old) = (char::from(c), char::from(c - 1));
        format!("{yaml}{new}: &{new} [*{old},*{old},*{old},*{old},*{old},*{old},*{old},*{old},*{old}]\n")
    });
    let sidecar = "content/A_RES_63_195-EN.yaml";
    vec![
        attack(
            "an alias bomb in a sidecar",
            vec![(sidecar, bomb.clone().into_bytes())],
            1,
            &["A_RES_63_195-EN.yaml:1: "],
            &[],
        ),
        attack(
            "an alias bomb in subjects",
            vec![(sidecar, format!("subjects:\n- &a [x]\n{}", "- *a\n".repeat(100_000)).into_bytes())],
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
            vec![(sidecar, "[".repeat(100_000).into_bytes())],
            1,
            &["A_RES_63_195-EN.yaml:1: "],
            &[],
        ),
        attack("a sidecar that is no text", vec![(sidecar, b"\0\x01\xff".to_vec())], 1, &["A_RES_63_195-EN.yaml"], &[]),
        attack("lists in lists", vec![("content/n.md", note("- ".repeat(10_000) + "deep"))], 0, &[], &["n.html"]),
        attack(
            "indented lists in lists",
            vec![("content/n.md", note((0..1_000).map(|i| format!("{}- a\n", "  ".repeat(i))).collect()))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "quotations in quotations",
            vec![("content/n.md", note(">".repeat(10_000) + "deep"))],
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
            vec![("content/n.md", note("*".repeat(10_000) + "a" + &"*".repeat(10_000)))],
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
                note("<!-- at: pre-4294967295 -->\n\na\n\nb\n\n<!-- at: para-1.4294967295 -->\n\n4294967295\\. c\n\n1\\. d".into()),
            )],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "an annex whose label is markup",
            vec![("content/n.md", note("<!-- at: annex-I\"><script>alert(1)</script> -->\n\na".into()))],
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
            vec![("content/n.md", note("A \u{1}\u{7}\u{1b}[31m bell".into()))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "a hundred thousand notes",
            vec![("content/n.md", note((0..100_000).map(|i| format!("a[^{i}]\n\n[^{i}]: b\n\n")).collect()))],
            0,
            &[],
            &["n.html"],
        ),
        attack(
            "a hundred thousand marks",
            vec![("content/n.md", note("a[^1] ".repeat(100_000) + "\n\n[^1]: b"))],
            0,
            &[],
            &["n.html"],
        ),
    ]
}

#[test]
fn no_attack_costs_more_than_its_own_page() {
    for attack in paths().into_iter().chain(collisions()).chain(formats()) {
        let mut all: Vec<(&str, &[u8])> =
            attack.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        all.push(("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()));
        let folder = Folder::with(&all);
        let before = files(&folder.path().join("content"));
        let site = Site::of(&folder.path());
        let told: String = site.said.chars().take(2_000).collect();
        assert_eq!(site.status, attack.status, "{}: {told}", attack.shows);
        assert!(!site.said.contains("panicked"), "{}: {told}", attack.shows);
        for words in attack.said {
            assert!(site.said.contains(words), "{}: `{words}` is not said:\n{told}", attack.shows);
        }
        for page in ["A/RES/63/195.html", "index.html"].iter().chain(attack.pages) {
            assert!(site.files.contains_key(*page), "{}: no {page}", attack.shows);
        }
        assert!(files(&folder.path().join("content")) == before, "{}: the sources changed", attack.shows);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_told_and_passed_over() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    let content = folder.path().join("content");
    symlink("/etc/passwd", content.join("p.txt")).expect("a link");
    symlink("..", content.join("loop")).expect("a link");
    fs::create_dir(content.join("x.txt")).expect("a folder");
    assert!(Command::new("mkfifo").arg(content.join("pipe.txt")).status().is_ok_and(|status| status.success()));
    let site = Site::of(&folder.path());
    for words in [
        "warning: content/p.txt: this is a symbolic link",
        "warning: content/loop: ",
        "error: content/pipe.txt: this file cannot be read: it is a pipe",
    ] {
        assert!(site.said.contains(words), "{}", site.said);
    }
    assert_eq!(site.status, 1);
    assert!(site.files.contains_key("A/RES/63/195.html"));
    assert!(!site.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("root:x:")));
    // A content folder that is a link itself is the user's own choice.
    let other = tempfile::tempdir().expect("a temporary folder");
    symlink(&content, other.path().join("content")).expect("a link");
    assert!(!Site::of(other.path()).said.contains("content: this is a symbolic link"));
}

#[test]
fn the_sources_are_no_output_folder() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), ("static/x.css", b"")]);
    let source = folder.path();
    let before = files(&source);
    for output in [
        source.clone(),
        source.join("content"),
        source.join("content/site"),
        source.join("static/../static/new"),
        source.join(".."),
    ] {
        let done =
            concord(&["build", "--source", &source.display().to_string(), "--output", &output.display().to_string()]);
        assert_eq!(done.status.code(), Some(1), "{}", output.display());
        assert!(said(&done).contains("the sources are in this folder"), "{}", said(&done));
    }
    assert_eq!(files(&source), before);
}
