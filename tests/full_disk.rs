//! A disk that runs full in the middle of a build: the site that was there stays whole, and the next build mends the rest. Needs a disk
//! of its own: a small one in memory, which only root may mount; says plainly where it cannot run.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, clippy::format_collect, reason = "a test that cannot run says so; its files are few")]

mod site;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use site::{Folder, concord, files, said};

/// A small disk in memory, taken away when the value goes.
struct Disk {
    at: PathBuf,
    _place: tempfile::TempDir,
}

impl Disk {
    /// None where it may not be mounted.
    fn of(size: &str) -> Option<Self> {
        let place = tempfile::tempdir().ok()?;
        let at = place.path().join("disk");
        fs::create_dir(&at).ok()?;
        let options = format!("size={size}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&at).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self { at, _place: place })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.at).status();
    }
}

/// Whether every file of a site is what its list says.
fn verifies(site: &Path) -> bool {
    let done = Command::new("sha256sum").args(["--quiet", "-c", "MANIFEST.sha256"]).current_dir(site).output();
    done.is_ok_and(|done| done.status.success())
}

fn archive(word: &str, paragraphs: usize) -> Folder {
    let folder = Folder::with(&[]);
    for i in 1..=20 {
        let text: String = (1..=paragraphs).map(|n| format!("{n}\\. {word} resolution 63/{i}.\n\n")).collect();
        folder.put(&format!("content/A_RES_64_{i}.md"), text.as_bytes());
    }
    folder
}

fn build(source: &Folder, output: &Path) -> std::process::Output {
    concord(&["build", "--source", &source.path().display().to_string(), "--output", &output.display().to_string()])
}

#[test]
fn on_a_full_disk_the_site_that_was_there_stays_whole() {
    let (old, new) = (archive("Recalls", 5), archive("Reaffirms", 300));
    let first = tempfile::tempdir().expect("a temporary folder");
    assert!(build(&old, &first.path().join("site")).status.success());
    let whole = files(&first.path().join("site"));
    let bytes: usize = whole.values().map(|bytes| bytes.len().next_multiple_of(4096)).sum();
    // Room for the old site and a part of the new one.
    let Some(disk) = Disk::of(&format!("{}k", bytes / 1024 + 3000)) else {
        println!("skipped: a disk in memory can only be mounted by root");
        return;
    };
    let output = disk.at.join("site");
    let done = build(&old, &output);
    assert!(done.status.success(), "{}", said(&done));
    assert!(verifies(&output));
    let done = build(&new, &output);
    assert_eq!(done.status.code(), Some(1), "the disk is full: {}", said(&done));
    assert!(said(&done).contains("error: ") && said(&done).contains("help: "), "{}", said(&done));
    assert!(!said(&done).contains("panicked"), "{}", said(&done));
    assert!(verifies(&output), "what was there is whole: {}", said(&done));
    for (path, bytes) in &whole {
        assert!(fs::read(output.join(path)).is_ok_and(|there| there == *bytes), "{path} is not what it was");
    }
    let done = build(&old, &output);
    assert!(done.status.success(), "{}", said(&done));
    assert!(files(&output) == whole, "the next build leaves nothing of the one that failed");
}
