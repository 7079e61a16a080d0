//! A text says the same however its lines are laid out: the five reports are printed again as a person would copy them, each paragraph as one line
//! or cut into lines, with empty lines between and without, their notes at the end or at the foot of each page with nothing else of the page, and
//! read back to the same headings, paragraphs and notes.
#![allow(missing_docs)]

use std::{collections::BTreeSet, fs, path::Path};

use concord::{
    config::Defaults,
    model::{Content, Document, Format, NoteLabel, SourceText, Text},
    normalize::{Rules, normalize},
};

/// How a text is laid out again.
#[derive(Debug, Clone, Copy)]
struct Layout {
    /// How many characters a line takes, if lines are cut.
    cut: Option<usize>,
    /// Whether an empty line stands below each paragraph.
    parted: bool,
    notes: Notes,
}

/// Where notes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notes {
    AtTheEnd,
    AtTheFoot,
}

/// A page holds so many lines above its notes.
const PAGE: usize = 40;

/// What stands around a mark while lines are cut.
const MARK: [char; 2] = ['\u{e000}', '\u{e001}'];

/// Whole paragraphs, and lines of these widths.
const WIDTHS: [Option<usize>; 6] = [None, Some(23), Some(31), Some(38), Some(40), Some(57)];

fn read(path: &str, text: String, sidecar: Option<(String, String)>, rules: &Rules) -> Document {
    let source = SourceText { path: path.into(), format: Format::Text, text, sidecar };
    normalize(&source, &Defaults::default(), rules).output.expect("a document")
}

/// A text with the marks of those notes that are not marked yet.
fn marked(text: &Text, left: &mut BTreeSet<NoteLabel>) -> String {
    let (mut marked, mut from) = (String::new(), 0);
    for mark in text.marks.iter().filter(|mark| left.remove(&mark.note)) {
        marked += &text.plain[from..mark.offset];
        marked.extend([&MARK[0].to_string(), mark.note.as_str(), &MARK[1].to_string()]);
        from = mark.offset;
    }
    marked + &text.plain[from..]
}

/// The lines of a document: what each block prints, and its notes.
fn printed(document: &Document, Layout { cut, parted, notes: place }: Layout) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut print = |block: &str| {
        let (mut line, mut width, mut last) = (String::new(), 0, ' ');
        for c in block.chars() {
            // No line is cut inside a number, a word or a symbol, or before a mark.
            let inside = last.is_ascii_graphic() && c.is_ascii_graphic() || MARK.contains(&c) || last == MARK[0];
            if cut.is_some_and(|cut| width >= cut) && !inside {
                lines.push(std::mem::take(&mut line));
                width = 0;
            }
            line.push(c);
            (width, last) = (width + 1, c);
        }
        lines.push(line);
        lines.extend(parted.then(String::new));
    };
    let mut left: BTreeSet<NoteLabel> = notes(document).map(|(label, _)| label.clone()).collect();
    for block in &document.blocks {
        let mut said = |text| marked(text, &mut left);
        match &block.content {
            Content::Heading { text, .. } | Content::Paragraph { number: None, text } => print(&said(text)),
            Content::Paragraph { number: Some(number), text } => {
                // Of 75.3 only the 3 is printed.
                let number = number.to_string();
                print(&format!("{}. {}", number.rsplit('.').next().unwrap_or_default(), said(text)));
            }
            Content::Item { label, text, .. } => print(&format!("{label} {}", said(text))),
            // The reports have none; one that had would not be read back equal.
            Content::Table { .. } => {}
        }
    }
    if place == Notes::AtTheEnd {
        notes(document).for_each(|(label, said)| print(&format!("{label} {said}")));
        return lines.iter().map(|line| bare_of_marks(line, false) + "\n").collect();
    }
    on_pages(&lines, document)
}

/// A line with its marks in plain figures, or without them.
fn bare_of_marks(line: &str, keep: bool) -> String {
    let parts = line.split(MARK).enumerate();
    parts.filter(|(at, _)| keep || at % 2 == 0).map(|(_, part)| part).collect()
}

/// Lines with the notes that they mark below each page, and an empty line around them.
fn on_pages(lines: &[String], document: &Document) -> String {
    let mut text = String::new();
    for page in lines.chunks(PAGE) {
        let feet: Vec<&str> = page.iter().flat_map(|line| line.split(MARK).skip(1).step_by(2)).collect();
        text.extend(page.iter().map(|line| bare_of_marks(line, true) + "\n"));
        let mut notes = notes(document).filter(|(label, _)| feet.contains(&label.as_str())).peekable();
        let around = if notes.peek().is_some() { "\n" } else { "" };
        text += around;
        for (label, said) in notes {
            text.extend([label.as_str(), " ", said, "\n"]);
        }
        text += around;
    }
    text
}

/// The numbered notes that have a text.
fn notes(document: &Document) -> impl Iterator<Item = (&NoteLabel, &str)> {
    let numbered = document.footnotes.iter().filter(|note| note.label.value().is_some());
    numbered.filter_map(|note| Some((&note.label, note.text.as_ref()?.plain.as_str())))
}

/// Without white space: where lines are cut is of no account.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a text is read for: its headings, numbered paragraphs with all that belongs to them, and numbered notes.
fn told(document: &Document) -> [Vec<String>; 3] {
    let (mut headings, mut paragraphs) = (Vec::new(), Vec::<String>::new());
    let mut open = None;
    for block in &document.blocks {
        match &block.content {
            Content::Heading { text, .. } => headings.push(bare(&text.plain)),
            Content::Paragraph { number: Some(number), text } => {
                open = Some(&block.at);
                paragraphs.push(format!("{number}. {}", bare(&text.plain)));
            }
            _ if open == Some(&block.at) => {
                let more: String = block.texts().map(|text| bare(&text.plain)).collect();
                paragraphs.last_mut().expect("one is open").push_str(&more);
            }
            _ => open = None,
        }
    }
    let notes = notes(document).map(|(label, said)| format!("{label} {}", bare(said)));
    [headings, paragraphs, notes.collect()]
}

/// What is lost of some parts of a text and what came in its place; nothing where no more than so many parts are lost.
fn differences(expected: &[String], got: &[String], may_be_lost: usize) -> Vec<String> {
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|one| !others.contains(one)).cloned().collect()
    };
    let (lost, instead) = (only(expected, got), only(got, expected));
    // One that was joined to another has made that another one too.
    if lost.len() <= 2 * may_be_lost && got.len() + may_be_lost >= expected.len() && got.len() <= expected.len() {
        return Vec::new();
    }
    let lost = lost.iter().map(|one| format!("  lost {one}"));
    lost.chain(instead.iter().map(|one| format!("  got {one}"))).collect()
}

#[test]
fn a_report_reads_the_same_however_its_lines_are_laid_out() {
    let rules = Rules::load(None).expect("the built-in rules");
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/reports");
    let texts = fs::read_dir(&reports).expect("the reports").flatten().map(|file| file.path());
    let texts: Vec<_> = texts.filter(|file| file.extension().is_some_and(|ending| ending == "txt")).collect();
    assert_eq!(texts.len(), 5);
    let mut wrong = Vec::new();
    for file in texts {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let sidecar = fs::read_to_string(file.with_extension("yaml")).ok().map(|text| (format!("{name}.yaml"), text));
        let first = read(&name, fs::read_to_string(&file).expect("read"), sidecar.clone(), &rules);
        let at_the_end = |parted| move |cut: &Option<usize>| Layout { cut: *cut, parted, notes: Notes::AtTheEnd };
        let at_the_foot = WIDTHS[3..].iter().map(|cut| Layout { cut: *cut, parted: true, notes: Notes::AtTheFoot });
        let layouts = WIDTHS.iter().map(at_the_end(true)).chain(WIDTHS.iter().map(at_the_end(false)));
        for layout in layouts.chain(at_the_foot) {
            let again = read(&name, printed(&first, layout), sidecar.clone(), &rules);
            // A title above the first paragraph is told by its indent, and without empty lines a heading without a number that stands below
            // another is a part of it.
            let headings = if layout.parted { 1 } else { 2 };
            let parts = [("headings", headings), ("paragraphs", 0), ("notes", 0)];
            for (((what, may_be_lost), expected), got) in parts.into_iter().zip(told(&first)).zip(told(&again)) {
                let differences = differences(&expected, &got, may_be_lost);
                if !differences.is_empty() {
                    wrong.push(format!("{name} {layout:?}: {} of {} {what}", got.len(), expected.len()));
                    wrong.extend(differences);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
