//! Puts back lines that extraction moved. In: the lines of a page. Out: the same lines in the order of print. It knows two cases.
//! A number or letter set far to the left is followed by the short second line of its paragraph, and only then by the first:
//! `(a)` / `period;` / blank / `60,963,800 dollars, being the estimated appropriation approved for the`.
//! A line stretched over the whole width comes as a column of its words, below the line that goes on with it:
//! `Determined` / `disarmament,` / blank / `to` / blank / `work` / blank / `collectively towards the realization` / blank / `of nuclear`.

use super::labels::{ends_clause, lead};
use super::sheets::{Gap, Line};

/// A part of a stretched line has no more words than this.
const STRETCHED_WORDS: usize = 5;

/// A line over the whole width has no fewer words than this.
const LONG_WORDS: usize = 6;

/// Puts every line back where print had it.
pub fn put_back(lines: &mut [Line]) {
    put_heads_back(lines);
    put_columns_back(lines);
}

/// Puts the words of a stretched line back between its beginning and the line that goes on with it.
fn put_columns_back(lines: &mut [Line]) {
    for at in 2..lines.len() {
        let (begun, rest) = (&lines[at - 2], &lines[at - 1]);
        // Asked before the column is measured, so that no line is measured for each line above it.
        if rest.gap != Gap::None || !ends_clause(&rest.text.plain) || ends_clause(&begun.text.plain) {
            continue;
        }
        let column = lines[at..].iter().take_while(|line| is_stretched(line)).count();
        let words = |line: &Line| line.text.plain.split_whitespace().count();
        // One word alone is none of a heading only where it is small.
        let small = |line: &Line| line.text.plain.starts_with(char::is_lowercase);
        let sure =
            lines[at..at + column].iter().take(2).any(small) && (column > 1 || (column == 1 && words(&lines[at]) == 1));
        let apart = lines.get(at + column).is_none_or(|after| after.gap != Gap::None);
        if sure && apart {
            lines[at - 1..at + column].rotate_left(1);
            for line in &mut lines[at - 1..at + column] {
                line.gap = Gap::None;
            }
        }
    }
}

/// Whether a line can be a part of a stretched one: a few words between blank lines, neither a label nor the end of a clause.
fn is_stretched(line: &Line) -> bool {
    let plain = &line.text.plain;
    line.gap == Gap::Blank
        && plain.starts_with(char::is_alphabetic)
        && !ends_clause(plain)
        && plain.split_whitespace().nth(STRETCHED_WORDS).is_none()
        && lead(plain).is_none()
}

/// Puts the first line of a paragraph back above its second.
fn put_heads_back(lines: &mut [Line]) {
    for at in 0..lines.len().saturating_sub(2) {
        // A second line that begins with a capital is told from a short paragraph by the long line below.
        let small = || lines[at + 1].text.plain.starts_with(char::is_lowercase);
        let long = || lines[at + 2].text.plain.split_whitespace().count() >= LONG_WORDS;
        if is_label(&lines[at]) && is_tail(&lines[at + 1]) && is_head(&lines[at + 2]) && (small() || long()) {
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
    let plain = &line.text.plain;
    let short = || plain.starts_with(char::is_lowercase) || plain.split_whitespace().nth(3).is_none();
    line.gap == Gap::None && ends_clause(plain) && short() && lead(plain).is_none()
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
    fn the_words_of_a_stretched_line_go_back_into_it() {
        // A_C.1_80_L.15.txt:95, A_RES_78_185.txt:527
        for (printed, expected) in [
            (
                &[
                    "have not yet commenced,",
                    "Determined",
                    "disarmament,",
                    "|to",
                    "|work",
                    "|collectively towards the realization",
                    "|of nuclear",
                ][..],
                "have not yet commenced, Determined to work collectively towards the realization of nuclear disarmament,",
            ),
            (
                &[
                    "37. Expresses concern about the chronic underfunding",
                    "humanitarian assistance;",
                    "|for",
                    "|38. Calls upon",
                ],
                "37. Expresses concern about the chronic underfunding for humanitarian assistance; 38. Calls upon",
            ),
            (&["1. Decides", "to meet;", "|Sanctions", "|2. Urges"], "1. Decides to meet; Sanctions 2. Urges"),
        ] {
            let gap = |line: &&str| if line.starts_with('|') { Gap::Blank } else { Gap::None };
            let line = |line: &&str| Line {
                number: 1,
                indent: 0,
                gap: gap(line),
                text: Text::plain(line.trim_start_matches('|')),
            };
            let mut lines: Vec<Line> = printed.iter().map(line).collect();
            put_back(&mut lines);
            let order: Vec<&str> = lines.iter().map(|line| line.text.plain.as_str()).collect();
            assert_eq!(order.join(" "), expected);
        }
    }

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
