//! What the days of a document's life rest on.

use serde::{Deserialize, Serialize};

use super::{Day, Origin};

/// A day of a document's life with the words that give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateEvidence {
    /// Which day of its life.
    pub role: DateRole,
    /// The day; `None` where the words name none that can be counted (自公布之日起, and no day of publication is known).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// How the day follows from the words.
    pub rule: DateRule,
    /// Where the words stand.
    pub origin: Origin,
    /// The words: the sentence, the line or the value of the field.
    pub text: String,
    /// Byte range of the sentence in the text, for words of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<(u32, u32)>,
    /// Whether the day in [`Document::dates`](super::Document::dates) is this one. Others are kept beside it: the
    /// day of the original over an amended text, a sentence that a field overrules.
    pub taken: bool,
}

/// A day of a document's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateRole {
    /// 通过.
    Passed,
    /// 批准, by the organ above.
    Approved,
    /// 成文: signed.
    Signed,
    /// 公布, 发布, 印发.
    Issued,
    /// 施行: the first day in force.
    Effective,
    /// The last day in force.
    Expires,
}

/// How a day follows from words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateRule {
    /// The words name the day.
    Stated,
    /// 自公布之日起: the day of publication, known from elsewhere in the same record.
    FromIssue,
    /// 自公布之日起30日后: counted from the day of publication.
    AfterIssue,
    /// 自通过之日起.
    FromPassing,
    /// The version came to be by an amendment (修正): in force from the day of the amending act, while its closing
    /// article still names the day of the original.
    Amendment,
    /// 有效期5年: the last day of a term counted from the first day in force.
    Term,
    /// Another document gives it: the act that made the version, the notice that issues the text.
    OtherDocument,
}
