//! The text of a PDF file, by poppler's `pdftotext`. In: a file. Out: its text, pages parted by form feeds. The program is looked for
//! once; without it every PDF file is a finding, and the rest of the archive is built.

use std::{
    io,
    path::Path,
    process::{Command, Stdio},
    sync::OnceLock,
};

use super::SourceCause;

/// Whether `pdftotext` is there: looked for once.
static FOUND: OnceLock<bool> = OnceLock::new();

fn is_there() -> bool {
    *FOUND.get_or_init(|| {
        let mut asked = Command::new("pdftotext");
        asked.arg("-v").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        !asked.status().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    })
}

/// The text of a PDF file, in reading order.
pub(super) fn text(file: &Path) -> Result<String, SourceCause> {
    if !is_there() {
        return Err(SourceCause::NoPdftotext);
    }
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
