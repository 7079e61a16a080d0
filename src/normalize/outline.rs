//! Makes blocks with places of pieces: headings, numbered paragraphs, items, preamble, summary, front matter, tail. In: pieces in reading
//! order. Out: blocks. A printed number counts as a paragraph's where it is the next in turn, and as a heading's where the piece stands
//! alone and does not end as a sentence does. Never renumbers: a gap stays a gap and is a finding. A number that cannot be what was printed
//! (`8.` between 4 and 6) is read as the one in turn, which is a finding too.

use crate::model::{At, Block, CELL, Content, DocType, Level, ParagraphNumber};

use super::cut;
use super::labels::{self, Lead, ends_clause};
use super::numerals;
use super::pieces::is_word;
use super::rules::Words;
use super::sections::{Sections, annex};
use super::sheets::{Furniture, Piece, SetAside, Stands};
use super::{Cause, Found};

/// Numbers that may be missing before a number is no longer taken for a paragraph's.
const LOST_PARAGRAPHS: u32 = 3;

/// The number of a resolution stands within this many lines above its preamble.
const FRONT_LINES: usize = 4;
/// A title runs over no more lines than this, and a clause of a preamble over no more than the other.
const TITLE_LINES: usize = 8;
const CLAUSE_LINES: usize = 30;
/// A clause of a preamble has more words than this.
const CLAUSE_WORDS: usize = 7;

/// Which part of the document the reader is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Front,
    Summary,
    Preamble,
    Body,
    Tail,
    Annex,
}

/// What the section of the text that the reader is in holds so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Paragraphs with numbers, or there is no section.
    Numbered,
    /// None yet.
    Fresh,
    /// None yet, and the paragraph before may have announced what it lists.
    Listed,
}

/// How the document is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Front matter, an organ's name, preamble, numbered paragraphs, tail.
    Resolution,
    /// Front matter, a summary perhaps, headings and numbered paragraphs.
    Report,
}

/// The blocks made so far and where the reader is.
pub struct Outline<'a> {
    words: &'a Words,
    form: Form,
    has_summary: bool,
    part: Part,
    /// The last paragraph number, and the last of those numbered anew inside it.
    last: u32,
    inner: Option<u32>,
    /// The annex and the sections the reader is in.
    sections: Sections,
    preamble: u32,
    section: Section,
    /// Rank of the last numbered heading, and whether an unnumbered one stands below it.
    rank: u8,
    below: bool,
    /// Whether the last paragraph announced a list: it ended with a colon.
    announces: bool,
    /// The number that the next piece with one begins with.
    coming: Option<u32>,
    /// The labels of the items that are open, outermost first.
    items: Vec<String>,
    blocks: Vec<Block>,
    found: Vec<Found>,
    set_aside: Vec<SetAside>,
}

/// What came of the pieces.
pub struct Outlined {
    /// In reading order.
    pub blocks: Vec<Block>,
    /// What was found.
    pub found: Vec<Found>,
    /// Numbers that were set aside.
    pub set_aside: Vec<SetAside>,
}

/// Whether the pieces are those of a resolution: one of them is an organ's name and a comma, or its number among those of the Security Council,
/// or a clause of a preamble follows its number and title.
pub fn form(pieces: &[Piece], words: &Words) -> Form {
    let tells = |piece: &Piece| opens(&piece.text.plain, words) || words.council_number.fit(&piece.text.plain);
    let titled = pieces.iter().skip_while(|piece| !words.numbered_title.fit(&piece.text.plain)).skip(1);
    let clause = || titled.take(FRONT_LINES).any(|piece| is_clause(&piece.text.plain, words));
    if pieces.iter().any(tells) || clause() { Form::Resolution } else { Form::Report }
}

/// Whether a text is surely a clause of a preamble: it begins and ends as one does. A title may begin so: `Addressing the conditions`.
pub fn is_clause(text: &str, words: &Words) -> bool {
    text.ends_with([',', '،', '，']) && words.openers.fits(text)
}

/// Whether a text opens a resolution: `大会，`, `The Security Council,`.
pub fn opens(text: &str, words: &Words) -> bool {
    // A scan may read the comma as a full stop.
    let bare = text.trim().trim_end_matches([',', '.', '،', '，']);
    // In Chinese an organ's name alone may be anything; "The Security Council" alone is not.
    let comma = bare.len() < text.trim().len() || words.lang.spaces_words();
    let curled = bare.trim_end().chars().map(|c| if c == '\'' { '’' } else { c });
    let is_name = |name: &str| name.len() >= bare.len() && name.chars().eq(curled.clone());
    comma && words.organs.iter().any(|organ| is_name(&organ.name))
}

/// The line that a preamble begins with whose organ's name is lost: below number and title, above the first paragraph, a line that begins as a
/// clause does and runs to a comma. A title may begin so too (`Addressing the conditions`), and has none.
pub fn first_clause(lines: &[&str], words: &Words) -> Option<usize> {
    let is_number = |line: &&str| words.numbered_title.fit(line) || words.council_number.fit(line);
    let number = lines.iter().position(is_number)?;
    // The resolutions of the Security Council have no title.
    let alone = words.numbered_title.group(lines[number], "title").is_none_or(|title| title.trim().is_empty());
    let title = number + 1 + usize::from(alone && !words.council_number.fit(lines[number]));
    let below = lines.get(title..)?;
    let paragraph = below.iter().position(|line| matches!(labels::lead(line), Some((Lead::Figure(1), _))))?;
    let begins = |line: &&str| line.starts_with(char::is_uppercase) && words.openers.fits(line);
    let first = below[..paragraph.min(TITLE_LINES)].iter().position(begins)?;
    let end = below[first..paragraph].iter().take(CLAUSE_LINES).find(|line| ends_clause(line))?;
    end.ends_with([',', ';']).then_some(title + first)
}

/// Whether a line says that the text is a draft.
pub fn is_draft(text: &str, words: &Words) -> bool {
    words.types.iter().any(|word| word.doc_type == DocType::Draft && word.line.fits(text))
}

/// Whether a text is the sentence of a decision, which begins with the organ's name: `The General Assembly, recalling …, decides …`.
pub fn begins_with_organ(text: &str, words: &Words) -> bool {
    let goes_on = |rest: &str| {
        rest.trim_start_matches([',', '،', ' ']).starts_with(char::is_lowercase) && rest.starts_with([',', '،', ' '])
    };
    words.organs.iter().any(|organ| text.strip_prefix(organ.name.as_str()).is_some_and(goes_on))
}

/// Makes blocks of pieces.
pub fn read(pieces: &[Piece], words: &Words) -> Outlined {
    let mut outline = Outline {
        words,
        form: form(pieces, words),
        has_summary: pieces.iter().any(|piece| is_word(&piece.text, &words.summary)),
        part: Part::Front,
        last: 0,
        inner: None,
        sections: Sections::new(pieces, words),
        preamble: 0,
        section: Section::Numbered,
        rank: 0,
        below: false,
        announces: false,
        coming: None,
        items: Vec::new(),
        blocks: Vec::new(),
        found: Vec::new(),
        set_aside: Vec::new(),
    };
    let coming = coming(pieces);
    for (piece, coming) in pieces.iter().zip(coming) {
        outline.coming = coming;
        outline.take(piece);
    }
    for block in &mut outline.blocks {
        if let Content::Table { rows } = &mut block.content {
            cut::even_out(rows);
        }
    }
    Outlined { blocks: outline.blocks, found: outline.found, set_aside: outline.set_aside }
}

/// For each piece the number that the next piece with one begins with.
fn coming(pieces: &[Piece]) -> Vec<Option<u32>> {
    let mut next = None;
    let mut coming: Vec<Option<u32>> = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().rev() {
        coming.push(next);
        if let Some((Lead::Figure(number), _)) = labels::lead(&piece.text.plain) {
            next = Some(number);
        }
    }
    coming.reverse();
    coming
}

impl Outline<'_> {
    fn take(&mut self, piece: &Piece) {
        if piece.text.plain.contains(CELL) {
            return self.row(piece);
        }
        if let Some(label) = annex(&piece.text.plain, self.words) {
            return self.begin_annex(piece, label);
        }
        let lead = self.lead(&piece.text.plain);
        if self.is_heading(piece, lead.as_ref()) {
            return self.heading(piece, lead);
        }
        match lead {
            Some((Lead::Figure(number), length)) if self.paragraph(piece, number, length) => {}
            Some((Lead::Bracketed(label), length))
                if !matches!(self.part, Part::Front | Part::Summary | Part::Tail) =>
            {
                self.item(piece, label, length);
            }
            _ => self.unnumbered(piece),
        }
    }

    /// What a piece begins with; below the front matter its full stop or bracket may be misread, if it is in turn.
    fn lead(&self, plain: &str) -> Option<(Lead, usize)> {
        let below = !matches!(self.part, Part::Front | Part::Summary | Part::Tail) && self.words.lang.spaces_words();
        let letter = || self.items.last().and_then(|open| labels::loose_letter(plain, open));
        let loose = if below { labels::loose_number(plain, self.last + 1).or_else(letter) } else { None };
        loose.or_else(|| labels::lead(plain))
    }

    /// An annex numbers its paragraphs anew; its heading is where a link to the annex leads.
    fn begin_annex(&mut self, piece: &Piece, label: String) {
        self.part = Part::Annex;
        self.sections.begin_annex(label);
        (self.last, self.inner, self.announces, self.rank, self.below) = (0, None, false, 0, false);
        self.section = Section::Numbered;
        self.items.clear();
        let content = Content::Heading { level: Level::new(1), text: piece.text.clone() };
        self.push(self.at(), piece.line, content);
    }

    /// A row of a table; rows that nothing parts are one table. It belongs to what stands before it.
    fn row(&mut self, piece: &Piece) {
        let cells = cut::cells(&piece.text);
        let follows = piece.stands == Stands::InRun;
        match self.blocks.last_mut().map(|block| &mut block.content) {
            Some(Content::Table { rows }) if follows => rows.push(cells),
            _ => self.push(self.at(), piece.line, Content::Table { rows: vec![cells] }),
        }
    }

    fn is_heading(&self, piece: &Piece, lead: Option<&(Lead, usize)>) -> bool {
        let numbered = matches!(lead, Some((Lead::Roman(_) | Lead::Letter(_) | Lead::Chinese(_), _)));
        let asks = numbered && piece.text.plain.ends_with(['?', '？']);
        let titled = self.words.titled_parts.fit(&piece.text.plain);
        if piece.stands == Stands::InRun
            || (ends_clause(&piece.text.plain) && !asks && !titled)
            || (self.form == Form::Resolution && self.part == Part::Front)
        {
            return false;
        }
        if is_word(&piece.text, &self.words.summary) || is_word(&piece.text, &self.words.front) {
            return false;
        }
        // What stands alone above a summary is agenda item, title and author; without a summary the title heads the text.
        lead.is_some() || self.part != Part::Front || !self.has_summary
    }

    fn heading(&mut self, piece: &Piece, lead: Option<(Lead, usize)>) {
        if self.sections.enter(&piece.text.plain, self.words) {
            let listed = self.announces || self.section == Section::Listed;
            self.section = if listed { Section::Listed } else { Section::Fresh };
            (self.inner, self.announces) = (None, false);
        }
        let rank = if let Some((lead, _)) = &lead {
            (self.rank, self.below) = (lead.rank(), false);
            (self.inner, self.announces) = (None, false);
            lead.rank()
        } else {
            let inside = self.announces || self.inner.is_some();
            self.below |= !inside;
            self.rank + if inside && self.below { 2 } else { 1 }
        };
        if !self.announces {
            self.items.clear();
        }
        if self.form == Form::Resolution && self.closed() {
            self.part = Part::Tail;
        }
        if !matches!(self.part, Part::Preamble | Part::Annex | Part::Tail) {
            self.part = Part::Body;
        }
        let text = lead.map_or_else(|| piece.text.clone(), |(_, length)| cut::spaced_after(&piece.text, length));
        self.push(At::Heading, piece.line, Content::Heading { level: Level::new(rank), text });
    }

    /// Takes a piece with a number for a paragraph, if the number is in turn.
    fn paragraph(&mut self, piece: &Piece, number: u32, length: usize) -> bool {
        let number = self.mended(piece, number);
        let in_turn = if self.inner.is_some_and(|inner| number == inner + 1) {
            self.inner = Some(number);
            true
        } else if number == 1 && self.last > 0 && self.announces && self.inner.is_none() {
            self.inner = Some(1);
            true
        } else if number > self.last && number <= self.last + 1 + LOST_PARAGRAPHS {
            if number > self.last + 1 {
                self.found.push(Found { line: piece.line, cause: Cause::Gap { after: self.last, number } });
            }
            (self.last, self.inner) = (number, None);
            true
        } else {
            let anew = number == 1 && self.sections.number_anew();
            if anew {
                (self.last, self.inner) = (1, None);
            }
            anew
        };
        if !in_turn {
            return false;
        }
        if self.part != Part::Annex {
            self.part = Part::Body;
        }
        self.sections.pass();
        self.section = Section::Numbered;
        self.items.clear();
        let printed = piece.text.plain[..length].trim();
        self.set_aside.push(SetAside::new(piece.line, Furniture::ParagraphNumber, printed));
        let text = cut::trim(&cut::slice(&piece.text, length..piece.text.plain.len()));
        if self.inner.is_none() {
            self.announces = text.plain.ends_with([':', '：']);
        }
        let number = self.number();
        self.push(self.at(), piece.line, Content::Paragraph { number: Some(number), text });
        true
    }

    /// The number of a paragraph, which a scan may have misread: `8.` between 4 and 6 is the fifth.
    fn mended(&mut self, piece: &Piece, printed: u32) -> u32 {
        let number = self.last + 1;
        let misread = printed > number
            && self.last > 0
            && self.coming.is_some_and(|coming| coming == number + 1 && coming <= printed);
        if misread {
            self.found.push(Found { line: piece.line, cause: Cause::Misread { printed, number } });
        }
        if misread { number } else { printed }
    }

    /// The number of the paragraph that the reader is in.
    fn number(&self) -> ParagraphNumber {
        let outer = self.sections.number(self.last);
        self.inner.map_or(outer.clone(), |inner| outer.inner(inner))
    }

    /// The place of text that has no number.
    fn at(&self) -> At {
        match self.part {
            Part::Front => At::Front,
            Part::Summary => At::Summary,
            Part::Preamble => At::Preamble(self.preamble),
            Part::Body if self.last == 0 => At::Front,
            Part::Body => At::Paragraph(self.number()),
            Part::Tail => At::Tail,
            Part::Annex => At::Annex(self.sections.annex(), (self.last > 0).then(|| self.number())),
        }
    }

    fn item(&mut self, piece: &Piece, printed: String, length: usize) {
        // A scan may read a letter as a figure; the label stays as it is printed.
        let misread = self.items.last().and_then(|open| labels::misread_letter(&printed, open));
        let label = misread.unwrap_or_else(|| printed.clone());
        while self.items.last().is_some_and(|open| !numerals::follows(&label, open)) && self.closes(&label) {
            self.items.pop();
        }
        match self.items.last_mut() {
            Some(open) if numerals::follows(&label, open) => open.clone_from(&label),
            _ => self.items.push(label),
        }
        let depth = u8::try_from(self.items.len() - 1).unwrap_or(u8::MAX);
        let text = cut::trim(&cut::slice(&piece.text, length..piece.text.plain.len()));
        // The last item of a list ends with a full stop; a heading after it is no longer inside the list.
        self.announces &= !text.plain.ends_with(['。', '.']);
        self.push(self.at(), piece.line, Content::Item { label: printed, depth, text });
    }

    /// Whether a label goes on with a list outside the innermost open one, or begins a list that cannot lie inside it.
    fn closes(&self, label: &str) -> bool {
        self.items.iter().rev().skip(1).any(|open| numerals::follows(label, open))
            || numerals::letter_value(label.trim_matches(['(', ')'])) == Some(1)
    }

    fn unnumbered(&mut self, piece: &Piece) {
        if is_word(&piece.text, &self.words.summary) && self.part == Part::Front {
            self.part = Part::Summary;
        } else if is_word(&piece.text, &self.words.contents) && self.part == Part::Summary {
            self.part = Part::Front;
        } else if self.part == Part::Front && (self.is_decision(&piece.text.plain) || self.amends(&piece.text.plain)) {
            (self.part, self.preamble) = (Part::Preamble, 1);
        } else if self.form == Form::Resolution || self.words.tail.fit(&piece.text.plain) {
            self.advance(piece);
        }
        // The organ's name may stand below reasons (`Whereas …,` / `The Security Council`) and again in a part of its own; it is no clause.
        let named = self.part == Part::Preamble && opens(&piece.text.plain, self.words);
        let at = if named { At::Front } else { self.at() };
        self.push(at, piece.line, Content::Paragraph { number: None, text: piece.text.clone() });
        if self.part == Part::Front && opens(&piece.text.plain, self.words) {
            self.part = Part::Preamble;
        }
    }

    /// Where a resolution's unnumbered text stands.
    fn advance(&mut self, piece: &Piece) {
        let plain = &piece.text.plain;
        match self.part {
            Part::Front if self.begins_preamble(plain) => (self.part, self.preamble) = (Part::Preamble, 1),
            Part::Front | Part::Summary | Part::Annex => {}
            Part::Preamble if opens(plain, self.words) => {}
            _ if self.words.tail.fit(plain) => self.part = Part::Tail,
            Part::Preamble if !self.goes_on(plain) => self.preamble += 1,
            Part::Body if self.begins_section(plain) => {
                self.part = Part::Preamble;
                self.preamble += u32::from(!opens(plain, self.words));
            }
            Part::Body if self.closed() => self.part = Part::Tail,
            Part::Body if self.last_ended() && !self.words.lang.spaces_words() => self.part = Part::Tail,
            _ => {}
        }
    }

    /// Whether a text without a number is the first of a section, and not of the paragraph before it, which may have announced what follows.
    /// Its place goes on with those of the preamble: no paragraph's is its own.
    fn begins_section(&self, plain: &str) -> bool {
        match self.section {
            Section::Numbered => false,
            Section::Fresh => true,
            Section::Listed => self.words.openers.fits(plain) || opens(plain, self.words),
        }
    }

    /// Whether a text is what an amendment asks for, below a line that says what it amends.
    fn amends(&self, plain: &str) -> bool {
        let mut above = self.blocks.iter().rev().filter_map(Block::text).take(FRONT_LINES);
        self.words.amends.fit(plain) && above.any(|text| is_draft(&text.plain, self.words))
    }

    /// Whether a text is that of a draft decision: the organ's sentence below a line that says so.
    fn is_decision(&self, plain: &str) -> bool {
        let mut above = self.blocks.iter().rev().filter_map(Block::text).take(FRONT_LINES);
        begins_with_organ(plain, self.words) && above.any(|text| is_draft(&text.plain, self.words))
    }

    /// Whether a text is the first of a preamble that the organ's name does not stand above: below the number of a resolution, a clause that is
    /// nothing else that stands there.
    fn begins_preamble(&self, plain: &str) -> bool {
        let words = self.words;
        let numbered = || {
            let mut above = self.blocks.iter().rev().filter_map(Block::text).take(FRONT_LINES);
            let titled = is_clause(plain, words);
            let number = |text: &str| words.council_number.fit(text) || titled && words.numbered_title.fit(text);
            above.any(|text| number(&text.plain))
        };
        let front = words.adopted.fit(plain)
            || words.council_number.fit(plain)
            || words.types.iter().any(|word| word.line.fits(plain));
        let clause = words.openers.fits(plain)
            || ends_clause(plain)
            || words.conjunctions.iter().any(|word| plain.ends_with(&format!(" {word}")));
        clause && !front && plain.split_whitespace().nth(CLAUSE_WORDS).is_some() && numbered()
    }

    /// Whether an unnumbered text goes on with the paragraph before it: a quotation that it announced, or the rest of its sentence
    /// below a list.
    fn goes_on(&self, plain: &str) -> bool {
        let before = self.blocks.last().and_then(Block::text).map_or("", |text| text.plain.as_str());
        let quoted = plain.starts_with(['“', '"', '«']) && !before.ends_with(',');
        // Russian begins the paragraphs of a preamble with small letters: `ссылаясь на`.
        let lower = plain.starts_with(char::is_lowercase) && !self.words.openers.fits(plain);
        self.preamble > 0 && (quoted || lower)
    }

    /// Whether the block before is the last paragraph of a resolution: `Decides to remain seized of the matter.`
    fn closed(&self) -> bool {
        let text = self.blocks.last().filter(|block| !block.at.is_annex()).and_then(Block::text);
        text.is_some_and(|text| self.words.closing.fit(&text.plain))
    }

    /// Whether the block before ended with a full stop, as the last paragraph of a resolution does.
    fn last_ended(&self) -> bool {
        let text = self.blocks.last().and_then(Block::text);
        text.is_some_and(|text| text.plain.ends_with(['。', '.']))
    }

    fn push(&mut self, at: At, line: u32, content: Content) {
        self.blocks.push(Block { at, line, content });
    }
}
