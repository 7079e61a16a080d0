//! What an earlier build wrote and this one did not. In: paths of the one and of the other. Out: the order in which they go, and how many
//! went. Removes no folder that holds anything.

use std::{collections::BTreeSet, fs, io, path::Path};

use super::place::unwritable;
use crate::model::Failure;

/// The folders that a path lies in, outermost first.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// What is gone, in two: what must make way for what comes, and the rest. A file makes way for a folder of its name, a folder for a file, and
/// either for what differs from it in case alone, which on some disks is the same place: removed later, the new page would go with the old.
pub(super) fn make_way<'g>(gone: &'g [String], waiting: &[String]) -> (Vec<&'g str>, Vec<&'g str>) {
    if gone.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let files: BTreeSet<String> = waiting.iter().map(|path| path.to_lowercase()).collect();
    let folders: BTreeSet<&str> = files.iter().map(String::as_str).flat_map(folders_of).collect();
    gone.iter().map(String::as_str).partition(|path| {
        let path = path.to_lowercase();
        let mut places = std::iter::once(&*path).chain(folders_of(&path));
        folders.contains(&*path) || places.any(|place| files.contains(place))
    })
}

/// Removes these files, and the folders that are empty then.
pub(super) fn remove(output: &Path, gone: &[&str]) -> Result<usize, Failure> {
    let mut removed = 0;
    for path in gone {
        let place = output.join(path);
        match fs::remove_file(&place) {
            Ok(()) => removed += 1,
            // A folder that it lay in may be a file by now.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            // So may it be a folder.
            Err(_) if place.is_dir() => {}
            Err(error) => return Err(unwritable(&place, &error)),
        }
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != output && folder.starts_with(output)) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_where_something_comes_makes_way_first() {
        let all = |paths: &str| paths.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        for (gone, waiting, expected) in [
            ("a.html b.html", "c.html", ""),
            ("a.html b.html", "A.html", "a.html"),
            ("a/b.html a/c.html", "A/B.html", "a/b.html"),
            ("a", "a/b.html", "a"),
            ("a/b.html", "a", "a/b.html"),
            ("É/a.html é", "é/b.html", "é"),
        ] {
            let (gone, waiting) = (all(gone), all(waiting));
            let (first, others) = make_way(&gone, &waiting);
            assert_eq!(first.join(" "), expected, "{gone:?} {waiting:?}");
            assert_eq!(first.len() + others.len(), gone.len());
        }
    }
}
