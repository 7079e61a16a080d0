//! Reads the number or letter that a paragraph, item or heading begins with. In: the beginning of a text. Out: `Lead` and its length.
//! Never decides which of the three it is: `1.` may begin a heading or a paragraph, `(a)` a heading or an item.

use super::numerals::{ALPHABETS, begins_with_year, chinese, figure, folded, follows, letter_value, roman};

/// What a text begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// `一.`
    Chinese(u32),
    /// `IV.`
    Roman(u32),
    /// `A.`
    Letter(char),
    /// `12.`
    Figure(u32),
    /// `(a)`, `(iv)`, `(1)`, `a)`, `(أ)`: as printed, without spaces.
    Bracketed(String),
}

impl Lead {
    /// How deep a heading with it stands: 1 is outermost.
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Chinese(_) | Self::Roman(_) => 1,
            Self::Letter(_) => 2,
            Self::Figure(_) => 3,
            Self::Bracketed(_) => 4,
        }
    }
}

/// What numbers the chapters of Arabic texts, and what letters their sections.
const ARABIC_ORDINALS: [&str; 10] =
    ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"];
const ARABIC_LETTERS: [&str; 10] = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"];

/// A label with a bracket behind it takes no more bytes than this.
const LONGEST_LABEL: usize = 8;

/// How many characters behind a label tell what script its text is in: of one without a space, and of one before figures and signs.
const NEAR: usize = 16;
const FAR: usize = 80;

/// Whether a letter belongs to the Arabic script, which has no capitals.
pub fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c) && c.is_alphabetic()
}

/// Whether a character can begin a sentence: a capital, or a letter of a script without capitals.
pub fn is_capital(c: char) -> bool {
    c.is_uppercase() || is_arabic(c)
}

/// What a text begins with, and how many bytes that takes with the white space after it. Looks at no more of the text than a number can
/// take, for it is asked of every line, and of most lines more than once.
pub fn lead(text: &str) -> Option<(Lead, usize)> {
    let start = text.len() - text.trim_start().len();
    let bare = &text[start..];
    // Most lines begin with words, and no word has a sign behind it where a label has one.
    let in_words = |b: u8| b.is_ascii_alphanumeric() || b == b' ';
    if bare.starts_with(|c: char| c.is_ascii_alphabetic()) && bare.bytes().take(LONGEST_LABEL + 1).all(in_words) {
        return None;
    }
    let readers = [bracketed, closed, small, stopped, dashed];
    let (lead, length) = readers.into_iter().find_map(|read| read(bare))?;
    let after = &bare[length..];
    let space = after.len() - after.trim_start().len();
    Some((lead, start + length + space))
}

/// `(a)`, also spaced out: `( bb )`; `(أ)`, its brackets perhaps turned by extraction.
fn bracketed(text: &str) -> Option<(Lead, usize)> {
    let (inner, closing) = match text.strip_prefix('(') {
        Some(inner) => (inner, ')'),
        None => (text.strip_prefix(')').filter(|inner| inner.starts_with(is_arabic))?, '('),
    };
    let end = closed_by(inner, closing)?;
    let label: String = inner[..end].split_whitespace().collect();
    let letters = label.len() <= 5 && label.chars().all(|c| c.is_ascii_lowercase());
    let other = label.chars().next().is_some_and(|c| !c.is_ascii()) && letter_value(&label).is_some();
    let figures = label.chars().count() <= 2 && folded(&label).bytes().all(|b| b.is_ascii_digit());
    (!label.is_empty() && (letters || other || figures)).then(|| (Lead::Bracketed(format!("({label})")), end + 2))
}

/// Where a bracket closes that stands behind a label. No further is read: of a text with a bracket at every word, the rest would be read for
/// each of them.
fn closed_by(inner: &str, closing: char) -> Option<usize> {
    let printed = inner.char_indices().filter(|(_, c)| !c.is_whitespace());
    printed.take(LONGEST_LABEL + 1).find_map(|(at, c)| (c == closing).then_some(at))
}

/// `a)`, `iv)`, `б)`: as French, Russian and Spanish print items. Figures are none: `12)` ends a reference.
fn closed(text: &str) -> Option<(Lead, usize)> {
    let end = place_of(b')', text, LONGEST_LABEL)?;
    let label = &text[..end];
    let small = label.chars().all(char::is_lowercase);
    let counts = || label == "ñ" || letter_value(label).is_some() || label.len() < 6 && roman(label).is_some();
    let after = &text[end + 1..];
    let apart = after.is_empty() || after.starts_with(char::is_whitespace);
    (small && apart && counts()).then(|| (Lead::Bracketed(text[..=end].to_owned()), end + 1))
}

/// Where a sign stands behind a label that takes no more bytes than `longest`.
fn place_of(sign: u8, text: &str, longest: usize) -> Option<usize> {
    text.bytes().take(longest + 1).position(|b| b == sign).filter(|end| *end > 0)
}

/// A number or letter with a dash, as Arabic texts print it: `1 - تؤكد`, `أولا - مقدمة`; extraction may put the dash before it.
fn dashed(text: &str) -> Option<(Lead, usize)> {
    let dash = ['-', '–', '—'];
    let bare = text.trim_start_matches(dash).trim_start();
    let turned = bare.len() < text.len();
    let figures = bare.chars().take_while(|c| figure(*c).is_ascii_digit()).count();
    let end = match figures {
        // Only Arabic numbers its chapters and sections so.
        0 if !bare.starts_with(is_arabic) => return None,
        0 => bare.find(|c: char| c.is_whitespace() || dash.contains(&c))?,
        count => bare.char_indices().nth(count).map_or(bare.len(), |(at, _)| at),
    };
    let number = &bare[..end];
    let rest = bare[end..].trim_start();
    let after = if turned && figures > 0 { rest } else { rest.strip_prefix(dash)?.trim_start() };
    let arabic =
        |text: &str| text.is_empty() || text.chars().take(FAR).find(|c| c.is_alphabetic()).is_some_and(is_arabic);
    let place = |names: &[&str]| names.iter().position(|name| *name == number.trim_end_matches('ً'));
    let lead = if figures > 0 {
        Lead::Figure(folded(number).parse().ok().filter(|value| *value < 1000 && arabic(after))?)
    } else if let Some(place) = place(&ARABIC_ORDINALS) {
        Lead::Roman(u32::try_from(place + 1).ok()?)
    } else {
        Lead::Letter(ALPHABETS[2].chars().nth(place(&ARABIC_LETTERS)?)?)
    };
    // Figures with a dash and nothing between or after them may be the beginning of a range.
    (figures == 0 || !after.is_empty() || text.contains(' ')).then(|| (lead, text.len() - after.len()))
}

/// `a.`, `iv.`, `б.`: as lists of names and the older reports print items. No word is that short; an abbreviation (`p. 3`) is told by its
/// turn, which the readers of lines look at.
fn small(text: &str) -> Option<(Lead, usize)> {
    let end = place_of(b'.', text, 4)?;
    let label = &text[..end];
    let lower = label.chars().all(char::is_lowercase);
    let counts = || letter_value(label).is_some() || roman(label).is_some();
    let after = &text[end + 1..];
    let apart = after.is_empty() || after.starts_with(char::is_whitespace);
    (lower && apart && counts()).then(|| (Lead::Bracketed(text[..=end].to_owned()), end + 1))
}

/// A number or letter with a full stop: `一.`, `IV.`, `A.`, `12．`
fn stopped(text: &str) -> Option<(Lead, usize)> {
    let (end, stop) = text.char_indices().take(6).find(|(_, c)| matches!(c, '.' | '．'))?;
    let number = &text[..end];
    let stop = stop.len_utf8();
    let after = &text[end + stop..];
    // `2.7 吨` is a figure; the space behind a wide stop goes, and a year may be next: `46．2008年`.
    let decimal = after.starts_with(|c| figure(c).is_ascii_digit()) && !begins_with_year(after);
    if number.is_empty() || decimal {
        return None;
    }
    let lead = if number.chars().all(|c| figure(c).is_ascii_digit()) {
        Lead::Figure(folded(number).parse().ok().filter(|value| *value < 1000)?)
    } else if number.bytes().all(|b| b.is_ascii_uppercase()) {
        if goes_on(after) {
            return None;
        }
        match (number.len(), roman(number)) {
            // `C.` and `D.` follow `B.` far more often than they are Roman numbers.
            (1, Some(value)) if matches!(number, "I" | "V" | "X") => Lead::Roman(value),
            (1, _) => Lead::Letter(number.chars().next()?),
            (_, Some(value)) => Lead::Roman(value),
            _ => return None,
        }
    } else {
        Lead::Chinese(chinese(number)?)
    };
    Some((lead, end + stop))
}

/// Whether a capital with a full stop goes on without a space, so that it is no label: `U.S. policy`, `J.Smith`. Chinese prints labels so:
/// `E.UNODC 的工作`. Only what is next tells, not what a heading of the same letters ends with (`U.S. policy – an overview`).
fn goes_on(after: &str) -> bool {
    let is_chinese = |c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff65}');
    let mut near = after.chars().take(NEAR);
    near.next().is_some_and(|c| c.is_ascii_alphabetic()) && (after.get(1..2) == Some(".") || !near.any(is_chinese))
}

/// The number of a paragraph whose full stop was lost or misread (`25 Condemns`, `10, Reaffirms`): only the number that is next in turn, before
/// a capital letter.
pub fn loose_number(text: &str, next: u32) -> Option<(Lead, usize)> {
    // A scan may read `1` as a letter: `L. Strongly condemns`, `i9. Calls upon`.
    let read = |c: char| if matches!(c, 'l' | 'L' | 'i') { '1' } else { c };
    if !text.starts_with(|c| read(c).is_ascii_digit()) {
        return None;
    }
    let number = next.to_string();
    let misread: String = text.chars().take(number.len()).map(read).collect();
    let after = if misread == number { &text[number.len()..] } else { return None };
    let bare = after.trim_start_matches([',', ':', ';', '-', '.', ' ']);
    let apart = bare.len() < after.len() && bare.starts_with(|c: char| c.is_ascii_uppercase());
    let word = bare.chars().take_while(char::is_ascii_alphabetic).count();
    (apart && word > 2).then(|| (Lead::Figure(next), text.len() - bare.len()))
}

/// A letter whose bracket was lost or misread (`b)`, `(c}`): only one that is next in turn.
pub fn loose_letter(text: &str, open: &str) -> Option<(Lead, usize)> {
    // A scan may lose the first bracket, or read the other as a brace: `b)`, `(c}`.
    let (start, sign) = if text.starts_with('(') { (1, b'}') } else { (0, b')') };
    let end = place_of(sign, text, 4 + start).filter(|_| open.starts_with('('))?;
    let bare = text[start..end].bytes().all(|b| b.is_ascii_lowercase());
    let label = format!("({})", &text[start..end]);
    let after = &text[end + 1..];
    let space = after.len() - after.trim_start().len();
    (bare && follows(&label, open) && space > 0).then(|| (Lead::Bracketed(label), end + 1 + space))
}

/// The letter that a scan read as a figure: `(6)` behind `(a)`, where no list of figures has begun.
pub fn misread_letter(label: &str, open: &str) -> Option<String> {
    let letter = match label {
        "(0)" => "(o)",
        "(1)" => "(l)",
        "(5)" => "(s)",
        "(6)" => "(b)",
        "(9)" => "(g)",
        _ => return None,
    };
    follows(letter, open).then(|| letter.to_owned())
}

/// Whether a text ends as a sentence or a clause does, which no heading does.
pub fn ends_clause(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['”', '’', '"', '\'', '」', '»', ' ']);
    bare.ends_with(['،', '؛', '؟', '。', '；', '：', '，', '！', '？', '.', ';', ':', ',', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads() {
        for (text, expected) in [
            ("一. 导言", Some((Lead::Chinese(1), 5))),
            ("十二.建议", Some((Lead::Chinese(12), 7))),
            ("E． 打击腐败", Some((Lead::Letter('E'), 5))),
            ("46．预防犯罪", Some((Lead::Figure(46), 5))),
            ("34.有 102 个", Some((Lead::Figure(34), 3))),
            ("( bb ) 促请", Some((Lead::Bracketed("(bb)".into()), 7))),
            ("IV. Actions", Some((Lead::Roman(4), 4))),
            ("a) De promouvoir", Some((Lead::Bracketed("a)".into()), 3))),
            ("б) оказывать", Some((Lead::Bracketed("б)".into()), 4))),
            ("(أ) تعزيز", Some((Lead::Bracketed("(أ)".into()), 5))),
            ("1 - تحيط علما", Some((Lead::Figure(1), 4))),
            ("- ٢ تحيط علما", Some((Lead::Figure(2), 5))),
            ("أولا - مقدمة", Some((Lead::Roman(1), 11))),
            ("a. Description: Choe", Some((Lead::Bracketed("a.".into()), 3))),
            ("( \u{a0}  b   b  ) of", Some((Lead::Bracketed("(bb)".into()), 15))),
            ("(one two) of", None),
            ("E.打击腐败", Some((Lead::Letter('E'), 2))),
            ("E.UNODC 的工作", Some((Lead::Letter('E'), 2))),
            ("U.S. policy", None),
            ("U.S. policy – an overview", None),
            ("U.S.A. – 会议", None),
            ("a.m. on", None),
            ("12) et les", None),
            ("2008-2009", None),
            ("2 - Development", None),
            ("2.7 吨精神药物", None),
            ("２．７ 吨精神药物", None),
            ("４６．2008年", Some((Lead::Figure(46), 9))),
            ("2019 年", None),
            ("（2004 年数据）", None),
        ] {
            assert_eq!(lead(text), expected, "{text}");
        }
    }

    #[test]
    fn misread_numbers_count_only_in_turn() {
        // A_C.3_80_L.2.txt:331, S_RES_0301:117 and 129
        assert_eq!(loose_number("25 Condemns without", 25), Some((Lead::Figure(25), 3)));
        assert_eq!(loose_number("10, Reaffirms the", 10), Some((Lead::Figure(10), 4)));
        // S_RES_0273:28, S_RES_0277:159
        assert_eq!(loose_number("L. Strongly condemns", 1), Some((Lead::Figure(1), 3)));
        assert_eq!(loose_number("i9. Calls upon", 19), Some((Lead::Figure(19), 4)));
        assert_eq!(loose_number("25 Member States", 24), None);
        assert_eq!(loose_number("10 a.m. to 1 p.m.", 10), None);
        assert_eq!(loose_letter("b) To abstain", "(a)"), Some((Lead::Bracketed("(b)".into()), 3)));
        assert_eq!(loose_letter("(c} Determining", "(b)"), Some((Lead::Bracketed("(c)".into()), 4)));
        assert_eq!(loose_letter("1970) and", "(a)"), None);
    }
}
