//! What the page of a document shows beside its text: relations, versions, links, tables, citations, copies.

use std::path::Path;

use tongcha::document::Manifestation;
use tongcha::{DataDirectory, Indexer, Record, WriterOptions};

use crate::client::{Answer, ask, get, publish, start_on, tokenizer};

fn holds(answer: &Answer, wanted: &[&str]) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    for wanted in wanted {
        assert!(answer.body.contains(wanted), "{wanted}: {}", answer.body);
    }
}

/// The part of a page from one text to the next.
fn between<'a>(answer: &'a Answer, from: &str, to: &str) -> &'a str {
    let (_, rest) = answer.body.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

#[test]
fn relations_stand_on_both_documents_with_their_sentence() {
    let rule = get("/doc/lj-rule-2021-jc05");
    holds(&rule, &["相关文件", "href=\"#related\""]);
    let related = between(&rule, "class=\"related\"", "class=\"about\"");
    assert!(
        related.contains("href=\"/doc/lj-reg-2019-01")
            && related.contains("岚江省养犬管理条例")
            && related.contains("<blockquote>")
            && related.contains("<mark>"),
        "{related}"
    );
    let regulation = get("/doc/lj-reg-2019-01");
    let related = between(&regulation, "class=\"related\"", "class=\"about\"");
    assert!(
        related.contains("href=\"/doc/lj-rule-2021-jc05?at=1#art-1\"") && related.contains("-by\""),
        "{related}"
    );
}

#[test]
fn citations_inside_the_text_are_links() {
    let rule = get("/doc/lj-rule-2021-jc05");
    let text = between(&rule, "<div class=\"text\"", "class=\"related\"");
    assert!(
        text.contains("<a class=\"ref\" href=\"/doc/lj-reg-2019-01"),
        "{text}"
    );
    // A mark that is inside a link stays inside of it.
    let marked = get("/doc/lj-rule-2021-jc05?q=%E5%85%BB%E7%8A%AC");
    let text = between(&marked, "<div class=\"text\"", "class=\"related\"");
    let link = between(&marked, "<a class=\"ref\"", "</a>");
    assert!(
        link.matches("<mark>").count() == link.matches("</mark>").count()
            && text.contains("<mark>"),
        "{link}"
    );
}

#[test]
fn versions_are_a_line_of_days_that_leads_to_comparisons() {
    let current = get("/doc/lj-rule-2022-06");
    let versions = between(&current, "<section class=\"versions\"", "</section>");
    for wanted in [
        "版本沿革",
        "（本页）",
        "href=\"/doc/lj-rule-2022-06/compare?with=",
        "施行",
        "class=\"badge is-",
    ] {
        assert!(versions.contains(wanted), "{wanted}: {versions}");
    }
}

#[test]
fn a_document_is_cited_and_downloaded() {
    let document = get("/doc/lj-reg-2019-01");
    holds(
        &document,
        &[
            "<dd>《岚江省养犬管理条例》</dd>",
            "网址：http://test/doc/lj-reg-2019-01<",
            "format=html",
            "format=akn",
            "rel=\"alternate\" type=\"application/ld+json\"",
        ],
    );
    assert!(
        !document.body.contains("其他来源"),
        "one copy is no other one"
    );
}

#[test]
fn tables_are_tables_and_copies_are_named_without_folders() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading-index");
    let _ = std::fs::remove_dir_all(&path);
    let mut indexer = Indexer::create(
        &DataDirectory::new(&path),
        &tokenizer(),
        WriterOptions::default(),
    )
    .expect("an indexer");
    let record = Record {
        id: "fees".to_owned(),
        title: "岚江省停车收费办法".to_owned(),
        text: "第一条 收费标准如下：\n区域\t元/小时\n甲类<b>\t5\n乙类\t3\n第二条 本办法自公布之日起施行。"
            .to_owned(),
        ..Record::default()
    };
    indexer.add(record, "test").expect("an outcome");
    let copy = |path: &str, url: Option<&str>| Manifestation {
        id: None,
        source: "/srv/private/rules".to_owned(),
        path: Some(path.to_owned()),
        url: url.map(str::to_owned),
    };
    indexer.put_manifestations(
        "fees",
        vec![
            copy("secret/a.txt", None),
            copy("secret/b.html", Some("https://rules.example.cn/b")),
        ],
    );
    indexer.publish().expect("a generation");
    let server = start_on(&path);
    let page = ask(server.address(), "GET", "/doc/fees", &[]);
    holds(
        &page,
        &[
            "<td>区域</td><td>元/小时</td>",
            "<td>甲类&lt;b&gt;</td><td>5</td>",
            "class=\"scroll\" tabindex=\"0\" role=\"region\"",
            "其他来源",
            "a.txt",
            "href=\"https://rules.example.cn/b\"",
        ],
    );
    assert!(
        !page.body.contains("secret") && !page.body.contains("private"),
        "{}",
        page.body
    );
    assert_eq!(page.body.matches("<table>").count(), 1, "{}", page.body);
    let article = ask(server.address(), "GET", "/doc/fees/art/1", &[]);
    holds(&article, &["<td>乙类</td><td>3</td>"]);
    server.stop();
}

/// A code of three records, and a rule that rests on it.
fn code() -> Vec<Record> {
    let part = |id: &str, name: &str, text: String| Record {
        id: id.to_owned(),
        title: format!("岚江省民事法典·{name}"),
        subtitle: Some(name.to_owned()),
        kind: Some("法律".to_owned()),
        authority: Some("岚江省人民代表大会".to_owned()),
        published: Some("2020-05-28".to_owned()),
        effective: Some("2021-01-01".to_owned()),
        text,
        ..Record::default()
    };
    let articles = |from: u32, to: u32| -> String {
        (from..=to).map(|n| format!("第{n}条 甲{n}。\n")).collect()
    };
    let rule = |n: usize| Record {
        id: format!("rule-{n}"),
        title: format!("岚江省登记办法之{n}"),
        text: "第一条 根据《岚江省民事法典·总则》，制定本办法。\n".to_owned(),
        ..Record::default()
    };
    let mut records = vec![
        part("code-1", "总则", articles(1, 20)),
        part("code-2", "物权编", articles(21, 40)),
        part("code-3", "附则", articles(41, 42)),
    ];
    records.extend((1..=60).map(rule));
    records
}

#[test]
fn the_parts_of_a_work_read_as_one() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parts-index");
    let _ = std::fs::remove_dir_all(&path);
    publish(&path, code());
    let server = start_on(&path);
    let get = |target: &str| ask(server.address(), "GET", target, &[]);
    let page = get("/doc/code-2?q=%E7%94%B2");
    holds(
        &page,
        &[
            "本页为第 2 部分，共 3 部分",
            "aria-current=\"page\">物权编",
            "href=\"/doc/code-1?q=%E7%94%B2\">总则",
            "第1—20条",
            "rel=\"prev\" href=\"/doc/code-1?q",
            "rel=\"next\" href=\"/doc/code-3?q",
            "action=\"/doc/code-2/goto\"",
        ],
    );
    for (typed, status, location) in [
        ("30", 303, "/doc/code-2?at=30#art-30"),
        ("5", 303, "/doc/code-1?at=5#art-5"),
        (
            "%E5%9B%9B%E5%8D%81%E4%BA%8C",
            303,
            "/doc/code-3?at=42#art-42",
        ),
        ("99", 404, ""),
        ("", 400, ""),
        ("%3Cb%3E", 400, ""),
    ] {
        let answer = get(&format!("/doc/code-2/goto?n={typed}"));
        assert_eq!(
            (answer.status, answer.header("location")),
            (status, location),
            "{typed}"
        );
    }
    assert_eq!(get("/doc/code-9/goto?n=1").status, 404);
    server.stop();
}

#[test]
fn all_relations_have_a_page_and_grounds_a_drawing() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grounds-index");
    let _ = std::fs::remove_dir_all(&path);
    publish(&path, code());
    let server = start_on(&path);
    let get = |target: &str| ask(server.address(), "GET", target, &[]);
    let page = get("/doc/code-1/relations");
    holds(
        &page,
        &[
            "以此为依据 <span class=\"count\">60</span>",
            "<svg viewBox",
            "<title id=\"graph-title\">",
            "另有 48 件",
            "共 60 件",
            "href=\"/doc/rule-1?at=1#art-1\"",
            "rel=\"next\" href=\"/doc/code-1/relations?page=2\"",
        ],
    );
    assert_eq!(page.body.matches("<li><p class=\"sort\">").count(), 40);
    let second = get("/doc/code-1/relations?page=2");
    assert_eq!(second.body.matches("<li><p class=\"sort\">").count(), 20);
    assert!(second.body.contains("<ol class=\"listed\" start=\"41\">"));
    let none = get("/doc/code-1/relations?direction=out");
    assert!(!none.body.contains("class=\"sort\""), "{}", none.body);
    // The drawing and the list beside it say the same.
    let graph = between(&page, "<div class=\"graph\">", "</svg>");
    assert_eq!(graph.matches("<a href").count(), 12);
    let list = between(&page, "</svg>", "id=\"all\"");
    assert_eq!(list.matches("<li>").count(), 12);
    let rule = get("/doc/rule-7");
    holds(
        &rule,
        &["<svg viewBox", "制定依据", "href=\"/doc/rule-7/relations\""],
    );
    assert_eq!(get("/doc/code-1/relations?kind=nothing").status, 400);
    assert_eq!(get("/doc/none/relations").status, 404);
    server.stop();
}

#[test]
fn a_citation_is_previewed_as_text() {
    let preview = get("/doc/lj-reg-2019-01/preview?n=2").json();
    assert_eq!(preview["title"], "岚江省养犬管理条例");
    assert_eq!(
        (&preview["label"], &preview["class"]),
        (&"第二条".into(), &"is-good".into())
    );
    assert!(
        preview["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("第二条"))
    );
    let whole = get("/doc/lj-reg-2019-01/preview").json();
    assert_eq!(whole["label"], "");
    assert!(
        whole["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("第一条"))
    );
    assert_eq!(get("/doc/none/preview").status, 404);
    let hostile = crate::client::hostile_record().id;
    let hostile = get(&format!(
        "/doc/{}/preview?n=1",
        crate::client::encode(&hostile)
    ));
    assert_eq!(hostile.header("content-type"), "application/json");
    assert_eq!(hostile.header("x-content-type-options"), "nosniff");
}

#[test]
fn marked_passages_lead_to_each_other() {
    let page = get("/doc/lj-reg-2019-01?q=%E5%85%BB%E7%8A%AC%E7%99%BB%E8%AE%B0");
    let places = between(&page, "id=\"marked\"", "</section>");
    let listed: Vec<&str> = places
        .split("href=\"#")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    assert!(listed.len() > 2, "{places}");
    for pair in listed.windows(2) {
        let from = between(
            &page,
            &format!("<div class=\"art\" id=\"{}\">", pair[0]),
            "<div class=\"art\"",
        );
        assert!(
            from.contains("<mark>") && from.contains(&format!("href=\"#{}\">下一处", pair[1])),
            "{from}"
        );
    }
}

#[test]
fn linked_data_stands_in_the_page() {
    let page = get("/doc/lj-reg-2019-01");
    let data = between(&page, "<script type=\"application/ld+json\">", "</script>");
    let value: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(value["@type"], "Legislation");
    assert_eq!(value["name"], "岚江省养犬管理条例");
    assert_eq!(value["url"], "http://test/doc/lj-reg-2019-01");
    assert_eq!(value["legislationLegalForce"], "https://schema.org/InForce");
    assert!(value.get("hasPart").is_none());
}

#[test]
fn a_document_is_given_away_as_a_word_file() {
    let file = get("/api/v1/documents/lj-reg-2019-01?format=docx");
    assert_eq!(
        (file.status, file.header("content-type")),
        (
            200,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        )
    );
    assert!(file.header("content-disposition").ends_with(".docx"));
    assert!(file.body.starts_with("PK"));
}
