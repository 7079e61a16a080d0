//! Cites single texts: reads JSON lines `{"id","lang","issuer","doc","text"}` and answers `{"id","citations":[…]}`, as `concord
//! cite --jsonl` does. With a source folder as argument, the files of its `data/` stand in for the built-in ones.

use std::{
    io::{BufRead, Write},
    path::Path,
};

use concord::{
    model::Lang,
    recognize::{Grammar, recognize_text},
};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = std::env::args().nth(1);
    let grammar = Grammar::load(source.as_deref().map(Path::new))?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| record.get(name).and_then(Value::as_str);
        let lang: Lang = field("lang").unwrap_or("en").parse()?;
        let found = recognize_text(field("text").unwrap_or_default(), lang, field("issuer"), field("doc"), &grammar)?;
        let citations: Vec<Value> = found
            .iter()
            .map(|found| {
                json!({
                    "text": found.text, "target": found.target, "kind": found.kind, "pinpoint": found.pinpoint,
                    "start": found.start, "end": found.end, "basis": found.basis,
                })
            })
            .collect();
        writeln!(out, "{}", json!({ "id": record.get("id"), "citations": citations }))?;
    }
    Ok(())
}
