//! A file of the site before it is written, and who takes it. In: what a stage made. Out: path and bytes. Never touches the disk.

use super::{Digest, Document, Entry, Failure};

/// Takes the pages of a site as they are made, from any thread and in any order: a whole site need not be in memory at once.
pub trait Print: Sync {
    /// Takes a page.
    ///
    /// # Errors
    /// When it cannot be printed.
    fn print(&self, page: Page) -> Result<(), Failure>;

    /// Takes the pages of a unit, a text for one, and gives their paths. Where the build before printed the unit from the same, its
    /// pages stand and `make` is not asked. The name says which unit it is, and is its own in the whole site.
    ///
    /// # Errors
    /// When the pages cannot be made or printed.
    fn unit(
        &self,
        _name: &str,
        _made_from: Option<Digest>,
        make: &dyn Fn() -> Result<Vec<Page>, Failure>,
    ) -> Result<Vec<String>, Failure> {
        self.all(make()?)
    }

    /// Takes the units whose names begin with that of their group. Where the build before made the group from the same, all of them stand, `make`
    /// is not asked, and the paths of their pages are given. `make` says whether the same would come of the same.
    ///
    /// # Errors
    /// As those of `unit`.
    fn group(
        &self,
        _name: &str,
        _made_from: Option<Digest>,
        make: &dyn Fn() -> Result<bool, Failure>,
    ) -> Result<Vec<String>, Failure> {
        make().map(|_| Vec::new())
    }

    /// What was taken since the last time belongs together and is whole: the pages of the texts, then the lists that lead there.
    fn complete(&self) {}

    /// Takes some pages, and gives their paths.
    ///
    /// # Errors
    /// When one cannot be printed.
    fn all(&self, pages: Vec<Page>) -> Result<Vec<String>, Failure> {
        let print = |page: Page| {
            let path = page.path.clone();
            self.print(page).map(|()| path)
        };
        pages.into_iter().map(print).collect()
    }
}

impl<F: Fn(Page) -> Result<(), Failure> + Sync> Print for F {
    fn print(&self, page: Page) -> Result<(), Failure> {
        self(page)
    }
}

/// Makes what lies beside the pages of texts, so that a text is fetched once for all that is made of it.
pub trait Beside: Sync {
    /// Beside the page of the document at an index of `Archive::held`.
    fn of_held(&self, held: usize, document: &Document) -> Vec<Page>;

    /// Beside the page of a text that is cited and not held.
    fn of_unheld(&self, entry: &Entry) -> Vec<Page>;
}

/// A file of the site, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Relative to the output folder, with `/` between folders; no part is empty, `.` or `..`.
    pub path: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

impl Page {
    /// A page of text, in UTF-8.
    pub fn new(path: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: text.into() }
    }
}
