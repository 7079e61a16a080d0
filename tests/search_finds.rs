//! What search finds, asked of the client's own code in Node: phrases at random, questions of readers, cutting of texts on both sides.
//! Says so and passes where Node is not installed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

#[path = "search/bare_site.rs"]
mod bare_site;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use concord::{cache::Cache, config::ArchiveFile, model::Lang, search};
use tempfile::TempDir;

/// Every traditional character with its simplified one.
const TRADITIONAL: &str = include_str!("../data/traditional.txt");

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A site of the five reports and of the texts of the test in the other languages.
fn site() -> TempDir {
    site_with(&[])
}

/// The same with texts of a test's own: name of the file, text.
fn site_with(own: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("what the test itself needs");
    let texts = [here("content/reports"), here("tests/search/texts"), folder.path().join("own")];
    fs::create_dir(&texts[2]).expect("what the test itself needs");
    for (name, text) in own {
        fs::write(texts[2].join(name), text).expect("what the test itself needs");
    }
    bare_site::write_site(&texts, Lang::Zh, &folder.path().join("site")).expect("what the test itself needs");
    folder
}

/// Runs a script of `tests/search` on a site; false where there is no Node to run it.
fn node(script: &str, site: &TempDir, arguments: &[&str], input: &str) -> bool {
    let mut command = Command::new("node");
    command.arg(here("tests/search").join(script)).arg(site.path().join("site")).args(arguments);
    let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
        eprintln!("NOT TESTED: {script} needs `node`, which is not installed");
        return false;
    };
    child
        .stdin
        .take()
        .expect("what the test itself needs")
        .write_all(input.as_bytes())
        .expect("what the test itself needs");
    let done = child.wait_with_output().expect("what the test itself needs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{script}:\n{said}");
    println!("{said}");
    true
}

#[test]
fn every_passage_that_holds_a_phrase_is_found_and_no_other() {
    let site = site();
    node("phrases.cjs", &site, &["500", "1"], "");
}

#[test]
fn as_many_passages_are_told_of_as_have_all_words() {
    node("counts.cjs", &site(), &["100", "1"], "");
}

#[test]
fn numbers_are_said_as_each_language_says_them() {
    node("said.cjs", &site(), &[], "");
}

#[test]
fn questions_lead_to_the_passage_that_answers_them() {
    node("questions.cjs", &site(), &[], "");
}

#[test]
fn a_document_is_found_once_by_its_title() {
    node("once.cjs", &site(), &[], "");
}

#[test]
fn symbols_are_offered_however_they_are_typed() {
    let text = |symbol: &str| format!("---\nsymbol: {symbol}\nlang: en\n---\n1\\. Welcomes the bees of the islands.\n");
    let texts = ["S/RES/242(1967)", "A/RES/63/242", "A/RES/63/24", "A/RES/217(III)[A]"].map(text);
    let names = ["bees.en.md", "islands.en.md", "hives.en.md", "rights.en.md"];
    let own: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
    node("symbols.cjs", &site_with(&own), &[], "");
}

#[test]
fn a_form_that_no_text_has_leads_to_the_others_and_a_name_leads_nowhere() {
    node("forms.cjs", &site(), &[], "");
}

#[test]
fn chinese_is_found_by_traditional_characters_and_by_simplified_ones() {
    let printed = "---\nsymbol: A/99/512\nlang: zh\n---\n1\\. 聯合國打擊跨國有組織犯罪公約的執行情況及腐敗問題。\n";
    node("traditional.cjs", &site_with(&[("yinshua.zh.md", printed)]), &[], "");
}

#[test]
fn both_sides_cut_a_text_into_the_same_terms() {
    let mut texts: Vec<String> = [
        "A/RES/63/195 & E/CN.15/2009/9-E/CN.7/2009/2; 第６３／１９５号决议。",
        "L’Assemblée générale — œuvre, ÉTÉ; Straße İstanbul ΣΊΣΥΦΟΣ",
        "الأُمَمُ المتَّحِدة قـــرار ٦٣/١٩٥ ﷲ ﻻ",
        "Ёлка, Йод, всё; ПРЕСТУПНОСТЬ",
        "𠀀𠀁 段简 single; 段，简 カタカナ・ひらがな 한국어",
        TRADITIONAL,
        "a.b/c-1 1/2/3/4/5/6/7/8/9/10 x/ y /z ½ ① ﬁ ²",
    ]
    .map(str::to_owned)
    .to_vec();
    // Characters from everywhere, in an order that no text has.
    let mut state = 1_u32;
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..60 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let code = match (state >> 28) % 6 {
                0 | 1 => 0x20 + (state >> 8) % 0x60,
                2 => 0xa0 + (state >> 8) % 0x500,
                3 => 0x600 + (state >> 8) % 0x100,
                4 => 0x4e00 + (state >> 8) % 0x20,
                _ => (state >> 8) % 0x2_1000,
            };
            text.extend(char::from_u32(code));
        }
        texts.push(text);
    }
    let lines: Vec<String> = texts
        .iter()
        .map(|text| serde_json::to_string(&(text, search::terms_of(text))).expect("what the test itself needs"))
        .collect();
    // Of traditional characters the client knows those whose simplified ones some text holds.
    let all = format!("---\nsymbol: A/99/513\nlang: zh\n---\n1\\. {}\n", TRADITIONAL.replace(['#', '\n'], " "));
    node("terms.cjs", &site_with(&[("suoyou.zh.md", &all)]), &[], &lines.join("\n"));
}

#[test]
fn the_same_archive_gives_the_same_bytes() {
    let folders = [here("content/reports"), here("tests/search/texts")];
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let archive = bare_site::archive(&folders, 0, Lang::Zh, bare_site::Copies::Moved).expect("an archive");
            search::index(&archive.material(&ArchiveFile::default(), &Cache::none())).expect("an index")
        })
    };
    let (one, two) = (made(1), made(3));
    assert_eq!(one.len(), two.len());
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(one.path, two.path);
        assert!(one.bytes == two.bytes, "{} differs from build to build", one.path);
    }
}

#[test]
fn questions_on_english_resolutions_lead_to_them() {
    let corpus = here("../shared/corpus/ga-en");
    if !corpus.is_dir() {
        eprintln!("NOT TESTED: questions on English resolutions need ../shared/corpus/ga-en");
        return;
    }
    let folder = tempfile::tempdir().expect("what the test itself needs");
    bare_site::write_site(&[corpus], Lang::En, &folder.path().join("site")).expect("what the test itself needs");
    node("questions.cjs", &folder, &["questions-ga-en.tsv"], "");
}

#[test]
fn an_index_of_what_the_cache_keeps_is_the_same() {
    let folders = [here("content/reports"), here("tests/search/texts")];
    let archive = bare_site::archive(&folders, 0, Lang::Zh, bare_site::Copies::Moved).expect("an archive");
    let settings = ArchiveFile::default();
    let fresh = search::index(&archive.material(&settings, &Cache::none())).expect("an index");
    let folder = tempfile::tempdir().expect("what the test itself needs");
    let kept = || {
        let cache = Cache::open(&folder.path().join("cache"));
        let index = search::index(&archive.material(&settings, &cache)).expect("an index");
        cache.sweep();
        index
    };
    assert!(kept() == fresh, "an index that is put into a cache differs");
    assert!(kept() == fresh, "an index that is taken from a cache differs");
}
