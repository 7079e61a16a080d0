//! Reads documents for the targets that compare one with what its Markdown reads back as. In: a text. Out: a document, or one without what
//! Markdown does not tell.

use std::sync::LazyLock;

use concord::{
    Rules,
    config::Defaults,
    model::{Content, Document, Format, SourceText},
    normalize::normalize,
};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));

/// The document that a text becomes, if it becomes one.
pub fn read(path: &str, format: Format, text: String) -> Option<Document> {
    let source = SourceText { path: path.into(), format, text, sidecar: None };
    normalize(&source, &Defaults::default(), &RULES.normalize).output
}

/// A document without what Markdown does not tell: lines of the source, and how deep an item stands that has no item above it.
pub fn bare(mut document: Document) -> Document {
    for block in &mut document.blocks {
        block.line = 0;
        if let Content::Item { depth, .. } = &mut block.content {
            *depth = 0;
        }
    }
    document.footnotes.iter_mut().for_each(|note| note.line = 0);
    document
}
