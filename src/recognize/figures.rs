//! Figures that extraction parted: `第 6 4 / 2\n36 号`, `(S/2015/3 02)`. In: a text. Out: the white space in it that parts a number from
//! itself. Only where both ends of a number are printed can that be known: between 第 and the word that it counts, in brackets that hold
//! one symbol and nothing else, and between the strokes of a symbol, where they make a year. And brackets that it turned around, as in Arabic, around a
//! year, a session, a symbol or the letter of a paragraph: `1540 )2004(`, `)A/59/5(`; and Roman figures for which Cyrillic letters are typed.
//! Never guesses where a number ends, and never changes the text.

use std::ops::Range;

use super::fold::letter;
use crate::model::roman;

/// A number, with the marks and words that enumerate, is no longer than so many characters.
const LONGEST: usize = 80;

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

/// Brackets that stand the wrong way round, in order: those of a year behind a number, of a session as Arabic has it, of a symbol or
/// a letter alone, where nothing was open to be closed or a space stands before what closes. Both ends tell it together.
pub(super) fn turned(text: &str) -> Vec<usize> {
    let mut turned: Vec<usize> = Vec::new();
    let mut open = 0_usize;
    for (at, bracket) in text.match_indices(['(', ')']) {
        if turned.last() == Some(&at) {
            continue;
        }
        if bracket == "(" {
            open += 1;
            continue;
        }
        let spaced = text[..at].ends_with(char::is_whitespace);
        match turned_pair(text, at).filter(|(_, is_letter)| open == 0 || spaced && !is_letter) {
            Some((other, _)) => turned.extend([at, other]),
            None => open = open.saturating_sub(1),
        }
    }
    turned
}

/// Whether a character is an Arabic letter.
const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}')
}

/// Where the opening bracket stands that closes what a closing one at a byte opens, and whether that is no more than the letter of a paragraph.
fn turned_pair(text: &str, at: usize) -> Option<(usize, bool)> {
    let is_digit = |c: char| letter(c).is_some_and(|c| c.is_ascii_digit());
    let from = at + 1;
    let (offset, _) = text[from..].char_indices().take(LONGEST).find(|(_, c)| "()".contains(*c))?;
    let other = Some(from + offset).filter(|other| text[*other..].starts_with('('))?;
    let held: String = text[from..other].chars().filter_map(letter).collect();
    let is_year = held.len() == 4 && held.bytes().all(|b| b.is_ascii_digit()) && held.starts_with(['1', '2']);
    let counted = text[..at].trim_end().ends_with(is_digit);
    // The session of `2200 ألف )د-21(` and `3201 )دإ-6(`.
    let of_session = |c: char| c.is_ascii_digit() || "داإط.- ".contains(c);
    let is_session =
        held.starts_with('د') && held.ends_with(|c: char| c.is_ascii_digit()) && held.chars().all(of_session);
    let glued = !text[other + 1..].starts_with(char::is_alphanumeric) && held.trim() == held;
    let of_symbol = |c: char| c.is_ascii_alphanumeric() || "/.- ".contains(c);
    let is_symbol = glued
        && held.contains('/')
        && held.chars().all(of_symbol)
        && held.starts_with(|c: char| c.is_ascii_uppercase());
    // `الفقرة 2 )أ(`; Latin letters count lists, `a)`, whose brackets are never opened.
    let is_letter = glued && (1..=2).contains(&held.chars().count()) && held.chars().all(is_arabic);
    (is_year && counted || is_session || is_symbol || is_letter).then_some((other, is_letter))
}

/// The Roman figures that Cyrillic letters are typed for, of a session in its brackets: `1514 (ХУ)`, `217 А (Ш)`, `1803 (ХУП)`. None where nothing
/// else than letters of both scripts' shapes is printed, which are folded as in a symbol.
pub(super) fn typed(before: &str, word: &str) -> Option<String> {
    let number = before.strip_suffix('(')?.trim_end().trim_end_matches(char::is_uppercase).trim_end();
    let typed = word.contains(['У', 'П', 'Ш']);
    if !typed || !number.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut figures = String::new();
    for c in word.chars() {
        figures.push_str(match c {
            'Х' | 'X' => "X",
            'У' | 'V' => "V",
            'І' | 'I' => "I",
            'П' => "II",
            'Ш' => "III",
            'L' => "L",
            _ => return None,
        });
    }
    roman::read(&figures).map(|_| figures)
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
    fn brackets_are_turned_around_a_number_alone() {
        for (printed, places) in [
            ("1540 )2004( and 1810)2008(", vec![5, 10, 20, 25]),
            ("(1540 )2004(x", vec![6, 11]),
            ("(1540)2004(x)", vec![]),
            ("1540 )2004（", vec![]),
            ("annex )2004(", vec![]),
            ("1540 )20(", vec![]),
            ("2200 ألف )د-21(", vec![12, 18]),
            (")A/59/5/Add.7(،", vec![0, 13]),
            ("a) A/59/5 (annex)", vec![]),
            ("a)A/59/5(annex)", vec![]),
            (")and/or(", vec![]),
            ("2 )أ(", vec![2, 5]),
            ("(أ) و (ب)", vec![]),
            ("(أ )و( ب)", vec![]),
            ("a) and b (c)", vec![]),
        ] {
            assert_eq!(turned(printed), places, "{printed}");
        }
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
