//! What commands print, and how they end.

mod site;

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

use site::{Folder, concord, said};

/// Runs the program with something on its standard input.
fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("piped").write_all(input).expect("fed");
    child.wait_with_output().expect("it ends")
}

#[test]
fn who_has_read_enough_ends_a_command_without_a_word() {
    let long = "1. Recalls its resolution 62/175;\n\n".repeat(5_000);
    for text in ["1. Recalls its resolution 62/175;\n", &long] {
        let folder = Folder::with(&[("A_RES_63_195-EN.txt", text.as_bytes())]);
        let file = folder.path().join("A_RES_63_195-EN.txt").display().to_string();
        for command in [["normalize", &file].as_slice(), &["cite", &file]] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_concord"))
                .args(command)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program runs");
            drop(child.stdout.take());
            let done = child.wait_with_output().expect("it ends");
            assert!(done.status.success() && !said(&done).contains("anic"), "{command:?}: {}", said(&done));
            assert!(!said(&done).contains("error"), "{command:?}: {}", said(&done));
        }
    }
}

#[test]
fn a_text_is_taken_from_standard_input_without_a_file_and_with_a_dash() {
    let text = "Recalling its resolution 62/175 of 18 December 2007,";
    for command in [["cite", "--issuer", "GA"].as_slice(), &["cite", "--issuer", "GA", "-"]] {
        let done = fed(command, text.as_bytes());
        let answer = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(answer.contains("A/RES/62/175") && done.status.success(), "{command:?}: {answer}{}", said(&done));
    }
}

#[test]
fn what_cannot_be_read_of_a_record_is_told_with_its_line() {
    let records: &[u8] = b"{\"id\":1,\"text\":\"A/RES/63/195\",\"note\":\"\"}\n\
        {\"id\":2,\"text\":\"\xff\"}\n\
        \n\
        {\"id\":3,\"issuer\":\"XY\",\"text\":\"A/RES/63/196\",\"note\":\"\"}\n\
        {\"id\":4,\"lang\":\"xx\",\"text\":\"A/RES/63/197\"}\n\
        {\"id\":5,\"issuer\":\"GA\",\"lang\":\"en\",\"doc\":\"A/1/1\",\"text\":\"resolution 63/198\"}\n";
    let done = fed(&["cite", "--jsonl"], records);
    let answers = String::from_utf8_lossy(&done.stdout).into_owned();
    let ids: Vec<&str> = answers.lines().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["{\"id\":1", "{\"id\":3", "{\"id\":5"], "{answers}");
    assert!(answers.contains("A/RES/63/196") && answers.contains("A/RES/63/198"), "{answers}");
    assert_eq!(done.status.code(), Some(1));
    let told = said(&done);
    for words in [
        "warning: standard input:1: nothing reads the key `note`",
        "error: standard input:2: ",
        "warning: standard input:4: there is no body `XY`",
        "error: standard input:5: ",
    ] {
        assert!(told.contains(words), "`{words}` is not said:\n{told}");
    }
    assert_eq!(told.matches("`note`").count(), 1, "once, however many records have it: {told}");
    // A key more than are read is no error, nor is a body without a row: its texts are answered like all others.
    let records = b"{\"id\":1,\"issuer\":\"E/C.12\",\"text\":\"A/RES/63/195\",\"note\":\"\"}\n";
    let done = fed(&["cite", "--jsonl"], records);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
}

#[test]
fn a_check_tells_in_order_and_counts_what_it_tells() {
    let folder = Folder::with(&[
        ("content/b.txt", b" "),
        ("content/a.txt", b" "),
        ("content/note.md", b"---\nid: note\n---\n\nSee A/RES/63/195.\n"),
        ("content/c.docx", b""),
    ]);
    let source = folder.path().display().to_string();
    let checked = concord(&["check", "--source", &source]);
    let told = said(&checked);
    let file = |line: &'_ str| Some(line.split_once(": content/")?.1.split(':').next()?.to_owned());
    let files: Vec<String> = told.lines().filter_map(file).collect();
    assert_eq!(files, ["a.txt", "b.txt", "c.docx"], "{told}");
    assert!(told.contains("2 errors, 0 warnings, 1 note\n"), "{told}");
    assert_eq!(checked.status.code(), Some(1));
    // A build shows no notes, and says so.
    let built = concord(&["build", "--source", &source]);
    assert!(said(&built).contains("(1 unknown-ending; `concord check` lists them all)"), "{}", said(&built));
}

#[test]
fn a_data_file_that_nothing_reads_is_told() {
    let folder = Folder::with(&[
        ("content/note.md", b"See A/RES/63/195.\n"),
        ("data/verb.yaml", b"x"),
        ("data/traditional.txt", b"x"),
        ("data/words/fr.txt", b"x"),
        ("data/citations/de.yaml", b"x"),
        ("data/words/en.txt", b"word\n"),
        ("data/.verbs.yaml.swp", b"x"),
    ]);
    let source = folder.path().display().to_string();
    for command in ["check", "build", "build"] {
        let done = concord(&[command, "--source", &source]);
        let told = said(&done);
        assert_eq!(done.status.code(), Some(0), "{told}");
        assert_eq!(told.matches(": nothing reads this file\n  help: ").count(), 4, "{told}");
        for file in ["verb.yaml", "traditional.txt", "words/fr.txt", "citations/de.yaml"] {
            assert!(told.contains(&format!("warning: data/{file}: nothing reads this file")), "{told}");
        }
    }
}

#[test]
fn data_that_is_wrong_is_told_with_its_line_and_other_data_is_used() {
    for name in ["verbs.yaml", "labels/fr.yaml", "labels-search.yaml", "clues.yaml"] {
        let folder = Folder::with(&[("content/note.md", b"See A/RES/63/195.\n")]);
        folder.put(&format!("data/{name}"), b"# Mine.\n- nothing: that is known\n");
        let done = concord(&["build", "--source", &folder.path().display().to_string()]);
        let told = said(&done);
        assert_eq!(done.status.code(), Some(1), "{name}: {told}");
        assert!(told.contains(&format!("data/{name}:2: ")) && told.contains("help: "), "{name}: {told}");
    }
    let folder = Folder::with(&[(
        "content/note.md",
        b"---\nid: note\nlang: en\n---\n\nThe Council, cherishing A/RES/63/195, goes on.\n",
    )]);
    let read = |name: &str| std::fs::read_to_string(format!("data/{name}")).expect("data");
    let page = |folder: &Folder| {
        let done = concord(&["build", "--source", &folder.path().display().to_string()]);
        assert!(done.status.success(), "{}", said(&done));
        let page = |path: &str| std::fs::read_to_string(folder.path().join("site").join(path)).expect("a page");
        page("A/RES/63/195.html") + &page("search.html")
    };
    assert!(!page(&folder).contains("cherishing\""));
    let own = read("verbs.yaml").replacen("en: [recalling,", "en: [cherishing, recalling,", 1);
    folder.put("data/verbs.yaml", own.replacen("en: recalling,", "en: holding dear,", 1).as_bytes());
    folder.put("data/labels/en.yaml", read("labels/en.yaml").replacen("home: ", "home: Mine and ", 1).as_bytes());
    let words = read("labels-search.yaml").replacen("  search: Search", "  search: Seek and find", 1);
    folder.put("data/labels-search.yaml", words.as_bytes());
    let page = page(&folder);
    for words in ["holding dear", "Mine and ", "Seek and find"] {
        assert!(page.contains(words), "`{words}` is on no page: {page}");
    }
}

#[test]
fn a_data_file_that_cannot_be_used_is_told_with_its_own_place_and_line() {
    let read = |name: &str| std::fs::read_to_string(format!("data/{name}")).expect("data");
    let masthead = |from: &str, to: &str| read("masthead/en.yaml").replacen(from, to, 1);
    for (name, text, told) in [
        ("masthead/en.yaml", masthead("date: '(?i)(?P<day>", "date: '(?i)(?:"), "lacks the group `(?P<day>…)`"),
        ("masthead/en.yaml", masthead("(?P<number>\\d+/", "(?:\\d+/"), "lacks the group `(?P<number>…)`"),
        ("masthead/en.yaml", masthead("(?P<vote>", "(?P<votes>"), "lacks the group `(?P<vote>…)`"),
        ("masthead/en.yaml", masthead("months: [January, ", "months: ["), "these are 11 months"),
        ("masthead/en.yaml", masthead("lang: en", "lang: en\nnonsense: x"), "unknown field `nonsense`"),
        ("masthead/en.yaml", masthead("openers: '", "openers: '("), "is no pattern: unclosed group"),
        ("masthead/fr.yaml", masthead("lang: en", "lang: en"), "this file is named fr.yaml and its `lang` is en"),
        ("citations/fr.yaml", read("citations/en.yaml"), "this file is named fr.yaml and its `lang` is en"),
        ("citations/en.yaml", "lang: en\nnonsense: x\n".to_owned(), "unknown field `nonsense`"),
        ("citations/en.yaml", read("citations/en.yaml").replacen("of_body: '", "of_body: '(", 1), "unclosed group"),
        ("bodies.yaml", read("bodies.yaml").replacen("['(?:United", "['((?:United", 1), "unclosed group"),
        ("symbols.yaml", read("symbols.yaml").replacen("'Vol.', pattern: '", "'Vol.', pattern: '(", 1), "unclosed"),
        ("extraction.yaml", read("extraction.yaml").replacen("(?P<job>", "(?:", 1), "lacks the group `(?P<job>…)`"),
        ("clues.yaml", read("clues.yaml").replacen("[January, ", "[", 1), "these are 11 months"),
    ] {
        let folder = Folder::with(&[("content/note.md", b"---\nid: note\nlang: en\n---\n\nSee A/RES/63/195.\n")]);
        folder.put(&format!("data/{name}"), text.as_bytes());
        let done = concord(&["build", "--source", &folder.path().display().to_string()]);
        let said = said(&done);
        assert_eq!(done.status.code(), Some(1), "{name}: {said}");
        let place = format!("error: {}:", folder.path().join("data").join(name).display());
        let first = said.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
        let line = first.strip_prefix(&place).and_then(|rest| rest.split(':').next()?.parse::<u32>().ok());
        assert!(line.is_some() && first.contains(told), "{name}: {told}: {said}");
        assert!(said.contains("\n  help: ") && !first.contains("error: line"), "{name}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_has_as_many_threads_as_it_was_asked_to_have() {
    use std::io::{BufRead as _, BufReader};
    let folder = Folder::with(&[("content/note.md", b"See A/RES/63/195.\n")]);
    let threads = |jobs: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_concord"))
            .args(["serve", "--port", "0", "--jobs", jobs, "--source", &folder.path().display().to_string()])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        assert!(lines.any(|line| line.is_ok_and(|line| line.starts_with("serving "))), "it serves");
        let tasks = std::fs::read_dir(format!("/proc/{}/task", child.id())).map_or(0, Iterator::count);
        let _ = child.kill();
        let _ = child.wait();
        tasks
    };
    assert!(threads("16") > threads("1") + 12);
}

#[test]
fn a_source_is_normalized_as_the_archive_that_it_lies_in_asks() {
    let masthead = include_str!("../data/masthead/en.yaml");
    let folder = Folder::with(&[
        ("archive.yaml", b"defaults:\n  body: X/LIGHT\n  subjects: [lamps]\n"),
        ("content/deep/keeper.txt", b"The lamps are lit.\n"),
        ("elsewhere/keeper.txt", b"The lamps are lit.\n"),
    ]);
    let place = |path: &str| folder.path().join(path).display().to_string();
    let printed = |path: &str| {
        let done = concord(&["--quiet", "normalize", &place(path)]);
        assert!(said(&done).is_empty() && done.status.success(), "only errors are told: {}", said(&done));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let text = printed("content/deep/keeper.txt");
    assert!(text.contains("X/LIGHT") && text.contains("lamps"), "{text}");
    assert!(!printed("elsewhere/keeper.txt").contains("X/LIGHT"), "it lies in no archive");
    assert!(said(&concord(&["normalize", &place("elsewhere/keeper.txt")])).contains("note: "));
    // Its own data is used too, and what is wrong with it is told with its place.
    folder.put("data/masthead/en.yaml", format!("{masthead}\nno_such_key: 1\n").as_bytes());
    let done = concord(&["normalize", &place("content/deep/keeper.txt")]);
    assert!(done.status.code() == Some(1) && said(&done).contains("masthead/en.yaml"), "{}", said(&done));
}

#[test]
fn a_quiet_cite_tells_errors_alone() {
    let records = b"{\"id\":1,\"text\":\"A/RES/63/195\",\"note\":\"\",\"issuer\":\"NOBODY\"}\n";
    assert_eq!(said(&fed(&["cite", "--jsonl"], records)).matches("warning: ").count(), 2);
    let done = fed(&["cite", "--jsonl", "--quiet"], records);
    assert!(said(&done).is_empty() && done.status.success(), "{}", said(&done));
    assert!(said(&fed(&["cite", "--jsonl", "-q"], b"{}\n")).contains("error: "));
}

#[test]
fn a_check_tells_all_that_stops_a_build() {
    let note: (&str, &[u8]) = ("content/note.md", b"---\nid: note\nlang: en\n---\n\nSee A/RES/63/195.\n");
    let about: (&str, &[u8]) = ("content/pages/about.md", b"# About\n");
    for (files, told) in [
        (vec![note, ("data/labels/fr.yaml", b"nothing: of it\n")], "labels/fr.yaml:"),
        (vec![note, ("templates/document.html", b"{% if %}")], "document.html:"),
        (vec![note, ("templates/document.html", b"{{ nothing.of.it }}")], "document.html:"),
        (
            vec![note, about, ("content/pages/About.md", b"# About\n")],
            "another page under content/pages/ has this path",
        ),
    ] {
        let folder = Folder::with(&files);
        let source = folder.path().display().to_string();
        for command in ["check", "build", "check"] {
            let done = concord(&[command, "--source", &source]);
            assert!(done.status.code() == Some(1) && said(&done).contains(told), "{command}: {}", said(&done));
        }
    }
}

#[test]
fn a_dead_link_of_a_page_written_by_hand_is_told_with_its_line() {
    let folder = Folder::with(&[
        ("content/note.md", b"---\nid: note\nlang: en\n---\n\nSee A/RES/63/195.\n"),
        (
            "content/pages/about.md",
            b"# About\n\n[note](note.html), [its text](note.md), [all](documents.html), [cited](A/RES/63/195.html),\n\
              [rows](data/documents.jsonl), [a picture](static/own.png)\n\n![](static/own.png) [dead](nowhere.html)\n",
        ),
        ("static/own.png", b"x"),
    ]);
    let source = folder.path().display().to_string();
    for (arguments, status) in
        [(["check"].as_slice(), 0), (&["build"], 0), (&["build"], 0), (&["check", "--strict"], 1)]
    {
        let done = concord(&[arguments, &["--source", &source]].concat());
        let told = said(&done);
        assert!(
            told.contains("warning: content/pages/about.md:6: the link `nowhere.html` leads"),
            "{arguments:?}: {told}"
        );
        assert_eq!((told.matches("the link `").count(), done.status.code()), (1, Some(status)), "{told}");
    }
}

#[test]
fn checks_do_not_fill_the_cache_for_ever() {
    let folder = Folder::with(&[("content/a.md", b"---\nid: a\nlang: en\n---\n\nSee A/RES/63/195.\n")]);
    let source = folder.path().display().to_string();
    let kept = || site::files(&folder.path().join(".concord-cache")).len();
    assert!(concord(&["build", "--source", &source]).status.success());
    let of_build = kept();
    let after = |number: usize| {
        let text = format!("---\nid: b\nlang: en\n---\n\nSee A/RES/63/{number} and {}.\n", "lamps ".repeat(number));
        folder.put("content/b.md", text.as_bytes());
        assert!(concord(&["check", "--source", &source]).status.success());
        kept()
    };
    let first = after(1);
    assert!(first > of_build, "what a check has read it need not read again");
    for number in 2..6 {
        // On a slow machine a file comes to have lain there long enough to be known by its dates, and that is kept once.
        assert!(after(number) <= first + 1, "check {number}");
    }
}
