//! What the form of a document proves when nothing stronger does.

use super::KindEvidence;
use super::by_number::rule_of;
use super::by_organ::local_regulation;
use super::title::core_title;
use crate::document::region::COUNTRY;
use crate::document::{Authority, Branch, Kind, regions};

/// No organ and no number: what the form itself proves.
pub(super) fn by_form(evidence: &KindEvidence<'_>) -> Kind {
    let title = core_title(evidence.title);
    let form = normative_or_policy(evidence);
    if form == Kind::PolicyDocument {
        return form;
    }
    // 条例 is reserved for regulations: rules must not be called so (《规章制定程序条例》 art. 7).
    if title.ends_with("条例") && !title.contains("关于") {
        let place = evidence
            .region
            .map(|region| region.code.as_str())
            .filter(|code| *code != COUNTRY);
        let named = regions()
            .find_longest(&title)
            .is_some_and(|found| found.range.start == 0 && found.division.code != COUNTRY);
        return match place.is_some() || named || begins_with_place(&title) {
            true => local_regulation(evidence),
            false => Kind::AdministrativeRegulation,
        };
    }
    // A letter says what it is about: 国务院办公厅关于…, 关于印发…. A named text does not begin so.
    let is_about = !evidence.authority.is_empty()
        && evidence.authority.iter().any(|organ| {
            let spoken = organ.raw.as_deref().unwrap_or(&organ.name);
            title
                .strip_prefix(spoken)
                .is_some_and(|rest| rest.starts_with("关于"))
        });
    let is_letter = is_about
        || ["关于印发", "关于转发", "关于公布"]
            .iter()
            .any(|word| title.contains(word));
    let letters = [
        "通知", "意见", "公告", "通告", "决定", "函", "通报", "命令", "公报", "措施", "政策",
        "提示",
    ];
    let is_letter = is_letter
        || letters.iter().any(|form| {
            title.ends_with(form) || evidence.genre.is_some_and(|genre| genre.ends_with(form))
        });
    let local_department = evidence
        .authority
        .first()
        .map(Authority::class)
        .is_some_and(|class| {
            matches!(class.branch, Branch::Department | Branch::Government)
                && rule_of(class).is_none()
        });
    match is_letter || local_department {
        true => Kind::NormativeDocument,
        false => Kind::Unknown,
    }
}

/// Replies, plans, explanations and the like bind nobody in general.
pub(super) fn normative_or_policy(evidence: &KindEvidence<'_>) -> Kind {
    let title = core_title(evidence.title);
    let words = [
        "批复",
        "复函",
        "答复",
        "规划",
        "解读",
        "公示",
        "纪要",
        "报告",
        "方案",
        "要点",
        "名单",
        "一览表",
        "问答",
        "答记者问",
        "纲要",
        "白皮书",
        "任免",
        "请示",
    ];
    let policy = words
        .iter()
        .any(|word| title.ends_with(word) || evidence.genre == Some(word));
    if policy {
        Kind::PolicyDocument
    } else {
        Kind::NormativeDocument
    }
}

/// Whether a title begins with a place that the table does not hold (a newly made city): a name of two to four
/// characters before 省, 市 or 县. 城市 and 都市 are words, not places.
fn begins_with_place(title: &str) -> bool {
    let mut before = None;
    for (at, c) in title.chars().take(5).enumerate() {
        if matches!(c, '省' | '市' | '县') {
            return at >= 2 && !matches!(before, Some('城' | '都'));
        }
        before = Some(c);
    }
    false
}
