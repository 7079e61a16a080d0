//! Pictures, as SVG that is also text to a screen reader. In: bars, or rows of texts. Out: SVG. Colours and fonts are the
//! style sheet's: nothing here sets a style, which the content security policy would refuse.

use std::fmt::Write as _;

use super::escape::escape;

/// A year and its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Under the bar.
    pub label: String,
    /// Its height.
    pub value: usize,
}

const WIDTH: usize = 640;
const HEIGHT: usize = 96;

/// Room on each side for half a label.
const SIDE: usize = 14;

/// Bars side by side, with every value in the description.
pub fn bars(title: &str, bars: &[Bar], comma: &str) -> String {
    // A few citations must not look like many.
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(1).max(6);
    let step = (WIDTH / bars.len().max(1)).clamp(4, 44);
    let width = step * bars.len();
    // Labels of four figures need some 34 units.
    let every = 34_usize.div_ceil(step);
    let tall = |value: usize| if value == 0 { 1 } else { (value * HEIGHT).div_ceil(most).max(3) };
    // No room above the tallest bar.
    let base = 16 + bars.iter().map(|bar| tall(bar.value)).max().unwrap_or_default();
    let said: Vec<String> =
        bars.iter().filter(|bar| bar.value > 0).map(|bar| format!("{}: {}", bar.label, bar.value)).collect();
    let mut svg = format!(
        "<svg class=\"bars\" viewBox=\"-{SIDE} 0 {} {}\" width=\"{}\" height=\"{}\" role=\"img\" aria-label=\"{}. {}\">",
        width + 2 * SIDE,
        base + 18,
        width + 2 * SIDE,
        base + 18,
        escape(title),
        escape(&said.join(comma)),
    );
    for (i, bar) in bars.iter().enumerate() {
        let height = tall(bar.value);
        let (x, y) = (i * step, base - height);
        let class = if bar.value == 0 { "none" } else { "bar" };
        let gap = if step > 8 { 4 } else { 1 };
        // Writing to a string cannot fail.
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{height}\"><title>{}: {}</title></rect>",
            step - gap,
            escape(&bar.label),
            bar.value
        );
        let middle = x + (step - gap) / 2;
        if bar.value > 0 && step >= 20 {
            let _ = write!(svg, "<text x=\"{middle}\" y=\"{}\">{}</text>", y - 4, bar.value);
        }
        if i % every == 0 {
            let _ =
                write!(svg, "<text class=\"label\" x=\"{middle}\" y=\"{}\">{}</text>", base + 15, escape(&bar.label));
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// From many rows to one.
    One,
    /// From one to many rows.
    Many,
}

/// Lines between one text in the middle and rows of others, one em unit and seven eighths high each, as the style sheet has them.
/// The texts themselves are lists of links beside it, so the picture has nothing to say to a screen reader.
pub fn wires(rows: usize, towards: Towards) -> String {
    const ROW: usize = 30;
    let (height, middle) = (rows.max(1) * ROW, rows.max(1) * ROW / 2);
    let mut svg = format!(
        "<svg class=\"wires\" viewBox=\"0 0 60 {height}\" width=\"60\" height=\"{height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    );
    for row in 0..rows {
        let at = row * ROW + ROW / 2;
        let (from, to) = if towards == Towards::One { (at, middle) } else { (middle, at) };
        let _ = write!(svg, "<path d=\"M0 {from}C30 {from} 30 {to} 60 {to}\"/>");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_say_what_they_show() {
        let bar = |label: &str, value| Bar { label: label.into(), value };
        let svg = bars("By <year>", &[bar("2009", 1), bar("2010", 0), bar("2011", 3)], ", ");
        assert!(svg.contains("aria-label=\"By &lt;year&gt;. 2009: 1, 2011: 3\""), "{svg}");
        assert!(!svg.contains("style"));
        let many: Vec<Bar> = (1946..2026).map(|year| bar(&year.to_string(), 5)).collect();
        assert!(bars("x", &many, ", ").contains("viewBox=\"-14 0 668 "));
    }
}
