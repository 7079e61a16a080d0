//! What went wrong, and what to do about it. In: a cause and the place it was found at. Out: `Finding` (about one file of the sources or one
//! page; never stops a build) or `Failure` (stops it). A message without a place, a cause and a remedy cannot be made.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing: a choice that was made for the user.
    Note,
    /// Doubtful: look at it.
    Warning,
    /// A text or a part of it is not in the archive as it should be.
    Error,
}

/// A cause that a stage can find in a text. Each stage has its own enum of causes; every case names its remedy.
pub trait Cause: fmt::Display {
    /// How bad it is.
    fn severity(&self) -> Severity;
    /// What to do, as a sentence to the user.
    fn remedy(&self) -> String;
    /// A short name for exports and filters, as `note-without-mark`.
    fn code(&self) -> &'static str;
}

/// Something wrong or doubtful about one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// Relative to the source folder, or to the site where a page is meant.
    pub file: String,
    /// Counted from 1; 0 where the whole file is meant.
    pub line: u32,
    /// How bad it is.
    pub severity: Severity,
    /// Which case, for exports and filters.
    pub code: Cow<'static, str>,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Finding {
    /// A cause found in a file at a line (0: the whole file).
    pub fn new(file: impl Into<String>, line: u32, cause: &impl Cause) -> Self {
        Self {
            file: file.into(),
            line,
            severity: cause.severity(),
            code: Cow::Borrowed(cause.code()),
            cause: cause.to_string(),
            remedy: cause.remedy(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}: {}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}\n  help: {}", self.cause, self.remedy)
    }
}

/// What a stage gives: its output and what it found on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// What the next stage takes.
    pub output: T,
    /// In no particular order; sorted when printed.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// Output without findings.
    pub const fn clean(output: T) -> Self {
        Self { output, findings: Vec::new() }
    }

    /// The output, its findings moved to the end of `all`.
    pub fn settle(self, all: &mut Vec<Finding>) -> T {
        all.extend(self.findings);
        self.output
    }
}

/// What stops a build: it names the file and line, what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("error: {place}: {cause}\n  help: {remedy}")]
pub struct Failure {
    /// File or folder, with its line where there is one.
    pub place: String,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Failure {
    /// A failure at a place.
    pub fn new(place: impl fmt::Display, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self { place: place.to_string(), cause: cause.to_string(), remedy: remedy.to_string() }
    }
}
