//! Which paragraphs a text has, for a symbol that is typed with the number of one. In: the places of a text. Out: their numbers as runs, one behind
//! another: `1-36 75.1-26 annex-II.para-1-9 pre-1-5`. Leaves out what nobody types, as `4bis`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::At;

/// The runs of a text: what stands before the numbers in an anchor, without the `para-` of the main text, the first number and the last.
pub(super) fn runs<'p>(places: impl Iterator<Item = &'p At>) -> String {
    let mut series: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for at in places {
        let value = match at {
            At::Preamble(value) => Some(*value),
            at => {
                at.paragraph().and_then(|number| number.value().filter(|value| value.to_string() == number.printed()))
            }
        };
        let anchor = at.to_string();
        let Some((value, before)) = value.and_then(|value| Some((value, anchor.strip_suffix(&value.to_string())?)))
        else {
            continue;
        };
        series.entry(before.strip_prefix("para-").unwrap_or(before).to_owned()).or_default().insert(value);
    }
    let of_series = |(before, numbers): (&String, &BTreeSet<u32>)| {
        let numbers: Vec<u32> = numbers.iter().copied().collect();
        let run = |run: &[u32]| Some(format!("{before}{}-{}", run.first()?, run.last()?));
        numbers.chunk_by(|a, b| a + 1 == *b).filter_map(run).collect::<Vec<_>>()
    };
    series.iter().flat_map(of_series).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_runs_by_where_they_stand() {
        for (places, wanted) in [
            ("front tail fn-1", ""),
            ("pre-1 pre-2 para-1 para-07", "1-1 pre-1-2"),
            ("para-1 para-10 para-2 para-3 para-12 para-4bis", "1-3 10-10 12-12"),
            ("para-75 para-75.1 para-75.2 annex.para-1 annex.para-2", "75-75 75.1-2 annex.para-1-2"),
            ("annex-1.para-1 annex-II annex-II.para-7.1 fn-3", "annex-1.para-1-1 annex-II.para-7.1-1"),
        ] {
            let places: Vec<At> = places.split(' ').map(|place| place.parse().unwrap()).collect();
            assert_eq!(runs(places.iter()), wanted);
        }
    }
}
