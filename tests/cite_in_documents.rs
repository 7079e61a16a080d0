//! What a text cites because of the document that it stands in: treaties named before, notes before, the paragraphs that there are.

use concord::{
    config::Defaults,
    mention::{self, mentions},
    model::{Document, Format, Kind, SourceText},
    normalize::{Rules, normalize},
    recognize::{Grammar, recognize},
};

/// A document of this Markdown.
fn document(symbol: &str, lang: &str, text: &str) -> Document {
    let text = format!("---\nsymbol: {symbol}\nlang: {lang}\n---\n\n{text}\n");
    let source = SourceText { path: "content/text.md".into(), format: Format::Markdown, text, sidecar: None };
    let rules = Rules::load(None).expect("the built-in rules");
    normalize(&source, &Defaults::default(), &rules).output.expect("a document")
}

/// The citations of a document as `at target`.
fn cited(symbol: &str, lang: &str, text: &str) -> Vec<String> {
    let document = document(symbol, lang, text);
    let grammar = Grammar::built_in().expect("the built-in grammar is tested by itself");
    let found = recognize(&document, &grammar).output;
    let printed = found.into_iter().map(|one| {
        let target = if one.kind == Kind::Internal { "internal" } else { one.target.resolve(&document.identity) };
        let part = one.pinpoint.map(|part| format!(" [{part}]")).unwrap_or_default();
        format!("{} {target}{part}", one.at)
    });
    printed.collect()
}

#[test]
fn an_ibid_stands_for_what_the_note_before_is_about() {
    for (lang, also, ibid, goes_on) in [
        ("en", "see also", "Ibid.", ""),
        ("fr", "voir aussi", "Ibid.", ""),
        ("es", "véase también", "Ibid.", ""),
        ("ru", "см. также", "Там же", ""),
        ("ar", "انظر أيضا", "المرجع نفسه", ""),
        ("zh", "另见", "同上", "。"),
    ] {
        let text = format!(
            "1\\. One.[^1] Two.[^2] Three.[^3]\n\n[^1]: A/77/10{goes_on}\n\n[^2]: {ibid}; {also} A/79/1{goes_on}\n\n[^3]: {ibid}{goes_on}"
        );
        assert_eq!(
            cited("A/80/7", lang, &text),
            ["fn-1 A/77/10", "fn-2 A/77/10", "fn-2 A/79/1", "fn-3 A/77/10"],
            "{lang}"
        );
    }
    // Without anything before it, and in the next sentence, what is to be seen as well is what was cited.
    let text = "1\\. One.[^1] Two.[^2]\n\n[^1]: See also A/79/1.\n\n[^2]: Ibid.";
    assert_eq!(cited("A/80/7", "en", text), ["fn-1 A/79/1", "fn-2 A/79/1"]);
    let text = "1\\. One.[^1] Two.[^2]\n\n[^1]: A/77/10; see also A/78/1. The figures are from A/79/1.\n\n[^2]: Ibid.";
    assert_eq!(cited("A/80/7", "en", text), ["fn-1 A/77/10", "fn-1 A/78/1", "fn-1 A/79/1", "fn-2 A/79/1"]);
}

#[test]
fn a_paragraph_beyond_the_last_is_anothers() {
    let text = "1\\. Takes note of the measures outlined in paragraph 129 (a) to (s) of the annual report, and of those in paragraph 129;\n\n2\\. Recalls the measures in paragraph 1 above, and those in paragraph 3 below;\n\n3\\. Decides so.";
    assert_eq!(cited("A/80/7", "en", text), ["para-2 internal [para-1]", "para-2 internal [para-3]"]);
    // Letters are those of the paragraph that has some.
    let text = "1\\. Calls upon the parties:\n\n- (a) To cease hostilities;\n- (b) To release the prisoners;\n\n2\\. Requests a report on sub-paragraphs (a) and (b) above.";
    assert_eq!(cited("S/RES/63(1948)", "en", text), ["para-2 internal [para-1(a)]"]);
    // What is said to be above is, whatever the numbers are.
    let text = "1\\. Adopts the rules.\n\n2\\. It serves paragraph 5 above, and paragraph 6.";
    assert_eq!(cited("A/80/7", "en", text), ["para-2 internal [para-5]"]);
}

#[test]
fn the_treaty_that_the_preamble_names_tells_whose_the_conference_is() {
    let conference = |treaty: &str| {
        format!(
            "The General Assembly,\n\n<!-- at: pre-1 -->\n\nRecalling the {treaty},\n\nTaking note of decision 10/1 of the Conference of the Parties,\n\n1\\. Decides so."
        )
    };
    assert_eq!(cited("A/RES/80/7", "en", &conference("Convention on Biological Diversity")), [""; 0]);
    assert_eq!(
        cited("A/RES/80/7", "en", &conference("United Nations Convention against Transnational Organized Crime")),
        ["pre-2 CTOC/COP/DEC/10/1"]
    );
}

#[test]
fn a_note_is_quoted_with_the_sentence_that_bears_its_mark() {
    let text = "Welcoming the Agenda.\n\nRecalling the Addis Ababa Action Agenda,[^1] and mindful of debt,\n\n1\\. Decides so. See also below.[^2]\n\n[^1]: Resolution 69/313, annex.\n\n[^2]: Taking note of A/79/1.";
    let document = document("A/RES/79/144", "en", text);
    let citations = recognize(&document, &Grammar::built_in().expect("a grammar")).output;
    let rules = mention::Rules::load(None).expect("the built-in rules");
    let said: Vec<_> = mentions(&document, citations, &rules)
        .with_sentences()
        .map(|(mention, sentence)| {
            let bearing = sentence.bearing.as_deref().expect("the sentence that bears the mark");
            let verb = mention.verb.map(|verb| verb.0);
            (format!("{}[{}]{}", bearing.before, mention.citation.at, bearing.after), verb.is_some())
        })
        .collect();
    let expected = [
        ("Recalling the Addis Ababa Action Agenda,[fn-1] and mindful of debt,", true),
        ("See also below.[fn-2]", true),
    ];
    assert_eq!(said, expected.map(|(said, verb)| (said.to_owned(), verb)));
}
