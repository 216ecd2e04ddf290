//! States of validity (时效性): their names, and what sources declare.

use super::model::{DeclaredStatus, Status};
use super::{Day, spelling};

impl Status {
    /// Every state, the ones a reader asks for first.
    pub const ALL: [Self; 11] = [
        Self::InForce,
        Self::NotYetEffective,
        Self::PartlyInForce,
        Self::AmendedInForce,
        Self::Suspended,
        Self::Expired,
        Self::DeclaredInvalid,
        Self::Repealed,
        Self::Superseded,
        Self::Spent,
        Self::Unknown,
    ];

    /// The name that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYetEffective => "尚未生效",
            Self::InForce => "现行有效",
            Self::AmendedInForce => "已修改",
            Self::PartlyInForce => "部分有效",
            Self::Suspended => "暂停执行",
            Self::Expired => "有效期已满",
            Self::DeclaredInvalid => "失效",
            Self::Repealed => "已废止",
            Self::Superseded => "已被替代",
            Self::Spent => "任务已完成",
            Self::Unknown => "时效不明",
        }
    }

    /// The name in addresses and in the index, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotYetEffective => "not_yet_effective",
            Self::InForce => "in_force",
            Self::AmendedInForce => "amended_in_force",
            Self::PartlyInForce => "partly_in_force",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::DeclaredInvalid => "declared_invalid",
            Self::Repealed => "repealed",
            Self::Superseded => "superseded",
            Self::Spent => "spent",
            Self::Unknown => "unknown",
        }
    }

    /// The state of a name as [`Status::as_str`] or [`Status::label`] gives it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == name || status.label() == name)
    }

    /// Whether the text binds, in whole or in part.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::InForce | Self::PartlyInForce)
    }

    /// Whether the text bound once and does no longer.
    pub fn is_over(self) -> bool {
        matches!(
            self,
            Self::AmendedInForce
                | Self::Expired
                | Self::DeclaredInvalid
                | Self::Repealed
                | Self::Superseded
                | Self::Spent
        )
    }
}

/// What the sources write. 1–4 are the codes of flk.npc.gov.cn: 1 已废止, 2 已修改, 3 有效, 4 尚未生效 (a public
/// write-up that says 1 is valid is wrong).
const DECLARED: [(&str, Status); 44] = [
    ("1", Status::Repealed),
    ("2", Status::AmendedInForce),
    ("3", Status::InForce),
    ("4", Status::NotYetEffective),
    ("有效", Status::InForce),
    ("现行有效", Status::InForce),
    ("现行", Status::InForce),
    ("继续有效", Status::InForce),
    ("生效", Status::InForce),
    ("已生效", Status::InForce),
    ("是", Status::InForce),
    ("保留", Status::InForce),
    ("长期有效", Status::InForce),
    ("长期", Status::InForce),
    ("失效", Status::DeclaredInvalid),
    ("已失效", Status::DeclaredInvalid),
    ("宣布失效", Status::DeclaredInvalid),
    ("无效", Status::DeclaredInvalid),
    ("否", Status::DeclaredInvalid),
    ("全文失效", Status::DeclaredInvalid),
    ("废止", Status::Repealed),
    ("已废止", Status::Repealed),
    ("已被废止", Status::Repealed),
    ("全文废止", Status::Repealed),
    ("撤销", Status::Repealed),
    ("已撤销", Status::Repealed),
    ("已修改", Status::AmendedInForce),
    ("已被修改", Status::AmendedInForce),
    ("已修订", Status::AmendedInForce),
    ("已修正", Status::AmendedInForce),
    ("修改", Status::AmendedInForce),
    ("修订", Status::AmendedInForce),
    ("尚未生效", Status::NotYetEffective),
    ("未生效", Status::NotYetEffective),
    ("待生效", Status::NotYetEffective),
    ("部分有效", Status::PartlyInForce),
    ("部分失效", Status::PartlyInForce),
    ("部分废止", Status::PartlyInForce),
    ("部分条款失效", Status::PartlyInForce),
    ("暂停执行", Status::Suspended),
    ("停止执行", Status::Suspended),
    ("已被替代", Status::Superseded),
    ("被替代", Status::Superseded),
    ("有效期已满", Status::Expired),
];

impl DeclaredStatus {
    /// Reads a declared validity; [`Status::Unknown`] when the words are not known. A last day in it
    /// (`有效期至2026/12/31`) comes beside: while it lasts the source says that the text is in force.
    ///
    /// ```
    /// use tongcha::document::{DeclaredStatus, Status};
    /// let (declared, expires) = DeclaredStatus::read("有效期至2026/12/31");
    /// assert_eq!(declared.status, Status::InForce);
    /// assert_eq!(expires.map(|day| day.to_string()).as_deref(), Some("2026-12-31"));
    /// ```
    pub fn read(raw: &str) -> (Self, Option<Day>) {
        let compact = spelling::compact(raw);
        let name = compact.trim_matches(|c| spelling::opens(c) || spelling::closes(c));
        let name = ["时效性:", "有效性:", "状态:", "效力:"]
            .into_iter()
            .find_map(|label| name.strip_prefix(label))
            .unwrap_or(name);
        let declared = |status| Self {
            raw: raw.trim().to_owned(),
            status,
        };
        if let Some((_, status)) = DECLARED.iter().find(|(words, _)| *words == name) {
            return (declared(*status), None);
        }
        let expires = ["有效期至", "有效期截至", "有效至", "有效期限至"]
            .into_iter()
            .find_map(|words| name.strip_prefix(words))
            .and_then(|day| Day::read(day.trim_start_matches(':').trim_end_matches('止')).ok());
        match expires {
            Some(_) => (declared(Status::InForce), expires),
            None => (declared(Status::Unknown), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, status: Status, expires: Option<&str>) {
        let (declared, day) = DeclaredStatus::read(raw);
        assert_eq!(
            (declared.status, day.map(|day| day.to_string())),
            (status, expires.map(str::to_owned)),
            "{raw}"
        );
    }

    #[test]
    fn declared_validity_is_read() {
        check("有效", Status::InForce, None);
        check("【现行有效】", Status::InForce, None);
        check("失效", Status::DeclaredInvalid, None);
        check("1", Status::Repealed, None);
        check("3", Status::InForce, None);
        check("已修改", Status::AmendedInForce, None);
        check("有效期至2026/12/31", Status::InForce, Some("2026-12-31"));
        check(
            "有效期至2026年12月31日",
            Status::InForce,
            Some("2026-12-31"),
        );
        check("有效期至2026/13/31", Status::Unknown, None);
        check("不详", Status::Unknown, None);
    }

    #[test]
    fn names_and_labels_lead_back() {
        for status in Status::ALL {
            assert_eq!(Status::from_name(status.as_str()), Some(status));
            assert_eq!(Status::from_name(status.label()), Some(status));
            assert_eq!(
                serde_json::to_value(status).ok(),
                Some(status.as_str().into())
            );
        }
    }
}
