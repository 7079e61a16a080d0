//! Runs the tables of `tests/tables/cite.LANG.txt`: what is cited in a text of each language, and what only looks so. A failure
//! prints file, line, expected and got.

use std::fmt::Write as _;

use concord::{
    model::{Kind, Lang},
    recognize::{Found, Grammar, recognize_text},
};

/// One row of a table.
struct Row {
    line: usize,
    name: String,
    issuer: Option<String>,
    doc: Option<String>,
    text: String,
    expected: Vec<String>,
}

/// The rows of a table: a line `--- name [issuer=…] [doc=…]`, the text, `=> target [pinpoint] | …`.
fn rows(table: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (i, line) in table.lines().enumerate() {
        if let Some(head) = line.strip_prefix("--- ") {
            let option = |key: &str| {
                let from = head.find(&format!("[{key}="))? + key.len() + 2;
                Some(head[from..].split(']').next().unwrap_or_default().to_owned())
            };
            let name = head.split('[').next().unwrap_or_default().trim().to_owned();
            let (issuer, doc) = (option("issuer"), option("doc"));
            rows.push(Row { line: i + 1, name, issuer, doc, text: String::new(), expected: Vec::new() });
        } else if let (Some(row), Some(expected)) = (rows.last_mut(), line.strip_prefix("=> ")) {
            if !expected.starts_with("none") {
                row.expected = expected.split(" | ").map(|one| one.trim().to_owned()).collect();
            }
        } else if let Some(row) = rows.last_mut().filter(|_| !line.is_empty()) {
            if !row.text.is_empty() {
                row.text.push('\n');
            }
            row.text.push_str(line);
        }
    }
    rows
}

/// A citation as a table prints it.
fn printed(found: &Found) -> String {
    let pinpoint = found.pinpoint.as_ref().map(ToString::to_string);
    let internal = (found.kind == Kind::Internal).then(|| "internal".to_owned());
    let said: Vec<String> = internal.into_iter().chain(pinpoint).collect();
    if said.is_empty() { found.target.clone() } else { format!("{} [{}]", found.target, said.join(" ")) }
}

/// The table of a language: at least forty rows, each settled as it says, each text the slice at its position.
fn table(lang: Lang, file: &str, table: &str) {
    let grammar = Grammar::built_in().expect("the built-in grammar is tested by itself");
    let rows = rows(table);
    assert!(rows.len() >= 40, "{file} has {} rows, and should have forty", rows.len());
    let mut wrong = String::new();
    for row in &rows {
        let found =
            recognize_text(&row.text, lang, row.issuer.as_deref(), row.doc.as_deref(), &grammar).expect("a grammar");
        let got: Vec<String> = found.iter().map(printed).collect();
        if got != row.expected {
            let _ = writeln!(wrong, "{file}:{} {}\n  {}", row.line, row.name, row.text);
            let _ = writeln!(wrong, "  expected {}\n  got      {}", row.expected.join(" | "), got.join(" | "));
        }
        for one in &found {
            let slice: String = row.text.chars().skip(one.start).take(one.end - one.start).collect();
            assert_eq!(slice, one.text, "{file}:{} {}: the position is another's", row.line, row.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn arabic() {
    table(Lang::Ar, "tests/tables/cite.ar.txt", include_str!("tables/cite.ar.txt"));
}

#[test]
fn english() {
    table(Lang::En, "tests/tables/cite.en.txt", include_str!("tables/cite.en.txt"));
}

#[test]
fn spanish() {
    table(Lang::Es, "tests/tables/cite.es.txt", include_str!("tables/cite.es.txt"));
}

#[test]
fn french() {
    table(Lang::Fr, "tests/tables/cite.fr.txt", include_str!("tables/cite.fr.txt"));
}

#[test]
fn russian() {
    table(Lang::Ru, "tests/tables/cite.ru.txt", include_str!("tables/cite.ru.txt"));
}

#[test]
fn chinese() {
    table(Lang::Zh, "tests/tables/cite.zh.txt", include_str!("tables/cite.zh.txt"));
}
