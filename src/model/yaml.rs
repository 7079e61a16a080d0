//! What is wrong with YAML, as messages tell it. In: an error of the reader of YAML. Out: the line, and the cause in one line. Never repeats
//! the place: whoever asks puts file and line before the cause.

/// The line that is wrong, counted from 1, and why. The reader ends its cause with the place, or draws it over several lines.
pub fn yaml_fault(error: &serde_yaml::Error) -> (u64, String) {
    let told = error.without_snippet().to_string();
    let why = told.lines().next().unwrap_or_default();
    let Some(place) = error.location() else { return (1, why.to_owned()) };
    let suffix = format!(" at line {}, column {}", place.line(), place.column());
    (place.line(), why.strip_suffix(&suffix).unwrap_or(why).to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_cause_stands_alone_and_in_one_line() {
        for (yaml, line, why) in [
            ("a: 1\nb: x\n", 2, "invalid u32"),
            ("a: 1\na: 2\n", 2, "duplicate mapping key: a, set DuplicateKeyPolicy in Options if acceptable"),
            ("- 1\n", 1, "expected mapping start"),
        ] {
            let error = serde_yaml::from_str::<BTreeMap<String, u32>>(yaml).unwrap_err();
            assert_eq!(yaml_fault(&error), (line, why.to_owned()));
        }
    }
}
