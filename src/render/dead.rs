//! Links of pages written by hand that lead nowhere. In: their Markdown, and which files the site has. Out: findings with their lines. Asks for
//! pages and files, not for anchors in them, and never looks outside the site.

use std::fmt;

use pulldown_cmark::{Event, Parser, Tag};

use super::{web, written};
use crate::model::{Cause, Finding, Severity, decoded};

/// A link that leads to no file of the site.
struct Dead(String);

impl fmt::Display for Dead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the link `{}` leads to no page or file of the site", self.0)
    }
}

impl Cause for Dead {
    /// It may lead to what somebody lays beside the site afterwards.
    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn remedy(&self) -> String {
        "write where its file lies, as seen from the page, such as A/RES/63/195.html or static/map.png".to_owned()
    }

    fn code(&self) -> &'static str {
        "dead-link"
    }
}

/// The dead links of a page: `name` is its file's under `content/pages/`, `page` its path on the site, `has` tells which files there are.
pub(super) fn links(name: &str, page: &str, markdown: &str, has: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut found = Vec::new();
    let (mut line, mut before) = (1, 0);
    for (event, place) in Parser::new_ext(markdown, written::options()).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url: href, .. } | Tag::Image { dest_url: href, .. }) = event else {
            continue;
        };
        // Links are met in their order; those in a footnote that is pulled forward are counted from the beginning.
        if place.start < before {
            (line, before) = (1, 0);
        }
        line += markdown.get(before..place.start).map_or(0, |text| text.matches('\n').count());
        before = place.start;
        if is_dead(page, &href, has) {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            found.push(Finding::new(format!("content/pages/{name}.md"), line, &Dead(href.into_string())));
        }
    }
    found
}

/// Whether a link of a page means a file that the site does not have.
fn is_dead(page: &str, href: &str, has: &dyn Fn(&str) -> bool) -> bool {
    // What is not linked is words, what has a scheme leads elsewhere, and whose server a stroke at the beginning means is not known.
    let Some(href) = web::allowed(href).filter(|href| !href.starts_with('/') && !href.contains(':')) else {
        return false;
    };
    let path = href.split(['#', '?']).next().unwrap_or_default();
    !path.is_empty() && lies_at(page, &decoded(path)).is_none_or(|path| !has(&path))
}

/// The path of what a page links to; none outside the site.
fn lies_at(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    // A host shows the home page of a folder.
    if matches!(path.rsplit('/').next(), Some("" | "." | "..")) {
        parts.push("index.html");
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_to_no_file_are_found_with_their_lines() {
        let has =
            |path: &str| ["about.html", "A/RES/63/195.html", "static/b c.png", "cited/index.html"].contains(&path);
        let markdown = "# T\n\n[a](about.html#x) [b](nowhere.html)\n[c](https://x.example/y.html) <mailto:a@x.example>\n\n\
            ![d](static/b%20c.png) ![e](static/e.png)\n[f](#top) [g](../out.html) [h](cited/) [i](javascript:x)[^1]\n\n\
            [^1]: [j](gone.html) [k](/root.html)\n";
        let dead = |page: &str| -> Vec<(u32, String)> {
            let found = links("about", page, markdown, &has);
            let mut lines: Vec<_> = found.into_iter().map(|finding| (finding.line, finding.cause)).collect();
            lines.sort();
            lines
                .into_iter()
                .map(|(line, cause)| (line, cause.split('`').nth(1).unwrap_or_default().to_owned()))
                .collect()
        };
        let all =
            |lines: &[(u32, &str)]| lines.iter().map(|(line, link)| (*line, (*link).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            dead("about.html"),
            all(&[(3, "nowhere.html"), (6, "static/e.png"), (7, "../out.html"), (9, "gone.html")])
        );
        let deeper = links("deep/help", "deep/help.html", "[a](../about.html) [b](about.html)", &has);
        assert_eq!(deeper.len(), 1);
        assert_eq!((deeper[0].file.as_str(), deeper[0].line), ("content/pages/deep/help.md", 1));
    }
}
