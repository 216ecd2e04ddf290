//! Keeping few finds what keeping all finds: documents that cannot get among the best are only counted.

use tongcha::Record;
use tongcha::engine::{EmbeddedEngine, Engine};
use tongcha::query::{FacetField, Order, Plan, PlanRequest, Query, Sort, plan};

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

/// The same plan, keeping few and keeping all.
fn check(engine: &EmbeddedEngine, plan: &Plan) {
    let keeping = |candidates_max| Plan {
        candidates_max,
        ..plan.clone()
    };
    let all = engine.execute(&keeping(ALL)).unwrap();
    for few in [0, 1, 7, 40] {
        let found = engine.execute(&keeping(few)).unwrap();
        let expected = &all.candidates[..few.min(all.candidates.len())];
        assert_eq!(found.candidates, expected, "{few} of {plan:?}");
        assert_eq!(found.total, all.total, "{plan:?}");
        assert_eq!(found.facets, all.facets, "{plan:?}");
        assert_eq!(found.classes, all.classes, "{plan:?}");
    }
}

#[test]
fn the_best_of_few_are_the_best_of_all() {
    let corpus = Corpus::of(&records());
    let engine = EmbeddedEngine::open(&corpus.data).unwrap();
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
                check(&engine, &plan(&query, &tokenizer(), request));
            }
        }
    }
}
