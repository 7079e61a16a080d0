//! `normalize`: the Markdown that sources become. In: files. Out: Markdown on standard output, findings on standard error.

use std::{path::PathBuf, process::ExitCode};

use concord::{Rules, config::Defaults, discover, markdown, model::Failure, normalize};

use super::{out::Out, report};

pub(super) fn normalize(files: &[PathBuf]) -> Result<ExitCode, Failure> {
    let rules = Rules::load(None)?;
    let (mut findings, mut out) = (Vec::new(), Out::open());
    for file in files {
        let source = discover::one(file)?.settle(&mut findings);
        let Some(source) = source else { continue };
        let document = normalize::normalize(&source, &Defaults::default(), &rules.normalize).settle(&mut findings);
        if let Some(document) = document {
            out.text(&markdown::write(&document))?;
        }
    }
    out.end()?;
    findings.sort();
    report::findings(&findings, true, false);
    Ok(ExitCode::from(u8::from(findings.iter().any(|finding| finding.severity == concord::model::Severity::Error))))
}
