//! Concord: an archive that links itself. In: a folder of United Nations texts. Out: a folder of pages in which every citation
//! is a link and every cited symbol says who cites it. The stages follow one another by type, so that a wrong order does not
//! compile: discover, normalize, recognize, resolve, render and export, write.

// The fixture of the tests is written from outside the library; inside it, the library goes by the same name.
#[cfg(test)]
extern crate self as concord;

pub mod config;
pub mod discover;
pub mod export;
pub mod markdown;
pub mod model;
pub mod normalize;
pub mod recognize;
pub mod render;
pub mod resolve;
pub mod search;

pub mod write;
