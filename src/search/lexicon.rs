//! Numbers strings in the order they are first met. In: strings. Out: their numbers. A small hash table of its own: the standard one is
//! banned for its order, and an ordered one is the slowest part of a build that meets thirty million words.

use std::{cmp::Ordering, hash::BuildHasher as _};

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

/// Strings by number.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Strings {
    letters: String,
    /// Where each string ends in `letters`.
    ends: Vec<u32>,
}

impl Strings {
    /// How many strings there are.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// A string by its number.
    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.end(before));
        self.letters.get(start..self.end(number)).unwrap_or_default()
    }

    /// All strings in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The same strings in an order, and the number that each has in it.
    pub(super) fn sorted(&self, order: impl Fn(&str, &str) -> Ordering) -> (Self, Vec<u32>) {
        let mut numbers: Vec<u32> = (0..self.len()).map(|number| u32::try_from(number).unwrap_or(u32::MAX)).collect();
        numbers.sort_unstable_by(|a, b| order(self.get(*a as usize), self.get(*b as usize)));
        let mut sorted =
            Self { letters: String::with_capacity(self.letters.len()), ends: Vec::with_capacity(self.len()) };
        let mut places = vec![0; self.len()];
        for (place, number) in (0..).zip(numbers) {
            sorted.push(self.get(number as usize));
            if let Some(of) = places.get_mut(number as usize) {
                *of = place;
            }
        }
        (sorted, places)
    }

    fn end(&self, number: usize) -> usize {
        self.ends.get(number).map_or(self.letters.len(), |end| *end as usize)
    }

    /// One more, which is not asked whether it is there already.
    fn push(&mut self, string: &str) {
        self.letters.push_str(string);
        self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
    }
}

/// Strings by number and numbers by string.
#[derive(Debug)]
pub(super) struct Lexicon {
    strings: Strings,
    /// Of the run's own: no text can be made for its words to meet. Numbers follow the order of meeting, so that no two runs differ.
    seed: RandomState,
    /// Number + 1 of the string that hashes here or shortly before; 0 where empty. The length is a power of two.
    slots: Vec<u32>,
}

impl Lexicon {
    /// Without any string.
    pub(super) fn new() -> Self {
        Self { strings: Strings::default(), seed: RandomState::default(), slots: vec![0; 1 << 11] }
    }

    /// How many strings there are.
    pub(super) const fn len(&self) -> usize {
        self.strings.len()
    }

    /// A string by its number.
    pub(super) fn get(&self, number: usize) -> &str {
        self.strings.get(number)
    }

    /// The strings alone, when no more come.
    pub(super) fn into_strings(self) -> Strings {
        self.strings
    }

    /// The number of a string, and whether it is new.
    pub(super) fn number(&mut self, string: &str) -> (u32, bool) {
        let mut slot = self.slot(string);
        let mask = self.slots.len() - 1;
        while self.slots[slot] != 0 {
            let number = self.slots[slot] - 1;
            if self.get(number as usize) == string {
                return (number, false);
            }
            slot = (slot + 1) & mask;
        }
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX - 1);
        self.slots[slot] = number + 1;
        self.strings.push(string);
        if self.len() * 2 > self.slots.len() {
            self.grow();
        }
        (number, true)
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        let mask = self.slots.len() - 1;
        for (number, next) in (0..self.len()).zip(1_u32..) {
            let mut slot = self.slot(self.get(number));
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = next;
        }
    }

    /// Where a string begins to be looked for.
    fn slot(&self, string: &str) -> usize {
        (self.seed.hash_one(string) >> 32) as usize & (self.slots.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_numbers() {
        let mut lexicon = Lexicon::new();
        let words: Vec<String> = (0..10_000).map(|i| format!("w{}", i * 7919)).collect();
        for (i, word) in (0_u32..).zip(&words) {
            assert_eq!(lexicon.number(word), (i, true));
        }
        for (i, word) in (0_u32..).zip(&words) {
            assert_eq!(lexicon.number(word), (i, false));
            assert_eq!(lexicon.get(i as usize), word);
        }
    }
}
