//! A run of text as HTML. In: plain text with its marks and styles, and the links that stand in it by byte offset. Out: HTML in
//! which links never overlap and every element closes where it must. Never decides where a link leads.

use std::{collections::BTreeMap, ops::Range};

use super::{
    escape::{attribute, escape},
    web,
};
use crate::model::{NoteLabel, Span, Style, Text};

/// A link over a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Byte offsets into the text.
    pub range: Range<usize>,
    /// Where it leads.
    pub href: String,
    /// What sort of link, for the style sheet.
    pub class: &'static str,
    /// Why it leads there, where that is not plain: the name of the basis.
    pub basis: Option<&'static str>,
    /// The same in words.
    pub title: Option<String>,
}

/// The marks of a page: each note's marks are numbered so that the note can lead back to every one of them.
#[derive(Debug, Default)]
pub struct NoteMarks {
    seen: BTreeMap<NoteLabel, usize>,
}

impl NoteMarks {
    /// The marks of a page that has these notes; a mark of any other note is shown and leads nowhere.
    pub fn of_notes(notes: impl Iterator<Item = NoteLabel>) -> Self {
        Self { seen: notes.map(|note| (note, 0)).collect() }
    }

    /// The id of the next mark of a note: `ref-3`, then `ref-3-2`.
    fn next(&mut self, label: &NoteLabel) -> Option<String> {
        let seen = self.seen.get_mut(label)?;
        *seen += 1;
        Some(mark_id(label, *seen))
    }

    /// The ids of all marks of a note so far.
    pub fn ids(&self, label: &NoteLabel) -> Vec<String> {
        (1..=self.seen.get(label).copied().unwrap_or_default()).map(|n| mark_id(label, n)).collect()
    }
}

fn mark_id(label: &NoteLabel, n: usize) -> String {
    if n == 1 { format!("ref-{label}") } else { format!("ref-{label}-{n}") }
}

/// What is set on one stretch between two boundaries, outermost first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Setting<'a> {
    link: Option<&'a Link>,
    styles: Vec<&'static str>,
}

/// The text as HTML. Where links overlap, the first one wins.
pub fn passage(text: &Text, links: &[Link], marks: &mut NoteMarks) -> String {
    let links = without_overlap(text, links);
    let mut html = String::with_capacity(text.plain.len() * 2);
    let mut set = Setting::default();
    let mut notes = text.marks.iter().peekable();
    let cuts = boundaries(text, &links);
    let mut spans: Vec<&Span> = text.spans.iter().collect();
    spans.sort_by_key(|span| span.range.start);
    let mut spans = spans.into_iter().peekable();
    let mut running: Vec<&Span> = Vec::new();
    for (i, &start) in cuts.iter().enumerate() {
        let end = cuts.get(i + 1).copied().unwrap_or(start);
        while let Some(span) = spans.next_if(|span| span.range.start <= start) {
            running.push(span);
        }
        running.retain(|span| span.range.end > start);
        let next = setting(&running, &links, start..end);
        let marked = notes.peek().is_some_and(|mark| mark.offset <= start);
        // A mark is a link of its own and cannot stand inside another one.
        if next != set || marked {
            close(&mut html, &set);
            while let Some(mark) = notes.next_if(|mark| mark.offset <= start) {
                mark_html(&mut html, &mark.note, marks);
            }
            open(&mut html, &next);
            set = next;
        }
        html.push_str(&escape(&text.plain[start..end]));
    }
    close(&mut html, &set);
    html
}

/// A mark: a link to its note, if the document has that note.
fn mark_html(html: &mut String, label: &NoteLabel, marks: &mut NoteMarks) {
    let note = escape(label.as_str());
    html.push_str("<sup class=\"ref\">");
    match marks.next(label) {
        Some(id) => {
            html.extend(["<a id=\"", &id, "\" href=\"#fn-", &note, "\" role=\"doc-noteref\">", &note, "</a>"]);
        }
        None => html.push_str(&note),
    }
    html.push_str("</sup>");
}

fn open(html: &mut String, set: &Setting<'_>) {
    if let Some(link) = set.link {
        html.push_str("<a");
        attribute(html, "class", (!link.class.is_empty()).then_some(link.class));
        attribute(html, "href", Some(&link.href));
        attribute(html, "data-basis", link.basis);
        attribute(html, "title", link.title.as_deref());
        html.push('>');
    }
    for style in &set.styles {
        html.extend(["<", style, ">"]);
    }
}

fn close(html: &mut String, set: &Setting<'_>) {
    for style in set.styles.iter().rev() {
        html.extend(["</", style, ">"]);
    }
    if set.link.is_some() {
        html.push_str("</a>");
    }
}

/// Links by position, each with a range that is one of the text, none inside another; addresses in the text and links written by
/// hand come after the ones given.
fn without_overlap(text: &Text, given: &[Link]) -> Vec<Link> {
    let by_hand = text.spans.iter().filter_map(|span| match &span.style {
        Style::Link(address) => Some(Link {
            range: span.range.clone(),
            href: web::allowed(address)?.to_owned(),
            class: "web",
            basis: None,
            title: None,
        }),
        _ => None,
    });
    let bare = web::addresses(&text.plain).into_iter().map(|(range, href)| Link {
        range,
        href,
        class: "web",
        basis: None,
        title: None,
    });
    let mut links: BTreeMap<usize, Link> = BTreeMap::new();
    for link in given.iter().cloned().chain(by_hand).chain(bare) {
        let fits = text.plain.get(link.range.clone()).is_some_and(|printed| !printed.is_empty());
        let before = links.range(..link.range.end).next_back();
        if fits && before.is_none_or(|(_, other)| other.range.end <= link.range.start) {
            links.insert(link.range.start, link);
        }
    }
    links.into_values().collect()
}

/// Where something begins or ends, in order, from 0 to the text's length.
fn boundaries(text: &Text, links: &[Link]) -> Vec<usize> {
    let spans = text.spans.iter().flat_map(|span| [span.range.start, span.range.end]);
    let links = links.iter().flat_map(|link| [link.range.start, link.range.end]);
    let marks = text.marks.iter().map(|mark| mark.offset);
    let mut cuts: Vec<usize> = spans.chain(links).chain(marks).chain([0, text.plain.len()]).collect();
    cuts.retain(|&cut| text.plain.is_char_boundary(cut));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// What is set on a stretch, given the spans that run there and all links in order.
fn setting<'a>(spans: &[&Span], links: &'a [Link], stretch: Range<usize>) -> Setting<'a> {
    if stretch.is_empty() {
        return Setting::default();
    }
    let covers = |range: &Range<usize>| range.start <= stretch.start && stretch.end <= range.end;
    let mut styles = Vec::new();
    for span in spans.iter().filter(|span| covers(&span.range)) {
        let style = match span.style {
            Style::Emphasis => "em",
            Style::Strong => "strong",
            Style::Code => "code",
            Style::Link(_) => continue,
        };
        if !styles.contains(&style) {
            styles.push(style);
        }
    }
    let link = links.get(links.partition_point(|link| link.range.end <= stretch.start));
    Setting { link: link.filter(|link| covers(&link.range)), styles }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn link(range: Range<usize>) -> Link {
        Link { range, href: "x.html".into(), class: "", basis: None, title: None }
    }

    #[test]
    fn markup_in_a_source_is_text() {
        let html = passage(&Text::plain("<b>\"x\" & 'y'</b>\u{7}"), &[], &mut NoteMarks::default());
        assert_eq!(html, "&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;\u{fffd}");
    }

    #[test]
    fn a_mark_parts_the_link_it_stands_in() {
        let text = Text {
            plain: "resolution 63/195 of".into(),
            marks: vec![Mark { offset: 10, note: NoteLabel::from(4) }, Mark { offset: 20, note: NoteLabel::from(4) }],
            spans: vec![Span { range: 0..17, style: Style::Emphasis }],
        };
        let mut marks = NoteMarks::of_notes([NoteLabel::from(4)].into_iter());
        assert_eq!(
            passage(&text, &[link(0..17)], &mut marks),
            "<a href=\"x.html\"><em>resolution</em></a>\
             <sup class=\"ref\"><a id=\"ref-4\" href=\"#fn-4\" role=\"doc-noteref\">4</a></sup>\
             <a href=\"x.html\"><em> 63/195</em></a> of\
             <sup class=\"ref\"><a id=\"ref-4-2\" href=\"#fn-4\" role=\"doc-noteref\">4</a></sup>"
        );
        assert_eq!(marks.ids(&NoteLabel::from(4)), ["ref-4", "ref-4-2"]);
    }

    #[test]
    fn of_two_links_that_overlap_the_first_wins() {
        let html =
            passage(&Text::plain("第63/195号"), &[link(3..9), link(6..13), link(0..99)], &mut NoteMarks::default());
        assert_eq!(html, "第<a href=\"x.html\">63/195</a>号");
    }

    #[test]
    fn links_written_by_hand_lead_only_to_the_web_or_the_site() {
        let text = |address: &str| Text {
            plain: "here".into(),
            marks: Vec::new(),
            spans: vec![Span { range: 0..4, style: Style::Link(address.into()) }],
        };
        let html = |address| passage(&text(address), &[], &mut NoteMarks::default());
        assert_eq!(html("https://un.org"), "<a class=\"web\" href=\"https://un.org\">here</a>");
        assert_eq!(html("javascript:alert(1)"), "here");
    }
}
