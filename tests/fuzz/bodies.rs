//! What the fuzz targets do with their input. Included by the targets and by a test of the crate, which runs the
//! same bodies over mutated seeds with the stable compiler.

use std::collections::HashSet;
use std::sync::LazyLock;

use tongcha::query::{
    self, FacetField, PlanRequest, QUERY_CHARS_MAX, Query, Strictness, TERMS_MAX, TermKind,
};
use tongcha::{Tokenizer, structure};

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(Tokenizer::new);

/// Any bytes are a query that is read and planned, or too long.
pub fn query(data: &[u8]) {
    let raw = String::from_utf8_lossy(data);
    let chars = raw.chars().count();
    let query = match Query::parse(&raw) {
        Ok(query) => query,
        Err(_) => {
            assert!(chars > QUERY_CHARS_MAX, "only length is refused");
            return;
        }
    };
    for piece in query.clauses.iter().flat_map(|clause| &clause.alternatives) {
        assert!(piece.chars.start <= piece.chars.end && piece.chars.end <= chars);
        assert_eq!(piece.text.chars().count(), piece.chars.len());
    }
    for clause in &query.clauses {
        assert!(!clause.alternatives.is_empty());
    }
    for strictness in Strictness::LADDER {
        for exact in [false, true] {
            plan(&query, strictness, exact);
        }
    }
}

fn plan(query: &Query, strictness: Strictness, exact: bool) {
    let request = PlanRequest {
        exact,
        strictness,
        facets: FacetField::ALL.to_vec(),
        ..PlanRequest::default()
    };
    let plan = query::plan(query, &TOKENIZER, request);
    assert!(plan.terms.len() <= TERMS_MAX);
    for term in &plan.terms {
        match &term.kind {
            TermKind::Word(word) => assert!(!word.is_empty()),
            TermKind::Phrase(characters) => {
                assert!(!characters.is_empty());
                assert!(characters.iter().all(|c| c.chars().count() == 1));
            }
        }
    }
    assert!(plan.identifiers.iter().all(|key| !key.key.is_empty()));
    // Both only must not panic: whether they hold depends on the query.
    let rarity = query::Rarity::of_shares([0.1; query::TERMS_MAX]);
    plan.condition.holds(0, &rarity);
    plan.condition.holds(u64::MAX, &rarity);
}

/// Any bytes are a text whose passages are the text, cut nowhere but between characters.
pub fn structure(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let structure = structure::parse(&text);
    let mut end = 0;
    let mut addresses = HashSet::new();
    for passage in &structure.passages {
        assert_eq!(passage.span.start, end, "passages follow each other");
        end = passage.span.end;
        assert!(
            text.get(passage.span.start as usize..end as usize)
                .is_some()
        );
        assert!(
            addresses.insert(passage.n.as_str()),
            "{} is there twice",
            passage.n
        );
        structure.headings_of(passage);
        components(passage.span.of(&text));
    }
    assert_eq!(end as usize, text.len(), "passages are the whole text");
    let mut eids = HashSet::new();
    for (index, division) in structure.divisions.iter().enumerate() {
        let span = division.span.start as usize..division.span.end as usize;
        assert!(text.get(span).is_some());
        assert!(
            division
                .parent
                .is_none_or(|parent| (parent as usize) < index)
        );
        assert!(
            eids.insert(division.eid.as_str()),
            "{} is there twice",
            division.eid
        );
    }
    for diagnostic in &structure.diagnostics {
        let span = diagnostic.span;
        assert!(span.is_none_or(|span| text.get(span.start as usize..span.end as usize).is_some()));
    }
}

fn components(article: &str) {
    for component in structure::components(article) {
        let span = component.span.start as usize..component.span.end as usize;
        assert!(article.get(span).is_some_and(|text| !text.is_empty()));
    }
}
