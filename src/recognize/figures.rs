//! Figures that extraction parted: `第 6 4 / 2\n36 号`, `(S/2015/3 02)`. In: a text. Out: the white space in it that parts a number from
//! itself. Only where both ends of a number are printed can that be known: between 第 and the word that it counts, in brackets that hold
//! one symbol and nothing else, and between the strokes of a symbol, where they make a year. Never guesses where a number ends, and never changes the
//! text.

use std::ops::Range;

use super::letter::letter;

/// A number, with the marks and words that enumerate, is no longer than so many characters.
pub(super) const LONGEST: usize = 80;

/// What 第 counts and citations name: numbers of texts, paragraphs, sections, chapters, sessions, articles, items, meetings.
const COUNTED: [char; 9] = ['号', '段', '节', '章', '届', '条', '项', '次', '部'];

/// What may stand between two numbers that share one 第.
const JOINTS: [char; 7] = ['、', '，', ',', '和', '及', '至', '-'];

/// White space within numbers, in order.
pub(super) fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    let mut done = 0;
    for (at, opening) in text.match_indices(['第', '(', '（', '/']) {
        let from = at + opening.len();
        if from <= done {
            continue;
        }
        let found = match opening {
            "第" => counted(text, from),
            "/" => year(text, from).filter(|_| begins_symbol(&text[..at])),
            _ => bracketed(text, from),
        };
        if let Some(found) = found {
            done = found.last().map_or(done, |gap| gap.end);
            gaps.extend(found);
        }
    }
    gaps
}

/// A run of white space with what is printed before and behind it, folded.
struct Gap {
    range: Range<usize>,
    between: [Option<char>; 2],
}

impl Gap {
    /// Whether it parts digits from each other or from the strokes and brackets of a number.
    fn is_within_number(&self) -> bool {
        match self.between {
            [Some(before), Some(behind)] => {
                (before.is_ascii_digit() || "/(".contains(before)) && (behind.is_ascii_digit() || "/)".contains(behind))
            }
            _ => false,
        }
    }
}

/// What stands from a byte on to the first character that ends it, with its gaps; `None` where anything else comes first.
fn stretch(text: &str, from: usize, ends: impl Fn(char) -> bool, holds: impl Fn(char) -> bool) -> Option<Vec<Gap>> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut before = None;
    let mut open = None;
    for (offset, c) in text[from..].char_indices().take(LONGEST) {
        let at = from + offset;
        if c.is_whitespace() {
            open.get_or_insert(at);
            continue;
        }
        let Some(c) = letter(c) else { continue };
        if let Some(start) = open.take() {
            gaps.push(Gap { range: start..at, between: [before, Some(c)] });
        }
        if ends(c) {
            return before.is_some().then_some(gaps);
        }
        if !holds(c) {
            return None;
        }
        before = Some(c);
    }
    None
}

/// The gaps in what 第 counts.
fn counted(text: &str, from: usize) -> Option<Vec<Range<usize>>> {
    let holds = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || "/()".contains(c) || JOINTS.contains(&c);
    let gaps = stretch(text, from, |c| COUNTED.contains(&c), holds)?;
    Some(gaps.into_iter().filter(Gap::is_within_number).map(|gap| gap.range).collect())
}

/// The gaps in brackets that hold one symbol. Where a gap stands elsewhere, a date or a word may follow, and nothing is joined.
fn bracketed(text: &str, from: usize) -> Option<Vec<Range<usize>>> {
    let holds = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || "/.".contains(c);
    let gaps = stretch(text, from, |c| c == ')', holds)?;
    let inner = |gap: &Gap| gap.between[0].is_some() && gap.between[1] != Some(')');
    let gaps: Vec<Gap> = gaps.into_iter().filter(inner).collect();
    let parts_symbol = |gap: &Gap| gap.is_within_number() || gap.between.contains(&Some('/'));
    let begins = text[from..].trim_start().starts_with(|c| letter(c).is_some_and(|c| c.is_ascii_uppercase()));
    (begins && gaps.iter().all(parts_symbol)).then(|| gaps.into_iter().map(|gap| gap.range).collect())
}

/// Whether what stands before a stroke is the organ that begins a symbol, or its commission: `E`, `C.12`.
fn begins_symbol(before: &str) -> bool {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '.');
    let near = before.char_indices().rev().take(LONGEST).find(|(_, c)| ends(*c));
    let part = &before[near.map_or(0, |(at, c)| at + c.len_utf8())..];
    part.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The gaps in a year that is a part of a symbol: `E/20 10 /22`.
fn year(text: &str, from: usize) -> Option<Vec<Range<usize>>> {
    let holds = |c: char| c.is_ascii_digit();
    let gaps = stretch(text, from, |c| c == '/', holds)?;
    let end = from + text[from..].find('/')?;
    let figures: String = text[from..end].chars().filter(|c| !c.is_whitespace()).collect();
    let is_year = figures.len() == 4 && (figures.starts_with("19") || figures.starts_with("20"));
    let gaps: Vec<Range<usize>> = gaps.into_iter().filter(Gap::is_within_number).map(|gap| gap.range).collect();
    is_year.then_some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn joins(printed: &str, joined: &str) {
        let mut text = printed.to_owned();
        for gap in gaps(printed).into_iter().rev() {
            text.replace_range(gap, "");
        }
        assert_eq!(text, joined);
    }

    #[test]
    fn a_number_behind_its_ordinal_is_whole() {
        joins("第 6 4 / 2 3 6 号", "第 64/236 号");
        joins("第 1 2 6 7 ( 1 9 9 9 ) 号", "第 1267 (1999) 号");
        joins("第 2015/ 1 4 号和第 4 6 / 1 8 2 号", "第 2015/14 号和第 46/182 号");
        joins("第 20\n15/14 号决议第 2\n0 段", "第 2015/14 号决议第 20 段");
        joins("第６４／２ ３６号", "第６４／２３６号");
    }

    #[test]
    fn what_an_ordinal_shares_out_is_more_than_one() {
        joins("第 55/1、55/ 2 和 5 5/3 号", "第 55/1、55/2 和 55/3 号");
        joins("第 57/270 B 号", "第 57/270 B 号");
    }

    #[test]
    fn a_symbol_alone_in_brackets_is_whole() {
        joins("( S / 2 0 1 5 / 3 0 2 )", "( S/2015/302 )");
        joins("（A/63/43\n1）", "（A/63/431）");
    }

    #[test]
    fn a_year_within_a_symbol_is_whole() {
        joins("E/20 10 /22 and E/C.12/200 9 / 3", "E/2010/22 and E/C.12/2009/ 3");
        joins("resolutions 63/19 64/5 and A/63/12 63/195", "resolutions 63/19 64/5 and A/63/12 63/195");
        joins("A/63/19 64/5", "A/63/19 64/5");
    }

    #[test]
    fn where_more_may_stand_nothing_is_joined() {
        joins("(A/CONF.213/PM.1 5 JUNE)", "(A/CONF.213/PM.1 5 JUNE)");
        joins("(A/63/1 and 2 3)", "(A/63/1 and 2 3)");
        joins("(12 34)", "(12 34)");
        joins("第 5 5 国", "第 5 5 国");
        joins("resolution 64/2 36 States", "resolution 64/2 36 States");
    }
}
