//! How fast the hot paths are, in bytes a second, on the five reports of `content/`: `cargo bench --bench hot`.

use std::{path::Path, sync::LazyLock};

use concord::{
    Rules,
    cache::Cache,
    config::{ArchiveFile, Defaults},
    discover::discover,
    made_from::MadeFrom,
    markdown,
    model::{Archive, Document, Lang, Page, SourceText},
    normalize::normalize,
    recognize::recognize,
    render::{Templates, render},
    resolve::resolve,
    search,
};
use divan::{Bencher, black_box, counter::BytesCount};

fn main() {
    divan::main();
}

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));

static SOURCES: LazyLock<Vec<SourceText>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    discover(root, &Cache::none()).expect("content/ of the project").output.texts
});

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    SOURCES.iter().filter_map(|source| normalize(source, &Defaults::default(), &RULES.normalize).output).collect()
});

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let cited = DOCUMENTS.iter().map(|document| (document.clone(), recognize(document, &RULES.grammar).output));
    resolve(cited.collect(), RULES.grammar.bodies(), &RULES.clues, Lang::Zh).output
});

/// The bytes of the sources, which all paths are measured against.
fn bytes() -> BytesCount {
    BytesCount::new(SOURCES.iter().map(|source| source.text.len()).sum::<usize>())
}

#[divan::bench]
fn normalizing(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        for source in SOURCES.iter() {
            black_box(normalize(source, &Defaults::default(), &RULES.normalize));
        }
    });
}

#[divan::bench]
fn recognizing(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        for document in DOCUMENTS.iter() {
            black_box(recognize(document, &RULES.grammar));
        }
    });
}

#[divan::bench]
fn writing_markdown(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        for document in DOCUMENTS.iter() {
            black_box(markdown::write(document));
        }
    });
}

#[divan::bench]
fn rendering(bencher: Bencher<'_, '_>) {
    let templates = Templates::load(None).expect("the built-in templates");
    let settings = ArchiveFile::default();
    let made_from = MadeFrom::of(&ARCHIVE, &[]);
    let print = |page: Page| {
        black_box(page);
        Ok(())
    };
    bencher.counter(bytes()).bench(|| render(&ARCHIVE, &settings, &templates, &[], &made_from, &print).expect("pages"));
}

#[divan::bench]
fn indexing(bencher: Bencher<'_, '_>) {
    let settings = ArchiveFile::default();
    bencher.counter(bytes()).bench(|| search::index(&ARCHIVE, &settings).expect("an index"));
}
