//! A text as the scanner reads it: its tokens, and for each the sentence, quotation and bracket it stands in. In: a folded text
//! and a lexer. Out: `Reading`, with questions about what stands between two tokens. Finds no citation itself.

use std::ops::Range;

use super::{
    fold::Folded,
    lexer::{Sense, Token},
    neighbours::retell,
    rules::Means,
    tongue::Tongue,
    treaties::{Named, named, own_conferences},
};
use crate::model::near_end;

/// A word farther away than this many tokens says nothing of a number, however long the sentence: no list that was ever printed is as
/// long, and a text of one endless sentence is still read in one pass.
pub(super) const REACH: usize = 400;

/// How many letters an article before a part or a name has at most.
pub(super) const ARTICLE: usize = 3;

/// No list that was ever printed has more members or parts.
pub(super) const LIST: usize = 200;

/// A text and its tokens.
pub(super) struct Reading<'a> {
    pub(super) tongue: &'a Tongue,
    pub(super) folded: &'a Folded,
    pub(super) tokens: Vec<Token>,
    /// For each token, the number of its sentence.
    sentences: Vec<usize>,
    /// For each token, the opening mark of the quotation it stands in.
    quotes: Vec<Option<usize>>,
    /// For each token, the opening mark of the bracket it stands in.
    brackets: Vec<Option<usize>>,
    /// The tokens that name another organization.
    others: Vec<usize>,
    /// The treaties that the text names.
    pub(super) treaties: Vec<Named>,
}

impl<'a> Reading<'a> {
    /// Reads a folded text.
    pub(super) fn new(tongue: &'a Tongue, folded: &'a Folded) -> Self {
        let mut tokens = tongue.lexer.tokens(&folded.text);
        retell(tongue, &folded.text, &mut tokens);
        let treaties = named(&tongue.treaties, &folded.text);
        own_conferences(tongue, &treaties, &folded.text, &mut tokens);
        let mut reading = Self {
            tongue,
            folded,
            sentences: Vec::with_capacity(tokens.len()),
            quotes: Vec::with_capacity(tokens.len()),
            brackets: Vec::with_capacity(tokens.len()),
            others: (0..tokens.len()).filter(|i| tokens[*i].sense == Sense::OtherBody).collect(),
            tokens,
            treaties,
        };
        reading.place();
        reading
    }

    /// Notes for each token the sentence, quotation and bracket it stands in.
    fn place(&mut self) {
        let (mut sentence, mut quotes, mut brackets) = (0, Vec::new(), Vec::new());
        for (i, token) in self.tokens.iter().enumerate() {
            match token.sense {
                Sense::QuoteClose => drop(quotes.pop()),
                Sense::Close => drop(brackets.pop()),
                _ => {}
            }
            self.sentences.push(sentence);
            self.quotes.push(quotes.last().copied());
            self.brackets.push(brackets.last().copied());
            match token.sense {
                Sense::QuoteOpen => quotes.push(i),
                Sense::Open => brackets.push(i),
                // A stop inside brackets or quotation marks ends what is in them, not the sentence around.
                Sense::Stop if quotes.is_empty() && brackets.is_empty() => sentence += 1,
                _ => {}
            }
        }
    }
}

/// What a token is.
impl Reading<'_> {
    /// Its sense.
    pub(super) fn sense(&self, i: usize) -> Option<Sense> {
        self.tokens.get(i).map(|token| token.sense)
    }

    /// What a word means.
    pub(super) fn means(&self, i: usize) -> Option<Means> {
        match self.sense(i) {
            Some(Sense::Word(means)) => Some(means),
            _ => None,
        }
    }

    /// Whether it is a noun that announces numbers.
    pub(super) fn is_noun(&self, i: usize) -> bool {
        self.sense(i).is_some_and(|sense| sense.kind().is_some())
    }

    /// Whether it is a part of a document, as `paragraph 13`.
    pub(super) fn is_part(&self, i: usize) -> bool {
        self.means(i).is_some_and(Means::is_part)
    }

    /// Whether it is a number of a resolution or decision.
    pub(super) fn is_number(&self, i: usize) -> bool {
        matches!(self.sense(i), Some(Sense::Number(_)))
    }

    /// Whether it is a number or a symbol, which a part can be of.
    pub(super) fn is_cited(&self, i: usize) -> bool {
        matches!(self.sense(i), Some(Sense::Number(_) | Sense::Symbol))
    }

    /// Whether it names a body that has a form here.
    pub(super) fn is_body(&self, i: usize) -> bool {
        self.sense(i).is_some_and(Sense::is_body)
    }

    /// Whether it names anybody, ours or not.
    pub(super) fn is_name(&self, i: usize) -> bool {
        self.sense(i).is_some_and(Sense::is_name)
    }

    /// Whether it is a comma.
    pub(super) fn is_comma(&self, i: usize) -> bool {
        self.sense(i) == Some(Sense::Comma)
    }

    /// Whether it is a preposition, as `of` and `in`.
    pub(super) fn is_preposition(&self, i: usize) -> bool {
        matches!(self.means(i), Some(Means::Of | Means::Opening))
    }

    /// Whether it may stand between who speaks and what he speaks in: the comma and the preposition of `the Court, in decision 4/1`.
    pub(super) fn leads_in(&self, i: usize) -> bool {
        self.is_comma(i) || self.is_preposition(i)
    }

    /// The same, or a possessive: `, in its`.
    pub(super) fn leads_in_its(&self, i: usize) -> bool {
        self.leads_in(i) || self.means(i) == Some(Means::Possessive)
    }

    /// The bodies whose full name it is.
    pub(super) fn bodies(&self, i: usize) -> &[usize] {
        match self.sense(i) {
            Some(Sense::Body(name)) => self.tongue.full.get(name).map_or(&[], |name| &name.bodies),
            _ => &[],
        }
    }

    /// The bodies that share the short name that it is.
    pub(super) fn bearers(&self, i: usize) -> &[usize] {
        match self.sense(i) {
            Some(Sense::ShortBody(name)) => self.tongue.short.get(name).map_or(&[], |name| &name.bodies),
            _ => &[],
        }
    }

    /// Its bytes in the folded text.
    pub(super) fn range(&self, i: usize) -> Range<usize> {
        self.tokens.get(i).map_or(0..0, |token| token.range.clone())
    }

    /// It as it is printed.
    pub(super) fn printed(&self, i: usize) -> &str {
        self.slice(self.range(i))
    }

    /// A name as it is printed, without the abbreviation behind it.
    pub(super) fn name(&self, i: usize) -> &str {
        let printed = self.printed(i);
        printed.split_once('(').map_or(printed, |(name, _)| name.trim_end())
    }

    /// Whether the Arabic و is written to it: `الفقرة 3 والفقرة 5 من`.
    pub(super) fn has_and(&self, i: usize) -> bool {
        self.printed(i).starts_with('و')
    }

    /// The text of a named group of it.
    pub(super) fn captured(&self, i: usize, name: &str) -> Option<&str> {
        let token = self.tokens.get(i)?;
        self.tongue.lexer.captured(&self.folded.text, token, name)
    }

    /// The figures in a named group of it.
    pub(super) fn figures(&self, i: usize, name: &str) -> Option<u32> {
        self.captured(i, name)?.trim().parse().ok()
    }

    /// All its named groups.
    pub(super) fn captures(&self, i: usize) -> Option<regex::Captures<'_>> {
        self.tongue.lexer.captures(&self.folded.text, self.tokens.get(i)?)
    }

    /// The name of the rule that found it.
    pub(super) fn rule(&self, i: usize) -> &str {
        let row = self.tokens.get(i).and_then(|token| self.tongue.lexer.rows.get(token.row));
        row.map_or("", |row| row.name.as_str())
    }
}

/// Where a token stands, and what stands around it.
impl Reading<'_> {
    /// The folded characters of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.folded.text.get(range).unwrap_or_default()
    }

    /// The text from a byte on.
    pub(super) fn rest(&self, from: usize) -> &str {
        self.folded.text.get(from..).unwrap_or_default()
    }

    /// The text behind a token.
    pub(super) fn text_behind(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| self.rest(token.range.end))
    }

    /// What stands before a token in its sentence.
    pub(super) fn text_before(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| self.slice(self.sentence_offset(i)..token.range.start))
    }

    /// The end of what stands before a token in its sentence, of so many characters at most.
    pub(super) fn end_before(&self, i: usize, most: usize) -> &str {
        near_end(self.text_before(i), most).trim()
    }

    /// What stands between a token and the one before it.
    pub(super) fn words_before(&self, i: usize) -> &str {
        let Some(token) = self.tokens.get(i) else { return "" };
        let from = i.checked_sub(1).and_then(|before| self.tokens.get(before)).map_or(0, |before| before.range.end);
        self.slice(from..token.range.start)
    }

    /// What stands between two tokens.
    pub(super) fn gap(&self, i: usize, j: usize) -> &str {
        match (self.tokens.get(i), self.tokens.get(j)) {
            (Some(a), Some(b)) => self.slice(a.range.end..b.range.start),
            _ => "",
        }
    }

    /// Whether nothing but space stands between two tokens.
    pub(super) fn adjoin(&self, i: usize, j: usize) -> bool {
        self.gap(i, j).trim().is_empty()
    }

    /// Whether nothing but an article stands between two tokens.
    pub(super) fn adjoin_by_article(&self, i: usize, j: usize) -> bool {
        self.tongue.article.is_match(self.gap(i, j).trim())
    }

    /// Whether nothing but an article stands before a token in its sentence.
    pub(super) fn opens_sentence(&self, i: usize) -> bool {
        self.tongue.article.is_match(self.text_before(i).trim())
    }

    /// Whether a name goes before a noun of its own: `General Assembly resolution`.
    pub(super) fn is_attributive(&self, name: usize) -> bool {
        self.is_noun(name + 1) && self.adjoin(name, name + 1)
    }

    /// How many letters and figures stand between tokens `i` and `j` that no token between them covers.
    pub(super) fn loose(&self, i: usize, j: usize) -> usize {
        (i..j).map(|k| self.gap(k, k + 1).chars().filter(|c| c.is_alphanumeric()).count()).sum()
    }

    /// Whether a token is of a bracket or quotation that another does not stand in: its marks and what they hold.
    pub(super) fn is_aside(&self, k: usize, from: usize) -> bool {
        self.level(k) != self.level(from) || matches!(self.sense(k), Some(Sense::Open | Sense::Close))
    }

    /// How many letters and figures stand so between two tokens, without what is in brackets.
    pub(super) fn loose_around(&self, i: usize, j: usize) -> usize {
        let inside = |k: usize| self.sense(k) == Some(Sense::Open) || self.level(k) != self.level(j);
        (i..j).filter(|k| !inside(*k)).map(|k| self.loose(k, k + 1)).sum()
    }

    /// What stands between two tokens, without the bodies, dates and titles there, and without what is in brackets.
    pub(super) fn words_between(&self, i: usize, j: usize) -> String {
        use Sense::{Close, Open, QuoteClose, QuoteOpen, Word};
        let outside = |k: usize| self.level(k) == self.level(i);
        let mut words = String::new();
        for k in i..j {
            let opens = matches!(self.sense(k), Some(Open | QuoteOpen));
            let closes = matches!(self.sense(k), Some(Close | QuoteClose | Word(Means::Date)));
            if k > i && outside(k) && !opens && !closes && !self.is_name(k) {
                words.push_str(self.printed(k));
            }
            if !opens && outside(k) && outside(k + 1) {
                words.push_str(self.gap(k, k + 1));
            }
        }
        words
    }

    /// The first token of the sentence that a token stands in, or the first within reach.
    pub(super) fn sentence_start(&self, i: usize) -> usize {
        let sentence = self.sentences.get(i).copied().unwrap_or_default();
        self.sentences.partition_point(|s| *s < sentence).max(i.saturating_sub(REACH))
    }

    /// The token after the last one of the sentence that a token stands in, or after the last within reach.
    pub(super) fn sentence_end(&self, i: usize) -> usize {
        let sentence = self.sentences.get(i).copied().unwrap_or_default();
        self.sentences.partition_point(|s| *s <= sentence).min(i + REACH)
    }

    /// The byte at which the sentence of a token begins.
    pub(super) fn sentence_offset(&self, i: usize) -> usize {
        let start = self.sentence_start(i);
        start.checked_sub(1).and_then(|stop| self.tokens.get(stop)).map_or(0, |stop| stop.range.end)
    }

    /// Whether two tokens stand in one sentence.
    pub(super) fn same_sentence(&self, i: usize, j: usize) -> bool {
        self.sentences.get(i) == self.sentences.get(j)
    }

    /// The nearest token before another in its sentence that is none of those passed over.
    pub(super) fn nearest_before(&self, i: usize, passed: impl Fn(usize) -> bool) -> Option<usize> {
        (self.sentence_start(i)..i).rev().find(|k| !passed(*k))
    }

    /// The nearest token behind another in its sentence that is none of those passed over.
    pub(super) fn nearest_behind(&self, i: usize, passed: impl Fn(usize) -> bool) -> Option<usize> {
        (i + 1..self.sentence_end(i)).find(|k| !passed(*k))
    }

    /// The first of the prepositions right before a token, or the token: `in` of `in its resolution`.
    pub(super) fn opened(&self, i: usize) -> usize {
        self.nearest_before(i, |k| self.is_preposition(k)).map_or_else(|| self.sentence_start(i), |before| before + 1)
    }

    /// The same, or the comma before it: that of `the Court, in its decision`.
    pub(super) fn set_apart(&self, i: usize) -> usize {
        let opened = self.opened(i);
        opened.checked_sub(1).filter(|k| *k >= self.sentence_start(i) && self.is_comma(*k)).unwrap_or(opened)
    }

    /// The opening mark of the quotation that a token stands in.
    pub(super) fn quote(&self, i: usize) -> Option<usize> {
        self.quotes.get(i).copied().flatten()
    }

    /// The opening mark of the bracket that a token stands in.
    pub(super) fn bracket(&self, i: usize) -> Option<usize> {
        self.brackets.get(i).copied().flatten()
    }

    /// The quotation and the bracket that a token stands in.
    pub(super) fn level(&self, i: usize) -> [Option<usize>; 2] {
        [self.quote(i), self.bracket(i)]
    }

    /// The opening mark of what a bracket or quotation mark closes.
    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        let last = close.checked_sub(1)?;
        match (self.sense(close)?, self.sense(last)?) {
            (Sense::Close, Sense::Open) | (Sense::QuoteClose, Sense::QuoteOpen) => Some(last),
            (Sense::Close, _) => self.bracket(last),
            (Sense::QuoteClose, _) => self.quote(last),
            _ => None,
        }
    }

    /// Whether another organization is named before a token.
    pub(super) fn names_other_before(&self, i: usize) -> bool {
        self.others.first().is_some_and(|other| *other < i)
    }

    /// The tokens that name another organization before a token, the nearest first.
    pub(super) fn others_before(&self, i: usize) -> impl Iterator<Item = usize> {
        self.others[..self.others.partition_point(|other| *other < i)].iter().rev().copied()
    }
}
