//! Reads the facts that a text tells of itself, above its first paragraph and below its last. In: blocks. Out: `Told`. Never changes a
//! block: what told a fact stays in the text.

use jiff::civil::Date;

use crate::model::{At, Block, Content, DocType, Lang, Symbol, When};

use super::numerals::{chinese, folded};
use super::outline::opens;
use super::paged::is_symbol;
use super::rules::{OrganName, Rules, Words};
use super::sheets::{Furniture, SetAside};
use super::told::Told;

/// The facts that the blocks and the masthead tell.
pub fn read(blocks: &[Block], set_aside: &[SetAside], words: &Words, rules: &Rules) -> Told {
    let front = lines(blocks, &At::Front);
    let tail = lines(blocks, &At::Tail);
    let mut told = Told::default();
    for line in &front {
        tell(line, words, &mut told);
    }
    // A text without a masthead may still begin with its symbol on a line of its own.
    let alone = front.first().filter(|line| is_symbol(line)).and_then(|line| Symbol::parse(line).ok());
    told.symbol = told.symbol.or(alone);
    for line in front.iter().chain(&tail) {
        told.meeting = told.meeting.or_else(|| words.meeting.group(line, "meeting").map(str::to_owned));
        told.vote = told.vote.or_else(|| words.vote.group(line, "vote").map(str::to_owned));
    }
    let title = told.title.take().map(|title| continued(title, &front, words)).or_else(|| entitled(&front, words));
    let sent = || front.iter().find(|line| sorted(line, words) == Some(DocType::Letter)).map(|line| (*line).to_owned());
    told.title = title.or_else(|| reported(&front, words)).or_else(sent).or_else(|| headed(blocks));
    told.or(printed(set_aside, words, rules))
}

/// The symbol that the number above a resolution of the Security Council stands for: `Resolution 301 (1971)`. Scans misread such numbers,
/// so it counts less than a file's name.
pub fn numbered(blocks: &[Block], words: &Words) -> Option<Symbol> {
    let front = lines(blocks, &At::Front);
    let found = front.iter().find_map(|line| words.council_number.captures(line))?;
    let part = |group: &str| Some(found.name(group)?.as_str());
    Symbol::parse(&format!("S/RES/{}({})", part("number")?, part("year")?)).ok()
}

/// The texts at a place, each as one line.
fn lines<'a>(blocks: &'a [Block], at: &At) -> Vec<&'a str> {
    blocks.iter().filter(|block| block.at == *at).filter_map(Block::text).map(|text| text.plain.as_str()).collect()
}

/// What the masthead and the foot of the first page tell.
fn printed(set_aside: &[SetAside], words: &Words, rules: &Rules) -> Told {
    let mut told = Told::default();
    let mut distributed = None;
    for aside in set_aside {
        let line = aside.text.as_str();
        if aside.why == Furniture::Masthead {
            let symbol = is_symbol(line).then(|| Symbol::parse(line.trim_end_matches('*')).ok()).flatten();
            told.symbol = told.symbol.or(symbol);
            let original = words.masthead.group(line, "original");
            told.original = told.original.or_else(|| spoken(original?, words));
            // Chinese, Russian and Arabic mastheads print the day in English.
            let english = || rules.words(Lang::En).ok().and_then(|english| date(line, english));
            distributed = distributed.or_else(|| date(line, words).or_else(english));
        } else if told.job_number.is_none() {
            told.job_number = rules.page_foot().job_number(line).map(str::to_owned);
        }
    }
    Told { date: distributed.map(When::Day), distributed, ..told }
}

/// The language that a word after `Original:` names, in capitals or not.
fn spoken(word: &str, words: &Words) -> Option<Lang> {
    let lower = word.to_lowercase();
    words.original.iter().find(|(known, _)| known.to_lowercase() == lower).map(|(_, lang)| *lang)
}

/// A title that stands beside its number, with the lines that go on with it up to the organ's name.
fn continued(title: String, front: &[&str], words: &Words) -> String {
    let beside = front.iter().position(|line| words.numbered_title.fit(line));
    let opening = front.iter().position(|line| opens(line, words));
    match (beside, opening) {
        (Some(beside), Some(opening)) if beside + 1 < opening && words.lang.spaces_words() => {
            [&[title.as_str()], &front[beside + 1..opening]].concat().join(" ")
        }
        _ => title,
    }
}

/// The title of a resolution whose number stands on a line of its own, or of a draft: the text above the organ's name.
fn entitled(front: &[&str], words: &Words) -> Option<String> {
    let numbered = front.iter().position(|line| {
        words.numbered_title.fit(line)
            || words.types.iter().any(|word| word.doc_type == DocType::Draft && word.line.fits(line))
    });
    // Where the number is lost, the title stands below what the text was adopted on.
    let adopted =
        || front.iter().rposition(|line| basis(line).is_some()).filter(|_| front.iter().any(|line| opens(line, words)));
    let above = numbered.or_else(adopted)?;
    let text = |line: &str| opens(line, words) || words.amends.fit(line);
    let title = front[above + 1..].iter().take_while(|line| !text(line));
    let title = title.copied().collect::<Vec<_>>().join(" ");
    // The letter of a part alone (`A`) is no title where no number tells one.
    let told = numbered.is_some() || !words.lang.spaces_words() || title.contains(' ');
    (!title.is_empty() && told).then_some(title)
}

/// What sort of document a line says it is.
fn sorted(line: &str, words: &Words) -> Option<DocType> {
    words.types.iter().find(|word| word.line.0.is_match(line)).map(|word| word.doc_type)
}

/// What one line of the front matter tells.
fn tell(line: &str, words: &Words, told: &mut Told) {
    told.session = told.session.take().or_else(|| session(words.session.group(line, "session")?, words));
    told.agenda_item = told.agenda_item.take().or_else(|| words.agenda_item.group(line, "item").map(folded));
    told.doc_type = told.doc_type.or_else(|| sorted(line, words));
    if let Some(found) = words.adopted.captures(line) {
        told.date = told.date.or_else(|| date(line, words).map(When::Day));
        let body = found.name("body").map_or("", |body| body.as_str()).replace('\'', "’").to_lowercase();
        let named = |organ: &&OrganName| {
            organ.name.to_lowercase() == body || organ.inside.iter().any(|inside| inside.to_lowercase() == body)
        };
        let organ = words.organs.iter().find(named);
        told.body = told.body.take().or_else(|| organ.map(|organ| organ.body.clone()));
    }
    told.basis = told.basis.take().or_else(|| basis(line));
    if let Some(found) = words.numbered_title.captures(line) {
        let part = |group: &str| found.name(group).map(|part| part.as_str().trim());
        told.title = part("title").filter(|title| !title.is_empty()).map(str::to_owned);
        told.symbol = told.symbol.take().or_else(|| own_symbol(part("number")?, told));
    }
}

/// What a text was adopted on, which stands between brackets above its title: `[on the report of the Third Committee (A/78/481)]`,
/// `[without reference to a Main Committee (A/79/L.2)]`. A symbol stands in it; `[Original: English]` has none.
fn basis(line: &str) -> Option<String> {
    let inner = line.strip_prefix('[')?.strip_suffix(']')?.trim();
    let symbol = |word: &str| is_symbol(word.trim_matches(['(', ')', '（', '）', ',', '，', ';']));
    let cited = inner.split(|c: char| c.is_whitespace() || "()（），".contains(c)).any(symbol);
    // `[S/933]` is what a resolution of the Security Council was issued as.
    (cited && !is_symbol(inner)).then(|| inner.to_owned())
}

/// A session in words or figures, as figures.
fn session(printed: &str, words: &Words) -> Option<String> {
    let figures = folded(printed);
    if figures.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(figures);
    }
    let lower = printed.to_lowercase().replace('-', " ");
    counted(&lower, words).or_else(|| chinese(printed)).map(|value| value.to_string())
}

/// The value of a number in words: the sum of its parts, the longest first (`quatre vingt` is 80, not 4 and 20).
fn counted(printed: &str, words: &Words) -> Option<u32> {
    let parts: Vec<&str> = printed.split_whitespace().collect();
    let (mut sum, mut at) = (None, 0);
    while at < parts.len() {
        let known = |end: usize| Some((words.ordinals.get(&parts[at..end].join(" ")).copied()?, end));
        let (value, end) = (at + 1..=parts.len()).rev().find_map(known)?;
        sum = Some(sum.unwrap_or(0) + value);
        at = end;
    }
    sum
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

/// The first date in a line.
pub fn date(line: &str, words: &Words) -> Option<Date> {
    let found = words.date.0.captures(line)?;
    let part = |group: &str| Some(found.name(group)?.as_str());
    let printed = part("month")?;
    let month = folded(printed).parse::<i8>().ok().or_else(|| words.months.number(printed))?;
    Date::new(folded(part("year")?).parse().ok()?, month, folded(part("day")?).parse().ok()?).ok()
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
