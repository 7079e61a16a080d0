//! Search that works from the disk. In: the archive. Out: the index, in pieces that load as classic scripts when a query needs them.
//! Reads the model, never pages. What the client has to know of languages is in the pieces; it has no rules of its own.
//!
//! 1. `indexed` makes of each document what the index takes of it: its texts (`passage`) cut into terms (`token`, by the table of `fold`).
//! 2. `batch` joins the products of some documents; this far is most of the work, and it is kept from build to build. `passage` finds the
//!    texts that stand in several places.
//! 3. `term` brings all terms into order and the forms of a word (`stem`) together, `posting` tells where each stands, `window` makes files of
//!    it.
//! 4. `shown`, `filter`, `key` make what hits show, what they can be narrowed to, and the ways a symbol is typed, with the paragraphs that it has
//!    (`numbered`); `issues` tells which symbols there can be besides.
//! 5. `piece` makes files of it all, and `Entry` is the one that leads to them.

mod batch;
mod dictionary;
mod filter;
mod fold;
mod indexed;
mod issues;
mod key;
mod lexicon;
mod marks;
mod number;
mod numbered;
mod passage;
mod phrasebook;
mod piece;
mod posting;
mod shown;
mod stem;
mod term;
mod token;
mod window;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::{
    batch::Batch,
    filter::Row,
    fold::{Folding, Kind, Table},
    indexed::Indexer,
    issues::{Issues, issues},
    key::Keys,
    passage::{Met, Passages},
    piece::{Family, Files},
    posting::Scale,
    shown::Long,
    stem::Stems,
    term::Terms,
    window::{Postings, Sums},
};
use crate::{
    box_words::{BoxWords, SearchWords},
    cache::Cache,
    config::ArchiveFile,
    made_from::MadeFrom,
    model::{Archive, Digest, Failure, Lang, Page, Print, Texts},
};

/// The least and the most bytes of text that are joined. Small batches make more terms to bring together, large ones are made anew for one
/// change.
const BATCH: Range<usize> = 1 << 18..1 << 22;

/// How many batches an archive has, about.
const BATCHES: usize = 128;

/// The file that a page loads first: what is in the index and where.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    /// Of the form of the pieces; a client that knows another one says so.
    version: u32,
    lang: &'static str,
    /// How many numbers of passages there are.
    passages: u32,
    documents: usize,
    /// How many documents, how many symbols a piece holds.
    sizes: [usize; 2],
    /// For each document how many numbers of passages it has (see `Passages::rooms`).
    starts: Vec<u32>,
    /// The first term of each piece of the dictionary, and the terms in it.
    dictionary: &'a (String, Vec<u32>),
    /// For each piece of postings the distance of its first term from that of the piece before.
    postings: &'a [u32],
    /// The common terms, as distances; their postings tell no positions.
    common: &'a [u32],
    /// For each piece of texts the same of passages.
    texts: Vec<u32>,
    /// What Arabic writes together with a word: taken off a word of a query that no text has.
    prefixes: Vec<String>,
    /// The words before the number of a paragraph, in all languages.
    paragraph: Vec<String>,
    /// Those before the number of one of the preamble.
    preambular: Vec<String>,
    /// Those that say that it is an annex's.
    annex: Vec<String>,
    keys: String,
    issues: Issues<'a>,
    filters: &'a [Row],
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

/// What the box says in one language.
#[derive(Debug, Serialize)]
struct Said<'a> {
    #[serde(flatten)]
    words: &'a BoxWords,
    /// The names of the organs that hits can be narrowed to.
    bodies: BTreeMap<&'a str, &'a str>,
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
    /// The words of the box.
    pub words: &'a SearchWords,
    /// By what each text is known that an earlier build took what the index takes of it.
    pub made_from: &'a MadeFrom,
    /// What earlier builds made of the same texts.
    pub cache: &'a Cache,
}

/// The index of an archive, in order of path.
///
/// # Errors
/// As those of `print_index`.
pub fn index(material: &Material<'_>) -> Result<Vec<Page>, Failure> {
    let pages = Mutex::new(Vec::new());
    let print = |page: Page| {
        pages.lock().unwrap_or_else(PoisonError::into_inner).push(page);
        Ok(())
    };
    print_index(material, &print)?;
    let mut pages = pages.into_inner().unwrap_or_else(PoisonError::into_inner);
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// Prints the files of the index.
///
/// # Errors
/// When a text cannot be fetched, or a file cannot be printed.
pub fn print_index(material: &Material<'_>, print: &dyn Print) -> Result<(), Failure> {
    let indexer = Indexer::new();
    let folding = indexer.folding();
    // Each has stretches that one thread must do alone.
    let of_names = || Ok((names(material, print)?, keys(material, folding, print)?));
    let (found, of_names) = rayon::join(|| found(material, &indexer, print), of_names);
    let (found, (names, keys)) = (found?, of_names?);
    print.print(entry(material, folding, &found, &names, keys))?;
    words_of_the_box(material).try_for_each(|page| print.print(page))
}

/// What is found by words: the passages, their terms, their texts, what they can be narrowed to.
struct Found {
    passages: Passages,
    words: Words,
    texts: Files,
    book: Files,
    /// The first passage of each piece of texts.
    firsts: Vec<u32>,
    rows: Vec<Row>,
    filters: Files,
}

/// Prints what is found by words.
fn found(material: &Material<'_>, indexer: &Indexer, print: &dyn Print) -> Result<Found, Failure> {
    let Material { archive, texts, made_from, cache, .. } = *material;
    let documents = archive.held.iter().map(|held| (held.identity.as_str(), held.length));
    let ranges = ranges(&documents.collect::<Vec<_>>());
    let of_range = |range: &Range<usize>| Batch::of(range.clone(), texts, indexer, made_from, cache);
    let mut batches: Vec<Batch> = ranges.par_iter().map(of_range).collect::<Result<_, Failure>>()?;
    let met: Vec<Vec<Met>> = batches.par_iter_mut().map(Batch::give_texts).collect();
    // Each is the work of one thread for the most part.
    let (passages, terms) = rayon::join(
        || Passages::of(&ranges, &met),
        || Terms::of(&batches, &Stems::new(indexer.folding(), material.words)),
    );
    drop(met);
    let (words, (of_texts, filters)) = rayon::join(
        || words(cache, (&ranges, batches), &terms, &passages, print),
        || rayon::join(|| self::texts(material, &passages, print), || filters(archive, &passages, print)),
    );
    let ((texts, book, firsts), (rows, filters)) = (of_texts?, filters?);
    Ok(Found { words: words?, passages, texts, book, firsts, rows, filters })
}

/// The file that leads to the others.
fn entry(material: &Material<'_>, folding: &Folding, found: &Found, names: &Names, keys: Keyed) -> Page {
    let Material { archive, settings, words: of_the_box, .. } = *material;
    let Found { passages, words, .. } = found;
    let folded = |words: &mut dyn Iterator<Item = &str>| words.map(|word| folding.word(word)).collect::<Vec<_>>();
    let entry = Entry {
        version: 1,
        lang: settings.lang.code(),
        passages: passages.numbers,
        documents: archive.held.len(),
        sizes: [shown::DOCUMENTS, key::SYMBOLS],
        starts: distances(&passages.rooms),
        dictionary: &words.first_terms,
        postings: &words.firsts,
        common: &words.common,
        texts: distances(&found.firsts),
        prefixes: folded(&mut of_the_box.iter().flat_map(|(_, words)| words.prefixes.iter())),
        paragraph: folded(&mut of_the_box.iter().flat_map(|(_, words)| words.paragraph.iter().map(String::as_str))),
        preambular: folded(&mut of_the_box.iter().flat_map(|(_, words)| words.preambular.iter().map(String::as_str))),
        annex: folded(&mut of_the_box.iter().flat_map(|(_, words)| words.annex.iter().map(String::as_str))),
        keys: keys.firsts,
        issues: issues(&archive.bodies),
        filters: &found.rows,
        hashes: Hashes {
            d: &words.dictionary.hashes,
            p: &words.postings.hashes,
            t: &found.texts.hashes,
            h: &names.documents,
            k: &keys.hashes,
            s: &names.symbols,
            f: &found.filters.hashes,
            b: &found.book.hashes,
        },
        folding: folding.table(&words.ideographs),
    };
    piece::page("index", &shown::json(&entry))
}

/// The words of the box, a file for each language, with the names of the bodies that hits can be narrowed to.
fn words_of_the_box(material: &Material<'_>) -> impl Iterator<Item = Page> {
    let Material { archive, words, .. } = *material;
    let bodies: BTreeSet<&str> = archive.held.iter().filter_map(|held| held.facts.body.as_deref()).collect();
    words.iter().map(move |(lang, words)| {
        let bodies = bodies.iter().filter_map(|id| Some((*id, name(archive, id, lang)?))).collect();
        piece::page(&format!("words-{lang}"), &shown::json(&Said { words, bodies }))
    })
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
    /// All that stand in a term.
    ideographs: BTreeSet<char>,
}

/// The files of documents and symbols: the hashes in their names.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Names {
    documents: String,
    symbols: String,
}

/// The files of keys: the hashes in their names, and the first key of each.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Keyed {
    hashes: String,
    firsts: String,
}

/// Prints what texts are called. All of it stands while lists of texts say the same, and then each piece whose texts are called and cited as
/// before.
fn names(Material { archive, made_from, cache, .. }: &Material<'_>, print: &dyn Print) -> Result<Names, Failure> {
    let counts = [shown::DOCUMENTS, key::SYMBOLS];
    let [documents, symbols] = [archive.held.len().div_ceil(counts[0]), archive.entries.len().div_ceil(counts[1])];
    let of_documents = |number| shown::documents_made_from(archive, made_from, number);
    let of_symbols = |number| key::symbols_made_from(archive, made_from, number);
    let key = made_from.lists().map(|lists| Digest::of([lists.as_ref(), b"names"]));
    let hashes =
        || Names { documents: piece::hashes(documents, &of_documents), symbols: piece::hashes(symbols, &of_symbols) };
    let names = key.map_or_else(hashes, |key| cache.remember(key, hashes));
    print.group(piece::NAMES, key, &|| {
        let packed = |number| Ok(piece::deflate(&shown::documents(archive, number), &[]));
        Files::default().add_made(Family::Documents, documents, &of_documents, &packed, print)?;
        let packed = |number| Ok(piece::deflate(&key::symbols(archive, number), &[]));
        Files::default().add_made(Family::Symbols, symbols, &of_symbols, &packed, print)?;
        Ok(true)
    })?;
    Ok(names)
}

/// Prints how symbols are typed. All of it stands while no symbol is new and none is gone.
fn keys(
    Material { archive, cache, .. }: &Material<'_>,
    folding: &Folding,
    print: &dyn Print,
) -> Result<Keyed, Failure> {
    let made = OnceCell::new();
    let contents = || made.get_or_init(|| key::keys(archive, folding));
    let key = key::made_from(archive);
    let hashes = || {
        let Keys { pieces, firsts } = contents();
        let of_piece = |number: usize| piece::of_content(pieces.get(number).map_or(&[], Vec::as_slice));
        Keyed { hashes: piece::hashes(pieces.len(), &of_piece), firsts: firsts.join("\n") }
    };
    let keyed = cache.remember(key, hashes);
    print.group(piece::KEYS, Some(key), &|| Files::of(Family::Keys, &contents().pieces, print).map(|_| true))?;
    Ok(keyed)
}

/// The files of the texts and of the book that they are compressed against, and the first passage of each.
fn texts(
    Material { archive, texts, made_from, cache, .. }: &Material<'_>,
    passages: &Passages,
    print: &dyn Print,
) -> Result<(Files, Files, Vec<u32>), Failure> {
    let chosen = phrasebook::chosen(passages);
    let of_book = phrasebook::made_from(&chosen);
    let book = cache.remember_if(of_book, || Ok(phrasebook::phrasebook(&phrasebook::sample(&chosen, *texts)?)))?;
    // Another choice makes the same book as a rule.
    let by_book = Digest::of([book.as_slice(), b"book"]);
    let ranges = shown::texts(passages);
    let firsts = ranges.iter().map(|range| passages.number(range.start)).collect();
    let range = |number: usize| ranges.get(number).cloned().unwrap_or_default();
    let of_piece = |number| Digest::of([shown::made_from(archive, made_from, passages, range(number)), by_book]);
    let long = Long::new();
    let packed = |number| {
        let content = shown::piece(archive, (*texts, &long), passages, range(number))?;
        Ok(piece::deflate(&content, &book))
    };
    let mut files = Files::default();
    files.add_made(Family::Texts, ranges.len(), &of_piece, &packed, print)?;
    Ok((files, Files::of(Family::Phrasebook, &[book], print)?, firsts))
}

/// Prints the dictionary of all terms, and where each stands.
fn words(
    cache: &Cache,
    (ranges, batches): (&[Range<usize>], Vec<Batch>),
    terms: &Terms,
    passages: &Passages,
    print: &dyn Print,
) -> Result<Words, Failure> {
    let sums = |(batch, range): (&Batch, &Range<usize>)| Sums::of(batch, range.clone(), passages, cache);
    let sums: Vec<Sums> = batches.par_iter().zip(ranges).map(sums).collect();
    let scale = Scale::of(passages);
    let material = posting::Material { terms, batches: &batches, passages, scale: &scale };
    let postings = Postings::of(&material, &sums, cache, print)?;
    drop((batches, sums));
    let (contents, firsts) = dictionary::pieces(terms, &postings.weights);
    let (first_terms, numbers): (Vec<String>, Vec<u32>) = firsts.into_iter().unzip();
    Ok(Words {
        dictionary: Files::of(Family::Dictionary, &contents, print)?,
        first_terms: (first_terms.join("\n"), distances(&numbers)),
        firsts: distances(&postings.firsts),
        common: distances(&postings.common()),
        ideographs: ideographs(terms),
        postings: postings.files,
    })
}

/// Prints what hits can be narrowed to.
fn filters(archive: &Archive, passages: &Passages, print: &dyn Print) -> Result<(Vec<Row>, Files), Failure> {
    let (rows, filters) = filter::filters(archive, passages);
    Ok((rows, Files::of(Family::Filters, &filters, print)?))
}

/// What an organ is called in a language, or in English.
fn name<'a>(archive: &'a Archive, body: &str, lang: Lang) -> Option<&'a str> {
    let names = &archive.bodies.get(body)?.names;
    names.get(&lang).or_else(|| names.get(&Lang::En)).map(|names| names.name.as_str())
}

/// The ideographs of all terms: a term that holds one is nothing but one or two of them.
fn ideographs(terms: &Terms) -> BTreeSet<char> {
    let of_term = |text: &str| text.chars().next().is_some_and(|c| fold::kind(c) == Kind::Han);
    terms.all.iter().filter(|term| of_term(&term.text)).flat_map(|term| term.text.chars()).collect()
}

/// The documents of each batch, given name and length of each document. A batch ends with a document whose name says so, the more likely the
/// longer it is: one more document, or a longer one, moves no other bound.
fn ranges(documents: &[(&str, usize)]) -> Vec<Range<usize>> {
    let all: usize = documents.iter().map(|(_, length)| length).sum();
    // In steps of two, for the same reason.
    let size = (all / BATCHES + 1).next_power_of_two().clamp(BATCH.start, BATCH.end);
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (number, (name, length)) in documents.iter().enumerate() {
        bytes += length;
        if bytes >= 4 * size || number_of(name) % size < *length {
            ranges.push(start..number + 1);
            start = number + 1;
            bytes = 0;
        }
    }
    ranges.push(start..documents.len());
    ranges
}

/// A number that is as likely any as any other.
fn number_of(name: &str) -> usize {
    let sum = Digest::of([name]);
    sum.as_ref().iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// Ascending numbers as distances, the first from 0.
fn distances(numbers: &[u32]) -> Vec<u32> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn one_more_document_moves_the_bounds_of_its_own_batch_alone() {
        let names: Vec<String> = (0..5000).map(|number| format!("A/RES/{}/{number}", number / 300)).collect();
        let documents: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 20_000)).collect();
        let batches = |documents: &[(&str, usize)]| -> BTreeSet<Vec<String>> {
            let of = |range: Range<usize>| documents[range].iter().map(|(name, _)| (*name).to_owned()).collect();
            ranges(documents).into_iter().map(of).collect()
        };
        let before = batches(&documents);
        assert!((80..300).contains(&before.len()), "{}", before.len());
        assert_eq!(before.iter().map(Vec::len).sum::<usize>(), documents.len());
        for at in [0, 2500, 4999] {
            let mut more = documents.clone();
            more.insert(at, ("A/RES/70/1", 20_000));
            assert!(batches(&more).difference(&before).count() <= 2, "one more at {at}");
            let mut longer = documents.clone();
            longer[at].1 += 500;
            assert!(batches(&longer).difference(&before).count() <= 2, "a longer one at {at}");
        }
    }
}
