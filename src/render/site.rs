//! What all pages share: where each document is, where a citation leads, what things are called. In: the archive. Out: `Site`,
//! lookups made once before pages are rendered in parallel. Never renders.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    Material,
    designation::{Designation, Sitting, body_name},
    keys::Keys,
    labels::{Labels, Words},
    lineage::Lines,
    templates::Templates,
    view::WordKey,
};
use crate::{
    config::ArchiveFile,
    made_from::MadeFrom,
    model::{
        Address, Archive, Backlink, Citation, Digest, Document, Entry, Failure, Held, Identity, Key, Kind, Lang,
        Mention, Texts,
    },
    verbs::Verbs,
};

/// Where a citation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The page, and the place in it where the pinpoint names one that is there.
    pub address: Address,
    /// Whether the archive holds the text.
    pub held: bool,
}

/// A page made from Markdown, in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPage {
    /// Path without ending.
    pub stem: String,
    /// Its first heading.
    pub title: String,
}

/// By body how many texts it has, and from which sittings.
type Shelved = BTreeMap<String, (usize, BTreeSet<Sitting>)>;

/// The archive as pages see it.
pub struct Site<'a> {
    /// What is rendered.
    pub archive: &'a Archive,
    /// The texts of its documents.
    texts: &'a dyn Texts,
    /// What its pages are made from.
    made_from: &'a MadeFrom,
    /// What every page is made from, whatever it shows.
    pub shared: Digest,
    /// Title, description, base address.
    pub settings: &'a ArchiveFile,
    /// The words of the interface.
    pub words: &'a Words,
    /// The verbs of citing.
    pub verbs: &'a Verbs,
    /// Pages from Markdown.
    pub written: Vec<WrittenPage>,
    /// What stands before and after each held entry in its series.
    neighbours: BTreeMap<&'a Key, (Option<&'a Key>, Option<&'a Key>)>,
    /// Body and sitting that each of `Archive::entries` stands under.
    shelves: Vec<(String, Sitting)>,
    /// How many texts each body has, and from which sittings.
    shelved: Shelved,
    /// The place of the entry of each of `Archive::held`.
    places: Vec<Option<usize>>,
    /// How many subject words all documents have between them.
    subject_words: usize,
    /// What symbols say, for scripts.
    keys: Keys,
    /// Lines of resolutions over the years.
    pub lines: Lines,
}

impl<'a> Site<'a> {
    /// Looks everything up once.
    pub fn new(material: &Material<'a>, templates: &'a Templates, written: Vec<WrittenPage>) -> Self {
        let Material { archive, texts, settings, made_from, cache, .. } = *material;
        let Templates { words, verbs, .. } = templates;
        let key =
            made_from.lists().map(|lists| cache.key(Digest::of([lists.as_ref(), verbs.checksum().as_ref(), b"lines"])));
        let (lines, (designations, shelves)) =
            rayon::join(|| key.and_then(|key| cache.get(key)), || designations(archive));
        let find_lines = || {
            let lines = Lines::of(archive, verbs, &designations);
            key.map(|key| cache.keep(key, &lines));
            lines
        };
        let look_up = || {
            let places = archive.held.iter().map(|held| archive.entries.place(held.identity.as_str())).collect();
            (shelved(&shelves), neighbours(archive, &designations), places)
        };
        let subject_words = archive.held.iter().map(|held| held.facts.subjects.len()).sum();
        let (lines, (counts, neighbours, places)) = rayon::join(|| lines.unwrap_or_else(find_lines), look_up);
        Self {
            archive,
            texts,
            made_from,
            shared: shared(material, templates, &written, subject_words > 0),
            settings,
            words,
            verbs,
            written,
            neighbours,
            shelves,
            shelved: counts,
            places,
            subject_words,
            keys: Keys::new(words.of(archive.main_lang)),
            lines,
        }
    }

    /// Where the entry of a document stands in the order of entries.
    pub fn place_of(&self, held: usize) -> Option<usize> {
        self.places.get(held).copied().flatten()
    }

    /// How many texts of a body are held or cited.
    pub fn shelved(&self, body: &str) -> usize {
        self.shelved.get(body).map_or(0, |(texts, _)| *texts)
    }

    /// Whether a text of this sitting of a body is held or cited.
    pub fn has_sitting(&self, body: &str, sitting: Sitting) -> bool {
        self.shelved.get(body).is_some_and(|(_, sittings)| sittings.contains(&sitting))
    }

    /// Whether a body has too many texts for one page.
    pub fn is_split(&self, body: &str) -> bool {
        super::shelves::splits(self.shelved(body))
    }

    /// Whether any document names its subjects.
    pub const fn has_subjects(&self) -> bool {
        self.subject_words > 0
    }

    /// Whether each subject has a page of its own.
    pub fn has_subject_pages(&self) -> bool {
        super::subjects::splits(self.subject_words)
    }

    /// The words of a language.
    pub fn labels(&self, lang: Lang) -> &'a Labels {
        self.words.of(lang)
    }

    /// The page of an entry, in a language where the archive holds it in that language.
    pub fn address_in(&self, entry: &Entry, lang: Lang) -> Address {
        self.version_in(entry, lang).and_then(|held| self.archive.page_of(held)).unwrap_or_else(|| entry.address(None))
    }

    /// The version of an entry in a language, else the one at its plain path.
    pub fn version_in(&self, entry: &Entry, lang: Lang) -> Option<usize> {
        let speaks = |held: &&usize| self.held(**held).is_some_and(|held| held.facts.lang == lang);
        entry.versions.iter().find(speaks).or_else(|| entry.versions.first()).copied()
    }

    /// A document by index.
    pub fn held(&self, index: usize) -> Option<&'a Held> {
        self.archive.held.get(index).map(Arc::as_ref)
    }

    /// The text of a document.
    pub fn text(&self, held: usize) -> Result<Arc<Document>, Failure> {
        self.texts.document(held)
    }

    /// Where a citation leads from the page of the document that it stands in; `None` where the archive has no such page.
    pub fn destination(&self, citing: usize, citation: &Citation) -> Option<Destination> {
        let address = self.archive.leads_to(citing, citation)?;
        let held = self.archive.cited(citation).is_none_or(Entry::is_held);
        Some(Destination { address, held })
    }

    /// The mentions of an entry by other documents: a document that points to a paragraph of its own is not cited by it.
    pub fn mentions(&self, entry: &'a Entry) -> impl Iterator<Item = (Backlink, &'a Held, &'a Mention)> {
        entry.cited_by.iter().filter_map(|&link| {
            let held = self.held(link.held)?;
            let mention = held.mentions.get(link.mention)?;
            (mention.citation.kind != Kind::Internal).then_some((link, held, mention))
        })
    }

    /// What stands before and after an entry in its series.
    pub fn neighbours(&self, key: &Key) -> (Option<&'a Key>, Option<&'a Key>) {
        self.neighbours.get(key).copied().unwrap_or_default()
    }

    /// The title of an entry: its own, in the language asked for if there is one, else one that a citing text tells.
    pub fn title_of(&self, entry: &'a Entry, lang: Lang) -> Option<(&'a str, Lang)> {
        let own = self.version_in(entry, lang).and_then(|held| self.held(held)).and_then(|held| {
            let facts = &held.facts;
            facts.title.as_deref().map(|title| (title, facts.lang))
        });
        own.or_else(|| {
            let told = entry.titles.iter().find(|clue| clue.lang == lang).or_else(|| entry.titles.first());
            told.map(|clue| (clue.said.as_str(), clue.lang))
        })
    }

    /// What a symbol says in words; `None` for an id.
    pub fn designation(&self, identity: &Identity) -> Option<Designation> {
        identity.symbol().map(|symbol| Designation::of(symbol, &self.archive.bodies))
    }

    /// What a symbol or id is called in a language.
    pub fn say(&self, identity: &Identity, lang: Lang) -> String {
        self.designation(identity).map_or_else(
            || identity.to_string(),
            |designation| designation.say(self.labels(lang), &self.archive.bodies, lang),
        )
    }

    /// The same as words that a script can say in another language; `None` for an id.
    pub fn say_key(&self, identity: &Identity) -> Option<WordKey> {
        self.designation(identity).map(|designation| self.keys.of(&designation))
    }

    /// What a body is called.
    pub fn body(&self, prefix: &str, lang: Lang) -> String {
        body_name(prefix, &self.archive.bodies, lang)
    }

    /// Body and sitting that an entry stands under: those of its symbol, else those of its facts.
    pub fn shelf_of(&self, entry: &Entry) -> (&str, Sitting) {
        self.archive.entries.place(entry.identity.as_str()).map_or(("", Sitting::Unsaid), |place| self.shelf(place))
    }

    /// The same of the entry at a place.
    pub fn shelf(&self, place: usize) -> (&str, Sitting) {
        self.shelves.get(place).map_or(("", Sitting::Unsaid), |(body, sitting)| (body, *sitting))
    }

    /// What rows of the entry at a place are made from, in lists: what it is called, how many cite it, how much its versions cite.
    pub fn row(&self, place: usize) -> Digest {
        let name = self.made_from.name(place).unwrap_or(self.shared);
        let entry = self.archive.entries.at(place);
        let versions = entry.map(|entry| entry.versions.as_slice()).unwrap_or_default();
        let made = versions.iter().filter_map(|&version| self.held(version)).map(|held| held.mentions.len());
        let counts = entry.map(Entry::received).into_iter().chain(made);
        let counts: Vec<u8> = counts.flat_map(usize::to_le_bytes).collect();
        Digest::of([self.shared.as_ref(), name.as_ref(), &counts])
    }
}

/// The menu of every page leads to the subjects where there are any.
fn shared(material: &Material<'_>, templates: &Templates, written: &[WrittenPage], subjects: bool) -> Digest {
    let Material { archive, settings, .. } = *material;
    let settings = format!("{settings:?} {written:?} {subjects}");
    let bodies = format!("{:?}", archive.bodies);
    let main = archive.main_lang.code();
    Digest::of([settings.as_bytes(), bodies.as_bytes(), main.as_bytes(), templates.digest().as_ref()])
}

/// What the symbol of each entry says in words, and the shelf that it stands on.
fn designations(archive: &Archive) -> (Vec<Option<Designation>>, Vec<(String, Sitting)>) {
    let of_each = archive.entries.par_iter().map(|entry| {
        let says = designation(archive, entry);
        let shelf = shelf(archive, entry, says.as_ref());
        (says, shelf)
    });
    of_each.unzip()
}

/// What stands on the shelves of each body.
fn shelved(shelves: &[(String, Sitting)]) -> Shelved {
    let mut counts = Shelved::new();
    for (body, sitting) in shelves.iter().filter(|(body, _)| !body.is_empty()) {
        // Of each of a hundred thousand texts at each build.
        if !counts.contains_key(body) {
            counts.insert(body.clone(), Default::default());
        }
        if let Some((texts, sittings)) = counts.get_mut(body) {
            *texts += 1;
            sittings.insert(*sitting);
        }
    }
    counts
}

fn designation(archive: &Archive, entry: &Entry) -> Option<Designation> {
    entry.identity.symbol().map(|symbol| Designation::of(symbol, &archive.bodies))
}

fn shelf(archive: &Archive, entry: &Entry, says: Option<&Designation>) -> (String, Sitting) {
    if let Some(designation) = says {
        return (designation.body.clone(), designation.sitting);
    }
    let facts = entry.versions.first().and_then(|&held| archive.held.get(held)).map(|held| &held.facts);
    let body = facts.and_then(|facts| facts.body.clone()).unwrap_or_default();
    let sitting = facts.and_then(|facts| facts.session.as_deref()).and_then(Sitting::read);
    (body, sitting.unwrap_or(Sitting::Unsaid))
}

/// The official link of a symbol, where its body prints it on the text.
pub fn official(identity: &Identity, archive: &Archive) -> Option<String> {
    let symbol = identity.symbol()?;
    archive.bodies.is_official(symbol).then(|| {
        let first = symbol.first();
        let path = first.as_str().replace('[', "%5B").replace(']', "%5D");
        format!("https://docs.un.org/{path}")
    })
}

/// An entry in its series: session or year, number, key.
type Row<'a> = (Sitting, Vec<Chunk<'a>>, &'a Key);

/// Held entries in the order of their series: the same body and kind, by session or year, then by number.
fn neighbours<'a>(
    archive: &'a Archive,
    designations: &[Option<Designation>],
) -> BTreeMap<&'a Key, (Option<&'a Key>, Option<&'a Key>)> {
    let mut series: BTreeMap<(&str, Kind), Vec<Row<'_>>> = BTreeMap::new();
    for (entry, designation) in archive.entries.iter().zip(designations).filter(|(entry, _)| entry.is_held()) {
        if let Some(Designation { body, sitting, kind, .. }) = designation {
            let row = (*sitting, natural(entry.identity.as_str()), &entry.identity);
            series.entry((body, *kind)).or_default().push(row);
        }
    }
    let mut neighbours = BTreeMap::new();
    for rows in series.values_mut() {
        rows.sort();
        for (i, (_, _, key)) in rows.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| rows.get(i)).map(|row| row.2);
            neighbours.insert(*key, (before, rows.get(i + 1).map(|row| row.2)));
        }
    }
    neighbours
}

/// A stretch of figures or of other characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chunk<'a> {
    /// Figures, by value.
    Number(u64),
    /// Anything else, by character.
    Letters(&'a str),
}

/// A key by which `A/RES/63/9` stands before `A/RES/63/10`.
pub fn natural(symbol: &str) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::new();
    let mut rest = symbol;
    while let Some(first) = rest.chars().next() {
        let figures = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != figures).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        chunks.push(chunk.parse().map_or(Chunk::Letters(chunk), Chunk::Number));
        rest = after;
    }
    chunks
}
