//! Hostile and odd input, through the real program: each row is one attack. Whatever stands in a source, the program does not fall, the
//! rest of the archive is built, nothing of the input becomes markup, and nothing is written outside the output folder.

mod site;

use std::{fs, path::Path, process::Command, time::Duration};

use scraper::Html;
use site::{Folder, Site, concord, files, said};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

/// Markup that a page must show and never hold.
const MARKUP: &str = "<hostile-x onclick=alert(1)></hostile-x><script>alert(1)</script></script><img src=x onerror=alert(1)><svg onload=alert(1)>\
                      \"'><hostile-x>{{ 7*7 }}{% raw %}]]>--><!--\u{202e}\u{200b}";

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
        attack(
            "file names",
            [
                " .txt",
                "<img src=x onerror=alert(1)>.txt",
                "a b.txt",
                "a#b.txt",
                "a?b.txt",
                "a%41b.txt",
                "a\nb.txt",
                "con.txt",
                "\u{202e}gnp.txt",
                "é.txt",
                "e\u{301}.txt",
                "..txt",
            ]
            .iter()
            .map(|name| (format!("content/{name}"), name))
            .map(|(path, name)| (path, format!("Text of {}.\n", name.len()).into_bytes()))
            .fold(attack("", Vec::new(), 0, &[], &[]), |mut all, file| {
                all.files.push(file);
                all
            })
            .files
            .into_iter()
            .map(|(path, bytes)| (Box::leak(path.into_boxed_str()) as &str, bytes))
            .collect(),
            1,
            &["claimed"],
            &["_con.html"],
        ),
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
    for attack in paths().into_iter().chain(formats()) {
        let mut all: Vec<(&str, &[u8])> =
            attack.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        all.push(("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()));
        let folder = Folder::with(&all);
        let before = files(&folder.path());
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
        assert!(files(&folder.path()) == before, "{}: the sources changed", attack.shows);
    }
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

fn build(source: &Path, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concord"));
    command.args(["build", "--quiet", "--source"]).arg(source).arg("--output").arg(output);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command
}

fn archive(word: &str) -> Folder {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    for i in 0..60 {
        folder.put(
            &format!("content/A_RES_64_{i}.md"),
            &markdown("lang: en", &format!("{word}. Recalls resolution 63/{i} of the General Assembly.")),
        );
    }
    folder
}

#[test]
fn killed_at_any_moment_every_file_is_old_or_new() {
    let (old, new) = (archive("Old"), archive("New"));
    let (before, after) = (Site::of(&old.path()).files, Site::of(&new.path()).files);
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("site");
    assert!(build(&old.path(), &output).status().is_ok_and(|status| status.success()));
    let started = std::time::Instant::now();
    assert!(build(&new.path(), &place.path().join("other")).status().is_ok_and(|status| status.success()));
    let whole = started.elapsed().max(Duration::from_millis(30));
    for moment in 1..=30_u32 {
        let source = if moment % 2 == 0 { old.path() } else { new.path() };
        let mut running = build(&source, &output).spawn().expect("it starts");
        std::thread::sleep(whole * moment / 30);
        let _ = running.kill();
        let _ = running.wait();
        for (path, bytes) in files(&output) {
            let whole = before.get(&path) == Some(&bytes) || after.get(&path) == Some(&bytes);
            assert!(
                whole || path == "MANIFEST.sha256" || path.ends_with(".concord-part"),
                "moment {moment}: {path} is torn"
            );
        }
    }
    assert!(build(&new.path(), &output).status().is_ok_and(|status| status.success()));
    assert!(files(&output) == after, "the next build mends the rest and leaves nothing of its own");
}

#[test]
fn what_a_stopped_build_left_is_removed() {
    let folder = archive("New");
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("site");
    assert!(build(&folder.path(), &output).status().is_ok_and(|status| status.success()));
    let whole = files(&output);
    fs::write(output.join("A/RES/63/195.html.concord-part"), "half").expect("a file");
    fs::write(output.join(".concord-lock"), "a build is writing here\n").expect("a file");
    assert!(build(&folder.path(), &output).status().is_ok_and(|status| status.success()));
    assert!(files(&output) == whole);
}

#[test]
fn two_builds_at_once_make_one_site() {
    let (old, new) = (archive("Old"), archive("New"));
    let (before, after) = (Site::of(&old.path()).files, Site::of(&new.path()).files);
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("site");
    let running: Vec<_> = [&old, &new, &old, &new]
        .map(|folder| build(&folder.path(), &output).spawn().expect("it starts"))
        .into_iter()
        .collect();
    for mut one in running {
        assert!(one.wait().is_ok_and(|status| status.success()));
    }
    let made = files(&output);
    assert!(made == before || made == after, "the site is that of one build");
}

/// Shapes of text by size in bytes; each once was, or could be, read more than once for each of its parts.
fn shapes() -> Vec<(&'static str, &'static str, fn(usize) -> String)> {
    vec![
        ("one character", "txt", |n| "x".repeat(n)),
        ("figures", "txt", |n| "1".repeat(n)),
        ("letters of items", "txt", |n| "(a) ".repeat(n / 4)),
        ("第", "txt", |n| "第".repeat(n / 3)),
        ("spaces", "txt", |n| format!("a{}b", " ".repeat(n))),
        ("lines of one character", "txt", |n| "a\n".repeat(n / 2)),
        ("headings", "txt", |n| "INTRODUCTION\n\n".repeat(n / 14)),
        ("a symbol again and again", "txt", |n| "A/RES/63/195 ".repeat(n / 13)),
        ("a list of numbers", "txt", |n| {
            format!(
                "resolutions {} of the General Assembly.",
                (0..n / 8).map(|i| format!("{}/{}", 60 + i % 20, i % 300 + 1)).collect::<Vec<_>>().join(", ")
            )
        }),
        ("a sentence in Chinese again and again", "txt", |n| {
            "大会，回顾其2007年12月18日第62/175号决议，赞赏地注意到秘书长的报告。".repeat(n / 100)
        }),
        ("a sentence in Arabic without end", "txt", |n| "قرار الجمعية العامة 62/175 المؤرخ ".repeat(n / 58)),
        ("numbered paragraphs", "txt", |n| {
            (1..n / 60)
                .map(|i| format!("{i}. Recalls resolution 62/{} of the General Assembly;\n\n", i % 300))
                .collect()
        }),
        ("notes in Markdown", "md", |n| {
            (0..n / 36).map(|i| format!("Text[^{i}] more.\n\n[^{i}]: note {i}\n\n")).collect()
        }),
        ("emphasis in Markdown", "md", |n| "*a **b".repeat(n / 6)),
        ("links in Markdown", "md", |n| "[a](b) ".repeat(n / 7)),
        ("a table in Markdown", "md", |n| format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(n / 6))),
        ("a table in HTML", "html", |n| format!("<table>{}", "<tr><td>a".repeat(n / 9))),
    ]
}

/// Seconds of processor time that a build takes: the least of two, for other work on the machine only adds to it.
fn cost(text: &str, ending: &str) -> f64 {
    let folder = Folder::with(&[(&format!("content/n.{ending}"), text.as_bytes())]);
    let once = || {
        let started = std::time::Instant::now();
        let site = tempfile::tempdir().expect("a temporary folder");
        let _ = build(&folder.path(), &site.path().join("site")).status();
        started.elapsed().as_secs_f64()
    };
    once().min(once())
}

#[test]
fn twice_the_text_takes_no_more_than_twice_the_time() {
    let empty = cost("Text.", "txt");
    for (shows, ending, shape) in shapes() {
        let steep = |base: usize| {
            // What every build takes is not the text's; below a tenth of a second nothing can be told.
            let small = (cost(&shape(base), ending) - empty).max(0.1);
            (cost(&shape(base * 4), ending) - empty) / small
        };
        // Four times the text takes four times the time where it is read once, sixteen times where it is read for each of its parts.
        let ratios: Vec<f64> = (0..3).map(|_| steep(75_000)).take_while(|ratio| *ratio > 9.0).collect();
        assert!(ratios.len() < 3, "{shows}: four times the text takes {ratios:?} times the time");
    }
}
