//! Builds sites for tests. In: a source folder. Out: its site as files in memory, with what the program said.

#![allow(dead_code, reason = "each test binary uses a part of this")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use walkdir::WalkDir;

/// A built site.
pub struct Site {
    /// By path, with `/` between folders.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the program said on standard error.
    pub said: String,
    /// Its exit status.
    pub status: i32,
}

impl Site {
    /// The site of this repository's own content.
    pub fn of_this_project() -> Self {
        Self::of(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// The site of a source folder.
    pub fn of(source: &Path) -> Self {
        let output = tempfile::tempdir().expect("a temporary folder");
        let site = output.path().join("site");
        let done =
            concord(&["build", "--source", &source.display().to_string(), "--output", &site.display().to_string()]);
        Self { files: files(&site), said: said(&done), status: done.status.code().unwrap_or(-1) }
    }
}

/// Runs the program.
pub fn concord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concord")).args(arguments).output().expect("the program runs")
}

/// What a run said on standard error.
pub fn said(done: &Output) -> String {
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// All files below a folder.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    entries
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
            (path != ".concord-lock").then(|| (path, fs::read(entry.path()).unwrap_or_default()))
        })
        .collect()
}

/// A source folder of a few files, in a temporary place that lasts as long as the value.
pub struct Folder {
    place: tempfile::TempDir,
}

impl Folder {
    /// Files by path.
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self { place: tempfile::tempdir().expect("a temporary folder") };
        for (path, bytes) in files {
            folder.put(path, bytes);
        }
        folder
    }

    /// Writes a file.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let place = self.path().join(path);
        fs::create_dir_all(place.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(place, bytes).expect("a file");
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.place.path().to_owned()
    }
}

/// A path or anchor without its percent-encoding.
pub fn decoded(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
