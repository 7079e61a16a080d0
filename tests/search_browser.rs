//! Search as a reader has it: in Chromium, from the disk and over HTTP, in every language, in a folder whose path has spaces and Chinese
//! characters. Says so and passes where Chromium is not installed (`CHROMIUM` names another program).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

#[path = "search/bare_site.rs"]
mod bare_site;

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

use concord::model::Lang;
use tempfile::TempDir;

/// A query in each language, and a word of the passage that must be shown marked.
const QUERIES: [(&str, &str, &str, &str); 6] = [
    ("预防犯罪", "预防犯罪", "A/64/123", "犯罪"),
    ("\"migrating fish\"", "migrating fish", "A/99/201", "fish"),
    ("communauté patrouille", "communautés", "E/2044/17", "patrouilles"),
    ("soborno aduanas", "sobornos", "E/CN.15/2044/6", "aduanas"),
    ("библиотекарь слепой", "слепыми", "A/99/305", "библиотекарей"),
    ("لقاح الحصبة", "الحصبة", "A/99/412", "اللقاحات"),
];

struct Reader {
    place: TempDir,
    chromium: String,
}

impl Reader {
    /// A site in an awkward folder and a browser; none where there is no browser.
    fn new() -> Option<Self> {
        let names = std::env::var("CHROMIUM")
            .into_iter()
            .chain(["chromium", "chromium-browser", "google-chrome"].map(str::to_owned));
        let found = names
            .into_iter()
            .find(|name| Command::new(name).arg("--version").output().is_ok_and(|said| said.status.success()));
        let Some(chromium) = found else {
            eprintln!("NOT TESTED: search in a browser needs `chromium`, which is not installed");
            return None;
        };
        let place = tempfile::tempdir().unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders: [PathBuf; 2] = [here.join("content/reports"), here.join("tests/search/texts")];
        let reader = Self { place, chromium };
        bare_site::write_site(&folders, Lang::Zh, &reader.site()).unwrap();
        let page = fs::read_to_string(reader.site().join("search.html")).unwrap();
        let keys = page.replace("</head>", "<script defer src=\"static/keys.js\"></script></head>");
        fs::write(reader.site().join("keys.html"), keys).unwrap();
        fs::write(reader.site().join("static/keys.js"), include_str!("search/keys.js")).unwrap();
        Some(reader)
    }

    fn site(&self) -> PathBuf {
        self.place.path().join("联合国 文献 site")
    }

    /// What a page has become once its scripts have done their work.
    fn page(&self, address: &str) -> String {
        let profile = tempfile::tempdir().unwrap();
        let done = Command::new(&self.chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"])
            .args(["--virtual-time-budget=20000", "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(address)
            .output()
            .unwrap();
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    fn on_disk(&self, path: &str) -> String {
        let folder = encoded(&self.site().display().to_string());
        self.page(&format!("file://{folder}/{path}"))
    }
}

fn encoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    text.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Serves a folder on a port of its own until the process ends.
fn serve(folder: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            std::thread::spawn(move || answer(stream, &folder));
        }
    });
    format!("http://127.0.0.1:{port}/")
}

fn answer(mut stream: std::net::TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    // The rest of the head is of no interest, and must be read.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first
        .split(' ')
        .nth(1)
        .unwrap_or_default()
        .split('?')
        .next()
        .unwrap_or_default()
        .trim_start_matches('/')
        .to_owned();
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        // As many hosts send it, whatever the file is: the byte order mark must win.
        _ => "text/javascript; charset=utf-8",
    };
    let body = fs::read(folder.join(path));
    let status = if body.is_ok() { "200 OK" } else { "404 Not Found" };
    let body = body.unwrap_or_default();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// The address of the first hit's passage.
fn first_hit(page: &str) -> Option<String> {
    let link = page.split("<a class=\"search-passage\" href=\"").nth(1)?.split('"').next()?;
    Some(link.replace("&amp;", "&"))
}

/// Looks for each query and follows the first hit to its paragraph.
fn finds(reader: &Reader, root: &str) {
    for (query, marked, symbol, other) in QUERIES {
        let page = reader.page(&format!("{root}search.html?q={}", encoded(query)));
        let hits = page.split("class=\"search-hits\"").nth(1).unwrap_or_default();
        assert!(hits.contains(&format!("<bdi>{symbol}</bdi>")), "{query}: {symbol} is not among the hits of\n{page}");
        assert!(hits.contains("<mark>"), "{query}: nothing is marked in\n{hits}");
        let link = first_hit(hits).unwrap_or_else(|| panic!("{query}: no link in\n{hits}"));
        let there = reader.page(&link);
        let marks: Vec<&str> = there
            .split("<mark class=\"search-mark\">")
            .skip(1)
            .filter_map(|rest| rest.split("</mark>").next())
            .collect();
        assert!(
            marks.iter().any(|mark| mark.contains(other) || marked.contains(mark)),
            "{query}: {link} marks {marks:?}, and neither {marked} nor {other}"
        );
    }
}

#[test]
fn finds_from_the_disk_in_every_language() {
    let Some(reader) = Reader::new() else { return };
    let root = format!("file://{}/", encoded(&reader.site().display().to_string()));
    finds(&reader, &root);
}

#[test]
fn finds_over_http_in_every_language() {
    let Some(reader) = Reader::new() else { return };
    finds(&reader, &serve(reader.site()));
}

#[test]
fn finds_under_a_path_of_a_host() {
    let Some(reader) = Reader::new() else { return };
    let root = serve(reader.place.path().to_owned());
    // The server takes paths as they are; a folder with a plain name stands for a project site.
    fs::rename(reader.site(), reader.place.path().join("archive")).unwrap();
    let page = reader.page(&format!("{root}archive/search.html?q={}", encoded("预防犯罪")));
    assert!(page.contains("class=\"search-passage\""), "{page}");
}

#[test]
fn symbols_are_offered_and_filters_narrow() {
    let Some(reader) = Reader::new() else { return };
    let page = reader.on_disk(&format!("search.html?q={}", encoded("第63/195号决议")));
    let offers = page.split("class=\"search-symbols\"").nth(1).unwrap_or_default();
    assert!(offers.contains("A/RES/63/195.html\" class=\"held\""), "{page}");
    assert!(page.contains("<option value=\"A\">大会 ("), "the name of an organ: {page}");
    assert_eq!(page.matches("<optgroup label=\"本库文件数\">").count(), 4, "what the numbers count: {page}");
    let page = reader.on_disk(&format!("search.html?q={}&year=2009", encoded("预防犯罪")));
    let hits = page.split("class=\"search-hits\"").nth(1).unwrap_or_default();
    assert!(hits.contains("A/64/123") && !hits.contains("A/68/127"), "{hits}");
}

#[test]
fn a_symbol_that_nothing_knows_leads_to_where_it_may_be() {
    let Some(reader) = Reader::new() else { return };
    let page = reader.on_disk(&format!("search.html?q={}", encoded("第79/999号决议")));
    let said = page.split("class=\"search-unknown\"").nth(1).unwrap_or_default();
    assert!(said.contains("本库没有此文号文件的记录"), "{page}");
    assert!(
        said.contains("<a href=\"https://docs.un.org/A/RES/79/999\" rel=\"external\"><bdi>A/RES/79/999</bdi>"),
        "{said}"
    );
    let page = reader.on_disk(&format!("search.html?q={}", encoded("79/999")));
    assert!(!page.contains("class=\"search-count\""), "nothing else is said: {page}");
}

#[test]
fn a_title_that_is_found_is_marked_in_the_head_and_not_said_again() {
    let Some(reader) = Reader::new() else { return };
    let title = "联合国毒品和犯罪问题办公室的活动";
    let page = reader.on_disk(&format!("search.html?q={}", encoded(&format!("\"{title}\""))));
    let hits = page.split("class=\"search-hits\"").nth(1).unwrap_or_default();
    let first = hits.split("</li>").next().unwrap_or_default();
    let (head, below) = first.split_once("</h2>").unwrap_or_default();
    assert!(head.contains("class=\"search-passage\"") && head.contains(&format!("<mark>{title}</mark>")), "{first}");
    assert!(!below.contains(&format!(">{title}</mark></a>")), "{first}");
}

#[test]
fn what_is_read_out_is_how_much_is_found() {
    let Some(reader) = Reader::new() else { return };
    let told = |query: &str| {
        let page = reader.on_disk(&format!("search.html?q={}", encoded(query)));
        assert!(!page.contains("aria-live"), "hits are read out one and all: {page}");
        let said = page.split("role=\"status\"").nth(1).and_then(|rest| rest.split_once('>'));
        said.and_then(|(_, rest)| rest.split('<').next()).unwrap_or_default().to_owned()
    };
    assert!(told("预防犯罪").ends_with(" 段含全部词语"), "{}", told("预防犯罪"));
    assert!(told("63/195 p13").starts_with("A/RES/63/195，第13段"), "{}", told("63/195 p13"));
    assert!(told("63/195 p999").starts_with("A/RES/63/195，本文件没有第999段"), "{}", told("63/195 p999"));
    assert!(told("qqqqq").starts_with("没有段落含有这些词语"), "{}", told("qqqqq"));
    let page = reader.on_disk(&format!("search.html?q={}&year=2009", encoded("\"绿色黄金\"")));
    assert!(page.contains(">按此筛选，没有段落含有这些词语。</p>"), "the filters are why: {page}");
}

#[test]
fn words_of_the_interface_amid_a_text_run_their_own_way() {
    let Some(reader) = Reader::new() else { return };
    let page = fs::read_to_string(reader.site().join("search.html")).unwrap();
    let arabic = page.replace("<html lang=\"zh\">", "<html lang=\"ar\" dir=\"rtl\">");
    fs::write(reader.site().join("ar.html"), arabic).unwrap();
    let page = reader.on_disk(&format!("ar.html?q={}", encoded("摘要")));
    let also =
        "<span class=\"search-also\" lang=\"ar\" dir=\"auto\">النص نفسه في <button type=\"button\">وثيقتين أخريين";
    assert!(page.contains(also), "{page}");
}

#[test]
fn the_keyboard_is_enough() {
    let Some(reader) = Reader::new() else { return };
    let page = reader.on_disk("keys.html");
    let done = page.split("data-keys=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    assert_eq!(done, "slash typed arrow back escape remembered", "{page}");
}

#[test]
fn without_script_the_page_says_what_to_do() {
    let Some(reader) = Reader::new() else { return };
    let page = fs::read_to_string(reader.site().join("search.html")).unwrap();
    let says = page.split("<noscript>").nth(1).unwrap_or_default();
    assert!(says.contains("Ctrl+F") && says.contains("documents.html"), "{page}");
}
