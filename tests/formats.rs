//! PDF and HTML files come out with the structure of their texts. The PDF files are those of `../shared/corpus/pdf`, which is no part of the
//! repository, read by poppler's `pdftotext`; says plainly when either is not there.
#![allow(missing_docs, clippy::print_stdout)]

use std::{fs, path::Path, process::Command};

use concord::{
    config::Defaults,
    discover,
    model::{Content, Document},
    normalize::{Rules, normalize},
};

fn document(file: &Path, rules: &Rules) -> Document {
    let source = discover::one(file).expect("a source").output.expect("a text");
    normalize(&source, &Defaults::default(), rules).output.expect("a document")
}

/// Places, sorts and texts of all blocks and notes, a line each.
fn structure(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter().map(|block| {
        let sort = match &block.content {
            Content::Heading { .. } => "heading",
            Content::Paragraph { .. } => "paragraph",
            Content::Item { label, .. } => label.as_str(),
            Content::Table { .. } => "table",
        };
        let texts: Vec<&str> = block.texts().map(|text| text.plain.as_str()).collect();
        format!("{} {sort}: {}", block.at, texts.join(" | "))
    });
    let notes = document.footnotes.iter().map(|note| {
        let text = note.text.as_ref().map_or("(lost)", |text| text.plain.as_str());
        format!("fn-{} of {:?}: {text}", note.label, note.ref_at)
    });
    blocks.chain(notes).collect()
}

#[test]
fn pdf_files_have_the_structure_of_their_texts() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(entries) = fs::read_dir(corpus.join("pdf")) else {
        println!("NOT RUN: ../shared/corpus/pdf is absent");
        return;
    };
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("NOT RUN: pdftotext is not installed");
        return;
    }
    let rules = Rules::load(None).expect("the built-in data");
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut wrong = Vec::new();
    for pdf in files {
        let name = pdf.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = corpus.join("ga-en").join(format!("{name}.txt"));
        let (pdf, text) = (structure(&document(&pdf, &rules)), structure(&document(&text, &rules)));
        println!("{name}: {} blocks and notes, {} of the text", pdf.len(), text.len());
        wrong.extend(
            pdf.iter().filter(|line| !text.contains(line)).map(|line| format!("{name}: only in the PDF: {line}")),
        );
        wrong.extend(
            text.iter().filter(|line| !pdf.contains(line)).map(|line| format!("{name}: only in the text: {line}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const HTML: &str = "<!DOCTYPE html><html><head><title>A/RES/88/311</title></head><body><nav>Home</nav><main>\
    <p>A/RES/88/311</p><p>Eighty-eighth session<br>Agenda item 105</p>\
    <p><b>Resolution adopted by the General Assembly on 18 December 2033</b></p>\
    <h1>88/311. Small archives</h1><p><i>The General Assembly</i>,</p>\
    <p><i>Recalling</i> its resolution 87/175 of 16 December 2032,<sup>1</sup></p>\
    <p><i>Noting</i> the report of the Secretary-General,<a href=\"#n2\"><sup>2</sup></a></p>\
    <p>1.&nbsp;<i>Takes note</i> of the report;</p><p>2. <i>Invites</i> Member States:</p>\
    <p>(a) To deposit their documents;</p><p>(b) To train archivists;</p>\
    <p>3. <i>Requests</i> the Secretary-General to report to it at its ninetieth session.</p>\
    <p align=\"right\">71st plenary meeting<br>18 December 2033</p>\
    <hr><p>1 Resolution 217 A (III).</p><p>2 A/88/123.</p></main></body></html>";

const PLAIN: &str = "A/RES/88/311\n\nEighty-eighth session\nAgenda item 105\n\nResolution adopted by the General Assembly on 18 December 2033\n\n\
    88/311. Small archives\n\nThe General Assembly,\n\nRecalling its resolution 87/175 of 16 December 2032, 1\n\n\
    Noting the report of the Secretary-General, 2\n\n1. Takes note of the report;\n\n2. Invites Member States:\n\n\
    (a) To deposit their documents;\n\n(b) To train archivists;\n\n\
    3. Requests the Secretary-General to report to it at its ninetieth session.\n\n\
    71st plenary meeting\n18 December 2033\n\n1 Resolution 217 A (III).\n\n2 A/88/123.\n";

#[test]
fn an_html_file_has_the_structure_of_its_text() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let rules = Rules::load(None).expect("the built-in data");
    let [html, plain] = [("A_RES_88_311-EN.html", HTML), ("A_RES_88_311-EN.txt", PLAIN)].map(|(name, text)| {
        let file = place.path().join(name);
        fs::write(&file, text).expect("a file");
        structure(&document(&file, &rules))
    });
    println!("{}", html.join("\n"));
    assert_eq!(html, plain);
    for expected in ["pre-2 paragraph: Noting the report of the Secretary-General,", "para-2 (b): To train archivists;"]
    {
        assert!(html.iter().any(|line| line == expected), "no `{expected}` in\n{}", html.join("\n"));
    }
    assert!(html.iter().any(|line| line.starts_with("fn-2 of Some(Preamble(2)): A/88/123.")), "{}", html.join("\n"));
}
