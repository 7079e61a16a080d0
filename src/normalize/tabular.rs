//! Makes rows of tables whose cells extraction wrote below one another: `P-4` / blank / `4` / blank / `–` / blank / `4`. In: the lines of
//! a page, before marks are looked for, so that no figure of a table is taken for one. Out: the same lines, the cells of a row on one.
//! A table is told by many short groups of lines among which figures or dashes come again; nothing is moved, and a cell whose row
//! is not known is a row by itself. A table that goes on over pages is one, and its head stands in it once.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CELL, Text, is_figure};

use super::labels::{ends_clause, lead};
use super::rules::Words;
use super::sheets::{Furniture, Gap, Line, Page, SetAside};

/// A table has no fewer cells than this, and of them no fewer figures than the other.
const FEWEST_CELLS: usize = 8;
const FEWEST_FIGURES: usize = 3;
/// One of so many cells holds a figure.
const CELLS_A_FIGURE: usize = 6;
/// A cell takes no more lines than this, and none of them more characters than the other.
const CELL_LINES: usize = 4;
const CELL_WIDTH: usize = 56;

/// A group of lines that blank lines part from others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    first: usize,
    end: usize,
    figure: bool,
}

/// Makes rows of the cells of a page.
pub fn set(body: &mut Vec<Line>, words: &Words) {
    let cells = cells(body, words);
    let mut made: Vec<Line> = Vec::new();
    let mut kept = 0;
    for table in cells.split(Option::is_none) {
        let table: Vec<&Cell> = table.iter().flatten().collect();
        let (Some(first), Some(last)) = (table.first(), table.last()) else { continue };
        if !is_table(&table, body) {
            continue;
        }
        made.extend_from_slice(&body[kept..first.first]);
        for (at, row) in rows(&table).iter().enumerate() {
            let gap = if at == 0 { body[first.first].gap } else { Gap::None };
            made.extend(line(row, width(&table), gap, body));
        }
        kept = last.end;
    }
    if kept > 0 {
        made.extend_from_slice(&body[kept..]);
        *body = made;
    }
}

/// The groups of lines of a page: a cell, or nothing where the group can be none.
fn cells(body: &[Line], words: &Words) -> Vec<Option<Cell>> {
    let mut starts: Vec<usize> = (0..body.len()).filter(|at| *at == 0 || body[*at].gap != Gap::None).collect();
    starts.push(body.len());
    let group = |pair: &[usize]| cell(&body[pair[0]..pair[1]], pair[0], words);
    starts.windows(2).flat_map(group).collect()
}

/// The cells of one group of lines; figures right below each other are a cell each.
fn cell(lines: &[Line], first: usize, words: &Words) -> Vec<Option<Cell>> {
    let plain = |line: &Line| line.text.plain.clone();
    let one = |at: usize| Some(Cell { first: first + at, end: first + at + 1, figure: true });
    if lines.iter().all(|line| is_figure(&line.text.plain)) {
        return (0..lines.len()).map(one).collect();
    }
    let short = |line: &Line| line.text.plain.chars().count() <= CELL_WIDTH;
    let part = |line: &Line| {
        let plain = &line.text.plain;
        words.annex.fit(plain) || words.tail.fit(plain) || words.parts.fit(plain) || words.openers.fits(plain)
    };
    let clause = lines.last().map(plain).is_none_or(|last| ends_clause(&last));
    let numbered = lines.first().is_none_or(|line| lead(&line.text.plain).is_some());
    let fits = lines.len() <= CELL_LINES && lines.iter().all(short) && !lines.iter().any(part) && !clause && !numbered;
    vec![fits.then(|| Cell { first, end: first + lines.len(), figure: false })]
}

/// Whether cells are those of a table. Figures of which each is the next number are marks or number a list.
fn is_table(cells: &[&Cell], body: &[Line]) -> bool {
    let figures: Vec<&str> =
        cells.iter().filter(|cell| cell.figure).map(|cell| body[cell.first].text.plain.as_str()).collect();
    let value = |figure: &str| figure.parse::<u32>().ok();
    let counts = |pair: &[&str]| value(pair[0]).is_some_and(|first| value(pair[1]) == Some(first + 1));
    cells.len() >= FEWEST_CELLS
        && figures.len() >= FEWEST_FIGURES
        && figures.len() * CELLS_A_FIGURE >= cells.len()
        && !figures.windows(2).all(counts)
}

/// How many cells a row has most often, and how many of them are figures.
fn width(cells: &[&Cell]) -> (usize, usize) {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for row in runs(cells) {
        let figures = row.iter().filter(|cell| cell.figure).count();
        if figures > 0 {
            *counts.entry((row.len(), figures)).or_default() += 1;
        }
    }
    // Of shapes that are as frequent the narrowest is sure.
    let best = counts.iter().max_by_key(|((width, _), count)| (**count, std::cmp::Reverse(*width)));
    best.map_or((1, 1), |(shape, _)| *shape)
}

/// The cells cut behind each run of figures.
fn runs<'a, 'c>(cells: &'a [&'c Cell]) -> impl Iterator<Item = &'a [&'c Cell]> {
    cells.chunk_by(|cell, next| !cell.figure || next.figure)
}

/// The cells cut into rows.
fn rows<'c>(cells: &[&'c Cell]) -> Vec<Vec<&'c Cell>> {
    let (width, figures) = width(cells);
    let mut rows = Vec::new();
    for run in runs(cells) {
        let labels = run.iter().take_while(|cell| !cell.figure).count();
        let many = run.len() - labels;
        // Headings of the table and of its parts stand above the labels of the row.
        let own = if many == 0 { 0 } else { labels.min(width - figures) };
        let above = &run[..labels - own];
        if rows.is_empty() && above.len() == width {
            // A heading for each column: `Member State` / `Percentage`.
            rows.push(above.to_vec());
        } else {
            rows.extend(above.iter().map(|cell| vec![*cell]));
        }
        if many == 0 {
            continue;
        }
        // Rows that lost their labels follow one another.
        let first = if many % figures == 0 { figures } else { many };
        rows.push(run[labels - own..labels + first].to_vec());
        rows.extend(run[labels + first..].chunks(figures).map(<[_]>::to_vec));
    }
    rows
}

/// A row on one line. One that lost its labels keeps their places.
fn line(row: &[&Cell], (width, figures): (usize, usize), gap: Gap, body: &[Line]) -> Option<Line> {
    let first = &body[row.first()?.first];
    let bare = row.iter().all(|cell| cell.figure) && row.len() == figures;
    let mut text = Text::plain(if bare { CELL.to_string().repeat(width - figures) } else { String::new() });
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            text.plain.push(CELL);
        }
        for (below, line) in body[cell.first..cell.end].iter().enumerate() {
            if below > 0 {
                text.plain.push(' ');
            }
            text.push(&line.text);
        }
    }
    // What makes a line a row is the sign between its cells.
    if row.len() == 1 && !bare {
        text.plain.push(CELL);
    }
    Some(Line { gap, text, ..first.clone() })
}

/// A table at the end of a page.
struct Open {
    width: usize,
    /// What stands above its first figures.
    head: BTreeSet<String>,
}

/// Goes on with the table at the end of a page where the next begins with rows of as many cells. The head that is printed again belongs to the
/// page.
pub fn go_on(pages: &mut [Page], set_aside: &mut Vec<SetAside>) {
    let mut open: Option<Open> = None;
    for page in pages {
        let goes_on = open.as_ref().is_some_and(|open| open.goes_on(&mut page.body, set_aside));
        let rows = page.body.iter().rev().take_while(|line| is_row(line)).count();
        let whole = &page.body[page.body.len() - rows..];
        // The last row that something parts from the one before begins the table.
        let first = whole.iter().rposition(|line| line.gap != Gap::None).unwrap_or(0);
        if !(goes_on && first == 0 && rows == page.body.len()) {
            open = (rows > 0).then(|| Open::of(&whole[first..]));
        }
    }
}

impl Open {
    fn of(rows: &[Line]) -> Self {
        let head = rows.iter().take_while(|line| !holds_figure(line)).flat_map(cells_of);
        Self { width: width_of(rows), head: head.map(str::to_owned).collect() }
    }

    /// Whether a page goes on with the table. Its first row is then the next of the table.
    fn goes_on(&self, body: &mut Vec<Line>, set_aside: &mut Vec<SetAside>) -> bool {
        let parted = |(at, line): (usize, &Line)| !is_row(line) || (at > 0 && line.gap != Gap::None);
        let rows = body.iter().enumerate().position(parted).unwrap_or(body.len());
        let again = body[..rows].iter().take_while(|line| cells_of(line).all(|cell| self.head.contains(cell))).count();
        let goes_on = width_of(&body[..rows]) == self.width && body[again..rows].first().is_some_and(holds_figure);
        if goes_on {
            let printed =
                |line: Line| SetAside::new(line.number, Furniture::RunningHead, line.text.plain.replace(CELL, " "));
            set_aside.extend(body.drain(..again).map(printed));
            if let Some(next) = body.first_mut() {
                next.gap = Gap::None;
            }
        }
        goes_on
    }
}

fn is_row(line: &Line) -> bool {
    line.text.plain.contains(CELL)
}

/// What the cells of a row say, those that say anything.
fn cells_of(row: &Line) -> impl Iterator<Item = &str> {
    row.text.plain.split(CELL).filter(|cell| !cell.is_empty())
}

fn holds_figure(row: &Line) -> bool {
    cells_of(row).any(is_figure)
}

/// How many cells the longest of some rows has.
fn width_of(rows: &[Line]) -> usize {
    rows.iter().map(|row| row.text.plain.matches(CELL).count() + 1).max().unwrap_or(0)
}
