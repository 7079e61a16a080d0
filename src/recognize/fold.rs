//! Folds what print varies and meaning does not: each character by itself (`letter`), kinds of space, brackets that extraction turned around
//! (`turned`), letters of one script in the place of another's (`scripts`), other zeros among Chinese figures, words and figures parted at a line's
//! end (`figures`). In: a text. Out: `Folded`, whose every byte knows which bytes of the text it came from. Never changes the text itself; patterns
//! are matched against the folded form.

use std::{collections::VecDeque, ops::Range};

use super::{
    figures::gaps,
    letter::{Piece, is_han, is_shape, letter, letters},
    scripts::{Meant, Word, to_cyrillic, to_latin},
    turned::turned,
};
use crate::model::simplified;

/// A text as patterns see it, with the way back.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    /// The folded characters.
    pub(super) text: String,
    /// In order. What stands between two of them is the same in both forms, byte for byte.
    changes: Vec<Change>,
}

/// A stretch of the folded form and the stretch of the text that it stands for; one that was left out is empty here.
#[derive(Debug, Clone)]
struct Change {
    folded: Range<usize>,
    original: Range<usize>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let folded = Self { text: String::with_capacity(text.len()), changes: Vec::new() };
        let (gaps, turned) = (gaps(text).into(), turned(text).into());
        Folding { source: text, at: 0, after_han: false, mended: 0, gaps, turned, folded }.all()
    }

    /// The bytes of the text that a range of the folded form stands for.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = match self.change_at(range.start) {
            Some(change) if range.start < change.folded.end => change.original.start,
            change => behind(change, range.start),
        };
        let last = range.end.saturating_sub(1);
        let end = match self.change_at(last) {
            Some(change) if last < change.folded.end => change.original.end,
            change => behind(change, range.end),
        };
        start..end.max(start)
    }

    /// The last change that begins at a byte of the folded form or before it.
    fn change_at(&self, byte: usize) -> Option<&Change> {
        let next = self.changes.partition_point(|change| change.folded.start <= byte);
        self.changes[..next].last()
    }
}

/// The byte of the text that a byte of the folded form stands for, behind the last change before it.
fn behind(change: Option<&Change>, byte: usize) -> usize {
    change.map_or(byte, |change| change.original.end + (byte - change.folded.end))
}

/// A text that is being folded.
struct Folding<'t> {
    source: &'t str,
    /// What stands before this byte is folded.
    at: usize,
    after_han: bool,
    /// Where the folded form goes on behind the last word that was mended: no word after it begins before.
    mended: usize,
    /// White space that parts a number from itself, further on.
    gaps: VecDeque<Range<usize>>,
    /// Brackets that stand the wrong way round, further on.
    turned: VecDeque<usize>,
    folded: Folded,
}

impl Folding<'_> {
    fn all(mut self) -> Folded {
        loop {
            self.leave_out_gap();
            self.turn_bracket();
            if self.zero() {
                continue;
            }
            let gap = self.gaps.front().map_or(self.source.len(), |gap| gap.start);
            let next = self.turned.front().map_or(gap, |bracket| gap.min(*bracket));
            let rest = &self.source[self.at..next];
            if self.copy(plain(rest)) || self.copy(ideographs(rest)) {
                continue;
            }
            // What is left out before a bracket does not take the bracket with it.
            if self.turned.front() == Some(&next) && self.is_left_out(rest) {
                self.at = next;
                continue;
            }
            let Some(piece) = self.piece(self.at, self.after_han || self.folded.text.is_empty()) else {
                return self.folded;
            };
            if piece.c == '-' && self.is_break(piece) {
                continue;
            }
            if piece.c.is_ascii() || !piece.c.is_alphabetic() {
                self.push(piece);
            } else {
                self.word(piece);
            }
        }
    }

    /// Steps over white space within a number.
    fn leave_out_gap(&mut self) {
        while self.gaps.front().is_some_and(|gap| gap.start < self.at) {
            self.gaps.pop_front();
        }
        if self.gaps.front().is_some_and(|gap| gap.start == self.at)
            && let Some(gap) = self.gaps.pop_front()
        {
            self.at = gap.end;
        }
    }

    /// Whether nothing of a stretch stands in the folded form: marks on letters, and white space beside a Chinese character.
    fn is_left_out(&self, stretch: &str) -> bool {
        let is_glued = self.after_han || self.folded.text.is_empty();
        stretch.chars().all(|c| if c.is_whitespace() { is_glued } else { letter(c).is_none() })
    }

    /// Turns a bracket that stands the wrong way round.
    fn turn_bracket(&mut self) {
        let start = self.at;
        while self.turned.front().is_some_and(|bracket| *bracket < start) {
            self.turned.pop_front();
        }
        if self.turned.front() == Some(&start) {
            self.turned.pop_front();
            let c = if self.source[start..].starts_with(')') { '(' } else { ')' };
            self.push(Piece { c, start, end: start + 1, is_han: false });
        }
    }

    /// Adds the zero of a number in Chinese characters that is printed as a ring or in figures: 二○二五, 二0二五, 一九六○年.
    fn zero(&mut self) -> bool {
        let (before, rest) = self.source.split_at(self.at);
        let Some(zero) = rest.chars().next().filter(|c| is_zero(*c)) else { return false };
        let is_counted = before.chars().rev().take(4).find(|c| !is_zero(*c)).is_some_and(is_numeral);
        let next = rest.chars().take(4).find(|c| !is_zero(*c));
        let goes_on = zero == '○' || next.is_some_and(|c| is_numeral(c) || c == '年');
        if is_counted && goes_on {
            self.push(Piece { c: '〇', start: self.at, end: self.at + zero.len_utf8(), is_han: true });
        }
        is_counted && goes_on
    }

    /// Copies what stands as it is, as most of most texts does; false where nothing does.
    fn copy(&mut self, length: usize) -> bool {
        let plain = &self.source[self.at..self.at + length];
        if let Some(last) = plain.chars().next_back() {
            self.align(self.at);
            self.folded.text.push_str(plain);
            self.at += length;
            self.after_han = is_han(last);
        }
        length > 0
    }

    /// Notes what was left out of the text before a byte of it.
    fn align(&mut self, start: usize) {
        let length = self.folded.text.len();
        let expected = behind(self.folded.changes.last(), length);
        if expected < start {
            self.folded.changes.push(Change { folded: length..length, original: expected..start });
        }
    }

    /// The next character from a byte on, folded by itself; runs of white space are one space, and none beside a Chinese character.
    fn piece(&self, from: usize, is_glued: bool) -> Option<Piece> {
        let mut space: Option<Piece> = None;
        for (offset, c) in self.source[from..].char_indices() {
            let (start, end) = (from + offset, from + offset + c.len_utf8());
            if c.is_whitespace() {
                space.get_or_insert(Piece { c: ' ', start, end, is_han: false }).end = end;
            } else if let Some(folded) = letter(c) {
                let is_han = is_han(c);
                let space = space.filter(|_| !is_glued && !is_han);
                return Some(space.unwrap_or(Piece { c: folded, start, end, is_han }));
            }
        }
        space.filter(|_| !is_glued)
    }

    /// Adds a character.
    fn push(&mut self, piece: Piece) {
        let original = piece.start..piece.end;
        let start = self.folded.text.len();
        if self.source[original.clone()].chars().eq([piece.c]) {
            self.align(piece.start);
            self.folded.text.push(piece.c);
        } else {
            match self.source[original.clone()].chars().next().filter(|c| is_shape(*c)) {
                Some(shape) => self.folded.text.extend(letters(shape)),
                None => self.folded.text.push(piece.c),
            }
            self.folded.changes.push(Change { folded: start..self.folded.text.len(), original });
        }
        self.at = piece.end;
        self.after_han = piece.is_han;
    }

    /// Leaves out a hyphen and a space between two small letters: a word parted at a line's end (`para- graph`).
    fn is_break(&mut self, hyphen: Piece) -> bool {
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let space = self.piece(hyphen.end, hyphen.is_han).filter(|piece| piece.c == ' ');
        let after = space.and_then(|space| self.piece(space.end, false));
        let parted = small(self.folded.text.chars().next_back()) && small(after.map(|piece| piece.c));
        if let Some(space) = space.filter(|_| parted) {
            self.at = space.end;
            self.mended = self.folded.text.len();
        }
        parted
    }

    /// Adds a word, or the rest of one whose first letters are ASCII, in the letters that are meant.
    fn word(&mut self, first: Piece) {
        let mut pieces = vec![first];
        let (mut last, mut after) = (first, None);
        while let Some(next) = self.piece(last.end, last.is_han) {
            if !next.c.is_alphabetic() {
                after = Some(next.c);
                break;
            }
            pieces.push(next);
            last = next;
        }
        let before = &self.folded.text[self.mended..];
        let head = self.head(first.start);
        match (Word { before, head, pieces: &pieces, after, behind: &self.source[last.end..] }).meant() {
            Meant::Printed => {}
            Meant::Latin => {
                for piece in &mut pieces {
                    piece.c = to_latin(piece.c);
                }
            }
            Meant::Cyrillic => {
                pieces.splice(0..0, self.taken_back(head.len(), first.start));
                for piece in &mut pieces {
                    piece.c = to_cyrillic(piece.c);
                }
            }
            Meant::Roman(figures) => {
                let from = first.start - head.len();
                self.folded.text.truncate(self.folded.text.len() - head.len());
                return self.replace(from..last.end, &figures);
            }
        }
        for piece in pieces {
            self.push(piece);
        }
    }

    /// The ASCII letters of a word that stand right before a byte of the text and were copied as printed.
    fn head(&self, first: usize) -> &str {
        let folded = &self.folded.text[self.mended..];
        let head = &folded[folded.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
        if self.source[..first].ends_with(head) { head } else { "" }
    }

    /// Takes back the last ASCII letters that were copied, up to a byte of the text.
    fn taken_back(&mut self, length: usize, end: usize) -> Vec<Piece> {
        let letters = self.folded.text.split_off(self.folded.text.len() - length);
        let from = end - length;
        letters.char_indices().map(|(i, c)| Piece { c, start: from + i, end: from + i + 1, is_han: false }).collect()
    }

    /// Adds what a stretch of the text is folded to as a whole.
    fn replace(&mut self, original: Range<usize>, folded: &str) {
        let start = self.folded.text.len();
        self.folded.text.push_str(folded);
        (self.at, self.after_han) = (original.end, false);
        self.folded.changes.push(Change { folded: start..self.folded.text.len(), original });
    }
}

/// How many bytes at the beginning of a text stand as they are: ASCII with single spaces.
fn plain(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_plain = |at: usize| match bytes[at] {
        b' ' => at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic),
        b'-' => bytes.get(at + 1).is_some_and(u8::is_ascii_graphic),
        b => b.is_ascii_graphic(),
    };
    (0..bytes.len()).find(|at| !is_plain(*at)).unwrap_or(bytes.len())
}

/// How many bytes at the beginning of a text are Chinese characters that have but one form.
fn ideographs(text: &str) -> usize {
    text.find(|c| !matches!(c, '\u{4e00}'..='\u{9fff}') || simplified(c).is_some()).unwrap_or(text.len())
}

/// Whether a character can be printed for the Chinese zero.
const fn is_zero(c: char) -> bool {
    matches!(c, '○' | '0' | '０')
}

/// Whether a character is a Chinese figure.
const fn is_numeral(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
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
            // A mark on a letter does not hide the bracket behind it, which extraction turned around.
            ("الفقرة 2 \u{64d})ب(", "الفقرة 2 (ب)"),
            ("\u{64d})ب(", "(ب)"),
            ("1514 (ХV)", "1514 (XV)"),
            ("резолюция 663 С (XXIV)", "резолюция 663 C (XXIV)"),
            ("52/12 А и В и 57/270 В", "52/12 A и B и 57/270 B"),
            ("ВИЧ/СПИД", "ВИЧ/СПИД"),
            ("А/79/7/Аdd.5", "A/79/7/Add.5"),
            ("Cовета и рeзолюций", "Совета и резолюций"),
            ("Генеральной Aссамблеи", "Генеральной Ассамблеи"),
            ("COVIDом и ВИЧ", "COVIDом и ВИЧ"),
            ("1514 (ХУ), 217 А (Ш) и 2838(XХУП)", "1514 (XV), 217 A (III) и 2838(XXVII)"),
            ("ТУ (Ш) и 12 (УП)", "ТУ (Ш) и 12 (VII)"),
            ("217(III)А; Е / CN. 7 / 5", "217(III)A; E / CN. 7 / 5"),
            ("para- graph 3", "paragraph 3"),
            ("第 6 4 / 2\n36 号 决 议 第 1 7 段", "第64/236号决议第17段"),
            ("(S/2015/3\n02)", "(S/2015/302)"),
            ("第 63/195\n号 决议", "第63/195号决议"),
            ("大會第194(III)號決議第11段", "大会第194(III)号决议第11段"),
            ("A/\u{200f}64\u{a0}\n1", "A/64 1"),
            ("ﻗﺮﺍﺭﻫﺎ", "قرارها"),
            ("ﺍﻷﻭﻝ و ﺍﻻﺟﺘﻤﺎﻋﻲ", "الاول و الاجتماعي"),
            ("1540 )2004( و ١٨١٠)٢٠٠٨(", "1540 (2004) و 1810(2008)"),
            ("(1540) 2004 (no)", "(1540) 2004 (no)"),
            ("(of 1540)2004(x)", "(of 1540)2004(x)"),
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
        // One printed character is two letters.
        let printed = "ﺍﻷﻭﻝ 1";
        let folded = Folded::new(printed);
        let start = folded.text.find("لا").unwrap();
        assert_eq!(&printed[folded.original(&(start..start + "لا".len()))], "ﻷ");
        assert_eq!(&printed[folded.original(&(start + "ل".len()..start + "لا".len()))], "ﻷ");
        let start = folded.text.find("ول").unwrap();
        assert_eq!(&printed[folded.original(&(start..folded.text.len()))], "ﻭﻝ 1");
    }
}
