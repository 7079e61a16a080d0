//! The site in a real browser, from the disk: scripts run under the pages' own content security policy, add what they are to add, and
//! report no error. Where there is no Chromium the test says so and passes.

mod fixture;

use std::{fs, path::Path, process::Command};

use concord::{
    model::Lang,
    render::{Templates, render, static_files},
};

fn write(folder: &Path) {
    let templates = Templates::load(None).expect("the built-in templates are sound");
    let archive = fixture::archive(Lang::Zh);
    let made =
        render(&archive, &fixture::settings(Lang::Zh), &templates, &fixture::pages()).expect("every page is made");
    for page in made.output.iter().chain(&static_files(None)) {
        let path = folder.join(&page.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, &page.bytes).expect("written");
    }
}

/// The page as the browser has it after its scripts ran, and what the browser logged.
fn opened(page: &Path) -> Option<(String, String)> {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-component-update",
        ])
        .args(["--disable-background-networking", "--disable-sync", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .ok()?;
    Some((String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[test]
fn scripts_run_from_the_disk_without_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    for (page, added) in [
        ("A/64/123.html", &[r#"class="tools""#, r#"class="jump""#, r#"id="preview""#][..]),
        ("A/RES/63/195.html", &[r#"class="filters""#, r#"<option value="recalling">"#]),
        ("A/RES/67/1.html", &[r#"class="tools""#]),
        ("documents.html", &[r#"class="sort""#]),
    ] {
        let Some((dom, log)) = opened(&folder.path().join(page)) else {
            println!("there is no chromium here: the pages were not opened in a browser");
            return;
        };
        for part in added {
            assert!(dom.contains(part), "{page} lacks {part}");
        }
        let errors: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
        assert!(errors.is_empty(), "{page}: {errors:?}");
    }
}
