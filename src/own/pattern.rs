//! Patterns as data files have them. In: a pattern as written. Out: the pattern compiled, or in one line why it cannot be used. Never draws
//! the place, as the regex crate does over several lines: the message already names the line of the file.

use regex::Regex;

/// More of a pattern than this many characters is more than a message needs to show which one it is.
const SHOWN: usize = 60;

/// A pattern, compiled.
///
/// # Errors
/// Why it is none.
pub fn pattern(written: &str) -> Result<Regex, String> {
    Regex::new(written).map_err(|error| format!("`{}` is no pattern: {}", shown(written), why(&error.to_string())))
}

/// Which group a pattern lacks, of those whose text is asked for; `None` where it has them all.
pub fn lacking(form: &Regex, groups: &[&str]) -> Option<String> {
    let has = |group: &str| form.capture_names().flatten().any(|name| name == group);
    let group = groups.iter().find(|group| !has(group))?;
    Some(format!("`{}` lacks the group `(?P<{group}>…)`", shown(form.as_str())))
}

fn shown(written: &str) -> String {
    match written.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}

/// What the regex crate says behind its drawing.
pub fn why(error: &str) -> &str {
    let behind = error.rsplit_once("error: ").map_or(error, |(_, why)| why);
    behind.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_pattern_is_one_line() {
        assert_eq!(pattern("a(").unwrap_err(), "`a(` is no pattern: unclosed group");
        assert_eq!(pattern(&format!("{}(", "a".repeat(90))).unwrap_err().lines().count(), 1);
        let form = pattern("(?P<day>x)(?P<year>y)").unwrap();
        assert_eq!(lacking(&form, &["day", "year"]), None);
        assert!(lacking(&form, &["day", "month"]).unwrap().ends_with("lacks the group `(?P<month>…)`"));
    }
}
