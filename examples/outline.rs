//! Prints what a text becomes: `cargo run --example outline -- FILE…`, with `-v` before the files for whole texts.
#![allow(missing_docs, clippy::print_stdout)]

use std::path::Path;

use concord::config::Defaults;
use concord::model::{Content, Format, SourceText, Text};
use concord::normalize::{Rules, account};

fn short(text: &Text, whole: bool) -> String {
    let mut plain = text.plain.clone();
    for mark in text.marks.iter().rev() {
        plain.insert_str(mark.offset, &format!("⁅{}⁆", mark.note));
    }
    let chars: Vec<char> = plain.chars().collect();
    if whole || chars.len() <= 60 {
        return plain;
    }
    format!("{} … {}", chars[..28].iter().collect::<String>(), chars[chars.len() - 28..].iter().collect::<String>())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = Rules::load(None)?;
    let whole = std::env::args().any(|argument| argument == "-v");
    for path in std::env::args().skip(1).filter(|argument| argument != "-v") {
        let text = std::fs::read_to_string(&path)?;
        let beside = Path::new(&path).with_extension("yaml");
        let sidecar = std::fs::read_to_string(&beside).ok().map(|yaml| (beside.display().to_string(), yaml));
        let source = SourceText { path, format: Format::Text, text, sidecar };
        let checked = account(&source, &Defaults::default(), &rules);
        if let Some(account) = checked.output {
            let document = account.document;
            println!("== {} {:?}", document.identity, document.facts);
            for block in &document.blocks {
                let line = block.line;
                match &block.content {
                    Content::Heading { level, text } => {
                        println!("{line:5} {:10} {} {}", "h", "#".repeat(level.get().into()), short(text, whole));
                    }
                    Content::Paragraph { number, text } => {
                        let number = number.as_ref().map_or(String::new(), |number| format!("{number}. "));
                        println!("{line:5} {:10} {number}{}", block.at.to_string(), short(text, whole));
                    }
                    Content::Item { label, depth, text } => {
                        println!(
                            "{line:5} {:10} {}{label} {}",
                            block.at.to_string(),
                            "    ".repeat(usize::from(*depth) + 1),
                            short(text, whole)
                        );
                    }
                    Content::Table { rows } => {
                        println!("{line:5} {:10} table of {} rows", block.at.to_string(), rows.len());
                    }
                }
            }
            for note in &document.footnotes {
                let at = note.ref_at.as_ref().map_or(String::new(), ToString::to_string);
                println!(
                    "{:5} fn-{} from {at}: {}",
                    note.line,
                    note.label,
                    note.text.as_ref().map_or("LOST".into(), |text| short(text, whole))
                );
            }
        }
        for finding in checked.findings {
            println!("{finding}");
        }
    }
    Ok(())
}
