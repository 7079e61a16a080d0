//! `cite`: the recognizer alone, for one text or for records. In: a text, or records {"id","lang","issuer","doc","text"} a line each. Out:
//! citations as JSON lines, and on standard error what is wrong with a record, with its line.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read as _},
    path::Path,
    process::ExitCode,
};

use concord::{
    model::{Failure, Kind, Lang, Pinpoint},
    normalize,
    recognize::{Found, Grammar, recognize_text},
};
use serde::{Deserialize, Serialize};

use super::{
    Cite,
    out::Out,
    report::{self, Voice},
};

/// The names that bodies have besides the prefixes of their symbols.
const BODIES: &str =
    "give a symbol prefix (A, E/CN.15) or GA, SC, ECOSOC, HRC, CHR, CCPCJ, CND, CSW, COP, COSP, CRC, CCPR, CEDAW";

#[derive(Debug, Deserialize)]
struct Record {
    id: serde_json::Value,
    lang: Option<Lang>,
    issuer: Option<String>,
    doc: Option<String>,
    text: String,
    /// What nothing here reads.
    #[serde(flatten)]
    unknown: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    citations: Vec<Row<'a>>,
}

/// A citation; `start` and `end` are offsets in characters.
#[derive(Debug, Serialize)]
struct Row<'a> {
    text: &'a str,
    target: &'a str,
    kind: Kind,
    pinpoint: Option<&'a Pinpoint>,
    start: usize,
    end: usize,
}

impl<'a> Row<'a> {
    fn of(found: &'a Found) -> Self {
        Self {
            text: &found.text,
            target: &found.target,
            kind: found.kind,
            pinpoint: found.pinpoint.as_ref(),
            start: found.start,
            end: found.end,
        }
    }
}

pub(super) fn cite(asked: &Cite, voice: Voice) -> Result<ExitCode, Failure> {
    let grammar = Grammar::built_in()?;
    if let Some(issuer) = &asked.issuer
        && grammar.bodies().get(issuer).is_none()
    {
        report::failure(&Failure::new(format!("--issuer {issuer}"), "no such body", BODIES));
        return Ok(ExitCode::from(2));
    }
    let file = asked.file.as_deref().filter(|file| *file != Path::new("-"));
    let name = file.map_or_else(|| "standard input".to_owned(), |file| file.display().to_string());
    let unreadable = |error: io::Error| Failure::new(&name, error, "see to it that this can be read, as UTF-8");
    let mut out = Out::open();
    let mut done = ExitCode::SUCCESS;
    if asked.jsonl {
        let input: Box<dyn io::BufRead> = match file {
            Some(file) => Box::new(io::BufReader::new(fs::File::open(file).map_err(unreadable)?)),
            None => Box::new(io::stdin().lock()),
        };
        done = records(input, &grammar, &mut out, &name, voice)?;
    } else {
        let mut text = String::new();
        match file {
            Some(file) => text = fs::read_to_string(file).map_err(unreadable)?,
            None => drop(io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?),
        }
        let lang = asked.lang.unwrap_or_else(|| normalize::language(&text).unwrap_or(Lang::En));
        for found in recognize_text(&text, lang, asked.issuer.as_deref(), None, &grammar)? {
            out.line(&Row::of(&found))?;
        }
    }
    out.end()?;
    Ok(done)
}

/// Answers each record in turn. One that cannot be read is told and passed over; what cannot be read of one is told.
fn records(
    input: impl io::BufRead,
    grammar: &Grammar,
    out: &mut Out,
    name: &str,
    voice: Voice,
) -> Result<ExitCode, Failure> {
    let mut done = ExitCode::SUCCESS;
    let (mut unknown, mut strangers) = (BTreeSet::new(), BTreeSet::new());
    for (line, record) in (1..).zip(input.split(b'\n')) {
        let place = format!("{name}:{line}");
        let record = record.map_err(|error| Failure::new(&place, error, "see to it that this can be read"))?;
        if record.trim_ascii().is_empty() {
            continue;
        }
        let record = match read(&record, &place) {
            Ok(record) => record,
            Err(failure) => {
                report::failure(&failure);
                done = ExitCode::from(1);
                continue;
            }
        };
        for key in record.unknown.keys().filter(|key| !unknown.contains(*key)) {
            let cause = format!("nothing reads the key `{key}`, here or in other records");
            report::warning(&Failure::new(&place, cause, KEYS), voice);
        }
        unknown.extend(record.unknown.into_keys());
        let issuer = record.issuer.as_deref().filter(|issuer| grammar.bodies().get(issuer).is_some());
        // A body that has no row here issues texts as well; its records are answered, and the script that asks goes on.
        if let Some(other) =
            record.issuer.as_deref().filter(|other| issuer.is_none() && strangers.insert((*other).to_owned()))
        {
            let cause = format!("there is no body `{other}`; its texts are read as if nobody had issued them");
            report::warning(&Failure::new(&place, cause, BODIES), voice);
        }
        let lang = record.lang.unwrap_or_else(|| normalize::language(&record.text).unwrap_or(Lang::En));
        let found = recognize_text(&record.text, lang, issuer, record.doc.as_deref(), grammar)?;
        out.line(&Answer { id: &record.id, citations: found.iter().map(Row::of).collect() })?;
    }
    Ok(done)
}

/// What a record is.
const KEYS: &str = "a record is {\"id\",\"lang\",\"issuer\",\"doc\",\"text\"} on one line";

fn read(record: &[u8], place: &str) -> Result<Record, Failure> {
    let text = std::str::from_utf8(record).map_err(|error| Failure::new(place, error, "write the record as UTF-8"))?;
    serde_json::from_str(text).map_err(|error| Failure::new(place, error, KEYS))
}
