//! What was understood, in the form that the user sees and that the plan is made from.

use serde::{Deserialize, Serialize};

use crate::document::{Kind, Status};
use crate::query::{FacetField, Filters, Query};

/// Something that was understood of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interpretation {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: InterpretationKind,
    /// What it was understood as, in its usual spelling and in Chinese.
    pub text: String,
    /// First character of the raw query that says it.
    pub from: u32,
    /// One past its last character.
    pub to: u32,
    /// Whether nothing else can be meant.
    pub certain: bool,
    /// What it does to the search.
    pub effect: Effect,
}

/// Sorts of things that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InterpretationKind {
    /// A document number, decree number or index number.
    Number,
    /// A title, whole or shortened by rule.
    Title,
    /// Another name: short, popular, former, English.
    Alias,
    /// An article of a named text.
    Article,
    /// The identifier of a record.
    Id,
    /// A place.
    Region,
    /// An organ.
    Authority,
    /// A day, a year, a span of time.
    Time,
    /// A sort of document or a form (办法, 通知).
    Kind,
    /// A state of validity.
    Status,
    /// A version of a named text.
    Version,
    /// Pinyin or initials in Latin letters.
    Pinyin,
    /// A correction of what was typed.
    Correction,
    /// Words of asking that nothing is looked up by.
    Filler,
    /// A passage that some text says word for word.
    Passage,
}

impl InterpretationKind {
    /// Every sort.
    pub const ALL: [Self; 15] = [
        Self::Number,
        Self::Title,
        Self::Alias,
        Self::Article,
        Self::Id,
        Self::Region,
        Self::Authority,
        Self::Time,
        Self::Kind,
        Self::Status,
        Self::Version,
        Self::Pinyin,
        Self::Correction,
        Self::Filler,
        Self::Passage,
    ];

    /// The name in addresses, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Alias => "alias",
            Self::Article => "article",
            Self::Id => "id",
            Self::Region => "region",
            Self::Authority => "authority",
            Self::Time => "time",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Version => "version",
            Self::Pinyin => "pinyin",
            Self::Correction => "correction",
            Self::Filler => "filler",
            Self::Passage => "passage",
        }
    }

    /// The sort of a name as [`InterpretationKind::as_str`] gives it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What an interpretation does to the search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Effect {
    /// Names documents, which come first.
    #[default]
    Names,
    /// Leaves out everything else.
    Filters,
    /// Puts what has it before what has not.
    Prefers,
    /// Is said, and changes nothing else.
    Says,
}

/// Words that were looked for in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expansion {
    /// As typed.
    pub from: String,
    /// What was looked for as well.
    pub to: Vec<String>,
}

/// A document, or an article of it, that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Identifier of the document.
    pub id: String,
    /// Addresses of its articles ([`crate::structure::Passage::n`]: `12`, `133-1`), in the order asked for.
    pub articles: Vec<String>,
}

/// Something that documents are preferred for having.
#[derive(Debug, Clone, PartialEq)]
pub struct Preference {
    /// Which field.
    pub field: FacetField,
    /// Any of these values, as filters take them.
    pub values: Vec<String>,
}

/// Something that the user has to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// What about.
    pub kind: NoteKind,
    /// In Chinese, one sentence.
    pub text: String,
}

/// Things that have to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// The number typed with a title is not the number of that title.
    NumberContradictsTitle,
    /// No document of this number is held; the nearest of its series.
    NumberNotHeld,
    /// The text has no such article.
    NoSuchArticle,
    /// The text is no longer in force; what came in its place.
    Superseded,
    /// The organ bears another name now.
    OrganRenamed,
    /// Something was corrected before searching.
    Corrected,
    /// A filter that was understood left nothing, and was taken off again.
    FilterDropped,
}

/// What was made of a query.
#[derive(Debug, Clone, Default)]
pub struct Understanding {
    /// What is shown, by place in the query.
    pub interpretation: Vec<Interpretation>,
    /// Documents that are named outright, the best first. They come before all others.
    pub named: Vec<Named>,
    /// What is left out because of what was said. Empty where nothing was.
    pub filters: Filters,
    /// What is preferred because of what was said.
    pub preferences: Vec<Preference>,
    /// Official words for colloquial ones: looked for as well, with less weight than what was typed.
    pub expansions: Vec<Expansion>,
    /// What has to be told.
    pub notes: Vec<Note>,
    /// The words that are left to look for.
    pub query: Query,
}

impl Preference {
    /// The filter that lets through what is preferred. Values that no filter takes are left out.
    pub fn as_filters(&self) -> Filters {
        let mut filters = Filters::default();
        for value in &self.values {
            match self.field {
                FacetField::Kind => filters.kind.extend(Kind::parse(value)),
                FacetField::Status => filters.status.extend(Status::from_name(value)),
                FacetField::Year => filters.year.extend(value.parse::<i32>().ok()),
                FacetField::Authority => filters.authority.push(value.clone()),
                FacetField::Region => filters.region.push(value.clone()),
                FacetField::Theme => filters.theme.push(value.clone()),
            }
        }
        filters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_serde() {
        for kind in InterpretationKind::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
            assert_eq!(InterpretationKind::from_name(kind.as_str()), Some(kind));
        }
        // The last of the list is the last of the type: none is missing.
        assert_eq!(
            InterpretationKind::Passage as usize + 1,
            InterpretationKind::ALL.len()
        );
    }
}
