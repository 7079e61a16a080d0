//! The archive that the benches measure can be made from the data as they are now, and its texts are linked.

use std::{path::Path, process::Command};

mod site;

#[test]
fn an_archive_of_clones_is_linked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = site::Folder::with(&[
        ("texts/A_RES_78_62.txt", b"Recalling its resolution 77/5 of 2 December 2022,\n"),
        ("texts/A_RES_77_5.txt", b"1. Decides to remain seized of the matter.\n"),
    ]);
    let (texts, archive) = (source.path().join("texts"), source.path().join("archive"));
    let made = Command::new("node").arg(root.join("benches/clones.cjs")).args([&texts, &archive]).arg("6").output();
    let Ok(made) = made else {
        assert!(std::env::var_os("CI").is_none(), "node is not installed, and CI is set");
        println!("NOT RUN: node is not installed");
        return;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let site = site::Site::of(&archive);
    let citations = String::from_utf8_lossy(&site.files["data/citations.jsonl"]).into_owned();
    assert_eq!(citations.lines().count(), 3, "{citations}\n{}", site.said);
    for target in ["A/RES/77/5", "A/RES/137/5", "A/RES/197/5"] {
        let links = citations.lines().filter(|line| line.contains(&format!("\"target\":\"{target}\"")));
        assert_eq!(links.filter(|line| line.contains("\"held\":true")).count(), 1, "{target}: {citations}");
    }
}
