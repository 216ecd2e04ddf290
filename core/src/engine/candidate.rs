//! What an engine found before anything of it is fetched.

use crate::query::IdentifierField;

/// A document or article that may be shown, in as few bytes as tell it from others and let it be ranked again.
///
/// `segment`, `ordinal` and `article` are the engine's own address: they hold for the generation that gave them and
/// mean nothing elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Candidate {
    /// Where the document is.
    pub segment: u32,
    /// Which document of it.
    pub ordinal: u32,
    /// The article, when hits are articles.
    pub article: Option<u32>,
    /// What its words score.
    pub score: f32,
    /// The sort of identifier of the plan that names the document, if one does.
    pub named_by: Option<IdentifierField>,
    /// The best passages, or the article that is the hit, the best first.
    pub passages: Vec<CandidatePassage>,
}

impl Candidate {
    /// Whether both are the same document or article.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.segment, self.ordinal, self.article) == (other.segment, other.ordinal, other.article)
    }
}

/// A passage of a candidate.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CandidatePassage {
    /// Where it is, in the engine's own numbering.
    pub entry: u32,
    /// What its words score.
    pub score: f32,
}
