//! Traditional Chinese characters. In: a character. Out: the simplified one by which the grammar and the index know it, where there is one.
//! The pairs are those of `data/traditional.txt`, for no grammar should be written twice.

use std::sync::LazyLock;

/// The pairs, in order.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let pair = |pair: &str| {
        let mut both = pair.chars();
        both.next().zip(both.next())
    };
    lines.flat_map(|line| line.split(' ')).filter_map(pair).collect()
});

/// Whether each character from U+4E00 on, sixty-four at a time, is the first of a pair: most texts hold none, and are asked of each.
static KNOWN: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut known = vec![0; 330];
    for (c, _) in PAIRS.iter() {
        let at = place(*c);
        if let Some(word) = known.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
    known
});

fn place(c: char) -> usize {
    (c as usize).wrapping_sub(0x4e00)
}

/// All pairs, in the order of their traditional characters. Each is one unit of UTF-16, as a client takes them.
pub fn traditional() -> impl Iterator<Item = (char, char)> {
    PAIRS.iter().copied()
}

/// The simplified character.
pub fn simplified(c: char) -> Option<char> {
    let at = place(c);
    let known = KNOWN.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
    let pair = || PAIRS.binary_search_by_key(&c, |(traditional, _)| *traditional).ok().and_then(|at| PAIRS.get(at));
    if known { pair().map(|(_, simplified)| *simplified) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pairs_are_in_order_and_lead_to_what_is_no_first_of_one() {
        assert!(PAIRS.is_sorted_by(|a, b| a.0 < b.0), "each once, in order");
        let whole = include_str!("../../data/traditional.txt").lines().filter(|line| !line.starts_with('#'));
        assert!(whole.flat_map(|line| line.split(' ')).all(|pair| pair.chars().count() == 2), "two characters a pair");
        for (traditional, simple) in PAIRS.iter() {
            assert!(traditional.len_utf16() == 1 && simple.len_utf16() == 1, "{traditional}{simple}");
            assert_eq!(simplified(*traditional), Some(*simple));
            assert_eq!(simplified(*simple), None, "{traditional}{simple}");
        }
        assert_eq!(simplified('第'), None);
        assert_eq!(simplified('a'), None);
    }
}
