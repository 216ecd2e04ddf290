//! Marks and fragments: ranges of the original text, whatever its script and width.

use proptest::prelude::*;
use proptest::test_runner::Config;
use tongcha::SearchRequest;
use tongcha::language::{characters, normalize};
use tongcha::query::Level;
use tongcha::search::{MatchMode, SearchResponse};

use crate::support::{Corpus, ids, record, tokenizer};

fn cut(text: &str, (from, to): (u32, u32)) -> String {
    let chars = text.chars().skip(from as usize);
    chars.take((to - from) as usize).collect()
}

/// The marked pieces of a text; sorted, apart from each other and inside the text.
fn marked(text: &str, marks: &[(u32, u32)]) -> Vec<String> {
    let length = text.chars().count() as u32;
    let mut end = None;
    for &(from, to) in marks {
        assert!(from < to && to <= length, "{marks:?} in {length}");
        assert!(end.is_none_or(|end| end < from), "{marks:?} touch");
        end = Some(to);
    }
    marks.iter().map(|mark| cut(text, *mark)).collect()
}

fn all_marks(answer: &SearchResponse) -> Vec<String> {
    let mut all = Vec::new();
    for hit in &answer.hits {
        all.extend(marked(&hit.title, &hit.title_marks));
        for snippet in &hit.snippets {
            assert!(!snippet.marks.is_empty(), "a fragment shows what matched");
            all.extend(marked(&snippet.text, &snippet.marks));
        }
        for article in hit.articles.iter().chain(&hit.article) {
            all.extend(marked(&article.text, &article.marks));
        }
    }
    all
}

const PIECES: [&str; 20] = [
    "養犬",
    "养犬",
    "登記",
    "登记",
    "ＨＴＴＰ",
    "http",
    "罰款",
    "罚款",
    "，",
    "\u{3000}",
    "\n",
    "第一條",
    "𠮷",
    "𰻝",
    "ﬁ",
    "①",
    "“",
    "😀",
    "e\u{301}",
    "的",
];

proptest! {
    #![proptest_config(Config { cases: 60, failure_persistence: None, ..Config::default() })]

    #[test]
    fn marks_are_the_words_that_were_asked(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60),
        words in proptest::collection::vec(proptest::sample::select(&["养犬", "登記", "HTTP", "罚款", "𠮷", "𰻝"][..]), 1..4),
    ) {
        let text = pieces.concat();
        let q = words.join(" ");
        let searcher = shared();
        let marks = searcher.marks(&q, [text.as_str()].into_iter()).unwrap().remove(0);
        let wanted: Vec<String> = words.iter().map(|word| normalize(word)).collect();
        let normal = normalize(&text);
        let expected: String = tokenizer()
            .tokens(&normal)
            .iter()
            .filter(|token| wanted.iter().any(|word| word == token.text))
            .map(|token| token.text)
            .collect();
        // Marks that touch are one, so what is marked is compared joined.
        let found: String = marked(&text, &marks).iter().map(|mark| normalize(mark)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn phrases_are_marked_wherever_they_stand(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40),
    ) {
        let text = format!("{}養 犬、登記{}", pieces.concat(), pieces.concat());
        let searcher = shared();
        let marks = searcher.marks("\"养犬登记\"", [text.as_str()].into_iter()).unwrap().remove(0);
        let found = marked(&text, &marks);
        prop_assert!(!found.is_empty());
        for mark in found {
            let letters: String = characters(&normalize(&mark)).map(|c| c.text.to_owned()).collect();
            prop_assert_eq!(letters.replace("养犬登记", ""), "");
        }
    }
}

/// Words that stand alone and in others, as the dictionary has them.
const NESTED: [&str; 16] = [
    "民法",
    "人民法院",
    "人民",
    "法",
    "办法",
    "法律",
    "2020",
    "12020",
    "第二十条",
    "二十",
    "二十一",
    "院",
    "養犬",
    "，",
    "。",
    "ＨＫ",
];

proptest! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, ..Config::default() })]

    /// The index tells how often a word stands in an article, which spares cutting it.
    #[test]
    fn what_the_index_counts_is_marked_as_what_is_cut(
        articles in proptest::collection::vec(
            proptest::collection::vec(proptest::sample::select(&NESTED[..]), 1..40), 1..12,
        ),
        words in proptest::collection::vec(
            proptest::sample::select(&["民法", "法", "人民", "2020", "二十", "院", "养犬", "hk"][..]), 1..6,
        ),
    ) {
        let text = articles.iter().zip(1..).map(|(article, n)| format!("第{n}条 {}\n", article.concat()));
        let corpus = Corpus::of(&[record("a", "标题", &text.collect::<String>())]);
        let searcher = corpus.searcher();
        let q = words.join(" ");
        let request = SearchRequest { level: Level::Article, literal: true, size: 50, ..SearchRequest::new(q.clone()) };
        for hit in searcher.search(&request).unwrap().hits {
            let article = hit.article.expect("hits are articles");
            let cut = searcher.marks(&q, [article.text.as_str()].into_iter()).unwrap().remove(0);
            prop_assert_eq!(article.marks, cut, "{}", article.text);
        }
    }
}

fn shared() -> &'static tongcha::Searcher {
    static SHARED: std::sync::LazyLock<(tongcha::Searcher, Corpus)> =
        std::sync::LazyLock::new(|| {
            let corpus = Corpus::of(&[record("a", "标题", "正文")]);
            (corpus.searcher(), corpus)
        });
    &SHARED.0
}

#[test]
fn traditional_and_full_width_originals_are_marked_as_they_stand() {
    let corpus = Corpus::of(&[
        record(
            "hk",
            "香港養犬條例",
            "第１條　養犬應當登記，罰款ＨＫＤ５００元。",
        ),
        record("rare", "𠮷祥公告", "第一条 𰻝面店应当登记。😀𠮷祥。"),
    ]);
    let found = |q: &str| all_marks(&corpus.search(q));
    assert_eq!(ids(&corpus.search("养犬条例")), ["hk"]);
    for (q, mark) in [
        ("养犬", "養犬"),
        ("\"登记罚款\"", "登記，罰款"),
        ("hkd", "ＨＫＤ"),
        ("500", "５００"),
        ("\"第1条养犬\"", "第１條　養犬"),
        ("𰻝", "𰻝"),
        ("𠮷祥", "𠮷祥"),
    ] {
        let marks = found(q);
        assert!(marks.iter().any(|found| found == mark), "{q}: {marks:?}");
    }
}

#[test]
fn a_long_passage_shows_what_was_asked() {
    let filler = "本条所称的其他情形由有关部门另行规定";
    let mut records = Vec::new();
    for lead in [0, 1, 3, 20, 100] {
        for tail in [0, 1, 40] {
            let text = format!(
                "第一条 {}。养犬{}应当登记，{}",
                filler.repeat(lead),
                "，".repeat(90),
                filler.repeat(tail)
            );
            records.push(record(&format!("{lead}-{tail}"), "办法", &text));
        }
    }
    let request = SearchRequest {
        size: 50,
        ..SearchRequest::new("养犬 登记")
    };
    let answer = Corpus::of(&records).searcher().search(&request).unwrap();
    assert_eq!(answer.hits.len(), records.len());
    for hit in &answer.hits {
        let snippet = &hit.snippets[0];
        assert!(snippet.text.chars().count() <= 120);
        let marks = marked(&snippet.text, &snippet.marks);
        assert_eq!(marks, ["养犬", "登记"], "{}: {}", hit.id, snippet.text);
    }
}

#[test]
fn a_phrase_longer_than_a_fragment_is_shown_in_part() {
    let phrase: String = ('一'..).step_by(7).take(300).collect();
    let text = format!("第一条 {}。{phrase}。结束", "前文".repeat(100));
    let corpus = Corpus::of(&[record("a", "办法", &text)]);
    for level in [Level::Document, Level::Article] {
        let request = SearchRequest {
            level,
            mode: MatchMode::Exact,
            ..SearchRequest::new(phrase.clone())
        };
        let answer = corpus.searcher().search(&request).unwrap();
        assert_eq!(answer.total.value, 1);
        let snippet = &answer.hits[0].snippets[0];
        let marks = marked(&snippet.text, &snippet.marks);
        assert!(marks[0].chars().count() > 60, "{marks:?}");
        assert!(phrase.starts_with(&marks[0]));
    }
}

#[test]
fn what_must_not_occur_is_not_marked() {
    let corpus = Corpus::of(&[record("a", "办法", "第一条 养犬应当登记。")]);
    let answer = corpus.search("养犬 -停车");
    assert!(all_marks(&answer).iter().all(|mark| mark == "养犬"));
    assert_eq!(answer.total.value, 1);
}
