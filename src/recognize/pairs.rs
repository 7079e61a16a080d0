//! Pairs the numbers of a list with the bodies that stand behind or before it in the same order: `resolutions 60/1 and 51/5 of the Assembly and of
//! the Commission, respectively`. In: a question. Out: what the number's own name tells, or nothing where the text does not say that they are
//! paired. Knows no word itself.

use regex::Regex;

use super::{adjoining::Adjoining, attribute::Question, lexer::Sense, rules::Means};

/// No text pairs more.
const MOST: usize = 12;

/// How many letters may stand between the numbers and the nearest name: `adoptées respectivement par`.
const NEAR: usize = 40;

/// More characters than the word has with the comma before it.
const WORD: usize = 32;

impl Question<'_> {
    /// What the name tells that has the number's place among the names behind the list, or before it.
    pub(super) fn paired(&self) -> Option<Adjoining> {
        self.reading.tongue.respectively.as_ref()?;
        let numbers: Vec<usize> = self.group.numbers(self.reading).take(MOST + 1).collect();
        let (before, behind) = (self.names_before(numbers.len()), self.names_behind());
        if before.len().max(behind.len()) < 2 {
            return None;
        }
        let place = numbers.iter().position(|k| *k == self.token)?;
        let alike = |names: &[usize]| names.len() > 1 && names.len() == numbers.len();
        let names = Some(before).filter(|names| alike(names));
        let names = names.or_else(|| Some(behind).filter(|names| alike(names) && self.is_told_of(names)))?;
        let name = names.get(place)?;
        self.named_at(*name)
    }

    /// Whether the word stands between the list and the names behind it, or right behind them: what is told of years is not told of names, `adopted
    /// in 2005 and 2006, respectively`.
    fn is_told_of(&self, names: &[usize]) -> bool {
        let (reading, last) = (self.reading, self.group.last);
        let (Some(pattern), Some((first, end))) = (&reading.tongue.respectively, names.first().zip(names.last()))
        else {
            return false;
        };
        pattern.is_match(reading.gap(last, *first).trim()) || self.is_told_behind(*end)
    }

    /// Whether the word stands right behind a token.
    fn is_told_behind(&self, k: usize) -> bool {
        let reading = self.reading;
        let Some(pattern) = &reading.tongue.respectively else { return false };
        let text = reading.text_behind(k);
        let behind = &text[..text.char_indices().nth(WORD).map_or(text.len(), |(at, _)| at)];
        pattern.find(behind.trim_start_matches([',', '،', ' '])).is_some_and(|word| word.start() == 0)
    }

    /// The names behind the list that nothing but commas, conjunctions and words like `of the` joins to it and to each other.
    fn names_behind(&self) -> Vec<usize> {
        let (reading, last) = (self.reading, self.group.last);
        let mut names: Vec<usize> = Vec::new();
        for k in last + 1..reading.sentence_end(last) {
            let near = match names.last() {
                Some(before) => reading.loose(*before, k) <= 4,
                None => reading.loose(last, k) <= NEAR,
            };
            if !near || !self.joins_names(k) && !reading.is_name(k) || names.len() > MOST {
                break;
            }
            names.extend(reading.is_name(k).then_some(k));
        }
        names
    }

    /// The names before the list, where the word stands right behind it or between the two: `the Commission and the Council adopted resolutions 20/1
    /// and 2011/30, respectively`, 大会和理事会分别通过. Behind a name may stand at which session it met, and what is theirs may stand behind what each
    /// has alone: قرار لجنة المخدرات 54/17 وقرار اللجنة 20/9 ومقرريهما 54/10 و 20/1 على التوالي.
    fn names_before(&self, numbers: usize) -> Vec<usize> {
        let (reading, first) = (self.reading, self.first_number());
        let theirs = self.possessive().is_some();
        let mut names: Vec<usize> = Vec::new();
        for k in (reading.sentence_start(first)..first).rev() {
            let near = match names.last() {
                Some(behind) => {
                    let apart = reading.sense(k) == Some(Sense::Semicolon) || reading.is_cited(k) || reading.is_noun(k);
                    reading.loose(k, *behind) <= NEAR
                        && (theirs || !apart)
                        && (!reading.is_name(k) || self.is_coordinated(k, *behind))
                }
                None => reading.loose(k, first) <= NEAR && (theirs || !reading.is_cited(k)),
            };
            // `ومقرريهما`: two have two, whoever is named before them.
            if !near || names.len() > MOST || theirs && names.len() == numbers {
                break;
            }
            names.extend(reading.is_name(k).then_some(k));
        }
        names.reverse();
        let end = names.last().map_or(0, |name| reading.range(*name).end);
        let between = || reading.slice(end..reading.tokens.get(first).map_or(end, |number| number.range.start));
        let told = |pattern: &Regex| pattern.is_match(between()) || self.is_told_behind(self.group.last);
        if reading.tongue.respectively.as_ref().is_some_and(told) { names } else { Vec::new() }
    }

    /// Whether a conjunction joins a name to the one behind it, or a comma right behind the first.
    fn is_coordinated(&self, k: usize, behind: usize) -> bool {
        let reading = self.reading;
        let joins = (k + 1..=behind).any(|k| reading.means(k) == Some(Means::And) || reading.has_and(k));
        joins || reading.is_comma(k + 1) && reading.loose(k, behind) <= 4
    }

    /// Whether a token joins names.
    fn joins_names(&self, k: usize) -> bool {
        let means = self.reading.means(k);
        self.reading.is_comma(k) || matches!(means, Some(Means::And | Means::Of | Means::Possessive))
    }
}
