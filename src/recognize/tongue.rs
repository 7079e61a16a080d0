//! What one language needs to be read. In: the grammar's rows. Out: `Tongue`: its lexer, the names of the bodies in it, its patterns. Compiled when a
//! text in the language is first met, for that takes longer than to read it.

use std::collections::BTreeMap;

use regex::Regex;
use serde_yaml::Spanned;

use super::{
    addressee::Addressed,
    files::Files,
    foreign::Foreign,
    grammar::Grammar,
    letter::fold_pattern,
    lexer::{Lexer, Row, Sense},
    pattern::{ANYWHERE, BEGIN, Compiler, END, WHOLE, unreadable},
    rules::{Language, NounPlace, TreatyRow},
    symbol_rows::{Count, NumberRow, VolumeRow},
    tied::Tied,
    treaties::Treaty,
    untold::Untold,
    volumes::Volumes,
    whose::Whose,
};
use crate::{
    model::{Body, Failure, Lang},
    own::File,
};

/// Punctuation that all languages share, after folding.
const PUNCTUATION: [(&str, Sense); 8] = [
    (r"\d{1,3}", Sense::Integer),
    ("[,،、，]", Sense::Comma),
    ("[;；؛]", Sense::Semicolon),
    ("[.!?。！？؟]", Sense::Stop),
    (r"[(\[]", Sense::Open),
    (r"[)\]]", Sense::Close),
    (r#"[“«„「『《〈"]"#, Sense::QuoteOpen),
    ("[”»」』》〉]", Sense::QuoteClose),
];

/// A name by which one or more bodies go in a language.
#[derive(Debug, Clone)]
pub(super) struct BodyName {
    pattern: String,
    /// Indices into the bodies, in the order of the data.
    pub(super) bodies: Vec<usize>,
}

/// What one language needs: its rows, its lexer, its bodies' names.
#[derive(Debug)]
pub(super) struct Tongue {
    pub(super) lexer: Lexer,
    pub(super) full: Vec<BodyName>,
    pub(super) short: Vec<BodyName>,
    pub(super) of_body: Regex,
    pub(super) owns: Option<Regex>,
    pub(super) owner: Option<Regex>,
    pub(super) governs: Option<Regex>,
    pub(super) oblique: Option<Regex>,
    /// For each possessive that has a gender, the names that it can stand for.
    pub(super) agreement: Vec<(String, Regex)>,
    pub(super) clause: Option<Regex>,
    pub(super) addressed: Option<Addressed>,
    pub(super) tied: Tied,
    /// The treaties whose conferences of the parties are called nothing more.
    pub(super) treaties: Vec<Treaty>,
    /// What goes on behind the name of a conference whose treaty was named before.
    pub(super) own_treaty: Option<Regex>,
    pub(super) foreign: Foreign,
    /// Names of organizations that number nothing as bodies here do.
    pub(super) silent: Vec<Regex>,
    /// Names of organs that adopt decisions and no resolutions.
    pub(super) unresolving: Vec<Regex>,
    pub(super) whose: Whose,
    pub(super) article: Regex,
    pub(super) before_name: Option<Regex>,
    pub(super) whole_name: Option<Regex>,
    pub(super) to_noun: Option<Regex>,
    pub(super) share: Option<Regex>,
    pub(super) respectively: Option<Regex>,
    pub(super) titled: Option<Regex>,
    /// What stands right behind a part that tells of another text.
    pub(super) recounts: Option<Regex>,
    pub(super) volumes: Volumes,
    pub(super) also: Option<Regex>,
    /// The bodies that number on from year to year, which no language changes.
    pub(super) counts: Vec<Count>,
    /// What needs no pattern.
    pub(super) rows: Language,
}

impl Tongue {
    /// Compiles a language of the grammar.
    pub(super) fn compile(grammar: &Grammar, lang: Lang) -> Result<Self, Failure> {
        let file = grammar.files.of(lang);
        let missing = || Failure::new(file.place(), "the language is missing", "restore the file");
        let rows = grammar.languages.get(&lang).ok_or_else(missing)?;
        let compiler = Compiler::new(file, &grammar.symbols.pieces, &rows.pieces);
        let [full, short] = [true, false].map(|full| body_names(&grammar.list, lang, full));
        let agrees = rows.agreement.iter().map(|row| Ok((fold_pattern(&row.its), compiler.row(&row.owner, WHOLE)?)));
        let others = || grammar.lookalikes.other_bodies.iter().filter(|other| other.lang == lang);
        let name = |row| compiler.of(&grammar.files.lookalikes).row(row, WHOLE);
        let silent = others().flat_map(|other| &other.silent).map(name);
        let unresolving = others().flat_map(|other| &other.unresolving).map(name);
        Ok(Self {
            lexer: lexer(grammar, rows, compiler, [&full, &short])?,
            full,
            short,
            of_body: compiler.row(&rows.of_body, WHOLE)?,
            owns: compiler.optional(&rows.owns, WHOLE)?,
            owner: compiler.optional(&rows.owner, WHOLE)?,
            governs: compiler.optional(&rows.governs, WHOLE)?,
            oblique: compiler.optional(&rows.oblique, WHOLE)?,
            agreement: agrees.collect::<Result<_, Failure>>()?,
            clause: compiler.optional(&rows.clause, WHOLE)?,
            addressed: rows.addressed.as_ref().map(|rows| Addressed::new(rows, compiler)).transpose()?,
            tied: Tied::new(rows.tied.as_ref(), compiler)?,
            treaties: rows.treaties.iter().map(|row| treaty(grammar, row, compiler)).collect::<Result<_, _>>()?,
            own_treaty: compiler.optional(&rows.own_treaty, END)?,
            foreign: Foreign::new(rows.foreign.as_ref(), compiler)?,
            silent: silent.collect::<Result<_, _>>()?,
            unresolving: unresolving.collect::<Result<_, _>>()?,
            whose: Whose::new(rows.untold.as_ref(), compiler)?,
            article: compiler.row(&rows.article, WHOLE)?,
            before_name: compiler.optional(&rows.before_name, END)?,
            whole_name: compiler.optional(&rows.whole_name, WHOLE)?,
            to_noun: compiler.optional(&rows.to_noun, WHOLE)?,
            share: compiler.optional(&rows.share, BEGIN)?,
            respectively: compiler.optional(&rows.respectively, [r"(?:^|\P{L})", r"(?:$|\P{L})"])?,
            titled: compiler.optional(&rows.titled, [r"(?:^|[ ,])", " "])?,
            recounts: compiler.optional(&rows.recounts, BEGIN)?,
            volumes: volumes(grammar, rows, compiler)?,
            also: compiler.optional(&rows.also, ANYWHERE)?,
            counts: grammar.symbols.counts.clone(),
            rows: folded(rows),
        })
    }

    /// The year in which a body that numbers on from year to year gave a number.
    pub(super) fn year_of(&self, number: u32) -> Option<u32> {
        self.counts.iter().find_map(|count| count.year_of(number))
    }

    /// Whether words end with one that begins a clause, and perhaps an article: `that`, `that the`.
    pub(super) fn begins_clause(&self, words: &str) -> bool {
        let (head, last) = words.rsplit_once(' ').unwrap_or(("", words));
        let word = if self.article.is_match(last) { head.rsplit(' ').next().unwrap_or_default() } else { last };
        self.clause.as_ref().is_some_and(|clause| clause.is_match(word))
    }

    /// Whether numbers stand before their noun.
    pub(super) fn noun_follows(&self) -> bool {
        self.rows.noun == NounPlace::AfterNumber
    }
}

/// The rows of a language as texts are compared with them.
fn folded(rows: &Language) -> Language {
    let keys = |map: &BTreeMap<String, String>| {
        map.iter().map(|(word, letter)| (fold_pattern(word), letter.clone())).collect::<BTreeMap<_, _>>()
    };
    Language { letters: keys(&rows.letters), ordinals: keys(&rows.ordinals), ..rows.clone() }
}

/// The lexer of a language; a row that is no pattern is told with its place.
fn lexer(
    grammar: &Grammar,
    rows: &Language,
    compiler: Compiler<'_>,
    [full, short]: [&[BodyName]; 2],
) -> Result<Lexer, Failure> {
    let place = |row: Row| {
        // Names stand in the file without their lines, and are looked for only where one is wrong.
        let name = match row.sense {
            Sense::Body(i) => full.get(i),
            Sense::ShortBody(i) => short.get(i),
            _ => None,
        };
        name.map_or(row.place, |name| grammar.files.bodies.where_is(&name.pattern))
    };
    let untold = Untold::new(rows, &grammar.symbols.counts, compiler)?;
    let abbreviations = rows.abbreviations.iter().map(|word| fold_pattern(word)).collect();
    let lexer = Lexer::new(lexer_rows(grammar, rows, compiler, [full, short]), abbreviations, untold);
    lexer.map_err(|(row, error)| {
        let file = || grammar.files.of(rows.lang).place().to_owned();
        unreadable(row.map_or_else(file, |row| place(*row)), &error)
    })
}

fn treaty(grammar: &Grammar, row: &TreatyRow, compiler: Compiler<'_>) -> Result<Treaty, Failure> {
    let body = row.body.as_ref().and_then(|body| grammar.body(body));
    Ok(Treaty { pattern: compiler.row(&row.pattern, ANYWHERE)?, body })
}

/// How a language and all languages print volumes and parts.
fn volumes(grammar: &Grammar, rows: &Language, compiler: Compiler<'_>) -> Result<Volumes, Failure> {
    let volume = |compiler: Compiler<'_>, row: &VolumeRow| {
        Ok::<_, Failure>((row.canonical.clone(), compiler.row(&row.pattern, BEGIN)?))
    };
    let of_language = rows.volumes.iter().map(|row| volume(compiler, row));
    let of_all = grammar.symbols.volumes.iter().map(|row| volume(compiler.of(&grammar.files.symbols), row));
    Volumes::new(of_language.chain(of_all).collect::<Result<_, _>>()?, compiler)
}

/// All patterns of a language in order of preference, where two begin at the same character.
fn lexer_rows(
    grammar: &Grammar,
    language: &Language,
    compiler: Compiler<'_>,
    [full, short]: [&[BodyName]; 2],
) -> Vec<Row> {
    let mut rows = of_all_languages(grammar, compiler);
    let mut add = |sense: Sense, name: &str, pattern: &str, place: String| {
        rows.push(Row { sense, name: name.to_owned(), pattern: compiler.expand(pattern), place });
    };
    let Files { bodies, symbols, lookalikes, .. } = &grammar.files;
    let others = || grammar.lookalikes.other_bodies.iter().filter(|other| other.lang == language.lang);
    for name in others().flat_map(|other| &other.longer) {
        add(Sense::OtherBody, "other-body", &name.value, at(lookalikes, name));
    }
    let of_un = language.of_un.as_deref().unwrap_or_default();
    for (i, name) in full.iter().enumerate() {
        let pattern = format!("(?:{})(?:{of_un})?", name.pattern);
        add(Sense::Body(i), "body", &pattern, bodies.place().to_owned());
    }
    for name in others().flat_map(|other| &other.names) {
        add(Sense::OtherBody, "other-body", &name.value, at(lookalikes, name));
    }
    for name in others().flat_map(|other| &other.strangers) {
        add(Sense::Stranger, "stranger", &name.value, at(lookalikes, name));
    }
    let file = grammar.files.of(language.lang);
    for rule in &language.rules {
        add(Sense::Word(rule.means), &rule.name.value, &rule.pattern.value, at(file, &rule.pattern));
    }
    for word in &language.words {
        add(Sense::Word(word.means), "word", &word.pattern.value, at(file, &word.pattern));
    }
    for rule in &grammar.symbols.english {
        add(Sense::Word(rule.means), &rule.name.value, &rule.pattern.value, at(symbols, &rule.pattern));
    }
    for (i, name) in short.iter().enumerate() {
        add(Sense::ShortBody(i), "short-name", &name.pattern, bodies.place().to_owned());
    }
    for row in &grammar.symbols.untold {
        add(Sense::Untold(row.form), &row.name.value, &with_words(row), at(symbols, &row.pattern));
    }
    for (pattern, sense) in PUNCTUATION {
        add(sense, "punctuation", pattern, String::new());
    }
    rows
}

/// The patterns that no language changes and that come before all others: look-alikes, symbols and numbers.
fn of_all_languages(grammar: &Grammar, compiler: Compiler<'_>) -> Vec<Row> {
    let Files { symbols, lookalikes, .. } = &grammar.files;
    let mut rows = Vec::new();
    let mut add = |sense: Sense, name: &Spanned<String>, pattern: &str, place: String| {
        rows.push(Row { sense, name: name.value.clone(), pattern: compiler.expand(pattern), place });
    };
    for (i, row) in grammar.lookalikes.lookalikes.iter().enumerate() {
        add(Sense::Refused(i), &row.name, &row.pattern.value, at(lookalikes, &row.pattern));
    }
    for row in &grammar.symbols.symbols {
        add(Sense::Symbol, &row.name, &row.pattern.value, at(symbols, &row.pattern));
    }
    for row in &grammar.symbols.continuations {
        add(Sense::Continuation, &row.name, &row.pattern.value, at(symbols, &row.pattern));
    }
    for row in &grammar.symbols.numbers {
        add(Sense::Number(row.form), &row.name, &with_words(row), at(symbols, &row.pattern));
    }
    rows
}

/// The file and line of a row.
fn at(file: &File, row: &Spanned<String>) -> String {
    file.at(row.referenced.line())
}

/// The pattern of a number with the words that a language has before and behind it: `No.`, 第, 号.
fn with_words(row: &NumberRow) -> String {
    format!("(?:{{before}})?(?:{})(?:{{behind}})?", row.pattern.value)
}

/// The names of the bodies in a language; a name that several share is one row with all of them.
fn body_names(list: &[Body], lang: Lang, full: bool) -> Vec<BodyName> {
    let mut names: Vec<BodyName> = Vec::new();
    for (i, body) in list.iter().enumerate() {
        let Some(own) = body.names.get(&lang) else { continue };
        for pattern in if full { &own.full } else { &own.short } {
            match names.iter_mut().find(|name| name.pattern == *pattern) {
                Some(name) => name.bodies.push(i),
                None => names.push(BodyName { pattern: pattern.clone(), bodies: vec![i] }),
            }
        }
    }
    // Of two that begin alike the first is taken: `Conference of the States Parties` before `Conference`.
    if !full {
        names.sort_by_key(|name| std::cmp::Reverse(name.pattern.len()));
    }
    names
}
