//! A source of which no document can be made keeps a page that says why and what to do, is listed, is counted, and sets the exit status.

mod site;

use std::{fs, process::Command};

use site::{Folder, Site, files};

const RESOLUTION: &str = "A/RES/63/195\n\n63/195. A title of some length\n\nThe General Assembly,\n\nRecalling its resolution 62/175 of 18 December 2007,\n\n1. Takes note of the report of the Secretary-General;\n\n2. Requests the Secretary-General to report to it at its sixty-fourth session.\n";

/// What it shows, the file, what is in it, its sidecar, where its page is, and what the page says.
type Row = (&'static str, &'static str, &'static [u8], Option<&'static str>, &'static str, [&'static str; 2]);

const ROWS: [Row; 9] = [
    (
        "no text in any encoding",
        "content/A_64_123-EN.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        None,
        "A/64/123.html",
        ["this file is not text", "save the text as UTF-8"],
    ),
    (
        "an empty file",
        "content/notes/a note.md",
        b" \n",
        None,
        "a-note.html",
        ["this file is empty", "extract the text again"],
    ),
    (
        "characters that cannot be seen",
        "content/A_64_123-EN.txt",
        "\u{200b}\u{200b}\u{c}".as_bytes(),
        None,
        "A/64/123.html",
        ["the file holds no text", "put the text into the file"],
    ),
    (
        "markup without text",
        "content/p.html",
        b"<p><script>x</script></p>",
        None,
        "p.html",
        ["this file is empty", "extract"],
    ),
    ("no PDF file", "content/A_64_123.pdf", b"%PDF-1.4\nbroken", None, "A/64/123.html", ["", "poppler"]),
    (
        "a symbol that others cite",
        "content/A_RES_62_175-EN.txt",
        b"",
        None,
        "A/RES/62/175.html",
        ["this file is empty", "../63/195.html#pre-1"],
    ),
    (
        "another version of a text that is held",
        "content/A_RES_63_195-FR.txt",
        b"",
        None,
        "text-a-res-63-195-fr.html",
        ["content/A_RES_63_195-FR.txt", "this file is empty"],
    ),
    (
        "an id in a sidecar",
        "content/x.txt",
        b"",
        Some("id: my-text\n"),
        "my-text.html",
        ["this file is empty", "extract"],
    ),
    (
        "a name that is markup",
        "content/<b onclick=x>.txt",
        b"",
        None,
        "b-onclick-x.html",
        ["&lt;b onclick=x&gt;", "empty"],
    ),
];

#[test]
fn every_failed_source_keeps_a_page() {
    for (shows, file, bytes, sidecar, page, says) in ROWS {
        let folder = Folder::with(&[("content/A_RES_63_195-EN.txt", RESOLUTION.as_bytes()), (file, bytes)]);
        if let Some(sidecar) = sidecar {
            folder.put(&format!("{}.yaml", file.rsplit_once('.').map_or(file, |(stem, _)| stem)), sidecar.as_bytes());
        }
        let output = folder.path().join("site");
        let done = Command::new(env!("CARGO_BIN_EXE_concord"))
            .args(["build", "--source"])
            .arg(folder.path())
            // Where no program is found, a PDF file is one that cannot be read.
            .env("PATH", "")
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{shows}: {said}");
        assert!(said.contains("2 sources read, 1 document in the archive, 1 failed"), "{shows}: {said}");
        let took = said.lines().find_map(|line| line.strip_prefix("done in ")?.strip_suffix(" s")?.parse::<f64>().ok());
        assert!(took.is_some(), "{shows}: {said}");
        let site = files(&output);
        let text = |path: &str| String::from_utf8_lossy(site.get(path).map_or(&[], Vec::as_slice)).into_owned();
        assert!(site.contains_key(page), "{shows}: no {page} among {:?}", site.keys());
        for words in says {
            assert!(text(page).contains(words), "{shows}: `{words}` is not on its page");
        }
        assert!(text("documents.html").contains(&format!("href=\"{page}\"")), "{shows}: not in the list of documents");
        assert!(!text("documents.html").contains("<b onclick"), "{shows}");
        assert!(text("data/documents.jsonl").contains("\"failed\":[{\"file\":"), "{shows}: not in the data");
        assert!(site.contains_key("A/RES/63/195.html"), "{shows}: the rest is built");
    }
}

#[test]
fn two_failures_of_one_symbol_share_its_page() {
    let folder = Folder::with(&[("content/A_64_1-EN.txt", b""), ("content/A_64_1-FR.txt", b" ")]);
    let site = Site::of(&folder.path());
    assert_eq!(site.status, 1);
    let page = String::from_utf8_lossy(&site.files["A/64/1.html"]).into_owned();
    assert!(page.contains("A_64_1-EN.txt") && page.contains("A_64_1-FR.txt"), "{page}");
}

#[test]
fn a_failure_that_is_mended_leaves_nothing_behind() {
    let folder = Folder::with(&[("content/x.txt", b"")]);
    let source = folder.path().display().to_string();
    let output = folder.path().join("site");
    assert_eq!(site::concord(&["build", "--source", &source]).status.code(), Some(1));
    assert!(output.join("x.html").is_file() && !output.join("x.md").exists());
    fs::write(folder.path().join("content/x.txt"), RESOLUTION).expect("a file");
    assert_eq!(site::concord(&["build", "--source", &source]).status.code(), Some(0));
    assert!(output.join("A/RES/63/195.html").is_file() && !output.join("x.html").exists());
}
