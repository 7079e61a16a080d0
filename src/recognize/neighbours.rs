//! What a token is by those beside it: quotation marks that look alike open or close, what looks like something else is a number behind a noun, and
//! a name with more of a name around it is longer. In: a folded text, its tokens, a language's patterns. Out: the tokens, with what they are told
//! anew and without those that have become parts of others. Finds no token and reads no sentence.

use super::{
    letter::is_han,
    lexer::{Sense, Token, leave_out},
    tongue::Tongue,
};
use crate::model::near_end;

/// Tells the tokens of a text by those beside them.
pub(super) fn retell(tongue: &Tongue, text: &str, tokens: &mut Vec<Token>) {
    quotations(text, tokens);
    numbers_behind_nouns(tongue, text, tokens);
    tongue.foreign.qualify(text, &tongue.of_body, tokens);
    ends_of_longer_names(tongue, text, tokens);
    abbreviations(text, tokens);
}

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
        let adjoins = text[noun.range.end..number.range.start].trim().is_empty();
        if noun.sense.kind().is_some()
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
        if !tokens[i].sense.is_body() {
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
    let mut swallowed: Vec<usize> = Vec::new();
    for i in 0..tokens.len().saturating_sub(2) {
        let open = &tokens[i + 1];
        let adjoins = open.sense == Sense::Open && text[tokens[i].range.end..open.range.start].trim().is_empty();
        if !tokens[i].sense.is_name() || !adjoins {
            continue;
        }
        let inner = usize::from(tokens.get(i + 3).is_some() && tokens[i + 2].sense.is_name());
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
