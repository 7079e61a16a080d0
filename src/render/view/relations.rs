//! What a text cites and who cites it. In: nothing. Out: types for `parts/cited_by.html` and `cited.html`, and for what stands below a
//! document. Never holds a text as a whole.

use serde::Serialize;

use super::{Anchor, Count, Frame, Listed, Rest, Title, View, WordKey};

/// One mention, with its sentence.
#[derive(Debug, Clone, Serialize)]
pub struct MentionRow {
    pub href: String,
    pub place: String,
    pub place_key: WordKey,
    pub pinpoint: Option<String>,
    pub pinpoint_key: Option<WordKey>,
    /// The verb that takes the text up: its name in data, and in words.
    pub verb: Option<String>,
    pub verb_name: Option<String>,
    pub inferred: Option<String>,
    pub inferred_key: Option<WordKey>,
    /// Of a note, the sentence that bears its mark.
    pub bearing: Option<Bearing>,
    pub before: String,
    pub said: String,
    pub after: String,
}

/// What stands before and after the mark of a note.
#[derive(Debug, Clone, Serialize)]
pub struct Bearing {
    pub before: String,
    pub mark: String,
    pub after: String,
}

/// All mentions by one document.
#[derive(Debug, Clone, Serialize)]
pub struct CitingDocument {
    pub href: String,
    pub symbol: String,
    pub title: Option<String>,
    pub lang: String,
    pub dir: &'static str,
    pub date: Option<String>,
    pub datetime: Option<String>,
    pub year: Option<String>,
    pub body: Option<String>,
    pub body_key: Option<WordKey>,
    pub doc_type: String,
    pub doc_type_key: &'static str,
    /// Its anchor, where the list is spread over pages.
    pub id: Option<String>,
    pub count: Count,
    pub mentions: Vec<MentionRow>,
}

/// When and by whom a text was cited.
#[derive(Debug, Clone, Serialize)]
pub struct UsedBy {
    pub date: String,
    pub datetime: String,
    pub by: Anchor,
}

/// When a text was first and last cited, and what lies between.
#[derive(Debug, Clone, Serialize)]
pub struct Use {
    pub first: UsedBy,
    pub last: UsedBy,
    /// Empty where no year is silent.
    pub silent: String,
    pub chart_html: Option<String>,
}

/// One of the pages that a long list is spread over.
#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    pub href: String,
    pub number: usize,
    pub current: bool,
}

/// Who cites a text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CitedBy {
    /// Of documents.
    pub count: Count,
    /// Of mentions, where they are more.
    pub mentions: Option<Count>,
    pub usage: Option<Use>,
    /// The pages that the list is spread over, where it is.
    pub leaves: Vec<Leaf>,
    /// What filters ask for, of the documents on all pages, where there are more than one.
    pub all: Option<String>,
    pub documents: Vec<CitingDocument>,
}

/// A further page of who cites a text.
#[derive(Debug, Clone, Serialize)]
pub struct CitedPage {
    pub frame: Frame,
    pub symbol: String,
    pub title: Title,
    pub cited_by: CitedBy,
}

impl View for CitedPage {
    const TEMPLATE: &'static str = "cited.html";
}

/// A text that a document cites.
#[derive(Debug, Clone, Serialize)]
pub struct CitedText {
    pub href: String,
    pub symbol: String,
    pub title: Option<String>,
    pub lang: String,
    pub held: bool,
    pub place_href: String,
    pub place: String,
    pub place_key: WordKey,
    pub times: Option<String>,
}

/// What a document cites of one body.
#[derive(Debug, Clone, Serialize)]
pub struct CitedBody {
    pub name: String,
    pub key: WordKey,
    pub count: String,
    pub texts: Vec<CitedText>,
}

/// A document that cites the same texts.
#[derive(Debug, Clone, Serialize)]
pub struct Kin {
    pub text: Listed,
    pub count: String,
    pub shared: String,
}

/// What stands at a place of a line of resolutions.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Step {
    Text {
        text: Box<Listed>,
        /// Whether it is known only from what the next one recalls.
        guessed: bool,
    },
    LeftOut {
        left_out: Count,
    },
}

/// One side of a graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphSide {
    pub texts: Vec<Listed>,
    pub more: Option<Rest>,
}

/// What a text cites, the text, who cites it.
#[derive(Debug, Clone, Serialize)]
pub struct Graph {
    pub cites: GraphSide,
    pub cites_html: String,
    pub cited_by: GraphSide,
    pub cited_by_html: String,
}
