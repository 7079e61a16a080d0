//! Tells the language of a text. In: the whole text. Out: one of the six official languages, or nothing where the text is too short or in
//! none of them. Never goes by a single word or by the file's name.

use std::borrow::Cow;

use whatlang::{Detector, Lang as Told, Script};

use crate::model::Lang;

const OFFICIAL: [(Told, Lang); 6] = [
    (Told::Ara, Lang::Ar),
    (Told::Eng, Lang::En),
    (Told::Spa, Lang::Es),
    (Told::Fra, Lang::Fr),
    (Told::Rus, Lang::Ru),
    (Told::Cmn, Lang::Zh),
];

/// Fewer letters of the script that three languages share tell none of them.
const SHORTEST: usize = 24;

/// So much of a text tells its language, in bytes: a third from its beginning, middle and end each, because a title or a list may stand in another.
const SAMPLE: usize = 1500;

/// The language of a text. Three of the six have a script of their own, which a few letters tell; of the others, which share one, a few words
/// may look like any: `See General Assembly resolution 63/195, paragraph 13` had been Spanish.
pub fn of(text: &str) -> Option<Lang> {
    let detector = Detector::with_allowlist(OFFICIAL.iter().map(|(told, _)| *told).collect());
    let told = detector.detect(&sample(text))?;
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(SHORTEST).count();
    let sure = told.script() != Script::Latin || told.is_reliable() && letters() == SHORTEST;
    OFFICIAL.iter().find(|(official, _)| sure && *official == told.lang()).map(|(_, lang)| *lang)
}

/// The beginning, the middle and the end of a long text; a short one whole.
fn sample(text: &str) -> Cow<'_, str> {
    if text.len() <= SAMPLE {
        return Cow::Borrowed(text);
    }
    let third = SAMPLE / 3;
    let from = |start: usize| {
        let boundary = |at: usize| (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let start = boundary(start);
        &text[start..boundary(start + third)]
    };
    Cow::Owned([from(0), from((text.len() - third) / 2), from(text.len() - third)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_languages() {
        for (text, lang) in [
            ("Reaffirming its resolution 79/226 of 19 December 2024 on the quadrennial review", Some(Lang::En)),
            ("Réaffirmant sa résolution 79/226 du 19 décembre 2024 sur l’examen quadriennal complet", Some(Lang::Fr)),
            ("Reafirmando su resolución 79/226, de 19 de diciembre de 2024, sobre la revisión", Some(Lang::Es)),
            ("подтверждая свою резолюцию 79/226 от 19 декабря 2024 года о четырехгодичном обзоре", Some(Lang::Ru)),
            ("重申其关于亟须加强国际合作和技术援助以促进和便利批准和执行各项国际公约和议定书的决议", Some(Lang::Zh)),
            ("وإذ تعيد تأكيد قرارها المتعلق بالاستعراض الشامل الذي يجري كل أربع سنوات", Some(Lang::Ar)),
            ("A/64/123", None),
            ("See General Assembly resolution 63/195, paragraph 13.", None),
            ("انظر قرار الجمعية العامة 63/195", Some(Lang::Ar)),
            ("见第63/195号决议", Some(Lang::Zh)),
            ("См. резолюцию 63/195", Some(Lang::Ru)),
        ] {
            assert_eq!(of(text), lang, "{text}");
        }
    }
}
