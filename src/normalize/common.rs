//! The words that a language prints often: they tell a word that extraction split from two words. In: a list of the data. Out: whether it
//! holds a word. Knows no document; the words of the document itself are `words`.

use super::words::Print;
use crate::model::Set;

/// A list of words in small letters; empty for a language that has none.
#[derive(Debug, Clone, Default)]
pub struct Common {
    sorted: Vec<Box<str>>,
    /// The same as numbers: most pairs of words make none of these, which is soon told.
    prints: Set<Print>,
}

/// A shorter word is too easily made of two others.
const SHORTEST: usize = 5;

impl Common {
    /// Reads a list: a word on each line, `#` before what is said of it.
    pub fn read(list: &str) -> Self {
        let words = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut words: Vec<Box<str>> = words.map(Into::into).collect();
        words.sort_unstable();
        let prints = words.iter().map(|word| Print::of(word)).collect();
        Self { sorted: words, prints }
    }

    /// Whether a word is in the list, in capitals or not.
    pub fn holds(&self, word: &str) -> bool {
        !self.sorted.is_empty()
            && self.sorted.binary_search_by(|known| (**known).cmp(word.to_lowercase().as_str())).is_ok()
    }

    /// Whether the list has a word with this number.
    pub fn has(&self, print: Print) -> bool {
        self.prints.contains(&print)
    }

    /// Whether two parts make a word that the list holds with a hyphen.
    pub fn hyphenates(&self, left: &str, right: &str) -> bool {
        !self.sorted.is_empty() && self.holds(&format!("{left}-{right}"))
    }

    /// Whether two parts make one word of the list, one that it does not hold with a hyphen too.
    pub fn joins(&self, left: &str, right: &str) -> bool {
        !self.sorted.is_empty()
            && left.len() + right.len() >= SHORTEST
            && self.holds(&format!("{left}{right}"))
            && !self.hyphenates(left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_list() {
        let common = Common::read("# words\nbetween\nco-operate\ncooperate\nits\n");
        for (left, right, expected) in [
            ("betwe", "en", true),
            ("Betwe", "en", true),
            ("co", "operate", false),
            ("it", "s", false),
            ("per", "cent", false),
        ] {
            assert_eq!(common.joins(left, right), expected, "{left} {right}");
        }
    }
}
