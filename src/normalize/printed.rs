//! The printed lines of a text whose indents extraction lost, and what they are by themselves and by what stands below them: headings, titles,
//! what leads in a paragraph. In: pages of lines, the number of the last paragraph. Out: `Lines`, which are asked. Joins nothing; that is `flow`.

use std::ops::Deref;

use crate::model::CELL;

use super::labels::{Lead, ends_clause, is_capital, lead};
use super::outline::opens;
use super::rules::Words;
use super::sheets::{Gap, Line, Page};
use super::spacing::is_wide;

/// A heading runs over no more lines than this.
const HEADING_LINES: usize = 8;

/// What leads in a paragraph runs over no more lines than this.
const LEAD_IN_LINES: usize = 5;

/// A line and what is asked of it more than once.
pub(super) struct Printed<'a> {
    pub(super) line: &'a Line,
    /// The number or letter that it begins with.
    pub(super) lead: Option<(Lead, usize)>,
    /// Whether it is the organ's name that opens a resolution.
    pub(super) opens: bool,
    /// Whether it stands by itself: the organ's name, an annex, the tail.
    pub(super) is_break: bool,
    /// Whether it is a row of a table, which no other line goes on with.
    pub(super) is_row: bool,
}

/// The lines of a text, in order.
pub(super) struct Lines<'a> {
    words: &'a Words,
    all: Vec<Printed<'a>>,
    /// Characters of the widest line, which may be an address or a table's, and of one that a quarter of the lines are wider than.
    widest: usize,
    usual: usize,
}

impl<'a> Deref for Lines<'a> {
    type Target = [Printed<'a>];

    fn deref(&self) -> &[Printed<'a>] {
        &self.all
    }
}

impl<'a> Printed<'a> {
    fn new(line: &'a Line, words: &Words) -> Self {
        let plain = line.text.plain.as_str();
        let opens = opens(plain, words);
        let is_break = opens || words.annex.fit(plain) || words.tail.fit(plain);
        Self { line, lead: lead(plain), opens, is_break, is_row: plain.contains(CELL) }
    }

    pub(super) fn plain(&self) -> &'a str {
        &self.line.text.plain
    }

    /// How many characters it has.
    pub(super) fn width(&self) -> usize {
        self.plain().chars().count()
    }

    /// Whether it is a number or letter and nothing else.
    pub(super) fn is_label(&self) -> bool {
        self.lead.as_ref().is_some_and(|(_, length)| *length == self.plain().len())
    }

    /// Whether it begins with the number or letter of a heading.
    pub(super) fn is_numbered(&self) -> bool {
        matches!(self.lead, Some((Lead::Roman(_) | Lead::Letter(_) | Lead::Chinese(_), _)))
    }

    /// Whether it begins with the number 1.
    pub(super) fn is_first(&self) -> bool {
        matches!(self.lead, Some((Lead::Figure(1), _)))
    }
}

impl<'a> Lines<'a> {
    /// Those of some pages.
    pub(super) fn of(pages: &'a [Page], words: &'a Words) -> Self {
        let all: Vec<Printed> =
            pages.iter().flat_map(|page| &page.body).map(|line| Printed::new(line, words)).collect();
        let mut widths: Vec<usize> = all.iter().map(Printed::width).collect();
        widths.sort_unstable();
        let widest = widths.last().copied().unwrap_or(0);
        let usual = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
        Self { words, all, widest, usual }
    }

    /// Whether the line begins a paragraph by its first words.
    pub(super) fn begins_paragraph(&self, at: usize) -> bool {
        let line = &self.all[at];
        line.is_break
            || matches!(line.lead, Some((Lead::Figure(_) | Lead::Bracketed(_), _)))
            || self.words.openers.fits(line.plain())
    }

    /// Whether a line is the numbered heading above the first paragraph of a report.
    pub(super) fn heads_first(&self, at: usize) -> bool {
        let line = &self.all[at];
        // The number of the heading may stand on a line of its own.
        let below = at + 1 + usize::from(line.is_label());
        line.is_numbered() && self.all.get(below).is_some_and(Printed::is_first)
    }

    /// Whether a line with a figure or a letter is a heading above the paragraph next in turn: `1. Demand reduction` / `(a) Prevention` / `9. In 2019
    /// …`. None of the lines down to there ends as a clause does.
    pub(super) fn heads_next(&self, at: usize, last: u32) -> bool {
        let is_next = |line: &Printed| matches!(line.lead, Some((Lead::Figure(number), _)) if number == last + 1);
        let lower = matches!(self.all[at].lead, Some((Lead::Figure(_) | Lead::Bracketed(_), _)));
        if last == 0 || !lower || is_next(&self.all[at]) {
            return false;
        }
        let lines = &self.all[at..self.all.len().min(at + HEADING_LINES + 1)];
        let Some((end, above)) = lines.iter().position(is_next).and_then(|next| lines[..next].split_last()) else {
            return false;
        };
        // A comma or a colon may part one of its lines from the next.
        let parted = |line: &Printed| line.plain().ends_with([',', '，', ':', '：']);
        !ends_clause(end.plain()) && above.iter().all(|line| !ends_clause(line.plain()) || parted(line))
    }

    /// Whether a sentence begins at the line that leads in the paragraph next in turn: `As a follow-up, we:` / `77. Request`.
    pub(super) fn leads_in(&self, at: usize, last: u32) -> bool {
        let lines = &self.all[at..self.all.len().min(at + LEAD_IN_LINES + 1)];
        let ends = |line: &Printed| line.plain().ends_with(['.', ';', ':']);
        let next = |line: &Printed| matches!(line.lead, Some((Lead::Figure(number), _)) if number == last + 1);
        let end = lines.iter().position(ends).filter(|end| lines[*end].plain().ends_with(':'));
        let begins = lines[0].plain().starts_with(char::is_uppercase) && !self.begins_paragraph(at);
        begins && end.and_then(|end| lines.get(end + 1)).is_some_and(next)
    }

    /// Whether a line is far from the edge.
    pub(super) fn is_short(&self, at: usize) -> bool {
        self.all[at].width() * 10 < self.widest * 7
    }

    /// Whether a line is plainly shorter than most that are cut at the edge.
    pub(super) fn is_narrow(&self, at: usize) -> bool {
        self.all[at].width() * 10 < self.usual * 8
    }

    /// Whether a line is the second and last of a heading.
    fn goes_on_in_capitals(&self, at: usize) -> bool {
        let after = |line: &Printed| line.line.gap == Gap::None && line.plain().starts_with(char::is_uppercase);
        self.all.get(at).is_some_and(|line| after(line) && !ends_clause(line.plain()))
            && !self.begins_paragraph(at)
            && self.all.get(at + 1).is_some()
            && self.begins_paragraph(at + 1)
    }

    /// Whether a heading begins at the line: a few lines none of which ends as a clause does, before a paragraph or what leads it in. A colon
    /// may part its first line from the other: `Agenda 2063:` / `The Africa We Want`.
    pub(super) fn heads(&self, at: usize, last: u32) -> bool {
        let plain = self.all[at].plain();
        let begins = |c: char| is_capital(c) || (!self.words.lang.spaces_words() && is_wide(c));
        plain.starts_with(begins) && !self.begins_paragraph(at) && self.runs_to_paragraph(at, last)
    }

    /// Whether a line names a part below the heading that begins at another: by a word (`Rule 1`), or by a bare number below the head of an annex,
    /// whose title the heading then is. Elsewhere what stands above a bare letter may be the last line of a clause or the head of a table.
    fn names_part(&self, heading: usize, at: usize) -> bool {
        let name = self.all[at].plain();
        let bare = name.chars().all(|c| c.is_uppercase() || c == '.');
        let annex = || heading.checked_sub(1).is_some_and(|above| self.words.annex.fit(self.all[above].plain()));
        self.words.parts.fit(name) && (!bare || annex())
    }

    /// Whether a line is the title of the part that is named above it, and what follows is its text: a line that ends as no clause does, above one
    /// that begins anew and is plainly wider or runs to a full stop.
    pub(super) fn titles(&self, at: usize) -> bool {
        let begins = |line: &Printed| line.plain().starts_with(char::is_uppercase) && !line.is_label();
        let line = &self.all[at];
        let text = |next: &Printed| {
            let whole = line.width() * 10 < next.width() * 8 || next.plain().ends_with('.');
            next.line.gap == Gap::None && begins(next) && whole
        };
        self.is_narrow(at) && begins(line) && !ends_clause(line.plain()) && self.all.get(at + 1).is_some_and(text)
    }

    /// Whether a few lines none of which ends as a clause does run to a paragraph, to what leads it in, or to the name of a part.
    pub(super) fn runs_to_paragraph(&self, at: usize, last: u32) -> bool {
        for end in at..(at + HEADING_LINES).min(self.all.len()) {
            let line = &self.all[end];
            // The number of a heading may stand on a line of its own (`I.`), and a numbered heading may ask: `III. How do we get there?`
            let asks = line.plain().ends_with('?') && self.all[at.max(end.saturating_sub(1))].is_numbered();
            let parted = || end == at && line.plain().ends_with(':') && self.goes_on_in_capitals(end + 1);
            if ends_clause(line.plain()) && !line.is_label() && !asks && !parted() {
                return false;
            }
            let above = |next: usize| {
                let leads = || end == at && self.is_short(end) && self.leads_in(next, last);
                self.begins_paragraph(next) || self.names_part(at, next) || leads()
            };
            if self.all.get(end + 1).is_some() && above(end + 1) {
                return true;
            }
        }
        false
    }
}
