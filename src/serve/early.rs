//! Shows new pages as soon as those that belong together are printed: the one who writes does not wait for lists, exports and index. In: what
//! a build tells as it gets on. Out: the pages that changed, served from memory until the build has put them in their places. Keeps no more
//! than a change of some texts makes; after a larger one readers see the site when it is there.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::{Shared, Told};
use crate::{model::Page, progress::Progress};

/// How many bytes of new pages are kept in memory.
const MOST: usize = 64 << 20;

/// Pages that changed and are not shown yet.
#[derive(Debug, Default)]
struct Waiting {
    pages: BTreeMap<String, Vec<u8>>,
    bytes: usize,
}

/// How far the pages of a build have come.
#[derive(Debug)]
enum Pages {
    /// They are being made; those that were complete are shown.
    Coming(Waiting),
    /// They are too many to be shown before the build ends.
    Many,
    /// What is made now is no page.
    Over,
}

/// One build, as the server follows it.
pub(super) struct Early<'s> {
    shared: &'s Shared,
    told: Mutex<&'s mut (dyn FnMut(Told) + Send)>,
    pages: Mutex<Pages>,
}

impl<'s> Early<'s> {
    pub(super) fn new(shared: &'s Shared, told: &'s mut (dyn FnMut(Told) + Send)) -> Self {
        Self { shared, told: Mutex::new(told), pages: Mutex::new(Pages::Over) }
    }

    /// Whether open pages can be told what changed only when the build has ended.
    pub(super) fn had_too_many(&self) -> bool {
        matches!(*self.pages.lock().unwrap_or_else(PoisonError::into_inner), Pages::Many)
    }

    /// Whether a page is what the build before made.
    fn stands(&self, page: &Page) -> bool {
        let listed = self.shared.files.read().unwrap_or_else(PoisonError::into_inner).contains(&page.path);
        listed && fs::read(self.shared.output.join(&page.path)).is_ok_and(|bytes| bytes == page.bytes)
    }
}

impl Progress for Early<'_> {
    fn waits(&self, output: &Path) {
        (self.told.lock().unwrap_or_else(PoisonError::into_inner))(Told::Waits(output.to_owned()));
    }

    fn begin(&self, stage: &'static str, _of: Option<usize>) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        match (stage, &*pages) {
            ("render", _) => *pages = Pages::Coming(Waiting::default()),
            (_, Pages::Coming(_)) => *pages = Pages::Over,
            _ => {}
        }
    }

    fn printed(&self, page: &Page) {
        let coming = |pages: &Pages| matches!(pages, Pages::Coming(_));
        if !coming(&self.pages.lock().unwrap_or_else(PoisonError::into_inner)) || self.stands(page) {
            return;
        }
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let Pages::Coming(waiting) = &mut *pages else { return };
        waiting.bytes += page.bytes.len();
        if waiting.bytes > MOST {
            *pages = Pages::Many;
        } else {
            waiting.pages.insert(page.path.clone(), page.bytes.clone());
        }
    }

    fn pages_printed(&self) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let Pages::Coming(waiting) = &mut *pages else { return };
        let new = std::mem::take(&mut waiting.pages);
        drop(pages);
        if new.is_empty() {
            return;
        }
        let paths: Vec<String> = new.keys().cloned().collect();
        self.shared.early.write().unwrap_or_else(PoisonError::into_inner).extend(new);
        self.shared.news.send_modify(|news| news.show(&paths));
        // What is made next takes all processors, and the browser needs one.
        self.shared.reloads.wait();
    }
}
