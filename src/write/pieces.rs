//! A file of the site that grows with the archive. In: its pieces, in order. Out: the file, waiting with the others, unless it holds what the build
//! before wrote. Never holds more than a piece of it in memory.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

use sha2::{Digest as _, Sha256};

use super::{
    Sum, Writer,
    place::{refuse_leaving, unwritable},
};
use crate::model::Failure;

/// So many bytes of a file that is taken piece by piece are written at once.
const PIECE: usize = 1 << 16;

/// A file that is taken piece by piece. It is part of the site when it has ended.
#[derive(Debug)]
pub struct Pieces<'w> {
    writer: &'w Writer,
    path: String,
    file: BufWriter<File>,
    sum: Sha256,
    length: u64,
}

impl Write for Pieces<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let written = self.file.write(piece)?;
        self.sum.update(piece.get(..written).unwrap_or_default());
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl<'w> Pieces<'w> {
    pub(super) fn begin(writer: &'w Writer, path: &str) -> Result<Self, Failure> {
        refuse_leaving(path)?;
        let file = BufWriter::with_capacity(PIECE, writer.waiting.open(path)?);
        Ok(Self { writer, path: path.to_owned(), file, sum: Sha256::new(), length: 0 })
    }

    /// How long it is until now, in bytes.
    pub const fn len(&self) -> u64 {
        self.length
    }

    /// Whether nothing was taken.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Why it could not be written.
    pub fn unwritable(&self, error: &io::Error) -> Failure {
        unwritable(&self.writer.waiting.place(&self.path), error)
    }

    /// It is whole. One that holds what the build before wrote is left as it is.
    ///
    /// # Errors
    /// When another page has its path, or when it cannot be written.
    pub fn end(mut self) -> Result<(), Failure> {
        self.file.flush().map_err(|error| self.unwritable(&error))?;
        let Self { writer, path, file, sum, length } = self;
        drop(file);
        let sum = Sum::from(sum);
        match writer.untouched(&path, length, sum) {
            Some(place) => writer.waiting.take_back(&path).and_then(|()| writer.stand(place)),
            None => writer.note(&path, sum),
        }
    }

    /// It is not to be part of the site.
    ///
    /// # Errors
    /// When it cannot be taken back.
    pub fn take_back(self) -> Result<(), Failure> {
        let Self { writer, path, file, .. } = self;
        drop(file);
        writer.waiting.take_back(&path)
    }
}
