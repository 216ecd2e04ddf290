//! The sorts, their names and their ranks.

use crate::document::Kind;

impl Kind {
    /// Every sort, the highest rank first.
    pub const ALL: [Self; 16] = [
        Self::Constitution,
        Self::Law,
        Self::AdministrativeRegulation,
        Self::SupervisoryRegulation,
        Self::JudicialInterpretation,
        Self::ProvincialRegulation,
        Self::SpecialRegulation,
        Self::MunicipalRegulation,
        Self::DepartmentalRule,
        Self::ProvincialRule,
        Self::MunicipalRule,
        Self::NormativeDocument,
        Self::OtherNormativeDocument,
        Self::Case,
        Self::PolicyDocument,
        Self::Unknown,
    ];

    /// The name that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Constitution => "宪法",
            Self::Law => "法律",
            Self::AdministrativeRegulation => "行政法规",
            Self::SupervisoryRegulation => "监察法规",
            Self::ProvincialRegulation => "省级地方性法规",
            Self::SpecialRegulation => "自治条例、单行条例和经济特区法规",
            Self::MunicipalRegulation => "设区的市地方性法规",
            Self::DepartmentalRule => "部门规章",
            Self::ProvincialRule => "省级政府规章",
            Self::MunicipalRule => "市级政府规章",
            Self::NormativeDocument => "行政规范性文件",
            Self::OtherNormativeDocument => "其他规范性文件",
            Self::JudicialInterpretation => "司法解释",
            Self::Case => "案例",
            Self::PolicyDocument => "政策文件",
            Self::Unknown => "未分类",
        }
    }

    /// The name in addresses and in the index, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Constitution => "constitution",
            Self::Law => "law",
            Self::AdministrativeRegulation => "administrative_regulation",
            Self::SupervisoryRegulation => "supervisory_regulation",
            Self::ProvincialRegulation => "provincial_regulation",
            Self::SpecialRegulation => "special_regulation",
            Self::MunicipalRegulation => "municipal_regulation",
            Self::DepartmentalRule => "departmental_rule",
            Self::ProvincialRule => "provincial_rule",
            Self::MunicipalRule => "municipal_rule",
            Self::NormativeDocument => "normative_document",
            Self::OtherNormativeDocument => "other_normative_document",
            Self::JudicialInterpretation => "judicial_interpretation",
            Self::Case => "case",
            Self::PolicyDocument => "policy_document",
            Self::Unknown => "unknown",
        }
    }

    /// Whether texts of this sort are made by a legislative procedure and live on by name through amendments: laws,
    /// regulations, rules and judicial interpretations.
    pub fn is_enacted(self) -> bool {
        self <= Self::MunicipalRule || self == Self::JudicialInterpretation
    }

    /// Place in the hierarchy, smaller is higher (《立法法》2023 arts. 98–106): departmental rules and the rules of
    /// provinces stand level. Judicial interpretations, cases and policy stand outside of it; their numbers
    /// only say where they come in a sorted list.
    pub fn rank(self) -> u8 {
        match self {
            Self::Constitution => 0,
            Self::Law => 10,
            Self::AdministrativeRegulation => 20,
            Self::SupervisoryRegulation => 21,
            Self::JudicialInterpretation => 25,
            Self::ProvincialRegulation => 30,
            Self::SpecialRegulation => 31,
            Self::MunicipalRegulation => 40,
            Self::DepartmentalRule | Self::ProvincialRule => 42,
            Self::MunicipalRule => 50,
            Self::NormativeDocument => 60,
            Self::OtherNormativeDocument => 61,
            Self::Case => 70,
            Self::PolicyDocument => 80,
            Self::Unknown => 99,
        }
    }

    /// The sort of a name as [`Kind::as_str`] or [`Kind::label`] gives it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == name || kind.label() == name)
    }
}
