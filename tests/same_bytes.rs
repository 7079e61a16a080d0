//! The same input gives the same bytes, wherever and whenever it is built: each circumstance is a row, and the site of this project the case.

mod site;

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

use site::{Folder, files};
use walkdir::WalkDir;

type Files = BTreeMap<String, Vec<u8>>;

/// What a row shows, the arguments of the program, and its environment.
type Row<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);

/// The sources of this project in a folder of their own, put there in an order, with a time at which they were changed.
fn copy(backwards: bool, changed: SystemTime) -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<String> = ["archive.yaml", "content", "data", "static", "templates"]
        .iter()
        .flat_map(|name| WalkDir::new(root.join(name)).sort_by_file_name())
        .map(|entry| entry.expect("a source"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/"))
        .collect();
    if backwards {
        paths.reverse();
    }
    let folder = Folder::with(&[]);
    for path in paths {
        folder.put(&path, &fs::read(root.join(&path)).expect("a source"));
        let file = fs::File::options().write(true).open(folder.path().join(&path)).expect("a copy");
        file.set_modified(changed).expect("set");
    }
    folder
}

fn build(source: &Path, arguments: &[&str], circumstances: &[(&str, &str)], from: &Path) -> Files {
    let output = tempfile::tempdir().expect("a temporary folder");
    let site = output.path().join("site");
    let done = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(["build", "--source"])
        .arg(source)
        .arg("--output")
        .arg(&site)
        .args(arguments)
        .envs(circumstances.iter().copied())
        .current_dir(from)
        .output()
        .expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    files(&site)
}

fn assert_same(first: &Files, second: &Files, name: &str) {
    assert!(first.len() > 100, "there is a site");
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>(), "{name}");
    for (path, bytes) in first {
        assert!(second[path] == *bytes, "{name}: {path} differs");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(400_000_000);
    let source = copy(false, long_ago);
    let from = source.path();
    let first = build(&from, &["--no-cache"], &[("TZ", "UTC"), ("LC_ALL", "C")], &from);
    let rows: [Row<'_>; 8] = [
        ("one thread", &["--no-cache", "--jobs", "1"], &[]),
        ("more threads than processors", &["--no-cache", "--jobs", "13"], &[]),
        ("a day ahead", &["--no-cache"], &[("TZ", "Pacific/Kiritimati")]),
        ("a zone of half an hour", &["--no-cache"], &[("TZ", "Asia/Kolkata")]),
        ("a locale with other letters", &["--no-cache"], &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")]),
        ("a locale with other figures", &["--no-cache"], &[("LC_ALL", "ar_EG.UTF-8"), ("LANGUAGE", "ar")]),
        ("a date to be used", &["--no-cache"], &[("SOURCE_DATE_EPOCH", "86400")]),
        ("a cache that is filled", &[], &[]),
    ];
    for (name, arguments, circumstances) in rows {
        assert_same(&first, &build(&from, arguments, circumstances, &from), name);
    }
    assert_same(&first, &build(&from, &[], &[], &from), "a cache that is full");
    assert_same(&first, &build(Path::new("."), &["--no-cache"], &[], &from), "a relative path");
    let other = copy(true, SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000));
    assert_same(&first, &build(&other.path(), &["--no-cache"], &[], Path::new("/")), "other folder, order and age");
}
