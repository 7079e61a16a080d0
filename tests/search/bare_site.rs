//! Makes a site of search alone out of folders of texts. In: texts. Out: an archive; a page for each document, with the anchors of the
//! real pages and nothing around the text; `search.html` and its files. Used by `examples/search_site.rs` and by the tests of search.

#![allow(dead_code, reason = "each user takes a part of this")]

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use concord::{
    box_words::SearchWords,
    cache::Cache,
    config::{ArchiveFile, Defaults},
    made_from::{MadeFrom, Source},
    model::{
        Archive, Block, Content, Digest, Document, Format, Held, Identity, Lang, Mentions, Page, SourceText, Symbol,
        Text,
    },
    normalize,
    recognize::Grammar,
    render, resolve, search, write,
};
use rayon::prelude::*;
use regex::{Captures, Regex};

/// As on the real pages.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
                      script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'\">";

/// Copies are so many sessions apart, more than any archive spans.
const SESSIONS: usize = 20;

/// What documents beyond those in the folders are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// The same texts with their sessions moved: what names no session is word for word the same.
    Moved,
    /// Besides, every paragraph has a number of its own at its end, so that no two are the same.
    Distinct,
}

/// An archive with its texts.
pub struct Stock {
    /// Everything held and cited.
    pub archive: Archive,
    /// The texts of its documents.
    pub texts: Vec<Arc<Document>>,
    /// By what each is known.
    pub made_from: MadeFrom,
    /// The words of the box.
    pub words: SearchWords,
}

impl Stock {
    /// What an index of it is made of.
    pub fn material<'a>(&'a self, settings: &'a ArchiveFile, cache: &'a Cache) -> search::Material<'a> {
        let Self { archive, texts, made_from, words } = self;
        search::Material { archive, texts, settings, words, made_from, cache }
    }
}

/// All files of the site.
pub fn files(stock: &Stock, settings: &ArchiveFile) -> Result<Vec<Page>, Box<dyn Error>> {
    let mut pages: Vec<Page> = (0..stock.texts.len()).into_par_iter().filter_map(|held| page(stock, held)).collect();
    pages.extend(page_of_results(settings)?);
    Ok(pages)
}

/// Writes the site of some folders, index and all.
pub fn write_site(folders: &[PathBuf], lang: Lang, out: &Path) -> Result<(), Box<dyn Error>> {
    let settings = ArchiveFile { title: "Search".to_owned(), lang, ..ArchiveFile::default() };
    let stock = archive(folders, 0, lang, Copies::Moved)?;
    let mut pages = files(&stock, &settings)?;
    pages.extend(search::index(&stock.material(&settings, &Cache::none()))?);
    write::write(&pages, out)?;
    Ok(())
}

/// The archive of all texts in the folders, and of copies of them.
pub fn archive(folders: &[PathBuf], wanted: usize, lang: Lang, copies: Copies) -> Result<Stock, Box<dyn Error>> {
    let rules = normalize::Rules::load(None)?;
    let mut texts = Vec::new();
    for folder in folders {
        for file in fs::read_dir(folder)? {
            let path = file?.path();
            if path.extension().is_some_and(|ending| ending == "txt" || ending == "md") {
                texts.push(source(&path)?);
            }
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let documents: Vec<Document> =
        texts.par_iter().filter_map(|text| normalize::normalize(text, &Defaults::default(), &rules).output).collect();
    let count = if wanted == 0 { documents.len() } else { wanted };
    let numbers = Regex::new(r"\b(\d{2})/([\dA-Z])")?;
    let all = (0..count).into_par_iter().filter_map(|index| {
        let original = documents.get(index % documents.len())?;
        Some(Arc::new(copy(original, index / documents.len(), copies, &numbers)))
    });
    let texts: Vec<Arc<Document>> = all.collect();
    let held: Vec<Arc<Held>> = texts.iter().map(|text| Arc::new(Held::new(text, Mentions::default()))).collect();
    let sources: Vec<Source> = held.iter().map(|held| Source::of(Digest::of([&held.path]), held)).collect();
    let archive = resolve::resolve(held, Grammar::built_in()?.bodies(), lang).output;
    let made_from = MadeFrom::of(&archive, &sources, &Cache::none());
    Ok(Stock { made_from, archive, texts, words: SearchWords::load(None)? })
}

fn source(path: &Path) -> Result<SourceText, Box<dyn Error>> {
    let sidecar = path.with_extension("yaml");
    let sidecar =
        if sidecar.is_file() { Some((sidecar.display().to_string(), fs::read_to_string(&sidecar)?)) } else { None };
    let format = if path.extension().is_some_and(|ending| ending == "md") { Format::Markdown } else { Format::Text };
    let bytes = fs::read(path)?;
    Ok(SourceText {
        path: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        format,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        sidecar,
    })
}

/// The Nth copy of a document: every session in it moved, in its symbol as in its text.
fn copy(original: &Document, nth: usize, copies: Copies, numbers: &Regex) -> Document {
    let mut document = original.clone();
    if nth == 0 {
        return document;
    }
    let moved = |text: &str| {
        let moved = |found: &Captures<'_>| {
            let session: usize = found[1].parse().unwrap_or_default();
            format!("{}/{}", session + nth * SESSIONS, &found[2])
        };
        numbers.replace_all(text, moved).into_owned()
    };
    let of_its_own = |text: &str| match copies {
        Copies::Moved => moved(text),
        Copies::Distinct => format!("{} No. {nth}", moved(text)),
    };
    let name = moved(original.identity.as_str());
    document.identity = if name == original.identity.as_str() {
        Identity::Id(format!("{}-{nth}", name.replace(['/', '(', ')', '[', ']'], "-")))
    } else {
        Symbol::parse(&name).map_or(document.identity, Identity::Symbol)
    };
    document.path = format!("{nth}/{}", original.path);
    document.facts.aliases.clear();
    document.facts.title = original.facts.title.as_deref().map(moved);
    let move_text = |text: &mut Text| text.plain = of_its_own(&text.plain);
    for block in &mut document.blocks {
        match &mut block.content {
            Content::Heading { text, .. } | Content::Paragraph { text, .. } | Content::Item { text, .. } => {
                move_text(text);
            }
            Content::Table { rows } => rows.iter_mut().flatten().for_each(move_text),
        }
    }
    document.footnotes.iter_mut().filter_map(|note| note.text.as_mut()).for_each(move_text);
    document
}

/// A page of the texts of a document, with their anchors.
fn page(stock: &Stock, held: usize) -> Option<Page> {
    let document = stock.texts.get(held)?;
    let address = stock.archive.page_of(held)?;
    let lang = document.facts.lang;
    let title = escaped(document.facts.title.as_deref().unwrap_or_else(|| document.identity.as_str()));
    let path = address.html();
    let root = "../".repeat(path.matches('/').count());
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title>{}</head>\n<body>\n\
         <form data-search role=\"search\" action=\"{root}search.html\"><input type=\"search\" name=\"q\"></form>\n\
         <main data-pagefind-body><h1>{title}</h1>\n",
        head(&root)
    );
    let mut before = None;
    for block in &document.blocks {
        let id = if before == Some(&block.at) { String::new() } else { format!(" id=\"{}\"", block.at) };
        before = Some(&block.at);
        text(block, &id, &mut html)?;
    }
    for note in &document.footnotes {
        let text = note.text.as_ref().map(|text| escaped(&text.plain)).unwrap_or_default();
        writeln!(html, "<p id=\"fn-{}\">{text}</p>", note.label).ok()?;
    }
    html.push_str("</main></body></html>\n");
    Some(Page::new(path, html))
}

/// What every page needs for the box and for marking what was searched for.
fn head(root: &str) -> String {
    format!(
        "<link rel=\"stylesheet\" href=\"{root}static/concord.css\"><script defer src=\"{root}static/search.js\"></script>"
    )
}

/// `search.html` and the files it needs.
fn page_of_results(settings: &ArchiveFile) -> Result<Vec<Page>, Box<dyn Error>> {
    let words = SearchWords::load(None)?;
    let Some(words) = words.of(settings.lang) else { return Ok(Vec::new()) };
    let results = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">{POLICY}<title>{}</title>{}</head>\n<body><main>\n\
         <form data-search=\"page\" role=\"search\" action=\"search.html\"><input type=\"search\" name=\"q\">\n\
         <noscript><p>{} <a href=\"documents.html\">→</a></p></noscript></form>\n</main></body></html>\n",
        settings.lang,
        escaped(&words.search),
        head(""),
        escaped(&words.noscript)
    );
    let mut pages = render::static_files(None).expect("the built-in files");
    pages.push(Page::new("search.html", results));
    Ok(pages)
}

fn text(block: &Block, id: &str, html: &mut String) -> Option<()> {
    match &block.content {
        Content::Heading { text, .. } => writeln!(html, "<h2>{}</h2>", escaped(&text.plain)).ok(),
        Content::Item { label, text, .. } => writeln!(html, "<p{id}>{label} {}</p>", escaped(&text.plain)).ok(),
        Content::Paragraph { text, .. } => writeln!(html, "<p{id}>{}</p>", escaped(&text.plain)).ok(),
        Content::Table { rows } => {
            writeln!(html, "<table{id}>").ok()?;
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| escaped(&cell.plain)).collect();
                writeln!(html, "<tr><td>{}</td></tr>", cells.join("</td><td>")).ok()?;
            }
            writeln!(html, "</table>").ok()
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
