//! The sections of the first page: which there are, by names that settings can use.

use serde::Deserialize;
use tongcha::search::ListKind;

/// A part of the first page; settings name it as serde reads it (`newly_published`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HomeSection {
    /// How much there is of each class of documents.
    Classes,
    /// What was published last.
    NewlyPublished,
    /// What came into force last.
    NewlyInForce,
    /// What will come into force.
    ComingIntoForce,
    /// What will run out.
    Expiring,
    /// What was amended last.
    Changed,
    /// What was repealed last.
    Repealed,
    /// What can be subscribed to.
    Feeds,
    /// Ways in by sort of document.
    Kinds,
    /// Ways in by state of validity.
    Statuses,
    /// Ways in by issuing organ.
    Authorities,
    /// Ways in by place.
    Regions,
    /// Ways in by theme.
    Themes,
    /// Ways in by year of publication.
    Years,
}

impl HomeSection {
    /// Every section, in the usual order.
    pub const ALL: [Self; 14] = [
        Self::Classes,
        Self::NewlyPublished,
        Self::NewlyInForce,
        Self::ComingIntoForce,
        Self::Expiring,
        Self::Changed,
        Self::Repealed,
        Self::Feeds,
        Self::Kinds,
        Self::Statuses,
        Self::Authorities,
        Self::Regions,
        Self::Themes,
        Self::Years,
    ];

    /// The list that it shows the beginning of.
    pub fn list(self) -> Option<ListKind> {
        match self {
            Self::NewlyPublished => Some(ListKind::NewlyPublished),
            Self::NewlyInForce => Some(ListKind::NewlyInForce),
            Self::ComingIntoForce => Some(ListKind::ComingIntoForce),
            Self::Expiring => Some(ListKind::Expiring),
            Self::Changed => Some(ListKind::Changed),
            Self::Repealed => Some(ListKind::Repealed),
            _ => None,
        }
    }

    /// What it is called and the facet whose values it lists.
    pub fn facet(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Kinds => Some(("按效力位阶", "kind")),
            Self::Statuses => Some(("按时效", "status")),
            Self::Authorities => Some(("按制定机关", "authority")),
            Self::Regions => Some(("按地区", "region")),
            Self::Themes => Some(("按主题", "theme")),
            Self::Years => Some(("按公布年份", "year")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_name_every_section_once() {
        let named = r#"["classes", "newly_published", "newly_in_force", "coming_into_force", "expiring", "changed",
            "repealed", "feeds", "kinds", "statuses", "authorities", "regions", "themes", "years"]"#;
        let named: Vec<HomeSection> = serde_json::from_str(named).expect("sections");
        assert_eq!(named, HomeSection::ALL);
        assert!(serde_json::from_str::<HomeSection>("\"x\"").is_err());
    }
}
