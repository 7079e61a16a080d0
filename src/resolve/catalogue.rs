//! What is held and under which name. In: documents. Out: entries by symbol or id, versions in order, aliases. A joint symbol is one
//! entry, and each of its members leads there, held or not.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use rayon::prelude::*;

use crate::model::{Address, Cause, Entry, Finding, Held, Identity, Key, Lang, Map, Pinpoint, Set, Severity, Symbol};

/// What can be wrong between documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolveCause {
    /// Two texts of one language claim a symbol: the other's path.
    Twin(Identity, String),
    /// Two documents claim an alias.
    Alias(Symbol, Identity),
    /// A held document has no such paragraph or annex.
    NoPlace(Pinpoint, Symbol),
}

impl fmt::Display for ResolveCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twin(identity, other) => write!(f, "{identity} is claimed by {other} too, in the same language"),
            Self::Alias(symbol, other) => write!(f, "{symbol} already leads to {other}"),
            Self::NoPlace(pinpoint, symbol) => write!(f, "{symbol} is held, and has no {pinpoint}"),
        }
    }
}

impl Cause for ResolveCause {
    fn severity(&self) -> Severity {
        match self {
            Self::Twin(..) => Severity::Error,
            Self::Alias(..) | Self::NoPlace(..) => Severity::Warning,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Twin(..) => {
                "take one of the two out, or give one its own symbol or language in a sidecar; until then it has a page under its file's name"
                    .into()
            }
            Self::Alias(..) => "take the alias out of one of the two sidecars".into(),
            Self::NoPlace(..) => "compare the two texts; the link leads to the page as a whole".into(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Twin(..) => "symbol-twice",
            Self::Alias(..) => "alias-twice",
            Self::NoPlace(..) => "no-such-place",
        }
    }
}

/// Gives a text that claims a symbol after another of the same language an id from its file name, so that both have a page.
pub(super) fn without_twins(held: &mut [Arc<Held>], findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<(String, Lang), String> = BTreeMap::new();
    for held in held {
        let document = held.as_ref();
        let claim = (path_of(&document.identity), document.facts.lang);
        if let Some(other) = first.get(&claim) {
            let cause = ResolveCause::Twin(document.identity.clone(), other.clone());
            findings.push(Finding::new(document.path.clone(), 0, &cause));
            let lang = document.facts.lang;
            let id = id_of_path(&document.path, |id| first.contains_key(&(id.to_owned(), lang)));
            first.insert((id.clone(), lang), document.path.clone());
            Arc::make_mut(held).identity = Identity::Id(id);
        } else {
            first.insert(claim, document.path.clone());
        }
    }
}

/// Gives a text that shares an entry with another of the same language, by a member of its joint symbol or by an alias, an id from its
/// file name. Says whether there was one: then aliases and entries are to be made anew.
pub(super) fn part_twins(held: &mut [Arc<Held>], entries: &[Entry], findings: &mut Vec<Finding>) -> bool {
    let mut taken: BTreeSet<String> = held.iter().map(|held| path_of(&held.identity)).collect();
    let mut parted = false;
    for entry in entries.iter().filter(|entry| entry.versions.len() > 1) {
        let mut first: BTreeMap<Lang, String> = BTreeMap::new();
        for document in entry.versions.iter().map(|version| &held[*version]) {
            first.entry(document.facts.lang).or_insert_with(|| document.path.clone());
        }
        for version in &entry.versions {
            let document = &held[*version];
            let Some(other) = first.get(&document.facts.lang).filter(|other| **other != document.path) else {
                continue;
            };
            let cause = ResolveCause::Twin(document.identity.clone(), other.clone());
            findings.push(Finding::new(document.path.clone(), 0, &cause));
            let id = id_of_path(&document.path, |id| taken.contains(id));
            taken.insert(id.clone());
            Arc::make_mut(&mut held[*version]).identity = Identity::Id(id);
            parted = true;
        }
    }
    parted
}

/// The path of a page as a disk sees it that takes `A/res` for `A/RES`. Square brackets are no part of it.
pub(super) fn path_of(identity: &Identity) -> String {
    Address::of(identity, None).stem.to_lowercase()
}

/// An id from a path that is not taken.
pub(super) fn id_of_path(path: &str, taken: impl Fn(&str) -> bool) -> String {
    let name = path.strip_prefix("content/").unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = Identity::of_name(&stem.replace(['_', '.'], "-"));
    let mut id = format!("text-{stem}");
    let mut count = 2;
    while taken(&id) {
        id = format!("text-{stem}-{count}");
        count += 1;
    }
    id
}

/// The names that lead to other entries than their own, and the entries in order.
pub(super) fn names(held: &[Arc<Held>], main: Lang, findings: &mut Vec<Finding>) -> (BTreeMap<Key, Key>, Vec<Entry>) {
    let cited = cited(held);
    let mut aliases = aliases(held, &cited, findings);
    let key = |name: &Key| aliases.get(name).unwrap_or(name).clone();
    let mut own: Vec<Key> = held.par_iter().map(|held| key(&held.identity)).collect();
    let of_cited = cited.par_iter().map(|symbol| key(&Identity::Symbol((*symbol).clone())));
    let mut keys: Vec<Key> = own.par_iter().cloned().chain(of_cited).collect();
    keys.par_sort_unstable();
    keys.dedup();
    let mut entries: Vec<Entry> = keys.into_par_iter().map(Entry::new).collect();
    let parted = one_entry_a_path(&own, &entries);
    if !parted.is_empty() {
        entries.retain(|entry| !parted.contains_key(&entry.identity));
        for key in aliases.values_mut().chain(&mut own) {
            if let Some(first) = parted.get(key) {
                key.clone_from(first);
            }
        }
        aliases.extend(parted);
    }
    give_versions(&mut entries, &own, held, main);
    (aliases, entries)
}

/// The symbols that are cited, each once, in the order in which they are first met.
fn cited<'h>(held: &'h [Arc<Held>]) -> Vec<&'h Symbol> {
    // Each thread meets those of some documents that follow one another, where a symbol is met again and again: what was kept of them is unpacked.
    let meet = |mut met: Set<_>, held: &'h Arc<Held>| {
        met.extend(held.citations().filter_map(|citation| citation.target.symbol()));
        met
    };
    let both = |mut met: Set<_>, then: Set<_>| {
        met.extend(then);
        met
    };
    held.par_iter().fold(Set::default, meet).reduce(Set::default, both).into_iter().collect()
}

/// Members of joint symbols and declared aliases, each with the entry it leads to. What is held comes before what is only cited.
fn aliases(held: &[Arc<Held>], cited: &[&Symbol], findings: &mut Vec<Finding>) -> BTreeMap<Key, Key> {
    let mut aliases: BTreeMap<Key, Key> = BTreeMap::new();
    for held in held {
        let Some(symbol) = held.identity.symbol() else { continue };
        join(symbol, &mut aliases);
    }
    let own: Set<&Identity> = held.iter().map(|held| &held.identity).collect();
    for held in held {
        let key = aliases.get(&held.identity).unwrap_or(&held.identity).clone();
        for alias in &held.facts.aliases {
            let name = Identity::Symbol(alias.clone());
            let other = aliases.get(&name).or_else(|| own.get(&name).copied());
            match other {
                Some(other) if *other != key => {
                    let cause = ResolveCause::Alias(alias.clone(), other.clone());
                    findings.push(Finding::new(held.path.clone(), 0, &cause));
                }
                _ if name == key => {}
                _ => {
                    aliases.insert(name, key.clone());
                }
            }
        }
    }
    for symbol in cited {
        join(symbol, &mut aliases);
    }
    aliases
}

/// Symbols that have one path are one entry: `A/RES/217(III)[A]` and `A/RES/217(III)A`, `A/RES/63/195` and a misprinted `A/Res/63/195`. Gives the
/// others with the one that they are, which is the first that is held, else the first. `own` are the keys of what is held, `entries` are in order.
fn one_entry_a_path(own: &[Key], entries: &[Entry]) -> BTreeMap<Key, Key> {
    // As a disk sees them that takes `A/res` for `A/RES`.
    let paths: Vec<String> = entries.par_iter().map(|entry| entry.stem().to_lowercase()).collect();
    let mut of_path: Map<&str, usize> = Map::default();
    let mut same: BTreeMap<usize, Vec<&Key>> = BTreeMap::new();
    for (place, (path, entry)) in paths.iter().zip(entries).enumerate() {
        let first = *of_path.entry(path.as_str()).or_insert(place);
        if first != place {
            same.entry(first).or_insert_with(|| vec![&entries[first].identity]).push(&entry.identity);
        }
    }
    // Of what is held the first comes first, and what is only cited after all of it.
    let ranks: Map<&Key, usize> = if same.is_empty() {
        Map::default()
    } else {
        own.iter().enumerate().rev().map(|(rank, key)| (key, rank)).collect()
    };
    let mut parted = BTreeMap::new();
    for keys in same.into_values() {
        let rank = |key: &&&Key| ranks.get(**key).copied().unwrap_or(usize::MAX);
        let Some(&first) = keys.iter().min_by_key(rank) else { continue };
        parted.extend(keys.iter().filter(|key| **key != first).map(|key| ((*key).clone(), first.clone())));
    }
    parted
}

/// Makes every member of a joint symbol, and the joint symbol itself, lead to one entry.
fn join(symbol: &Symbol, aliases: &mut BTreeMap<Key, Key>) {
    // Of a hundred thousand symbols that are cited hardly any is joint.
    let members = if symbol.as_str().contains('-') { symbol.members() } else { Vec::new() };
    if members.len() < 2 {
        return;
    }
    let whole = Identity::Symbol(symbol.clone());
    let members: Vec<Key> = members.into_iter().map(Identity::Symbol).collect();
    let key = members.iter().find_map(|member| aliases.get(member)).unwrap_or(&whole).clone();
    for name in members.into_iter().chain([whole]) {
        if name != key {
            aliases.entry(name).or_insert_with(|| key.clone());
        }
    }
}

/// Tells each entry which texts are its own, that at the plain path first. `own` are the keys of what is held.
fn give_versions(entries: &mut [Entry], own: &[Key], held: &[Arc<Held>], main: Lang) {
    for (version, key) in own.iter().enumerate() {
        let place = entries.binary_search_by(|entry| entry.identity.cmp(key));
        if let Some(entry) = place.ok().and_then(|place| entries.get_mut(place)) {
            entry.versions.push(version);
        }
    }
    let rank = |index: &usize| {
        let lang = held[*index].facts.lang;
        (lang != main, Lang::FALLBACK.iter().position(|other| *other == lang), *index)
    };
    for entry in entries {
        entry.versions.sort_by_key(rank);
    }
}
