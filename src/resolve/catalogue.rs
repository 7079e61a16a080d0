//! What is held and under which name. In: documents. Out: entries by symbol or id, versions in order, aliases. A joint symbol is one
//! entry, and each of its members leads there, held or not.

use std::{collections::BTreeMap, fmt};

use crate::model::{
    Cause, Citation, Document, Entry, Finding, Held, Identity, Key, Lang, Pinpoint, Severity, Symbol, Target,
};

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
pub(super) fn without_twins(
    documents: Vec<(Document, Vec<Citation>)>,
    findings: &mut Vec<Finding>,
) -> Vec<(Document, Vec<Citation>)> {
    let mut first: BTreeMap<(String, Lang), String> = BTreeMap::new();
    let mut kept = Vec::with_capacity(documents.len());
    for (mut document, citations) in documents {
        let name = match &document.identity {
            // Path and page are those of the first member, and some disks take `A/res` for `A/RES`.
            Identity::Symbol(symbol) => symbol.first().as_str().to_ascii_lowercase(),
            Identity::Id(id) => id.to_ascii_lowercase(),
        };
        let claim = (name, document.facts.lang);
        if let Some(other) = first.get(&claim) {
            let cause = ResolveCause::Twin(document.identity.clone(), other.clone());
            findings.push(Finding::new(document.path.clone(), 0, &cause));
            document.identity = id_of_path(&document.path, &mut first, document.facts.lang);
        } else {
            first.insert(claim, document.path.clone());
        }
        kept.push((document, citations));
    }
    kept
}

/// An id from a path that no other document has.
fn id_of_path(path: &str, taken: &mut BTreeMap<(String, Lang), String>, lang: Lang) -> Identity {
    let name = path.strip_prefix("content/").unwrap_or(path);
    let stem: String = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let mut id = format!("text-{stem}");
    let mut count = 2;
    while taken.contains_key(&(id.clone(), lang)) {
        id = format!("text-{stem}-{count}");
        count += 1;
    }
    taken.insert((id.clone(), lang), path.to_owned());
    Identity::Id(id)
}

/// Members of joint symbols and declared aliases, each with the entry it leads to. What is held comes before what is only cited.
pub(super) fn aliases(held: &[Held], findings: &mut Vec<Finding>) -> BTreeMap<Key, Key> {
    let mut aliases: BTreeMap<Key, Key> = BTreeMap::new();
    for held in held {
        let Some(symbol) = held.document.identity.symbol() else { continue };
        join(symbol, &mut aliases);
    }
    let own: Vec<&Identity> = held.iter().map(|held| &held.document.identity).collect();
    for held in held {
        let key = aliases.get(&held.document.identity).unwrap_or(&held.document.identity).clone();
        for alias in &held.document.facts.aliases {
            let name = Identity::Symbol(alias.clone());
            let other = aliases.get(&name).or_else(|| own.iter().find(|own| ***own == name).copied());
            match other {
                Some(other) if *other != key => {
                    let cause = ResolveCause::Alias(alias.clone(), other.clone());
                    findings.push(Finding::new(held.document.path.clone(), 0, &cause));
                }
                _ if name == key => {}
                _ => {
                    aliases.insert(name, key.clone());
                }
            }
        }
    }
    for citation in held.iter().flat_map(|held| &held.citations) {
        if let Target::Symbol(symbol) = &citation.target {
            join(symbol, &mut aliases);
        }
    }
    aliases
}

/// Makes every member of a joint symbol, and the joint symbol itself, lead to one entry.
fn join(symbol: &Symbol, aliases: &mut BTreeMap<Key, Key>) {
    let members = symbol.members();
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

/// An entry for everything that is held or cited.
pub(super) fn entries(held: &[Held], aliases: &BTreeMap<Key, Key>, main: Lang) -> BTreeMap<Key, Entry> {
    let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
    let mut entry = |name: &Key| -> Key {
        let key = aliases.get(name).unwrap_or(name).clone();
        entries.entry(key.clone()).or_insert_with(|| Entry {
            identity: key.clone(),
            versions: Vec::new(),
            cited_by: Vec::new(),
            titles: Vec::new(),
            dates: Vec::new(),
        });
        key
    };
    let keys: Vec<Key> = held.iter().map(|held| entry(&held.document.identity)).collect();
    for citation in held.iter().flat_map(|held| &held.citations) {
        if let Target::Symbol(symbol) = &citation.target {
            entry(&Identity::Symbol(symbol.clone()));
        }
    }
    for (index, key) in keys.iter().enumerate() {
        if let Some(entry) = entries.get_mut(key) {
            entry.versions.push(index);
        }
    }
    let rank = |index: &usize| {
        let lang = held[*index].document.facts.lang;
        (lang != main, Lang::FALLBACK.iter().position(|other| *other == lang), *index)
    };
    for entry in entries.values_mut() {
        entry.versions.sort_by_key(rank);
    }
    entries
}
