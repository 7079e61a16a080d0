//! Attacks by names: of files, of documents, of pages.

use super::{Attack, attack, markdown};

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

/// Names that would share a path.
pub fn collisions() -> Vec<Attack> {
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
                "long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-203ffa8ae12e144a.html",
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

/// Names that would lead elsewhere.
pub fn paths() -> Vec<Attack> {
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

/// File names that disks do not hold alike.
pub fn disks() -> Vec<Attack> {
    vec![
        attack(
            "file names that differ in what is not seen, in case or in Unicode form alone",
            ["Case", "case", "zw\u{200b}", "zw", "aux", "nul", "com1", "lpt9.x", "a\\b", "\u{212a}", "k", "-rf"]
                .iter()
                .map(|name| (format!("content/{name}.txt"), format!("Text of {}.\n", name.len())))
                .map(|(path, text)| (&*path.leak(), text.into_bytes()))
                .collect(),
            1,
            &["content/case.txt: case is claimed by content/Case.txt too"],
            &[
                "case.html",
                "text-case.html",
                "_aux.html",
                "_nul.html",
                "_com1.html",
                "_lpt9.x.html",
                "a-b.html",
                "rf.html",
            ],
        ),
        attack(
            "names of pages by hand that not every disk can hold",
            [
                "con",
                "COM1/aux",
                "a:b",
                "x\\y",
                "a<b>|c\"?*",
                "\u{202e}gnp",
                "index.html/x",
                "MANIFEST.sha256/x",
                "dot./x",
                ".concord-lock/x",
            ]
            .iter()
            .map(|name| (&*format!("content/pages/{name}.md").leak(), b"# By hand\n".to_vec()))
            .collect(),
            0,
            &[],
            &[
                "_con.html",
                "_COM1/_aux.html",
                "a_b.html",
                "x_y.html",
                "_gnp.html",
                "index.html_/x.html",
                "MANIFEST.sha256_/x.html",
                "dot._/x.html",
            ],
        ),
        attack(
            "pages by hand that differ in case or in Unicode form alone",
            ["About", "about", "caf\u{e9}", "cafe\u{301}"]
                .iter()
                .map(|name| (&*format!("content/pages/{name}.md").leak(), b"# By hand\n".to_vec()))
                .collect(),
            1,
            &["content/pages/about.md: another page under content/pages/ has this path"],
            &["About.html"],
        ),
    ]
}
