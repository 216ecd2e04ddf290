//! The page that lays two documents side by side.

use crate::client::{encode, get, hostile_record};

#[test]
fn changes_are_told_in_words_and_marked_by_more_than_colour() {
    let page = get("/doc/lj-rule-2008-03-2008/compare?with=lj-rule-2008-03-2015");
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    for wanted in [
        "未变 <strong>9</strong> 条",
        "修改 <strong>3</strong> 条",
        "<del>",
        "<ins>",
        "第三条 <span class=\"badge\">修改</span>",
        "第四条至第七条未变（4 处）",
        "href=\"/doc/lj-rule-2008-03-2008\"",
        "href=\"/doc/lj-rule-2008-03-2015\"",
    ] {
        assert!(page.body.contains(wanted), "{wanted}: {}", page.body);
    }
    // Every link of the summary has its place.
    let jumps = page.body.split("href=\"#change-").skip(1);
    let ids: Vec<&str> = jumps.filter_map(|jump| jump.split('"').next()).collect();
    assert!(ids.len() >= 3, "{ids:?}");
    for id in ids {
        assert!(page.body.contains(&format!("id=\"change-{id}\"")), "{id}");
    }
}

#[test]
fn a_revision_renumbers_adds_and_removes() {
    let page = get("/doc/lj-rule-2008-03-2015/compare?with=lj-rule-2022-06");
    for wanted in ["新增", "旧文没有", " → 第"] {
        assert!(page.body.contains(wanted), "{wanted}: {}", page.body);
    }
    // The older one is the older one from whichever side it is asked.
    let turned = get("/doc/lj-rule-2022-06/compare?with=lj-rule-2008-03-2015");
    assert_eq!(turned.main(), page.main());
}

#[test]
fn the_same_is_the_same_and_hostile_text_is_text() {
    let id = encode(&hostile_record().id);
    let page = get(&format!("/doc/{id}/compare?with={id}&utm_source=x"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("两份文件的文字相同"), "{}", page.body);
    assert!(
        !page.without_own_script().contains("<script"),
        "{}",
        page.body
    );
    assert!(page.body.contains("&lt;script&gt;"), "{}", page.body);
}

#[test]
fn what_cannot_be_compared_is_a_page_for_people() {
    for (target, status, wanted) in [
        ("/doc/lj-reg-2019-01/compare", 400, "参数有误"),
        ("/doc/lj-reg-2019-01/compare?with=none", 404, "没有这份文件"),
        ("/doc/none/compare?with=lj-reg-2019-01", 404, "没有这份文件"),
        (
            "/doc/lj-reg-2019-01/compare?with=lj-reg-2019-01&as_of=x",
            400,
            "参数有误",
        ),
    ] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "text/html; charset=utf-8"),
            "{target}"
        );
        assert!(answer.body.contains(wanted), "{target}: {}", answer.body);
    }
}
