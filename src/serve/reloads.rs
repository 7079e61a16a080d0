//! Follows open pages while they are loaded anew, so that a build that has shown new pages can leave the machine to the browser: on two
//! processors the page came half as late again while lists and index were made beside it. In: which pages were told to load anew, and which
//! asked again. Out: when the build may go on. Never holds a build up for longer than `LONGEST`.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

/// A page that is open hears of news within this time, or nothing of it has changed.
const HEARD: Duration = Duration::from_millis(15);

/// A browser that takes longer has been closed, or has other things to do.
const LONGEST: Duration = Duration::from_millis(400);

/// The pages that are loaded anew.
#[derive(Debug, Default)]
pub(super) struct Reloads {
    /// By path, each as often as it is open.
    coming: Mutex<BTreeMap<String, usize>>,
    changed: Condvar,
}

impl Reloads {
    /// A page was told to load anew.
    pub(super) fn tell(&self, page: &str) {
        *self.coming.lock().unwrap_or_else(PoisonError::into_inner).entry(page.to_owned()).or_default() += 1;
        self.changed.notify_all();
    }

    /// A page asks for what is newer: if it was told to load anew, it is there.
    pub(super) fn ask(&self, page: &str) {
        let mut coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = coming.get_mut(page) {
            *open -= 1;
            coming.retain(|_, open| *open > 0);
        }
        drop(coming);
        self.changed.notify_all();
    }

    /// Waits until the pages that were told to load anew are there; where none is told, hardly at all. Those that do not come are forgotten.
    pub(super) fn wait(&self) {
        let coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
        let told = self.changed.wait_timeout_while(coming, HEARD, |coming| coming.is_empty());
        let coming = told.unwrap_or_else(PoisonError::into_inner).0;
        let here = self.changed.wait_timeout_while(coming, LONGEST, |coming| !coming.is_empty());
        here.unwrap_or_else(PoisonError::into_inner).0.clear();
    }

    #[cfg(test)]
    fn is_coming(&self, page: &str) -> bool {
        self.coming.lock().unwrap_or_else(PoisonError::into_inner).contains_key(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_there_when_it_asks_again_and_no_other_stands_in_for_it() {
        let reloads = Reloads::default();
        reloads.tell("A/RES/63/195.html");
        reloads.tell("A/RES/63/195.html");
        reloads.ask("index.html");
        reloads.ask("A/RES/63/195.html");
        assert!(reloads.is_coming("A/RES/63/195.html"), "it is open twice");
        reloads.ask("A/RES/63/195.html");
        assert!(!reloads.is_coming("A/RES/63/195.html"));
    }

    #[test]
    fn a_page_that_does_not_come_holds_up_one_wait_and_no_second() {
        let reloads = Reloads::default();
        reloads.tell("closed.html");
        reloads.wait();
        assert!(!reloads.is_coming("closed.html"));
    }
}
