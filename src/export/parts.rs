//! Lists that are made in parts, so that after a change most of a list is what the build before wrote. In: things in order, each with a name
//! and the checksum of what its rows show. Out: what is made of each part, from the cache where an earlier build made it of the same.
//! A part begins at a name that its own checksum chooses, so that a thing put in or taken out moves no other part's bounds.

use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{cache::Cache, model::Digest};

/// A list in parts.
pub(super) struct Parts<'a, T>(Vec<&'a [T]>);

impl<'a, T: Sync> Parts<'a, T> {
    /// The parts of a list, of about so many things each.
    pub(super) fn of<'n>(all: &'a [T], about: usize, name: impl Fn(&T) -> &'n str) -> Self {
        Self(all.chunk_by(|_, next| !begins(name(next), about)).collect())
    }

    /// What is made of each part, in order. `key` tells what the rows of a thing are made from; a part with a thing of which that is not
    /// known is made anew.
    pub(super) fn kept<M: Serialize + DeserializeOwned + Send>(
        &self,
        list: &str,
        cache: &Cache,
        key: impl Fn(&T) -> Option<Digest> + Sync,
        make: impl Fn(&[T]) -> M + Sync,
    ) -> Vec<M> {
        let all = self.0.par_iter().map(|part| {
            let keys: Option<Vec<Digest>> = part.iter().map(&key).collect();
            match keys {
                Some(keys) => {
                    let keys = Digest::of(keys);
                    cache.recall(Digest::of([list.as_bytes(), keys.as_ref()]), || make(part))
                }
                None => make(part),
            }
        });
        all.collect()
    }
}

/// Whether a part begins at a name: one name in so many.
fn begins(name: &str, about: usize) -> bool {
    let checksum = Digest::of([name]);
    let first = checksum.as_ref().iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte));
    first % about.max(1) == 0
}
