//! Sources of which no document could be made, as entries of the archive, so that each has a page that says why. In: the archive and
//! what failed. Out: the archive with entries for them. Never puts a failure in the place of a text that is held.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{id_of_path, path_of};
use crate::model::{Archive, Entries, Entry, Failed, Identity, Key};

/// Gives every failed source an entry: that of its symbol or id, also where others cite it; one of its own, by the name of its file,
/// where that text is held from another source.
pub fn keep_failed(archive: &mut Archive, failed: Vec<Failed>) {
    if failed.is_empty() {
        return;
    }
    let mut keys: BTreeMap<String, Key> =
        archive.entries.iter().map(|entry| (path_of(&entry.identity), entry.identity.clone())).collect();
    let mut new: BTreeSet<Key> = BTreeSet::new();
    for Failed { identity, why } in failed {
        let key = archive.aliases.get(&identity).unwrap_or(&identity);
        let known = keys.get(&path_of(key)).unwrap_or(key).clone();
        let there = archive.entries.get(known.as_str());
        let is_held = there.is_some_and(Entry::is_held);
        let key = if is_held { Identity::Id(id_of_path(&why.file, |id| keys.contains_key(id))) } else { known };
        keys.entry(path_of(&key)).or_insert_with(|| key.clone());
        if is_held || there.is_none() {
            new.insert(key.clone());
        }
        archive.failed.entry(key).or_default().push(why);
    }
    let mut entries = std::mem::take(&mut archive.entries).into_all();
    entries.extend(new.into_iter().map(Entry::new));
    archive.entries = Entries::new(entries, &archive.aliases);
}
