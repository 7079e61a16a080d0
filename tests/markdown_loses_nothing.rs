//! Every letter and figure of a Markdown source stands in the document that is read from it, or in a finding that says it does not. Rows for
//! what a parser of Markdown passes over, and a property for what nobody thought of.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use concord::{
    markdown::{self, Reading},
    model::{Checked, Content, Finding, Style, Text},
};
use proptest::prelude::*;

type Counts = BTreeMap<char, i64>;

fn count(counts: &mut Counts, text: &str, by: i64) {
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *counts.entry(c).or_default() += by;
    }
}

fn count_text(counts: &mut Counts, text: &Text) {
    count(counts, &text.plain, -1);
    text.marks.iter().for_each(|mark| count(counts, mark.note.as_str(), -1));
    for span in &text.spans {
        if let Style::Link(address) = &span.style {
            count(counts, address, -1);
        }
    }
}

/// The letters and figures of a source that are neither in its document nor in a finding.
fn lost(source: &str) -> Counts {
    let Checked { output: Reading { heading, blocks, footnotes, .. }, findings } = markdown::read("a.md", source);
    let mut counts = Counts::new();
    count(&mut counts, source, 1);
    count(&mut counts, heading.as_deref().unwrap_or_default(), -1);
    for block in &blocks {
        match &block.content {
            Content::Paragraph { number: Some(number), .. } => count(&mut counts, number.printed(), -1),
            Content::Item { label, .. } => count(&mut counts, label, -1),
            _ => {}
        }
        block.texts().for_each(|text| count_text(&mut counts, text));
    }
    for note in &footnotes {
        count(&mut counts, note.label.as_str(), -1);
        note.text.iter().for_each(|text| count_text(&mut counts, text));
    }
    for finding in &findings {
        count(&mut counts, &finding.cause, -1);
    }
    counts.retain(|_, left| *left > 0);
    counts
}

fn cells(source: &str) -> Vec<Vec<String>> {
    let blocks = markdown::read("a.md", source).output.blocks;
    let Some(Content::Table { rows }) = blocks.first().map(|block| &block.content) else { return Vec::new() };
    rows.iter().map(|row| row.iter().map(|cell| cell.plain.clone()).collect()).collect()
}

#[test]
fn a_row_longer_than_the_head_keeps_its_cells() {
    let read = cells("| State | Votes |\n| --- | --- |\n| Chad | 1 | absent in 2009 | a \\| b |\n| Mali | 2\n");
    assert_eq!(
        read,
        [["State", "Votes", "", ""], ["Chad", "1", "absent in 2009", "a | b"], ["Mali", "2", "", ""]],
        "the head and the short row are filled up"
    );
}

#[test]
fn what_markdown_leaves_out_is_told() {
    let rows = [
        ("a tooltip", "see [the text](https://undocs.org \"adopted in 2009\")\n", "adopted in 2009"),
        ("an address no link asks for", "one\n\n[1]: A/RES/63/195\n\ntwo\n", "[1]: A/RES/63/195"),
        ("the language of a code block", "```concord\ntext\n```\n", "```concord"),
        ("an address told twice", "[a]\n\n[a]: b\n\n[a]: c\n", "[a]: c"),
    ];
    for (name, source, words) in rows {
        let Checked { findings, .. } = markdown::read("a.md", source);
        let codes: Vec<&str> = findings.iter().map(|finding: &Finding| finding.code.as_ref()).collect();
        assert_eq!(codes, ["words-left-out"], "{name}");
        assert!(findings[0].cause.contains(words), "{name}: {}", findings[0].cause);
    }
}

#[test]
fn what_markdown_keeps_is_not_told() {
    let rows = [
        "see [the text](https://undocs.org), <https://un.org>, [that][a] and [a]\n\n[a]: https://un.org/that\n",
        "13. one\n14) two\n\n- (a) three\n  1. four\n",
        "one[^1]\n\n[^1]: a note & more\n",
        "one[^1]\n\n[^1]: 1. first\n    2. second\n",
        "[^7]: a note\n\n- 1. \n  [^7]",
        "# title\n\n| a | b |\n|:--|--:|\n| 1 |\n\n***\n\n> quoted `code` ![image](a.png)\n\n<b>bold</b>\n",
    ];
    for source in rows {
        assert_eq!(markdown::read("a.md", source).findings, [], "{source}");
        // What a link is called by to find its address is markup.
        let mut left = lost(source);
        left.retain(|c, _| !source.contains(&format!("[{c}]: ")));
        assert_eq!(left, Counts::new(), "{source}");
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ab",
        "13",
        "会议",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        "| ",
        " | ",
        "|",
        "\n| --- |\n",
        "\n| --- | --- |\n",
        "- ",
        "1. ",
        "7) ",
        "  ",
        "\t",
        "# ",
        "> ",
        "`",
        "```",
        "*",
        "**",
        "[",
        "]",
        "[^1]",
        "[^1]: ",
        "\n\n[c]: d\n\n",
        "](q)",
        ")",
        "(d \"e\")",
        "<",
        ">",
        "<i>",
        "<!-- f -->",
        "<!-- at: para-3 -->",
        "&amp;",
        "\\",
        "---",
        "\r\n",
        "![",
        "http://g.h",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_letter_is_read_or_told(pieces in prop::collection::vec(piece(), 1..40)) {
        // The name of an entity, the place in a comment and the name of an address are markup, which stands for a sign, a place, a link.
        // Behind an empty line there is no front matter, which has findings of its own.
        let source = format!("\n{}", pieces.concat());
        let mut left = lost(&source);
        let markup = source.matches("&amp;").count() + source.matches("<!-- at: para-3 -->").count();
        if markup > 0 {
            left.retain(|c, _| !"amptr3".contains(*c));
        }
        // Where a link leads is no word of the text either; a title that is a link keeps its words alone.
        left.retain(|c, _| !"cdq".contains(*c));
        prop_assert_eq!(left, Counts::new(), "{:?}", source);
    }
}
