//! Situations that texts bring.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&render(text));
}

/// One line per passage: kind, address, label, heading, text; then what is odd.
fn render(text: &str) -> String {
    let structure = parse(text);
    assert_partition(text, &structure);
    let mut out = String::new();
    for passage in &structure.passages {
        let body = passage.span.of(text).replace('\n', "⏎");
        let path = structure.headings_of(passage).join(" > ");
        let heading = if passage.heading.is_empty() {
            String::new()
        } else {
            format!("〔{}〕", passage.heading)
        };
        out += &format!(
            "{:?} {}{heading} [{path}] {body}\n",
            passage.kind, passage.n
        );
    }
    for diagnostic in &structure.diagnostics {
        out += &format!("! {:?} {}\n", diagnostic.code, diagnostic.subject);
    }
    out
}

fn assert_partition(text: &str, structure: &Structure) {
    let mut at = 0;
    for passage in &structure.passages {
        assert_eq!(
            passage.span.start, at,
            "no gap and no overlap before {}",
            passage.n
        );
        assert!(passage.span.end > at, "{} is not empty", passage.n);
        at = passage.span.end;
        assert!(text.is_char_boundary(at as usize));
    }
    assert_eq!(at as usize, text.len(), "the passages end with the text");
    let mut addresses: Vec<&str> = structure.passages.iter().map(|p| p.n.as_str()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(
        addresses.len(),
        structure.passages.len(),
        "addresses are unique"
    );
}

#[test]
fn articles_under_chapters() {
    check(
        "第一章　总则\n第一条　为了甲。\n第二条　乙。\n第二章　附则\n第三条　丙。\n",
        expect![[r#"
            Heading chp_1〔总则〕 [第一章 总则] 第一章　总则⏎
            Article 1 [第一章 总则] 第一条　为了甲。⏎
            Article 2 [第一章 总则] 第二条　乙。⏎
            Heading chp_2〔附则〕 [第二章 附则] 第二章　附则⏎
            Article 3 [第二章 附则] 第三条　丙。⏎
        "#]],
    );
}

proptest! {
    #[test]
    fn passages_partition_any_text(text in "[第一二三十百条章节编款项之（）、.：。附件则目录0-9 \u{3000}\n“”《》]{0,200}") {
        let structure = parse(&text);
        assert_partition(&text, &structure);
        components(&text);
    }
}
