//! The checksum of all that a thing is made from. In: bytes in an order. Out: `Digest`: two things that are made from the same by the same
//! program are the same. Never says what it was made from.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The checksum of all that a thing is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(#[serde(with = "serde_bytes")] [u8; 32]);

impl Digest {
    /// The checksum of what is made from these parts, in this order.
    pub fn of(parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        let mut sum = Sha256::new();
        for part in parts {
            // The length parts `ab`, `c` from `a`, `bc`.
            let part = part.as_ref();
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        }
        Self(sum.finalize().into())
    }

    /// The checksum of a thing of our own: structures of strings, numbers and lists, which cannot fail to be written.
    pub fn of_thing(thing: &impl Serialize) -> Self {
        Self::of([postcard::to_stdvec(thing).unwrap_or_default()])
    }

    /// Reads what `figures` gives; nothing else is one.
    pub fn read(figures: &str) -> Option<Self> {
        read_figures(figures).map(Self)
    }

    /// As sixty-four figures.
    pub fn figures(self) -> String {
        let mut figures = String::with_capacity(64);
        write_figures(&self.0, &mut figures);
        figures
    }
}

/// How many figures of a checksum stand in a path: no two names of an archive share them.
const IN_PATH: usize = 16;

/// A checksum for a path, of a name whose letters cannot all stand there: the same in every build.
pub fn in_path(name: &str) -> String {
    Digest::of([name]).figures().chars().take(IN_PATH).collect()
}

/// Whether a list that is made in parts begins a new one at a name: one name in so many is chosen by its checksum. A thing put in or taken out
/// then moves the bounds of its own part and of no other.
pub fn begins_part(name: &str, one_in: usize) -> bool {
    let checksum = Digest::of([name]);
    let first = checksum.0.iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte));
    first % one_in.max(1) == 0
}

/// Writes a checksum as sixty-four figures, as `sha256sum` prints them.
pub fn write_figures(sum: &[u8; 32], text: &mut String) {
    const FIGURES: &[u8; 16] = b"0123456789abcdef";
    let figure = |half: u8| char::from(FIGURES[usize::from(half)]);
    text.extend(sum.iter().flat_map(|byte| [figure(byte >> 4), figure(byte & 15)]));
}

/// Reads a checksum that was written so.
pub fn read_figures(printed: &str) -> Option<[u8; 32]> {
    let figures = printed.as_bytes();
    let value = |figure: u8| char::from(figure).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut sum = [0; 32];
    if figures.len() != 64 {
        return None;
    }
    for (byte, pair) in sum.iter_mut().zip(figures.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(sum)
}

/// Its bytes, to make another checksum from.
impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
