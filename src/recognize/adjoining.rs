//! Finds who stands with a number: before its noun, between the two, or joined behind by words like `of the`. In: a question. Out: a body, or that it is
//! somebody without a form here, or nothing where nobody stands there. Looks at nobody farther off; who may have the number then is `attribute`'s.

use super::{
    attribute::{Attribution, Question},
    lexer::Sense,
    number::Fit,
    rules::Means,
    scan::Group,
};
use crate::model::{Basis, Numbering};

/// What a name that stands with a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Adjoining {
    Body(usize),
    Other,
}

impl Adjoining {
    /// Whose the number is by it.
    pub(super) const fn attributed(self, basis: Basis) -> Attribution {
        match self {
            Self::Body(body) => Attribution::To(body, basis),
            Self::Other => Attribution::Elsewhere,
        }
    }
}

impl Question<'_> {
    /// A body that stands with the number. The last of a list that numbers otherwise than its body is of the one behind: `resolutions of the
    /// Council 22/6 and 31/32 and 66/164 of the Assembly`.
    pub(super) fn adjoining(&self) -> Option<Adjoining> {
        let found = self.beside()?;
        let leaves = matches!(found, Adjoining::Body(body) if self.leaves_list_of(body));
        self.behind().filter(|_| leaves).or(Some(found))
    }

    /// A body before the noun, between noun and number, or joined behind by `of the`.
    fn beside(&self) -> Option<Adjoining> {
        let reading = self.reading;
        let at = |k: usize| self.named_at(k);
        if let Some(found) = self.between().or_else(|| self.before_noun()) {
            return Some(found);
        }
        let mut k = self.group.first;
        let adjoins =
            |before: &usize, k: usize| reading.loose(*before, k) == 0 || reading.gap(*before, k).trim() == "'s";
        while let Some(before) = k.checked_sub(1).filter(|before| adjoins(before, k)) {
            k = before;
            // Who stands before a noun as its attribute has what it numbers, in whatever form: `Senate Resolution 1590 (2006)`.
            if reading.tongue.rows.attributive
                && !reading.tongue.noun_follows()
                && reading.sense(k) == Some(Sense::Stranger)
            {
                return Some(Adjoining::Other);
            }
            if self.names_giver(k) {
                // `brought to the attention of the Assembly resolution 51/11`.
                if self.addressees().contains(&k) {
                    return self.behind();
                }
                if reading.tongue.rows.attributive {
                    return at(k).or_else(|| self.behind());
                }
                // Else it is no part of what is named: وأُبلغت اللجنة بالقرار 2019/19. A stranger did what follows, unless it was done to him.
                // So is what the conjunction joins to it: مؤتمر الأطراف والقرار 63/195.
                let apart = self.is_object(k) || reading.has_and(self.group.begin());
                let other = at(k).filter(|named| *named == Adjoining::Other && self.is_others(k) && !apart);
                return self.behind().or(other);
            }
            if !(reading.means(k) == Some(Means::Date) && reading.tongue.noun_follows()) {
                break;
            }
        }
        self.behind()
    }

    /// A body between the noun and the number. Of two that a conjunction joins it is the issuing one, where that is one of them: `resolutions of
    /// the General Assembly and the Human Rights Council on water, the latest being 51/19`.
    fn between(&self) -> Option<Adjoining> {
        let named = |k: usize| self.named_at(k).map(|named| (k, named));
        // Of a list whose noun is said once each body stands before its own number.
        let from = self.group.first.max(self.group.noun + 1);
        let seen = |k: &usize| self.is_in_sight(*k) && !self.is_spoken_of(*k);
        let mut found = (from..self.first_number()).filter(seen).filter_map(named);
        let (k, first) = found.next()?;
        let joined = |(next, _): &(usize, Adjoining)| {
            (k + 1..*next).all(|k| matches!(self.reading.means(k), Some(Means::And | Means::Of)))
                && self.reading.loose(k, *next) <= 6
        };
        let issuers = |(_, named): &(usize, Adjoining)| matches!(named, Adjoining::Body(body) if self.discourse.issuer == Some(*body));
        Some(found.next().filter(|next| joined(next) && issuers(next)).map_or(first, |(_, second)| second))
    }

    /// `resolutions on the follow-up to the World Assembly on Ageing, including 78/177`: somebody without a form here who is only spoken of in what
    /// the resolutions are on has not given a number that alone tells its body.
    fn is_spoken_of(&self, k: usize) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let on = || {
            let title = reading.slice(reading.range(noun).end..reading.range(k).start);
            reading.tongue.titled.as_ref().and_then(|titled| titled.find(title)).is_some_and(|on| on.start() == 0)
        };
        let usual = || Question { fit: Fit::Usual, ..*self };
        self.is_others(k) && self.number.form == Numbering::Session && on() && usual().tells_its_body()
    }

    /// A body between the last number and the noun behind it: `第63/195号大会决议`.
    fn before_noun(&self) -> Option<Adjoining> {
        let (Group { noun, last, .. }, tight) = (self.group, |k: usize| self.reading.gap(k, k + 1).is_empty());
        let adjoins = |k: &usize| k - 1 == *last && tight(*last) || k + 1 == *noun && tight(*k);
        let is_name = |k: &usize| self.is_in_sight(*k) && self.names_giver(*k);
        (last + 1..*noun).find(|k| is_name(k) && adjoins(k)).and_then(|k| self.named_at(k))
    }

    /// The token of the group's first number.
    pub(super) fn first_number(&self) -> usize {
        self.group.numbers(self.reading).next().unwrap_or(self.group.last)
    }

    /// A body joined behind the group by words like `of the`, a date or a part between.
    pub(super) fn behind(&self) -> Option<Adjoining> {
        let reading = self.reading;
        let (mut joint, mut dated) = (String::new(), "");
        let mut k = self.group.last;
        while k + 1 < reading.sentence_end(self.group.last) {
            joint.push_str(reading.gap(k, k + 1));
            k += 1;
            let is_name = self.names_giver(k);
            if is_name {
                // The Arabic conjunction is written to the noun of the next, `للمجلس وبقرار`, which so is not what the name stands before.
                let attributive = reading.is_attributive(k) && !reading.has_and(k + 1);
                // `dans sa résolution 51/12, le Conseil`: behind a comma begins what the next body did.
                let begins = reading.is_comma(k - 1) && reading.adjoin_by_article(k - 1, k);
                // So does an Arabic name that the conjunction is written to; behind a preposition the letter is its own, `عن وزارة الصحة`.
                let begins = begins || joint.trim().is_empty() && reading.has_and(k);
                // `согласно резолюции 63/195 Комитет рассмотрел`: with no word to join it the case decides whether it owns or acts.
                let acts = joint.trim().is_empty() && !self.is_owning(k);
                let owned = reading.tongue.of_body.is_match(joint.trim()) || self.is_adopted_by(dated, joint.trim());
                if attributive || begins || acts || !owned {
                    return None;
                }
                return self.named_at(k).filter(|named| !self.is_of_last_alone(*named));
            }
            match reading.sense(k) {
                Some(Sense::Word(Means::Of)) => joint.push_str(reading.printed(k)),
                Some(Sense::Word(Means::Date)) => {
                    joint.push(' ');
                    dated = reading.printed(k).trim_start_matches([',', ' ']).split(' ').next().unwrap_or_default();
                }
                Some(Sense::Comma) => joint.push(' '),
                Some(Sense::Word(means)) if means.is_part() => joint.push(' '),
                _ => return None,
            }
        }
        None
    }

    /// Whether a name has the case of an owner; where names have no case every one does.
    pub(super) fn is_owning(&self, k: usize) -> bool {
        let owns = self.reading.tongue.owns.as_ref();
        owns.is_none_or(|owns| owns.is_match(self.reading.name(k)))
    }

    /// Whether a name stands right behind another number and has it: `резолюцию 60/10 Комиссии по наркотическим средствам`.
    pub(super) fn has_number_before(&self, k: usize) -> bool {
        let reading = self.reading;
        let passed = (0..k).rev().take_while(|of| reading.means(*of) == Some(Means::Of)).take(3).count();
        let Some(number) = (k - passed).checked_sub(1).filter(|number| reading.is_number(*number)) else {
            return false;
        };
        let joint = reading.gap(number, k).trim();
        (!joint.is_empty() || self.is_owning(k)) && reading.tongue.of_body.is_match(joint)
    }

    /// Whether a body behind a list is of its last member alone, for it numbers otherwise than this one: `resolutions 2625 (XXV) and
    /// 1503 (XLVIII) of the Economic and Social Council`.
    fn is_of_last_alone(&self, named: Adjoining) -> bool {
        let numbers = || self.group.numbers(self.reading).count();
        matches!(named, Adjoining::Body(body) if numbers() > 1 && !self.usually(body))
    }

    /// Whether a member of a list is not of the list's body, which numbers otherwise, but of the one that stands behind.
    pub(super) fn leaves_list_of(&self, listed: usize) -> bool {
        let other = |named| matches!(named, Adjoining::Body(body) if body != listed && self.usually(body));
        !self.usually(listed) && self.behind().is_some_and(other)
    }
}
