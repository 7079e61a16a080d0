//! A text as the scanner reads it: its tokens, and for each the sentence, quotation and bracket it stands in. In: a folded text
//! and a lexer. Out: `Reading`, with questions about what stands between two tokens. Finds no citation itself.

use std::ops::Range;

use super::{
    fold::{Folded, is_han},
    lexer::{Sense, Token, leave_out},
    rules::Means,
    tongue::Tongue,
    treaties::{Named, named},
};
use crate::model::near_end;

/// A word farther away than this many tokens says nothing of a number, however long the sentence: no list that was ever printed is as
/// long, and a text of one endless sentence is still read in one pass.
pub(super) const REACH: usize = 400;

/// No list that was ever printed has more members or parts.
pub(super) const LIST: usize = 200;

/// Tells opening from closing marks where one mark is both: `"` everywhere, `”…“` in Arabic, `„…“` in Russian. A mark behind a space opens, one
/// before a space or a stop closes; between letters it is what it looks like. A `"` without its other half is no mark.
fn quotations(text: &str, tokens: &mut Vec<Token>) {
    let mark = |token: &Token| text[token.range.clone()].chars().next().filter(|c| matches!(c, '"' | '“' | '”'));
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '“' && c != '”');
    let (mut open, mut alone): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for i in 0..tokens.len() {
        let Some(c) = mark(&tokens[i]) else { continue };
        let before = apart(text[..tokens[i].range.start].chars().next_back());
        let behind = apart(text[tokens[i].range.end..].chars().next());
        let opens = match (before, behind, c) {
            (true, false, _) => true,
            (false, true, _) => false,
            (_, _, '"') => open.is_empty(),
            _ => c == '“',
        };
        tokens[i].sense = if opens { Sense::QuoteOpen } else { Sense::QuoteClose };
        match (c, opens, open.pop()) {
            ('"', true, other) => {
                alone.extend(other);
                open.push(i);
            }
            ('"', false, None) => alone.push(i),
            ('"', false, Some(_)) => {}
            (_, _, other) => open.extend(other),
        }
    }
    alone.extend(open);
    leave_out(tokens, &alone);
}

/// What looks alike is a number right behind a noun: `resolution 24/7`.
fn numbers_behind_nouns(tongue: &Tongue, text: &str, tokens: &mut [Token]) {
    for i in 1..tokens.len() {
        let (noun, number) = (&tokens[i - 1], &tokens[i]);
        let is_noun = matches!(noun.sense, Sense::Word(means) if means.kind().is_some());
        let adjoins = text[noun.range.end..number.range.start].trim().is_empty();
        if is_noun
            && adjoins
            && matches!(number.sense, Sense::Refused(_))
            && let Some((row, sense)) = tongue.lexer.number(&text[number.range.clone()])
        {
            (tokens[i].row, tokens[i].sense) = (row, sense);
        }
    }
}

/// More letters than any word that stands before a name has.
const WORD: usize = 8;

/// A body's name that goes on to the left is somebody else's: 大会 in 世卫大会. Where words are written without spaces, what stands before a
/// name must be a token or a known word.
fn ends_of_longer_names(tongue: &Tongue, text: &str, tokens: &mut [Token]) {
    let Some(words) = &tongue.before_name else { return };
    for i in 0..tokens.len() {
        if !matches!(tokens[i].sense, Sense::Body(_) | Sense::ShortBody(_)) {
            continue;
        }
        let start = tokens[i].range.start;
        let name = &text[tokens[i].range.clone()];
        if tongue.whole_name.as_ref().is_some_and(|whole| whole.is_match(name)) {
            continue;
        }
        let joined = i.checked_sub(1).and_then(|before| tokens.get(before)).filter(|before| before.range.end == start);
        let begins = joined.map_or_else(
            || {
                let before = &text[..start];
                let word = near_end(before, WORD);
                !word.ends_with(is_han) || words.is_match(word)
            },
            |before| !matches!(before.sense, Sense::OtherBody | Sense::Stranger),
        );
        if !begins {
            tokens[i].sense = Sense::Stranger;
        }
    }
}

/// An abbreviation has at most so many letters.
const ABBREVIATION: usize = 16;

/// A name's abbreviation in brackets behind it is a part of it: `the Economic and Social Commission for Asia and the Pacific (ESCAP), in its
/// resolution 66/3`. Where a shared name is abbreviated as one body alone is, it is that body's.
fn abbreviations(text: &str, tokens: &mut Vec<Token>) {
    let is_name = |token: &Token| {
        matches!(token.sense, Sense::Body(_) | Sense::ShortBody(_) | Sense::OtherBody | Sense::Stranger)
    };
    let mut swallowed: Vec<usize> = Vec::new();
    for i in 0..tokens.len().saturating_sub(2) {
        let open = &tokens[i + 1];
        let adjoins = open.sense == Sense::Open && text[tokens[i].range.end..open.range.start].trim().is_empty();
        if !is_name(&tokens[i]) || !adjoins {
            continue;
        }
        let inner = usize::from(tokens.get(i + 3).is_some() && is_name(&tokens[i + 2]));
        let Some(close) = tokens.get(i + 2 + inner).filter(|close| close.sense == Sense::Close) else { continue };
        if is_abbreviation(&text[open.range.end..close.range.start]) {
            let (end, told) = (close.range.end, tokens[i + 2].sense);
            if matches!((tokens[i].sense, told), (Sense::ShortBody(_), Sense::Body(_))) {
                tokens[i].sense = told;
            }
            tokens[i].range.end = end;
            swallowed.extend(i + 1..=i + 2 + inner);
        }
    }
    leave_out(tokens, &swallowed);
}

/// Whether a text is one word that only an abbreviation looks like: of capitals, most of it, or in a script that has none.
fn is_abbreviation(text: &str) -> bool {
    let (letters, capitals) = (text.chars().count(), text.chars().filter(|c| c.is_uppercase()).count());
    let word = text.chars().all(|c| c.is_alphabetic() || c == '-');
    let cased = text.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    word && (2..=ABBREVIATION).contains(&letters) && (!cased || capitals > 1 && 2 * capitals > letters)
}

/// A text and its tokens.
pub(super) struct Reading<'a> {
    pub(super) tongue: &'a Tongue,
    pub(super) folded: &'a Folded,
    pub(super) tokens: Vec<Token>,
    /// For each token, the number of its sentence.
    pub(super) sentence: Vec<usize>,
    /// For each token, the opening mark of the quotation it stands in.
    pub(super) quote: Vec<Option<usize>>,
    /// For each token, the opening mark of the bracket it stands in.
    pub(super) bracket: Vec<Option<usize>>,
    /// The tokens that name another organization.
    others: Vec<usize>,
    /// The treaties that the text names.
    pub(super) treaties: Vec<Named>,
}

impl<'a> Reading<'a> {
    /// Reads a folded text.
    pub(super) fn new(tongue: &'a Tongue, folded: &'a Folded) -> Self {
        let mut tokens = tongue.lexer.tokens(&folded.text);
        quotations(&folded.text, &mut tokens);
        numbers_behind_nouns(tongue, &folded.text, &mut tokens);
        tongue.foreign.qualify(&folded.text, &tongue.of_body, &mut tokens);
        ends_of_longer_names(tongue, &folded.text, &mut tokens);
        abbreviations(&folded.text, &mut tokens);
        let mut reading = Self {
            tongue,
            folded,
            sentence: Vec::with_capacity(tokens.len()),
            quote: Vec::with_capacity(tokens.len()),
            bracket: Vec::with_capacity(tokens.len()),
            others: (0..tokens.len()).filter(|i| tokens[*i].sense == Sense::OtherBody).collect(),
            tokens,
            treaties: named(&tongue.treaties, &folded.text),
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
            self.sentence.push(sentence);
            self.quote.push(quotes.last().copied());
            self.bracket.push(brackets.last().copied());
            match token.sense {
                Sense::QuoteOpen => quotes.push(i),
                Sense::Open => brackets.push(i),
                // A stop inside brackets or quotation marks ends what is in them, not the sentence around.
                Sense::Stop if quotes.is_empty() && brackets.is_empty() => sentence += 1,
                _ => {}
            }
        }
    }

    /// What a token is.
    pub(super) fn sense(&self, i: usize) -> Option<Sense> {
        self.tokens.get(i).map(|token| token.sense)
    }

    /// Whether another organization is named before a token.
    pub(super) fn names_other_before(&self, i: usize) -> bool {
        self.others.first().is_some_and(|other| *other < i)
    }

    /// The tokens that name another organization before a token, the nearest first.
    pub(super) fn others_before(&self, i: usize) -> impl Iterator<Item = usize> {
        self.others[..self.others.partition_point(|other| *other < i)].iter().rev().copied()
    }

    /// What a word token means.
    pub(super) fn means(&self, i: usize) -> Option<Means> {
        match self.sense(i) {
            Some(Sense::Word(means)) => Some(means),
            _ => None,
        }
    }

    /// The folded characters of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.folded.text.get(range).unwrap_or_default()
    }

    /// A name as it is printed, without the abbreviation behind it.
    pub(super) fn name(&self, i: usize) -> &str {
        let printed = self.tokens.get(i).map_or("", |token| self.slice(token.range.clone()));
        printed.split_once('(').map_or(printed, |(name, _)| name.trim_end())
    }

    /// The characters between two tokens that follow each other.
    pub(super) fn gap(&self, i: usize, j: usize) -> &str {
        match (self.tokens.get(i), self.tokens.get(j)) {
            (Some(a), Some(b)) => self.slice(a.range.end..b.range.start),
            _ => "",
        }
    }

    /// How many letters and figures stand between tokens `i` and `j` that no token between them covers.
    pub(super) fn loose(&self, i: usize, j: usize) -> usize {
        (i..j).map(|k| self.gap(k, k + 1).chars().filter(|c| c.is_alphanumeric()).count()).sum()
    }

    /// What stands between two tokens, without the bodies, dates and titles there, and without what is in brackets.
    pub(super) fn words_between(&self, i: usize, j: usize) -> String {
        use Sense::{Body, Close, Open, OtherBody, QuoteClose, QuoteOpen, ShortBody, Stranger, Word};
        let level = |k: usize| (self.quote.get(k).copied().flatten(), self.bracket.get(k).copied().flatten());
        let outside = |k: usize| level(k) == level(i);
        let mut words = String::new();
        for k in i..j {
            let opens = matches!(self.sense(k), Some(Open | QuoteOpen));
            let closes = matches!(self.sense(k), Some(Close | QuoteClose | Word(Means::Date)));
            let is_name = matches!(self.sense(k), Some(Body(_) | ShortBody(_) | OtherBody | Stranger));
            if k > i && outside(k) && !opens && !closes && !is_name {
                words.push_str(self.slice(self.tokens[k].range.clone()));
            }
            if !opens && outside(k) && outside(k + 1) {
                words.push_str(self.gap(k, k + 1));
            }
        }
        words
    }

    /// The text of a named group of a token.
    pub(super) fn captured(&self, i: usize, name: &str) -> Option<&str> {
        let token = self.tokens.get(i)?;
        self.tongue.lexer.captured(&self.folded.text, token, name)
    }

    /// All named groups of a token.
    pub(super) fn captures(&self, i: usize) -> Option<regex::Captures<'_>> {
        self.tongue.lexer.captures(&self.folded.text, self.tokens.get(i)?)
    }

    /// The name of the rule that found a token.
    pub(super) fn rule(&self, i: usize) -> &str {
        let row = self.tokens.get(i).and_then(|token| self.tongue.lexer.rows.get(token.row));
        row.map_or("", |row| row.name.as_str())
    }

    /// The first token of the sentence that a token stands in, or the first within reach.
    pub(super) fn sentence_start(&self, i: usize) -> usize {
        let sentence = self.sentence.get(i).copied().unwrap_or_default();
        self.sentence.partition_point(|s| *s < sentence).max(i.saturating_sub(REACH))
    }

    /// The token after the last one of the sentence that a token stands in, or after the last within reach.
    pub(super) fn sentence_end(&self, i: usize) -> usize {
        let sentence = self.sentence.get(i).copied().unwrap_or_default();
        self.sentence.partition_point(|s| *s <= sentence).min(i + REACH)
    }

    /// The byte at which the sentence of a token begins.
    pub(super) fn sentence_offset(&self, i: usize) -> usize {
        let start = self.sentence_start(i);
        start.checked_sub(1).and_then(|stop| self.tokens.get(stop)).map_or(0, |stop| stop.range.end)
    }

    /// Whether a token is a noun that announces numbers.
    pub(super) fn is_noun(&self, i: usize) -> bool {
        self.means(i).is_some_and(|means| means.kind().is_some())
    }

    /// Whether a token is a part of a document, as `paragraph 13`.
    pub(super) fn is_part(&self, i: usize) -> bool {
        self.means(i).is_some_and(Means::is_part)
    }
}
