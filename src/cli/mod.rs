//! The commands that README lists. In: arguments. Out: what was asked for on standard output, findings and progress on standard
//! error, and an exit status: 0 on success, 1 on errors in the input, 2 on wrong usage. Everything that is decided is decided in
//! the library.

mod build;
mod cite;
mod new;
mod normalize;
mod out;
mod report;
mod serve;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use concord::{
    config::{ArchiveFile, Config},
    model::Failure,
};

use self::report::Voice;

/// An archive that links itself: a static site from United Nations reports and resolutions.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Say nothing but errors.
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site.
    Build(Build),
    /// Build, serve on this machine, and build again on every change.
    Serve(Serve),
    /// List what is wrong or doubtful in the sources; build nothing.
    Check(Check),
    /// Print the Markdown that sources become.
    Normalize {
        /// Text, Markdown, HTML or PDF files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the citations of a text as JSON lines.
    Cite(Cite),
    /// Make a small archive to start from.
    New {
        /// A folder that does not exist yet, or is empty.
        dir: PathBuf,
    },
}

#[derive(Debug, Args)]
struct Place {
    /// The folder with archive.yaml and content/.
    #[arg(long, default_value = ".")]
    source: PathBuf,
    /// How many threads to use; all cores by default.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// The folder that remembers what builds made; it can be deleted at any time [default: .concord-cache in the source folder].
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Make everything anew and remember nothing.
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
}

#[derive(Debug, Args)]
struct Build {
    #[command(flatten)]
    place: Place,
    /// The folder to write the site to [default: site in the source folder].
    #[arg(long)]
    output: Option<PathBuf>,
    /// Write a compressed copy (.gz) beside each file, for hosts that serve them.
    #[arg(long)]
    precompress: bool,
    /// Print how long each stage took.
    #[arg(long)]
    timings: bool,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    place: Place,
    /// The folder to write the site to [default: site in the source folder].
    #[arg(long)]
    output: Option<PathBuf>,
    /// The port on 127.0.0.1; 0 for any that is free.
    #[arg(long, default_value_t = 8347)]
    port: u16,
    /// Open a browser.
    #[arg(long)]
    open: bool,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    place: Place,
    /// Exit with 1 on warnings too.
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct Cite {
    /// The language of the text: ar, en, es, fr, ru or zh; told from the text by default.
    #[arg(long)]
    lang: Option<concord::model::Lang>,
    /// The body that issued it: a symbol prefix (A, E/CN.15) or GA, SC, ECOSOC, HRC, CHR, CCPCJ, CND, CSW, COP, COSP.
    #[arg(long, value_name = "BODY")]
    issuer: Option<String>,
    /// Read records {"id","lang","issuer","doc","text"}, one a line, and answer {"id","citations"} a line each.
    #[arg(long, conflicts_with_all = ["lang", "issuer"])]
    jsonl: bool,
    /// The file to read; standard input by default, and where it is `-`.
    file: Option<PathBuf>,
}

/// Runs one command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let voice = if arguments.quiet { Voice::Quiet } else { Voice::Full };
    let done = match &arguments.command {
        Command::Build(asked) => build::build(asked, voice),
        Command::Serve(asked) => serve::serve(asked, voice),
        Command::Check(asked) => build::check(asked, voice),
        Command::Normalize { files } => normalize::normalize(files, voice),
        Command::Cite(asked) => cite::cite(asked, voice),
        Command::New { dir } => new::new(dir, voice),
    };
    done.unwrap_or_else(|failure| {
        report::failure(&failure);
        ExitCode::from(1)
    })
}

/// Runs with as many threads as asked for.
fn in_threads<T: Send>(jobs: Option<usize>, run: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let Some(jobs) = jobs else { return Ok(run()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build();
    let pool = pool.map_err(|error| Failure::new("--jobs", error, "ask for fewer threads"))?;
    Ok(pool.install(run))
}

impl Place {
    /// Reads `archive.yaml`, where there is one.
    fn config(&self, output: Option<&PathBuf>) -> Result<Config, Failure> {
        if !self.source.is_dir() {
            return Err(Failure::new(
                self.source.display(),
                "there is no such folder",
                "name the source folder with --source",
            ));
        }
        let archive = ArchiveFile::read(&self.source)?;
        let output = output.cloned().unwrap_or_else(|| self.source.join("site"));
        let cache = self.cache.clone().unwrap_or_else(|| self.source.join(".concord-cache"));
        let cache = (!self.no_cache).then_some(cache);
        Ok(Config { source: self.source.clone(), output, cache, precompress: false, jobs: self.jobs, archive })
    }
}
