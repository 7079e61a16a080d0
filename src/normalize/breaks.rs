//! Parts a text where print does it with a row of stars. In: pages and the notes printed on them. Out: the same without the stars, a gap in
//! their place. Takes no star that marks a note: one or two are none of a break, and three may be the mark of the third.

use std::collections::BTreeSet;

use super::sheets::{Furniture, Gap, Line, Note, Page, SetAside};

/// A row that parts a text has no fewer stars.
const FEWEST: usize = 3;

/// Whether a line is a row of stars: `***`, `* * *`.
pub fn is_break(plain: &str) -> bool {
    plain.bytes().all(|b| b == b'*' || b == b' ') && plain.bytes().filter(|b| *b == b'*').count() >= FEWEST
}

/// Sets the stars aside.
pub fn set(pages: &mut [Page], notes: &[Note], set_aside: &mut Vec<SetAside>) {
    let labels: BTreeSet<&str> = notes.iter().map(|note| note.label.as_str()).collect();
    for page in pages {
        let mut parts = false;
        page.body.retain_mut(|line: &mut Line| {
            if is_break(&line.text.plain) && !labels.contains(line.text.plain.as_str()) {
                set_aside.push(SetAside::new(line.number, Furniture::Rule, line.text.plain.as_str()));
                parts = true;
                return false;
            }
            if std::mem::take(&mut parts) && line.gap == Gap::None {
                line.gap = Gap::Blank;
            }
            true
        });
    }
}
