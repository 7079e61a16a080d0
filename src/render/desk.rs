//! Where pages pass before they are printed. In: pages, in the order of who has the first claim to a path. Out: the same to `Print`, each
//! path once. What has no place left is a finding. Never looks into a page.

use std::{
    collections::BTreeSet,
    fmt,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::templates::Sheet;
use crate::model::{Address, Cause, Digest, Failure, Finding, Page, Print, Set, Severity};

/// Why a page that the program made is not on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Displaced {
    /// A list, because a text has its path.
    List,
    /// The page of a text, because one written by hand has its path.
    Text,
    /// A page written by hand, because another has its path.
    Written,
}

impl fmt::Display for Displaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::List => "a text of the archive has the path of a list of the site, which was left out",
            Self::Text => "a page under content/pages/ has the path of a text of the archive, whose page was left out",
            Self::Written => "another page under content/pages/ has this path, or one that differs in case alone; this one was left out",
        })
    }
}

impl Cause for Displaced {
    fn severity(&self) -> Severity {
        match self {
            Self::List | Self::Text => Severity::Warning,
            Self::Written => Severity::Error,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::List => "give the text another id in a sidecar".to_owned(),
            Self::Text => "rename the page, or give the text another id in a sidecar".to_owned(),
            Self::Written => "rename one of the two pages".to_owned(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::List => "list-displaced",
            Self::Text => "text-displaced",
            Self::Written => "page-displaced",
        }
    }
}

/// A path as the disk sees it that tells fewest apart.
fn fold(path: &str) -> String {
    path.to_lowercase().nfc().collect()
}

/// What was printed so far, and what is found on the way.
pub(super) struct Desk<'a> {
    print: &'a dyn Print,
    /// Pages written by hand stand in for those made by the program: the home page, the about page.
    by_hand: BTreeSet<String>,
    taken: Mutex<Taken>,
    findings: Mutex<Vec<Finding>>,
}

/// The paths that have a page.
#[derive(Debug, Default)]
struct Taken {
    /// Those of pages, in small letters: some disks cannot hold two paths that differ in case alone.
    folded: Set<String>,
    /// Paths that came since somebody asked last. Nobody asks where all lists stand.
    new: Vec<String>,
}

impl Taken {
    /// In small letters, all of them.
    fn folded(&mut self) -> &mut Set<String> {
        // A list is a page, and has the path of no other file.
        let pages =
            self.new.par_drain(..).filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "html"));
        let new: Vec<String> = pages.map(|path| path.to_lowercase()).collect();
        self.folded.reserve(new.len());
        self.folded.extend(new);
        &mut self.folded
    }
}

impl<'a> Desk<'a> {
    pub(super) fn new(print: &'a dyn Print) -> Self {
        Self { print, by_hand: BTreeSet::new(), taken: Mutex::default(), findings: Mutex::default() }
    }

    /// Where a page that was written by hand will lie, given the name of its file; nowhere if another has that place.
    pub(super) fn place_by_hand(&mut self, name: &str) -> Option<Address> {
        let address = Address::of_written(name);
        // Some disks know one form alone of a letter with an accent.
        let free = self.by_hand.insert(fold(&address.html())) && self.take(&address.html());
        if !free {
            self.find(format!("content/pages/{name}.md"), Displaced::Written);
        }
        free.then_some(address)
    }

    /// A page that was written by hand, whose place was taken before.
    pub(super) fn by_hand(&self, page: Page) -> Result<(), Failure> {
        self.print.print(page)
    }

    /// The page of a text, which has the first claim after those written by hand.
    pub(super) fn text(&self, page: Page) -> Result<(), Failure> {
        let taken = !self.take(&page.path);
        if taken && self.by_hand.contains(&fold(&page.path)) {
            self.find(page.path, Displaced::Text);
            return Ok(());
        }
        self.print.print(page)
    }

    /// The pages of a text, which are made only where the build before did not make them from the same. `stem` is what their paths begin with.
    pub(super) fn unit(
        &self,
        stem: &str,
        made_from: Option<Digest>,
        make: &dyn Fn() -> Result<Vec<Page>, Failure>,
    ) -> Result<(), Failure> {
        let is_by_hand = || {
            let begin = stem.to_lowercase();
            self.by_hand.iter().any(|path| path.starts_with(&begin))
        };
        if !self.by_hand.is_empty() && is_by_hand() {
            return make()?.into_iter().try_for_each(|page| self.text(page));
        }
        let paths = self.print.unit(&format!("page {stem}"), made_from, make)?;
        self.taken().new.extend(paths);
        Ok(())
    }

    /// The pages of all texts are printed.
    pub(super) fn complete(&self) {
        self.print.complete();
    }

    /// Lists, which are made only where the build before did not make them all from the same. `make` fills them and says whether each had its
    /// place.
    pub(super) fn lists(
        &self,
        made_from: Option<Digest>,
        make: &dyn Fn() -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let paths = self.print.group("list ", made_from, make)?;
        self.taken().new.extend(paths);
        Ok(())
    }

    /// Fills lists, each only where the build before did not fill it with the same, and says whether all had a place: they have none where a text
    /// or a list before them has their path, which is said in each build.
    pub(super) fn fill(&self, sheets: Vec<Sheet<'_>>) -> Result<bool, Failure> {
        let all = sheets.len();
        let placed: Vec<Sheet<'_>> = sheets.into_iter().filter(|sheet| self.has_place(&sheet.path)).collect();
        let whole = placed.len() == all;
        placed.into_par_iter().try_for_each(|Sheet { path, made_from, fill }| {
            let make = || Ok(vec![Page::new(path.clone(), fill()?)]);
            self.print.unit(&format!("list {path}"), made_from, &make).map(drop)
        })?;
        Ok(whole)
    }

    fn has_place(&self, path: &str) -> bool {
        let placed = self.take(path);
        if !placed && !self.by_hand.contains(&fold(path)) {
            self.find(path.to_owned(), Displaced::List);
        }
        placed
    }

    /// A file that is no page, which has no place where another has its path.
    pub(super) fn file(&self, page: Page) -> Result<(), Failure> {
        if self.take(&page.path) { self.print.print(page) } else { Ok(()) }
    }

    /// Whether a path is free.
    pub(super) fn is_free(&self, path: &str) -> bool {
        !self.taken().folded().contains(&path.to_lowercase())
    }

    /// Whether the site has a file, when its pages are printed. What exports and search lay into their folders is made later, and the list last.
    pub(super) fn has(&self, path: &str) -> bool {
        let page = [".md", ".json"].iter().find_map(|ending| path.strip_suffix(ending));
        let page = page.map_or_else(|| path.to_owned(), |stem| format!("{stem}.html"));
        let later = ["data/", "search/"].iter().any(|folder| path.starts_with(folder)) || path == "MANIFEST.sha256";
        later || !self.is_free(&page)
    }

    /// Gets ready to say whether a path is free, which takes one thread a while.
    pub(super) fn sort(&self) {
        self.taken().folded();
    }

    /// What was found.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, path: String, cause: Displaced) {
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).push(Finding::new(path, 0, &cause));
    }

    fn take(&self, path: &str) -> bool {
        self.taken().folded().insert(path.to_lowercase())
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
