//! Tells when a source changed, and which. In: the source folder. Out: what was touched, after the last of a burst of changes. Never looks at
//! the output folder, which changes with each build.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::{config::Config, discover::Touched, model::Failure};

/// How long nothing must change before a burst of changes is over: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// A stream of changes. The watcher stops with it.
pub(super) struct Changes {
    watcher: RecommendedWatcher,
    receiver: Receiver<Touched>,
    /// Folders that a build would read and that are not there yet.
    missing: Vec<PathBuf>,
}

impl Changes {
    /// Waits until something changed and the burst is over; `None` when there is nothing to watch any more.
    pub(super) fn wait(&mut self) -> Option<Touched> {
        let mut touched = self.receiver.recv().ok()?;
        loop {
            match self.receiver.recv_timeout(QUIET) {
                Ok(more) => touched = touched.or(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        // A folder that has just come to be is watched from now on; what is in it already, the next build reads.
        let watcher = &mut self.watcher;
        self.missing.retain(|folder| !folder.is_dir() || watcher.watch(folder, RecursiveMode::Recursive).is_err());
        Some(touched)
    }
}

/// Watches `archive.yaml` and the folders that a build reads.
pub(super) fn changes(config: &Config) -> Result<Changes, Failure> {
    let (sender, receiver) = channel();
    let source = config.source.canonicalize().unwrap_or_else(|_| config.source.clone());
    let read: Vec<PathBuf> =
        ["content", "templates", "static", "data", "archive.yaml"].iter().map(|name| source.join(name)).collect();
    let tell = {
        let (source, read) = (source.clone(), read.clone());
        move |event: notify::Result<Event>| {
            if let Some(touched) = touched(event, &source, &read) {
                // The receiver is gone only when the program ends.
                let _ = sender.send(touched);
            }
        }
    };
    let watcher = notify::recommended_watcher(tell);
    let fault = |error| {
        Failure::new(source.display(), error, "see to it that this folder can be watched, or use `concord build`")
    };
    let mut watcher = watcher.map_err(fault)?;
    // The folder itself tells when one of the others comes to be; those are watched whole.
    watcher.watch(&source, RecursiveMode::NonRecursive).map_err(fault)?;
    let (there, missing): (Vec<PathBuf>, Vec<PathBuf>) = read.into_iter().partition(|place| place.is_dir());
    for folder in &there {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(fault)?;
    }
    Ok(Changes { watcher, receiver, missing })
}

/// What an event tells of the places that a build reads; `None` where it tells nothing of them.
fn touched(event: notify::Result<Event>, source: &Path, read: &[PathBuf]) -> Option<Touched> {
    // Where events were lost, anything may have changed.
    let Some(event) = event.ok().filter(|event| !event.need_rescan()) else { return Some(Touched::Everything) };
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let ours = event.paths.iter().filter(|path| read.iter().any(|place| path.starts_with(place)));
    ours.map(|path| Touched::path(source, path)).reduce(Touched::or)
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, Flag, ModifyKind};

    use super::*;

    #[test]
    fn events_tell_which_sources_were_touched_and_lost_ones_that_all_may_be() {
        let source = Path::new("/archive");
        let read = [source.join("content")];
        let told = |event: Event| touched(Ok(event), source, &read);
        let changed = || Event::new(EventKind::Modify(ModifyKind::Any)).add_path("/archive/content/a/b.txt".into());
        assert_eq!(told(changed()), Some(Touched::path(source, Path::new("/archive/content/a/b.txt"))));
        assert_eq!(
            told(Event::new(EventKind::Access(AccessKind::Any)).add_path("/archive/content/a/b.txt".into())),
            None
        );
        assert_eq!(told(Event::new(EventKind::Modify(ModifyKind::Any)).add_path("/archive/site/a.html".into())), None);
        assert_eq!(told(changed().set_flag(Flag::Rescan)), Some(Touched::Everything));
        assert_eq!(touched(Err(notify::Error::generic("lost")), source, &read), Some(Touched::Everything));
    }
}
