//! Folds what print varies and meaning does not: wide and Arabic-Indic digits, dashes, kinds of space, marks of direction,
//! Cyrillic letters that stand for Latin ones in a symbol, words parted at a line's end. In: a text. Out: `Folded`, whose every
//! byte knows which bytes of the text it came from. Never changes the text itself; patterns are matched against the folded form.

use std::ops::Range;

/// A text as patterns see it, with the way back.
#[derive(Debug, Clone)]
pub(super) struct Folded {
    /// The folded characters.
    pub(super) text: String,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

/// One character and the bytes of the text that it stands for.
#[derive(Debug, Clone, Copy)]
struct Piece {
    c: char,
    start: usize,
    end: usize,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let pieces = mend_breaks(&latinize(spaced(text)));
        let mut folded = Self { text: String::with_capacity(text.len()), starts: Vec::new(), ends: Vec::new() };
        for piece in pieces {
            folded.text.push(piece.c);
            folded.starts.resize(folded.text.len(), piece.start);
            folded.ends.resize(folded.text.len(), piece.end);
        }
        folded
    }

    /// The bytes of the text that a range of the folded form stands for.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.starts.get(range.start).copied().unwrap_or_default();
        let end = range.end.checked_sub(1).and_then(|last| self.ends.get(last).copied()).unwrap_or(start);
        start..end.max(start)
    }
}

/// Folds a pattern in the same way character by character, so that grammars can be written as one writes the language.
pub(super) fn fold_pattern(pattern: &str) -> String {
    pattern.chars().filter_map(|c| if c == '\u{a0}' { Some(' ') } else { letter(c) }).collect()
}

/// One character folded by itself; `None` where it is only a mark of direction or of pronunciation.
fn letter(c: char) -> Option<char> {
    let ascii = |base: u32, to: char| char::from_u32(c as u32 - base + to as u32);
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | 'ـ'
        | '\u{64b}'..='\u{655}'
        | '\u{670}' => None,
        '٠'..='٩' => ascii(0x660, '0'),
        '۰'..='۹' => ascii(0x6f0, '0'),
        '０'..='９' => ascii(0xff10, '0'),
        'Ａ'..='Ｚ' => ascii(0xff21, 'A'),
        'ａ'..='ｚ' => ascii(0xff41, 'a'),
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        '（' => Some('('),
        '）' => Some(')'),
        '［' => Some('['),
        '］' => Some(']'),
        '．' => Some('.'),
        '／' | '∕' | '⁄' => Some('/'),
        '：' => Some(':'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => Some('-'),
        '’' | '‘' | 'ʼ' => Some('\''),
        _ => Some(c),
    }
}

/// Whether a character is written without spaces around it.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff65}' | '\u{f900}'..='\u{faff}')
}

/// Folds each character; runs of white space become one space, and none beside a Chinese character.
fn spaced(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len());
    let mut after_han = false;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if c.is_whitespace() {
            match pieces.last_mut() {
                Some(last) if last.c == ' ' => last.end = end,
                Some(_) if !after_han => pieces.push(Piece { c: ' ', start, end }),
                _ => {}
            }
            continue;
        }
        let Some(folded) = letter(c) else { continue };
        if is_han(c) && pieces.last().is_some_and(|last| last.c == ' ') {
            pieces.pop();
        }
        after_han = is_han(c);
        pieces.push(Piece { c: folded, start, end });
    }
    pieces
}

/// The Latin letter that a Cyrillic one looks like.
const fn latin(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'І' => 'I',
        'Ѕ' => 'S',
        'У' => 'Y',
        'Ј' => 'J',
        _ => return None,
    })
}

/// The small Latin letter that a Cyrillic one looks like.
const fn small(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'і' => 'i',
        _ => return None,
    })
}

/// Makes Latin the words that hold nothing but letters of both scripts' common shapes and stand in a symbol, in Roman figures
/// or behind a number (`А/RES/63/195`, `1514 (ХV)`, `663 С (XXIV)`, `S-20/4 Е`). Other Russian words hold other letters.
fn latinize(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut i = 0;
    while i < pieces.len() {
        let length = pieces[i..].iter().take_while(|piece| piece.c.is_alphabetic()).count();
        if length == 0 {
            i += 1;
            continue;
        }
        let word = &pieces[i..i + length];
        // A word of both scripts whose every letter could be Latin is a misprint (`Аdd.5`); no word is of both.
        let mixed = word.iter().any(|piece| piece.c.is_ascii_alphabetic());
        let is_alike = |c: char| latin(c).is_some() || c.is_ascii_alphabetic() || mixed && small(c).is_some();
        let alike = word.iter().all(|piece| is_alike(piece.c));
        let before = i.checked_sub(1).map(|b| pieces[b].c);
        let before_space = i.checked_sub(2).map(|b| pieces[b].c);
        let after = pieces.get(i + length).map(|piece| piece.c);
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "/.(-".contains(c));
        let part = length == 1 && before == Some(' ') && before_space.is_some_and(|c| c.is_ascii_digit());
        if alike && (mixed || touches(before) || touches(after) && after != Some('(') || part) {
            for piece in &mut pieces[i..i + length] {
                piece.c = latin(piece.c).or_else(|| small(piece.c)).unwrap_or(piece.c);
            }
        }
        i += length;
    }
    pieces
}

/// Joins words parted at a line's end (`para- graph`): a hyphen and a space between two small letters.
fn mend_breaks(pieces: &[Piece]) -> Vec<Piece> {
    let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while i < pieces.len() {
        let small = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.c.is_lowercase());
        let broken = pieces[i].c == '-' && pieces.get(i + 1).is_some_and(|piece| piece.c == ' ');
        if broken && small(mended.last()) && small(pieces.get(i + 2)) {
            i += 2;
            continue;
        }
        mended.push(pieces[i]);
        i += 1;
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_print_varies() {
        for (printed, folded) in [
            ("第２３３１（２０１６）号", "第2331(2016)号"),
            ("٤٢٥ (١٩٧٨)", "425 (1978)"),
            ("А/RES/63/195", "A/RES/63/195"),
            ("1514 (ХV)", "1514 (XV)"),
            ("резолюция 663 С (XXIV)", "резолюция 663 C (XXIV)"),
            ("ВИЧ/СПИД", "ВИЧ/СПИД"),
            ("А/79/7/Аdd.5", "A/79/7/Add.5"),
            ("para- graph 3", "paragraph 3"),
            ("第 63/195\n号 决议", "第63/195号决议"),
            ("A/\u{200f}64\u{a0}\n1", "A/64 1"),
        ] {
            assert_eq!(Folded::new(printed).text, folded);
        }
    }

    #[test]
    fn finds_the_way_back() {
        let printed = "在第 ６３/195 号决议";
        let folded = Folded::new(printed);
        let start = folded.text.find("63").unwrap();
        let range = folded.original(&(start..start + 6));
        assert_eq!(&printed[range], "６３/195");
    }
}
