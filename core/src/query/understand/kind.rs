//! Sorts of documents (司法解释, 部门规章) and forms (通知, 办法) that stand as words of their own.

use super::reader::Reader;
use super::{Effect, InterpretationKind, Preference};
use crate::document::Kind;
use crate::query::FacetField;

const KINDS: [(&str, &[Kind]); 14] = [
    ("宪法", &[Kind::Constitution]),
    ("法律", &[Kind::Law]),
    ("行政法规", &[Kind::AdministrativeRegulation]),
    ("监察法规", &[Kind::SupervisoryRegulation]),
    (
        "地方性法规",
        &[Kind::ProvincialRegulation, Kind::MunicipalRegulation],
    ),
    (
        "地方法规",
        &[Kind::ProvincialRegulation, Kind::MunicipalRegulation],
    ),
    ("自治条例", &[Kind::SpecialRegulation]),
    ("单行条例", &[Kind::SpecialRegulation]),
    ("部门规章", &[Kind::DepartmentalRule]),
    ("政府规章", &[Kind::ProvincialRule, Kind::MunicipalRule]),
    (
        "规章",
        &[
            Kind::DepartmentalRule,
            Kind::ProvincialRule,
            Kind::MunicipalRule,
        ],
    ),
    (
        "规范性文件",
        &[Kind::NormativeDocument, Kind::OtherNormativeDocument],
    ),
    ("司法解释", &[Kind::JudicialInterpretation]),
    ("政策文件", &[Kind::PolicyDocument]),
];

/// Forms (文种, 党政机关公文处理工作条例 2012) and names of normative texts: what titles end with.
const FORMS: [&str; 21] = [
    "通知",
    "办法",
    "条例",
    "决定",
    "规定",
    "细则",
    "意见",
    "公告",
    "通告",
    "通报",
    "批复",
    "决议",
    "方案",
    "规划",
    "规则",
    "指南",
    "目录",
    "标准",
    "纪要",
    "公报",
    "实施细则",
];

/// Whether a text ends as titles do.
pub(crate) fn ends_in_form(text: &str) -> bool {
    FORMS.iter().any(|form| text.ends_with(form))
}

/// Sorts become preferences; a form is in the title, where the word itself finds it.
pub(super) fn read(reader: &mut Reader<'_>) {
    if !reader.wants(InterpretationKind::Kind) {
        return;
    }
    for token in reader.line.tokens() {
        let text = reader.line.text(token.clone());
        if let Some((word, kinds)) = KINDS.iter().find(|(word, _)| *word == text) {
            let values = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
            reader.understanding.preferences.push(Preference {
                field: FacetField::Kind,
                values,
            });
            reader.chip(
                InterpretationKind::Kind,
                *word,
                token,
                false,
                Effect::Prefers,
            );
            return;
        }
        if FORMS.contains(&text.as_str()) {
            reader.chip(InterpretationKind::Kind, text, token, false, Effect::Says);
            return;
        }
    }
}
