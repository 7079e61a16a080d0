//! Cuts a text into what the index knows it by. In: the plain text of a passage. Out: terms, each with its position. Words of spacing
//! scripts are one term each; scripts without spaces give a term for each pair of neighbours and one for the last character of a
//! run; a symbol (`A/RES/63/195`) is a term as a whole besides its parts. `static/search-cut.js` cuts queries in the same way,
//! and `tests/search_finds.rs` compares the two.

use super::fold::{Folding, Kind};

/// No symbol is longer; longer runs are lists.
const SYMBOL_PARTS: usize = 9;

/// A word between two gaps, while symbols are still looked for.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Where it begins in the folded characters.
    start: usize,
    /// Where it ends there.
    end: usize,
    position: u32,
}

/// Cuts texts; holds what can be used again from text to text.
#[derive(Debug)]
pub(super) struct Tokenizer<'a> {
    folding: &'a Folding,
    /// The folded characters of the symbol, or of what may become one.
    folded: String,
    parts: Vec<Part>,
    pair: String,
}

/// Where the cutting stands.
#[derive(Debug, Default)]
struct State {
    position: u32,
    /// The last ideograph, if nothing has come after it.
    last: Option<char>,
    /// Whether the character before the gap was an ideograph: two parted by a gap are no neighbours.
    after_han: bool,
    in_word: bool,
    /// Gap characters since the last word.
    gap: usize,
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer with its table.
    pub(super) const fn new(folding: &'a Folding) -> Self {
        Self { folding, folded: String::new(), parts: Vec::new(), pair: String::new() }
    }

    /// Calls `take` with each term of a text and its position; for words also with the word as written.
    pub(super) fn cut(&mut self, text: &str, mut take: impl FnMut(&str, u32, Option<&str>)) {
        let folding = self.folding;
        let mut state = State::default();
        let mut word_start = 0;
        self.folded.clear();
        self.parts.clear();
        let bytes = text.as_bytes();
        let mut offset = 0;
        while let Some(byte) = bytes.get(offset) {
            if byte.is_ascii_alphanumeric() {
                // Most text is this: letters and figures that fold to their lower case.
                self.end_run(&mut state, &mut take);
                if !state.in_word {
                    word_start = offset;
                    self.begin_word(&mut state, &mut take);
                }
                let length = bytes[offset..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                let before = self.folded.len();
                self.folded.push_str(&text[offset..offset + length]);
                self.folded[before..].make_ascii_lowercase();
                offset += length;
                continue;
            }
            let Some(c) = text[offset..].chars().next() else { break };
            let mut first = true;
            folding.fold(c, |folded, kind| {
                match kind {
                    Kind::Word => {
                        self.end_run(&mut state, &mut take);
                        if !state.in_word {
                            word_start = offset;
                            self.begin_word(&mut state, &mut take);
                        }
                        self.folded.push(folded);
                    }
                    Kind::Han => {
                        self.end_word(&mut state, &text[word_start..offset], &mut take);
                        self.end_symbol(&mut take);
                        self.han(folded, &mut state, &mut take);
                    }
                    Kind::Gap => {
                        self.end_run(&mut state, &mut take);
                        self.end_word(&mut state, &text[word_start..offset], &mut take);
                        if first || state.gap == 0 {
                            state.gap += 1;
                        }
                        if !self.parts.is_empty() {
                            self.folded.push(folded);
                        }
                    }
                }
                first = false;
            });
            offset += c.len_utf8();
        }
        self.end_run(&mut state, &mut take);
        self.end_word(&mut state, &text[word_start..], &mut take);
        self.end_symbol(&mut take);
    }

    /// A word begins. It goes on with a symbol only if one joining character parts it from the part before.
    fn begin_word(&mut self, state: &mut State, take: &mut impl FnMut(&str, u32, Option<&str>)) {
        let joins = state.gap == 1 && self.folded.ends_with(['/', '.', '-']) && self.parts.len() < SYMBOL_PARTS;
        if !joins {
            self.end_symbol(take);
        }
        self.parts.push(Part { start: self.folded.len(), end: self.folded.len(), position: state.position });
        state.in_word = true;
        state.gap = 0;
        state.after_han = false;
    }

    /// A word has ended: it is a term.
    fn end_word(&mut self, state: &mut State, written: &str, take: &mut impl FnMut(&str, u32, Option<&str>)) {
        if !state.in_word {
            return;
        }
        state.in_word = false;
        if let Some(part) = self.parts.last_mut() {
            part.end = self.folded.len();
            take(&self.folded[part.start..part.end], part.position, Some(written));
        }
        state.position += 1;
    }

    /// What may have been a symbol has ended: it is one if it has a slash and a figure.
    fn end_symbol(&mut self, take: &mut impl FnMut(&str, u32, Option<&str>)) {
        if let [first, .., before, last] | [first @ before, last] = self.parts.as_slice() {
            let whole = &self.folded[first.start..last.end];
            if whole.contains('/') && whole.contains(|c: char| c.is_ascii_digit()) {
                take(whole, first.position, None);
                let tail = &self.folded[before.start..last.end];
                let number = |part: &Part| self.folded[part.start..].starts_with(|c: char| c.is_ascii_digit());
                if first.start != before.start && number(before) && number(last) && tail.contains('/') {
                    take(tail, before.position, None);
                }
            }
        }
        self.parts.clear();
        self.folded.clear();
    }

    fn han(&mut self, c: char, state: &mut State, take: &mut impl FnMut(&str, u32, Option<&str>)) {
        match state.last.replace(c) {
            Some(before) => {
                self.pair.clear();
                self.pair.extend([before, c]);
                take(&self.pair, state.position - 1, None);
            }
            None if state.after_han && state.gap > 0 => state.position += 1,
            None => {}
        }
        state.after_han = true;
        state.gap = 0;
        state.position += 1;
    }

    /// A run of ideographs has ended: its last character is a term, so that it is found alone too.
    fn end_run(&mut self, state: &mut State, take: &mut impl FnMut(&str, u32, Option<&str>)) {
        if let Some(last) = state.last.take() {
            self.pair.clear();
            self.pair.push(last);
            take(&self.pair, state.position - 1, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let folding = Folding::new();
        let mut terms = Vec::new();
        Tokenizer::new(&folding).cut(text, |term, position, _| terms.push(format!("{term}@{position}")));
        terms.join(" ")
    }

    #[test]
    fn words_pairs_and_symbols() {
        assert_eq!(cut("The Council's résumé."), "the@0 council@1 s@2 resume@3");
        assert_eq!(cut("预防犯罪"), "预防@0 防犯@1 犯罪@2 罪@3");
        assert_eq!(cut("犯罪，以及"), "犯罪@0 罪@1 以及@3 及@4");
        assert_eq!(cut("第 63/195 号"), "第@0 63@1 195@2 63/195@1 号@3");
        assert_eq!(cut("A/RES/63/195."), "a@0 res@1 63@2 195@3 a/res/63/195@0 63/195@2");
        assert_eq!(cut("E/CN.15/2009/9, and/or"), "e@0 cn@1 15@2 2009@3 9@4 e/cn.15/2009/9@0 2009/9@3 and@5 or@6");
        assert_eq!(cut("follow-up 63/ 195"), "follow@0 up@1 63@2 195@3");
        assert_eq!(cut("2008年12月"), "2008@0 年@1 12@2 月@3");
        assert_eq!(cut(""), "");
    }
}
