//! The files of the postings. In: terms in order, and what their postings are made from. Out: files, and for each term how frequent it is. Terms are
//! worked out in windows; a window whose terms stand where they stood in the build before is not worked out again. That a document has a
//! word more changes the windows of the words of one paragraph; that it has a passage more, those of the words that stand behind it there.

use std::{ops::Range, sync::OnceLock};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    batch::Batch,
    number::push,
    passage::Passages,
    piece::{self, Family, Files},
    posting::{self, CHUNK, Material, Posting, Weight},
    term::Term,
};
use crate::{
    cache::Cache,
    model::{Digest, Failure, Map, Print},
};

/// The terms that are worked out at a time, about: enough for all processors, and few enough to need little memory.
const AT_ONCE: usize = 4096;

/// How many terms a window has, about. Small windows leave more files half full, large ones are worked out anew for one word.
const IN_WINDOW: u32 = 256;

/// What is known of a window of terms that was worked out: the weight of each, and the files of their postings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Window {
    weights: Vec<Weight>,
    files: Vec<File>,
}

/// A file of postings: its first term, counted in its window, and what its content is known by.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct File {
    first: u32,
    content: Digest,
}

/// The contents of a window's files, where they were made.
type Contents = OnceLock<Vec<Vec<u8>>>;

/// Windows by what they were made from.
type Windows = Map<Digest, Window>;

impl Window {
    /// The window of these postings, and the contents of its files.
    fn of(postings: impl Iterator<Item = Posting>) -> (Self, Vec<Vec<u8>>) {
        let mut window = Self::default();
        let mut contents: Vec<Vec<u8>> = Vec::new();
        let mut firsts = Vec::new();
        // Whether the last file may take more terms.
        let mut open = false;
        for (number, Posting { weight, chunks }) in (0..).zip(postings) {
            window.weights.push(weight);
            // A term of several chunks has as many files to itself.
            let alone = chunks.len() > 1;
            for chunk in &chunks {
                let full = contents.last().is_none_or(|content| content.len() + chunk.len() > CHUNK);
                if alone || full || !open {
                    contents.push(Vec::new());
                    firsts.push(number);
                }
                open = !alone;
                if let Some(content) = contents.last_mut() {
                    push(content, u32::try_from(chunk.len()).unwrap_or(u32::MAX));
                    content.extend_from_slice(chunk);
                }
            }
        }
        let known = |(first, content): (u32, &Vec<u8>)| File { first, content: piece::of_content(content) };
        window.files = firsts.into_iter().zip(&contents).map(known).collect();
        (window, contents)
    }
}

/// The windows of all terms. One ends with a term whose letters say so: a new term moves no other bound.
fn windows(terms: &[Term]) -> Vec<Range<usize>> {
    let ends = (1..).zip(terms).filter(|(_, term)| is_last(&term.text)).map(|(end, _)| end);
    let mut start = 0;
    let mut windows = Vec::new();
    for end in ends.chain([terms.len()]) {
        if start < end {
            windows.push(std::mem::replace(&mut start, end)..end);
        }
    }
    windows
}

/// Whether a window ends with this term, as one of so many does as `IN_WINDOW` says.
fn is_last(term: &str) -> bool {
    const FACTOR: u32 = 0x9e37_79b1;
    let mix = |hash: u32, byte: u8| (hash.rotate_left(5) ^ u32::from(byte)).wrapping_mul(FACTOR);
    (term.bytes().fold(0, mix) >> 16) % IN_WINDOW == 0
}

/// By what it is known where the terms of a batch stand and what they weigh there: for each the beginning of a checksum, `SUM` bytes.
#[derive(Debug)]
pub(super) struct Sums(Vec<u8>);

/// That a term stands elsewhere and has the same sum happens once in more builds than will ever be made.
const SUM: usize = 8;

impl Sums {
    /// What is known of these documents with these passages. It is kept: a change in one document leaves that of all other batches as it was.
    pub(super) fn of(batch: &Batch, documents: Range<usize>, passages: &Passages, cache: &Cache) -> Self {
        let shape = passages.shape(documents);
        let key = batch.sources().map(|sources| cache.key(Digest::of([sources.as_ref(), shape.as_ref(), b"sums"])));
        if let Some(sums) = key.and_then(|key| cache.get_bytes(key)) {
            return Self(sums);
        }
        let terms = 0..batch.terms().len();
        let sums: Vec<[u8; SUM]> = terms.map(|own| sum(posting::standing(batch, own, passages))).collect();
        let sums = sums.concat();
        if let Some(key) = key {
            cache.put_bytes(key, &sums);
        }
        Self(sums)
    }

    fn of_term(&self, own: u32) -> &[u8] {
        let start = own as usize * SUM;
        self.0.get(start..start + SUM).unwrap_or_default()
    }
}

fn sum(standing: Digest) -> [u8; SUM] {
    standing.as_ref().first_chunk().copied().unwrap_or_default()
}

/// What a window of terms is made from: where its terms stand and what they weigh there, and what weights depend on besides.
fn made_from(material: &Material<'_>, window: &Range<usize>, sums: &[Sums], scale: Digest) -> Digest {
    let mut parts = scale.as_ref().to_vec();
    for term in of_window(material, window) {
        parts.extend(term.text.bytes().chain([0]));
        for (batch, own) in material.terms.sources(term) {
            parts.extend(sums.get(*batch as usize).map_or(&[][..], |sums| sums.of_term(*own)));
        }
    }
    Digest::of([parts])
}

fn of_window<'m>(material: &Material<'m>, window: &Range<usize>) -> &'m [Term] {
    material.terms.all.get(window.clone()).unwrap_or_default()
}

/// The files of the postings of all terms.
#[derive(Debug, Default)]
pub(super) struct Postings {
    pub files: Files,
    /// The number of the first term of each file.
    pub firsts: Vec<u32>,
    /// Of each term.
    pub weights: Vec<Weight>,
}

impl Postings {
    /// The postings of all terms, made by and by.
    pub(super) fn of(
        material: &Material<'_>,
        sums: &[Sums],
        cache: &Cache,
        print: &dyn Print,
    ) -> Result<Self, Failure> {
        let scale = material.scale.checksum();
        let key = cache.key(Digest::of([b"postings"]));
        let before: Windows = cache.get(key).unwrap_or_default();
        let windows = windows(&material.terms.all).into_par_iter();
        let windows: Vec<(Digest, Range<usize>)> =
            windows.map(|window| (made_from(material, &window, sums, scale), window)).collect();
        let mut postings = Self::default();
        let mut now = Windows::default();
        let mut rest = windows.as_slice();
        while !rest.is_empty() {
            let (run, later) = rest.split_at(fitting_windows(rest, &before));
            postings.add(material, run, &before, &mut now, print)?;
            rest = later;
        }
        cache.put(key, &now);
        Ok(postings)
    }

    /// Adds some windows, worked out where they were not worked out before.
    fn add(
        &mut self,
        material: &Material<'_>,
        run: &[(Digest, Range<usize>)],
        before: &Windows,
        now: &mut Windows,
        print: &dyn Print,
    ) -> Result<(), Failure> {
        let new = run.iter().filter(|(key, _)| !before.contains_key(key));
        let new: Vec<&Term> = new.flat_map(|(_, window)| of_window(material, window)).collect();
        let mut new = material.postings(new.into_par_iter()).into_iter();
        let mut made: Vec<(&Range<usize>, Contents)> = Vec::with_capacity(run.len());
        // Each file: what its content is known by, its window in `made` and its number there.
        let mut files: Vec<(Digest, usize, usize)> = Vec::new();
        for (key, range) in run {
            let (window, contents) = if let Some(window) = before.get(key) {
                (window.clone(), Contents::new())
            } else {
                let (window, contents) = Window::of(new.by_ref().take(range.len()));
                (window, contents.into())
            };
            let start = u32::try_from(range.start).unwrap_or(u32::MAX);
            self.firsts.extend(window.files.iter().map(|file| start.saturating_add(file.first)));
            self.weights.extend(&window.weights);
            files.extend(window.files.iter().enumerate().map(|(nth, file)| (file.content, made.len(), nth)));
            made.push((range, contents));
            now.insert(*key, window);
        }
        let made_from = |number: usize| files.get(number).map_or_else(|| piece::of_content(&[]), |file| file.0);
        let packed = |number: usize| {
            let file = files.get(number).and_then(|(_, window, nth)| Some((made.get(*window)?, nth)));
            let Some(((range, contents), nth)) = file else { return Ok(Vec::new()) };
            // A file that somebody took away, or that has another number now, is made again, and its window with it. Who waits for this must not
            // be asked for other work meanwhile.
            let again = || Window::of(material.postings_alone(of_window(material, range)).into_iter()).1;
            Ok(piece::deflate(contents.get_or_init(again).get(*nth).map_or(&[][..], Vec::as_slice), &[]))
        };
        self.files.add_made(Family::Postings, files.len(), &made_from, &packed, print)
    }

    /// The numbers of the common terms.
    pub(super) fn common(&self) -> Vec<u32> {
        (0..).zip(&self.weights).filter(|(_, weight)| weight.common).map(|(number, _)| number).collect()
    }
}

/// How many windows are worked out at a time, at least one: those that were worked out before cost nothing.
fn fitting_windows(windows: &[(Digest, Range<usize>)], before: &Windows) -> usize {
    let mut new = 0;
    let fits = windows.iter().take_while(|(key, window)| {
        let fits = new < AT_ONCE;
        new += if before.contains_key(key) { 0 } else { window.len() };
        fits
    });
    fits.count().max(1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn one_more_term_moves_the_bounds_of_its_own_window_alone() {
        let terms = |more: &[&str]| {
            let mut terms: Vec<String> = (0..20_000).map(|number| format!("term{number:05}")).collect();
            terms.extend(more.iter().map(|term| (*term).to_owned()));
            terms.sort_unstable();
            terms
        };
        let windows = |terms: &[String]| -> BTreeSet<Vec<String>> {
            let all: Vec<Term> = terms.iter().map(|term| Term::nowhere(term)).collect();
            super::windows(&all).into_iter().map(|window| terms[window].to_vec()).collect()
        };
        let before = windows(&terms(&[]));
        assert!((40..160).contains(&before.len()), "{}", before.len());
        assert_eq!(before.iter().map(Vec::len).sum::<usize>(), 20_000);
        for more in ["a", "term01234x", "z"] {
            assert!(windows(&terms(&[more])).difference(&before).count() <= 2, "{more}");
        }
    }
}
