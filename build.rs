//! Tells Cargo which folders are embedded in the binary, so that a changed template, style or word is a changed program.

fn main() {
    for folder in ["templates", "static", "data"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
