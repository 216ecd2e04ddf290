//! Pages as they are published: how much of what is known of them is found.

use std::collections::HashMap;

use serde_json::Value;

use super::super::real_data;
use super::*;
use crate::manuscript::Role;

/// The text by which values are compared: no white space, one form of each mark.
fn squeezed(text: &str) -> String {
    let form = |character| match character {
        '(' => '（',
        ')' => '）',
        '[' => '〔',
        ']' => '〕',
        ':' => '：',
        ',' => '，',
        ';' => '；',
        '<' | '〈' => '《',
        '>' | '〉' => '》',
        other => other,
    };
    let is_seen = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}');
    text.chars().filter(is_seen).map(form).collect()
}

/// Year, month and day, in whatever way they are written.
fn day(text: &str) -> Vec<u32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .filter_map(|number| number.parse().ok())
        .take(3)
        .collect()
}

fn body(manuscript: &Manuscript) -> String {
    let lines: Vec<String> = manuscript.blocks.iter().flat_map(Block::lines).collect();
    squeezed(&lines.concat())
}

/// How many runs of six characters there are, each as often as it occurs.
fn runs(text: &str) -> HashMap<String, usize> {
    let characters: Vec<char> = text.chars().collect();
    let mut runs = HashMap::new();
    for run in characters.windows(6) {
        *runs.entry(run.iter().collect()).or_default() += 1;
    }
    runs
}

/// Recall and precision of a text by its runs of six characters, so that order counts.
fn compared(found: &str, expected: &str) -> (f64, f64) {
    let (found, expected) = (runs(found), runs(expected));
    let common: usize = expected
        .iter()
        .map(|(run, count)| (*count).min(found.get(run).copied().unwrap_or(0)))
        .sum();
    let share =
        |of: &HashMap<String, usize>| common as f64 / of.values().sum::<usize>().max(1) as f64;
    (share(&expected), share(&found))
}

fn is_found(manuscript: &Manuscript, key: &str, expected: &str) -> bool {
    let values = || manuscript.fields.iter().map(|field| field.value.as_str());
    match key {
        "signed" | "published" => values().any(|value| day(value) == day(expected)),
        "title" => {
            let expected = squeezed(expected);
            let is_title = |block: &Block| matches!(block, Block::Paragraph { role: Role::Title, text } if squeezed(text) == expected);
            values().any(|value| squeezed(value) == expected)
                || manuscript.blocks.iter().any(is_title)
        }
        _ => values().any(|value| squeezed(value) == squeezed(expected)),
    }
}

/// Whether a page says the value at all: most pages of the corpus are the article alone.
fn is_said(page: &str, key: &str, expected: &str) -> bool {
    match key {
        "signed" | "published" => {
            let number = |at: usize| day(expected).get(at).copied().unwrap_or(0);
            let (year, month, day) = (number(0), number(1), number(2));
            page.contains(&format!("{year}年{month}月{day}日"))
                || page.contains(&format!("{year}-{month:02}-{day:02}"))
        }
        _ => squeezed(page).contains(&squeezed(expected)),
    }
}

/// A page on which no name and no comment says where the article is, and which is not told to be a piece of one.
fn without_marks(page: &str) -> String {
    let page = page.replace("id=", "data-a=").replace("class=", "data-b=");
    format!("<html>{}", page.replace("begin-->", "-->"))
}

#[test]
#[allow(clippy::print_stderr)]
fn metadata_and_articles_of_real_pages() {
    let (Some(pages), Some(documents)) = (
        real_data::records("pages.jsonl.zst"),
        real_data::records("normative.jsonl.zst"),
    ) else {
        return;
    };
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let texts: HashMap<String, String> = documents
        .iter()
        .map(|document| (text(document, "id"), squeezed(&text(document, "text"))))
        .collect();
    // Found and said, by source and key.
    let mut metadata: std::collections::BTreeMap<(String, String), (usize, usize)> =
        Default::default();
    let mut articles: std::collections::BTreeMap<String, Vec<[f64; 4]>> = Default::default();
    for page in &pages {
        let (source, html) = (text(page, "source"), text(page, "html"));
        let manuscript = read_text(&html, &Limits::default()).expect("read");
        let expected = page["expected"].as_object().into_iter().flatten();
        for (key, value) in expected.filter_map(|(key, value)| Some((key, value.as_str()?))) {
            // Fragments repeat days and titles in their text, which is no metadata.
            let is_whole = ["state_council_pages", "jiangxi_pages"].contains(&source.as_str());
            if is_whole && is_said(&html, key, value) {
                let counts = metadata.entry((source.clone(), key.clone())).or_default();
                counts.0 += usize::from(is_found(&manuscript, key, value));
                counts.1 += 1;
            }
        }
        if let Some(expected) = texts.get(&text(page, "id")) {
            let (recall, precision) = compared(&body(&manuscript), expected);
            let unmarked = read_text(&without_marks(&html), &Limits::default()).expect("read");
            let (recall_unmarked, precision_unmarked) = compared(&body(&unmarked), expected);
            let measures = [recall, precision, recall_unmarked, precision_unmarked];
            articles.entry(source).or_default().push(measures);
        }
    }
    for ((source, key), (found, said)) in &metadata {
        eprintln!("{source} {key}: {found} of {said}");
        assert!(found * 100 >= said * 95, "{source} {key}");
    }
    assert!(metadata.len() >= 9, "{metadata:?}");
    for (source, measures) in &articles {
        let mean = |at: usize| measures.iter().map(|m| m[at]).sum::<f64>() / measures.len() as f64;
        eprintln!(
            "{source}: {} articles, recall {:.4}, precision {:.4}; without marks {:.4}, {:.4}",
            measures.len(),
            mean(0),
            mean(1),
            mean(2),
            mean(3),
        );
        // The pages of Jiangxi are notices of a few lines: a title that the record has elsewhere weighs in them.
        assert!(mean(0) >= 0.98 && mean(1) >= 0.95, "{source}");
        assert!(mean(2) >= 0.95 && mean(3) >= 0.9, "{source} without marks");
    }
}

#[test]
#[allow(clippy::print_stderr)]
fn pages_of_many_makes_keep_their_words_and_lose_the_rest() {
    let mut read_pages = 0;
    for folder in ["formats/html_gbk", "formats/html_utf8"] {
        let Some(folder) = real_data::path(folder) else {
            return;
        };
        for entry in std::fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            let bytes = std::fs::read(&path).expect("read");
            let manuscript = read(&bytes, None, &Limits::default()).expect("read");
            let body = body(&manuscript);
            let name = path.display();
            read_pages += 1;
            assert!(body.chars().count() > 150, "{name}");
            for left_over in [
                "版权所有",
                "ICP备",
                "当前位置",
                "设为首页",
                "加入收藏",
                "浏览次数",
                "打印本页",
                "网站地图",
            ] {
                assert!(!body.contains(left_over), "{name}: {left_over}");
            }
            assert!(!body.contains('\u{fffd}'), "{name}");
        }
    }
    eprintln!("{read_pages} pages");
    assert!(read_pages >= 15);
}
