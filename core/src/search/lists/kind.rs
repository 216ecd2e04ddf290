//! The lists there are.

use serde::{Deserialize, Serialize};

/// A list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ListKind {
    /// Published in the last days.
    NewlyPublished,
    /// In force since the last days.
    NewlyInForce,
    /// In force from one of the next days on.
    ComingIntoForce,
    /// In force, and the last day is one of the next.
    Expiring,
    /// Amended, replaced by a newer version, repealed in part or extended in the last days.
    Changed,
    /// Repealed, declared lapsed, superseded or run out in the last days.
    Repealed,
    /// In force, while what it rests on or cites is no longer, or no longer has the cited article.
    BasisLost,
    /// In force, while it names organs by names that they no longer bear.
    FormerOrgans,
    /// Its source declares another state than its days and relations give.
    Contradicted,
    /// In force for want of a clause: an official document counts from its issue.
    Presumed,
    /// Names a document that is not held.
    Unresolved,
    /// Its title is nearly that of another work of the same place: they may be one instrument.
    NearTitles,
}

impl ListKind {
    /// Every list, those first that readers ask for.
    pub const ALL: [Self; 12] = [
        Self::NewlyPublished,
        Self::NewlyInForce,
        Self::ComingIntoForce,
        Self::Expiring,
        Self::Changed,
        Self::Repealed,
        Self::BasisLost,
        Self::FormerOrgans,
        Self::Contradicted,
        Self::Presumed,
        Self::Unresolved,
        Self::NearTitles,
    ];

    /// The name for machines, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewlyPublished => "newly_published",
            Self::NewlyInForce => "newly_in_force",
            Self::ComingIntoForce => "coming_into_force",
            Self::Expiring => "expiring",
            Self::Changed => "changed",
            Self::Repealed => "repealed",
            Self::BasisLost => "basis_lost",
            Self::FormerOrgans => "former_organs",
            Self::Contradicted => "contradicted",
            Self::Presumed => "presumed",
            Self::Unresolved => "unresolved",
            Self::NearTitles => "near_titles",
        }
    }

    /// The kind of a name as [`ListKind::as_str`] gives it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewlyPublished => "新公布",
            Self::NewlyInForce => "新施行",
            Self::ComingIntoForce => "即将施行",
            Self::Expiring => "即将到期",
            Self::Changed => "新近修改",
            Self::Repealed => "新近废止、失效",
            Self::BasisLost => "依据或所引条文已不存在",
            Self::FormerOrgans => "仍使用原机构名称",
            Self::Contradicted => "来源标注与推算不一致",
            Self::Presumed => "未写施行日期",
            Self::Unresolved => "所引文件未收录",
            Self::NearTitles => "标题相近、未并为同一文件",
        }
    }

    /// Whether the list is one of a window of days, where none is asked.
    pub fn goes_by_days(self) -> bool {
        self <= Self::Repealed
    }

    /// Whether its days are still to come.
    pub fn is_to_come(self) -> bool {
        matches!(self, Self::ComingIntoForce | Self::Expiring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for kind in ListKind::ALL {
            assert_eq!(ListKind::from_name(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
        }
        assert_eq!(ListKind::from_name("x"), None);
    }
}
