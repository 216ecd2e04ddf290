//! What the page of a document shows beside its text: relations, versions, links, tables, citations, copies.

use std::path::Path;

use tongcha::document::Manifestation;
use tongcha::{DataDirectory, Indexer, Record, WriterOptions};

use crate::client::{Answer, ask, get, start_on, tokenizer};

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
        related.contains("href=\"/doc/lj-rule-2021-jc05#art-1\"") && related.contains("-by\""),
        "{related}"
    );
}

#[test]
fn citations_inside_the_text_are_links() {
    let rule = get("/doc/lj-rule-2021-jc05");
    let text = between(&rule, "<div class=\"text\">", "class=\"related\"");
    assert!(
        text.contains("<a class=\"ref\" href=\"/doc/lj-reg-2019-01"),
        "{text}"
    );
    // A mark that is inside a link stays inside of it.
    let marked = get("/doc/lj-rule-2021-jc05?q=%E5%85%BB%E7%8A%AC");
    let text = between(&marked, "<div class=\"text\">", "class=\"related\"");
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
