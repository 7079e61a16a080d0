//! Hostile and odd input, through the real program: each row is one attack. Whatever stands in a source, the program does not fall, the
//! rest of the archive is built, nothing of the input becomes markup, and nothing is written outside the output folder.

#![allow(
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the files of a test are few and its own"
)]

mod attacks;
mod site;

use std::{fs, process::Command};

use attacks::{alias_bomb, collisions, disks, nesting, numbers, paths, yaml};
use site::{Folder, Site, concord, files, said};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

#[test]
fn no_attack_costs_more_than_its_own_page() {
    for attack in [paths(), disks(), collisions(), yaml(), nesting(), numbers()].into_iter().flatten() {
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
fn settings_that_cannot_be_read_stop_a_build_and_leave_the_site() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    let source = folder.path().display().to_string();
    assert!(concord(&["build", "--source", &source]).status.success());
    let before = files(&folder.path().join("site"));
    for settings in [alias_bomb(), "[".repeat(100_000), "title: \u{0}".to_owned(), "title: [a]".to_owned()] {
        folder.put("archive.yaml", settings.as_bytes());
        let done = concord(&["build", "--source", &source]);
        assert_eq!(done.status.code(), Some(1));
        assert!(said(&done).contains("archive.yaml:1") && said(&done).contains("help: "), "{}", said(&done));
        assert!(files(&folder.path().join("site")) == before);
    }
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
