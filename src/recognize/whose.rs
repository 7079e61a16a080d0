//! Decides whose a number without its year is. In: a question. Out: the body that counts so, with the reason, or nobody. Such a number could
//! be anybody's: it is the body's only where that is named in full with it, acts in its clause, speaks in the text itself, or gave the same
//! number before; and never where another name stands with it. Knows the order of names, no word itself; what its patterns say of a name and the noun
//! behind it (`is_giving`, `is_saying`) holds for other numbers too.

use super::{
    adjoining::Adjoining,
    attribute::{Attribution, Question},
    foreign::unknown_behind,
    lexer::Sense,
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
        self.reading.tongue.lexer.untold.joint.is_match(self.reading.text_behind(self.group.last))
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
        let is_its = reading.bodies(k).contains(&council)
            || reading.bearers(k).contains(&council)
                && !self.is_organ_of_others(k)
                && self.last_named(k) == Some(council);
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
        let (short, bearers) = (reading.printed(k), reading.bearers(k));
        for j in (k.saturating_sub(LIST)..k).rev() {
            match reading.sense(j) {
                Some(Sense::Body(_)) => {
                    if let Some(body) = reading.bodies(j).iter().find(|body| bearers.contains(body)) {
                        return Some(*body).filter(|body| self.is_whole(j, *body));
                    }
                }
                Some(Sense::OtherBody | Sense::Stranger) if reading.printed(j).contains(short) => return None,
                _ => {}
            }
        }
        self.discourse.in_paragraph().find(|body| bearers.contains(body)).or(self.discourse.issuer)
    }

    /// Whether a conjunction joins a name to another: of two nobody knows whose a number is.
    fn is_joined(&self, k: usize) -> bool {
        let reading = self.reading;
        let joins = |k: usize| matches!(reading.means(k), Some(Means::And | Means::Of));
        let ands =
            |from: usize, to: usize| reading.has_and(to) || (from..to).any(|k| reading.means(k) == Some(Means::And));
        let near = |from: usize, to: usize| reading.loose(from, to) <= 4;
        let before = reading.nearest_before(k, joins).filter(|before| reading.is_name(*before));
        let next = reading.nearest_behind(k, joins).filter(|next| reading.is_name(*next));
        // `resolution 242 of the Council and General Assembly resolution 194`: a name before a noun of its own is not joined.
        let next = next.filter(|next| !(reading.tongue.rows.attributive && reading.is_noun(next + 1)));
        let next = next.filter(|next| !matches!(reading.sense(next + 1), Some(Sense::Number(_) | Sense::Integer)));
        let numbered = |before: usize| {
            before > 0 && matches!(reading.sense(before - 1), Some(Sense::Number(_) | Sense::Word(Means::Of)))
        };
        before.is_some_and(|before| ands(before, k) && near(before, k) && !numbered(before))
            || next.is_some_and(|next| ands(k, next) && near(k, next))
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
        let head = self.group.begin();
        let possessive = head.checked_sub(1).filter(|k| self.reading.means(*k) == Some(Means::Possessive));
        possessive.filter(|k| self.reading.adjoin(*k, head)).unwrap_or(head)
    }

    fn has_possessive(&self) -> bool {
        self.head() < self.group.begin() || self.reading.captured(self.group.noun, "its").is_some()
    }

    /// What stands before the mention in its sentence.
    fn before_mention(&self) -> &str {
        self.reading.end_before(self.head(), NEAR)
    }

    fn is_draft(&self) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let drafted = |k: usize| reading.tongue.whose.draft.fits(reading.end_before(k, NEAR));
        let named = noun.checked_sub(1).filter(|k| reading.is_name(*k) && reading.adjoin(*k, noun));
        drafted(noun) || named.is_some_and(drafted)
    }

    /// `Security Council resolution 242 and resolution 338`: nothing but a conjunction stands before the noun, and nobody else is named.
    fn goes_with_noun(&self, council: usize) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let Some((before, body)) = self.earlier.last() else { return false };
        if reading.tongue.noun_follows() {
            // `安全理事会第687号决议和1990年第661号决议`: who is named behind has what comes behind him.
            let (from, to) = (before.end(), self.group.first);
            let joins = |k: usize| reading.is_comma(k) || matches!(reading.means(k), Some(Means::And | Means::Date));
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
            && behind.all(|k| !reading.is_name(k) || self.is_whole(k, council))
            && !between.is_empty()
            && between.all(|k| reading.means(k) == Some(Means::And))
            && reading.loose(before.last, noun) == 0
    }

    /// Whether the body acts in the clause: `the Security Council adopted resolution 1701`, `By resolution 2334, the Security Council`.
    fn is_act(&self, council: usize) -> bool {
        let (reading, whose, head) = (self.reading, &self.reading.tongue.whose, self.head());
        let start = reading.sentence_start(head);
        let in_sight = |k: &usize| self.is_in_sight(*k) && reading.is_name(*k);
        let Some(subject) = (start..head).rev().find(in_sight) else {
            return whose.opens(self.before_mention()) && self.acts_behind(council);
        };
        let joined = reading.has_and(self.group.noun);
        let between = near_end(reading.gap(subject, head), NEAR).trim();
        let owns = self.has_possessive() || self.discourse.issuer == Some(council);
        let says = whose.says.fits(between) || owns && whose.recalls.fits(between);
        self.is_whole(subject, council)
            && !self.is_joined(subject)
            && !joined
            && (whose.acts.fits(between) || says && self.is_subject(subject))
    }

    /// Whether a name opens its sentence or clause, so that nobody else speaks there: not in `the League asked the Council, in resolution 799,`.
    fn is_subject(&self, k: usize) -> bool {
        let (reading, start) = (self.reading, self.reading.sentence_start(k));
        let behind_comma = || {
            let comma = k.checked_sub(1).filter(|comma| *comma >= start && reading.is_comma(*comma));
            comma.is_some_and(|comma| reading.adjoin_by_article(comma, k)) && !(start..k).any(|k| reading.is_name(k))
        };
        reading.opens_sentence(k) || reading.tongue.begins_clause(reading.end_before(k, NEAR)) || behind_comma()
    }

    /// Whether the body is the subject that comes right behind the number and its date.
    fn acts_behind(&self, council: usize) -> bool {
        let (reading, last) = (self.reading, self.group.end());
        let passed = |k: usize| reading.is_comma(k) || reading.means(k) == Some(Means::Date);
        let Some(name) = reading.nearest_behind(last, passed).filter(|k| reading.is_name(*k)) else { return false };
        reading.adjoin_by_article(name - 1, name)
            && !reading.is_attributive(name)
            && reading.loose(last, name - 1) == 0
            && self.is_whole(name, council)
            && !self.is_joined(name)
    }

    /// Whether the body that issues the text takes up its own: `Recalling its resolution 1325`, `paragraph 4 (b) of resolution 1267`. Nobody else
    /// may be named before.
    fn is_own(&self, council: usize) -> bool {
        let (reading, head) = (self.reading, self.head());
        let part = reading.nearest_before(head, |k| reading.means(k) == Some(Means::Of));
        let of_part = part.is_some_and(|k| reading.is_part(k) && reading.loose(k, head) == 0);
        self.discourse.issuer == Some(council)
            && (of_part || reading.tongue.whose.recalls.fits(self.before_mention()))
            && !self.names_others_before(council)
    }

    /// Whether another name stands before the mention in its sentence, or somebody gives the number.
    fn is_anothers(&self, council: usize) -> bool {
        let (reading, head) = (self.reading, self.head());
        let gives = reading.tongue.whose.gives.fits(self.before_mention());
        let named = self.is_longer(reading.range(head).start);
        gives || named || self.names_others_before(council)
    }

    fn names_others_before(&self, council: usize) -> bool {
        let head = self.head();
        let names = (self.reading.sentence_start(head)..head)
            .rev()
            .filter(|k| self.is_in_sight(*k) && self.reading.is_name(*k));
        names.take(NAMES).any(|k| !self.is_whole(k, council))
    }
}
