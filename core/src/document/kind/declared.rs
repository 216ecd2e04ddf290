//! What the source says the sort is.

use super::KindEvidence;
use crate::document::Kind;

/// What a declared word stands for.
pub(super) enum Declared {
    Kind(Kind),
    /// 地方性法规: of a province or a city, the organ says which.
    LocalRegulation,
    /// 规章: the organ says whose.
    Rule,
}

/// The words that sources use.
pub(super) fn declared_sort(declared: &str) -> Option<Declared> {
    use Declared::{LocalRegulation, Rule};
    if let Some(kind) = Kind::parse(declared) {
        return Some(Declared::Kind(kind));
    }
    Some(match declared {
        "宪法修正案" => Declared::Kind(Kind::Constitution),
        "法律解释" | "有关法律问题和重大问题的决定" | "法律修正案" | "有关法律问题的决定" => {
            Declared::Kind(Kind::Law)
        }
        "地方性法规" | "地方法规" | "法规性决定" | "省级地方性法规、设区的市地方性法规" => {
            LocalRegulation
        }
        "自治条例"
        | "单行条例"
        | "自治条例和单行条例"
        | "经济特区法规"
        | "浦东新区法规"
        | "海南自由贸易港法规" => Declared::Kind(Kind::SpecialRegulation),
        "规章" | "政府规章" | "地方政府规章" | "地方规章" => Rule,
        "国务院部门规章" => Declared::Kind(Kind::DepartmentalRule),
        "规范性文件" | "国务院规范性文件" | "部门规范性文件" | "地方规范性文件" | "国务院文件" => {
            Declared::Kind(Kind::NormativeDocument)
        }
        "两高司法解释" | "高法司法解释" | "高检司法解释" => {
            Declared::Kind(Kind::JudicialInterpretation)
        }
        "指导性案例" | "典型案例" => Declared::Kind(Kind::Case),
        _ => return None,
    })
}

/// A departmental rule is published by decree (《规章制定程序条例》 art. 29–31); a document under an organ's code is none.
pub(super) fn lacks_decree(evidence: &KindEvidence<'_>) -> bool {
    let mut numbers = evidence
        .number
        .into_iter()
        .chain(evidence.published_as)
        .peekable();
    numbers.peek().is_some() && numbers.all(|number| !number.is_decree() && number.year.is_some())
}
