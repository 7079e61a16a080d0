//! From sources to the archive. In: what `discover` found. Out: `Reading`: the archive, what each of its documents was made of, and its texts.
//! Makes of each text alone what can be made of it alone (`reader`), and keeps that where there is a cache: what was read once need not be
//! read again. Never holds more texts than are being read, where the cache can hold them.

mod reader;
mod rules;
mod shelf;

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

pub use self::rules::Rules;
use self::{
    reader::Reader,
    shelf::{Shelf, Stored},
};
use crate::{
    cache::Cache,
    config::Config,
    discover::{SourceFile, Sources},
    made_from::{self, Source},
    model::{Archive, Checked, Digest, Finding, Held, SourceText, Unread},
    normalize,
    progress::Progress,
    resolve::{self, Joined},
};

/// What comes of reading the sources: the archive, and the pages that are no documents.
#[derive(Debug)]
pub struct Reading<'b> {
    /// Everything held and cited.
    pub archive: Archive,
    /// What each of `Archive::held` was read from.
    pub sources: Vec<Source>,
    /// The text of each of `Archive::held`.
    pub texts: Shelf<'b>,
    /// `content/pages/`.
    pub pages: Vec<SourceText>,
    /// Of how many sources no document could be made.
    pub failed: usize,
    /// Whether the sources stood still while they were read; else the site is not that of the sources that were found.
    pub still: bool,
}

/// Sources as they were read for the build before, by what they were read from.
pub(crate) type Known = BTreeMap<Digest, Understood>;

/// What comes of reading a source: the document, if it is one, and what was found.
pub(crate) type Understood = (Option<Understanding>, Vec<Finding>);

/// A document that was read.
#[derive(Debug, Clone)]
pub(crate) struct Understanding {
    held: Arc<Held>,
    source: Source,
    text: Stored,
}

/// Sources of so many bytes are handed on from build to build as they were read; those of a larger archive are looked up in the cache.
const HANDED_ON: usize = 64 << 20;

/// What the sources say, each for itself.
pub(crate) struct Read<'b> {
    config: &'b Config,
    cache: &'b Cache,
    data: Digest,
    documents: Vec<Arc<Held>>,
    made_of: Vec<Source>,
    texts: Vec<(Stored, SourceFile, Digest)>,
    pages: Vec<SourceText>,
    unread: Vec<Unread>,
    still: bool,
    findings: Vec<Finding>,
}

/// Reads what the source folder holds. `known` is what the build before handed on, and what this one does.
pub(crate) fn read<'b>(
    config: &'b Config,
    cache: &'b Cache,
    sources: Checked<Sources>,
    (data, rules): (Digest, &Rules),
    known: Option<&mut Known>,
    progress: &dyn Progress,
) -> Read<'b> {
    let mut findings = Vec::new();
    let Sources { texts: files, pages, mut unread } = sources.settle(&mut findings);
    progress.begin("normalize, recognize", Some(files.len()));
    let reader = Reader::new(config, cache, data, rules);
    let (mut documents, mut made_of, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for (file, (document, found)) in files.iter().zip(each(&files, &reader, known, progress)) {
        if let Some(Understanding { held, source, text }) = document {
            documents.push(held);
            texts.push((text, file.clone(), source.from));
            made_of.push(source);
        } else {
            let why = found.iter().max_by_key(|finding| finding.severity);
            unread.extend(why.map(|why| file.unread(why.clone(), cache)));
        }
        findings.extend(found);
    }
    Read { config, cache, data, documents, made_of, texts, pages, unread, still: reader.still(), findings }
}

impl<'b> Read<'b> {
    /// Makes the archive of it.
    pub(crate) fn resolve(self, rules: &Rules, progress: &dyn Progress) -> Checked<Reading<'b>> {
        let Self { config, cache, data, documents, made_of, texts, pages, unread, still, mut findings } = self;
        progress.begin("resolve", None);
        let (bodies, main_lang) = (rules.grammar.bodies(), config.archive.lang);
        let join = || Joined::of(&documents, bodies, main_lang);
        let joined = cache.recall(made_from::joined(&made_of, bodies, main_lang), join);
        let mut archive = joined.archive(documents, bodies, main_lang).settle(&mut findings);
        let names = unread.iter().map(|unread| normalize::failed(unread, &rules.normalize)).collect();
        resolve::keep_failed(&mut archive, names);
        let failed = unread.len();
        let texts = Shelf::new(config, cache, data, archive.held.iter().map(|held| held.identity.clone()).zip(texts));
        Checked { output: Reading { archive, sources: made_of, texts, pages, failed, still }, findings }
    }
}

/// Each source, read: by the build before, by one that the cache remembers, or now.
fn each(
    files: &[SourceFile],
    reader: &Reader<'_>,
    known: Option<&mut Known>,
    progress: &dyn Progress,
) -> Vec<Understood> {
    let before = known.as_deref();
    let packs = Reader::packs(files).into_par_iter();
    let read: Vec<Vec<(Digest, Understood)>> =
        packs.map(|pack| reader.read(pack, before, || progress.step())).collect();
    let read: Vec<(Digest, Understood)> = read.into_iter().flatten().collect();
    if let Some(known) = known {
        let bytes: usize = files.iter().map(|file| file.length).sum();
        *known = if bytes > HANDED_ON { Known::new() } else { read.iter().cloned().collect() };
    }
    read.into_iter().map(|(_, understood)| understood).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{config::ArchiveFile, discover, model::Texts as _, progress::Silent};

    fn config(source: &Path) -> Config {
        Config {
            source: source.to_owned(),
            output: source.join("site"),
            cache: None,
            precompress: false,
            jobs: None,
            archive: ArchiveFile::default(),
        }
    }

    fn texts<'b>(config: &'b Config, cache: &'b Cache) -> Reading<'b> {
        let sources = discover::discover(&config.source, cache).unwrap();
        let rules = Rules::load(None).unwrap();
        read(config, cache, sources, (Digest::of([b"data"]), &rules), None, &Silent).resolve(&rules, &Silent).output
    }

    #[test]
    fn a_source_that_changes_after_it_was_found_is_taken_as_it_is_and_one_that_is_gone_failed() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let content = config.source.join("content");
        std::fs::create_dir_all(&content).unwrap();
        let (changed, gone) = (content.join("A_RES_63_195-EN.txt"), content.join("A_RES_63_196-EN.txt"));
        for file in [&changed, &gone] {
            std::fs::write(file, "1.\tRecalls its resolution 62/175;\n").unwrap();
        }
        let cache = Cache::none();
        let rules = Rules::load(None).unwrap();
        let sources = discover::discover(&config.source, &cache).unwrap();
        std::fs::write(&changed, "1.\tRecalls its resolution 62/176;\n").unwrap();
        std::fs::remove_file(&gone).unwrap();
        let Checked { output: reading, findings } =
            read(&config, &cache, sources, (Digest::of([b"data"]), &rules), None, &Silent).resolve(&rules, &Silent);
        assert!(!reading.still, "what was read is not what was found");
        let cited: Vec<&str> = reading.archive.held[0].citations().map(|citation| &*citation.text).collect();
        assert_eq!((reading.archive.held.len(), reading.failed, cited), (1, 1, vec!["resolution 62/176"]));
        assert!(findings.iter().any(|finding| finding.file.contains("63_196") && finding.code == "unreadable"));
    }

    #[test]
    fn a_text_that_the_cache_has_lost_is_read_again_and_a_changed_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(&folder.path().join("archive"));
        let content = config.source.join("content");
        std::fs::create_dir_all(&content).unwrap();
        std::fs::write(content.join("A_RES_63_195-EN.txt"), "1.\tRecalls its resolution 62/175;\n").unwrap();
        let place = folder.path().join("cache");
        let cache = Cache::open(&place);
        let reading = texts(&config, &cache);
        let whole = reading.texts.document(0).unwrap();
        assert_eq!(whole, texts(&config, &Cache::none()).texts.document(0).unwrap(), "with a cache as without");
        std::fs::remove_dir_all(&place).unwrap();
        assert_eq!(reading.texts.document(0).unwrap(), whole);
        let cache = Cache::open(&place);
        let reading = texts(&config, &cache);
        std::fs::remove_dir_all(&place).unwrap();
        std::fs::write(content.join("A_RES_63_195-EN.txt"), "1.\tRecalls its resolution 62/176;\n").unwrap();
        let failure = reading.texts.document(0).unwrap_err().to_string();
        assert!(failure.contains("A_RES_63_195-EN.txt") && failure.contains("changed while"), "{failure}");
    }
}
