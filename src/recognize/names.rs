//! Which body a name stands for: a name of its own, or one that several share (`the Council`, 委员会). In: a question and a token. Out: a
//! body that can have given the number, or nothing where nothing decides. Reads only what was named; where it stands is `attribute`'s.

use super::{
    adjoining::Adjoining, attribute::Question, lexer::Sense, number::Fit, reading::LIST, rules::Means, scan::Group,
};
use crate::model::Numbering;

/// How many numbers before and behind a shared name may tell whose it is.
const NEIGHBOURS: usize = 4;

impl Question<'_> {
    /// The body that a token names, if it fits. A short name stands for the one of its bodies that was named last.
    pub(super) fn body_at(&self, k: usize) -> Option<usize> {
        self.known_at(k).or_else(|| self.only(k))
    }

    /// As `body_at` for a name some way off: there a shared name of the issuing body is the issuing body's.
    pub(super) fn body_off(&self, k: usize) -> Option<usize> {
        if let Some(body) = self.spoken_for(k) {
            return Some(body).filter(|body| self.fits(*body));
        }
        self.known_at(k).or_else(|| if self.is_issuers_name(k) { None } else { self.only(k) })
    }

    /// Whether a shared name is one of the issuing body.
    pub(super) fn is_issuers_name(&self, k: usize) -> bool {
        self.discourse.issuer.is_some_and(|issuer| self.reading.bearers(k).contains(&issuer))
    }

    /// The body for which a shared name stands in its sentence, as a number near it has told: behind `Council resolution 2010/17` the Council is
    /// the Economic and Social one.
    fn spoken_for(&self, k: usize) -> Option<usize> {
        let bearers = self.reading.bearers(k);
        let same = |group: &Group| self.reading.same_sentence(group.first, k);
        let behind = self.earlier.partition_point(|(group, _)| group.first < k);
        let near = behind.saturating_sub(NEIGHBOURS)..self.earlier.len().min(behind + NEIGHBOURS);
        let told = self.earlier.get(near).unwrap_or_default().iter().filter(|(group, _)| same(group));
        let told = told.filter(|(_, body)| bearers.len() > 1 && bearers.contains(body));
        told.min_by_key(|(group, _)| group.first.abs_diff(k).min(group.last.abs_diff(k))).map(|(_, body)| *body)
    }

    /// The body that a name stands for by itself or by what was said before.
    fn known_at(&self, k: usize) -> Option<usize> {
        let reading = self.reading;
        match reading.sense(k)? {
            Sense::Body(_) => reading.bodies(k).iter().copied().find(|body| self.fits(*body)),
            Sense::ShortBody(_) if self.is_anothers_name(k) => None,
            Sense::ShortBody(_) => {
                let fit = self.fitting(k);
                let named = |j: usize| reading.bodies(j).iter().copied().find(|body| fit.contains(body));
                (reading.sentence_start(k)..k)
                    .rev()
                    .find_map(named)
                    .or_else(|| self.discourse.issuer.filter(|body| fit.contains(body)))
                    .or_else(|| self.discourse.in_paragraph().find(|body| fit.contains(body)))
                    .or_else(|| self.discourse.in_document().find(|body| fit.contains(body)))
            }
            _ => None,
        }
    }

    /// A shared name whose bearers no text before names is taken where one alone fits and no other organization was named; where the
    /// name has but one bearer, only the sentence counts.
    fn only(&self, k: usize) -> Option<usize> {
        let (reading, fit) = (self.reading, self.fitting(k));
        // Of bodies that share a name one is told by its numbers alone where it numbers so as a rule, and few is not said of it.
        let usual = |body: &usize| {
            reading.bearers(k).len() < 2
                || self.usually(*body) && !self.grammar.list.get(*body).is_some_and(|body| body.only_named)
        };
        let other = || {
            let is_other = |j: usize| reading.sense(j) == Some(Sense::OtherBody);
            reading.names_other_before(k)
                && (reading.bearers(k).len() > 1 || (reading.sentence_start(k)..k).any(is_other))
        };
        // Most tokens name nobody.
        if fit.is_empty() || self.is_anothers_name(k) {
            return None;
        }
        let alone = fit.first().copied().filter(|body| fit.len() == 1 && usual(body));
        alone.or_else(|| self.principal(|body| fit.contains(&body))).filter(|_| !other())
    }

    /// What a name that stands with the number tells: of bodies that share it the one that numbers so as a rule, else the one that can,
    /// else the one named later in the sentence. A shared name that nothing decides is somebody's, but nobody knows whose.
    pub(super) fn named_at(&self, k: usize) -> Option<Adjoining> {
        if self.untold {
            return self.named_whole(k);
        }
        if self.is_others(k) || self.is_organ_of_others(k) || self.is_of_other_treaty(k) {
            return Some(Adjoining::Other);
        }
        let usual = Question { fit: Fit::Usual, ..*self }.body_at(k).or_else(|| self.body_at(k));
        if let Some(body) = usual {
            return Some(Adjoining::Body(body));
        }
        let fit = self.fitting(k);
        if fit.len() < 2 {
            return self.is_somebodys(k).then_some(Adjoining::Other);
        }
        let later =
            (k + 1..self.reading.sentence_end(k)).filter(|j| matches!(self.reading.sense(*j), Some(Sense::Body(_))));
        let later = later.filter_map(|j| self.body_at(j)).find(|body| fit.contains(body));
        Some(later.map_or(Adjoining::Other, Adjoining::Body))
    }

    /// Whether a shared name could stand for a body that numbers so, but is never taken for it alone; nor is it the issuing body's name.
    pub(super) fn is_somebodys(&self, k: usize) -> bool {
        let shared = self.reading.bearers(k).len() > 1;
        shared && !self.is_issuers_name(k) && self.fitting(k).iter().any(|body| self.usually(*body))
    }

    /// Whether a token names an authority of a State that can have numbered so.
    pub(super) fn is_stranger(&self, k: usize) -> bool {
        self.reading.sense(k) == Some(Sense::Stranger)
            && (self.untold || matches!(self.number.form, Numbering::Session | Numbering::Year | Numbering::Roman))
    }

    /// Whether what looks like a shared name is another's.
    fn is_anothers_name(&self, k: usize) -> bool {
        self.is_name_of_others(k) || self.is_of_other_treaty(k) || self.is_organ_of_others(k)
    }

    /// Whether a short name stands for another organization's organ, whose name holds it and was the last to do so: `The Conference of the
    /// Parties to the Convention on Biological Diversity met. The Conference of the Parties`. The issuing body's own stands for that.
    fn is_name_of_others(&self, k: usize) -> bool {
        let reading = self.reading;
        if self.is_issuers_name(k) {
            return false;
        }
        let short = reading.printed(k);
        let mut near = reading.others_before(k).take_while(|other| k - other <= LIST);
        let Some(other) = near.find(|other| reading.printed(*other).contains(short)) else { return false };
        let is_bearer = |body: &usize| reading.bearers(k).contains(body);
        !(other..k).any(|j| reading.bodies(j).iter().any(is_bearer))
    }

    /// Whether a shared name is of an organ of the organization that stands right with it: `European Union Council`, `Conseil de l'UNESCO`.
    pub(super) fn is_organ_of_others(&self, k: usize) -> bool {
        let reading = self.reading;
        let before = k.checked_sub(1).filter(|before| matches!(reading.gap(*before, k).trim(), "" | "'s"));
        let of = (k + 1..k + 3).find(|next| reading.means(*next) != Some(Means::Of));
        let behind = of.filter(|next| reading.adjoin(next - 1, *next) && reading.loose(k, *next) == 0);
        // `согласно резолюции 2003/6 Совета Комитет рассмотрел`: who acts is no owner.
        let behind = behind.filter(|next| *next > k + 1 || self.is_owning(*next));
        // A stranger owns more than numbers like his own: `Arab League Council resolution 799 (1992)`.
        let other =
            |k: Option<usize>| k.is_some_and(|k| matches!(reading.sense(k), Some(Sense::OtherBody | Sense::Stranger)));
        matches!(reading.sense(k), Some(Sense::ShortBody(_))) && (other(before) || other(behind))
    }

    /// The bodies that share a short name and can have given the number.
    pub(super) fn fitting(&self, k: usize) -> Vec<usize> {
        self.reading.bearers(k).iter().copied().filter(|body| self.fits(*body)).collect()
    }

    /// Whether the nearest name before is shared, and nothing decides whose it is, nor does the issuing body number so: then another shared
    /// name farther on is a stranger's.
    pub(super) fn is_contested(&self) -> bool {
        if self.fitting_issuer().is_some() {
            return false;
        }
        let start = self.reading.sentence_start(self.group.first);
        let nearest = (start..self.group.first).rev().find(|k| self.is_in_sight(*k) && self.reading.is_body(*k));
        nearest.is_some_and(|k| self.is_undecided(k))
    }

    /// The body that alone numbers so, for most readers: `63/195` the Assembly, `2007/12` the Economic and Social Council.
    pub(super) fn by_form(&self) -> Option<usize> {
        self.principal(|body| self.fits(body))
    }

    /// Whether a number alone tells its body, whoever was named before: `2149 (2014)` by its year, `72/130` because no other numbers so high in a
    /// session.
    pub(super) fn tells_its_body(&self) -> bool {
        let Some(body) = self.by_form().filter(|_| self.fit == Fit::Usual) else { return false };
        let highest = || {
            let others = self.grammar.list.iter().enumerate().filter(|(i, _)| *i != body);
            let issues = others.filter_map(|(_, other)| other.issue(self.kind));
            let alike = issues.filter(|issue| issue.numbering.contains(&self.number.form));
            alike.filter_map(|issue| Some(issue.serials?.1)).max()
        };
        match self.number.form {
            Numbering::NumberYear | Numbering::Organizational => true,
            Numbering::Session => {
                self.number.serial.parse().is_ok_and(|serial: u32| highest().is_some_and(|most| serial > most))
            }
            // Emergency special sessions are the Assembly's alone.
            Numbering::Special => self.number.session.starts_with("ES"),
            // The Assembly gave so many in a session that no other number looks like 1995 (XIX).
            Numbering::Roman => {
                let issue = self.grammar.list.get(body).and_then(|body| body.issue(self.kind));
                let paced = issue.is_some_and(|issue| issue.pace.is_some_and(|(least, _)| least > 0));
                paced && (0..self.grammar.list.len()).all(|other| other == body || !self.fits(other))
            }
            Numbering::Year => false,
        }
    }

    /// The first of the principal organs of which something holds.
    fn principal(&self, holds: impl Fn(usize) -> bool) -> Option<usize> {
        ["A", "E", "S"].iter().filter_map(|name| self.grammar.body(name)).find(|body| holds(*body))
    }
}
