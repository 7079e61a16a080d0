//! Finds names that no list has: of a body whose shared name is qualified (`Arctic Council`, `Council of Foreign Ministers`), and of
//! somebody right with a number (`resolución 45/12 de la Fiscalía General`). In: a language's patterns, tokens, a place. Out: tokens that
//! name others, or whether a name stands there. A list of foreign bodies never ends; what may stand there else is data.

use std::ops::Range;

use regex::Regex;

use super::{
    attribute::Question,
    lexer::{Sense, Token, leave_out},
    pattern::{BEGIN, Compiler, END, WHOLE},
    reading::Reading,
    rules::{ForeignRows, Means},
};
use crate::model::{Failure, Numbering};

/// A name before a shared one is looked for in so many bytes.
const NEAR: usize = 60;

/// A name and what is said of it in so many.
const CLAUSE: usize = 320;

/// The patterns of a language, compiled.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    ahead: Option<Regex>,
    leads: Option<Regex>,
    speaks: Option<Regex>,
    acts: Option<Regex>,
    persons: Option<Regex>,
    behind: Option<Regex>,
    between: Option<Regex>,
    glued: Option<Regex>,
    before: Option<Regex>,
    agent: Option<Regex>,
    known: Option<Regex>,
}

impl Foreign {
    /// Compiles the rows.
    pub(super) fn new(rows: Option<&ForeignRows>, compiler: Compiler<'_>) -> Result<Self, Failure> {
        let Some(rows) = rows else { return Ok(Self::default()) };
        Ok(Self {
            ahead: compiler.optional(&rows.ahead, END)?,
            leads: compiler.optional(&rows.leads, END)?,
            speaks: compiler.optional(&rows.speaks, END)?,
            acts: compiler.optional(&rows.acts, BEGIN)?,
            persons: compiler.optional(&rows.persons, BEGIN)?,
            behind: compiler.optional(&rows.behind, BEGIN)?,
            between: compiler.optional(&rows.between, WHOLE)?,
            glued: compiler.optional(&rows.glued, BEGIN)?,
            before: compiler.optional(&rows.before, END)?,
            agent: compiler.optional(&rows.agent, END)?,
            known: compiler.optional(&rows.known, BEGIN)?,
        })
    }

    /// Where a pattern finds an unknown name in a part of a text.
    pub(super) fn name(&self, pattern: Option<&Regex>, text: &str, part: Range<usize>) -> Option<Range<usize>> {
        let slice = text.get(part.clone())?;
        let name = pattern?.captures(slice)?.name("name")?;
        let known = self.known.as_ref().is_some_and(|known| known.is_match(&slice[name.start()..]));
        (!known).then_some(part.start + name.start()..part.start + name.end())
    }

    /// Makes shared names that are qualified names of others. Behind one the qualifier becomes a part of the name.
    pub(super) fn qualify(&self, text: &str, of_body: &Regex, tokens: &mut Vec<Token>) {
        let mut swallowed: Vec<usize> = Vec::new();
        for i in 0..tokens.len() {
            if matches!(tokens[i].sense, Sense::ShortBody(_)) {
                let count = self.qualify_one(text, of_body, tokens, i);
                swallowed.extend(i + 1..=i + count);
            }
        }
        leave_out(tokens, &swallowed);
    }

    /// One of them; returns how many tokens behind it its name has swallowed.
    fn qualify_one(&self, text: &str, of_body: &Regex, tokens: &mut [Token], i: usize) -> usize {
        let range = tokens[i].range.clone();
        let from =
            (range.start.saturating_sub(NEAR)..=range.start).find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let before = self.name(self.before.as_ref(), text, from..range.start);
        if before.is_some_and(|name| !covered(tokens, name.start)) {
            tokens[i].sense = Sense::Stranger;
        }
        // `resolution 6/43 adopted by the Council of Foreign Ministers` is its; `the adoption by the Council of the Guiding Principles` is not.
        let numbered = i.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|token| {
            let adopted = matches!(token.sense, Sense::Number(_) | Sense::Word(Means::Date));
            adopted && of_body.is_match(text[token.range.end..range.start].trim())
        });
        if !numbered && self.agent.as_ref().is_some_and(|agent| agent.is_match(&text[from..range.start])) {
            return 0;
        }
        let Some(name) = self.name(self.glued.as_ref(), text, range.end..text.len()) else { return 0 };
        if covered(tokens, name.start) {
            return 0;
        }
        let joins = |token: &Token| matches!(token.sense, Sense::Word(Means::Of | Means::And));
        let within = tokens[i + 1..].iter().take_while(|token| token.range.start < name.end);
        let (within, swallowed) = (within.clone().count(), within.take_while(|token| joins(token)).count());
        tokens[i].sense = Sense::OtherBody;
        if within > swallowed {
            return 0;
        }
        tokens[i].range.end = name.end;
        swallowed
    }
}

/// Whether a place is within a token.
fn covered(tokens: &[Token], at: usize) -> bool {
    let behind = tokens.partition_point(|token| token.range.start <= at);
    behind.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|token| token.range.end > at)
}

impl Question<'_> {
    /// Whether somebody unknown stands right with the number, where nobody known does: `résolution 45/12 du Parquet général`. What the
    /// sentence's subject has is not his, nor what only one body numbers so.
    pub(super) fn is_of_unknown(&self) -> bool {
        let alike = matches!(self.number.form, Numbering::Session | Numbering::Year | Numbering::Roman)
            || self.reading.captured(self.group.last, "outside").is_some();
        alike
            && self.possessive().is_none()
            && (unknown_behind(self.reading, self.group.last, self.reading.tongue.foreign.behind.as_ref())
                || self.unknown_between()
                || self.is_said_by_unknown())
    }

    /// Whether somebody unknown speaks in the number: `The Egmont Group, in its decision 12/1`, `recalling Egmont Group resolution 12/3`. What only
    /// one body numbers so is not his.
    pub(super) fn is_said_by_unknown(&self) -> bool {
        (self.unknown_before() || self.unknown_ahead() || self.unknown_acts()) && !self.tells_its_body()
    }

    /// The same where the noun stands before the number: a name that no token covers stands right before the noun, or before what he does.
    fn unknown_before(&self) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        let foreign = &reading.tongue.foreign;
        if reading.tongue.noun_follows() || noun > self.group.last {
            return false;
        }
        let named = |pattern: Option<&Regex>, noun: usize| {
            foreign.name(pattern, &reading.folded.text, before(reading, reading.range(noun).start, noun))
        };
        let attribute = foreign.before.as_ref().filter(|_| reading.tongue.rows.attributive);
        let attributed = named(attribute, noun).is_some_and(|name| !covered(&reading.tokens, name.start));
        attributed
            || named(foreign.speaks.as_ref(), self.first_noun()).is_some_and(|name| self.is_unknown_speaker(&name))
    }

    /// `In its resolution 18/3, the Egmont Group requested`: a possessive is the one's who acts.
    fn unknown_acts(&self) -> bool {
        let reading = self.reading;
        let end = behind_dates(reading, self.group.last);
        let text = &reading.folded.text;
        let name = reading.tongue.foreign.name(reading.tongue.foreign.acts.as_ref(), text, end..text.len());
        self.possessive().is_some()
            && name.is_some_and(|name| !covered(&reading.tokens, name.start) && self.is_unknown_speaker(&name))
    }

    /// Whether a name is of nobody known, and no person's.
    fn is_unknown_speaker(&self, name: &Range<usize>) -> bool {
        let reading = self.reading;
        let behind = reading.tokens.partition_point(|token| token.range.start <= name.start);
        let token = behind.checked_sub(1).filter(|k| reading.range(*k).end > name.start);
        let stranger = token.is_none_or(|k| match reading.sense(k) {
            Some(Sense::OtherBody | Sense::Stranger) => true,
            // `the Statistical Commission adopted resolution 2022/3`: it numbers none so, and they are not the issuing body's.
            Some(Sense::Body(_)) => self.body_at(k).is_none(),
            _ => false,
        });
        let persons = reading.tongue.foreign.persons.as_ref();
        stranger && !persons.is_some_and(|persons| persons.is_match(reading.slice(name.clone())))
    }

    /// The first noun of what is joined to the number's: `resolution` in `adopted resolution 12/3 and decision 12/1`.
    fn first_noun(&self) -> usize {
        let reading = self.reading;
        let mut first = self.group.noun;
        for k in (reading.sentence_start(first)..first).rev() {
            let listed = reading.is_comma(k) || matches!(reading.means(k), Some(Means::And | Means::Date));
            if reading.loose(k, k + 1) > 0 || !(listed || reading.is_number(k) || reading.is_noun(k)) {
                break;
            }
            first = if reading.is_noun(k) { k } else { first };
        }
        first
    }

    /// Where words are written without spaces a name is told by how it ends: 金融行动特别工作组全会第12/1号决定, 审计委员会关于采购的第12/3号决议.
    fn unknown_ahead(&self) -> bool {
        let (reading, first) = (self.reading, self.group.first);
        let Some(ahead) = &reading.tongue.foreign.ahead else { return false };
        let part = before(reading, reading.range(first).start, first);
        let (start, text) = (part.start, reading.slice(part.clone()));
        let leads = reading.tongue.foreign.leads.as_ref().and_then(|leads| leads.find(text));
        let name = leads.map_or(text, |leads| &text[..leads.start()]);
        let end = start + name.len();
        let token = reading.tokens[..first].iter().rev().find(|token| token.range.end <= end);
        let stranger =
            |token: &Token| token.range.end == end && matches!(token.sense, Sense::OtherBody | Sense::Stranger);
        let named = token.is_none_or(|token| token.range.end < end) && ahead.is_match(name);
        named || leads.is_some() && token.is_some_and(stranger)
    }

    /// The owner may stand between noun and number: `قرار النائب العام 45/12`, `résolution du Parquet général 45/12`.
    fn unknown_between(&self) -> bool {
        let (reading, noun) = (self.reading, self.group.noun);
        // `قرار هيئة الاتصالات رقم 22/5`: the word that counts is no part of the name.
        let passed = |k: usize| matches!(reading.means(k), Some(Means::Skip | Means::Of | Means::And));
        let number = reading.nearest_behind(noun, passed);
        let number = number.and_then(|number| reading.tokens.get(number));
        let (Some(word), Some(number)) = (reading.tokens.get(noun), number) else { return false };
        let foreign = &reading.tongue.foreign;
        let is_number = matches!(number.sense, Sense::Number(_));
        is_number
            && foreign
                .name(foreign.between.as_ref(), &reading.folded.text, word.range.start..number.range.start)
                .is_some()
    }
}

/// The end of what stands in a token's sentence before a byte: a text may be one sentence without end, and no name with its clause is longer.
fn before(reading: &Reading, at: usize, token: usize) -> Range<usize> {
    let text = &reading.folded.text;
    let from = (at.saturating_sub(CLAUSE)..=at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
    from.max(reading.sentence_offset(token).min(at))..at
}

/// Where a number and the dates behind it end.
fn behind_dates(reading: &Reading, last: usize) -> usize {
    let is_date = |k: usize| reading.means(k) == Some(Means::Date) && reading.loose(k - 1, k) == 0;
    let dated = (last + 1..reading.sentence_end(last)).take_while(|k| is_date(*k)).count();
    reading.range(last + dated).end
}

/// Whether an unknown name is joined behind a number and its dates.
pub(super) fn unknown_behind(reading: &Reading, last: usize, pattern: Option<&Regex>) -> bool {
    let text = &reading.folded.text;
    let name = reading.tongue.foreign.name(pattern, text, behind_dates(reading, last)..text.len());
    name.is_some_and(|name| !covered(&reading.tokens, name.start))
}
