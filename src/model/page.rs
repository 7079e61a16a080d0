//! A file of the site before it is written, and who takes it. In: what a stage made. Out: path and bytes. Never touches the disk.

use std::borrow::Cow;

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
    pub bytes: Bytes,
}

impl Page {
    /// A page of text, in UTF-8, or of other bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

/// What a file holds, in pieces one after another: a list of a hundred megabytes that is made in parts is not in memory twice.
#[derive(Debug, Clone, Default)]
pub struct Bytes(Vec<Vec<u8>>);

impl Bytes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// All in one.
    pub fn whole(&self) -> Cow<'_, [u8]> {
        match self.0.as_slice() {
            [whole] => Cow::Borrowed(whole),
            pieces => Cow::Owned(pieces.concat()),
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(vec![bytes])
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Pieces, in order.
impl FromIterator<Vec<u8>> for Bytes {
    fn from_iter<I: IntoIterator<Item = Vec<u8>>>(pieces: I) -> Self {
        Self(pieces.into_iter().collect())
    }
}

/// The same bytes are the same, however they are cut.
impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.whole() == other.whole()
    }
}

impl Eq for Bytes {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_the_same_however_they_are_cut() {
        let cut = |pieces: &[&str]| pieces.iter().map(|piece| piece.as_bytes().to_vec()).collect::<Bytes>();
        let whole = Bytes::from("A/RES/63/195");
        assert_eq!(cut(&["A/RES/", "", "63/195"]), whole);
        assert_eq!(cut(&["A/RES/", "63/195"]).whole(), whole.whole());
        assert_ne!(cut(&["A/RES/", "63/196"]), whole);
        assert!(cut(&[]).is_empty() && cut(&[""]).is_empty() && !whole.is_empty());
    }
}
