//! Joins printed lines to pieces where print had indents and extraction kept none. In: pages of lines. Out: pieces. What begins a paragraph is told
//! by its first words (the verbs of a preamble, a number or letter in turn) and by how the line before ended. Never decides what a
//! piece is; that is `outline`.

use crate::model::{CELL, DocType};

use super::displaced::is_label;
use super::join::Joiner;
use super::labels::{Lead, ends_clause, follows, is_capital, lead, loose_letter, loose_number};
use super::outline::opens;
use super::rules::{Words, any_fits};
use super::sheets::{Gap, Line, Page, Piece, SetAside, Stands};
use super::spacing::is_wide;

/// A heading runs over no more lines than this.
const HEADING_LINES: usize = 8;

/// The heading of a letter takes no more bytes than this.
const LONGEST_HEADING: usize = 600;

/// What a line is compared with is never more than this many bytes of the piece before it: a text of short lines that make one endless
/// piece would be read again for each line.
const RECENT: usize = 8_000;

/// What the reader knows at a line.
struct Flow<'a> {
    words: &'a Words,
    lines: Vec<&'a Line>,
    /// Whether an organ's name opens the text, and whether it was read.
    has_opening: bool,
    opened: bool,
    /// The last number and the last letter that began a piece.
    number: u32,
    letter: Option<String>,
    /// Characters of the widest line.
    widest: usize,
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
    let lines: Vec<&Line> = pages.iter().flat_map(|page| &page.body).collect();
    let has_opening = lines.iter().any(|line| opens(&line.text.plain, words));
    let widest = lines.iter().map(|line| line.text.plain.chars().count()).max().unwrap_or(0);
    let mut flow = Flow { words, lines, has_opening, opened: false, number: 0, letter: None, widest };
    let mut pieces: Vec<Piece> = Vec::new();
    for at in 0..flow.lines.len() {
        let line = flow.lines[at];
        let step = pieces.last().map_or(Step::Begins, |before| flow.step(before, at));
        if let (Step::GoesOn, Some(before)) = (step, pieces.last_mut()) {
            joiner.join(&mut before.text, &line.text, line.number, set_aside);
        } else {
            let stands = if step == Step::Heads { Stands::Alone } else { Stands::InRun };
            flow.note(&line.text.plain);
            pieces.push(Piece { line: line.number, indent: 0, stands, text: line.text.clone() });
        }
    }
    pieces
}

/// Whether a new paragraph of a quotation begins, as in the statements of the President of the Security Council.
fn quotes(prior: &str, plain: &str) -> bool {
    ends_clause(prior) && plain.starts_with(['“', '«', '„', '"'])
}

/// Whether the first of these lines begins with the number or letter of a heading.
fn is_numbered(lines: &[&Line]) -> bool {
    let first = lines.first().and_then(|line| lead(&line.text.plain));
    matches!(first, Some((Lead::Roman(_) | Lead::Letter(_) | Lead::Chinese(_), _)))
}

/// The end of a piece, all of it unless it is endless.
fn recent(piece: &str) -> &str {
    let start = (piece.len().saturating_sub(RECENT)..piece.len()).find(|at| piece.is_char_boundary(*at));
    &piece[start.unwrap_or(0)..]
}

impl Flow<'_> {
    /// Remembers what a new piece begins with.
    fn note(&mut self, plain: &str) {
        let first = matches!(lead(plain), Some((Lead::Figure(1), _)));
        self.opened |= opens(plain, self.words) || (first && !self.has_opening);
        if any_fits(&self.words.annex, plain) {
            (self.number, self.letter) = (0, None);
        }
        match self.lead(plain) {
            Some((Lead::Figure(number), _)) => (self.number, self.letter) = (number, None),
            Some((Lead::Bracketed(label), _)) => self.letter = Some(label),
            _ => {}
        }
    }

    /// What a line begins with, its full stop or bracket perhaps misread.
    fn lead(&self, plain: &str) -> Option<(Lead, usize)> {
        let letter = || self.letter.as_ref().and_then(|open| loose_letter(plain, open));
        let loose = if self.opened { loose_number(plain, self.number + 1).or_else(letter) } else { None };
        loose.or_else(|| lead(plain))
    }

    fn step(&self, before: &Piece, at: usize) -> Step {
        let line = self.lines[at];
        let plain = line.text.plain.as_str();
        let prior = recent(&before.text.plain);
        if plain.contains(CELL) || prior.contains(CELL) {
            return Step::Begins;
        }
        if line.gap == Gap::None && self.is_unfinished(prior) {
            return Step::GoesOn;
        }
        if !self.opened && any_fits(&self.words.tail, prior) && line.gap == Gap::None && self.is_date(plain) {
            return Step::GoesOn;
        }
        if any_fits(&self.words.tail, prior) && line.gap == Gap::None && !self.is_break(plain) && !self.is_date(plain) {
            return Step::GoesOn;
        }
        if any_fits(&self.words.annex, prior) && self.heads(at) {
            return Step::Heads;
        }
        if self.is_break(prior) || self.is_break(plain) || plain.starts_with('[') {
            return Step::Begins;
        }
        if !self.opened {
            if !self.has_opening && matches!(lead(plain), Some((Lead::Figure(1), _))) {
                return Step::Begins;
            }
            if !self.has_opening && self.heads_first(at) {
                return Step::Heads;
            }
            let apart = self.is_front_line(prior) || self.is_front_line(plain) || quotes(prior, plain);
            // What the number of a heading stands above goes on with it.
            if before.stands == Stands::Alone && lead(prior).is_some_and(|(_, length)| length == prior.len()) {
                return Step::GoesOn;
            }
            return if line.gap == Gap::None && !apart && !self.ends_short(at) { Step::GoesOn } else { Step::Begins };
        }
        if line.gap != Gap::None && any_fits(&self.words.closing, prior) {
            return if self.heads(at) { Step::Heads } else { Step::Begins };
        }
        let bare_label = lead(prior).is_some_and(|(_, length)| length == prior.len());
        if bare_label && !self.leads(prior, line) {
            return Step::GoesOn;
        }
        let joined = self
            .words
            .conjunctions
            .iter()
            .any(|word| prior.strip_suffix(word.as_str()).is_some_and(|rest| rest.ends_with(' ')));
        let ended = ends_clause(prior) || joined;
        let clause = ends_clause(prior);
        let next_label = self.is_next(prior, line) || (is_label(line) && self.leads(prior, line));
        if (ended || line.gap != Gap::None) && any_fits(&self.words.parts, plain) {
            return Step::Heads;
        }
        // A number without its full stop, below a line that ends in `and`, counts something: `31 October and` / `1 November`.
        let ended = if lead(plain).is_some() || !self.leads(prior, line) { ended } else { clause };
        if self.leads(prior, line) && (ended || bare_label || next_label || line.gap != Gap::None) {
            let below = is_numbered(&[line]) && (before.stands == Stands::Alone || self.heads(at));
            return if below { Step::Heads } else { Step::Begins };
        }
        if before.stands == Stands::Alone && (!clause || prior.ends_with(',')) {
            if self.begins_paragraph(at) {
                return Step::Begins;
            }
            let apart =
                any_fits(&self.words.parts, plain) || any_fits(&self.words.parts, prior) || line.gap == Gap::Blank;
            return if apart { Step::Heads } else { Step::GoesOn };
        }
        if clause && self.heads(at) {
            return Step::Heads;
        }
        let lower = plain.starts_with(char::is_lowercase);
        // In Russian a gerund after a comma goes on with a numbered paragraph as often as it begins one of the preamble.
        let begins = if lower { ends_clause(prior) && self.number == 0 } else { ended };
        if begins && self.words.openers.fits(plain) {
            return Step::Begins;
        }
        let parted = line.gap == Gap::Blank && ended && !(lower && prior.ends_with(','));
        if parted { Step::Begins } else { Step::GoesOn }
    }

    /// Whether a line begins with the number next in turn so plainly that the end of the line before does not matter: the number stands
    /// alone, or before a capital letter where no word before asks for a number.
    fn is_next(&self, prior: &str, line: &Line) -> bool {
        let plain = &line.text.plain;
        let Some((Lead::Figure(number), length)) = lead(plain) else { return false };
        let asked = self
            .words
            .number_leaders
            .iter()
            .chain(&self.words.doubtful_leaders)
            .any(|word| prior.ends_with(word.as_str()));
        let capital = number > 1 && plain[length..].starts_with(is_capital) && !asked;
        number == self.number + 1 && (is_label(line) || capital)
    }

    /// Whether a text is the heading of a letter, or of an annex to one, that does not yet say to whom it was sent.
    fn is_unfinished(&self, prior: &str) -> bool {
        let words = self.words;
        let letter = words.types.iter().any(|word| word.doc_type == DocType::Letter && word.line.fits(prior));
        (letter || any_fits(&words.annex_to, prior))
            && prior.len() < LONGEST_HEADING
            && !ends_clause(prior)
            && !any_fits(&words.addressed, prior)
    }

    /// Whether the line before ends a paragraph: with a full stop, far from the edge.
    fn ends_short(&self, at: usize) -> bool {
        let width = |line: &Line| line.text.plain.chars().count();
        let before = at.checked_sub(1).map(|before| self.lines[before]);
        before.is_some_and(|line| line.text.plain.ends_with('.') && width(line) * 10 < self.widest * 7)
    }

    /// Whether a line stands by itself: the organ's name, an annex, the tail.
    fn is_break(&self, plain: &str) -> bool {
        opens(plain, self.words) || any_fits(&self.words.annex, plain) || any_fits(&self.words.tail, plain)
    }

    /// Whether a line is a date and nothing else.
    fn is_date(&self, plain: &str) -> bool {
        self.words.date.0.find(plain).is_some_and(|found| found.len() == plain.len())
    }

    /// Whether a line of the front matter is a piece of its own.
    fn is_front_line(&self, plain: &str) -> bool {
        let words = self.words;
        any_fits(&words.session, plain)
            || any_fits(&words.agenda_item, plain)
            || any_fits(&words.numbered_title, plain)
            || any_fits(&words.adopted, plain)
            || plain.ends_with(']')
            || any_fits(&words.front_lines, plain)
            || words.summary.iter().any(|word| word == plain)
            || words.types.iter().any(|word| word.line.fits(plain))
    }

    /// Whether a line begins with a number or letter that is the next in turn.
    fn leads(&self, prior: &str, line: &Line) -> bool {
        match self.lead(&line.text.plain) {
            Some((Lead::Figure(number), _)) => {
                number == self.number + 1
                    || number == 1
                    || (number > self.number && number <= self.number + 4 && (is_label(line) || ends_clause(prior)))
            }
            Some((Lead::Bracketed(label), _)) => {
                let first = if label.ends_with('.') {
                    matches!(label.as_str(), "a." | "i.") && (line.gap != Gap::None || is_label(line))
                } else {
                    !prior.ends_with(char::is_alphanumeric)
                };
                first || self.letter.as_ref().is_some_and(|open| follows(&label, open))
            }
            Some(_) => is_label(line),
            None => false,
        }
    }

    /// Whether the line begins a paragraph by its first words.
    fn begins_paragraph(&self, at: usize) -> bool {
        let line = self.lines[at];
        let plain = line.text.plain.as_str();
        self.words.openers.fits(plain)
            || matches!(lead(plain), Some((Lead::Figure(_) | Lead::Bracketed(_), _)))
            || self.is_break(plain)
    }

    /// Whether a line is the numbered heading above the first paragraph of a report.
    fn heads_first(&self, at: usize) -> bool {
        let first = |line: &&Line| matches!(lead(&line.text.plain), Some((Lead::Figure(1), _)));
        // The number of the heading may stand on a line of its own.
        let below = at + 1 + usize::from(is_label(self.lines[at]));
        is_numbered(&[self.lines[at]]) && self.lines.get(below).is_some_and(first)
    }

    /// Whether a heading begins at the line: one to three lines none of which ends as a clause does, before a paragraph.
    fn heads(&self, at: usize) -> bool {
        let plain = self.lines[at].text.plain.as_str();
        let begins = |c: char| is_capital(c) || (!self.words.lang.spaces_words() && is_wide(c));
        if !plain.starts_with(begins) || self.begins_paragraph(at) {
            return false;
        }
        for end in at..(at + HEADING_LINES).min(self.lines.len()) {
            let line = self.lines[end];
            // The number of a heading may stand on a line of its own (`I.`), and a numbered heading may ask: `III. How do we get there?`
            let asks = line.text.plain.ends_with('?') && is_numbered(&self.lines[at.max(end.saturating_sub(1))..=end]);
            if ends_clause(&line.text.plain) && !is_label(line) && !asks {
                return false;
            }
            if self.lines.get(end + 1).is_some() && self.begins_paragraph(end + 1) {
                return true;
            }
        }
        false
    }
}
