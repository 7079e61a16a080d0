//! Shows new pages as soon as all of them are printed: the one who writes does not wait for exports and index. In: what a build tells as it
//! gets on. Out: the new pages, served from memory until the build has put them in their places. Keeps no more than a change of some texts
//! makes; after a larger one readers see the site when it is there.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{News, Shared};
use crate::{model::Page, progress::Progress};

/// How many bytes of new pages are kept in memory.
const MOST: usize = 64 << 20;

/// Pages that wait for the end of a build.
#[derive(Debug, Default)]
struct Waiting {
    pages: BTreeMap<String, Vec<u8>>,
    bytes: usize,
}

/// One build, as the server follows it.
pub(super) struct Early<'s> {
    shared: &'s Shared,
    /// `None` when there were too many, and when they are shown.
    waiting: Mutex<Option<Waiting>>,
    shown: AtomicBool,
}

impl<'s> Early<'s> {
    pub(super) fn new(shared: &'s Shared) -> Self {
        Self { shared, waiting: Mutex::new(Some(Waiting::default())), shown: AtomicBool::new(false) }
    }

    /// Whether open pages were told to load themselves anew.
    pub(super) fn was_shown(&self) -> bool {
        self.shown.load(Ordering::Acquire)
    }
}

impl Progress for Early<'_> {
    fn printed(&self, page: &Page) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = waiting.as_mut() else { return };
        kept.bytes += page.bytes.len();
        if kept.bytes > MOST {
            *waiting = None;
        } else {
            kept.pages.insert(page.path.clone(), page.bytes.clone());
        }
    }

    fn pages_printed(&self) {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Waiting { pages, .. }) = waiting.filter(|waiting| !waiting.pages.is_empty()) else { return };
        *self.shared.early.write().unwrap_or_else(PoisonError::into_inner) = pages;
        self.shown.store(true, Ordering::Release);
        self.shared.news.send_modify(|news| *news = News { build: news.build + 1, failure: None });
    }
}
