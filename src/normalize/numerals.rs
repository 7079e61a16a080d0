//! What printed figures, numerals and letters count, in any script. In: a numeral or a label as printed. Out: its value, or whether it follows
//! another. Never looks at what stands around it; that is `labels`.

const FIGURES: &str = "〇一二三四五六七八九";
/// The letters of items in their order, by script. Russian lists leave out ё and й, Arabic ones count in the old order of the alphabet.
pub const ALPHABETS: [&str; 3] =
    ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"];
/// Cyrillic letters that look like Latin ones, and these: Russian texts letter their items with either.
const LOOKALIKES: [(char, char); 6] = [('а', 'a'), ('с', 'c'), ('е', 'e'), ('о', 'o'), ('р', 'p'), ('х', 'x')];
/// The first Roman numbers.
pub const ROMANS: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/// A text with its Arabic-Indic and wide digits as ASCII ones.
pub fn folded(text: &str) -> String {
    text.chars().map(figure).collect()
}

/// An Arabic-Indic or wide digit as an ASCII one, any other character as it is.
pub fn figure(c: char) -> char {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return c,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// A number that is raised or stands between square brackets, as marks are copied, in plain figures.
pub fn lowered(mark: &str) -> String {
    let lower = |c: char| match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10).unwrap_or(c),
        _ => c,
    };
    mark.trim_matches(['[', ']']).chars().map(lower).collect()
}

/// Whether a text begins with a year: four figures and 年.
pub fn begins_with_year(after: &str) -> bool {
    let figures = after.bytes().take(5).take_while(u8::is_ascii_digit).count();
    figures == 4 && after[4..].trim_start().starts_with('年')
}

/// The value of a Chinese number below a hundred.
pub fn chinese(number: &str) -> Option<u32> {
    let (tens, ones) = number.split_once('十').map_or((None, number), |(tens, ones)| (Some(tens), ones));
    let figure = |text: &str| -> Option<u32> {
        let mut chars = text.chars();
        let value = FIGURES.chars().position(|c| Some(c) == chars.clone().next())?;
        chars.next();
        chars.next().is_none().then(|| u32::try_from(value).ok())?
    };
    let tens = match tens {
        None => 0,
        Some("") => 1,
        Some(tens) => figure(tens)?,
    };
    let ones = if ones.is_empty() && tens > 0 { 0 } else { figure(ones)? };
    Some(tens * 10 + ones)
}

/// The value of a Roman number in capitals or small letters.
pub fn roman(number: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = number.chars().map(value).collect::<Option<_>>()?;
    let mut sum: u32 = 0;
    let mut largest = 0;
    for value in values.into_iter().rev() {
        sum = if value < largest { sum.checked_sub(value)? } else { sum + value };
        largest = largest.max(value);
    }
    (sum > 0).then_some(sum)
}

/// The label that follows another: `(b)` after `(a)`, `(aa)` after `(z)`, `(iii)` after `(ii)`.
pub fn follows(label: &str, before: &str) -> bool {
    // `b.` follows `a.`, never `(a)`.
    if label.ends_with('.') != before.ends_with('.') {
        return false;
    }
    let bare = |label: &str| folded(label.trim_matches(['(', ')', '.']));
    let (label, before) = (bare(label), bare(before));
    // Spanish letters an item ñ between n and o.
    if matches!((before.as_str(), label.as_str()), ("n", "ñ") | ("ñ", "o")) {
        return true;
    }
    if let (Ok(label), Ok(before)) = (label.parse::<u32>(), before.parse::<u32>()) {
        return label == before + 1;
    }
    let latin = |label: &str| letter_value(&latinized(label));
    letter_value(&before).is_some_and(|value| letter_value(&label) == Some(value + 1))
        || latin(&before).is_some_and(|value| latin(&label) == Some(value + 1))
        || roman(&before).is_some_and(|value| roman(&label) == Some(value + 1))
}

/// A label with Latin letters for the Cyrillic ones that look like them.
fn latinized(label: &str) -> String {
    let latin = |c: char| LOOKALIKES.iter().find(|(cyrillic, _)| *cyrillic == c).map_or(c, |(_, latin)| *latin);
    label.chars().map(latin).collect()
}

/// The place of a label in (a) … (z), (aa) … (zz), or in the letters of another script.
pub fn letter_value(label: &str) -> Option<u32> {
    // `هـ` is the letter ه, drawn out so that it reads as one.
    let label = label.trim_end_matches('ـ');
    let first = label.chars().next()?;
    let same = label.chars().all(|c| c == first);
    let (place, length) = ALPHABETS
        .iter()
        .find_map(|letters| Some((letters.chars().position(|c| c == first)?, letters.chars().count())))?;
    let turns = label.chars().count();
    same.then(|| u32::try_from(place + length * (turns - 1) + 1).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_turn() {
        for (before, label, expected) in [
            ("(a)", "(b)", true),
            ("(z)", "(aa)", true),
            ("(aa)", "(bb)", true),
            ("(i)", "(ii)", true),
            ("a)", "b)", true),
            ("n)", "ñ)", true),
            ("ñ)", "o)", true),
            ("и)", "к)", true),
            ("b)", "с)", true),
            ("(د)", "(هـ)", true),
            ("(أ)", "(ج)", false),
            ("(b)", "(d)", false),
        ] {
            assert_eq!(follows(label, before), expected, "{before} {label}");
        }
        assert_eq!((roman("xiv"), roman("IX"), chinese("二十三")), (Some(14), Some(9), Some(23)));
    }
}
