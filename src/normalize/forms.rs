//! Forms of printed marks and numbers that are the same in all languages, compiled once. In: nothing. Out: regular expressions. What differs
//! between languages is data (`rules`), not here.

use std::sync::LazyLock;

use regex::Regex;

/// The mark of a note at the beginning of a line: `12 See …`, `* …`.
pub(super) static NOTE: LazyLock<Regex> = LazyLock::new(|| form(r"^(\d{1,3}|\*{1,3})(?:\s+|$)"));

/// The same, or the letter of a note below a table.
pub(super) static NOTE_OR_LETTER: LazyLock<Regex> = LazyLock::new(|| form(r"^(\d{1,3}|\*{1,3}|[a-z])(?:\s+|$)"));

/// The number of a note as browsers and word processors copy it, which nothing else begins with: `[12] See …`, `¹² See …`.
pub(super) static MARKED_NOTE: LazyLock<Regex> =
    LazyLock::new(|| form(r"^(?:\[(\d{1,3})\]|([⁰¹²³⁴-⁹]{1,3}))(?:\s*|$)"));

/// The same at the end of a line of the text.
pub(super) static MARKS_AT_END: LazyLock<Regex> = LazyLock::new(|| form(r"(?:\s*(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]+))+$"));

/// The same inside the text.
pub(super) static RAISED: LazyLock<Regex> = LazyLock::new(|| form(r"\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3}"));

/// The mark of a note in Arabic, which puts its number between brackets; extraction may turn them.
pub(super) static ARABIC_NOTE: LazyLock<Regex> =
    LazyLock::new(|| form(r"^(?:[()](?P<number>\d{1,3})[()]|(?P<star>\*{1,3}))(?:\s+|$)"));

/// The number of a paragraph inside a run of text: ` 12. 毒品…`.
pub(super) static NUMBER_INSIDE: LazyLock<Regex> = LazyLock::new(|| form(r" \d{1,3}\. ?\S"));

/// A paragraph of a plain text; scans read some full stops as commas, Arabic prints `1 -`, Chinese `34.有`, `46．预防` and `1. 2008 年`; the number may
/// stand on a line of its own.
pub(super) static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    form(r"^\d{1,3}(?:(?:[.,]| ?-)\s+[\p{Latin}\p{Cyrillic}\p{Arabic}«]|[.．]\s*(?:[\p{Han}《“（]|[12]\d{3} ?年|$))")
});

/// A note of a plain text: its mark and the beginning of a sentence, or its mark alone. Of Chinese notes only those with stars: `18 项` may be a cut
/// line.
pub(super) static PLAIN_NOTE: LazyLock<Regex> =
    LazyLock::new(|| form(r"^(?:\d{1,3}|\*+) ?[\p{Lu}\p{Arabic}“«\[(]|^\d{1,3}$|^\(\d{1,3}\) |^\*{1,3} ?[\p{Han}《]"));

/// A note with stars that stands where its page ended: `* A/68/50.`
pub(super) static STARRED_NOTE: LazyLock<Regex> =
    LazyLock::new(|| form(r"^(?P<stars>\*{1,3})\s+[\p{Lu}\p{Arabic}\p{Han}《“«\[(]"));

/// The stars of a mark in the text: `项目表*`, `临时议程**项目 4`.
pub(super) static STARS: LazyLock<Regex> =
    LazyLock::new(|| form(r"[\p{L}\p{N})）》”]\s?(?P<stars>\*{1,3})(?:[^*\w]|\p{Han}|$)"));

/// The number of a note with a stroke, as older documents print it: `1/ Official Records …`.
pub(super) static SLASHED_NOTE: LazyLock<Regex> = LazyLock::new(|| form(r"^(\d{1,3}) ?/\s+[\p{Lu}“«\[]"));

/// The dots that lead from a heading to its page in a table of contents.
pub(super) static DOTS: LazyLock<Regex> = LazyLock::new(|| form(r"(?:\. ?){6,}|…{2,}"));

/// The letters of a word that was printed wide: `C H A P T E R`.
pub(super) static WIDE_WORD: LazyLock<Regex> =
    LazyLock::new(|| form(r"(?m)(?:^|\s)(?P<word>\p{Lu}(?: \p{Lu}){3,}|\p{Lu}(?: \p{Ll}){4,})(?:[\s.:,]|$)"));

/// The number of a note with a full stop: `5. Ibid.`, which paragraphs have too.
pub(super) static STOPPED_NOTE: LazyLock<Regex> = LazyLock::new(|| form(r"^(\d{1,3})\.?\s*"));

/// A mark behind the stop that ends a paragraph: `Namibia, 51`.
pub(super) static MARK_AT_END: LazyLock<Regex> = LazyLock::new(|| form(r"[,;:.”’]\s+(\d{1,3})$"));

/// The file name of a resolution of the Security Council: `S_RES_0808_1993`.
pub(super) static COUNCIL_NAME: LazyLock<Regex> = LazyLock::new(|| form(r"^S[_-]RES[_-]0*(\d{1,4})[_-](\d{4})$"));

/// The file name that the document system gives by job number: `N0848056`.
pub(super) static JOB_NAME: LazyLock<Regex> = LazyLock::new(|| form(r"^(?i)[NVGK](\d{2})(\d{5})(?:\d{2})?$"));

fn form(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern written in this file, compiled by every test")
}
