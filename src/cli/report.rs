//! What the user is told. In: findings, failures, a summary. Out: lines on standard error. Never on standard output, which is for
//! what was asked.

use std::{collections::BTreeMap, io::IsTerminal as _};

use concord::{
    Summary,
    model::{Failure, Finding, Severity},
};

/// How many findings of one kind are printed in full before the rest is counted.
const SHOWN: usize = 5;

pub(super) fn failure(failure: &Failure) {
    eprintln!("{failure}");
}

/// Prints findings in order of place. A build shows a few of each kind and says where the rest is; a check shows all.
pub(super) fn findings(findings: &[Finding], all: bool, quiet: bool) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(&finding.code).or_default();
        *count += 1;
        let shown = all || (finding.severity > Severity::Note && *count <= SHOWN);
        if shown && (!quiet || finding.severity == Severity::Error) {
            eprintln!("{finding}");
        }
    }
    if quiet || all {
        return;
    }
    let more: Vec<String> = seen
        .iter()
        .filter(|(_, count)| **count > SHOWN)
        .map(|(code, count)| format!("{} more {code}", count - SHOWN))
        .collect();
    if !more.is_empty() {
        eprintln!("({}; `concord check` lists them all)", more.join(", "));
    }
}

/// The line of figures that a build ends with.
pub(super) fn summary(summary: &Summary, quiet: bool) {
    if quiet {
        return;
    }
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    eprintln!(
        "{} read, {} in the archive{}",
        plural(summary.read, "source", "sources"),
        plural(summary.documents, "document", "documents"),
        if summary.failed > 0 { format!(", {} failed", summary.failed) } else { String::new() },
    );
    eprintln!(
        "{}: {} of {} cited symbols held",
        plural(summary.citations, "citation", "citations"),
        summary.held,
        summary.cited
    );
    let [errors, warnings, notes] = summary.findings;
    eprintln!(
        "{}, {}, {}",
        plural(errors, "error", "errors"),
        plural(warnings, "warning", "warnings"),
        plural(notes, "note", "notes")
    );
    if let Some(written) = summary.written {
        eprintln!(
            "{} in the site, {} written, {} removed",
            plural(written.files, "file", "files"),
            written.changed,
            written.removed
        );
    }
}

/// Whether a person is looking.
pub(super) fn on_terminal() -> bool {
    std::io::stderr().is_terminal()
}
