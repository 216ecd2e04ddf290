//! Keeping few finds what keeping all finds: documents that cannot get among the best are only counted. So do several
//! processors: each takes a share of the documents.

use tongcha::Record;
use tongcha::engine::{EmbeddedEngine, Engine, Spread};
use tongcha::query::{FacetField, Level, Order, Plan, PlanRequest, Query, Sort, plan};

use crate::support::{Corpus, record, tokenizer};

/// More than any corpus here has.
const ALL: usize = 10_000;
const DOCUMENTS: usize = 900;
const ARTICLES: usize = 60;

/// Enough for several windows; how often words stand where differs from document to document. Some are versions of one work.
fn records() -> Vec<Record> {
    let subjects = ["养犬", "停车", "燃气", "电梯", "档案"];
    let acts = ["登记", "收容", "处罚", "检验"];
    let records = (0..DOCUMENTS).map(|at| {
        let subject = subjects[at % subjects.len()];
        let title = match at % 7 {
            0 => format!("云溪省{subject}管理条例（{}年）", 1990 + at % 30),
            rest => format!("第{at}号{subject}{}办法", acts[rest % acts.len()]),
        };
        let article = |n: usize| {
            let act = acts[(at * 31 + n * n) % acts.len()];
            let other = subjects[(at * 17 + n) % subjects.len()];
            let more = act.repeat((at + n) % 4);
            format!("第{n}条 {other}应当依法{act}，{more}由主管部门负责。\n")
        };
        Record {
            published: Some(format!("{}-03-0{}", 1990 + at % 30, 1 + at % 9)),
            declared_status: (at % 5 == 0).then(|| "已废止".to_owned()),
            ..record(
                &format!("d{at}"),
                &title,
                &(1..=1 + at % ARTICLES).map(article).collect::<String>(),
            )
        }
    });
    records.collect()
}

/// An engine that parts whatever it is asked into so many shares.
fn on_processors(corpus: &Corpus, count: usize) -> EmbeddedEngine {
    let engine = EmbeddedEngine::open(&corpus.data).unwrap();
    engine.spread(Spread {
        processors: count,
        each_max: count,
        occurrences_each: 1,
    })
}

/// The same plan, keeping few and keeping all.
fn check(engine: &EmbeddedEngine, others: &[EmbeddedEngine], plan: &Plan) {
    let keeping = |candidates_max| Plan {
        candidates_max,
        ..plan.clone()
    };
    let all = engine.execute(&keeping(ALL)).unwrap();
    let check = |engine: &EmbeddedEngine, few: usize| {
        let found = engine.execute(&keeping(few)).unwrap();
        let expected = &all.candidates[..few.min(all.candidates.len())];
        assert_eq!(found.candidates, expected, "{few} of {plan:?}");
        assert_eq!(found.articles, all.articles, "{plan:?}");
        assert_eq!(found.total, all.total, "{plan:?}");
        assert_eq!(found.facets, all.facets, "{plan:?}");
        assert_eq!(found.classes, all.classes, "{plan:?}");
    };
    for few in [0, 1, 7, 40] {
        check(engine, few);
    }
    for other in others {
        check(other, 7);
        check(other, ALL);
    }
}

#[test]
fn the_best_of_few_are_the_best_of_all() {
    let corpus = Corpus::of(&records());
    let engine = on_processors(&corpus, 1);
    let others = [2, 5].map(|count| on_processors(&corpus, count));
    for q in [
        "养犬登记",
        "停车 处罚 -电梯",
        "云溪省燃气管理条例",
        "养犬应当依法登记由谁收容处罚",
        "\"主管部门\" 档案",
    ] {
        let query = Query::parse(q).unwrap();
        for folds in [false, true] {
            for (sort, order) in [
                (Sort::Relevance, Order::Desc),
                (Sort::Relevance, Order::Asc),
                (Sort::Issued, Order::Desc),
                (Sort::Issued, Order::Asc),
            ] {
                let request = PlanRequest {
                    folds,
                    sort,
                    order,
                    facets: FacetField::ALL.to_vec(),
                    ..PlanRequest::default()
                };
                check(&engine, &others, &plan(&query, &tokenizer(), request));
            }
        }
    }
}

#[test]
fn articles_are_the_same_on_several_processors() {
    let corpus = Corpus::of(&records());
    let engine = on_processors(&corpus, 1);
    let others = [3].map(|count| on_processors(&corpus, count));
    let ids = ["d7", "d411", "d412", "d899"].map(|id| (id.to_owned(), "1".to_owned()));
    let remembered: Vec<(u32, u32)> = engine
        .addresses(&ids)
        .unwrap()
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(remembered.len(), ids.len());
    for q in ["养犬登记", "停车应当依法登记由谁收容处罚"] {
        let query = Query::parse(q).unwrap();
        for (level, articles_max) in [
            (Level::Article, 0),
            (Level::Document, 0),
            (Level::Document, 9),
        ] {
            let request = PlanRequest {
                level,
                articles_max,
                remembered: remembered.clone(),
                facets: FacetField::ALL.to_vec(),
                ..PlanRequest::default()
            };
            check(&engine, &others, &plan(&query, &tokenizer(), request));
        }
    }
}
