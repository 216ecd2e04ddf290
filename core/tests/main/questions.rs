//! Questions in plain words, where nothing was learned: one article answers, in other words than they have.

use tongcha::document::Record;
use tongcha::query::Strictness;
use tongcha::search::{ExplanationCode, SearchRequest};

use crate::support::{Corpus, record};
/// A law that answers questions about animals, and others that have more of their words.
fn records() -> Vec<Record> {
    let mut records = vec![
        record(
            "animals",
            "民事责任规定",
            "第一条 为了明确责任，制定本规定。\n第二条 饲养的动物造成他人损害的，动物饲养人应当承担赔偿责任。\n第三条 产品有缺陷的，生产者应当承担赔偿责任。",
        ),
        record(
            "own",
            "法院办理自赔案件程序的规定",
            "第一条 自赔案件由法院办理。\n第二条 自赔案件应当在两个月内办结。",
        ),
        record(
            "online",
            "网络交易规定",
            "第一条 通过网络交易销售假冒伪劣商品的，应当赔偿损失。",
        ),
    ];
    records.extend((0..20).map(|n| {
        let text = format!("第一条 道路由第{n}号部门管理。\n第二条 损坏道路的，应当赔偿损失。");
        record(&format!("road-{n}"), &format!("第{n}号道路办法"), &text)
    }));
    records
}

fn first(corpus: &Corpus, query: &str) -> String {
    let answer = corpus.search(query);
    let first = answer.hits.first();
    first.map_or_else(String::new, |hit| hit.id.clone())
}

#[test]
fn a_plain_word_of_one_character_is_looked_for_as_law_writes_it() {
    let corpus = Corpus::of(&records());
    let answer = corpus.search("这狗伤人会不会赔");
    let expansions = &answer.query.expansions;
    let to = |from: &str| {
        let of = expansions.iter().find(|one| one.from == from);
        of.map(|one| one.to.clone()).unwrap_or_default()
    };
    assert!(to("赔").contains(&"赔偿".to_owned()), "{expansions:?}");
    assert!(to("狗").contains(&"动物".to_owned()), "{expansions:?}");
    assert_eq!(first(&corpus, "这狗伤人会不会赔"), "animals");
    // 怎么赔 is one colloquial word, though 怎么 is not looked for.
    assert_eq!(first(&corpus, "这狗伤人怎么赔"), "animals");
    // Inside another word it is no word.
    let inside = corpus.search("赔偿标准");
    assert!(inside.query.expansions.is_empty());
}

#[test]
fn an_answer_need_not_have_all_words_of_a_question() {
    let corpus = Corpus::of(&records());
    // 怎么 parts the words, 网购 stands in no text.
    assert_eq!(first(&corpus, "网购假货怎么赔"), "online");
    // Who tells a situation in plain words asks what is said of it.
    let told = corpus.search("网购买到了假货");
    assert_eq!(told.query.strictness, Strictness::Words);
    assert_eq!(told.hits[0].id, "online");
    // No text has both words.
    let both = corpus.search("自赔和道路怎么办");
    assert_eq!(both.query.strictness, Strictness::Words);
    assert!(both.total.value > 1);
}

#[test]
fn reasons_say_that_a_question_is_answered_by_articles() {
    let corpus = Corpus::of(&records());
    let request = SearchRequest {
        explain: true,
        ..SearchRequest::new("饲养的动物损害谁赔偿")
    };
    let answer = corpus.searcher().search(&request).expect("answers");
    let reasons = &answer.hits[0].explanation;
    let article = reasons
        .iter()
        .find(|one| one.code == ExplanationCode::Article);
    let article = article.expect("an article answers");
    assert!(
        article.text.starts_with("提问以条文作答"),
        "{}",
        article.text
    );
}

#[test]
fn a_question_is_answered_by_the_law_as_it_stands_before_what_changed_it() {
    let text = "第一条 醉酒驾驶机动车的，处拘役，并处罚金。";
    let other = "第二条 本法自公布之日起施行。";
    let mut records = records();
    records.push(record("law", "交通处罚法", &format!("{text}\n{other}")));
    records.push(record("change", "交通处罚法修正案（八）", text));
    let corpus = Corpus::of(&records);
    assert_eq!(first(&corpus, "醉酒驾驶怎么处罚"), "law");
    // Who speaks of one means it.
    assert_eq!(first(&corpus, "处罚法修正案规定醉酒驾驶怎么处罚"), "change");
    let request = SearchRequest {
        explain: true,
        ..SearchRequest::new("醉酒驾驶怎么处罚")
    };
    let answer = corpus.searcher().search(&request).expect("answers");
    let codes = |id: &str| {
        let hit = answer.hits.iter().find(|hit| hit.id == id);
        let reasons = hit.into_iter().flat_map(|hit| &hit.explanation);
        reasons.map(|one| one.code).collect::<Vec<_>>()
    };
    assert!(codes("change").contains(&ExplanationCode::Amending));
    assert!(!codes("change").contains(&ExplanationCode::Preference));
    assert!(!codes("law").contains(&ExplanationCode::Amending));
}
