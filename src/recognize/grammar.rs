//! The grammar: what is cited how, in six languages. In: the data files, built in or from a source folder's `data/`. Out:
//! `Grammar`, whose lexers are compiled when first used. Holds no list of its own: words, names and look-alikes are data.

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use super::{
    addressee::Addressed,
    files::Files,
    fold::fold_pattern,
    foreign::Foreign,
    lexer::{Lexer, Row, Sense},
    number::{Fit, Number, Time, from_roman},
    rules::{Language, LookalikeRows, NounPlace, UntoldRows},
    symbol_rows::{Count, SymbolRows, VolumeRow},
    tied::Tied,
    treaties::Treaty,
    untold::Untold,
    volumes::Volumes,
    whose::Whose,
};
use crate::{
    model::{Bodies, Body, Failure, Kind, Lang, Numbering},
    own::{self, File, why},
};

/// What to do about a row that is not as it must be.
const REMEDY: &str = "correct the row, or remove the file to use the one that is built in";

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
    pub(super) rows: Language,
    pub(super) lexer: Lexer,
    pub(super) full: Vec<BodyName>,
    pub(super) short: Vec<BodyName>,
    pub(super) of_body: regex::Regex,
    pub(super) owns: Option<regex::Regex>,
    pub(super) owner: Option<regex::Regex>,
    pub(super) governs: Option<regex::Regex>,
    pub(super) oblique: Option<regex::Regex>,
    /// For each possessive that has a gender, the names that it can stand for.
    pub(super) agreement: Vec<(String, regex::Regex)>,
    pub(super) clause: Option<regex::Regex>,
    pub(super) addressed: Option<Addressed>,
    pub(super) tied: Tied,
    /// The treaties whose conferences of the parties are called nothing more.
    pub(super) treaties: Vec<Treaty>,
    pub(super) foreign: Foreign,
    /// Names of organizations that number nothing as bodies here do.
    pub(super) silent: Vec<regex::Regex>,
    pub(super) whose: Whose,
    pub(super) article: regex::Regex,
    pub(super) before_name: Option<regex::Regex>,
    pub(super) whole_name: Option<regex::Regex>,
    pub(super) to_noun: Option<regex::Regex>,
    pub(super) share: Option<regex::Regex>,
    pub(super) respectively: Option<regex::Regex>,
    pub(super) titled: Option<regex::Regex>,
    /// What stands right behind a part that tells of another text.
    pub(super) recounts: Option<regex::Regex>,
    pub(super) volumes: Volumes,
    pub(super) also: Option<regex::Regex>,
    /// The bodies that number on from year to year, which no language changes.
    pub(super) counts: Vec<Count>,
}

impl Tongue {
    /// Whether numbers stand before their noun.
    pub(super) fn noun_follows(&self) -> bool {
        self.rows.noun == NounPlace::AfterNumber
    }
}

/// Everything that tells how things are cited.
#[derive(Debug)]
pub struct Grammar {
    /// The organs.
    bodies: Bodies,
    pub(super) list: Vec<Body>,
    pub(super) symbols: SymbolRows,
    pub(super) lookalikes: LookalikeRows,
    /// Report symbols and the body whose report it is.
    pub(super) supplements: Vec<(regex::Regex, usize)>,
    languages: BTreeMap<Lang, Language>,
    pub(super) files: Files,
    tongues: [OnceLock<Result<Tongue, Failure>>; 6],
}

impl Grammar {
    /// The grammar that is embedded in the program.
    ///
    /// # Errors
    /// As those of `load`.
    pub fn built_in() -> Result<Self, Failure> {
        Self::load(None)
    }

    /// Reads the data that is embedded in the program, or that of a source folder in its place. Tries none of the examples: those that are
    /// built in are tried with the program, and for others see `check`.
    ///
    /// # Errors
    /// Where a file of the data is not as it must be. Most patterns are compiled later.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let files = Files::load(source)?;
        let list: Vec<Body> = files.bodies.parsed(REMEDY)?;
        let symbols: SymbolRows = files.symbols.parsed(REMEDY)?;
        let lookalikes: LookalikeRows = files.lookalikes.parsed(REMEDY)?;
        let mut languages = BTreeMap::new();
        for lang in Lang::ALL {
            languages.insert(lang, files.of(lang).of(lang, REMEDY, |language: &Language| language.lang)?);
        }
        let bodies = Bodies::new(list.clone());
        let supplements = supplements(&files.symbols, &symbols, &list)?;
        let tongues = std::array::from_fn(|_| OnceLock::new());
        Ok(Self { bodies, list, symbols, lookalikes, supplements, languages, files, tongues })
    }

    /// Whether no file stands in for a built-in one.
    pub fn is_built_in(&self) -> bool {
        self.files.are_built_in()
    }

    /// Whether a body can have given a number to something of a kind at that time.
    pub(super) fn fits(&self, body: usize, number: &Number, kind: Kind, time: Time, fit: Fit) -> bool {
        let Some(candidate) = self.list.get(body) else { return false };
        let in_time = || {
            let session = match number.form {
                Numbering::Session => number.session.parse().ok(),
                Numbering::Roman => from_roman(&number.session),
                _ => None,
            };
            let calendar = self.symbols.calendars.iter().find(|calendar| calendar.body.value == candidate.id.0);
            // Nobody met before it was founded.
            let founded = |year: u32| calendar.is_none_or(|calendar| year > calendar.first);
            let Some(session) = session else { return time.year.is_none_or(founded) };
            calendar.is_none_or(|calendar| {
                let expected = calendar.first + (session * calendar.years).div_ceil(calendar.sessions.max(1));
                // The year from which on a body numbers by years ended its Roman sessions.
                let ended = candidate.years.map(|(first, _)| first).filter(|_| number.form == Numbering::Roman);
                if ended.is_some_and(|ended| expected > ended) {
                    return false;
                }
                time.year.is_none_or(|year| year.abs_diff(expected) <= 1)
                    && time.until.is_none_or(|until| expected <= until + 1)
            })
        };
        number.fits(candidate, kind, fit) && in_time() && self.reached(candidate, number, fit)
    }

    /// Whether a number that goes on from year to year can be of its year; if only that it was reached by now, a year can be misprinted.
    fn reached(&self, body: &Body, number: &Number, fit: Fit) -> bool {
        let count = self.symbols.counts.iter().find(|count| count.body.value == body.id.0);
        let (Some(count), Numbering::NumberYear) = (count, number.form) else { return true };
        let (Ok(serial), Ok(year)) = (number.serial.parse::<u32>(), number.session.parse::<u32>()) else {
            return false;
        };
        let latest = u32::try_from(count.last.len()).map_or(u32::MAX, |years| count.first.saturating_add(years));
        count.is_of(serial, year) || fit == Fit::Possible && serial <= count.at_end_of(latest.max(year))
    }

    /// The bodies of the grammar.
    pub const fn bodies(&self) -> &Bodies {
        &self.bodies
    }

    /// The index of a body by prefix or alias. A committee that numbers nothing stands for the body it is of: `A/C.3` for the Assembly.
    pub(super) fn body(&self, name: &str) -> Option<usize> {
        let body = self.bodies.get(name)?;
        let whole = body.id.0.rsplit_once('/').filter(|_| body.issues.is_empty());
        let whole = whole.and_then(|(whole, _)| self.body(whole));
        whole.or_else(|| self.list.iter().position(|other| other.id == body.id))
    }

    /// A language, compiled.
    pub(super) fn tongue(&self, lang: Lang) -> Result<&Tongue, &Failure> {
        let cell = &self.tongues[lang as usize];
        cell.get_or_init(|| self.compile(lang)).as_ref()
    }

    fn compile(&self, lang: Lang) -> Result<Tongue, Failure> {
        let file = self.files.of(lang);
        let missing = || Failure::new(file.place(), "the language is missing", "restore the file");
        let mut rows = self.languages.get(&lang).cloned().ok_or_else(missing)?;
        let fold_keys = |map: &BTreeMap<String, String>| {
            map.iter().map(|(word, letter)| (fold_pattern(word), letter.clone())).collect::<BTreeMap<_, _>>()
        };
        rows.letters = fold_keys(&rows.letters);
        rows.ordinals = fold_keys(&rows.ordinals);
        let names = |full: bool| body_names(&self.list, lang, full);
        let (full, short) = (names(true), names(false));
        let pieces = Pieces::new(&self.symbols.pieces, &rows.pieces);
        let lexer_rows = self.lexer_rows(lang, &rows, &pieces, &full, &short);
        let anchored_in = |file: &File, row: &serde_yaml::Spanned<String>, [before, behind]: [&str; 2]| {
            let place = file.at(row.referenced.line());
            regex::Regex::new(&format!("{before}(?:{}){behind}", pieces.expand(&row.value)))
                .map_err(|error| unreadable(place, &error.to_string()))
        };
        let anchored = |row: &serde_yaml::Spanned<String>, anchors: [&str; 2]| anchored_in(file, row, anchors);
        let regex = |row: &serde_yaml::Spanned<String>| anchored(row, ["^", "$"]);
        let untold = self.untold(&rows, &pieces, anchored)?;
        let abbreviations = rows.abbreviations.iter().map(|word| fold_pattern(word)).collect();
        let place = |row: Row| match row.sense {
            // Names stand in the file without their lines, and are looked for only where one is wrong.
            Sense::Body(i) => full.get(i).map_or(row.place, |name| self.files.bodies.where_is(&name.pattern)),
            Sense::ShortBody(i) => short.get(i).map_or(row.place, |name| self.files.bodies.where_is(&name.pattern)),
            _ => row.place,
        };
        let lexer = Lexer::new(lexer_rows, abbreviations, untold).map_err(|(row, error)| {
            unreadable(row.map_or_else(|| file.place().to_owned(), |row| place(*row)), &error)
        })?;
        let (of_body, article) = (regex(&rows.of_body)?, regex(&rows.article)?);
        let owns = rows.owns.as_ref().map(regex).transpose()?;
        let owner = rows.owner.as_ref().map(regex).transpose()?;
        let clause = rows.clause.as_ref().map(regex).transpose()?;
        let governs = rows.governs.as_ref().map(regex).transpose()?;
        let oblique = rows.oblique.as_ref().map(regex).transpose()?;
        let agrees = rows.agreement.iter().map(|row| Ok((fold_pattern(&row.its), regex(&row.owner)?)));
        let agreement = agrees.collect::<Result<Vec<_>, Failure>>()?;
        let addressed = rows.addressed.as_ref().map(|rows| Addressed::new(rows, anchored)).transpose()?;
        let tied = Tied::new(rows.tied.as_ref(), anchored)?;
        let treaties = rows.treaties.iter().map(|row| {
            let body = row.body.as_ref().and_then(|body| self.body(body));
            Ok(Treaty { pattern: anchored(&row.pattern, ["", ""])?, body })
        });
        let treaties = treaties.collect::<Result<Vec<_>, Failure>>()?;
        let others = self.lookalikes.other_bodies.iter().filter(|other| other.lang == lang);
        let silent = others.flat_map(|other| &other.silent);
        let silent = silent.map(|row| anchored_in(&self.files.lookalikes, row, ["^", "$"]));
        let silent = silent.collect::<Result<Vec<_>, Failure>>()?;
        let foreign = Foreign::new(rows.foreign.as_ref(), anchored)?;
        let whose = Whose::new(rows.untold.as_ref(), anchored)?;
        let whole_name = rows.whole_name.as_ref().map(regex).transpose()?;
        let to_noun = rows.to_noun.as_ref().map(regex).transpose()?;
        let share = rows.share.as_ref().map(|row| anchored(row, ["^", ""])).transpose()?;
        let respectively =
            rows.respectively.as_ref().map(|row| anchored(row, [r"(?:^|\P{L})", r"(?:$|\P{L})"])).transpose()?;
        let titled = rows.titled.as_ref().map(|row| anchored(row, [r"(?:^|[ ,])", " "])).transpose()?;
        let recounts = rows.recounts.as_ref().map(|row| anchored(row, ["^", ""])).transpose()?;
        let piece = |pattern: &str| {
            regex::Regex::new(&format!("^(?:{})", pieces.expand(pattern)))
                .map_err(|error| unreadable(file.place().to_owned(), &error.to_string()))
        };
        let volume = |file, row: &VolumeRow| Ok((row.canonical.clone(), anchored_in(file, &row.pattern, ["^", ""])?));
        let of_language = rows.volumes.iter().map(|row| volume(file, row));
        let of_all = self.symbols.volumes.iter().map(|row| volume(&self.files.symbols, row));
        let volumes = Volumes::new(of_language.chain(of_all).collect::<Result<_, Failure>>()?, piece)?;
        let also = rows.also.as_ref().map(|row| anchored(row, ["", ""])).transpose()?;
        let before_name = rows.before_name.as_ref().map(|row| anchored(row, ["", "$"])).transpose()?;
        Ok(Tongue {
            rows,
            lexer,
            full,
            short,
            of_body,
            owns,
            owner,
            governs,
            oblique,
            agreement,
            clause,
            addressed,
            tied,
            treaties,
            silent,
            foreign,
            whose,
            article,
            before_name,
            whole_name,
            to_noun,
            share,
            respectively,
            titled,
            recounts,
            volumes,
            also,
            counts: self.symbols.counts.clone(),
        })
    }

    /// What tells numbers without their year from other figures in a language.
    fn untold(
        &self,
        language: &Language,
        pieces: &Pieces,
        anchored: impl Fn(&serde_yaml::Spanned<String>, [&str; 2]) -> Result<regex::Regex, Failure>,
    ) -> Result<Untold, Failure> {
        let row = |row: fn(&UntoldRows) -> &Option<serde_yaml::Spanned<String>>, anchors: [&str; 2]| {
            let row = language.untold.as_ref().and_then(|rows| row(rows).as_ref());
            row.map(|row| anchored(row, anchors)).transpose()
        };
        let piece = |pattern: &str| {
            let place = self.files.of(language.lang).place();
            regex::Regex::new(&pieces.expand(pattern)).map_err(|error| unreadable(place.to_owned(), &error.to_string()))
        };
        Ok(Untold {
            one: row(|rows| &rows.one, ["^", "$"])?,
            many: row(|rows| &rows.many, ["^", "$"])?,
            plain: row(|rows| &rows.plain, ["^", ""])?,
            counted: row(|rows| &rows.counted, ["^", ""])?,
            joint: piece(r"^(?:{joint})(?:{before})?(?P<next>[1-9]\d{2,3})(?:{behind})?(?P<year> ?\()?")?,
            prefix: piece("^(?:{before})$")?,
            noun: language.noun,
            counts: self.symbols.counts.clone(),
        })
    }

    /// All patterns of a language in order of preference, where two begin at the same character.
    fn lexer_rows(
        &self,
        lang: Lang,
        language: &Language,
        pieces: &Pieces,
        full: &[BodyName],
        short: &[BodyName],
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut add = |sense: Sense, name: &str, pattern: &str, place: String| {
            rows.push(Row { sense, name: name.to_owned(), pattern: pieces.expand(pattern), place });
        };
        let at = |file: &File, row: &serde_yaml::Spanned<String>| file.at(row.referenced.line());
        let Files { bodies, symbols, lookalikes, .. } = &self.files;
        for (i, row) in self.lookalikes.lookalikes.iter().enumerate() {
            add(Sense::Refused(i), &row.name.value, &row.pattern.value, at(lookalikes, &row.pattern));
        }
        for row in &self.symbols.symbols {
            add(Sense::Symbol, &row.name.value, &row.pattern.value, at(symbols, &row.pattern));
        }
        for row in &self.symbols.continuations {
            add(Sense::Continuation, &row.name.value, &row.pattern.value, at(symbols, &row.pattern));
        }
        for row in &self.symbols.numbers {
            let pattern = format!("(?:{{before}})?(?:{})(?:{{behind}})?", row.pattern.value);
            add(Sense::Number(row.form), &row.name.value, &pattern, at(symbols, &row.pattern));
        }
        for other in self.lookalikes.other_bodies.iter().filter(|other| other.lang == lang) {
            for name in &other.longer {
                add(Sense::OtherBody, "other-body", &name.value, at(lookalikes, name));
            }
        }
        let of_un = language.of_un.as_deref().unwrap_or_default();
        for (i, name) in full.iter().enumerate() {
            let pattern = format!("(?:{})(?:{of_un})?", name.pattern);
            add(Sense::Body(i), "body", &pattern, bodies.place().to_owned());
        }
        for other in self.lookalikes.other_bodies.iter().filter(|other| other.lang == lang) {
            for name in &other.names {
                add(Sense::OtherBody, "other-body", &name.value, at(lookalikes, name));
            }
        }
        for other in self.lookalikes.other_bodies.iter().filter(|other| other.lang == lang) {
            for name in &other.strangers {
                add(Sense::Stranger, "stranger", &name.value, at(lookalikes, name));
            }
        }
        let file = self.files.of(lang);
        for rule in &language.rules {
            add(Sense::Word(rule.means), &rule.name.value, &rule.pattern.value, at(file, &rule.pattern));
        }
        for word in &language.words {
            add(Sense::Word(word.means), "word", &word.pattern.value, at(file, &word.pattern));
        }
        for rule in &self.symbols.english {
            add(Sense::Word(rule.means), &rule.name.value, &rule.pattern.value, at(symbols, &rule.pattern));
        }
        for (i, name) in short.iter().enumerate() {
            add(Sense::ShortBody(i), "short-name", &name.pattern, bodies.place().to_owned());
        }
        for row in &self.symbols.untold {
            let pattern = format!("(?:{{before}})?(?:{})(?:{{behind}})?", row.pattern.value);
            add(Sense::Untold(row.form), &row.name.value, &pattern, at(symbols, &row.pattern));
        }
        for (pattern, sense) in PUNCTUATION {
            add(sense, "punctuation", pattern, String::new());
        }
        rows
    }
}

/// That a pattern cannot be read. Where a piece is left in it that no file has, an archive's own file is older than the others.
fn unreadable(place: String, error: &str) -> Failure {
    let slots = error.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    let is_name = |name: &&str| name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    match slots.into_iter().find(is_name) {
        Some(name) => Failure::new(
            place,
            format!("no file has the piece {{{name}}} of this pattern"),
            "add it to `pieces`, or make your own data/symbols.yaml and data/citations/ anew from those of this version",
        ),
        None => Failure::new(place, why(error), "correct the pattern"),
    }
}

fn supplements(file: &File, symbols: &SymbolRows, list: &[Body]) -> Result<Vec<(regex::Regex, usize)>, Failure> {
    let mut supplements = Vec::new();
    for row in &symbols.supplements {
        let place = || file.at(row.pattern.referenced.line());
        let regex =
            own::pattern(&row.pattern.value).map_err(|error| Failure::new(place(), error, "correct the pattern"))?;
        let body = list.iter().position(|body| body.id.0 == row.body).ok_or_else(|| {
            Failure::new(place(), format!("`{}` is no body", row.body), "take an `id` of data/bodies.yaml")
        })?;
        supplements.push((regex, body));
    }
    Ok(supplements)
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

/// Named pieces of patterns, the language's before the common ones.
struct Pieces<'a> {
    common: &'a BTreeMap<String, String>,
    own: &'a BTreeMap<String, String>,
}

impl<'a> Pieces<'a> {
    const fn new(common: &'a BTreeMap<String, String>, own: &'a BTreeMap<String, String>) -> Self {
        Self { common, own }
    }

    /// Puts the pieces into a pattern and folds it. `{1,3}` and `\p{Han}` are left as they are.
    fn expand(&self, pattern: &str) -> String {
        let mut expanded = fold_pattern(pattern);
        // A piece may hold pieces; eight levels are more than the data has, and end a piece that holds itself.
        for _ in 0..8 {
            let mut changed = false;
            for (name, piece) in
                self.own.iter().chain(self.common.iter().filter(|(name, _)| !self.own.contains_key(*name)))
            {
                let slot = format!("{{{name}}}");
                if expanded.contains(&slot) {
                    expanded = expanded.replace(&slot, &fold_pattern(piece));
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        expanded.replace(r"\b", r"(?-u:\b)")
    }
}
