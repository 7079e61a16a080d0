//! Finds citations. In: a document and the grammar. Out: its citations in reading order. Never changes the text, never guesses
//! without saying why (`Basis`).

mod addressee;
mod adjoining;
mod ahead;
mod attribute;
mod behind;
mod bracketed;
mod check;
mod discourse;
mod figures;
mod files;
mod fold;
mod foreign;
mod grammar;
mod letter;
mod lexer;
mod lists;
mod members;
mod names;
mod neighbours;
mod nouns;
mod number;
mod own;
mod owners;
mod pairs;
mod parts;
mod pattern;
mod reading;
mod respective;
mod rules;
mod runs;
mod scan;
mod scripts;
mod series;
mod settle;
mod speaker;
mod subject;
mod symbol_rows;
mod symbols;
mod tied;
mod tongue;
mod treaties;
mod turned;
mod untold;
mod volumes;
mod whose;

use std::{collections::BTreeSet, fmt};

use discourse::{Discourse, Stream, Unit};
use own::outer_number;
use settle::{Settled, Standing, settle};

pub use grammar::Grammar;

use crate::model::{
    At, Basis, Block, Cause, Checked, Citation, Content, Document, Failure, Finding, Kind, Lang, Locus,
    ParagraphNumber, Pinpoint, Severity, Symbol, Target, Text,
};

/// What can be doubtful about a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// More than one body fits and is named nearby.
    Ambiguous {
        /// As printed.
        text: String,
        /// The target that was taken.
        target: String,
        /// Why.
        basis: Basis,
        /// The targets that also fit.
        others: Vec<String>,
        /// The rule that found it.
        rule: String,
    },
    /// The language has no grammar that can be used.
    NoGrammar(String),
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ambiguous { text, target, basis, others, rule } => {
                let because = match basis {
                    Basis::Issuer => "took the issuing body",
                    Basis::Form => "took the body that numbers so",
                    Basis::Antecedent => "took what was cited before",
                    _ => "took the body spoken of",
                };
                write!(
                    f,
                    "{text} names no body; {because}, {target} (rule {rule}); {} would fit too",
                    others.join(", ")
                )
            }
            Self::NoGrammar(failure) => write!(f, "no citations were looked for: {failure}"),
        }
    }
}

impl Cause for Doubt {
    fn severity(&self) -> Severity {
        match self {
            Self::Ambiguous { .. } => Severity::Warning,
            Self::NoGrammar(_) => Severity::Error,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Ambiguous { .. } => {
                "if another is meant, name the body in the text, or add a rule to data/citations/".into()
            }
            Self::NoGrammar(_) => "correct the data file, or remove it to use the one that is built in".into(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Ambiguous { .. } => "ambiguous-citation",
            Self::NoGrammar(_) => "no-grammar",
        }
    }
}

/// A citation of a single text, as `concord cite` prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As printed.
    pub text: String,
    /// The canonical target; the text's own symbol where a paragraph of the same text is cited.
    pub target: String,
    /// What sort of thing is cited.
    pub kind: Kind,
    /// The cited part.
    pub pinpoint: Option<Pinpoint>,
    /// Where it begins, in characters.
    pub start: usize,
    /// Where it ends, in characters.
    pub end: usize,
    /// Why it leads there.
    pub basis: Basis,
    /// Other targets that would fit.
    pub candidates: Vec<Symbol>,
}

/// The citations of a single text. `issuer` is a prefix or alias of a body, `doc` the text's own symbol; without it
/// paragraphs of the same text are not cited.
///
/// # Errors
/// When a pattern of the language's data cannot be used.
pub fn recognize_text(
    text: &str,
    lang: Lang,
    issuer: Option<&str>,
    doc: Option<&str>,
    grammar: &Grammar,
) -> Result<Vec<Found>, Failure> {
    let tongue = grammar.tongue(lang).map_err(Clone::clone)?;
    let mut discourse = Discourse::new(issuer.and_then(|name| grammar.body(name)), doc);
    let standing = Standing { stream: Stream::Running, lettered: None, reach: None };
    let settled = settle(text, grammar, tongue, &mut discourse, standing);
    let (mut counted, mut start) = (0, 0);
    let found = settled.into_iter().map(|citation| {
        start += text[counted..citation.range.start].chars().count();
        counted = citation.range.start;
        let printed = &text[citation.range.clone()];
        Found {
            text: printed.to_owned(),
            target: citation.target.map_or_else(|| doc.unwrap_or_default().to_owned(), |target| target.to_string()),
            kind: citation.kind,
            pinpoint: citation.pinpoint,
            start,
            end: start + printed.chars().count(),
            basis: citation.basis,
            candidates: citation.candidates,
        }
    });
    Ok(found.collect())
}

/// The citations of a document in reading order: those of its blocks, then those of its footnotes.
pub fn recognize(document: &Document, grammar: &Grammar) -> Checked<Vec<Citation>> {
    let mut recognized = Checked::clean(Vec::new());
    let tongue = match grammar.tongue(document.facts.lang) {
        Ok(tongue) => tongue,
        Err(failure) => {
            let cause = Doubt::NoGrammar(failure.to_string());
            recognized.findings.push(Finding::new(&document.path, 0, &cause));
            return recognized;
        }
    };
    let mut discourse = Discourse::new(issuer(document, grammar), Some(document.identity.as_str()));
    discourse.until = document.facts.date.and_then(|date| u32::try_from(date.year()).ok());
    let mut add = |settled: Vec<Settled>, text: &Text, at: &At, locus: Locus, line: u32| {
        for citation in settled {
            let (citation, rule) = placed(citation, text, at, locus);
            if let Some(doubt) = doubt(&citation, rule, document) {
                recognized.findings.push(Finding::new(&document.path, line, &doubt));
            }
            recognized.output.push(citation);
        }
    };
    let reach = document.blocks.iter().filter_map(|block| outer_number(block.at.paragraph()?)).max();
    for ((i, block), lettered) in document.blocks.iter().enumerate().zip(lettered(&document.blocks)) {
        discourse.enter(unit(block, i));
        let standing = Standing { stream: Stream::Running, lettered, reach };
        for (n, text) in block.texts().enumerate() {
            if block.at == At::Front && is_own_symbol(&text.plain) {
                continue;
            }
            let mut settled = settle(&text.plain, grammar, tongue, &mut discourse, standing);
            settled.retain(|citation| block.at != At::Front || !is_title(citation, &text.plain));
            add(settled, text, &block.at, Locus::Block { block: i, text: n }, block.line);
        }
    }
    // By their numbers, for an ibid. goes with the note printed before.
    let mut notes: Vec<usize> = (0..document.footnotes.len()).collect();
    notes.sort_by_key(|i| document.footnotes[*i].label.value().unwrap_or(u32::MAX));
    for i in notes {
        let note = &document.footnotes[i];
        let Some(text) = &note.text else { continue };
        let at = At::Note(note.label.clone());
        discourse.enter(Unit(at.to_string()));
        let standing = Standing { stream: Stream::Notes, lettered: None, reach };
        let settled = settle(&text.plain, grammar, tongue, &mut discourse, standing);
        add(settled, text, &at, Locus::Note(i), note.line);
    }
    recognized
}

/// For each block the numbered paragraph whose letters `sub-paragraph (a)` means in it: its own, or where that has none the last before that has.
fn lettered(blocks: &[Block]) -> Vec<Option<&ParagraphNumber>> {
    let of_item = |block: &Block| matches!(block.content, Content::Item { .. });
    let with: BTreeSet<_> =
        blocks.iter().filter(|block| of_item(block)).filter_map(|block| block.at.paragraph()).collect();
    let mut last = None;
    let mut means = Vec::with_capacity(blocks.len());
    for block in blocks {
        let own = block.at.paragraph();
        last = own.filter(|own| with.contains(own)).or(last);
        means.push(own.and(last).or(own));
    }
    means
}

/// The body that a document's bare numbers are taken to be of: its issuer, or the body its symbol belongs to.
fn issuer(document: &Document, grammar: &Grammar) -> Option<usize> {
    let by_facts = document.facts.body.as_deref().and_then(|name| grammar.body(name));
    by_facts.or_else(|| {
        let body = grammar.bodies().of(&document.identity.symbol()?.first())?;
        grammar.body(&body.id.0)
    })
}

/// Whether a text of the masthead is nothing but a symbol in brackets: then it is the document's own, as `[S/5471]` over a resolution. A scan
/// may misread one of the brackets; a part or an addendum may stand with it: `(S/525, I]`, `[S/4258 and Add.1]`.
fn is_own_symbol(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['[', '(', '{']).trim_end_matches([']', ')', '}']);
    let brackets = text.trim().len() - bare.len();
    let (first, rest) = bare.split_once([' ', ',']).unwrap_or((bare, ""));
    let joins = |word: &str| word.chars().all(char::is_lowercase) && word.chars().count() <= 3;
    let is_part = |word: &str| {
        let (head, figures) = word.split_once('.').unwrap_or(("", word));
        let numbered = figures.chars().all(|c| c.is_ascii_digit() || "IVXl".contains(c));
        joins(word) || numbered && matches!(head, "" | "Add" | "Corr" | "Rev")
    };
    let parts = rest.split([' ', ',']).filter(|word| !word.is_empty());
    (1..=3).contains(&brackets)
        && (text.contains(['[', ']', '{', '}']) || rest.is_empty())
        && first.contains(|c: char| c.is_ascii_digit())
        && Symbol::parse(first).is_ok()
        && parts.into_iter().all(is_part)
}

/// Whether a number is all that a text of the masthead says: then it is the title, `Resolution 434 (1973)`, misread or of the next resolution.
fn is_title(citation: &Settled, text: &str) -> bool {
    citation.basis != Basis::Symbol && citation.range == (text.len() - text.trim_start().len()..text.trim_end().len())
}

/// Blocks of one numbered paragraph are one paragraph; a heading ends it.
fn unit(block: &Block, index: usize) -> Unit {
    match (&block.at, &block.content) {
        (
            At::Paragraph(_) | At::Annex(_, Some(_)) | At::Preamble(_),
            Content::Paragraph { .. } | Content::Item { .. },
        ) => Unit(block.at.to_string()),
        (At::Summary, _) => Unit("summary".to_owned()),
        _ => Unit(format!("block {index}")),
    }
}

/// A citation in its place, and the rule that found it.
fn placed(settled: Settled, text: &Text, at: &At, locus: Locus) -> (Citation, String) {
    let citation = Citation {
        at: at.clone(),
        locus,
        text: text.plain.get(settled.range.clone()).unwrap_or_default().into(),
        range: settled.range,
        target: settled.target.map_or(Target::This, Target::Symbol),
        kind: settled.kind,
        pinpoint: settled.pinpoint,
        basis: settled.basis,
        candidates: settled.candidates.into(),
    };
    (citation, settled.rule)
}

/// Says so where more than one target fits.
fn doubt(citation: &Citation, rule: String, document: &Document) -> Option<Doubt> {
    (!citation.candidates.is_empty()).then(|| Doubt::Ambiguous {
        text: citation.text.to_string(),
        target: citation.target.resolve(&document.identity).to_owned(),
        basis: citation.basis,
        others: citation.candidates.iter().map(ToString::to_string).collect(),
        rule,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_alone_in_its_brackets_is_the_texts_own() {
        for own in [
            "[S/5471]",
            "(S/525, I]",
            "[S/1045}",
            "(S/3139/Rev.2]",
            "[S/330/Corr. 1]",
            "[S/4258 and Add.1]",
            "(S/2174)",
        ] {
            assert!(is_own_symbol(own), "{own}");
        }
        for other in [
            "S/5471",
            "(S/5471 and the letter)",
            "[on the report of the Third Committee (A/78/481)]",
            "(A/78/481, para. 29)",
            "[S/5471 with]",
            "[1963]",
        ] {
            assert!(!is_own_symbol(other), "{other}");
        }
    }
}
