//! Makes text of bytes. In: the bytes of a file. Out: the text, and the encoding where it was not UTF-8. Never replaces a character
//! it cannot read: then the file is no text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text, and the name of its encoding if that is not UTF-8; `None` where no encoding fits.
pub fn text(bytes: Vec<u8>) -> Option<(String, Option<&'static str>)> {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        return decode(encoding, &bytes[length..]);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return Some((text, None)),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        return decode(encoding, &bytes);
    }
    if bytes.contains(&0) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    // GBK is what the detector calls the whole family; GB18030 reads all of it.
    let encoding = match detector.guess(None, Utf8Detection::Deny) {
        encoding if encoding == encoding_rs::GBK => encoding_rs::GB18030,
        encoding => encoding,
    };
    decode(encoding, &bytes)
}

/// Decodes without a single replacement, or not at all.
fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (!text.contains('\0')).then(|| (text.into_owned(), (encoding != UTF_8).then(|| display(encoding))))
}

/// The name that users know an encoding by.
fn display(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "gb18030" => "GB18030",
        name => name,
    }
}

/// Texts in the six languages hold spaces, line ends or ASCII figures, which in UTF-16 have a zero byte on one side. A few Chinese characters
/// have one on the other: 一 (U+4E00), 最 (U+6700), the wide space (U+3000). So one side must have ten times as many as the other.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let zeros_beside = |is: fn(u8) -> bool| {
        let big = pairs.iter().filter(|[first, second]| *first == 0 && is(*second)).count();
        let little = pairs.iter().filter(|[first, second]| *second == 0 && is(*first)).count();
        [(UTF_16BE, big, little), (UTF_16LE, little, big)]
    };
    // Spaces and figures tell more than letters: the wrong way round, N is 一, and nothing that is common is a space.
    let signs = zeros_beside(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'1'..=b'9'));
    let all = zeros_beside(|_| true);
    let outnumbers = |(_, these, others): &(_, usize, usize)| *these > 0 && *these >= 10 * others;
    let (encoding, ..) = signs.into_iter().chain(all).find(outnumbers)?;
    all.iter().any(|(same, zeros, _)| *same == encoding && zeros * 50 > bytes.len()).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "大会第 63/195 号决议第 13 段，联合国毒品和犯罪问题办公室\n";

    fn utf_16(said: &str, le: bool) -> Vec<u8> {
        said.encode_utf16().flat_map(|unit| if le { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn utf_16_without_mark_is_told_by_its_figures_and_spaces() {
        for said in [
            "word",
            "第一委员会第 1 次会议\n",
            "一、第一和第二十一次会议\n二、最后一次会议\n三、第一百一十一次会议\n一\n一\n",
            "\u{3000}\u{3000}大会第一届会议\n\u{3000}\u{3000}最高一级\n\u{3000}\u{3000}最后一项\n",
            "The General Assembly,\n\nRecalling its resolution 62/175\n",
            "Генеральная Ассамблея, 18 Ѐ\n",
        ] {
            for (le, encoding) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
                assert_eq!(text(utf_16(said, le)), Some((said.to_owned(), Some(encoding))));
            }
        }
    }

    #[test]
    fn encodings_that_users_have() {
        let utf_16 = |le| utf_16(SAID, le);
        let with_mark = [&[0xff, 0xfe][..], &utf_16(true)].concat();
        let gb = encoding_rs::GB18030.encode(SAID).0.into_owned();
        for (bytes, encoding) in [
            (SAID.as_bytes().to_vec(), None),
            ([&[0xef, 0xbb, 0xbf][..], SAID.as_bytes()].concat(), None),
            (with_mark, Some("UTF-16LE")),
            (utf_16(true), Some("UTF-16LE")),
            (utf_16(false), Some("UTF-16BE")),
            (gb, Some("GB18030")),
        ] {
            assert_eq!(text(bytes), Some((SAID.to_owned(), encoding)));
        }
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0".to_vec()), None);
    }
}
