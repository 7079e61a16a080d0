//! Tells who speaks in a number, where that is not the body whose possessive it has: an organization or an authority without a form here, a name that
//! nothing decides, or whoever is named right before. In: a question. Out: whether it is so, and who gives the number where that is told. Names
//! no body by a possessive; that is `subject`.

use super::{adjoining::Adjoining, attribute::Question, lexer::Sense, rules::Means, scan::Group};
use crate::model::Basis;

impl Question<'_> {
    /// The token before another that nothing but a comma, prepositions and a possessive part from it: `the Council` before `, in its resolution`.
    fn speaker(&self, at: usize) -> Option<usize> {
        self.reading.nearest_before(at, |k| self.reading.leads_in_its(k))
    }

    /// Whether a body that is named in full right before says the number, with nothing but words like `, in its` between.
    pub(super) fn is_said_by(&self, body: usize) -> bool {
        let (reading, begin) = (self.reading, self.group.begin());
        let name = self.speaker(begin).filter(|k| reading.loose(*k, begin) <= 4);
        let full = name.filter(|k| matches!(reading.sense(*k), Some(Sense::Body(_))) && self.is_in_sight(*k));
        full.is_some_and(|k| self.body_at(k) == Some(body) && !self.addressees().contains(&k))
    }

    /// Whether somebody without a form here, or nobody knows who, is the one whose the possessive is, or who speaks where there is none. `told` is by
    /// what a subject was found.
    pub(super) fn is_spoken_by_others(&self, possessive: Option<usize>, told: Option<Basis>) -> bool {
        let Some(possessive) = possessive else { return self.is_said_by_others() };
        let by_issuer = told.is_none_or(|basis| basis == Basis::Issuer);
        self.is_of_others(possessive)
            || self.possessive_before(possessive).is_some_and(|before| self.is_of_others(before))
            || self.is_of_others_behind(possessive)
            || told.is_none() && self.is_behind_stranger(possessive)
            || by_issuer
                && (self.is_contested_subject(possessive)
                    || self.is_said_by_unknown()
                    || self.is_opened_by_others(possessive))
    }

    /// `The Executive Board of UNICEF took note of it in its decision 2009/5`: an organ without a form here opens the sentence, and no other is named
    /// since.
    fn is_opened_by_others(&self, possessive: usize) -> bool {
        let (reading, start) = (self.reading, self.reading.sentence_start(possessive));
        let parts = |k: usize| reading.is_body(k) || reading.sense(k) == Some(Sense::Semicolon);
        reading.sense(start) == Some(Sense::OtherBody)
            && reading.opens_sentence(start)
            && self.is_in_sight(start)
            && !(start + 1..possessive).any(|k| parts(k) && self.is_in_sight(k))
    }

    /// The possessive of the number before, where nothing but a conjunction joins the two: `in its resolution 60/1 and in its resolution 60/2`.
    fn possessive_before(&self, possessive: usize) -> Option<usize> {
        let reading = self.reading;
        let joins = |k: usize| reading.leads_in(k) || reading.means(k) == Some(Means::And);
        let number = reading.nearest_before(possessive, joins).filter(|k| reading.is_number(*k))?;
        let noun = reading.nearest_before(number, |k| !reading.is_noun(k))?;
        let joined = (number + 1..=possessive).any(|k| reading.means(k) == Some(Means::And) || reading.has_and(k));
        let near = joined && reading.loose(noun, possessive) == 0;
        if reading.captured(noun, "its").is_some() {
            return Some(noun).filter(|_| near);
        }
        noun.checked_sub(1).filter(|k| near && reading.means(*k) == Some(Means::Possessive))
    }

    /// Whether the number is what a shared name that nothing decides did: `the Conference, in decision 4/2,` of one or the other.
    pub(super) fn contested_before(&self) -> bool {
        let Some(name) = self.speaker(self.group.first) else { return false };
        let near = self.reading.loose(name, self.group.first) <= 6 && !self.addressees().contains(&name);
        near && self.is_undecided(name)
    }

    /// Whether a possessive is of a clause's subject that nothing decides: `that the Conference asked States, in its resolution 8/1, to act` in the
    /// text of another body.
    fn is_contested_subject(&self, possessive: usize) -> bool {
        self.clause_subject(possessive).is_some_and(|k| self.is_undecided(k))
    }

    /// Whether a shared name is of several that can have given the number, and nothing decides which.
    pub(super) fn is_undecided(&self, k: usize) -> bool {
        (self.fitting(k).len() > 1 || self.is_somebodys(k)) && self.body_off(k).is_none()
    }

    /// `the Advisory Committee of the Human Rights Council, in its decision 9/1`: a committee of a body that numbers otherwise speaks.
    pub(super) fn is_of_committee(&self) -> bool {
        let (reading, first) = (self.reading, self.group.first);
        let Some(body) = self.speaker(first).filter(|k| reading.is_body(*k)) else { return false };
        let committee = reading.nearest_before(body, |k| reading.means(k) == Some(Means::Of));
        let Some(committee) = committee.filter(|k| self.is_stranger(*k)) else { return false };
        let joined = committee + 1 < body || reading.tongue.owns.is_some() && self.is_owning(body);
        let fit = self.body_at(body).map_or_else(|| self.fitting(body), |body| vec![body]);
        let otherwise = !fit.is_empty() && !fit.iter().any(|body| self.usually(*body));
        joined && otherwise && reading.loose(committee, first) == 0
    }

    /// `resolution 198 (XXV) and decision 466 (XLVII) of the Trade and Development Board`: who has the number behind the conjunction may have this one
    /// too, which looks like it.
    pub(super) fn is_of_joined_others(&self) -> bool {
        let (reading, last) = (self.reading, self.group.last);
        let noun = reading.nearest_behind(last, |k| matches!(reading.means(k), Some(Means::And | Means::Of)));
        let joins = |k: usize| self.joins(k) || reading.has_and(k) && reading.adjoin(last, k);
        let Some(noun) = noun.filter(|k| reading.is_noun(*k) && joins(*k)) else { return false };
        let listed = |k: usize| reading.is_number(k) || reading.is_comma(k) || reading.means(k) == Some(Means::And);
        let end = reading.nearest_behind(noun, listed).unwrap_or_else(|| reading.sentence_end(noun)) - 1;
        let alike = reading.sense(end) == reading.sense(self.token) && end > noun;
        let group = Group { noun, first: noun, last: end };
        let behind = || Question { group: &group, ..*self }.behind();
        alike
            && self.possessive().is_none()
            && !self.tells_its_body()
            && !reading.tongue.noun_follows()
            && behind() == Some(Adjoining::Other)
    }

    /// `the Supreme Court, in decision 4/1,`: the subject is an authority of a State.
    pub(super) fn is_of_stranger(&self) -> bool {
        let (reading, first) = (self.reading, self.group.first);
        let subject = reading.nearest_before(first, |k| reading.leads_in(k));
        let Some(subject) = subject.filter(|k| reading.loose(*k, first) <= 4) else { return false };
        let comma = (subject + 1..first).any(|k| reading.is_comma(k));
        let preposition = (subject + 1..first).any(|k| reading.is_preposition(k));
        // `The Senate, by resolution 60/12`.
        let apart = comma && (preposition || self.is_saying(reading.gap(subject, first).trim_end()));
        apart && self.is_stranger(subject) && !self.begins_clause(subject, first)
    }

    /// `the Executive Committee, in its decision`: the subject is an organ without a form here.
    fn is_of_others(&self, possessive: usize) -> bool {
        let reading = self.reading;
        // Four Chinese characters are two words.
        let near = if reading.tongue.noun_follows() { 1 } else { 4 };
        // `the International Civil Service Commission (A/63/30, para. 12), in its decision 63/2`.
        let passed = |k: usize| reading.leads_in(k) || reading.is_aside(k, possessive);
        let subject = reading.nearest_before(possessive, passed);
        let Some(subject) = subject.filter(|k| reading.loose_around(*k, possessive) <= near) else { return false };
        // `relevant to the work of the Committee contained in its resolution`: an authority must be set apart to be the subject.
        let comma = !reading.tongue.rows.apart || (subject + 1..possessive).any(|k| reading.is_comma(k));
        let apart = comma && (subject + 1..possessive).any(|k| reading.is_preposition(k));
        let told = reading.sense(subject) == Some(Sense::OtherBody) || apart && reading.loose(subject, possessive) == 0;
        self.is_others(subject)
            && told
            && !self.begins_clause(subject, possessive)
            && self.subject_over_object(possessive).is_none()
    }

    /// `In its resolution 61/21, the World Health Assembly`: the subject behind is an organ without a form here, and none stands before:
    /// `the Council in its resolution 2018/5, and the General Conference`.
    fn is_of_others_behind(&self, possessive: usize) -> bool {
        let (reading, last) = (self.reading, self.group.last);
        if self.subject_just_before(possessive).is_some() {
            return false;
        }
        let start = reading.sentence_start(self.group.first);
        let opened = (start..self.group.first).any(|k| reading.means(k) == Some(Means::Opening));
        let passed =
            |k: usize| reading.is_comma(k) || matches!(reading.means(k), Some(Means::Date | Means::Of | Means::Series));
        let other = reading.nearest_behind(last, passed).filter(|k| reading.sense(*k) == Some(Sense::OtherBody));
        opened && other.is_some_and(|k| reading.loose(last, k) <= 6 && reading.is_comma(k - 1))
    }

    /// `the Working Group on Ageing is implementing its decision 7/1`: an authority is the nearest name before a possessive.
    fn is_behind_stranger(&self, possessive: usize) -> bool {
        let reading = self.reading;
        let is_named = |k: usize| self.is_in_sight(k) && self.names_giver(k);
        let name = reading.nearest_before(possessive, |k| !is_named(k));
        name.is_some_and(|k| self.is_stranger(k) && reading.loose(k, possessive) <= 60)
            && self.subject_over_object(possessive).is_none()
    }

    /// `The Parliamentary Assembly of the Council of Europe, in resolution 1096 (1996), condemned`: an organization that opens the sentence or its
    /// clause says what it says in a text of its own. A committee does not: it may be asked something in another's; but where names have case it
    /// does.
    fn is_said_by_others(&self) -> bool {
        let (reading, begin) = (self.reading, self.group.begin());
        let (start, opened, aside) = (reading.sentence_start(begin), reading.opened(begin), reading.set_apart(begin));
        let Some(last) = aside.checked_sub(1).filter(|k| *k >= start && self.is_speaking(*k)) else { return false };
        // `The Parliamentary Assembly adopted resolution 1096 (1996)`.
        let between = reading.gap(last, begin).trim();
        let gave = aside == begin && !between.is_empty() && self.is_giving(between);
        if !gave && (opened == begin || reading.loose(last, begin) > 0) {
            return false;
        }
        let named = |k: &usize| self.is_speaking(*k) || reading.means(*k) == Some(Means::Of) || reading.is_body(*k);
        let first = (start..last).rev().take_while(named).last().filter(|k| self.is_speaking(*k)).unwrap_or(last);
        let before = reading.words_before(first).trim();
        self.is_begun(first) && reading.tongue.article.is_match(before) || reading.tongue.begins_clause(before)
    }

    /// Whether a token names an organization that speaks for itself; where names have case, also a committee that is not spoken of.
    fn is_speaking(&self, k: usize) -> bool {
        let cased = self.reading.tongue.owner.is_some();
        self.reading.sense(k) == Some(Sense::OtherBody) || cased && self.is_stranger(k) && !self.is_object(k)
    }

    /// Whether a name opens its sentence, or stands behind a semicolon, `…; the Executive Committee decided`, or where names have case behind a
    /// conjunction: `the one in resolution 18/5 and the other in resolution 18/6`.
    fn is_begun(&self, name: usize) -> bool {
        let reading = self.reading;
        let Some(before) = name.checked_sub(1).filter(|_| name > reading.sentence_start(name)) else { return true };
        match reading.sense(before) {
            Some(Sense::Semicolon) => true,
            Some(Sense::Word(Means::And)) => {
                reading.tongue.owner.is_some() && before.checked_sub(1).is_some_and(|k| reading.is_number(k))
            }
            _ => false,
        }
    }

    /// `The Commission, recalling General Assembly resolution 66/130, adopted resolution 56/2`: who opens the sentence gives the number, whoever is
    /// named in the aside between.
    pub(super) fn giver_before_aside(&self) -> Option<Adjoining> {
        let (reading, begin) = (self.reading, self.group.begin());
        let start = reading.sentence_start(begin);
        let comma = begin.checked_sub(1).filter(|k| *k > start + 1 && reading.is_comma(*k))?;
        let aside = reading.is_comma(start + 1) && reading.loose(start, start + 1) == 0;
        let parted = (start..comma).any(|k| reading.sense(k) == Some(Sense::Semicolon));
        let opens = reading.opens_sentence(start) && aside && !parted && self.is_in_sight(start);
        if opens && self.is_giver_said(reading.gap(comma, begin)) { self.named_at(start) } else { None }
    }
}
