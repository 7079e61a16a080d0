//! The numbers that resolutions and decisions have: `63/195`, `2007/12`, `2331 (2016)`, `2819 (XXVI)`, `S-20/4 E`. In: the groups
//! that a pattern of `data/symbols.yaml` found. Out: `Number`, and with a body its canonical target. Never decides which body.

use crate::model::{Body, Kind, Numbering, Symbol, roman};

/// What is known of when a number was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Time {
    /// The year of the date that is printed with it.
    pub(super) year: Option<u32>,
    /// The year of the citing document: nothing later is cited.
    pub(super) until: Option<u32>,
}

/// How well a number must fit a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// In form, time and the usual range of the body's numbers.
    Usual,
    /// In form and time.
    Possible,
}

/// A number as a body gives it, without the body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number {
    /// Its form.
    pub(super) form: Numbering,
    /// Session, year or Roman session: `63`, `2007`, `XXVI`, `S-20`.
    pub(super) session: String,
    /// The number within it.
    pub(super) serial: String,
    /// The part's letter.
    pub(super) part: Option<String>,
}

impl Number {
    /// Whether a body can have given this number to something of this kind.
    pub(super) fn fits(&self, body: &Body, kind: Kind, fit: Fit) -> bool {
        let Some(issue) = body.issue(kind) else { return false };
        if !issue.numbering.contains(&self.form) || !self.is_plausible() {
            return false;
        }
        if let (Some((first, last)), Numbering::Session | Numbering::Year, Fit::Usual) = (issue.serials, self.form, fit)
            && !self.serial.parse().is_ok_and(|serial: u32| (first..=last).contains(&serial))
        {
            return false;
        }
        if fit == Fit::Usual && issue.pace.is_some_and(|pace| !self.keeps(pace)) {
            return false;
        }
        let within = |range: Option<(u32, u32)>, value: &str| match (range, value.parse::<u32>()) {
            (Some((first, last)), Ok(value)) => (first..=last).contains(&value),
            (None, Ok(_)) => true,
            (_, Err(_)) => false,
        };
        match self.form {
            Numbering::Session | Numbering::Organizational => within(body.sessions, &self.session),
            Numbering::Year | Numbering::NumberYear => within(body.years, &self.session),
            // Where the form `63/195` began later, sessions were Roman until then; special ones have no such end.
            Numbering::Roman => {
                let ended = body.sessions.map(|(first, _)| first).filter(|first| *first > 1);
                roman::read(&self.session).is_none_or(|session| ended.is_none_or(|ended| session < ended))
            }
            // Only the Assembly has emergency special sessions, and nobody more special ones than are told.
            Numbering::Special => {
                let count = self.session.rsplit('-').next().and_then(|count| count.parse::<u32>().ok());
                let held =
                    body.specials.is_none_or(|specials| count.is_some_and(|count| (1..=specials).contains(&count)));
                held && (body.id.0 == "A" || !self.session.starts_with("ES"))
            }
        }
    }

    /// Whether a number that went on from session to session is not too low nor too high for its Roman session: 217 (III) and 155 (VII)
    /// cannot be of one body.
    fn keeps(&self, (least, most): (u32, u32)) -> bool {
        if self.form != Numbering::Roman {
            return true;
        }
        let (Some(session), Ok(serial)) = (roman::read(&self.session), self.serial.parse::<u32>()) else { return true };
        (least * (session - 1)..=most * session).contains(&serial)
    }

    /// Sessions and numbers grow slowly: a second figure above 999 is a year (`resolution 3/2001` of another organization).
    fn is_plausible(&self) -> bool {
        let number = self.serial.parse::<u32>().unwrap_or(u32::MAX);
        match self.form {
            Numbering::Session | Numbering::Year | Numbering::Special | Numbering::Organizational => {
                (1..1000).contains(&number)
            }
            // `2625 (XXVV)` is a misprint that nobody can tell the session of; `106 (S-1)` is of the first special one.
            Numbering::Roman => {
                let special = self.session.strip_prefix("ES-").or_else(|| self.session.strip_prefix("S-"));
                let is_figure = special.is_some_and(|session| session.parse::<u32>().is_ok());
                let session = special.unwrap_or(&self.session);
                (is_figure || roman::read(session).is_some()) && (1..10_000).contains(&number)
            }
            Numbering::NumberYear => (1..10_000).contains(&number),
        }
    }

    /// The number within its body, canonical: `63/195`, `55/180A`, `217(III)[A]`, `2331(2016)`.
    pub(super) fn canonical(&self) -> String {
        let Self { session, serial: number, .. } = self;
        let part = self.part.as_deref().unwrap_or_default();
        match self.form {
            Numbering::Session | Numbering::Year | Numbering::Special => format!("{session}/{number}{part}"),
            Numbering::Organizational => format!("OS/{session}/{number}"),
            Numbering::NumberYear => format!("{number}({session})"),
            Numbering::Roman if part.is_empty() => format!("{number}({session})"),
            Numbering::Roman => format!("{number}({session})[{part}]"),
        }
    }

    /// The target it makes with a body.
    pub(super) fn target(&self, body: &Body, kind: Kind) -> Option<Symbol> {
        Symbol::parse(&format!("{}/{}", body.issue(kind)?.prefix, self.canonical())).ok()
    }
}

/// The last number of a range that lacks its session, `55` in `50/43-55`, or its first figures as well, `46` in `636-46`; `None` where the figures
/// count something else.
pub(super) fn range_end(first: &str, last: &str) -> Option<u32> {
    let missing = first.len().saturating_sub(last.len());
    let whole = format!("{}{last}", first.get(..missing)?).parse().ok()?;
    let ascends = first.parse::<u32>().is_ok_and(|first| first < whole);
    (ascends && (missing == 0 || last.len() > 1)).then_some(whole)
}
