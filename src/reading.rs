//! From sources to the archive. In: texts as `discover` read them. Out: `Reading`: the archive, and what each of its documents was made of.
//! Makes of each text alone what can be made of it alone, and keeps that where there is a cache: what was read once need not be read again.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use crate::{
    cache::Cache,
    config::Config,
    discover::{SourceFile, Sources},
    made_from::Source,
    mention::{self, ClueRules},
    model::{Archive, Checked, Digest, Document, Failure, Finding, Held, SourceText, Unread},
    normalize,
    progress::Progress,
    recognize, resolve,
    run::Summary,
    shelf::{Copy, Shelf},
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
    /// The built-in data, with the files of `data/` in the source folder in place of those of the same name.
    ///
    /// # Errors
    /// When a data file is not as it should be.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let own = source.map(|source| source.join("data")).filter(|data| data.is_dir());
        let clues = own.as_ref().map(|data| data.join("clues.yaml")).filter(|file| file.is_file());
        let clues = match &clues {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .map_err(|error| Failure::new(file.display(), error, "see to it that this file can be read"))?;
                ClueRules::load(&file.display().to_string(), &text)?
            }
            None => ClueRules::load("data/clues.yaml", include_str!("../data/clues.yaml"))?,
        };
        Ok(Self {
            normalize: normalize::Rules::load(own.as_deref())?,
            grammar: own.as_deref().map_or_else(recognize::Grammar::built_in, recognize::Grammar::load)?,
            mention: mention::Rules::new(clues)?,
        })
    }
}

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
    /// The figures so far.
    pub summary: Summary,
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
    copy: Copy,
}

/// What is kept of a source beside its text: the document without it, its checksums, and what was found.
type Kept = (Option<(Held, Source)>, Vec<Finding>);

/// Sources of so many bytes are handed on from build to build as they were read; those of a larger archive are looked up in the cache.
const HANDED_ON: usize = 64 << 20;

/// Makes the archive of what the source folder holds. `known` is what the build before handed on, and what this one does.
pub(crate) fn understand<'b>(
    config: &'b Config,
    cache: &'b Cache,
    sources: Checked<Sources>,
    (data, rules): (Digest, &Rules),
    known: Option<&mut Known>,
    progress: &dyn Progress,
) -> Checked<Reading<'b>> {
    let mut findings = Vec::new();
    let Sources { texts: sources, pages, mut unread } = sources.settle(&mut findings);
    progress.begin("normalize, recognize", Some(sources.len()));
    let shared = Digest::of([data.as_ref(), format!("{:?}", config.archive.defaults).as_bytes()]);
    let (mut documents, mut made_of, mut copies) = (Vec::new(), Vec::new(), Vec::new());
    let (read, still) = read(&sources, config, cache, (shared, rules), known, progress);
    for ((document, found), failed) in read {
        if let Some(Understanding { held, source, copy }) = document {
            documents.push(held);
            made_of.push(source);
            copies.push(copy);
        }
        unread.extend(failed);
        findings.extend(found);
    }
    progress.begin("resolve", None);
    let mut archive = resolve::resolve(documents, rules.grammar.bodies(), config.archive.lang).settle(&mut findings);
    let failed = unread.iter().map(|unread| normalize::failed(unread, &rules.normalize)).collect();
    resolve::keep_failed(&mut archive, failed);
    let summary = Summary {
        read: archive.held.len() + unread.len(),
        documents: archive.held.len(),
        failed: unread.len(),
        citations: archive.held.iter().map(|held| held.mentions.len()).sum(),
        cited: archive.entries.iter().filter(|entry| !entry.cited_by.is_empty()).count(),
        held: archive.entries.iter().filter(|entry| entry.is_held() && !entry.cited_by.is_empty()).count(),
        ..Summary::default()
    };
    let names = archive.held.iter().map(|held| held.identity.clone());
    let copies = copies.into_iter().zip(names).collect();
    let texts = Shelf::new(cache, copies, again(config, cache, shared, sources, &archive, &made_of));
    Checked { output: Reading { archive, sources: made_of, texts, pages, summary, still }, findings }
}

/// Each source, read: by the build before, by one that the cache remembers, or now; with why, where no document could be made of it. And
/// whether all stood still meanwhile.
fn read(
    sources: &[SourceFile],
    config: &Config,
    cache: &Cache,
    (shared, rules): (Digest, &Rules),
    known: Option<&mut Known>,
    progress: &dyn Progress,
) -> (Vec<(Understood, Option<Unread>)>, bool) {
    let before = known.as_deref();
    let still = AtomicBool::new(true);
    let read = |source: &SourceFile| {
        let from = from(shared, source.checksum);
        let known = before.and_then(|before| before.get(&from)).filter(|known| is_kept(known, cache, from));
        let (from, understood) = match known.cloned().or_else(|| remembered(cache, from)) {
            Some(understood) => (from, understood),
            None => anew(source, &still, config, cache, (shared, rules)),
        };
        let (document, found) = &understood;
        let why = found.iter().max_by_key(|finding| finding.severity).filter(|_| document.is_none());
        let unread = why.map(|why| source.unread(why.clone(), cache));
        progress.step();
        (from, understood, unread)
    };
    let read: Vec<(Digest, Understood, Option<Unread>)> = sources.par_iter().map(read).collect();
    if let Some(known) = known {
        let bytes: usize = sources.iter().map(|source| source.length).sum();
        let all = read.iter().map(|(from, understood, _)| (*from, understood.clone()));
        *known = if bytes > HANDED_ON { Known::new() } else { all.collect() };
    }
    let read = read.into_iter().map(|(_, understood, unread)| (understood, unread)).collect();
    (read, still.into_inner())
}

/// The checksum of all that a document is read from.
fn from(shared: Digest, source: Digest) -> Digest {
    Digest::of([b"document".as_slice(), shared.as_ref(), source.as_ref()])
}

/// The keys of a document in the cache: of all but its text, and of its text.
fn keys(cache: &Cache, from: Digest) -> [Digest; 2] {
    [b"held".as_slice(), b"text"].map(|part| cache.key(Digest::of([from.as_ref(), part])))
}

/// Whether what the build before handed on can still be had whole; then the cache keeps it on.
fn is_kept((document, _): &Understood, cache: &Cache, from: Digest) -> bool {
    let [of_held, of_text] = keys(cache, from);
    cache.still(of_held);
    match document {
        Some(Understanding { copy: Copy::Kept(_), .. }) => cache.still(of_text),
        _ => true,
    }
}

/// A source as the cache remembers it.
fn remembered(cache: &Cache, from: Digest) -> Option<Understood> {
    let [of_held, of_text] = keys(cache, from);
    let (document, found): Kept = cache.get(of_held)?;
    let Some((held, source)) = document else { return Some((None, found)) };
    let understanding = Understanding { held: Arc::new(held), source, copy: Copy::Kept(of_text) };
    cache.still(of_text).then_some((Some(understanding), found))
}

/// A source, read now and put into the cache, with the checksum of what it was read from. One that is not what it was when it was found is
/// taken as it is now, and does not stand `still`.
fn anew(
    source: &SourceFile,
    still: &AtomicBool,
    config: &Config,
    cache: &Cache,
    (shared, rules): (Digest, &Rules),
) -> (Digest, Understood) {
    let Checked { output: text, findings } = source.read(cache);
    if text.as_ref().map(SourceText::checksum) != Some(source.checksum) {
        still.store(false, Ordering::Relaxed);
    }
    let Some(text) = text else { return (from(shared, source.checksum), (None, findings)) };
    let from = from(shared, text.checksum());
    (from, understood(&text, config, cache, (from, rules)))
}

/// A text that was read from its source, put into the cache.
fn understood(source: &SourceText, config: &Config, cache: &Cache, (from, rules): (Digest, &Rules)) -> Understood {
    let [of_held, of_text] = keys(cache, from);
    let mut findings = Vec::new();
    let document = normalize::normalize(source, &config.archive.defaults, &rules.normalize).settle(&mut findings);
    let read = document.map(|mut document| {
        document.shrink();
        let citations = recognize::recognize(&document, &rules.grammar).settle(&mut findings);
        let mut held = Held::new(&document, mention::mentions(&document, citations, &rules.mention));
        held.mentions.shrink_to_fit();
        let source = Source::of(from, &held);
        (document, held, source)
    });
    let Some((document, held, source)) = read else {
        cache.keep::<Kept>(of_held, &(None, findings.clone()));
        return (None, findings);
    };
    let kept: Kept = (Some((held, source)), findings);
    cache.keep(of_held, &kept);
    let (read, findings) = kept;
    let understanding = read.map(|(held, source)| Understanding {
        held: Arc::new(held),
        source,
        copy: Copy::of(document, of_text, cache),
    });
    (understanding, findings)
}

/// Reads a source again whose text the cache has lost since it was read.
fn again<'b>(
    config: &'b Config,
    cache: &'b Cache,
    shared: Digest,
    sources: Vec<SourceFile>,
    archive: &Archive,
    made_of: &[Source],
) -> impl Fn(usize) -> Result<Document, Failure> + Send + Sync + 'b {
    let sources: BTreeMap<String, SourceFile> =
        sources.into_iter().map(|source| (source.path.clone(), source)).collect();
    let lost: Vec<(Option<SourceFile>, Digest)> = archive
        .held
        .iter()
        .zip(made_of)
        .map(|(held, made_of)| (sources.get(&held.path).cloned(), made_of.from))
        .collect();
    let rules: OnceLock<Result<Rules, Failure>> = OnceLock::new();
    move |number| {
        let rules = rules.get_or_init(|| Rules::load(Some(&config.source))).as_ref().map_err(Clone::clone)?;
        let (source, was) = lost.get(number).map_or((None, None), |(source, was)| (source.as_ref(), Some(*was)));
        let text = source.and_then(|source| source.read(cache).output);
        let text = text.filter(|text| Some(from(shared, text.checksum())) == was);
        let document =
            text.and_then(|text| normalize::normalize(&text, &config.archive.defaults, &rules.normalize).output);
        document.ok_or_else(|| {
            let path = source.map_or("content/", |source| &source.path);
            Failure::new(path, "this file was changed while the site was made", "build again")
        })
    }
}

#[cfg(test)]
mod tests {
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
        understand(config, cache, sources, (Digest::of([b"data"]), &rules), None, &Silent).output
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
