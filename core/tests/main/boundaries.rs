//! The edges: nothing, one, very many; every order; every day.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use tongcha::document::Status;
use tongcha::query::{Level, Order, Sort};
use tongcha::search::{MatchMode, SearchError, SearchResponse};
use tongcha::structure::format_chinese;
use tongcha::{Record, SearchRequest, Searcher};

use crate::support::{Corpus, day, ids, record};

#[test]
fn small_documents_are_found() {
    let corpus = Corpus::of(&[
        record("title-only", "养犬条例", ""),
        record("one", "一", "犬"),
        record("blank", "空白", " \n　"),
        Record {
            id: "text-only".into(),
            text: "犬".into(),
            ..Record::default()
        },
        record("quoted", "关于印发《“十四五”规划（试行）》的通知", "正文"),
    ]);
    assert_eq!(ids(&corpus.search("养犬条例")), ["title-only"]);
    let mut found: Vec<String> = corpus.search("犬").hits.into_iter().map(|h| h.id).collect();
    found.sort();
    assert_eq!(found, ["one", "text-only"]);
    for q in [
        "关于印发《“十四五”规划（试行）》的通知",
        "《十四五规划(试行)》",
        "关于印发\"十四五\"规划",
        "标题:十四五规划",
    ] {
        assert_eq!(ids(&corpus.search(q)), ["quoted"], "{q}");
    }
    let searcher = corpus.searcher();
    assert_eq!(searcher.statistics(day("2024-01-01")).unwrap().documents, 5);
    let empty = searcher.document("title-only", day("2024-01-01")).unwrap();
    assert_eq!(empty.unwrap().text(), "");
    let articles = SearchRequest {
        level: Level::Article,
        ..SearchRequest::new("养犬条例")
    };
    assert_eq!(searcher.search(&articles).unwrap().total.value, 0);
}

#[test]
fn an_index_of_nothing_answers() {
    let corpus = Corpus::new();
    let (manifest, _) = corpus.publish(&[]);
    assert_eq!(manifest.documents, 0);
    assert_eq!(corpus.search("养犬").total.value, 0);
    assert_eq!(corpus.search("").total.value, 0);
    assert!(corpus.data.verify().unwrap().problems.is_empty());
    corpus.publish(&[record("a", "养犬", "正文")]);
    assert_eq!(corpus.search("养犬").total.value, 1);
    corpus.publish(&[]);
    assert_eq!(corpus.search("养犬").total.value, 0);
    assert!(corpus.data.verify().unwrap().problems.is_empty());
}

#[test]
fn an_identifier_typed_as_it_is_finds_its_document() {
    let corpus = Corpus::of(&[
        record("GZ-2020-ABC", "养犬条例", "正文"),
        record("國發-1", "停车条例", "正文"),
        record("other", "GZ 2020", "abc"),
    ]);
    assert_eq!(corpus.search("GZ-2020-ABC").hits[0].id, "GZ-2020-ABC");
    assert_eq!(corpus.search("國發-1").hits[0].id, "國發-1");
}

#[test]
fn headings_with_blanks_are_found_at_both_levels() {
    let text = "第一章 权利 救济\n第一条 甲。\n第二章 附 则\n第二条 乙。";
    let corpus = Corpus::of(&[record("a", "办法", text)]);
    for (q, articles) in [("附则", 1), ("权利 救济", 1), ("办法", 2)] {
        let total = |level| {
            let request = SearchRequest {
                level,
                literal: true,
                ..SearchRequest::new(q)
            };
            corpus.searcher().search(&request).unwrap().total.value
        };
        assert_eq!(
            (total(Level::Document), total(Level::Article)),
            (1, articles),
            "{q}"
        );
    }
}

#[test]
fn fifty_thousand_articles_are_one_document() {
    let mut text = String::new();
    for n in 1..=50_000 {
        text.push_str(&format!("第{}条 甲{n}。\n", format_chinese(n)));
    }
    let corpus = Corpus::new();
    let (manifest, _) = corpus.publish(&[
        record("small", "附则", "第一条 附则甲。"),
        record("large", "大法典", &text),
    ]);
    assert_eq!((manifest.documents, manifest.articles), (2, 50_001));
    let searcher = corpus.searcher();
    let request = SearchRequest {
        level: Level::Article,
        size: 1,
        ..SearchRequest::new("甲")
    };
    assert_eq!(searcher.search(&request).unwrap().total.value, 50_001);
    let last = searcher.article("large", "50000", day("2024-01-01"));
    assert_eq!(last.unwrap().unwrap().article.text, "第五万条 甲50000。\n");
}

#[test]
fn an_article_of_two_megabytes_is_read_and_shown_in_time() {
    let text = format!("第一条 {}", "养犬登记。".repeat((2 << 20) / 15));
    let corpus = Corpus::of(&[record("a", "办法", &text)]);
    let begun = Instant::now();
    let answer = corpus.search("养犬 登记");
    assert_eq!(answer.total.value, 1);
    assert!(!answer.hits[0].snippets[0].marks.is_empty());
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn no_query_is_an_error() {
    let corpus = Corpus::of(&[record("a", "养犬条例", "第一条 养犬应当登记。")]);
    let searcher = corpus.searcher();
    let nasty = [
        "(",
        "[",
        "\"",
        "“",
        "-",
        "--",
        "|",
        "OR ",
        "标题:",
        "NOT ",
        "法 ",
        "一二",
        "a",
        "é",
        "😀",
        "𠮷",
        "\u{0}",
        "\u{202e}",
        "\u{fffd}",
        "\u{fdfa}",
        "ﬃ",
        "%00",
        "\\",
        "/",
        "*",
        "?",
        "^",
        "~",
        "{!}",
        "<script>",
        "' OR 1=1",
        "\n",
        "　",
        "第一条",
        "-\"养犬\" ",
        "养犬|",
        "\"养犬\" ",
        "文号:〔2020〕",
        "机关:-",
        "㈠㎡",
        "\u{10ffff}",
        "的",
        "标题:\"",
        "养 -",
        "法OR法",
        "e\u{301}\u{302}",
    ];
    for piece in nasty {
        let per = piece.chars().count();
        let q = piece.repeat(512 / per);
        for (level, mode) in [
            (Level::Document, MatchMode::Smart),
            (Level::Article, MatchMode::Exact),
        ] {
            let request = SearchRequest {
                level,
                mode,
                ..SearchRequest::new(q.clone())
            };
            let answer = searcher.search(&request);
            assert!(answer.is_ok(), "{piece:?}: {:?}", answer.err());
        }
        searcher.suggest(&q, 20).unwrap();
        searcher.marks(&q, [q.as_str()].into_iter()).unwrap();
    }
    let long = SearchRequest::new("法".repeat(513));
    assert!(matches!(
        searcher.search(&long),
        Err(SearchError::Request(_))
    ));
}

/// Forty documents with and without days, of several kinds, some equal to each other.
fn varied() -> Vec<Record> {
    let days = [
        None,
        Some("2020-01-01"),
        Some("2021-06-01"),
        Some("1949-10-01"),
    ];
    let kinds = [None, Some("法律"), Some("规范性文件")];
    (0..40)
        .map(|n| Record {
            published: days[n % 4].map(str::to_owned),
            effective: days[n / 4 % 4].map(str::to_owned),
            kind: kinds[n % 3].map(str::to_owned),
            ..record(
                &format!("d{n}"),
                // Of one title they would be versions of one work, and one hit.
                &format!("第{n}类登记办法"),
                "第一条 登记。\n第二条 登记备案。",
            )
        })
        .collect()
}

fn all_pages(searcher: &Searcher, request: &SearchRequest) -> Vec<SearchResponse> {
    let mut pages = Vec::new();
    for page in 1.. {
        let request = SearchRequest {
            page,
            ..request.clone()
        };
        let answer = searcher.search(&request).unwrap();
        let last = answer.hits.is_empty();
        pages.push(answer);
        if last {
            break;
        }
    }
    pages
}

#[test]
fn pages_lose_nothing_and_orders_hold() {
    // In several segments, so that the order is over all of them.
    let records = varied();
    let corpus = Corpus::new();
    for end in [10, 25, 40] {
        corpus.publish(&records[..end]);
    }
    let searcher = corpus.searcher();
    for level in [Level::Document, Level::Article] {
        for sort in [Sort::Relevance, Sort::Issued, Sort::Effective, Sort::Rank] {
            for order in [Order::Asc, Order::Desc] {
                let request = SearchRequest {
                    level,
                    sort,
                    order: Some(order),
                    size: 7,
                    ..SearchRequest::new("登记")
                };
                let pages = all_pages(&searcher, &request);
                let hits: Vec<_> = pages.iter().flat_map(|page| &page.hits).collect();
                let article =
                    |hit: &tongcha::search::Hit| hit.article.as_ref().map(|a| a.n.clone());
                let distinct: HashSet<_> = hits.iter().map(|h| (&h.id, article(h))).collect();
                let expected = if level == Level::Document { 40 } else { 80 };
                assert_eq!(distinct.len(), expected, "{level:?} {sort:?} {order:?}");
                assert_eq!(hits.len(), expected);
                assert!(pages.iter().all(|page| page.total.value == expected as u64));
                for pair in hits.windows(2) {
                    let (first, second) = (pair[0], pair[1]);
                    let sorted = match sort {
                        Sort::Issued => in_order(first.dates.issued, second.dates.issued, order),
                        Sort::Effective => {
                            in_order(first.dates.effective, second.dates.effective, order)
                        }
                        Sort::Rank => match order {
                            Order::Asc => first.kind.rank() <= second.kind.rank(),
                            Order::Desc => first.kind.rank() >= second.kind.rank(),
                        },
                        Sort::Relevance => match order {
                            Order::Asc => first.score <= second.score,
                            Order::Desc => first.score >= second.score,
                        },
                    };
                    assert!(sorted, "{sort:?} {order:?}: {} {}", first.id, second.id);
                }
            }
        }
    }
}

/// Whether two values stand in this order, those without one last.
fn in_order<T: Ord>(first: Option<T>, second: Option<T>, order: Order) -> bool {
    match (first, second) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(first), Some(second)) => match order {
            Order::Asc => first <= second,
            Order::Desc => first >= second,
        },
    }
}

#[test]
fn the_answer_does_not_depend_on_the_segments() {
    let records = varied();
    let (one, many) = (Corpus::new(), Corpus::new());
    one.publish(&records);
    for end in [5, 12, 20, 33, 40] {
        many.publish(&records[..end]);
    }
    let order = |corpus: &Corpus| {
        let request = SearchRequest {
            size: 50,
            ..SearchRequest::new("登记备案")
        };
        let answer = corpus.searcher().search(&request).unwrap();
        answer
            .hits
            .into_iter()
            .map(|h| (h.id, h.score))
            .collect::<Vec<_>>()
    };
    assert_eq!(order(&one), order(&many));
}

#[test]
fn the_asked_day_decides_what_is_in_force() {
    let corpus = Corpus::of(&[Record {
        published: Some("2020-01-10".into()),
        effective: Some("2020-03-01".into()),
        expires: Some("2025-02-28".into()),
        ..record("a", "养犬办法", "第一条 养犬。")
    }]);
    let searcher = corpus.searcher();
    for (as_of, state) in [
        ("2019-12-31", Status::NotYetEffective),
        ("2020-02-29", Status::NotYetEffective),
        ("2020-03-01", Status::InForce),
        ("2025-02-28", Status::InForce),
        ("2025-03-01", Status::Expired),
    ] {
        let mut request = SearchRequest {
            as_of: day(as_of),
            ..SearchRequest::new("养犬")
        };
        request.filters.status = vec![state];
        let answer = searcher.search(&request).unwrap();
        assert_eq!(answer.total.value, 1, "{as_of}");
        assert_eq!(answer.hits[0].validity.state, state);
        assert_eq!(answer.facets["status"][0].value, state.as_str());
        request.filters.status = vec![Status::Repealed];
        let answer = searcher.search(&request).unwrap();
        assert_eq!(answer.total.value, 0);
        assert_eq!(
            answer.facets["status"][0].count, 1,
            "its own filter is left out"
        );
    }
}

#[test]
fn a_deadline_that_passed_is_told() {
    let corpus = Corpus::of(&[record("a", "养犬", "第一条 养犬。")]);
    let request = SearchRequest {
        time_max: Some(Duration::ZERO),
        ..SearchRequest::new("养犬")
    };
    let answer = corpus.searcher().search(&request);
    assert!(matches!(answer, Err(SearchError::DeadlineExceeded)));
    corpus.publish(&[]);
    let answer = corpus.searcher().search(&request);
    assert!(matches!(answer, Err(SearchError::DeadlineExceeded)));
}

#[test]
fn suggestions_are_the_shortest_titles() {
    let mut records: Vec<Record> = (0..500)
        .map(|n| record(&format!("d{n}"), &format!("养犬a{n:04}管理办法"), ""))
        .collect();
    records.push(record("short", "养犬法", ""));
    let corpus = Corpus::of(&records);
    let found = corpus.searcher().suggest("养犬", 3).unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].id.as_deref(), Some("short"));
    assert!(corpus.searcher().suggest("", 3).unwrap().is_empty());
    assert!(corpus.searcher().suggest("养犬", 0).unwrap().is_empty());
}
