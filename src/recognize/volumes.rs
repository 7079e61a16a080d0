//! Finds the volumes and parts that are documents of their own, as brackets behind a symbol name them: `A/70/5 (Vol. I and II)`, `A/65/5(第二卷)`.
//! In: a reading, a symbol and where it ends. Out: a symbol in canonical form for each, with where it stands. Never knows a language's
//! words; those are data.

use std::ops::Range;

use regex::Regex;

use super::{pattern::Compiler, reading::Reading};
use crate::model::{Failure, Kind, Symbol};

/// A volume's symbol, and where it stands in the folded text.
pub(super) type Volume = (Symbol, Range<usize>);

/// How one language prints them.
#[derive(Debug)]
pub(super) struct Volumes {
    /// The canonical word, `Vol.` or `Part`, and how it is printed with its number.
    rows: Vec<(String, Regex)>,
    /// A number that shares the word before it.
    counted: Regex,
    joint: Regex,
    /// A corrigendum or the like of one: `Vol. I/Corr.1`.
    suffix: Regex,
}

impl Volumes {
    /// Takes the rows, each with its canonical word.
    pub(super) fn new(rows: Vec<(String, Regex)>, compiler: Compiler<'_>) -> Result<Self, Failure> {
        Ok(Self {
            rows,
            counted: compiler.piece("^(?:{counted})")?,
            joint: compiler.piece("^(?:{joint}| ?[-&] ?)")?,
            suffix: compiler.piece(r"^/ ?(?:{suffix})\. ?\d{1,2}")?,
        })
    }

    /// The volumes behind a symbol that ends at a byte, in one bracket or in several that a list joins; nothing where a bracket holds more.
    pub(super) fn behind(&self, reading: &Reading, symbol: &Symbol, end: usize) -> Vec<Volume> {
        let mut found = Vec::new();
        // The first may have been printed as a part of the symbol: `A/CONF.151/26 (Vol. I), (Vol. II)`.
        let (base, mut begun) = base_of(symbol);
        let mut at = end;
        while symbol.kind() == Kind::Document && symbol.members().len() == 1 {
            let rest = reading.rest(at);
            let joint = if begun { self.joint.find(rest).map(|joint| joint.end()) } else { Some(0) };
            let Some(open) = joint.and_then(|joint| opening(rest, joint)) else { break };
            let Some((volumes, close)) = self.listed(reading, base, rest, open) else { break };
            found.extend(volumes.into_iter().map(|(volume, range)| (volume, at + range.start..at + range.end)));
            (at, begun) = (at + close, true);
        }
        found
    }

    /// What a bracket lists from a byte behind its mark on, and where it ends; `None` where it holds anything else.
    fn listed(&self, reading: &Reading, base: &str, text: &str, from: usize) -> Option<(Vec<Volume>, usize)> {
        let mut volumes: Vec<Volume> = Vec::new();
        let (mut at, mut word) = (from, None);
        loop {
            let own = self.rows.iter().find_map(|(word, row)| Some((word, row.captures(&text[at..])?)));
            let (canonical, found) = match own {
                Some((own, found)) => (own, found),
                None => (word?, self.counted.captures(&text[at..])?),
            };
            word = Some(canonical);
            let begins = at;
            at += found.get(0)?.end();
            let label = found.name("n")?.as_str();
            let label = reading.tongue.rows.ordinals.get(label).map_or(label, String::as_str);
            let suffix = self.suffix_at(&text[at..]);
            at += suffix.len();
            let closed = text[at..].starts_with(')');
            // `A/78/6 (Sect. 16)/Corr.1`.
            let outer = if closed { self.suffix_at(&text[at + 1..]) } else { "" };
            let volume = Symbol::parse(&format!("{base}({canonical}{label}){suffix}{outer}")).ok()?;
            if closed {
                let close = at + 1 + outer.len();
                volumes.push((volume, begins..if outer.is_empty() { at } else { close }));
                return Some((volumes, close));
            }
            volumes.push((volume, begins..at));
            at += self.joint.find(&text[at..])?.end();
        }
    }

    fn suffix_at<'t>(&self, text: &'t str) -> &'t str {
        self.suffix.find(text).map_or("", |suffix| suffix.as_str())
    }
}

/// Where what is in a bracket begins that opens at a byte.
fn opening(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let bare = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('(')?;
    Some(text.len() - bare.len())
}

/// A symbol without the volume in its bracket, and whether it has one.
fn base_of(symbol: &Symbol) -> (&str, bool) {
    let text = symbol.as_str();
    let volume = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let volume = volume.filter(|(_, volume)| volume.starts_with("Vol.") || volume.starts_with("Part"));
    volume.map_or((text, false), |(base, _)| (base, true))
}
