//! Finds whose a possessive is: `its resolution`, 其, قرارها; and, without one, who speaks in the resolution. In: a question. Out: the body that
//! is the subject of sentence or clause, with the reason, or that it is an organization without a form here. Knows the order of words, no
//! word itself.

use super::{attribute::Question, lexer::Sense, nouns::FAR, rules::Means, scan::Group};
use crate::model::{Basis, near_end};

/// How many characters before a name tell whether it is governed: a preposition, an article or a noun.
const GOVERNING: usize = 24;

impl Question<'_> {
    /// The possessive that the group's noun has: in the word itself, or as a word before it.
    pub(super) fn possessive(&self) -> Option<usize> {
        let reading = self.reading;
        let noun = self.group.noun;
        if reading.captured(noun, "its").is_some() {
            return Some(noun);
        }
        let start = reading.sentence_start(self.group.first);
        for k in (start..self.group.first).rev() {
            match reading.sense(k) {
                Some(Sense::Word(Means::Possessive)) => {
                    let near = reading.loose(k, self.group.first) <= 30;
                    return (near || reading.tongue.noun_follows()).then_some(k);
                }
                // In Chinese titles and dates stand between 其 and the number.
                Some(Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody) if !self.is_in_sight(k) => {}
                Some(Sense::Word(means)) if means.kind().is_some() && self.is_in_sight(k) => {
                    return self.shared_possessive(k).or_else(|| self.possessive_of_many(k));
                }
                Some(Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody | Sense::Stop) => return None,
                Some(Sense::Number(_) | Sense::Symbol) if !reading.tongue.noun_follows() => return None,
                _ => {}
            }
        }
        None
    }

    /// In Chinese one 其 stands for several: 回顾其…第46/152号决议，以及关于…的第62/175号决议.
    fn shared_possessive(&self, noun: usize) -> Option<usize> {
        let reading = self.reading;
        if !reading.tongue.noun_follows() {
            return None;
        }
        let start = reading.sentence_start(noun);
        let seen = (start..noun).rev().filter(|k| self.is_in_sight(*k));
        seen.take_while(|k| !reading.is_body(*k)).find(|k| reading.means(*k) == Some(Means::Possessive))
    }

    /// The possessive of the many of which a number names some: `ses résolutions antérieures, dont les plus récentes sont les résolutions 31/37 et
    /// 34/40`. Nobody may be named between, and nothing cited.
    fn possessive_of_many(&self, noun: usize) -> Option<usize> {
        let (reading, first) = (self.reading, self.group.first);
        let some = first.checked_sub(1).filter(|k| matches!(reading.means(*k), Some(Means::Latest | Means::Skip)))?;
        let parts = |k: usize| {
            use Sense::{Body, Number, OtherBody, Semicolon, ShortBody, Stranger, Symbol};
            matches!(
                reading.sense(k),
                Some(Body(_) | ShortBody(_) | OtherBody | Stranger | Number(_) | Symbol | Semicolon)
            )
        };
        let near = reading.loose(some, first) <= 4 && reading.loose(noun, first) <= FAR;
        if reading.tongue.noun_follows() || !near || (noun..first).any(parts) {
            return None;
        }
        let is_owned = |k: &usize| reading.means(*k) == Some(Means::Possessive) && reading.loose(*k, noun) <= 30;
        let word = noun.checked_sub(1).filter(|k| *k >= reading.sentence_start(first)).filter(is_owned);
        if reading.captured(noun, "its").is_some() { Some(noun) } else { word }
    }

    /// The subject that a possessive points to.
    pub(super) fn subject(&self, possessive: usize) -> Option<(usize, Basis)> {
        let context = |body: usize| (body, Basis::Context);
        self.subject_that_asks(possessive)
            .or_else(|| self.subject_just_before(possessive))
            .or_else(|| self.subject_over_object(possessive))
            .or_else(|| self.same_possessive())
            .or_else(|| self.subject_of_clause(possessive))
            .or_else(|| self.subject_behind())
            .or_else(|| self.subject_at_start(possessive))
            .or_else(|| self.subject_of_gender(possessive))
            .map(context)
            .or_else(|| self.fitting_issuer().map(|body| (body, Basis::Issuer)))
    }

    /// `the Council, in its resolution`: a body right before the possessive, no other noun or list between.
    pub(super) fn subject_just_before(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.sentence_start(possessive);
        let near = if reading.tongue.noun_follows() { 14 } else { 50 };
        // `transmitted to the Assembly its resolution` is not the Assembly's.
        let addressees = self.addressees();
        // `the Economic and Social Council (ECOSOC), in its resolution`: what is in brackets stands beside the name.
        let mut closed = 0_usize;
        for k in (start..possessive).rev() {
            if !self.is_in_sight(k) || addressees.contains(&k) {
                continue;
            }
            match reading.sense(k)? {
                Sense::Close => closed += 1,
                Sense::Open if closed > 0 => closed -= 1,
                _ if closed > 0 => {}
                Sense::Body(_) | Sense::ShortBody(_) => {
                    return self.body_at(k).filter(|_| reading.loose(k, possessive) <= near);
                }
                // `the Conference, at its tenth session, …`: a session is of a series.
                Sense::Word(Means::Possessive) if self.is_aside(k) => {}
                Sense::Comma
                | Sense::Word(Means::Of | Means::Opening | Means::Skip | Means::Date | Means::Range | Means::Series) => {
                }
                Sense::Word(means) if means.is_part() => {}
                _ => return None,
            }
        }
        None
    }

    /// `the Assembly renewed the mandate of the Working Group in its resolution`: the nearest name is an organ's without a form here, but what is
    /// done is done to it, or the possessive is of another gender. Then the body before it is the subject.
    pub(super) fn subject_over_object(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.sentence_start(possessive);
        if let Some(subject) = self.subject_that_asks(possessive) {
            return Some(subject);
        }
        let is_name = |k: &usize| self.is_in_sight(*k) && self.names_giver(*k);
        let object = (start..possessive).rev().find(is_name)?;
        let near = self.is_others(object) && reading.loose(object, possessive) <= 60;
        if !near || !self.is_object(object) && self.agrees(object, possessive) {
            return None;
        }
        let bodies = || (start..object).rev().filter(|k| self.is_in_sight(*k) && self.agrees(*k, possessive));
        let subject = bodies().filter(|k| !self.is_object(*k)).find_map(|k| self.body_at(k));
        subject.or_else(|| bodies().find_map(|k| self.body_at(k)))
    }

    /// Whether something is done to a name or it has something, as its case or the words before it tell.
    pub(super) fn is_object(&self, k: usize) -> bool {
        let (reading, tongue) = (self.reading, self.reading.tongue);
        let Some(token) = reading.tokens.get(k) else { return false };
        let oblique = tongue.oblique.as_ref();
        if oblique.is_some_and(|oblique| oblique.is_match(reading.name(k))) {
            return true;
        }
        let before = near_end(reading.slice(0..token.range.start), GOVERNING).trim_end();
        tongue.governs.as_ref().is_some_and(|governs| governs.is_match(before))
    }

    /// Whether a possessive can stand for a name, by its gender.
    fn agrees(&self, k: usize, possessive: usize) -> bool {
        let reading = self.reading;
        let Some(its) = reading.captured(possessive, "its") else { return true };
        let row = reading.tongue.agreement.iter().find(|(gendered, _)| gendered == its);
        row.is_none_or(|(_, owner)| owner.is_match(reading.name(k)))
    }

    /// Whether a word between two tokens begins a clause with another subject: `учредила комитет, а в резолюции`.
    pub(super) fn begins_clause(&self, from: usize, to: usize) -> bool {
        let Some(clause) = &self.reading.tongue.clause else { return false };
        (from..to)
            .any(|k| self.reading.gap(k, k + 1).split(|c: char| !c.is_alphabetic()).any(|word| clause.is_match(word)))
    }

    /// Whether a possessive opens an aside of the body before it: `the Conference, at its tenth session,`.
    fn is_aside(&self, possessive: usize) -> bool {
        let reading = self.reading;
        let joins = |k: usize| reading.leads_in(k) || reading.means(k) == Some(Means::Range);
        let body = reading.nearest_before(possessive, joins).filter(|k| reading.is_body(*k));
        body.is_some_and(|body| reading.is_comma(body + 1) && reading.loose(body, possessive) <= 4)
    }

    /// `In its resolution 63/195 of 18 December 2008, the General Assembly`.
    fn subject_behind(&self) -> Option<usize> {
        let reading = self.reading;
        let (first, end) = (self.group.first, reading.sentence_end(self.group.last));
        let start = reading.sentence_start(first);
        let before = reading.loose(start, first);
        let opened = (start..first).any(|k| reading.means(k) == Some(Means::Opening)) && before <= 60;
        let mut k = self.group.last + 1;
        while k < end {
            // `свою резолюцию 26/5, равно как и резолюцию 60/10 Комиссии по наркотическим средствам`: what has a number of its own is not the
            // subject.
            let owner = opened && self.has_number_before(k);
            if self.is_in_sight(k) && reading.is_body(k) && !owner {
                let loose = reading.loose(self.group.last, k);
                let close = loose <= 6 || opened && loose <= 160;
                let joined = reading.means(k - 1) == Some(Means::And);
                return self.body_at(k).filter(|_| close && !reading.is_attributive(k) && !joined);
            }
            let passed = match reading.sense(k) {
                Some(Sense::Semicolon) => false,
                Some(Sense::Number(_) | Sense::Symbol) => opened,
                Some(Sense::Word(means)) => means.kind().is_none() || opened,
                _ => true,
            };
            if !passed {
                return None;
            }
            k += 1;
        }
        None
    }

    /// The subject of a clause that begins with the number: `noted that, in resolution 63/5, the General Assembly had requested`.
    pub(super) fn clause(&self) -> Option<usize> {
        let (reading, noun) = (self.reading, self.group.noun);
        let begins = self.opens_behind_semicolon() || reading.opened(noun) < noun && self.is_behind_clause_word(noun);
        let passed = |k: &usize| {
            matches!(reading.means(*k), Some(Means::Of | Means::Possessive | Means::Series | Means::Date | Means::Skip))
        };
        let (next, end) = (self.group.last + 1, reading.sentence_end(self.group.last));
        let aside = (next..end).take_while(passed).count();
        let comma = if reading.is_comma(next + aside) { next + aside } else { next + aside - 1 };
        // The words of a session hold the comma behind them.
        let ends = reading.printed(comma).ends_with(',') && reading.adjoin_by_article(comma, comma + 1);
        let near = reading.loose(self.group.last, comma) <= 40;
        let subject = Some(comma + 1).filter(|k| begins && ends && near && *k < end && !reading.is_attributive(*k));
        self.body_at(subject?)
    }

    /// Whether the word before what a token opens, and before its comma, begins a clause: `that, in resolution 63/5`.
    fn is_behind_clause_word(&self, noun: usize) -> bool {
        let (reading, clause) = (self.reading, self.reading.tongue.clause.as_ref());
        let aside = reading.set_apart(noun);
        let before = aside.checked_sub(1).map_or("", |k| reading.gap(k, aside));
        let word = before.trim().rsplit(|c: char| !c.is_alphabetic() && c != '\'').next();
        clause.zip(word).is_some_and(|(clause, word)| clause.is_match(word))
    }

    /// `…; in resolution 38/5, the Human Rights Council did the same`: as at the beginning of a sentence, but for its capital.
    fn opens_behind_semicolon(&self) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let semicolon = reading.opened(noun).checked_sub(1).filter(|k| reading.sense(*k) == Some(Sense::Semicolon));
        let mut letters = semicolon.map_or("", |k| reading.gap(k, noun)).trim().chars();
        let Some(first) = letters.next() else { return false };
        reading.tongue.whose.opens(&first.to_uppercase().chain(letters).collect::<String>())
    }

    /// `noting that the Council welcomed General Assembly resolution 66/137 in its resolution 31/21`: the clause's subject owns what no comma
    /// and no conjunction part from it.
    fn subject_of_clause(&self, possessive: usize) -> Option<usize> {
        self.body_at(self.clause_subject(possessive)?)
    }

    /// The name that opens the clause of a possessive. Commas around what the subject did it in part nothing: `rappelant que la Conférence a engagé
    /// les États, dans sa résolution 8/1, à agir`.
    pub(super) fn clause_subject(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        reading.tongue.clause.as_ref()?;
        let is_opened = reading.opened(possessive) < possessive;
        let end = if is_opened { reading.set_apart(possessive) } else { possessive };
        let parts = |k: &usize| {
            let joint = matches!(reading.sense(*k), Some(Sense::Comma | Sense::Semicolon | Sense::Word(Means::And)));
            joint && self.is_in_sight(*k)
        };
        let mut near = (reading.sentence_start(possessive)..end).rev().take_while(|k| !parts(k));
        near.find(|k| {
            let opens = || reading.tongue.begins_clause(reading.words_before(*k).trim_end());
            self.is_in_sight(*k) && reading.is_body(*k) && opens()
        })
    }

    /// `sa résolution 18/1 et sa décision 16/1`: the subject of the possessive before in the sentence.
    fn same_possessive(&self) -> Option<usize> {
        let same = |group: &&(Group, usize)| self.reading.same_sentence(group.0.first, self.group.first);
        let (before, body) = self.earlier.last().filter(same)?;
        let owned = self.reading.captured(before.noun, "its").is_some()
            || (before.first.saturating_sub(3)..before.first).any(|k| self.reading.means(k) == Some(Means::Possessive));
        let parted = (before.last..self.group.first).any(|k| matches!(self.reading.sense(k), Some(Sense::Body(_))));
        // `وإلى قراره 1503 (د-48)، وإلى قرارها 8 (د-23)`: his, and hers.
        let gender = |noun: usize| self.reading.captured(noun, "its");
        let other = gender(before.noun).zip(gender(self.group.noun)).is_some_and(|(his, hers)| his != hers);
        (owned && !parted && !other && self.fits(*body)).then_some(*body)
    }

    /// Where a possessive tells its owner's gender, the nearest body before that has it: `قرار المجلس 1990/48 وإلى قراره 1991/35` in a text of
    /// اللجنة.
    fn subject_of_gender(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        if reading.tongue.agreement.is_empty() || reading.captured(possessive, "its").is_none() {
            return None;
        }
        let seen = (reading.sentence_start(possessive)..possessive).rev().filter(|k| self.is_in_sight(*k));
        seen.filter(|k| reading.is_body(*k) && self.agrees(*k, possessive) && !self.is_object(*k))
            .find_map(|k| self.body_at(k))
    }

    /// A body that opens the sentence.
    fn subject_at_start(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.sentence_start(self.group.first);
        let acts = start < self.group.first && reading.opens_sentence(start);
        self.body_at(start).filter(|_| acts && self.agrees(start, possessive))
    }
}
