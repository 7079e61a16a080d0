//! Reads texts whose pages are parted by form feeds, as `pdftotext` makes them. In: the text. Out: pages of printed lines, notes apart,
//! and what belongs to the page set aside: masthead, running heads, page numbers, job numbers, bar codes. A line is a running head only
//! where the first page prints the same words, or other pages begin with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Text;

use super::outline::opens;
use super::rules::{Rules, Words};
use super::sheets::{Furniture, Gap, Line, Page, SetAside};
use super::spaced::is_rule;
use super::{columns, feet, folios, forms};

/// Running heads stand within this many groups of lines at the top of a page.
const HEAD_GROUPS: usize = 4;
/// Fewer characters than this are no running head: the number of a paragraph would be one.
const SHORTEST_HEAD: usize = 6;
/// The symbol of a running head stands within this many lines.
const TOP_LINES: usize = 12;
/// The masthead is no longer than this many lines, where no line of the text below it tells its end.
const MASTHEAD_LINES: usize = 14;
/// The lettered notes of a table take no more lines than this.
const LETTERED_LINES: usize = 12;
/// The starred notes of a page without a rule take no more lines than this.
const STARRED_LINES: usize = 4;
/// A page holds no more characters than this, white space left out.
const LONGEST_PAGE: usize = 10_000;
/// No symbol takes more bytes, not even a joint one.
const LONGEST_SYMBOL: usize = 120;
/// A title runs over no more lines than this.
const HEAD_LINES: usize = 6;

/// Whether a text is of this kind: something on it belongs to a page. Form feeds alone are not enough, plain texts hold some too.
pub fn fits(source: &str, rules: &Rules) -> bool {
    let foot = |line: &str| rules.page_foot().fits(line.trim());
    let rule = |line: &str| is_rule(line) && !line.trim().is_empty();
    let fed = || source.trim_end().contains('\u{c}');
    source.lines().any(foot)
        || (fed() && (source.lines().any(rule) || folios::ahead(source.split('\u{c}').map(last_line)).is_some()))
        || !columns::turns(source, rules).is_empty()
}

/// The last line of a page that says something.
fn last_line(page: &str) -> &str {
    page.trim_end().lines().next_back().unwrap_or_default().trim()
}

/// The pages of the text, and what was set aside on them.
pub fn read(source: &str, words: &Words, rules: &Rules) -> (Vec<Page>, Vec<SetAside>) {
    let mut set_aside = Vec::new();
    let mut sheets: Vec<Vec<Line>> = split(&columns::paginated(source, rules));
    for sheet in &mut sheets {
        columns::part_feet(sheet, rules);
    }
    if let Some(first) = sheets.first_mut() {
        columns::part_masthead(first, MASTHEAD_LINES, words);
    }
    let job = job_number(&sheets, rules);
    let count = sheets.len();
    for (index, sheet) in sheets.iter_mut().enumerate() {
        unglue(sheet, &job, &mut set_aside);
        unglue_number(sheet, &format!("{}/{count}", index + 1), rules, &mut set_aside);
    }
    folios::set_aside(&mut sheets, rules, &mut set_aside);
    for sheet in &mut sheets {
        take_feet(sheet, rules, &mut set_aside);
    }
    let opening: String = sheets.first().map(|sheet| printed_first(sheet)).unwrap_or_default();
    let top = sheets.first().map_or(&[][..], |sheet| &sheet[..masthead_lines(sheet, words)]);
    let symbol = top.iter().map(|line| line.text.plain.trim_end_matches('*')).find(|line| is_symbol(line));
    let symbol = symbol.unwrap_or_default().to_owned();
    for sheet in sheets.iter_mut().skip(1) {
        columns::part_head(sheet, &symbol, &opening);
    }
    let titles =
        sheets.first().map(|first| first.iter().map(|line| line.text.plain.clone()).collect()).unwrap_or_default();
    let tops = tops(&sheets);
    for sheet in sheets.iter_mut().skip(1) {
        named(sheet, &symbol, words, &mut set_aside);
        short_head(sheet, &symbol, &titles, &mut set_aside);
        heads(sheet, &symbol, &opening, &tops, &mut set_aside);
    }
    if let Some(first) = sheets.first_mut() {
        masthead(first, words, &mut set_aside);
    }
    let parted = sheets.iter().flatten().any(|line| is_rule(&line.text.plain));
    let pages: Vec<Page> = sheets.into_iter().map(|sheet| page(sheet, words, &mut set_aside)).collect();
    (if parted { pages } else { part_notes(pages, words) }, set_aside)
}

/// The printed lines of each page.
fn split(source: &str) -> Vec<Vec<Line>> {
    let mut sheets = vec![Vec::new()];
    let mut gap = Gap::Blank;
    for (number, raw) in (1..).zip(source.lines()) {
        for (index, part) in raw.split('\u{c}').enumerate() {
            if index > 0 {
                sheets.push(Vec::new());
                gap = Gap::Turn;
            }
            let bare = part.trim();
            if bare.is_empty() {
                gap = if gap == Gap::None { Gap::Blank } else { gap };
            }
            // The rule may be glued to the line above it.
            let text = bare.trim_end_matches('_');
            let (text, rule) = if bare.len() - text.len() >= 10 { bare.split_at(text.len()) } else { (bare, "") };
            for said in [text, rule].into_iter().filter(|said| !said.is_empty()) {
                if let Some(sheet) = sheets.last_mut() {
                    sheet.push(Line { number, indent: 0, gap, text: Text::plain(said) });
                    gap = Gap::None;
                }
            }
        }
    }
    sheets.retain(|sheet| !sheet.is_empty());
    sheets
}

/// The characters of lines without white space.
pub fn bare<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    lines.flat_map(|line| line.text.plain.split_whitespace()).collect()
}

/// The characters of a first page, no more than any page holds, for each page below is compared with it.
fn printed_first(sheet: &[Line]) -> String {
    let characters = sheet.iter().flat_map(|line| line.text.plain.chars());
    characters.filter(|c| !c.is_whitespace()).take(LONGEST_PAGE).collect()
}

/// Takes out lines for which the test holds; a gap that they leave stays before the next line.
pub fn take(
    lines: &mut Vec<Line>,
    why: Furniture,
    set_aside: &mut Vec<SetAside>,
    mut test: impl FnMut(usize, &Line) -> bool,
) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gap = Gap::None;
    for (index, mut line) in lines.drain(..).enumerate() {
        if test(index, &line) {
            set_aside.push(SetAside::new(line.number, why, line.text.plain));
            gap = if gap == Gap::Turn || line.gap == Gap::Turn { Gap::Turn } else { Gap::Blank };
        } else {
            if gap != Gap::None && line.gap != Gap::Turn {
                line.gap = gap;
            }
            gap = Gap::None;
            kept.push(line);
        }
    }
    *lines = kept;
}

/// The job number that stands on a line of its own at the foot of a page; empty where none does.
fn job_number(sheets: &[Vec<Line>], rules: &Rules) -> String {
    let mut lines = sheets.iter().flatten();
    lines.find_map(|line| rules.page_foot().job_number(&line.text.plain)).unwrap_or_default().to_owned()
}

/// Takes the job number off the end of the last line of the text, where extraction glued it.
fn unglue(sheet: &mut [Line], job: &str, set_aside: &mut Vec<SetAside>) {
    for line in sheet.iter_mut().filter(|_| !job.is_empty()) {
        let kept =
            line.text.plain.strip_suffix(job).filter(|kept| kept.ends_with(' ')).map(|kept| kept.trim_end().len());
        if let Some(kept) = kept {
            set_aside.push(SetAside::new(line.number, Furniture::RunningHead, job));
            line.text.plain.truncate(kept);
        }
    }
}

/// Takes the number of the page, `16/17`, off the last line of its text, where extraction glued it: right above the job number.
fn unglue_number(sheet: &mut [Line], number: &str, rules: &Rules, set_aside: &mut Vec<SetAside>) {
    let job = |line: &Line| rules.page_foot().job_number(&line.text.plain).is_some();
    let Some(last) = sheet.iter().rposition(job).and_then(|job| job.checked_sub(1)) else { return };
    let Some(line) = sheet.get_mut(last) else { return };
    let kept = line.text.plain.strip_suffix(number).map(str::trim_end);
    if let Some(kept) = kept.filter(|kept| kept.ends_with(char::is_alphabetic)).map(str::len) {
        set_aside.push(SetAside::new(line.number, Furniture::RunningHead, number));
        line.text.plain.truncate(kept);
    }
}

/// Sets aside what stands at the foot of a page, wherever extraction put it.
fn take_feet(sheet: &mut Vec<Line>, rules: &Rules, set_aside: &mut Vec<SetAside>) {
    take(sheet, Furniture::RunningHead, set_aside, |_, line| rules.page_foot().fits(&line.text.plain));
}

/// At the top of how many pages each group of lines stands.
fn tops(sheets: &[Vec<Line>]) -> BTreeMap<String, usize> {
    let mut tops = BTreeMap::new();
    for sheet in sheets.iter().skip(1) {
        let heads = groups(sheet).into_iter().take(2).filter(|group| group.len() <= HEAD_LINES);
        // A page that says the same twice says it: it is one page.
        let heads: BTreeSet<String> = heads.map(|group| bare(sheet[group].iter())).collect();
        for head in heads {
            *tops.entry(head).or_default() += 1;
        }
    }
    tops
}

/// Lines that no blank line parts, at the top of a page.
fn groups(sheet: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, line) in sheet.iter().enumerate() {
        let full = groups.len() == HEAD_GROUPS;
        match groups.last_mut() {
            Some(group) if line.gap == Gap::None => group.end = index + 1,
            _ if full => break,
            _ => groups.push(index..index + 1),
        }
    }
    groups
}

/// Sets aside the language that older documents print below the symbol at the top of each page: `S/RES/820 (1993)` / `English`.
fn named(sheet: &mut Vec<Line>, symbol: &str, words: &Words, set_aside: &mut Vec<SetAside>) {
    let own = sheet.first().is_some_and(|line| !symbol.is_empty() && line.text.plain == symbol);
    take(sheet, Furniture::RunningHead, set_aside, |index, line| {
        own && index == 1 && words.original.contains_key(&line.text.plain)
    });
}

/// Sets aside a title of a few letters, which could be anything but for the symbol beside it and the line of the first page that is the same.
fn short_head(sheet: &mut Vec<Line>, symbol: &str, titles: &BTreeSet<String>, set_aside: &mut Vec<SetAside>) {
    let beside = sheet.iter().take(HEAD_GROUPS).any(|line| !symbol.is_empty() && line.text.plain == symbol);
    take(sheet, Furniture::RunningHead, set_aside, |index, line| {
        let plain = line.text.plain.as_str();
        let short = plain.len() < SHORTEST_HEAD && plain.chars().all(char::is_alphabetic);
        beside && index < HEAD_GROUPS && short && titles.contains(plain)
    });
}

/// Sets aside the running heads of a page: groups that the first page prints, or that other pages begin with too, and the symbol
/// wherever extraction put it near the top. A number that belongs to the text below may stand among them.
fn heads(
    sheet: &mut Vec<Line>,
    symbol: &str,
    opening: &str,
    tops: &BTreeMap<String, usize>,
    set_aside: &mut Vec<SetAside>,
) {
    let mut taken: Vec<usize> = Vec::new();
    for group in groups(sheet) {
        // A long group is no head, and need not be read.
        let text = bare(sheet[group.clone()].iter().take(HEAD_LINES + 1));
        let known = || tops.get(&text).is_some_and(|times| *times > 1) || opening.contains(&text);
        if text.len() < SHORTEST_HEAD {
            continue;
        }
        if group.len() <= HEAD_LINES && known() {
            taken.extend(group);
            continue;
        }
        // The text may follow its running head without a blank line.
        if is_symbol(&sheet[group.start].text.plain) {
            let known = |count: &usize| opening.contains(&bare(sheet[group.start..group.start + count].iter()));
            let ahead = (1..=group.len().min(HEAD_LINES)).rfind(known).unwrap_or(0);
            taken.extend(group.start..group.start + ahead);
        }
        break;
    }
    // Extraction prints the symbol twice at times, glued.
    let members: Vec<&str> = symbol.split(['-', '–', '—']).filter(|member| is_symbol(member)).collect();
    let own = |line: &Line| {
        let plain = line.text.plain.as_str();
        !symbol.is_empty() && plain.replace(symbol, "").trim_matches('*').trim().is_empty() || members.contains(&plain)
    };
    take(sheet, Furniture::RunningHead, set_aside, |index, line| {
        taken.contains(&index) || (index < TOP_LINES && own(line))
    });
    if let Some(first) = sheet.first_mut() {
        first.gap = Gap::Turn;
    }
}

/// Sets aside the masthead: the symbol on the first line, the organization, the organ, distribution and date.
fn masthead(first: &mut Vec<Line>, words: &Words, set_aside: &mut Vec<SetAside>) {
    let end = masthead_lines(first, words);
    take(first, Furniture::Masthead, set_aside, |index, line| {
        index < end && (words.masthead.fit(&line.text.plain) || is_symbol(&line.text.plain))
    });
}

/// How many lines the masthead takes: up to the session, or to what says of which sort the document is.
fn masthead_lines(first: &[Line], words: &Words) -> usize {
    let ends = |line: &Line| {
        let plain = &line.text.plain;
        let sorted = words.types.iter().any(|word| word.line.fits(plain)) || words.council_number.fit(plain);
        // Russian mastheads print the organ's name as its resolutions do, but without a comma.
        let opened = plain.ends_with([',', '،', '，']) && opens(plain, words);
        words.session.fit(plain) || sorted || opened
    };
    first.iter().position(ends).unwrap_or(first.len().min(MASTHEAD_LINES))
}

/// Whether a line is a symbol and nothing else; a space may stand before its bracket or its letter: `S/RES/2331 (2016)`,
/// `A/RES/57/270 B`.
pub fn is_symbol(line: &str) -> bool {
    let bare = line.trim_end_matches('*').trim_end();
    let (head, rest) = bare.split_once(' ').unwrap_or((bare, ""));
    let bracket = rest.starts_with(['(', '[']) && rest.ends_with([')', ']']);
    let letter = rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_uppercase());
    let parts: Vec<&str> = head.split('/').collect();
    parts.len() > 1
        && bare.len() <= LONGEST_SYMBOL
        && (rest.is_empty() || bracket || letter)
        && !rest.contains(' ')
        && !parts[0].is_empty()
        && parts[0].chars().all(|c| c.is_ascii_uppercase())
        && head.contains(|c: char| c.is_ascii_digit())
}

/// Where the lettered notes of a table begin at the end of a page: at a line that is `a`, where nothing but letters and sentences follow.
fn lettered(sheet: &[Line]) -> Option<usize> {
    let last = sheet.len().saturating_sub(LETTERED_LINES);
    let start = last + sheet[last..].iter().position(|line| line.text.plain == "a")?;
    let rest = &sheet[start..];
    let sentences = rest.iter().any(|line| line.text.plain.ends_with('.'));
    (sentences && rest.iter().all(|line| line.text.plain.len() == 1 || line.text.plain.ends_with('.'))).then_some(start)
}

/// Where the star of a note stands on a line of its own above the last lines of a page.
fn star_alone(sheet: &[Line]) -> Option<usize> {
    let last = sheet.len().saturating_sub(STARRED_LINES);
    let is_star = |line: &Line| {
        !line.text.plain.is_empty() && line.text.plain.len() <= 3 && line.text.plain.bytes().all(|b| b == b'*')
    };
    let start = last + sheet[last..].iter().position(is_star)?;
    let ended = sheet.last().is_some_and(|line| line.text.plain.ends_with(['.', '。']));
    (ended && start > 0 && start + 1 < sheet.len()).then_some(start)
}

/// Parts the notes of pages without rules from their text. What stands below them is another page: its form feed is lost.
fn part_notes(pages: Vec<Page>, words: &Words) -> Vec<Page> {
    let mut last = 0;
    let part = |Page { body, notes }: Page| {
        let feet = feet::of(&body, last, words);
        last = feet.last().map_or(last, |foot| foot.last);
        let mut parted = feet::pages(body, feet.iter());
        if let Some(page) = parted.last_mut() {
            page.notes.extend(notes);
        }
        parted
    };
    pages.into_iter().flat_map(part).collect()
}

/// The text and the notes of a page: notes stand below a rule, or begin with a star.
fn page(sheet: Vec<Line>, words: &Words, set_aside: &mut Vec<SetAside>) -> Page {
    let mut page = Page::default();
    let starred = |line: &Line| feet::stars(&line.text.plain).is_some();
    let last_rule = sheet.iter().rposition(|line| is_rule(&line.text.plain));
    let notes = last_rule
        .or_else(|| sheet.iter().position(starred).or_else(|| star_alone(&sheet)))
        .or_else(|| lettered(&sheet))
        .or_else(|| sheet.iter().position(|line| forms::SLASHED_NOTE.is_match(&line.text.plain)))
        .unwrap_or(sheet.len());
    for (index, line) in sheet.into_iter().enumerate() {
        let heads_notes = index + 1 == notes && words.notes.contains(&line.text.plain);
        if is_rule(&line.text.plain) || heads_notes {
            set_aside.push(SetAside::new(line.number, Furniture::Rule, line.text.plain));
        } else if index < notes {
            page.body.push(line);
        } else {
            page.notes.push(line);
        }
    }
    page
}
