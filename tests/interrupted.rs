//! Builds that are stopped or run at once: every file is old or new, the next build mends the rest, and a part of a file never stays.

mod site;

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

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

/// Gives a file the age of one that was written long before the site.
fn age(file: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(978_307_200);
    fs::File::options().write(true).open(file).and_then(|file| file.set_modified(long_ago)).expect("aged");
}

/// What a build says that it wrote.
fn written(source: &Path, output: &Path) -> String {
    let [source, output] = [source, output].map(|folder| folder.display().to_string());
    let said = said(&concord(&["build", "--source", &source, "--output", &output]));
    said.lines().find(|line| line.contains(" in the site, ")).unwrap_or(&said).to_owned()
}

#[cfg(unix)]
#[test]
fn a_file_that_somebody_changed_is_written_again_whatever_its_date_says() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("site");
    written(&folder.path(), &output);
    let whole = files(&output);
    // A file's clock may be coarse.
    std::thread::sleep(Duration::from_millis(15));
    fs::write(output.join("index.html"), "broken").expect("broken");
    age(&output.join("index.html"));
    assert!(written(&folder.path(), &output).contains(", 1 written"));
    assert!(files(&output) == whole);
    assert!(written(&folder.path(), &output).contains(", 0 written"));
}

#[cfg(unix)]
#[test]
fn a_copy_of_a_site_is_looked_at_and_only_what_differs_is_written() {
    let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes())]);
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("site");
    written(&folder.path(), &output);
    let whole = files(&output);
    for (name, list_is_last, broken) in [("a", false, true), ("b", true, true), ("c", false, false), ("d", true, false)]
    {
        let copy = place.path().join(name).join("site");
        let mut paths: Vec<&String> = whole.keys().collect();
        paths.sort_by_key(|path| (path.as_str() == "MANIFEST.sha256") == list_is_last);
        for path in paths {
            fs::create_dir_all(copy.join(path).parent().expect("a file is in a folder")).expect("a folder");
            let bytes: &[u8] = if broken && path == "index.html" { b"broken" } else { &whole[path] };
            fs::write(copy.join(path), bytes).expect("copied");
            age(&copy.join(path));
            std::thread::sleep(Duration::from_millis(1));
        }
        let said = written(&folder.path(), &copy);
        assert!(said.contains(if broken { ", 1 written" } else { ", 0 written" }), "{name}: {said}");
        assert!(files(&copy) == whole, "{name}");
        let list = fs::metadata(copy.join("MANIFEST.sha256")).and_then(|list| list.modified()).expect("a list");
        let page = fs::metadata(copy.join("index.html")).and_then(|page| page.modified()).expect("a page");
        assert!(
            list >= page && list > SystemTime::UNIX_EPOCH + Duration::from_secs(978_307_200),
            "{name}: it is ours now"
        );
    }
}
