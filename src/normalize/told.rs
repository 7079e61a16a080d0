//! What one source of facts tells of a document. In: sidecars, front matter, masthead, file name, defaults, each read by its own module. Out:
//! `Told`, merged fact by fact, the stronger first. Never guesses.

use jiff::civil::Date;

use crate::model::{Bodies, DocType, Facts, Identity, Kind, Lang, Symbol, When};

/// Facts that one source tells; all may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Its symbol.
    pub symbol: Option<Symbol>,
    /// Its id, where it has no symbol.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Of adoption, else of distribution.
    pub date: Option<When>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its body, as a symbol prefix.
    pub body: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// The agenda item.
    pub agenda_item: Option<String>,
    /// What sort of document.
    pub doc_type: Option<DocType>,
    /// Subject words.
    pub subjects: Option<Vec<String>>,
    /// The job number.
    pub job_number: Option<String>,
    /// Where the text came from.
    pub source: Option<String>,
    /// Other symbols that lead here.
    pub aliases: Option<Vec<Symbol>>,
    /// The meeting it was adopted at.
    pub meeting: Option<String>,
    /// The vote.
    pub vote: Option<String>,
    /// The day it was distributed.
    pub distributed: Option<Date>,
    /// What it was adopted on.
    pub basis: Option<String>,
    /// The language it was written in.
    pub original: Option<Lang>,
}

impl Told {
    /// These facts, and where one is missing that of a weaker source.
    #[must_use]
    pub fn or(self, weaker: Self) -> Self {
        Self {
            // A symbol and an id exclude each other: the stronger source that has either decides.
            symbol: if self.id.is_some() { self.symbol } else { self.symbol.or(weaker.symbol) },
            id: self.id.or(weaker.id),
            title: self.title.or(weaker.title),
            date: finer(self.date, weaker.date),
            lang: self.lang.or(weaker.lang),
            body: self.body.or(weaker.body),
            session: self.session.or(weaker.session),
            agenda_item: self.agenda_item.or(weaker.agenda_item),
            doc_type: self.doc_type.or(weaker.doc_type),
            subjects: self.subjects.or(weaker.subjects),
            job_number: self.job_number.or(weaker.job_number),
            source: self.source.or(weaker.source),
            aliases: self.aliases.or(weaker.aliases),
            meeting: self.meeting.or(weaker.meeting),
            vote: self.vote.or(weaker.vote),
            distributed: self.distributed.or(weaker.distributed),
            basis: self.basis.or(weaker.basis),
            original: self.original.or(weaker.original),
        }
    }

    /// These facts of an extracted text, with the sort that its symbol says, where that is surer than its lines: a resolution on a report has
    /// `Report of the Human Rights Council` for its agenda item and for its title. What is distributed under `L.` may be a note or a letter.
    #[must_use]
    pub fn sorted(self, symbol: Option<&Symbol>) -> Self {
        let said = symbol.or(self.symbol.as_ref()).and_then(|symbol| implied(symbol).doc_type);
        let doc_type = match said {
            Some(DocType::Draft) if self.doc_type != Some(DocType::Report) => self.doc_type,
            said => said.or(self.doc_type),
        };
        Self { doc_type, ..self }
    }

    /// Its symbol, else its id; `None` where neither is told or the id could not be a file name.
    pub fn identity(&self) -> Option<Identity> {
        let symbol = self.symbol.clone().map(Identity::Symbol);
        symbol.or_else(|| self.id.as_deref().and_then(Identity::id))
    }

    /// The facts as the archive keeps them; body, sort, session and year follow from the symbol where nothing else tells them.
    pub fn facts(self, lang: Lang, defaults: Self) -> Facts {
        let implied = self.symbol.as_ref().map(implied).unwrap_or_default();
        let told = self.or(implied).or(defaults);
        let mut aliases = told.aliases.unwrap_or_default();
        if let Some(symbol) = &told.symbol {
            let members = symbol.members();
            if members.len() > 1 {
                aliases.extend(members.into_iter().skip(1).filter(|member| member != symbol));
            }
        }
        aliases.sort();
        aliases.dedup();
        Facts {
            title: told.title,
            date: told.date,
            lang: told.lang.unwrap_or(lang),
            body: told.body,
            session: told.session,
            agenda_item: told.agenda_item,
            doc_type: told.doc_type.unwrap_or(DocType::Document),
            subjects: told.subjects.unwrap_or_default(),
            job_number: told.job_number,
            source: told.source,
            aliases,
            meeting: told.meeting,
            vote: told.vote,
            distributed: told.distributed,
            basis: told.basis,
            original: told.original,
        }
    }
}

/// The stronger date; a day that a weaker source tells stands in for the year alone, if it lies in that year.
fn finer(stronger: Option<When>, weaker: Option<When>) -> Option<When> {
    match (stronger, weaker) {
        (Some(When::Year(year)), Some(When::Day(day))) if day.year() == year => weaker,
        (None, weaker) => weaker,
        (stronger, _) => stronger,
    }
}

/// What a symbol says by itself: the body that its form tells, the sort, the session, the year of adoption.
fn implied(symbol: &Symbol) -> Told {
    let first = symbol.first();
    let parts: Vec<&str> = first.parts().collect();
    let doc_type = match first.kind() {
        Kind::Document | Kind::Internal => parts.iter().any(|part| part.starts_with("L.")).then_some(DocType::Draft),
        adopted => Some(adopted.into()),
    };
    // Only the General Assembly and its councils number by session; others by year.
    let number = parts.iter().skip(1).find(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let session = number.filter(|part| part.len() <= 2 && parts[0] == "A").map(|part| (*part).to_owned());
    let date = adopted_in(&first).map(When::Year);
    Told { body: Some(Bodies::default().issuing(&first)), doc_type, session, date, ..Told::default() }
}

/// The year that a symbol says it was adopted in: `S/RES/226(1966)`, `S/PRST/1994/16`. That of `E/RES/2022/1` and `E/CN.15/2009/9` is a session's,
/// which may begin in the year before.
fn adopted_in(symbol: &Symbol) -> Option<i16> {
    let symbol = symbol.as_str();
    let bracketed = || symbol.split_once("/RES/")?.1.split_once('(')?.1.strip_suffix(')');
    let printed = symbol.split_once("/PRST/").and_then(|(_, rest)| rest.split('/').next()).or_else(bracketed)?;
    printed.parse().ok().filter(|year| (1945..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_symbols_say() {
        for (symbol, body, doc_type, session) in [
            ("A/RES/63/195", "A", DocType::Resolution, Some("63")),
            ("E/CN.7/2020/2-E/CN.15/2020/2", "E/CN.7", DocType::Document, None),
            ("A/C.3/80/L.12", "A/C.3", DocType::Draft, Some("80")),
            ("S/RES/808(1993)", "S", DocType::Resolution, None),
            ("CEDAW/C/FRA/Q/5", "CEDAW/C", DocType::Document, None),
            ("CRC/C/GC/12", "CRC/C", DocType::Document, None),
        ] {
            let told = Told { symbol: Symbol::parse(symbol).ok(), ..Told::default() };
            let facts = told.facts(Lang::En, Told::default());
            assert_eq!(
                (facts.body.as_deref(), facts.doc_type, facts.session.as_deref()),
                (Some(body), doc_type, session)
            );
        }
    }

    #[test]
    fn what_was_adopted_in_the_year_of_its_symbol() {
        for (symbol, year) in [
            ("S/RES/226(1966)", Some(1966)),
            ("S/PRST/1994/16", Some(1994)),
            ("A/RES/217(III)[A]", None),
            ("A/RES/63/195", None),
            ("E/RES/2022/1", None),
            ("E/CN.15/2009/9", None),
        ] {
            assert_eq!(adopted_in(&Symbol::parse(symbol).unwrap()), year, "{symbol}");
        }
    }

    #[test]
    fn the_stronger_source_wins_fact_by_fact() {
        let strong = Told { title: Some("a".into()), ..Told::default() };
        let weak = Told { title: Some("b".into()), session: Some("64".into()), ..Told::default() };
        let both = strong.or(weak);
        assert_eq!((both.title.as_deref(), both.session.as_deref()), (Some("a"), Some("64")));
    }
}
