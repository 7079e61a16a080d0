//! Words put together: dates, numbers, counted things, places, pinpoints. In: values and the labels of a language. Out: text of
//! that language, unescaped. Never looks at the archive.

use std::fmt::Display;

use super::{
    labels::{Labels, Numerals, PluralRule},
    view::{Count, WordKey},
};
use crate::model::{At, Basis, DocType, Forms, Pinpoint, When};

/// What is counted on pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Documents held.
    Documents,
    /// Texts, held or not.
    Symbols,
    /// Those of them that are held.
    Held,
    /// Texts cited and not held.
    Unheld,
    /// Citations.
    Citations,
    /// Documents that cite a text.
    Citing,
    /// Mentions of a text: a document may have many.
    Mentions,
    /// Bodies.
    Bodies,
    /// What a list leaves out.
    More,
}

/// Puts a value into the place that a pattern leaves for it: `session {n}`.
pub fn fill(pattern: &str, value: impl Display) -> String {
    pattern.replace("{n}", &value.to_string())
}

impl Labels {
    /// `18 December 2008`, `2008年12月18日`.
    pub fn say_date(&self, date: When) -> String {
        let date = match date {
            When::Day(day) => day,
            When::Year(year) => return self.sitting.year.replace("{n}", &year.to_string()),
        };
        let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let month = self.date.months.get(month).map_or("", String::as_str);
        let day = match (&self.date.first_day, date.day()) {
            (Some(first), 1) => first.clone(),
            (_, day) => day.to_string(),
        };
        self.date.full.replace("{day}", &day).replace("{month}", month).replace("{year}", &date.year().to_string())
    }

    /// `12,345`.
    pub fn say_number(&self, number: usize) -> String {
        let figures = number.to_string();
        if figures.len() < self.group.from {
            return figures;
        }
        let mut said = String::new();
        for (i, figure) in figures.chars().enumerate() {
            if i > 0 && (figures.len() - i).is_multiple_of(3) {
                said.push_str(&self.group.mark);
            }
            said.push(figure);
        }
        said
    }

    /// A counted thing, with what a script needs to say it in another language.
    pub fn count(&self, of: Counted, number: usize) -> Count {
        let (name, forms) = match of {
            Counted::Documents => ("documents", &self.count.documents),
            Counted::Symbols => ("symbols", &self.count.symbols),
            Counted::Held => ("held", &self.count.held),
            Counted::Unheld => ("unheld", &self.count.unheld),
            Counted::Citations => ("citations", &self.count.citations),
            Counted::Citing => ("citing", &self.count.citing),
            Counted::Mentions => ("mentions", &self.count.mentions),
            Counted::Bodies => ("bodies", &self.count.bodies),
            Counted::More => ("more", &self.count.more),
        };
        Count { of: name, n: number, text: self.say_count(forms, number) }
    }

    /// `1 document`, `2 documents`.
    fn say_count(&self, forms: &Forms, number: usize) -> String {
        let (tens, ones) = (number % 100, number % 10);
        let form = match self.plural {
            PluralRule::English | PluralRule::Arabic if number == 1 => &forms.one,
            PluralRule::French if number < 2 => &forms.one,
            PluralRule::Slavic if ones == 1 && tens != 11 => &forms.one,
            PluralRule::Slavic if (2..=4).contains(&ones) && !(12..=14).contains(&tens) => &forms.few,
            PluralRule::Slavic => &forms.many,
            PluralRule::Arabic if number == 0 => &forms.zero,
            PluralRule::Arabic if number == 2 => &forms.two,
            PluralRule::Arabic if (3..=10).contains(&tens) => &forms.few,
            PluralRule::Arabic if tens > 10 => &forms.many,
            PluralRule::None | PluralRule::English | PluralRule::French | PluralRule::Arabic => &None,
        };
        fill(form.as_ref().unwrap_or(&forms.other), self.say_number(number))
    }

    /// The number of a session, in the numerals that the language sets it in.
    pub fn say_ordinal(&self, number: u32) -> String {
        match self.numerals {
            Numerals::Figures => number.to_string(),
            Numerals::Chinese => chinese(number),
        }
    }

    /// `para. 13`, `preamble, para. 4`.
    pub fn say_place(&self, at: &At) -> String {
        let words = &self.place;
        match at {
            At::Front => words.front.clone(),
            At::Summary => words.summary.clone(),
            At::Preamble(n) => fill(&words.preamble, n),
            At::Paragraph(n) => fill(&words.paragraph, n),
            At::Annex(label, number) => {
                let annex = label.as_ref().map_or_else(|| words.annex.clone(), |label| fill(&words.annex_n, label));
                match number {
                    Some(number) => format!("{annex}{}{}", self.comma, fill(&words.paragraph, number)),
                    None => annex,
                }
            }
            At::Note(label) => fill(&words.note, label),
            At::Heading => words.heading.clone(),
            At::Tail => words.tail.clone(),
        }
    }

    /// `para. 11 (j)`, `annex II`.
    pub fn say_pinpoint(&self, pinpoint: &Pinpoint) -> String {
        let words = &self.pinpoint;
        match pinpoint {
            Pinpoint::Paragraph(n, None) => fill(&words.paragraph, n),
            Pinpoint::Paragraph(n, Some(item)) => fill(&words.paragraph, format_args!("{n} ({item})")),
            Pinpoint::Annex(None) => words.annex.clone(),
            Pinpoint::Annex(Some(label)) => fill(&words.annex_n, label),
            Pinpoint::Section(label) => fill(&words.section, label),
            Pinpoint::Chapter(label) => fill(&words.chapter, label),
        }
    }

    /// Why a citation leads where it leads.
    pub fn say_basis(&self, basis: Basis) -> &str {
        match basis {
            Basis::Symbol => &self.basis.symbol,
            Basis::Named => &self.basis.named,
            Basis::Enumeration => &self.basis.enumeration,
            Basis::Context => &self.basis.context,
            Basis::Issuer => &self.basis.issuer,
            Basis::Form => &self.basis.form,
            Basis::Antecedent => &self.basis.antecedent,
        }
    }

    /// What sort of document.
    pub fn say_doc_type(&self, doc_type: DocType) -> &str {
        match doc_type {
            DocType::Resolution => &self.doc_type.resolution,
            DocType::Decision => &self.doc_type.decision,
            DocType::Report => &self.doc_type.report,
            DocType::Note => &self.doc_type.note,
            DocType::Draft => &self.doc_type.draft,
            DocType::Letter => &self.doc_type.letter,
            DocType::Statement => &self.doc_type.statement,
            DocType::Document => &self.doc_type.document,
        }
    }
}

/// The word of `data/labels` for a sort of document.
pub const fn doc_type_key(doc_type: DocType) -> &'static str {
    match doc_type {
        DocType::Resolution => "doc_type.resolution",
        DocType::Decision => "doc_type.decision",
        DocType::Report => "doc_type.report",
        DocType::Note => "doc_type.note",
        DocType::Draft => "doc_type.draft",
        DocType::Letter => "doc_type.letter",
        DocType::Statement => "doc_type.statement",
        DocType::Document => "doc_type.document",
    }
}

/// The word that a body's name is.
pub fn body_key(body: &str) -> WordKey {
    format!("bodies.{body}").into()
}

/// The word that a place is, or the two that it is put together of.
pub fn place_key(at: &At) -> WordKey {
    match at {
        At::Front => "place.front".into(),
        At::Summary => "place.summary".into(),
        At::Preamble(n) => format!("place.preamble={n}").into(),
        At::Paragraph(n) => format!("place.paragraph={n}").into(),
        At::Annex(label, number) => {
            let annex =
                label.as_ref().map_or_else(|| "place.annex".to_owned(), |label| format!("place.annex_n={label}"));
            number
                .as_ref()
                .map_or_else(|| annex.clone().into(), |number| format!("{annex}|place.paragraph={number}").into())
        }
        At::Note(label) => format!("place.note={label}").into(),
        At::Heading => "place.heading".into(),
        At::Tail => "place.tail".into(),
    }
}

/// The word that a pinpoint is.
pub fn pinpoint_key(pinpoint: &Pinpoint) -> WordKey {
    match pinpoint {
        Pinpoint::Paragraph(n, None) => format!("pinpoint.paragraph={n}").into(),
        Pinpoint::Paragraph(n, Some(item)) => format!("pinpoint.paragraph={n} ({item})").into(),
        Pinpoint::Annex(None) => "pinpoint.annex".into(),
        Pinpoint::Annex(Some(label)) => format!("pinpoint.annex_n={label}").into(),
        Pinpoint::Section(label) => format!("pinpoint.section={label}").into(),
        Pinpoint::Chapter(label) => format!("pinpoint.chapter={label}").into(),
    }
}

/// The word that a basis is.
pub fn basis_key(basis: Basis) -> WordKey {
    format!("basis.{basis}").into()
}

/// Chinese numerals below a thousand: 六十七, 十一, 一百零五.
fn chinese(number: u32) -> String {
    const FIGURES: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let figure = |n: u32| FIGURES.get((n % 10) as usize).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    if hundreds > 9 || number == 0 {
        return number.to_string();
    }
    let mut said = String::new();
    if hundreds > 0 {
        said.push_str(figure(hundreds));
        said.push('百');
    }
    if tens > 1 || (tens == 1 && hundreds > 0) {
        said.push_str(figure(tens));
    }
    if tens > 0 {
        said.push('十');
    } else if hundreds > 0 && ones > 0 {
        said.push('零');
    }
    if ones > 0 {
        said.push_str(figure(ones));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Lang, render::labels::Words};

    #[test]
    fn chinese_session_numbers() {
        for (number, said) in
            [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (67, "六十七"), (105, "一百零五"), (110, "一百一十")]
        {
            assert_eq!(chinese(number), said);
        }
    }

    #[test]
    fn the_words_of_a_place_in_an_annex() {
        for (place, key) in [
            ("annex", "place.annex"),
            ("annex-II", "place.annex_n=II"),
            ("annex.para-2", "place.annex|place.paragraph=2"),
            ("annex-II.para-75.3", "place.annex_n=II|place.paragraph=75.3"),
        ] {
            assert_eq!(place_key(&place.parse().unwrap()), key);
        }
    }

    #[test]
    fn dates_as_each_language_writes_them() {
        let words = Words::load(None).unwrap();
        let date = jiff::civil::date(2008, 12, 18);
        let said: Vec<String> = Lang::ALL.into_iter().map(|lang| words.of(lang).say_date(When::Day(date))).collect();
        assert_eq!(
            said,
            [
                "18 كانون الأول/ديسمبر 2008",
                "18 December 2008",
                "18 de diciembre de 2008",
                "18 décembre 2008",
                "18 декабря 2008 года",
                "2008年12月18日",
            ]
        );
        assert_eq!(words.of(Lang::Fr).say_date(When::Day(jiff::civil::date(2008, 5, 1))), "1er mai 2008");
    }

    #[test]
    fn counted_things_are_inflected() {
        let words = Words::load(None).unwrap();
        let say = |lang: Lang, n| words.of(lang).say_count(&words.of(lang).count.documents, n);
        assert_eq!([1, 2, 12_345].map(|n| say(Lang::En, n)), ["1 document", "2 documents", "12,345 documents"]);
        assert_eq!([0, 1, 2].map(|n| say(Lang::Fr, n)), ["0 document", "1 document", "2 documents"]);
        assert_eq!(
            [1, 2, 5, 11, 21, 112].map(|n| say(Lang::Ru, n)),
            ["1 документ", "2 документа", "5 документов", "11 документов", "21 документ", "112 документов"]
        );
        assert_eq!(
            [1, 2, 3, 11, 100].map(|n| say(Lang::Ar, n)),
            ["وثيقة واحدة", "وثيقتان", "3 وثائق", "11 وثيقة", "100 وثيقة"]
        );
    }
}
