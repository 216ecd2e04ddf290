//! The embedded engine against a naive one: the same plan, asked of each document one by one.

mod generated;
mod naive;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;
use proptest::test_runner::Config;
use tongcha::Record;
use tongcha::document::read_record;
use tongcha::engine::{Answer, EmbeddedEngine, Engine, EngineHit, WalkPlace};
use tongcha::query::{FacetField, Level, Plan};

use crate::support::Corpus;
use generated::{a_plan, life};
use naive::Naive;

/// Hits that are read at a time.
const PAGE: usize = 9;

/// Reads page after page and compares with what the naive engine says.
fn check(engine: &EmbeddedEngine, documents: &[Naive], plan: &Plan) -> Result<(), TestCaseError> {
    let mut expected = BTreeSet::new();
    let mut facets: BTreeMap<FacetField, BTreeMap<String, u64>> = BTreeMap::new();
    let mut collections: BTreeMap<String, u64> = BTreeMap::new();
    let rarity = engine.rarity(plan).unwrap();
    for document in documents {
        let matching = document.matching(plan, &rarity);
        let count = matching.len() as u64;
        if count == 0 {
            continue;
        }
        for facet in &plan.facets {
            if document.passes(plan, Some(*facet), false) {
                for value in document.values(*facet, plan.as_of) {
                    *facets.entry(*facet).or_default().entry(value).or_default() += count;
                }
            }
        }
        if document.passes(plan, None, true) {
            let collection = document.document.collection.clone();
            *collections.entry(collection).or_default() += count;
        }
        if document.passes(plan, None, false) {
            expected.extend(matching);
        }
    }

    let mut found: Vec<(String, String)> = Vec::new();
    let mut first: Option<Answer> = None;
    loop {
        let page = Plan {
            candidates_max: found.len() + PAGE,
            ..plan.clone()
        };
        let answer = engine.execute(&page).unwrap();
        let before = found.len();
        let hits = engine.fetch(&answer.candidates[before..]).unwrap();
        found.extend(hits.iter().map(|hit| address(plan, hit)));
        first.get_or_insert(answer);
        if found.len() == before {
            break;
        }
    }
    let answer = first.unwrap();
    let distinct: HashSet<_> = found.iter().collect();
    prop_assert_eq!(
        distinct.len(),
        found.len(),
        "a hit is on two pages: {:?}",
        plan
    );
    let found: BTreeSet<_> = found.into_iter().collect();
    check_walk(engine, plan, &expected)?;
    prop_assert_eq!(&found, &expected, "hits of {:?}", plan);
    prop_assert_eq!(answer.total, expected.len() as u64, "total of {:?}", plan);
    prop_assert_eq!(
        &answer.collections,
        &collections,
        "collections of {:?}",
        plan
    );
    for facet in &plan.facets {
        let counts: BTreeMap<String, u64> = answer.facets[facet]
            .iter()
            .map(|count| (count.value.clone(), count.count))
            .collect();
        let expected = facets.remove(facet).unwrap_or_default();
        prop_assert_eq!(counts, expected, "facet {:?} of {:?}", facet, plan);
    }
    Ok(())
}

/// Walks all hits a few at a time: each comes once, in whatever steps.
fn check_walk(
    engine: &EmbeddedEngine,
    plan: &Plan,
    expected: &BTreeSet<(String, String)>,
) -> Result<(), TestCaseError> {
    let chosen = engine.choose(plan).unwrap();
    for step in [1, PAGE] {
        let mut walked = Vec::new();
        let mut next = Some(WalkPlace::default());
        while let Some(place) = next {
            let some = engine.walk(plan, &chosen, place, step).unwrap();
            prop_assert!(some.hits.len() <= step);
            let candidates: Vec<_> = some.hits.into_iter().map(|hit| hit.candidate).collect();
            walked.extend(
                engine
                    .fetch(&candidates)
                    .unwrap()
                    .iter()
                    .map(|hit| address(plan, hit)),
            );
            next = some.next;
        }
        let distinct: BTreeSet<_> = walked.iter().cloned().collect();
        prop_assert_eq!(distinct.len(), walked.len(), "walked twice: {:?}", plan);
        prop_assert_eq!(&distinct, expected, "walk of {:?}", plan);
    }
    Ok(())
}

/// A hit as the naive engine names it.
fn address(plan: &Plan, hit: &EngineHit) -> (String, String) {
    let n = match plan.level {
        Level::Document => String::new(),
        Level::Article => hit.passages[0].passage.n.clone(),
    };
    (hit.document.id.clone(), n)
}

proptest! {
    #![proptest_config(Config { cases: 6, failure_persistence: None, max_shrink_iters: 60, ..Config::default() })]

    #[test]
    fn the_engine_answers_as_the_naive_one_does(
        life in life(),
        plans in proptest::collection::vec(a_plan(), 60),
    ) {
        let corpus = Corpus::new();
        for generation in 0..life.states.len() {
            let records = life.at(generation);
            corpus.publish(&records);
            let engine = EmbeddedEngine::open(&corpus.data).unwrap();
            let held = |record: &Record| {
                let (document, _) = read_record(record.clone()).unwrap();
                engine.document(&document.id).unwrap().expect("it was published").document
            };
            let documents: Vec<Naive> = records.iter().map(|record| Naive::new(record, &held(record))).collect();
            let counted = engine.statistics().unwrap();
            prop_assert_eq!(counted.documents, documents.len() as u64);
            for plan in &plans {
                check(&engine, &documents, plan)?;
            }
        }
    }
}
