//! What one document is called.

use std::sync::Arc;

use crate::document::{Dates, Day, Kind, Life, Status, Validity, title_stem};

/// The names of one document, and what tells it from others of the same name.
#[derive(Debug, Clone)]
pub struct Name {
    /// Identifier of the document.
    pub id: String,
    /// Joins the versions of one instrument.
    pub work_id: String,
    /// Title as shown.
    pub title: String,
    /// Name of the part where a work comes in several records (合同编).
    pub subtitle: Option<String>,
    /// Numbers in their usual spelling, the document's own first.
    pub numbers: Vec<String>,
    /// Index number (索引号).
    pub index_number: Option<String>,
    /// Sort of document.
    pub kind: Kind,
    /// Code of the place where it applies.
    pub region: Option<String>,
    /// Issuing organs.
    pub authority: Vec<String>,
    /// Days of publication, entry into force and end.
    pub dates: Dates,
    /// The first day on which the text can have existed.
    pub earliest: Option<Day>,
    /// State as the source declares it.
    pub declared: Status,
    /// What other documents did to it.
    pub life: Arc<Life>,
    /// The year that tells this version from others.
    pub version_year: Option<i32>,
    /// Smallest and largest article number.
    pub articles: Option<(u32, u32)>,
}

impl Name {
    /// The title without the state's name and without version and part ([`title_stem`]).
    pub fn stem(&self) -> String {
        title_stem(&self.title)
    }

    /// The state at a day.
    pub fn status(&self, as_of: Day) -> Status {
        // Existing is enough to count from, as it is for filters and facets.
        let dates = Dates {
            issued: self.earliest,
            ..self.dates
        };
        Validity::state_at(&dates, &self.life, self.declared, as_of)
    }

    /// Orders documents of the same name: what is in force before what is not, then the newest. Larger is better.
    ///
    /// A text is as new as the later of its publication and its entry into force: copies on other sites have lost
    /// the one or the other. Before all others come those of which enough is known to tell their version; a copy
    /// of which nothing is known but a day has that of the copy. Of the same day the better described is first.
    pub fn currency(&self, as_of: Day) -> (bool, i64) {
        const KNOWN: i64 = 1_000_000_000;
        const YEAR: i64 = 10_000;
        const ISSUED: i64 = 1;
        let day = self.dates.issued.max(self.dates.effective);
        let year = day.map(Day::year).or(self.version_year).unwrap_or(0);
        let in_year = day.map_or(0, |day| i64::from(day.month()) * 31 + i64::from(day.day()));
        let mut order = i64::from(year) * YEAR + in_year * 2;
        if self.kind != Kind::Unknown && self.says_its_version() {
            order += KNOWN;
        }
        if self.dates.issued.is_some() {
            order += ISSUED;
        }
        (!self.status(as_of).is_over(), order)
    }

    /// Whether more than a title and a day of publication is known, which may be that of a copy.
    fn says_its_version(&self) -> bool {
        let dates = &self.dates;
        let days = [dates.passed, dates.signed, dates.effective];
        let is_numbered = !self.numbers.is_empty();
        days.iter().any(Option::is_some) || is_numbered || !self.authority.is_empty()
    }
}
