//! Tells the tables of an HTML file that are tables from those that only lay out a page. In: a `table` element. Out: its rows of cells,
//! or nothing. Never loses a word that is shown: what is no table is read as blocks, like the text around it.

use scraper::ElementRef;

use super::html::{self, BLOCKS, Shown, shown};

/// A cell may take no more columns or rows than this.
const WIDEST: usize = 40;
/// What more than half of the cells of a table stay below, in characters: cells that are longer hold paragraphs, beside each other for
/// the look of it.
const LONGEST: usize = 300;
/// A word of mastheads, which are laid out as tables.
const DISTRIBUTION: &str = "Distr.";

/// The rows of a table; none where it only lays out the page: a masthead, numbers beside paragraphs, columns of text.
pub(super) fn rows(table: ElementRef<'_>) -> Option<Vec<Vec<String>>> {
    let named = |name: &'static str| {
        shown(table).filter_map(move |seen| match seen {
            Shown::Element(element) if element.value().name() == name => Some(element),
            _ => None,
        })
    };
    if named("table").next().is_some() {
        return None;
    }
    let mut rows = Vec::new();
    // How many rows more the cell above takes, by column.
    let mut held: Vec<usize> = Vec::new();
    for row in named("tr") {
        let mut cells: Vec<String> = Vec::new();
        let printed = row.children().filter_map(ElementRef::wrap).filter(|cell| !html::is_hidden(*cell));
        for cell in printed.filter(|cell| matches!(cell.value().name(), "td" | "th")) {
            skip_held(&mut cells, &mut held);
            let spans =
                |name: &str| cell.attr(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, WIDEST);
            let (width, height) = (spans("colspan"), spans("rowspan"));
            for column in 0..width {
                let at = cells.len();
                held.resize(held.len().max(at + 1), 0);
                held[at] = height - 1;
                cells.push(if column == 0 { words(cell) } else { String::new() });
            }
        }
        skip_held(&mut cells, &mut held);
        rows.push(cells);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    is_table(&rows).then_some(rows)
}

/// Empty cells for those that a cell of a row above takes.
fn skip_held(cells: &mut Vec<String>, held: &mut [usize]) {
    while let Some(rows) = held.get_mut(cells.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        cells.push(String::new());
    }
}

/// Whether rows make a table: at least two, of at least two columns, of short cells, no masthead, no list.
fn is_table(rows: &[Vec<String>]) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    // A row of thousands of cells above thousands of rows of one would be millions of cells.
    let ragged = width * rows.len() > 4 * rows.iter().map(Vec::len).sum::<usize>() + WIDEST * WIDEST;
    let cells = || rows.iter().flatten().filter(|cell| !cell.is_empty());
    let long = cells().filter(|cell| cell.chars().count() > LONGEST).count();
    let masthead = cells().any(|cell| cell.starts_with(DISTRIBUTION));
    let label = |cell: &String| cell.is_empty() || (cell.len() <= 8 && cell.ends_with(['.', ')', '•', '–', '-', '*']));
    let list = width == 2 && rows.iter().all(|row| row.first().is_none_or(label));
    rows.len() > 1 && width > 1 && !ragged && long * 2 < cells().count() && !masthead && !list
}

/// The words of a cell on one line.
fn words(cell: ElementRef<'_>) -> String {
    let parts = |name: &str| name == "br" || name == "sup" || BLOCKS.contains(&name);
    html::words(cell, parts)
        .split(|c: char| c.is_ascii_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
