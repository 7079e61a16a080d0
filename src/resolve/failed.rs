//! Sources of which no document could be made, as entries of the archive, so that each has a page that says why. In: the archive and
//! what failed. Out: the archive with entries for them. Never puts a failure in the place of a text that is held.

use std::collections::BTreeMap;

use super::catalogue::{id_of_path, path_of};
use crate::model::{Archive, Entries, Entry, Failed, Identity, Key};

/// Gives every failed source an entry: that of its symbol or id, also where others cite it; one of its own, by the name of its file,
/// where that text is held from another source.
pub fn keep_failed(archive: &mut Archive, failed: Vec<Failed>) {
    let mut keys: BTreeMap<String, Key> =
        archive.entries.iter().map(|entry| (path_of(&entry.identity), entry.identity.clone())).collect();
    let mut entries = std::mem::take(&mut archive.entries).into_map();
    for Failed { identity, why } in failed {
        let key = archive.aliases.get(&identity).unwrap_or(&identity);
        let known = keys.get(&path_of(key)).unwrap_or(key).clone();
        let is_held = entries.get(&known).is_some_and(Entry::is_held);
        let key = if is_held { Identity::Id(id_of_path(&why.file, |id| keys.contains_key(id))) } else { known };
        keys.entry(path_of(&key)).or_insert_with(|| key.clone());
        entries.entry(key.clone()).or_insert_with(|| Entry::new(key.clone()));
        archive.failed.entry(key).or_default().push(why);
    }
    archive.entries = Entries::new(entries, &archive.aliases);
}
