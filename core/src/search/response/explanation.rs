//! Why a hit stands where it stands.

use serde::{Deserialize, Serialize};

/// One reason for the place of a hit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// What it is about.
    pub code: ExplanationCode,
    /// In Chinese, for people.
    pub text: String,
    /// What it adds to the score of the words, where it adds something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adds: Option<f32>,
    /// What the score of the words is multiplied with, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<f32>,
}

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExplanationCode {
    /// Ranked again by what was learned from answered questions.
    Learned,
    /// It holds in one place only, or is no statute, and no place was named.
    Reach,
    /// It changes another text, which answers the question as it stands now.
    Amending,
    /// The query names the document.
    Named,
    /// The document says a pasted passage.
    Passage,
    /// Words of the title.
    Title,
    /// Words of the whole text, of number, organ and place.
    Text,
    /// Words of the best article.
    Article,
    /// A preference that was understood and is met.
    Preference,
    /// The rank of the text.
    Rank,
    /// The state of validity.
    State,
    /// Which of several versions is shown.
    Version,
    /// Official words that were looked for beside colloquial ones.
    Expansion,
    /// A correction of what was typed.
    Correction,
    /// That not all words had to occur.
    Loosened,
    /// The order that was asked for.
    Order,
}
