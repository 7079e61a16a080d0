//! The stages in their order. In: `Config`. Out: the written site, what was found on the way, and the figures a build ends with.
//! Holds no logic of any stage.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    cache::Cache,
    config::Config,
    discover::{self, Sources},
    export,
    made_from::MadeFrom,
    model::{Archive, Checked, Digest, Failure, Finding, Print, Severity, SourceText},
    own,
    press::{Before, Press},
    progress::Progress,
    reading::{self, Known, Reading, Rules},
    render, search,
    write::{self, Finished, List, Sum, Writer, Written},
};

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

impl Summary {
    fn of(Reading { archive, failed, .. }: &Reading<'_>, findings: &[Finding]) -> Self {
        let cited = || archive.entries.iter().filter(|entry| !entry.cited_by.is_empty());
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            read: archive.held.len() + failed,
            documents: archive.held.len(),
            failed: *failed,
            citations: archive.held.iter().map(|held| held.mentions.len()).sum(),
            cited: cited().count(),
            held: cited().filter(|entry| entry.is_held()).count(),
            findings: [Severity::Error, Severity::Warning, Severity::Note].map(count),
            written: None,
        }
    }
}

/// Findings as they are told: in order, each once.
fn in_order(findings: &mut Vec<Finding>) {
    findings.sort();
    findings.dedup();
}

/// How long each stage took, in the order they ran.
pub type Timings = Vec<(&'static str, Duration)>;

/// Reads the sources, makes the pages and looks for what is wrong with them: all that would stop a build, and all that a build would find. Writes
/// nothing but the cache.
///
/// # Errors
/// When the source folder cannot be read, when a data file or a template is wrong, or when two pages have one path. What is wrong with single texts
/// is a finding.
pub fn check(config: &Config, progress: &dyn Progress) -> Result<Checked<Summary>, Failure> {
    let cache = open(config);
    progress.begin("discover", None);
    let mut sources = discover::discover(&config.source, &cache)?;
    let folders = folders(config)?;
    sources.findings.extend(own::unread(&config.source)?);
    // A build that found nothing changed since has told all there is to tell.
    if let Some((summary, findings, _)) = cache.get::<Whole>(cache.key(whole(config, &sources, &folders))) {
        return Ok(Checked { output: summary, findings });
    }
    progress.begin("rules", None);
    let templates = render::Templates::load(Some(&config.source))?;
    let [data, ..] = folders;
    let rules = Rules::load(Some(&config.source))?.tried(data, &cache)?;
    let reading = reading::read(config, &cache, sources, (data, &rules), None, progress).resolve(&rules, progress);
    let mut findings = Vec::new();
    let mut reading = reading.settle(&mut findings);
    progress.begin("render", None);
    let shown = show(config, &mut reading, &mut findings, (&templates, &cache), &write::Proof::default());
    // A check that fails has stored what it read as well.
    cache.sweep_checks();
    shown?;
    Ok(Checked { output: Summary::of(&reading, &findings), findings })
}

/// The checksums of the user's own data, static files and templates.
fn folders(config: &Config) -> Result<[Digest; 3], Failure> {
    let checksum = |name: &str| own::checksum(&config.source.join(name));
    Ok([checksum("data")?, checksum("static")?, checksum("templates")?])
}

/// What one build can hand on to the next: a grammar takes longer to compile than a paragraph to change.
#[derive(Default)]
pub struct Workshop {
    /// With the checksum of the files that they were loaded from.
    rules: Option<(Digest, Rules)>,
    templates: Option<(Digest, render::Templates)>,
    /// What was read.
    known: Known,
    /// Nothing is to be handed on: what a stage no longer needs is given back before the next.
    once: bool,
}

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
        let mut sources = discover::discover(&config.source, &cache)?;
        progress.begin("compare", None);
        let folders = folders(config)?;
        sources.findings.extend(own::unread(&config.source)?);
        let key = cache.key(whole(config, &sources, &folders));
        if let Some((mut summary, findings, list)) = cache.get::<Whole>(key) {
            let writer = Writer::begin(&config.output, &|| progress.waits(&config.output))?;
            if writer.leave(&list) {
                let Finished { written, files, .. } = writer.finish()?;
                summary.written = Some(written);
                return Ok(Checked { output: Built { summary, files }, findings });
            }
        }
        let [data, _, layouts] = folders;
        progress.begin("rules", None);
        let said = Digest::of([layouts, data]);
        let known = (!self.once).then_some(&mut self.known);
        // What is wrong with one of them is told before anything is made in the output folder.
        let ((templates, before), rules) = rayon::join(
            || {
                let templates = kept(&mut self.templates, said, || render::Templates::load(Some(&config.source)));
                (templates, Before::of(&config.output, &cache, config.precompress))
            },
            || kept(&mut self.rules, data, || Rules::load(Some(&config.source))?.tried(data, &cache)),
        );
        let (templates, rules) = (templates?, rules?);
        // The site that is there is looked at meanwhile: reading and resolving have stretches that one thread must do alone.
        let (reading, press) = rayon::join(
            || reading::read(config, &cache, sources, (data, rules), known, progress).resolve(rules, progress),
            || Press::begin(&config.output, before, progress),
        );
        let (press, still) = (press?, reading.output.still);
        if self.once {
            // Its patterns have learnt the texts; on ten thousand documents that takes 100 MiB.
            let rules = self.rules.take();
            rayon::spawn(move || drop(rules));
        }
        let Checked { output: (archive, mut summary), findings } =
            make(config, reading, templates, &cache, progress, &press)?;
        progress.begin("write", None);
        let Finished { written, list, files, .. } = press.finish(&cache)?;
        let remembered: Whole = (summary, findings, list);
        if still {
            cache.put(key, &remembered);
        }
        cache.sweep();
        // To give back what an archive is made of takes a while, and nobody waits for it; not while the site is put in its place, which needs all
        // threads.
        rayon::spawn(move || drop(archive));
        summary.written = Some(written);
        Ok(Checked { output: Built { summary, files }, findings: remembered.1 })
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

/// All that a site is made from.
fn whole(config: &Config, sources: &Checked<Sources>, folders: &[Digest; 3]) -> Digest {
    let Sources { texts, pages, unread } = &sources.output;
    let texts = texts.iter().map(|text| text.checksum).chain(pages.iter().map(SourceText::checksum));
    let texts: Vec<Digest> = texts.collect();
    let rest = format!("{:?} {} {unread:?} {:?}", config.archive, config.precompress, sources.findings);
    Digest::of(folders.iter().chain(&texts).map(Digest::as_ref).chain([rest.as_bytes(), b"whole"]))
}

/// What is remembered of a whole build, to know the next one by.
type Whole = (Summary, Vec<Finding>, Sum);

/// Makes the files of the site and prints each as soon as it is made; gives the archive back. `progress` is told how far it is.
fn make(
    config: &Config,
    reading: Checked<Reading<'_>>,
    templates: &render::Templates,
    cache: &Cache,
    progress: &dyn Progress,
    print: &dyn Print,
) -> Result<Checked<(Archive, Summary)>, Failure> {
    let mut findings = Vec::new();
    let mut reading = reading.settle(&mut findings);
    progress.begin("render", Some(reading.archive.entries.len()));
    let made_from = show(config, &mut reading, &mut findings, (templates, cache), print)?;
    let (Reading { archive, texts, .. }, settings) = (&reading, &config.archive);
    progress.begin("export, index", None);
    let lists = export::Material { archive, findings: &findings, made_from: &made_from, cache };
    let index =
        search::Material { archive, texts, settings, words: templates.box_words(), made_from: &made_from, cache };
    // Each has stretches that one thread must do alone.
    let (exported, indexed) = rayon::join(|| export::export(lists, print), || search::print_index(&index, print));
    exported.and(indexed)?;
    let summary = Summary::of(&reading, &findings);
    Ok(Checked { output: (reading.archive, summary), findings })
}

/// Makes the pages of the site, and what lies beside them, of texts that were read. What was found before is shown on the pages; what is found on the
/// way is added, in order.
fn show(
    config: &Config,
    reading: &mut Reading<'_>,
    findings: &mut Vec<Finding>,
    (templates, cache): (&render::Templates, &Cache),
    print: &dyn Print,
) -> Result<MadeFrom, Failure> {
    in_order(findings);
    reading.archive.findings.clone_from(findings);
    let Reading { archive, sources, texts, .. } = &*reading;
    let pages: Vec<(String, String)> = reading.pages.iter().map(|page| (stem(&page.path), page.text.clone())).collect();
    let made_from = MadeFrom::of(archive, sources, cache);
    let statics = render::static_files(Some(&config.source.join("static")))?;
    let material = render::Material {
        archive,
        texts,
        settings: &config.archive,
        pages: &pages,
        statics: &statics,
        made_from: &made_from,
        beside: &export::Files(archive),
        cache,
    };
    render::render(&material, templates, print)?.settle(findings);
    print.all(statics)?;
    print.complete();
    in_order(findings);
    Ok(made_from)
}

/// A site that was built.
#[derive(Debug)]
pub struct Built {
    /// The figures it ends with.
    pub summary: Summary,
    /// Its files.
    pub files: List,
}

/// One build, as `Workshop::build`.
///
/// # Errors
/// As those of `Workshop::build`.
pub fn build(config: &Config, progress: &dyn Progress) -> Result<Checked<Built>, Failure> {
    Workshop { once: true, ..Workshop::default() }.build(config, progress)
}

/// The path of a page on the site, without its ending: `about` for `content/pages/about.md`.
fn stem(path: &str) -> String {
    let name = path.strip_prefix("content/pages/").unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
