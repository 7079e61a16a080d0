//! What the disk does to a build: links that lead elsewhere, files and folders that may not be read or written, files that go while they are
//! read. Nothing outside the output folder is written or removed, nothing is left out in silence, and a site that cannot be made anew stays.

#![cfg(unix)]
#![allow(clippy::print_stdout, reason = "a test that cannot run says so")]

mod site;

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, symlink},
        process::CommandExt as _,
    },
    path::Path,
    process::{Command, Output},
};

use site::{Folder, concord, files, said};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n";

fn archive() -> Folder {
    Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), ("content/note.md", b"See A/RES/63/195.\n")])
}

fn build(folder: &Folder, output: &Path) -> Output {
    concord(&["build", "--source", &folder.path().display().to_string(), "--output", &output.display().to_string()])
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its owner sets them");
}

/// A build by somebody whom rights bind: root is not, and builds as nobody. None where nobody may not run the program.
fn build_bound(folder: &Folder, output: &Path) -> Option<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concord"));
    command.args(["build", "--no-cache", "--source"]).arg(folder.path()).arg("--output").arg(output);
    if fs::metadata(folder.path()).expect("a folder").uid() == 0 {
        allow(&folder.path(), 0o755);
        command.uid(65534).gid(65534);
    }
    let done = command.output().ok();
    if done.is_none() {
        println!("skipped: nobody may not run {}", env!("CARGO_BIN_EXE_concord"));
    }
    done
}

/// A folder into which everybody may write, with a site in it.
fn open_place(folder: &Folder) -> Option<tempfile::TempDir> {
    let place = tempfile::tempdir().expect("a temporary folder");
    allow(place.path(), 0o777);
    let done = build_bound(folder, &place.path().join("site"))?;
    assert!(done.status.success(), "{}", said(&done));
    Some(place)
}

#[test]
fn an_output_folder_may_be_a_link_and_hold_none() {
    let folder = archive();
    let place = tempfile::tempdir().expect("a temporary folder");
    let (real, link) = (place.path().join("real"), place.path().join("link"));
    fs::create_dir(&real).expect("a folder");
    symlink(&real, &link).expect("a link");
    assert!(build(&folder, &link).status.success());
    assert!(real.join("A/RES/63/195.html").is_file(), "where the site goes is the user's own choice");

    let mine = place.path().join("mine");
    fs::create_dir(&mine).expect("a folder");
    fs::create_dir(mine.join("63")).expect("a folder");
    fs::write(mine.join("63/195.html"), "mine").expect("a file");
    let before = files(&mine);
    fs::remove_dir_all(real.join("A/RES")).expect("removed");
    symlink(&mine, real.join("A/RES")).expect("a link");
    let done = build(&folder, &link);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        said(&done).contains("A/RES: this is a symbolic link") && said(&done).contains("help: "),
        "{}",
        said(&done)
    );
    // Nor is a page removed through it.
    fs::remove_file(folder.path().join("content/A_RES_63_195-EN.txt")).expect("removed");
    fs::write(folder.path().join("content/note.md"), "Nothing is cited.\n").expect("a file");
    assert_eq!(build(&folder, &link).status.code(), Some(1));
    assert!(files(&mine) == before, "nothing outside the output folder is written or removed");

    fs::remove_file(real.join("A/RES")).expect("removed");
    fs::remove_file(real.join(".concord-lock")).expect("removed");
    symlink(mine.join("63/195.html"), real.join(".concord-lock")).expect("a link");
    assert_eq!(build(&folder, &link).status.code(), Some(1));
    assert!(files(&mine) == before, "the lock is not set through a link");
}

#[test]
fn a_cache_that_holds_links_is_left_alone() {
    let folder = archive();
    let mine = tempfile::tempdir().expect("a temporary folder");
    fs::write(mine.path().join("letter.txt"), "mine").expect("a file");
    let site = folder.path().join("site");
    assert!(build(&folder, &site).status.success());
    let cache = folder.path().join(".concord-cache");
    for shelf in ["zz", "aa"] {
        let _ = fs::remove_dir_all(cache.join(shelf));
        symlink(mine.path(), cache.join(shelf)).expect("a link");
    }
    folder.put("content/note.md", b"See A/RES/63/195 again.\n");
    assert!(build(&folder, &site).status.success());
    assert_eq!(files(mine.path()).len(), 1, "neither swept away nor added to");
}

#[test]
fn own_files_are_used_or_told_and_no_link_is_followed() {
    let folder = archive();
    let output = folder.path().join("site");
    assert!(build(&folder, &output).status.success());
    let before = files(&output);
    // The site that is there is no answer: what a link leads to changes unseen.
    for own in ["static/own.css", "templates/base.html", "data/verbs.yaml", "data/labels"] {
        let place = folder.path().join(own);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        symlink("/etc/passwd", &place).expect("a link");
        let done = build(&folder, &output);
        assert_eq!(done.status.code(), Some(1));
        assert!(said(&done).contains(own) && said(&done).contains("this is a symbolic link"), "{}", said(&done));
        assert!(files(&output) == before);
        fs::remove_file(place).expect("removed");
    }
    // What an editor puts beside a file that it has open.
    symlink("me@host.1234", folder.path().join("static/.#own.css")).expect("a link");
    assert!(build(&folder, &output).status.success());
}

#[test]
fn what_may_not_be_read_is_told_and_the_site_stays() {
    let folder = archive();
    let Some(place) = open_place(&folder) else { return };
    let output = place.path().join("site");
    let built = || build_bound(&folder, &output).expect("it ran before");

    folder.put("content/A_64_1-EN.txt", b"Secret.\n");
    folder.put("content/note.yaml", b"title: A note\n");
    for file in ["content/A_64_1-EN.txt", "content/note.yaml"] {
        allow(&folder.path().join(file), 0);
    }
    let done = built();
    assert_eq!(done.status.code(), Some(1));
    for file in ["A_64_1-EN.txt", "note.yaml"] {
        let told = format!("error: content/{file}: this file cannot be read: permission denied");
        assert!(said(&done).contains(&told), "{}", said(&done));
    }
    let page = fs::read_to_string(output.join("A/64/1.html")).expect("a page that says why");
    assert!(page.contains("permission denied") && output.join("note.html").is_file());

    let before = files(&output);
    folder.put("static/own.css", b"p {}");
    for secret in ["static/own.css", "content"] {
        allow(&folder.path().join(secret), 0);
        let done = built();
        assert_eq!(done.status.code(), Some(1), "{}", said(&done));
        assert!(said(&done).contains(secret) && said(&done).contains("help: "), "{}", said(&done));
        assert!(files(&output) == before, "{secret} cannot be read, and the site stays as it was");
        allow(&folder.path().join(secret), 0o755);
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_named() {
    let folder = archive();
    let Some(place) = open_place(&folder) else { return };
    let output = place.path().join("site");
    let before = files(&output);
    folder.put("content/note.md", b"See A/RES/63/195 once more.\n");
    for part in ["A/RES/63", "."] {
        let part = output.join(part);
        allow(&part, 0o555);
        let root = fs::metadata(&part).expect("there").uid() == 0;
        assert!(!root, "nobody made the site");
    }
    let done = build_bound(&folder, &output).expect("it ran before");
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    assert!(said(&done).contains("cannot be written") && said(&done).contains("--output"), "{}", said(&done));
    assert!(files(&output) == before, "the site stays as it was");
    for part in ["A/RES/63", "."] {
        allow(&output.join(part), 0o755);
    }
}

#[test]
fn a_file_that_goes_while_others_are_read_is_told() {
    let folder = archive();
    folder.put("content/A_64_1-EN.pdf", b"%PDF-1.4\n");
    let gone = folder.path().join("content/note.md");
    // A program of that name, which takes away a file that was found and is not read yet: one thread reads in order of path.
    folder
        .put("bin/pdftotext", format!("#!/bin/sh\nrm -f '{}'\necho 'See A/RES/63/195.'\n", gone.display()).as_bytes());
    allow(&folder.path().join("bin/pdftotext"), 0o755);
    let path = format!("{}:/usr/bin:/bin", folder.path().join("bin").display());
    let done = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(["build", "--jobs", "1", "--source"])
        .arg(folder.path())
        .env("PATH", path)
        .output()
        .expect("the program runs");
    assert!(!gone.exists(), "it was taken away");
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    assert!(said(&done).contains("error: content/note.md: this file cannot be read"), "{}", said(&done));
    let site = files(&folder.path().join("site"));
    for page in ["note.html", "A/64/1.html", "A/RES/63/195.html"] {
        assert!(site.contains_key(page), "no {page}");
    }
}
