//! The stages in their order. In: `Config`. Out: the written site, what was found on the way, and the figures a build ends with.
//! Holds no logic of any stage.

use std::{path::Path, time::Duration};

use rayon::prelude::*;

use crate::{
    config::Config,
    discover, export,
    model::{Archive, Checked, Citation, Document, Failure, Finding, Print, Severity, SourceText},
    normalize, recognize, render, resolve,
    resolve::ClueRules,
    search,
    write::{self, Written},
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    pub written: Option<Written>,
}

/// How long each stage took, in the order they ran.
pub type Timings = Vec<(&'static str, Duration)>;

/// What comes of reading the sources: the archive, and the pages that are no documents.
#[derive(Debug)]
pub struct Reading {
    /// Everything held and cited.
    pub archive: Archive,
    /// `content/pages/`.
    pub pages: Vec<SourceText>,
    /// The figures so far.
    pub summary: Summary,
}

/// Reads the sources into an archive; writes nothing.
///
/// # Errors
/// When the source folder cannot be read or a data file is wrong. What is wrong with single texts is a finding.
pub fn read(config: &Config, stages: &mut impl FnMut(&'static str)) -> Result<Checked<Reading>, Failure> {
    let mut findings = Vec::new();
    stages("rules");
    let rules = Rules::load(Some(&config.source))?;
    stages("discover");
    let sources = discover::discover(&config.source)?.settle(&mut findings);
    stages("normalize, recognize");
    let read = sources.texts.len();
    let texts = sources.texts.par_iter().map(|source| document(source, config, &rules)).collect::<Vec<_>>();
    let documents: Vec<_> = texts.into_iter().filter_map(|checked| checked.settle(&mut findings)).collect();
    stages("resolve");
    let archive =
        resolve::resolve(documents, rules.grammar.bodies(), &rules.clues, config.archive.lang).settle(&mut findings);
    let summary = Summary {
        read: read + sources.unread,
        documents: archive.held.len(),
        failed: read + sources.unread - archive.held.len(),
        citations: archive.held.iter().map(|held| held.citations.len()).sum(),
        cited: archive.entries.values().filter(|entry| !entry.cited_by.is_empty()).count(),
        held: archive.entries.values().filter(|entry| entry.is_held() && !entry.cited_by.is_empty()).count(),
        ..Summary::default()
    };
    Ok(Checked { output: Reading { archive, pages: sources.pages, summary }, findings })
}

/// One source to its document with all it cites.
fn document(source: &SourceText, config: &Config, rules: &Rules) -> Checked<Option<(Document, Vec<Citation>)>> {
    let mut findings = Vec::new();
    let document = normalize::normalize(source, &config.archive.defaults, &rules.normalize).settle(&mut findings);
    let output = document.map(|document| {
        let citations = recognize::recognize(&document, &rules.grammar).settle(&mut findings);
        (document, citations)
    });
    Checked { output, findings }
}

/// Makes the files of the site and prints each as soon as it is made. `stages` is told the name of each stage as it begins.
fn make(
    config: &Config,
    reading: Checked<Reading>,
    templates: &render::Templates,
    stages: &mut impl FnMut(&'static str),
    print: &Print<'_>,
) -> Result<Checked<Summary>, Failure> {
    let mut findings = Vec::new();
    let Reading { mut archive, pages, mut summary } = reading.settle(&mut findings);
    stages("render");
    findings.sort();
    findings.dedup();
    archive.findings.clone_from(&findings);
    let pages: Vec<(String, String)> = pages.into_iter().map(|page| (stem(&page.path), page.text)).collect();
    render::render(&archive, &config.archive, templates, &pages, print)?.settle(&mut findings);
    for file in render::static_files(Some(&config.source.join("static"))) {
        print(file)?;
    }
    stages("export");
    findings.sort();
    export::export(&archive, &findings, print)?;
    stages("index");
    search::index(&archive, &config.archive)?.into_par_iter().try_for_each(print)?;
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

/// Makes the site and writes it.
///
/// # Errors
/// When nothing sensible can be made or written. The site that was there then stays as it was.
pub fn build(config: &Config, stages: &mut impl FnMut(&'static str)) -> Result<Checked<Built>, Failure> {
    write::refuse_sources(&config.source, &config.output)?;
    write::refuse_strangers(&config.output)?;
    let templates = render::Templates::load(Some(&config.source.join("templates")))?;
    let reading = read(config, stages)?;
    let writer = write::Writer::begin(&config.output)?;
    let Checked { output: mut summary, findings } =
        make(config, reading, &templates, stages, &|page| writer.take(page))?;
    stages("write");
    let (written, paths) = writer.finish()?;
    summary.written = Some(written);
    Ok(Checked { output: Built { summary, paths }, findings })
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
