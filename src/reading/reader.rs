//! Reads one source: by the build before, by one that the cache remembers, or now. In: a file that was found. Out: what is made of its text
//! alone, and the checksum of what that was made from. Knows nothing of other sources.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::{Known, Rules, Understanding, Understood, shelf::Stored};
use crate::{
    cache::Cache,
    config::{Config, Defaults},
    discover::SourceFile,
    made_from::Source,
    mention::mentions,
    model::{Checked, Digest, Finding, Held, SourceText},
    recognize::recognize,
};

/// What is kept of a source beside its text: the document without it, its checksums, and what was found.
type Kept = (Option<(Held, Source)>, Vec<Finding>);

/// What a document is read from beside its source: the data, and what `archive.yaml` says of all documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around(Digest);

impl Around {
    pub(super) fn of(data: Digest, defaults: &Defaults) -> Self {
        Self(Digest::of([data.as_ref(), format!("{defaults:?}").as_bytes()]))
    }

    /// The checksum of all that a document is read from, given that of its source.
    pub(super) fn with(self, source: Digest) -> Digest {
        Digest::of([b"document".as_slice(), self.0.as_ref(), source.as_ref()])
    }
}

/// Reads sources, from any thread.
pub(super) struct Reader<'r> {
    cache: &'r Cache,
    defaults: &'r Defaults,
    rules: &'r Rules,
    around: Around,
    still: AtomicBool,
}

impl<'r> Reader<'r> {
    pub(super) fn new(config: &'r Config, cache: &'r Cache, data: Digest, rules: &'r Rules) -> Self {
        let defaults = &config.archive.defaults;
        Self { cache, defaults, rules, around: Around::of(data, defaults), still: AtomicBool::new(true) }
    }

    /// Whether every source was still what it was when it was found.
    pub(super) fn still(&self) -> bool {
        self.still.load(Ordering::Relaxed)
    }

    /// A source, read, with the checksum of what it was read from.
    pub(super) fn read(&self, file: &SourceFile, before: Option<&Known>) -> (Digest, Understood) {
        let from = self.around.with(file.checksum);
        let known = before.and_then(|before| before.get(&from)).filter(|known| self.is_kept(known, from));
        let read = known.cloned().or_else(|| self.remembered(from));
        read.map_or_else(|| self.anew(file), |read| (from, read))
    }

    /// The keys of a document in the cache: of all but its text, and of its text.
    fn keys(&self, from: Digest) -> [Digest; 2] {
        [b"held".as_slice(), b"text"].map(|part| self.cache.key(Digest::of([from.as_ref(), part])))
    }

    /// Whether what the build before handed on can still be had whole; then the cache keeps it on.
    fn is_kept(&self, (document, _): &Understood, from: Digest) -> bool {
        let [of_held, of_text] = self.keys(from);
        self.cache.still(of_held);
        match document {
            Some(Understanding { text: Stored::Kept(_), .. }) => self.cache.still(of_text),
            _ => true,
        }
    }

    /// A source as the cache remembers it.
    fn remembered(&self, from: Digest) -> Option<Understood> {
        let [of_held, of_text] = self.keys(from);
        let (document, found): Kept = self.cache.get(of_held)?;
        let Some((held, source)) = document else { return Some((None, found)) };
        let understanding = Understanding { held: Arc::new(held), source, text: Stored::Kept(of_text) };
        self.cache.still(of_text).then_some((Some(understanding), found))
    }

    /// A source, read now. One that is not what it was when it was found is taken as it is now.
    fn anew(&self, file: &SourceFile) -> (Digest, Understood) {
        let Checked { output: text, findings } = file.read(self.cache);
        let checksum = text.as_ref().map(SourceText::checksum);
        if checksum != Some(file.checksum) {
            self.still.store(false, Ordering::Relaxed);
        }
        let from = self.around.with(checksum.unwrap_or(file.checksum));
        let read = match text {
            Some(text) => self.understood(&text, from),
            None => (None, findings),
        };
        (from, read)
    }

    /// What is made of a text, put into the cache.
    fn understood(&self, text: &SourceText, from: Digest) -> Understood {
        let Self { cache, defaults, rules, .. } = *self;
        let [of_held, of_text] = self.keys(from);
        let mut findings = Vec::new();
        let document = rules.document(text, defaults).settle(&mut findings);
        let Some(mut document) = document else {
            let kept: Kept = (None, findings);
            cache.keep(of_held, &kept);
            return (None, kept.1);
        };
        document.shrink();
        let citations = recognize(&document, &rules.grammar).settle(&mut findings);
        let held = Held::new(&document, mentions(&document, citations, &rules.mention));
        let source = Source::of(from, &held);
        let kept: Kept = (Some((held, source)), findings);
        cache.keep(of_held, &kept);
        let (document, text) = (kept.0, Stored::of(document, of_text, cache));
        (document.map(|(held, source)| Understanding { held: Arc::new(held), source, text }), kept.1)
    }
}
