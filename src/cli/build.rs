//! `build` and `check`. In: arguments. Out: the site, or the findings alone.

use std::{
    fmt,
    path::Path,
    process::ExitCode,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use concord::{config::Config, model::Failure, progress::Progress};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::{
    Build, Check, in_threads,
    report::{self, Shown, Voice},
};

pub(super) fn build(asked: &Build, voice: Voice) -> Result<ExitCode, Failure> {
    let config = Config { precompress: asked.precompress, ..asked.place.config(asked.output.as_ref())? };
    let stages = Stages::new(voice);
    let built = in_threads(config.jobs, || concord::build(&config, &stages))?;
    let timings = stages.finish();
    let built = built?;
    report::findings(&built.findings, Shown::Few, voice);
    report::summary(&built.output.summary, timings.iter().map(|(_, took)| *took).sum(), voice);
    if asked.timings {
        for (stage, took) in timings {
            eprintln!("{:>9.1} ms  {stage}", took.as_secs_f64() * 1e3);
        }
    }
    if !voice.is_quiet() {
        eprintln!("open {}", config.output.join("index.html").display());
    }
    // Findings never stop a build, but a script must be able to see that a text is not as it should be.
    Ok(ExitCode::from(u8::from(built.output.summary.findings[0] > 0)))
}

pub(super) fn check(asked: &Check, voice: Voice) -> Result<ExitCode, Failure> {
    let config = asked.place.config(None)?;
    let stages = Stages::new(voice);
    let checked = in_threads(config.jobs, || concord::check(&config, &stages))?;
    let timings = stages.finish();
    let checked = checked?;
    report::findings(&checked.findings, Shown::All, voice);
    report::summary(&checked.output, timings.iter().map(|(_, took)| *took).sum(), voice);
    let [errors, warnings, _] = checked.output.findings;
    Ok(ExitCode::from(u8::from(errors > 0 || (asked.strict && warnings > 0))))
}

/// A build that is over sooner shows nothing.
const SOON: Duration = Duration::from_millis(500);

/// The stages as they begin: timed everywhere, shown on a terminal with how many steps are done and how many a second.
struct Stages {
    bar: Option<ProgressBar>,
    voice: Voice,
    begun: Mutex<Vec<(&'static str, Instant)>>,
}

impl Stages {
    fn new(voice: Voice) -> Self {
        let bar = (!voice.is_quiet() && report::on_terminal()).then(ProgressBar::new_spinner);
        Self { bar, voice, begun: Mutex::default() }
    }

    fn finish(self) -> concord::Timings {
        let end = Instant::now();
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        let begun = self.begun.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|(_, begun)| *begun).chain([end]);
        begun.iter().zip(ends).map(|((name, begun), end)| (*name, end - *begun)).collect()
    }
}

impl Progress for Stages {
    fn begin(&self, stage: &'static str, of: Option<usize>) {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).push((stage, Instant::now()));
        let Some(bar) = &self.bar else { return };
        // The templates are constants that a test has seen; a wrong one would cost the picture and nothing else.
        let look = if of.is_some() { "{spinner} {msg} {pos}/{len} ({rate}/s)" } else { "{spinner} {msg}" };
        // The library's own rate has four decimals.
        let rate = |state: &ProgressState, text: &mut dyn fmt::Write| _ = write!(text, "{:.0}", state.per_sec());
        let style = ProgressStyle::with_template(look).unwrap_or_else(|_| ProgressStyle::default_spinner());
        bar.set_style(style.with_key("rate", rate));
        bar.set_length(of.unwrap_or_default() as u64);
        bar.set_position(0);
        bar.reset_eta();
        bar.set_message(stage);
        bar.enable_steady_tick(SOON);
    }

    fn waits(&self, output: &Path) {
        if !self.voice.is_quiet() {
            self.bar.as_ref().map_or_else(|| report::waits(output), |bar| bar.suspend(|| report::waits(output)));
        }
    }

    fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}
