//! Versions of one instrument are one hit: which is shown, and what is counted.

use tongcha::Record;
use tongcha::document::{Kind, KindClass, Status};
use tongcha::query::FacetField;
use tongcha::search::{SearchRequest, SearchResponse, Versions};

use crate::support::{Corpus, day, ids};

fn version(id: &str, year: &str, text: &str) -> Record {
    Record {
        id: id.into(),
        title: "云溪省停车场管理条例".into(),
        kind: Some("地方性法规".into()),
        region: Some("贵州省".into()),
        published: Some(format!("{year}-05-01")),
        effective: Some(format!("{year}-07-01")),
        text: text.into(),
        ..Record::default()
    }
}

/// Three versions, and another document.
fn corpus() -> Corpus {
    Corpus::of(&[
        version(
            "v2010",
            "2010",
            "第一条 停车场应当设置标志。\n第二条 停车场应当在夜间点亮红色灯笼。",
        ),
        version(
            "v2015",
            "2015",
            "第一条 停车场应当设置标志。\n第二条 停车场应当明码标价。",
        ),
        version(
            "v2023",
            "2023",
            "第一条 停车场应当设置标志。\n第二条 停车场应当公开收费。",
        ),
        Record {
            id: "other".into(),
            title: "云溪省道路条例".into(),
            published: Some("2020-01-01".into()),
            effective: Some("2020-02-01".into()),
            text: "第一条 停车场出入口应当设置标志。".into(),
            ..Record::default()
        },
    ])
}

fn ask(
    corpus: &Corpus,
    q: &str,
    as_of: &str,
    change: impl FnOnce(&mut SearchRequest),
) -> SearchResponse {
    let mut request = SearchRequest::new(q);
    request.as_of = day(as_of);
    request.facets = FacetField::ALL.to_vec();
    change(&mut request);
    let answer = corpus.searcher().search(&request).expect("answered");
    assert_eq!(
        answer.total.value as usize,
        answer.hits.len(),
        "one page holds all"
    );
    answer
}

#[test]
fn the_version_in_force_stands_for_all() {
    let corpus = corpus();
    for (as_of, shown) in [
        ("2012-01-01", "v2010"),
        ("2015-06-30", "v2010"),
        ("2015-07-01", "v2015"),
        ("2026-01-01", "v2023"),
    ] {
        let answer = ask(&corpus, "停车场 标志", as_of, |_| {});
        let found = ids(&answer);
        assert!(
            found.contains(&shown) && found.len() == 2,
            "{as_of}: {found:?}"
        );
        let hit = answer
            .hits
            .iter()
            .find(|hit| hit.id == shown)
            .expect("it is shown");
        assert_eq!(hit.version_ids, ["v2023", "v2015", "v2010"]);
    }
}

#[test]
fn a_named_year_and_an_asked_state_show_that_version() {
    let corpus = corpus();
    let answer = ask(&corpus, "云溪省停车场管理条例 2015", "2026-01-01", |_| {});
    assert_eq!(ids(&answer)[0], "v2015");
    let over = |request: &mut SearchRequest| request.filters.status = vec![Status::AmendedInForce];
    let answer = ask(&corpus, "停车场 标志", "2026-01-01", over);
    assert_eq!(ids(&answer), ["v2015"]);
    let early = |request: &mut SearchRequest| request.filters.year = vec![2010];
    let answer = ask(&corpus, "停车场 标志", "2026-01-01", early);
    assert_eq!(ids(&answer), ["v2010"]);
}

#[test]
fn what_only_an_older_version_says_is_found_in_it() {
    let corpus = corpus();
    let answer = ask(&corpus, "夜间点亮红色灯笼", "2026-01-01", |_| {});
    assert_eq!(ids(&answer), ["v2010"]);
}

/// Every count of a facet is what choosing the value shows.
#[test]
fn facets_count_works() {
    let corpus = corpus();
    let answer = ask(&corpus, "停车场 标志", "2026-01-01", |_| {});
    let statuses = &answer.facets["status"];
    assert!(
        statuses
            .iter()
            .any(|value| value.value == "amended_in_force" && value.count == 1)
    );
    for value in statuses {
        let status = Status::from_name(&value.value).expect("a state");
        let chosen = ask(&corpus, "停车场 标志", "2026-01-01", |request| {
            request.filters.status = vec![status];
        });
        assert_eq!(chosen.total.value, value.count, "{}", value.value);
    }
    for value in &answer.facets["year"] {
        let year = value.value.parse().expect("a year");
        let chosen = ask(&corpus, "停车场 标志", "2026-01-01", |request| {
            request.filters.year = vec![year];
        });
        assert_eq!(chosen.total.value, value.count, "{}", value.value);
    }
}

#[test]
fn all_versions_can_be_asked_for() {
    let corpus = corpus();
    let all = |request: &mut SearchRequest| request.versions = Versions::All;
    let answer = ask(&corpus, "停车场 标志", "2026-01-01", all);
    assert_eq!(answer.hits.len(), 4);
}

/// An export shows of each work the version that the search shows.
#[test]
fn an_export_chooses_versions_as_the_search_does() {
    let corpus = corpus();
    for as_of in ["2012-01-01", "2016-01-01", "2026-01-01"] {
        for q in ["停车场", "红色灯笼", ""] {
            let request = SearchRequest {
                as_of: day(as_of),
                ..SearchRequest::new(q)
            };
            let searcher = corpus.searcher();
            let answer = searcher.search(&request).unwrap();
            let mut found = ids(&answer);
            let export = searcher.export(&request, None).unwrap();
            let chunk = export.chunk(export.begin(), None).unwrap();
            let mut exported: Vec<String> =
                chunk.lines.iter().map(|line| line.hit.id.clone()).collect();
            found.sort_unstable();
            exported.sort_unstable();
            assert_eq!(exported, found, "{q} {as_of}");
            assert_eq!(export.total(), exported.len() as u64);
        }
    }
}

#[test]
fn a_class_counts_a_work_once_whatever_sorts_its_versions_are_of() {
    let of_kind = |kind: &str, record: Record| Record {
        kind: Some(kind.to_owned()),
        ..record
    };
    let text = "第一条 停车场应当设置标志。";
    let corpus = Corpus::of(&[
        of_kind("行政法规", version("v2010", "2010", text)),
        version("v2015", "2015", text),
        version("v2023", "2023", text),
    ]);
    let answer = ask(&corpus, "停车场 标志", "2026-01-01", |_| {});
    assert_eq!(ids(&answer), ["v2023"], "one work");
    let kinds: u64 = answer.facets["kind"].iter().map(|value| value.count).sum();
    assert_eq!(kinds, 2, "its versions are of two sorts");
    assert_eq!(
        (answer.total_of_any_kind, answer.facet_sizes["kind"]),
        (1, 2)
    );
    let counts = |answer: &SearchResponse| -> Vec<(KindClass, u64)> {
        let classes = answer.classes.iter();
        classes.map(|count| (count.class, count.count)).collect()
    };
    assert_eq!(counts(&answer), [(KindClass::Regulation, 1)]);
    // Whatever sort is asked for, and as many as its sorts find together.
    let laws = |request: &mut SearchRequest| request.filters.kind = vec![Kind::Law];
    let none = ask(&corpus, "停车场 标志", "2026-01-01", laws);
    assert_eq!(counts(&none), [(KindClass::Regulation, 1)]);
    let class = |request: &mut SearchRequest| {
        request.filters.kind = KindClass::Regulation.kinds().collect();
    };
    assert_eq!(
        ask(&corpus, "停车场 标志", "2026-01-01", class).total.value,
        1
    );
}
