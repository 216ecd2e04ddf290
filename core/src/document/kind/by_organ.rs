//! What the issuing organ proves.

use super::KindEvidence;
use super::by_form::by_form;
use super::by_number::rule_of;
use super::title::core_title;
use crate::document::{Authority, Branch, Kind, OrganClass, RegionLevel, regions};

/// The sort that the leading organ makes, by the form that its title names.
pub(super) fn by_organ(class: OrganClass, evidence: &KindEvidence<'_>) -> Kind {
    let title = core_title(evidence.title);
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    match class.branch {
        // 《最高人民法院关于司法解释工作的规定》 art. 6: 解释, 规定, 规则, 批复, 决定.
        Branch::Court | Branch::Procuratorate if class.level == Some(RegionLevel::Country) => {
            match ends(&["解释", "规定", "规则", "批复", "决定", "解答", "答复"]) {
                true => Kind::JudicialInterpretation,
                false => Kind::OtherNormativeDocument,
            }
        }
        Branch::Congress => congress_act(Some(class), evidence),
        Branch::Supervisory if class.level == Some(RegionLevel::Country) && ends(&["条例"]) => {
            Kind::SupervisoryRegulation
        }
        Branch::Court
        | Branch::Procuratorate
        | Branch::Supervisory
        | Branch::Party
        | Branch::Military => Kind::OtherNormativeDocument,
        Branch::StateCouncil if ends(&["条例"]) => Kind::AdministrativeRegulation,
        // A named text of an organ that makes rules may have come by decree or as a document: open.
        Branch::StateCouncil | Branch::Government | Branch::Department | Branch::Other => {
            let could_be_rule = rule_of(class).is_some() && ends(&["规定", "办法", "细则", "规则"]);
            let is_letter = title.contains("关于")
                && class.branch == Branch::StateCouncil
                && !ends(&["规定", "办法"]);
            match could_be_rule && !is_letter {
                true => Kind::Unknown,
                false => by_form(evidence),
            }
        }
    }
}

/// What a congress or its standing committee passes is law or regulation; its notices are not.
pub(super) fn congress_act(class: Option<OrganClass>, evidence: &KindEvidence<'_>) -> Kind {
    let title = core_title(evidence.title);
    let act = [
        "法",
        "条例",
        "规定",
        "办法",
        "规则",
        "细则",
        "决定",
        "决议",
        "解释",
        "修正案",
        "若干规定",
    ]
    .iter()
    .any(|word| title.ends_with(word));
    match (act, class.and_then(|class| class.level)) {
        (false, _) => Kind::OtherNormativeDocument,
        (true, Some(RegionLevel::Country)) => Kind::Law,
        (true, _) => local_regulation(evidence),
    }
}

/// Province or city by the organ; regulations that may vary higher law by their names, which the 《立法法》
/// arts. 84–85 reserves: 经济特区, 自治条例, 单行条例 of autonomous counties, 浦东新区, 海南自由贸易港.
pub(super) fn local_regulation(evidence: &KindEvidence<'_>) -> Kind {
    let title = core_title(evidence.title);
    let special = [
        "经济特区",
        "自治条例",
        "单行条例",
        "海南自由贸易港",
        "上海市浦东新区",
    ]
    .iter()
    .any(|name| title.contains(name));
    if special {
        return Kind::SpecialRegulation;
    }
    let organ = evidence
        .authority
        .iter()
        .map(Authority::class)
        .chain(evidence.congress)
        .find(|class| class.branch == Branch::Congress);
    // 广东省…条例 in a collection of Shenzhen is the province's.
    let of_title = regions()
        .find_longest(&title)
        .filter(|found| found.range.start == 0)
        .map(|found| found.division.level);
    let of_region = evidence.region.map(|region| region.level);
    match organ
        .and_then(|class| class.level)
        .or(of_title)
        .or(of_region)
    {
        Some(RegionLevel::Province | RegionLevel::Country) | None => Kind::ProvincialRegulation,
        Some(RegionLevel::Prefecture) => Kind::MunicipalRegulation,
        Some(RegionLevel::County) => Kind::SpecialRegulation,
    }
}
