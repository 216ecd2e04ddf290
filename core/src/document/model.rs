//! The document itself: normalised fields, each beside what was published.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{DateEvidence, Day, Life, Manifestation};

/// One dated text: a version of a legal instrument with its metadata. The text itself and its structure are
/// kept beside it (see [`crate::structure::Structure`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Stable identifier: the source's own, or derived from title, organ and date.
    pub id: String,
    /// Joins the versions of one instrument.
    pub work_id: String,
    /// The collection, `regulations` for legal texts.
    pub collection: String,
    /// Title as shown: the published one, spaces and line breaks inside it taken out.
    pub title: String,
    /// Name of the part when a work comes in several records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Document number (文号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<DocumentNumber>,
    /// Index number (索引号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_number: Option<String>,
    /// What sort of document it is, by organ, form and procedure.
    pub kind: Kind,
    /// Form (文种): `通知`, `办法`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Issuing organs, the leading one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authority: Vec<Authority>,
    /// The place where it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Themes (主题分类).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub theme: Vec<Theme>,
    /// The days of its life that are known.
    #[serde(default)]
    pub dates: Dates,
    /// What those days rest on, and what was found beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<DateEvidence>,
    /// What other documents did to it. Worked out from all documents of a generation and kept apart.
    #[serde(skip)]
    pub life: Life,
    /// Every file that holds this document, when there are several. Kept beside the record, by generation.
    #[serde(skip)]
    pub manifestations: Vec<Manifestation>,
    /// Validity as the source declares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_status: Option<DeclaredStatus>,
    /// The lines under the title, as published: at most 200 of at most 2,000 characters each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<String>,
    /// Address of the page that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Name of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Every field of the record but the identifier, the text and the history, exactly as published. Of lines
    /// beyond the bounds of [`Document::history`], all are here under `history`, uncut.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub raw: Map<String, Value>,
}

/// Where a normalised value was found: nothing is derived in silence.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// In the record's own field.
    #[default]
    Field,
    /// In the document number: a decree names its organ.
    Number,
    /// In the title: 国务院关于….
    Title,
    /// In the lines under the title.
    History,
    /// In the issuing organ's name: 深圳市人民政府.
    Authority,
    /// In the first lines of the text.
    Text,
    /// In the sort of document: a law applies to the whole country.
    Kind,
    /// In another document: the act that made a version says when it begins.
    OtherDocument,
}

impl Origin {
    fn is_field(&self) -> bool {
        *self == Self::Field
    }
}

/// A document number (文号, GB/T 9704-2012 §7.2.5) or decree number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// As published.
    pub raw: String,
    /// One spelling for all: `黔府办发〔2020〕8号`, `国务院令第711号`.
    pub canonical: String,
    /// The organ's code (机关代字, `黔府办发`) or, for decrees, the organ's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ_code: Option<String>,
    /// The year in brackets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The running number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u32>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Origin::is_field")]
    pub origin: Origin,
}

/// What sort of document a text is (效力位阶), by organ, form of publication and procedure.
///
/// The order of ranks follows 《立法法》(2023) arts. 98–106; [`Kind::rank`] gives it, smaller is higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// 宪法 and its amendments.
    Constitution,
    /// 法律, legal interpretations and decisions of the National People's Congress and its Standing Committee.
    Law,
    /// 行政法规 of the State Council.
    AdministrativeRegulation,
    /// 监察法规.
    SupervisoryRegulation,
    /// 地方性法规 of a province.
    ProvincialRegulation,
    /// 自治条例, 单行条例, 经济特区法规, 浦东新区法规, 海南自由贸易港法规: may vary higher law inside their area.
    SpecialRegulation,
    /// 地方性法规 of a city with districts or an autonomous prefecture.
    MunicipalRegulation,
    /// 部门规章 of a department of the State Council.
    DepartmentalRule,
    /// 省级政府规章.
    ProvincialRule,
    /// 设区的市、自治州政府规章.
    MunicipalRule,
    /// 行政规范性文件.
    NormativeDocument,
    /// Normative documents of people's congresses, supervisory organs, courts and procuratorates.
    OtherNormativeDocument,
    /// 司法解释 of the Supreme People's Court and Procuratorate.
    JudicialInterpretation,
    /// 指导性案例 and other published cases.
    Case,
    /// 政策文件 without normative force: plans, replies, appointments, interpretations of policy.
    PolicyDocument,
    /// What the evidence does not decide.
    Unknown,
}

/// A state of validity (时效性).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// 尚未生效: published, its day not yet come.
    NotYetEffective,
    /// 现行有效.
    InForce,
    /// 已修改: this version was replaced by a newer one, the work is in force.
    AmendedInForce,
    /// 部分有效.
    PartlyInForce,
    /// 暂停执行.
    Suspended,
    /// 有效期届满失效.
    Expired,
    /// 宣布失效 by a list.
    DeclaredInvalid,
    /// 废止.
    Repealed,
    /// 被替代.
    Superseded,
    /// 任务完成.
    Spent,
    /// Nothing says.
    Unknown,
}

/// Validity as a source declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredStatus {
    /// As published (`有效`, `失效`, `有效期至2026/12/31`).
    pub raw: String,
    /// What it means, [`Status::Unknown`] when we cannot tell.
    pub status: Status,
}

/// An issuing organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Full official name.
    pub name: String,
    /// As published, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Origin::is_field")]
    pub origin: Origin,
}

/// A place of GB/T 2260.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Six digits of GB/T 2260; `000000` is the whole country; functional zones without a code of their own
    /// have extension codes.
    pub code: String,
    /// Full name (`黔西南布依族苗族自治州`).
    pub name: String,
    /// Country, province, prefecture or county.
    pub level: RegionLevel,
    /// As published, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Origin::is_field")]
    pub origin: Origin,
}

/// How large a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    /// The whole country.
    Country,
    /// 省、自治区、直辖市、特别行政区.
    Province,
    /// 地级市、自治州、地区、盟.
    Prefecture,
    /// 县、区、县级市、旗.
    County,
}

/// A theme of the State Council's list (主题分类), two levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// First and second level joined by `/`: `综合政务/政务公开`.
    pub path: String,
    /// As published, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// The days of a document's life, each only when something says it; none is inferred from another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// 通过: passed by the organ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<Day>,
    /// 批准: approved by the organ above (a city's regulation by the province's congress).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Day>,
    /// 成文日期: signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Day>,
    /// 印发, 公布, 发布: issued to the public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Day>,
    /// 施行: the first day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Day>,
    /// The last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Day>,
}
