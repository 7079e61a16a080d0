//! Any bytes as an extracted text, as a PDF's text or as Markdown: a document or none, no panic, no hang; and the Markdown it becomes
//! reads back as the same blocks and notes.
#![no_main]

use std::sync::LazyLock;

use concord::{
    Rules,
    config::Defaults,
    markdown,
    model::{Block, Content, Document, Format, SourceText},
    normalize::normalize,
};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));

fn read(format: Format, text: String) -> Option<Document> {
    let source = SourceText { path: "content/A_RES_63_195.txt".into(), format, text, sidecar: None };
    normalize(&source, &Defaults::default(), &RULES.normalize).output
}

/// What Markdown does not tell: lines of the source, and how deep an item stands that has no item above it.
fn bare(block: &mut Block) {
    block.line = 0;
    if let Content::Item { depth, .. } = &mut block.content {
        *depth = 0;
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, text)) = bytes.split_first() else { return };
    let format = [Format::Text, Format::Pdf, Format::Html][usize::from(*kind) % 3];
    let Some(mut document) = read(format, String::from_utf8_lossy(text).into_owned()) else { return };
    let written = markdown::write(&document);
    let mut back = read(Format::Markdown, written.clone()).expect("what is written is a document");
    for document in [&mut document, &mut back] {
        document.blocks.iter_mut().for_each(bare);
        document.footnotes.iter_mut().for_each(|note| note.line = 0);
    }
    assert_eq!(back.blocks, document.blocks, "{written}");
    assert_eq!(back.footnotes, document.footnotes, "{written}");
});
