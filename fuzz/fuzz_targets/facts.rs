//! Any YAML as a sidecar and as front matter: facts or an error with a line of it, no panic, no hang; and facts that are read are
//! written so that they read the same.
#![no_main]

use std::sync::LazyLock;

use concord::{
    Rules,
    config::Defaults,
    markdown::{self, FactSheet},
    model::{Format, SourceText},
    normalize::normalize,
};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(None).expect("the built-in data"));

fuzz_target!(|yaml: &str| {
    if let Err(wrong) = FactSheet::read(yaml) {
        // YAML counts more characters as line ends than a text file does.
        let ends = yaml.matches(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
        let lines = u32::try_from(ends.count()).unwrap_or(u32::MAX);
        assert!(wrong.line >= 1 && wrong.line <= lines + 2, "line {} of {lines}: {}", wrong.line, wrong.what);
    }
    let read = |text: String, sidecar| {
        let source = SourceText { path: "content/a.md".into(), format: Format::Markdown, text, sidecar };
        normalize(&source, &Defaults::default(), &RULES.normalize).output
    };
    let told = [
        read(format!("---\n{yaml}\n---\n\nA text.\n"), None),
        read("A text.\n".into(), Some(("content/a.yaml".into(), yaml.to_owned()))),
    ];
    for document in told.into_iter().flatten() {
        let back = read(markdown::write(&document), None).expect("what is written is a document");
        assert_eq!((back.identity, back.facts), (document.identity, document.facts));
    }
});
