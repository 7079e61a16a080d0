//! Cuts a folded text into tokens. In: the patterns of one language, of symbols, numbers, bodies and look-alikes. Out: tokens in
//! order, each with what it means. Knows no order of words; that is `scan`. Whether a match is a whole word is `whole`'s.

mod whole;

use std::{
    ops::Range,
    panic::{RefUnwindSafe, UnwindSafe},
    sync::OnceLock,
};

use regex_automata::{
    Anchored, HalfMatch, Input, MatchKind,
    hybrid::dfa::{Cache, DFA},
    nfa::thompson,
    util::{pool::Pool, syntax},
};

use self::whole::glued;
use super::{number::range_end, rules::Means, untold::Untold};
use crate::model::{Kind, Numbering};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A look-alike: index of its row.
    Refused(usize),
    /// A printed symbol, joint or not.
    Symbol,
    /// `Add.1`.
    Continuation,
    /// A number of one of the forms.
    Number(Numbering),
    /// A number that lacks its year; among tokens it is a `Number`, or an `Integer`, or nothing.
    Untold(Numbering),
    /// A small number in figures, as in `Add.1 and 2`.
    Integer,
    /// A body by a name that is its own: index into the lexer's names.
    Body(usize),
    /// A body by a name that others share.
    ShortBody(usize),
    /// An organ or organization whose resolutions have no target here.
    OtherBody,
    /// A court, a government, a parliament: what stands right with it is its own, and nothing farther off.
    Stranger,
    /// A word of the language.
    Word(Means),
    /// A comma of any script.
    Comma,
    /// `;`
    Semicolon,
    /// End of a sentence.
    Stop,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// An opening quotation mark.
    QuoteOpen,
    /// A closing quotation mark.
    QuoteClose,
}

impl Sense {
    /// Whether it names a body that has a form here.
    pub(super) const fn is_body(self) -> bool {
        matches!(self, Self::Body(_) | Self::ShortBody(_))
    }

    /// Whether it names anybody, ours or not.
    pub(super) const fn is_name(self) -> bool {
        self.is_body() || matches!(self, Self::OtherBody | Self::Stranger)
    }

    /// The kind of thing that a noun announces.
    pub(super) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Word(means) => means.kind(),
            _ => None,
        }
    }
}

/// A token: what it is and where it stands in the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) sense: Sense,
    /// Byte offsets into the folded text.
    pub(super) range: Range<usize>,
    /// Index of the row that found it.
    pub(super) row: usize,
}

/// Leaves out tokens that are parts of others; their places ascend.
pub(super) fn leave_out(tokens: &mut Vec<Token>, places: &[usize]) {
    let mut at = 0..;
    tokens.retain(|_| at.next().is_none_or(|i| places.binary_search(&i).is_err()));
}

/// One pattern of the lexer.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it finds.
    pub(super) sense: Sense,
    /// The rule's name, as citations tell it.
    pub(super) name: String,
    /// Expanded and folded.
    pub(super) pattern: String,
    /// Where it stands in the data.
    pub(super) place: String,
}

/// How many bytes the patterns of a language may take, compiled.
const SIZE: usize = 64 << 20;

/// Makes room for another thread to search in.
type MakeCache = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

/// All patterns of a language in order of preference, compiled.
#[derive(Debug)]
pub(super) struct Lexer {
    dfa: DFA,
    /// What the searches of one text work in, one after the other.
    caches: Pool<Cache, MakeCache>,
    /// For each row that has groups its pattern alone, compiled when it is first found: a text has few of them.
    groups: Vec<Option<OnceLock<Option<regex::Regex>>>>,
    /// For each row, whether it has the group `t`: captures are slow, and few rows have it.
    keeps: Vec<bool>,
    /// In order of preference.
    pub(super) rows: Vec<Row>,
    abbreviations: Vec<String>,
    /// What tells numbers without their year.
    pub(super) untold: Untold,
}

impl Lexer {
    /// Compiles the rows; `Err` is the one that is no pattern, as far as that can be told, and why.
    pub(super) fn new(
        rows: Vec<Row>,
        abbreviations: Vec<String>,
        untold: Untold,
    ) -> Result<Self, (Option<Box<Row>>, String)> {
        let groups = rows.iter().map(|row| row.pattern.contains("(?P<").then(OnceLock::new)).collect();
        let keeps = rows.iter().map(|row| row.pattern.contains("(?P<t>")).collect();
        let patterns: Vec<&str> = rows.iter().map(|row| row.pattern.as_str()).collect();
        // Texts are searched forwards from where a token can begin, and groups are searched in what was found.
        let dfa = DFA::builder()
            // Some two hundred patterns make many states; with the usual 2 MiB they were made again and again.
            .configure(DFA::config().match_kind(MatchKind::LeftmostFirst).cache_capacity(32 << 20))
            .thompson(thompson::Config::new().nfa_size_limit(Some(SIZE)))
            .syntax(syntax::Config::new())
            .build_many(&patterns)
            .map_err(|error| {
                let wrong = |row: &Row| Some((Some(Box::new(row.clone())), regex::Regex::new(&row.pattern).err()?));
                let wrong = rows.iter().find_map(wrong).map(|(row, error)| (row, error.to_string()));
                wrong.unwrap_or_else(|| (None, error.to_string()))
            })?;
        let of = dfa.clone();
        let caches = Pool::new(Box::new(move || of.create_cache()) as MakeCache);
        Ok(Self { dfa, caches, groups, keeps, rows, abbreviations, untold })
    }

    /// The tokens of a folded text in order. The text is looked at only where a token can begin, at the beginning of a word or behind a
    /// token: a search from there needs no second one backwards for its beginning, and most words end it at their second letter.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut cache = self.caches.get();
        let mut at = 0;
        let mut before = None;
        while let Some(first) = text[at..].chars().next() {
            let input = Input::new(text).span(at..text.len()).anchored(Anchored::Yes);
            let found = if glued(before, Some(first)) { None } else { self.search(&mut cache, &input) };
            let token = found.and_then(|found| {
                self.token_or_shorter(&mut cache, text, found.pattern().as_usize(), at..found.offset())
            });
            let token = token.and_then(|token| match token.sense {
                Sense::Untold(form) => self.told(text, &tokens, token, form),
                _ => Some(token),
            });
            let next = at + first.len_utf8();
            let inside =
                text[next..].bytes().take_while(|b| first.is_ascii_alphanumeric() && b.is_ascii_alphanumeric());
            at = token.as_ref().map_or_else(|| next + inside.count(), |token| token.range.end.max(next));
            before = if token.is_some() { None } else { Some(first) };
            tokens.extend(token);
        }
        tokens
    }

    /// The longest way in which the first row that fits a text from its beginning does.
    fn search(&self, cache: &mut Cache, input: &Input<'_>) -> Option<HalfMatch> {
        // A search fails where it may give up or must stop at certain bytes; it was told neither.
        if self.may_begin(cache, input) { self.dfa.try_search_fwd(cache, input).ok().flatten() } else { None }
    }

    /// Whether a row goes on behind its first two bytes. Most words begin none, and to learn that by a whole search takes several times as long.
    fn may_begin(&self, cache: &mut Cache, input: &Input<'_>) -> bool {
        let Ok(mut state) = self.dfa.start_state_forward(cache, input) else { return true };
        for byte in input.haystack()[input.get_range()].iter().take(2) {
            let Ok(next) = self.dfa.next_state(cache, state, *byte) else { return true };
            // That something was found is told one byte behind it.
            if next.is_match() {
                return true;
            }
            if next.is_dead() {
                return false;
            }
            state = next;
        }
        true
    }

    /// What a row's match is. A number whose last words are none of it, `57/270 باء، الف` before `قرة 58`, ends before them; so does a name that has
    /// taken a noun of ours for its last word, `Ministère de la résolution`.
    fn token_or_shorter(&self, cache: &mut Cache, text: &str, row: usize, found: Range<usize>) -> Option<Token> {
        let (mut row, mut found) = (row, found);
        if let Some((shorter, end)) = self.before_noun(cache, text, row, &found) {
            (row, found) = (shorter, found.start..end);
        }
        loop {
            let token = self.token(text, row, found.clone());
            let is_number = matches!(self.rows.get(row)?.sense, Sense::Number(_));
            let (last, after) = (text[..found.end].chars().next_back(), text[found.end..].chars().next());
            if token.is_some() || !is_number || last.is_none_or(|c| c.is_ascii()) || !glued(last, after) {
                return token;
            }
            let cut = found.start + text[found.clone()].rfind(' ')?;
            let input = Input::new(text).span(found.start..cut).anchored(Anchored::Yes);
            let shorter = self.search(cache, &input)?;
            (row, found) = (shorter.pattern().as_usize(), found.start..shorter.offset());
        }
    }

    /// The row and the end of the name before the first noun within another's name; `None` where there is no such noun, or no name without it.
    fn before_noun(&self, cache: &mut Cache, text: &str, row: usize, found: &Range<usize>) -> Option<(usize, usize)> {
        let is_others =
            |row: usize| matches!(self.rows.get(row)?.sense, Sense::OtherBody | Sense::Stranger).then_some(());
        is_others(row)?;
        // A row that tells what must follow ends before that itself.
        if *self.keeps.get(row)? {
            return None;
        }
        for (space, _) in text[found.clone()].match_indices(' ') {
            let at = found.start + space;
            let noun = Input::new(text).span(at + 1..text.len()).anchored(Anchored::Yes);
            let Some(noun) = self.search(cache, &noun) else { continue };
            let sense = self.rows.get(noun.pattern().as_usize()).map(|row| row.sense);
            if sense.is_some_and(|sense| sense.kind().is_some()) {
                let shorter = self.search(cache, &Input::new(text).span(found.start..at).anchored(Anchored::Yes))?;
                let row = shorter.pattern().as_usize();
                is_others(row)?;
                return Some((row, shorter.offset()));
            }
        }
        None
    }

    /// What a row's match is; `None` where it is no whole word or figure.
    fn token(&self, text: &str, row: usize, found: Range<usize>) -> Option<Token> {
        let mut range = found;
        // A row that tells what must follow keeps only its group `t`.
        let keeps = self.keeps.get(row).is_some_and(|keeps| *keeps);
        let kept = if keeps { self.group(row, &text[range.clone()], "t") } else { None };
        let is_kept = kept.is_some();
        if let Some(kept) = kept {
            // What is written to a number before it is a part of it: `第1373、1540(2004)号`.
            let is_number = matches!(self.rows.get(row).map(|row| row.sense), Some(Sense::Number(_)));
            range = if is_number { range.start } else { range.start + kept.start }..range.start + kept.end;
        }
        let sense = self.rows.get(row).map(|row| row.sense)?;
        // `paragraph 8, 52/237`: a list of paragraphs ends before the next number.
        let behind = &text[range.end..];
        let runs_on = matches!(sense, Sense::Word(_)) && (behind.starts_with('/') || is_year_in_brackets(behind));
        if let Some(label) = runs_on.then(|| self.group(row, &text[range.clone()], "label")).flatten() {
            // Its letter stays with it: `para. 9 (h), and 6/36`.
            let item = self.group(row, &text[range.clone()], "item").filter(|item| item.start <= label.end + 2);
            let closed = |end: usize| if text[range.start + end..].starts_with(')') { end + 1 } else { end };
            range.end = range.start + item.map_or(label.end, |item| closed(item.end));
        }
        if matches!(sense, Sense::Number(_)) {
            range.end = range.start + before_next(&text[range.clone()], &text[range.end..]);
            range.end = self.before_no_end(row, text, &range);
        }
        let is_kept = is_kept && !matches!(sense, Sense::Number(_));
        let whole = !range.is_empty() && (is_kept || self.stands_alone(text, &range, sense));
        whole.then_some(Token { sense, range, row })
    }

    /// Where a number ends that figures behind a dash do not go on with as a range: `63/195-2 pages`, `55/1-55/4`.
    fn before_no_end(&self, row: usize, text: &str, range: &Range<usize>) -> usize {
        let slice = &text[range.clone()];
        let Some(to) = slice.contains('-').then(|| self.group(row, slice, "to")).flatten() else { return range.end };
        let ends =
            self.group(row, slice, "n").is_some_and(|first| range_end(&slice[first], &slice[to.clone()]).is_some());
        let goes_on = text[range.end..].starts_with(['/', '-', '%']);
        if ends && !goes_on { range.end } else { range.start + to.start - 1 }
    }

    /// What figures are that could be a number without its year: that, or a small number, or nothing.
    fn told(&self, text: &str, before: &[Token], token: Token, form: Numbering) -> Option<Token> {
        let figures = self.group(token.row, &text[token.range.clone()], "n")?;
        let range = token.range.start + figures.start..token.range.start + figures.end;
        if self.untold.is_number(text, before, &token, &text[range.clone()]) {
            return Some(Token { sense: Sense::Number(form), ..token });
        }
        let alone = figures.len() <= 3 && self.stands_alone(text, &range, Sense::Integer);
        alone.then_some(Token { sense: Sense::Integer, range, row: token.row })
    }

    /// The pattern of a row that has groups.
    fn groups(&self, row: usize) -> Option<&regex::Regex> {
        // It cannot fail, for it was compiled with all others within the same limit.
        let compile = || {
            // A slice is matched from its beginning: nothing is searched backwards for it, and nothing else is found behind it.
            let pattern = format!(r"\A(?:{})", self.rows.get(row)?.pattern);
            regex::RegexBuilder::new(&pattern).size_limit(SIZE).build().ok()
        };
        self.groups.get(row)?.as_ref()?.get_or_init(compile).as_ref()
    }

    /// Where a named group stands in a slice that a row matched.
    fn group(&self, row: usize, slice: &str, name: &str) -> Option<Range<usize>> {
        let regex = self.groups(row)?;
        // A row without such a group need not be searched again.
        regex.capture_names().flatten().find(|known| *known == name)?;
        regex.captures(slice)?.name(name).map(|group| group.range())
    }

    /// The row of numbers that a slice is a number of, whole.
    pub(super) fn number(&self, slice: &str) -> Option<(usize, Sense)> {
        let is_whole = |row: usize| {
            let found = self.groups(row)?.find(slice)?;
            (found.range() == (0..slice.len())).then_some(())
        };
        let numbers = self.rows.iter().enumerate().filter(|(_, row)| matches!(row.sense, Sense::Number(_)));
        numbers.filter(|(row, _)| is_whole(*row).is_some()).map(|(row, found)| (row, found.sense)).next()
    }

    /// The text of a named group of a token.
    pub(super) fn captured<'t>(&self, text: &'t str, token: &Token, name: &str) -> Option<&'t str> {
        let slice = self.matched(text, token)?;
        self.group(token.row, slice, name).and_then(|range| slice.get(range))
    }

    /// All groups of a token, where more than one is asked for.
    pub(super) fn captures<'t>(&self, text: &'t str, token: &Token) -> Option<regex::Captures<'t>> {
        self.groups(token.row)?.captures(self.matched(text, token)?)
    }

    /// What a token's row matched: more than the token where the row tells what must follow.
    fn matched<'t>(&self, text: &'t str, token: &Token) -> Option<&'t str> {
        if !*self.keeps.get(token.row)? {
            return text.get(token.range.clone());
        }
        let rest = text.get(token.range.start..)?;
        rest.get(..rest.char_indices().nth(LONGEST_MATCH).map_or(rest.len(), |(at, _)| at))
    }
}

/// Whether a year in brackets follows: `paragraph 3, 687 (1991)`.
fn is_year_in_brackets(behind: &str) -> bool {
    let Some(year) = behind.trim_start_matches(' ').strip_prefix('(') else { return false };
    // No more is read: a text may open a bracket behind each of its words and close none.
    let figures = year.bytes().take(5).take_while(u8::is_ascii_digit).count();
    figures == 4 && year.starts_with(['1', '2']) && year[figures..].starts_with(')')
}

/// Where a number ends whose last letter is the first of the symbol or number behind it: `57/270 B and S-26/2`, `61/233 A, E/2009/1`.
fn before_next(number: &str, behind: &str) -> usize {
    let begins = behind.starts_with(['/', '-']) && number.ends_with(|c: char| c.is_ascii_uppercase());
    if !begins {
        return number.len();
    }
    let rest = &number[..number.len() - 1];
    rest.trim_end_matches(|c: char| !c.is_ascii_digit() && !c.is_ascii_uppercase()).len()
}

/// More characters than a row that tells what must follow matches.
const LONGEST_MATCH: usize = 160;
