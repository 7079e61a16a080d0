//! The stages in their order. In: `Config`. Out: the written site, what was found on the way, and the figures a build ends with.
//! Holds no logic of any stage.

use std::{borrow::Cow, collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::{
    cache::Cache,
    config::Config,
    discover::{self, Sources},
    export,
    made_from::MadeFrom,
    model::{Archive, Checked, Citation, Digest, Document, Failure, Finding, Held, Print, Severity, SourceText},
    normalize,
    press::Press,
    progress::Progress,
    recognize, render, resolve,
    resolve::ClueRules,
    search::{self, Indexer},
    write::{self, Finished, Sum, Writer, Written},
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

/// The figures that a build ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Sources found.
    pub read: usize,
    /// Documents in the archive.
    pub documents: usize,
    /// Sources of which no document could be made.
    pub failed: usize,
    /// Citations found.
    pub citations: usize,
    /// Symbols cited.
    pub cited: usize,
    /// Of these, held.
    pub held: usize,
    /// Errors, warnings, notes.
    pub findings: [usize; 3],
    /// What was written; `None` where nothing was to be.
    #[serde(skip)]
    pub written: Option<Written>,
}

/// How long each stage took, in the order they ran.
pub type Timings = Vec<(&'static str, Duration)>;

/// What comes of reading the sources: the archive, and the pages that are no documents.
#[derive(Debug)]
pub struct Reading {
    /// Everything held and cited.
    pub archive: Archive,
    /// What each of `Archive::held` was read from.
    pub sources: Vec<Digest>,
    /// `content/pages/`.
    pub pages: Vec<SourceText>,
    /// The figures so far.
    pub summary: Summary,
}

/// Reads the sources into an archive; writes nothing but the cache.
///
/// # Errors
/// When the source folder cannot be read or a data file is wrong. What is wrong with single texts is a finding.
pub fn read(config: &Config, progress: &dyn Progress) -> Result<Checked<Reading>, Failure> {
    let cache = open(config);
    progress.begin("discover", None);
    let sources = discover::discover(&config.source, &cache)?;
    let data = folder(&config.source.join("data"));
    progress.begin("rules", None);
    let rules = Rules::load(Some(&config.source))?;
    Ok(understand(config, &cache, sources, (data, &rules), None, progress))
}

/// What one build can hand on to the next: a grammar takes longer to compile than a paragraph to change.
#[derive(Default)]
pub struct Workshop {
    /// With the checksum of the files that they were loaded from.
    rules: Option<(Digest, Rules)>,
    templates: Option<(Digest, render::Templates)>,
    texts: Texts,
    /// Nothing is to be handed on: what a stage no longer needs is given back before the next.
    once: bool,
}

/// Texts as they were read for the build before, by what they were read from.
type Texts = BTreeMap<Digest, Understood>;

/// What comes of reading a source: the document with what it cites, if it is one, and what was found.
type Understood = (Option<Arc<Held>>, Vec<Finding>);

/// Texts of so many bytes are handed on from build to build; those of a larger archive are read from the cache.
const HANDED_ON: usize = 64 << 20;

impl Workshop {
    /// Makes the site and writes it. Where nothing changed since the build before, the site is left as it is.
    ///
    /// # Errors
    /// When nothing sensible can be made or written. The site that was there then stays as it was.
    pub fn build(&mut self, config: &Config, progress: &dyn Progress) -> Result<Checked<Built>, Failure> {
        write::refuse_sources(&config.source, &config.output)?;
        write::refuse_strangers(&config.output)?;
        let cache = open(config);
        progress.begin("discover", None);
        let sources = discover::discover(&config.source, &cache)?;
        progress.begin("compare", None);
        let folders = ["data", "static", "templates"].map(|name| folder(&config.source.join(name)));
        let key = cache.key(whole(config, &sources, &folders));
        if let Some((mut summary, findings, list)) = cache.get::<Whole>(key) {
            let writer = Writer::begin(&config.output)?;
            if writer.leave(&list) {
                let Finished { written, paths, .. } = writer.finish()?;
                summary.written = Some(written);
                return Ok(Checked { output: Built { summary, paths }, findings });
            }
        }
        let [data, _, own] = folders;
        progress.begin("rules", None);
        let templates =
            kept(&mut self.templates, own, || render::Templates::load(Some(&config.source.join("templates"))))?;
        let rules = kept(&mut self.rules, data, || Rules::load(Some(&config.source)))?;
        let texts = (!self.once).then_some(&mut self.texts);
        let reading = understand(config, &cache, sources, (data, rules), texts, progress);
        if self.once {
            // Its patterns have learnt the texts; on ten thousand documents that takes 100 MiB.
            self.rules = None;
        }
        let press = Press::begin(Writer::begin(&config.output)?, &cache, config.precompress, progress);
        let Checked { output: mut summary, findings } = make(config, reading, templates, &cache, progress, &press)?;
        progress.begin("write", None);
        let Finished { written, list, paths } = press.finish(&cache)?;
        let remembered: Whole = (summary, findings, list);
        cache.put(key, &remembered);
        cache.sweep();
        summary.written = Some(written);
        Ok(Checked { output: Built { summary, paths }, findings: remembered.1 })
    }
}

/// What was loaded before, if the files that it comes from have the same checksum; else it is loaded anew.
fn kept<T>(
    before: &mut Option<(Digest, T)>,
    files: Digest,
    load: impl FnOnce() -> Result<T, Failure>,
) -> Result<&T, Failure> {
    let there = before.take().filter(|(from, _)| *from == files);
    let there = there.map_or_else(|| load().map(|loaded| (files, loaded)), Ok)?;
    Ok(&before.insert(there).1)
}

fn open(config: &Config) -> Cache {
    config.cache.as_deref().map_or_else(Cache::none, Cache::open)
}

/// Makes the archive of what the source folder holds. `known` is what the build before handed on, and what this one does.
fn understand(
    config: &Config,
    cache: &Cache,
    sources: Checked<Sources>,
    (data, rules): (Digest, &Rules),
    known: Option<&mut Texts>,
    progress: &dyn Progress,
) -> Checked<Reading> {
    let mut findings = Vec::new();
    let sources = sources.settle(&mut findings);
    progress.begin("normalize, recognize", Some(sources.texts.len()));
    let read = sources.texts.len();
    let shared = Digest::of([data.as_ref(), format!("{:?}", config.archive.defaults).as_bytes()]);
    let before = known.as_deref();
    let texts: Vec<(Digest, Understood)> = sources
        .texts
        .par_iter()
        .map(|source| {
            let parts = Digest::of([b"document".as_slice(), shared.as_ref(), own(source).as_ref()]);
            let understood = if let Some(known) = before.and_then(|before| before.get(&parts)) {
                cache.still(parts);
                known.clone()
            } else {
                let (document, found) = cache.remember(parts, || document(source, config, rules));
                (document.map(|(document, citations)| Arc::new(Held::new(document, citations))), found)
            };
            progress.step();
            (parts, understood)
        })
        .collect();
    if let Some(known) = known {
        let bytes: usize = sources.texts.iter().map(|source| source.text.len()).sum();
        *known = if bytes > HANDED_ON { Texts::new() } else { texts.iter().cloned().collect() };
    }
    let mut unread = sources.unread;
    let mut documents = Vec::with_capacity(read);
    let mut parts = Vec::with_capacity(read);
    for (source, (part, (document, found))) in sources.texts.iter().zip(texts) {
        if let Some(document) = document {
            documents.push(document);
            parts.push(part);
        } else {
            let why = found.iter().max_by_key(|finding| finding.severity).cloned();
            unread.extend(why.map(|why| source.unread(why)));
        }
        findings.extend(found);
    }
    drop(sources.texts);
    progress.begin("resolve", None);
    let mut archive =
        resolve::resolve(documents, rules.grammar.bodies(), &rules.clues, config.archive.lang).settle(&mut findings);
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
    Checked { output: Reading { archive, sources: parts, pages: sources.pages, summary }, findings }
}

/// One source to its document with all it cites, and what was found.
fn document(source: &SourceText, config: &Config, rules: &Rules) -> (Option<(Document, Vec<Citation>)>, Vec<Finding>) {
    let mut findings = Vec::new();
    let document = normalize::normalize(source, &config.archive.defaults, &rules.normalize).settle(&mut findings);
    let output = document.map(|mut document| {
        document.shrink();
        let mut citations = recognize::recognize(&document, &rules.grammar).settle(&mut findings);
        citations.shrink_to_fit();
        (document, citations)
    });
    (output, findings)
}

/// All that a source is.
fn own(source: &SourceText) -> Digest {
    let (path, sidecar) = source.sidecar.as_ref().map_or(("", ""), |(path, text)| (path, text));
    let format = format!("{:?}", source.format);
    Digest::of([&source.path, format.as_str(), &source.text, path, sidecar].map(str::as_bytes))
}

/// All that the files of a folder are, by path.
fn folder(folder: &Path) -> Digest {
    let files =
        WalkDir::new(folder).sort_by_file_name().into_iter().flatten().filter(|file| file.file_type().is_file());
    let keys: Vec<Digest> = files
        .map(|file| {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            Digest::of([file.path().to_string_lossy().as_bytes(), &bytes])
        })
        .collect();
    Digest::of(keys.iter())
}

/// All that a site is made from.
fn whole(config: &Config, sources: &Checked<Sources>, folders: &[Digest; 3]) -> Digest {
    let Sources { texts, pages, unread } = &sources.output;
    let texts: Vec<Digest> = texts.par_iter().chain(pages.par_iter()).map(own).collect();
    let rest = format!("{:?} {} {unread:?} {:?}", config.archive, config.precompress, sources.findings);
    Digest::of(folders.iter().chain(&texts).map(Digest::as_ref).chain([rest.as_bytes(), b"whole"]))
}

/// What is remembered of a whole build, to know the next one by.
type Whole = (Summary, Vec<Finding>, Sum);

/// Makes the files of the site and prints each as soon as it is made. `progress` is told how far it is.
fn make(
    config: &Config,
    reading: Checked<Reading>,
    templates: &render::Templates,
    cache: &Cache,
    progress: &dyn Progress,
    print: &dyn Print,
) -> Result<Checked<Summary>, Failure> {
    let mut findings = Vec::new();
    let Reading { mut archive, sources, pages, mut summary } = reading.settle(&mut findings);
    progress.begin("render", Some(archive.held.len() + unheld(&archive)));
    findings.sort();
    findings.dedup();
    archive.findings.clone_from(&findings);
    let pages: Vec<(String, String)> = pages.into_iter().map(|page| (stem(&page.path), page.text)).collect();
    let made_from = MadeFrom::of(&archive, &sources);
    render::render(&archive, &config.archive, templates, &pages, &made_from, print)?.settle(&mut findings);
    print.all(render::static_files(Some(&config.source.join("static")))?)?;
    print.complete();
    progress.begin("export", Some(archive.held.len() + unheld(&archive)));
    findings.sort();
    export::export(&archive, &findings, &made_from, print)?;
    progress.begin("index", None);
    let indexer = Indexer::new();
    let product = |held: usize| {
        let (Some(text), Some(document)) = (made_from.text(held), archive.held.get(held)) else {
            return Cow::default();
        };
        let parts = Digest::of([b"indexed".as_slice(), text.as_ref()]);
        Cow::Owned(cache.remember(parts, || indexer.indexed(&document.document)))
    };
    search::index_of(&archive, &config.archive, &indexer, &product, print)?;
    summary.findings = count(&findings);
    Ok(Checked { output: summary, findings })
}

/// A site that was built.
#[derive(Debug)]
pub struct Built {
    /// The figures it ends with.
    pub summary: Summary,
    /// The paths of its files.
    pub paths: Vec<String>,
}

/// One build, as `Workshop::build`.
///
/// # Errors
/// As those of `Workshop::build`.
pub fn build(config: &Config, progress: &dyn Progress) -> Result<Checked<Built>, Failure> {
    Workshop { once: true, ..Workshop::default() }.build(config, progress)
}

/// How many texts are cited and not held.
fn unheld(archive: &Archive) -> usize {
    archive.entries.iter().filter(|entry| !entry.is_held()).count()
}

/// The path of a page on the site, without its ending: `about` for `content/pages/about.md`.
fn stem(path: &str) -> String {
    let name = path.strip_prefix("content/pages/").unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Errors, warnings, notes.
pub(crate) fn count(findings: &[Finding]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}
