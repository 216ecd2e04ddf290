//! The first page: what is new, and how programs find their way from it.

use std::path::Path;
use std::time::Instant;

use tongcha::{Day, Record};

use crate::client::{ask, get, get_with, publish, start_on, tokenizer};

/// A document that was published and came into force so many days from today, and ends so many days from today.
fn record(id: &str, published: i64, effective: i64, expires: Option<i64>) -> Record {
    let day = |days: i64| {
        Day::from_days_since_epoch(Day::today().days_since_epoch() + days)
            .expect("a day")
            .to_string()
    };
    Record {
        id: id.to_owned(),
        title: format!("岚江省{id}办法"),
        kind: Some("地方政府规章".to_owned()),
        published: Some(day(published)),
        effective: Some(day(effective)),
        expires: expires.map(day),
        text: "第一条 为了规范管理，制定本办法。\n第二条 本办法由省人民政府解释。".to_owned(),
        ..Record::default()
    }
}

#[test]
fn what_is_new_and_what_is_to_come_stands_on_the_first_page() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("home-index");
    let _ = std::fs::remove_dir_all(&path);
    tokenizer();
    let mut records = vec![
        record("coming", -300, 9, None),
        record("ending", -700, -650, Some(12)),
        record("old<b>", -900, -800, None),
    ];
    records.extend((1..=7).map(|n| record(&format!("new-{n}"), -n, -n, None)));
    publish(&path, records);
    let server = start_on(&path);
    let home = ask(server.address(), "GET", "/", &[]);
    let (_, news) = home.body.split_once("class=\"news\"").expect("the news");
    let (news, _) = news.split_once("</section>").expect("its end");
    for wanted in [
        "新公布（近 30 天）",
        "新施行（近 30 天）",
        "即将施行（30 天内）",
        "即将到期（30 天内）",
        "href=\"/doc/new-1\"",
        "href=\"/doc/coming\"",
        "href=\"/doc/ending\"",
        "查看更多",
        "href=\"/lists/new\"",
    ] {
        assert!(news.contains(wanted), "{wanted}: {news}");
    }
    // Five of the seven, the newest first.
    assert!(
        !news.contains("/doc/new-6\"") && !news.contains("old"),
        "{news}"
    );
    // A new generation is seen.
    publish(&path, vec![record("later", -1, -1, None)]);
    let begun = Instant::now();
    while !ask(server.address(), "GET", "/", &[])
        .body
        .contains("/doc/later\"")
    {
        assert!(begun.elapsed().as_secs() < 30, "the new generation");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    server.stop();
}

#[test]
fn feeds_and_search_are_found_from_every_page() {
    for target in ["/", "/doc/lj-reg-2019-01", "/nothing"] {
        let page = get(target);
        for wanted in [
            "type=\"application/atom+xml\" href=\"/feeds/new.atom\"",
            "type=\"application/atom+xml\" href=\"/feeds/expiring.atom\"",
            "rel=\"search\" type=\"application/opensearchdescription+xml\" href=\"/opensearch.xml\"",
        ] {
            assert!(page.body.contains(wanted), "{target}: {wanted}");
        }
    }
    assert!(get("/").body.contains("rel=\"canonical\" href=\"/\""));
}

#[test]
fn the_description_of_the_search_leads_here() {
    let answer = get("/opensearch.xml");
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/opensearchdescription+xml")
    );
    for wanted in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<ShortName>",
        "template=\"http://test/search?q={searchTerms}\"",
    ] {
        assert!(answer.body.contains(wanted), "{wanted}: {}", answer.body);
    }
    let tag = answer.header("etag").to_owned();
    assert_eq!(
        get_with("/opensearch.xml", &[("If-None-Match", &tag)]).status,
        304
    );
}
