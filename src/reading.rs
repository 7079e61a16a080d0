//! From sources to the archive. In: texts as `discover` read them. Out: `Reading`: the archive, and what each of its documents was made of.
//! Makes of each text alone what can be made of it alone, and keeps that where there is a cache: what was read once need not be read again.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;

use crate::{
    cache::Cache,
    config::Config,
    discover::{self, Sources},
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

/// Makes the archive of what the source folder holds. `own` are the checksums of its texts, `known` is what the build before handed on, and what
/// this one does.
pub(crate) fn understand<'b>(
    config: &'b Config,
    cache: &'b Cache,
    (sources, own): (Checked<Sources>, &[Digest]),
    (data, rules): (Digest, &Rules),
    known: Option<&mut Known>,
    progress: &dyn Progress,
) -> Checked<Reading<'b>> {
    let mut findings = Vec::new();
    let Sources { texts: sources, pages, mut unread } = sources.settle(&mut findings);
    progress.begin("normalize, recognize", Some(sources.len()));
    let shared = Digest::of([data.as_ref(), format!("{:?}", config.archive.defaults).as_bytes()]);
    let (mut documents, mut made_of, mut copies) = (Vec::new(), Vec::new(), Vec::new());
    for ((document, found), failed) in read(sources, own, config, cache, (shared, rules), known, progress) {
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
    let texts = Shelf::new(cache, copies.into_iter().zip(names).collect(), again(config, shared, &archive, &made_of));
    Checked { output: Reading { archive, sources: made_of, texts, pages, summary }, findings }
}

/// Each source, read: by the build before, by one that the cache remembers, or now; and those of which no document could be made. The text
/// of a source is given back as soon as it is read.
fn read(
    sources: Vec<SourceText>,
    own: &[Digest],
    config: &Config,
    cache: &Cache,
    (shared, rules): (Digest, &Rules),
    known: Option<&mut Known>,
    progress: &dyn Progress,
) -> Vec<(Understood, Option<Unread>)> {
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let before = known.as_deref();
    let read = |(source, own): (SourceText, &Digest)| {
        let from = from(shared, *own);
        let understood = before
            .and_then(|before| before.get(&from))
            .filter(|known| is_kept(known, cache, from))
            .cloned()
            .unwrap_or_else(|| remembered(cache, from).unwrap_or_else(|| anew(&source, config, cache, (from, rules))));
        let (document, found) = &understood;
        let why = found.iter().max_by_key(|finding| finding.severity).filter(|_| document.is_none());
        let unread = why.map(|why| source.unread(why.clone()));
        progress.step();
        (from, understood, unread)
    };
    let read: Vec<(Digest, Understood, Option<Unread>)> = sources.into_par_iter().zip(own).map(read).collect();
    if let Some(known) = known {
        let all = read.iter().map(|(from, understood, _)| (*from, understood.clone()));
        *known = if bytes > HANDED_ON { Known::new() } else { all.collect() };
    }
    read.into_iter().map(|(_, understood, unread)| (understood, unread)).collect()
}

/// The checksum of all that a document is read from.
fn from(shared: Digest, own: Digest) -> Digest {
    Digest::of([b"document".as_slice(), shared.as_ref(), own.as_ref()])
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

/// A source, read now and put into the cache.
fn anew(source: &SourceText, config: &Config, cache: &Cache, (from, rules): (Digest, &Rules)) -> Understood {
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

/// Reads sources again whose texts the cache has lost since they were read: all of them once, when the first is asked for.
fn again<'b>(
    config: &'b Config,
    shared: Digest,
    archive: &Archive,
    made_of: &[Source],
) -> impl Fn(usize) -> Result<Document, Failure> + Send + Sync + 'b {
    let paths: Vec<(String, Digest)> =
        archive.held.iter().zip(made_of).map(|(held, source)| (held.path.clone(), source.from)).collect();
    let sources: OnceLock<Result<(Vec<SourceText>, Rules), Failure>> = OnceLock::new();
    let all = || {
        let sources = discover::discover(&config.source, &Cache::none())?.output.texts;
        Ok((sources, Rules::load(Some(&config.source))?))
    };
    move |number| {
        let (sources, rules) = sources.get_or_init(all).as_ref().map_err(Clone::clone)?;
        let wanted = paths.get(number);
        let source = wanted.and_then(|(path, was)| {
            let source = sources.iter().find(|source| source.path == *path)?;
            (from(shared, own(source)) == *was).then_some(source)
        });
        let document =
            source.and_then(|source| normalize::normalize(source, &config.archive.defaults, &rules.normalize).output);
        document.ok_or_else(|| {
            let path = wanted.map_or("content/", |(path, _)| path);
            Failure::new(path, "this file was changed while the site was made", "build again")
        })
    }
}

/// All that a source is.
pub(crate) fn own(source: &SourceText) -> Digest {
    let (path, sidecar) = source.sidecar.as_ref().map_or(("", ""), |(path, text)| (path, text));
    let format = format!("{:?}", source.format);
    Digest::of([&source.path, format.as_str(), &source.text, path, sidecar].map(str::as_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::ArchiveFile, model::Texts as _, progress::Silent};

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
        let own: Vec<Digest> = sources.output.texts.iter().map(own).collect();
        let rules = Rules::load(None).unwrap();
        understand(config, cache, (sources, &own), (Digest::of([b"data"]), &rules), None, &Silent).output
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
