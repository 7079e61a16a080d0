//! The data that texts are read by. In: the built-in files, and those of the source folder that stand in for them. Out: `Rules`, compiled.
//! Holds no rule itself.

use std::path::Path;

use crate::{
    cache::Cache,
    config::Defaults,
    mention,
    model::{Bodies, Checked, Digest, Document, Failure, SourceText},
    normalize, own, recognize,
};

/// All that is data and not code: compiled once, used for every text.
#[derive(Debug)]
pub struct Rules {
    /// How extraction damages texts.
    pub normalize: normalize::Rules,
    /// How the six languages cite.
    pub grammar: recognize::Grammar,
    /// What is read beside citations.
    pub mention: mention::Rules,
}

impl Rules {
    /// The built-in data, with the files of `data/` in the source folder in place of those of the same name, whose examples are not tried.
    ///
    /// # Errors
    /// When a data file is not as it should be.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        // A link among them is refused before one of them is read.
        source.map(|source| own::files(&source.join("data"))).transpose()?;
        Ok(Self {
            normalize: normalize::Rules::load(source)?,
            grammar: recognize::Grammar::load(source)?,
            mention: mention::Rules::load(source)?,
        })
    }

    /// The document of a source; none where it is empty. Where its symbol alone tells the body, the data may know a longer one.
    pub fn document(&self, source: &SourceText, defaults: &Defaults) -> Checked<Option<Document>> {
        let mut made = normalize::normalize(source, defaults, &self.normalize);
        if let Some(Document { identity, facts, .. }) = &mut made.output
            && let Some(symbol) = identity.symbol()
            && facts.body == Some(Bodies::default().issuing(symbol))
        {
            facts.body = Some(self.grammar.bodies().issuing(symbol));
        }
        made
    }

    /// The same, when every example of the grammar was tried, in this build or in one that the cache remembers. `data` is the checksum of the
    /// files of `data/`. Examples that are built in are tried with the program.
    ///
    /// # Errors
    /// When an example is not settled as it says.
    pub fn tried(self, data: Digest, cache: &Cache) -> Result<Self, Failure> {
        if !self.grammar.is_built_in() {
            cache.remember_if(Digest::of([b"tried".as_slice(), data.as_ref()]), || self.grammar.check())?;
        }
        Ok(self)
    }
}
