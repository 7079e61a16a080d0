//! Numbers in as few bytes as they need: seven bits a byte, the lowest first, the eighth bit set on all but the last. In: numbers. Out:
//! bytes, and back.

/// Appends a number.
#[expect(clippy::cast_possible_truncation, reason = "seven bits are kept at a time")]
pub(super) fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// How many bytes a number needs.
pub(super) const fn size(number: u32) -> usize {
    match number {
        0..0x80 => 1,
        0x80..0x4000 => 2,
        0x4000..0x20_0000 => 3,
        0x20_0000..0x1000_0000 => 4,
        _ => 5,
    }
}

/// Reads numbers one after another.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    rest: &'a [u8],
}

impl<'a> Numbers<'a> {
    pub(super) const fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// Bytes that stand between numbers.
    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*bytes)
    }

    /// The bytes of so many numbers, unread; of as many as there are.
    pub(super) fn skip(&mut self, numbers: u32) -> &'a [u8] {
        let ends = (0..).zip(self.rest).filter(|(_, byte)| **byte & 0x80 == 0);
        let end = match numbers {
            0 => 0,
            numbers => ends.map(|(at, _)| at + 1).nth(numbers as usize - 1).unwrap_or(self.rest.len()),
        };
        let (bytes, rest) = self.rest.split_at(end);
        self.rest = rest;
        bytes
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        let mut shift = 0;
        while let [byte, rest @ ..] = self.rest {
            self.rest = rest;
            number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
        None
    }
}
