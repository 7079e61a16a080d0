//! Any bytes as an extracted text, as a PDF's text or as that of an HTML file: a document or none, no panic, no hang; and the Markdown it
//! becomes reads back as the same blocks and notes.
#![no_main]

mod reading;

use concord::{markdown, model::Format};
use libfuzzer_sys::fuzz_target;

const PATH: &str = "content/A_RES_63_195.txt";

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, text)) = bytes.split_first() else { return };
    let format = [Format::Text, Format::Pdf, Format::Html][usize::from(*kind) % 3];
    let Some(document) = reading::read(PATH, format, String::from_utf8_lossy(text).into_owned()) else { return };
    let written = markdown::write(&document);
    let back = reading::read(PATH, Format::Markdown, written.clone()).expect("what is written is a document");
    let (document, back) = (reading::bare(document), reading::bare(back));
    assert_eq!(back.blocks, document.blocks, "{written}");
    assert_eq!(back.footnotes, document.footnotes, "{written}");
});
