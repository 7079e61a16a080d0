//! Reads texts in which every printed line is followed by an empty one. In: the lines of the source. Out: pages of printed lines,
//! notes apart. There an empty line means nothing; a line that holds nothing but a space was blank in print; a line that begins
//! with a space and follows the one before without an empty line begins a page. Never joins lines.

use crate::model::Text;

use super::feet;
use super::labels::ends_clause;
use super::sheets::{Furniture, Gap, Line, Page, SetAside};

/// White space of this width on a line of its own is the rule above footnotes.
const RULE_OF_SPACES: usize = 20;

/// Where the reader is on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Body,
    Notes,
}

/// Whether a line is the rule above footnotes.
pub fn is_rule(line: &str) -> bool {
    let bare = line.trim();
    let drawn = bare.len() >= 10 && bare.chars().all(|c| c == '_');
    drawn || (bare.is_empty() && line.chars().count() >= RULE_OF_SPACES)
}

/// Whether a line is an address and nothing else.
pub fn is_bare_address(line: &str) -> bool {
    let bare = line.trim();
    (bare.starts_with("http://") || bare.starts_with("https://")) && bare.is_ascii() && !bare.contains(' ')
}

/// Whether a line is the number of a note and nothing else.
fn is_bare_label(line: &str) -> bool {
    let bare = line.trim();
    !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit())
}

/// The pages of the text, and what was set aside on them.
pub fn read(source: &str) -> (Vec<Page>, Vec<SetAside>) {
    let mut pages = vec![Page::default()];
    let mut set_aside = Vec::new();
    let (mut region, mut gap, mut before) = (Region::Body, Gap::Blank, "");
    for (number, raw) in (1..).zip(source.lines()) {
        let turned = raw.starts_with(' ') && !before.is_empty() && !(region == Region::Notes && is_bare_label(before));
        let turned = turned && !is_rule(raw) && !raw.trim().is_empty() && !before.trim().is_empty();
        if turned {
            pages.push(Page::default());
            (region, gap) = (Region::Body, Gap::Turn);
        }
        if feet::stars(raw.trim_start()).is_some() || is_rule(raw) {
            region = Region::Notes;
        }
        before = raw;
        let bare = raw.trim();
        if is_rule(raw) {
            set_aside.push(SetAside::new(number, Furniture::Rule, bare));
        } else if is_bare_address(raw) {
            set_aside.push(SetAside::new(number, Furniture::LinkResidue, bare));
        } else if bare.is_empty() {
            if !raw.is_empty() && gap == Gap::None {
                gap = Gap::Blank;
            }
        } else if let Some(page) = pages.last_mut() {
            let indent = raw.len() - raw.trim_start_matches(' ').len();
            let line = Line { number, indent: indent - usize::from(turned), gap, text: Text::plain(bare) };
            match region {
                Region::Body => page.body.push(line),
                Region::Notes => page.notes.push(line),
            }
            gap = Gap::None;
        }
    }
    (pages, set_aside)
}

/// Whether a text is of this kind: nearly every printed line is followed by an empty one, and the lines are those of paragraphs that were cut.
/// Where they are whole paragraphs, headings and items, an empty line means what it does elsewhere.
pub fn fits(source: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let followed = lines.windows(2).filter(|pair| !pair[0].is_empty());
    let (printed, spaced) =
        followed.fold((0, 0), |(all, spaced), pair| (all + 1, spaced + usize::from(pair[1].is_empty())));
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| !line.is_empty()).map(|line| line.chars().count()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
    let (ended, running): (Vec<&str>, Vec<&str>) =
        lines.iter().filter(|line| !line.is_empty()).partition(|line| ends_clause(line));
    let cut = running.iter().filter(|line| line.chars().count() * 10 >= usual * 7).count();
    printed >= 20 && spaced * 10 >= printed * 7 && ended.len() * 2 < printed && cut * 3 >= printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_turns_where_a_line_begins_with_a_space_and_no_empty_line_stands_before() {
        // A-64-123.zh.txt:601-611
        let source = "统、全面而持续地积累并转移专业化知识和技能，以加强国家刑事司法系统依 \n\n__________________ \n\n 8 \
                      联合国出版物，出售品编号：E.09.IV.2。 \n 法适用反恐法律制度的能力。提供深入培训援助需要扩大禁毒专业技能领域的 \n";
        let (pages, set_aside) = read(source);
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[0].notes[0].text.plain, "8 联合国出版物，出售品编号：E.09.IV.2。");
        assert_eq!((pages[1].body[0].indent, pages[1].body[0].gap), (0, Gap::Turn));
        assert_eq!(set_aside[0].why, Furniture::Rule);
    }

    #[test]
    fn the_text_of_a_note_below_its_number_turns_no_page() {
        // A-RES-63-195.zh.txt:43-46; the rule is white space
        let rule = " ".repeat(59);
        let source = format!("号决议， \n\n{rule}\n1\n 见经济及社会理事会决议。 \n  还回顾其题为\n");
        let (pages, _) = read(&source);
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[0].notes.len(), 2);
        assert_eq!((pages[1].body[0].indent, pages[1].body[0].gap), (1, Gap::Turn));
    }

    #[test]
    fn addresses_alone_are_residue() {
        let (pages, set_aside) = read("面所做的努力。 \n\nhttp://undocs.org/ch/E/CN.15/2019/5\n  2. 批准 \n");
        assert_eq!(set_aside[0].why, Furniture::LinkResidue);
        assert_eq!(pages[1].body[0].text.plain, "2. 批准");
    }

    #[test]
    fn headings_and_whole_paragraphs_with_empty_lines_between_are_no_cut_lines() {
        let whole = "一. 导言\n\n1. 档案馆举行了会议。\n\nA. 保护藏品\n\n1. 减少损失\n\n(a) 预防损失\n\n2. 档案馆举办了培训。\n\n";
        assert!(!fits(&whole.repeat(4)));
        let cut = "1. 本报告概述了小型档案馆在报告所述期间为支持会员国开展\n\n的主要活动，包括培训人员、修复藏品和交流经验，并载有供大\n\n会                   第八十八届会议审议的建议。\n\n一. 导言\n\n";
        assert!(fits(&cut.repeat(8)));
    }
}
