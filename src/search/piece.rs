//! The files of the index. In: bytes. Out: a classic script that hands them to the client, under a name that changes with them. Scripts
//! are all that a page may load from the disk, and a script is text: compressed bytes stand in it two to a character, in UTF-16, whose
//! byte order mark every browser obeys before anything else it is told.

use rayon::prelude::*;
use zlib_rs::{Deflate, DeflateFlush, Status};

use crate::model::{Digest, Failure, Page, Print};

/// Higher levels take a tenth more time for one byte in four hundred.
const LEVEL: i32 = 5;

/// The window of deflate, in bits.
const WINDOW: u8 = 15;

/// Stands before a pair of bytes that no string of a script can hold, which is then written with the bit of `MASK` turned over. One pair
/// in thirty needs it.
const ESCAPE: u16 = 1;
const MASK: u16 = 0x4000;

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
    /// What pieces of texts are compressed against.
    Phrasebook,
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
            Self::Phrasebook => 'b',
        }
    }

    /// What the names of its units begin with: those of a group stand or fall together.
    const fn group(self) -> &'static str {
        match self {
            Self::Documents | Self::Symbols => NAMES,
            Self::Keys => KEYS,
            _ => "search ",
        }
    }
}

/// The group of what is the same while all texts are called and cited as before.
pub(super) const NAMES: &str = "search of names ";

/// The group of what is the same while no symbol is new and none is gone.
pub(super) const KEYS: &str = "search of keys ";

/// The files of a family, printed: how many, and the hashes in their names one after another, five characters each.
#[derive(Debug, Default)]
pub(super) struct Files {
    count: usize,
    pub hashes: String,
}

impl Files {
    /// Prints the files of a family with these contents.
    pub(super) fn of(family: Family, contents: &[Vec<u8>], print: &dyn Print) -> Result<Self, Failure> {
        let mut files = Self::default();
        files.add(family, contents, print)?;
        Ok(files)
    }

    /// Prints more files, with these contents. A file whose content is that of the build before is not packed again.
    pub(super) fn add(&mut self, family: Family, contents: &[Vec<u8>], print: &dyn Print) -> Result<(), Failure> {
        let content = |number: usize| contents.get(number).map_or(&[][..], Vec::as_slice);
        let made_from = |number| of_content(content(number));
        self.add_made(family, contents.len(), &made_from, &|number| Ok(deflate(content(number), &[])), print)
    }

    /// Prints more files; `packed` makes the bytes of the Nth of them, where the build before did not make them from the same.
    pub(super) fn add_made(
        &mut self,
        family: Family,
        count: usize,
        made_from: &(impl Fn(usize) -> Digest + Sync),
        packed: &(impl Fn(usize) -> Result<Vec<u8>, Failure> + Sync),
        print: &dyn Print,
    ) -> Result<(), Failure> {
        let made: Vec<String> = (0..count)
            .into_par_iter()
            .map(|number| piece(family, self.count + number, made_from(number), &|| packed(number), print))
            .collect::<Result<_, _>>()?;
        self.count += count;
        self.hashes.extend(made);
        Ok(())
    }
}

/// The hashes of so many files, as they stand in `Files`.
pub(super) fn hashes(count: usize, made_from: &(impl Fn(usize) -> Digest + Sync)) -> String {
    (0..count).into_par_iter().map(|number| hash(&made_from(number))).collect()
}

/// What a file is made from that holds nothing but its content.
pub(super) fn of_content(content: &[u8]) -> Digest {
    Digest::of([content, b""])
}

/// A file by its own name.
pub(super) fn page(name: &str, content: &[u8]) -> Page {
    Page::new(format!("search/{name}.js"), script(name, &deflate(content, &[])))
}

/// Prints the Nth file of a family, and gives the hash in its name.
fn piece(
    family: Family,
    number: usize,
    made_from: Digest,
    packed: &dyn Fn() -> Result<Vec<u8>, Failure>,
    print: &dyn Print,
) -> Result<String, Failure> {
    let name = format!("{}{number}", family.letter());
    let hash = hash(&made_from);
    let path = format!("search/{name}-{hash}.js");
    let make = || Ok(vec![Page::new(path.clone(), script(&name, &packed()?))]);
    print.unit(&format!("{}{name}", family.group()), Some(made_from), &make)?;
    Ok(hash)
}

/// Raw deflate of a content, as it goes on after `book`: the client puts the book before it and drops it again.
pub(super) fn deflate(content: &[u8], book: &[u8]) -> Vec<u8> {
    let mut deflate = Deflate::new(LEVEL, false, WINDOW);
    // A book that could not be taken would show in the test that reads pieces back; none is longer than the window.
    let _ = deflate.set_dictionary(book);
    let mut packed = vec![0; content.len() + content.len() / 8 + 64];
    let (mut read, mut written) = (0, 0);
    loop {
        let (input, output) = (content.get(read..).unwrap_or_default(), &mut packed[written..]);
        let status = deflate.compress(input, output, DeflateFlush::Finish);
        read = usize::try_from(deflate.total_in()).unwrap_or(usize::MAX);
        written = usize::try_from(deflate.total_out()).unwrap_or(usize::MAX);
        if !matches!(status, Ok(Status::Ok | Status::BufError)) {
            break;
        }
        packed.resize(packed.len() * 2, 0);
    }
    packed.truncate(written);
    packed
}

/// The text of a script that hands packed bytes on.
fn script(name: &str, small: &[u8]) -> Vec<u8> {
    // The length tells the client where the filling ends: what unpacks it takes no byte too many.
    let before = format!("\u{feff}concordSearch(\"{name}\",{},\"", small.len());
    let mut bytes = Vec::with_capacity(small.len() + small.len() / 16 + 100);
    let mut put = |unit: u16| bytes.extend_from_slice(&unit.to_le_bytes());
    before.encode_utf16().for_each(&mut put);
    for pair in small.chunks(2) {
        let unit = pair.iter().rev().fold(0, |unit, byte| unit << 8 | u16::from(*byte));
        if is_forbidden(unit) {
            put(ESCAPE);
            put(unit ^ MASK);
        } else {
            put(unit);
        }
    }
    "\")\n".encode_utf16().for_each(&mut put);
    bytes
}

/// What a string of a script cannot hold, or what is no character: ends of lines, the quotation mark and the backslash, halves of
/// surrogates, zero, what looks like a byte order mark.
const fn is_forbidden(unit: u16) -> bool {
    matches!(
        unit,
        0 | ESCAPE | 0x0a | 0x0d | 0x22 | 0x5c | 0x2028 | 0x2029 | 0xd800..=0xdfff | 0xfeff | 0xfffe | 0xffff
    )
}

/// Five letters and figures that change with the content. Lower case only: some disks do not tell cases apart.
fn hash(made_from: &Digest) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    made_from.as_ref().iter().take(5).map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
}

#[cfg(test)]
mod tests {
    use zlib_rs::{Inflate, InflateFlush};

    use super::*;

    fn inflated(bytes: &[u8]) -> Vec<u8> {
        let mut output = vec![0; 200_000];
        let mut inflate = Inflate::new(false, WINDOW);
        assert_eq!(inflate.decompress(bytes, &mut output, InflateFlush::Finish), Ok(Status::StreamEnd));
        output.truncate(usize::try_from(inflate.total_out()).unwrap());
        output
    }

    /// What the client does with a script: its name and its content.
    fn read(page: &Page, book: &[u8]) -> (String, Vec<u8>) {
        let units: Vec<u16> = page.bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let script = String::from_utf16(&units).unwrap();
        let (name, rest) = script.strip_prefix("\u{feff}concordSearch(\"").unwrap().split_once("\",").unwrap();
        let (length, rest) = rest.split_once(",\"").unwrap();
        let packed = rest.strip_suffix("\")\n").unwrap();
        assert!(!packed.contains(['\0', '\n', '\r', '"', '\\', '\u{2028}', '\u{2029}']));
        let mut bytes = vec![0];
        bytes.extend((u16::try_from(book.len()).unwrap()).to_le_bytes());
        bytes.extend((!u16::try_from(book.len()).unwrap()).to_le_bytes());
        bytes.extend(book);
        let before = bytes.len();
        let mut units = packed.encode_utf16();
        while let Some(unit) = units.next() {
            let unit = if unit == ESCAPE { units.next().unwrap() ^ MASK } else { unit };
            bytes.extend(unit.to_le_bytes());
        }
        bytes.truncate(before + length.parse::<usize>().unwrap());
        (name.to_owned(), inflated(&bytes).split_off(book.len()))
    }

    #[test]
    fn what_is_packed_is_text_that_a_script_can_hold() {
        let content: Vec<u8> =
            (0..90_000_u32).map(|i| u8::try_from(((i % 5000) * (i % 5000) * 31 / 5 + i / 7) % 251).unwrap()).collect();
        for length in [0, 1, 2, 3, 90_000] {
            for book in [&b""[..], &content[100..9000]] {
                let mut files = Files::default();
                let printed = std::sync::Mutex::new(Vec::new());
                let print = |page: Page| {
                    printed.lock().unwrap().push(page);
                    Ok(())
                };
                let made_from = |_| Digest::of([&content[..length], book]);
                let packed = |_| Ok(deflate(&content[..length], book));
                files.add_made(Family::Texts, 1, &made_from, &packed, &print).unwrap();
                let pages = printed.into_inner().unwrap();
                assert_eq!(pages[0].path, format!("search/t0-{}.js", files.hashes));
                assert_eq!(read(&pages[0], book), ("t0".to_owned(), content[..length].to_vec()));
            }
        }
    }
}
