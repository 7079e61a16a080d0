//! What `markdown::write` writes, `markdown::read` reads back as the same document: for any text, marks, numbers and places.

use std::sync::LazyLock;

use concord::{
    config::Defaults,
    markdown,
    model::{
        At, Block, Checked, Content, DocType, Document, Facts, Footnote, Format, Identity, Lang, Level, Mark,
        NoteLabel, ParagraphNumber, SourceText, Symbol, Text,
    },
    normalize::{Rules, normalize},
};
use proptest::prelude::*;

/// Texts as normalization leaves them: no line ends, single spaces, none at the ends; everything else may stand in them.
fn plain() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z0-9]{1,8}",
        3 => "[会决议第号段，。《》（）“”]{1,6}",
        2 => r#"[-\\*_`\[\]<>&#+=~|:!().$"'^/]{1,4}"#,
        1 => Just("63/195.".to_owned()),
        1 => Just("1.".to_owned()),
        1 => Just("12)".to_owned()),
        1 => Just("(a)".to_owned()),
        1 => Just("&amp;".to_owned()),
        1 => Just("[^1]".to_owned()),
        1 => Just("---".to_owned()),
        1 => Just("<!-- at: tail -->".to_owned()),
        1 => Just("http://undocs.org/a_b_c".to_owned()),
        1 => Just("القرار".to_owned()),
    ];
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = Text> {
    (plain(), prop::option::of((0..20usize, 1..4u32))).prop_map(|(plain, mark)| {
        let mut text = Text::plain(plain);
        if let Some((at, note)) = mark {
            let offset =
                text.plain.char_indices().map(|(i, _)| i).chain([text.plain.len()]).nth(at).unwrap_or(text.plain.len());
            // A mark between a space and a word stands after the word before in every text we make.
            let offset = if text.plain[..offset].ends_with(' ') { offset - 1 } else { offset };
            text.marks.push(Mark { offset: offset.max(1), note: NoteLabel::from(note) });
            while !text.plain.is_char_boundary(text.marks[0].offset) {
                text.marks[0].offset += 1;
            }
        }
        text
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let content = prop_oneof![
        2 => (1..5u8, text()).prop_map(|(level, text)| Content::Heading { level: Level::new(level), text }),
        4 => (prop::option::of(1..90u32), text())
            .prop_map(|(n, text)| Content::Paragraph { number: n.map(ParagraphNumber::from), text }),
        2 => ("[a-z]{1,2}", text()).prop_map(|(label, text)| Content::Item { label: format!("({label})"), depth: 0, text }),
        1 => text().prop_map(|text| Content::Item { label: String::new(), depth: 0, text }),
        1 => prop::collection::vec(prop::collection::vec(text(), 2..3), 2..4).prop_map(|rows| Content::Table { rows }),
    ];
    let place = prop_oneof![
        Just(At::Front),
        Just(At::Summary),
        (1..9u32).prop_map(At::Preamble),
        Just(At::Tail),
        Just(At::Annex(None, None)),
        Just(At::Annex(Some("II".into()), None)),
    ];
    prop::collection::vec((content, place, any::<bool>()), 0..12).prop_map(|rows| {
        let mut blocks = Vec::new();
        for (content, place, inner) in rows {
            let (at, content) = match content {
                Content::Heading { .. } => (At::Heading, content),
                Content::Paragraph { number: Some(number), text } => {
                    let number =
                        if inner { ParagraphNumber::from(75).inner(number.value().unwrap_or(1)) } else { number };
                    let at = match place {
                        At::Annex(label, _) => At::Annex(label, Some(number.clone())),
                        _ => At::Paragraph(number.clone()),
                    };
                    (at, Content::Paragraph { number: Some(number), text })
                }
                other => (place, other),
            };
            blocks.push(Block { at, line: 0, content });
        }
        blocks
    })
}

/// Markdown put together of its own signs, which random characters would not form: lists, tables, rules, notes, headings, comments, one in
/// another.
fn markup() -> impl Strategy<Value = String> {
    let words = || prop::collection::vec(prop::sample::select(&TOKENS[..]), 1..4).prop_map(|words| words.concat());
    let line = prop_oneof![
        4 => words(),
        1 => prop::sample::select(&["---", "***", "===", "```", "<!-- at: pre-1 -->", "<!--", "-->", ""][..]).prop_map(str::to_owned),
    ];
    let row = || (words(), words()).prop_map(|(one, other)| format!("{one} | {other}"));
    let table = (row(), prop::option::of(row()))
        .prop_map(|(head, row)| [head, "---|---".to_owned()].into_iter().chain(row).collect::<Vec<_>>());
    let lines = prop_oneof![2 => prop::collection::vec(line, 1..4), 1 => table];
    let open = prop::sample::select(&["", "- ", "* ", "1. ", "12) ", "> ", "# ", "## ", "[^1]: ", "    "][..]);
    let block = (open.clone(), open, lines, any::<bool>()).prop_map(|(outer, inner, lines, apart)| {
        // What is in an item is indented as far as its text; what is not in one any more is drawn too.
        let indent = format!("\n{}", " ".repeat(outer.len() + inner.len()));
        format!("{outer}{inner}{}{}", lines.join(&indent), if apart { "\n\n" } else { "\n" })
    });
    prop::collection::vec(block, 1..8).prop_map(|blocks| blocks.concat())
}

/// What has a meaning in Markdown, in what we make of it, or next to such.
const TOKENS: [&str; 32] = [
    "a",
    "word",
    "会",
    " ",
    " ",
    "12\\",
    "12\\.",
    "12\\|",
    "3\\)",
    "4.",
    "5)",
    "63/195.",
    "(a) ",
    "\\(b)",
    "&#46;",
    "\\",
    "|",
    "*",
    "**",
    "`",
    "[^1]",
    "[^2]",
    "[c](d)",
    "[e]",
    "<",
    "<b>",
    "&amp;",
    "- ",
    "1. ",
    "# ",
    "> ",
    "<!-- at: tail -->",
];

fn document(blocks: Vec<Block>, notes: &[Option<Text>]) -> Document {
    let mut facts = Facts::new(Lang::Zh);
    facts.title = Some("加强联合国: “预防犯罪” # 方案".into());
    facts.session = Some("63".into());
    facts.body = Some("A".into());
    facts.doc_type = DocType::Resolution;
    let mut footnotes: Vec<Footnote> = Vec::new();
    for mark in blocks.iter().flat_map(Block::texts).flat_map(|text| &text.marks) {
        let index = mark.note.value().unwrap_or(1) as usize;
        if footnotes.iter().all(|note| note.label != mark.note) {
            let ref_at = blocks
                .iter()
                .find(|b| b.texts().any(|t| t.marks.iter().any(|m| m.note == mark.note)))
                .map(|b| b.at.clone());
            let text = notes.get(index).cloned().flatten().map(|text| Text::plain(text.plain));
            footnotes.push(Footnote { label: mark.note.clone(), text, ref_at, line: 0 });
        }
    }
    let identity = Identity::Symbol(Symbol::parse("A/RES/63/195").expect("a symbol"));
    Document { identity, facts, blocks, footnotes, path: "content/a.md".into() }
}

fn read(markdown: &str) -> Checked<Option<Document>> {
    static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));
    let path = "content/a.md".to_owned();
    let source = SourceText { path, format: Format::Markdown, text: markdown.to_owned(), sidecar: None };
    normalize(&source, &Defaults::default(), &RULES)
}

/// Lines of the Markdown are not lines of the source.
fn without_lines(mut document: Document) -> Document {
    document.blocks.iter_mut().for_each(|block| block.line = 0);
    document.footnotes.iter_mut().for_each(|note| note.line = 0);
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_reads_back(blocks in blocks(), notes in prop::collection::vec(prop::option::of(text()), 4)) {
        let document = document(blocks, &notes);
        let written = markdown::write(&document);
        let read = read(&written);
        prop_assert_eq!(&read.findings, &vec![], "{}", written);
        prop_assert_eq!(read.output.map(without_lines), Some(document), "{}", written);
    }

    #[test]
    fn any_markdown_is_read_without_panic(markdown in prop_oneof![1 => "(?s).{0,400}", 3 => markup()]) {
        let _ = read(&markdown);
    }
}

#[test]
fn a_list_does_not_renumber() {
    let read = read("60. sixty\n30. thirty\n33. thirty-three\n").output.expect("a document");
    let numbers: Vec<String> = read.blocks.iter().map(|block| block.at.to_string()).collect();
    assert_eq!(numbers, ["para-60", "para-30", "para-33"]);
    let written = markdown::write(&read);
    assert!(written.contains("60\\. sixty") && written.contains("30\\. thirty"), "{written}");
}

#[test]
fn html_is_text() {
    let read = read("<script>alert(1)</script>\n\nA <b>bold</b> claim\n").output.expect("a document");
    let texts: Vec<&str> =
        read.blocks.iter().filter_map(|block| block.text()).map(|text| text.plain.as_str()).collect();
    assert_eq!(texts, ["<script>alert(1)</script>", "A <b>bold</b> claim"]);
}

/// What random Markdown of the fuzz targets once lost.
#[test]
fn what_is_read_is_written_so_that_it_reads_the_same() {
    for markdown in [
        "Takes note of `i;l\\[` and `` a`b ``, `` ` ``\n",
        "a[^8] b[^8]\n\n[^8]: one\n\n[^8]: two\n\n[^9]: three\n\n[^8]: four\n",
        "a[^2]\n\n[^1]: one\n\n[^2]: two\n\n[^2]: three\n\n[^1]: four\n",
        "|a|b|\n|-|-|\n|` quote`|` `|\n\nc[^1] ` d`\n\n[^1]: ` e`\n",
        "---\nsymbol: A/RES/63/19-Councils/63/195\n---\n\ntext\n",
        "- a&#46; one\n- thr\\. two\n- b\\) three\n- 4&#46; four\n- \\(c) five\n",
        "- \t\t\t1. a\n",
        "- 12\\| a | b\n  ---|---\n  one | two\n",
        "- (a) two\n\n  222222222) one\n",
        "a \\<88888!8888@unodc.org> b < 5@c, p <0.05\n",
        "- 222222222\\) one\n- 222222222\\. two\n- 222222222&#46; three\n- 2222222222) four\n",
        "<!-- at: pre-4294967295 -->\n\none\n\ntwo\n",
        "<!-- at: annex-I.para-Ee -->\n\n2\\. one\n\n<!-- at: para-7 -->\n\n8\\. two\n",
        "<!-- at: para-1.4294967295 -->\n\n4294967295\\. one\n\n1\\. two\n",
    ] {
        let document = without_lines(read(markdown).output.expect("a document"));
        let written = markdown::write(&document);
        let back = read(&written).output.map(without_lines);
        assert_eq!(back.as_ref(), Some(&document), "{written}");
        for word in ["one", "two", "three", "four"].iter().filter(|word| markdown.contains(**word)) {
            assert!(written.contains(word), "{word} is lost: {written}");
        }
    }
}

/// Styles that Markdown cannot say where they stand are dropped, and nothing else is.
#[test]
fn a_style_that_cannot_be_written_is_dropped() {
    for (markdown, styles) in [
        ("a *b* **c** `d` [e](f.html) *g **h***\n", 6),
        ("**2331*its\u{1c}*resolution* 62/175\n", 0),
        ("*a *b* c* [d](e.html)\n", 3),
        ("**a*b\u{1c}*c* [d](e.html)\n", 1),
        ("*&nbsp;a&nbsp;*b\n", 0),
    ] {
        let document = without_lines(read(markdown).output.expect("a document"));
        let written = markdown::write(&document);
        assert_eq!(read(&written).output.map(without_lines).as_ref(), Some(&document), "{written}");
        let spans: usize = document.blocks.iter().flat_map(Block::texts).map(|text| text.spans.len()).sum();
        assert_eq!(spans, styles, "{written}");
    }
}

/// What random extracted texts of the fuzz targets once lost.
#[test]
fn what_a_text_becomes_reads_back() {
    for text in [
        "，\n\n号\n\n，\n\n室\n\n0\n1\n其\n\n，\n\n回\n\n刑\n\n一\n\n9\n\n，\n\n十\n\n3\n\n，\n* \n1\n。\n法\n\n",
        "回顾其战略，[^1]加以执行\n\n又回顾其战略，[^1]加以执行\n\n1 \n除其他外，该战略的目的。\n1 \n又除其他外，该战略的目的。\n",
        "联\n\n合\n\n，\n1\n除\n\n领\n\n�\n据\n\n]\n\n术\n力\n\n夢\n\n关\n\n1\n\n审\n法\n\n：\n\n；\n\n；\n\n�\n c)",
        "大会第一次会议\n\n甲\u{1f}乙\u{1f}丙\n丁\u{1f}戊\n己\u{1f}庚\u{1f}辛\u{1f}壬\n\n大会第二次会议\n",
    ] {
        let path = "content/A_RES_63_195.txt".to_owned();
        let source = SourceText { path, format: Format::Text, text: text.to_owned(), sidecar: None };
        let rules = Rules::load(None).expect("the built-in data");
        let document = normalize(&source, &Defaults::default(), &rules).output.expect("a document");
        let written = markdown::write(&document);
        let (back, document) = (without_lines(read(&written).output.expect("a document")), without_lines(document));
        assert_eq!((back.blocks, back.footnotes), (document.blocks, document.footnotes), "{written}");
    }
}

#[test]
fn an_item_without_one_above_it_stays_an_item() {
    let item = Content::Item { label: "(d)".into(), depth: 2, text: Text::plain("text") };
    let at = At::Front;
    let before =
        Block { at: at.clone(), line: 0, content: Content::Paragraph { number: None, text: Text::plain("Before;") } };
    let written = markdown::write(&document(vec![before, Block { at, line: 0, content: item }], &[]));
    let back = read(&written).output.expect("a document");
    assert!(matches!(&back.blocks[1].content, Content::Item { label, .. } if label == "(d)"), "{written}");
}
