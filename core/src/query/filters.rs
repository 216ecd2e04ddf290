//! Filters, sorts and levels: what narrows and orders an answer beside the words.

use serde::{Deserialize, Serialize};

use crate::document::{Day, Kind, Status};

/// What one hit is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A document, its best articles under it.
    #[default]
    Document,
    /// A single article.
    Article,
}

/// What the hits are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// How well they answer.
    #[default]
    Relevance,
    /// Day of publication; documents without one come last.
    Issued,
    /// Day of entry into force; documents without one come last.
    Effective,
    /// Rank of the text (效力位阶), the highest first when ascending.
    Rank,
}

/// Direction of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

/// Fields that can be counted by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FacetField {
    /// Sort of document.
    Kind,
    /// Issuing organ.
    Authority,
    /// Place, by code.
    Region,
    /// Theme.
    Theme,
    /// State of validity at the asked day.
    Status,
    /// Year of publication.
    Year,
}

impl FacetField {
    /// Every facet, in the order in which answers list them.
    pub const ALL: [Self; 6] = [
        Self::Kind,
        Self::Status,
        Self::Authority,
        Self::Region,
        Self::Theme,
        Self::Year,
    ];

    /// The name in requests and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Authority => "authority",
            Self::Region => "region",
            Self::Theme => "theme",
            Self::Status => "status",
            Self::Year => "year",
        }
    }

    /// The field of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Days from and to, both inclusive; `None` leaves the side open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
}

impl DateRange {
    /// Whether the range lets every document through, also those without a date.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether a document of this day passes. One without a day passes only an open range.
    pub fn admits(&self, day: Option<Day>) -> bool {
        match day {
            None => self.is_open(),
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
            }
        }
    }
}

/// What a document must be beside matching the words: OR within one field, AND between fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Collections; empty means all.
    pub collection: Vec<String>,
    /// Sorts of document.
    pub kind: Vec<Kind>,
    /// Issuing organs by full name.
    pub authority: Vec<String>,
    /// Codes of GB/T 2260. A province's code lets its cities and counties through as well.
    pub region: Vec<String>,
    /// Themes: a first-level theme lets its second levels through.
    pub theme: Vec<String>,
    /// States at the asked day.
    pub status: Vec<Status>,
    /// Years of publication.
    pub year: Vec<i32>,
    /// Exact document number, in any spelling.
    pub number: Option<String>,
    /// Days of publication.
    pub issued: DateRange,
    /// Days of entry into force.
    pub effective: DateRange,
}
