//! Lines of resolutions over the years: 63/195 ← 62/175 ← …. In: all resolutions, with the titles they have or are given, and what the
//! preambles of those that are held recall. Out: for each resolution its line, oldest first. Never looks past the same body.
//!
//! Two resolutions are of one line if they have the same title; if one recalls the other and their titles are nearly the same; or if
//! one begins with recalling the other, the newest that it recalls there, whose title nobody tells. The last is a guess and is named one.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    designation::{Designation, Sitting},
    listing::listed_briefly,
    phrase::Counted,
    site::{Site, natural},
    view::Step,
};
use crate::{
    model::{Archive, At, Entry, Key, Kind, Lang, Map, Mention, Target},
    verbs::Verbs,
};

/// Titles this much alike are of one line where one resolution recalls the other: shared pairs of letters, in hundredths.
const ALIKE: usize = 82;

/// A resolution without a title is of the line if it is at most so many sessions or years older: questions are taken up each year or
/// every other year.
const AGO: u32 = 2;

/// What so many documents cite is recalled by all and of no line.
const COMMON: usize = 12;

/// How many texts on each side of its own a page names of a line.
const NEAR: usize = 12;

/// So many texts take no more room than to say that they are left out.
const FEW: usize = 2;

/// The verbs by which a preamble takes up what it continues.
const CONTINUES: [&str; 2] = ["recalling", "reaffirming"];

/// The lines of an archive. Whoever has places here has them in `Archive::entries`.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// For each place its line, and where it stands there.
    of: Vec<Option<(u32, u32)>>,
    /// Each line, oldest first.
    all: Vec<Vec<u32>>,
    /// Those of which no title says that they are of their line.
    guessed: BTreeSet<u32>,
}

/// A resolution as lines see it.
struct Resolution<'a> {
    place: u32,
    entry: &'a Entry,
    body: String,
    sitting: Sitting,
    /// Letters of its titles.
    titles: BTreeSet<String>,
}

impl Lines {
    /// Finds all lines.
    pub fn of(archive: &Archive, verbs: &Verbs, designations: &[Option<Designation>]) -> Self {
        let entries = archive.entries.par_iter().zip(designations).enumerate();
        let of_entry = |(place, (entry, says)): (usize, (_, &Option<Designation>))| {
            resolution(archive, u32::try_from(place).ok()?, entry, says.as_ref()?)
        };
        let resolutions: Vec<Resolution<'_>> = entries.filter_map(of_entry).collect();
        let mut joined = Joined((0..resolutions.len()).collect());
        by_title(&resolutions, &mut joined);
        let guesses = by_recall(archive, verbs, &resolutions, &mut joined);
        let mut unsure = BTreeSet::new();
        for (older, newer) in guesses {
            // Two resolutions on two questions cannot both continue one.
            let titles: Vec<&BTreeSet<String>> =
                newer.iter().filter_map(|&i| Some(&resolutions.get(i)?.titles)).collect();
            if titles.iter().all(|others| titles.first().is_none_or(|first| any_alike(first, others))) {
                for &i in &newer {
                    joined.join(older, i);
                }
                unsure.extend(resolutions.get(older).map(|older| older.place));
            }
        }
        let mut found = Self { of: vec![None; archive.entries.len()], guessed: unsure, ..Self::default() };
        found.sort(&resolutions, &mut joined);
        found
    }

    fn sort(&mut self, resolutions: &[Resolution<'_>], joined: &mut Joined) {
        let mut roots: Vec<(usize, &Resolution<'_>)> =
            resolutions.iter().enumerate().map(|(i, resolution)| (joined.root(i), resolution)).collect();
        roots.sort_by_key(|(root, _)| *root);
        for group in roots.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1) {
            let mut group: Vec<&Resolution<'_>> = group.iter().map(|(_, resolution)| *resolution).collect();
            group.sort_by_cached_key(|resolution| (resolution.sitting, natural(resolution.entry.identity.as_str())));
            let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
            for (own, resolution) in (0..).zip(&group) {
                if let Some(of) = self.of.get_mut(resolution.place as usize) {
                    *of = Some((number, own));
                }
            }
            self.all.push(group.into_iter().map(|resolution| resolution.place).collect());
        }
    }

    /// The line of a place as its page shows it, itself included; empty where it is of none.
    pub fn around(&self, place: usize) -> Vec<Stands> {
        let Some((line, own)) = self.of.get(place).copied().flatten() else { return Vec::new() };
        let Some(line) = self.all.get(line as usize) else { return Vec::new() };
        let stretch = near(line.len(), own as usize);
        let stands = |place: &u32| Stands::Text { place: *place as usize, guessed: self.guessed.contains(place) };
        let texts = |range: Range<usize>| line.get(range).unwrap_or_default().iter().map(stands);
        let left_out = |range: Range<usize>| (!range.is_empty()).then_some(Stands::LeftOut(range.len()));
        let (first, last) = (1.min(stretch.start), (line.len() - 1).max(stretch.end));
        texts(0..first)
            .chain(left_out(first..stretch.start))
            .chain(texts(stretch.clone()))
            .chain(left_out(stretch.end..last))
            .chain(texts(last..line.len()))
            .collect()
    }
}

/// What stands in a line as a page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A resolution of the line: its place, and whether it is only guessed to be of it.
    Text { place: usize, guessed: bool },
    /// So many of them are left out here.
    LeftOut(usize),
}

/// The stretch that a page shows of a line of a length, given its own place in it; beside it the first and the last of the line stand. What
/// is left out at once is more than `FEW`, or it is not left out. So a page grows no longer than its reader can overlook, and an archive in
/// which one question has been taken up a thousand times does not write it a thousand times on each of their pages.
fn near(length: usize, own: usize) -> Range<usize> {
    let (start, end) = (own.saturating_sub(NEAR), (own + NEAR + 1).min(length));
    let start = if start <= 1 + FEW { 0 } else { start };
    let end = if length - end <= 1 + FEW { length } else { end };
    start..end
}

/// Joins resolutions of one title.
fn by_title(resolutions: &[Resolution<'_>], joined: &mut Joined) {
    let mut firsts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (i, resolution) in resolutions.iter().enumerate() {
        for title in &resolution.titles {
            let first = *firsts.entry((resolution.body.as_str(), title.as_str())).or_insert(i);
            joined.join(first, i);
        }
    }
}

/// Joins resolutions to those of nearly the same title that they recall; those without a title, with which resolutions begin, are
/// guesses: for each of them who begins with it.
fn by_recall(
    archive: &Archive,
    verbs: &Verbs,
    resolutions: &[Resolution<'_>],
    joined: &mut Joined,
) -> BTreeMap<usize, Vec<usize>> {
    let places: Map<&Key, (usize, Sitting)> =
        (0..).zip(resolutions).map(|(i, resolution)| (&resolution.entry.identity, (i, resolution.sitting))).collect();
    let mut guesses: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let continued = resolutions.par_iter().map(|resolution| {
        let mut recalled = recalled(archive, verbs, resolution.entry, |key| places.get(key).copied());
        recalled.retain(|one| resolutions.get(one.what).is_some_and(|older| continues(resolution, older, one)));
        recalled
    });
    for (i, continued) in continued.collect::<Vec<_>>().into_iter().enumerate() {
        for recalled in continued {
            let Some(older) = resolutions.get(recalled.what) else { continue };
            if older.titles.is_empty() {
                guesses.entry(recalled.what).or_default().push(i);
            } else {
                joined.join(recalled.what, i);
            }
        }
    }
    guesses
}

/// The line of a text as its page shows it.
pub fn lineage(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> Vec<Step> {
    let step = |stands| match stands {
        Stands::Text { place, guessed } => {
            let entry = site.archive.entries.at(place)?;
            Some(Step::Text { text: Box::new(listed_briefly(site, entry, page, lang)), guessed })
        }
        Stands::LeftOut(texts) => Some(Step::LeftOut { left_out: site.labels(lang).count(Counted::More, texts) }),
    };
    let place = site.archive.entries.place(entry.identity.as_str());
    place.map(|place| site.lines.around(place)).unwrap_or_default().into_iter().filter_map(step).collect()
}

fn resolution<'a>(archive: &'a Archive, place: u32, entry: &'a Entry, says: &Designation) -> Option<Resolution<'a>> {
    if says.kind != Kind::Resolution {
        return None;
    }
    let Designation { body, sitting, .. } = says.clone();
    let held = entry.versions.iter().filter_map(|&held| archive.held.get(held));
    let own = held.filter_map(|held| held.facts.title.as_deref());
    let told = entry.titles.iter().map(|clue| clue.said.as_str());
    let titles = own.chain(told).map(letters).filter(|letters| !letters.is_empty()).collect();
    Some(Resolution { place, entry, body, sitting, titles })
}

/// The letters of a title, without spaces and punctuation.
fn letters(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A resolution that a preamble takes up.
struct Recalled {
    what: usize,
    /// Whether it is the newest that the preamble begins with, and no other is as new.
    newest: bool,
}

/// The resolutions that the preamble of a held one recalls or reaffirms, in its order.
fn recalled<'k>(
    archive: &'k Archive,
    verbs: &Verbs,
    entry: &Entry,
    place: impl Fn(&'k Key) -> Option<(usize, Sitting)>,
) -> Vec<Recalled> {
    let Some(held) = entry.versions.first().and_then(|&held| archive.held.get(held)) else { return Vec::new() };
    let mut found: Vec<(&At, (usize, Sitting))> = Vec::new();
    for Mention { citation, .. } in held.mentions.iter().filter(|mention| taken_up(verbs, mention)) {
        let Target::Symbol(symbol) = &citation.target else { continue };
        let what = archive.entries.get(symbol.as_str()).and_then(|entry| place(&entry.identity));
        found.extend(what.map(|what| (&citation.at, what)));
    }
    let first = found.first().map(|(at, _)| *at);
    let as_new = |at: &At, (what, sitting): (usize, Sitting)| {
        found.iter().any(|&(other, (with, as_new))| other == at && with != what && as_new >= sitting)
    };
    let newest = |at: &At, older| Some(at) == first && !as_new(at, older);
    found.iter().map(|&(at, older)| Recalled { what: older.0, newest: newest(at, older) }).collect()
}

fn taken_up(verbs: &Verbs, Mention { citation, verb, .. }: &Mention) -> bool {
    matches!(citation.at, At::Preamble(_))
        && citation.kind == Kind::Resolution
        && verb.and_then(|verb| verbs.get(verb)).is_some_and(|verb| CONTINUES.contains(&verb.id.as_str()))
}

/// Whether a resolution continues one that it recalls.
fn continues(resolution: &Resolution<'_>, older: &Resolution<'_>, recalled: &Recalled) -> bool {
    if older.body != resolution.body || older.entry.identity == resolution.entry.identity {
        return false;
    }
    if older.titles.is_empty() {
        return recalled.newest
            && older.entry.cited_by.len() <= COMMON
            && ago(older.sitting, resolution.sitting).is_some_and(|ago| (1..=AGO).contains(&ago));
    }
    any_alike(&resolution.titles, &older.titles)
}

/// Whether two resolutions have titles that are alike; one without a title is like any.
fn any_alike(some: &BTreeSet<String>, others: &BTreeSet<String>) -> bool {
    some.is_empty() || others.is_empty() || some.iter().any(|a| others.iter().any(|b| a == b || alike(a, b)))
}

/// How many sessions or years lie between two sittings of one sort.
fn ago(older: Sitting, newer: Sitting) -> Option<u32> {
    match (older, newer) {
        (Sitting::Session(a), Sitting::Session(b)) | (Sitting::Year(a), Sitting::Year(b)) => b.checked_sub(a),
        _ => None,
    }
}

/// Whether two titles are alike: twice the pairs of letters that both have, by all pairs, in hundredths.
fn alike(a: &str, b: &str) -> bool {
    let is_enough = |shared: usize, all: usize| all > 0 && 200 * shared >= ALIKE * all;
    // A title much shorter than the other cannot share enough, which most are seen by.
    let [some, others] = [a, b].map(|title| title.chars().count().saturating_sub(1));
    if !is_enough(some.min(others), some + others) {
        return false;
    }
    let pairs = |title: &str| {
        let mut pairs: Vec<(char, char)> = title.chars().zip(title.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut shared, mut left, mut right) = (0, a.as_slice(), b.as_slice());
    while let ([one, rest @ ..], [other, others @ ..]) = (left, right) {
        shared += usize::from(one == other);
        (left, right) = (if one <= other { rest } else { left }, if other <= one { others } else { right });
    }
    is_enough(shared, some + others)
}

/// Which resolutions belong together: each leads to another one of its line, the first to itself.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&mut self, mut of: usize) -> usize {
        while let Some(&next) = self.0.get(of).filter(|next| **next != of) {
            // The way grows shorter each time it is gone.
            let far = self.0.get(next).copied().unwrap_or(next);
            if let Some(link) = self.0.get_mut(of) {
                *link = far;
            }
            of = next;
        }
        of
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(link) = self.0.get_mut(a.max(b)) {
            *link = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_one_line_are_alike() {
        let alike = |a, b| alike(&letters(a), &letters(b));
        for (a, b) in [
            ("Freedom of religion or belief", "Freedom of religion and belief"),
            ("Lighthouses and their keepers", "Lighthouses, and their keepers"),
            ("Strengthening the crime prevention programme", "Strengthening of the crime prevention programme"),
            (
                "加强联合国预防犯罪和刑事司法方案，特别是其技术合作能力",
                "加强联合国预防犯罪和刑事司法方案特别是其技术合作的能力",
            ),
        ] {
            assert!(alike(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("Situation of human rights in Belarus", "Situation of human rights in Myanmar"),
            ("Cooperation with the African Union", "Cooperation with the League of Arab States"),
            ("Oceans and the law of the sea", "Sustainable fisheries"),
            ("", ""),
        ] {
            assert!(!alike(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn a_page_shows_what_stands_near_it_in_its_line() {
        for (length, own, shown) in [
            (2, 0, 0..2),
            (2 * NEAR + 1, NEAR, 0..2 * NEAR + 1),
            // Two would be left out at the end: they are shown.
            (NEAR + 1 + 3, 0, 0..NEAR + 1 + 3),
            // Three would be, before the last.
            (NEAR + 1 + 4, 0, 0..NEAR + 1),
            (1000, 500, 500 - NEAR..501 + NEAR),
            (1000, 999, 999 - NEAR..1000),
            (1000, NEAR + 3, 0..2 * NEAR + 4),
            (1000, NEAR + 4, 4..2 * NEAR + 5),
        ] {
            assert_eq!(near(length, own), shown, "{length} {own}");
        }
    }

    #[test]
    fn what_is_joined_has_one_root() {
        let mut joined = Joined((0..6).collect());
        joined.join(0, 1);
        joined.join(4, 5);
        joined.join(5, 1);
        let roots: Vec<usize> = (0..6).map(|i| joined.root(i)).collect();
        assert_eq!(roots, [0, 0, 2, 3, 0, 0]);
    }
}
