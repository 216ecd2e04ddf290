//! The façade: [`Searcher`] takes a request and gives the response that the crate, the API and the page share.

mod answering;
mod asked;
mod check;
mod comparison;
mod deep;
mod did_you_mean;
mod difference;
mod explain;
mod export;
mod found_title;
mod highlight;
mod hit;
mod labels;
mod late;
mod links;
mod lists;
mod members;
mod named_articles;
mod narrow;
mod pasted;
mod planning;
pub(crate) mod question;
mod record;
mod recover;
mod reference;
mod related;
mod request;
mod resolve;
mod response;
mod searcher;
mod snippet;
mod sought;
mod statistics;
mod suggest;
mod verbatim;
mod works;
mod wrong_words;

pub use crate::query::understand::{
    Effect, Expansion, Interpretation, InterpretationKind, Note, NoteKind,
};
pub use asked::{AskedArticle, AskedArticles};
pub use check::{CHECK_CHARS_MAX, CheckReport, CheckedCitation, CitationState};
pub use comparison::{ComparedDocument, Comparison};
pub use deep::{CursorError, EXPORT_CHUNK, Export, ExportChunk, ExportLine, ExportPlace};
pub use export::{CitationLines, HTML_STYLE, escape_html, push_html, quoted_title};
pub use highlight::Highlighter;
pub use labels::facet_label;
pub use links::TextLink;
pub use lists::{
    ArticleCheck, LIST_DAYS_MAX, LIST_DAYS_USUAL, LIST_ITEMS_MAX, ListItem, ListKind, ListRequest,
    ListResponse,
};
pub use members::WorkMember;
pub use record::{
    ArticleRecord, DocumentRecord, NeighbourRecord, OutlineRecord, PartRecord, PassageRecord,
};
pub use reference::{ReferenceArticle, ReferenceDocument};
pub use related::{
    RELATIONS_MAX, RelatedDocuments, RelationCounts, RelationRecord, RelationsRecord,
    RelationsRequest,
};
pub use request::{
    DEPTH_MAX, FILTER_VALUES_MAX, MatchMode, RequestError, SIZE_MAX, SearchRequest, SearchScope,
    Versions,
};
pub use resolve::{Resolution, ResolutionState};
pub use response::{
    ArticleHit, ClassCount, Difference, DifferenceKind, Explanation, ExplanationCode, FacetValue,
    Hit, HitDates, HitRegion, HitValidity, HitValidityReason, PassageMatch, QueryEcho, Recovery,
    SearchResponse, SearchStatistics, Snippet, Suggestion, SuggestionKind, Total, Without,
};
pub use searcher::{SearchError, Searcher};
pub use works::WorkVersion;

#[cfg(test)]
mod reference_tests;
