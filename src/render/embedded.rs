//! Files embedded in the program. In: a folder. Out: its files with their paths, folders below included. Those that stand in for them are
//! asked of `own`.

use std::collections::BTreeMap;

use include_dir::Dir;

/// All files of a folder by path, with `/` between folders.
pub fn files(folder: &'static Dir<'static>) -> BTreeMap<String, &'static [u8]> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            found.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents());
        }
    }
    found
}
