//! Tells when a source changed. In: the source folder. Out: a signal after the last of a burst of changes. Never looks at the output
//! folder, which changes with each build.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::{config::Config, model::Failure};

/// How long nothing must change before a burst of changes is over: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// A stream of changes. The watcher stops with it.
pub(super) struct Changes {
    _watcher: RecommendedWatcher,
    receiver: Receiver<()>,
}

impl Changes {
    /// Waits until something changed and the burst is over; `false` when there is nothing to watch any more.
    pub(super) fn wait(&self) -> bool {
        if self.receiver.recv().is_err() {
            return false;
        }
        loop {
            match self.receiver.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}

/// Watches `archive.yaml` and the folders that a build reads.
pub(super) fn changes(config: &Config) -> Result<Changes, Failure> {
    let (sender, receiver) = channel();
    let source = config.source.canonicalize().unwrap_or_else(|_| config.source.clone());
    let read: Vec<PathBuf> =
        ["content", "templates", "static", "data", "archive.yaml"].iter().map(|name| source.join(name)).collect();
    let ours = {
        let read = read.clone();
        move |event: &Event| {
            let looked_at = matches!(event.kind, EventKind::Access(_));
            !looked_at && event.paths.iter().any(|path| read.iter().any(|place| path.starts_with(place)))
        }
    };
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| ours(&event)) {
            // The receiver is gone only when the program ends.
            let _ = sender.send(());
        }
    });
    let fault = |error| {
        Failure::new(source.display(), error, "see to it that this folder can be watched, or use `concord build`")
    };
    let mut watcher = watcher.map_err(fault)?;
    // The folder itself tells when one of the others comes to be; those are watched whole.
    watcher.watch(&source, RecursiveMode::NonRecursive).map_err(fault)?;
    for folder in read.iter().filter(|place| place.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(fault)?;
    }
    Ok(Changes { _watcher: watcher, receiver })
}
