//! What earlier builds found each document of a source folder to be. In: a file, and what the system tells of it without its being read. Out: what
//! it was found to be, where nobody wrote to it since. Goes by no date that anybody can set, keeps nothing of a file that may still be written to
//! in the same tick of a clock, and where a system tells less than is needed it knows nothing, so that everything is read.

use std::{
    collections::BTreeMap,
    fs::{self, Metadata},
    path::Path,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

use super::{File, Source, SourceFile};
use crate::{
    cache::Cache,
    model::{Checked, Digest, Finding},
};

/// For how long nobody must have written to a file: the coarsest clock in use, that of FAT, has ticks of two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// What the system tells of a file without its being read. Every write, another name, other rights and another file in its place change it:
/// `changed` is set by the system alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    device: u64,
    number: u64,
    length: u64,
    /// In seconds and their billionths.
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    #[cfg(unix)]
    fn of(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        file.is_file().then(|| Self {
            device: file.dev(),
            number: file.ino(),
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        })
    }

    /// Other systems tell no time that nobody can set.
    #[cfg(not(unix))]
    const fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Of a file that was not written to for a while, by the clock of the one who asks.
    fn settled(place: &Path, now: SystemTime) -> Option<Self> {
        let stamp = Self::of(&fs::metadata(place).ok()?)?;
        let settled = now.checked_sub(SETTLED)?.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        let last = stamp.modified.0.max(stamp.changed.0);
        i64::try_from(settled).is_ok_and(|settled| last < settled).then_some(stamp)
    }
}

/// What the system tells of a document and of the sidecar beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamps {
    document: Stamp,
    /// With its path.
    sidecar: Option<(String, Stamp)>,
}

impl Stamps {
    /// Nothing where one of the two may still be written to. To be asked before the file is read: what is written meanwhile is then seen the
    /// next time.
    pub(super) fn of(file: &File, now: SystemTime) -> Option<Self> {
        let document = Stamp::settled(&file.place, now)?;
        let sidecar = match &file.sidecar {
            Some((path, place)) => Some((path.clone(), Stamp::settled(place, now)?)),
            None => None,
        };
        Some(Self { document, sidecar })
    }
}

/// What a document was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Look {
    stamps: Stamps,
    checksum: Digest,
    length: usize,
    findings: Vec<Finding>,
}

impl Look {
    /// What is to be kept of a file that was read. Whether a file can be read depends on more than the file, on programs that are
    /// installed, so that one which could not be is tried each time.
    pub(super) fn of(found: &Checked<Source>, stamps: Option<Stamps>) -> Option<Self> {
        let Source::Document(SourceFile { checksum, length, .. }) = &found.output else { return None };
        Some(Self { stamps: stamps?, checksum: *checksum, length: *length, findings: found.findings.clone() })
    }
}

/// Documents by their paths, each as it was found last.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen(BTreeMap<String, Look>);

impl Seen {
    /// The documents of a source folder as the build before found them.
    pub(super) fn before(source: &Path, cache: &Cache) -> Self {
        cache.get(Self::key(source, cache)).unwrap_or_default()
    }

    /// What a file was found to be, if nobody wrote to it or to the sidecar beside it since.
    pub(super) fn again(&self, file: &File, stamps: Option<&Stamps>) -> Option<(Checked<Source>, Look)> {
        let look = self.0.get(&file.path).filter(|look| Some(&look.stamps) == stamps)?;
        let File { path, place, format, sidecar } = file.clone();
        let (checksum, length) = (look.checksum, look.length);
        let document = Source::Document(SourceFile { path, checksum, length, place, format, sidecar });
        Some((Checked { output: document, findings: look.findings.clone() }, look.clone()))
    }

    /// Keeps what was found now for the next build.
    pub(super) fn followed_by(&self, now: BTreeMap<String, Look>, source: &Path, cache: &Cache) {
        if self.0 != now {
            cache.put(Self::key(source, cache), &Self(now));
        }
    }

    fn key(source: &Path, cache: &Cache) -> Digest {
        let place = fs::canonicalize(source).unwrap_or_else(|_| source.to_owned());
        cache.key(Digest::of([b"seen".as_slice(), place.as_os_str().as_encoded_bytes()]))
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs::File as Written;

    use super::*;
    use crate::{
        discover::{Sources, discover_at},
        model::Failure,
    };

    /// A source folder, its cache, and a clock that a test can put forward.
    struct Folder(tempfile::TempDir);

    impl Folder {
        fn with(files: &[&str]) -> Self {
            let folder = Self(tempfile::tempdir().unwrap());
            for name in files {
                folder.write(name, "title: one");
            }
            folder
        }

        fn write(&self, name: &str, text: &str) {
            // A file's clock may be coarse.
            std::thread::sleep(Duration::from_millis(15));
            let place = self.0.path().join("content").join(name);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }

        fn cache(&self) -> Cache {
            Cache::open(&self.0.path().join("cache"))
        }

        #[expect(clippy::disallowed_methods, reason = "files are written now")]
        fn found(&self, later: u64) -> Result<Sources, Failure> {
            let now = SystemTime::now() + Duration::from_secs(later);
            Ok(discover_at(self.0.path(), &self.cache(), now)?.output)
        }

        fn seen(&self) -> Seen {
            Seen::before(self.0.path(), &self.cache())
        }
    }

    #[test]
    fn what_nobody_wrote_to_is_not_read_again_and_what_somebody_did_is_whatever_its_date_says() -> Result<(), Failure> {
        let folder = Folder::with(&["a.txt", "b/c.txt", "b/d.txt", "b/d.yaml"]);
        let before = folder.found(10)?;
        // That nothing is read is seen from what would be read otherwise.
        let mut seen = folder.seen();
        assert_eq!(seen.0.len(), 3);
        seen.0.values_mut().for_each(|look| look.length += 1);
        folder.cache().put(Seen::key(folder.0.path(), &folder.cache()), &seen);
        let lengths = |sources: &Sources| sources.texts.iter().map(|text| text.length).collect::<Vec<_>>();
        assert_eq!(lengths(&before), [10, 10, 10]);
        assert_eq!(lengths(&folder.found(10)?), [11, 11, 11]);
        for name in ["a.txt", "b/d.yaml"] {
            let place = folder.0.path().join("content").join(name);
            let date = fs::metadata(&place).unwrap().modified().unwrap();
            folder.write(name, "title: two");
            Written::options().write(true).open(&place).unwrap().set_modified(date).unwrap();
        }
        let after = folder.found(10)?;
        assert_eq!(lengths(&after), [10, 11, 10], "as long as before, and of the same date");
        assert_ne!(after.texts[0].checksum, before.texts[0].checksum);
        assert_ne!(after.texts[2].checksum, before.texts[2].checksum, "the sidecar is part of it");
        Ok(())
    }

    #[test]
    fn what_may_still_be_written_to_in_the_same_tick_is_read_again() -> Result<(), Failure> {
        let folder = Folder::with(&["a.txt"]);
        folder.found(0)?;
        assert_eq!(folder.seen(), Seen::default());
        folder.found(10)?;
        assert_eq!(folder.seen().0.len(), 1);
        Ok(())
    }

    #[test]
    fn another_file_in_its_place_and_a_sidecar_that_comes_or_goes_are_seen() -> Result<(), Failure> {
        let folder = Folder::with(&["a.txt", "other.txt"]);
        let content = folder.0.path().join("content");
        let before = folder.found(10)?;
        folder.write("other.txt", "title: two");
        fs::rename(content.join("other.txt"), content.join("a.txt")).unwrap();
        let renamed = folder.found(10)?;
        assert_eq!(renamed.texts.len(), 1);
        assert_ne!(renamed.texts[0].checksum, before.texts[0].checksum);
        folder.write("a.yaml", "title: three");
        let with = folder.found(10)?;
        assert_ne!(with.texts[0].checksum, renamed.texts[0].checksum);
        fs::remove_file(content.join("a.yaml")).unwrap();
        assert_eq!(folder.found(10)?, renamed);
        Ok(())
    }

    #[test]
    fn what_could_not_be_read_is_tried_each_time() -> Result<(), Failure> {
        let folder = Folder::with(&["a.txt"]);
        folder.write("empty.txt", "");
        folder.found(10)?;
        assert_eq!(folder.seen().0.into_keys().collect::<Vec<_>>(), ["content/a.txt"]);
        assert_eq!(folder.found(10)?.unread.len(), 1);
        Ok(())
    }
}
