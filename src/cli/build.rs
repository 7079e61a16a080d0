//! `build` and `check`. In: arguments. Out: the site, or the findings alone.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use concord::{
    config::Config,
    model::{Failure, Severity},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Build, Check, report};

pub(super) fn build(asked: &Build, quiet: bool) -> Result<ExitCode, Failure> {
    let config = Config { precompress: asked.precompress, ..asked.place.config(asked.output.as_ref())? };
    let mut stages = Stages::new(quiet);
    let built = in_threads(config.jobs, || concord::build(&config, &mut |name| stages.begin(name)))?;
    let timings = stages.finish();
    let built = built?;
    report::findings(&built.findings, false, quiet);
    report::summary(&built.output.summary, quiet);
    if asked.timings {
        for (stage, took) in timings {
            eprintln!("{:>9.1} ms  {stage}", took.as_secs_f64() * 1e3);
        }
    }
    if !quiet {
        eprintln!("open {}", config.output.join("index.html").display());
    }
    // Findings never stop a build, but a script must be able to see that a text is not as it should be.
    Ok(ExitCode::from(u8::from(built.output.summary.findings[0] > 0)))
}

pub(super) fn check(asked: &Check, quiet: bool) -> Result<ExitCode, Failure> {
    let config = asked.place.config(None)?;
    let mut stages = Stages::new(quiet);
    let checked = in_threads(config.jobs, || concord::read(&config, &mut |name| stages.begin(name)))?;
    stages.finish();
    let checked = checked?;
    let mut findings = checked.findings;
    findings.sort();
    findings.dedup();
    report::findings(&findings, true, quiet);
    let mut summary = checked.output.summary;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    summary.findings = [count(Severity::Error), count(Severity::Warning), count(Severity::Note)];
    report::summary(&summary, quiet);
    let wrong = summary.findings[0] > 0 || (asked.strict && summary.findings[1] > 0);
    Ok(ExitCode::from(u8::from(wrong)))
}

/// Runs with as many threads as asked for.
fn in_threads<T: Send>(jobs: Option<usize>, run: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let Some(jobs) = jobs else { return Ok(run()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build();
    let pool = pool.map_err(|error| Failure::new("--jobs", error, "ask for fewer threads"))?;
    Ok(pool.install(run))
}

/// The stages as they begin: shown on a terminal, timed everywhere.
struct Stages {
    bar: Option<ProgressBar>,
    begun: Vec<(&'static str, Instant)>,
}

impl Stages {
    fn new(quiet: bool) -> Self {
        let bar = (!quiet && report::on_terminal()).then(|| {
            let bar = ProgressBar::new_spinner();
            bar.set_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Self { bar, begun: Vec::new() }
    }

    fn begin(&mut self, name: &'static str) {
        self.begun.push((name, Instant::now()));
        if let Some(bar) = &self.bar {
            bar.set_message(name);
        }
    }

    fn finish(self) -> concord::Timings {
        let end = Instant::now();
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        let ends = self.begun.iter().skip(1).map(|(_, begun)| *begun).chain([end]);
        self.begun.iter().zip(ends).map(|((name, begun), end)| (*name, end - *begun)).collect()
    }
}
