//! The data files of the grammar. In: a source folder, or none. Out: each file, the user's in place of the built-in one of its name. Kept as
//! long as the grammar, for languages are compiled late, and a wrong pattern is told with the file and line it stands on.

use std::path::Path;

use crate::{
    model::{Failure, Lang},
    own::File,
};

/// The files.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) bodies: File,
    pub(super) symbols: File,
    pub(super) lookalikes: File,
    /// In the order of `Lang::ALL`.
    citations: Vec<File>,
}

impl Files {
    /// Reads them.
    pub(super) fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let citations = Lang::ALL.into_iter().map(|lang| File::load(source, &format!("citations/{lang}.yaml")));
        Ok(Self {
            bodies: File::load(source, "bodies.yaml")?,
            symbols: File::load(source, "symbols.yaml")?,
            lookalikes: File::load(source, "lookalikes.yaml")?,
            citations: citations.collect::<Result<_, _>>()?,
        })
    }

    /// How a language cites.
    pub(super) fn of(&self, lang: Lang) -> &File {
        &self.citations[lang as usize]
    }

    /// Whether none stands in for a built-in one.
    pub(super) fn are_built_in(&self) -> bool {
        [&self.bodies, &self.symbols, &self.lookalikes].into_iter().chain(&self.citations).all(File::is_built_in)
    }
}
