//! Pages that people write: about, help. In: Markdown. Out: pages. Raw HTML in them is shown as text; links lead to the web, to mail
//! or to pages of the site.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::{
    frame::{describe, frame},
    site::{Site, WrittenPage},
    templates::Templates,
    view::WrittenView,
    web,
};
use crate::model::{Address, Failure, Page};

/// The page's title: its first heading, else its name.
pub fn title(stem: &str, markdown: &str) -> String {
    let mut inside = false;
    let mut title = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => inside = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if inside => break,
            Event::Text(text) | Event::Code(text) if inside => title.push_str(&text),
            _ => {}
        }
    }
    if title.is_empty() { stem.rsplit('/').next().unwrap_or(stem).to_owned() } else { title }
}

/// A page from Markdown.
pub fn page(site: &Site<'_>, templates: &Templates, written: &WrittenPage, markdown: &str) -> Result<Page, Failure> {
    let lang = site.archive.main_lang;
    let address = Address::of_page(written.stem.clone());
    let mut frame = frame(site, &address, lang, &written.title);
    describe(&mut frame, &written.title);
    let view = WrittenView { frame, html: to_html(markdown) };
    Ok(Page::new(address.html(), templates.fill(&view, lang)?))
}

/// What Markdown means in pages that people write.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Markdown as HTML that holds no markup of the author's own.
fn to_html(markdown: &str) -> String {
    // A link that may not lead anywhere is shown as its words alone; its end tag must go with it.
    let mut dropped = Vec::new();
    let events = Parser::new_ext(markdown, options()).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let allowed = web::allowed(&dest_url).map(|url| CowStr::from(url.to_owned()));
            dropped.push(allowed.is_none());
            allowed.map(|dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => (!dropped.pop().unwrap_or_default()).then_some(Event::End(TagEnd::Link)),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            // Nothing is fetched from elsewhere: an image is a file of the site, and any other is its words.
            let local =
                web::allowed(&dest_url).filter(|url| !url.contains(':')).map(|url| CowStr::from(url.to_owned()));
            dropped.push(local.is_none());
            local.map(|dest_url| Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Image) => (!dropped.pop().unwrap_or_default()).then_some(Event::End(TagEnd::Image)),
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_markup_is_text_and_bad_links_are_words() {
        let html = to_html("# T\n\n<script>x</script>\n\n[a](javascript:x) [b](about.html) <b>c</b>");
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("<a href=\"about.html\">b</a>"), "{html}");
        assert!(!html.contains("javascript") && html.contains("a "), "{html}");
        let html =
            to_html("![a](http://evil.example/x.png) ![b](static/b.png) [![c](//evil.example/c.png)](about.html)");
        assert_eq!(html, "<p>a <img src=\"static/b.png\" alt=\"b\" /> <a href=\"about.html\">c</a></p>\n");
        assert_eq!(title("about", "# Über *uns*"), "Über uns");
        assert_eq!(title("help/start", "no heading"), "start");
    }
}
