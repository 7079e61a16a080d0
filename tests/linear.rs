//! No text takes more than linear time: shapes that once were read again for each of their parts, at two sizes, through the real program.

#![allow(
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the files of a test are few and its own"
)]

mod site;

use std::{path::Path, process::Command};

use rayon::prelude::*;

use site::Folder;

fn build(source: &Path, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concord"));
    command.args(["build", "--quiet", "--source"]).arg(source).arg("--output").arg(output);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command
}

/// What it shows, the ending of its file, and its text at a size in bytes.
type Shape = (&'static str, &'static str, fn(usize) -> String);

/// Shapes of text by size in bytes; each once was, or could be, read more than once for each of its parts.
fn shapes() -> Vec<Shape> {
    vec![
        ("one character", "txt", |n| "x".repeat(n)),
        ("figures", "txt", |n| "1".repeat(n)),
        ("letters of items", "txt", |n| "(a) ".repeat(n / 4)),
        ("第", "txt", |n| "第".repeat(n / 3)),
        ("spaces", "txt", |n| format!("a{}b", " ".repeat(n))),
        ("lines of one character", "txt", |n| "a\n".repeat(n / 2)),
        ("headings", "txt", |n| "INTRODUCTION\n\n".repeat(n / 14)),
        ("a symbol again and again", "txt", |n| "A/RES/63/195 ".repeat(n / 13)),
        ("a short symbol again and again", "txt", |n| "A/1/1 ".repeat(n / 6)),
        ("figures with full stops", "txt", |n| format!("Word {}", "1. ".repeat(n / 3))),
        ("a table of symbols", "md", |n| format!("|a|b|\n|-|-|\n{}", "|A/1/1|c|\n".repeat(n / 10))),
        ("lines that end in a hyphen", "txt", |n| format!("Word {}", "a-\n".repeat(n / 3))),
        ("full stops", "md", |n| format!("Word {}", ".".repeat(n))),
        ("brackets that nothing closes", "txt", |n| format!("1. Word {}", "(a ".repeat(n / 3))),
        ("a list of numbers", "txt", |n| {
            format!(
                "resolutions {} of the General Assembly.",
                (0..n / 8).map(|i| format!("{}/{}", 60 + i % 20, i % 300 + 1)).collect::<Vec<_>>().join(", ")
            )
        }),
        ("a sentence in Chinese again and again", "txt", |n| {
            "大会，回顾其2007年12月18日第62/175号决议，赞赏地注意到秘书长的报告。".repeat(n / 100)
        }),
        ("a list in Chinese of numbers without years", "txt", |n| {
            format!("安全理事会第1325、{}1888号决议", "1820、".repeat(n / 7))
        }),
        ("a sentence in Arabic without end", "txt", |n| "قرار الجمعية العامة 62/175 المؤرخ ".repeat(n / 58)),
        ("numbered paragraphs", "txt", |n| {
            (1..n / 60)
                .map(|i| format!("{i}. Recalls resolution 62/{} of the General Assembly;\n\n", i % 300))
                .collect()
        }),
        ("titles told of one text", "txt", |n| {
            (1..n / 100)
                .map(|i| {
                    format!("{i}. Recalls General Assembly resolution 63/195, entitled “Title number {i} of many”;\n\n")
                })
                .collect()
        }),
        ("notes in Markdown", "md", |n| {
            (0..n / 36).map(|i| format!("Text[^{i}] more.\n\n[^{i}]: note {i}\n\n")).collect()
        }),
        ("emphasis in Markdown", "md", |n| "*a **b".repeat(n / 6)),
        ("links in Markdown", "md", |n| "[a](b) ".repeat(n / 7)),
        ("a table in Markdown", "md", |n| format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(n / 6))),
    ]
}

/// The same of notes and their marks, of pages, and of what is told elsewhere in a text.
fn told_elsewhere() -> Vec<Shape> {
    vec![
        ("starred notes and stars without any", "txt", |n| {
            format!("1. Word.\n\n* Note\n{}", "*\n*\nA b\n".repeat(n / 8))
        }),
        ("starred notes", "txt", |n| "* Aa\n".repeat(n / 5)),
        ("stars and starred notes", "txt", |n| {
            format!("{}__________\n{}", "Word* more\n".repeat(n / 22), "* Note\n".repeat(n / 14))
        }),
        ("starred notes of a starred symbol", "txt", |n| {
            format!("A/88/1*\n\nUnited Nations\n\nText.\n\n__________\n{}", "* Note.\n".repeat(n / 8))
        }),
        ("a page of many notes", "txt", |n| {
            let marks: String = (1..n / 26).map(|i| format!("Word.{i} More\n")).collect();
            let notes: String = (1..n / 26).map(|i| format!("{i} See it.\n")).collect();
            format!("{marks}\n__________\n{notes}")
        }),
        ("a line of many marks", "txt", |n| {
            let marks: String = (1..n / 26).map(|i| format!("Word.{i} More ")).collect();
            let notes: String = (1..n / 26).map(|i| format!("{i} See it.\n")).collect();
            format!("{marks}\n__________\n{notes}")
        }),
        ("figures alone and notes", "txt", |n| {
            let figures: String = (0..n / 12).map(|i| format!("{}\n", i % 999)).collect();
            let notes: String = (1..n / 18).map(|i| format!("{i} See.\n")).collect();
            format!("Word\n{figures}__________\n{notes}")
        }),
        ("pages below a long first one", "txt", |n| {
            let first: String = (0..n / 28).map(|i| format!("Word{i} of it\n")).collect();
            let pages: String = (0..n / 40).map(|i| format!("\u{c}Head of{i}\n\nA b.\n")).collect();
            format!("{first}__________\n{pages}")
        }),
        ("pages below a symbol without end", "txt", |n| {
            format!("A/1{}\n\nText\n__________\n{}", "-A/1".repeat(n / 8), "\u{c}Head of it\n".repeat(n / 24))
        }),
        ("words before brackets that nothing closes", "txt", |n| "resolution (".repeat(n / 12)),
        ("links to addresses told below", "md", |n| {
            let links: String = (0..n / 24).map(|i| format!("[a{i}] ")).collect();
            let addresses: String = (0..n / 24).map(|i| format!("[a{i}]: /b{i}\n")).collect();
            format!("{links}\n\n{addresses}")
        }),
        ("an annex of paragraphs", "txt", |n| {
            let paragraphs = |first: usize| (first..n / 24).map(|i| format!("{i}. Word.\n")).collect::<String>();
            format!("1. Word.\n\n{}\nAnnex\n\n{}", paragraphs(2), paragraphs(1))
        }),
        ("annexes without a label", "txt", |n| "Annex\n\nText.\n\n".repeat(n / 14)),
        ("annexes of one label", "txt", |n| "Annex I\n\nText.\n\n".repeat(n / 16)),
        ("headings in one line with brackets that nothing closes", "txt", |n| {
            format!("标题 1. 大会决定{}", " (".repeat(n / 2))
        }),
        ("headings in one line with capitals and full stops", "txt", |n| {
            format!("标题 1. 大会决定{}", " U.S".repeat(n / 4))
        }),
        ("headings in one line with figures and dashes", "txt", |n| {
            format!("标题 1. 大会决定{}", " 1 -".repeat(n / 4))
        }),
        ("paragraphs that name each other", "txt", |n| {
            (1..n / 40).map(|i| format!("{i}. As paragraph {} above says;\n\n", i * 7919 % (n / 40) + 1)).collect()
        }),
    ]
}

/// The same of HTML.
fn html() -> Vec<Shape> {
    vec![
        ("paragraphs of one letter", "html", |n| "<p>a".repeat(n / 4)),
        ("elements never closed", "html", |n| "<div>a".repeat(n / 6)),
        ("formatting never closed", "html", |n| (0..n / 16).map(|i| format!("<b id={i}><p>a")).collect()),
        ("rows in a drawing", "html", |n| format!("<svg>{}", "<tr>".repeat(n / 4))),
        ("end tags of nothing", "html", |n| "a</div></b>".repeat(n / 11)),
        ("a tag of attributes", "html", |n| {
            format!("<p {}>a", (0..n / 7).map(|i| format!("a{i} ")).collect::<String>())
        }),
        ("a tag of attributes that an open quote hides", "html", |n| {
            format!("<a \"><p {}>a", (0..n / 7).map(|i| format!("a{i} ")).collect::<String>())
        }),
        ("a table in HTML", "html", |n| format!("<table>{}", "<tr><td>a".repeat(n / 9))),
    ]
}

/// Seconds of processor time that a process took, known once it has ended and nobody has waited for it; none where the system does not tell.
fn processor_time(process: u32) -> Option<f64> {
    loop {
        let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let fields: Vec<&str> = told.rsplit_once(") ")?.1.split(' ').collect();
        if fields.first() == Some(&"Z") {
            let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
            return Some((ticks(11)? + ticks(12)?) / 100.0);
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// Seconds of processor time that a build takes: the least of some, for other work on the machine only adds to it.
fn cost(text: &str, ending: &str, times: u32) -> f64 {
    let folder = Folder::with(&[(&format!("content/n.{ending}"), text.as_bytes())]);
    let once = || {
        let started = std::time::Instant::now();
        let site = tempfile::tempdir().expect("a temporary folder");
        let mut running = build(&folder.path(), &site.path().join("site")).spawn().expect("it starts");
        let used = processor_time(running.id());
        let _ = running.wait();
        used.unwrap_or_else(|| started.elapsed().as_secs_f64())
    };
    (0..times).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// The smallest size that is measured, in bytes, and the largest of which four times as much is.
const SIZES: (usize, usize) = (20_000, 1_280_000);

/// Seconds that a text must take so that they are its own and not those of any build.
const TOLD: f64 = 0.25;

/// Four times the text takes four times the time where it is read once, sixteen times where it is read for each of its parts; more than this
/// where only some of it is.
const STEEP: f64 = 6.0;

/// How many times as long a text takes that is four times as long, measured at a size at which that can be told.
fn growth(shape: fn(usize) -> String, ending: &str, empty: f64) -> f64 {
    let own = |size: usize, times: u32| cost(&shape(size), ending, times) - empty;
    let mut size = SIZES.0;
    while size < SIZES.1 && own(size, 1) < TOLD {
        size *= 2;
    }
    // What was measured once was perhaps measured too high.
    own(size * 4, 2) / own(size, 2).max(TOLD / 2.0)
}

#[test]
fn four_times_the_text_takes_no_more_than_four_times_the_time() {
    let empty = cost("Text.", "txt", 4);
    let shapes: Vec<Shape> = shapes().into_iter().chain(told_elsewhere()).chain(html()).collect();
    // Several at once: the time of its own process is what counts of each.
    let steep = shapes.into_par_iter().filter_map(|(shows, ending, shape)| {
        let ratios: Vec<f64> =
            (0..3).map(|_| growth(shape, ending, empty)).take_while(|ratio| *ratio > STEEP).collect();
        (ratios.len() == 3).then(|| format!("{shows}: {ratios:.1?} times the time"))
    });
    let steep: Vec<String> = steep.collect();
    assert!(steep.is_empty(), "four times the text takes\n{}", steep.join("\n"));
}
