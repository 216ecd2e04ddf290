//! What a document number proves: a decree makes a rule or a regulation, an organ's code a document.

use super::KindEvidence;
use super::by_form::normative_or_policy;
use super::by_organ::congress_act;
use crate::document::authority::classify;
use crate::document::number::government_of_code;
use crate::document::{Authority, Branch, DocumentNumber, Kind, OrganClass, RegionLevel};

/// A decree tells its organ and so the sort (《立法法》 arts. 77, 85, 96).
pub(super) fn by_decree(number: &DocumentNumber) -> Option<Kind> {
    let organ = number.organ_code.as_deref().unwrap_or("");
    if !number.is_decree() {
        return None;
    }
    let organ = government_of_code(organ).unwrap_or_else(|| organ.to_owned());
    if organ.starts_with("国务院")
        && !organ.contains("委员会办")
        && organ != "国务院国有资产监督管理委员会"
    {
        return Some(Kind::AdministrativeRegulation);
    }
    match organ.as_str() {
        "主席" | "国家主席" => return Some(Kind::Law),
        "省政府" | "省人民政府" | "自治区人民政府" | "自治区政府" => {
            return Some(Kind::ProvincialRule);
        }
        "市政府" | "市人民政府" => return Some(Kind::MunicipalRule),
        "部" | "总局" | "局" | "委" | "署" => return Some(Kind::DepartmentalRule),
        _ => {}
    }
    rule_of(classify(&organ))
}

/// The rule that an organ can make by decree.
pub(super) fn rule_of(class: OrganClass) -> Option<Kind> {
    match (class.branch, class.level) {
        (Branch::StateCouncil, _) => Some(Kind::AdministrativeRegulation),
        (Branch::Department | Branch::Supervisory, Some(RegionLevel::Country)) => {
            Some(Kind::DepartmentalRule)
        }
        (Branch::Government, Some(RegionLevel::Province)) => Some(Kind::ProvincialRule),
        (Branch::Government, Some(RegionLevel::Prefecture)) => Some(Kind::MunicipalRule),
        _ => None,
    }
}

/// Whose rule it is, for what is declared 规章.
pub(super) fn rule(evidence: &KindEvidence<'_>) -> Kind {
    let numbers = evidence.number.into_iter().chain(evidence.published_as);
    let by_number = numbers.into_iter().find_map(by_decree);
    let by_organ = || {
        evidence
            .authority
            .iter()
            .find_map(|organ| rule_of(organ.class()))
    };
    let by_place = || match evidence.region.map(|region| region.level) {
        Some(RegionLevel::Province) => Some(Kind::ProvincialRule),
        Some(RegionLevel::Prefecture) => Some(Kind::MunicipalRule),
        _ => None,
    };
    by_number
        .or_else(by_organ)
        .or_else(by_place)
        .unwrap_or(Kind::Unknown)
}

/// A number under an organ's code: 法释 is interpretation; 国发, 黔府发 are documents, whatever their title says.
pub(super) fn by_code(number: &DocumentNumber, evidence: &KindEvidence<'_>) -> Option<Kind> {
    let code = number.organ_code.as_deref()?;
    if matches!(code, "法释" | "高检发释字" | "法释字") {
        return Some(Kind::JudicialInterpretation);
    }
    let class = evidence.authority.first().map(Authority::class);
    if number.is_announcement() {
        let congress = code.contains("人民代表大会")
            || class.is_some_and(|class| class.branch == Branch::Congress);
        return congress.then(|| congress_act(class, evidence));
    }
    let governing = matches!(
        class.map(|class| class.branch),
        None | Some(Branch::Government | Branch::Department | Branch::StateCouncil | Branch::Other)
    );
    number.year?;
    match governing {
        true if code.contains("党") || code.contains("委发") || code.ends_with("委办") => {
            Some(Kind::OtherNormativeDocument)
        }
        true => Some(normative_or_policy(evidence)),
        false => None,
    }
}
