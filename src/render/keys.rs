//! What a symbol says as words that a script can say in another language. In: a designation. Out: its words by their paths in the labels:
//! `bodies.A|sitting.session=67|thing.resolution=189`. Never says a word itself: `designation` puts them together, in a language whose
//! words are their own paths.

use super::{
    designation::Designation,
    labels::{Labels, Numerals, PartWords, SittingWords, ThingWords},
    view::WordKey,
};
use crate::model::{Bodies, Lang};

/// A language in which every word of a designation is the path to it.
pub struct Keys {
    labels: Labels,
    /// Without names a body is called by its prefix, by which the words have its name.
    nameless: Bodies,
}

impl Keys {
    /// What a designation does not say is taken from a real language.
    pub fn new(like: &Labels) -> Self {
        let path = |kind: &str, word: &str| format!("{kind}.{word}={{n}}");
        let sitting = |word| path("sitting", word);
        let thing = |word| path("thing", word);
        let part = |word| path("part", word);
        let labels = Labels {
            joiner: "|".to_owned(),
            numerals: Numerals::Figures,
            sitting: SittingWords {
                session: sitting("session"),
                first_session: None,
                special: sitting("special"),
                first_special: None,
                emergency: sitting("emergency"),
                first_emergency: None,
                year: sitting("year"),
                none: "sitting.none".to_owned(),
            },
            thing: ThingWords {
                resolution: thing("resolution"),
                decision: thing("decision"),
                statement: thing("statement"),
                document: thing("document"),
                text: "thing.text".to_owned(),
            },
            part: PartWords {
                letter: part("letter"),
                add: part("add"),
                rev: part("rev"),
                corr: part("corr"),
                amend: part("amend"),
            },
            ..like.clone()
        };
        Self { labels, nameless: Bodies::default() }
    }

    /// The words of a designation.
    pub fn of(&self, designation: &Designation) -> WordKey {
        format!("bodies.{}", designation.say(&self.labels, &self.nameless, Lang::En)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Symbol, render::labels::Words};

    #[test]
    fn a_designation_as_paths_to_its_words() {
        let words = Words::load(None).unwrap();
        let keys = Keys::new(words.of(Lang::Fr));
        let rows = serde_yaml::from_str(include_str!("../../data/bodies.yaml")).unwrap();
        let bodies = Bodies::new(rows);
        for (symbol, key) in [
            ("A/RES/1/20", "bodies.A|sitting.session=1|thing.resolution=20"),
            ("A/RES/57/270B", "bodies.A|sitting.session=57|thing.resolution=270|part.letter=B"),
            ("S/RES/2331(2016)", "bodies.S|sitting.year=2016|thing.resolution=2331"),
            ("E/CN.15/2019/7/Corr.1", "bodies.E/CN.15|sitting.year=2019|thing.document=7|part.corr=1"),
            ("A/CONF.213/PM.1", "bodies.A|thing.document=CONF.213/PM.1"),
        ] {
            assert_eq!(keys.of(&Designation::of(&Symbol::parse(symbol).unwrap(), &bodies)), key);
        }
    }
}
