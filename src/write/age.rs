//! Whether a file of the site is as the build before left it. In: what the system tells of the file and of the list that names it. Out: how
//! the file was found. Never reads what a file holds.

use std::{fs::Metadata, time::SystemTime};

/// How many seconds may pass between the last byte of the list and its name.
const AT_ONCE: i64 = 2;

/// When a file was changed: what it holds, as anybody can set it, and where the system tells also what is known of it, which nobody can. That one
/// moves with the name of a file: every file is in its place before the list is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Changed {
    modified: SystemTime,
    /// In seconds and their billionths; 0 where the system does not tell.
    touched: (i64, i64),
}

impl Changed {
    pub(super) fn of(file: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        let touched = {
            use std::os::unix::fs::MetadataExt as _;
            (file.ctime(), file.ctime_nsec())
        };
        #[cfg(not(unix))]
        let touched = (0, 0);
        file.modified().ok().map(|modified| Self { modified, touched })
    }

    /// Whether the list that was changed then is a copy that kept its date: ours gets its name as soon as it is written. A copy tells nothing of the
    /// files that were copied before it.
    pub(super) fn is_of_a_copy(self) -> bool {
        let seconds = self.modified.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |age| age.as_secs());
        self.touched.0 > i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(AT_ONCE)
    }
}

/// How a file of the list was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It is not there, or is no file.
    Gone,
    /// It is not younger than the list.
    Older,
    /// It has the age of what the list names, but something was done to it since: it was copied or changed, or has other rights.
    Touched,
    /// It was changed since, and is written again even if it holds the same: its date may lie in the future, where no list is younger.
    Younger,
}

impl Found {
    pub(super) fn of(list: Changed, file: &Metadata) -> Self {
        match Changed::of(file).filter(|_| file.is_file()) {
            None => Self::Gone,
            Some(file) if file.modified > list.modified => Self::Younger,
            Some(file) if file.touched > list.touched => Self::Touched,
            Some(_) => Self::Older,
        }
    }
}
