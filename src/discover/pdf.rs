//! The text of a PDF file, by poppler's `pdftotext`. In: a file. Out: its text, pages parted by form feeds. The program is looked for
//! once; without it every PDF file is a finding, and the rest of the archive is built.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::OnceLock,
};

use super::SourceCause;
use crate::{cache::Cache, model::Digest};

/// What `pdftotext` says of its version, if it is there: looked for once.
static FOUND: OnceLock<Option<String>> = OnceLock::new();

fn version() -> Option<&'static str> {
    let found = FOUND.get_or_init(|| {
        let mut asked = Command::new("pdftotext");
        let said = asked.arg("-v").stdin(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&said.stderr).into_owned())
    });
    found.as_deref()
}

/// The text of a PDF file, in reading order; from the cache where this version of `pdftotext` has read the same file before.
pub(super) fn text(file: &Path, cache: &Cache) -> Result<String, SourceCause> {
    let version = version().ok_or(SourceCause::NoPdftotext)?;
    let bytes = fs::read(file).map_err(|error| SourceCause::Unreadable(error.to_string()))?;
    let key = cache.key(Digest::of([b"pdftotext".as_slice(), version.as_bytes(), &bytes]));
    if let Some(text) = cache.get(key) {
        return Ok(text);
    }
    let text = extract(file)?;
    cache.put(key, &text);
    Ok(text)
}

fn extract(file: &Path) -> Result<String, SourceCause> {
    // A path that begins with a hyphen would be taken for an option.
    let file = if file.is_relative() { Path::new(".").join(file) } else { file.to_owned() };
    let output = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-eol", "unix"])
        .arg(&file)
        .arg("-")
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| SourceCause::Unreadable(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let why = said.lines().next().unwrap_or("pdftotext failed").to_owned();
        return Err(SourceCause::Unreadable(why));
    }
    let text = String::from_utf8(output.stdout).map_err(|_| SourceCause::Undecodable)?;
    if text.trim().is_empty() { Err(SourceCause::Scanned) } else { Ok(text) }
}
