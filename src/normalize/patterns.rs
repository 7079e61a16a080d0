//! Patterns over a line, as the data has them, one or several. In: regular expressions. Out: whether a line fits, and what its groups hold.
//! What groups the program asks for stands in the type, so that a pattern without one is refused when the data is loaded.

use std::marker::PhantomData;

use regex::{Captures, Match, Regex, RegexSet};
use serde::{Deserialize, Deserializer};

use crate::own;

/// A regular expression as it stands in the data.
#[derive(Debug, Clone)]
pub struct Pattern(pub Regex);

impl Pattern {
    /// Whether a line is of this form.
    pub fn fits(&self, line: &str) -> bool {
        self.0.is_match(line)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        own::pattern(&written).map(Self).map_err(serde::de::Error::custom)
    }
}

/// The groups that a pattern must have.
pub trait Groups {
    /// Their names.
    const NAMES: &'static [&'static str];
}

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident: $($group:literal)*;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, Default)]
            pub struct $name;

            impl Groups for $name {
                const NAMES: &'static [&'static str] = &[$($group),*];
            }
        )*
    };
}

groups! {
    /// None that it must have.
    Free: ;
    /// Of a date.
    TheDay: "year" "month" "day";
    /// Of the line that tells the session.
    TheSession: "session";
    /// Of the line that tells the agenda item.
    TheItem: "item";
    /// Of a resolution's number with its title.
    TheNumber: "number" "title";
    /// Of the number of a resolution of the Security Council.
    TheCouncil: "number" "year";
    /// Of the line that tells the meeting.
    TheMeeting: "meeting";
    /// Of the line that tells the vote.
    TheVote: "vote";
    /// Of the line with the job number.
    TheJob: "job";
}

/// A regular expression with groups that it must have.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String", bound = "G: Groups")]
pub struct Grouped<G>(pub Regex, PhantomData<G>);

impl<G: Groups> Grouped<G> {
    /// Whether a line is of this form.
    pub fn fits(&self, line: &str) -> bool {
        self.0.is_match(line)
    }

    /// What a group holds, of a line of this form.
    pub fn group<'l>(&self, line: &'l str, name: &str) -> Option<&'l str> {
        Some(self.0.captures(line)?.name(name)?.as_str())
    }
}

impl<G: Groups> TryFrom<String> for Grouped<G> {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let form = own::pattern(&written)?;
        own::lacking(&form, G::NAMES).map_or(Ok(Self(form, PhantomData)), Err)
    }
}

/// Forms of which a line may have one. Whether it does is asked of nearly every line, so that it is asked of all forms at once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<Grouped<G>>", bound = "G: Groups")]
pub struct Patterns<G = Free> {
    each: Vec<Regex>,
    any: RegexSet,
    groups: PhantomData<G>,
}

impl<G: Groups> Patterns<G> {
    /// Whether a line is of one of these forms.
    pub fn fit(&self, line: &str) -> bool {
        self.any.is_match(line)
    }

    /// The groups of the first form that a line has.
    pub fn captures<'l>(&self, line: &'l str) -> Option<Captures<'l>> {
        if self.fit(line) { self.each.iter().find_map(|form| form.captures(line)) } else { None }
    }

    /// What a group holds, of the first form that a line has and that has such a group.
    pub fn group<'l>(&self, line: &'l str, name: &str) -> Option<&'l str> {
        let group = |form: &Regex| Some(form.captures(line)?.name(name)?.as_str());
        if self.fit(line) { self.each.iter().find_map(group) } else { None }
    }

    /// Where each form is found first in a text.
    pub fn find<'l>(&self, text: &'l str) -> impl Iterator<Item = Match<'l>> {
        self.each.iter().filter_map(move |form| form.find(text))
    }
}

impl<G: Groups> TryFrom<Vec<Grouped<G>>> for Patterns<G> {
    type Error = String;

    fn try_from(forms: Vec<Grouped<G>>) -> Result<Self, String> {
        let each: Vec<Regex> = forms.into_iter().map(|form| form.0).collect();
        let any = RegexSet::new(each.iter().map(Regex::as_str)).map_err(|error| error.to_string())?;
        Ok(Self { each, any, groups: PhantomData })
    }
}
