//! The cache is never wrong: whatever changes between two builds, the second makes what a fresh build makes, byte for byte.

mod site;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use concord::{
    config::{ArchiveFile, Config},
    progress::Silent,
};
use site::files;

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("a small number")
    }
}

/// A source folder that changes step by step.
struct Changing {
    folder: PathBuf,
    chance: Chance,
    step: usize,
}

const SESSIONS: [usize; 3] = [62, 63, 64];
const TITLES: [&str; 3] = ["Technical assistance", "Rights of the child", "Oceans and the law of the sea"];
const VERBS: [&str; 3] = ["Recalling", "Reaffirming", "Noting with appreciation"];

impl Changing {
    fn name(&mut self) -> String {
        let session = SESSIONS[self.chance.below(SESSIONS.len())];
        format!("A/RES/{session}/{}", 1 + self.chance.below(6))
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, text).expect("a file is written");
    }

    fn document(&mut self) {
        let symbol = self.name();
        let lang = if self.chance.below(5) == 0 { "fr" } else { "en" };
        let mut text = format!(
            "---\nsymbol: {symbol}\ntitle: {}\nlang: {lang}\ndate: 20{:02}-12-18\nsubjects: [{}]\n---\n\nThe General Assembly,\n\n",
            TITLES[self.chance.below(TITLES.len())],
            8 + self.chance.below(3),
            ["oceans", "children"][self.chance.below(2)]
        );
        for _ in 0..self.chance.below(4) {
            let (verb, cited) = (VERBS[self.chance.below(VERBS.len())], self.name());
            let number = cited.trim_start_matches("A/RES/").to_owned();
            let _ = write!(text, "{verb} its resolution {number}, and {cited},\n\n");
        }
        for n in 1..=1 + self.chance.below(4) {
            let cited = self.name();
            let _ = write!(
                text,
                "{n}\\. Takes note of paragraph {} of {cited}, step {};\n\n",
                1 + self.chance.below(4),
                self.step
            );
        }
        let file = symbol.replace('/', "_");
        self.put(&format!("content/{file}.{lang}.md"), &text);
    }

    fn own_verb(&mut self) -> &'static str {
        let verbs = fs::read_to_string("data/verbs.yaml").expect("data");
        let id = ["reaffirming", "recalling"][self.chance.below(2)];
        let verbs = verbs.replace(&format!("- id: {id}\n"), &format!("- id: {id}-{}\n", self.step));
        self.put("data/verbs.yaml", &verbs);
        "another verb"
    }

    fn own_words(&self) -> &'static str {
        for (name, key) in [("labels/en.yaml", "  cited_by: "), ("labels-search.yaml", "  search: ")] {
            let words = fs::read_to_string(Path::new("data").join(name)).expect("data");
            self.put(&format!("data/{name}"), &words.replace(key, &format!("{key}Step {} ", self.step)));
        }
        "other words"
    }

    /// Changes one thing, and says which.
    fn change(&mut self, output: &Path, cache: &Path) -> &'static str {
        self.step += 1;
        let documents: Vec<PathBuf> = fs::read_dir(self.folder.join("content"))
            .expect("content")
            .flatten()
            .map(|file| file.path())
            .filter(|path| path.is_file())
            .collect();
        let one = documents.get(self.chance.below(documents.len().max(1))).cloned();
        match (self.chance.below(22), one) {
            (0, _) => "nothing",
            (1, Some(one)) if documents.len() > 4 => {
                fs::remove_file(one).expect("removed");
                "a document is gone"
            }
            (2, Some(one)) => {
                let text = fs::read_to_string(&one).expect("read");
                fs::write(&one, format!("{text}\n9\\. Decides something else at step {}.\n", self.step))
                    .expect("written");
                "a paragraph more"
            }
            (3, Some(one)) => {
                let text = fs::read_to_string(&one).expect("read");
                fs::write(&one, text.replace("title: ", "title: Further ")).expect("written");
                "another title"
            }
            (4, _) => {
                self.put("archive.yaml", &format!("title: Archive {}\nlang: en\n", self.step));
                "another setting"
            }
            (5, _) => {
                let template = fs::read_to_string("templates/symbol.html").expect("a template");
                self.put(
                    "templates/symbol.html",
                    &template.replacen("<h1", &format!("<h1 data-step=\"{}\"", self.step), 1),
                );
                "another template"
            }
            (6, _) => {
                self.put("static/own.txt", &self.step.to_string());
                "another static file"
            }
            (7, _) => {
                let clues = fs::read_to_string("data/clues.yaml").expect("data");
                self.put("data/clues.yaml", &format!("{clues}\n# {}\n", self.step));
                "other data"
            }
            (17, _) => self.own_verb(),
            (18, _) => self.own_words(),
            (8, _) => {
                self.put("content/pages/about.md", &format!("# About {}\n\nWords.\n", self.step));
                "a page written by hand"
            }
            (9, _) => {
                let _ = fs::remove_dir_all(cache);
                "no cache any more"
            }
            (10, _) => {
                fs::write(output.join("index.html"), "spoilt").expect("written");
                "a file of the site was changed by hand"
            }
            (11, _) => {
                let files: Vec<String> = files(output).into_keys().collect();
                fs::remove_file(output.join(&files[self.chance.below(files.len())])).expect("removed");
                "a file of the site was taken away"
            }
            (12 | 13, Some(one)) => {
                let text = fs::read_to_string(&one).expect("read");
                fs::write(&one, text.replace(", step", ", one step")).expect("written");
                "a word more, and nothing else cited"
            }
            (19, Some(one)) => {
                let text = fs::read_to_string(&one).expect("read");
                let date = fs::metadata(&one).and_then(|file| file.modified()).expect("a date");
                // It may be long enough ago that the file was written for the next build not to read it.
                fs::write(&one, text.replace("Takes note", "Told noted")).expect("written");
                fs::File::options().write(true).open(&one).and_then(|file| file.set_modified(date)).expect("put back");
                "other words of the same length, and the date put back"
            }
            (14, Some(one)) => {
                let path = one.file_name().map(|name| format!("content/twin-{}", name.to_string_lossy()));
                self.put(&path.expect("a name"), &fs::read_to_string(&one).expect("read"));
                "a text twice"
            }
            (15, Some(one)) => {
                let text = fs::read_to_string(&one).expect("read");
                let alias = format!("lang: en\naliases: [A/C.3/{}/L.9]", 60 + self.chance.below(4));
                fs::write(&one, text.replacen("lang: en", &alias, 1)).expect("written");
                "another alias"
            }
            (16, _) => {
                self.put("content/empty.txt", if self.step.is_multiple_of(2) { "" } else { "Words of no symbol." });
                "a source that can be read now, or can no longer"
            }
            _ => {
                self.document();
                "a document new or changed"
            }
        }
    }

    /// Builds with the cache and without, and compares the two.
    fn compare(&self, output: &Path, cache: &Path, after: &str) {
        let made = concord::build(&self.config(output, Some(cache)), &Silent).expect("it builds");
        let fresh = tempfile::tempdir().expect("a temporary folder");
        let fresh = fresh.path().join("site");
        let anew = concord::build(&self.config(&fresh, None), &Silent).expect("it builds");
        assert_eq!(made.findings, anew.findings, "{after}");
        let (made, anew) = (files(output), files(&fresh));
        for (path, bytes) in &anew {
            assert!(made.get(path) == Some(bytes), "{path} differs from a fresh build: {after}");
        }
        assert_eq!(made.len(), anew.len(), "files too many: {after}");
    }

    fn config(&self, output: &Path, cache: Option<&Path>) -> Config {
        Config {
            source: self.folder.clone(),
            output: output.to_owned(),
            cache: cache.map(Path::to_owned),
            precompress: false,
            jobs: None,
            archive: ArchiveFile::read(&self.folder).expect("settings"),
        }
    }
}

/// A file's clock may be coarse: what is changed by hand must be younger than the site.
fn wait() {
    std::thread::sleep(std::time::Duration::from_millis(15));
}

#[test]
fn a_build_with_a_cache_makes_what_a_fresh_build_makes() {
    // Other changes with another seed: `CONCORD_SEED=7 cargo test --test cache`.
    let seed = std::env::var("CONCORD_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x2545_F491_4F6C_DD1D);
    let place = tempfile::tempdir().expect("a temporary folder");
    let (output, cache) = (place.path().join("site"), place.path().join("cache"));
    let mut source = Changing { folder: place.path().join("source"), chance: Chance(seed), step: 0 };
    for _ in 0..9 {
        source.document();
    }
    let mut said = vec!["the first build"];
    for step in 0..60 {
        source.compare(&output, &cache, &format!("step {step}, after {said:?}"));
        wait();
        said.push(source.change(&output, &cache));
    }
}

#[test]
fn lists_count_anew_who_cites_where_nothing_else_of_them_changes() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (output, cache) = (place.path().join("site"), place.path().join("cache"));
    let source = Changing { folder: place.path().join("source"), chance: Chance(1), step: 0 };
    for (symbol, title) in [("62/175", TITLES[0]), ("63/195", TITLES[1])] {
        let name = symbol.replace('/', "-");
        source.put(
            &format!("content/{name}.md"),
            &format!("---\nsymbol: A/RES/{symbol}\ntitle: {title}\nlang: en\n---\n\n1.\tDecides to remain seized.\n"),
        );
    }
    // Another body cites them, so that on the shelves of the first the numbers alone are others.
    let cites = |number: u32, what: &str| {
        let text = format!("---\nsymbol: S/RES/{number}(2008)\nlang: en\n---\n\n1.\tRecalls {what};\n");
        source.put(&format!("content/{number}.md"), &text);
    };
    cites(1801, "General Assembly resolutions 62/175 and 63/195");
    for what in [
        "General Assembly resolution 62/175",
        "General Assembly resolution 63/195",
        "General Assembly resolutions 62/175 and 63/195",
        // Nobody cites more than before, and it makes one citation more.
        "General Assembly resolutions 62/175 and 63/195, and General Assembly resolution 62/175 again",
    ] {
        cites(1800, what);
        source.compare(&output, &cache, what);
        wait();
    }
}

/// A paragraph of thirty words of some thousands: together they are more terms than one window of the index has.
fn paragraph(chance: &mut Chance) -> String {
    const LETTERS: [&[u8]; 2] = [b"bdfgklmnprstvz", b"aeiou"];
    let mut word = || {
        let mut letter = |place: usize| char::from(LETTERS[place % 2][chance.below(LETTERS[place % 2].len())]);
        (0..4).map(&mut letter).collect::<String>()
    };
    (0..30).map(|_| word()).collect::<Vec<_>>().join(" ")
}

#[test]
fn passages_have_the_numbers_that_a_fresh_build_gives_them() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (output, cache) = (place.path().join("site"), place.path().join("cache"));
    let source = Changing { folder: place.path().join("source"), chance: Chance(1), step: 0 };
    let mut chance = Chance(7);
    let mut documents: Vec<Vec<String>> =
        (0..12).map(|nth| (0..=2 + nth % 7).map(|_| paragraph(&mut chance)).collect()).collect();
    let put = |nth: usize, paragraphs: &[String]| {
        let mut text = format!("---\nsymbol: A/RES/62/{}\ntitle: Oceans\nlang: en\n---\n\n", nth + 1);
        for (number, words) in (1..).zip(paragraphs) {
            let _ = write!(text, "{number}\\. Notes {words};\n\n");
        }
        source.put(&format!("content/A_RES_62_{}.md", nth + 1), &text);
    };
    for (nth, paragraphs) in documents.iter().enumerate() {
        put(nth, paragraphs);
    }
    for (after, nth, at) in [
        ("the first build", 0, None),
        ("a paragraph at the beginning", 5, Some(0)),
        ("one at the end", 5, Some(4)),
        ("one that another document says as well", 9, Some(2)),
        ("a paragraph twice as long, in which every word weighs less", 2, None),
        ("a document that says as much again", 3, None),
        ("a paragraph less, which another document says", 9, None),
    ] {
        match (nth, at) {
            (9, Some(at)) => {
                let said = documents[1][0].clone();
                documents[nth].insert(at, said);
            }
            (_, Some(at)) => documents[nth].insert(at, paragraph(&mut chance)),
            (9, None) => _ = documents[1].remove(0),
            // Of one word, so that the windows of the others have no new term.
            (2, None) => documents[nth][0].push_str(&" bafa".repeat(40)),
            (3, None) => documents[nth].extend((0..9).map(|_| paragraph(&mut chance)).collect::<Vec<_>>()),
            _ => {}
        }
        for nth in [nth, 1] {
            put(nth, &documents[nth]);
        }
        source.compare(&output, &cache, after);
        wait();
    }
}
