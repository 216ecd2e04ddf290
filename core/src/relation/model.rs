//! What a relation between two documents is.

use serde::{Deserialize, Serialize};

use crate::document::Day;

/// A relation that one document states to another, as its words have it: nothing is resolved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// Which relation.
    #[serde(rename = "k")]
    pub kind: RelationKind,
    /// Where the words stand.
    #[serde(rename = "p", default, skip_serializing_if = "Place::is_text")]
    pub place: Place,
    /// Byte range of the citation in the text, the title or the line.
    #[serde(rename = "c")]
    pub citation: (u32, u32),
    /// Byte range of the sentence around it.
    #[serde(rename = "s")]
    pub sentence: (u32, u32),
    /// What is named.
    #[serde(rename = "t")]
    pub target: Target,
    /// The articles that are named; none means the whole document.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<EdgeArticle>,
    /// The day from which the relation changes the other document, where the words name one.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The new last day in force, for extensions; the last day of a pause.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// For extensions and pauses that name no last day: how long.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// What a pause is limited to beside articles.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// What sort of thing is named.
    #[serde(rename = "w", default, skip_serializing_if = "Named::is_instrument")]
    pub named: Named,
    /// How sure the reading is.
    #[serde(rename = "q", default, skip_serializing_if = "Confidence::is_sure")]
    pub confidence: Confidence,
}

impl Edge {
    /// A relation to a whole document of which nothing is said but that it is there.
    pub(super) fn bare(
        kind: RelationKind,
        place: Place,
        citation: (u32, u32),
        sentence: (u32, u32),
        target: Target,
    ) -> Self {
        Self {
            kind,
            place,
            citation,
            sentence,
            target,
            articles: Vec::new(),
            day: None,
            until: None,
            extension: None,
            limit: None,
            named: Named::default(),
            confidence: Confidence::Sure,
        }
    }
}

/// By how much a document extends another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Months, a year is twelve; none where no end is named (自…起继续有效).
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// From when they count.
    #[serde(rename = "f")]
    pub from: ExtensionFrom,
}

/// What a pause is limited to where it is not of the whole text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// 有关规定, 部分条款: some of it, the words say no more.
    Part,
    /// Inside a place, in the words that name it: 上海自由贸易试验区.
    Area(String),
}

/// From when an extension counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionFrom {
    /// From the former last day on: 延长两年.
    End,
    /// From the former last day on, else from the extending document's day: 继续有效五年.
    EndOrAct,
    /// From the extending document's day: 自本通知印发之日起.
    Act,
    /// From a named day.
    Day(Day),
    /// From the first day in force: 延长至五年 is the whole term.
    Beginning,
}

/// Sorts of relations (FRBR and ELI names; `domain` of the public record).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RelationKind {
    /// 根据《…》制定本办法.
    BasedOn,
    /// Names it, no more.
    Cites,
    /// 修改.
    Amends,
    /// The other document amends this one: the lines under a consolidated text say so.
    AmendedBy,
    /// 废止, 停止执行.
    Repeals,
    /// 宣布失效: declared lapsed by a list.
    DeclaresInvalid,
    /// 代替.
    Supersedes,
    /// 实施细则, 实施办法.
    Implements,
    /// 解释.
    Interprets,
    /// 印发, 发布: carries the other text.
    Issues,
    /// 转发, 批转: passes on another organ's text.
    Forwards,
    /// 延长有效期.
    ExtendsValidity,
    /// 暂停执行, 暂时调整适用.
    Suspends,
    /// 恢复执行.
    Resumes,
    /// 更正.
    Corrects,
}

impl RelationKind {
    /// Every kind, those first that change a document.
    pub const ALL: [Self; 15] = [
        Self::Repeals,
        Self::DeclaresInvalid,
        Self::Supersedes,
        Self::Amends,
        Self::AmendedBy,
        Self::ExtendsValidity,
        Self::Suspends,
        Self::Resumes,
        Self::Corrects,
        Self::BasedOn,
        Self::Implements,
        Self::Interprets,
        Self::Issues,
        Self::Forwards,
        Self::Cites,
    ];

    /// The name for machines, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BasedOn => "based_on",
            Self::Cites => "cites",
            Self::Amends => "amends",
            Self::AmendedBy => "amended_by",
            Self::Repeals => "repeals",
            Self::DeclaresInvalid => "declares_invalid",
            Self::Supersedes => "supersedes",
            Self::Implements => "implements",
            Self::Interprets => "interprets",
            Self::Issues => "issues",
            Self::Forwards => "forwards",
            Self::ExtendsValidity => "extends_validity",
            Self::Suspends => "suspends",
            Self::Resumes => "resumes",
            Self::Corrects => "corrects",
        }
    }

    /// The kind of a name as [`RelationKind::as_str`] gives it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What this document does to the other, for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::BasedOn => "制定依据",
            Self::Cites => "引用",
            Self::Amends => "修改",
            Self::AmendedBy => "被修改",
            Self::Repeals => "废止",
            Self::DeclaresInvalid => "宣布失效",
            Self::Supersedes => "代替",
            Self::Implements => "实施",
            Self::Interprets => "解释",
            Self::Issues => "印发",
            Self::Forwards => "转发",
            Self::ExtendsValidity => "延长有效期",
            Self::Suspends => "暂停执行",
            Self::Resumes => "恢复执行",
            Self::Corrects => "更正",
        }
    }

    /// What the other document does to this one, for readers.
    pub fn label_inward(self) -> &'static str {
        match self {
            Self::BasedOn => "以此为依据",
            Self::Cites => "被引用",
            Self::Amends => "被修改",
            Self::AmendedBy => "修改了",
            Self::Repeals => "被废止",
            Self::DeclaresInvalid => "被宣布失效",
            Self::Supersedes => "被代替",
            Self::Implements => "配套实施",
            Self::Interprets => "被解释",
            Self::Issues => "由此印发",
            Self::Forwards => "由此转发",
            Self::ExtendsValidity => "有效期被延长",
            Self::Suspends => "被暂停执行",
            Self::Resumes => "被恢复执行",
            Self::Corrects => "被更正",
        }
    }

    /// Whether the relation changes the state of the other document.
    pub fn changes(self) -> bool {
        matches!(
            self,
            Self::Amends
                | Self::Repeals
                | Self::DeclaresInvalid
                | Self::Supersedes
                | Self::ExtendsValidity
                | Self::Suspends
                | Self::Resumes
        )
    }
}

/// Where the words of a relation stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the text.
    #[default]
    Text,
    /// In the title.
    Title,
    /// In a line under the title, by its place among them.
    History(u32),
}

impl Place {
    fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// What the words name: a title, a number, or a name right before articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Target {
    /// Title or short name, without 《》. A short name that the text itself explains is the title that it stands
    /// for.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Number in its usual spelling.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The version that is named with it (`2019年修正`).
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether the title is the end of these words, which stand unmarked before articles (民事诉讼法第一百条).
    #[serde(rename = "u", default, skip_serializing_if = "is_false")]
    pub unmarked: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// An article that a relation names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeArticle {
    /// Its address: `12`, `133-1`.
    #[serde(rename = "n")]
    pub n: String,
    /// The address of the last of a span.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// 款.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// 项.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
}

/// What sort of thing a relation names: an index that has no record of it lacks an instrument, or nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// An instrument, as far as its name tells.
    #[default]
    Instrument,
    /// What the naming text itself carries: the text that it issues, its own annexes.
    Enclosed,
    /// A technical standard: 国家标准, GB/T 9704—2012.
    Standard,
    /// A letter or motion that is answered: 请示, 提案.
    Letter,
}

impl Named {
    fn is_instrument(&self) -> bool {
        *self == Self::Instrument
    }
}

/// How sure a reading is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The words say so.
    #[default]
    Sure,
    /// The form of the text says so: a row of a list under a heading.
    Likely,
}

impl Confidence {
    fn is_sure(&self) -> bool {
        *self == Self::Sure
    }
}
