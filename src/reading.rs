//! From sources to the archive. In: texts as `discover` read them. Out: `Reading`: the archive, and what each of its documents was made of.
//! Makes of each text alone what can be made of it alone, and keeps that where there is a cache: what was read once need not be read again.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use rayon::prelude::*;

use crate::{
    cache::Cache,
    config::Config,
    discover::Sources,
    made_from::{self, Source},
    model::{Archive, Checked, Citation, Digest, Document, Failure, Finding, Held, SourceText, Told},
    normalize,
    progress::Progress,
    recognize, resolve,
    resolve::ClueRules,
    run::Summary,
};

/// All that is data and not code: compiled once, used for every text.
#[derive(Debug)]
pub struct Rules {
    /// How extraction damages texts.
    pub normalize: normalize::Rules,
    /// How the six languages cite.
    pub grammar: recognize::Grammar,
    /// How citing texts tell title and date.
    pub clues: ClueRules,
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
            clues,
        })
    }
}

/// What comes of reading the sources: the archive, and the pages that are no documents.
#[derive(Debug)]
pub struct Reading {
    /// Everything held and cited.
    pub archive: Archive,
    /// What each of `Archive::held` was read from.
    pub sources: Vec<Source>,
    /// `content/pages/`.
    pub pages: Vec<SourceText>,
    /// The figures so far.
    pub summary: Summary,
}

/// Texts as they were read for the build before, by what they were read from.
pub(crate) type Texts = BTreeMap<Digest, Understood>;

/// What comes of reading a source: the document, if it is one, with what it was made of, and what was found.
pub(crate) type Understood = (Option<(Arc<Held>, Source)>, Vec<Finding>);

/// What is kept of a source: the document, what it cites, what it tells of that, and the checksums of its mentions.
type Kept = (Option<(Document, Vec<Citation>, Vec<Told>, Vec<Digest>)>, Vec<Finding>);

/// Texts of so many bytes are handed on from build to build; those of a larger archive are read from the cache.
const HANDED_ON: usize = 64 << 20;

/// Makes the archive of what the source folder holds. `own` are the checksums of its texts, `known` is what the build before handed on, and what
/// this one does.
pub(crate) fn understand(
    config: &Config,
    cache: &Cache,
    (sources, own): (Checked<Sources>, &[Digest]),
    (data, rules): (Digest, &Rules),
    known: Option<&mut Texts>,
    progress: &dyn Progress,
) -> Checked<Reading> {
    let mut findings = Vec::new();
    let Sources { texts: sources, pages, mut unread } = sources.settle(&mut findings);
    progress.begin("normalize, recognize", Some(sources.len()));
    let texts = texts((&sources, own), config, cache, (data, rules), known, progress);
    let mut documents = Vec::with_capacity(sources.len());
    let mut made_of = Vec::with_capacity(sources.len());
    for (source, (document, found)) in sources.iter().zip(texts) {
        if let Some((document, from)) = document {
            documents.push(document);
            made_of.push(from);
        } else {
            let why = found.iter().max_by_key(|finding| finding.severity).cloned();
            unread.extend(why.map(|why| source.unread(why)));
        }
        findings.extend(found);
    }
    drop(sources);
    progress.begin("resolve", None);
    let mut archive = resolve::resolve(documents, rules.grammar.bodies(), config.archive.lang).settle(&mut findings);
    let failed = unread.iter().map(|unread| normalize::failed(unread, &rules.normalize)).collect();
    resolve::keep_failed(&mut archive, failed);
    let summary = Summary {
        read: archive.held.len() + unread.len(),
        documents: archive.held.len(),
        failed: unread.len(),
        citations: archive.held.iter().map(|held| held.citations.len()).sum(),
        cited: archive.entries.iter().filter(|entry| !entry.cited_by.is_empty()).count(),
        held: archive.entries.iter().filter(|entry| entry.is_held() && !entry.cited_by.is_empty()).count(),
        ..Summary::default()
    };
    Checked { output: Reading { archive, sources: made_of, pages, summary }, findings }
}

/// Each source, read: by the build before, by one that the cache remembers, or now.
fn texts(
    (sources, own): (&[SourceText], &[Digest]),
    config: &Config,
    cache: &Cache,
    (data, rules): (Digest, &Rules),
    known: Option<&mut Texts>,
    progress: &dyn Progress,
) -> Vec<Understood> {
    let shared = Digest::of([data.as_ref(), format!("{:?}", config.archive.defaults).as_bytes()]);
    let before = known.as_deref();
    let read = |(source, own): (&SourceText, &Digest)| {
        let from = Digest::of([b"document".as_slice(), shared.as_ref(), own.as_ref()]);
        let understood = if let Some(known) = before.and_then(|before| before.get(&from)) {
            cache.still(from);
            known.clone()
        } else {
            let (document, found) = cache.remember(from, || document(source, config, rules));
            let document = document.map(|(document, citations, told, mentions)| {
                (Arc::new(Held::new(document, citations, told)), Source { from, mentions: mentions.into() })
            });
            (document, found)
        };
        progress.step();
        (from, understood)
    };
    let texts: Vec<(Digest, Understood)> = sources.par_iter().zip(own).map(read).collect();
    if let Some(known) = known {
        let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
        *known = if bytes > HANDED_ON { Texts::new() } else { texts.iter().cloned().collect() };
    }
    texts.into_iter().map(|(_, understood)| understood).collect()
}

/// One source to its document with all it cites, and what was found.
fn document(source: &SourceText, config: &Config, rules: &Rules) -> Kept {
    let mut findings = Vec::new();
    let document = normalize::normalize(source, &config.archive.defaults, &rules.normalize).settle(&mut findings);
    let output = document.map(|mut document| {
        document.shrink();
        let mut citations = recognize::recognize(&document, &rules.grammar).settle(&mut findings);
        citations.shrink_to_fit();
        let told = rules.clues.told(&document, &citations);
        let mentions = made_from::mentions(&document, &citations);
        (document, citations, told, mentions)
    });
    (output, findings)
}

/// All that a source is.
pub(crate) fn own(source: &SourceText) -> Digest {
    let (path, sidecar) = source.sidecar.as_ref().map_or(("", ""), |(path, text)| (path, text));
    let format = format!("{:?}", source.format);
    Digest::of([&source.path, format.as_str(), &source.text, path, sidecar].map(str::as_bytes))
}
