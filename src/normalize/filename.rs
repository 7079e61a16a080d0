//! Reads the facts in a file's name. In: `A_RES_63_195-ZH`, `S_RES_0808_1993_EN`. Out: `Told`. Never takes a word for a symbol: an
//! organ's letters and a number must be there.

use crate::model::{Identity, Lang, Symbol};

use super::forms;
use super::rules::Rules;
use super::told::Told;

/// What the name tells, without its ending, given the letters that symbols begin with and the parts that follow.
pub fn read(stem: &str, rules: &Rules) -> Told {
    let (name, lang) = language(stem);
    let symbol = symbol(name, rules.organs()).or_else(|| {
        let capital = capitalized(name, rules.name_parts())?;
        symbol(&capital, rules.organs())
    });
    Told { symbol, lang, job_number: job_number(name), ..Told::default() }
}

/// The job number that the document system names its files by: `N0848056` is 08-48056.
fn job_number(name: &str) -> Option<String> {
    let found = forms::JOB_NAME.captures(name)?;
    Some(format!("{}-{}", &found[1], &found[2]))
}

/// A name in small letters that spells a symbol, in the capitals of one: `a-res-63-195`. Every part must be one that symbols have, for a
/// name in small letters may be anything.
fn capitalized(name: &str, parts: &[String]) -> Option<String> {
    let capital = name.to_uppercase();
    let known = |part: &str| {
        let figures = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        figures(part) || parts.iter().any(|known| part.strip_prefix(known.as_str()).is_some_and(figures))
    };
    let small = !name.contains(|c: char| c.is_ascii_uppercase());
    (small && capital.split(['-', '_']).skip(1).all(known)).then_some(capital)
}

/// An id made of the name without its language.
pub fn id(stem: &str) -> Identity {
    Identity::of_name(language(stem).0)
}

/// The name without its language, and the language: `-ZH`, `_EN`, `.zh`, `_EN_GOLD`.
fn language(stem: &str) -> (&str, Option<Lang>) {
    let bare = stem.strip_suffix("_GOLD").unwrap_or(stem);
    let Some(at) = bare.rfind(['-', '_', '.']) else { return (bare, None) };
    match bare[at + 1..].parse::<Lang>() {
        Ok(lang) => (&bare[..at], Some(lang)),
        Err(_) => (bare, None),
    }
}

/// The symbol that a name spells with `_` or `-` for `/`.
fn symbol(name: &str, organs: &[String]) -> Option<Symbol> {
    if let Some(found) = forms::COUNCIL_NAME.captures(name) {
        return Symbol::parse(&format!("S/RES/{}({})", &found[1], &found[2])).ok();
    }
    let joint = name.replace("_-_", "-");
    let parted = if joint.contains('_') { joint.replace('_', "/") } else { name.replace('-', "/") };
    let organ = parted.split('/').next()?;
    let numbered = parted.split('/').skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let spelt = parted.split('/').all(|part| part.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()));
    (organs.iter().any(|known| known == organ) && numbered && spelt).then(|| Symbol::parse(&parted).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_people_have_them() {
        let rules = Rules::load(None).unwrap();
        for (stem, expected, lang) in [
            ("A_RES_63_195-ZH", Some("A/RES/63/195"), Some(Lang::Zh)),
            ("S_RES_0808_1993_EN", Some("S/RES/808(1993)"), Some(Lang::En)),
            ("S_RES_0301_1971_EN_GOLD", Some("S/RES/301(1971)"), Some(Lang::En)),
            ("A_RES_78_1", Some("A/RES/78/1"), None),
            ("A_C.3_80_L.12", Some("A/C.3/80/L.12"), None),
            ("E-CN.7-2020-2.zh", Some("E/CN.7/2020/2"), Some(Lang::Zh)),
            ("ccpcj-28-draft-report-item-6.zh", None, Some(Lang::Zh)),
            ("A_RES_63_195-FR", Some("A/RES/63/195"), Some(Lang::Fr)),
            ("a-res-63-195-es", Some("A/RES/63/195"), Some(Lang::Es)),
            ("s_res_0808_1993_ru", Some("S/RES/808(1993)"), Some(Lang::Ru)),
            ("e-cn.15-2009-9-add.1.ar", Some("E/CN.15/2009/9/Add.1"), Some(Lang::Ar)),
            ("N0848056", None, None),
            ("A_note_on_2020", None, None),
            ("a-note-on-2020", None, None),
        ] {
            let told = read(stem, &rules);
            assert_eq!((told.symbol.map(|s| s.to_string()).as_deref(), told.lang), (expected, lang), "{stem}");
        }
        assert_eq!(read("N0848056", &rules).job_number.as_deref(), Some("08-48056"));
        assert_eq!(id("ccpcj 28.zh").as_str(), "ccpcj-28");
        // Versions of one text have one id.
        assert_eq!(id("报告.zh"), id("报告.en"));
    }
}
