//! Bad input, each a finding or a failure that names file, line, cause and remedy; never a panic, never a half-written site.

mod site;

use std::{fs, path::Path};

use site::{Folder, Site, concord, files, said};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

/// One case: files, what must be said, and whether a site comes of it.
struct Case {
    shows: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    said: &'static [&'static str],
    status: i32,
    pages: &'static [&'static str],
}

fn good() -> (&'static str, Vec<u8>) {
    ("content/A_RES_63_195-EN.txt", RESOLUTION.into())
}

fn cases() -> Vec<Case> {
    let gb18030 = encoding_rs::GB18030
        .encode("大会，\n\n回顾其2007年12月18日第62/175号决议，\n\n1. 赞赏地注意到秘书长的报告；\n")
        .0
        .into_owned();
    let utf16: Vec<u8> = RESOLUTION.replace("63/195", "63/196").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [&[0xff, 0xfe][..], &utf16].concat();
    vec![
        Case {
            shows: "GB18030 is decoded and said so",
            files: vec![good(), ("content/A_RES_63_196-ZH.txt", gb18030)],
            said: &[],
            status: 0,
            pages: &["A/RES/63/195.html", "A/RES/63/196.html", "A/RES/62/175.html"],
        },
        Case {
            shows: "UTF-16 is decoded and said so",
            files: vec![good(), ("content/A_RES_63_196-EN.txt", utf16)],
            said: &[],
            status: 0,
            pages: &["A/RES/63/195.html", "A/RES/63/196.html"],
        },
        Case {
            shows: "an empty file",
            files: vec![good(), ("content/empty.txt", b" \n".to_vec())],
            said: &["error: content/empty.txt: this file is empty", "help: "],
            status: 1,
            pages: &["A/RES/63/195.html"],
        },
        Case {
            shows: "a folder that holds a page and no document",
            files: vec![("content/pages/about.md", b"# About\n".to_vec())],
            said: &["warning: content: this folder holds no document", "help: put documents into it"],
            status: 0,
            pages: &["index.html", "about.html"],
        },
        Case {
            shows: "no text at all",
            files: vec![good(), ("content/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec())],
            said: &["error: content/picture.txt: this file is not text"],
            status: 1,
            pages: &["A/RES/63/195.html"],
        },
        Case {
            shows: "an unknown key in a sidecar",
            files: vec![good(), ("content/A_RES_63_195-EN.yaml", b"symbol: A/RES/63/195\ntitel: x\n".to_vec())],
            said: &["error: content/A_RES_63_195-EN.yaml:2: ", "titel"],
            status: 1,
            pages: &["A/RES/63/195.html"],
        },
        Case {
            shows: "a wrong type in a sidecar",
            files: vec![good(), ("content/A_RES_63_195-EN.yaml", b"symbol: A/RES/63/195\nsubjects: 7\n".to_vec())],
            said: &["error: content/A_RES_63_195-EN.yaml:2: "],
            status: 1,
            pages: &["A/RES/63/195.html"],
        },
        Case {
            shows: "a symbol claimed twice",
            files: vec![good(), ("content/second.txt", RESOLUTION.into())],
            said: &["error: content/second.txt: A/RES/63/195 is claimed by content/A_RES_63_195-EN.txt too"],
            status: 1,
            pages: &["A/RES/63/195.html", "text-second.html"],
        },
        Case {
            shows: "names without a letter that a path can hold",
            files: vec![
                ("content/报告.txt", b"A text of one sentence.".to_vec()),
                ("content/отчет.txt", b"A text of two sentences.".to_vec()),
                ("content/a...b.txt", b"A text of no sentence.".to_vec()),
            ],
            said: &[],
            status: 0,
            pages: &["text-3bec78d5914fa63f.html", "text-8eb5c7f0a68bcaf6.html", "a.b.html"],
        },
        Case {
            shows: "a symbol that would leave the output folder",
            files: vec![
                good(),
                ("content/out.txt", RESOLUTION.into()),
                ("content/out.yaml", b"symbol: A/../../x\n".to_vec()),
            ],
            said: &["error: content/out.yaml:1: ", "`..` cannot stand in a symbol"],
            status: 1,
            pages: &["A/RES/63/195.html"],
        },
    ]
}

#[test]
fn every_case_is_told_and_the_rest_is_built() {
    for case in cases() {
        let files: Vec<(&str, &[u8])> = case.files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        let folder = Folder::with(&files);
        let site = Site::of(&folder.path());
        for words in case.said {
            assert!(site.said.contains(words), "{}: `{words}` is not said:\n{}", case.shows, site.said);
        }
        assert!(!site.said.contains("panicked"), "{}: {}", case.shows, site.said);
        assert_eq!(site.status, case.status, "{}: {}", case.shows, site.said);
        for page in case.pages {
            assert!(site.files.contains_key(*page), "{}: no {page} among {:?}", case.shows, site.files.keys());
        }
        assert!(site.files.contains_key("index.html"), "{}", case.shows);
    }
}

#[test]
fn encodings_are_told_by_check() {
    let gb18030 = encoding_rs::GB18030
        .encode("大会，\n\n回顾其2007年12月18日第62/175号决议，\n\n1. 赞赏地注意到；\n")
        .0
        .into_owned();
    let folder = Folder::with(&[("content/A_RES_63_196-ZH.txt", &gb18030)]);
    let done = concord(&["check", "--source", &folder.path().display().to_string()]);
    assert!(
        said(&done).contains("content/A_RES_63_196-ZH.txt: this file is not UTF-8; it was read as GB18030"),
        "{}",
        said(&done)
    );
}

fn fails(folder: &Folder, output: &Path, words: &[&str]) {
    let source = folder.path().display().to_string();
    let done = concord(&["build", "--source", &source, "--output", &output.display().to_string()]);
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    for words in words {
        assert!(said(&done).contains(words), "`{words}` is not said:\n{}", said(&done));
    }
}

#[test]
fn a_template_that_is_wrong_names_file_and_line_and_leaves_the_site_alone() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    let output = folder.path().join("site");
    let source = folder.path().display().to_string();
    assert!(concord(&["build", "--source", &source]).status.success());
    let before = files(&output);
    let name = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))
        .expect("templates")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.contains("document"))
        .expect("a template for documents");
    folder.put(&format!("templates/{name}"), b"<p>\n{{ nobody.knows }}\n{% if %}\n");
    fails(&folder, &output, &["error: ", &format!("templates/{name}"), ":3", "help: "]);
    folder.put(&format!("templates/{name}"), b"<p>\n{{ nobody_knows_this }}</p>\n");
    fails(&folder, &output, &["error: ", &name, "nobody_knows_this", "help: "]);
    assert_eq!(files(&output), before, "the site that was there stays whole");
}

#[test]
fn where_templates_or_data_are_wrong_no_output_folder_is_made() {
    for (name, text) in [("templates/symbol.html", "{{ oops"), ("data/bodies.yaml", "- id: [A")] {
        let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), (name, text.as_bytes())]);
        let output = folder.path().join("site");
        fails(&folder, &output, &["error: ", name, "help: "]);
        assert!(!output.exists(), "{name}");
    }
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), ("mine/thesis.odt", b"x")]);
    let output = folder.path().join("mine");
    fails(&folder, &output, &["holds files that concord did not write", "nothing was changed"]);
    assert_eq!(files(&output).len(), 1);
}

#[test]
fn what_the_program_did_not_write_is_never_deleted() {
    let folder = Folder::with(&[
        ("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()),
        ("content/note.md", b"---\nid: note\nlang: en\n---\n\nA note.\n"),
    ]);
    let source = folder.path().display().to_string();
    assert!(concord(&["build", "--source", &source]).status.success());
    let output = folder.path().join("site");
    assert!(output.join("note.html").is_file());
    fs::write(output.join("mine.txt"), "mine").expect("a file");
    fs::remove_file(folder.path().join("content/note.md")).expect("removed");
    assert!(concord(&["build", "--source", &source]).status.success());
    assert!(output.join("mine.txt").is_file(), "a file of the user's");
    assert!(!output.join("note.html").exists(), "a page of a document that is gone");
}

#[test]
fn no_content_is_a_failure_that_says_what_to_do() {
    let folder = Folder::with(&[("readme.txt", b"x")]);
    fails(&folder, &folder.path().join("site"), &["content", "there is no such folder", "help: "]);
    assert!(!folder.path().join("site").exists());
}

#[test]
fn an_address_of_the_site_that_is_none_is_a_failure() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    for base in ["javascript:alert(1)//", "example.org/archive/", "//example.org/"] {
        folder.put("archive.yaml", format!("base_url: {base}\n").as_bytes());
        fails(
            &folder,
            &folder.path().join("site"),
            &["archive.yaml: base_url is", base, "help: begin it with https://"],
        );
    }
}

#[test]
fn wrong_usage_is_status_2() {
    assert_eq!(concord(&["build", "--no-such-option"]).status.code(), Some(2));
    assert_eq!(concord(&["frobnicate"]).status.code(), Some(2));
    assert_eq!(concord(&["cite", "--issuer", "NOBODY"]).status.code(), Some(2));
    let folder = Folder::with(&[("a.txt", b"1. Recalls its resolution 62/175;\n"), ("a.docx", b"")]);
    let [text, other] = ["a.txt", "a.docx"].map(|name| folder.path().join(name).display().to_string());
    let done = concord(&["normalize", &text, &other]);
    assert_eq!(done.status.code(), Some(2));
    assert!(done.stdout.is_empty() && said(&done).contains("a.docx: this is no source"), "{}", said(&done));
}

#[test]
fn a_data_file_of_an_older_version_says_which_piece_it_lacks() {
    let symbols = include_str!("../data/symbols.yaml");
    let older: String =
        symbols.lines().filter(|line| !line.starts_with("  dotted:")).flat_map(|line| [line, "\n"]).collect();
    assert_ne!(symbols.lines().count(), older.lines().count(), "the data has this piece");
    let folder = Folder::with(&[
        ("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()),
        ("data/symbols.yaml", older.as_bytes()),
    ]);
    fails(&folder, &folder.path().join("site"), &["data/citations/", ": no file has the piece {dotted}", "help: "]);
}

#[test]
fn a_new_file_whose_name_differs_in_case_alone_from_one_that_stands_is_refused() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), ("static/Seal.txt", b"a")]);
    let output = folder.path().join("site");
    let source = folder.path().display().to_string();
    assert!(concord(&["build", "--source", &source]).status.success());
    let before = files(&output);
    folder.put("static/seal.txt", b"b");
    for _ in 0..2 {
        fails(&folder, &output, &["error: static/", "two pages have this path", "help: "]);
        assert!(files(&output) == before, "the site stays as it was");
    }
    fs::remove_file(folder.path().join("static/Seal.txt")).expect("removed");
    assert!(concord(&["build", "--source", &source]).status.success());
    assert_eq!(files(&output).get("static/seal.txt").map(Vec::as_slice), Some(b"b".as_slice()));
}

#[test]
fn a_disk_that_cannot_be_written_is_named() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), ("file", b"x")]);
    fails(&folder, &folder.path().join("file"), &["this is a file"]);
    fails(&folder, Path::new("/proc/concord-site"), &["/proc/concord-site", "help: "]);
}

#[test]
fn a_new_archive_builds_at_once() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let dir = place.path().join("mine");
    let dir = dir.display().to_string();
    assert!(concord(&["new", &dir]).status.success());
    let done = concord(&["build", "--source", &dir]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(place.path().join("mine/site/A/RES/63/195.html").is_file(), "what the sample cites has a page");
    assert_eq!(concord(&["new", &dir]).status.code(), Some(1), "a folder that holds something is refused");
}
