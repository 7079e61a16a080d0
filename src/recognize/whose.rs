//! Decides whose a number without its year is. In: a question. Out: the body that counts so, with the reason, or nobody. Such a number could
//! be anybody's: it is the body's only where that is named in full with it, acts in its clause, speaks in the text itself, or gave the same
//! number before; and never where another name stands with it. Knows the order of names, no word itself; what its patterns say of a name and the noun
//! behind it (`is_giving`, `is_saying`) holds for other numbers too.

use super::{
    attribute::{Attribution, Question},
    foreign::unknown_behind,
    lexer::Sense,
    names::Adjoining,
    pattern::{BEGIN, Compiler, END, ENDING, Pattern, WHOLE},
    reading::LIST,
    rules::{Means, UntoldRows},
};
use crate::model::{Basis, Failure, near_end};

/// How many names before a number tell whose it could be.
const NAMES: usize = 20;

/// How many words say that somebody gives a number: `unanimously adopted its`.
const GIVING: usize = 3;

/// Words before a noun or a name are looked for in so many characters: no pattern matches more.
const NEAR: usize = 80;

/// The patterns of a language, compiled.
#[derive(Debug, Default)]
pub(super) struct Whose {
    /// From a name to the noun of what it gave: `adopted`.
    acts: Pattern,
    /// From a subject to the noun of what it speaks in: `, in its`.
    says: Pattern,
    /// From a sentence's beginning to the noun, where who acts comes later.
    opens: Pattern,
    /// Right before the noun, where a body takes up its own: `Recalling`.
    recalls: Pattern,
    /// Right before the noun, where somebody gives the number: `adopted`.
    gives: Pattern,
    /// Right before the noun of what is no resolution yet: `draft`.
    draft: Pattern,
    /// Right before a name that is the end of a longer one.
    longer: Pattern,
    /// Right behind a name that is the beginning of a longer one.
    owned: Pattern,
    /// Right behind a number that somebody owns.
    owner: Pattern,
}

impl Whose {
    /// Compiles the rows.
    pub(super) fn new(rows: Option<&UntoldRows>, compiler: Compiler<'_>) -> Result<Self, Failure> {
        let Some(rows) = rows else { return Ok(Self::default()) };
        Ok(Self {
            acts: compiler.pattern(&rows.acts, WHOLE)?,
            says: compiler.pattern(&rows.says, WHOLE)?,
            opens: compiler.pattern(&rows.opens, WHOLE)?,
            recalls: compiler.pattern(&rows.recalls, ENDING)?,
            gives: compiler.pattern(&rows.gives, ENDING)?,
            draft: compiler.pattern(&rows.draft, ENDING)?,
            longer: compiler.pattern(&rows.longer, END)?,
            owned: compiler.pattern(&rows.owned, BEGIN)?,
            owner: compiler.pattern(&rows.owner, BEGIN)?,
        })
    }
}

impl Whose {
    /// Whether words open a sentence whose subject comes behind the number: `In`, `Through the`.
    pub(super) fn opens(&self, words: &str) -> bool {
        self.opens.fits(words)
    }
}

impl Question<'_> {
    /// Whether words from a name to a noun say that the one gave the other: `adopted`.
    pub(super) fn is_giving(&self, between: &str) -> bool {
        self.reading.tongue.whose.acts.fits(between)
    }

    /// Whether nothing but a word of giving stands between a comma and a noun: `, adopted`.
    pub(super) fn is_giver_said(&self, between: &str) -> bool {
        between.split(' ').filter(|word| !word.is_empty()).count() <= GIVING
            && self.reading.tongue.whose.gives.fits(between.trim())
    }

    /// Whether words from a name to a noun say that the one speaks in the other: `, in its`.
    pub(super) fn is_saying(&self, between: &str) -> bool {
        self.reading.tongue.whose.says.fits(between)
    }

    /// Whose the number without its year at a token is.
    pub(super) fn whose(&self, token: usize) -> Attribution {
        let Some(council) = self.counter() else { return Attribution::Nowhere };
        // Nothing later is cited, and a date that is printed with it must be of its year.
        let later =
            self.time.until.is_some_and(|until| self.number.session.parse().is_ok_and(|year: u32| year > until));
        let misdated = self.time.year.is_some_and(|year| self.number.session != year.to_string());
        let owned = token == self.group.last && (self.behind() == Some(Adjoining::Other) || self.is_owned_behind());
        if later || misdated || owned || self.is_draft() {
            return Attribution::Elsewhere;
        }
        match self.adjoining() {
            Some(Adjoining::Body(_)) => return Attribution::To(council, Basis::Named),
            Some(Adjoining::Other) => return Attribution::Elsewhere,
            None if self.noun_names() => return Attribution::To(council, Basis::Named),
            None => {}
        }
        if let Some((_, body)) = self.earlier.last().filter(|(group, _)| group == self.group) {
            let is_councils = *body == council && !self.goes_on_unread();
            return if is_councils { Attribution::To(council, Basis::Enumeration) } else { Attribution::Elsewhere };
        }
        if self.goes_with_noun(council) {
            return Attribution::To(council, Basis::Enumeration);
        }
        if self.is_act(council) {
            return Attribution::To(council, Basis::Context);
        }
        if self.is_own(council) {
            return Attribution::To(council, Basis::Issuer);
        }
        let again = self.discourse.latest(self.number, self.kind) == Some(council) && !self.is_anothers(council);
        if again { Attribution::To(council, Basis::Context) } else { Attribution::Nowhere }
    }

    /// Whether figures that could not be told for a number go on with the list, so that nobody knows who is named behind it.
    fn goes_on_unread(&self) -> bool {
        let last = self.reading.tokens.get(self.group.last).map_or(0, |token| token.range.end);
        let behind = self.reading.slice(last..self.reading.folded.text.len());
        self.reading.tongue.lexer.untold.joint.is_match(behind)
    }

    /// The body that numbers on from year to year and has come so far.
    fn counter(&self) -> Option<usize> {
        let counts = self.grammar.symbols.counts.iter();
        counts.filter_map(|count| self.grammar.body(&count.body.value)).find(|body| self.fits(*body))
    }

    /// What a name tells of a number without its year: it is the body's that counts so, or another's.
    pub(super) fn named_whole(&self, k: usize) -> Option<Adjoining> {
        let is_councils = self.counter().is_some_and(|council| self.is_whole(k, council) && !self.is_joined(k));
        match self.reading.sense(k)? {
            Sense::Body(_) | Sense::ShortBody(_) if is_councils => self.counter().map(Adjoining::Body),
            Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody | Sense::Stranger => Some(Adjoining::Other),
            _ => None,
        }
    }

    /// Whether a name is a body's, whole and alone: `Security Council`, and not `National Security Council` nor `Security Council of Ukraine`. A
    /// short one is, where it was the last of those that share it that was named in full, or issues the text.
    fn is_whole(&self, k: usize, council: usize) -> bool {
        let reading = self.reading;
        let (Some(name), tongue) = (reading.tokens.get(k), reading.tongue) else { return false };
        let is_its = match name.sense {
            Sense::Body(name) => tongue.full.get(name).is_some_and(|name| name.bodies.contains(&council)),
            Sense::ShortBody(_) => {
                self.bearers(k).contains(&council) && !self.is_organ_of_others(k) && self.last_named(k) == Some(council)
            }
            _ => false,
        };
        let text = &reading.folded.text;
        let behind = tongue.foreign.name(tongue.whose.owned.get(), text, name.range.end..text.len());
        is_its && behind.is_none() && !self.is_longer(name.range.start)
    }

    /// Whether a name goes before a byte that makes what begins there another's: National `Security Council`, Knesset `resolution`.
    fn is_longer(&self, at: usize) -> bool {
        let (text, tongue) = (&self.reading.folded.text, self.reading.tongue);
        let from = at - near_end(&text[..at], NEAR).len();
        tongue.foreign.name(tongue.whose.longer.get(), text, from..at).is_some()
    }

    /// The body among those that share a short name that was named in full last, in the text, the paragraph, or as its issuer.
    fn last_named(&self, k: usize) -> Option<usize> {
        let reading = self.reading;
        let slice = |k: usize| reading.tokens.get(k).map_or("", |token| reading.slice(token.range.clone()));
        let (short, bearers) = (slice(k), self.bearers(k));
        for j in (k.saturating_sub(LIST)..k).rev() {
            match reading.sense(j) {
                Some(Sense::Body(name)) => {
                    let bodies = reading.tongue.full.get(name).map_or(&[][..], |name| &name.bodies);
                    if let Some(body) = bodies.iter().find(|body| bearers.contains(body)) {
                        return Some(*body).filter(|body| self.is_whole(j, *body));
                    }
                }
                Some(Sense::OtherBody | Sense::Stranger) if slice(j).contains(short) => return None,
                _ => {}
            }
        }
        self.discourse.in_paragraph().find(|body| bearers.contains(body)).or(self.discourse.issuer)
    }

    /// Whether a conjunction joins a name to another: of two nobody knows whose a number is.
    fn is_joined(&self, k: usize) -> bool {
        let reading = self.reading;
        let joins = |k: &usize| matches!(reading.means(*k), Some(Means::And | Means::Of));
        // The Arabic و is written to the name.
        let glued =
            |k: usize| reading.tokens.get(k).is_some_and(|name| reading.slice(name.range.clone()).starts_with('و'));
        let ands = |from: usize, to: usize| glued(to) || (from..to).any(|k| reading.means(k) == Some(Means::And));
        let near = |from: usize, to: usize| reading.loose(from, to) <= 4;
        let start = reading.sentence_start(k);
        let before = (start..k).rev().find(|k| !joins(k)).filter(|before| self.is_name(*before));
        let next = (k + 1..reading.sentence_end(k)).find(|k| !joins(k)).filter(|next| self.is_name(*next));
        // `resolution 242 of the Council and General Assembly resolution 194`: a name before a noun of its own is not joined.
        let next = next.filter(|next| !(reading.tongue.rows.attributive && reading.is_noun(next + 1)));
        let next = next.filter(|next| !matches!(reading.sense(next + 1), Some(Sense::Number(_) | Sense::Integer)));
        let numbered = |before: usize| {
            before > 0 && matches!(reading.sense(before - 1), Some(Sense::Number(_) | Sense::Word(Means::Of)))
        };
        before.is_some_and(|before| ands(before, k) && near(before, k) && !numbered(before))
            || next.is_some_and(|next| ands(k, next) && near(k, next))
    }

    /// Whether a token names anybody, ours or not.
    pub(super) fn is_name(&self, k: usize) -> bool {
        matches!(self.reading.sense(k), Some(Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody | Sense::Stranger))
    }

    /// Whether the noun itself names the body: `UNSCR 1325`.
    fn noun_names(&self) -> bool {
        self.reading.captured(self.group.noun, "council").is_some()
    }

    /// Whether somebody whom no list has owns the number: `resolution 112 of Pakistan`.
    fn is_owned_behind(&self) -> bool {
        unknown_behind(self.reading, self.group.last, self.reading.tongue.whose.owner.get())
    }

    /// The token with which the mention begins: its possessive, its noun, or in Chinese its number.
    fn head(&self) -> usize {
        let head = self.group.noun.min(self.group.first);
        let possessive = head.checked_sub(1).filter(|k| self.reading.means(*k) == Some(Means::Possessive));
        possessive.filter(|k| self.reading.gap(*k, head).trim().is_empty()).unwrap_or(head)
    }

    fn has_possessive(&self) -> bool {
        self.head() < self.group.noun.min(self.group.first) || self.reading.captured(self.group.noun, "its").is_some()
    }

    /// The text from a byte to a token, or as much of its end as any pattern asks for.
    fn text_to(&self, from: usize, k: usize) -> &str {
        let text = self.reading.tokens.get(k).map_or("", |token| self.reading.slice(from..token.range.start));
        near_end(text, NEAR).trim()
    }

    /// What stands before the mention in its sentence.
    fn text_before(&self) -> &str {
        let head = self.head();
        self.text_to(self.reading.sentence_offset(head), head)
    }

    fn is_draft(&self) -> bool {
        let (reading, draft) = (self.reading, &self.reading.tongue.whose.draft);
        let noun = self.group.noun;
        let before = |k: usize| self.text_to(reading.sentence_offset(k), k);
        let named = noun.checked_sub(1).filter(|k| self.is_name(*k) && reading.gap(*k, noun).trim().is_empty());
        draft.fits(before(noun)) || named.is_some_and(|k| draft.fits(before(k)))
    }

    /// `Security Council resolution 242 and resolution 338`: nothing but a conjunction stands before the noun, and nobody else is named.
    fn goes_with_noun(&self, council: usize) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let Some((before, body)) = self.earlier.last() else { return false };
        if reading.tongue.noun_follows() {
            // `安全理事会第687号决议和1990年第661号决议`: who is named behind has what comes behind him.
            let (from, to) = (before.noun.max(before.last), self.group.first);
            let joins = |k: usize| {
                reading.sense(k) == Some(Sense::Comma) || matches!(reading.means(k), Some(Means::And | Means::Date))
            };
            return *body == council
                && from < to
                && (from + 1..to).all(joins)
                && (from + 1..to).any(|k| reading.means(k) != Some(Means::Date))
                && reading.loose(from, to) == 0;
        }
        let mut between = before.last + 1..noun;
        let mut behind = self.group.last + 1..reading.sentence_end(noun);
        *body == council
            && !self.names_others_before(council)
            && behind.all(|k| !self.is_name(k) || self.is_whole(k, council))
            && !between.is_empty()
            && between.all(|k| reading.means(k) == Some(Means::And))
            && reading.loose(before.last, noun) == 0
    }

    /// Whether the body acts in the clause: `the Security Council adopted resolution 1701`, `By resolution 2334, the Security Council`.
    fn is_act(&self, council: usize) -> bool {
        let (reading, whose, head) = (self.reading, &self.reading.tongue.whose, self.head());
        let start = reading.sentence_start(head);
        let in_sight = |k: &usize| self.is_in_sight(*k) && self.is_name(*k);
        let Some(subject) = (start..head).rev().find(in_sight) else {
            return whose.opens(self.text_before()) && self.acts_behind(council);
        };
        let joined =
            reading.tokens.get(self.group.noun).is_some_and(|noun| reading.slice(noun.range.clone()).starts_with('و'));
        let between = reading.tokens.get(subject).map_or("", |name| self.text_to(name.range.end, head));
        let owns = self.has_possessive() || self.discourse.issuer == Some(council);
        let says = whose.says.fits(between) || owns && whose.recalls.fits(between);
        self.is_whole(subject, council)
            && !self.is_joined(subject)
            && !joined
            && (whose.acts.fits(between) || says && self.is_subject(subject))
    }

    /// Whether a name opens its sentence or clause, so that nobody else speaks there: not in `the League asked the Council, in resolution 799,`.
    fn is_subject(&self, k: usize) -> bool {
        let (reading, tongue) = (self.reading, self.reading.tongue);
        let start = reading.sentence_start(k);
        let before = self.text_to(reading.sentence_offset(k), k);
        let (head, last) = before.rsplit_once(' ').unwrap_or(("", before));
        let word = if tongue.article.is_match(last) { head.rsplit(' ').next().unwrap_or_default() } else { last };
        let behind_comma = || {
            let comma = k.checked_sub(1).filter(|comma| *comma >= start && reading.sense(*comma) == Some(Sense::Comma));
            let alone = comma.is_some_and(|comma| tongue.article.is_match(reading.gap(comma, k).trim()));
            alone && !(start..k).any(|k| self.is_name(k))
        };
        tongue.article.is_match(before)
            || tongue.clause.as_ref().is_some_and(|clause| clause.is_match(word))
            || behind_comma()
    }

    /// Whether the body is the subject that comes right behind the number and its date.
    fn acts_behind(&self, council: usize) -> bool {
        let reading = self.reading;
        let last = self.group.last.max(self.group.noun);
        let passed = |k: &usize| matches!(reading.sense(*k), Some(Sense::Comma | Sense::Word(Means::Date)));
        let end = reading.sentence_end(last);
        let Some(name) = (last + 1..end).find(|k| !passed(k)).filter(|k| self.is_name(*k)) else { return false };
        let article = reading.tongue.article.is_match(reading.gap(name - 1, name).trim());
        let attributive = reading.is_noun(name + 1) && reading.gap(name, name + 1).trim().is_empty();
        article
            && !attributive
            && reading.loose(last, name - 1) == 0
            && self.is_whole(name, council)
            && !self.is_joined(name)
    }

    /// Whether the body that issues the text takes up its own: `Recalling its resolution 1325`, `paragraph 4 (b) of resolution 1267`. Nobody else
    /// may be named before.
    fn is_own(&self, council: usize) -> bool {
        let (reading, head) = (self.reading, self.head());
        let part = (reading.sentence_start(head)..head).rev().find(|k| reading.means(*k) != Some(Means::Of));
        let of_part = part.is_some_and(|k| reading.is_part(k) && reading.loose(k, head) == 0);
        self.discourse.issuer == Some(council)
            && (of_part || reading.tongue.whose.recalls.fits(self.text_before()))
            && !self.names_others_before(council)
    }

    /// Whether another name stands before the mention in its sentence, or somebody gives the number.
    fn is_anothers(&self, council: usize) -> bool {
        let (reading, head) = (self.reading, self.head());
        let gives = reading.tongue.whose.gives.fits(self.text_before());
        let named = reading.tokens.get(head).is_some_and(|head| self.is_longer(head.range.start));
        gives || named || self.names_others_before(council)
    }

    fn names_others_before(&self, council: usize) -> bool {
        let head = self.head();
        let names =
            (self.reading.sentence_start(head)..head).rev().filter(|k| self.is_in_sight(*k) && self.is_name(*k));
        names.take(NAMES).any(|k| !self.is_whole(k, council))
    }
}
