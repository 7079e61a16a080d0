//! Cuts a text that extraction left as one single line. In: the line. Out: pieces. What print told by lines and white space is told
//! here by order alone: paragraph numbers come one after the other, items too, headings stand between the end of a sentence and the
//! next number, and the table of contents, run in as well, tells where a heading ends and the next begins. Never drops a character.

use crate::model::{Lang, Text};

use super::cut;
use super::forms;
use super::labels::{self, Lead};
use super::numerals;
use super::rules::Words;
use super::sheets::{Piece, Stands};
use super::spacing;

/// A line is a text of its own above this length, and above this share (in tenths) of the whole.
const RUNNING: (usize, usize) = (3000, 8);
/// Fewer characters than this are no heading of the table of contents, but chance.
const SHORTEST_ENTRY: usize = 4;

/// Whether a text is of this kind.
pub fn fits(source: &str) -> bool {
    let longest = source.lines().map(str::len).max().unwrap_or(0);
    longest > RUNNING.0 && longest * 10 > source.len() * RUNNING.1
}

/// A cut text: where each piece begins and ends, and how it stands.
struct Cutter<'a> {
    text: &'a Text,
    line: u32,
    lang: Lang,
    pieces: Vec<Piece>,
    /// The table of contents without spaces.
    contents: String,
}

/// The pieces of a running text.
pub fn cut(text: &Text, line: u32, words: &Words) -> Vec<Piece> {
    let mut cutter = Cutter { text, line, lang: words.lang, pieces: Vec::new(), contents: String::new() };
    let starts = paragraph_starts(&text.plain);
    let Some(&first) = starts.first() else {
        cutter.push(0..text.plain.len(), Stands::InRun);
        return cutter.pieces;
    };
    let head = heading_start(&text.plain[..first], words);
    cutter.front(head, words);
    cutter.headings(head..first);
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.plain.len());
        cutter.paragraph(start, end);
    }
    cutter.entries()
}

/// Where each paragraph number stands, from 1 on, each after the one before.
fn paragraph_starts(plain: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut from = 0;
    for number in 1u32.. {
        let printed = format!(" {number}.");
        let next = plain[from..].match_indices(&printed).map(|(at, _)| from + at + 1).find(|at| begins(plain, *at));
        let Some(start) = next else { break };
        starts.push(start);
        from = start + printed.len() - 1;
    }
    starts
}

/// Whether a number at this place begins a paragraph: what follows goes on as a sentence, and at its end, before the next number or
/// heading, a sentence ends.
fn begins(plain: &str, at: usize) -> bool {
    let rest = &plain[at..];
    let Some((Lead::Figure(_), length)) = labels::lead(rest) else { return false };
    // A numbered heading is followed by the number of a paragraph before any sentence ends. No further than to that number is read.
    let after = &rest[length..];
    forms::NUMBER_INSIDE.find(after).is_none_or(|number| after[..number.end()].contains(['。', '：']))
}

/// The label behind a space; none before another space, for a gap without end would be read from each of its spaces on.
fn lead(behind: &str) -> Option<(Lead, usize)> {
    if behind.starts_with(' ') { None } else { labels::lead(behind) }
}

/// Where the first heading stands before the first paragraph: at the last `一.`
fn heading_start(front: &str, words: &Words) -> usize {
    let numbered = front
        .rmatch_indices(' ')
        .map(|(at, _)| at + 1)
        .find(|at| matches!(lead(&front[*at..]), Some((Lead::Chinese(1) | Lead::Roman(1) | Lead::Letter('A'), _))));
    numbered.or_else(|| find_word(front, &words.contents).map(|range| range.end)).unwrap_or(front.len())
}

/// Where one of the words stands alone between spaces.
fn find_word(text: &str, words: &[String]) -> Option<std::ops::Range<usize>> {
    words.iter().find_map(|word| {
        let at = text.find(&format!(" {word} "))? + 1;
        Some(at..at + word.len())
    })
}

impl Cutter<'_> {
    fn push(&mut self, range: std::ops::Range<usize>, stands: Stands) {
        let text = spacing::settle(cut::slice(self.text, range), self.lang);
        if !text.is_empty() {
            self.pieces.push(Piece { line: self.line, indent: 0, stands, text });
        }
    }

    /// Front matter, summary and table of contents.
    fn front(&mut self, end: usize, words: &Words) {
        let plain = &self.text.plain[..end];
        let contents = find_word(plain, &words.contents);
        let above = contents.as_ref().map_or(end, |range| range.start);
        let summary = find_word(&plain[..above], &words.summary);
        let masthead = summary.as_ref().map_or(above, |range| range.start);
        for range in self.masthead(masthead, words) {
            self.push(range, Stands::InRun);
        }
        if let Some(summary) = summary {
            self.push(summary.clone(), Stands::Alone);
            self.push(summary.end..above, Stands::InRun);
        }
        if let Some(contents) = contents {
            let entries: String = plain[contents.end..].split_whitespace().collect();
            self.contents = if entries.len() > LONGEST_CONTENTS { String::new() } else { entries };
            self.push(contents.clone(), Stands::InRun);
            self.push(contents.end..end, Stands::InRun);
        }
    }

    /// The pieces, the table of contents cut into its entries: each is a heading of the text, or stands between two that are.
    fn entries(self) -> Vec<Piece> {
        let unnumbered = |piece: &Piece| {
            let skip = labels::lead(&piece.text.plain).map_or(0, |(_, length)| length);
            piece.text.plain[skip..].to_owned()
        };
        let headings: Vec<String> =
            self.pieces.iter().filter(|piece| piece.stands == Stands::Alone).map(unnumbered).collect();
        let cut_up = |piece: Piece| {
            if piece.text.plain != self.contents || piece.text.plain.is_empty() {
                return vec![piece];
            }
            let entries = entries_of(&piece.text.plain, &headings);
            entries.into_iter().map(|range| Piece { text: cut::slice(&piece.text, range), ..piece.clone() }).collect()
        };
        self.pieces.into_iter().flat_map(cut_up).collect()
    }

    /// The masthead cut after its session, its agenda item with that item's title, and before its last line, the author's.
    fn masthead(&self, end: usize, words: &Words) -> Vec<std::ops::Range<usize>> {
        // The words of the data are written without spaces; here every one may stand between characters.
        let plain = &self.text.plain[..end];
        let (bare, offsets) = without_spaces(plain);
        let mut ends: Vec<usize> = Vec::new();
        ends.extend(words.session.find(&bare).chain(words.agenda_item.find(&bare)).map(|found| found.end()));
        let typed = words.types.iter().find_map(|word| word.line.0.find(&bare)).map(|found| found.start());
        let after = ends.iter().copied().max().unwrap_or(0);
        let title = &bare[after..typed.unwrap_or(bare.len()).max(after)];
        ends.extend(repeated_head(title).map(|length| after + length));
        ends.extend(typed);
        ends.sort_unstable();
        let mut ranges = Vec::new();
        let mut start = 0;
        for end in ends {
            let end = offsets.get(end).copied().unwrap_or(plain.len());
            if end > start {
                ranges.push(start..end);
                start = end;
            }
        }
        ranges.push(start..plain.len());
        ranges
    }

    /// A paragraph with its items, and the headings between its last sentence and the next number.
    fn paragraph(&mut self, start: usize, end: usize) {
        let plain = &self.text.plain[start..end];
        let items = item_starts(plain);
        let mut from = start;
        for item in items.iter().map(|item| start + item) {
            self.sentences(from..item);
            from = item;
        }
        self.sentences(from..end);
    }

    /// A text up to the end of its last clause, then headings.
    fn sentences(&mut self, range: std::ops::Range<usize>) {
        let plain = &self.text.plain[range.clone()];
        let ended = plain.rfind(['。', '；', '：']).map_or(plain.len(), |at| at + '。'.len_utf8());
        // A closing mark after the last stop still belongs to the sentence.
        let closing: usize = plain[ended..].chars().take_while(|c| "”’》）".contains(*c)).map(char::len_utf8).sum();
        let ended = range.start + ended + closing;
        self.push(range.start..ended, Stands::InRun);
        self.headings(ended..range.end);
    }

    /// A run of headings, each cut from the next by its number or by the table of contents.
    fn headings(&mut self, range: std::ops::Range<usize>) {
        let plain = &self.text.plain[range.clone()];
        let mut starts: Vec<usize> = vec![0];
        for (at, _) in plain.match_indices(' ') {
            let rest = &plain[at + 1..];
            if at > 0 && lead(rest).is_some() && !plain[..at].trim().is_empty() {
                starts.push(at + 1);
            }
        }
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(plain.len());
            let heading = range.start + start..range.start + end;
            match self.entry_end(heading.clone()) {
                Some(middle) => {
                    self.push(heading.start..middle, Stands::Alone);
                    self.push(middle..heading.end, Stands::Alone);
                }
                None => self.push(heading, Stands::Alone),
            }
        }
    }

    /// Where a heading of the table of contents ends inside a longer run, so that another heading follows: `七. 新出现的政策问题 海盗`.
    fn entry_end(&self, range: std::ops::Range<usize>) -> Option<usize> {
        let plain = &self.text.plain[range.clone()];
        // Only a numbered heading is in the table as a whole; the words of another may begin like an entry by chance.
        let (_, skip) = labels::lead(plain)?;
        let (bare, offsets) = without_spaces(&plain[skip..]);
        let ends: Vec<usize> = bare.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_TITLE).collect();
        let in_contents = ends.partition_point(|end| self.contents.contains(&bare[..*end]));
        let longest = *ends.get(in_contents.checked_sub(1)?)?;
        let known = bare[..longest].chars().count() >= SHORTEST_ENTRY && longest < bare.len();
        let middle = skip + offsets.get(longest).copied()?;
        let between_words = plain[..middle].ends_with(' ') && longest * 2 > bare.len();
        (known && between_words).then_some(range.start + middle)
    }
}

/// Where the entries of a table of contents stand, given the headings of the text.
fn entries_of(contents: &str, headings: &[String]) -> Vec<std::ops::Range<usize>> {
    let mut entries: Vec<std::ops::Range<usize>> = Vec::new();
    let (mut at, mut unknown) = (0, 0);
    while let Some(c) = contents[at..].chars().next() {
        let known = headings.iter().filter(|heading| contents[at..].starts_with(*heading)).map(String::len).max();
        if let Some(length) = known.filter(|length| *length > 0) {
            if unknown < at {
                entries.push(unknown..at);
            }
            entries.push(at..at + length);
            at += length;
            unknown = at;
        } else {
            at += c.len_utf8();
        }
    }
    if unknown < at {
        entries.push(unknown..at);
    }
    entries
}

/// A text without its spaces, and where each of its bytes stood.
fn without_spaces(plain: &str) -> (String, Vec<usize>) {
    let mut bare = String::new();
    let mut offsets = Vec::new();
    for (at, c) in plain.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        offsets.extend((0..c.len_utf8()).map(|byte| at + byte));
        bare.push(c);
    }
    (bare, offsets)
}

/// No table of contents is longer than this, in bytes.
const LONGEST_CONTENTS: usize = 20_000;

/// No title is longer than this, in characters.
const LONGEST_TITLE: usize = 300;

/// The length of a beginning that comes again: the title of an agenda item, which the title of a report on it repeats.
fn repeated_head(title: &str) -> Option<usize> {
    let ends = title.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_TITLE);
    let title = title.get(..title.char_indices().nth(2 * LONGEST_TITLE).map_or(title.len(), |(at, _)| at))?;
    let mut repeated = ends.filter(|end| title[*end..].contains(&title[..*end]));
    let longest = repeated.by_ref().last()?;
    (title[..longest].chars().count() >= SHORTEST_ENTRY).then_some(longest)
}

/// Where the items of a paragraph begin: `(a)` and what follows it in turn, each after a colon, a semicolon or a heading.
fn item_starts(plain: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut open: Option<String> = None;
    for (at, _) in plain.match_indices('(') {
        let Some((Lead::Bracketed(label), _)) = labels::lead(&plain[at..]) else { continue };
        let in_turn = open.as_ref().map_or(label == "(a)", |open| numerals::follows(&label, open));
        if in_turn {
            starts.push(at);
            open = Some(label);
        }
    }
    if starts.len() > 1 { starts } else { Vec::new() }
}
