//! What of a Markdown source has become text. In: the source, and where each event of the parser stands in it. Out: the words that the parser
//! passed over, as it does with a tooltip, with cells beyond the head of a table, with an address that no link asks for. Never takes a
//! word itself.

use std::{collections::BTreeSet, ops::Range};

use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use crate::model::Text;

/// How far a source has been read.
#[derive(Debug, Default)]
pub(super) struct Taken<'a> {
    source: &'a str,
    /// Everything before is text, or markup without words.
    end: usize,
    /// Where addresses of links are told (`[a]: https://…`), in order.
    addresses: Vec<Told>,
    /// Where those lead that no link has asked for yet.
    unasked: BTreeSet<String>,
    /// How many of them stand before `end`.
    before: usize,
}

/// An address told apart from the links that lead there.
#[derive(Debug)]
struct Told {
    range: Range<usize>,
    to: String,
}

/// Words that were passed over, and where they begin.
pub(super) type Passed = (usize, String);

impl<'a> Taken<'a> {
    /// Nothing is taken yet; what stands before `from` is no text.
    pub fn new(source: &'a str, from: usize, addresses: &RefDefs<'_>) -> Self {
        let told = addresses
            .iter()
            .map(|(_, told)| Told { range: told.span.start + from..told.span.end + from, to: told.dest.to_string() });
        let mut addresses: Vec<Told> = told.collect();
        addresses.sort_by_key(|told| told.range.start);
        let unasked = addresses.iter().map(|told| told.to.clone()).collect();
        Self { source, end: from, addresses, unasked, before: 0 }
    }

    /// An event stands here; answers what was passed over on the way there.
    pub fn follow(&mut self, event: &Event<'_>, range: &Range<usize>) -> Vec<Passed> {
        match event {
            Event::Start(tag) => self.begin(tag, range),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                // Behind a link stands where it leads.
                self.end = self.end.max(range.end);
                Vec::new()
            }
            Event::End(_) => Vec::new(),
            _ => self.pass(range).into_iter().collect(),
        }
    }

    /// What of a range has not become text, if there are words in it; it is taken from now on.
    pub fn rest(&mut self, range: &Range<usize>) -> Option<&'a str> {
        let rest = self.source.get(self.end..range.end).filter(|rest| has_words(rest));
        self.end = self.end.max(range.end);
        rest
    }

    /// What was passed over behind the last event, and the addresses that no link asked for.
    pub fn finish(mut self) -> impl Iterator<Item = Passed> {
        let end = self.source.len();
        let last = self.pass(&(end..end));
        let unasked = self.addresses.iter().filter(|told| self.unasked.contains(&told.to));
        let unasked = unasked.filter_map(|told| self.words(told.range.clone()));
        unasked.chain(last).collect::<Vec<_>>().into_iter()
    }

    /// Something begins here; its markup is what begins it.
    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Vec<Passed> {
        let said = self.source.get(range.clone()).unwrap_or_default();
        let markup = match tag {
            Tag::Item => said.len() - said.trim_start_matches(|c: char| c.is_ascii_digit()).len(),
            Tag::FootnoteDefinition(_) => said.find("]:").map_or(0, |end| end + 2),
            Tag::Link { link_type, dest_url, title, .. } | Tag::Image { link_type, dest_url, title, .. } => {
                if !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) {
                    self.unasked.remove(&**dest_url);
                }
                let before = self.pass(&(range.start..range.start));
                let title = (!title.is_empty()).then(|| (range.start, title.to_string()));
                return before.into_iter().chain(title).collect();
            }
            _ => return Vec::new(),
        };
        self.pass(&(range.start..range.start + markup)).into_iter().collect()
    }

    /// A range is taken; answers the words before it that were not.
    fn pass(&mut self, range: &Range<usize>) -> Option<Passed> {
        let mut from = self.end;
        let mut passed: Option<Passed> = None;
        let before = self.before;
        let told = self.addresses.get(before..).unwrap_or_default();
        let told = told.iter().map(|told| &told.range).take_while(|told| told.start < range.start);
        for gap in told.chain([&(range.start..range.start)]) {
            if let Some((start, words)) = self.words(from..gap.start) {
                let (_, all) = passed.get_or_insert((start, String::new()));
                all.push_str(if all.is_empty() { "" } else { " " });
                all.push_str(&words);
            }
            from = from.max(gap.end);
        }
        self.before += self.addresses[before..].partition_point(|told| told.range.start < range.start);
        self.end = self.end.max(range.end);
        passed
    }

    fn words(&self, range: Range<usize>) -> Option<Passed> {
        let said = self.source.get(range.clone()).filter(|said| has_words(said))?;
        let start = said.len() - said.trim_start().len();
        Some((range.start + start, said.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

fn has_words(said: &str) -> bool {
    said.contains(char::is_alphanumeric)
}

/// The cells in what is left of a row, as plain text.
pub(super) fn further_cells(rest: &str) -> impl Iterator<Item = Text> {
    let cells = rest.find('|').map_or(rest, |bar| &rest[bar + 1..]).trim_end();
    let cells = cells.strip_suffix('|').filter(|cells| !cells.ends_with('\\')).unwrap_or(cells);
    // A bar behind a backslash is a sign of the text.
    let cells = cells.replace("\\|", "\0");
    let cells: Vec<String> = cells.split('|').map(|cell| cell.trim().replace('\0', "|")).collect();
    cells.into_iter().map(|plain| Text { plain, ..Text::default() })
}
