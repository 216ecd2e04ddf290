//! Questions that nobody asks in good faith: answered or refused, never a fault of the server.

use crate::client::{encode, exchange, get, server};

const ADDRESSES: [&str; 4] = [
    "/api/v1/search?q=",
    "/api/v1/suggest?q=",
    "/search?q=",
    "/doc/lj-reg-2019-01?q=",
];

fn check(what: &str, encoded: &str) {
    for address in ADDRESSES {
        let answer = get(&format!("{address}{encoded}"));
        assert!(
            (200..500).contains(&answer.status),
            "{what} at {address}: {} {}",
            answer.status,
            answer.body
        );
        let is_page = answer.header("content-type").starts_with("text/html");
        assert!(
            !is_page || executable(&answer.body).is_empty(),
            "{what} at {address}: {:?}",
            executable(&answer.body)
        );
    }
}

/// The script elements of a page that a browser would run and that are not files of ours. A block of JSON-LD is data: no
/// browser runs it, whatever is in it, as long as nothing in it ends it.
fn executable(body: &str) -> Vec<&str> {
    let lower = body.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices("<script").map(|(at, _)| at).collect();
    let elements = starts.iter().map(|at| {
        let end = lower[*at..]
            .find("</script>")
            .map_or(body.len(), |end| at + end);
        &body[*at..end]
    });
    let is_data =
        |element: &&str| match element.strip_prefix("<script type=\"application/ld+json\">") {
            Some(data) => {
                !data.contains('<') && serde_json::from_str::<serde_json::Value>(data).is_ok()
            }
            None => false,
        };
    let is_ours = |element: &&str| {
        element.strip_prefix("<script").is_some_and(|rest| {
            let (attributes, content) = rest.split_once('>').unwrap_or((rest, "x"));
            attributes.contains(" src=\"/assets/") && content.trim().is_empty()
        })
    };
    elements
        .filter(|element| !is_data(element) && !is_ours(element))
        .collect()
}

#[test]
fn what_a_browser_would_run_is_told_from_data() {
    for (body, count) in [
        ("<p>a</p>", 0),
        (
            "<script type=\"application/ld+json\">{\"a\":\"\\u003cscript\\u003e\"}</script>",
            0,
        ),
        ("<script defer src=\"/assets/script-1.js\"></script>", 0),
        ("<script>alert(1)</script>", 1),
        ("<SCRIPT src=\"//x\"></SCRIPT>", 1),
        ("<script src=\"/assets/a.js\">alert(1)</script>", 1),
        (
            "<script type=\"application/ld+json\">{}</script><script>x</script>",
            1,
        ),
        (
            "<script type=\"application/ld+json\">{\"a\":\"<!--<script>\"}</script>",
            2,
        ),
        ("<script type=\"application/ld+json\">alert(1)</script>", 1),
        ("<script type=\"text/javascript\">x", 1),
    ] {
        assert_eq!(executable(body).len(), count, "{body}");
    }
}

#[test]
fn long_queries() {
    // Beyond what the head of a request may have, the connection is refused before it reaches us.
    check("100 kB", &"a".repeat(100_000));
    check("10,000 brackets", &"(".repeat(10_000));
    check("10,000 brackets, encoded", &"%28".repeat(10_000));
    check("7 kB", &"a".repeat(7_000));
    check("512 letters", &"a".repeat(512));
    check("512 characters", &encode(&"法".repeat(512)));
    check("512 brackets", &encode(&"（".repeat(512)));
    check("512 quotation marks", &encode(&"\"".repeat(512)));
    check("every second a minus", &encode(&"- ".repeat(256)));
    check("OR without end", &encode(&"法 OR ".repeat(80)));
}

#[test]
fn odd_characters() {
    for what in [
        "\0",
        "\u{1}\u{2}\u{7f}",
        "a\r\nSet-Cookie: x",
        "👨‍👩‍👧‍👦🏳️‍🌈",
        "𠮷𠀀𪚥𫝆",
        "\u{202e}法\u{202d}",
        "\u{feff}",
        "\u{fffd}",
        "é\u{301}\u{302}\u{303}",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE laws; --",
        "../../../../etc/passwd",
        "{{7*7}}",
        "%s%n",
        "title:x AND (NOT",
        "标题:",
        "标题：\"",
        "-",
        "\"",
        "OR",
        "*",
        "??",
        "第条",
        "第九九九九九九九九九九条",
        "〔〕",
        "ＡＢＣ１２３",
        "\u{3000}\u{3000}",
    ] {
        check(what, &encode(what));
    }
}

#[test]
fn broken_escapes() {
    for what in [
        "%ED%A0%80",
        "%ED%BF%BF",
        "%C0%80",
        "%FF%FE",
        "%",
        "%%",
        "%2",
        "%zz",
        "%F4%90%80%80",
        "%E5%85",
    ] {
        check(what, what);
    }
}

#[test]
fn broken_requests() {
    for what in [
        &b"\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: t\r\n\r\n",
        b"GET /doc/%00 HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    ] {
        let answer = exchange(server(), what).expect("a connection");
        assert!(
            answer.status < 500,
            "{:?}: {}",
            String::from_utf8_lossy(what),
            answer.status
        );
    }
    assert_eq!(get("/health/live").status, 200);
}

#[test]
fn markup_in_documents_is_inert() {
    let id = encode(&crate::client::hostile_record().id);
    for target in [
        format!("/search?q={}", encode("敌意 测试")),
        format!("/search?level=article&q={}", encode("敌意 测试")),
        format!("/doc/{id}"),
        format!("/doc/{id}/relations"),
        format!("/doc/{id}/compare?with=lj-reg-2019-01&all=1"),
        format!("/doc/{id}/goto?n={}", encode("<script>alert(7)</script>1")),
        format!("/doc/{id}?q={}", encode("敌意 alert <script> 正文")),
        format!(
            "/doc/{id}/art/1?q={}",
            encode("\"><script>alert(2)</script>")
        ),
        format!(
            "/search?q={}&kind=law",
            encode("\"><script>alert(3)</script>")
        ),
        format!(
            "/search?q=x&authority={}",
            encode("\"><script>alert(4)</script>")
        ),
        format!("/nothing/{}", encode("<script>alert(5)</script>")),
        format!("/doc/{}", encode("<script>alert(6)</script>")),
    ] {
        let answer = get(&target);
        assert!(
            matches!(answer.status, 200 | 400 | 404),
            "{target}: {}",
            answer.status
        );
        assert_eq!(executable(&answer.body), [""; 0], "{target}");
        for inert in ["<script>alert", "<img src=x", "<i>总", "<b>"] {
            assert!(!answer.body.contains(inert), "{target} holds {inert}");
        }
        assert!(
            !answer.body.contains(" style="),
            "{target} has an inline style"
        );
    }
    let page = get(&format!("/doc/{id}"));
    assert!(
        page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;"),
        "{}",
        page.body
    );
    assert!(page.body.contains("𠮷𠀀𪚥"));
}
