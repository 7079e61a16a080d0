//! Tells whether a body that is named behind a number has to do with it: it owns it, adopted it, or acts by it. In: a question and a name.
//! Out: yes or no. Another is only spoken to or spoken of: `In accordance with resolution 34/18, the Rapporteur submits a report to the General
//! Assembly`. Decides no body, and reads no word but by a language's patterns.

use super::{
    attribute::Question,
    lexer::Sense,
    pattern::{Compiler, ENDING, Pattern, WHOLE},
    rules::{Means, TiedRows},
};
use crate::model::Failure;

/// Words before a name are looked for in so many characters: no pattern matches more.
const NEAR: usize = 60;

/// How many letters may stand between one who is asked and the possessive of what is asked in.
const ASKED: usize = 60;

/// A number opens a sentence where no more letters stand before it than `In paragraph 5 of section II of its annual`.
const OPENED: usize = 60;

/// No words from one who asks to one who is asked are longer, in bytes.
const ASKING: usize = 160;

/// The patterns of a language, compiled.
#[derive(Debug, Default)]
pub(super) struct Tied {
    adopts: Pattern,
    adoption: Pattern,
    by: Pattern,
    within: Pattern,
    acts: Pattern,
    asks: Pattern,
    under: Pattern,
}

impl Tied {
    /// Compiles the rows.
    pub(super) fn new(rows: Option<&TiedRows>, compiler: Compiler<'_>) -> Result<Self, Failure> {
        let Some(rows) = rows else { return Ok(Self::default()) };
        Ok(Self {
            adopts: compiler.pattern(&rows.adopts, ENDING)?,
            adoption: compiler.pattern(&rows.adoption, ENDING)?,
            by: compiler.pattern(&rows.by, ENDING)?,
            within: compiler.pattern(&rows.within, ENDING)?,
            acts: compiler.pattern(&rows.acts, WHOLE)?,
            asks: compiler.pattern(&rows.asks, WHOLE)?,
            under: compiler.pattern(&rows.under, ENDING)?,
        })
    }
}

impl Question<'_> {
    /// Whether a name behind the number is the owner's, the adopter's or the actor's.
    pub(super) fn is_tied(&self, k: usize) -> bool {
        let tied = &self.reading.tongue.tied;
        let before = self.reading.end_before(k, NEAR);
        self.is_joined_as_owner(k)
            || tied.adopts.fits(before)
            || tied.by.fits(before) && self.is_after(&tied.adoption)
            || tied.within.fits(before) && self.can_act(k)
            || self.acts_by_it(k)
    }

    /// Whether words behind the number name him who adopted it: `the adoption of resolution 5/1 by the Human Rights Council`. What is done to it else is
    /// no adoption: `the implementation of resolution 60/251 by the Human Rights Council`. A date between may have taken the word that says so: it begins
    /// with `dated`, `adopted on 18 June 2007 by`.
    pub(super) fn is_adopted_by(&self, dated: &str, words: &str) -> bool {
        let (tied, of_body) = (&self.reading.tongue.tied, &self.reading.tongue.of_body);
        tied.by.fits(words) && (self.is_after(&tied.adoption) || of_body.is_match(&format!("{dated} {words}")))
    }

    /// Whether nothing but a title, a date or a bracket stands before the word that joins a name as the owner: `resolution 48/141 (of 1993),
    /// entitled “High Commissioner”, of the General Assembly`, or another number of its own: `resolution 2002/8 and decision 2004/122 of the`.
    fn is_joined_as_owner(&self, k: usize) -> bool {
        let (reading, last) = (self.reading, self.group.end());
        let outside = |k: usize| reading.level(k) == reading.level(last);
        let is_word = |c: char| c.is_alphanumeric();
        let is_blank = |k: usize| !(outside(k) && outside(k + 1) && reading.gap(k, k + 1).contains(is_word));
        let of = k.checked_sub(1).filter(|of| *of > last && reading.means(*of) == Some(Means::Of));
        let owns = of.map_or_else(|| reading.tongue.owns.is_some() && self.is_owning(k), |of| reading.adjoin(of, k));
        let between = || (last + 1..k).filter(|k| outside(*k));
        owns && (last..k).all(is_blank)
            && !between().any(|k| reading.is_name(k))
            && between().find(|k| reading.is_noun(*k)).is_none_or(|noun| self.joins(noun))
    }

    /// Whether a name has the case of one who acts; where names have no case every one does.
    fn can_act(&self, k: usize) -> bool {
        let reading = self.reading;
        reading.tongue.tied.acts.get().is_none_or(|acts| acts.is_match(reading.printed(k)))
    }

    /// Whether a name is the subject of a sentence that the number opens: `By resolution 34/18, the General Assembly asked`.
    fn acts_by_it(&self, k: usize) -> bool {
        let (reading, last) = (self.reading, self.group.end());
        let Some(before) = k.checked_sub(1).filter(|before| *before >= last && self.can_act(k)) else { return false };
        let article = reading.adjoin_by_article(before, k);
        // The words of a session hold the comma behind them. `to the Commission, the Council and the Assembly` are none of them the subject.
        let comma = reading.is_comma(before) || reading.printed(before).ends_with([',', '，']);
        let listed =
            || before.checked_sub(1).is_some_and(|name| reading.is_name(name) && reading.loose(name, before) == 0);
        let right = || {
            let dated = (last + 1..=before).all(|k| reading.means(k) == Some(Means::Date));
            dated && reading.loose(last, before) == 0
        };
        let parts = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Semicolon));
        let in_clause = || reading.tongue.tied.acts.get().is_some() && !(last + 1..k).any(parts);
        (article && (comma && !listed() || right()) || in_clause()) && self.opens_sentence()
    }

    /// Whether the number stands in what opens a sentence whose subject comes later.
    fn opens_sentence(&self) -> bool {
        let (reading, first) = (self.reading, self.group.begin());
        let opens = |k: &usize| reading.means(*k) == Some(Means::Opening);
        let opening = (reading.sentence_start(first)..first).find(opens);
        opening.is_some_and(|k| reading.loose(k, first) <= OPENED)
    }

    /// Whether what stands before the mention says that somebody acts under it, and not that he gave it: `the report of the Organization on
    /// resolution 63/33`, `considered in the light of`.
    pub(super) fn is_acted_under(&self) -> bool {
        self.is_after(&self.reading.tongue.tied.under)
    }

    /// Whether a pattern stands right before the mention.
    fn is_after(&self, pattern: &Pattern) -> bool {
        pattern.fits(self.reading.end_before(self.group.begin(), NEAR))
    }

    /// Whether a possessive is of one who asks another.
    pub(super) fn is_of_one_that_asks(&self) -> bool {
        self.possessive().is_some_and(|possessive| self.subject_that_asks(possessive).is_some())
    }

    /// `The General Assembly requested the Commission, in its resolution 61/34,`: the nearest name before the possessive is of whom something is
    /// asked or who is made, and who asks or makes is named right before.
    pub(super) fn subject_that_asks(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.sentence_start(possessive);
        let mut names = (start..possessive).rev().filter(|k| self.is_in_sight(*k) && reading.is_name(*k));
        let asked = names.next().filter(|k| reading.loose(*k, possessive) <= ASKED)?;
        let asks = names.next()?;
        let between = reading.gap(asks, asked).trim();
        let asking = between.len() <= ASKING && reading.tongue.tied.asks.fits(between) && self.can_act(asks);
        if asking { self.body_at(asks) } else { None }
    }
}
