//! A pattern of a language's rows that the language may lack. In: a row and what is written around it. Out: `Pattern`: one that is lacking fits
//! nothing. Knows no row and no word.

use regex::Regex;
use serde_yaml::Spanned;

/// A pattern, where the language has it.
#[derive(Debug, Default)]
pub(super) struct Pattern(Option<Regex>);

/// The whole of a text.
pub(super) const WHOLE: [&str; 2] = ["^", "$"];

/// The end of a text, and no end of a longer word.
pub(super) const ENDING: [&str; 2] = [r"(?:^|[^\p{L}]|\p{Han})", "$"];

impl Pattern {
    /// Compiles a row with what makes a pattern of it and of the anchors around it.
    pub(super) fn of<E>(
        row: Option<&Spanned<String>>,
        anchors: [&str; 2],
        regex: impl Fn(&Spanned<String>, [&str; 2]) -> Result<Regex, E>,
    ) -> Result<Self, E> {
        row.map(|row| regex(row, anchors)).transpose().map(Self)
    }

    /// Whether it is there and fits a text.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }

    /// It, where it is there.
    pub(super) const fn get(&self) -> Option<&Regex> {
        self.0.as_ref()
    }
}
