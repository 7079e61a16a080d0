//! Counts over a folder of texts what normalization settled: `cargo run --example survey -- FOLDER…`. Prints a line for each text with a gap, a repeated
//! number, a mark without note or a note without mark, then totals.
#![allow(missing_docs, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;

use concord::config::Defaults;
use concord::model::{Content, Format, Identity, SourceText};
use concord::normalize::{Rules, account};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = Rules::load(None)?;
    let mut totals: BTreeMap<String, usize> = BTreeMap::new();
    for folder in std::env::args().skip(1) {
        let mut paths: Vec<_> =
            std::fs::read_dir(Path::new(&folder))?.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
            survey(&path, &rules, &mut totals)?;
        }
    }
    for (what, count) in totals {
        println!("{count:7} {what}");
    }
    Ok(())
}

fn survey(path: &Path, rules: &Rules, totals: &mut BTreeMap<String, usize>) -> Result<(), Box<dyn std::error::Error>> {
    let name = path.display().to_string();
    let source =
        SourceText { path: name.clone(), format: Format::Text, text: std::fs::read_to_string(path)?, sidecar: None };
    let checked = account(&source, &Defaults::default(), rules);
    let mut add = |what: &str, count: usize| *totals.entry(what.to_owned()).or_default() += count;
    add("texts", 1);
    let Some(account) = checked.output else { return Ok(()) };
    let document = account.document;
    add("symbols", usize::from(matches!(document.identity, Identity::Symbol(_))));
    for (fact, told) in [
        ("fact title", document.facts.title.is_some()),
        ("fact date", document.facts.date.is_some()),
        ("fact session", document.facts.session.is_some()),
        ("fact agenda item", document.facts.agenda_item.is_some()),
        ("fact job number", document.facts.job_number.is_some()),
        ("fact meeting", document.facts.meeting.is_some()),
        ("fact vote", document.facts.vote.is_some()),
    ] {
        add(fact, usize::from(told));
    }
    add("notes", document.footnotes.len());
    let numbered =
        document.blocks.iter().any(|block| matches!(block.content, Content::Paragraph { number: Some(_), .. }));
    add("texts without a numbered paragraph", usize::from(!numbered));
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &checked.findings {
        *codes.entry(finding.code.to_string()).or_default() += 1;
        println!("{}:{}: {}", finding.file, finding.line, finding.cause);
    }
    for (code, count) in codes {
        add(&format!("finding {code}"), count);
        add(&format!("texts with {code}"), 1);
    }
    Ok(())
}
