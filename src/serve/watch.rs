//! Tells when a source changed. In: the source folder. Out: word of it, after the last of a burst of changes. Never looks at the output folder,
//! which changes with each build, and never tells what changed: the next build sees that for itself.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode, ModifyKind},
};

use crate::{config::Config, model::Failure};

/// How long nothing must change before a burst of changes is over: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// The same after a file was closed by the one who wrote it, or got its name, which is the last step of each: where the system tells that, the
/// page need not wait. An editor that goes on is answered by one more build.
const CLOSED: Duration = Duration::from_millis(4);

/// What an event tells.
#[derive(Debug, Default, PartialEq, Eq)]
struct Heard {
    /// Whether a source may have changed.
    changed: bool,
    /// Whether it is the last step of a change.
    last: bool,
    /// What a build reads and what was itself made, removed or given its name.
    anew: Vec<PathBuf>,
}

/// A stream of changes. The watcher stops with it.
pub(super) struct Changes {
    watcher: RecommendedWatcher,
    receiver: Receiver<Heard>,
    /// What is to be watched from now on, because it came to be or another took its place.
    anew: BTreeSet<PathBuf>,
}

impl Changes {
    /// Waits until something changed and the burst is over; `false` when there is nothing to watch any more.
    pub(super) fn wait(&mut self) -> bool {
        let mut changed = false;
        let mut quiet = QUIET;
        loop {
            let heard = if changed {
                match self.receiver.recv_timeout(quiet) {
                    Ok(heard) => heard,
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return false,
                }
            } else {
                let Ok(heard) = self.receiver.recv() else { return false };
                heard
            };
            quiet = if heard.last { CLOSED } else { QUIET };
            self.anew.extend(heard.anew);
            changed |= heard.changed;
        }
        self.watch_anew();
        true
    }

    /// A folder that has just come to be is watched from now on; what is in it already, the next build reads. The watch goes with a folder: one that
    /// `git checkout` or `rsync --delete` puts in its place has none.
    fn watch_anew(&mut self) {
        let watcher = &mut self.watcher;
        self.anew.retain(|place| {
            // Of a folder that is gone there may be no watch left to be given up.
            let _ = watcher.unwatch(place);
            // One that cannot be watched may be gone already, or is tried again after the next change.
            place.is_dir() && watcher.watch(place, RecursiveMode::Recursive).is_err()
        });
    }
}

/// Watches `archive.yaml` and the folders that a build reads.
pub(super) fn changes(config: &Config) -> Result<Changes, Failure> {
    let (sender, receiver) = channel();
    let source = config.source.canonicalize().unwrap_or_else(|_| config.source.clone());
    let read: Vec<PathBuf> =
        ["content", "templates", "static", "data", "archive.yaml"].iter().map(|name| source.join(name)).collect();
    let tell = {
        let read = read.clone();
        move |event: notify::Result<Event>| {
            if let Some(heard) = heard(event, &read) {
                // The receiver is gone only when the program ends.
                let _ = sender.send(heard);
            }
        }
    };
    let watcher = notify::recommended_watcher(tell);
    let fault = |error| {
        Failure::new(source.display(), error, "see to it that this folder can be watched, or use `concord build`")
    };
    let mut watcher = watcher.map_err(fault)?;
    // The folder itself tells when one of the others comes to be or goes; those are watched whole.
    watcher.watch(&source, RecursiveMode::NonRecursive).map_err(fault)?;
    for folder in read.iter().filter(|place| place.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(fault)?;
    }
    Ok(Changes { watcher, receiver, anew: BTreeSet::new() })
}

/// What an event tells of the places that a build reads; `None` where it tells nothing of them.
fn heard(event: notify::Result<Event>, read: &[PathBuf]) -> Option<Heard> {
    // Where events were lost, anything may have changed, and folders too.
    let Some(event) = event.ok().filter(|event| !event.need_rescan()) else {
        return Some(Heard { changed: true, last: false, anew: read.to_vec() });
    };
    if !event.paths.iter().any(|path| read.iter().any(|place| path.starts_with(place))) {
        return None;
    }
    let anew = || event.paths.iter().filter(|path| read.contains(path)).cloned().collect();
    match event.kind {
        // That a file was written has been told before.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Heard { last: true, ..Heard::default() }),
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Name(_)) => Some(Heard { changed: true, last: true, anew: anew() }),
        EventKind::Create(_) | EventKind::Remove(_) => Some(Heard { changed: true, last: false, anew: anew() }),
        _ => Some(Heard { changed: true, ..Heard::default() }),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use notify::event::{CreateKind, Flag, RemoveKind, RenameMode};

    use super::*;

    #[test]
    fn events_tell_that_a_source_may_have_changed_and_whether_it_was_the_last_step() {
        let read = [PathBuf::from("/archive/content")];
        let told = |event: Event| heard(Ok(event), &read);
        let of = |kind| Event::new(kind).add_path("/archive/content/a/b.txt".into());
        let changed = || of(EventKind::Modify(ModifyKind::Any));
        let heard_of = |changed: bool, last: bool| Some(Heard { changed, last, anew: Vec::new() });
        assert_eq!(told(changed()), heard_of(true, false));
        let renamed = of(EventKind::Modify(ModifyKind::Name(RenameMode::To)));
        assert_eq!(told(renamed), heard_of(true, true));
        let closed = of(EventKind::Access(AccessKind::Close(AccessMode::Write)));
        assert_eq!(told(closed), heard_of(false, true));
        assert_eq!(told(of(EventKind::Access(AccessKind::Any))), None);
        assert_eq!(told(Event::new(EventKind::Modify(ModifyKind::Any)).add_path("/archive/site/a.html".into())), None);
        let all = || Some(Heard { changed: true, last: false, anew: read.to_vec() });
        assert_eq!(told(changed().set_flag(Flag::Rescan)), all());
        assert_eq!(heard(Err(notify::Error::generic("lost")), &read), all());
    }

    #[test]
    fn a_folder_that_comes_or_goes_is_watched_anew() {
        let source = Path::new("/archive");
        let read = ["content", "archive.yaml"].map(|name| source.join(name));
        for (kind, path, anew) in [
            (EventKind::Create(CreateKind::Folder), "content", true),
            (EventKind::Remove(RemoveKind::Folder), "content", true),
            (EventKind::Modify(ModifyKind::Name(RenameMode::From)), "content", true),
            (EventKind::Modify(ModifyKind::Any), "content", false),
            (EventKind::Create(CreateKind::Folder), "content/more", false),
        ] {
            let place = source.join(path);
            let told = heard(Ok(Event::new(kind).add_path(place.clone())), &read).unwrap();
            assert_eq!(told.anew, if anew { vec![place] } else { Vec::new() }, "{kind:?} of {path}");
        }
    }

    #[test]
    fn a_burst_of_changes_is_told_once_and_a_file_that_was_only_closed_is_not() {
        let (sender, receiver) = channel();
        for (changed, last) in [(false, true), (true, false), (false, true), (true, true)] {
            sender.send(Heard { changed, last, anew: Vec::new() }).unwrap();
        }
        let watcher = notify::recommended_watcher(|_: notify::Result<Event>| {}).unwrap();
        let mut changes = Changes { watcher, receiver, anew: BTreeSet::new() };
        assert!(changes.wait());
        assert_eq!(changes.receiver.try_recv().ok(), None, "all of it was one burst");
        drop(sender);
        assert!(!changes.wait());
    }
}
