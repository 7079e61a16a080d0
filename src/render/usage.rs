//! How a text is used over the years: first and last cited, by whom, the silent years between, and a picture of it. In: an entry's
//! mentions. Out: `Use`. A citing document without a date counts nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    chart::{Bar, bars},
    site::Site,
    view::{Anchor, Use, UsedBy},
};
use crate::model::{Entry, Lang, When};

/// First and last use, silent years, documents by year; `None` where fewer than two dated documents cite the entry: one stands below by itself.
pub fn usage(site: &Site<'_>, entry: &Entry, page: &str, lang: Lang) -> Option<Use> {
    let labels = site.labels(lang);
    let mut dated: Vec<(When, usize)> = site
        .mentions(entry)
        .filter_map(|(link, held, _)| held.facts.date.map(|date| (date, link.held)))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    dated.sort_unstable();
    let citer = |&(date, held): &(When, usize)| {
        let address = site.archive.page_of(held)?;
        let label = site.held(held)?.identity.to_string();
        let by = Anchor { href: address.from(page), label };
        Some(UsedBy { date: labels.say_date(date), datetime: date.to_string(), by })
    };
    let [first, .., last] = dated.as_slice() else { return None };
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for (date, _) in &dated {
        *years.entry(date.year()).or_default() += 1;
    }
    let (from, to) = (first.0.year(), last.0.year());
    let silent: Vec<i16> = (from..=to).filter(|year| !years.contains_key(year)).collect();
    let chart = (from < to).then(|| {
        let bars: Vec<Bar> = (from..=to)
            .map(|year| Bar { label: year.to_string(), value: years.get(&year).copied().unwrap_or_default() })
            .collect();
        super::chart::bars(&labels.words.by_year_chart, &bars, &labels.list)
    });
    Some(Use {
        first: citer(first)?,
        last: citer(last)?,
        silent: ranges(&silent).join(&labels.list),
        chart_html: chart,
    })
}

/// Years that follow one another as ranges: `2010–2012`, `2014`.
fn ranges(years: &[i16]) -> Vec<String> {
    let mut said: Vec<(i16, i16)> = Vec::new();
    for &year in years {
        match said.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => said.push((year, year)),
        }
    }
    said.into_iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect()
}

/// Citations by the year of the citing document, for the whole archive.
pub fn by_year(site: &Site<'_>, lang: Lang) -> Option<String> {
    let labels = site.labels(lang);
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for held in &site.archive.held {
        if let Some(date) = held.facts.date {
            *years.entry(date.year()).or_default() += held.mentions.len();
        }
    }
    let (from, to) = (*years.keys().next()?, *years.keys().next_back()?);
    let shown: Vec<Bar> = (from..=to)
        .map(|year| Bar { label: year.to_string(), value: years.get(&year).copied().unwrap_or_default() })
        .collect();
    (from < to).then(|| bars(&labels.words.citations_by_year, &shown, &labels.list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_follow_one_another_are_a_range() {
        assert_eq!(ranges(&[2010, 2011, 2012, 2014, 2016, 2017]), ["2010–2012", "2014", "2016–2017"]);
        assert!(ranges(&[]).is_empty());
    }
}
