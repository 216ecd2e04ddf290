//! Display switches, settings of the owner, and the box for other sites.

use std::path::Path;

use tongcha_server::{Config, FooterLine, HomeSection, Running};

use crate::client::{ask, exchange, get, get_with, publish, samples, server, start_with};

/// Turns a switch as the form of a page does.
fn turn(switch: &str, back: &str, cookie: &str) -> (u16, String, String) {
    let body = format!("back={}&switch={switch}", crate::client::encode(back));
    let request = format!(
        "POST /display HTTP/1.1\r\nHost: test\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = exchange(server(), request.as_bytes()).expect("an exchange");
    (
        answer.status,
        answer.header("location").to_owned(),
        answer.header("set-cookie").to_owned(),
    )
}

#[test]
fn a_switch_sets_a_cookie_and_goes_back() {
    let (status, place, cookie) = turn("dark", "/search?q=%E5%85%BB", "display=large");
    assert_eq!((status, place.as_str()), (303, "/search?q=%E5%85%BB"));
    assert!(
        cookie.starts_with("display=large-dark; Path=/;"),
        "{cookie}"
    );
    assert!(cookie.contains("SameSite=Lax; HttpOnly"), "{cookie}");
    for elsewhere in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "",
    ] {
        assert_eq!(turn("dark", elsewhere, "").1, "/", "{elsewhere}");
    }
    assert_eq!(turn("nonsense", "/", "").0, 400);
    let got = get("/display");
    assert_eq!((got.status, got.header("allow")), (405, "POST"));
}

#[test]
fn pages_differ_by_their_reader() {
    for target in ["/", "/search?q=养犬", "/docs", "/statistics", "/embed"] {
        let target = target.replace("养犬", "%E5%85%BB%E7%8A%AC");
        let (plain, large) = (
            get(&target),
            get_with(&target, &[("Cookie", "display=large-contrast")]),
        );
        assert!(
            large
                .body
                .contains("<html lang=\"zh-CN\" class=\"large contrast\">"),
            "{target}"
        );
        assert_ne!(plain.header("etag"), large.header("etag"), "{target}");
        assert!(
            plain.header("vary").contains("cookie"),
            "{target}: {}",
            plain.header("vary")
        );
        let again = get_with(
            &target,
            &[
                ("Cookie", "display=large-contrast"),
                ("If-None-Match", plain.header("etag")),
            ],
        );
        assert_eq!(
            again.status, 200,
            "{target}: a page for somebody else is not this one"
        );
    }
}

#[test]
fn traditional_pages_say_so_and_keep_addresses_and_values() {
    let cookie = [("Cookie", "display=traditional")];
    let target = "/search?q=%E5%85%BB%E7%8A%AC%E7%AE%A1%E7%90%86";
    let page = get_with(target, &cookie);
    assert!(page.body.contains("<html lang=\"zh-Hant\""));
    assert!(page.body.contains("以簡體文本為準"));
    assert!(
        page.body.contains("value=\"养犬管理\""),
        "what was typed stays as it was typed"
    );
    assert!(page.body.contains("養犬"));
    let addresses = |body: &str| -> Vec<String> {
        let hrefs = body.split("href=\"").skip(1);
        hrefs
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect()
    };
    assert_eq!(addresses(&page.body), addresses(&get(target).body));
    // Also a page that says what is wrong, but no answer to a program.
    assert!(get_with("/nowhere", &cookie).body.contains("沒有這個地址"));
    assert!(
        get_with("/api/v1/documents/none", &cookie)
            .body
            .contains("没有")
    );
}

fn owned(name: &str, change: impl FnOnce(&mut Config)) -> Running {
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&data);
    publish(&data, samples());
    start_with(&data, change)
}

#[test]
fn a_site_is_as_its_owner_wants_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, include_str!("../../settings.example.toml")).expect("written");
    let arguments = tongcha_server::Arguments {
        config: Some(file),
        ..Default::default()
    };
    let settings = Config::load(&arguments).expect("right settings");
    let server = owned("owned-index", |config| {
        config.site = settings.site;
        config.site.home = vec![HomeSection::Themes, HomeSection::Kinds];
        config.site.footer.push(FooterLine {
            text: "<b>甲".to_owned(),
            link: None,
        });
    });
    let home = ask(server.address(), "GET", "/", &[]).body;
    assert!(home.contains("<title>岚江省规章规范性文件库</title>"));
    assert!(home.contains(
        "<a href=\"https://beian.miit.gov.cn/\" rel=\"noopener noreferrer\">岚ICP备00000000号</a>"
    ));
    assert!(home.contains("&#60;b&#62;甲") && home.contains("电话 0000-0000000"));
    assert!(!home.contains("class=\"news\"") && !home.contains("按地区"));
    assert!(home.find("按主题") < home.find("按效力位阶"));
    assert!(home.contains("/search?region=520000"));
    let (_, rest) = home.split_once("href=\"/assets/site-").expect("a sheet");
    let address = format!("/assets/site-{}", rest.split('"').next().expect("its end"));
    let sheet = ask(server.address(), "GET", &address, &[]);
    assert_eq!(
        (sheet.status, sheet.header("content-type")),
        (200, "text/css; charset=utf-8")
    );
    assert!(
        sheet.body.contains("--accent: #9c2f26")
            && sheet.header("cache-control").contains("immutable")
    );
    let page = ask(server.address(), "GET", "/search", &[]).body;
    assert!(page.contains("<a class=\"brand\" href=\"/\">岚江规章库</a>"));
}

#[test]
fn the_box_is_framed_by_named_sites_only() {
    let closed = get("/embed");
    assert!(
        closed
            .header("content-security-policy")
            .ends_with("frame-ancestors 'none'")
    );
    assert_eq!(closed.header("x-frame-options"), "DENY");
    assert!(closed.body.contains("[embed] origins") && !closed.body.contains("<form"));
    let server = owned("embed-index", |config| {
        config.embed_origins = vec!["https://www.example.gov.cn".parse().expect("an address")];
    });
    let open = ask(server.address(), "GET", "/embed", &[]);
    assert!(
        open.header("content-security-policy")
            .ends_with("frame-ancestors https://www.example.gov.cn")
    );
    assert_eq!(open.header("x-frame-options"), "");
    assert!(open.body.contains("target=\"_blank\""));
    assert_eq!(
        ask(server.address(), "GET", "/", &[]).header("x-frame-options"),
        "DENY"
    );
    let script = get("/embed.js");
    assert_eq!(
        script.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    assert!(script.body.contains("iframe"));
}
