//! A server for the one who writes: builds, serves on this machine only, builds again when a source changes, reloads open pages. In:
//! `Config`. Out: pages over HTTP. Serves the files that the last build lists and no other, so no path can lead to a file outside the
//! site; answers no other machine and no other host name.

mod answer;
mod early;
mod news;
mod reloads;
mod watch;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use tokio::sync::watch::Sender;

use self::{
    early::Early,
    news::{Changed, News},
    reloads::Reloads,
};

use crate::{
    Built, Summary, Workshop,
    config::Config,
    model::{Checked, Failure},
};

/// The files of the site, as they are served: what is not among them is not looked for on the disk.
type Files = BTreeSet<String>;

/// What the server and the builder share.
struct Shared {
    files: RwLock<Files>,
    /// New pages of a build that is not over, by path.
    early: RwLock<BTreeMap<String, Vec<u8>>>,
    output: PathBuf,
    news: Sender<News>,
    reloads: Reloads,
    port: u16,
}

/// What the one who runs the server is told.
#[derive(Debug)]
pub enum Told {
    /// The server answers here.
    Ready(String),
    /// A build is done, and took so long.
    Built(Checked<Summary>, Duration),
    /// Another build is writing into this folder, and ours waits for it.
    Waits(PathBuf),
    /// A build failed; the pages of the one before are served until it is mended.
    Failed(Failure),
}

/// Serves until the process is stopped.
///
/// # Errors
/// When the port is taken, or the sources cannot be watched. A build that fails is told and shown in the page.
pub fn serve(config: &Config, port: u16, mut told: impl FnMut(Told) + Send) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::new("the server", error, "try again"))?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let remedy = "choose another port with --port, or 0 for any that is free";
    let taken = |error| Failure::new(address, error, remedy);
    let listener = runtime.block_on(tokio::net::TcpListener::bind(address)).map_err(taken)?;
    let address = listener.local_addr().map_err(taken)?;
    let shared = Arc::new(Shared {
        files: RwLock::default(),
        early: RwLock::default(),
        output: config.output.clone(),
        news: Sender::new(News::default()),
        reloads: Reloads::default(),
        port: address.port(),
    });
    let mut changes = watch::changes(config)?;
    let mut workshop = Workshop::default();
    rebuild(&mut workshop, config, &shared, &mut told);
    let router = answer::router(Arc::clone(&shared));
    runtime.spawn(async move { axum::serve(listener, router).await });
    told(Told::Ready(format!("http://{address}/")));
    while changes.wait() {
        rebuild(&mut workshop, config, &shared, &mut told);
    }
    Ok(())
}

/// Builds, and puts the new pages in place of the old ones if it worked.
fn rebuild(workshop: &mut Workshop, config: &Config, shared: &Shared, told: &mut (dyn FnMut(Told) + Send)) {
    let begun = Instant::now();
    let archive = crate::config::ArchiveFile::read(&config.source);
    let early = Early::new(shared, told);
    let built = archive.and_then(|archive| workshop.build(&Config { archive, ..config.clone() }, &early));
    let too_many = early.had_too_many();
    drop(early);
    let told_of = match built {
        Ok(Checked { output: Built { summary, files }, findings }) => {
            let files: Files = files.paths().map(str::to_owned).collect();
            let before = std::mem::replace(&mut *shared.files.write().unwrap_or_else(PoisonError::into_inner), files);
            told(Told::Built(Checked { output: summary, findings }, begun.elapsed()));
            Ok((too_many, before))
        }
        Err(failure) => {
            let said = failure.to_string();
            told(Told::Failed(failure));
            Err(said)
        }
    };
    shared.early.write().unwrap_or_else(PoisonError::into_inner).clear();
    shared.news.send_modify(|news| match told_of {
        Ok((true, _)) => news.tell(&Changed::Anything),
        Ok((false, before)) => {
            let files = shared.files.read().unwrap_or_else(PoisonError::into_inner);
            // A style or a script that is gone is asked for by no page.
            let gone = before.difference(&files).map(String::as_str).filter(|path| !path.starts_with("static/"));
            news.tell(&Changed::Files(gone.collect()));
        }
        Err(why) => news.fail(why),
    });
}
