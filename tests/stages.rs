//! Stages follow one another by type alone: none imports another. What they share is named in DESIGN.md and here.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const STAGES: [&str; 9] =
    ["discover", "normalize", "recognize", "mention", "resolve", "render", "search", "export", "write"];

/// What a stage may import besides itself; DESIGN.md says why.
const SHARED: [&str; 8] = ["box_words", "cache", "config", "made_from", "markdown", "model", "own", "verbs"];

/// What the shared modules may import: nothing that a stage has made. What joins the first stages knows nothing of a whole run.
const BELOW: [(&str, &[&str]); 3] = [
    ("model", &[]),
    ("markdown", &["model"]),
    (
        "reading",
        &[
            "cache",
            "config",
            "discover",
            "made_from",
            "mention",
            "model",
            "normalize",
            "own",
            "progress",
            "recognize",
            "resolve",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The modules at the top of the crate that a source names: `crate::a::b` and `crate::{a::b, c}`. In comments a name is only a name.
fn imports(source: &str) -> BTreeSet<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(word(rest));
            continue;
        };
        let mut depth = 1;
        let mut begins = true;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => begins = true,
                c if begins && c.is_alphabetic() => {
                    found.insert(word(&group[i..]));
                    begins = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    found.remove("");
    found
}

#[test]
fn no_stage_imports_another() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let stages = STAGES.iter().map(|stage| (*stage, SHARED.as_slice()));
    for (part, allowed) in stages.chain(BELOW) {
        let files = sources(&src.join(part));
        assert!(!files.is_empty(), "{part} has no sources");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source");
            for name in imports(&text) {
                assert!(
                    name == part || allowed.contains(&name.as_str()),
                    "{} imports crate::{name}; a stage may import {allowed:?} and itself",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let names = |source| imports(source).into_iter().collect::<Vec<_>>();
    assert_eq!(names("use crate::model::Lang;"), ["model"]);
    assert_eq!(
        names("use crate::{\n    config::{A, b::C},\n    search::Words,\n};\nfn f() { crate::run::x(); }"),
        ["config", "run", "search"]
    );
    assert!(names("// as crate::search does\n//! crate::{a, b}").is_empty());
}
