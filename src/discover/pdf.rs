//! The text of a PDF file, by poppler's `pdftotext`. In: a file. Out: its text, pages parted by form feeds. The program is looked for
//! until it is found; without it every PDF file is a finding, and the rest of the archive is built.

use std::{
    ffi::OsStr,
    fs,
    io::{self, Read},
    path::Path,
    process::{Command, Stdio},
    sync::{
        OnceLock,
        mpsc::{Receiver, channel},
    },
    thread,
    time::Duration,
};

use super::SourceCause;
use crate::{cache::Cache, model::Digest};

/// How long one file may take; a report of some hundred pages takes seconds.
const LIMIT: Duration = Duration::from_secs(120);

/// How long a program that has ended may take to say why.
const SAID: Duration = Duration::from_secs(5);

/// What `pdftotext` says of its version, once it was there. That it was not is not kept: who is told to install it need not start a server anew.
static FOUND: OnceLock<String> = OnceLock::new();

fn version<'f>(program: &OsStr, found: &'f OnceLock<String>) -> Option<&'f str> {
    if found.get().is_none() {
        let said = Command::new(program).arg("-v").stdin(Stdio::null()).output().ok()?;
        // Another thread may have asked meanwhile, and was told the same.
        let _ = found.set(String::from_utf8_lossy(&said.stderr).into_owned());
    }
    found.get().map(String::as_str)
}

/// The text of a PDF file, in reading order; from the cache where this version of `pdftotext` has read the same file before.
pub(super) fn text(file: &Path, cache: &Cache) -> Result<String, SourceCause> {
    let program = OsStr::new("pdftotext");
    let version = version(program, &FOUND).ok_or(SourceCause::NoPdftotext)?;
    let bytes = fs::read(file).map_err(|error| SourceCause::Unreadable(error.to_string()))?;
    let key = cache.key(Digest::of([b"pdftotext".as_slice(), version.as_bytes(), &bytes]));
    if let Some(text) = cache.get(key) {
        return Ok(text);
    }
    let text = extract(program, file, LIMIT)?;
    cache.put(key, &text);
    Ok(text)
}

fn extract(program: &OsStr, file: &Path, limit: Duration) -> Result<String, SourceCause> {
    // A path that begins with a hyphen would be taken for an option.
    let file = if file.is_relative() { Path::new(".").join(file) } else { file.to_owned() };
    let unreadable = |error: io::Error| SourceCause::Unreadable(error.to_string());
    let mut child = Command::new(program)
        .args(["-enc", "UTF-8", "-eol", "unix"])
        .arg(&file)
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(unreadable)?;
    let [text, said] = [child.stdout.take().map(drained), child.stderr.take().map(drained)];
    let Some(text) = text.and_then(|text| text.recv_timeout(limit).ok()) else {
        // A process that has ended by now cannot be stopped, and need not be.
        let _ = child.kill();
        let _ = child.wait();
        return Err(SourceCause::Endless);
    };
    if !child.wait().map_err(unreadable)?.success() {
        let said = said.and_then(|said| said.recv_timeout(SAID).ok()).unwrap_or_default();
        let why = String::from_utf8_lossy(&said).lines().next().unwrap_or("pdftotext failed").to_owned();
        return Err(SourceCause::Unreadable(why));
    }
    let text = String::from_utf8(text).map_err(|_| SourceCause::Undecodable)?;
    if text.trim().is_empty() { Err(SourceCause::Scanned) } else { Ok(text) }
}

/// All that comes out of a pipe, when it is closed.
fn drained(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if pipe.read_to_end(&mut bytes).is_ok() {
            // Nobody waits any more for what comes too late.
            let _ = sender.send(bytes);
        }
    });
    receiver
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn program(folder: &Path, script: &str) -> std::path::PathBuf {
        let program = folder.join("pdftotext");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("the right to run it");
        program
    }

    #[test]
    fn a_program_that_is_installed_later_is_found() {
        let (folder, found) = (tempfile::tempdir().unwrap(), OnceLock::new());
        let place = folder.path().join("pdftotext");
        assert_eq!(version(place.as_os_str(), &found), None);
        program(folder.path(), "echo version 1 >&2");
        assert_eq!(version(place.as_os_str(), &found), Some("version 1\n"));
        fs::remove_file(&place).unwrap();
        assert_eq!(version(place.as_os_str(), &found), Some("version 1\n"), "it is not asked again");
    }

    #[test]
    fn a_file_that_is_not_read_in_time_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let read = |script: &str, limit| {
            extract(program(folder.path(), script).as_os_str(), Path::new("a.pdf"), Duration::from_millis(limit))
        };
        assert_eq!(read("exec sleep 600", 50), Err(SourceCause::Endless));
        assert_eq!(read("echo text", 60_000), Ok("text\n".to_owned()));
        assert_eq!(read("echo why >&2; exit 1", 60_000), Err(SourceCause::Unreadable("why".to_owned())));
        assert_eq!(read(":", 60_000), Err(SourceCause::Scanned));
    }
}
