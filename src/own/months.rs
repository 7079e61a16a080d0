//! The months as a data file lists them. In: names in order. Out: the number of a month that a text prints. A list with one too few would
//! shift every date behind it without a word, so that it is refused.

use serde::Deserialize;

/// How many a year has.
const YEAR: usize = 12;

/// The months in words, January first, and once more for each other way to print them; none where dates are figures.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Months(Vec<String>);

impl TryFrom<Vec<String>> for Months {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Self, String> {
        if names.iter().any(|name| name.trim().is_empty()) {
            return Err("one of the months has no name".to_owned());
        }
        if !names.len().is_multiple_of(YEAR) {
            return Err(format!(
                "these are {} months: there must be {YEAR}, January first, or {YEAR} for each way to print them",
                names.len()
            ));
        }
        Ok(Self(names))
    }
}

impl Months {
    /// As they are printed.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Which of the year a printed month is, in capitals or not.
    pub fn number(&self, printed: &str) -> Option<i8> {
        let printed = printed.to_lowercase();
        let at = self.0.iter().position(|name| name.to_lowercase() == printed)?;
        i8::try_from(at % YEAR + 1).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_of_whole_years() {
        let names = |count: usize| (0..count).map(|n| format!("Month{n}")).collect::<Vec<_>>();
        for (count, whole) in [(0, true), (1, false), (11, false), (12, true), (13, false), (24, true)] {
            assert_eq!(Months::try_from(names(count)).is_ok(), whole, "{count}");
        }
        let months = Months::try_from(names(24)).unwrap();
        for (printed, number) in [("Month0", Some(1)), ("MONTH13", Some(2)), ("month24", None)] {
            assert_eq!(months.number(printed), number, "{printed}");
        }
        assert!(Months::try_from(vec![String::new(); 12]).is_err());
    }
}
