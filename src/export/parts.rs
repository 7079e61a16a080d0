//! Lists that are made in parts, so that after a change most of a list is what the build before wrote, and so that no list is in memory as a
//! whole. In: things in order, each with a name and the checksum of what its rows show. Out: what is made of each part, in order, from the cache
//! where an earlier build made it of the same.
//! Where a part begins is said by `begins_part`, so that a thing put in or taken out moves no other part's bounds.

use rayon::prelude::*;

use crate::{
    cache::Cache,
    model::{Digest, Failure, Take, begins_part},
};

/// So many parts for each thread are in memory at once.
const AT_ONCE: usize = 2;

/// A list in parts.
pub(super) struct Parts<'a, T>(Vec<&'a [T]>);

impl<'a, T: Sync> Parts<'a, T> {
    /// The parts of a list, of about so many things each.
    pub(super) fn of<'n>(all: &'a [T], about: usize, name: impl Fn(&T) -> &'n str) -> Self {
        Self(all.chunk_by(|_, next| !begins_part(name(next), about)).collect())
    }

    /// Gives what is made of each part for each of the files that are named, in order. `key` tells what the rows of a thing are made from; a part
    /// with a thing of which that is not known is made anew.
    pub(super) fn each<const N: usize>(
        &self,
        files: [&str; N],
        cache: &Cache,
        key: impl Fn(&T) -> Option<Digest> + Sync,
        make: impl Fn(&[T]) -> [Vec<u8>; N] + Sync,
        take: &mut Take<'_>,
    ) -> Result<(), Failure> {
        let rows = |part: &&[T]| {
            let keys: Option<Vec<Digest>> = part.iter().map(&key).collect();
            let Some(from) = keys.map(Digest::of) else { return make(part) };
            let keys = files.map(|file| cache.key(Digest::of([file.as_bytes(), from.as_ref()])));
            let there: Option<Vec<Vec<u8>>> = keys.iter().map(|key| cache.get_bytes(*key)).collect();
            there.and_then(|there| there.try_into().ok()).unwrap_or_else(|| {
                let rows = make(part);
                keys.iter().zip(&rows).for_each(|(key, bytes)| cache.put_bytes(*key, bytes));
                rows
            })
        };
        for some in self.0.chunks(AT_ONCE * rayon::current_num_threads()) {
            for made in some.par_iter().map(rows).collect::<Vec<[Vec<u8>; N]>>() {
                made.iter().enumerate().try_for_each(|(file, bytes)| take(file, bytes))?;
            }
        }
        Ok(())
    }
}
