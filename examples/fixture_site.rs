//! Writes the fixture site to a folder, to be looked at in a browser: `cargo run --example fixture_site -- FOLDER [zh|en|ar]`.
//! Templates and styles are read from the working directory, so that a change shows without building again.

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::{env, error::Error, fs, path::Path};

use concord::{
    model::Lang,
    render::{Templates, static_files},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let lang: Lang = arguments.next().as_deref().unwrap_or("zh").parse()?;
    let templates = Templates::load(Some(Path::new(".")))?;
    let archive = fixture::archive(lang);
    let made = fixture::printed(&archive, &fixture::settings(lang), &templates, &fixture::pages())?;
    for page in made.iter().chain(&static_files(Some(Path::new("static")))?) {
        let path = Path::new(&folder).join(&page.path);
        fs::create_dir_all(path.parent().ok_or("a page has a folder")?)?;
        fs::write(path, &page.bytes)?;
    }
    Ok(())
}
