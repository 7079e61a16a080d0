//! How fast the hot paths are, in bytes a second, on the five reports of `content/`, and reading and recognizing also on English texts of
//! `../shared/corpus`, which is no part of the repository: `cargo bench --bench hot`.

use std::{
    fs,
    path::Path,
    sync::{Arc, LazyLock},
};

use concord::{
    Rules,
    box_words::SearchWords,
    cache::Cache,
    config::{ArchiveFile, Defaults},
    discover::discover,
    export,
    made_from::MadeFrom,
    markdown,
    mention::mentions,
    model::{Archive, Document, Format, Held, Lang, Page, SourceText},
    normalize::normalize,
    recognize::recognize,
    render::{self, Templates},
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
    let sources = discover(root, &Cache::none()).expect("content/ of the project").output.texts;
    sources.iter().filter_map(|source| source.read(&Cache::none()).output).collect()
});

/// Every eighth English text of the corpus; none where it is absent.
static ENGLISH: LazyLock<Vec<SourceText>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/ga-en");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("NOT MEASURED: ../shared/corpus/ga-en is absent");
        return Vec::new();
    };
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    let source = |name: &String| {
        let text = fs::read_to_string(folder.join(name)).expect("UTF-8");
        SourceText { path: format!("content/{name}"), format: Format::Text, text, sidecar: None }
    };
    names.iter().step_by(8).map(source).collect()
});

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| documents(&SOURCES));

static ENGLISH_DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| documents(&ENGLISH));

static TEXTS: LazyLock<Vec<Arc<Document>>> = LazyLock::new(|| DOCUMENTS.iter().cloned().map(Arc::new).collect());

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let cited = DOCUMENTS.iter().map(|document| {
        let citations = recognize(document, &RULES.grammar).output;
        Arc::new(Held::new(document, mentions(document, citations, &RULES.mention)))
    });
    resolve(cited.collect(), RULES.grammar.bodies(), Lang::Zh).output
});

fn documents(sources: &[SourceText]) -> Vec<Document> {
    sources.iter().filter_map(|source| normalize(source, &Defaults::default(), &RULES.normalize).output).collect()
}

/// The bytes of the reports, which all paths are measured against.
fn bytes() -> BytesCount {
    bytes_of(&SOURCES)
}

fn bytes_of(sources: &[SourceText]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text.len()).sum::<usize>())
}

#[divan::bench]
fn normalizing(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| black_box(documents(&SOURCES)));
}

#[divan::bench]
fn normalizing_english(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes_of(&ENGLISH)).bench(|| black_box(documents(&ENGLISH)));
}

fn recognize_all(documents: &[Document]) {
    for document in documents {
        black_box(recognize(document, &RULES.grammar));
    }
}

#[divan::bench]
fn recognizing(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| recognize_all(&DOCUMENTS));
}

#[divan::bench]
fn recognizing_english(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes_of(&ENGLISH)).bench(|| recognize_all(&ENGLISH_DOCUMENTS));
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
    let made_from = MadeFrom::of(&ARCHIVE, &[], &Cache::none());
    let print = |page: Page| {
        black_box(page);
        Ok(())
    };
    let material = render::Material {
        archive: &ARCHIVE,
        texts: &*TEXTS,
        settings: &settings,
        pages: &[],
        statics: &[],
        made_from: &made_from,
        beside: &export::Files(&ARCHIVE),
        cache: &Cache::none(),
    };
    bencher.counter(bytes()).bench(|| render::render(&material, &templates, &print).expect("pages"));
}

#[divan::bench]
fn indexing(bencher: Bencher<'_, '_>) {
    let settings = ArchiveFile::default();
    let words = SearchWords::load(None).expect("the built-in words");
    let made_from = MadeFrom::of(&ARCHIVE, &[], &Cache::none());
    let material = search::Material {
        archive: &ARCHIVE,
        texts: &*TEXTS,
        settings: &settings,
        words: &words,
        made_from: &made_from,
        cache: &Cache::none(),
    };
    bencher.counter(bytes()).bench(|| search::index(&material).expect("an index"));
}
