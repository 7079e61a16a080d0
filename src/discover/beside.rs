//! Which sidecar belongs to which document. In: the paths of documents, and the sidecars that were found. Out: for each document its sidecar,
//! under the path that it has; what is wrong with the others. Gives none to a document where it is not plain whose it is, and never reads one.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{SourceCause, ending, stem};
use crate::model::Finding;

/// The endings of sidecars, in small letters.
pub(super) const ENDINGS: [&str; 2] = ["yaml", "yml"];

/// The sidecars beside a file that need not lie in an archive, by their names.
pub(super) fn around(file: &Path) -> Vec<PathBuf> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| file.with_file_name(entry.file_name()))
        .filter(|place| place.file_stem() == file.file_stem() && place.is_file())
        .filter(|place| place.file_name().is_some_and(|name| ENDINGS.contains(&&*ending(&name.to_string_lossy()))))
        .collect();
    found.sort();
    found
}

/// A sidecar: its path in the source folder, and where it lies.
pub(super) type Sidecar = (String, PathBuf);

/// Sidecars by the name that they share with their document.
#[derive(Debug, Default)]
pub(super) struct Sidecars(BTreeMap<String, Vec<Sidecar>>);

impl Sidecars {
    pub(super) fn add(&mut self, path: String, place: &Path) {
        let Some(stem) = stem(&path) else { return };
        self.0.entry(stem).or_default().push((path, place.to_owned()));
    }

    /// For each document that has one, its sidecar, by what they are both called without their endings.
    pub(super) fn of<'f>(
        self,
        files: impl Iterator<Item = &'f String>,
        findings: &mut Vec<Finding>,
    ) -> BTreeMap<String, Sidecar> {
        let mut claimed: BTreeMap<String, usize> = BTreeMap::new();
        for stem in files.filter_map(|path| stem(path)) {
            *claimed.entry(stem).or_default() += 1;
        }
        let mut theirs = BTreeMap::new();
        for (stem, mut sidecars) in self.0 {
            let cause = match (claimed.get(&stem), sidecars.len()) {
                (None, _) => SourceCause::Orphan,
                (Some(1), 1) => {
                    theirs.extend(sidecars.pop().map(|sidecar| (stem, sidecar)));
                    continue;
                }
                (Some(1), _) => SourceCause::TwoSidecars,
                _ => SourceCause::SharedSidecar,
            };
            findings.extend(sidecars.into_iter().map(|(path, _)| Finding::new(path, 0, &cause)));
        }
        theirs
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::{
        cache::Cache,
        discover::{discover, one},
    };

    #[test]
    fn a_file_alone_has_the_sidecar_beside_it_however_its_ending_is_written() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["N1.TXT", "N1.YAML", "N1.b.yaml", "N2.yaml"] {
            fs::write(folder.path().join(name), "title: A title").unwrap();
        }
        let found = one(&folder.path().join("N1.TXT")).unwrap();
        let sidecar = found.output.and_then(|text| text.sidecar).map(|(path, _)| path);
        assert_eq!(sidecar, Some(folder.path().join("N1.YAML").display().to_string()));
        assert_eq!(found.findings, []);
    }

    #[test]
    fn a_sidecar_goes_to_the_one_document_of_its_name() {
        for (names, expected, told) in [
            ("a.txt a.yaml", "content/a.txt: content/a.yaml", ""),
            ("a.txt b.txt b.yml", "content/a.txt; content/b.txt: content/b.yml", ""),
            (
                "a.md a.txt a.yaml b.txt b.yaml",
                "content/a.md; content/a.txt; content/b.txt: content/b.yaml",
                "content/a.yaml sidecar-shared",
            ),
            ("a.txt a.yaml a.yml", "content/a.txt", "content/a.yaml sidecar-twice; content/a.yml sidecar-twice"),
            ("a.txt c.yml", "content/a.txt", "content/c.yml sidecar-alone"),
            ("a.b.txt a.b.yaml a.txt", "content/a.b.txt: content/a.b.yaml; content/a.txt", ""),
            ("x/a.txt a.yaml", "content/x/a.txt", "content/a.yaml sidecar-alone"),
            ("N1.TXT N1.YAML b.txt b.Yml", "content/N1.TXT: content/N1.YAML; content/b.txt: content/b.Yml", ""),
            ("a.txt a.yaml a.YAML", "content/a.txt", "content/a.YAML sidecar-twice; content/a.yaml sidecar-twice"),
            ("a.txt pages/about.md pages/about.yaml", "content/a.txt", "content/pages/about.yaml sidecar-of-page"),
            ("a.txt pages/about.yaml", "content/a.txt", "content/pages/about.yaml sidecar-alone"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            for name in names.split(' ') {
                let place = folder.path().join("content").join(name);
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::write(place, "title: A title").unwrap();
            }
            let found = discover(folder.path(), &Cache::none()).unwrap();
            let texts = found.output.texts.iter().map(|text| match &text.sidecar {
                Some((sidecar, _)) => format!("{}: {sidecar}", text.path),
                None => text.path.clone(),
            });
            assert_eq!(texts.collect::<Vec<_>>().join("; "), expected, "{names}");
            let findings = found.findings.iter().map(|finding| format!("{} {}", finding.file, finding.code));
            assert_eq!(findings.collect::<Vec<_>>().join("; "), told, "{names}");
        }
    }
}
