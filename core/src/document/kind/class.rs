//! Classes of sorts, as people tell them apart: 法律, 法规, 规章, 规范性文件.

use serde::{Deserialize, Serialize};

use crate::document::Kind;

/// A class of sorts of document (《立法法》 part by part; what stands outside of it last).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KindClass {
    /// 宪法, 法律.
    Statute,
    /// 行政法规, 监察法规, 地方性法规, 自治条例 and the like.
    Regulation,
    /// 部门规章, 地方政府规章.
    Rule,
    /// 行政规范性文件 and those of other organs.
    NormativeDocument,
    /// 司法解释.
    JudicialInterpretation,
    /// Cases, policy, and what is of no known sort.
    Other,
}

impl KindClass {
    /// Every class, the highest rank first.
    pub const ALL: [Self; 6] = [
        Self::Statute,
        Self::Regulation,
        Self::Rule,
        Self::NormativeDocument,
        Self::JudicialInterpretation,
        Self::Other,
    ];

    /// The name that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Statute => "法律",
            Self::Regulation => "法规",
            Self::Rule => "规章",
            Self::NormativeDocument => "规范性文件",
            Self::JudicialInterpretation => "司法解释",
            Self::Other => "其他",
        }
    }

    /// The name for machines, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Regulation => "regulation",
            Self::Rule => "rule",
            Self::NormativeDocument => "normative_document",
            Self::JudicialInterpretation => "judicial_interpretation",
            Self::Other => "other",
        }
    }

    /// The class of a name as [`KindClass::as_str`] gives it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == name)
    }

    /// The sorts in it, the highest rank first.
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL
            .into_iter()
            .filter(move |kind| kind.class() == self)
    }
}

impl Kind {
    /// The class that the sort is in.
    pub fn class(self) -> KindClass {
        match self {
            Self::Constitution | Self::Law => KindClass::Statute,
            Self::AdministrativeRegulation
            | Self::SupervisoryRegulation
            | Self::ProvincialRegulation
            | Self::SpecialRegulation
            | Self::MunicipalRegulation => KindClass::Regulation,
            Self::DepartmentalRule | Self::ProvincialRule | Self::MunicipalRule => KindClass::Rule,
            Self::NormativeDocument | Self::OtherNormativeDocument => KindClass::NormativeDocument,
            Self::JudicialInterpretation => KindClass::JudicialInterpretation,
            Self::Case | Self::PolicyDocument | Self::Unknown => KindClass::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_is_in_one_class() {
        let kinds: Vec<Kind> = KindClass::ALL
            .into_iter()
            .flat_map(KindClass::kinds)
            .collect();
        assert_eq!(kinds.len(), Kind::ALL.len());
        for class in KindClass::ALL {
            assert_eq!(KindClass::from_name(class.as_str()), Some(class));
            assert_eq!(
                serde_json::to_value(class).ok(),
                Some(class.as_str().into())
            );
            assert!(class.kinds().all(|kind| kind.class() == class));
        }
        assert_eq!(KindClass::from_name("law"), None);
    }
}
