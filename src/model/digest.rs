//! The checksum of all that a thing is made from. In: bytes in an order. Out: `Digest`: two things that are made from the same by the same
//! program are the same. Never says what it was made from.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The checksum of all that a thing is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 32]);

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

    /// As sixty-four figures.
    pub fn figures(self) -> String {
        const FIGURES: &[u8; 16] = b"0123456789abcdef";
        let figure = |half: u8| char::from(FIGURES[usize::from(half)]);
        self.0.iter().flat_map(|byte| [figure(byte >> 4), figure(byte & 15)]).collect()
    }
}

/// Its bytes, to make another checksum from.
impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
