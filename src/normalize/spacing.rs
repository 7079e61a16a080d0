//! Takes out the spaces that extraction put between characters. In: a joined text. Out: the same text, spaced as its script is. Never
//! touches any other character.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Lang, Text};

use super::cut;
use super::forms;

/// Whether a character fills a square, as Chinese characters and their punctuation do; curly quotes and dashes do in Chinese text.
pub const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{303f}' | '\u{31c0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// The source without the signs that turn the direction of writing, which `pdftotext` puts around Arabic lines, and with plain spaces
/// for those that do not break; Arabic letters that some fonts encode by their shape as the letters they are. Lines stay where they are.
pub fn printable(source: &str, lang: Lang) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}');
    let plain = |c: char| if lang.spaces_words() && matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c };
    let mut printable = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.bytes().position(|b| !b.is_ascii()) {
        let (ascii, other) = rest.split_at(at);
        printable.push_str(ascii);
        let mut chars = other.chars();
        match chars.next() {
            Some(c) if turns(c) => {}
            // A hyphen that shows only where a line ends; there the joining of lines takes it out.
            Some('\u{ad}') if !ends_line(chars.as_str()) => {}
            // A shape that stands for several letters (`ﻻ`) gives them in the order of writing.
            Some(c) if is_shape(c) => printable.extend(std::iter::once(c).nfkc()),
            c => printable.extend(c.map(plain)),
        }
        rest = chars.as_str();
    }
    printable.push_str(rest);
    narrow(printable, lang)
}

/// The text with the words together that were printed wide, as headings are in older documents: `C H A P T E R`. Letters in the order of
/// the alphabet name things: `groups A B C D`.
fn narrow(text: String, lang: Lang) -> String {
    if !lang.spaces_words() || !forms::WIDE_WORD.is_match(&text) {
        return text;
    }
    let mut narrowed = String::with_capacity(text.len());
    let mut from = 0;
    for word in forms::WIDE_WORD.captures_iter(&text).filter_map(|found| found.name("word")) {
        let letters: Vec<u32> = word.as_str().chars().filter(|c| *c != ' ').map(u32::from).collect();
        if !letters.windows(2).all(|pair| pair[0] + 1 == pair[1]) {
            narrowed.push_str(&text[from..word.start()]);
            narrowed.extend(word.as_str().chars().filter(|c| *c != ' '));
            from = word.end();
        }
    }
    narrowed.push_str(&text[from..]);
    narrowed
}

/// Whether nothing but white space stands before the end of the line.
fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

/// Whether a character is the shape of one or more letters and no letter itself: an Arabic letter as it stands initial, medial, final or
/// isolated, a ligature (`ﬁ`), a Chinese character as a radical (`⼤`).
const fn is_shape(c: char) -> bool {
    matches!(c, '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}')
}

/// The text with the spaces of its script: one between words, none beside a wide character in Chinese.
pub fn settle(text: Text, lang: Lang) -> Text {
    if lang.spaces_words() && is_settled(&text.plain) {
        return text;
    }
    let chars: Vec<char> = text.plain.chars().collect();
    let mut index = 0;
    let mut before = None;
    let spaced = cut::rewrite(&text, |_, c| {
        let at = index;
        index += 1;
        if !c.is_whitespace() {
            before = Some(c);
            return Some(c);
        }
        // Of a run of spaces the first alone may stay.
        if at == 0 || chars[at - 1].is_whitespace() {
            return None;
        }
        let after = chars[at..].iter().find(|c| !c.is_whitespace()).copied();
        let (Some(before), Some(after)) = (before, after) else { return None };
        let none = !lang.spaces_words() && (is_wide(before) || is_wide(after) || in_number(&chars, at, before, after));
        (!none).then_some(' ')
    });
    cut::trim(&spaced)
}

/// Whether single spaces stand between words and nowhere else, as they do in most texts.
fn is_settled(plain: &str) -> bool {
    let mut before = ' ';
    let even = plain.chars().all(|c| {
        let doubled = std::mem::replace(&mut before, c) == ' ';
        !c.is_whitespace() || (c == ' ' && !doubled)
    });
    even && before != ' '
}

/// Whether a space stands inside a number that was spaced out: `2 0 0 8 年`, `1 , 300`.
fn in_number(chars: &[char], at: usize, before: char, after: char) -> bool {
    let figures = |token: &[char]| token.iter().take_while(|c| c.is_ascii_digit()).count();
    let left: Vec<char> = chars[..at].iter().rev().skip_while(|c| c.is_whitespace()).take(4).copied().collect();
    let right: Vec<char> = chars[at..].iter().skip_while(|c| c.is_whitespace()).take(4).copied().collect();
    let (left, right) = (figures(&left), figures(&right));
    (before == ',' && right == 3) || (after == ',' && left > 0) || (left == 1 && right == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_by_shape_become_letters() {
        assert_eq!(printable("ﺍﻟﺠﻤﻌﻴﺔ ﺍﻟﻌﺎﻣﺔ ﺍﻷﻣﻦ", Lang::Ar), "الجمعية العامة الأمن");
        assert_eq!(printable("\u{202b}قرار\u{202c}\u{a0}1", Lang::Ar), "قرار 1");
    }

    #[test]
    fn shapes_become_letters_and_hidden_hyphens_go() {
        assert_eq!(printable("Speciﬁc eﬀorts of the ofﬁces", Lang::En), "Specific efforts of the offices");
        assert_eq!(printable("⼤会第⼀届会议", Lang::Zh), "大会第一届会议");
        assert_eq!(printable("reso\u{ad}lution co\u{ad}\noperation", Lang::En), "resolution co\u{ad}\noperation");
    }

    #[test]
    fn chinese_is_written_without_spaces() {
        for (printed, expected) in [
            (" 2 0 0 8 年 1 2 月 1 8 日大会决议  ", "2008年12月18日大会决议"),
            ("代表 的 1 , 300 多 名 代表", "代表的1,300多名代表"),
            ("根据安全理事会第 2331 (2016)和 2388 (2017)号决议", "根据安全理事会第2331 (2016)和2388 (2017)号决议"),
            ("选举 Carlos Castresana Fernández 和", "选举Carlos Castresana Fernández和"),
            ("的 \" 网络 之网\" ， 以便", "的\"网络之网\"，以便"),
            ("（ 毒品 和 犯罪 问题 办公室 ）", "（毒品和犯罪问题办公室）"),
        ] {
            assert_eq!(settle(Text::plain(printed), Lang::Zh).plain, expected);
        }
        assert_eq!(settle(Text::plain(" The  General Assembly, "), Lang::En).plain, "The General Assembly,");
    }
}
