//! Reads the facts in a file's name. In: `A_RES_63_195-ZH`, `S_RES_0808_1993_EN`. Out: `Told`. Never takes a word for a symbol: an organ's letters
//! and a number must be there.

use crate::model::{Identity, Lang, Symbol};

use super::forms;
use super::told::Told;

/// What the name tells, without its ending, given the letters that symbols begin with.
pub fn read(stem: &str, organs: &[String]) -> Told {
    let (name, lang) = language(stem);
    Told { symbol: symbol(name, organs), lang, ..Told::default() }
}

/// An id made of the name: lower-case, with hyphens for what could not stand in a file name.
pub fn id(stem: &str) -> Option<Identity> {
    let (name, _) = language(stem);
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' || c == '_' { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let id = safe.trim_matches(['-', '.']).replace("..", ".");
    Identity::id(if id.is_empty() { "text" } else { &id })
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
        let organs = ["A", "E", "S"].map(str::to_owned);
        for (stem, expected, lang) in [
            ("A_RES_63_195-ZH", Some("A/RES/63/195"), Some(Lang::Zh)),
            ("S_RES_0808_1993_EN", Some("S/RES/808(1993)"), Some(Lang::En)),
            ("S_RES_0301_1971_EN_GOLD", Some("S/RES/301(1971)"), Some(Lang::En)),
            ("A_RES_78_1", Some("A/RES/78/1"), None),
            ("A_C.3_80_L.12", Some("A/C.3/80/L.12"), None),
            ("E-CN.7-2020-2.zh", Some("E/CN.7/2020/2"), Some(Lang::Zh)),
            ("ccpcj-28-draft-report-item-6.zh", None, Some(Lang::Zh)),
            ("A_note_on_2020", None, None),
        ] {
            let told = read(stem, &organs);
            assert_eq!((told.symbol.map(|s| s.to_string()).as_deref(), told.lang), (expected, lang), "{stem}");
        }
        assert_eq!(id("ccpcj 28.zh").map(|id| id.to_string()).as_deref(), Some("ccpcj-28"));
    }
}
