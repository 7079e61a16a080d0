//! Markdown to a document. In: Markdown as `write` makes it or as a person writes it. Out: `Document`. HTML in it is text; nothing of it
//! is dropped. Printed numbers are taken from the source, never counted: a list that says 60., 30., 33. gives paragraphs 60, 30, 33.

use std::{
    collections::{BTreeMap, VecDeque},
    ops::Range,
};

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::{
    FactSheet, MarkdownCause, options, place,
    printed::{keep_number, printed_label, printed_number, trim},
    styles,
    taken::{Passed, Taken, further_cells},
};
use crate::model::{At, Block, Checked, Content, Finding, Footnote, Level, NoteLabel, Span, Style, Text};

/// What Markdown says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The facts of its front matter; none where it cannot be read.
    pub sheet: FactSheet,
    /// The text of a heading of level 1 at its beginning, which is a title and no block.
    pub heading: Option<String>,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// In the order of their first marks.
    pub footnotes: Vec<Footnote>,
}

/// Reads a document; `path` is for the findings.
pub fn read(path: &str, markdown: &str) -> Checked<Reading> {
    let mut findings = Vec::new();
    let (yaml, body_start) = front_matter(markdown);
    let sheet = yaml.map(|(yaml, line)| {
        FactSheet::read(yaml).unwrap_or_else(|wrong| {
            findings.push(Finding::new(path, line + wrong.line - 1, &MarkdownCause::FrontMatter(wrong.what)));
            FactSheet::default()
        })
    });
    let (mut blocks, mut footnotes, heading) = parts(path, markdown, body_start, &mut findings);
    let texts = blocks.iter_mut().flat_map(|block| block.content.texts_mut());
    texts.chain(footnotes.iter_mut().filter_map(|note| note.text.as_mut())).for_each(styles::settle);
    Checked { output: Reading { sheet: sheet.unwrap_or_default(), heading, blocks, footnotes }, findings }
}

/// Blocks, notes and title, with all styles.
pub(super) fn parts(
    path: &str,
    markdown: &str,
    from: usize,
    findings: &mut Vec<Finding>,
) -> (Vec<Block>, Vec<Footnote>, Option<String>) {
    let parser = Parser::new_ext(&markdown[from..], options());
    let taken = Taken::new(markdown, from, parser.reference_definitions());
    let mut reader = Reader::new(path, markdown, taken, findings);
    for (event, range) in parser.into_offset_iter() {
        let range = range.start + from..range.end + from;
        let passed = reader.taken.follow(&event, &range);
        reader.pass(passed);
        reader.take(event, range);
    }
    reader.finish()
}

/// The YAML between `---` lines at the top with the number of its first line, and where the body begins.
fn front_matter(markdown: &str) -> (Option<(&str, u32)>, usize) {
    let Some(first) = markdown.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else {
        return (None, 0);
    };
    let mut offset = first.len();
    for line in markdown[first.len()..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some((&markdown[first.len()..offset], 2)), offset + line.len());
        }
        offset += line.len();
    }
    (None, 0)
}

/// What the text that is being gathered will become.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    Paragraph,
    Heading(u8),
    Item(u8),
    Cell,
}

struct Reader<'a> {
    path: &'a str,
    source: &'a str,
    taken: Taken<'a>,
    lines: Vec<usize>,
    findings: &'a mut Vec<Finding>,
    blocks: Vec<Block>,
    /// The notes of each label in the order they stand in: texts number their notes anew in annexes.
    notes: BTreeMap<NoteLabel, VecDeque<(Option<Text>, u32)>>,
    note: Option<(NoteLabel, Text, u32)>,
    title: Option<String>,
    before: At,
    said: Option<At>,
    text: Text,
    styles: Vec<(usize, Style)>,
    open: Option<(Open, Range<usize>)>,
    lists: Vec<bool>,
    rows: Vec<Vec<Text>>,
    html: (String, Range<usize>),
}

impl<'a> Reader<'a> {
    fn new(path: &'a str, source: &'a str, taken: Taken<'a>, findings: &'a mut Vec<Finding>) -> Self {
        let lines = source.match_indices('\n').map(|(i, _)| i + 1).collect();
        Self {
            path,
            source,
            taken,
            lines,
            findings,
            blocks: Vec::new(),
            notes: BTreeMap::new(),
            note: None,
            title: None,
            before: place::START,
            said: None,
            text: Text::default(),
            styles: Vec::new(),
            open: None,
            lists: Vec::new(),
            rows: Vec::new(),
            html: (String::new(), 0..0),
        }
    }

    /// The line of the source that holds a byte, counted from 1.
    fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.lines.partition_point(|start| *start <= offset) + 1).unwrap_or(u32::MAX)
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text, &range),
            Event::Code(code) => {
                let start = self.text.plain.len();
                self.push(&code, &range);
                self.text.spans.push(Span { range: start..self.text.plain.len(), style: Style::Code });
            }
            Event::Html(html) => {
                if self.html.0.is_empty() {
                    self.html.1.start = range.start;
                }
                self.html.1.end = range.end;
                self.html.0.push_str(&html);
            }
            Event::InlineHtml(html) => self.push(&html, &range),
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::FootnoteReference(label) => match NoteLabel::new(&label) {
                Some(label) if self.note.is_none() => {
                    self.open_for(&range);
                    self.text.push_mark(label);
                }
                _ => self.find(range.start, &MarkdownCause::Label(label.into_string())),
            },
            Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) => self.begin(Open::Paragraph, range),
            Tag::Heading { level, .. } => self.begin(Open::Heading(depth(level)), range),
            Tag::List(first) => {
                self.flush();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                let ordered = self.lists.last().copied().unwrap_or(false);
                let level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                self.begin(if ordered && level == 0 { Open::Paragraph } else { Open::Item(level) }, range);
            }
            Tag::FootnoteDefinition(label) => {
                self.end_note();
                match NoteLabel::new(&label) {
                    Some(label) => self.note = Some((label, Text::default(), self.line(range.start))),
                    None => self.find(range.start, &MarkdownCause::Label(label.into_string())),
                }
            }
            Tag::Table(_) => {
                self.flush();
                self.open = Some((Open::Cell, range));
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Emphasis => self.styles.push((self.text.plain.len(), Style::Emphasis)),
            Tag::Strong => self.styles.push((self.text.plain.len(), Style::Strong)),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.styles.push((self.text.plain.len(), Style::Link(dest_url.into_string())));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::TableCell => {
                let mut text = std::mem::take(&mut self.text);
                trim(&mut text);
                if let Some(row) = self.rows.last_mut() {
                    row.push(text);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                // A row longer than the head loses what is too much to Markdown, and not to us.
                if let (Some(rest), Some(row)) = (self.taken.rest(range), self.rows.last_mut()) {
                    row.extend(further_cells(rest));
                }
            }
            TagEnd::Table => {
                let mut rows = std::mem::take(&mut self.rows);
                let width = rows.iter().map(Vec::len).max().unwrap_or_default();
                for row in &mut rows {
                    row.resize_with(width, Text::default);
                }
                if let Some((_, range)) = self.open.take() {
                    let line = self.line(range.start);
                    self.place(Content::Table { rows }, line);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => {
                if let Some((start, style)) = self.styles.pop() {
                    if let (true, Style::Link(address)) = (start == self.text.plain.len(), &style) {
                        // A picture that is not described is called by its address.
                        self.text.plain.push_str(address);
                    }
                    let span = Span { range: start..self.text.plain.len(), style };
                    let before = self.text.spans.partition_point(|other| other.range.start < start);
                    self.text.spans.insert(before, span);
                }
            }
            _ => {}
        }
    }

    /// A note ends where its definition does, or where another begins inside it.
    fn end_note(&mut self) {
        self.flush();
        if let Some((label, mut text, line)) = self.note.take() {
            trim(&mut text);
            let text = (!text.is_empty()).then_some(text);
            self.notes.entry(label).or_default().push_back((text, line));
        }
    }

    /// A comment of ours names the place of the next block; any other HTML is text.
    fn html_block(&mut self) {
        let (html, range) = std::mem::take(&mut self.html);
        let comment = html.trim().strip_prefix("<!-- at:").and_then(|rest| rest.strip_suffix("-->")).map(str::trim);
        match comment.map(str::parse::<At>) {
            Some(Ok(at)) => {
                self.flush();
                self.said = Some(at);
            }
            Some(Err(_)) => self.find(range.start, &MarkdownCause::Place(comment.unwrap_or_default().to_owned())),
            None => {
                self.begin(Open::Paragraph, range.clone());
                self.push(html.trim(), &range);
                self.flush();
            }
        }
    }

    fn begin(&mut self, open: Open, range: Range<usize>) {
        // The paragraph inside a loose list item is the item itself.
        if open == Open::Paragraph && self.text.is_empty() && matches!(self.open, Some((Open::Item(_), _))) {
            return;
        }
        if matches!(&self.open, Some((Open::Paragraph, outer)) if open == Open::Paragraph && self.text.is_empty() && !self.lists.is_empty() && outer.contains(&range.start))
        {
            return;
        }
        self.flush();
        self.open = Some((open, range));
    }

    /// What stands in nothing that was begun, as behind a list inside an item, is a paragraph.
    fn open_for(&mut self, range: &Range<usize>) {
        if self.open.is_none() && self.note.is_none() {
            self.open = Some((Open::Paragraph, range.clone()));
        }
    }

    fn push(&mut self, text: &str, range: &Range<usize>) {
        self.open_for(range);
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 && !line.is_empty() {
                self.break_line();
            }
            self.text.plain.push_str(line.trim_end_matches('\r'));
        }
        if let Some(i) = text.find("[^")
            && let Some((label, _)) = text[i + 2..].split_once(']')
            && self.source[range.clone()].contains("[^")
            && !self.source[..range.start].ends_with('\\')
        {
            self.find(range.start, &MarkdownCause::NoNote(label.to_owned()));
        }
    }

    /// A line break inside a paragraph: a space, and nothing where the scripts on both sides set none.
    fn break_line(&mut self) {
        let wide = self.text.plain.chars().next_back().is_some_and(|c| c >= '\u{2e80}');
        if !wide && !self.text.plain.is_empty() && !self.text.plain.ends_with(' ') {
            self.text.plain.push(' ');
        }
    }

    /// Ends the text that is being gathered.
    fn flush(&mut self) {
        let Some((open, range)) = self.open.take_if(|(open, _)| *open != Open::Cell) else {
            if let Some((_, note, _)) = &mut self.note {
                let text = std::mem::take(&mut self.text);
                if !note.is_empty() && !text.is_empty() {
                    note.plain.push(' ');
                }
                note.push(&text);
            }
            return;
        };
        let mut text = std::mem::take(&mut self.text);
        self.styles.clear();
        if let Some((_, note, _)) = &mut self.note {
            if !self.lists.is_empty() {
                keep_number(&self.source[range], &mut text);
            }
            if !note.is_empty() && !text.is_empty() {
                note.plain.push(' ');
            }
            note.push(&text);
            return;
        }
        trim(&mut text);
        let line = self.line(range.start);
        match open {
            Open::Heading(1) if self.title.is_none() && self.blocks.is_empty() => {
                // A title is a fact and no text, so it has no notes.
                self.pass(text.marks.iter().map(|mark| (range.start, format!("[^{}]", mark.note))));
                self.title = Some(text.plain);
            }
            Open::Heading(depth) => {
                self.place(Content::Heading { level: Level::new(depth.saturating_sub(1).max(1)), text }, line);
            }
            Open::Paragraph | Open::Cell => {
                let number = printed_number(&self.source[range], &mut text);
                if number.is_some() || !text.is_empty() {
                    self.place(Content::Paragraph { number, text }, line);
                }
            }
            Open::Item(depth) => {
                let label = printed_label(&self.source[range], &mut text);
                if !label.is_empty() || !text.is_empty() {
                    self.place(Content::Item { label, depth, text }, line);
                }
            }
        }
    }

    /// Adds a block at the place said for it, or at the one that follows.
    fn place(&mut self, mut content: Content, line: u32) {
        let printed = match &content {
            Content::Paragraph { number: Some(number), .. } => Some(number.as_str().to_owned()),
            _ => None,
        };
        let shape = match (&content, &printed) {
            (_, Some(printed)) => place::Shape::Numbered(printed),
            (Content::Heading { .. }, _) => place::Shape::Heading,
            (Content::Paragraph { .. }, _) => place::Shape::Plain,
            _ => place::Shape::Part,
        };
        let expected = place::expected(&self.before, shape);
        let at = self.said.take().unwrap_or(expected);
        // The place tells the outer number too; where it tells another, what is printed stands.
        if let (Content::Paragraph { number: Some(number), .. }, Some(whole)) = (&mut content, at.paragraph())
            && whole.printed() == number.printed()
        {
            number.clone_from(whole);
        }
        if !matches!(content, Content::Heading { .. }) {
            self.before = at.clone();
        }
        self.blocks.push(Block { at, line, content });
    }

    fn find(&mut self, offset: usize, cause: &MarkdownCause) {
        let finding = Finding::new(self.path, self.line(offset), cause);
        self.findings.push(finding);
    }

    /// Says which words are not in the document.
    fn pass(&mut self, passed: impl IntoIterator<Item = Passed>) {
        for (offset, words) in passed {
            self.find(offset, &MarkdownCause::LeftOut(words));
        }
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Footnote>, Option<String>) {
        self.flush();
        let passed = std::mem::take(&mut self.taken).finish();
        self.pass(passed);
        let mut footnotes: Vec<Footnote> = Vec::new();
        for block in &self.blocks {
            for mark in block.texts().flat_map(|text| &text.marks) {
                if let Some((text, line)) = self.notes.get_mut(&mark.note).and_then(VecDeque::pop_front) {
                    footnotes.push(Footnote { label: mark.note.clone(), text, ref_at: Some(block.at.clone()), line });
                }
            }
        }
        let marked = footnotes.len();
        for (label, notes) in self.notes {
            let alone = |(text, line)| Footnote { label: label.clone(), text, ref_at: None, line };
            footnotes.extend(notes.into_iter().map(alone));
        }
        footnotes[marked..].sort_by_key(|note| note.line);
        (self.blocks, footnotes, self.title)
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
