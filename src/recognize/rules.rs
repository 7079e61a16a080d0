//! The rows of the grammar as the data files of languages and of look-alikes print them. In: YAML. Out: rows with the lines they stand on.
//! Refuses keys it does not know; what the rows mean is `lexer`'s.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Spanned;

use super::symbol_rows::VolumeRow;
use crate::model::{Kind, Lang};

/// What a lexeme means to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Means {
    /// `resolution`, `القرار`, `决议`.
    Resolution,
    /// `decision`.
    Decision,
    /// `President's statement`.
    Statement,
    /// `its`, `其`: what follows is the sentence's subject's.
    Possessive,
    /// `paragraph 13`, `第13段`.
    Paragraph,
    /// `sub-paragraph (a)`: the lettered part of a paragraph.
    SubParagraph,
    /// `annex II`.
    Annex,
    /// `section XI`.
    Section,
    /// `chap. IV`.
    Chapter,
    /// A part that has no form as a pinpoint, but is the outer one of those after it: `part two`, `appendix IV`.
    OtherPart,
    /// `above`, `below`: the paragraph is of the same text.
    Above,
    /// `the present resolution`.
    Present,
    /// `ibid.`, `同上`.
    Ibid,
    /// `18 December 2008`.
    Date,
    /// `and`, `as well as`.
    And,
    /// `to` in a range.
    Range,
    /// Words that may stand between members of a list or before a number: `in particular`, `No.`.
    Skip,
    /// The last of many that are not all named: `the latest being 31/13`, `most recently 77/12`; their noun may stand far before.
    Latest,
    /// `p. 5`, `note 5`: a place in print that has no form as a pinpoint; what is counted behind it is no addendum.
    Page,
    /// Joins a part to what it is part of: `of`, `of the`, `annexed to`.
    Of,
    /// Opens a sentence whose subject comes later: `In its resolution …, the Assembly`.
    Opening,
    /// `article 32`: paragraphs after it are the article's.
    Article,
    /// `vol. 999`, `2583rd meeting`: what a series is counted by; ibid. before it stands for the series.
    Series,
    /// A name of a treaty, an organ or a publication that holds other names: nothing inside it is read.
    Name,
}

impl Means {
    /// The kind of thing that a noun announces.
    pub(super) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Resolution => Some(Kind::Resolution),
            Self::Decision => Some(Kind::Decision),
            Self::Statement => Some(Kind::Statement),
            _ => None,
        }
    }

    /// Whether it names a part of a document.
    pub(super) const fn is_part(self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::SubParagraph | Self::Annex | Self::Section | Self::Chapter | Self::OtherPart
        )
    }
}

/// A text in which a rule finds a target (and a pinpoint, where the rule is about one).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) text: Spanned<String>,
    pub(super) target: String,
    #[serde(default)]
    pub(super) pinpoint: Option<String>,
    /// The issuing body, where the example needs one.
    #[serde(default)]
    pub(super) issuer: Option<String>,
}

/// A rule of a language: a pattern for words that make a citation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) name: Spanned<String>,
    pub(super) means: Means,
    pub(super) pattern: Spanned<String>,
    pub(super) examples: Vec<Example>,
    /// Texts in which nothing is cited although they hold like words.
    pub(super) counter: Vec<Spanned<String>>,
}

/// Words that only join or part others: they cite nothing alone, so that their examples are those of the rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Word {
    pub(super) means: Means,
    pub(super) pattern: Spanned<String>,
}

/// Where a noun stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum NounPlace {
    /// `resolution 63/195`.
    BeforeNumber,
    /// `第63/195号决议`.
    AfterNumber,
}

/// `data/citations/LANG.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    pub(super) lang: Lang,
    pub(super) noun: NounPlace,
    /// Named pieces of patterns.
    #[serde(default)]
    pub(super) pieces: BTreeMap<String, String>,
    /// Words that print a part's letter: `ألف` is `A`.
    #[serde(default)]
    pub(super) letters: BTreeMap<String, String>,
    /// Words that print a number of a chapter, section or annex: `الثاني`, `二` are `II`.
    #[serde(default)]
    pub(super) ordinals: BTreeMap<String, String>,
    /// What may stand behind a body's full name and is no other's: ` of the United Nations`.
    #[serde(default)]
    pub(super) of_un: Option<String>,
    /// What may stand between a number and the body after it: `of the`.
    pub(super) of_body: Spanned<String>,
    /// The case of a name that owns the number right before it, where no word joins the two: in another case it is who acts.
    #[serde(default)]
    pub(super) owns: Option<Spanned<String>>,
    /// A word right behind a paragraph's number that owns the paragraph, where case alone tells so: `в пункте 3 письма`.
    #[serde(default)]
    pub(super) owner: Option<Spanned<String>>,
    /// Whether a body's name is part of what stands right behind it: `General Assembly resolution`. Elsewhere such a name is the subject.
    #[serde(default)]
    pub(super) attributive: bool,
    /// The words before a name that make it what something is done to or of: `du` in `le mandat du Groupe de travail`.
    #[serde(default)]
    pub(super) governs: Option<Spanned<String>>,
    /// A name whose ending or beginning tells the same: `мандат Рабочей группы`.
    #[serde(default)]
    pub(super) oblique: Option<Spanned<String>>,
    /// The names that a possessive of one gender can stand for.
    #[serde(default)]
    pub(super) agreement: Vec<Agreement>,
    /// Words that begin a clause with a subject of its own: `that` in `noted that, in resolution 63/5, the Assembly had asked`.
    #[serde(default)]
    pub(super) clause: Option<Spanned<String>>,
    /// Whether commas stand around what a text says between subject and verb: `the Court, in its decision 4/1, held`.
    #[serde(default)]
    pub(super) apart: bool,
    /// To whom a text is given.
    #[serde(default)]
    pub(super) addressed: Option<AddressedRows>,
    /// What ties a body to a number that it does not stand with.
    #[serde(default)]
    pub(super) tied: Option<TiedRows>,
    /// Treaties that have a conference of the parties.
    #[serde(default)]
    pub(super) treaties: Vec<TreatyRow>,
    /// What goes on behind the name of a conference whose treaty was named before.
    #[serde(default)]
    pub(super) own_treaty: Option<Spanned<String>>,
    /// Names of bodies that no list has.
    #[serde(default)]
    pub(super) foreign: Option<ForeignRows>,
    /// Numbers without their year.
    #[serde(default)]
    pub(super) untold: Option<UntoldRows>,
    /// What may stand before a sentence's first body without making it any less the subject: `the`.
    pub(super) article: Spanned<String>,
    /// Words right before a name, where words are written without spaces: behind anything else it is the end of a longer name.
    #[serde(default)]
    pub(super) before_name: Option<Spanned<String>>,
    /// Names that are the end of no longer one.
    #[serde(default)]
    pub(super) whole_name: Option<Spanned<String>>,
    /// What may stand between a number and the noun behind it: `号各项有关`.
    #[serde(default)]
    pub(super) to_noun: Option<Spanned<String>>,
    /// What stands right behind a share of something that goes on with a list like a number: ` of the members` in `resolution 16/21 and 2/3 of the
    /// members`.
    #[serde(default)]
    pub(super) share: Option<Spanned<String>>,
    /// The word that pairs numbers with the bodies behind them: `respectively`.
    #[serde(default)]
    pub(super) respectively: Option<Spanned<String>>,
    /// What begins the title of a resolution behind its number: `on`, `concerning`.
    #[serde(default)]
    pub(super) titled: Option<Spanned<String>>,
    /// What stands right behind a part of a text that tells of another text: `Chapter II` ` of the report contains` `Council resolution 24/24`.
    #[serde(default)]
    pub(super) recounts: Option<Spanned<String>>,
    /// Volumes and parts that are documents of their own, beside those that all languages print.
    #[serde(default)]
    pub(super) volumes: Vec<VolumeRow>,
    /// What stands before a text that a note says to see as well: an ibid. of the next note stands for another.
    #[serde(default)]
    pub(super) also: Option<Spanned<String>>,
    /// Words after which a full stop ends no sentence.
    #[serde(default)]
    pub(super) abbreviations: Vec<String>,
    pub(super) words: Vec<Word>,
    pub(super) rules: Vec<Rule>,
}

/// Which names a possessive can stand for, by their gender: قرارها is الجمعية's, and not الفريق's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agreement {
    /// The possessive as the group `its` captures it.
    pub(super) its: String,
    pub(super) owner: Spanned<String>,
}

/// What stands around the name of one to whom a text is given: `transmitted to the` Assembly `its resolution`. Each is a pattern.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressedRows {
    /// Right before the name: what is done, and the preposition.
    pub(super) to: Spanned<String>,
    /// Right before the name of one that hands it on: `, through the`.
    pub(super) through: Spanned<String>,
    /// From the name to the end of the noun, or to the number where the noun comes last.
    pub(super) given: Spanned<String>,
    /// What begins behind the mention, where words are written without spaces: behind anything else it describes what is given.
    #[serde(default)]
    pub(super) alone: Option<Spanned<String>>,
    /// From what is given to the next that is: `and`.
    pub(super) also: Spanned<String>,
}

/// A treaty as texts name it, and the body that is its conference of the parties, where it is one of those here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TreatyRow {
    pub(super) pattern: Spanned<String>,
    #[serde(default)]
    pub(super) body: Option<String>,
}

/// What ties a body to a number that it does not stand with. Each is a pattern.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TiedRows {
    /// Right before a name behind the number: `, adopted by the`.
    #[serde(default)]
    pub(super) adopts: Option<Spanned<String>>,
    /// Right before a number that somebody adopts who is named behind it: `the adoption of`.
    #[serde(default)]
    pub(super) adoption: Option<Spanned<String>>,
    /// Right before the name of him: `by the`.
    #[serde(default)]
    pub(super) by: Option<Spanned<String>>,
    /// Right before a name behind the number, which acts by it: `in which the`.
    #[serde(default)]
    pub(super) within: Option<Spanned<String>>,
    /// A name in the case of one who acts, where names have cases.
    #[serde(default)]
    pub(super) acts: Option<Spanned<String>>,
    /// From the name of one who asks or makes somebody to the name of that: `has requested the`.
    #[serde(default)]
    pub(super) asks: Option<Spanned<String>>,
    /// Right before a number that somebody acts under and did not give: `in the light of`.
    #[serde(default)]
    pub(super) under: Option<Spanned<String>>,
}

/// How names of bodies look that no list has; the group `name` of each pattern is the name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ForeignRows {
    /// How a name ends right before a number.
    #[serde(default)]
    pub(super) ahead: Option<Spanned<String>>,
    /// What may stand between such a name and the number.
    #[serde(default)]
    pub(super) leads: Option<Spanned<String>>,
    /// How the last word of such a name begins where it is a person's.
    #[serde(default)]
    pub(super) persons: Option<Spanned<String>>,
    /// Who acts right behind a number that a possessive has: `In its resolution 18/3, the Egmont Group requested`.
    #[serde(default)]
    pub(super) acts: Option<Spanned<String>>,
    /// Who speaks right before a noun: the `Egmont Group`, in its decision.
    #[serde(default)]
    pub(super) speaks: Option<Spanned<String>>,
    /// Right behind a number and its date: ` de la Fiscalía General`.
    #[serde(default)]
    pub(super) behind: Option<Spanned<String>>,
    /// From a noun to its number: `قرار النائب العام`.
    #[serde(default)]
    pub(super) between: Option<Spanned<String>>,
    /// Right behind a name that bodies share, which it makes another's: `Council` of Foreign Ministers.
    #[serde(default)]
    pub(super) glued: Option<Spanned<String>>,
    /// Right before such a name: Arctic `Council`.
    #[serde(default)]
    pub(super) before: Option<Spanned<String>>,
    /// What stands before a shared name that does something, so that what follows is no part of its name: `by the`.
    #[serde(default)]
    pub(super) agent: Option<Spanned<String>>,
    /// How such a name begins where it is none, or one of a body here.
    #[serde(default)]
    pub(super) known: Option<Spanned<String>>,
}

/// What tells a number without its year from other figures, and whose it is. Each is a pattern.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UntoldRows {
    /// A noun of one: behind it no list goes on.
    #[serde(default)]
    pub(super) one: Option<Spanned<String>>,
    /// A noun of more than one: behind it a year alone is no number.
    #[serde(default)]
    pub(super) many: Option<Spanned<String>>,
    /// What may stand right behind a number, and is no thing that figures count.
    #[serde(default)]
    pub(super) plain: Option<Spanned<String>>,
    /// What stands right behind figures that count it, and stand behind a noun by chance: `days`.
    #[serde(default)]
    pub(super) counted: Option<Spanned<String>>,
    /// From a body's name to the noun of what it gave: `adopted`.
    #[serde(default)]
    pub(super) acts: Option<Spanned<String>>,
    /// From a sentence's subject to the noun of what it speaks in: `, in its`.
    #[serde(default)]
    pub(super) says: Option<Spanned<String>>,
    /// From a sentence's beginning to the noun, where who acts comes later: `By`.
    #[serde(default)]
    pub(super) opens: Option<Spanned<String>>,
    /// Right before the noun, where a body takes up its own: `Recalling`.
    #[serde(default)]
    pub(super) recalls: Option<Spanned<String>>,
    /// Right before the noun, where somebody gives a number: `adopted`.
    #[serde(default)]
    pub(super) gives: Option<Spanned<String>>,
    /// Right before the noun of what is no resolution yet: `draft`.
    #[serde(default)]
    pub(super) draft: Option<Spanned<String>>,
    /// Right before a name that is the end of a longer one: National `Security Council`. The group `name` is what `known` is tried on.
    #[serde(default)]
    pub(super) longer: Option<Spanned<String>>,
    /// Right behind a name that is the beginning of a longer one: `Security Council` of Ukraine.
    #[serde(default)]
    pub(super) owned: Option<Spanned<String>>,
    /// Right behind a number that somebody owns: `resolution 112` of Pakistan.
    #[serde(default)]
    pub(super) owner: Option<Spanned<String>>,
}

/// Something that looks like a citation and is none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lookalike {
    pub(super) name: Spanned<String>,
    /// Why it is none, as a sentence.
    pub(super) reason: String,
    pub(super) pattern: Spanned<String>,
    /// Texts that hold it and cite nothing.
    pub(super) examples: Vec<Spanned<String>>,
    /// A text that looks alike and does cite.
    pub(super) counter: Vec<Example>,
}

/// Names of organs and organizations whose resolutions have no target here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherBodies {
    pub(super) lang: Lang,
    /// Names that begin with a body's own name and are longer: tried before it.
    #[serde(default)]
    pub(super) longer: Vec<Spanned<String>>,
    pub(super) names: Vec<Spanned<String>>,
    /// Authorities of States, whose decisions are numbered too: they own only what stands right with them.
    #[serde(default)]
    pub(super) strangers: Vec<Spanned<String>>,
    /// Those of `names` that number nothing as bodies here do: a number near them is theirs only where it stands with them.
    #[serde(default)]
    pub(super) silent: Vec<Spanned<String>>,
    /// Those of `names` that adopt decisions and no resolutions: a resolution in brackets behind one of them set it up.
    #[serde(default)]
    pub(super) unresolving: Vec<Spanned<String>>,
}

/// `data/lookalikes.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookalikeRows {
    pub(super) lookalikes: Vec<Lookalike>,
    pub(super) other_bodies: Vec<OtherBodies>,
}
