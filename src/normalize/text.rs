//! Reads one extracted text through all steps. In: the text, its language and that language's words. Out: blocks, footnotes, what the text
//! tells of itself, what was set aside. Chooses the readers by the look of the text, never by its name.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{At, Block, Footnote, Format, NoteLabel, Symbol, Text};

use super::common::Common;
use super::join::Joiner;
use super::outline::{self, Outlined};
use super::rules::{Rules, Words};
use super::sheets::{Furniture, Gap, Line, Note, Piece, SetAside};
use super::stacked::Stack;
use super::told::Told;
use super::words::Vocabulary;
use super::{
    Cause, Found, breaks, displaced, flow, marks, masthead, notes, paged, pieces, plain, repeats, running, spaced,
    spacing, tabular,
};

/// What came of a text.
#[derive(Debug, Default)]
pub struct Read {
    /// In reading order.
    pub blocks: Vec<Block>,
    /// In the order of their first marks.
    pub footnotes: Vec<Footnote>,
    /// What the text tells of itself.
    pub told: Told,
    /// The symbol that the number above the text stands for, less sure than a file's name.
    pub numbered: Option<Symbol>,
    /// What does not stand in the blocks.
    pub set_aside: Vec<SetAside>,
    /// What was found.
    pub found: Vec<Found>,
}

/// Reads a text.
pub fn read(source: &str, format: Format, words: &Words, rules: &Rules) -> Read {
    let none = Common::default();
    let common = rules.common(words.lang).unwrap_or(&none);
    let joiner = Joiner::new(words.lang, source, common);
    let mut set_aside = Vec::new();
    let (pieces, notes, subjects) = if format != Format::Html && running::fits(source) {
        let (pieces, subjects) = run_in(source, words, &mut set_aside);
        (pieces, Vec::new(), subjects)
    } else {
        let (pieces, notes) = printed(source, format, (&joiner, common), words, rules, &mut set_aside);
        (pieces, notes, None)
    };
    let Outlined { mut blocks, mut found, set_aside: numbers } = outline::read(&pieces, words);
    set_aside.extend(numbers);
    let starred_symbol = set_aside.iter().any(|aside| aside.why == Furniture::Masthead && aside.text.ends_with('*'));
    let mut footnotes = pair(&blocks, notes, starred_symbol, &mut found);
    name_one_star(&mut blocks, &mut footnotes);
    let residue = set_aside.iter().filter(|aside| aside.why == Furniture::LinkResidue);
    found.extend(residue.map(|aside| Found { line: aside.line, cause: Cause::Residue(aside.text.clone()) }));
    let told = Told { subjects, ..masthead::read(&blocks, &set_aside, words, rules) };
    let numbered = masthead::numbered(&blocks, words);
    Read { blocks, footnotes, told, numbered, set_aside, found }
}

/// Pieces and notes of a text in printed lines.
fn printed(
    source: &str,
    format: Format,
    (joiner, common): (&Joiner, &Common),
    words: &Words,
    rules: &Rules,
    set_aside: &mut Vec<SetAside>,
) -> (Vec<Piece>, Vec<Note>) {
    let has_feet = format != Format::Html && paged::fits(source, rules);
    // A line of HTML is a block, and an empty line stands between any two.
    let spaced = !has_feet && format != Format::Html && spaced::fits(source);
    let (mut pages, furniture) = if spaced {
        spaced::read(source)
    } else if has_feet {
        paged::read(source, words, rules)
    } else {
        plain::read(source, words)
    };
    set_aside.extend(furniture);
    let mut notes = if spaced {
        notes::return_unlabelled(&mut pages);
        notes::read(&pages, joiner, set_aside)
    } else {
        Stack::new(words, joiner).read(&mut pages, set_aside)
    };
    for page in pages.iter_mut().filter(|_| !spaced) {
        displaced::put_back(&mut page.body);
        if words.lang.spaces_words() && format != Format::Html {
            tabular::set(&mut page.body, words);
        }
    }
    tabular::go_on(&mut pages, set_aside);
    breaks::set(&mut pages, &notes, set_aside);
    marks::set(&mut pages, &notes, words, set_aside);
    if !has_feet && !spaced && format != Format::Html && words.lang.spaces_words() {
        repeats::set(&mut pages, &notes, words, set_aside);
    }
    marks::attach(&mut pages);
    let of_lines = if spaced { pieces::of_lines } else { flow::of_lines };
    let mut pieces = of_lines(&pages, joiner, words, set_aside);
    let vocabulary = if words.lang.spaces_words() { Vocabulary::of(source) } else { Vocabulary::default() };
    for text in pieces.iter_mut().map(|piece| &mut piece.text).chain(notes.iter_mut().map(|note| &mut note.text)) {
        *text = vocabulary.mend(spacing::settle(std::mem::take(text), words.lang), common);
    }
    (pieces, notes)
}

/// Pieces and subjects of a text that is a single line, with lines of subjects above it: `%%%CRIME PREVENTION|…`.
fn run_in(source: &str, words: &Words, set_aside: &mut Vec<SetAside>) -> (Vec<Piece>, Option<Vec<String>>) {
    let mut pieces = Vec::new();
    let mut subjects = None;
    for (number, raw) in (1..).zip(source.lines()) {
        if let Some(list) = raw.strip_prefix("%%%") {
            set_aside.push(SetAside::new(number, Furniture::Subjects, raw));
            let list = list.split('|').map(str::trim).filter(|subject| !subject.is_empty());
            subjects = Some(list.map(str::to_owned).collect());
        } else if !raw.trim().is_empty() {
            let mut line = Line { number, indent: 0, gap: Gap::None, text: Text::plain(raw) };
            marks::set_starred(&mut line, words.lang, set_aside);
            pieces.extend(running::cut(&line.text, number, words));
        }
    }
    (pieces, subjects)
}

/// Footnotes in the order of their first marks, and a finding for each note or mark that stays alone.
fn pair(blocks: &[Block], notes: Vec<Note>, starred_symbol: bool, found: &mut Vec<Found>) -> Vec<Footnote> {
    let mut footnotes: Vec<Footnote> = Vec::new();
    let mut paired: BTreeSet<&NoteLabel> = BTreeSet::new();
    // Notes of one label go to its marks in turn, as Markdown reads them: annexes and pages with stars begin anew.
    let mut of_label: BTreeMap<NoteLabel, VecDeque<usize>> = BTreeMap::new();
    for (at, note) in notes.iter().enumerate() {
        of_label.entry(note.label.clone()).or_default().push_back(at);
    }
    // A mark at the foot of a page with nothing behind it is a note whose text is lost.
    let said = |text: Text| (!text.is_empty()).then_some(text);
    let mut left: Vec<Option<Note>> = notes.into_iter().map(Some).collect();
    let marks =
        blocks.iter().flat_map(|block| block.texts().flat_map(|text| &text.marks).map(move |mark| (block, &mark.note)));
    for (block, label) in marks {
        let ref_at = Some(block.at.clone());
        let is_first = paired.insert(label);
        let note = of_label.get_mut(label).and_then(VecDeque::pop_front);
        if let Some(note) = note.and_then(|at| left[at].take()) {
            footnotes.push(Footnote { label: note.label, text: said(note.text), ref_at, line: note.line });
        } else if is_first {
            found.push(Found { line: block.line, cause: Cause::MarkWithoutNote(label.clone()) });
            footnotes.push(Footnote { label: label.clone(), text: None, ref_at, line: block.line });
        }
    }
    let mut of_symbol: Vec<Footnote> = Vec::new();
    for note in left.into_iter().flatten() {
        // The star of a reissued document stands on its symbol, which belongs to the masthead.
        if starred_symbol && note.label.as_str() == "*" {
            let (label, text) = (note.label, said(note.text));
            of_symbol.push(Footnote { label, text, ref_at: Some(At::Front), line: note.line });
            continue;
        }
        found.push(Found { line: note.line, cause: Cause::NoteWithoutMark(note.label.clone()) });
        footnotes.push(Footnote { label: note.label, text: said(note.text), ref_at: None, line: note.line });
    }
    of_symbol.append(&mut footnotes);
    of_symbol
}

/// A document with one starred note calls it `*`, however many stars are printed.
fn name_one_star(blocks: &mut [Block], footnotes: &mut [Footnote]) {
    let is_starred = |label: &NoteLabel| label.as_str().starts_with('*');
    let Some(star) = NoteLabel::new("*") else { return };
    if footnotes.iter().filter(|note| is_starred(&note.label)).count() != 1 {
        return;
    }
    for note in footnotes.iter_mut().filter(|note| is_starred(&note.label)) {
        note.label.clone_from(&star);
    }
    for block in blocks {
        for mark in block.content.texts_mut().flat_map(|text| &mut text.marks).filter(|mark| is_starred(&mark.note)) {
            mark.note.clone_from(&star);
        }
    }
}
