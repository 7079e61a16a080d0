//! Reads the facts that a text tells of itself, above its first paragraph and below its last. In: blocks. Out: `Told`. Never changes a
//! block: what told a fact stays in the text.

use jiff::civil::Date;

use crate::model::{At, Block, Content, DocType, Symbol};

use super::labels::chinese;
use super::rules::Words;
use super::told::Told;

/// The facts that the blocks tell.
pub fn read(blocks: &[Block], words: &Words) -> Told {
    let front = lines(blocks, &At::Front);
    let tail = lines(blocks, &At::Tail);
    let mut told = Told::default();
    for line in &front {
        tell(line, words, &mut told);
    }
    for line in &tail {
        let meeting = words.meeting.iter().find_map(|pattern| pattern.0.captures(line));
        told.meeting = told.meeting.or_else(|| meeting.map(|found| found["meeting"].to_owned()));
    }
    told.title = told.title.or_else(|| reported(&front, words)).or_else(|| headed(blocks));
    told
}

/// The texts at a place, each as one line.
fn lines<'a>(blocks: &'a [Block], at: &At) -> Vec<&'a str> {
    blocks.iter().filter(|block| block.at == *at).filter_map(Block::text).map(|text| text.plain.as_str()).collect()
}

/// What one line of the front matter tells.
fn tell(line: &str, words: &Words, told: &mut Told) {
    if let Some(found) = words.session.iter().find_map(|pattern| pattern.0.captures(line)) {
        told.session = told.session.take().or_else(|| chinese_or_figures(&found["session"], words));
    }
    if let Some(found) = words.agenda_item.iter().find_map(|pattern| pattern.0.captures(line)) {
        told.agenda_item = told.agenda_item.take().or_else(|| Some(found["item"].to_owned()));
    }
    if let Some(word) = words.types.iter().find(|word| word.line.0.is_match(line)) {
        told.doc_type = told.doc_type.or(Some(word.doc_type));
    }
    if let Some(found) = words.adopted.iter().find_map(|pattern| pattern.0.captures(line)) {
        told.date = told.date.or_else(|| date(line, words));
        let organ =
            words.organs.iter().find(|organ| Some(organ.name.as_str()) == found.name("body").map(|body| body.as_str()));
        told.body = told.body.take().or_else(|| organ.map(|organ| organ.body.clone()));
    }
    if let Some(found) = words.numbered_title.iter().find_map(|pattern| pattern.0.captures(line)) {
        told.title = Some(found["title"].trim().to_owned());
        told.symbol = told.symbol.take().or_else(|| own_symbol(&found["number"], told));
    }
}

/// The symbol that a number above a title stands for, given the body and sort that the lines before it told.
fn own_symbol(number: &str, told: &Told) -> Option<Symbol> {
    let sort = match told.doc_type? {
        DocType::Resolution => "RES",
        DocType::Decision => "DEC",
        _ => return None,
    };
    Symbol::parse(&format!("{}/{sort}/{number}", told.body.as_deref()?)).ok()
}

/// A session in words or figures, as figures.
fn chinese_or_figures(session: &str, words: &Words) -> Option<String> {
    let lower = session.to_lowercase();
    let value = words.ordinals.get(&lower).copied().or_else(|| chinese(session));
    value
        .map(|value| value.to_string())
        .or_else(|| session.starts_with(|c: char| c.is_ascii_digit()).then(|| session.to_owned()))
}

/// The first date in a line.
pub fn date(line: &str, words: &Words) -> Option<Date> {
    let found = words.date.0.captures(line)?;
    let month = match found["month"].parse::<i8>() {
        Ok(month) => month,
        Err(_) => {
            i8::try_from(words.months.iter().position(|month| month.eq_ignore_ascii_case(&found["month"]))? + 1).ok()?
        }
    };
    Date::new(found["year"].parse().ok()?, month, found["day"].parse().ok()?).ok()
}

/// The title of a report: the line above its author's.
fn reported(front: &[&str], words: &Words) -> Option<String> {
    let author = front.iter().position(|line| {
        words
            .types
            .iter()
            .any(|word| matches!(word.doc_type, DocType::Report | DocType::Note) && word.line.0.is_match(line))
    })?;
    front[..author].last().map(|line| (*line).to_owned())
}

/// The title of a text that begins with a heading before its first paragraph.
fn headed(blocks: &[Block]) -> Option<String> {
    let body = blocks.iter().find(|block| block.at != At::Front && block.at != At::Summary)?;
    match &body.content {
        Content::Heading { text, .. } if super::labels::lead(&text.plain).is_none() => Some(text.plain.clone()),
        _ => None,
    }
}
