//! One file of the data, built in or the user's in its place. In: the source folder and the file's name. Out: what it says, and where that
//! stands. Keeps the place with the text, for some files are understood long after they were read.

use std::{borrow::Cow, path::Path};

use serde::de::DeserializeOwned;

use super::{BUILT_IN, DATA, data, parsed};
use crate::model::{Failure, Lang};

/// A file of the data.
#[derive(Debug, Clone)]
pub struct File {
    place: String,
    text: Cow<'static, str>,
    built_in: &'static str,
}

impl File {
    /// That of the source folder, else the built-in one.
    ///
    /// # Errors
    /// As those of `data`; and when this program was made without a file of that name.
    pub fn load(source: Option<&Path>, name: &str) -> Result<Self, Failure> {
        let lost = || {
            let place = format!("{DATA}/{name}");
            Failure::new(place, "this program was made without this file, or it is not UTF-8", "build concord anew")
        };
        let built_in = BUILT_IN.get_file(name).and_then(include_dir::File::contents_utf8).ok_or_else(lost)?;
        let (place, text) = data(source, name, built_in)?;
        Ok(Self { place, text, built_in })
    }

    /// Where it stands, for messages.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// A line of it, counted from 1, for messages.
    pub fn at(&self, line: impl std::fmt::Display) -> String {
        format!("{}:{line}", self.place)
    }

    /// The line that holds some words first, for messages; the file where none does.
    pub fn where_is(&self, words: &str) -> String {
        let line = self.text.lines().position(|line| line.contains(words));
        line.map_or_else(|| self.place.clone(), |line| self.at(line + 1))
    }

    /// What it holds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it says what the built-in file of its name says.
    pub fn is_built_in(&self) -> bool {
        self.text == self.built_in
    }

    /// What it says.
    ///
    /// # Errors
    /// When it is not of that form.
    pub fn parsed<T: DeserializeOwned>(&self, remedy: &str) -> Result<T, Failure> {
        parsed(&self.place, &self.text, remedy)
    }

    /// What it says, as the file that is named after a language: one that says to be of another would stand in for the wrong one.
    ///
    /// # Errors
    /// When it is not of that form, or of another language.
    pub fn of<T: DeserializeOwned>(&self, lang: Lang, remedy: &str, said: fn(&T) -> Lang) -> Result<T, Failure> {
        let parsed: T = self.parsed(remedy)?;
        let other = said(&parsed);
        if other == lang {
            return Ok(parsed);
        }
        let line = self.text.lines().position(|line| line.starts_with("lang:")).map_or(1, |line| line + 1);
        let cause = format!("this file is named {lang}.yaml and its `lang` is {other}");
        Err(Failure::new(self.at(line), cause, format!("write `lang: {lang}`, or name the file {other}.yaml")))
    }
}
