//! Times and states in any spelling.

use super::*;

/// Every question asks for what was issued between these days, and looks for the word beside it.
#[track_caller]
fn issued(from: &str, to: &str, questions: &[&str]) -> usize {
    let day = |text: &str| match text {
        "" => None,
        text => Some(Day::read(text).expect("a day")),
    };
    let wrong: Vec<String> = questions
        .iter()
        .map(|question| (question, read(question, &[])))
        .filter(|(_, read)| {
            let range = &read.filters.issued;
            (range.from, range.to) != (day(from), day(to)) || words(&read.query) != "养犬"
        })
        .map(|(question, read)| format!("{question}\n{:?} {}", read.filters.issued, show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{from}–{to}:\n{}", wrong.join("\n\n"));
    distinct(questions)
}

#[test]
fn times_in_any_spelling() {
    let mut asked = 0;
    asked += issued(
        "2019-01-01",
        "2019-12-31",
        &[
            "2019年 养犬",
            "养犬 2019年",
            "２０１９年 养犬",
            "二〇一九年 养犬",
            "二○一九年 养犬",
            "2019年度 养犬",
            "2019年发布 养犬",
            "2019年发布的 养犬",
            "2019年的 养犬",
            "养犬（2019年）",
        ],
    );
    asked += issued(
        "2019-01-01",
        "",
        &[
            "2019年以来 养犬",
            "养犬 2019年至今",
            "自2019年以来 养犬",
            "2019年起 养犬",
            "2019年之后 养犬",
            "2019年以后 养犬",
        ],
    );
    asked += issued(
        "",
        "2017-12-31",
        &["2018年以前 养犬", "2018年之前 养犬", "养犬 2018年前"],
    );
    asked += issued(
        "2018-01-01",
        "2020-12-31",
        &[
            "2018-2020年 养犬",
            "2018年至2020年 养犬",
            "2018年到2020年 养犬",
            "养犬 2018年-2020年",
            "2018~2020年 养犬",
        ],
    );
    asked += issued(
        "2020-02-01",
        "2020-02-29",
        &[
            "2020年2月 养犬",
            "2020年02月 养犬",
            "二〇二〇年二月 养犬",
            "养犬 2020年2月发布",
        ],
    );
    asked += issued(
        "2025-12-31",
        "",
        &[
            "最近三个月 养犬",
            "近三个月 养犬",
            "最近3个月 养犬",
            "近3个月的 养犬",
            "养犬 过去三个月",
            "最近三个月内 养犬",
            "最近三個月 養犬",
            "近三个月以来 养犬",
        ],
    );
    asked += issued(
        "2026-01-01",
        "2026-12-31",
        &[
            "今年 养犬",
            "养犬 今年",
            "本年 养犬",
            "今年发布 养犬",
            "今年的 养犬",
        ],
    );
    asked += issued("2025-01-01", "2025-12-31", &["去年 养犬", "上年度 养犬"]);
    asked += issued("2021-03-31", "", &["近五年 养犬", "最近5年 养犬"]);
    enough("times", asked);
    // No span of time, but words.
    for question in ["养犬 三年", "最近政策", "2019 养犬", "三年 有期徒刑"] {
        assert!(read(question, &[]).filters.issued.is_open(), "{question}");
    }
}

/// Every question asks for texts of this state, and looks for the word beside it.
#[track_caller]
fn state(status: Status, questions: &[&str]) -> usize {
    let wrong: Vec<String> = questions
        .iter()
        .map(|question| (question, read(question, &[])))
        .filter(|(_, read)| !read.filters.status.contains(&status) || words(&read.query) != "养犬")
        .map(|(question, read)| format!("{question}\n{:?} {}", read.filters.status, show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{status:?}:\n{}", wrong.join("\n\n"));
    distinct(questions)
}

#[test]
fn states_in_any_spelling() {
    let mut asked = 0;
    asked += state(
        Status::Repealed,
        &[
            "已废止 养犬",
            "养犬 已废止",
            "已廢止 養犬",
            "已经废止 养犬",
            "已被废止 养犬",
            "废止的 养犬",
            "已废止的 养犬",
            "已经废止的 养犬",
            "养犬（已废止）",
            "【已废止】养犬",
            "已失效 养犬",
            "已失效的 养犬",
            "失效的 养犬",
            "养犬 失效",
            "作废 养犬",
            "已作废的 养犬",
            "已经失效的 养犬",
            "养犬（失效）",
            "不再有效 养犬",
        ],
    );
    asked += state(
        Status::InForce,
        &[
            "现行有效 养犬",
            "养犬 现行有效",
            "現行有效 養犬",
            "现行有效的 养犬",
            "现行 养犬",
            "现行的 养犬",
            "有效的 养犬",
            "仍然有效 养犬",
            "养犬（现行有效）",
            "目前有效 养犬",
            "正在施行 养犬",
            "仍有效的 养犬",
        ],
    );
    asked += state(
        Status::NotYetEffective,
        &[
            "尚未生效 养犬",
            "未生效 养犬",
            "尚未施行 养犬",
            "未生效的 养犬",
            "尚未生效的 养犬",
            "即将施行 养犬",
            "还没生效 养犬",
        ],
    );
    asked += state(
        Status::AmendedInForce,
        &[
            "已修改 养犬",
            "已被修改 养犬",
            "已修改的 养犬",
            "已经修改 养犬",
        ],
    );
    enough("states", asked);
    // Words of titles and texts are no states.
    for question in ["废止 养犬", "合同 有效", "废止决定", "劳动合同 无效"] {
        assert!(read(question, &[]).filters.status.is_empty(), "{question}");
    }
}
