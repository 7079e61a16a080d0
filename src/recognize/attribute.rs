//! Decides the body of a number that is printed without one, by ordered rules. In: a reading, a group of numbers, what the document has
//! spoken of. Out: a body with the reason (`Basis`), or none where another organization is named. Reads no words itself.

use super::{
    discourse::Discourse,
    grammar::Grammar,
    lexer::Sense,
    number::{Fit, Number, Time},
    reading::Reading,
    rules::Means,
    scan::{Group, What},
};
use crate::model::{Basis, Kind, Numbering};

/// A text may be read so many years after the data was written; the sessions held by then are not in it.
const LATER: u32 = 3;

/// A body and why it is this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribution {
    /// One of the grammar's bodies.
    To(usize, Basis),
    /// An organ or organization without a form here.
    Elsewhere,
    /// No body fits.
    Nowhere,
}

/// One question: whose is this number?
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) grammar: &'a Grammar,
    pub(super) discourse: &'a Discourse,
    /// Groups before this one with the bodies they were given.
    pub(super) earlier: &'a [(Group, usize)],
    pub(super) group: &'a Group,
    /// The token that holds the number.
    pub(super) token: usize,
    pub(super) number: &'a Number,
    pub(super) kind: Kind,
    pub(super) time: Time,
    pub(super) fit: Fit,
    /// Whether the number lacks its year, and could be anybody's.
    pub(super) untold: bool,
}

impl Question<'_> {
    /// The answer, by the first rule that has one.
    pub(super) fn answer(&self) -> Attribution {
        // A body that stands with the number has given it, whatever its numbers are otherwise.
        if let Some(named) = (Question { fit: Fit::Possible, ..*self }).adjoining() {
            return named.attributed(Basis::Named);
        }
        if self.contested_before() && !self.is_of_one_that_asks()
            || self.is_of_stranger()
            || self.is_of_committee()
            || self.is_of_joined_others()
            || self.is_of_unknown()
        {
            return Attribution::Elsewhere;
        }
        let possessive = self.possessive();
        if let Some(giver) = self.giver_before_aside().filter(|_| possessive.is_none()) {
            return giver.attributed(Basis::Context);
        }
        let subject = possessive.and_then(|possessive| self.subject(possessive));
        if self.is_spoken_by_others(possessive, subject.map(|(_, basis)| basis)) {
            return Attribution::Elsewhere;
        }
        let found = subject
            .or_else(|| self.clause().map(|body| (body, Basis::Context)))
            .or_else(|| self.before(possessive.is_some()).map(|body| (body, Basis::Context)))
            .or_else(|| self.after().map(|body| (body, Basis::Context)));
        if let Some((body, basis)) = found {
            let named = basis == Basis::Context && self.is_said_by(body);
            return Attribution::To(body, if named { Basis::Named } else { basis });
        }
        if !self.tells_its_body() && (self.other_just_before() || self.is_of_giver()) {
            return Attribution::Elsewhere;
        }
        self.by_discourse()
    }

    /// The answer where nobody in the sentence has the number: whoever the paragraph speaks of, had it before, or issues the text; else its form
    /// tells.
    fn by_discourse(&self) -> Attribution {
        let paragraph = self.discourse.in_paragraph().find(|body| self.fits(*body));
        let settled = || self.discourse.settled(self.number, self.kind);
        if let Some(body) = paragraph.or_else(settled) {
            return Attribution::To(body, Basis::Context);
        }
        if let Some(issuer) = self.fitting_issuer().filter(|body| self.can_have_met(*body)) {
            return Attribution::To(issuer, Basis::Issuer);
        }
        // A number that nobody gives as a rule is of the one who is named or speaks, or of a stranger.
        let misprint = self.fit == Fit::Possible;
        self.by_form().filter(|_| !misprint).map_or(Attribution::Nowhere, |body| Attribution::To(body, Basis::Form))
    }

    /// Bodies other than the answer's that fit the number and were named nearby, the nearest first.
    pub(super) fn rivals(&self, answer: usize) -> Vec<usize> {
        let start = self.reading.sentence_start(self.group.first);
        let end = self.reading.sentence_end(self.group.first);
        let sentence = (start..end).filter_map(|k| self.body_at(k));
        let mut rivals: Vec<usize> = Vec::new();
        for body in sentence.chain(self.discourse.in_paragraph()).chain(self.discourse.issuer) {
            if body != answer && !rivals.contains(&body) && self.fits(body) {
                rivals.push(body);
            }
        }
        rivals
    }

    /// Whether a body can have given the number.
    pub(super) fn fits(&self, body: usize) -> bool {
        self.grammar.fits(body, self.number, self.kind, self.time, self.fit)
    }

    /// The issuing body, if it can have given the number.
    pub(super) fn fitting_issuer(&self) -> Option<usize> {
        self.discourse.issuer.filter(|issuer| self.fits(*issuer))
    }

    /// Whether a body can have held the session that a number is of, as far as is known. A text whose year is known asks the calendar (`fits`), for
    /// the data ends in its own.
    fn can_have_met(&self, body: usize) -> bool {
        let Some(body) = self.grammar.list.get(body) else { return false };
        let held = body.held.filter(|_| self.number.form == Numbering::Session && self.time.until.is_none());
        let calendar = self.grammar.symbols.calendars.iter().find(|calendar| calendar.body.value == body.id.0);
        let later = calendar.map_or(LATER, |calendar| LATER * calendar.sessions / calendar.years.max(1));
        let session = || self.number.session.parse::<u32>();
        held.is_none_or(|held| session().is_ok_and(|session| session <= held + later))
    }

    /// Whether a token names somebody who has no form here.
    pub(super) fn is_others(&self, k: usize) -> bool {
        self.reading.sense(k) == Some(Sense::OtherBody) || self.is_stranger(k)
    }

    /// Whether a token names a body, or somebody else who can have given the number.
    pub(super) fn names_giver(&self, k: usize) -> bool {
        self.reading.is_body(k) || self.is_others(k)
    }

    /// Whether a token can be seen from the group: not inside a title that the group is not in.
    pub(super) fn is_in_sight(&self, k: usize) -> bool {
        let quote = self.reading.quote(k);
        quote.is_none() || quote == self.reading.quote(self.group.first)
    }

    /// Whether a body numbers so as a rule.
    pub(super) fn usually(&self, body: usize) -> bool {
        Question { fit: Fit::Usual, ..*self }.fits(body)
    }

    /// The nearest body before in the sentence to which it is not given. Behind a report's own symbol the report's body is meant.
    fn before(&self, possessive: bool) -> Option<usize> {
        let (start, addressees) = (self.reading.sentence_start(self.group.first), self.addressees());
        // Who gives is not he who has another number: `рассмотрев резолюцию 2001/9 Подкомиссии, рекомендовала Совету утвердить`.
        // Nor is he to whom something else is given: `рекомендовала Совету утвердить проект и довела до сведения Ассамблеи резолюцию 25/1`.
        let other = |k: usize| self.has_number_before(k) || self.is_addressed(k);
        let passed = |k: usize| !addressees.is_empty() && (addressees.contains(&k) || other(k));
        // `transmitted to the Council resolution 49/1, recalling resolution S-23/3`: nor is it theirs to whom another number is given.
        let earlier = self.addressees_of_earlier();
        let passed = |k: usize| passed(k) || earlier.iter().any(|addressees| addressees.contains(&k));
        // `…; the Council of the European Union prolonged them by decision 2019/25`: another has opened the clause.
        let parts = |k: &usize| self.reading.sense(*k) == Some(Sense::Semicolon) && self.is_in_sight(*k);
        let other = self.other_just_before() && !self.tells_its_body();
        let seen = (start..self.group.first).rev().take_while(|k| !(other && parts(k)));
        let seen = seen.filter(|k| self.is_in_sight(*k) && !passed(*k));
        seen.into_iter().find_map(|k| {
            if self.reading.sense(k) == Some(Sense::Symbol)
                && !possessive
                && self.reading.loose(k, self.group.first) <= 40
            {
                return self.report_of(k);
            }
            self.body_off(k)
        })
    }

    /// The body whose report a symbol is.
    fn report_of(&self, k: usize) -> Option<usize> {
        let printed: String = self.reading.printed(k).split(' ').collect();
        let row = self.grammar.supplements.iter().find(|(pattern, _)| pattern.is_match(&printed))?;
        Some(row.1).filter(|body| self.fits(*body))
    }

    /// The nearest body after in the sentence, unless it goes before a noun of its own.
    fn after(&self) -> Option<usize> {
        let reading = self.reading;
        let behind = self.group.last + 1..reading.sentence_end(self.group.last);
        let noun = behind.clone().find(|k| reading.is_noun(*k));
        let contested = self.is_contested();
        // `одобренная ЭСКАТО в резолюции 71/8 … (резолюция 70/1 Генеральной Ассамблеи)`: the Assembly has a number of its own.
        let other = self.other_just_before();
        // Where the issuing body numbers so, or somebody without a form here is named before, another has to do with the number and is not only
        // spoken of: `the Executive Board, in decision 2010/5, and the Economic and Social Council, in resolution 2010/22`.
        let issuer = self.fitting_issuer().filter(|issuer| self.can_have_met(*issuer));
        behind
            .filter(|k| !(other && self.has_number_before(*k)))
            .filter(|k| self.is_in_sight(*k) && reading.is_body(*k))
            .filter(|k| !reading.is_attributive(*k))
            .filter(|k| !(reading.tongue.noun_follows() && reading.is_number(k + 1)))
            .filter(|k| !(contested && matches!(reading.sense(*k), Some(Sense::ShortBody(_)))))
            .filter(|k| !(noun.is_some_and(|noun| noun < *k && !self.joins(noun)) && self.is_of_another(*k)))
            .find_map(|k| {
                let body = self.body_off(k);
                body.filter(|body| !other && issuer.is_none_or(|issuer| issuer == *body) || self.is_tied(k))
            })
    }

    /// Whether nothing but a conjunction stands before the next noun: `la résolution 2002/8 et la décision 2004/122 de la Sous-Commission`.
    pub(super) fn joins(&self, noun: usize) -> bool {
        let reading = self.reading;
        let mut between = self.group.last + 1..noun;
        reading.loose(self.group.last, noun) == 0
            && !between.is_empty()
            && between.all(|k| matches!(reading.means(k), Some(Means::And | Means::Of)))
    }

    /// Whether a shared name behind another noun is of that noun alone, where the issuing body will do: `resolution 61/16 on …, and
    /// resolution 2005/48 of the Council`.
    fn is_of_another(&self, k: usize) -> bool {
        let bearers = self.reading.bearers(k);
        let issuer = self.fitting_issuer();
        !bearers.is_empty() && issuer.is_some_and(|issuer| !bearers.contains(&issuer))
    }

    /// Whether another organization is named right before.
    fn other_just_before(&self) -> bool {
        let reading = self.reading;
        let start = reading.sentence_start(self.group.first);
        let is_name = |k: usize| reading.is_body(k) || reading.sense(k) == Some(Sense::OtherBody);
        let named = |k: &usize| is_name(*k) && self.is_in_sight(*k);
        let nearest = (start..self.group.first).rev().find(named);
        nearest.is_some_and(|k| {
            let near = reading.sense(k) == Some(Sense::OtherBody) && reading.loose(k, self.group.first) <= 60;
            near && !self.is_silent(k) && !self.is_set_up(k) && !self.is_acted_under()
        })
    }

    /// Whether a resolution in brackets set up the organ right before them, which adopts none: `the Committee against Torture (resolution 39/46)`.
    fn is_set_up(&self, k: usize) -> bool {
        let name = self.reading.name(k);
        self.reading.bracket(self.group.first) == Some(k + 1)
            && self.kind == Kind::Resolution
            && self.reading.loose(k, k + 1) == 0
            && self.reading.tongue.unresolving.iter().any(|organ| organ.is_match(name))
    }

    /// Whether a token names an organization that numbers nothing as bodies here do.
    fn is_silent(&self, k: usize) -> bool {
        self.reading.tongue.silent.iter().any(|silent| silent.is_match(self.reading.name(k)))
    }
}

/// The number and kind of a mention.
pub(super) const fn numbered(what: &What) -> Option<(&Number, Kind)> {
    match what {
        What::Number(number, kind) => Some((number, *kind)),
        _ => None,
    }
}
