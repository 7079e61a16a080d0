//! Tells which figures are a number without its year: `resolution 1325`. In: a text, the tokens before the figures, a language's words. Out:
//! whether they are one, so that the lexer makes them a number. Whose the number is, is `whose`'s.

use regex::Regex;
use serde_yaml::Spanned;

use super::{
    letter::is_han,
    lexer::{Sense, Token},
    pattern::{BEGIN, Compiler, WHOLE},
    reading::LIST,
    rules::{Language, Means, NounPlace, UntoldRows},
    symbol_rows::Count,
};
use crate::model::{Failure, Kind};

/// What tells such numbers from other figures in one language.
#[derive(Debug, Clone)]
pub(super) struct Untold {
    /// A noun of one resolution.
    pub(super) one: Option<Regex>,
    /// A noun of more than one.
    pub(super) many: Option<Regex>,
    /// What may stand behind such a number, and what it does not count.
    pub(super) plain: Option<Regex>,
    /// What figures count: `days`.
    pub(super) counted: Option<Regex>,
    /// A list that goes on behind it: the group `next` is the next number, and `year` begins its year.
    pub(super) joint: Regex,
    /// What stands before a number: `No.`.
    pub(super) prefix: Regex,
    pub(super) noun: NounPlace,
    pub(super) counts: Vec<Count>,
}

/// Where figures stand.
#[derive(Clone, Copy)]
enum Place {
    /// Right behind the noun at this token, or behind a body that is.
    First(usize),
    /// Joined to the number or the noun at this token: by a conjunction, or only by a comma or a word like `including`.
    Listed(usize, bool),
}

impl Untold {
    /// Compiles the rows of a language.
    pub(super) fn new(language: &Language, counts: &[Count], compiler: Compiler<'_>) -> Result<Self, Failure> {
        let row = |row: fn(&UntoldRows) -> &Option<Spanned<String>>, around| {
            language.untold.as_ref().map_or(Ok(None), |rows| compiler.optional(row(rows), around))
        };
        Ok(Self {
            one: row(|rows| &rows.one, WHOLE)?,
            many: row(|rows| &rows.many, WHOLE)?,
            plain: row(|rows| &rows.plain, BEGIN)?,
            counted: row(|rows| &rows.counted, BEGIN)?,
            joint: compiler.piece(r"^(?:{joint})(?:{before})?(?P<next>[1-9]\d{2,3})(?:{behind})?(?P<year> ?\()?")?,
            prefix: compiler.piece("^(?:{before})$")?,
            noun: language.noun,
            counts: counts.to_vec(),
        })
    }

    /// Whether figures are a number. Right behind the noun they are one, and in a list behind the noun of many, unless they count what follows
    /// or can be a year.
    pub(super) fn is_number(&self, text: &str, before: &[Token], token: &Token, figures: &str) -> bool {
        let (slice, behind) = (&text[token.range.clone()], &text[token.range.end..]);
        let is_body = |token: &Token| token.sense.is_body();
        let last = before.last().filter(|last| is_blank(text, last, token));
        let is_noun_next = || self.plain.as_ref().is_some_and(|plain| plain.is_match(behind));
        let follows = self.noun == NounPlace::AfterNumber;
        let counted = slice.starts_with(is_han)
            || slice.ends_with(is_han) && (last.is_some_and(is_body) || follows && is_noun_next());
        if counted || self.is_parted(behind) && !self.is_followed_by_its_year(figures, behind) {
            return counted;
        }
        match self.place(text, before, token) {
            // In Chinese the number stands before its noun, but for `安理会决议1325`.
            Some(Place::First(noun)) if follows => {
                let owned = noun.checked_sub(1).and_then(|k| before.get(k)).is_some_and(is_body);
                owned && !behind.starts_with(is_han)
            }
            Some(Place::Listed(..)) if follows => slice.ends_with(is_han) || self.goes_on(behind),
            Some(Place::First(noun)) => {
                let single = || !is(self.many.as_ref(), text, &before[noun]) && self.is_plain(behind);
                !self.is_year(figures) || self.goes_on(behind) || single()
            }
            Some(Place::Listed(of, loosely)) => {
                let noun = before[..=of].iter().rev().take(LIST).find(|token| is_noun(token));
                let single = noun.is_none_or(|noun| is(self.one.as_ref(), text, noun));
                let ends = if loosely { is_end(behind) } else { self.is_plain(behind) };
                let is_year = self.is_year(figures);
                !(single || is_year && self.is_year_of(&text[before[of].range.clone()], figures))
                    && (self.goes_on(behind) || ends && !is_year)
            }
            None => false,
        }
    }

    /// Where figures stand among the tokens before them: nothing but names, dates and words that join may lie between.
    fn place(&self, text: &str, before: &[Token], token: &Token) -> Option<Place> {
        let mut next = token;
        let (mut joined, mut loosely, mut named) = (false, false, false);
        for (k, token) in before.iter().enumerate().rev().take(LIST) {
            if !is_blank(text, token, next) {
                return None;
            }
            next = token;
            match token.sense {
                Sense::Word(Means::Skip) if self.is_prefix(&text[token.range.clone()]) => {}
                Sense::Number(_) if joined && !named => return Some(Place::Listed(k, loosely)),
                _ if is_noun(token) && joined => return loosely.then_some(Place::Listed(k, true)),
                _ if is_noun(token) => return Some(Place::First(k)),
                Sense::Body(_) | Sense::ShortBody(_) if !joined || loosely => named = true,
                Sense::Word(Means::Of) if named => {}
                Sense::Comma | Sense::Word(Means::Skip) if !named => {
                    loosely |= !joined;
                    joined = true;
                }
                Sense::Word(Means::And | Means::Range) if !named => joined = true,
                Sense::Word(Means::Date) if joined => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether a word is one that stands before numbers: `No.`.
    fn is_prefix(&self, word: &str) -> bool {
        self.prefix.is_match(word) || self.prefix.is_match(&format!("{word} "))
    }

    /// Whether a list goes on behind a number: a member is told its year, or can be no year itself.
    fn goes_on(&self, behind: &str) -> bool {
        let mut rest = behind;
        for _ in 0..LIST {
            let Some(found) = self.joint.captures(rest) else { return false };
            let next = found.name("next").map_or("", |next| next.as_str());
            rest = found.get(0).map_or("", |whole| &rest[whole.end()..]);
            if found.name("year").is_some() || !self.is_year(next) {
                return found.name("year").is_some() || !self.is_parted(rest);
            }
        }
        false
    }

    /// Whether what follows is no thing that the figures count.
    fn is_plain(&self, behind: &str) -> bool {
        is_end(behind)
            || behind.starts_with([',', '،'])
            || self.plain.as_ref().is_some_and(|plain| plain.is_match(behind))
    }

    /// Whether figures run on in what follows, or count it: `132 5`, `500-strong`, `120 days`.
    fn is_parted(&self, behind: &str) -> bool {
        let mut rest = behind.chars();
        let (first, second) = (rest.next(), rest.next());
        let digit = second.is_some_and(|c| c.is_ascii_digit());
        first == Some(' ') && digit
            || first.is_some_and(|c| "-.,".contains(c)) && second.is_some_and(char::is_alphanumeric)
            || self.counted.as_ref().is_some_and(|counted| counted.is_match(behind))
    }

    /// Whether figures can be a year in which a body counted.
    fn is_year(&self, figures: &str) -> bool {
        let Ok(figures) = figures.parse::<u32>() else { return false };
        self.counts.iter().any(|count| count.years().contains(&figures))
    }

    /// Whether the number's own year follows, whose bracket a scan has lost: `387 1976), 418 (1977)`.
    fn is_followed_by_its_year(&self, figures: &str, behind: &str) -> bool {
        let year = behind.trim_start_matches([' ', '(']).get(..4).unwrap_or_default();
        self.is_year_of(figures, year)
    }

    /// Whether figures are the year of the number that a slice begins with: `1244, 1999`.
    fn is_year_of(&self, slice: &str, figures: &str) -> bool {
        let number: String =
            slice.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        let number = number.parse::<u32>().ok();
        let year = |count: &Count| count.year_of(number?);
        figures.parse().is_ok_and(|figures: u32| self.counts.iter().filter_map(year).any(|year| year == figures))
    }
}

fn is_noun(token: &Token) -> bool {
    token.sense.kind() == Some(Kind::Resolution)
}

fn is(pattern: Option<&Regex>, text: &str, token: &Token) -> bool {
    pattern.is_some_and(|pattern| pattern.is_match(&text[token.range.clone()]))
}

/// Whether nothing stands between two tokens.
fn is_blank(text: &str, before: &Token, token: &Token) -> bool {
    text.get(before.range.end..token.range.start).is_some_and(|gap| gap.trim().is_empty())
}

/// Whether a clause ends here.
fn is_end(behind: &str) -> bool {
    behind.trim_start().chars().next().is_none_or(|c| ".;:)]»”؛".contains(c)) || behind.starts_with('\n')
}
