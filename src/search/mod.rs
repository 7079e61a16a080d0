//! Search that works from the disk. In: the archive. Out: the index, in pieces that load as classic scripts when a query needs them.
//! Reads the model, never pages. What the client has to know of languages is in the pieces; it has no rules of its own.
//!
//! 1. `indexed` makes of each document what the index takes of it: its texts (`passage`) cut into terms (`token`, by the table of `fold`).
//!    This is most of the work, and can be kept from build to build.
//! 2. `batch` joins the products of some documents, `passage` finds the texts that stand in several places.
//! 3. `term` brings all terms into order and the forms of a word (`stem`) together, `posting` tells where each stands.
//! 4. `shown`, `filter`, `key` make what hits show, what they can be narrowed to, and the ways a symbol is typed.
//! 5. `piece` makes files of it all, and `Entry` is the one that leads to them.

mod batch;
mod dictionary;
mod filter;
mod fold;
mod indexed;
mod key;
mod lexicon;
mod number;
mod passage;
mod phrasebook;
mod piece;
mod posting;
mod shown;
mod stem;
mod term;
mod token;

use std::{
    borrow::Cow,
    ops::Range,
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;
use serde::Serialize;

pub use self::indexed::{Indexed, Indexer};
use self::{
    batch::Batch,
    filter::Row,
    fold::{Folding, Table},
    key::Keys,
    passage::Passages,
    piece::{Family, Files},
    posting::Postings,
    stem::Stems,
    term::Terms,
};
use crate::{
    box_words::SearchWords,
    cache::Cache,
    config::ArchiveFile,
    model::{Archive, Digest, Failure, Page, Print, Texts},
};

/// The bytes of text joined at once. Small ones make more to join, large ones need more memory.
const BATCH: usize = 3_000_000;

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

/// What the index is made of.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// Everything held and cited.
    pub archive: &'a Archive,
    /// The texts of its documents.
    pub texts: &'a dyn Texts,
    /// The language of the site.
    pub settings: &'a ArchiveFile,
    /// What earlier builds made of the same texts.
    pub cache: &'a Cache,
}

/// The index of an archive, in order of path.
///
/// # Errors
/// When the words of the box are not as they should be, or a text cannot be fetched.
pub fn index(material: &Material<'_>) -> Result<Vec<Page>, Failure> {
    let indexer = Indexer::new();
    let product = |held: usize| Ok(Cow::Owned(indexer.indexed(material.texts.document(held)?.as_ref())));
    let pages = Mutex::new(Vec::new());
    let print = |page: Page| {
        pages.lock().unwrap_or_else(PoisonError::into_inner).push(page);
        Ok(())
    };
    index_of(material, &indexer, &product, &print)?;
    let mut pages = pages.into_inner().unwrap_or_else(PoisonError::into_inner);
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// The same, with what the index takes of each document from `product`, which is asked once for each of `Archive::held`, in any order and
/// by several threads. What it answers must be what `indexer` makes of that document, now or in an earlier build (see `Indexed`).
///
/// # Errors
/// When the words of the box are not as they should be, a text cannot be fetched, or a file cannot be printed.
pub fn index_of<'i>(
    material: &Material<'_>,
    indexer: &Indexer,
    product: &(impl Fn(usize) -> Result<Cow<'i, Indexed>, Failure> + Sync),
    print: &dyn Print,
) -> Result<(), Failure> {
    let Material { archive, settings, .. } = *material;
    let words_of_the_box = SearchWords::built_in()?;
    let folding = indexer.folding();
    let of_words = || -> Result<_, Failure> {
        let (passages, words) = words(archive, folding, product, print)?;
        let texts = texts(material, &passages, print)?;
        let (rows, filters) = filter::filters(archive, &passages);
        Ok((passages, words, texts, rows, Files::of(Family::Filters, &filters, print)?))
    };
    let of_names = || -> Result<_, Failure> {
        let Keys { pieces: keys, firsts: first_keys, symbols } = key::keys(archive, folding);
        let documents = Files::of(Family::Documents, &shown::documents(archive), print)?;
        let keys = Files::of(Family::Keys, &keys, print)?;
        Ok((documents, keys, first_keys, Files::of(Family::Symbols, &symbols, print)?))
    };
    // Each has stretches that one thread must do alone.
    let (of_words, of_names) = rayon::join(of_words, of_names);
    let (passages, words, (texts, book, firsts), rows, filters) = of_words?;
    let (documents, keys, first_keys, symbols) = of_names?;
    let entry = Entry {
        version: 1,
        lang: settings.lang.code(),
        passages: passages.all.len(),
        documents: archive.held.len(),
        sizes: [shown::DOCUMENTS, key::SYMBOLS],
        starts: distances(&passages.starts),
        dictionary: words.first_terms,
        postings: words.firsts,
        common: words.common,
        texts: distances(&firsts),
        prefixes: stem::ARABIC_PREFIXES,
        keys: first_keys.join("\n"),
        filters: rows,
        hashes: Hashes {
            d: &words.dictionary.hashes,
            p: &words.postings.hashes,
            t: &texts.hashes,
            h: &documents.hashes,
            k: &keys.hashes,
            s: &symbols.hashes,
            f: &filters.hashes,
            b: &book.hashes,
        },
        folding: folding.table(),
    };
    let entry = piece::page("index", &shown::json(&entry));
    let words_of_the_box =
        words_of_the_box.iter().map(|(lang, words)| piece::page(&format!("words-{lang}"), &shown::json(words)));
    std::iter::once(entry).chain(words_of_the_box).try_for_each(|page| print.print(page))
}

/// The terms that a text is found by, each with its position. For the test that holds the client's cutting against this one.
pub fn terms_of(text: &str) -> Vec<(String, u32)> {
    let folding = Folding::new();
    let mut terms = Vec::new();
    token::Tokenizer::new(&folding).cut(text, |term, position, _| terms.push((term.to_owned(), position)));
    terms
}

/// The files of the dictionary and of the postings.
struct Words {
    dictionary: Files,
    postings: Files,
    /// See `Entry`.
    first_terms: (String, Vec<u32>),
    firsts: Vec<u32>,
    common: Vec<u32>,
}

/// The files of the texts and of the book that they are compressed against, and the first passage of each.
fn texts(
    Material { archive, texts, cache, .. }: &Material<'_>,
    passages: &Passages,
    print: &dyn Print,
) -> Result<(Files, Files, Vec<u32>), Failure> {
    let chosen = phrasebook::chosen(passages);
    let of_book = phrasebook::made_from(&chosen);
    let book = cache.remember_if(of_book, || Ok(phrasebook::phrasebook(&phrasebook::sample(&chosen, *texts)?)))?;
    let ranges = shown::texts(passages);
    let firsts = ranges.iter().map(|range| u32::try_from(range.start).unwrap_or(u32::MAX)).collect();
    let range = |number: usize| ranges.get(number).cloned().unwrap_or_default();
    let made_from = |number| Digest::of([shown::made_from(archive, passages, range(number)), of_book]);
    let packed = |number| Ok(piece::deflate(&shown::piece(archive, *texts, passages, range(number))?, &book));
    let mut files = Files::default();
    files.add_made(Family::Texts, ranges.len(), &made_from, &packed, print)?;
    Ok((files, Files::of(Family::Phrasebook, &[book], print)?, firsts))
}

/// The passages of an archive and their terms.
fn words<'i>(
    archive: &Archive,
    folding: &Folding,
    product: &(impl Fn(usize) -> Result<Cow<'i, Indexed>, Failure> + Sync),
    print: &dyn Print,
) -> Result<(Passages, Words), Failure> {
    let ranges = ranges(archive).into_par_iter();
    let mut batches: Vec<Batch> =
        ranges.map(|range| Batch::of(archive, range, product)).collect::<Result<_, Failure>>()?;
    let met: Vec<_> = batches.iter_mut().flat_map(|batch| std::mem::take(&mut batch.texts)).collect();
    let passages = Passages::of(archive.held.len(), &met);
    drop(met);
    let terms = Terms::of(&batches, &Stems::new(folding));
    let postings = Postings::of(&terms, &batches, &passages, print)?;
    drop(batches);
    let (contents, firsts) = dictionary::pieces(&terms, &postings.weights);
    let (first_terms, numbers): (Vec<String>, Vec<u32>) = firsts.into_iter().unzip();
    let words = Words {
        dictionary: Files::of(Family::Dictionary, &contents, print)?,
        first_terms: (first_terms.join("\n"), distances(&numbers)),
        firsts: distances(&postings.firsts),
        common: distances(&postings.common()),
        postings: postings.files,
    };
    Ok((passages, words))
}

/// Stretches of documents of about `BATCH` bytes.
fn ranges(archive: &Archive) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (number, held) in archive.held.iter().enumerate() {
        bytes += held.length;
        if bytes >= BATCH {
            ranges.push(start..number + 1);
            start = number + 1;
            bytes = 0;
        }
    }
    ranges.push(start..archive.held.len());
    ranges
}

/// Ascending numbers as distances, the first from 0.
fn distances(numbers: &[u32]) -> Vec<u32> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}
