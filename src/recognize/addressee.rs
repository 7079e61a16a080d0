//! Finds to whom a text is given: `transmitted to the Assembly its resolution 51/11`, «препроводила Совету резолюцию 49/1», 提请大会注意第25/1号决议. In:
//! a question. Out: the names between what is done and the mention, none of which has given the number. Decides no body, and reads no word
//! but by a language's patterns.

use std::ops::Range;

use regex::Regex;

use super::{
    attribute::Question,
    pattern::{BEGIN, Compiler, END, WHOLE},
    rules::{AddressedRows, Means},
    scan::Group,
};
use crate::model::{Failure, near_end};

/// Words before a name are looked for in so many characters: no pattern matches more.
const NEAR: usize = 80;

/// Nothing is given through more hands.
const HANDS: usize = 4;

/// A name stands so many tokens before what is given: a comma, a preposition and a possessive may lie between.
const STEP: usize = 6;

/// The patterns of a language, compiled.
#[derive(Debug)]
pub(super) struct Addressed {
    to: Regex,
    through: Regex,
    given: Regex,
    alone: Option<Regex>,
    also: Regex,
}

impl Addressed {
    /// Compiles the rows.
    pub(super) fn new(rows: &AddressedRows, compiler: Compiler<'_>) -> Result<Self, Failure> {
        Ok(Self {
            to: compiler.row(&rows.to, END)?,
            through: compiler.row(&rows.through, END)?,
            given: compiler.row(&rows.given, WHOLE)?,
            alone: compiler.optional(&rows.alone, BEGIN)?,
            also: compiler.row(&rows.also, WHOLE)?,
        })
    }
}

impl Question<'_> {
    /// The tokens from the first name that the mention is given to or through up to the mention; none where it is given to nobody. Where the
    /// number alone tells its body, it does not matter.
    pub(super) fn addressees(&self) -> Range<usize> {
        let (reading, head) = (self.reading, self.head_of_given());
        let none = head..head;
        let Some(addressed) = reading.tongue.addressed.as_ref().filter(|_| !self.untold) else { return none };
        if self.tells_its_body() {
            return none;
        }
        // 提交第51/11号决议所要求的报告: what is given is the report.
        let behind = reading.text_behind(self.group.end());
        if addressed.alone.as_ref().is_some_and(|alone| !alone.is_match(behind)) {
            return none;
        }
        let given = reading.range(head);
        let mut edge = if reading.tongue.noun_follows() { given.start } else { given.end };
        let (start, mut last, mut first) = (reading.sentence_start(head), head, None);
        for hand in 0..HANDS {
            let mut near = (last.saturating_sub(STEP).max(start)..last).rev();
            let Some(name) = near.find(|k| reading.is_body(*k) || self.is_others(*k)) else { break };
            let range = reading.range(name);
            let between = reading.slice(range.end..edge).trim();
            let joined = if hand == 0 { addressed.given.is_match(between) } else { between.is_empty() };
            let before = near_end(reading.text_before(name), NEAR);
            let through = addressed.through.find(before);
            let to = || first.is_none() && addressed.to.is_match(before);
            if !joined || through.is_none() && !to() {
                break;
            }
            // `to the Assembly, through the Council, its resolution`; 通过理事会向大会转交.
            first = if through.is_none() || first.is_some() { Some(name) } else { None };
            edge = range.start - through.map_or(0, |through| before.len() - through.start());
            last = name;
        }
        first.map_or(none, |first| first..head)
    }

    /// Whether something is given to a name, whatever it is.
    pub(super) fn is_addressed(&self, k: usize) -> bool {
        let addressed = self.reading.tongue.addressed.as_ref();
        addressed.is_some_and(|addressed| addressed.to.is_match(near_end(self.reading.text_before(k), NEAR)))
    }

    /// Those to whom the last numbers before in the sentence are given.
    pub(super) fn addressees_of_earlier(&self) -> Vec<Range<usize>> {
        let first = self.group.first;
        let same = |group: &Group| group != self.group && self.reading.same_sentence(group.first, first);
        let earlier = self.earlier.iter().rev().take(HANDS).filter(|(group, _)| same(group));
        earlier.map(|(group, _)| Question { group, ..*self }.addressees()).collect()
    }

    /// The token that what is given begins with: the noun, or where that comes last the number. What goes on with another, `resolution 25/1 and
    /// decision 25/1`, is given with it.
    fn head_of_given(&self) -> usize {
        let reading = self.reading;
        let of = |noun: usize, first: usize| if reading.tongue.noun_follows() { first } else { noun };
        let mut head = of(self.group.noun, self.group.first);
        let Some(addressed) = &reading.tongue.addressed else { return head };
        for (group, _) in self.earlier.iter().rev().take(HANDS) {
            let near = group.first < head && reading.same_sentence(group.first, head);
            if !near || !addressed.also.is_match(reading.gap(group.end(), head).trim()) {
                break;
            }
            head = of(group.noun, group.first);
        }
        // A date stands before a Chinese number.
        while reading.tongue.noun_follows()
            && let Some(date) = head.checked_sub(1).filter(|k| reading.means(*k) == Some(Means::Date))
        {
            head = date;
        }
        head
    }

    /// Whether somebody gives the number to another, and nothing decides which of the bodies that share his name: then it is one of theirs, and
    /// not the other's.
    pub(super) fn is_of_giver(&self) -> bool {
        let addressees = self.addressees();
        let start = self.reading.sentence_start(self.group.first);
        !addressees.is_empty() && (start..addressees.start).any(|k| self.is_in_sight(k) && self.fitting(k).len() > 1)
    }
}
