//! What open pages are told. In: which files changed and whether a build failed. Out: for a page that has seen the news up to some number,
//! whether it must be loaded anew. Knows nothing of builds or of HTTP.

use std::collections::BTreeMap;

/// How the last build went.
#[derive(Debug, Clone, Default)]
pub(super) struct News {
    /// Counts what there was to tell.
    pub number: u64,
    /// What stopped the last build.
    pub failure: Option<String>,
    /// When each page was changed last, by number.
    pages: BTreeMap<String, u64>,
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
    /// A build went well, or has come to where some of its pages can be shown.
    pub(super) fn tell(&mut self, changed: &Changed<'_>) {
        let nothing = matches!(changed, Changed::Files(files) if files.is_empty());
        if nothing && self.failure.is_none() {
            return;
        }
        self.number += 1;
        self.failure = None;
        match changed {
            // Styles and scripts stand on every page.
            Changed::Files(files) if files.iter().all(|file| !file.starts_with("static/")) => {
                self.pages.extend(files.iter().map(|file| ((*file).to_owned(), self.number)));
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
}
