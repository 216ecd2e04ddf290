//! The pages that people see.

use crate::client::{Answer, encode, get, get_with};

fn page(target: &str) -> Answer {
    let answer = get(target);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "text/html; charset=utf-8"),
        "{target}"
    );
    answer
}

/// Every address that a page links to.
fn links(page: &Answer) -> Vec<String> {
    let parts = page.body.split("href=\"").skip(1);
    parts
        .filter_map(|part| {
            Some(
                part.split_once('"')?
                    .0
                    .replace("&#38;", "&")
                    .replace("&amp;", "&"),
            )
        })
        .collect()
}

#[test]
fn the_first_page_says_what_is_here() {
    let home = page("/");
    for wanted in [
        "role=\"search\"",
        "href=\"#main\"",
        "件文件",
        "按效力位阶",
        "lang=\"zh-CN\"",
        "name=\"viewport\"",
    ] {
        assert!(home.body.contains(wanted), "{wanted}");
    }
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    for target in [
        "/".to_owned(),
        format!("/search?q={}&status=in_force", encode("养犬 登记")),
        format!("/search?q={}&level=article", encode("养犬 登记")),
        format!("/doc/lj-reg-2019-01?q={}", encode("养犬")),
        "/doc/lj-reg-2019-01/art/2".to_owned(),
        "/doc/lj-rule-2022-06".to_owned(),
        "/statistics".to_owned(),
        format!("/search?q={}", encode("岚江省养犬管理条例第12条")),
        "/search?as_of=2015-01-01&kind=provincial_rule&kind=municipal_rule&kind=departmental_rule"
            .to_owned(),
        "/lists/new?days=36500".to_owned(),
        "/lists/expiring?as_of=2026-11-23&days=365".to_owned(),
        "/lists/unresolved".to_owned(),
        format!("/statistics?q={}", encode("养犬")),
        "/doc/lj-rule-2021-jc05".to_owned(),
        "/doc/lj-rule-2008-03-2015/compare?with=lj-rule-2022-06".to_owned(),
        format!("/doc/{}", encode(&crate::client::hostile_record().id)),
        "/doc/lj-reg-2019-01/relations".to_owned(),
        "/doc/lj-reg-2019-01/relations?kind=based_on&direction=in".to_owned(),
        "/doc/lj-rule-2008-03-2015/compare?with=lj-rule-2022-06&all=1".to_owned(),
        "/nothing".to_owned(),
    ] {
        let answer = get(&target);
        for link in links(&answer) {
            if let Some(anchor) = link.strip_prefix('#') {
                assert!(
                    answer.body.contains(&format!("id=\"{anchor}\"")),
                    "{target}: {link}"
                );
            } else {
                assert!(
                    link.starts_with('/') && !link.starts_with("//"),
                    "{target} links to another host: {link}"
                );
                let (bare, _) = link.split_once('#').unwrap_or((&link, ""));
                assert_eq!(get(bare).status, 200, "{target}: {link}");
            }
        }
    }
}

#[test]
fn results_show_state_passages_and_filters() {
    let results = page(&format!("/search?q={}", encode("养犬登记")));
    for wanted in [
        "<mark>养犬</mark>",
        "现行有效",
        "公布",
        "/doc/lj-reg-2019-01/art/",
        "制定机关",
        "aria-current=\"true\"",
        "条文",
    ] {
        assert!(results.body.contains(wanted), "{wanted}");
    }
    let narrowed = page(&format!("/search?q={}&year=2019", encode("养犬登记")));
    assert!(narrowed.body.contains("公布年份：2019"), "a chip");
    let bare = format!("/search?q={}", encode("养犬登记"));
    assert!(
        links(&narrowed).contains(&bare),
        "the chip takes the filter off"
    );
}

#[test]
fn programs_may_add_parameters_to_pages() {
    assert_eq!(page("/search?q=a&utm_source=x&from=timeline").status, 200);
    assert_eq!(page("/doc/lj-reg-2019-01?from=singlemessage").status, 200);
}

#[test]
fn looser_matches_are_said_to_be_loose() {
    let results = page(&format!("/search?q={}", encode("养犬 航天飞机 量子纠缠")));
    assert!(
        results
            .body
            .contains("没有同时包含全部词语的结果，以下为部分匹配")
    );
}

#[test]
fn nothing_found_helps() {
    let results = page(&format!("/search?q={}&kind=case&year=2019", encode("养犬")));
    assert!(results.body.contains("没有查到") && results.body.contains("去掉全部条件"));
}

#[test]
fn results_are_paged() {
    let first = page(&format!("/search?q={}&size=2", encode("管理")));
    let next = format!("/search?q={}&size=2&page=2", encode("管理"));
    assert!(links(&first).contains(&next), "{:?}", links(&first));
    assert!(page(&next).body.contains("rel=\"prev\""));
}

#[test]
fn a_document_is_shown_whole() {
    let document = page(&format!("/doc/lj-reg-2019-01?q={}", encode("养犬登记")));
    for wanted in [
        "<h1>岚江省养犬管理条例</h1>",
        "rel=\"canonical\" href=\"/doc/lj-reg-2019-01\"",
        "施行日期",
        "2019-10-01",
        "制定机关",
        "id=\"art-1\"",
        "id=\"art-12\"",
        "第二章",
        "<mark>养犬登记</mark>",
        "format=txt",
        "format=md",
        "format=json",
        "自2019年10月1日起施行",
    ] {
        assert!(document.body.contains(wanted), "{wanted}");
    }
}

#[test]
fn versions_stand_beside_each_other() {
    let document = page("/doc/lj-reg-2017-04");
    assert!(document.body.contains("版本沿革"), "{}", document.body);
}

#[test]
fn an_article_has_a_page() {
    let article = page(&format!("/doc/lj-reg-2019-01/art/2?q={}", encode("登记")));
    for wanted in [
        "<h1>第二条</h1>",
        "<mark>登记</mark>",
        "rel=\"prev\"",
        "rel=\"next\"",
        "rel=\"canonical\" href=\"/doc/lj-reg-2019-01\"",
    ] {
        assert!(article.body.contains(wanted), "{wanted}");
    }
    let past = page("/doc/lj-reg-2019-01/art/2?as_of=2020-05-01");
    for wanted in [
        "/doc/lj-reg-2019-01/art/1?as_of=2020-05-01",
        "/doc/lj-reg-2019-01/art/3?as_of=2020-05-01",
        "/doc/lj-reg-2019-01?at=2&as_of=2020-05-01#art-2",
    ] {
        assert!(links(&past).contains(&wanted.to_owned()), "{wanted}");
    }
}

#[test]
fn problems_are_pages_for_people() {
    for (target, status, wanted) in [
        ("/nothing", 404, "没有这个地址"),
        ("/doc/none", 404, "没有这份文件"),
        ("/doc/lj-reg-2019-01/art/999", 404, "没有这一条"),
        ("/search?page=0", 400, "参数有误"),
        ("/assets/style-0.css", 404, "没有这个地址"),
    ] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "text/html; charset=utf-8"),
            "{target}"
        );
        assert!(
            answer.body.contains(wanted) && answer.body.contains("回到首页"),
            "{target}"
        );
    }
}

#[test]
fn assets_are_kept_for_long() {
    let home = page("/");
    let style = links(&home)
        .into_iter()
        .find(|link| link.ends_with(".css"))
        .expect("a stylesheet");
    let answer = get(&style);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "text/css; charset=utf-8")
    );
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[test]
fn what_was_understood_is_said() {
    let q = "岚府办发(2021)14号";
    let results = page(&format!("/search?q={}", encode(q)));
    assert!(
        results.body.contains("文号 岚府办发〔2021〕14号"),
        "{}",
        results.body
    );
    assert!(links(&results).contains(&format!("/search?q={}&literal=1", encode(q))));
}

#[test]
fn a_story_shows_a_few_official_words_and_keeps_the_others_folded() {
    let few = page(&format!("/search?q={}", encode("遛狗不牵绳怎么办"))).body;
    assert!(few.contains("<p class=\"also\">同时查找："), "{few}");
    assert!(!few.contains("<details class=\"also\">"));
    let story = "邻居遛狗咬伤孩子，报警了，医药费和误工费赔多少";
    let many = page(&format!("/search?q={}", encode(story))).body;
    let (_, also) = many.split_once("<details class=\"also\">").expect("folded");
    let (shown, rest) = also.split_once("</summary>").expect("a summary");
    assert_eq!(shown.matches('→').count(), 3, "{shown}");
    let (folded, _) = rest.split_once("</details>").expect("its end");
    let said = format!("另有 {} 组", folded.matches('→').count());
    assert!(shown.contains(&said), "{shown} {folded}");
}

/// The addresses of style and script on a page.
fn assets_of(page: &str) -> Vec<String> {
    let at = |before: &str| {
        let (_, rest) = page.split_once(before).expect("an address");
        rest.split('"').next().expect("its end").to_owned()
    };
    vec![
        at("<link rel=\"stylesheet\" href=\""),
        at("<script src=\""),
        at("<link rel=\"icon\" type=\"image/svg+xml\" href=\""),
    ]
}

#[test]
fn assets_come_compressed_as_asked_and_are_kept() {
    for address in assets_of(&get("/").body) {
        let plain = get(&address);
        assert_eq!(plain.status, 200, "{address}");
        assert_eq!(plain.header("content-encoding"), "");
        let mut sizes = vec![
            plain
                .header("content-length")
                .parse::<usize>()
                .expect("a size"),
        ];
        for encoding in ["gzip", "zstd"] {
            let sent = get_with(&address, &[("Accept-Encoding", encoding)]);
            assert_eq!(sent.header("content-encoding"), encoding);
            assert_eq!(sent.header("content-type"), plain.header("content-type"));
            sizes.push(sent.header("content-length").parse().expect("a size"));
        }
        if plain.body.len() > 2_000 {
            assert!(
                sizes[1] < sizes[0] && sizes[2] < sizes[0],
                "{address}: {sizes:?}"
            );
        }
        for answer in [
            &plain,
            &get_with(&address, &[("If-None-Match", plain.header("etag"))]),
        ] {
            assert_eq!(answer.header("vary"), "accept-encoding");
            assert!(answer.header("cache-control").contains("immutable"));
            assert_eq!(answer.header("etag"), plain.header("etag"));
        }
        let again = get_with(&address, &[("If-None-Match", plain.header("etag"))]);
        assert_eq!((again.status, again.body.as_str()), (304, ""));
    }
}
