//! The list of what the program wrote. In: paths and checksums, or the list of an earlier build and what its lock names beside. Out: paths
//! with checksums, one a line, as `sha256sum` reads them. A list that is not ours is never taken for one: nothing it names would be safe to delete.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    LIST,
    age::{Changed, Found},
    lock,
    place::refuse_leaving,
};
use crate::model::{Failure, read_figures, write_figures};

/// The checksum of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sum(#[serde(with = "serde_bytes")] [u8; 32]);

impl Sum {
    /// That of no file.
    const UNKNOWN: Self = Self([0; 32]);

    /// Of what a file holds.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Sha256::new_with_prefix(bytes).into()
    }
}

/// Of what was summed piece by piece.
impl From<Sha256> for Sum {
    fn from(sum: Sha256) -> Self {
        Self(sum.finalize().into())
    }
}

/// Where a file stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(u32);

impl Place {
    pub(super) fn of(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(Self)
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Paths of the site in order, each with the checksum of its file. It is held as the text that it is read from and written as, because hundreds of
/// thousands of paths and checksums of their own took longer to make, to move and to give back than everything else that is done with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Its lines, each of them a checksum of `FIGURES`, two spaces, a path and the end of the line.
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// How many figures a checksum has.
const FIGURES: usize = 64;

/// What stands between checksum and path.
const BETWEEN: &str = "  ";

/// What becomes of a list.
#[derive(Debug)]
pub(super) struct Succession {
    pub now: List,
    /// For each file of the list before where it stands now.
    pub places: Vec<Option<Place>>,
    /// What the list before names and this one does not, in order.
    pub gone: Vec<String>,
}

impl List {
    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| self.path_of(*line))
    }

    pub(super) fn par_paths(&self) -> impl IndexedParallelIterator<Item = &str> {
        self.lines.par_iter().map(|line| self.path_of(*line))
    }

    pub(super) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// What is written of it.
    pub(super) const fn text(&self) -> &str {
        self.text.as_str()
    }

    /// Where a path stands.
    pub fn place(&self, path: &str) -> Option<Place> {
        Place::of(self.lines.binary_search_by(|line| self.path_of(*line).cmp(path)).ok()?)
    }

    pub(super) fn path(&self, place: Place) -> Option<&str> {
        self.lines.get(place.index()).map(|line| self.path_of(*line))
    }

    pub(super) fn sum(&self, place: Place) -> Option<Sum> {
        self.lines.get(place.index()).and_then(|line| self.sum_of(*line))
    }

    /// The path in the line that begins there.
    fn path_of(&self, line: usize) -> &str {
        let path = self.text.get(line + FIGURES + BETWEEN.len()..).unwrap_or_default();
        path.split_once('\n').map_or(path, |(path, _)| path)
    }

    /// The checksum in the line that begins there.
    fn sum_of(&self, line: usize) -> Option<Sum> {
        read_figures(self.text.get(line..line + FIGURES)?).map(Sum)
    }

    /// Whether a line is one of ours.
    fn is_ours(&self, line: usize) -> bool {
        let between = self.text.get(line + FIGURES..line + FIGURES + BETWEEN.len());
        self.sum_of(line).is_some() && between == Some(BETWEEN) && refuse_leaving(self.path_of(line)).is_ok()
    }

    /// How each file is found. Each is asked for by its path: to read a folder for the names that are in it as well takes longer, though it finds its
    /// files without the folders above.
    pub(super) fn found(&self, output: &Path, list: Changed) -> Vec<Found> {
        let how = |path: &str| {
            let mut place = PathBuf::with_capacity(output.as_os_str().len() + 1 + path.len());
            place.extend([output, Path::new(path)]);
            fs::symlink_metadata(place).map_or(Found::Gone, |file| Found::of(list, &file))
        };
        self.par_paths().map(how).collect()
    }

    /// For each file whether it holds what the list says; all that are there and not younger are read.
    pub(super) fn whole(&self, output: &Path, found: &[Found]) -> Vec<bool> {
        let holds = |line: usize| {
            fs::read(output.join(self.path_of(line))).is_ok_and(|bytes| self.sum_of(line) == Some(Sum::of(&bytes)))
        };
        let files = self.lines.par_iter().zip(found);
        files.map(|(line, found)| matches!(found, Found::Older | Found::Touched) && holds(*line)).collect()
    }

    /// The list of the site when what `stands` says of each file is left, and `new` ones in any order lie beside.
    pub(super) fn followed_by(self, stands: &[bool], mut new: Vec<(String, Sum)>) -> Succession {
        if new.is_empty() && stands.iter().all(|stands| *stands) {
            return Succession { places: (0..self.len()).map(Place::of).collect(), now: self, gone: Vec::new() };
        }
        new.par_sort_unstable();
        let length: usize = new.iter().map(|(path, _)| FIGURES + BETWEEN.len() + path.len() + 1).sum();
        let mut now = Self {
            text: String::with_capacity(self.text.len() + length),
            lines: Vec::with_capacity(self.len() + new.len()),
        };
        let (mut places, mut gone) = (Vec::with_capacity(self.len()), Vec::new());
        let mut new = new.into_iter().peekable();
        for (line, stands) in self.lines.iter().zip(stands) {
            let path = self.path_of(*line);
            while let Some((other, sum)) = new.next_if(|(other, _)| other.as_str() < path) {
                now.push(&other, sum);
            }
            let again = new.peek().is_some_and(|(other, _)| other == path);
            places.push(Place::of(now.len()).filter(|_| *stands || again));
            match (stands, again) {
                (true, _) => now.push_line(self.text.get(*line..line + FIGURES).unwrap_or_default(), path),
                (false, true) => {}
                (false, false) => gone.push(path.to_owned()),
            }
        }
        new.for_each(|(path, sum)| now.push(&path, sum));
        Succession { now, places, gone }
    }

    /// One more, behind all others.
    fn push(&mut self, path: &str, sum: Sum) {
        let mut figures = String::with_capacity(FIGURES);
        write_figures(&sum.0, &mut figures);
        self.push_line(&figures, path);
    }

    fn push_line(&mut self, figures: &str, path: &str) {
        self.lines.push(self.text.len());
        for part in [figures, BETWEEN, path, "\n"] {
            self.text.push_str(part);
        }
    }

    /// The list of the build before, with the checksum of its file; empty where there was none. What the lock says in `more` may be there beside
    /// it, each with a content that nobody knows.
    pub(super) fn read(output: &Path, more: &str) -> Result<(Self, Sum), Failure> {
        let path = output.join(LIST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(strange(&path, &error.to_string())),
        };
        let mended = mended(&text);
        let ours = mended.as_deref().unwrap_or(&text);
        let (lines, sum) = rayon::join(|| lines(ours), || Sum::of(text.as_bytes()));
        let mut list = Self { lines, text: mended.unwrap_or(text) };
        if let Some(strange_one) = list.lines.par_iter().position_first(|line| !list.is_ours(*line)) {
            return Err(strange(&path, &format!("line {} is none of ours", strange_one + 1)));
        }
        lock::named(more).filter(|path| refuse_leaving(path).is_ok()).for_each(|path| list.push(path, Sum::UNKNOWN));
        list.put_in_order();
        Ok((list, sum))
    }

    /// Puts the lines in order of their paths, each path once: what nobody knows the content of comes before what is known of it.
    fn put_in_order(&mut self) {
        let ascend = |pair: &[usize]| matches!(pair, [a, b] if self.path_of(*a) < self.path_of(*b));
        if self.lines.par_windows(2).all(ascend) {
            return;
        }
        let figures = |line: usize| self.text.get(line..line + FIGURES).unwrap_or_default();
        let mut all: Vec<(&str, &str)> = self.lines.iter().map(|line| (self.path_of(*line), figures(*line))).collect();
        all.par_sort_unstable();
        all.dedup_by(|a, b| a.0 == b.0);
        let mut ordered = Self { text: String::with_capacity(self.text.len()), lines: Vec::with_capacity(all.len()) };
        for (path, figures) in all {
            ordered.push_line(figures, path);
        }
        *self = ordered;
    }
}

/// The text of a list as it was written, where it comes back from a system that ends lines otherwise, or from an editor that left the last one open.
fn mended(text: &str) -> Option<String> {
    let is_open = !text.is_empty() && !text.ends_with('\n');
    (is_open || text.contains("\r\n")).then(|| text.replace("\r\n", "\n") + if is_open { "\n" } else { "" })
}

/// Where each line of a text begins.
fn lines(text: &str) -> Vec<usize> {
    let ends = text.match_indices('\n').map(|(end, _)| end + 1);
    // Behind the last line there is none.
    std::iter::once(0).chain(ends).filter(|line| *line < text.len()).collect()
}

fn strange(path: &Path, why: &str) -> Failure {
    Failure::new(
        path.display(),
        format!("this list of the files of an earlier build cannot be read: {why}"),
        "name another folder with --output, or empty this one yourself",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(of: char) -> Sum {
        Sum::of(of.to_string().as_bytes())
    }

    fn list(paths: &str) -> List {
        List::default().followed_by(&[], paths.chars().map(|path| (path.to_string(), sum(path))).collect()).now
    }

    fn paths(list: &List) -> String {
        list.paths().collect()
    }

    #[test]
    fn a_list_is_followed_by_what_stands_of_it_and_what_is_new() {
        // What the list names, what stands of it, what is new, where each of the old stands now.
        for (before, stands, new, expected, places) in [
            ("", "", "bca", "abc", ""),
            ("abc", "abc", "", "abc", "012"),
            ("abc", "ac", "", "ac", "0-1"),
            ("abc", "", "", "", "---"),
            ("bd", "bd", "ace", "abcde", "13"),
            ("abc", "ac", "b", "abc", "012"),
            ("bcd", "d", "ac", "acd", "-12"),
        ] {
            let stands: Vec<bool> = before.chars().map(|path| stands.contains(path)).collect();
            let added = new.chars().map(|path| (path.to_string(), sum('n'))).collect();
            let Succession { now, places: now_at, gone } = list(before).followed_by(&stands, added);
            assert_eq!(paths(&now), expected, "{before} {new}");
            let place = |place: Option<Place>| place.map_or("-".to_owned(), |place| place.index().to_string());
            assert_eq!(now_at.into_iter().map(place).collect::<String>(), places, "{before} {new}");
            let lost: String = before.chars().filter(|path| !expected.contains(*path)).collect();
            assert_eq!(gone.concat(), lost, "{before} {new}");
            for path in expected.chars() {
                let place = now.place(&path.to_string()).unwrap();
                let expected = if new.contains(path) { sum('n') } else { sum(path) };
                assert_eq!((now.path(place), now.sum(place)), (Some(&*path.to_string()), Some(expected)));
            }
            assert_eq!(now.place("?"), None);
        }
    }

    #[test]
    fn a_list_that_comes_back_otherwise_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let read = |text: &str, more: &str| {
            std::fs::write(folder.path().join(LIST), text).unwrap();
            List::read(folder.path(), more).map(|(list, sum)| {
                assert_eq!(sum, Sum::of(text.as_bytes()), "that of the file as it is");
                list
            })
        };
        let ours = list("abc");
        let text = ours.text();
        let lines: Vec<&str> = text.lines().collect();
        let same = [
            text.to_owned(),
            text.replace('\n', "\r\n"),
            text.trim_end().to_owned(),
            [lines[2], lines[0], lines[1], lines[0], ""].join("\n"),
        ];
        for text in same {
            assert_eq!(read(&text, "").unwrap(), ours, "{text:?}");
        }
        assert_eq!(read("", "").unwrap(), List::default());
        let more = read(text, "a build is writing here\nb\nd\n../e\nf").unwrap();
        assert_eq!(paths(&more), "abcd", "what leaves the folder and what was not written to its end is none");
        assert_eq!(more.sum(more.place("b").unwrap()), Some(Sum::UNKNOWN), "what nobody knows comes first");
        for strange in
            ["\n", "letter to a friend\n", &format!("{text}{}  ../d\n", &text[..64]), &text.replacen("  ", " ", 1)]
        {
            assert!(read(strange, "").is_err(), "{strange:?}");
        }
    }
}
