//! What helps a person on: chips that come off, other ways to ask, pasted passages, completions, reasons.

use serde_json::{Value, json};

use crate::client::{Answer, encode, get};

fn search(q: &str, rest: &str) -> Value {
    let answer = get(&format!("/api/v1/search?q={}{rest}", encode(q)));
    assert_eq!(answer.status, 200, "{q} {rest}: {}", answer.body);
    answer.json()
}

fn page(q: &str, rest: &str) -> Answer {
    let answer = get(&format!("/search?q={}{rest}", encode(q)));
    assert_eq!(answer.status, 200, "{q} {rest}");
    answer
}

fn has_link(page: &Answer, address: &str) -> bool {
    page.body
        .replace("&#38;", "&")
        .replace("&amp;", "&")
        .contains(&format!("href=\"{address}\""))
}

fn list(of: &Value) -> &[Value] {
    of.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// 第十一条 of the parking rules as it was in 2008; in 2015 only the fine changed.
const OLD: &str = "第十一条　擅自在道路上设置地桩、地锁占用停车泊位的，由公安机关交通管理部门责令拆除，处二百元罚款。";
const NEW: &str = "擅自在道路上设置地桩、地锁占用停车泊位的，由公安机关交通管理部门责令拆除，\
                   处二百元以上五百元以下罚款。";

#[test]
fn of_two_versions_the_one_that_says_it_exactly_is_first() {
    for (pasted, id) in [(OLD, "lj-rule-2008-03-2008"), (NEW, "lj-rule-2008-03-2015")] {
        for level in ["document", "article"] {
            let found = search(pasted, &format!("&level={level}"));
            let first = &found["hits"][0];
            assert_eq!(first["id"], id, "{pasted}");
            assert_eq!(first["passage"]["exact"], true, "{first}");
            assert_eq!(first["passage"]["articles"], json!(["11"]));
            assert_eq!(first["passage"]["differences"], json!([]));
            let second = &found["hits"][1]["passage"];
            assert_eq!(second["exact"], false, "{found}");
        }
    }
}

#[test]
fn a_title_with_an_error_is_no_passage_however_long() {
    let title = "岚江省人力资源和社会保障厅关于失业保险金申领发放有关问题的通知";
    let found = search(&title.replace("问题", "问提"), "");
    let first = &found["hits"][0];
    assert_eq!(first["title"], title, "{first}");
    assert_eq!(first["passage"], Value::Null, "{first}");
    let notes = list(&found["query"]["notes"]);
    assert!(
        notes.iter().any(|note| note["kind"] == "corrected"),
        "{notes:?}"
    );
}

#[test]
fn differing_words_are_told_with_their_places() {
    let pasted = OLD
        .replace("公安机关交通管理部门", "公安机关")
        .replace("地锁", "地锁、石墩");
    let found = search(&pasted, "");
    let passage = &found["hits"][0]["passage"];
    assert_eq!(found["hits"][0]["id"], "lj-rule-2008-03-2008", "{found}");
    let kinds: Vec<&str> = list(&passage["differences"])
        .iter()
        .filter_map(|difference| difference["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["added", "missing"], "{passage}");
    for (side, whole) in [
        ("pasted", &found["query"]["raw"]),
        ("official", &passage["official"]),
    ] {
        let whole: Vec<char> = whole.as_str().expect("a text").chars().collect();
        for difference in list(&passage["differences"]) {
            let at = |end: usize| difference[side][end].as_u64().expect("a place") as usize;
            let text: String = whole[at(0)..at(1)].iter().collect();
            assert_eq!(difference[format!("{side}_text")], text, "{difference}");
        }
    }
    let results = page(&pasted, "");
    for wanted in [
        "处不同",
        "粘贴的文字多了",
        "粘贴的文字少了",
        "<mark>交通管理部门</mark>",
        "原文 粘贴的文字",
    ] {
        assert!(results.body.contains(wanted), "{wanted}: {}", results.body);
    }
    assert!(page(OLD, "").body.contains("与粘贴的文字一字不差"));
}

#[test]
fn a_passage_may_be_long_quoted_and_go_over_articles() {
    let two = "第十条　擅自停止使用配建停车场或者改作他用的，由建设部门责令限期恢复，并按照每个泊位五百元处以罚款，\
               总额不超过三万元。\n第十一条　擅自在道路上设置地桩、地锁占用“停车泊位”的，由公安机关交通管理部门责令拆除，\
               处二百元以上五百元以下罚款。";
    let found = search(two, "");
    assert_eq!(found["hits"][0]["id"], "lj-rule-2008-03-2015", "{found}");
    assert_eq!(found["hits"][0]["passage"]["articles"], json!(["10", "11"]));
    assert_eq!(found["hits"][0]["passage"]["exact"], true, "{found}");
    let whole: String = two.chars().cycle().take(512).collect();
    assert_eq!(
        search(&whole, "")["hits"][0]["work_id"],
        found["hits"][0]["work_id"]
    );
    let ignored = search(two, "&ignore=passage");
    assert!(ignored["hits"][0]["passage"].is_null(), "{ignored}");
}

#[test]
fn nothing_found_says_what_there_is_without_each_filter() {
    let (q, rest) = ("养犬登记", "&kind=case&year=2019&status=expired");
    let found = search(q, rest);
    assert_eq!(found["total"]["value"], 0, "{found}");
    let recovery = &found["recovery"];
    let names: Vec<&str> = list(&recovery["without"])
        .iter()
        .filter_map(|without| without["parameter"].as_str())
        .collect();
    assert_eq!(names, ["kind", "status", "year"]);
    let one = search(q, "&kind=case");
    assert_eq!(
        one["recovery"]["without"][0]["count"],
        search(q, "")["total"]["value"]
    );
    assert_eq!(recovery["without_all"], search(q, "")["total"]["value"]);
    let results = page(q, "&kind=case");
    assert!(results.body.contains("放宽条件就有") && results.body.contains("已依次查找"));
    assert!(has_link(&results, &format!("/search?q={}", encode(q))));
}

#[test]
fn nothing_found_says_in_which_states_and_collections_there_is() {
    let q = "岚江省养犬管理条例";
    let recovery = search(q, "&status=suspended&scope=title&literal=1")["recovery"].clone();
    let states: Vec<&Value> = list(&recovery["statuses"])
        .iter()
        .map(|one| &one["value"])
        .collect();
    assert!(states.contains(&&json!("in_force")), "{recovery}");
    let elsewhere = search(q, "&collection=nowhere")["recovery"].clone();
    let counts = elsewhere["collections"].as_object().expect("collections");
    assert!(
        counts.values().any(|count| count.as_u64() > Some(0)),
        "{elsewhere}"
    );
    let titles = list(&elsewhere["titles"]);
    assert_eq!(titles[0]["text"], q, "{elsewhere}");
    assert!(search("养犬", "")["recovery"].is_null());
}

#[test]
fn a_word_with_a_wrong_character_is_offered_and_finds_something() {
    for (typed, meant) in [
        ("最底生活保障 申请", "最低生活保障 申请"),
        ("岚江省养犬管理条列", "岚江省养犬管理条例"),
    ] {
        let found = search(typed, "&literal=1");
        assert_eq!(found["query"]["did_you_mean"], meant, "{typed}");
        assert!(search(meant, "&literal=1")["total"]["value"].as_u64() > Some(0));
        let link = format!("q={}\"", encode(meant));
        assert!(page(typed, "&literal=1").body.contains(&link), "{typed}");
    }
    for right in ["养犬登记", "\"最底生活保障\"", "量子纠缠"] {
        assert!(
            search(right, "")["query"]["did_you_mean"].is_null(),
            "{right}"
        );
    }
}

#[test]
fn understood_things_come_off_and_on_again() {
    let q = "霁川市 养犬";
    let results = page(q, "");
    let off = format!("/search?q={}&ignore=region", encode(q));
    assert!(
        has_link(&results, &off) || !results.body.contains("地区 "),
        "{}",
        results.body
    );
    let number = "岚府办发(2021)14号";
    let results = page(number, "");
    assert!(has_link(
        &results,
        &format!("/search?q={}&ignore=number", encode(number))
    ));
    assert!(has_link(
        &results,
        &format!("/search?q={}&literal=1", encode(number))
    ));
    let without = page(number, "&ignore=number");
    assert!(without.body.contains("不理解文号"), "{}", without.body);
    assert!(has_link(&without, &format!("/search?q={}", encode(number))));
    assert!(
        !search(number, "&ignore=number")
            .to_string()
            .contains("\"type\":\"number\"")
    );
}

#[test]
fn corrections_lead_back_to_the_words_as_typed() {
    let q = "岚江省养犬管理条列";
    let results = page(q, "");
    assert!(results.body.contains("仍按原词查"), "{}", results.body);
    assert!(has_link(
        &results,
        &format!("/search?q={}&literal=1", encode(q))
    ));
}

#[test]
fn terms_complete_beside_titles() {
    let suggestions = |q: &str| {
        let found = get(&format!("/api/v1/suggest?q={}", encode(q))).json();
        list(&found["suggestions"]).to_vec()
    };
    for typed in ["最低生活", "zuidishenghuo", "zdshbz", "生活保障"] {
        let found = suggestions(typed);
        let term = found.iter().find(|one| one["text"] == "最低生活保障");
        let term = term.unwrap_or_else(|| panic!("{typed}: {found:?}"));
        assert_eq!(term["kind"], "term");
        assert!(term.get("id").is_none(), "{term}");
    }
    assert!(
        suggestions("岚江省养")
            .iter()
            .any(|one| one["id"].is_string())
    );
}

#[test]
fn reasons_add_up_to_the_score() {
    let found = search("养犬 登记 罚款", "&explain=1");
    for hit in list(&found["hits"]) {
        let reasons = list(&hit["explanation"]);
        let adds: f64 = reasons
            .iter()
            .filter_map(|reason| reason["adds"].as_f64())
            .sum();
        let factor: f64 = reasons
            .iter()
            .filter_map(|reason| reason["factor"].as_f64())
            .product();
        let score = hit["score"].as_f64().expect("a score");
        assert!(
            (adds * factor - score).abs() < 0.05 + score * 0.01,
            "{adds} {factor} {hit}"
        );
        assert!(hit["explain"].as_str().is_some_and(|text| !text.is_empty()));
    }
    let named = search("岚江省养犬管理条例", "&explain=1");
    assert_eq!(
        named["hits"][0]["explanation"][0]["code"], "named",
        "{named}"
    );
    assert!(
        page("养犬登记", "&explain=1")
            .body
            .contains("为什么排在这里")
    );
    assert!(search("养犬", "")["hits"][0]["explain"].is_null());
}

#[test]
fn hostile_words_are_shown_escaped_wherever_they_are_shown() {
    let long = format!("<script>alert(1)</script>{}", NEW);
    let controls = format!("{}\u{1}\u{0}\u{7f}{}", &OLD[..60], &OLD[60..]);
    for q in [
        long.as_str(),
        &controls,
        "<b>养犬</b>条列",
        "\"><img src=x onerror=alert(1)>最底生活保障",
        "《<script>》第一条",
        &"养\u{301}犬<i>".repeat(80),
    ] {
        let most: String = q.chars().take(512).collect();
        for rest in [
            "",
            "&literal=1&explain=1",
            "&kind=case&ignore=number&explain=1",
            "&level=article",
        ] {
            let answer = page(&most, rest);
            for raw in ["<script", "<img src=x", "<i>", "<b>"] {
                assert!(!answer.without_own_script().contains(raw), "{q} {rest}");
            }
            assert_eq!(
                get(&format!("/api/v1/search?q={}{rest}", encode(&most))).status,
                200
            );
        }
    }
    assert_eq!(get("/search?ignore=nothing&q=a").status, 400);
    assert_eq!(
        get(&format!("/search?q={}", encode(&"法".repeat(513)))).status,
        400
    );
}

#[test]
fn the_article_that_was_asked_for_is_shown_first_also_where_it_has_no_word_of_the_question() {
    let mut unmarked = 0;
    for n in 1..=20 {
        let q = format!("岚江省养犬管理条例第{n}条");
        let found = search(&q, "");
        let snippet = &found["hits"][0]["snippets"][0];
        assert_eq!(snippet["article"], n.to_string(), "{q}: {snippet}");
        unmarked += usize::from(list(&snippet["marks"]).is_empty());
    }
    assert!(unmarked > 0, "some article has no word of the title");
    let several = search("岚江省养犬管理条例第7-9条", "");
    let shown = list(&several["hits"][0]["snippets"]).iter();
    let shown: Vec<&str> = shown.filter_map(|one| one["article"].as_str()).collect();
    assert_eq!(shown[..3], ["7", "8", "9"]);
}
