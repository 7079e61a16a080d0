//! The site in a real browser, from the disk and over HTTP: this project's own site, a small one in English and Arabic, one with a
//! text that hundreds of documents cite, and one whose sources attack the reader. What is tried stands in `tests/browser`; the two npm packages that it needs are put into `target/browser`. Where node, npm or Chromium is
//! absent the test says so and passes, but where `CI` is set it fails.

#[path = "attacks/markup.rs"]
mod attacks;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const SCRIPTS: [&str; 8] =
    ["look.mjs", "attacked.mjs", "looks.mjs", "behaves.mjs", "missing.mjs", "serve.mjs", "tab.mjs", "package.json"];

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The first of these programs that runs.
fn program(names: &[&str]) -> Option<String> {
    let runs = |name: &&str| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    names.iter().find(|name| runs(name)).map(|name| (*name).to_owned())
}

/// The scripts with their packages, or what is missing for them.
fn workshop() -> Result<PathBuf, String> {
    program(&["node"]).ok_or("node is not installed")?;
    let npm = program(&["npm"]).ok_or("npm is not installed")?;
    let folder = here().join("target/browser");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let wanted = fs::read(here().join("tests/browser/package.json")).map_err(|error| error.to_string())?;
    let known = fs::read(folder.join("package.json")).is_ok_and(|known| known == wanted);
    let complete = ["axe-core", "playwright-core"].iter().all(|name| folder.join("node_modules").join(name).is_dir());
    for name in SCRIPTS {
        fs::copy(here().join("tests/browser").join(name), folder.join(name))
            .map_err(|error| format!("{name}: {error}"))?;
    }
    if !(known && complete) {
        let done = Command::new(npm)
            .args(["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(&folder)
            .output()
            .map_err(|error| error.to_string())?;
        if !done.status.success() {
            return Err(format!("npm could not install: {}", String::from_utf8_lossy(&done.stderr)));
        }
    }
    Ok(folder)
}

/// The site of a source folder.
fn build(source: &Path, output: &Path) {
    let done = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(["build", "--quiet", "--source"])
        .arg(source)
        .arg("--output")
        .arg(output)
        .output()
        .expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// An archive in which so many documents cite one resolution that who cites it is spread over pages; so are all documents.
fn much_cited(folder: &Path) {
    let content = folder.join("content");
    fs::create_dir_all(&content).expect("a folder");
    fs::write(folder.join("archive.yaml"), "title: Harbour papers\nlang: en\n").expect("written");
    for n in 0..450 {
        let (session, year) = (92 + n / 5, 2037 + n / 5);
        let paragraph = |p: usize| {
            format!(
                "{p}\\. In paragraph 1 of its resolution 91/12, the General Assembly asked for lighthouse {n} to be counted once more, \
                 with its keeper, its lamp, its stairs and the boat that lies below it in all weathers."
            )
        };
        let said = (1..=3).map(paragraph).collect::<Vec<_>>().join("\n\n");
        let text = format!(
            "---\nsymbol: A/{session}/{n}\ntitle: Lighthouse {n}\ndate: {year}-07-30\nlang: en\nbody: A\ntype: report\n---\n\n{said}\n"
        );
        fs::write(content.join(format!("{n}.md")), text).expect("written");
    }
}

/// An archive that attacks whoever reads it.
fn hostile(folder: &Path) {
    for (path, bytes) in attacks::sources() {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, bytes).expect("written");
    }
}

#[test]
fn the_site_in_chromium() {
    let own = std::env::var("CHROMIUM").unwrap_or_default();
    let ready = program(&[own.as_str(), "chromium", "chromium-browser", "google-chrome"])
        .ok_or_else(|| "chromium is not installed".to_owned())
        .and_then(|chromium| Ok((chromium, workshop()?)));
    let (chromium, scripts) = match ready {
        Ok(ready) => ready,
        Err(missing) => {
            eprintln!("NOT TESTED: the site in a browser: {missing}");
            assert!(
                std::env::var_os("CI").is_none(),
                "where CI is set, the site must be tried in a browser: {missing}"
            );
            return;
        }
    };
    let sites = tempfile::tempdir().expect("a folder");
    let (project, small) = (sites.path().join("project"), sites.path().join("联合国 small"));
    let (much, spread) = (sites.path().join("much"), sites.path().join("spread"));
    much_cited(&much);
    build(&much, &spread);
    let (attack, attacked) = (sites.path().join("attack"), sites.path().join("attacked"));
    hostile(&attack);
    build(&attack, &attacked);
    build(here(), &project);
    build(&here().join("tests/browser/archive"), &small);
    let path = Command::new("sh").args(["-c", "command -v \"$0\"", &chromium]).output().expect("a shell");
    let done = Command::new("node")
        .arg(scripts.join("look.mjs"))
        .arg(String::from_utf8_lossy(&path.stdout).trim())
        .args([small.as_os_str(), here().join("tests/browser/archive.json").as_os_str()])
        .args([spread.as_os_str(), here().join("tests/browser/spread.json").as_os_str()])
        .args([attacked.as_os_str(), here().join("tests/browser/attacked.json").as_os_str()])
        .args([project.as_os_str(), here().join("tests/browser/project.json").as_os_str()])
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    println!("{said}");
}
