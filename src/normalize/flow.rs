//! Joins printed lines to pieces where print had indents and extraction kept none. In: pages of lines. Out: pieces. What begins a
//! paragraph is told by its first words (the verbs of a preamble, a number or letter in turn) and by how the line before ended. Never
//! decides what a piece is; that is `outline`.

use crate::model::DocType;

use super::forms;
use super::join::Joiner;
use super::labels::{Lead, ends_clause, is_capital, lead, loose_letter, loose_number};
use super::numerals::follows;
use super::outline::{begins_with_organ, first_clause, is_draft, opens};
use super::paged::is_symbol;
use super::printed::{Lines, Printed};
use super::rules::Words;
use super::sheets::{Gap, Page, Piece, SetAside, Stands};
use super::sponsors::Sponsors;

/// The heading of a letter takes no more bytes than this.
const LONGEST_HEADING: usize = 600;

/// What a line is compared with is never more than this many bytes of the piece before it: a text of short lines that make one endless
/// piece would be read again for each line.
const RECENT: usize = 8_000;

/// What the reader knows at a line.
struct Flow<'a> {
    words: &'a Words,
    lines: Lines<'a>,
    /// Whether an organ's name opens the text, and whether it was read.
    has_opening: bool,
    opened: bool,
    /// The line that the preamble begins with, where no organ's name does.
    untold: Option<usize>,
    /// Whether a line said that the text is a draft.
    drafted: bool,
    /// Those who submit it.
    sponsors: Sponsors,
    /// The last number and the last letter that began a piece.
    number: u32,
    letter: Option<String>,
}

/// How a line stands to the piece before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    GoesOn,
    Begins,
    /// Begins, and is a heading.
    Heads,
}

/// The pieces of a text.
pub fn of_lines(pages: &[Page], joiner: &Joiner, words: &Words, set_aside: &mut Vec<SetAside>) -> Vec<Piece> {
    let lines = Lines::of(pages, words);
    let has_opening = lines.iter().any(|line| line.opens);
    let plain: Vec<&str> = lines.iter().map(Printed::plain).collect();
    let untold = if has_opening { None } else { first_clause(&plain, words) };
    let apart = |at: usize| lines.get(at).is_some_and(|line| line.line.gap != Gap::None);
    let sponsors = Sponsors::of(&plain, apart, words);
    let (opened, drafted, number, letter) = (false, false, 0, None);
    let mut flow = Flow { words, lines, has_opening, opened, untold, drafted, sponsors, number, letter };
    let mut pieces: Vec<Piece> = Vec::new();
    for at in 0..flow.lines.len() {
        let line = flow.lines[at].line;
        let step = pieces.last().map_or(Step::Begins, |before| flow.step(before, at));
        if let (Step::GoesOn, Some(before)) = (step, pieces.last_mut()) {
            joiner.join(&mut before.text, &line.text, line.number, set_aside);
            flow.drafted |= flow.sponsors.go_on(at) && is_draft(flow.lines[at].plain(), words);
        } else {
            let apart = step == Step::Heads || (flow.lines[at].is_row && line.gap != Gap::None);
            let stands = if apart { Stands::Alone } else { Stands::InRun };
            flow.note(at, step);
            pieces.push(Piece { line: line.number, indent: 0, stands, text: line.text.clone() });
        }
    }
    pieces
}

/// Whether a new paragraph of a quotation begins, as in the statements of the President of the Security Council.
fn quotes(prior: &str, plain: &str) -> bool {
    ends_clause(prior) && plain.starts_with(['“', '«', '„', '"'])
}

/// Whether a line is a word and nothing else, its letters apart or not.
fn is_spelt(plain: &str, word: &str) -> bool {
    plain.len() <= 2 * word.len()
        && plain.split_whitespace().flat_map(str::chars).eq(word.split_whitespace().flat_map(str::chars))
}

/// How a line of a table of contents stands to the one before it: the number of a heading, the heading with its dots, its page.
fn in_contents(prior: &str, plain: &str) -> Option<Step> {
    let dotted = |text: &str| forms::DOTS.find(text).map(|dots| text[dots.end()..].trim().len());
    match (dotted(prior), dotted(plain)) {
        (Some(0), None) if plain.bytes().all(|b| b.is_ascii_digit()) => Some(Step::GoesOn),
        (None, Some(_)) if is_bare_label(prior) => Some(Step::GoesOn),
        (None, None) => None,
        _ => Some(Step::Begins),
    }
}

/// Whether a text is a number or letter and nothing else.
fn is_bare_label(text: &str) -> bool {
    let ends_as_words_do = text.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, ',' | ';'));
    !ends_as_words_do && lead(text).is_some_and(|(_, length)| length == text.len())
}

/// Whether a bracketed label goes on with a list inside the sentence: `by (1) the cessation …,` / `(2) the establishment`. The label before it
/// stands there behind a word, and the sentence has not come to an end.
fn is_inline(prior: &str, label: &str) -> bool {
    let runs = !prior.ends_with(['.', ';', ':']);
    let behind = |at: usize| prior[..at].trim_end().ends_with(|c: char| c.is_alphabetic() || c == ',');
    let before = |at: usize| matches!(lead(&prior[at..]), Some((Lead::Bracketed(open), _)) if follows(label, &open));
    runs && prior.match_indices('(').any(|(at, _)| behind(at) && before(at))
}

/// The end of a piece, all of it unless it is endless.
fn recent(piece: &str) -> &str {
    let start = (piece.len().saturating_sub(RECENT)..piece.len()).find(|at| piece.is_char_boundary(*at));
    &piece[start.unwrap_or(0)..]
}

impl Flow<'_> {
    /// Remembers what a new piece begins with, and how.
    fn note(&mut self, at: usize, step: Step) {
        let line = &self.lines[at];
        self.drafted |= !self.opened && is_draft(line.plain(), self.words);
        let decides = || self.drafted && begins_with_organ(line.plain(), self.words);
        let begins = self.untold == Some(at) || self.amends(at) || decides();
        self.opened |= line.opens || (line.is_first() && !self.has_opening) || begins;
        if line.is_break && self.words.annex.fit(line.plain()) {
            (self.number, self.letter) = (0, None);
        }
        match self.lead(line) {
            // The number of a heading is not in turn with those of paragraphs.
            Some((Lead::Figure(_) | Lead::Bracketed(_), _)) if step == Step::Heads => self.letter = None,
            Some((Lead::Figure(number), _)) => (self.number, self.letter) = (number, None),
            Some((Lead::Bracketed(label), _)) => self.letter = Some(label),
            _ => {}
        }
    }

    /// What a line begins with, its full stop or bracket perhaps misread.
    fn lead(&self, line: &Printed) -> Option<(Lead, usize)> {
        let letter = || self.letter.as_ref().and_then(|open| loose_letter(line.plain(), open));
        let loose = if self.opened { loose_number(line.plain(), self.number + 1).or_else(letter) } else { None };
        loose.or_else(|| line.lead.clone())
    }

    fn step(&self, before: &Piece, at: usize) -> Step {
        let printed = &self.lines[at];
        let (plain, gap) = (printed.plain(), printed.line.gap);
        let prior = recent(&before.text.plain);
        if printed.is_row || at.checked_sub(1).is_some_and(|before| self.lines[before].is_row) {
            return Step::Begins;
        }
        if gap == Gap::None && self.is_unfinished(prior) {
            return Step::GoesOn;
        }
        // Chinese prints the day above the meeting.
        let below = self.lines.get(at + 1).filter(|below| below.line.gap == Gap::None);
        if self.opened && below.is_some_and(|below| self.words.tail.fit(below.plain())) && self.is_date(plain) {
            return Step::Begins;
        }
        if let Some(step) = in_contents(prior, plain) {
            let heads = step == Step::Begins && !self.has_opening && self.lines.heads_first(at);
            return if heads { Step::Heads } else { step };
        }
        let (below_tail, below_annex) = (self.words.tail.fit(prior), self.words.annex.fit(prior));
        if below_tail && gap == Gap::None {
            let date = self.is_date(plain);
            if if date { !self.opened } else { !printed.is_break } {
                return Step::GoesOn;
            }
        }
        if below_annex && self.lines.heads(at, self.number) {
            return Step::Heads;
        }
        // The first section may follow the organ's name at once.
        if opens(prior, self.words) && self.words.parts.fit(plain) {
            return Step::Heads;
        }
        if below_tail || below_annex || opens(prior, self.words) || printed.is_break || plain.starts_with('[') {
            return Step::Begins;
        }
        if self.opened { self.step_below(before, prior, at) } else { self.step_above(before, prior, at) }
    }

    /// How a line stands to the one before it above the organ's name or the first paragraph.
    fn step_above(&self, before: &Piece, prior: &str, at: usize) -> Step {
        let printed = &self.lines[at];
        let plain = printed.plain();
        if !self.has_opening && printed.is_first() {
            return Step::Begins;
        }
        if !self.has_opening && self.lines.heads_first(at) {
            return Step::Heads;
        }
        // What the number of a heading stands above goes on with it.
        if before.stands == Stands::Alone && is_bare_label(prior) {
            return Step::GoesOn;
        }
        // A bracket that is not closed yet goes on: `[on the report of the … Committee` / `(Fourth Committee) (A/78/421)]`.
        if printed.line.gap == Gap::None && prior.starts_with('[') && !prior.contains(']') {
            return Step::GoesOn;
        }
        // What a draft amends may stand below: `amendment to draft resolution` / `A/C.3/80/L.3/Rev.1`.
        if printed.line.gap == Gap::None && is_symbol(plain) && is_draft(prior, self.words) {
            return Step::GoesOn;
        }
        if self.sponsors.go_on(at) {
            return Step::GoesOn;
        }
        let begins = self.sponsors.begin(at) || self.untold == Some(at) || self.amends(at);
        if begins || begins_with_organ(plain, self.words) {
            return Step::Begins;
        }
        let above = || self.is_front_line(prior) && !self.is_open(prior);
        let apart = || above() || self.is_front_line(plain) || quotes(prior, plain);
        if printed.line.gap == Gap::None && !self.ends_short(at) && !apart() { Step::GoesOn } else { Step::Begins }
    }

    /// How a line stands to the one before it below the organ's name or the first paragraph.
    fn step_below(&self, before: &Piece, prior: &str, at: usize) -> Step {
        let printed = &self.lines[at];
        let (plain, gap) = (printed.plain(), printed.line.gap);
        if gap != Gap::None && self.words.closing.fit(prior) {
            return if self.lines.heads(at, self.number) { Step::Heads } else { Step::Begins };
        }
        let leads = self.leads(prior, printed);
        let bare_label = is_bare_label(prior);
        if bare_label && !leads {
            return Step::GoesOn;
        }
        let clause = ends_clause(prior);
        // What a colon leads in is a list, which goes on behind a semicolon, its last item perhaps without a stop.
        let listed = prior.ends_with([':', '：', ';', '；', ',', '，']);
        if (before.stands == Stands::Alone || clause && !listed) && self.lines.heads_next(at, self.number) {
            return Step::Heads;
        }
        let ended = clause || self.ends_in_conjunction(prior);
        if (ended || gap != Gap::None) && (self.words.parts.fit(plain) || self.words.titled_parts.fit(plain)) {
            return Step::Heads;
        }
        // A number without its full stop, below a line that ends in `and`, counts something: `31 October and` / `1 November`.
        let ended = if printed.lead.is_some() || !leads { ended } else { clause };
        let in_turn = || self.is_next(prior, printed) || printed.is_label();
        if leads && (ended || bare_label || gap != Gap::None || in_turn()) {
            let below = printed.is_numbered() && (before.stands == Stands::Alone || self.lines.heads(at, self.number));
            return if below { Step::Heads } else { Step::Begins };
        }
        // `II. Strengthening cooperation` / `A. Measures`: the first of a chapter's sections stands right below its heading.
        if before.stands == Stands::Alone && printed.lead.as_ref().is_some_and(|(lead, _)| *lead == Lead::Letter('A')) {
            return Step::Heads;
        }
        if before.stands == Stands::Alone && (!clause || prior.ends_with([',', ':', '，', '：'])) {
            return self.step_below_heading(prior, at);
        }
        if clause && self.lines.heads(at, self.number) {
            return Step::Heads;
        }
        if prior.ends_with(['.', ';']) && self.lines.leads_in(at, self.number) {
            return Step::Begins;
        }
        self.step_in_text(before, prior, at, ended)
    }

    /// How a line stands to a heading above it, which may go on.
    fn step_below_heading(&self, prior: &str, at: usize) -> Step {
        let (plain, gap) = (self.lines[at].plain(), self.lines[at].line.gap);
        let part = self.words.parts.fit(prior);
        // A title may begin as a preamble does: `XII` / `Addressing the deteriorating conditions`.
        if part && self.lines.runs_to_paragraph(at, self.number) {
            return Step::Heads;
        }
        // A line that goes on with the one above runs to the edge: `Article 84 of the Charter, the` / `Authority shall:`.
        let ends_above = gap != Gap::None || self.lines.is_narrow(at - 1);
        if self.lines.begins_paragraph(at) || ends_above && self.lines.leads_in(at, self.number) {
            return Step::Begins;
        }
        if part && self.lines.titles(at) {
            return Step::Heads;
        }
        // `Rule 2` / `Alternates and advisers` / `The head of delegation may designate`.
        let titled = at.checked_sub(2).is_some_and(|part| self.words.parts.fit(self.lines[part].plain()));
        if gap == Gap::None && titled && self.lines.titles(at - 1) {
            return Step::Begins;
        }
        // Chinese headings are cut at the edge alone, those of other languages where it looks well.
        let whole = || !self.words.lang.spaces_words() && ends_above && self.lines.heads(at, self.number);
        let apart = gap == Gap::Blank || self.words.parts.fit(plain) || part || whole();
        if apart { Step::Heads } else { Step::GoesOn }
    }

    /// How a line that begins with no number stands to the text above it.
    fn step_in_text(&self, before: &Piece, prior: &str, at: usize, ended: bool) -> Step {
        let (plain, gap) = (self.lines[at].plain(), self.lines[at].line.gap);
        let clause = ends_clause(prior);
        let lower = plain.starts_with(char::is_lowercase);
        // Where letters have capitals a clause of a preamble needs no comma before a blank line, the mark of a note (`for 2022 1` / `Taking
        // note`) or the end of a quotation far from the edge.
        let marked = || before.text.marks.last().is_some_and(|mark| mark.offset == before.text.plain.len());
        let quoted = || prior.ends_with(['”', '"']) && self.lines.is_short(at - 1);
        let capital = self.number == 0 && plain.starts_with(char::is_uppercase);
        let parted = || capital && (gap == Gap::Blank || marked() || quoted());
        // In Russian a gerund after a comma goes on with a numbered paragraph as often as it begins one of the preamble.
        let begins = if lower { clause && self.number == 0 } else { ended || parted() };
        if begins && self.words.openers.fits(plain) {
            return Step::Begins;
        }
        // Below a blank line a small letter goes on with what no clause ended: `the national unity and`.
        let parted = gap == Gap::Blank && ended && !(lower && (prior.ends_with(',') || !clause));
        if parted { Step::Begins } else { Step::GoesOn }
    }

    /// Whether a text ends in a word like `and`.
    fn ends_in_conjunction(&self, text: &str) -> bool {
        let ends = |word: &String| text.strip_suffix(word.as_str()).is_some_and(|rest| rest.ends_with(' '));
        self.words.conjunctions.iter().any(ends)
    }

    /// Whether a line begins with the number next in turn so plainly that the end of the line before does not matter: the number stands
    /// alone, or before a capital letter where no word before asks for a number.
    fn is_next(&self, prior: &str, line: &Printed) -> bool {
        let Some((Lead::Figure(number), length)) = line.lead else { return false };
        let mut leaders = self.words.number_leaders.iter().chain(&self.words.doubtful_leaders);
        let mut asked = || leaders.any(|word| prior.ends_with(word.as_str()));
        let mut capital = || number > 1 && line.plain()[length..].starts_with(is_capital) && !asked();
        number == self.number + 1 && (line.is_label() || capital())
    }

    /// Whether a text is the heading of a letter, or of an annex to one, that does not yet say to whom it was sent.
    fn is_unfinished(&self, prior: &str) -> bool {
        let words = self.words;
        let letter = words.types.iter().any(|word| word.doc_type == DocType::Letter && word.line.fits(prior));
        (letter || words.annex_to.fit(prior))
            && prior.len() < LONGEST_HEADING
            && !ends_clause(prior)
            && !words.addressed.fit(prior)
    }

    /// Whether a line begins what an amendment asks for.
    fn amends(&self, at: usize) -> bool {
        self.drafted && !self.opened && self.words.amends.fit(self.lines[at].plain())
    }

    /// Whether the line before ends a paragraph: with a full stop, far from the edge.
    fn ends_short(&self, at: usize) -> bool {
        let ends = |before: usize| self.lines[before].plain().ends_with('.') && self.lines.is_short(before);
        at.checked_sub(1).is_some_and(ends)
    }

    /// Whether a line is a date and nothing else.
    fn is_date(&self, plain: &str) -> bool {
        self.words.date.0.find(plain).is_some_and(|found| found.len() == plain.len())
    }

    /// Whether a line of the front matter is a piece of its own.
    fn is_front_line(&self, plain: &str) -> bool {
        let words = self.words;
        words.session.fit(plain)
            || words.agenda_item.fit(plain)
            || words.numbered_title.fit(plain)
            || words.adopted.fit(plain)
            || plain.ends_with(']')
            || (words.front_lines.fit(plain) && !plain.starts_with(char::is_lowercase))
            || words.summary.iter().chain(&words.contents).any(|word| is_spelt(plain, word))
            || words.types.iter().any(|word| word.line.fits(plain))
    }

    /// Whether a line of the front matter may go on below: it may up to its date, `Resolution adopted by the General Assembly on` / `19 December
    /// 2023`.
    fn is_open(&self, plain: &str) -> bool {
        let goes_on = self.words.types.iter().any(|word| word.goes_on && word.line.fits(plain));
        goes_on && !self.words.date.fits(plain)
    }

    /// Whether a line begins with a number or letter that is the next in turn.
    fn leads(&self, prior: &str, line: &Printed) -> bool {
        match self.lead(line) {
            Some((Lead::Figure(number), _)) => {
                number == self.number + 1
                    || number == 1
                    || (number > self.number && number <= self.number + 4 && (line.is_label() || ends_clause(prior)))
            }
            Some((Lead::Bracketed(label), _)) => {
                let first = if label.ends_with('.') {
                    matches!(label.as_str(), "a." | "i.") && (line.line.gap != Gap::None || line.is_label())
                } else {
                    line.line.gap == Gap::Blank || !prior.ends_with(char::is_alphanumeric)
                };
                let in_turn = self.letter.as_ref().is_some_and(|open| follows(&label, open));
                in_turn || (first && !is_inline(prior, &label))
            }
            Some(_) => line.is_label(),
            None => false,
        }
    }
}
