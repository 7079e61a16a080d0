//! Reads the facts that a user wrote beside a text or at its head. In: a sheet of facts. Out: `Told`. The keys are those of
//! `markdown::FactSheet`, so that a sidecar and front matter cannot differ.

use crate::markdown::FactSheet;

use super::told::Told;

impl From<FactSheet> for Told {
    fn from(sheet: FactSheet) -> Self {
        Self {
            symbol: sheet.symbol,
            id: sheet.id,
            title: sheet.title,
            date: sheet.date,
            lang: sheet.lang,
            body: sheet.body,
            session: sheet.session.map(String::from),
            agenda_item: sheet.agenda_item.map(String::from),
            doc_type: sheet.doc_type,
            subjects: (!sheet.subjects.is_empty()).then_some(sheet.subjects),
            job_number: sheet.job_number,
            source: sheet.source,
            aliases: (!sheet.aliases.is_empty()).then_some(sheet.aliases),
            meeting: sheet.meeting,
            vote: sheet.vote,
            distributed: sheet.distributed,
            basis: sheet.basis,
            original: sheet.original,
        }
    }
}
