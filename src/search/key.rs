//! The ways a symbol is typed. In: the archive's entries, held or not. Out: keys in order, each with the symbols it may mean, so that
//! `63/195`, `ares63195` and `2819 (xxvi)` offer the page at once.

use std::{fmt::Write as _, ops::Range};

use rayon::prelude::*;
use serde::Serialize;

use super::{fold::Folding, numbered::runs, shown::json, term::order};
use crate::{
    made_from::MadeFrom,
    model::{Archive, Digest, Entry, Identity},
};

/// The letters of a piece of keys before compression, about.
const PIECE: usize = 12_000;

/// Symbols in a piece.
pub(super) const SYMBOLS: usize = 64;

/// A symbol as shown: itself, address, how many citations lead to it, whether it is held, its title or what citing texts call it, and which
/// paragraphs it has (`numbered`).
#[derive(Debug, Serialize)]
struct SymbolRow<'a>(&'a str, String, usize, u8, &'a str, String);

/// The pieces of keys, and the first key of each.
#[derive(Debug)]
pub(super) struct Keys {
    pub pieces: Vec<Vec<u8>>,
    pub firsts: Vec<String>,
}

/// The checksum of what keys are made of: each name of the archive, and where it leads.
pub(super) fn made_from(archive: &Archive) -> Digest {
    let own = archive.entries.iter().map(|entry| entry.identity.as_str());
    let aliases = archive.aliases.iter().flat_map(|(name, key)| [name.as_str(), key.as_str()]);
    // No name is empty.
    Digest::of(own.chain(["", "keys"]).chain(aliases))
}

/// The keys of all symbols and ids, held or cited.
pub(super) fn keys(archive: &Archive, folding: &Folding) -> Keys {
    let typed = |(number, name): (usize, &str)| {
        ways(&folding.word(name)).into_iter().map(move |way| (way, number)).collect::<Vec<_>>()
    };
    let aliases = archive.aliases.keys().map(Identity::as_str);
    let aliases: Vec<_> = aliases.filter_map(|alias| Some((archive.entries.place(alias)?, alias))).collect();
    let own = archive.entries.par_iter().enumerate().map(|(number, entry)| (number, entry.identity.as_str()));
    let mut keys: Vec<(String, usize)> = own.chain(aliases).flat_map_iter(typed).collect();
    keys.par_sort_unstable_by(|a, b| order(&a.0, &b.0).then(a.1.cmp(&b.1)));
    keys.dedup();
    let mut pieces: Vec<String> = Vec::new();
    let mut firsts = Vec::new();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        let Some((key, _)) = same.first() else { continue };
        if pieces.last().is_none_or(|piece| piece.len() > PIECE) {
            pieces.push(String::new());
            firsts.push(key.clone());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(key);
            for (_, number) in same {
                // Writing to a string cannot fail.
                let _ = write!(piece, "\t{number}");
            }
            piece.push('\n');
        }
    }
    Keys { pieces: pieces.into_iter().map(String::into_bytes).collect(), firsts }
}

/// The places of the symbols in the Nth piece of them.
fn some(archive: &Archive, number: usize) -> Range<usize> {
    number * SYMBOLS..((number + 1) * SYMBOLS).min(archive.entries.len())
}

/// The checksum of what a piece of symbols is made of: what each is called, how many citations lead to it, and which places it has.
pub(super) fn symbols_made_from(archive: &Archive, made_from: &MadeFrom, number: usize) -> Digest {
    let mut parts = Vec::new();
    for (name, entry) in some(archive, number).filter_map(|place| made_from.name(place).zip(archive.entries.at(place)))
    {
        parts.extend(name.as_ref());
        parts.extend(entry.cited_by.len().to_le_bytes());
        let places = archive.version(entry, archive.main_lang).and_then(|held| made_from.cites(held));
        // That there is none is said as well.
        parts.push(u8::from(places.is_some()));
        parts.extend(places.iter().flat_map(AsRef::as_ref));
    }
    Digest::of([parts.as_slice(), archive.main_lang.code().as_bytes(), b"symbols"])
}

/// The content of a piece of symbols.
pub(super) fn symbols(archive: &Archive, number: usize) -> Vec<u8> {
    let entries = some(archive, number).filter_map(|place| archive.entries.at(place));
    json(&entries.map(|entry| symbol_row(archive, entry)).collect::<Vec<_>>())
}

fn symbol_row<'a>(archive: &'a Archive, entry: &'a Entry) -> SymbolRow<'a> {
    let held = entry.versions.first().and_then(|held| archive.held.get(*held));
    let title = held.and_then(|held| held.facts.title.as_deref());
    let shown = archive.version(entry, archive.main_lang).and_then(|held| archive.held.get(held));
    let told = || entry.titles.first().map(|clue| clue.said.as_str());
    SymbolRow(
        entry.identity.as_str(),
        archive.address(entry, archive.main_lang).href(),
        entry.cited_by.len(),
        u8::from(entry.is_held()),
        title.or_else(told).unwrap_or_default(),
        shown.map(|held| runs(held.places.of_blocks())).unwrap_or_default(),
    )
}

/// The ways a folded symbol is typed: without anything but letters and figures (`ares63195`), its numbers alone (`63/195`, `2331/2016`,
/// `2331`, `217/iii/a`), its last parts (`cn15/2009/9`, `2009/9`).
fn ways(symbol: &str) -> Vec<String> {
    let compact = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut ways = vec![compact(symbol)];
    let parts: Vec<String> = symbol.split(['/', '(', '[', ')']).map(compact).filter(|part| !part.is_empty()).collect();
    for start in 1..parts.len() {
        if parts[start].contains(|c: char| c.is_ascii_digit()) {
            ways.push(parts[start..].join("/"));
        }
    }
    // The number of `S/RES/2331(2016)` and of `A/RES/2819(XXVI)` is enough without what stands in brackets.
    if let Some((before, _)) = symbol.split_once('(')
        && let Some((_, number)) = before.rsplit_once('/')
    {
        ways.push(compact(number));
    }
    ways.sort_unstable();
    ways.dedup();
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_found_by_its_numbers() {
        assert_eq!(ways("a/res/63/195"), ["195", "63/195", "ares63195"]);
        assert_eq!(ways("s/res/2331(2016)"), ["2016", "2331", "2331/2016", "sres23312016"]);
        assert_eq!(ways("a/res/217(iii)[a]"), ["217", "217/iii/a", "ares217iiia"]);
        assert_eq!(ways("e/cn.15/2009/9"), ["2009/9", "9", "cn15/2009/9", "ecn1520099"]);
    }
}
