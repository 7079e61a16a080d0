//! Tells the number of a page where it stands alone at the foot. In: the lines of pages. Out: the same without these numbers, which are set aside.
//! A number alone may also be that of a note or a cell of a table: it counts the pages where it goes on from page to page, where a job number
//! stands beside it, or where it is the number of its page and no rule parts notes from the text.

use super::paged::take;
use super::rules::Rules;
use super::sheets::{Furniture, Line, SetAside};
use super::spaced::is_rule;

/// The number of a page stands within this many lines at its foot.
const FOOT_LINES: usize = 3;

/// So many pages must be numbered one after the other.
const FEWEST: usize = 3;

/// How far the printed numbers of pages run ahead of their order, given the last line of each: known where they go on from page to page.
pub fn ahead<'l>(last_lines: impl Iterator<Item = &'l str>) -> Option<i64> {
    let number = |line: &str| line.parse::<u16>().ok().filter(|_| line.len() <= 3).map(i64::from);
    let ahead: Vec<i64> = last_lines.zip(1..).filter_map(|(line, order)| Some(number(line)? - order)).collect();
    let first = *ahead.first()?;
    (ahead.len() >= FEWEST && ahead.iter().all(|other| *other == first)).then_some(first)
}

/// Sets aside the number of each page.
pub fn set_aside(sheets: &mut [Vec<Line>], rules: &Rules, set_aside: &mut Vec<SetAside>) {
    let lines = sheets.iter().map(|sheet| sheet.last().map_or("", |line| line.text.plain.as_str()));
    let ahead = ahead(lines);
    for (order, sheet) in (1..).zip(sheets) {
        let counted = |line: &Line| ahead.is_some_and(|ahead| line.text.plain == (order + ahead).to_string());
        if sheet.last().is_some_and(counted) {
            let last = sheet.len() - 1;
            take(sheet, Furniture::RunningHead, set_aside, |index, _| index == last);
        } else if order > 1 {
            one(sheet, &order.to_string(), rules, set_aside);
        }
    }
}

/// Sets aside the number of one page, as the documents of the nineties print it, beside the job number.
fn one(sheet: &mut Vec<Line>, printed: &str, rules: &Rules, set_aside: &mut Vec<SetAside>) {
    let foot = sheet.len().saturating_sub(FOOT_LINES);
    let job = |line: &Line| rules.page_foot().fits(&line.text.plain);
    let parted = sheet.iter().any(|line| is_rule(&line.text.plain));
    let beside = sheet[foot..].iter().any(job) || !parted;
    // `3/7` numbers the page already; a `3` above it is the number of a note.
    let counted =
        |line: &Line| job(line) && line.text.plain.split(' ').any(|part| rules.page_foot().is_page_number(part));
    let beside = beside && !sheet[foot..].iter().any(counted);
    let at = sheet.iter().rposition(|line| line.text.plain == printed).filter(|at| *at >= foot && beside);
    take(sheet, Furniture::RunningHead, set_aside, |index, _| Some(index) == at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_go_on_from_page_to_page_count_them() {
        assert_eq!(ahead(["for 2033.", "2", "3", "and 4", "5"].into_iter()), Some(0));
        assert_eq!(ahead(["11", "12", "13"].into_iter()), Some(10));
        // The numbers of notes that stand below their texts.
        assert_eq!(ahead(["1", "2", "5"].into_iter()), None);
        assert_eq!(ahead(["1", "2"].into_iter()), None);
    }
}
