//! How a table is set. In: its rows as the text has them. Out: `Columns`: which of its columns hold figures, which row is a line over all of them,
//! whether the first cell of a row says what the others count. Changes no word.

use crate::model::{Text, is_figure};

/// Figures in a column further on than this stand as words do: the style sheet has a rule for each.
const FURTHEST: usize = 16;

/// What is known of the columns of a table.
pub(super) struct Columns {
    /// For each, whether it holds figures and nothing else; what stands in lines over all columns, and in the head, does not count.
    figures: Vec<bool>,
}

impl Columns {
    /// The columns of these rows, of which the first may be the head.
    pub fn of(rows: &[Vec<Text>], head: bool) -> Self {
        let body = || rows.iter().skip(usize::from(head)).filter(|row| !is_line(row));
        let said = |column: usize| body().filter_map(move |row| row.get(column)).map(|cell| cell.plain.trim());
        let of_figures = |column: usize| {
            let mut said = said(column).filter(|plain| !plain.is_empty()).peekable();
            said.peek().is_some() && said.all(is_figure)
        };
        Self { figures: (0..rows.iter().map(Vec::len).max().unwrap_or_default()).map(of_figures).collect() }
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.figures.len()
    }

    /// The classes that tell the style sheet which hold figures: `f2 f3`, counted from 1.
    pub fn classes(&self) -> String {
        let numbers = (1..=FURTHEST).zip(&self.figures).filter(|(_, figures)| **figures);
        numbers.map(|(number, _)| format!("f{number}")).collect::<Vec<_>>().join(" ")
    }

    /// Whether the first cell of each row says what its figures count.
    pub fn are_headed(&self) -> bool {
        matches!(self.figures.as_slice(), [false, rest @ ..] if !rest.is_empty() && rest.iter().all(|figures| *figures))
    }
}

/// Whether a row is a line over all columns: nothing stands in it but its first cell.
pub(super) fn is_line(row: &[Text]) -> bool {
    let empty = |cell: &Text| cell.plain.trim().is_empty();
    matches!(row, [first, rest @ ..] if !rest.is_empty() && !empty(first) && rest.iter().all(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_column_by_column() {
        for (rows, head, classes, headed) in [
            ("Member|Share/Andorra|0.005/Belize|1 010", true, "f2", true),
            ("Posts||/D-1|316|–/|2 635|46", false, "f2 f3", true),
            ("New post|Reader|P-4|1/Total|2||", false, "f4", false),
            ("2032|1/2033|2", false, "f1 f2", false),
            ("Andorra|small/Belize|large", false, "", false),
            ("Andorra/Belize", false, "", false),
            ("Posts||", false, "", false),
        ] {
            let rows: Vec<Vec<Text>> = rows.split('/').map(|row| row.split('|').map(Text::plain).collect()).collect();
            let columns = Columns::of(&rows, head);
            assert_eq!((columns.classes().as_str(), columns.are_headed()), (classes, headed), "{rows:?}");
        }
    }
}
