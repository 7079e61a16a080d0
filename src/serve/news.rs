//! What open pages are told. In: which files changed and whether a build failed. Out: for a page that has seen the news up to some number,
//! whether it must be loaded anew. Knows nothing of builds or of HTTP.

use std::collections::{BTreeMap, BTreeSet};

/// How the last build went.
#[derive(Debug, Clone, Default)]
pub(super) struct News {
    /// Counts what there was to tell.
    pub number: u64,
    /// What stopped the last build.
    pub failure: Option<String>,
    /// When each page was changed last, by number.
    pages: BTreeMap<String, u64>,
    /// Pages that were shown before their build had ended. If it fails they are taken back, and who has them open must hear of it.
    early: BTreeSet<String>,
    /// Pages that were taken back.
    stale: BTreeSet<String>,
    /// When anything changed that stands on every page, or nobody knows what.
    all: u64,
}

/// What a change of the site touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Changed<'a> {
    /// These files and no others.
    Files(Vec<&'a str>),
    /// Nobody knows.
    Anything,
}

impl News {
    /// A build has come to where some of its pages can be shown.
    pub(super) fn show(&mut self, pages: &[String]) {
        self.change(&Changed::Files(pages.iter().map(String::as_str).collect()));
        self.early.extend(pages.iter().cloned());
    }

    /// A build went well.
    pub(super) fn tell(&mut self, changed: &Changed<'_>) {
        self.change(changed);
        self.early.clear();
    }

    fn change(&mut self, changed: &Changed<'_>) {
        let stale = std::mem::take(&mut self.stale);
        let nothing = matches!(changed, Changed::Files(files) if files.is_empty()) && stale.is_empty();
        if nothing && self.failure.is_none() {
            return;
        }
        self.number += 1;
        self.failure = None;
        match changed {
            // Styles and scripts stand on every page.
            Changed::Files(files) if files.iter().all(|file| !file.starts_with("static/")) => {
                let files = files.iter().map(|file| (*file).to_owned());
                self.pages.extend(files.chain(stale).map(|file| (file, self.number)));
            }
            Changed::Files(_) | Changed::Anything => {
                self.pages.clear();
                self.all = self.number;
            }
        }
    }

    /// A build failed; the site is as it was.
    pub(super) fn fail(&mut self, why: String) {
        self.number += 1;
        self.failure = Some(why);
        self.stale.append(&mut self.early);
    }

    /// Whether a page that knows the news up to a number is another by now. A page that does not say which it is may be any.
    pub(super) fn concerns(&self, page: Option<&str>, seen: u64) -> bool {
        let last = page.map_or(self.number, |page| self.pages.get(page).copied().unwrap_or_default());
        // A number that was not given out yet is that of a server before this one.
        self.failure.is_none() && (last.max(self.all) > seen || seen > self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_loaded_anew_when_it_or_what_stands_on_all_pages_has_changed() {
        let mut news = News::default();
        news.tell(&Changed::Anything);
        assert!(news.concerns(Some("a.html"), 0) && !news.concerns(Some("a.html"), 1));
        news.tell(&Changed::Files(vec!["a.html"]));
        assert!(news.concerns(Some("a.html"), 1) && !news.concerns(Some("b.html"), 1) && news.concerns(None, 1));
        assert!(!news.concerns(Some("a.html"), 2));
        news.fail("why".to_owned());
        assert!(!news.concerns(Some("a.html"), 1), "what is wrong is shown on the page that is there");
        news.tell(&Changed::Files(Vec::new()));
        assert!(news.concerns(Some("a.html"), 1), "the change before is not forgotten");
        assert!(!news.concerns(Some("b.html"), 1) && news.concerns(Some("b.html"), 9));
        news.tell(&Changed::Files(vec!["static/concord.css"]));
        assert!(news.concerns(Some("b.html"), 4));
    }

    #[test]
    fn a_page_that_was_shown_and_taken_back_is_loaded_anew() {
        let mut news = News::default();
        news.tell(&Changed::Anything);
        news.show(&["a.html".to_owned()]);
        assert!(news.concerns(Some("a.html"), 1));
        news.fail("why".to_owned());
        // The page hears why, and asks on from there.
        assert!(!news.concerns(Some("a.html"), 2));
        let heard = news.number;
        news.tell(&Changed::Files(Vec::new()));
        assert!(news.concerns(Some("a.html"), heard), "what it shows is not what the site has");
        assert!(!news.concerns(Some("b.html"), heard));
        let heard = news.number;
        news.show(&["a.html".to_owned()]);
        news.tell(&Changed::Files(Vec::new()));
        let number = news.number;
        news.fail("why".to_owned());
        news.tell(&Changed::Files(Vec::new()));
        assert!(news.concerns(Some("a.html"), heard) && !news.concerns(Some("a.html"), number), "that build went well");
    }
}
