//! What the user is told. In: findings, failures, a summary. Out: lines on standard error. Never on standard output, which is for
//! what was asked.

use std::{collections::BTreeMap, io::IsTerminal as _, path::Path, time::Duration};

use concord::{
    Summary,
    model::{Failure, Finding, Severity},
};

/// How many findings of one kind are printed in full before the rest is counted.
const FEW: usize = 5;

/// What a command says besides what it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// How far it is, what it did and all that it found.
    Full,
    /// Errors alone.
    Quiet,
}

impl Voice {
    pub(super) const fn is_quiet(self) -> bool {
        matches!(self, Self::Quiet)
    }
}

/// Which findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Each.
    All,
    /// A few of each kind, and of notes none; the rest is counted.
    Few,
}

pub(super) fn failure(failure: &Failure) {
    eprintln!("{failure}");
}

/// What is doubtful about what was asked, and stops nothing.
pub(super) fn warning(Failure { place, cause, remedy }: &Failure, voice: Voice) {
    if !voice.is_quiet() {
        eprintln!("warning: {place}: {cause}\n  help: {remedy}");
    }
}

/// That another build has the output folder.
pub(super) fn waits(output: &Path) {
    eprintln!("note: {}: another build is writing here; waiting for it", output.display());
}

/// Prints findings in order of place. A build shows a few of each kind and says how many more there are; a check shows all. Who wants to hear of
/// errors alone is told nothing of the others, not even how many there are.
pub(super) fn findings(findings: &[Finding], which: Shown, voice: Voice) {
    let (shown, hidden) = told(findings, which, voice);
    for finding in shown {
        eprintln!("{finding}");
    }
    if !hidden.is_empty() {
        eprintln!("({}; `concord check` lists them all)", hidden.join(", "));
    }
}

/// The findings that are printed, and how many of each kind are not.
fn told(findings: &[Finding], which: Shown, voice: Voice) -> (Vec<&Finding>, Vec<String>) {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut told = Vec::new();
    for finding in findings.iter().filter(|finding| !voice.is_quiet() || finding.severity == Severity::Error) {
        let [shown, hidden] = counts.entry(&finding.code).or_default();
        if which == Shown::All || (finding.severity > Severity::Note && *shown < FEW) {
            *shown += 1;
            told.push(finding);
        } else {
            *hidden += 1;
        }
    }
    let hidden = counts.into_iter().filter(|(_, [_, hidden])| *hidden > 0);
    let more = |shown| if shown > 0 { "more " } else { "" };
    (told, hidden.map(|(code, [shown, hidden])| format!("{hidden} {}{code}", more(shown))).collect())
}

/// The figures that a build ends with, the last of them the time that it took.
pub(super) fn summary(summary: &Summary, took: Duration, voice: Voice) {
    if voice.is_quiet() {
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
    eprintln!("done in {:.1} s", took.as_secs_f64());
}

/// Whether a person is looking.
pub(super) fn on_terminal() -> bool {
    std::io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_counted() {
        let of = |count: usize, severity, code: &'static str| {
            let finding = move |line| Finding {
                file: "content/a.txt".to_owned(),
                line,
                severity,
                code: code.into(),
                cause: "wrong".to_owned(),
                remedy: "mend it".to_owned(),
            };
            (1..).take(count).map(finding)
        };
        let findings: Vec<Finding> = of(7, Severity::Error, "empty")
            .chain(of(7, Severity::Note, "decoded"))
            .chain(of(5, Severity::Warning, "gap"))
            .chain(of(1, Severity::Note, "moved"))
            .collect();
        for (which, voice, shown, hidden) in [
            (Shown::Few, Voice::Full, 10, "7 decoded, 2 more empty, 1 moved"),
            (Shown::Few, Voice::Quiet, 5, "2 more empty"),
            (Shown::All, Voice::Full, 20, ""),
            (Shown::All, Voice::Quiet, 7, ""),
        ] {
            let (told, rest) = told(&findings, which, voice);
            assert_eq!((told.len(), rest.join(", ").as_str()), (shown, hidden), "{which:?}, {voice:?}");
        }
    }
}
