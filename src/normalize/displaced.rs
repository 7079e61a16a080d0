//! Puts back lines that extraction moved. In: the lines of a page. Out: the same lines in the order of print. It knows one case: a number or letter
//! set far to the left is followed by the short second line of its paragraph, and only then by the first:
//! `(a)` / `period;` / blank / `60,963,800 dollars, being the estimated appropriation approved for the`.

use super::labels::{ends_clause, lead};
use super::sheets::{Gap, Line};

/// Puts the first line of a paragraph back above its second.
pub fn put_back(lines: &mut [Line]) {
    for at in 0..lines.len().saturating_sub(2) {
        if is_label(&lines[at]) && is_tail(&lines[at + 1]) && is_head(&lines[at + 2]) {
            lines.swap(at + 1, at + 2);
            lines[at + 1].gap = Gap::None;
            lines[at + 2].gap = Gap::None;
            if let Some(after) = lines.get_mut(at + 3)
                && after.gap == Gap::None
            {
                after.gap = Gap::Blank;
            }
        }
    }
}

/// Whether a line is a number or letter and nothing else.
pub fn is_label(line: &Line) -> bool {
    lead(&line.text.plain).is_some_and(|(_, length)| length == line.text.plain.len())
}

/// Whether a line can be the short end of a paragraph.
fn is_tail(line: &Line) -> bool {
    line.gap == Gap::None && line.text.plain.starts_with(char::is_lowercase) && ends_clause(&line.text.plain)
}

/// Whether a line can be the beginning of that paragraph.
fn is_head(line: &Line) -> bool {
    let plain = &line.text.plain;
    line.gap == Gap::Blank && !plain.starts_with(char::is_lowercase) && lead(plain).is_none() && !ends_clause(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn a_first_line_below_its_second_goes_back() {
        // A_RES_79_255.txt:151
        let line = |plain: &str, gap| Line { number: 1, indent: 0, gap, text: Text::plain(plain) };
        let mut lines = vec![
            line("(a)", Gap::None),
            line("period;", Gap::None),
            line("60,963,800 dollars, being the estimated appropriation approved for the", Gap::Blank),
            line("(b) Less 8,898,000 dollars", Gap::Blank),
        ];
        put_back(&mut lines);
        let order: Vec<&str> = lines.iter().map(|line| line.text.plain.as_str()).collect();
        assert_eq!(order[1], "60,963,800 dollars, being the estimated appropriation approved for the");
        assert_eq!(order[2], "period;");
    }
}
