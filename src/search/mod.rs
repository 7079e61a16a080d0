//! Search that works from the disk. In: the archive. Out: the index, in pieces that load as classic scripts when a query needs them.
//! Reads the model, never pages. What the client has to know of languages is in the pieces; it has no rules of its own.
//!
//! 1. `passage` gathers what is searched, each text once.
//! 2. `batch` cuts texts into terms (`token`, by the table of `fold`) and finds the stems of words (`stem`).
//! 3. `posting` joins the batches into terms in order, `dictionary` brings the forms of a word together.
//! 4. `shown`, `filter`, `key` make what hits show, what they can be narrowed to, and the ways a symbol is typed.
//! 5. `piece` makes files of it all, and `Entry` is the one that leads to them.

mod batch;
mod dictionary;
mod filter;
mod fold;
mod key;
mod lexicon;
mod number;
mod passage;
mod phrasebook;
mod piece;
mod posting;
mod shown;
mod stem;
mod token;

use rayon::prelude::*;
use serde::Serialize;

use self::{
    batch::Batch,
    filter::Row,
    fold::{Folding, Table},
    key::Keys,
    passage::Passages,
    piece::Family,
    posting::Scale,
};
use crate::{
    box_words::SearchWords,
    config::ArchiveFile,
    model::{Archive, Failure, Page},
};

/// The bytes of text read at once. Small ones make more to join, large ones need more memory.
const BATCH: usize = 6_000_000;

/// The file that a page loads first: what is in the index and where.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    /// Of the form of the pieces; a client that knows another one says so.
    version: u32,
    lang: &'static str,
    passages: usize,
    documents: usize,
    /// How many documents, how many symbols a piece holds.
    sizes: [usize; 2],
    /// For each document how many passages first stand in it.
    starts: Vec<u32>,
    /// The first term of each piece of the dictionary, and the terms in it.
    dictionary: (String, Vec<u32>),
    /// For each piece of postings the distance of its first term from that of the piece before.
    postings: Vec<u32>,
    /// The common terms, as distances; their postings tell no positions.
    common: Vec<u32>,
    /// For each piece of texts the same of passages.
    texts: Vec<u32>,
    /// What Arabic writes together with a word: taken off a word of a query that no text has.
    prefixes: [&'static str; 12],
    keys: String,
    filters: Vec<Row>,
    /// The hashes in the names of the pieces, by family.
    hashes: Hashes<'a>,
    folding: Table,
}

#[derive(Debug, Default, Serialize)]
struct Hashes<'a> {
    d: &'a str,
    p: &'a str,
    t: &'a str,
    h: &'a str,
    k: &'a str,
    s: &'a str,
    f: &'a str,
    b: &'a str,
}

/// The index of an archive, in order of path.
///
/// # Errors
/// When the words of the box are not as they should be.
pub fn index(archive: &Archive, settings: &ArchiveFile) -> Result<Vec<Page>, Failure> {
    let words_of_the_box = SearchWords::built_in()?;
    let folding = Folding::new();
    let passages = Passages::of(archive);
    let (shown, texts) = shown::texts(&passages);
    let book = phrasebook::phrasebook(&passages.all);
    let (mut pages, text_hashes) = piece::pages(Family::Texts, &shown, &book);
    drop(shown);
    let words = terms(&passages, &folding);
    pages.extend(words.pages);
    let mut add = |family: Family, contents: &[Vec<u8>]| {
        let (made, hashes) = piece::pages(family, contents, &[]);
        pages.extend(made);
        hashes
    };
    let document_hashes = add(Family::Documents, &shown::documents(archive));
    let Keys { pieces: keys, firsts, symbols } = key::keys(archive, &folding);
    let k = add(Family::Keys, &keys);
    let s = add(Family::Symbols, &symbols);
    let (rows, filters) = filter::filters(archive, &passages);
    let f = add(Family::Filters, &filters);
    let b = add(Family::Phrasebook, &[book]);
    let entry = Entry {
        version: 1,
        lang: settings.lang.code(),
        passages: passages.all.len(),
        documents: archive.held.len(),
        sizes: [shown::DOCUMENTS, key::SYMBOLS],
        starts: distances(&passages.starts),
        dictionary: words.dictionary,
        postings: words.firsts,
        common: words.common,
        texts: distances(&texts),
        prefixes: stem::ARABIC_PREFIXES,
        keys: firsts.join("\n"),
        filters: rows,
        hashes: Hashes { d: &words.d, p: &words.p, t: &text_hashes, h: &document_hashes, k: &k, s: &s, f: &f, b: &b },
        folding: folding.table(),
    };
    pages.push(piece::page("index", &shown::json(&entry)));
    pages.extend(
        words_of_the_box.iter().map(|(lang, words)| piece::page(&format!("words-{lang}"), &shown::json(words))),
    );
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// The terms that a text is found by, each with its position. For the test that holds the client's cutting against this one.
pub fn terms_of(text: &str) -> Vec<(String, u32)> {
    let folding = Folding::new();
    let mut terms = Vec::new();
    token::Tokenizer::new(&folding).cut(text, |term, position, _| terms.push((term.to_owned(), position)));
    terms
}

/// The files of the dictionary and of the postings, with their hashes.
struct Words {
    pages: Vec<Page>,
    d: String,
    p: String,
    /// See `Entry`.
    dictionary: (String, Vec<u32>),
    firsts: Vec<u32>,
    common: Vec<u32>,
}

/// The terms of all passages.
fn terms(passages: &Passages<'_>, folding: &Folding) -> Words {
    let batches: Vec<Batch> =
        ranges(passages).into_par_iter().map(|range| Batch::of(&passages.all, range, folding)).collect();
    let terms = posting::terms(&batches, &Scale::of(&passages.all));
    let terms = dictionary::with_stems(terms, &batches);
    let forms = dictionary::forms(&terms, &batches);
    drop(batches);
    let (contents, firsts) = dictionary::pieces(&terms, &forms);
    let (mut pages, d) = piece::pages(Family::Dictionary, &contents, &[]);
    let (contents, firsts_of_postings) = posting::pieces(&terms);
    let common: Vec<u32> = (0..).zip(&terms).filter(|(_, term)| term.common).map(|(number, _)| number).collect();
    drop(terms);
    let (made, p) = piece::pages(Family::Postings, &contents, &[]);
    pages.extend(made);
    let (first_terms, numbers): (Vec<String>, Vec<u32>) = firsts.into_iter().unzip();
    Words {
        pages,
        d,
        p,
        dictionary: (first_terms.join("\n"), distances(&numbers)),
        firsts: distances(&firsts_of_postings),
        common: distances(&common),
    }
}

/// Stretches of passages of about `BATCH` bytes.
fn ranges(passages: &Passages<'_>) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (number, passage) in passages.all.iter().enumerate() {
        bytes += passage.text.len();
        if bytes >= BATCH {
            ranges.push(start..number + 1);
            start = number + 1;
            bytes = 0;
        }
    }
    ranges.push(start..passages.all.len());
    ranges
}

/// Ascending numbers as distances, the first from 0.
fn distances(numbers: &[u32]) -> Vec<u32> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}
