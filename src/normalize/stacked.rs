//! Reads footnotes whose numbers extraction stacked above or below them. In: the lines below the rule of each page. Out: notes with their
//! labels. A number that is followed by text belongs to it; the others fill the places before and between in their order, and a text that
//! has to hold several notes is cut where a sentence ends and a note may begin.

use crate::model::{Lang, NoteLabel};

use super::cut;
use super::forms;
use super::join::Joiner;
use super::labels::is_capital;
use super::marks::starts_with_word;
use super::numerals::{folded, lowered};
use super::rules::Words;
use super::sheets::{Furniture, Gap, Line, Note, Page, SetAside};
use super::spacing::is_wide;

/// Notes of one page may run ahead of the last one by as many numbers as a page holds.
const NOTES_A_PAGE: u32 = 60;

/// Lines of notes that follow one label, and how many notes they hold.
#[derive(Debug, Default)]
struct Segment {
    labels: Vec<NoteLabel>,
    lines: Vec<Line>,
}

/// A reader of notes and the last number it saw.
pub struct Stack<'a> {
    words: &'a Words,
    joiner: &'a Joiner<'a>,
    last: u32,
    begun: bool,
}

impl<'a> Stack<'a> {
    /// A reader that has seen no note.
    pub const fn new(words: &'a Words, joiner: &'a Joiner<'a>) -> Self {
        Self { words, joiner, last: 0, begun: false }
    }

    /// The notes of all pages, in the order of print.
    pub fn read(mut self, pages: &mut [Page], set_aside: &mut Vec<SetAside>) -> Vec<Note> {
        let mut notes: Vec<Note> = Vec::new();
        for (index, page) in pages.iter_mut().enumerate() {
            let lines = std::mem::take(&mut page.notes);
            let (above, segments) = self.segments(lines, set_aside);
            match notes.last_mut().filter(|note| goes_over(note, index, &above)) {
                Some(note) => {
                    for line in above {
                        self.joiner.join(&mut note.text, &line.text, line.number, set_aside);
                    }
                }
                None => page.body.extend(above),
            }
            for segment in segments {
                notes.extend(self.notes(segment, index, set_aside));
            }
        }
        notes
    }

    /// The lines above the first note of a page, and those of its notes by the labels they follow.
    fn segments(&mut self, lines: Vec<Line>, set_aside: &mut Vec<SetAside>) -> (Vec<Line>, Vec<Segment>) {
        let mut segments = vec![Segment::default()];
        let mut stray: Vec<NoteLabel> = Vec::new();
        let mut pending: Vec<NoteLabel> = Vec::new();
        let mut highest = self.last;
        for mut line in lines {
            if let Some((label, length)) = self.label(&line.text.plain, highest) {
                set_aside.push(SetAside::new(line.number, Furniture::NoteLabel, line.text.plain[..length].trim()));
                highest = highest.max(label.value().unwrap_or(0));
                self.begun = true;
                pending.push(label);
                if length == line.text.plain.len() {
                    continue;
                }
                line.text = cut::slice(&line.text, length..line.text.plain.len());
            }
            // The first of a stack stands for the text below it; the others find their places by their order. Numbers smaller than the one
            // above belong to texts above, and the text below them to numbers yet to come.
            let above = segments.last().and_then(|segment| segment.labels.first()).and_then(NoteLabel::value);
            let (late, mut next): (Vec<_>, Vec<_>) =
                pending.drain(..).partition(|label| label.value().is_some_and(|value| Some(value) < above));
            if !next.is_empty() {
                let first = next.remove(0);
                stray.append(&mut next);
                segments.push(Segment { labels: vec![first], lines: Vec::new() });
            } else if !late.is_empty() {
                segments.push(Segment::default());
            }
            stray.extend(late);
            if let Some(segment) = segments.last_mut() {
                segment.lines.push(line);
            }
        }
        stray.append(&mut pending);
        self.last = highest;
        place(&mut segments, stray);
        // What no number came for goes on with the note above.
        let mut above: Vec<Line> = Vec::new();
        let mut labelled: Vec<Segment> = Vec::with_capacity(segments.len());
        for mut segment in segments {
            match labelled.last_mut() {
                _ if !segment.labels.is_empty() => labelled.push(segment),
                Some(before) => before.lines.append(&mut segment.lines),
                None => above.append(&mut segment.lines),
            }
        }
        (above, labelled)
    }

    /// The label at the beginning of a line, and its length with the space after it.
    fn label(&self, line: &str, highest: u32) -> Option<(NoteLabel, usize)> {
        let stopped = || {
            let found = forms::STOPPED_NOTE.captures(line)?;
            let length = found[0].len();
            let begins = self.words.note_openers.fits(&line[length..]);
            Some((NoteLabel::new(&folded(&found[1])).filter(|_| begins)?, length))
        };
        // `1/ Official Records`, `[1] See`: what stands around the number tells that it is a note's.
        let told = forms::SLASHED_NOTE.is_match(line) || forms::MARKED_NOTE.is_match(line);
        let (label, length) = label_of(line, self.words).or_else(stopped)?;
        let rest = &line[length..];
        let near = |value: u32| value > highest && (!self.begun || value <= highest + 3);
        let fit = match label.value() {
            Some(value) if told => near(value),
            // A stacked number may be smaller than one printed above it on the same page, but not than those of the page before.
            Some(value) if rest.is_empty() => value > self.last && (!self.begun || value <= self.last + NOTES_A_PAGE),
            Some(value) => near(value) && begins_note(rest, value == highest + 1, self.words),
            None if label.as_str().starts_with('*') => true,
            None => rest.is_empty(),
        };
        fit.then_some((label, length))
    }

    /// The notes of a segment.
    fn notes(&self, segment: Segment, page: usize, set_aside: &mut Vec<SetAside>) -> Vec<Note> {
        let starts = self.starts(&segment.lines, segment.labels.len());
        let mut notes = Vec::new();
        for (index, label) in segment.labels.into_iter().enumerate() {
            let Some(&start) = starts.get(index) else { break };
            let end = starts.get(index + 1).copied().unwrap_or(segment.lines.len());
            let first = &segment.lines[start];
            let mut note = Note { label, text: first.text.clone(), line: first.number, page };
            for line in &segment.lines[start + 1..end] {
                self.joiner.join(&mut note.text, &line.text, line.number, set_aside);
            }
            notes.push(note);
        }
        notes
    }

    /// Where each of a number of notes begins among lines: at the likeliest places.
    fn starts(&self, lines: &[Line], count: usize) -> Vec<usize> {
        if lines.is_empty() {
            return Vec::new();
        }
        let widest = lines.iter().map(|line| line.text.plain.len()).max().unwrap_or(0);
        let mut places: Vec<(i32, usize)> = (1..lines.len()).map(|at| (self.worth(lines, at, widest), at)).collect();
        places.sort_by_key(|(worth, at)| (-worth, *at));
        let mut starts: Vec<usize> = places.into_iter().take(count.saturating_sub(1)).map(|(_, at)| at).collect();
        starts.push(0);
        starts.sort_unstable();
        starts
    }

    /// How likely a note begins at a line.
    fn worth(&self, lines: &[Line], at: usize, widest: usize) -> i32 {
        let (before, line) = (&lines[at - 1].text.plain, &lines[at]);
        let mut worth = 0;
        worth += if before.ends_with('.') { 4 } else { 0 };
        worth += if self.words.note_openers.fits(&line.text.plain) { 3 } else { 0 };
        worth += if line.gap == Gap::Blank { 2 } else { 0 };
        worth += i32::from(before.len() * 4 < widest * 3);
        worth - if line.text.plain.starts_with(char::is_lowercase) { 4 } else { 0 }
    }
}

/// The mark that a line begins with as a note does, and its length with the space after it.
pub fn label_of(line: &str, words: &Words) -> Option<(NoteLabel, usize)> {
    if let Some(found) = forms::SLASHED_NOTE.captures(line) {
        let length = found[0].char_indices().next_back().map_or(0, |(at, _)| at);
        return Some((NoteLabel::new(&found[1])?, length));
    }
    if let Some(found) = forms::MARKED_NOTE.captures(line) {
        return Some((NoteLabel::new(&lowered(found[0].trim_end()))?, found[0].len()));
    }
    let form = if words.lang == Lang::Ar { &forms::ARABIC_NOTE } else { &forms::NOTE_OR_LETTER };
    let found = form.captures(line)?;
    let label = NoteLabel::new(&folded(found.iter().skip(1).flatten().next()?.as_str()))?;
    Some((label, found[0].len()))
}

/// Whether the text after a number on the same line begins a note, and the number does not count or date it: `30 June and 1 July`. Where letters
/// have no capitals the number next in turn tells it.
pub fn begins_note(rest: &str, in_turn: bool, words: &Words) -> bool {
    let counted = words.number_followers.iter().any(|unit| starts_with_word(rest, unit));
    let opened = rest.starts_with(|c: char| is_capital(c) || "“«[(《".contains(c));
    let wide = || in_turn && !words.lang.spaces_words() && rest.starts_with(is_wide);
    (opened || words.note_openers.fits(rest) || wide()) && !counted
}

/// Whether lines below the rule go on with the last note of the page before, which no full stop ended; else they belong to the text.
fn goes_over(note: &Note, page: usize, lines: &[Line]) -> bool {
    let ended = note.text.plain.trim_end().ends_with(['.', '。', ')', '）', '”', '»']);
    note.page + 1 == page && !ended && !note.text.is_empty() && !lines.is_empty()
}

/// Numbers in their order, letters in theirs.
fn order(label: &NoteLabel) -> (Option<u32>, &str) {
    (label.value(), label.as_str())
}

/// Gives each label that stands apart to the segment it falls into by its number: the last one below a smaller number.
fn place(segments: &mut [Segment], stray: Vec<NoteLabel>) {
    // A segment without a label comes after the one above it.
    let mut above: Option<&NoteLabel> = None;
    let mut firsts = Lowest::of(segments.iter().map(|segment| {
        above = segment.labels.first().or(above);
        above.cloned().map_or(Above::Nothing, Above::Label)
    }));
    for label in stray {
        let Some(fit) = firsts.last_below(&label) else { continue };
        if segments[fit].labels.is_empty() {
            firsts.set(fit, label.clone());
        }
        segments[fit].labels.push(label);
    }
    for segment in segments {
        segment.labels.sort_by(|a, b| order(a).cmp(&order(b)));
    }
}

/// What stands above a label that looks for its place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    Nothing,
    Label(NoteLabel),
    /// No place is there.
    Nowhere,
}

impl Above {
    fn is_below(&self, label: &NoteLabel) -> bool {
        match self {
            Self::Nothing => true,
            Self::Label(above) => order(above) < order(label),
            Self::Nowhere => false,
        }
    }

    /// What comes first where places are put in order.
    fn rank(&self) -> (u8, Option<(Option<u32>, &str)>) {
        match self {
            Self::Nothing => (0, None),
            Self::Label(label) => (1, Some(order(label))),
            Self::Nowhere => (2, None),
        }
    }
}

/// Labels in a row and the lowest of every half, quarter … of them, so that the last one below another is found without looking at all of
/// them.
struct Lowest {
    /// The lowest of all, of each half, of each quarter …, and last the labels, filled up to the next power of two.
    tree: Vec<Above>,
    leaves: usize,
}

impl Lowest {
    fn of(labels: impl ExactSizeIterator<Item = Above>) -> Self {
        let leaves = labels.len().next_power_of_two();
        let mut tree = vec![Above::Nowhere; leaves];
        tree.extend(labels);
        tree.resize(2 * leaves, Above::Nowhere);
        let mut lowest = Self { tree, leaves };
        for at in (1..leaves).rev() {
            lowest.settle(at);
        }
        lowest
    }

    /// The lowest of a part, known from its halves.
    fn settle(&mut self, at: usize) {
        let (one, other) = (&self.tree[2 * at], &self.tree[2 * at + 1]);
        self.tree[at] = if other.rank() < one.rank() { other.clone() } else { one.clone() };
    }

    /// Where the last label below another one stands.
    fn last_below(&self, label: &NoteLabel) -> Option<usize> {
        let below = |at: usize| self.tree[at].is_below(label);
        let mut at = Some(1).filter(|at| below(*at))?;
        while at < self.leaves {
            at = 2 * at + usize::from(below(2 * at + 1));
        }
        Some(at - self.leaves)
    }

    fn set(&mut self, index: usize, label: NoteLabel) {
        let mut at = self.leaves + index;
        self.tree[at] = Above::Label(label);
        while at > 1 {
            at /= 2;
            self.settle(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::normalize::Rules;

    fn read(lines: &[&str]) -> Vec<(String, String)> {
        let notes = lines
            .iter()
            .zip(1..)
            .map(|(line, number)| Line { number, indent: 0, gap: Gap::None, text: Text::plain(*line) })
            .collect();
        let mut pages = [Page { body: Vec::new(), notes }];
        let rules = Rules::load(None).unwrap();
        let joiner = Joiner::new(Lang::En, "", rules.common(Lang::En).unwrap());
        let read = Stack::new(rules.words(Lang::En).unwrap(), &joiner).read(&mut pages, &mut Vec::new());
        read.into_iter().map(|note| (note.label.to_string(), note.text.plain)).collect()
    }

    #[test]
    fn numbers_of_texts_above_and_below_among_each_other() {
        // A_RES_79_258.txt:616
        let read = read(&[
            "A/79/7/Add.2.",
            "A/79/7/Add.19.",
            "24",
            "A/79/7/Add.3.",
            "22",
            "23",
            "A/79/7/Add.4.",
            "Ibid.",
            "27",
            "A/79/7/Add.5.",
            "25",
            "26",
        ]);
        let texts: Vec<String> = read.into_iter().map(|(label, text)| format!("{label} {text}")).collect();
        let expected = [
            "22 A/79/7/Add.2.",
            "23 A/79/7/Add.19.",
            "24 A/79/7/Add.3.",
            "25 A/79/7/Add.4.",
            "26 Ibid.",
            "27 A/79/7/Add.5.",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn numbers_stacked_above_below_and_between() {
        let pairs =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        // A_RES_79_255.txt:53
        assert_eq!(
            read(&[
                "A/79/373 and A/79/555.",
                "Official Records of the General Assembly, Supplement No. 5O",
                "(A/79/5/Add.15).",
                "3",
                "A/79/619.",
                "1",
                "2"
            ]),
            pairs(&[
                ("1", "A/79/373 and A/79/555."),
                ("2", "Official Records of the General Assembly, Supplement No. 5O (A/79/5/Add.15)."),
                ("3", "A/79/619.")
            ])
        );
        // A_RES_78_305.txt:48
        assert_eq!(
            read(&["1", "2", "A/78/596 and A/78/725.", "A/78/744/Add.3."]),
            pairs(&[("1", "A/78/596 and A/78/725."), ("2", "A/78/744/Add.3.")])
        );
        // A_C.2_80_L.3.txt:107
        assert_eq!(
            read(&[
                "1",
                "Adopted in FCCC/CP/2015/10/Add.1, decision 1/CP.21.",
                "United Nations, Treaty Series, vol. 1771, No. 30822.",
                "3",
                "A/80/74.",
                "2"
            ]),
            pairs(&[
                ("1", "Adopted in FCCC/CP/2015/10/Add.1, decision 1/CP.21."),
                ("2", "United Nations, Treaty Series, vol. 1771, No. 30822."),
                ("3", "A/80/74.")
            ])
        );
    }
}
