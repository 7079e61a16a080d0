//! Tries the grammar on its own examples. In: the grammar. Out: nothing, or the first row that is wrong with its file and line.
//! Runs where a data file was overridden, and in the tests.

use rayon::prelude::*;
use serde_yaml::Spanned;

use super::{
    Found, Grammar,
    letter::fold_pattern,
    lexer::Sense,
    recognize_text,
    rules::{Example, Means},
    tongue::Tongue,
};
use crate::{
    model::{Failure, Lang},
    own::File,
};

impl Grammar {
    /// Compiles all languages and tries every example and counter-example, so that a wrong row is told at once. A rule needs two examples
    /// and one counter-example.
    pub fn check(&self) -> Result<(), Failure> {
        // The first of a language in their order is told, whichever thread comes upon one first.
        let languages: Vec<Result<(), Failure>> = Lang::ALL.par_iter().map(|lang| self.language(*lang)).collect();
        languages.into_iter().collect::<Result<(), Failure>>()?;
        let every = Lang::ALL;
        let symbols = &self.files.symbols;
        for row in self.symbols.symbols.iter().chain(&self.symbols.continuations) {
            self.rule(symbols, &every, &row.name, &row.examples, &row.counter)?;
        }
        for rule in &self.symbols.english {
            self.rule(symbols, &every, &rule.name, &rule.examples, &rule.counter)?;
        }
        for row in self.symbols.numbers.iter().chain(&self.symbols.untold) {
            self.rule(symbols, &[Lang::En, Lang::Zh, Lang::Ar], &row.name, &row.examples, &row.counter)?;
        }
        for row in &self.lookalikes.lookalikes {
            let file = &self.files.lookalikes;
            let counted = row.examples.len() >= 2 && !row.counter.is_empty() && !row.reason.is_empty();
            Self::counted(file, &row.name, counted)?;
            for text in &row.examples {
                self.cites_nothing(file, &every, text)?;
            }
            for example in &row.counter {
                self.cites(file, &every, example)?;
            }
        }
        Ok(())
    }

    /// Compiles one language and tries its own rows.
    fn language(&self, lang: Lang) -> Result<(), Failure> {
        let tongue = self.tongue(lang).map_err(Clone::clone)?;
        let file = self.files.of(lang);
        for rule in &tongue.rows.rules {
            self.rule(file, &[lang], &rule.name, &rule.examples, &rule.counter)?;
            Self::is_reached(tongue, file, rule.means, &rule.pattern)?;
        }
        for word in &tongue.rows.words {
            Self::is_reached(tongue, file, word.means, &word.pattern)?;
        }
        Ok(())
    }

    fn rule(
        &self,
        file: &File,
        langs: &[Lang],
        name: &Spanned<String>,
        examples: &[Example],
        counter: &[Spanned<String>],
    ) -> Result<(), Failure> {
        Self::counted(file, name, examples.len() >= 2 && !counter.is_empty())?;
        for example in examples {
            self.cites(file, langs, example)?;
        }
        for text in counter {
            self.cites_nothing(file, langs, text)?;
        }
        Ok(())
    }

    /// Of two rows that begin alike the first is taken: `in` before `in particular` would hide the longer one. Every alternative
    /// that is plain words must be found whole, as what its row means.
    fn is_reached(tongue: &Tongue, file: &File, means: Means, pattern: &Spanned<String>) -> Result<(), Failure> {
        for words in plain_alternatives(&fold_pattern(&pattern.value)) {
            let tokens = tongue.lexer.tokens(&words);
            let found = tokens.first().filter(|token| token.range == (0..words.len()));
            if found.is_some_and(|token| token.sense == Sense::Word(means)) {
                continue;
            }
            let place = file.at(pattern.referenced.line());
            let cause = format!("`{words}` is hidden by a row or an alternative before it, or is there twice");
            return Err(Failure::new(place, cause, "put what is longer first, or drop one of the two"));
        }
        Ok(())
    }

    fn counted(file: &File, name: &Spanned<String>, enough: bool) -> Result<(), Failure> {
        let place = file.at(name.referenced.line());
        let cause = format!("`{}` lacks two examples and a counter-example", name.value);
        if enough { Ok(()) } else { Err(Failure::new(place, cause, "add sentences from real texts")) }
    }

    /// An example is settled to its target in one of the languages it can be of.
    fn cites(&self, file: &File, langs: &[Lang], example: &Example) -> Result<(), Failure> {
        let mut told = String::new();
        for lang in langs {
            let found = recognize_text(&example.text.value, *lang, example.issuer.as_deref(), Some("X/1"), self)?;
            let pinpoint = |found: &Found| found.pinpoint.as_ref().map(ToString::to_string);
            let right = |found: &Found| {
                found.target == example.target && (example.pinpoint.is_none() || pinpoint(found) == example.pinpoint)
            };
            if found.iter().any(right) {
                return Ok(());
            }
            if told.is_empty() {
                let list =
                    found.iter().map(|found| format!("{} {}", found.target, pinpoint(found).unwrap_or_default()));
                told = list.collect::<Vec<_>>().join(", ");
            }
        }
        let place = file.at(example.text.referenced.line());
        let wanted = example.pinpoint.as_deref().unwrap_or_default();
        let cause = format!("`{}` should cite {} {wanted}, cites [{told}]", example.text.value, example.target);
        Err(Failure::new(place, cause, "correct the pattern or the example"))
    }

    fn cites_nothing(&self, file: &File, langs: &[Lang], text: &Spanned<String>) -> Result<(), Failure> {
        for lang in langs {
            if let Some(found) = recognize_text(&text.value, *lang, None, Some("X/1"), self)?.first() {
                let place = file.at(text.referenced.line());
                let cause = format!("`{}` should cite nothing, cites {} in {lang}", text.value, found.target);
                return Err(Failure::new(place, cause, "correct the pattern or the counter-example"));
            }
        }
        Ok(())
    }
}

/// The alternatives of a pattern that are nothing but words.
fn plain_alternatives(pattern: &str) -> Vec<String> {
    let inner = pattern.strip_prefix("(?:").and_then(|inner| inner.strip_suffix(')'));
    let pattern = inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(pattern);
    let (mut depth, mut alternatives) = (0_usize, vec![String::new()]);
    for c in pattern.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                alternatives.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = alternatives.last_mut() {
            last.push(c);
        }
    }
    alternatives.retain(|words| words.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '\''));
    alternatives
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_grammar_settles_its_own_examples() {
        let grammar = Grammar::built_in().unwrap_or_else(|failure| panic!("{failure}"));
        grammar.check().unwrap_or_else(|failure| panic!("{failure}"));
    }
}
