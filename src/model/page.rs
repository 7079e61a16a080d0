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

    /// Takes files that grow with the archive, a unit of their own, piece by piece: none is ever in memory as a whole. `give` says of each piece
    /// which of the files it goes on. Gives their paths.
    ///
    /// # Errors
    /// As those of `unit`.
    fn lists(
        &self,
        _name: &str,
        _made_from: Option<Digest>,
        paths: &[&str],
        give: &dyn Fn(&mut Take<'_>) -> Result<(), Failure>,
    ) -> Result<Vec<String>, Failure> {
        let mut pages: Vec<Page> = paths.iter().map(|path| Page::new(*path, Vec::new())).collect();
        give(&mut |file, piece| {
            pages.get_mut(file).into_iter().for_each(|page| page.bytes.extend_from_slice(piece));
            Ok(())
        })?;
        self.all(pages)
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

/// Takes the next piece of one of several files, counted from 0.
pub type Take<'t> = dyn FnMut(usize, &[u8]) -> Result<(), Failure> + 't;

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
    /// A page of text, in UTF-8, or of other bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn pieces_go_each_on_its_own_file() {
        let taken = Mutex::new(Vec::new());
        let print = |page: Page| {
            taken.lock().unwrap().push(page);
            Ok(())
        };
        let give = |take: &mut Take<'_>| {
            [(0, "A/RES/"), (1, "head"), (0, ""), (0, "63/195")]
                .iter()
                .try_for_each(|(n, piece)| take(*n, piece.as_bytes()))
        };
        let paths = print.lists("data", None, &["a.jsonl", "b.csv", "c"], &give).unwrap();
        assert_eq!(paths, ["a.jsonl", "b.csv", "c"]);
        let expected =
            [("a.jsonl", "A/RES/63/195"), ("b.csv", "head"), ("c", "")].map(|(path, text)| Page::new(path, text));
        assert_eq!(taken.into_inner().unwrap(), expected);
    }
}
