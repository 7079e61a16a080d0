//! Pairs the numbers of a list with the bodies that stand behind it in the same order: `resolutions 60/1 and 51/5 of the Assembly and of the
//! Commission, respectively`. In: a question. Out: what the number's own name tells, or nothing where the text does not say that they are
//! paired. Knows no word itself.

use super::{attribute::Question, lexer::Sense, names::Adjoining, rules::Means};

/// No text pairs more.
const MOST: usize = 12;

/// How many letters may stand between the last number and the first name: `adoptées respectivement par`.
const NEAR: usize = 40;

/// More characters than the word has with the comma before it.
const WORD: usize = 32;

impl Question<'_> {
    /// What the name tells that has the number's place among the names behind the list.
    pub(super) fn paired(&self) -> Option<Adjoining> {
        let (reading, last) = (self.reading, self.group.last);
        let pattern = reading.tongue.respectively.as_ref()?;
        let names = self.names_behind();
        let (first, end) = (*names.first()?, *names.last().filter(|_| names.len() > 1)?);
        let is_number = |k: &usize| matches!(reading.sense(*k), Some(Sense::Number(_)));
        let numbers: Vec<usize> = (self.group.first..=last).filter(is_number).take(MOST + 1).collect();
        let place = numbers.iter().position(|k| *k == self.token)?;
        // Behind the last name the word stands alone: what is told of years is not told of names, `adopted in 2005 and 2006, respectively`.
        let text = reading.slice(reading.tokens[end].range.end..reading.folded.text.len());
        let behind = &text[..text.char_indices().nth(WORD).map_or(text.len(), |(at, _)| at)];
        let behind = pattern.find(behind.trim_start_matches([',', '،', ' ']));
        let between = reading.slice(reading.tokens[last].range.end..reading.tokens[first].range.start);
        let is_told = pattern.is_match(between.trim()) || behind.is_some_and(|word| word.start() == 0);
        let name = names.get(place).filter(|_| is_told && names.len() == numbers.len())?;
        self.named_at(*name)
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
            let joins = matches!(
                reading.sense(k),
                Some(Sense::Comma | Sense::Word(Means::And | Means::Of | Means::Possessive))
            );
            let is_name = matches!(
                reading.sense(k),
                Some(Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody | Sense::Stranger)
            );
            if !near || !joins && !is_name || names.len() > MOST {
                break;
            }
            names.extend(is_name.then_some(k));
        }
        names
    }
}
