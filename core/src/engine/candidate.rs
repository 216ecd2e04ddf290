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

/// Where a walk through all hits goes on: an entry of a segment, in the engine's own numbering.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WalkPlace {
    /// Which segment.
    pub segment: u32,
    /// The first entry that was not walked.
    pub entry: u32,
}

/// The next hits of a walk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Walked {
    /// The hits, in the order of the index.
    pub hits: Vec<WalkedHit>,
    /// Where the walk goes on; `None` at its end.
    pub next: Option<WalkPlace>,
}

/// A hit of a walk.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkedHit {
    /// What was found.
    pub candidate: Candidate,
    /// Where the walk goes on behind it.
    pub next: WalkPlace,
}

/// Which document of each work of several a plan shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    /// Segment and ordinal, ascending.
    places: Vec<(u32, u32)>,
}

impl Chosen {
    pub(super) fn new(places: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut places: Vec<_> = places.collect();
        places.sort_unstable();
        Self { places }
    }

    pub(super) fn has(&self, segment: u32, ordinal: u32) -> bool {
        self.places.binary_search(&(segment, ordinal)).is_ok()
    }
}
