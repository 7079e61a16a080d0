//! Joins the parts that a text names (`paragraph 13 of`, `, annex`, 第13段) to what they are parts of, and finds paragraphs of the
//! same text. In: a reading and its mentions. Out: the mentions with their pinpoints, and mentions of the text itself. Decides no
//! target.

use super::{
    ahead::{behind_clause, forward},
    behind::backward,
    lexer::Sense,
    own::{Own, internal, paragraph},
    owners::{behind_of, is_thereof},
    reading::Reading,
    respective::pair_parts,
    rules::Means,
    runs::{apposed, bracketed, conjoined, nested, with_item},
    scan::Scan,
};
use crate::model::{ParagraphNumber, Pinpoint, roman};

/// Gives every mention its pinpoint. `current` is the numbered paragraph whose letters the text means.
pub(super) fn join_parts(reading: &Reading, scan: &mut Scan, own: Own, current: Option<&ParagraphNumber>) {
    let mut own_paragraphs = Vec::new();
    let paired = pair_parts(reading, scan);
    let mut i = 0;
    while i < reading.tokens.len() {
        if !reading.is_part(i) || paired.contains(&i) {
            i += 1;
            continue;
        }
        if is_volume(reading, i) || reading.captured(i, "whose").is_some() && behind_clause(reading, scan, i) {
            i += 1;
            continue;
        }
        // Nested parts follow one another: `paragraph 2 of the annex to`, `annex, para. 89`.
        let last = nested(reading, i);
        // `paragraph 3 and paragraph 5 of resolution 63/195`: the first of the parts counts.
        if let Some(joint) = conjoined(reading, i, last)
            && forward(reading, scan, joint, outer(reading, i, last))
        {
            i = joint + 1;
            continue;
        }
        if let Some((first, end, part)) = internal(reading, i, own, current) {
            own_paragraphs.push(paragraph(reading, first, end, part));
            i = end + 1;
            continue;
        }
        let recounts = recounts(reading, last);
        if recounts && !is_relative(reading, i) && !is_behind_its_text(reading, i) {
            i = last + 1;
            continue;
        }
        let thereof = i == last && is_counted(reading, i) && is_thereof(reading, last);
        let behind_owner = recounts || thereof || is_relative(reading, last) || is_behind_its_text(reading, i);
        if let Some(end) = joined_ahead(reading, scan, i, last, behind_owner) {
            i = end + 1;
            continue;
        }
        let last = with_item(reading, last);
        if !is_of_others(reading, last) {
            backward(reading, scan, i, last);
        }
        i = last + 1;
    }
    scan.mentions.append(&mut own_paragraphs);
    scan.mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
}

/// Joins a run of parts to what is named behind it, unless that stands before; the last token of the run.
fn joined_ahead(reading: &Reading, scan: &mut Scan, i: usize, last: usize, behind_owner: bool) -> Option<usize> {
    let outer = outer(reading, i, last);
    if !behind_owner && forward(reading, scan, last, outer.clone()) {
        return Some(last);
    }
    // `section II (paras. 3 and 4) of resolution 66/2`.
    if let Some(close) = bracketed(reading, last)
        && forward(reading, scan, close, outer)
    {
        return Some(close);
    }
    // `section II, paragraph 3, of its resolution`: parts between commas, the outer one first.
    let (end, joint) = apposed(reading, last)?;
    forward(reading, scan, joint, outermost(reading, i, end)).then_some(end)
}

/// The part that the citation's pinpoint names: the outer one; a lettered sub-paragraph goes into its paragraph.
pub(super) fn outer(reading: &Reading, first: usize, last: usize) -> Option<Pinpoint> {
    let outer = pinpoint(reading, last)?;
    let item = |i: usize| (reading.means(i) == Some(Means::SubParagraph)).then(|| item(reading, i)).flatten();
    match outer {
        Pinpoint::Paragraph(number, None) => Some(Pinpoint::Paragraph(number, (first..last).rev().find_map(item))),
        outer => Some(outer),
    }
}

/// The letter of a sub-paragraph.
pub(super) fn item(reading: &Reading, i: usize) -> Option<String> {
    let printed = reading.captured(i, "item").or_else(|| reading.captured(i, "behind"))?;
    let letter = reading.tongue.rows.letters.get(printed).map_or(printed, String::as_str);
    Some(letter.to_ascii_lowercase()).filter(|letter| letter.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// A part as a pinpoint; `None` for those without a form.
pub(super) fn pinpoint(reading: &Reading, i: usize) -> Option<Pinpoint> {
    // `二.B节` is a part of section II.
    let printed = ["label", "letter", "outer"].into_iter().find_map(|name| reading.captured(i, name));
    pinpoint_of(reading, i, printed, item(reading, i))
}

/// The same of what a part's print lists: `8 (c)` of `paragraphs 4 (b) and 8 (c)`.
pub(super) fn pinpoint_of(
    reading: &Reading,
    i: usize,
    printed: Option<&str>,
    item: Option<String>,
) -> Option<Pinpoint> {
    let label = printed.map(|printed| label(reading, printed));
    match reading.means(i)? {
        Means::Paragraph => {
            // A number in words: 第十四段.
            let label = printed.and_then(|printed| counted(reading, i, printed)).or(label)?;
            let label = roman::read(&label).map_or(label, |number| number.to_string());
            Some(Pinpoint::Paragraph(ParagraphNumber::new(&label)?, item))
        }
        Means::Annex => Some(Pinpoint::Annex(label)),
        Means::Section => label.map(Pinpoint::Section),
        Means::Chapter => label.map(Pinpoint::Chapter),
        _ => None,
    }
}

/// A paragraph's number in figures: `9.11`, but the first of `para. 12.3 The Committee`, where the mark of a note stands behind the stop that ends
/// the sentence.
fn counted(reading: &Reading, i: usize, printed: &str) -> Option<String> {
    let (outer, _) = printed.split_once('.').unwrap_or((printed, ""));
    let word = reading.text_behind(i).strip_prefix(' ').filter(|word| word.starts_with(char::is_uppercase));
    let begins = word.is_some_and(|word| word.chars().nth(1).is_some_and(char::is_lowercase));
    let number = if begins { outer } else { printed };
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
}

/// A label in canonical form: words that count are Roman figures, letters are Latin.
fn label(reading: &Reading, printed: &str) -> String {
    let rows = &reading.tongue.rows;
    let printed = printed.trim();
    let found = rows.ordinals.get(printed).or_else(|| rows.letters.get(printed));
    found.map_or_else(|| printed.replace([' ', '.'], "").to_ascii_uppercase(), String::clone)
}

/// Whether a part tells of another text, and is no part of that: `Chapter II of the report contains Council resolution 24/24`.
fn recounts(reading: &Reading, last: usize) -> bool {
    let Some(recounts) = &reading.tongue.recounts else { return false };
    recounts.is_match(reading.text_behind(last))
}

/// Whether a part's own words tell that it is of what stands before: `whose annex lists`.
fn is_relative(reading: &Reading, i: usize) -> bool {
    ["relative", "whose"].iter().any(|name| reading.captured(i, name).is_some())
}

/// Where the noun comes last a part stands right behind what it is part of: 第3/1号决议附件所载职权范围(CAC/COSP/2009/15).
fn is_behind_its_text(reading: &Reading, i: usize) -> bool {
    if !reading.tongue.noun_follows() {
        return false;
    }
    // `A/CN.9/861号文件第15段所载决定`: what only says what sort of thing the symbol is, is passed.
    let passed = |k: &usize| reading.means(*k) == Some(Means::Skip) && reading.adjoin(*k, k + 1);
    let skipped = (i.saturating_sub(2)..i).rev().take_while(passed).count();
    let owner = (i - skipped).checked_sub(1).filter(|k| reading.adjoin(*k, k + 1));
    owner.is_some_and(|k| reading.is_noun(k) || reading.is_cited(k))
}

/// Whether what else is a section is a part of a book that has chapters, and has no form: `الجزء الأول، الفصل الأول`.
pub(super) fn is_volume(reading: &Reading, k: usize) -> bool {
    let tight = reading.loose(k, k + 1) == 0 && reading.loose(k + 1, k + 2) == 0;
    let (comma, chapter) = (reading.is_comma(k + 1), reading.means(k + 2) == Some(Means::Chapter));
    reading.means(k) == Some(Means::Section) && comma && chapter && tight || divides_document(reading, k)
}

/// Whether what is a section of a resolution stands right with the symbol of a document, which such parts divide: `A/78/2، الجزء الثاني`.
fn divides_document(reading: &Reading, k: usize) -> bool {
    let is_document = |k: usize| reading.sense(k) == Some(Sense::Symbol) && !reading.printed(k).contains("RES");
    let comma = k.checked_sub(1).filter(|k| reading.is_comma(*k));
    let before = comma.and_then(|comma| comma.checked_sub(1));
    let before = before.map(|k| if reading.sense(k) == Some(Sense::Close) { k.saturating_sub(1) } else { k });
    let behind = reading.nearest_behind(k, |k| matches!(reading.means(k), Some(Means::Of | Means::Skip)));
    let tight = |from: usize, to: usize| reading.loose(from, to) == 0;
    reading.captured(k, "volume").is_some()
        && (before.is_some_and(|document| is_document(document) && tight(document, k))
            || behind.is_some_and(|document| is_document(document) && tight(k, document)))
}

/// Whether a part is of what has no target here: `annex III of INFCIRC/254`, `paragraph 2 of article 5`.
fn is_of_others(reading: &Reading, last: usize) -> bool {
    let k = behind_of(reading, last);
    let other = matches!(reading.sense(k), Some(Sense::Refused(_) | Sense::OtherBody | Sense::Word(Means::Article)));
    // `пункт 3 статьи 5`.
    let by_case = k == last + 1 && reading.tongue.owner.is_some() && reading.means(k) == Some(Means::Article);
    (k > last + 1 || by_case) && other && reading.loose(k - 1, k) == 0
}

/// Whether a part is a paragraph or a lettered part of one.
pub(super) fn is_counted(reading: &Reading, i: usize) -> bool {
    matches!(reading.means(i), Some(Means::Paragraph | Means::SubParagraph))
}

/// Behind a mention the outer part comes first: `annex, para. 89`; `第2段(a)分段` is a paragraph with its letter.
pub(super) fn outermost(reading: &Reading, i: usize, last: usize) -> Option<Pinpoint> {
    // `paragraphs 1 to 10 of the annex thereto`.
    if last > i && is_thereof(reading, last) {
        return outer(reading, i, last);
    }
    let behind = pinpoint(reading, last).filter(|_| last > i && !reading.tongue.noun_follows());
    match pinpoint(reading, i) {
        // `A/66/87, paras. 2 and 3 of annex III`.
        Some(Pinpoint::Paragraph(..))
            if behind.as_ref().is_some_and(|part| !matches!(part, Pinpoint::Paragraph(..))) =>
        {
            behind
        }
        Some(Pinpoint::Paragraph(number, None)) => {
            // `paragraphes 4 et 5, alinéa a)`: the letter is the last one's.
            let printed = reading.printed(i);
            let numbers = printed.split(|c: char| !c.is_ascii_digit() && c != '.');
            let alone = numbers.filter(|number| number.contains(|c: char| c.is_ascii_digit())).count() == 1;
            let lettered = (i + 1..=last).find(|k| alone && reading.means(*k) == Some(Means::SubParagraph));
            Some(Pinpoint::Paragraph(number, lettered.and_then(|k| item(reading, k))))
        }
        // `第一部分A节第3段`.
        None if last > i && reading.tongue.noun_follows() => outermost(reading, i + 1, last),
        None => outer(reading, i, last),
        part => part,
    }
}
