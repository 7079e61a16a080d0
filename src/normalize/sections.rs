//! Knows the annex and the sections that a piece stands in, and where paragraphs are numbered anew. In: headings in reading order. Out: the
//! number of a paragraph with the section it is numbered in. Gives no two annexes or sections the same place: anchors never repeat.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{At, ParagraphNumber};

use super::labels::{self, Lead};
use super::numerals;
use super::rules::Words;
use super::sheets::Piece;

/// Where the reader is among annexes and sections.
pub struct Sections {
    /// Whether there is more than one annex, so that they need labels.
    several: bool,
    /// The label of the annex the reader is in.
    annex: Option<String>,
    /// The ranks and labels of the sections the reader is in, outermost first.
    open: Vec<(u8, String)>,
    /// All of them, where the last was entered after the last paragraph.
    entered: Option<String>,
    /// The section whose paragraphs are numbered anew: `II`, `II.A`.
    numbered: Option<String>,
    /// The places that annexes and sections have already.
    taken: BTreeSet<String>,
    /// What an annex of a label is counted as next. Counted from the first each time, thousands of annexes would take the square of their number.
    next: BTreeMap<Option<String>, usize>,
}

impl Sections {
    /// Before the first piece of a text.
    pub fn new(pieces: &[Piece], words: &Words) -> Self {
        let annexes = pieces.iter().filter(|piece| annex(&piece.text.plain, words).is_some()).count();
        Self {
            several: annexes > 1,
            annex: None,
            open: Vec::new(),
            entered: None,
            numbered: None,
            taken: BTreeSet::new(),
            next: BTreeMap::new(),
        }
    }

    /// The label of the annex the reader is in.
    pub fn annex(&self) -> Option<String> {
        self.annex.clone()
    }

    /// Begins an annex, outside of all sections.
    pub fn begin_annex(&mut self, label: String) {
        let label = Some(label).filter(|label| self.several && !label.is_empty());
        self.annex = self.untaken(label.as_deref());
        (self.entered, self.numbered) = (None, None);
        self.open.clear();
    }

    /// The label of an annex, with a number behind it where an annex before had the same.
    fn untaken(&mut self, label: Option<&str>) -> Option<String> {
        let numbered = |count: usize| match (label, count) {
            (label, 1) => label.map(str::to_owned),
            (Some(label), count) => Some(format!("{label}-{count}")),
            (None, count) => Some(count.to_string()),
        };
        let next = self.next.entry(label.map(str::to_owned)).or_insert(1);
        loop {
            let label = numbered(*next);
            *next += 1;
            // Another annex may be printed with what this one would be counted as.
            if self.taken.insert(At::Annex(label.clone(), None).to_string()) {
                return label;
            }
        }
    }

    /// Enters the section that a heading begins, by its number or letter; false where it begins none.
    pub fn enter(&mut self, heading: &str, words: &Words) -> bool {
        let Some((rank, label)) = section(heading, words) else { return false };
        self.open.retain(|(outer, _)| *outer < rank);
        self.open.push((rank, label));
        let labels: Vec<&str> = self.open.iter().map(|(_, label)| label.as_str()).collect();
        self.entered = Some(labels.join("."));
        true
    }

    /// Begins to number anew inside the section just entered (`II.1`, `B.1`); not where those places are taken.
    pub fn number_anew(&mut self) -> bool {
        let Some(section) = self.entered.take() else { return false };
        let fresh = self.taken.insert(format!("{:?} {section}", self.annex));
        if fresh {
            self.numbered = Some(section);
        }
        fresh
    }

    /// A paragraph goes on with the numbers before: the section just entered does not number anew.
    pub fn pass(&mut self) {
        self.entered = None;
    }

    /// The number of a paragraph, with the section that it is numbered in.
    pub fn number(&self, last: u32) -> ParagraphNumber {
        let whole = self.numbered.as_ref().and_then(|section| ParagraphNumber::new(&format!("{section}.{last}")));
        whole.unwrap_or_else(|| ParagraphNumber::from(last))
    }
}

/// The label of the annex that a text heads (`Annex I`), empty where it has none; `None` where it heads no annex.
pub fn annex(text: &str, words: &Words) -> Option<String> {
    let found = words.annex.captures(text).or_else(|| words.annex_to.captures(text))?;
    let label = found.name("label").map_or("", |label| label.as_str());
    // A number in words is the same in the anchors of all languages: `المرفق الأول` is annex I.
    let value =
        words.ordinals.get(label).and_then(|value| numerals::ROMANS.get(usize::try_from(*value).ok()?.checked_sub(1)?));
    Some(value.copied().unwrap_or(label).to_owned())
}

/// The rank and label of the section that a heading begins: 1 and `II` for `II. Sanctions`, 2 and `A` for `A`, 0 and `5` for `Article 5`.
fn section(heading: &str, words: &Words) -> Option<(u8, String)> {
    let bare = heading.trim_start();
    let (rank, label) = match labels::lead(bare) {
        Some((Lead::Roman(_), _)) if bare.starts_with(|c: char| c.is_ascii()) => {
            (1, bare.split(['.', ' ']).next()?.to_owned())
        }
        Some((Lead::Roman(value) | Lead::Chinese(value), _)) => (1, value.to_string()),
        Some((Lead::Letter(letter), _)) => (2, letter.to_string()),
        None if words.parts.fit(bare) => {
            let label = bare.trim_end_matches('.').rsplit(' ').next()?;
            let roman = numerals::roman(label).is_some() && !matches!(label, "C" | "D" | "L" | "M");
            let figures = label.bytes().all(|b| b.is_ascii_digit());
            (if figures { 0 } else { 2 - u8::from(roman) }, label.to_owned())
        }
        _ => return None,
    };
    label.bytes().all(|b| b.is_ascii_alphanumeric()).then_some((rank, label))
}
