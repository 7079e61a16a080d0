//! Any Markdown: no panic, no hang; what is read and written reads as the same again, facts, blocks and notes.
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

fn read(text: String) -> Option<Document> {
    let source = SourceText { path: "content/a.md".into(), format: Format::Markdown, text, sidecar: None };
    let mut document = normalize(&source, &Defaults::default(), &RULES.normalize).output?;
    document.blocks.iter_mut().for_each(bare);
    document.footnotes.iter_mut().for_each(|note| note.line = 0);
    Some(document)
}

/// What Markdown does not tell: lines of the source, and how deep an item stands that has no item above it.
fn bare(block: &mut Block) {
    block.line = 0;
    if let Content::Item { depth, .. } = &mut block.content {
        *depth = 0;
    }
}

fuzz_target!(|text: &str| {
    let Some(document) = read(text.to_owned()) else { return };
    let written = markdown::write(&document);
    let back = read(written.clone()).expect("what is written is a document");
    assert_eq!(back, document, "{written}");
    assert_eq!(markdown::write(&back), written, "what is written twice is the same");
});
