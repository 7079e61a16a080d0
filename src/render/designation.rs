//! What a symbol says in words: body, session or year, number, parts. In: a symbol and the bodies. Out: `Designation`, which a
//! language's labels put into words, and which also says where the symbol stands on the shelves. Never looks at a text.

use super::{labels::Labels, phrase::fill, view::WordKey};
use crate::model::{Bodies, Kind, Lang, Symbol, roman};

/// The session or year that a symbol belongs to. The order is that of the shelves: sessions, special sessions, years, others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sitting {
    /// A session, by number.
    Session(u32),
    /// A special session, by number.
    Special(u32),
    /// An emergency special session, by number.
    Emergency(u32),
    /// A calendar year.
    Year(u32),
    /// The symbol does not say.
    Unsaid,
}

impl Sitting {
    /// The anchor of its shelf.
    pub fn anchor(self) -> String {
        match self {
            Self::Session(n) => format!("s-{n}"),
            Self::Special(n) => format!("ss-{n}"),
            Self::Emergency(n) => format!("es-{n}"),
            Self::Year(n) => format!("y-{n}"),
            Self::Unsaid => "other".to_owned(),
        }
    }

    /// The word of the interface that it is.
    pub fn key(self) -> WordKey {
        match self {
            Self::Session(n) => format!("sitting.session={n}").into(),
            Self::Special(n) => format!("sitting.special={n}").into(),
            Self::Emergency(n) => format!("sitting.emergency={n}").into(),
            Self::Year(n) => format!("sitting.year={n}").into(),
            Self::Unsaid => "sitting.none".into(),
        }
    }

    /// Reads `63`, `S-20`, `ES-10`, `2007`, `XXVI`, `S-VI`, `ES-IV`.
    pub fn read(printed: &str) -> Option<Self> {
        let number = |figures: &str| figures.parse::<u32>().ok();
        if let Some(rest) = printed.strip_prefix("ES-") {
            return number(rest).or_else(|| roman::read(rest)).map(Self::Emergency);
        }
        if let Some(rest) = printed.strip_prefix("S-") {
            return number(rest).or_else(|| roman::read(rest)).map(Self::Special);
        }
        match number(printed) {
            Some(year) if (1945..2200).contains(&year) => Some(Self::Year(year)),
            // No body has met so often: a document of the Security Council before 1994 is S/2338 and no session.
            Some(session) => (session < 200).then_some(Self::Session(session)),
            None => roman::read(printed).map(Self::Session),
        }
    }
}

/// A later form or part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Letter(String),
    Add(String),
    Rev(String),
    Corr(String),
    Amend(String),
}

/// What a symbol says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// The body that issues it.
    pub body: String,
    /// The body that it is called by: the one of the data, of whose committees and conferences few have a name there.
    called: String,
    /// Its session or year.
    pub sitting: Sitting,
    /// What sort of text.
    pub kind: Kind,
    number: Option<String>,
    parts: Vec<Part>,
}

impl Designation {
    /// Reads the first symbol of a joint one.
    pub fn of(symbol: &Symbol, bodies: &Bodies) -> Self {
        let symbol = symbol.first();
        let kind = symbol.kind();
        let known = bodies.of(&symbol);
        let body = bodies.issuing(&symbol);
        let called = known.map_or_else(|| body.clone(), |known| known.id.0.clone());
        let issue = known.and_then(|body| body.issue(kind)).map(|issue| issue.prefix.as_str());
        let rest = issue
            .and_then(|prefix| symbol.as_str().strip_prefix(prefix))
            .or_else(|| adopted(symbol.as_str()))
            .or_else(|| symbol.as_str().strip_prefix(&called))
            .unwrap_or_default()
            .trim_start_matches('/');
        let mut parts = Vec::new();
        let mut words: Vec<&str> = rest.split('/').collect();
        while let Some(part) = words.last().and_then(|last| suffix(last)) {
            parts.insert(0, part);
            words.pop();
        }
        let (sitting, number) =
            if kind == Kind::Document { document_number(&words) } else { adopted_number(&words, &mut parts) };
        Self { body, called, sitting, kind, number, parts }
    }

    /// In words: `General Assembly, session 67, resolution 189`.
    pub fn say(&self, labels: &Labels, bodies: &Bodies, lang: Lang) -> String {
        let mut said = vec![body_name(&self.called, bodies, lang)];
        if self.sitting != Sitting::Unsaid {
            said.push(labels.say_sitting(self.sitting));
        }
        let thing = match self.kind {
            Kind::Resolution => &labels.thing.resolution,
            Kind::Decision => &labels.thing.decision,
            Kind::Statement => &labels.thing.statement,
            Kind::Document | Kind::Internal => &labels.thing.document,
        };
        said.push(match &self.number {
            Some(number) => fill(thing, number),
            None => labels.thing.text.clone(),
        });
        said.extend(self.parts.iter().map(|part| match part {
            Part::Letter(n) => fill(&labels.part.letter, n),
            Part::Add(n) => fill(&labels.part.add, n),
            Part::Rev(n) => fill(&labels.part.rev, n),
            Part::Corr(n) => fill(&labels.part.corr, n),
            Part::Amend(n) => fill(&labels.part.amend, n),
        }));
        said.join(&labels.joiner)
    }
}

impl Labels {
    /// `session 67`, `2007`.
    pub fn say_sitting(&self, sitting: Sitting) -> String {
        let words = &self.sitting;
        let say = |first: &Option<String>, pattern: &str, n: u32| match (first, n) {
            (Some(first), 1) => first.clone(),
            _ => fill(pattern, self.say_ordinal(n)),
        };
        match sitting {
            Sitting::Session(n) => say(&words.first_session, &words.session, n),
            Sitting::Special(n) => say(&words.first_special, &words.special, n),
            Sitting::Emergency(n) => say(&words.first_emergency, &words.emergency, n),
            Sitting::Year(n) => fill(&words.year, n),
            Sitting::Unsaid => words.none.clone(),
        }
    }
}

/// What a body is called; its prefix where the data does not tell.
pub fn body_name(prefix: &str, bodies: &Bodies, lang: Lang) -> String {
    let names = bodies.get(prefix).map(|body| &body.names);
    let name = names.and_then(|names| names.get(&lang).or_else(|| names.get(&Lang::En)));
    name.map_or_else(|| prefix.to_owned(), |name| name.name.clone())
}

/// What follows `/RES/`, `/DEC/` or `/PRST/` in the symbol of a body that the data does not know.
fn adopted(symbol: &str) -> Option<&str> {
    ["/RES/", "/DEC/", "/PRST/"].iter().find_map(|infix| symbol.split_once(infix)).map(|(_, rest)| rest)
}

fn suffix(word: &str) -> Option<Part> {
    let (name, number) = word.split_once('.')?;
    let number = number.to_owned();
    match name {
        "Add" => Some(Part::Add(number)),
        "Rev" => Some(Part::Rev(number)),
        "Corr" => Some(Part::Corr(number)),
        "Amend" => Some(Part::Amend(number)),
        _ => None,
    }
}

/// Session or year and number of what a body adopted: `63/195`, `57/270B`, `217(III)[A]`, `2331(2016)`.
fn adopted_number(words: &[&str], parts: &mut Vec<Part>) -> (Sitting, Option<String>) {
    let (sitting, number) = match words {
        [sitting, number] => (Sitting::read(sitting).unwrap_or(Sitting::Unsaid), (*number).to_owned()),
        [one] => match one.split_once('(') {
            Some((number, rest)) => {
                let (sitting, letter) = rest.split_once(')').unwrap_or((rest, ""));
                (
                    Sitting::read(sitting).unwrap_or(Sitting::Unsaid),
                    format!("{number}{}", letter.trim_matches(['[', ']'])),
                )
            }
            None => (Sitting::Unsaid, (*one).to_owned()),
        },
        _ => (Sitting::Unsaid, words.join("/")),
    };
    let figures = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let (figures, letter) = number.split_at(figures);
    if figures.is_empty() {
        return (sitting, Some(number));
    }
    if !letter.is_empty() {
        parts.insert(0, Part::Letter(letter.to_owned()));
    }
    (sitting, Some(figures.to_owned()))
}

/// Session or year and number of any other document: `64/123`, `2009/9`, `C.3/80/L.12`, `CONF.213/PM.1`.
fn document_number(words: &[&str]) -> (Sitting, Option<String>) {
    let special = |word: &str| word.starts_with("S-") || word.starts_with("ES-");
    let found = words.iter().position(|word| word.starts_with(|c: char| c.is_ascii_digit()) || special(word));
    let at = found.filter(|&i| i + 1 < words.len() && Sitting::read(words[i]).is_some());
    let (sitting, rest) = match at {
        Some(i) => (Sitting::read(words[i]).unwrap_or(Sitting::Unsaid), [&words[..i], &words[i + 1..]].concat()),
        None => (Sitting::Unsaid, words.to_vec()),
    };
    let number = rest.join("/");
    (sitting, (!number.is_empty()).then_some(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Body, render::labels::Words};

    #[test]
    fn symbols_in_words() {
        let words = Words::load(None).unwrap();
        let rows: Vec<Body> = serde_yaml::from_str(include_str!("../../data/bodies.yaml")).unwrap();
        let bodies = Bodies::new(rows);
        let say = |symbol: &str, lang| {
            Designation::of(&Symbol::parse(symbol).unwrap(), &bodies).say(words.of(lang), &bodies, lang)
        };
        for (symbol, lang, said) in [
            ("A/RES/67/189", Lang::Zh, "大会第六十七届会议第189号决议"),
            ("A/RES/67/189", Lang::En, "General Assembly, session 67, resolution 189"),
            ("A/RES/57/270B", Lang::En, "General Assembly, session 57, resolution 270, part B"),
            ("A/RES/217(III)[A]", Lang::En, "General Assembly, session 3, resolution 217, part A"),
            ("A/RES/1474(ES-IV)", Lang::En, "General Assembly, emergency special session 4, resolution 1474"),
            ("A/RES/S-20/2", Lang::Zh, "大会第二十届特别会议第2号决议"),
            ("E/RES/2007/12", Lang::Zh, "经济及社会理事会2007年第12号决议"),
            ("S/RES/2331(2016)", Lang::En, "Security Council, 2016, resolution 2331"),
            ("E/CN.15/2019/7/Corr.1", Lang::Zh, "预防犯罪和刑事司法委员会2019年第7号文件更正1"),
            ("A/CONF.213/PM.1", Lang::En, "General Assembly, document CONF.213/PM.1"),
            ("A/ES-10/273", Lang::En, "General Assembly, emergency special session 10, document 273"),
            ("A/C.3/80/L.12", Lang::En, "Third Committee, session 80, document L.12"),
            ("CMW/C/FRA/Q/5", Lang::En, "CMW/C, document FRA/Q/5"),
            ("E/CN.15/RES/18/1", Lang::Zh, "预防犯罪和刑事司法委员会第十八届会议第1号决议"),
        ] {
            assert_eq!(say(symbol, lang), said);
        }
    }

    #[test]
    fn a_symbol_stands_on_the_shelf_of_its_organ() {
        let bodies = Bodies::new(serde_yaml::from_str(include_str!("../../data/bodies.yaml")).unwrap());
        for (symbol, body) in
            [("A/64/123", "A"), ("A/C.3/80/L.12", "A/C.3"), ("CEDAW/C/FRA/Q/5", "CEDAW"), ("CMW/C/FRA/Q/5", "CMW/C")]
        {
            assert_eq!(Designation::of(&Symbol::parse(symbol).unwrap(), &bodies).body, body);
        }
    }
}
