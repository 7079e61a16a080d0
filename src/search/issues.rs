//! What principal organs print on their resolutions, for a symbol that is typed and that nothing of the archive knows. In: the organs. Out: how
//! each numbers them, and before which numbers no text prints a symbol. The client makes the symbol that an official link needs; it knows no
//! organ itself.

use serde::Serialize;

use crate::model::{Bodies, Body, Kind, Numbering};

/// The rows of the first file of the index.
#[derive(Debug, Default, Serialize)]
pub(super) struct Issues<'a> {
    /// See `Row`.
    rows: Vec<Row<'a>>,
    /// What stands before the numbers of symbols that no text prints, as `A/DEC`.
    unprinted: Vec<&'a str>,
}

/// An organ, what stands before the numbers of its resolutions, a form of these, the first and the last session or year.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Row<'a>(&'a str, &'a str, Numbering, u32, u32);

/// The issues of some organs.
pub(super) fn issues(bodies: &Bodies) -> Issues<'_> {
    let kinds = [Kind::Resolution, Kind::Decision, Kind::Statement];
    let all = bodies.iter().flat_map(|body| kinds.into_iter().filter_map(|kind| body.issue(kind)));
    let mut unprinted: Vec<&str> = all.filter(|issue| !issue.official).map(|issue| issue.prefix.as_str()).collect();
    unprinted.sort_unstable();
    Issues { rows: bodies.iter().flat_map(rows).collect(), unprinted }
}

/// The rows of an organ; none of one whose numbers without a name are never its own.
fn rows(body: &Body) -> Vec<Row<'_>> {
    let id = body.id.0.as_str();
    let issue = body.issue(Kind::Resolution).filter(|issue| issue.official && !id.contains('/'));
    let row = |(prefix, form): (_, Numbering)| {
        let (first, last) = match form {
            Numbering::Session => body.sessions?,
            Numbering::Year | Numbering::NumberYear => body.years?,
            Numbering::Roman | Numbering::Special | Numbering::Organizational => return None,
        };
        Some(Row(id, prefix, form, first, last))
    };
    let forms = issue.into_iter().flat_map(|issue| issue.numbering.iter().map(|form| (issue.prefix.as_str(), *form)));
    forms.filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principal_organs_number_in_their_own_ways() {
        let rows: Vec<Body> = serde_yaml::from_str(include_str!("../../data/bodies.yaml")).unwrap();
        let bodies = Bodies::new(rows);
        let Issues { rows, unprinted } = issues(&bodies);
        assert!(rows.contains(&Row("A", "A/RES", Numbering::Session, 31, 99)), "{rows:?}");
        assert!(rows.contains(&Row("E", "E/RES", Numbering::Year, 1978, 2099)), "{rows:?}");
        assert!(rows.contains(&Row("S", "S/RES", Numbering::NumberYear, 1946, 2099)), "{rows:?}");
        assert!(rows.iter().all(|row| !row.0.contains('/')), "{rows:?}");
        assert!(unprinted.contains(&"A/DEC") && !unprinted.contains(&"A/RES"), "{unprinted:?}");
    }
}
