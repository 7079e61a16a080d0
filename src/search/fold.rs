//! How characters are folded, so that a query finds what is written another way. In: a character. Out: what stands for it in the
//! index (lower case, without diacritics, in one width, simplified Chinese), and whether it is part of a word. The client has no rules of
//! its own: it is sent this table (`Folding::table`), so that the two sides cannot drift apart.

use std::collections::BTreeSet;

use serde::Serialize;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::model::{simplified, traditional};

/// What a folded character is to the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Parts words: space, punctuation.
    Gap,
    /// Part of a word of a script that spaces its words.
    Word,
    /// A character of a script without spaces, indexed in pairs.
    Han,
}

/// What a character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folded {
    /// Nothing, and it parts nothing: a vowel mark, a soft hyphen.
    Dropped,
    /// One character.
    One(char, Kind),
    /// Several, in `Folding::several`.
    Several(u16),
}

/// The folding of all characters of the basic plane, worked out once.
#[derive(Debug, Clone)]
pub(super) struct Folding {
    table: Vec<Folded>,
    several: Vec<Vec<(char, Kind)>>,
}

/// The table as the client gets it.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    /// Runs of characters that become one character each: distance from the end of the run before, length, step between
    /// characters, first character that they become, step between those.
    runs: Vec<[i32; 5]>,
    /// Characters that become several, and what these are.
    several: Vec<(u32, String)>,
    /// Traditional Chinese characters, each with the simplified one that it becomes.
    traditional: String,
    /// Characters that are dropped: gaps and lengths by turns.
    dropped: Vec<u32>,
    /// Characters that are part of words: gaps and lengths by turns.
    words: Vec<u32>,
    /// Characters that are indexed in pairs: gaps and lengths by turns.
    han: Vec<u32>,
}

impl Folding {
    /// Works the table out.
    pub(super) fn new() -> Self {
        let mut folding = Self { table: Vec::with_capacity(0x1_0000), several: Vec::new() };
        for code in 0..0x1_0000_u32 {
            let folded = char::from_u32(code).map_or(Folded::One(' ', Kind::Gap), |c| folding.work_out(c));
            folding.table.push(folded);
        }
        folding
    }

    fn work_out(&mut self, c: char) -> Folded {
        let becomes = becomes(c);
        match becomes.as_slice() {
            [] => Folded::Dropped,
            [one] => Folded::One(*one, kind(*one)),
            _ => {
                let index = self.several.len();
                self.several.push(becomes.iter().map(|c| (*c, kind(*c))).collect());
                u16::try_from(index).map_or(Folded::Dropped, Folded::Several)
            }
        }
    }

    /// Calls `take` with each character that `c` becomes.
    pub(super) fn fold(&self, c: char, mut take: impl FnMut(char, Kind)) {
        match self.table.get(c as usize) {
            Some(Folded::One(one, kind)) => take(*one, *kind),
            Some(Folded::Several(index)) => {
                self.several.get(usize::from(*index)).into_iter().flatten().for_each(|(c, kind)| take(*c, *kind));
            }
            Some(Folded::Dropped) => {}
            None => take(c, kind(c)),
        }
    }

    /// A word as it stands in the index.
    pub(super) fn word(&self, word: &str) -> String {
        let mut folded = String::with_capacity(word.len());
        for c in word.chars() {
            self.fold(c, |c, _| folded.push(c));
        }
        folded
    }

    /// The same table for the client. Of traditional characters it has those that become one of `ideographs`, which are all that the index
    /// holds: any other stands in no text, and leads nowhere whether it is folded or not. An archive without Chinese needs none.
    pub(super) fn table(&self, ideographs: &BTreeSet<char>) -> Table {
        let codes = || (0..0x1_0000_u32).zip(&self.table);
        let one = |folded: &Folded| if let Folded::One(c, kind) = folded { Some((*c, *kind)) } else { None };
        let is =
            |wanted: Kind| codes().filter(move |(code, _)| char::from_u32(*code).is_some_and(|c| kind(c) == wanted));
        let several = codes().filter_map(|(code, folded)| match folded {
            Folded::Several(index) => {
                Some((code, self.several.get(usize::from(*index))?.iter().map(|(c, _)| *c).collect()))
            }
            _ => None,
        });
        let changed = codes().filter_map(|(code, folded)| {
            let (c, _) = one(folded)?;
            (char::from_u32(code).is_some_and(|from| simplified(from).is_none()) && c as u32 != code)
                .then_some((code, c as u32))
        });
        Table {
            runs: runs(changed),
            several: several.collect(),
            traditional: traditional()
                .filter(|(_, simple)| ideographs.contains(simple))
                .flat_map(|(traditional, simple)| [traditional, simple])
                .collect(),
            dropped: gaps(codes().filter(|(_, folded)| **folded == Folded::Dropped).map(|(code, _)| code)),
            words: gaps(is(Kind::Word).map(|(code, _)| code)),
            han: gaps(is(Kind::Han).map(|(code, _)| code)),
        }
    }
}

/// What a character becomes: compatibility forms undone, marks dropped, lower case; then what Unicode does not know of how people
/// type.
fn becomes(c: char) -> Vec<char> {
    match c {
        // A letter of its own in Russian, whose marks must not be dropped.
        'й' | 'Й' => return vec!['й'],
        // Tatweel and what guides joining and breaking.
        '\u{640}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => {
            return Vec::new();
        }
        '\u{ac00}'..='\u{d7a3}' => return vec![c],
        _ => {}
    }
    let mut becomes = Vec::new();
    for part in c.nfkd().filter(|part| !is_combining_mark(*part)) {
        for lower in part.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
            match lower {
                'ß' => becomes.extend(['s', 's']),
                'œ' => becomes.extend(['o', 'e']),
                'æ' => becomes.extend(['a', 'e']),
                'ø' => becomes.push('o'),
                'ł' => becomes.push('l'),
                'đ' => becomes.push('d'),
                'ı' => becomes.push('i'),
                'ς' => becomes.push('σ'),
                // Alef wasla, alef maksura, Persian yeh, Persian kaf, teh marbuta: typed as their plain letters.
                'ٱ' => becomes.push('ا'),
                'ى' | 'ی' => becomes.push('ي'),
                'ک' => becomes.push('ك'),
                'ة' => becomes.push('ه'),
                '٠'..='٩' => becomes.extend(char::from_u32(lower as u32 - 0x660 + 0x30)),
                '۰'..='۹' => becomes.extend(char::from_u32(lower as u32 - 0x6f0 + 0x30)),
                _ => becomes.push(simplified(lower).unwrap_or(lower)),
            }
        }
    }
    becomes
}

/// What a folded character is to the index. Beyond the basic plane only the ideographs are.
pub(super) fn kind(c: char) -> Kind {
    match c {
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Han,
        _ if (c as u32) < 0x1_0000 && c.is_alphanumeric() => Kind::Word,
        _ => Kind::Gap,
    }
}

/// Ascending numbers as gaps and lengths by turns.
fn gaps(codes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut gaps = Vec::new();
    let mut next = 0;
    let mut length = 0;
    for code in codes {
        if code == next && length > 0 {
            length += 1;
        } else {
            if length > 0 {
                gaps.push(length);
            }
            gaps.push(code - next);
            length = 1;
        }
        next = code + 1;
    }
    if length > 0 {
        gaps.push(length);
    }
    gaps
}

/// Pairs of characters as runs of even steps.
fn runs(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<[i32; 5]> {
    let pairs: Vec<(i32, i32)> = pairs.map(|(from, to)| (from.cast_signed(), to.cast_signed())).collect();
    let mut runs = Vec::new();
    let mut rest = pairs.as_slice();
    let mut end = 0;
    while let [(from, to), after @ ..] = rest {
        let step = after.first().map_or((1, 1), |(next, becomes)| (next - from, becomes - to));
        let follows =
            |&(i, (code, becomes)): &(i32, &(i32, i32))| *code == from + i * step.0 && *becomes == to + i * step.1;
        // Steps farther apart than this are chance.
        let more = if step.0 > 4 { 0 } else { (1..).zip(after).take_while(follows).count() };
        let more = if more == 1 { 0 } else { more };
        let length = i32::try_from(more).unwrap_or_default();
        runs.push(if more == 0 { [from - end, 1, 1, *to, 1] } else { [from - end, length + 1, step.0, *to, step.1] });
        end = from + length * step.0;
        rest = &after[more..];
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_ways_to_write_a_word_fold_to_one() {
        let folding = Folding::new();
        for (written, folded) in [
            ("Résolution", "resolution"),
            ("ＡＢＣ６３", "abc63"),
            ("Ёлка", "елка"),
            ("Й", "й"),
            ("الأُمَم", "الامم"),
            ("قـــرار", "قرار"),
            ("٦٣", "63"),
            ("Straße", "strasse"),
            ("œuvre", "oeuvre"),
            ("Año", "ano"),
            ("ﷲ", "الله"),
            ("聯合國打擊跨國有組織犯罪公約", "联合国打击跨国有组织犯罪公约"),
            ("腐敗", "腐败"),
        ] {
            assert_eq!(folding.word(written), folded, "{written}");
        }
    }
}
