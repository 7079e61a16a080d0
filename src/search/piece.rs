//! The files of the index. In: bytes. Out: a classic script that hands them to the client, under a name that changes with them. Scripts
//! are all that a page may load from the disk; bytes stand in them compressed, seven bits to a character, because a script is text.

use miniz_oxide::deflate::compress_to_vec;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::model::Page;

/// Higher levels take twice the time for one byte in a hundred.
const LEVEL: u8 = 7;

/// Characters that may not stand in a string of a script, or that tools change; each is written together with the seven bits after
/// it as one character of two bytes, so that none costs more than its bits.
const FORBIDDEN: [u8; 6] = [0, b'\n', b'\r', b'"', b'\\', 0x7f];

/// A family of pieces: what they hold, and the letter their names begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Terms in order.
    Dictionary,
    /// Where terms stand.
    Postings,
    /// The texts of passages, with their places.
    Texts,
    /// What is shown of documents.
    Documents,
    /// Ways to write a symbol, in order.
    Keys,
    /// What is shown of symbols.
    Symbols,
    /// The passages of one body, year, type or language.
    Filters,
}

impl Family {
    const fn letter(self) -> char {
        match self {
            Self::Dictionary => 'd',
            Self::Postings => 'p',
            Self::Texts => 't',
            Self::Documents => 'h',
            Self::Keys => 'k',
            Self::Symbols => 's',
            Self::Filters => 'f',
        }
    }
}

/// The files of a family, and the hashes of their names one after another: `HASH` characters each.
pub(super) fn pages(family: Family, contents: &[Vec<u8>]) -> (Vec<Page>, String) {
    let pages: Vec<(Page, String)> = contents
        .par_iter()
        .enumerate()
        .map(|(number, content)| {
            let name = format!("{}{number}", family.letter());
            let hash = hash(content);
            (page(&format!("{name}-{hash}"), &name, content), hash)
        })
        .collect();
    let hashes = pages.iter().map(|(_, hash)| hash.as_str()).collect();
    (pages.into_iter().map(|(page, _)| page).collect(), hashes)
}

/// A file by its own name.
pub(super) fn page(file: &str, name: &str, content: &[u8]) -> Page {
    let small = compress_to_vec(content, LEVEL);
    // The length tells the client where the filling ends: what unpacks it takes no byte too many.
    let mut script = format!("concordSearch(\"{name}\",{},\"", small.len()).into_bytes();
    pack(&small, &mut script);
    script.extend_from_slice(b"\")\n");
    Page { path: format!("search/{file}.js"), bytes: script }
}

/// Five letters and figures that change with the content. Lower case only: some disks do not tell cases apart.
pub(super) fn hash(content: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    Sha256::digest(content).iter().take(5).map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
}

/// Bytes as characters, seven bits each, highest first; the last is filled with zeros.
fn pack(bytes: &[u8], script: &mut Vec<u8>) {
    let mut bits = 0_u32;
    let mut held = 0;
    let mut rest = bytes.iter();
    let mut next = || {
        if held < 7 {
            match rest.next() {
                Some(byte) => {
                    bits = (bits << 8) | u32::from(*byte);
                    held += 8;
                }
                None if held == 0 => return None,
                None => {
                    bits <<= 7 - held;
                    held = 7;
                }
            }
        }
        held -= 7;
        let seven = (bits >> held) & 0x7f;
        bits &= (1 << held) - 1;
        u8::try_from(seven).ok()
    };
    while let Some(seven) = next() {
        let Some(index) = FORBIDDEN.iter().position(|forbidden| *forbidden == seven) else {
            script.push(seven);
            continue;
        };
        // U+0080 and up: which forbidden one, then the seven bits after it, which are not there at the very end.
        let code = 0x80 + u32::try_from(index).unwrap_or_default() * 0x80 + u32::from(next().unwrap_or(0));
        let mut buffer = [0; 4];
        let c = char::from_u32(code).unwrap_or_default();
        script.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_text_that_a_script_can_hold() {
        let bytes: Vec<u8> = (0..5000_u32).map(|i| u8::try_from((i * i * 31 + i / 7) % 256).unwrap()).collect();
        let mut script = Vec::new();
        pack(&bytes, &mut script);
        let text = String::from_utf8(script).unwrap();
        assert!(!text.contains(['\0', '\n', '\r', '"', '\\']));
        assert!(text.len() < bytes.len() * 8 / 7 + 4, "{} for {}", text.len(), bytes.len());
        let mut sevens = Vec::new();
        for c in text.chars() {
            let code = c as u32;
            if code < 0x80 {
                sevens.push(u8::try_from(code).unwrap());
            } else {
                sevens.push(FORBIDDEN[(code as usize - 0x80) >> 7]);
                sevens.push(u8::try_from(code & 0x7f).unwrap());
            }
        }
        let mut back = Vec::new();
        let (mut bits, mut held) = (0_u32, 0);
        for seven in sevens {
            bits = (bits << 7) | u32::from(seven);
            held += 7;
            if held >= 8 {
                held -= 8;
                back.push(u8::try_from((bits >> held) & 0xff).unwrap());
                bits &= (1 << held) - 1;
            }
        }
        assert_eq!(back[..bytes.len()], bytes);
    }
}
