//! Rows of the table of attacks: files, and what must come of them. `tests/hostile.rs` builds each.

mod names;
mod texts;

pub use names::{collisions, disks, paths};
pub use texts::{alias_bomb, nesting, numbers, yaml};

/// A Markdown file with front matter.
pub fn markdown(head: &str, body: &str) -> Vec<u8> {
    format!("---\n{head}\n---\n\n{body}\n").into_bytes()
}

/// One attack: the files beside a good one, the exit status, what is said, which pages are there besides the good one's.
pub struct Attack {
    pub shows: &'static str,
    pub files: Vec<(String, Vec<u8>)>,
    pub status: i32,
    pub said: &'static [&'static str],
    pub pages: &'static [&'static str],
}

fn attack(
    shows: &'static str,
    files: Vec<(&str, Vec<u8>)>,
    status: i32,
    said: &'static [&'static str],
    pages: &'static [&'static str],
) -> Attack {
    let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
    Attack { shows, files, status, said, pages }
}
