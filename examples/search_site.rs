//! A site of search alone, for measuring and for tests in a browser. In: folders of texts (names as `A_RES_63_195-ZH.txt`), how many
//! documents to make of them. Out: a page for each document, with the same anchors as the real pages and nothing around the text, the
//! index, and `search.html`. Documents beyond those in the folders are the same texts with their sessions moved, and the citations of
//! all are left out: `concord build` makes the real site.
//!
//! `cargo run --release --example search_site -- --out DIR [--documents N [--distinct]] [--lang L] FOLDER…`

#[path = "../tests/search/bare_site.rs"]
mod bare_site;

use std::{error::Error, fs, path::PathBuf, time::Instant};

use bare_site::{Copies, archive, files};
use concord::{cache::Cache, config::ArchiveFile, search, write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = PathBuf::from("search-site");
    let mut wanted = 0;
    let mut copies = Copies::Moved;
    let mut settings = ArchiveFile { title: "Search".to_owned(), ..ArchiveFile::default() };
    let mut folders = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--out" => out = PathBuf::from(value()?),
            "--distinct" => copies = Copies::Distinct,
            "--documents" => wanted = value()?.parse()?,
            "--lang" => settings.lang = value()?.parse()?,
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let stock = archive(&folders, wanted, settings.lang, copies)?;
    let (before, peak_before, work_before) = (Instant::now(), peak(), work());
    let index = search::index(&stock.material(&settings, &Cache::none()))?;
    let (took, peak, work) = (before.elapsed(), peak(), work() - work_before);
    let bytes: usize = index.iter().map(|page| page.bytes.len()).sum();
    println!(
        "{{\"documents\":{},\"seconds\":{:.2},\"cpu_seconds\":{work:.2},\"peak_kib\":{peak},\"peak_before_kib\":{peak_before},\"bytes\":{bytes},\"files\":{}}}",
        stock.texts.len(),
        took.as_secs_f64(),
        index.len()
    );
    let mut pages = files(&stock, &settings)?;
    pages.extend(index);
    write::write(&pages, &out)?;
    Ok(())
}

/// The most memory the process has had, as Linux tells; 0 elsewhere.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

/// The seconds that all threads of the process have worked, as Linux tells (a hundred ticks a second); 0 elsewhere. On a machine that does
/// other things besides, this and not the clock is what can be compared.
fn work() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
