//! `normalize`: the Markdown that sources become. In: files. Out: Markdown on standard output, findings on standard error. What lies in an
//! archive becomes what a build makes of it: the archive's defaults and its own data are used.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::{Path, PathBuf},
    process::ExitCode,
};

use concord::{
    Rules,
    config::{ArchiveFile, Defaults},
    discover, markdown,
    model::{Failure, Severity},
};

use super::{
    out::Out,
    report::{self, Shown, Voice},
};

pub(super) fn normalize(files: &[PathBuf], voice: Voice) -> Result<ExitCode, Failure> {
    let (mut findings, mut sources) = (Vec::new(), Vec::new());
    for file in files {
        match discover::one(file) {
            Ok(source) => sources.extend(source.settle(&mut findings).map(|source| (file, source))),
            // A name that is no source's is wrong usage, whatever the file holds; nothing was printed yet.
            Err(failure) => {
                report::failure(&failure);
                return Ok(ExitCode::from(2));
            }
        }
    }
    let mut archives = BTreeMap::new();
    let mut out = Out::open();
    for (file, source) in sources {
        let (rules, defaults) = match archives.entry(archive_of(file)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let asked = asked(new.key().as_deref())?;
                new.insert(asked)
            }
        };
        let document = rules.document(&source, defaults).settle(&mut findings);
        if let Some(document) = document {
            out.text(&markdown::write(&document))?;
        }
    }
    out.end()?;
    findings.sort();
    report::findings(&findings, Shown::All, voice);
    Ok(ExitCode::from(u8::from(findings.iter().any(|finding| finding.severity == Severity::Error))))
}

/// The source folder in whose `content/` a file lies. Of one that has neither settings nor data of its own nothing need be known.
fn archive_of(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    let mut contents = file.ancestors().skip(1).filter(|folder| folder.ends_with("content"));
    let source = contents.find_map(|content| {
        content.parent().filter(|source| source.join("archive.yaml").is_file() || source.join("data").is_dir())
    });
    source.map(Path::to_owned)
}

/// What an archive asks for.
fn asked(source: Option<&Path>) -> Result<(Rules, Defaults), Failure> {
    let defaults = source.map(ArchiveFile::read).transpose()?.map(|archive| archive.defaults);
    Ok((Rules::load(source)?, defaults.unwrap_or_default()))
}
