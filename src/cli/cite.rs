//! `cite`: the recognizer alone, for one text or for records. In: a text, or records {"id","lang","issuer","doc","text"} a line each. Out:
//! citations as JSON lines (`spec/contract.md`, "Commands").

use std::{
    fs,
    io::{self, Read as _, Write as _},
    process::ExitCode,
};

use concord::{
    model::{Failure, Kind, Lang, Pinpoint},
    normalize,
    recognize::{Found, Grammar, recognize_text},
};
use serde::{Deserialize, Serialize};

use super::Cite;

#[derive(Debug, Deserialize)]
struct Record {
    id: serde_json::Value,
    lang: Option<Lang>,
    issuer: Option<String>,
    doc: Option<String>,
    text: String,
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

pub(super) fn cite(asked: &Cite) -> Result<ExitCode, Failure> {
    let grammar = Grammar::built_in()?;
    if let Some(issuer) = &asked.issuer
        && grammar.bodies().get(issuer).is_none()
    {
        eprintln!(
            "error: --issuer {issuer}: no such body\n  help: give a symbol prefix (A, E/CN.15) or GA, SC, ECOSOC, HRC, CHR, CCPCJ, CND, CSW, COP, COSP"
        );
        return Ok(ExitCode::from(2));
    }
    let name = asked.file.as_ref().map_or_else(|| "standard input".to_owned(), |file| file.display().to_string());
    let unreadable = |error: io::Error| Failure::new(&name, error, "see to it that this can be read, as UTF-8");
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = if asked.jsonl {
        let input: Box<dyn io::BufRead> = match &asked.file {
            Some(file) => Box::new(io::BufReader::new(fs::File::open(file).map_err(unreadable)?)),
            None => Box::new(io::stdin().lock()),
        };
        records(input, &grammar, &mut out, &name)?
    } else {
        let mut text = String::new();
        match &asked.file {
            Some(file) => text = fs::read_to_string(file).map_err(unreadable)?,
            None => drop(io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?),
        }
        let lang = asked.lang.unwrap_or_else(|| normalize::language(&text).unwrap_or(Lang::En));
        for found in recognize_text(&text, lang, asked.issuer.as_deref(), None, &grammar) {
            line(&mut out, &Row::of(&found))?;
        }
        ExitCode::SUCCESS
    };
    out.flush().map_err(|error| Failure::new("standard output", error, "see to it that this can be written"))?;
    Ok(done)
}

/// Answers each record in turn; one that cannot be read is told and passed over.
fn records(
    input: impl io::BufRead,
    grammar: &Grammar,
    out: &mut impl io::Write,
    name: &str,
) -> Result<ExitCode, Failure> {
    let mut done = ExitCode::SUCCESS;
    for (i, record) in input.lines().enumerate() {
        let record =
            record.map_err(|error| Failure::new(format!("{name}:{}", i + 1), error, "the records must be UTF-8"))?;
        if record.trim().is_empty() {
            continue;
        }
        let record: Record = match serde_json::from_str(&record) {
            Ok(record) => record,
            Err(error) => {
                eprintln!(
                    "error: {name}:{}: {error}\n  help: a record is {{\"id\",\"lang\",\"issuer\",\"text\"}} on one line",
                    i + 1
                );
                done = ExitCode::from(1);
                continue;
            }
        };
        let lang = record.lang.unwrap_or_else(|| normalize::language(&record.text).unwrap_or(Lang::En));
        let found = recognize_text(&record.text, lang, record.issuer.as_deref(), record.doc.as_deref(), grammar);
        line(out, &Answer { id: &record.id, citations: found.iter().map(Row::of).collect() })?;
    }
    Ok(done)
}

fn line(out: &mut impl io::Write, value: &impl Serialize) -> Result<(), Failure> {
    let written = serde_json::to_writer(&mut *out, value).map_err(io::Error::from).and_then(|()| out.write_all(b"\n"));
    match written {
        // Whoever reads has read enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Failure::new("standard output", error, "see to it that this can be written")),
        Ok(()) => Ok(()),
    }
}
