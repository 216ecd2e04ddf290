//! What sort of document a text is: by its organ, the form of its publication and the procedure, never by the
//! word in its title alone (《立法法》; 《行政法规制定程序条例》; 《规章制定程序条例》).

use super::authority::{Branch, OrganClass, classify};
use super::model::{Authority, DocumentNumber, Kind, Region, RegionLevel};
use super::number::government_of_code;
use super::region::{COUNTRY, regions};
use super::spelling;

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

enum Declared {
    Kind(Kind),
    /// 地方性法规: of a province or a city, the organ says which.
    LocalRegulation,
    /// 规章: the organ says whose.
    Rule,
}

fn declared_sort(declared: &str) -> Option<Declared> {
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
fn lacks_decree(evidence: &KindEvidence<'_>) -> bool {
    let mut numbers = evidence
        .number
        .into_iter()
        .chain(evidence.published_as)
        .peekable();
    numbers.peek().is_some() && numbers.all(|number| !number.is_decree() && number.year.is_some())
}

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

/// 法 or 法典 at the end, and not 办法.
fn is_law_name(title: &str) -> bool {
    title.ends_with("法典")
        || (title.ends_with('法') && !title.ends_with("办法") && !title.ends_with("方法"))
}

/// A decree tells its organ and so the sort (《立法法》 arts. 77, 85, 96).
fn by_decree(number: &DocumentNumber) -> Option<Kind> {
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
fn rule_of(class: OrganClass) -> Option<Kind> {
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

fn rule(evidence: &KindEvidence<'_>) -> Kind {
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
fn by_code(number: &DocumentNumber, evidence: &KindEvidence<'_>) -> Option<Kind> {
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

fn by_organ(class: OrganClass, evidence: &KindEvidence<'_>) -> Kind {
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
fn congress_act(class: Option<OrganClass>, evidence: &KindEvidence<'_>) -> Kind {
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
fn local_regulation(evidence: &KindEvidence<'_>) -> Kind {
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

/// No organ and no number: what the form itself proves.
fn by_form(evidence: &KindEvidence<'_>) -> Kind {
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
        return match place.is_some() || named {
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
fn normative_or_policy(evidence: &KindEvidence<'_>) -> Kind {
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

/// The title without brackets of versions and trials at its end: what is left ends with the name of the form.
fn core_title(title: &str) -> String {
    let compact = spelling::compact(title);
    let mut title = compact.as_str();
    while let Some((at, last)) = title
        .char_indices()
        .next_back()
        .filter(|(_, c)| spelling::closes(*c))
    {
        if matches!(last, '》' | '〉' | '”') {
            break;
        }
        match title[..at]
            .char_indices()
            .rev()
            .find(|(_, c)| spelling::opens(*c))
        {
            Some((open, _)) if open > 0 => title = &title[..open],
            _ => break,
        }
    }
    title.to_owned()
}
