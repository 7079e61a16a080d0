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

const FIGURES: [u8; 16] = *b"0123456789abcdef";

/// What each byte is worth as a figure; `NONE` for one that is none. The list of a large site has ten million figures.
const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < NONE {
        values[FIGURES[value as usize] as usize] = value;
        value += 1;
    }
    values
};
const NONE: u8 = 16;

/// Writes a checksum as sixty-four figures, as `sha256sum` prints them.
pub fn write_figures(sum: &[u8; 32], text: &mut String) {
    let mut figures = [0; 64];
    for (pair, byte) in figures.chunks_exact_mut(2).zip(sum) {
        pair.copy_from_slice(&[FIGURES[usize::from(byte >> 4)], FIGURES[usize::from(byte & 15)]]);
    }
    // Figures are text.
    text.push_str(std::str::from_utf8(&figures).unwrap_or_default());
}

/// Reads a checksum that was written so.
pub fn read_figures(printed: &str) -> Option<[u8; 32]> {
    let figures: &[u8; 64] = printed.as_bytes().try_into().ok()?;
    let mut sum = [0; 32];
    let mut none = 0;
    for (byte, pair) in sum.iter_mut().zip(figures.chunks_exact(2)) {
        let [high, low] = [VALUES[usize::from(pair[0])], VALUES[usize::from(pair[1])]];
        *byte = high << 4 | low & 15;
        none |= (high | low) & NONE;
    }
    (none == 0).then_some(sum)
}

/// Its bytes, to make another checksum from.
impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_figures_is_read_and_nothing_else_is() {
        let mut sum = [0; 32];
        for (place, byte) in (0..).zip(&mut sum) {
            *byte = 255_u8.wrapping_sub(37_u8.wrapping_mul(place));
        }
        let mut figures = String::new();
        write_figures(&sum, &mut figures);
        assert_eq!(figures.get(..12), Some("ffdab5906b46"));
        assert_eq!(read_figures(&figures), Some(sum));
        for (from, to) in [("ffda", "ffd"), ("ffda", "ffda0"), ("ffda", "ffdg"), ("ffda", "FFDA"), ("ffda", "ff a")] {
            assert_eq!(read_figures(&figures.replacen(from, to, 1)), None, "{to}");
        }
    }
}
