//! One character folded by itself: wide and Arabic-Indic digits, dashes, marks of direction, the shapes in which Arabic letters are printed,
//! traditional Chinese characters. In: a character. Out: the one that stands for it, or none. Knows nothing of what stands beside it.

use std::iter::once;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::simplified;

/// One character and the bytes of the text that it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is written without spaces around it.
    pub(super) is_han: bool,
}

/// Folds a pattern in the same way character by character, so that grammars can be written as one writes the language.
pub(super) fn fold_pattern(pattern: &str) -> String {
    pattern.chars().filter_map(|c| if c == '\u{a0}' { Some(' ') } else { letter(c) }).collect()
}

/// One character folded by itself; `None` where it is only a mark of direction, of pronunciation or of a note.
pub(super) fn letter(c: char) -> Option<char> {
    let ascii = |base: u32, to: char| char::from_u32(c as u32 - base + to as u32);
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | 'ـ'
        | '\u{64b}'..='\u{655}'
        | '\u{670}'
        | '¹'
        | '²'
        | '³'
        | '⁰'
        | '⁴'..='⁹' => None,
        '٠'..='٩' => ascii(0x660, '0'),
        '۰'..='۹' => ascii(0x6f0, '0'),
        '０'..='９' => ascii(0xff10, '0'),
        'Ａ'..='Ｚ' => ascii(0xff21, 'A'),
        'ａ'..='ｚ' => ascii(0xff41, 'a'),
        _ if is_shape(c) => letters(c).next(),
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        '（' => Some('('),
        '）' => Some(')'),
        '［' => Some('['),
        '］' => Some(']'),
        '．' => Some('.'),
        '／' | '∕' | '⁄' => Some('/'),
        '：' => Some(':'),
        '\u{4e00}'..='\u{9fff}' => Some(simplified(c).unwrap_or(c)),
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => Some('-'),
        '’' | '‘' | 'ʼ' => Some('\''),
        _ => Some(c),
    }
}

/// Whether a character is the shape of an Arabic letter, or of two, as it is printed at one place of a word.
pub(super) const fn is_shape(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The letters that are printed as one shape, folded: lam and alef are two. What has no letters stays.
pub(super) fn letters(shape: char) -> impl Iterator<Item = char> {
    let letters = once(shape).nfkc().filter(|c| !c.is_whitespace());
    letters.filter_map(|c| if is_shape(c) { Some(c) } else { letter(c) })
}

/// Whether a character is written without spaces around it.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff65}' | '\u{f900}'..='\u{faff}')
}
