//! What the index takes of one document. In: a document. Out: `Indexed`: the terms of its texts with their places, and a checksum of
//! each text. A pure function of the document that knows nothing of the rest of the archive.

use sha2::{Digest as _, Sha256};

use super::{
    fold::Folding,
    lexicon::{Lexicon, Strings},
    number::{Numbers, push},
    passage::{Sort, stretches},
    token::Tokenizer,
};
use crate::model::{Document, Lang, Places};

/// What the index takes of one document.
#[derive(Debug)]
pub(super) struct Indexed {
    pub lang: Lang,
    /// In reading order.
    pub texts: Vec<Taken>,
    /// In the order first met.
    terms: Strings,
    /// For each term where its places end.
    ends: Vec<u32>,
    /// For each term how many texts it stands in; for each of these the distance from the one before (doubled, odd where there is more
    /// than one position), then if so how many positions, then these as distances.
    places: Vec<u8>,
    /// Words written otherwise than in the letters of their term, case aside: term, lower case.
    pub written: Vec<(u32, String)>,
    /// The terms that only stand so, ascending.
    pub only_written: Vec<u32>,
}

/// What the index takes of a text beside its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub checksum: Checksum,
    /// In bytes.
    pub length: u32,
    pub sort: Sort,
    /// The number of its place among those of the document; `None` for the page as a whole.
    pub at: Option<u32>,
}

impl Taken {
    /// Appends it: checksum, length, sort, place (0 for the page as a whole).
    pub(super) fn put(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.checksum.0.to_le_bytes());
        bytes.extend(self.checksum.1.to_le_bytes());
        push(bytes, self.length);
        push(bytes, self.sort as u32);
        push(bytes, self.at.map_or(0, |at| at.saturating_add(1)));
    }

    /// The next that was put so.
    pub(super) fn next(numbers: &mut Numbers<'_>) -> Option<Self> {
        let checksum = (u64::from_le_bytes(numbers.bytes()?), u64::from_le_bytes(numbers.bytes()?));
        let (length, sort, at) = (numbers.next()?, numbers.next()?, numbers.next()?);
        Some(Self { checksum, length, sort: *Sort::ALL.get(sort as usize)?, at: at.checked_sub(1) })
    }
}

/// Of a text with its sort and its language.
pub(super) type Checksum = (u64, u64);

/// Makes what the index takes of documents; holds what can be used again from one to the next.
#[derive(Debug)]
pub(super) struct Indexer {
    folding: Folding,
}

impl Indexer {
    /// Works out how characters are folded.
    pub(super) fn new() -> Self {
        Self { folding: Folding::new() }
    }

    pub(super) const fn folding(&self) -> &Folding {
        &self.folding
    }

    /// What the index takes of a document.
    pub(super) fn indexed(&self, document: &Document) -> Indexed {
        let mut reader = Reader::new(document.facts.lang);
        let mut tokenizer = Tokenizer::new(&self.folding);
        let mut texts = Vec::new();
        let places = Places::of(document);
        for (nth, stretch) in (0..).zip(stretches(document)) {
            let text = stretch.text();
            texts.push(Taken {
                checksum: checksum(stretch.sort, document.facts.lang, &text),
                length: number(text.len()),
                sort: stretch.sort,
                at: stretch.at.and_then(|at| places.number(at)),
            });
            tokenizer.cut(&text, |term, position, word| reader.take(nth, term, position, word));
        }
        reader.indexed(texts)
    }
}

impl Indexed {
    /// The terms with the bytes of their places.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let places = starts.zip(&self.ends).map(|(start, end)| self.places.get(start as usize..*end as usize));
        self.terms.iter().zip(places.map(Option::unwrap_or_default))
    }

    /// How many terms there are.
    pub(super) const fn len(&self) -> usize {
        self.terms.len()
    }
}

/// One occurrence.
#[derive(Debug, Clone, Copy, Default)]
struct Occurrence {
    term: u32,
    text: u32,
    position: u32,
}

/// Gathers the terms of a document.
struct Reader {
    lang: Lang,
    terms: Lexicon,
    met: Vec<Occurrence>,
    /// Words as written in other letters than those of their term.
    other: Lexicon,
    written: Vec<(u32, String)>,
    /// Whether a term was met written just so.
    plain: Vec<bool>,
}

impl Reader {
    fn new(lang: Lang) -> Self {
        Self {
            lang,
            terms: Lexicon::new(),
            met: Vec::new(),
            other: Lexicon::new(),
            written: Vec::new(),
            plain: Vec::new(),
        }
    }

    fn take(&mut self, text: u32, term: &str, position: u32, word: Option<&str>) {
        let (number, new) = self.terms.number(term);
        self.met.push(Occurrence { term: number, text, position });
        if new {
            self.plain.push(false);
        }
        let Some(plain) = self.plain.get_mut(number as usize) else { return };
        // Arabic stems are taken of folded words.
        let Some(word) = word.filter(|word| !word.is_ascii() && self.lang != Lang::Ar) else {
            *plain = true;
            return;
        };
        if !self.other.number(word).1 {
            return;
        }
        let lower = word.to_lowercase();
        if lower == term {
            *plain = true;
        } else {
            self.written.push((number, lower));
        }
    }

    fn indexed(mut self, texts: Vec<Taken>) -> Indexed {
        let (places, ends) = packed(&self.met, self.terms.len());
        self.written.sort_unstable();
        self.written.dedup();
        let only = (0..).zip(&self.plain).filter(|(_, plain)| !**plain).map(|(term, _)| term).collect();
        Indexed {
            lang: self.lang,
            texts,
            terms: self.terms.into_strings(),
            ends,
            places,
            written: self.written,
            only_written: only,
        }
    }
}

/// Occurrences in reading order brought into the order of terms and packed, and where each term's places end.
fn packed(met: &[Occurrence], terms: usize) -> (Vec<u8>, Vec<u32>) {
    let mut next = vec![0_usize; terms + 1];
    for occurrence in met {
        next[occurrence.term as usize + 1] += 1;
    }
    for term in 0..terms {
        next[term + 1] += next[term];
    }
    let mut sorted = vec![Occurrence::default(); met.len()];
    for occurrence in met {
        let next = &mut next[occurrence.term as usize];
        sorted[*next] = *occurrence;
        *next += 1;
    }
    let mut bytes = Vec::with_capacity(met.len() * 2 + terms);
    let mut ends = Vec::with_capacity(terms);
    for same in sorted.chunk_by(|a, b| a.term == b.term) {
        let mut before = 0;
        push(&mut bytes, number(same.chunk_by(|a, b| a.text == b.text).count()));
        for group in same.chunk_by(|a, b| a.text == b.text) {
            let text = group.first().map_or(0, |first| first.text);
            push(&mut bytes, (text - before) << 1 | u32::from(group.len() > 1));
            if group.len() > 1 {
                push(&mut bytes, number(group.len()));
            }
            before = text;
            let mut last = 0;
            for occurrence in group {
                // A symbol's parts are met before the symbol, which begins earlier; terms of one name ascend.
                push(&mut bytes, occurrence.position.saturating_sub(last));
                last = occurrence.position;
            }
        }
        ends.push(number(bytes.len()));
    }
    (bytes, ends)
}

/// A length as it is kept. No document has four thousand million bytes.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The same for the same text, sort and language, and for nothing else.
fn checksum(sort: Sort, lang: Lang, text: &str) -> Checksum {
    let sum = Sha256::new_with_prefix([sort as u8, lang as u8]).chain_update(text).finalize();
    let half = |from: usize| {
        (from..from + 8).fold(0, |half, at| half << 8 | u64::from(sum.get(at).copied().unwrap_or_default()))
    };
    (half(0), half(8))
}
