//! Builds that are stopped or run at once: every file is old or new, the next build mends the rest, and a part of a file never stays.

mod site;

use std::{fs, path::Path, process::Command, time::Duration};

use site::{Folder, Site, concord, files, said};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

fn markdown(head: &str, body: &str) -> Vec<u8> {
    format!("---\n{head}\n---\n\n{body}\n").into_bytes()
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
    for moment in 1..=100_u32 {
        let source = if moment % 2 == 0 { old.path() } else { new.path() };
        let mut running = build(&source, &output).spawn().expect("it starts");
        std::thread::sleep(whole * moment / 100);
        let _ = running.kill();
        let _ = running.wait();
        for (path, bytes) in files(&output) {
            let whole = before.get(&path) == Some(&bytes) || after.get(&path) == Some(&bytes);
            assert!(
                whole || path == "MANIFEST.sha256" || path.starts_with(".concord-parts/"),
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
    fs::create_dir_all(output.join(".concord-parts")).expect("a folder");
    fs::write(output.join(".concord-parts/7"), "half").expect("a file");
    // The lock names what the list does not yet name; a name that was not written to its end may be somebody else's.
    fs::write(output.join("search/z9-added.js"), "added").expect("a file");
    fs::write(output.join("notes"), "mine").expect("a file");
    fs::write(output.join(".concord-lock"), "a build is writing here\nsearch/z9-added.js\nnotes").expect("a file");
    assert!(build(&folder.path(), &output).status().is_ok_and(|status| status.success()));
    assert_eq!(fs::read(output.join("notes")).ok().as_deref(), Some(b"mine".as_slice()));
    fs::remove_file(output.join("notes")).expect("removed");
    assert!(files(&output) == whole);
    assert_eq!(fs::read(output.join(".concord-lock")).ok().as_deref(), Some(b"".as_slice()), "it says nothing more");
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

#[test]
fn a_file_that_becomes_a_folder_and_a_file_again_is_written() {
    let source =
        Folder::with(&[("content/note.md", b"---\nid: note\nlang: en\n---\n\n1\\. One.\n"), ("static/foo", b"a")]);
    let output = source.path().join("site");
    let build = || {
        let (from, to) = (source.path().display().to_string(), output.display().to_string());
        let done = concord(&["build", "--source", &from, "--output", &to]);
        assert!(done.status.success(), "{}", said(&done));
        files(&output)
    };
    assert_eq!(build()["static/foo"], b"a");
    fs::remove_file(source.path().join("static/foo")).expect("removed");
    source.put("static/foo/bar/x", b"b");
    let site = build();
    assert_eq!(site["static/foo/bar/x"], b"b");
    assert!(!site.contains_key("static/foo"));
    fs::remove_dir_all(source.path().join("static/foo")).expect("removed");
    source.put("static/foo", b"c");
    let site = build();
    assert_eq!(site["static/foo"], b"c");
    assert!(!site.contains_key("static/foo/bar/x"));
}
