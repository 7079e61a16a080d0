//! Roman figures, as they number sessions, sections and the items of lists. In: a number, or what is printed. Out: the other. Figures that nobody
//! prints are none.

const FIGURES: [(u32, &str); 9] =
    [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

/// The figures of a number; none beyond 399, which no list has.
pub fn write(number: u32) -> Option<String> {
    let mut rest = Some(number).filter(|number| (1..400).contains(number))?;
    let mut figures = String::new();
    for (value, figure) in FIGURES {
        while rest >= value {
            figures.push_str(figure);
            rest -= value;
        }
    }
    Some(figures)
}

/// The number below a hundred that figures print: `XLVIII` is 48. No session and no section has a greater one, and `C` is a letter. `IIII` and `IC`
/// are none, `CIVIL` and `xiv` neither.
pub fn read(figures: &str) -> Option<u32> {
    let mut number = 0_u32;
    let mut rest = figures;
    for (value, figure) in FIGURES {
        while let Some(behind) = rest.strip_prefix(figure) {
            number = number.checked_add(value)?;
            rest = behind;
        }
    }
    let read = rest.is_empty() && (1..100).contains(&number) && write(number).as_deref() == Some(figures);
    read.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_are_written_and_others_are_none() {
        for (number, figures) in [
            (3, "III"),
            (7, "VII"),
            (14, "XIV"),
            (19, "XIX"),
            (24, "XXIV"),
            (29, "XXIX"),
            (49, "XLIX"),
            (62, "LXII"),
            (98, "XCVIII"),
        ] {
            assert_eq!((write(number).as_deref(), read(figures)), (Some(figures), Some(number)));
        }
        assert!((1..100).all(|number| write(number).and_then(|figures| read(&figures)) == Some(number)));
        for none in ["", "IIII", "IC", "VX", "IIX", "C", "CC", "CIVIL", "xiv", "1", "IA", "IM"] {
            assert_eq!(read(none), None, "{none}");
        }
        assert_eq!((write(399).as_deref(), write(0), write(400)), (Some("CCCXCIX"), None, None));
    }
}
