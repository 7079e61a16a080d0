//! Joins lines that the page broke. In: a text and the line that goes on with it. Out: one text. Knows what stands between two lines in
//! each script: nothing between Chinese characters, inside an address or after a hyphen, else a space.

use std::{cell::OnceCell, collections::BTreeSet};

use crate::model::{Lang, Text, near_end};

use super::common::Common;
use super::sheets::{Furniture, SetAside};
use super::spacing::is_wide;

/// Joins lines of one document.
#[derive(Debug, Clone)]
pub struct Joiner<'a> {
    lang: Lang,
    source: &'a str,
    /// Words that the document prints unbroken, in lower case: looked up where a line ends in a hyphen, which many texts never do.
    vocabulary: OnceCell<BTreeSet<String>>,
    /// Words that the language prints often.
    common: &'a Common,
}

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    Nothing,
    Space,
    /// Nothing, and the hyphen goes.
    HyphenGoes,
}

impl<'a> Joiner<'a> {
    /// A joiner that knows the words of the text and those of its language.
    pub const fn new(lang: Lang, source: &'a str, common: &'a Common) -> Self {
        Self { lang, source, vocabulary: OnceCell::new(), common }
    }

    fn vocabulary(&self) -> &BTreeSet<String> {
        self.vocabulary.get_or_init(|| if self.lang.spaces_words() { words(self.source) } else { BTreeSet::new() })
    }

    /// Appends a line to a text.
    pub fn join(&self, text: &mut Text, line: &Text, number: u32, set_aside: &mut Vec<SetAside>) {
        let kept = text.plain.trim_end().len();
        text.plain.truncate(kept);
        for mark in text.marks.iter_mut().rev().take_while(|mark| mark.offset > kept) {
            mark.offset = kept;
        }
        match self.seam(&text.plain, &line.plain) {
            Seam::Nothing => {}
            Seam::Space => text.plain.push(' '),
            Seam::HyphenGoes => {
                let hyphen = text.plain.pop();
                set_aside.extend(hyphen.map(|hyphen| SetAside::new(number, Furniture::Hyphen, hyphen)));
            }
        }
        text.push(line);
    }

    fn seam(&self, before: &str, after: &str) -> Seam {
        let (Some(last), Some(first)) = (before.chars().last(), after.chars().next()) else {
            return Seam::Nothing;
        };
        if !self.lang.spaces_words() && (is_wide(last) || is_wide(first)) {
            return Seam::Nothing;
        }
        if last == '\u{ad}' {
            return Seam::HyphenGoes;
        }
        if in_address(before, after) {
            return Seam::Nothing;
        }
        if matches!(last, '-' | '\u{2010}') && !before.ends_with(" -") {
            return self.at_hyphen(before, after);
        }
        Seam::Space
    }

    /// Whether a hyphen at a line's end belongs to the word: it goes only where the document prints the word without it elsewhere,
    /// or the language does, and the document does not print it with it.
    fn at_hyphen(&self, before: &str, after: &str) -> Seam {
        let head =
            before.trim_end_matches(['-', '\u{2010}']).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let tail = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let whole = format!("{head}{tail}").to_lowercase();
        let hyphened = format!("{head}-{tail}").to_lowercase();
        let goes = !head.is_empty() && !tail.is_empty() && tail.starts_with(char::is_lowercase);
        let known = || self.vocabulary().contains(&whole) || self.common.joins(head, tail);
        if goes && known() && !self.vocabulary().contains(&hyphened) { Seam::HyphenGoes } else { Seam::Nothing }
    }
}

/// Whether a line ends inside an address that the next one goes on with.
fn in_address(before: &str, after: &str) -> bool {
    let goes_on =
        before.ends_with(['/', '-', '_', '=', '?', '&', '.', '%']) && after.starts_with(|c: char| c.is_ascii_graphic());
    if !goes_on {
        return false;
    }
    // What is joined line by line is not read to its beginning for each of them.
    let tail =
        near_end(before, LONGEST_ADDRESS).rsplit(|c: char| c.is_whitespace() || is_wide(c)).next().unwrap_or_default();
    tail.contains("://") || tail.starts_with("www.")
}

/// No address that goes over lines is longer, in characters.
const LONGEST_ADDRESS: usize = 500;

/// The words of a text in lower case, hyphened ones whole.
fn words(source: &str) -> BTreeSet<String> {
    source
        .split(|c: char| !c.is_alphabetic() && c != '-')
        .map(|word| word.trim_matches('-').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lang: Lang, source: &str, lines: &[&str]) -> String {
        let common = Common::read("statement\ncooperate\nco-operate");
        let joiner = Joiner::new(lang, source, &common);
        let mut text = Text::default();
        for line in lines {
            joiner.join(&mut text, &Text::plain(*line), 1, &mut Vec::new());
        }
        text.plain
    }

    #[test]
    fn what_stands_between_lines() {
        let zh = |lines: &[&str]| joined(Lang::Zh, "", lines);
        for (name, lines, expected) in [
            ("characters", vec!["其技术", "合作能力"], "其技术合作能力"),
            (
                "symbol at a hyphen",
                vec!["（E/CN.7/2019/2-", "E/CN.15/2019/2）；"],
                "（E/CN.7/2019/2-E/CN.15/2019/2）；",
            ),
            ("name", vec!["选举 Carolina Lizárraga", "Houghton 和"], "选举 Carolina Lizárraga Houghton 和"),
            (
                "address",
                vec!["见 http://www.unodc.org/unodc/en/", "data-of-Criminal-Justice-", "Systems.html。"],
                "见 http://www.unodc.org/unodc/en/data-of-Criminal-Justice-Systems.html。",
            ),
        ] {
            assert_eq!(zh(&lines), expected, "{name}");
        }
        let source = "paragraph 3, Sub-Committee, assist-";
        assert_eq!(joined(Lang::En, source, &["in para-", "graph 3"]), "in paragraph 3");
        assert_eq!(joined(Lang::En, source, &["the state-", "ment"]), "the statement");
        assert_eq!(joined(Lang::En, source, &["to co-", "operate"]), "to co-operate");
        assert_eq!(joined(Lang::En, source, &["the Ad Hoc Sub-", "Committee on"]), "the Ad Hoc Sub-Committee on");
    }
}
