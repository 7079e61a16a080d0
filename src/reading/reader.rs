//! Reads sources: by the build before, by one that the cache remembers, or now. In: files that were found. Out: what is made of the text of each
//! alone, and the checksum of what that was made from. What is made of one knows nothing of the others; that of some dozens is kept together,
//! because to open a file takes longer than to read it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use super::{Known, Rules, Understanding, Understood, shelf::Stored};
use crate::{
    cache::Cache,
    config::{Config, Defaults},
    discover::SourceFile,
    made_from::Source,
    mention::mentions,
    model::{Checked, Digest, Finding, Held, SourceText, begins_part},
    recognize::recognize,
};

/// What is kept of a source beside its text: the document without it, its checksums, and what was found.
type Kept = (Option<(Arc<Held>, Source)>, Vec<Finding>);

/// What is kept of some sources, by what each was read from.
type Pack = BTreeMap<Digest, Kept>;

/// About how many sources make a pack. After a change in one of them all are written again.
const PACK: usize = 32;

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

    /// The sources of each pack, which are in order.
    pub(super) fn packs(files: &[SourceFile]) -> Vec<&[SourceFile]> {
        files.chunk_by(|_, next| !begins_part(&next.path, PACK)).collect()
    }

    /// The sources of a pack, read, each with the checksum of what it was read from. `step` is called for each.
    pub(super) fn read(
        &self,
        files: &[SourceFile],
        before: Option<&Known>,
        step: impl Fn() + Sync,
    ) -> Vec<(Digest, Understood)> {
        let known = |from: &Digest| before?.get(from).filter(|known| self.is_whole(known, *from)).cloned();
        let known: Vec<(Digest, Option<Understood>)> =
            files.iter().map(|file| self.around.with(file.checksum)).map(|from| (from, known(&from))).collect();
        // A pack has the name of its first source, and what is in it the checksum of what it was made from.
        let name = files.first().map_or("", |file| file.path.as_str());
        let key = self.cache.key(Digest::of([b"pack".as_slice(), self.around.0.as_ref(), name.as_bytes()]));
        let all_known = known.iter().all(|(_, known)| known.is_some());
        let pack = if all_known { Pack::default() } else { self.cache.get(key).unwrap_or_default() };
        let read = files.par_iter().zip(known).map(|(file, (from, known))| {
            let there = known.or_else(|| self.remembered(&pack, from));
            let is_new = there.is_none();
            let read = there.map_or_else(|| self.anew(file), |there| (from, there));
            step();
            (read, is_new)
        });
        let (read, new): (Vec<(Digest, Understood)>, Vec<bool>) = read.unzip();
        if new.contains(&true) || !self.cache.still(key) {
            self.cache.keep(key, &read.iter().map(|(from, read)| (*from, kept(read))).collect::<Pack>());
        }
        read
    }

    /// The key of a document's text in the cache.
    fn key_of_text(&self, from: Digest) -> Digest {
        self.cache.key(Digest::of([from.as_ref(), b"text"]))
    }

    /// Whether what the build before handed on can still be had whole; then the cache keeps its text on.
    fn is_whole(&self, (document, _): &Understood, from: Digest) -> bool {
        match document {
            Some(Understanding { text: Stored::Kept(_), .. }) => self.cache.still(self.key_of_text(from)),
            _ => true,
        }
    }

    /// A source as its pack has it.
    fn remembered(&self, pack: &Pack, from: Digest) -> Option<Understood> {
        let (document, found) = pack.get(&from)?.clone();
        let Some((held, source)) = document else { return Some((None, found)) };
        let text = self.key_of_text(from);
        let understanding = Understanding { held, source, text: Stored::Kept(text) };
        self.cache.still(text).then_some((Some(understanding), found))
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

    /// What is made of a text, which itself is put into the cache.
    fn understood(&self, text: &SourceText, from: Digest) -> Understood {
        let Self { cache, defaults, rules, .. } = *self;
        let mut findings = Vec::new();
        let document = rules.document(text, defaults).settle(&mut findings);
        let Some(mut document) = document else { return (None, findings) };
        document.shrink();
        let citations = recognize(&document, &rules.grammar).settle(&mut findings);
        let held = Held::new(&document, mentions(&document, citations, &rules.mention));
        let source = Source::of(from, &held);
        let text = Stored::of(document, self.key_of_text(from), cache);
        (Some(Understanding { held: Arc::new(held), source, text }), findings)
    }
}

/// What is kept of a source that was read.
fn kept((document, found): &Understood) -> Kept {
    let document = document.as_ref().map(|Understanding { held, source, .. }| (held.clone(), source.clone()));
    (document, found.clone())
}
