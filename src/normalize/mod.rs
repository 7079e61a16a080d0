//! Makes documents of sources. In: a decoded source with its sidecar. Out: `Document`. Never drops a character that is not
//! furniture of the page, and knows nothing of citations.
//!
//! An extracted text goes through these steps, each a module:
//! 1. `language` tells its language, and which words (`rules`) are looked for;
//! 2. `spaced`, `running` (and others by the look of the text) make printed lines of it, page by page, and set aside what belongs to
//!    the page (`sheets`);
//! 3. `notes` reads the footnotes of each page, `tabular` makes rows of tables, `marks` finds the marks of notes in the text, which
//!    `choice` chooses;
//! 4. `pieces` joins lines (`join`) to paragraphs, items and headings, `spacing` takes out the spaces of extraction;
//! 5. `outline` gives every piece its place;
//! 6. `told` merges what `sidecar`, `masthead` and `filename` tell of the document.

mod breaks;
mod cause;
mod choice;
mod columns;
mod common;
mod cut;
mod displaced;
mod feet;
mod filename;
mod flow;
mod folios;
mod forms;
mod join;
mod labels;
mod language;
mod marks;
mod masthead;
mod notes;
mod numerals;
mod outline;
mod paged;
mod patterns;
mod pieces;
mod plain;
mod printed;
mod repeats;
mod rules;
mod running;
mod sections;
mod sheets;
mod sidecar;
mod spaced;
mod spacing;
mod sponsors;
mod stacked;
mod tabular;
mod text;
mod told;
mod words;

pub use cause::Cause;
pub use language::of as language;
pub use rules::Rules;
pub use sheets::{Furniture, SetAside};

use crate::config::Defaults;
use crate::markdown::{self, FactSheet};
use crate::model::{Checked, Document, Failed, Finding, Format, Lang, SourceText, Symbol, Unread};

use self::{text::Read, told::Told};

/// A cause and the line of the source it was found on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    line: u32,
    cause: Cause,
}

/// A document and what of its source does not stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The document.
    pub document: Document,
    /// Every character of the source that is furniture of the page.
    pub set_aside: Vec<SetAside>,
}

/// Makes a document of a source; none where it is empty.
pub fn normalize(source: &SourceText, defaults: &Defaults, rules: &Rules) -> Checked<Option<Document>> {
    let Checked { output, findings } = account(source, defaults, rules);
    Checked { output: output.map(|account| account.document), findings }
}

/// What a source that gave no document would have been called, as far as its sidecar and the name of its file tell.
pub fn failed(unread: &Unread, rules: &Rules) -> Failed {
    let beside = unread.sidecar.as_ref().and_then(|(_, yaml)| FactSheet::read(yaml).ok());
    let told = beside.map(Told::from).unwrap_or_default().or(filename::read(unread.stem(), rules));
    let identity = told.identity().unwrap_or_else(|| filename::id(unread.stem()));
    Failed { identity, why: unread.why.clone() }
}

/// Makes a document of an extracted text and accounts for every character of it.
pub fn account(source: &SourceText, defaults: &Defaults, rules: &Rules) -> Checked<Option<Account>> {
    let mut findings = Vec::new();
    let unified;
    let source = if source.text.contains('\r') {
        unified = SourceText { text: unify(&source.text), ..source.clone() };
        &unified
    } else {
        source
    };
    let empty = || Checked { output: None, findings: vec![Finding::new(&source.path, 0, &Cause::Empty)] };
    // Spaces, signs and characters that cannot be seen are no text.
    if !source.text.contains(char::is_alphanumeric) {
        return empty();
    }
    let beside = beside(source, &mut findings);
    let named = filename::read(source.stem(), rules);
    let lang = beside.lang.or_else(|| language::of(&source.text)).or(named.lang).or(defaults.lang).unwrap_or(Lang::En);
    let words = match rules.words(lang) {
        Ok(words) => words,
        Err(failure) => {
            findings.push(Finding::new(&source.path, 0, &Cause::NoWords(failure.to_string())));
            return Checked { output: None, findings };
        }
    };
    let read = match source.format {
        Format::Markdown => markdown(source, &mut findings),
        Format::Text | Format::Html | Format::Pdf => {
            text::read(&spacing::printable(&source.text, lang), source.format, words, rules)
        }
    };
    // All of it was furniture of the page. Markdown may hold facts alone.
    if read.blocks.is_empty() && read.footnotes.is_empty() && source.format != Format::Markdown {
        return empty();
    }
    findings.extend(read.found.iter().map(|found| Finding::new(&source.path, found.line, &found.cause)));
    findings.extend(differing(read.numbered.as_ref(), named.symbol.as_ref(), source));
    let printed = read.told.or(named).or(Told { symbol: read.numbered, ..Told::default() });
    // What the front matter of Markdown says of its sort is as it says.
    let is_extracted = source.format != Format::Markdown;
    let printed = if is_extracted { printed.sorted(beside.symbol.as_ref()) } else { printed };
    let told = beside.or(printed);
    let identity = told.identity().unwrap_or_else(|| {
        let id = filename::id(source.stem());
        findings.push(Finding::new(&source.path, 0, &Cause::IdFromName(id.to_string())));
        id
    });
    let facts = told.facts(lang, given(defaults));
    let Read { blocks, footnotes, set_aside, .. } = read;
    let document = Document { identity, facts, blocks, footnotes, path: source.path.clone() };
    Checked { output: Some(Account { document, set_aside }), findings }
}

/// A finding where the number above a text is not that of the file's name.
fn differing(numbered: Option<&Symbol>, named: Option<&Symbol>, source: &SourceText) -> Option<Finding> {
    let (numbered, named) = numbered.zip(named).filter(|(numbered, named)| numbered != named)?;
    let cause = Cause::NumberDiffers { printed: numbered.to_string(), named: named.to_string() };
    Some(Finding::new(&source.path, 1, &cause))
}

/// What the archive says of each of its documents.
fn given(defaults: &Defaults) -> Told {
    Told {
        body: defaults.body.clone(),
        source: defaults.source.clone(),
        subjects: (!defaults.subjects.is_empty()).then(|| defaults.subjects.clone()),
        ..Told::default()
    }
}

/// Ends every line with a line feed: Windows ends them with two characters, and old Macs with the other one.
fn unify(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Markdown enters after normalization: its blocks stand as they are.
fn markdown(source: &SourceText, findings: &mut Vec<Finding>) -> Read {
    let reading = markdown::read(&source.path, &source.text).settle(findings);
    let mut told = Told::from(reading.sheet);
    told.title = told.title.or(reading.heading);
    Read { told, blocks: reading.blocks, footnotes: reading.footnotes, ..Read::default() }
}

/// What the sidecar tells; a sidecar that cannot be read is a finding, and the other facts stand.
fn beside(source: &SourceText, findings: &mut Vec<Finding>) -> Told {
    let Some((path, yaml)) = &source.sidecar else { return Told::default() };
    FactSheet::read(yaml).map_or_else(
        |wrong| {
            findings.push(Finding::new(path, wrong.line, &Cause::Sidecar(wrong.what)));
            Told::default()
        },
        Told::from,
    )
}
