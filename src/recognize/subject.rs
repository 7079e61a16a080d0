//! Finds whose a possessive is: `its resolution`, 其, قرارها; and, without one, who speaks in the resolution. In: a question. Out: the body that
//! is the subject of sentence or clause, with the reason, or that it is an organization without a form here. Knows the order of words, no
//! word itself.

use super::{
    attribute::Question,
    lexer::Sense,
    names::Adjoining,
    rules::Means,
    scan::{FAR, Group},
};
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
        seen.take_while(|k| !self.is_body(*k)).find(|k| reading.means(*k) == Some(Means::Possessive))
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
            .or_else(|| self.discourse.issuer.filter(|body| self.fits(*body)).map(|body| (body, Basis::Issuer)))
    }

    /// `the Council, in its resolution`: a body right before the possessive, no other noun or list between.
    fn subject_just_before(&self, possessive: usize) -> Option<usize> {
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

    /// `In its resolution 61/21, the World Health Assembly`: the subject behind is an organ without a form here, and none stands before:
    /// `the Council in its resolution 2018/5, and the General Conference`.
    pub(super) fn is_of_others_behind(&self, possessive: usize) -> bool {
        let reading = self.reading;
        if self.subject_just_before(possessive).is_some() {
            return false;
        }
        let start = reading.sentence_start(self.group.first);
        let opened = (start..self.group.first).any(|k| reading.means(k) == Some(Means::Opening));
        let last = self.group.last;
        let passed = |k: &usize| {
            let means = matches!(reading.means(*k), Some(Means::Date | Means::Of | Means::Series));
            reading.sense(*k) == Some(Sense::Comma) || means
        };
        let next = (last + 1..reading.sentence_end(last)).find(|k| !passed(k));
        let other = next.filter(|k| reading.sense(*k) == Some(Sense::OtherBody) && reading.loose(last, *k) <= 6);
        opened && other.is_some_and(|k| reading.sense(k - 1) == Some(Sense::Comma))
    }

    /// `the Executive Committee, in its decision`: the subject is an organ without a form here.
    pub(super) fn is_of_others(&self, possessive: usize) -> bool {
        let reading = self.reading;
        let start = reading.sentence_start(possessive);
        let joins = |k: &usize| {
            let means = reading.means(*k);
            reading.sense(*k) == Some(Sense::Comma) || matches!(means, Some(Means::Of | Means::Opening))
        };
        let passed = (start..possessive).rev().take_while(joins).count();
        // Four Chinese characters are two words.
        let near = if reading.tongue.noun_follows() { 1 } else { 4 };
        let subject =
            (possessive - passed).checked_sub(1).filter(|k| *k >= start && reading.loose(*k, possessive) <= near);
        // `relevant to the work of the Committee contained in its resolution`: an authority must be set apart to be the subject.
        let passed = possessive - passed..possessive;
        let comma = passed.clone().any(|k| reading.sense(k) == Some(Sense::Comma)) || !reading.tongue.rows.apart;
        let apart = comma && passed.clone().any(|k| reading.sense(k) != Some(Sense::Comma));
        let told = |k: usize| reading.sense(k) == Some(Sense::OtherBody) || apart && reading.loose(k, possessive) == 0;
        subject.is_some_and(|k| self.is_others(k) && told(k) && !self.begins_clause(k, possessive))
            && self.subject_over_object(possessive).is_none()
    }

    /// `The Parliamentary Assembly of the Council of Europe, in resolution 1096 (1996), condemned`: an organization that opens the sentence or its
    /// clause says what it says in a text of its own. A committee does not: it may be asked something in another's; but where names have case it does.
    pub(super) fn is_said_by_others(&self) -> bool {
        let (reading, tongue) = (self.reading, self.reading.tongue);
        let start = reading.sentence_start(self.group.first);
        let noun = self.group.noun.min(self.group.first);
        let opens = |k: &usize| matches!(reading.means(*k), Some(Means::Opening | Means::Of));
        let opened = (start..noun).rev().take_while(opens).count();
        let comma = (noun - opened).checked_sub(1).filter(|k| reading.sense(*k) == Some(Sense::Comma));
        let Some(last) = comma.unwrap_or(noun - opened).checked_sub(1).filter(|k| *k >= start) else { return false };
        let cased = tongue.owner.is_some();
        let speaks = |k: usize| cased && self.is_stranger(k) && !self.is_object(k);
        let is_name = |k: usize| reading.sense(k) == Some(Sense::OtherBody) || speaks(k);
        let between = || reading.slice(reading.tokens[last].range.end..reading.tokens[noun].range.start).trim();
        // `The Parliamentary Assembly adopted resolution 1096 (1996)`.
        let gave = opened == 0 && comma.is_none() && !between().is_empty() && self.is_giving(between());
        if !is_name(last) || !gave && (opened == 0 || reading.loose(last, noun) > 0) {
            return false;
        }
        let named = |k: &usize| is_name(*k) || reading.means(*k) == Some(Means::Of) || self.is_body(*k);
        let first = (start..last).rev().take_while(named).last().filter(|k| is_name(*k)).unwrap_or(last);
        let from = if first > start { reading.tokens[first - 1].range.end } else { reading.sentence_offset(start) };
        let before = reading.slice(from..reading.tokens[first].range.start).trim();
        let (head, article) = before.rsplit_once(' ').unwrap_or(("", before));
        let that = if tongue.article.is_match(article) { head.rsplit(' ').next().unwrap_or_default() } else { article };
        let clause = tongue.clause.as_ref().is_some_and(|clause| clause.is_match(that) || clause.is_match(article));
        // `…; the Executive Committee decided`, `the one in resolution 18/5 and the other in resolution 18/6`.
        let behind_number = || matches!(reading.sense(first.wrapping_sub(2)), Some(Sense::Number(_)));
        let begins = match first.checked_sub(1).filter(|_| first > start) {
            Some(k) if reading.sense(k) == Some(Sense::Semicolon) => true,
            Some(k) => cased && reading.means(k) == Some(Means::And) && behind_number(),
            None => true,
        };
        begins && tongue.article.is_match(before) || clause
    }

    /// `The Commission, recalling General Assembly resolution 66/130, adopted resolution 56/2`: who opens the sentence gives the number, whoever is
    /// named in the aside between.
    pub(super) fn giver_before_aside(&self) -> Option<Adjoining> {
        let reading = self.reading;
        let noun = self.group.noun.min(self.group.first);
        let start = reading.sentence_start(noun);
        let comma = noun.checked_sub(1).filter(|k| *k > start + 1 && reading.sense(*k) == Some(Sense::Comma))?;
        let opening = reading.slice(reading.sentence_offset(start)..reading.tokens.get(start)?.range.start).trim();
        let aside = reading.sense(start + 1) == Some(Sense::Comma) && reading.loose(start, start + 1) == 0;
        let parted = (start..comma).any(|k| reading.sense(k) == Some(Sense::Semicolon));
        let opens = reading.tongue.article.is_match(opening) && aside && !parted && self.is_in_sight(start);
        if opens && self.is_giver_said(reading.gap(comma, noun)) { self.named_at(start) } else { None }
    }

    /// `the Assembly renewed the mandate of the Working Group in its resolution`: the nearest name is an organ's without a form here, but what is
    /// done is done to it, or the possessive is of another gender. Then the body before it is the subject.
    pub(super) fn subject_over_object(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.sentence_start(possessive);
        if let Some(subject) = self.subject_that_asks(possessive) {
            return Some(subject);
        }
        let is_name = |k: &usize| self.is_in_sight(*k) && (self.is_body(*k) || self.is_others(*k));
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
        let joins = |k: &usize| {
            matches!(
                self.reading.sense(*k),
                Some(Sense::Comma | Sense::Word(Means::Of | Means::Range | Means::Opening))
            )
        };
        let Some(first) = (0..possessive).rev().take_while(joins).last() else { return false };
        let body = first.checked_sub(1).filter(|k| self.is_body(*k));
        self.reading.sense(first) == Some(Sense::Comma)
            && body.is_some_and(|body| self.reading.loose(body, possessive) <= 4)
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
            // `свою резолюцию 26/5, равно как и резолюцию 60/10 Комиссии по наркотическим средствам`: what has a number of its own is not the subject.
            let owner = opened && self.has_number_before(k);
            if self.is_in_sight(k) && self.is_body(k) && !owner {
                let attributive = reading.is_noun(k + 1) && reading.gap(k, k + 1).trim().is_empty();
                let loose = reading.loose(self.group.last, k);
                let close = loose <= 6 || opened && loose <= 160;
                let joined = reading.means(k - 1) == Some(Means::And);
                return self.body_at(k).filter(|_| close && !attributive && !joined);
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
        let (reading, tongue) = (self.reading, self.reading.tongue);
        let start = reading.sentence_start(self.group.first);
        let opens = |k: &usize| matches!(reading.means(*k), Some(Means::Of | Means::Opening));
        let opened = (start..self.group.noun).rev().take_while(opens).count();
        let first = self.group.noun - opened;
        let comma =
            first.checked_sub(1).filter(|k| *k >= start && reading.sense(*k) == Some(Sense::Comma)).unwrap_or(first);
        let before = comma.checked_sub(1).map_or("", |k| reading.gap(k, comma));
        let word = before.trim().rsplit(|c: char| !c.is_alphabetic() && c != '\'').next()?;
        let begins = self.opens_behind_semicolon()
            || opened > 0 && tongue.clause.as_ref().is_some_and(|clause| clause.is_match(word));
        let passed = |k: &usize| {
            matches!(reading.means(*k), Some(Means::Of | Means::Possessive | Means::Series | Means::Date | Means::Skip))
        };
        let (next, end) = (self.group.last + 1, reading.sentence_end(self.group.last));
        let aside = (next..end).take_while(passed).count();
        let comma = if reading.sense(next + aside) == Some(Sense::Comma) { next + aside } else { next + aside - 1 };
        // The words of a session hold the comma behind them.
        let closes = reading.slice(reading.tokens.get(comma)?.range.clone()).ends_with(',');
        let ends = closes && tongue.article.is_match(reading.gap(comma, comma + 1).trim());
        let near = reading.loose(self.group.last, comma) <= 40;
        let attributive = reading.is_noun(comma + 2) && reading.gap(comma + 1, comma + 2).trim().is_empty();
        self.body_at(comma + 1).filter(|_| begins && ends && near && comma + 1 < end && !attributive)
    }

    /// `…; in resolution 38/5, the Human Rights Council did the same`: as at the beginning of a sentence, but for its capital.
    fn opens_behind_semicolon(&self) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let opens = |k: &usize| matches!(reading.means(*k), Some(Means::Of | Means::Opening));
        let opened = (reading.sentence_start(noun)..noun).rev().take_while(opens).count();
        let semicolon = (noun - opened).checked_sub(1).filter(|k| reading.sense(*k) == Some(Sense::Semicolon));
        let text =
            semicolon.map_or("", |k| reading.slice(reading.tokens[k].range.end..reading.tokens[noun].range.start));
        let mut letters = text.trim().chars();
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
        let (reading, tongue) = (self.reading, self.reading.tongue);
        let clause = tongue.clause.as_ref()?;
        let start = reading.sentence_start(possessive);
        let opening = |k: &usize| matches!(reading.means(*k), Some(Means::Of | Means::Opening));
        let opened = (start..possessive).rev().take_while(opening).count();
        let comma = (possessive - opened).checked_sub(1).filter(|k| *k >= start && opened > 0);
        let possessive = comma.filter(|k| reading.sense(*k) == Some(Sense::Comma)).unwrap_or(possessive);
        let opens = |k: usize| {
            let from = k.checked_sub(1).filter(|_| k > start).and_then(|k| reading.tokens.get(k));
            let from = from.map_or_else(|| reading.sentence_offset(k), |token| token.range.end);
            let Some(token) = reading.tokens.get(k) else { return false };
            let before = reading.slice(from..token.range.start).trim_end();
            let (head, last) = before.rsplit_once(' ').unwrap_or(("", before));
            let that = if tongue.article.is_match(last) { head.rsplit(' ').next().unwrap_or_default() } else { last };
            clause.is_match(that)
        };
        let parts = |k: &usize| {
            let joint = matches!(reading.sense(*k), Some(Sense::Comma | Sense::Semicolon | Sense::Word(Means::And)));
            joint && self.is_in_sight(*k)
        };
        let near = (start..possessive).rev().take_while(|k| !parts(k));
        near.filter(|k| self.is_in_sight(*k) && self.is_body(*k)).find(|k| opens(*k))
    }

    /// `sa résolution 18/1 et sa décision 16/1`: the subject of the possessive before in the sentence.
    fn same_possessive(&self) -> Option<usize> {
        let sentence = self.reading.sentence.get(self.group.first);
        let same = |group: &&(Group, usize)| self.reading.sentence.get(group.0.first) == sentence;
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
        seen.filter(|k| self.is_body(*k) && self.agrees(*k, possessive) && !self.is_object(*k))
            .find_map(|k| self.body_at(k))
    }

    /// A body that opens the sentence.
    fn subject_at_start(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.sentence_start(self.group.first);
        let token = reading.tokens.get(start)?;
        let opening = reading.slice(reading.sentence_offset(start)..token.range.start);
        let acts = start < self.group.first && reading.tongue.article.is_match(opening.trim());
        self.body_at(start).filter(|_| acts && self.agrees(start, possessive))
    }
}
