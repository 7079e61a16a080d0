//! Any Markdown: no panic, no hang; what is read and written reads as the same again, facts, blocks and notes.
#![no_main]

mod reading;

use concord::{
    markdown,
    model::{Document, Format},
};
use libfuzzer_sys::fuzz_target;

fn read(text: String) -> Option<Document> {
    reading::read("content/a.md", Format::Markdown, text).map(reading::bare)
}

fuzz_target!(|text: &str| {
    let Some(document) = read(text.to_owned()) else { return };
    let written = markdown::write(&document);
    let back = read(written.clone()).expect("what is written is a document");
    assert_eq!(back, document, "{written}");
    assert_eq!(markdown::write(&back), written, "what is written twice is the same");
});
