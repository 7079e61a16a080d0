//! Follows open pages while they are loaded anew, so that a build that has shown new pages can leave the machine to the browser: on two
//! processors the page came half as late again while lists and index were made beside it. In: which answers were given and which pages asked
//! again. Out: when the build may go on. Never holds a build up for longer than `LONGEST`.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

/// A page that is open hears of news within this time, or nothing of it has changed.
const HEARD: Duration = Duration::from_millis(15);

/// A browser that takes longer has been closed, or has other things to do.
const LONGEST: Duration = Duration::from_millis(400);

/// How many pages were told to load anew, and how many have been loaded since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    told: u64,
    loaded: u64,
}

/// The pages that are loaded anew.
#[derive(Debug, Default)]
pub(super) struct Reloads {
    count: Mutex<Count>,
    changed: Condvar,
}

impl Reloads {
    /// How many there were until now.
    pub(super) fn count(&self) -> Count {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page was told to load anew.
    pub(super) fn tell(&self) {
        self.add(|count| count.told += 1);
    }

    /// A page was loaded: it asks for what is newer.
    pub(super) fn load(&self) {
        self.add(|count| count.loaded += 1);
    }

    fn add(&self, add: impl FnOnce(&mut Count)) {
        add(&mut self.count.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    /// Waits until the pages that were told to load anew since `before` are there. Where none was told, hardly at all.
    pub(super) fn wait(&self, before: Count) {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(count, HEARD, |now| now.told == before.told);
        let count = waited.unwrap_or_else(PoisonError::into_inner).0;
        let coming = |now: &mut Count| now.loaded - before.loaded < now.told - before.told;
        drop(self.changed.wait_timeout_while(count, LONGEST, coming));
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::*;

    #[test]
    fn a_build_goes_on_when_the_pages_that_were_told_are_there() {
        let reloads = Arc::new(Reloads::default());
        let before = reloads.count();
        reloads.wait(before);
        assert_eq!(reloads.count(), before, "where nobody is told nobody is waited for");
        let browser = {
            let reloads = Arc::clone(&reloads);
            thread::spawn(move || {
                reloads.tell();
                reloads.load();
            })
        };
        browser.join().expect("it ends");
        reloads.wait(before);
        assert_eq!(reloads.count(), Count { told: 1, loaded: 1 });
    }
}
