//! The folders of the user's own whose files stand in for built-in ones: `data/`, `static/`, `templates/`. In: such a folder. Out: its files by
//! name, the checksum of them all, the text of a data file, and which data files nothing reads. Whoever reads such a file and whoever compares
//! them asks here, so that a build is known by what it was made from. Follows no link: what one leads to may change without being told.

mod file;
mod months;
mod pattern;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use walkdir::{DirEntry, WalkDir};

use crate::model::{Cause, Digest, Failure, Finding, Lang, Severity, yaml_fault};

pub use file::File;
pub use months::Months;
pub use pattern::{lacking, pattern, why};

/// The folder of data, in the source folder.
const DATA: &str = "data";

/// The data that the program is made of: a file of the user's may stand in for each that is not the program's own.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// The folders of data that have a file for each language.
const OF_LANGUAGES: [&str; 3] = ["citations", "labels", "masthead"];

/// The small archive that `concord new` makes.
pub static START: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/start");

/// What of the data only the program reads: that archive, and the pairs of traditional characters.
const OURS: [&str; 2] = ["start", "traditional.txt"];

/// The files of a folder by name, with `/` between folders; none where there is no such folder. Hidden ones are those of editors.
///
/// # Errors
/// When the folder cannot be listed, or holds a link or what is no file.
pub fn files(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut found = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    let seen = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).into_iter().filter_entry(seen) {
        let entry = entry.map_err(|error| Failure::new(folder.display(), error, "make the folder readable"))?;
        // That the folder itself is a link is the user's own choice.
        if entry.depth() == 0 || entry.file_type().is_dir() {
            continue;
        }
        if !entry.file_type().is_file() {
            return Err(no_file(entry.path()));
        }
        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        found.insert(name, entry.into_path());
    }
    Ok(found)
}

fn no_file(place: &Path) -> Failure {
    let cause = "this is a symbolic link or no ordinary file, and neither is followed";
    Failure::new(place.display(), cause, "put a copy of the file there instead")
}

/// What one of them holds.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::new(file.display(), error, "make it a file that you may read"))
}

/// All that the files of a folder are, by name.
///
/// # Errors
/// As those of `files` and of `bytes`.
pub fn checksum(folder: &Path) -> Result<Digest, Failure> {
    let of_each = files(folder)?.into_iter().map(|(name, file)| Ok(Digest::of([name.as_bytes(), &bytes(&file)?])));
    Ok(Digest::of(of_each.collect::<Result<Vec<Digest>, Failure>>()?))
}

/// A data file: that of the source folder, else the built-in one; and its place, for messages.
///
/// # Errors
/// When it is there and is a link, or cannot be read as text.
fn data(source: Option<&Path>, name: &str, built_in: &'static str) -> Result<(String, Cow<'static, str>), Failure> {
    let file = source.map(|source| source.join(DATA).join(name));
    let there = file.and_then(|file| fs::symlink_metadata(&file).ok().map(|there| (file, there)));
    let Some((file, there)) = there else { return Ok((format!("{DATA}/{name}"), built_in.into())) };
    if !there.is_file() {
        return Err(no_file(&file));
    }
    let text = String::from_utf8(bytes(&file)?)
        .map_err(|_| Failure::new(file.display(), "this is not UTF-8", "save the file as UTF-8"))?;
    Ok((file.display().to_string(), text.into()))
}

/// What a data file says.
///
/// # Errors
/// When it is not of that form; with the line, and what to do.
pub fn parsed<T: DeserializeOwned>(place: &str, text: &str, remedy: &str) -> Result<T, Failure> {
    serde_yaml::from_str(text).map_err(|error| {
        let (line, why) = yaml_fault(&error);
        Failure::new(format!("{place}:{line}"), why, remedy)
    })
}

/// What can be wrong with a data file that its reader does not see.
struct Unread;

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing reads this file")
    }
}

impl Cause for Unread {
    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn remedy(&self) -> String {
        let languages = Lang::ALL.map(Lang::code).join(", ");
        let single: Vec<&str> = replaceable().filter(|name| !is_of_language(name)).collect();
        format!(
            "take it out of {DATA}/, or name it like the built-in file that it is to replace: {}, or XX.yaml in {} (XX: {languages})",
            single.join(", "),
            OF_LANGUAGES.join(", "),
        )
    }

    fn code(&self) -> &'static str {
        "data-unread"
    }
}

/// Each file of `data/` that nothing reads. One that says what the program's own of its name says is no loss: so does the folder of the program.
///
/// # Errors
/// As those of `files`.
pub fn unread(source: &Path) -> Result<Vec<Finding>, Failure> {
    let mut found = Vec::new();
    for (name, file) in files(&source.join(DATA))?.into_iter().filter(|(name, _)| !is_read(name)) {
        if built_in(&name).is_none_or(|own| !bytes(&file).is_ok_and(|there| there == own)) {
            found.push(Finding::new(format!("{DATA}/{name}"), 0, &Unread));
        }
    }
    Ok(found)
}

fn built_in(name: &str) -> Option<&'static [u8]> {
    BUILT_IN.get_file(name).map(include_dir::File::contents)
}

/// Whether there is a built-in file of a name that one of the user's may stand in for.
pub fn is_read(name: &str) -> bool {
    !OURS.iter().any(|ours| Path::new(name).starts_with(ours)) && built_in(name).is_some()
}

/// The names of all of them.
fn replaceable() -> impl Iterator<Item = &'static str> {
    let folders = BUILT_IN.dirs().flat_map(Dir::files);
    BUILT_IN.files().chain(folders).filter_map(|file| file.path().to_str()).filter(|name| is_read(name))
}

fn is_of_language(name: &str) -> bool {
    name.split_once('/').is_some_and(|(folder, _)| OF_LANGUAGES.contains(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_can_be_replaced_or_is_the_programs_own() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR"));
        let known = files(&source.join(DATA)).unwrap().into_keys().filter(|name| is_read(name)).count();
        assert_eq!(known, replaceable().count());
        let of_languages = replaceable().filter(|name| is_of_language(name)).count();
        assert_eq!(of_languages, OF_LANGUAGES.len() * Lang::ALL.len());
        assert_eq!(unread(source).unwrap(), [], "what this program is made of is told to nobody");
        assert!(OURS.iter().all(|ours| BUILT_IN.get_entry(ours).is_some()), "what is the program's own is there");
    }
}
