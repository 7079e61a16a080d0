//! The text of an HTML file, by html5ever. In: HTML. Out: its text, a line for each block, empty lines between, a line for each row of a
//! table, its cells parted by `CELL`; numbers that a browser would put before the items of a list: what `normalize` takes.
//! Runs no script, follows no link; what a browser would not show is left out.

use super::shallow::shallow;
use scraper::{ElementRef, Html, Node, Selector};

use super::table;
use crate::model::{CELL, roman};

/// Elements that a reader never sees as text of the document.
const HIDDEN: [&str; 9] = ["script", "style", "noscript", "template", "head", "nav", "button", "svg", "iframe"];

/// Elements that stand on lines of their own.
pub(super) const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "tr",
];

/// The text of the document: of `main` or `article` where there is exactly one, else of all of it.
pub(super) fn text(html: &str) -> String {
    let page = Html::parse_document(&shallow(html));
    let only = |name: &str| {
        let selector = Selector::parse(name).ok()?;
        let mut found = page.select(&selector);
        found.next().filter(|_| found.next().is_none())
    };
    let root = only("main").or_else(|| only("article")).unwrap_or_else(|| page.root_element());
    let mut lines = Lines::default();
    // The tree is walked with a list of our own, because nesting without end must not overflow the stack.
    let mut open = vec![Step::Enter(root)];
    while let Some(step) = open.pop() {
        match step {
            Step::Text(text) => lines.push(text),
            Step::Leave(name) => {
                if matches!(name, "td" | "th") {
                    lines.cell();
                } else {
                    lines.end();
                    lines.label = lines.label.take().filter(|_| name != "li");
                }
            }
            Step::Enter(element) => enter(element, &mut lines, &mut open),
            Step::Item(element, label) => {
                lines.end();
                lines.label = Some(label);
                enter(element, &mut lines, &mut open);
            }
        }
    }
    lines.end();
    lines.text
}

/// Whether a reader sees nothing of an element.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    HIDDEN.contains(&element.value().name()) || element.attr("hidden").is_some()
}

/// What a reader sees of what is in an element.
pub(super) enum Shown<'a> {
    Element(ElementRef<'a>),
    Text(&'a str),
}

/// All that a reader sees in an element, in order: nothing of what is hidden, however deep it stands in that.
pub(super) fn shown(element: ElementRef<'_>) -> impl Iterator<Item = Shown<'_>> {
    let mut open: Vec<_> = element.children().rev().collect();
    std::iter::from_fn(move || {
        while let Some(node) = open.pop() {
            if let Node::Text(text) = node.value() {
                return Some(Shown::Text(text));
            }
            if let Some(element) = ElementRef::wrap(node).filter(|element| !is_hidden(*element)) {
                open.extend(element.children().rev());
                return Some(Shown::Element(element));
            }
        }
        None
    })
}

/// The words that a reader sees in an element, with a space for each element inside that parts them.
pub(super) fn words(element: ElementRef<'_>, parts: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for seen in shown(element) {
        match seen {
            Shown::Element(inner) if parts(inner.value().name()) => text.push(' '),
            Shown::Element(_) => {}
            Shown::Text(said) => text.push_str(said),
        }
    }
    text
}

enum Step<'a> {
    Enter(ElementRef<'a>),
    /// An item of a numbered list, with its number.
    Item(ElementRef<'a>, String),
    Text(&'a str),
    Leave(&'a str),
}

fn enter<'a>(element: ElementRef<'a>, lines: &mut Lines, open: &mut Vec<Step<'a>>) {
    let name = element.value().name();
    if is_hidden(element) {
        return;
    }
    if name == "br" {
        lines.line_break();
        return;
    }
    // A mark glued to a year would be read as one number with it.
    if name == "sup" {
        lines.push(" ");
    }
    if name == "table"
        && let Some(rows) = table::rows(element)
    {
        lines.table(&rows, element);
        return;
    }
    if BLOCKS.contains(&name) {
        lines.end();
        open.push(Step::Leave(name));
    } else if matches!(name, "td" | "th") {
        open.push(Step::Leave(name));
    }
    let mut labels = Labels::of(element);
    let steps = element.children().filter_map(|child| match child.value() {
        Node::Text(text) => Some(Step::Text(text)),
        Node::Element(_) => {
            // An item that is hidden is not counted either.
            let child = ElementRef::wrap(child).filter(|child| !is_hidden(*child))?;
            Some(match labels.as_mut().filter(|_| child.value().name() == "li") {
                Some(labels) => Step::Item(child, labels.next(child)),
                None => Step::Enter(child),
            })
        }
        _ => None,
    });
    let steps: Vec<Step<'a>> = steps.collect();
    open.extend(steps.into_iter().rev());
}

/// The numbers of a list's items, as its attributes say.
struct Labels {
    next: i64,
    sort: &'static str,
}

impl Labels {
    /// Those of a numbered list; none of anything else.
    fn of(list: ElementRef<'_>) -> Option<Self> {
        let style = list.attr("style").unwrap_or_default();
        let sort = match list.attr("type") {
            Some("a") => "a",
            Some("i") => "i",
            Some("A") => "A",
            Some("I") => "I",
            _ if style.contains("lower-alpha") || style.contains("lower-latin") => "a",
            _ if style.contains("lower-roman") => "i",
            _ if style.contains("upper-alpha") || style.contains("upper-latin") => "A",
            _ if style.contains("upper-roman") => "I",
            _ => "1",
        };
        let next = list.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        (list.value().name() == "ol" && !style.contains("none")).then_some(Self { next, sort })
    }

    /// The number of the next item, as resolutions print it: `1.`, `(a)`, `(i)`, `A.`, `I.`
    fn next(&mut self, item: ElementRef<'_>) -> String {
        let number = item.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(self.next);
        self.next = number.saturating_add(1);
        match self.sort {
            "a" => format!("({})", letters(number)),
            "i" => format!("({})", roman(number).to_lowercase()),
            "A" => format!("{}.", letters(number).to_uppercase()),
            "I" => format!("{}.", roman(number)),
            _ => format!("{number}."),
        }
    }
}

/// A number in letters as resolutions count: a … z, aa, bb.
fn letters(number: i64) -> String {
    let Some(place) = u8::try_from(number.saturating_sub(1)).ok().filter(|place| *place < 130) else {
        return number.to_string();
    };
    char::from(b'a' + place % 26).to_string().repeat(usize::from(place / 26) + 1)
}

/// A number in Roman figures, where they go so far.
fn roman(number: i64) -> String {
    let figures = u32::try_from(number).ok().and_then(roman::write);
    figures.unwrap_or_else(|| number.to_string())
}

/// Whether a text prints a number or letter of its own: `12.`, `(a)`, `iv)`.
fn is_labelled(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let bare = word.trim_start_matches('(').trim_end_matches(['.', ')']);
    bare.len() < word.len() && (1..=4).contains(&bare.chars().count()) && bare.chars().all(char::is_alphanumeric)
}

/// Lines as they are put together.
#[derive(Default)]
struct Lines {
    text: String,
    line: String,
    /// The number of the list item that the next words begin.
    label: Option<String>,
}

impl Lines {
    /// Adds text, its white space folded as a browser folds it.
    fn push(&mut self, text: &str) {
        if !text.trim().is_empty()
            && let Some(label) = self.label.take()
            && !is_labelled(text)
        {
            self.end();
            self.line = label + " ";
        }
        for (i, word) in text.split([' ', '\n', '\t', '\r', CELL]).enumerate() {
            let at_start = self.line.is_empty() || self.line.ends_with([' ', '\n']);
            if i > 0 && !at_start {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    fn line_break(&mut self) {
        self.line.truncate(self.line.trim_end().len());
        self.line.push('\n');
    }

    fn cell(&mut self) {
        self.line.truncate(self.line.trim_end().len());
        self.line.push_str("  ");
    }

    /// Adds a table, a line for each row, and what stands above it.
    fn table(&mut self, rows: &[Vec<String>], table: ElementRef<'_>) {
        self.end();
        let mut inside = table.children().filter_map(ElementRef::wrap).filter(|child| !is_hidden(*child));
        let caption = inside.find(|child| child.value().name() == "caption");
        self.push(&caption.map(|caption| words(caption, |_| false)).unwrap_or_default());
        self.end();
        for row in rows {
            self.text.push_str(&row.join(&CELL.to_string()));
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    fn end(&mut self) {
        let line = self.line.trim();
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push_str("\n\n");
        }
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_block() {
        let html = "<html><head><title>x</title></head><body><nav>Home</nav><main><h1>63/195.  A\n title</h1>\
                    <p>The <em>General Assembly</em>,</p><p>1. Notes&nbsp;A/63/1;<br>2. Asks</p><script>alert(1)</script>\
                    <table><tr><td>a</td><td>b</td></tr></table></main></body></html>";
        assert_eq!(
            text(html),
            "63/195. A title\n\nThe General Assembly,\n\n1. Notes\u{a0}A/63/1;\n2. Asks\n\na  b\n\n"
        );
    }

    #[test]
    fn tables_are_rows_of_cells_unless_they_lay_out_the_page() {
        let html = "<p>1. Approves:</p><table><caption>Posts</caption><tr><th>Post<th colspan=2>Number</tr>\
                    <tr><td rowspan=2>Officer<td>P-4<td>1</tr><tr><td><p>P-3</p><td>2<sup>a</sup></tr></table>\
                    <table><tr><td>United Nations<td>A/63/1</tr><tr><td>General Assembly<td>Distr.: General</tr></table>\
                    <table><tr><td>1.<td>Notes;</tr><tr><td>2.<td>Asks.</tr></table>";
        let table = "Post\u{1f}Number\u{1f}\nOfficer\u{1f}P-4\u{1f}1\n\u{1f}P-3\u{1f}2 a\n\n";
        let laid_out = "United Nations  A/63/1\n\nGeneral Assembly  Distr.: General\n\n1.  Notes;\n\n2.  Asks.\n\n";
        assert_eq!(text(html), format!("1. Approves:\n\nPosts\n\n{table}{laid_out}"));
    }

    #[test]
    fn what_a_browser_does_not_show_is_left_out_in_tables_too() {
        let secrets = "<span hidden>SECRET <b>SECRET</b></span><svg><text>SECRET</text></svg><button><i>SECRET</i></button>\
                       <noscript><p>SECRET</p></noscript>";
        let html = format!(
            "<table><caption>Posts{secrets}</caption><tr><th>Post<th hidden>SECRET<th>Number</tr>\
             <tr hidden><td>SECRET<td>SECRET</tr><tbody hidden><tr><td>SECRET<td>SECRET</tr></tbody>\
             <tr><td>Officer{secrets}<td>1 {secrets}</tr></table>\
             <table><tr><td>1.<td>Notes {secrets}</tr></table>\
             <table><tr><td>a<td>b<span hidden><table><tr><td>SECRET</table></span></tr><tr><td>c<td>d</tr></table>"
        );
        let shown = "Posts\n\nPost\u{1f}Number\nOfficer\u{1f}1\n\n1.  Notes\n\na\u{1f}b\nc\u{1f}d\n\n";
        assert_eq!(text(&html), shown);
    }

    #[test]
    fn a_hidden_item_counts_for_nothing() {
        assert_eq!(text("<ol><li>a<li hidden>SECRET<li>b<li hidden>SECRET</ol><p>c"), "1. a\n\n2. b\n\nc\n\n");
    }

    #[test]
    fn numbers_of_lists_are_kept() {
        let html = "<ol start=3><li><em>Notes</em> with<ol type=a><li>x;<li><p>y;</p></ol><li value=7>Asks;<li>8. Decides.</ol>\
                    <ul><li>z</ul><ol type=i><li>u<li>v</ol>";
        assert_eq!(
            text(html),
            "3. Notes with\n\n(a) x;\n\n(b) y;\n\n7. Asks;\n\n8. Decides.\n\nz\n\n(i) u\n\n(ii) v\n\n"
        );
    }

    #[test]
    fn nesting_without_end_does_not_overflow() {
        let html = format!("{}deep{}", "<div><b>".repeat(20_000), "</b></div>".repeat(20_000));
        assert_eq!(text(&html).trim(), "deep");
    }
}
