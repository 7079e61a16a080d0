//! A document's blocks as places of a page. In: blocks, citations, margins. Out: places with their anchors, and the table of
//! contents. Printed numbers stay as printed: nothing here counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    citing::Margins,
    passage::{Link, NoteMarks, passage},
    phrase::{Counted, fill},
    site::Site,
    tabular::{Columns, is_line},
    view::{Contents, Note, Part, Place},
};
use crate::model::{At, Block, Citation, Content, Document, Held, Locus, Text, section};

/// The body of a document page.
pub struct Outline {
    /// In reading order.
    pub places: Vec<Place>,
    /// Its headings.
    pub contents: Vec<Contents>,
    /// Its footnotes.
    pub notes: Vec<Note>,
}

/// What a line ends with that goes on in the next.
const GOES_ON: [char; 5] = [',', '，', '،', ':', '：'];

/// The letters of the longest article before the name of a body, with its space.
const ARTICLE: usize = 4;

/// Puts a document's page together.
pub struct Setter<'a, 's> {
    site: &'s Site<'a>,
    document: &'a Document,
    index: usize,
    page: &'s str,
    /// The citations of each text.
    cites: BTreeMap<Locus, Vec<&'a Citation>>,
    marks: NoteMarks,
    /// The labels of sections that one heading alone has.
    sections: BTreeSet<&'a str>,
    /// The places that blocks other than headings have.
    texts: BTreeSet<&'a At>,
    /// The places that were set, and the anchors that were given: a heading may bear that of the text below it.
    placed: BTreeSet<&'a At>,
    given: BTreeSet<String>,
    headings: usize,
    level: u8,
}

impl<'a, 's> Setter<'a, 's> {
    /// For one document, with what it cites, and the page it is to stand on.
    pub fn new(site: &'s Site<'a>, (held, document): (&'a Held, &'a Document), index: usize, page: &'s str) -> Self {
        let marks = NoteMarks::of_notes(document.footnotes.iter().map(|note| note.label.clone()));
        let mut cites: BTreeMap<Locus, Vec<&Citation>> = BTreeMap::new();
        for citation in held.citations() {
            cites.entry(citation.locus).or_default().push(citation);
        }
        let texts = document.blocks.iter().filter(|block| !matches!(block.content, Content::Heading { .. }));
        Self {
            site,
            document,
            index,
            page,
            cites,
            marks,
            sections: section::labels(&document.blocks),
            texts: texts.map(|block| &block.at).collect(),
            placed: BTreeSet::new(),
            given: BTreeSet::new(),
            headings: 0,
            level: 1,
        }
    }

    /// Sets the whole document.
    pub fn set(mut self, margins: &Margins<'_>) -> Outline {
        let mut places: Vec<Place> = Vec::new();
        let mut contents = Vec::new();
        let mut last: Option<&At> = None;
        for (i, block) in self.document.blocks.iter().enumerate() {
            if let Content::Heading { level, text } = &block.content {
                match (self.is_title(i), places.last_mut(), contents.last_mut()) {
                    (true, Some(place), Some(entry)) => self.title(i, text, place, entry),
                    _ => places.push(self.heading(i, level.get(), text, &mut contents)),
                }
                last = None;
                continue;
            }
            if last != Some(&block.at) {
                places.push(self.place(block, margins));
                last = Some(&block.at);
            }
            let mut part = self.part(i, block);
            if self.opens(i) {
                part.kind = "opening";
            }
            if let Some(place) = places.last_mut() {
                place.parts.push(part);
            }
        }
        flatten(&mut contents);
        let notes = self.notes();
        Outline { places, contents, notes }
    }

    /// Whether a block is the line that the text itself begins with (`The General Assembly,`), though it stands with the front matter.
    fn opens(&self, block: usize) -> bool {
        let (before, behind) = self.document.blocks.split_at((block + 1).min(self.document.blocks.len()));
        let said = before.last().filter(|block| block.at == At::Front).and_then(Block::text);
        let is_clause = |block: &&Block| matches!(block.at, At::Preamble(_) | At::Paragraph(_));
        let is_heading = |block: &&Block| matches!(block.content, Content::Heading { .. });
        let begins = |text: &Text| {
            let goes_on = text.plain.trim_end().ends_with(GOES_ON);
            let next = if self.is_issuer(&text.plain) {
                behind.iter().find(|b| !is_heading(b))
            } else {
                behind.first().filter(|_| goes_on)
            };
            next.as_ref().is_some_and(is_clause)
        };
        said.is_some_and(begins)
    }

    /// Whether words are the name of the body that speaks, with an article or none: some texts have no comma behind it, and where the first section
    /// has a heading it stands above that.
    fn is_issuer(&self, words: &str) -> bool {
        let facts = &self.document.facts;
        let Some(body) = &facts.body else { return false };
        let name = self.site.body(body, facts.lang);
        let before = words.trim_end().trim_end_matches(GOES_ON).trim_end_matches('.').strip_suffix(name.as_str());
        before.is_some_and(|article| article.chars().count() <= ARTICLE)
    }

    fn heading(&mut self, block: usize, level: u8, text: &Text, contents: &mut Vec<Contents>) -> Place {
        self.headings += 1;
        let id = format!("h-{}", self.headings);
        contents.push(Contents { id: id.clone(), depth: level, label: text.plain.clone() });
        let html = self.passage(text, Locus::Block { block, text: 0 });
        // The document's title is the page's first-level heading; no level is skipped on the way down.
        self.level = (level + 1).min(self.level + 1).min(6);
        let part = Part { kind: "heading", html, depth: self.level, ..Part::default() };
        Place {
            id: Some(id.clone()),
            also: self.borne(block, text),
            kind: "heading",
            number: None,
            name: None,
            anchor: id,
            parts: vec![part],
            citers: Vec::new(),
            more_citers: None,
        }
    }

    /// The anchors that a heading bears beside its own: that of the annex that it begins or of a place that no text has, and that of the section
    /// whose number it alone has.
    fn borne(&mut self, block: usize, text: &Text) -> Vec<String> {
        let at = self.document.blocks.get(block).map(|block| &block.at).filter(|at| **at != At::Heading);
        let place = at.filter(|at| at.annex().as_ref() == Some(*at) || !self.texts.contains(at)).map(At::to_string);
        let section = section::label(&text.plain).filter(|label| self.sections.contains(label)).map(section::anchor);
        place.into_iter().chain(section).filter(|anchor| self.given.insert(anchor.clone())).collect()
    }

    /// Whether a heading is the title of the one before, which is a number or letter or the name of a part and nothing else: `II` / `Capital
    /// investment planning`, `Article 7` / `Illegal access`.
    fn is_title(&self, block: usize) -> bool {
        let heading = |block: usize| {
            let block = self.document.blocks.get(block).filter(|block| block.at == At::Heading)?;
            matches!(block.content, Content::Heading { .. }).then(|| block.text()).flatten()
        };
        let names = |text: &Text| section::is_label(&text.plain) || section::is_named(&text.plain);
        let titles = |text: &Text| section::label(&text.plain).is_none() && !section::is_named(&text.plain);
        block.checked_sub(1).and_then(heading).is_some_and(names) && heading(block).is_some_and(titles)
    }

    /// Sets a title beside the number above it, as one heading. Both keep their anchors.
    fn title(&mut self, block: usize, text: &Text, number: &mut Place, entry: &mut Contents) {
        self.headings += 1;
        let gap = if entry.label.ends_with('.') { " " } else { ". " };
        let html = self.passage(text, Locus::Block { block, text: 0 });
        if let Some(part) = number.parts.last_mut() {
            part.html = format!("{}{gap}<span id=\"h-{}\">{html}</span>", part.html, self.headings);
        }
        entry.label.extend([gap, &text.plain]);
    }

    fn place(&mut self, block: &'a Block, margins: &Margins<'_>) -> Place {
        let anchor = block.at.to_string();
        let first = self.placed.insert(&block.at);
        let id = self.given.insert(anchor.clone()).then(|| anchor.clone());
        // An annex without a heading begins at its first paragraph.
        let annex = block.at.annex().filter(|annex| !self.texts.contains(annex)).map(|annex| annex.to_string());
        let also = annex.filter(|annex| self.given.insert(annex.clone()));
        let number = match &block.content {
            Content::Paragraph { number: Some(number), .. } => Some(number.printed().to_owned()),
            _ => None,
        };
        let (citers, more) = if first { margins.at(&block.at) } else { (Vec::new(), 0) };
        let labels = self.site.labels(self.document.facts.lang);
        let more_citers = (more > 0).then(|| labels.count(Counted::More, more));
        let kind = match block.at {
            At::Front => "front",
            At::Summary => "summary",
            At::Preamble(_) => "preamble",
            At::Paragraph(_) | At::Annex(_, Some(_)) => "para",
            _ => "other",
        };
        let name = (kind == "preamble" && id.is_some()).then(|| labels.say_place(&block.at));
        let also = also.into_iter().collect();
        Place { id, also, kind, number, name, anchor, parts: Vec::new(), citers, more_citers }
    }

    fn part(&mut self, block: usize, content: &Block) -> Part {
        let locus = |text| Locus::Block { block, text };
        match &content.content {
            Content::Heading { text, .. } | Content::Paragraph { text, .. } => {
                Part { kind: "p", html: self.passage(text, locus(0)), ..Part::default() }
            }
            Content::Item { label, depth, text } => Part {
                kind: "item",
                html: self.passage(text, locus(0)),
                label: label.clone(),
                depth: (*depth).min(4),
                ..Part::default()
            },
            Content::Table { rows } => self.table(rows, content.content.has_head(), locus),
        }
    }

    /// Sets a table. A citation knows its cell by its number among all of them.
    fn table(&mut self, rows: &[Vec<Text>], head: bool, locus: impl Fn(usize) -> Locus) -> Part {
        let mut cell = 0;
        let mut set = |row: &Vec<Text>| {
            let first = cell;
            cell += row.len();
            let shown = if is_line(row) { 1 } else { row.len() };
            (first..).zip(row).take(shown).map(|(cell, text)| self.passage(text, locus(cell))).collect()
        };
        let rows_set = rows.iter().map(&mut set).collect();
        let columns = Columns::of(rows, head);
        Part {
            kind: "table",
            rows: rows_set,
            columns: columns.count(),
            figures: columns.classes(),
            head,
            headed: columns.are_headed(),
            ..Part::default()
        }
    }

    fn notes(&mut self) -> Vec<Note> {
        let set: Vec<Option<String>> = self
            .document
            .footnotes
            .iter()
            .enumerate()
            .map(|(i, note)| note.text.as_ref().map(|text| self.passage(text, Locus::Note(i))))
            .collect();
        self.document
            .footnotes
            .iter()
            .zip(set)
            .map(|(note, html)| Note {
                id: At::Note(note.label.clone()).to_string(),
                label: note.label.to_string(),
                html,
                back: self.marks.ids(&note.label),
            })
            .collect()
    }

    fn passage(&mut self, text: &Text, locus: Locus) -> String {
        let cites = self.cites.get(&locus).into_iter().flatten();
        let links: Vec<Link> = cites.filter_map(|citation| self.link(citation)).collect();
        passage(text, &links, &mut self.marks)
    }

    fn link(&self, citation: &Citation) -> Option<Link> {
        let destination = self.site.destination(self.index, citation)?;
        let labels = self.site.labels(self.document.facts.lang);
        let inferred = citation.basis.is_inferred();
        let title = inferred.then(|| {
            let mut title = fill(&labels.words.inferred, labels.say_basis(citation.basis));
            if !citation.candidates.is_empty() {
                let candidates: Vec<&str> = citation.candidates.iter().map(crate::model::Symbol::as_str).collect();
                title.push(' ');
                title.push_str(&fill(&labels.words.also_possible, candidates.join(&labels.list)));
            }
            title
        });
        Some(Link {
            range: citation.range.clone(),
            href: destination.address.from(self.page),
            class: if destination.held { "cite" } else { "cite unheld" },
            basis: inferred.then(|| basis(citation)),
            title,
        })
    }
}

/// The basis by its name in the exports.
fn basis(citation: &Citation) -> &'static str {
    use crate::model::Basis;
    match citation.basis {
        Basis::Symbol => "symbol",
        Basis::Named => "named",
        Basis::Enumeration => "enumeration",
        Basis::Context => "context",
        Basis::Issuer => "issuer",
        Basis::Form => "form",
        Basis::Antecedent => "antecedent",
    }
}

/// Brings the depths of headings to 0, 1, 2… whatever levels the document uses.
fn flatten(contents: &mut [Contents]) {
    let levels: BTreeSet<u8> = contents.iter().map(|entry| entry.depth).collect();
    for entry in contents {
        let depth = levels.iter().position(|level| *level == entry.depth).unwrap_or_default();
        entry.depth = u8::try_from(depth).unwrap_or_default();
    }
}
