//! Words with a wrong character in a query that names nothing: another query is offered, none is asked instead.

use crate::support::{Corpus, record};

fn corpus() -> Corpus {
    let records = (0..30).map(|n| {
        let text = "第一条 交通事故造成损害的，应当赔偿；征收房屋的，应当补偿。\n第二条 人民群众有权举报。";
        record(&n.to_string(), &format!("第{n}号道路办法"), text)
    });
    Corpus::of(&records.collect::<Vec<_>>())
}

#[test]
fn a_word_of_two_characters_with_a_wrong_one_is_offered() {
    let searcher = corpus();
    for (typed, meant) in [
        ("交通事故陪偿多少", "交通事故赔偿多少"),
        ("征收房屋有补尝吗", "征收房屋有补偿吗"),
        ("道路事故陪偿与补尝", "道路事故赔偿与补偿"),
    ] {
        let answer = searcher.search(typed);
        assert_eq!(answer.query.did_you_mean.as_deref(), Some(meant), "{typed}");
        assert_eq!(answer.query.raw, typed);
    }
}

#[test]
fn characters_side_by_side_that_say_nothing_wrong_are_left_alone() {
    let searcher = corpus();
    for right in [
        "事故赔偿",
        "举报人群中有人",
        "损害赔偿吗",
        "道路没人管",
        "\"陪偿\"",
    ] {
        let answer = searcher.search(right);
        assert_eq!(answer.query.did_you_mean, None, "{right}");
    }
}

#[test]
fn in_few_texts_two_characters_prove_nothing() {
    let text = "第一条 交通事故造成损害的，应当赔偿。";
    let corpus = Corpus::of(&[record("a", "道路办法", text)]);
    assert_eq!(corpus.search("交通事故陪偿").query.did_you_mean, None);
}
