//! What was found before, for a server that is told what changes. In: the sources as they were found last, and what was touched since. Out:
//! for a file that nobody touched, what it was. Knows nothing of what a text says, and never goes by the age of a file: who is not told of
//! changes takes everything for touched.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{File, Source, from_source};
use crate::model::Checked;

/// What may have changed in the source folder since it was looked at last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Anything: nobody was told.
    Everything,
    /// These files, and all that is in these folders; relative to the source folder, with `/` between folders.
    Paths(BTreeSet<String>),
}

impl Touched {
    /// A file or a folder below the source folder.
    pub fn path(source: &Path, path: &Path) -> Self {
        Self::Paths(BTreeSet::from([from_source(source, path)]))
    }

    /// What was touched here or there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut one), Self::Paths(other)) => {
                one.extend(other);
                Self::Paths(one)
            }
            _ => Self::Everything,
        }
    }

    /// Whether a file may have changed: it was touched, or a folder that it is in.
    fn holds(&self, path: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Paths(paths) => {
                let above = path.match_indices('/').map(|(at, _)| &path[..at]);
                above.chain([path]).any(|place| paths.contains(place))
            }
        }
    }
}

/// The sources as they were found last.
#[derive(Debug, Default)]
pub struct Known {
    found: BTreeMap<String, (File, Checked<Source>)>,
}

impl Known {
    /// What a file was found to be, if it was read and neither it nor the sidecar beside it was touched since.
    pub(super) fn untouched(&self, file: &File, touched: &Touched) -> Option<Checked<Source>> {
        let (before, found) = self.found.get(&file.path)?;
        let sidecar = file.sidecar.as_ref().is_some_and(|(path, _)| touched.holds(path));
        let stands = before == file && !sidecar && !touched.holds(&file.path);
        // Whether a file can be read depends on more than the file: on rights, on programs that are installed.
        let read = matches!(found.output, Source::Document(_) | Source::Page(_));
        (stands && read).then(|| found.clone())
    }

    /// Keeps what was found now for the next time.
    pub(super) fn keep(&mut self, found: &[(File, Checked<Source>)]) {
        self.found = found.iter().map(|(file, found)| (file.path.clone(), (file.clone(), found.clone()))).collect();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        cache::Cache,
        discover::{Sources, discover, discover_again},
        model::Failure,
    };

    #[test]
    fn only_what_was_touched_is_read_again() -> Result<(), Failure> {
        let folder = tempfile::tempdir().unwrap();
        let (source, cache) = (folder.path(), Cache::none());
        let write = |name: &str, text: &str| {
            let place = source.join("content").join(name);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        };
        for name in ["a.txt", "b/c.txt", "b/d.txt", "b/d.yaml"] {
            write(name, "title: before");
        }
        write("e.txt", "");
        let mut known = Known::default();
        let mut again = |paths: &[&str]| -> Result<Sources, Failure> {
            let touched = paths.iter().map(|path| Touched::path(source, &source.join("content").join(path)));
            let touched = touched.reduce(Touched::or).unwrap_or_else(|| Touched::Paths(BTreeSet::new()));
            Ok(discover_again(source, &cache, &mut known, &touched)?.output)
        };
        let before = again(&[])?;
        assert_eq!(before, discover(source, &cache)?.output, "what is not known yet is read");
        for name in ["a.txt", "b/c.txt", "b/d.yaml", "e.txt"] {
            write(name, "title: after");
        }
        let checksums = |sources: &Sources| sources.texts.iter().map(|text| text.checksum).collect::<Vec<_>>();
        let untold = again(&[])?;
        assert_eq!(checksums(&untold)[..3], checksums(&before), "nobody was told of these");
        assert_eq!(untold.texts.len(), 4, "what could not be read is tried each time");
        let now = discover(source, &cache)?.output;
        let told = again(&["a.txt"])?;
        assert_eq!(told.texts[0].checksum, now.texts[0].checksum);
        assert_ne!(told.texts[1].checksum, now.texts[1].checksum);
        assert_eq!(again(&["b"])?, now, "a folder is touched with all that is in it, sidecars too");
        write("b/f.txt", "new");
        fs::remove_file(source.join("content/a.txt")).unwrap();
        assert_eq!(again(&[])?, discover(source, &cache)?.output, "what came and went is seen without being told");
        Ok(())
    }
}
