//! Tells of which treaty a conference of the parties is that is called nothing more. In: a text, a language's patterns, what the document has
//! spoken of. Out: whether the treaty that was named last is another than those of the bodies here. Knows no treaty itself.

use regex::Regex;

use super::{
    attribute::Question,
    lexer::{Sense, Token},
    tongue::Tongue,
};

/// A treaty of a language, compiled.
#[derive(Debug)]
pub(super) struct Treaty {
    pub(super) pattern: Regex,
    /// The body that is its conference; `None` where that is none of those here.
    pub(super) body: Option<usize>,
}

/// Where the conference of a treaty is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Conference {
    /// It is one of the bodies here.
    Here(usize),
    /// It has no form here.
    Elsewhere,
}

/// A treaty that a text names: at which byte, and where its conference is told of.
pub(super) type Named = (usize, Conference);

/// The treaties that a text names, in order.
pub(super) fn named(treaties: &[Treaty], text: &str) -> Vec<Named> {
    let found = treaties.iter().flat_map(|row| {
        let conference = row.body.map_or(Conference::Elsewhere, Conference::Here);
        row.pattern.find_iter(text).map(move |found| (found.start(), conference))
    });
    let mut named: Vec<Named> = found.collect();
    named.sort_unstable();
    named
}

/// Tells a conference `of the Parties to the Convention` by the convention that was named last, where that is one of those here; else it stays
/// another's.
pub(super) fn own_conferences(tongue: &Tongue, treaties: &[Named], text: &str, tokens: &mut [Token]) {
    let Some(own) = &tongue.own_treaty else { return };
    for token in tokens.iter_mut().filter(|token| token.sense == Sense::OtherBody) {
        let name = &text[token.range.clone()];
        let before = treaties.partition_point(|(start, _)| *start < token.range.start);
        let last = before.checked_sub(1).and_then(|last| treaties.get(last));
        let (Some(behind), Some((_, Conference::Here(body)))) = (own.find(name), last) else { continue };
        let short = tongue.lexer.tokens(&name[..behind.start()]).into_iter().next();
        let short = short.filter(|short| short.range == (0..behind.start()));
        let Some(Token { sense: Sense::ShortBody(i), row, .. }) = short else { continue };
        if tongue.short.get(i).is_some_and(|name| name.bodies.contains(body)) {
            (token.sense, token.row) = (Sense::ShortBody(i), row);
        }
    }
}

impl Question<'_> {
    /// Whether a shared name stands for the conference of a treaty that has none here, and was the last to be named of those that have one: `the
    /// Convention on Biological Diversity, and decision 10/1 of the Conference of the Parties`. The issuing body's own stands for that.
    pub(super) fn is_of_other_treaty(&self, k: usize) -> bool {
        let reading = self.reading;
        let treaties = &reading.tongue.treaties;
        let is_conference = |body: &usize| treaties.iter().any(|row| row.body == Some(*body));
        if !matches!(reading.sense(k), Some(Sense::ShortBody(_)))
            || !reading.bearers(k).iter().all(is_conference)
            || self.is_issuers_name(k)
        {
            return false;
        }
        let at = reading.range(k).start;
        let before = reading.treaties.partition_point(|(start, _)| *start < at);
        let last = before.checked_sub(1).and_then(|last| reading.treaties.get(last)).map(|(_, conference)| *conference);
        last.or(self.discourse.treaty) == Some(Conference::Elsewhere)
    }
}
