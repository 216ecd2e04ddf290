//! All that is known about a document, weighed.

use super::by_form::by_form;
use super::by_number::{by_code, by_decree, rule};
use super::by_organ::{by_organ, congress_act, local_regulation};
use super::declared::{Declared, declared_sort, lacks_decree};
use super::title::{core_title, is_law_name};
use crate::document::{Authority, DocumentNumber, Kind, OrganClass, Region, spelling};

/// What decides the sort of a document.
#[derive(Debug, Clone, Copy, Default)]
pub struct KindEvidence<'a> {
    /// The sort as the source names it.
    pub declared: Option<&'a str>,
    /// Issuing organs.
    pub authority: &'a [Authority],
    /// Document number.
    pub number: Option<&'a DocumentNumber>,
    /// Numbers under which it was published, from the lines under the title.
    pub published_as: &'a [DocumentNumber],
    /// The congress that the first lines of the text name as having passed it.
    pub congress: Option<OrganClass>,
    /// Title.
    pub title: &'a str,
    /// Form (文种) as published.
    pub genre: Option<&'a str>,
    /// Where it applies.
    pub region: Option<&'a Region>,
}

/// How the decided sort stands to the declared one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The source declares none.
    NothingDeclared,
    /// What the source declares is not known.
    NotUnderstood,
    /// As declared, or one of the sorts that the declared word covers.
    Agrees,
    /// The evidence proves another.
    Contradicted,
}

impl Kind {
    /// Decides the sort from all that is known, and whether that contradicts what the source declares.
    pub fn judge(evidence: &KindEvidence<'_>) -> (Self, Agreement) {
        let declared = evidence.declared.map(spelling::compact);
        let Some(declared) = declared.filter(|declared| !declared.is_empty()) else {
            return (from_evidence(evidence), Agreement::NothingDeclared);
        };
        let Some(sort) = declared_sort(&declared) else {
            return (from_evidence(evidence), Agreement::NotUnderstood);
        };
        let (kind, agrees) = match sort {
            Declared::Kind(Self::DepartmentalRule) if lacks_decree(evidence) => {
                (from_evidence(evidence), false)
            }
            Declared::Kind(kind) => (kind, true),
            Declared::LocalRegulation => (local_regulation(evidence), true),
            Declared::Rule => (rule(evidence), true),
        };
        let agreement = if agrees {
            Agreement::Agrees
        } else {
            Agreement::Contradicted
        };
        (kind, agreement)
    }
}

/// The strongest proof first: name, decree, congress, code, organ, form.
fn from_evidence(evidence: &KindEvidence<'_>) -> Kind {
    if let Some(kind) = by_name_alone(evidence) {
        return kind;
    }
    let numbers = evidence.number.into_iter().chain(evidence.published_as);
    if let Some(kind) = numbers.clone().find_map(by_decree) {
        return kind;
    }
    if evidence.congress.is_some() && evidence.authority.is_empty() {
        return congress_act(evidence.congress, evidence);
    }
    if let Some(kind) = numbers
        .into_iter()
        .find_map(|number| by_code(number, evidence))
    {
        return kind;
    }
    match evidence.authority.first().map(Authority::class) {
        Some(class) => by_organ(class, evidence),
        None => by_form(evidence),
    }
}

/// Names that only one sort may bear: 宪法, 中华人民共和国…法, and the compilations of cases.
fn by_name_alone(evidence: &KindEvidence<'_>) -> Option<Kind> {
    let title = core_title(evidence.title);
    if title.ends_with("指导性案例")
        || title.ends_with("典型案例")
        || evidence.genre == Some("案例")
    {
        return Some(Kind::Case);
    }
    if title.starts_with("中华人民共和国宪法") {
        return Some(Kind::Constitution);
    }
    let national = title.starts_with("中华人民共和国");
    (national && is_law_name(&title)).then_some(Kind::Law)
}
