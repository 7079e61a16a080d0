//! The patterns of a language's rows. In: rows of a data file, and the pieces that they are put together of. Out: patterns, anchored as whoever asks
//! wants them, or the failure with the row's place; where a language may lack a row, a `Pattern` that then fits nothing. Knows no row and no word.

use std::collections::BTreeMap;

use regex::Regex;
use serde_yaml::Spanned;

use super::letter::fold_pattern;
use crate::{
    model::Failure,
    own::{File, why},
};

/// The whole of a text.
pub(super) const WHOLE: [&str; 2] = ["^", "$"];

/// Its beginning.
pub(super) const BEGIN: [&str; 2] = ["^", ""];

/// Its end.
pub(super) const END: [&str; 2] = ["", "$"];

/// The end of a text, and no end of a longer word.
pub(super) const ENDING: [&str; 2] = [r"(?:^|[^\p{L}]|\p{Han})", "$"];

/// Anywhere.
pub(super) const ANYWHERE: [&str; 2] = ["", ""];

/// A pattern, where the language has it.
#[derive(Debug, Default)]
pub(super) struct Pattern(Option<Regex>);

impl Pattern {
    /// Whether it is there and fits a text.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }

    /// It, where it is there.
    pub(super) const fn get(&self) -> Option<&Regex> {
        self.0.as_ref()
    }
}

/// Compiles the rows of a data file.
#[derive(Clone, Copy)]
pub(super) struct Compiler<'a> {
    file: &'a File,
    /// Pieces of patterns by name: those of all languages, and the language's own, which come before them.
    common: &'a BTreeMap<String, String>,
    own: &'a BTreeMap<String, String>,
}

#[expect(clippy::ref_option, reason = "rows are given as they stand in their tables")]
impl<'a> Compiler<'a> {
    pub(super) const fn new(
        file: &'a File,
        common: &'a BTreeMap<String, String>,
        own: &'a BTreeMap<String, String>,
    ) -> Self {
        Self { file, common, own }
    }

    /// The same for rows of another file.
    pub(super) const fn of(self, file: &'a File) -> Self {
        Self { file, ..self }
    }

    /// A row, with what is written around it.
    ///
    /// # Errors
    /// When it is no pattern; the same of all that follows.
    pub(super) fn row(&self, row: &Spanned<String>, [before, behind]: [&str; 2]) -> Result<Regex, Failure> {
        Regex::new(&format!("{before}(?:{}){behind}", self.expand(&row.value)))
            .map_err(|error| unreadable(self.file.at(row.referenced.line()), &error.to_string()))
    }

    /// A row that may be lacking.
    pub(super) fn optional(&self, row: &Option<Spanned<String>>, around: [&str; 2]) -> Result<Option<Regex>, Failure> {
        row.as_ref().map(|row| self.row(row, around)).transpose()
    }

    /// The same as a pattern that fits nothing where it is lacking.
    pub(super) fn pattern(&self, row: &Option<Spanned<String>>, around: [&str; 2]) -> Result<Pattern, Failure> {
        self.optional(row, around).map(Pattern)
    }

    /// A pattern of pieces that is no row.
    pub(super) fn piece(&self, pattern: &str) -> Result<Regex, Failure> {
        Regex::new(&self.expand(pattern)).map_err(|error| unreadable(self.file.place().to_owned(), &error.to_string()))
    }

    /// Puts the pieces into a pattern and folds it. `{1,3}` and `\p{Han}` are left as they are.
    pub(super) fn expand(&self, pattern: &str) -> String {
        let mut expanded = fold_pattern(pattern);
        // A piece may hold pieces; eight levels are more than the data has, and end a piece that holds itself.
        for _ in 0..8 {
            let mut changed = false;
            for (name, piece) in
                self.own.iter().chain(self.common.iter().filter(|(name, _)| !self.own.contains_key(*name)))
            {
                let slot = format!("{{{name}}}");
                if expanded.contains(&slot) {
                    expanded = expanded.replace(&slot, &fold_pattern(piece));
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        expanded.replace(r"\b", r"(?-u:\b)")
    }
}

/// That a pattern cannot be read. Where a piece is left in it that no file has, an archive's own file is older than the others.
pub(super) fn unreadable(place: String, error: &str) -> Failure {
    let slots = error.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    let is_name = |name: &&str| name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    match slots.into_iter().find(is_name) {
        Some(name) => Failure::new(
            place,
            format!("no file has the piece {{{name}}} of this pattern"),
            "add it to `pieces`, or make your own data/symbols.yaml and data/citations/ anew from those of this version",
        ),
        None => Failure::new(place, why(error), "correct the pattern"),
    }
}
