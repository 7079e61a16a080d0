//! The text of an HTML file, by html5ever. In: HTML. Out: its text, a line for each block, empty lines between: what `normalize` takes.
//! Runs no script, follows no link; what a browser would not show is left out.

use super::shallow::shallow;
use scraper::{ElementRef, Html, Node, Selector};

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
                }
            }
            Step::Enter(element) => enter(element, &mut lines, &mut open),
        }
    }
    lines.end();
    lines.text
}

enum Step<'a> {
    Enter(ElementRef<'a>),
    Text(&'a str),
    Leave(&'a str),
}

fn enter<'a>(element: ElementRef<'a>, lines: &mut Lines, open: &mut Vec<Step<'a>>) {
    let name = element.value().name();
    if HIDDEN.contains(&name) || element.value().attr("hidden").is_some() {
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
    if BLOCKS.contains(&name) {
        lines.end();
        open.push(Step::Leave(name));
    } else if matches!(name, "td" | "th") {
        open.push(Step::Leave(name));
    }
    for child in element.children().rev() {
        match child.value() {
            Node::Text(text) => open.push(Step::Text(text)),
            Node::Element(_) => open.extend(ElementRef::wrap(child).map(Step::Enter)),
            _ => {}
        }
    }
}

/// Lines as they are put together.
#[derive(Default)]
struct Lines {
    text: String,
    line: String,
}

impl Lines {
    /// Adds text, its white space folded as a browser folds it.
    fn push(&mut self, text: &str) {
        for (i, word) in text.split([' ', '\n', '\t', '\r']).enumerate() {
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
    fn nesting_without_end_does_not_overflow() {
        let html = format!("{}deep{}", "<div><b>".repeat(20_000), "</b></div>".repeat(20_000));
        assert_eq!(text(&html).trim(), "deep");
    }
}
