//! Joins the parts that a text names (`paragraph 13 of`, `, annex`, 第13段) to what they are parts of, and finds paragraphs of the
//! same text. In: a reading and its mentions. Out: the mentions with their pinpoints, and mentions of the text itself. Decides no
//! target.

use std::ops::Range;

use super::{
    ahead::{behind_clause, forward, set},
    lexer::Sense,
    own::{Own, internal, paragraph},
    reading::Reading,
    rules::Means,
    runs::{apposed, conjoined, is_written_to_and, nested},
    scan::{Scan, What},
};
use crate::model::{ParagraphNumber, Pinpoint, roman};

/// How many letters of a title may stand between a text and `in paragraph 9 of which`.
const FAR: usize = 120;

/// Gives every mention its pinpoint. `current` is the numbered paragraph whose letters the text means.
pub(super) fn join_parts(reading: &Reading, scan: &mut Scan, own: Own, current: Option<&ParagraphNumber>) {
    let mut own_paragraphs = Vec::new();
    let mut i = 0;
    while i < reading.tokens.len() {
        if !reading.is_part(i) {
            i += 1;
            continue;
        }
        if is_volume(reading, i) {
            i += 1;
            continue;
        }
        if reading.captured(i, "whose").is_some() && behind_clause(reading, scan, i) {
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
        if recounts && !is_joined_behind(reading, i) {
            i = last + 1;
            continue;
        }
        let outer = outer(reading, i, last);
        let relative = ["relative", "whose"].iter().any(|name| reading.captured(last, name).is_some());
        let behind_owner = relative || recounts || is_behind_owner(reading, i) || is_counted_thereof(reading, i, last);
        if !behind_owner && forward(reading, scan, last, outer) {
            i = last + 1;
            continue;
        }
        // `section II, paragraph 3, of its resolution`: parts between commas, the outer one first.
        if let Some((end, joint)) = apposed(reading, last)
            && forward(reading, scan, joint, outermost(reading, i, end))
        {
            i = end + 1;
            continue;
        }
        if !is_of_others(reading, last) {
            backward(reading, scan, i, last);
        }
        i = last + 1;
    }
    scan.mentions.append(&mut own_paragraphs);
    scan.mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
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
fn pinpoint(reading: &Reading, i: usize) -> Option<Pinpoint> {
    // `二.B节` is a part of section II.
    let printed = ["label", "letter", "outer"].into_iter().find_map(|name| reading.captured(i, name));
    let label = printed.map(|printed| label(reading, printed));
    match reading.means(i)? {
        Means::Paragraph => {
            // A number in words: 第十四段.
            let label = printed.and_then(|printed| counted(reading, i, printed)).or(label)?;
            let label = roman::read(&label).map_or(label, |number| number.to_string());
            Some(Pinpoint::Paragraph(ParagraphNumber::new(&label)?, item(reading, i)))
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
    let end = reading.tokens.get(i).map_or(0, |token| token.range.end);
    let behind = reading.slice(end..reading.folded.text.len());
    let word = behind.strip_prefix(' ').filter(|word| word.starts_with(char::is_uppercase));
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
    let behind = reading.tokens.get(last).map_or("", |part| reading.slice(part.range.end..reading.folded.text.len()));
    recounts.is_match(behind)
}

/// Whether a part says whose it is by where it stands: `whose annex lists`, 第63/195号决议第13段载有.
fn is_joined_behind(reading: &Reading, i: usize) -> bool {
    let relative = ["relative", "whose"].iter().any(|name| reading.captured(i, name).is_some());
    relative || is_behind_owner(reading, i)
}

/// Where the noun comes last a part stands right behind what it is part of: 第3/1号决议附件所载职权范围(CAC/COSP/2009/15).
fn is_behind_owner(reading: &Reading, i: usize) -> bool {
    if !reading.tongue.noun_follows() {
        return false;
    }
    // `A/CN.9/861号文件第15段所载决定`: what only says what sort of thing the symbol is, is passed.
    let tight = |k: usize| reading.gap(k, k + 1).trim().is_empty();
    let passed = |k: &usize| reading.means(*k) == Some(Means::Skip) && tight(*k);
    let skipped = (i.saturating_sub(2)..i).rev().take_while(passed).count();
    let owner = (i - skipped).checked_sub(1).filter(|k| tight(*k));
    owner.is_some_and(|k| reading.is_noun(k) || matches!(reading.sense(k), Some(Sense::Symbol | Sense::Number(_))))
}

/// Joins a part to the mention before it: `resolution 60/177, annex`, `(A/66/53/Add.1 and Corr.1), chap. III`.
fn backward(reading: &Reading, scan: &mut Scan, i: usize, last: usize) {
    let start = reading.sentence_start(i);
    // `resolution 46/182 and the annex thereto` is the whole and a part.
    let counted = matches!(reading.means(i), Some(Means::Paragraph | Means::SubParagraph));
    // `including the annex thereto` is the whole, `in particular annexes I and II thereof` a part.
    let labelled = reading.captured(i, "label").is_some();
    let stressed = labelled && i.checked_sub(1).is_some_and(|k| reading.means(k) == Some(Means::Skip));
    if !counted && !stressed && is_thereof(reading, last) || is_printed_part(reading, i) {
        return;
    }
    let its = has_owner(reading, i) || counted && is_thereof(reading, last);
    // `القرار 70/1 والفقرة 17 من خطة عمل`: behind a conjunction begins the part of another text, unless it says that it is of this one.
    let pages = i.checked_sub(1).is_some_and(|k| reading.means(k) == Some(Means::Page));
    if is_written_to_and(reading, i) && !its && !pages {
        return;
    }
    if let Some(cited) = titled(reading, i, last).filter(|_| counted) {
        let part = outermost(reading, i, last);
        set(scan, cited, part);
        return;
    }
    let part = Part { reading, first: i, last, start, counted, its };
    let mut k = i;
    while k > start {
        k -= 1;
        if reading.loose(k, k + 1) > 4 {
            if counted && its {
                thereof(reading, scan, i, last);
            } else {
                behind_ibid(reading, scan, i, last);
            }
            return;
        }
        match part.before(k) {
            Before::Passed(at) => k = at,
            Before::Whole => {
                let part = outermost(reading, i, last);
                if let Some(mention) = scan.within(k..k + 1).last_mut()
                    && mention.pinpoint.is_none()
                {
                    mention.pinpoint.clone_from(&part);
                    corrected(scan, k, part.as_ref());
                }
                return;
            }
            Before::Bracket(open) => return bracketed(scan, open..k, outermost(reading, i, last).as_ref()),
            Before::Nothing => return,
        }
    }
}

/// What a token before a part is to it.
enum Before {
    /// What may stand between a text and its part, as far back as this token.
    Passed(usize),
    /// The text that it is part of.
    Whole,
    /// The end of a bracket that holds that text; it opens at this token.
    Bracket(usize),
    /// The part is of nothing that stands before.
    Nothing,
}

/// A part whose text is looked for before it.
#[derive(Clone, Copy)]
struct Part<'r, 't> {
    reading: &'r Reading<'t>,
    /// Its tokens, which are nested, and the token that its sentence begins with.
    first: usize,
    last: usize,
    start: usize,
    /// Whether it is a paragraph.
    counted: bool,
    /// Whether it says that it is of what was named.
    its: bool,
}

impl Part<'_, '_> {
    /// What the token is to the part.
    fn before(self, k: usize) -> Before {
        let Self { reading, start, .. } = self;
        match reading.sense(k) {
            // `(S/2021/566) (see annex II)` is an annex of the text itself.
            Some(Sense::Open) if reading.loose(k, k + 1) > 0 => Before::Nothing,
            // `UNEP/CBD/COP/6/20, decision VI/7, annex` is of the decision, which has no target here.
            Some(Sense::Word(means)) if means.kind().is_some() && is_numbered(reading, k) => Before::Nothing,
            Some(Sense::Semicolon) if self.begins_anew(k) => Before::Nothing,
            Some(sense) if self.is_passed(k, sense) => Before::Passed(k),
            // A title in which no word is known.
            Some(Sense::QuoteClose) if reading.sense(k.saturating_sub(1)) == Some(Sense::QuoteOpen) => {
                Before::Passed(k - 1)
            }
            Some(Sense::QuoteClose) => {
                let open = reading.quote.get(k.saturating_sub(1)).copied().flatten();
                open.map_or(Before::Nothing, Before::Passed)
            }
            // `resolution 60/1 (the World Summit Outcome), paras. 138 and 139`.
            Some(Sense::Close) => match opened(reading, start, k) {
                Some(open) if holds_citation(reading, open, k) => Before::Bracket(open),
                Some(open) => Before::Passed(open),
                None => Before::Nothing,
            },
            Some(
                Sense::Number(_) | Sense::Symbol | Sense::Continuation | Sense::Integer | Sense::Word(Means::Ibid),
            ) => Before::Whole,
            _ => Before::Nothing,
        }
    }

    /// Whether what stands behind a semicolon is of another text.
    fn begins_anew(self, k: usize) -> bool {
        let reading = self.reading;
        // `…; annex III of the circular`.
        let owned = reading.means(self.last + 1) == Some(Means::Of) && !reading.tongue.noun_follows();
        // `A/HRC/17/2, part one, resolution 17/4; part two, chapter III` is of the report.
        owned
            || reading.means(k + 1) == Some(Means::OtherPart)
                && k > self.start
                && matches!(reading.sense(k - 1), Some(Sense::Number(_)))
    }

    /// Whether a token may stand between a text and its part.
    fn is_passed(self, k: usize, sense: Sense) -> bool {
        let Self { reading, first: i, last, start, counted, its } = self;
        let next = k + 1 == i;
        match sense {
            // `A/64/12, p. 5, para. 6`.
            Sense::Comma
            | Sense::Semicolon
            | Sense::Word(Means::Skip | Means::Date | Means::OtherPart | Means::Page) => true,
            // `1483 (2003), notamment son paragraphe 23`; `60/1 (paras. 138 and 139)`.
            Sense::Open => next,
            Sense::Body(_) | Sense::ShortBody(_) => !next,
            Sense::Word(Means::Section) => is_volume(reading, k),
            Sense::Word(Means::Series) if is_volume_of_cited(reading, k) => true,
            Sense::Word(Means::Possessive) if next => true,
            Sense::Word(Means::And) => {
                // `resolution 61/89 and operative paragraphs 2 to 4 thereof`.
                its && next
                    // `resolution 79/194 and, in particular, paragraph 62 thereof`.
                    || counted && is_thereof(reading, last) && is_stressed(reading, k, i)
                    // `резолюцию 1718 (2006) и ее пункт 8`.
                    || counted && k + 2 == i && reading.means(k + 1) == Some(Means::Possessive)
                    // `A/64/12, p. 5 and para. 6`.
                    || next && k > start && reading.means(k - 1) == Some(Means::Page)
            }
            // `résolution 2200 A (XXI) de l'Assemblée générale, annexe`.
            Sense::Word(Means::Of) if !next || its => true,
            Sense::Word(Means::Opening) if its && next => true,
            // `resolution 59/25, in particular in paragraphs 66 to 69`.
            Sense::Word(Means::Of | Means::Opening) if counted && is_stressed_of(reading, k, i) => true,
            Sense::Word(means) => means.kind().is_some() || means == Means::Of && reading.tongue.noun_follows(),
            _ => false,
        }
    }
}

/// Whether figures that are no number stand right behind a noun.
fn is_numbered(reading: &Reading, noun: usize) -> bool {
    reading.gap(noun, noun + 1).contains(|c: char| c.is_ascii_digit()) && !reading.tongue.noun_follows()
}

/// `A/59/565 and Corr.1, para. 88`: a paragraph of a corrigendum is one of the text that it corrects, and so is one of an amendment.
fn corrected(scan: &mut Scan, k: usize, part: Option<&Pinpoint>) {
    let mut at = scan.mentions.partition_point(|mention| mention.token <= k);
    while let Some(two) = at.checked_sub(2).and_then(|from| scan.mentions.get_mut(from..at)) {
        let [before, mention] = two else { return };
        let (What::Symbol(text), What::Symbol(corrigendum)) = (&before.what, &mention.what) else { return };
        let is_corrigendum = corrigendum
            .as_str()
            .rsplit('/')
            .next()
            .is_some_and(|last| last.starts_with("Corr.") || last.starts_with("Amend."));
        let base = corrigendum.parent();
        let of_it = base.as_ref() == Some(text) || base.is_some() && base == text.parent();
        if !is_corrigendum || !of_it || mention.token - before.token > 3 || before.pinpoint.is_some() {
            return;
        }
        before.pinpoint = part.cloned();
        at -= 1;
    }
}

/// Whether what else is a section is a part of a book that has chapters, and has no form: `الجزء الأول، الفصل الأول`.
fn is_volume(reading: &Reading, k: usize) -> bool {
    let tight = reading.loose(k, k + 1) == 0 && reading.loose(k + 1, k + 2) == 0;
    let (comma, chapter) = (reading.sense(k + 1) == Some(Sense::Comma), reading.means(k + 2) == Some(Means::Chapter));
    reading.means(k) == Some(Means::Section) && comma && chapter && tight
}

/// Whether a volume is of what is cited right before it: `(A/64/40), vol. I, annex III`. Other volumes are of a series.
fn is_volume_of_cited(reading: &Reading, k: usize) -> bool {
    let comma = |k: usize| reading.sense(k) == Some(Sense::Comma);
    let Some(cited) = k.checked_sub(2).filter(|cited| comma(cited + 1) && comma(k + 1)) else { return false };
    matches!(reading.sense(cited), Some(Sense::Symbol | Sense::Close)) && reading.loose(cited, k + 2) == 0
}

/// Whether what else is a section is printed as a document of its own: `A/64/38 (الجزء الأول)`.
fn is_printed_part(reading: &Reading, i: usize) -> bool {
    let symbol = i.checked_sub(2).filter(|k| reading.sense(k + 1) == Some(Sense::Open) && reading.loose(*k, i) == 0);
    reading.captured(i, "volume").is_some() && symbol.is_some_and(|k| reading.sense(k) == Some(Sense::Symbol))
}

/// Whether a part is of what has no target here: `annex III of INFCIRC/254`, `paragraph 2 of article 5`.
fn is_of_others(reading: &Reading, last: usize) -> bool {
    let mut k = last + 1;
    while reading.means(k) == Some(Means::Of) && k < last + 4 && reading.loose(k - 1, k) == 0 {
        k += 1;
    }
    let other = matches!(reading.sense(k), Some(Sense::Refused(_) | Sense::OtherBody | Sense::Word(Means::Article)));
    // `пункт 3 статьи 5`.
    let by_case = k == last + 1 && reading.tongue.owner.is_some() && reading.means(k) == Some(Means::Article);
    (k > last + 1 || by_case) && other && reading.loose(k - 1, k) == 0
}

/// Whether `thereof` stands behind a part.
fn is_thereof(reading: &Reading, last: usize) -> bool {
    reading.means(last + 1) == Some(Means::Name) && reading.loose(last, last + 1) == 0
}

/// Whether a part's own ending says whose it is: في فقرته 11, ومرفقه.
fn has_owner(reading: &Reading, i: usize) -> bool {
    let Some(token) = reading.tokens.get(i) else { return false };
    let word = reading.slice(token.range.clone()).split(' ').next().unwrap_or_default();
    reading.tongue.agreement.iter().any(|(its, _)| word.ends_with(its.as_str()))
}

/// Whether nothing but a word like `in particular` and its commas stands between a conjunction and a part.
fn is_stressed(reading: &Reading, and: usize, part: usize) -> bool {
    let stresses = |k: usize| matches!(reading.sense(k), Some(Sense::Comma | Sense::Word(Means::Skip)));
    (and + 1..part).all(stresses) && reading.loose(and, part) == 0
}

/// Whether nothing but a preposition stands between a word like `in particular` and a part: `in particular in paragraph 3`.
pub(super) fn is_stressed_of(reading: &Reading, of: usize, part: usize) -> bool {
    let of_part = of + 1 == part && matches!(reading.means(of), Some(Means::Of | Means::Opening));
    let stress = of.checked_sub(1).filter(|stress| of_part && reading.means(*stress) == Some(Means::Skip));
    stress.is_some_and(|stress| reading.loose(stress, part) == 0)
}

/// `resolution 60/1, paragraph 12 of which refers to resolution 59/1`: the paragraph is of what stands before.
fn is_counted_thereof(reading: &Reading, i: usize, last: usize) -> bool {
    let counted = matches!(reading.means(i), Some(Means::Paragraph | Means::SubParagraph));
    counted && i == last && is_thereof(reading, last)
}

/// `resolution 74/130, entitled …, in paragraph 9 of which the Assembly requested`: words of a title stand between, and nothing that is cited.
fn thereof(reading: &Reading, scan: &mut Scan, i: usize, last: usize) {
    let start = reading.sentence_start(i);
    let is_cited = |k: &usize| matches!(reading.sense(*k), Some(Sense::Number(_) | Sense::Symbol | Sense::Refused(_)));
    let Some(cited) = (start..i).rev().find(is_cited).filter(|k| reading.loose(*k, i) <= FAR) else { return };
    let apart = (cited..i).any(|k| matches!(reading.sense(k), Some(Sense::Semicolon | Sense::Word(Means::Article))));
    // `A/C.2/68/L.4/Rev.1، إن القرار المذكور في فقرته 3`: what was named since has it.
    let renamed = has_owner(reading, i) && (cited + 1..i).any(|k| reading.is_noun(k));
    if !apart
        && !renamed
        && let Some(mention) = scan.within(cited..cited + 1).last_mut()
    {
        mention.pinpoint = mention.pinpoint.take().or_else(|| outermost(reading, i, last));
    }
}

/// `Ibid., advisory opinion, para. 120`: words of a title stand between.
fn behind_ibid(reading: &Reading, scan: &mut Scan, i: usize, last: usize) {
    let start = reading.sentence_start(i);
    let passed = |k: &usize| !matches!(reading.sense(*k), Some(Sense::Symbol | Sense::Number(_) | Sense::Semicolon));
    let is_ibid = |k: &usize| reading.means(*k) == Some(Means::Ibid);
    let Some(ibid) = (start..i).rev().take_while(passed).find(is_ibid) else { return };
    let part = outermost(reading, i, last);
    if let Some(mention) = scan.within(ibid..ibid + 1).first_mut()
        && mention.pinpoint.is_none()
    {
        mention.pinpoint = part;
    }
}

/// Behind a mention the outer part comes first: `annex, para. 89`; `第2段(a)分段` is a paragraph with its letter.
fn outermost(reading: &Reading, i: usize, last: usize) -> Option<Pinpoint> {
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
            let printed = reading.slice(reading.tokens[i].range.clone());
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

/// The number or symbol whose title stands between it and a part that nothing else owns: `resolution 50/11 on multilingualism, paragraph 4`.
fn titled(reading: &Reading, i: usize, last: usize) -> Option<usize> {
    let title = reading.tongue.titled.as_ref()?;
    let comma = i.checked_sub(1).filter(|k| reading.sense(*k) == Some(Sense::Comma) && reading.loose(*k, i) == 0)?;
    let end = reading.tokens.get(last)?.range.end;
    let behind = reading.slice(end..reading.folded.text.len()).trim_start().chars().next();
    let is_cited = |k: usize| matches!(reading.sense(k), Some(Sense::Number(_) | Sense::Symbol));
    let passed = |k: usize| {
        let name = reading.gap(k, k + 1).trim_start().starts_with(char::is_uppercase);
        match reading.sense(k) {
            // `resolution 60/1 on development and the Consensus, paragraph 4` is of the other.
            Some(Sense::Word(Means::And)) => !name,
            Some(Sense::Word(Means::Of | Means::Possessive | Means::Date) | Sense::Body(_) | Sense::ShortBody(_)) => {
                true
            }
            _ => false,
        }
    };
    let cited = (reading.sentence_start(i)..comma).rev().find(|k| !passed(*k)).filter(|k| is_cited(*k))?;
    let words = reading.slice(reading.tokens[cited].range.end..reading.tokens[comma].range.start);
    let near = reading.loose(cited, comma) <= FAR;
    (near && behind.is_none_or(|c| !c.is_alphanumeric()) && title.is_match(words)).then_some(cited)
}

/// The opening mark of the bracket that a token closes.
fn opened(reading: &Reading, start: usize, close: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (start..close).rev().find(|k| {
        match reading.sense(*k) {
            Some(Sense::Close) => depth += 1,
            Some(Sense::Open) if depth == 0 => return true,
            Some(Sense::Open) => depth -= 1,
            _ => {}
        }
        false
    })
}

/// Whether anything that can be cited stands in a bracket.
fn holds_citation(reading: &Reading, open: usize, close: usize) -> bool {
    let cited = |k| matches!(reading.sense(k), Some(Sense::Symbol | Sense::Continuation | Sense::Number(_)));
    (open..close).any(cited)
}

/// A part behind a bracket goes with every symbol in it, and with a number that stands there alone.
fn bracketed(scan: &mut Scan, bracket: Range<usize>, part: Option<&Pinpoint>) {
    let mentions = scan.within(bracket);
    let alone = mentions.len() == 1;
    for mention in mentions {
        if (alone || matches!(mention.what, What::Symbol(_))) && mention.pinpoint.is_none() {
            mention.pinpoint = part.cloned();
        }
    }
}
