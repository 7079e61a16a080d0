//! Things by key, in the order in which they were put in: the same in every run, whatever the hashes are. In: keys, things. Out: the thing
//! of a key. Hashed by foldhash with a seed of the run's own: half a second of a build's lookups were the standard hash, and no text can be
//! made for its keys to meet.

/// Things by key.
pub type Map<K, V> = indexmap::IndexMap<K, V, foldhash::fast::RandomState>;

/// Keys alone.
pub type Set<K> = indexmap::IndexSet<K, foldhash::fast::RandomState>;
