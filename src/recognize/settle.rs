//! Settles what is mentioned into citations. In: a text, its language, what the document has spoken of. Out: `Settled`, each with its
//! target and the reason, in order of print. Drops what names another organization's document; changes no text.

use std::ops::Range;

use super::{
    attribute::{Attribution, Question, numbered},
    discourse::{Discourse, Stream},
    fold::Folded,
    grammar::Grammar,
    lexer::Sense,
    number::{Fit, Number, Time},
    own::Own,
    parts::join_parts,
    reading::{REACH, Reading},
    rules::Means,
    scan::{Group, Mention, Scan, What, scan},
    symbols::addendum,
    tongue::Tongue,
};
use crate::model::{Basis, Kind, Numbering, ParagraphNumber, Pinpoint, Symbol};

/// A citation of one text before it has a place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settled {
    /// Byte offsets into the text.
    pub(super) range: Range<usize>,
    /// `None`: the text itself.
    pub(super) target: Option<Symbol>,
    pub(super) kind: Kind,
    pub(super) pinpoint: Option<Pinpoint>,
    pub(super) basis: Basis,
    pub(super) rule: String,
    pub(super) candidates: Vec<Symbol>,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    pub(super) stream: Stream,
    /// The numbered paragraph whose letters it means.
    pub(super) lettered: Option<&'a ParagraphNumber>,
    /// The number of the document's last paragraph, where it numbers any.
    pub(super) reach: Option<u32>,
}

/// The citations of one text.
pub(super) fn settle(
    text: &str,
    grammar: &Grammar,
    tongue: &Tongue,
    discourse: &mut Discourse,
    standing: Standing,
) -> Vec<Settled> {
    let folded = Folded::new(text);
    let reading = Reading::new(tongue, &folded);
    let mut scanned = scan(&reading);
    let own = if standing.stream == Stream::Notes { Own::Nothing } else { Own::Paragraphs(standing.reach) };
    join_parts(&reading, &mut scanned, own, standing.lettered);
    let mut settler = Settler {
        reading: &reading,
        grammar,
        discourse,
        standing,
        earlier: Vec::new(),
        doubted: None,
        spoken: 0,
        main: None,
        aside: false,
    };
    let mut settled: Vec<Settled> = settler.all(&scanned);
    settler.speak_until(usize::MAX);
    settler.discourse.treaty = reading.treaties.last().map(|(_, conference)| *conference).or(settler.discourse.treaty);
    settler.return_to_main();
    settler.forget_antecedent(&settled);
    for citation in &mut settled {
        citation.range = folded.original(&citation.range);
    }
    settled
}

/// A misprinted year is so many years off at most.
const MISPRINT: u32 = 20;

struct Settler<'a> {
    reading: &'a Reading<'a>,
    grammar: &'a Grammar,
    discourse: &'a mut Discourse,
    standing: Standing<'a>,
    earlier: Vec<(Group, usize)>,
    /// The last group with a member whose date is nobody's.
    doubted: Option<usize>,
    /// Tokens before this one have been told to the discourse.
    spoken: usize,
    /// What the text cites beside what it only says to see as well.
    main: Option<Symbol>,
    /// Whether the last thing cited is of the latter.
    aside: bool,
}

impl Settler<'_> {
    fn all(&mut self, scan: &Scan) -> Vec<Settled> {
        let mut settled: Vec<Settled> = Vec::new();
        let mut head: Option<(usize, Symbol)> = None;
        for mention in &scan.mentions {
            self.speak_until(self.reading.sentence_start(mention.token));
            let citation = match &mention.what {
                What::Symbol(symbol) => self.symbol(mention, symbol),
                What::Number(..) => self.number(mention, scan),
                What::Listed(number, symbol) => self.listed(mention, number, symbol),
                What::Ibid(part) => {
                    if self.is_left_for_another(&settled, mention.token) {
                        self.discourse.cite(self.standing.stream, None);
                    }
                    self.ibid(mention, part.as_deref())
                }
                What::This => self.discourse.own.is_some().then(|| of(mention, None, Kind::Internal, Basis::Symbol)),
            };
            let Some(citation) = citation else { continue };
            if settled.last().is_some_and(|last| last.range.end > citation.range.start) {
                continue;
            }
            // Ibid. stands for the first of symbols that are printed together.
            if let Some(target) = &citation.target {
                let symbol = matches!(mention.what, What::Symbol(_));
                let together =
                    symbol && head.as_ref().is_some_and(|(token, _)| self.is_together(*token, mention.token));
                let first = head.take().filter(|_| together).map_or_else(|| target.clone(), |(_, first)| first);
                self.discourse.cite(self.standing.stream, Some(first.clone()));
                self.remember(&first, mention, settled.last());
                head = Some((mention.token, first));
            }
            settled.push(citation);
        }
        settled
    }

    /// Notes whether a citation is what the text is about, or one of those behind `see also` in its sentence.
    fn remember(&mut self, target: &Symbol, mention: &Mention, before: Option<&Settled>) {
        let Some(also) = &self.reading.tongue.also else { return };
        let from = before.map_or(0, |before| before.range.end).max(self.reading.sentence_offset(mention.token));
        let told = also.is_match(self.reading.slice(from..mention.range.start));
        let goes_on = self.aside && before.is_some_and(|before| before.range.end >= from);
        self.aside = self.main.is_some() && (told || goes_on);
        if !self.aside {
            self.main = Some(target.clone());
        }
    }

    /// The ibid. of the next note stands for what this one is about: `Ibid., para. 350; see also resolution 79/1`.
    fn return_to_main(&mut self) {
        if let Some(main) = self.main.take().filter(|_| self.aside && self.standing.stream == Stream::Notes) {
            self.discourse.cite(self.standing.stream, Some(main));
        }
    }

    /// Whether only list words stand between two symbols.
    fn is_together(&self, a: usize, b: usize) -> bool {
        let listed =
            |k: usize| matches!(self.reading.sense(k), Some(Sense::Comma | Sense::Word(Means::And | Means::Range)));
        (a + 1..b).all(listed) && self.reading.loose(a, b) == 0
    }

    /// Tells the discourse of the bodies named up to a token.
    fn speak_until(&mut self, end: usize) {
        while self.spoken < self.reading.tokens.len().min(end) {
            if self.reading.quote(self.spoken).is_none() {
                for body in self.reading.bodies(self.spoken) {
                    self.discourse.name(*body);
                }
            }
            self.spoken += 1;
        }
    }

    /// A note without a citation speaks of something else: an ibid. after it is no document's.
    fn forget_antecedent(&mut self, settled: &[Settled]) {
        let notes = self.standing.stream == Stream::Notes;
        let cites = settled.iter().any(|citation| citation.target.is_some());
        if notes && !cites || self.is_left_for_another(settled, self.reading.tokens.len()) {
            self.discourse.cite(self.standing.stream, None);
        }
    }

    /// Whether a series or a book stands between what was cited last and a token: `A/68/970, para. 5; Treaty Series, vol. 999; ibid., vol. 2225`.
    fn is_left_for_another(&self, settled: &[Settled], until: usize) -> bool {
        let series = |k: usize| match self.reading.means(k) {
            Some(Means::Series) => true,
            Some(Means::Page) => !self.is_page_of_cited(k),
            _ => false,
        };
        let end = settled.iter().rev().find(|citation| citation.target.is_some()).map_or(0, |last| last.range.end);
        let behind = |k: &usize| self.reading.tokens.get(*k).is_some_and(|token| token.range.start >= end);
        (until.saturating_sub(REACH)..until).rev().take_while(behind).any(series)
    }

    /// Whether a page is one of the text that is cited right before it: `A/64/12, p. 5`. Other pages are of books.
    fn is_page_of_cited(&self, page: usize) -> bool {
        let reading = self.reading;
        let passed = |k: &usize| {
            let means = reading.means(*k) == Some(Means::Page) || reading.is_part(*k);
            means || matches!(reading.sense(*k), Some(Sense::Comma | Sense::Open | Sense::Close))
        };
        let is_cited = |k: usize| {
            let ibid = reading.means(k) == Some(Means::Ibid);
            ibid || matches!(
                reading.sense(k),
                Some(Sense::Symbol | Sense::Continuation | Sense::Integer | Sense::Number(_))
            )
        };
        let before = (reading.sentence_start(page)..page).rev().find(|k| !passed(k));
        before.is_some_and(|k| is_cited(k) && reading.loose(k, page) == 0)
    }

    fn symbol(&self, mention: &Mention, symbol: &Symbol) -> Option<Settled> {
        let symbol = self.grammar.with_year(symbol).unwrap_or_else(|| symbol.clone());
        let kind = symbol.kind();
        // A text that names its own symbol cites nothing.
        (!self.discourse.is_own(&symbol)).then(|| of(mention, Some(symbol), kind, Basis::Symbol))
    }

    /// A number of a list that a symbol begins is of that symbol's body, where that numbers so.
    fn listed(&self, mention: &Mention, number: &Number, symbol: &Symbol) -> Option<Settled> {
        let body = self.grammar.body(&self.grammar.bodies().of(symbol)?.id.0)?;
        let (kind, until) = (symbol.kind(), self.discourse.until);
        let time = Time { year: self.year(mention.token), until };
        let target = number.target(self.grammar.list.get(body)?, kind)?;
        let fits = self.grammar.fits(body, number, kind, time, Fit::Usual);
        let fits = fits && !self.is_untold(mention.token, number);
        self.own_text(of(mention, Some(target), kind, Basis::Enumeration)).filter(|_| fits)
    }

    /// Whose a number is, as a citation.
    fn number(&mut self, mention: &Mention, scan: &Scan) -> Option<Settled> {
        let (number, kind) = numbered(&mention.what)?;
        let group = scan.groups.get(mention.group)?;
        let untold = self.is_untold(mention.token, number);
        let time = Time { year: self.year(mention.token), until: self.discourse.until };
        let question = Question {
            reading: self.reading,
            grammar: self.grammar,
            discourse: self.discourse,
            earlier: &self.earlier,
            group,
            token: mention.token,
            number,
            kind,
            time,
            fit: Fit::Usual,
            untold,
        };
        let whose = if untold { question.whose(mention.token) } else { Attribution::Nowhere };
        let answer = match whose {
            Attribution::To(body, basis) => Some((question, body, basis)),
            _ if untold => None,
            _ => self.asked(question),
        };
        // What a list goes on with is no surer than the member whose date nobody's number has.
        let doubted = !untold && self.doubted == Some(mention.group);
        let answer = answer.filter(|(_, _, basis)| !(doubted && matches!(basis, Basis::Context | Basis::Form)));
        let inferred = answer.filter(|(_, _, basis)| basis.is_inferred());
        let rivals = inferred.map_or_else(Vec::new, |(question, body, _)| question.rivals(body));
        let answer = answer.map(|(_, body, basis)| (body, basis));
        if answer.is_none() && time.year.is_some() {
            self.doubted = Some(mention.group);
        }
        // A bare number tells nothing of the next one, whoever it is taken to be of.
        if !untold || matches!(whose, Attribution::To(_, Basis::Named) | Attribution::Elsewhere) {
            self.discourse.hear(number, kind, answer.map(|(body, _)| body));
        }
        let (body, basis) = answer?;
        let target = |body: usize| number.target(self.grammar.list.get(body)?, kind);
        let mut citation = of(mention, Some(target(body)?), kind, basis);
        citation.candidates = rivals.into_iter().filter_map(target).collect();
        if !matches!(basis, Basis::Issuer | Basis::Form) {
            self.discourse.settle(number, kind, body);
        }
        self.earlier.push((group.clone(), body));
        self.own_text(citation)
    }

    /// Asks whose a number is in one way after the other, and tells which found a body. Where no body fits the printed date, the date is a misprint;
    /// where none numbers so, one of them did for once.
    fn asked<'q>(&self, question: Question<'q>) -> Option<(Question<'q>, usize, Basis)> {
        let (printed, open) = (question.time, Time { year: None, ..question.time });
        let tried = [(printed, Fit::Usual), (open, Fit::Usual), (printed, Fit::Possible), (open, Fit::Possible)];
        tried.into_iter().find_map(|(time, fit)| {
            let question = Question { time, fit, ..question };
            let (body, basis) = self.told(&question, printed)?;
            Some((question, body, basis))
        })
    }

    /// The body that one way of asking finds, and by what; none where what it finds is not believed. `printed` is the time that stands with the
    /// number.
    fn told(&self, question: &Question<'_>, printed: Time) -> Option<(usize, Basis)> {
        let Question { token, number, kind, time, .. } = *question;
        let fits = |body: usize, fit| self.grammar.fits(body, number, kind, time, fit);
        let listed = self.earlier.last().filter(|(earlier, _)| earlier == question.group).map(|(_, body)| *body);
        let listed = listed.filter(|body| fits(*body, Fit::Possible) && !question.leaves_list_of(*body));
        // `the two texts (resolutions 22/31 and 61/155)`: a number that was another's stays its, where the list's body does not number so.
        let settled = self.discourse.settled(number, kind);
        let listed = listed.filter(|body| settled.is_none_or(|other| other == *body) || fits(*body, Fit::Usual));
        let told = match (question.paired(), listed) {
            (Some(named), _) => named.attributed(Basis::Named),
            (None, Some(body)) => Attribution::To(body, Basis::Enumeration),
            (None, None) => question.answer(),
        };
        let Attribution::To(body, basis) = told else { return None };
        // A date that is not the body's is believed, unless the body stands with the number.
        let misdated = time.year.is_none() && printed.year.is_some() && matches!(basis, Basis::Context | Basis::Form);
        let captured = |name| self.reading.captured(token, name).is_some();
        // A year without brackets is anybody's, and must be right as well: `resolution 1838 of 2008`.
        let anybodys = captured("outside");
        // A number that only shares the year of one behind it must be one of that year; so must one that a scan misread: `S11 (1982)`.
        let of_its_year = captured("t") || anybodys || captured("misread");
        let doubtful = misdated || anybodys && basis == Basis::Form || of_its_year && !fits(body, Fit::Usual);
        // `the Parliament adopted resolution 10 (2014)`: a number that is of a wholly other year is not the one's who is only taken to have given it.
        let inferred = matches!(basis, Basis::Issuer | Basis::Context | Basis::Form);
        let doubtful = doubtful || inferred && self.is_of_other_times(number);
        let doubtful = doubtful || inferred && !fits(body, Fit::Usual);
        (!doubtful).then_some((body, basis))
    }

    /// Whether a number that went on from year to year was given long before or after the year that is printed with it.
    fn is_of_other_times(&self, number: &Number) -> bool {
        let printed = number.session.parse::<u32>().ok().filter(|_| number.form == Numbering::NumberYear);
        let given = number.serial.parse().ok().and_then(|serial| self.reading.tongue.year_of(serial));
        printed.zip(given).is_some_and(|(printed, given)| printed.abs_diff(given) > MISPRINT)
    }

    /// Whether a number lacks its year, or has only that of another behind it, which is not its own: `1373, 1540 (2004)`.
    fn is_untold(&self, token: usize, number: &Number) -> bool {
        let own = self.reading.figures(token, "s");
        let apart = |year: u32| number.session.parse().is_ok_and(|told: u32| told.abs_diff(year) > 1);
        let shared = self.reading.captured(token, "t").is_some();
        self.reading.captured(token, "untold").is_some() || shared && own.is_some_and(apart)
    }

    /// The year of the date that stands with a number: behind it, or before it where the noun comes last.
    fn year(&self, token: usize) -> Option<u32> {
        let date = if self.reading.tongue.noun_follows() { token.checked_sub(1)? } else { token + 1 };
        let tight = self.reading.loose(date.min(token), date.max(token)) == 0;
        let date = Some(date).filter(|date| tight && self.reading.means(*date) == Some(Means::Date))?;
        let mut figures = self.reading.printed(date).split(|c: char| !c.is_ascii_digit());
        figures.find(|figures| figures.len() == 4)?.parse().ok()
    }

    /// A text that names itself by number cites nothing.
    fn own_text(&self, citation: Settled) -> Option<Settled> {
        let cites = !citation.target.as_ref().is_some_and(|target| self.discourse.is_own(target));
        cites.then_some(citation)
    }

    /// An ibid. stands for the document cited before, unless it goes on with what only a series or a book has.
    fn ibid(&self, mention: &Mention, part: Option<&str>) -> Option<Settled> {
        let target = self.discourse.antecedent(self.standing.stream)?.clone();
        let end = self.reading.sentence_end(mention.token);
        let next = (mention.token + 1..self.reading.tokens.len()).find(|k| self.reading.sense(*k) != Some(Sense::Stop));
        if next
            .is_some_and(|k| self.reading.means(k) == Some(Means::Series) && self.reading.loose(mention.token, k) == 0)
        {
            return None;
        }
        // `CBD/COP/15/17, decision 15/4. Ibid., decision 15/7`: what a text prints of those whose numbers are no targets is a part of it.
        let numbers_none = self.grammar.bodies().of(&target).is_none();
        // `Ibid. See also A/63/300`: the stop of the abbreviation ends the sentence.
        let behind = self.reading.rest(mention.range.end).trim_start();
        let ends = behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        for k in mention.token + 1..end {
            match self.reading.sense(k) {
                _ if ends && self.reading.loose(mention.token, k) > 0 => break,
                Some(Sense::Number(_)) if numbers_none => {}
                Some(Sense::Word(Means::Series) | Sense::Symbol | Sense::Number(_) | Sense::Refused(_)) => return None,
                Some(Sense::Semicolon | Sense::Word(Means::Ibid) | Sense::Close) => break,
                _ => {}
            }
        }
        let target = part.map_or(Some(target.clone()), |part| addendum(&target, part))?;
        let kind = target.kind();
        Some(of(mention, Some(target), kind, Basis::Antecedent))
    }
}

fn of(mention: &Mention, target: Option<Symbol>, kind: Kind, basis: Basis) -> Settled {
    Settled {
        range: mention.range.clone(),
        target,
        kind,
        pinpoint: mention.pinpoint.clone(),
        basis,
        rule: mention.rule.clone(),
        candidates: Vec::new(),
    }
}
