//! Brackets that extraction turned around, as in Arabic, around a year, a session, a symbol or the letter of a paragraph: `1540 )2004(`, `)A/59/5(`.
//! In: a text. Out: where they stand. Never takes one bracket for turned without the other, and never changes the text.

use super::{figures::LONGEST, letter::letter};

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

/// Whether a character is an Arabic letter.
const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
