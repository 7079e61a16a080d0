//! Standard output: what was asked for. In: text, or things as JSON lines. Out: the same, written through a buffer. The only place that writes
//! there, so that every command ends in the same way when whoever reads has read enough, as `head` does.

use std::io::{self, BufWriter, StdoutLock, Write as _};

use concord::model::Failure;
use serde::Serialize;

/// Standard output, held until a command has ended.
pub(super) struct Out(BufWriter<StdoutLock<'static>>);

impl Out {
    pub(super) fn open() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.0.write_all(text.as_bytes());
        done(written)
    }

    /// A thing as a line of JSON.
    pub(super) fn line(&mut self, thing: &impl Serialize) -> Result<(), Failure> {
        let written = serde_json::to_writer(&mut self.0, thing).map_err(io::Error::from);
        let written = written.and_then(|()| self.0.write_all(b"\n"));
        done(written)
    }

    pub(super) fn end(mut self) -> Result<(), Failure> {
        let written = self.0.flush();
        done(written)
    }
}

fn done(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        // Nobody reads any more, and nothing is wrong with that.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Failure::new("standard output", error, "see to it that this can be written")),
        Ok(()) => Ok(()),
    }
}
