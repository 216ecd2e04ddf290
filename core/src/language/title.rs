//! When two titles are the same title.

use super::character::is_searched;
use super::normalize::normalized;

/// The state's name, which people leave out when they name a law.
const STATE: &str = "中华人民共和国";

/// The normalised title without punctuation, spaces, brackets and quotation marks, for comparing titles.
///
/// ```
/// use tongcha::language::title_key;
///
/// assert_eq!(title_key("《贵州省 行政處罰辦法》（试行）"), "贵州省行政处罚办法试行");
/// ```
pub fn title_key(title: &str) -> String {
    normalized(title)
        .chars()
        .filter(|&c| is_searched(c))
        .collect()
}

/// The keys under which a title is looked up: of the full title, without the version that is written behind it
/// (`（2019年修正）`, `（修订）`), and of both without the leading 中华人民共和国. Each once, the full title first.
///
/// `（试行）` and `（暂行）` are part of the name, and stay.
///
/// ```
/// use tongcha::language::title_variants;
///
/// assert_eq!(
///     title_variants("中华人民共和国森林法（2019年修订）"),
///     ["中华人民共和国森林法2019年修订", "中华人民共和国森林法", "森林法2019年修订", "森林法"]
/// );
/// ```
pub fn title_variants(title: &str) -> Vec<String> {
    let normal = normalized(title.trim());
    let full = title_key(&normal);
    let unversioned = title_key(without_version(&normal));
    let mut variants = vec![full, unversioned];
    for index in 0..2 {
        // 中华人民共和国宪法 is also 宪法; the state's name alone is not a title.
        if let Some(short) = variants[index]
            .strip_prefix(STATE)
            .filter(|short| !short.is_empty())
        {
            variants.push(short.to_owned());
        }
    }
    let mut seen = Vec::with_capacity(variants.len());
    for variant in variants {
        if !variant.is_empty() && !seen.contains(&variant) {
            seen.push(variant);
        }
    }
    seen
}

/// A normalised title without the version markers behind it, in brackets of any kind or after a space.
fn without_version(normal: &str) -> &str {
    let mut rest = normal.trim_end();
    while let Some(shorter) = strip_bracket(rest) {
        rest = shorter;
    }
    rest
}

/// Without the last bracket, if there is one and it names a version. A `》` behind it is passed over:
/// 《森林法（2019年修订）》.
fn strip_bracket(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['》', '"', ' ', '\n']);
    let inside_from = match text.chars().next_back()? {
        '）' => text.rfind('（')?,
        '〕' => text.rfind('〔')?,
        _ => return None,
    };
    let inside: String = text[inside_from..]
        .chars()
        .filter(|&c| is_searched(c))
        .collect();
    is_version(&inside).then(|| text[..inside_from].trim_end())
}

/// No version marker is longer: `二〇一八年十二月二十九日第十三届…` with its meeting is a history, not a marker.
const VERSION_CHARS_MAX: usize = 32;

/// `2019年修正`, `2018年10月26日修正本`, `修订`, `第三次修正`, `2020年版`, `2017`, `已修改`: a year or nothing,
/// then words for a new version.
fn is_version(inside: &str) -> bool {
    const WORDS: [&str; 20] = [
        "年",
        "月",
        "日",
        "第",
        "次",
        "已",
        "经",
        "被",
        "修正",
        "修订",
        "修改",
        "修",
        "正",
        "订",
        "文本",
        "版",
        "本",
        "稿",
        "最新",
        "现行有效",
    ];
    if inside.chars().count() > VERSION_CHARS_MAX {
        return false;
    }
    let dated = inside.chars().take_while(|&c| is_numeral(c)).count() == 4;
    let renewed = ["修", "版", "最新", "现行有效"]
        .iter()
        .any(|mark| inside.contains(mark));
    let mut rest = inside.trim_start_matches(is_numeral);
    while !rest.is_empty() {
        let Some(shorter) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) else {
            return false;
        };
        rest = shorter.trim_start_matches(is_numeral);
    }
    dated || renewed
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(title: &str, expected: Expect) {
        expected.assert_eq(&title_variants(title).join(" "));
    }

    #[test]
    fn versions_are_left_out() {
        check("森林法（2019年修订）", expect!["森林法2019年修订 森林法"]);
        check("森林法(2018年修正本)", expect!["森林法2018年修正本 森林法"]);
        check("森林法（修订）", expect!["森林法修订 森林法"]);
        check(
            "森林法（二〇一九年第三次修正）",
            expect!["森林法二〇一九年第三次修正 森林法"],
        );
        check(
            "《森林法（2018年10月26日修正）》",
            expect!["森林法2018年10月26日修正 森林法"],
        );
        check("森林法〔2020版〕", expect!["森林法2020版 森林法"]);
        check("森林法（2019）", expect!["森林法2019 森林法"]);
    }

    #[test]
    fn what_is_part_of_the_name_stays() {
        check("某某办法（试行）", expect!["某某办法试行"]);
        check(
            "某某办法（试行）（2019年修正）",
            expect!["某某办法试行2019年修正 某某办法试行"],
        );
        check("某某办法（暂行）", expect!["某某办法暂行"]);
        check("刑法修正案（八）", expect!["刑法修正案八"]);
        check(
            "关于某法若干问题的解释（一）",
            expect!["关于某法若干问题的解释一"],
        );
        check(
            "建设用地使用权（征求意见稿）",
            expect!["建设用地使用权征求意见稿"],
        );
    }

    #[test]
    fn hostile_titles_are_linear() {
        for piece in ["年", "（", "（2019年修正）", "（年", "》"] {
            let title = piece.repeat(50_000) + "）";
            assert!(!title_variants(&title).is_empty() || piece == "（" || piece == "》");
        }
    }

    #[test]
    fn state_name() {
        check("中华人民共和国宪法", expect!["中华人民共和国宪法 宪法"]);
        check("中华人民共和国", expect!["中华人民共和国"]);
        check(
            "中華人民共和國 行政處罰法",
            expect!["中华人民共和国行政处罚法 行政处罚法"],
        );
        check("《》", expect![""]);
    }

    proptest! {
        #[test]
        fn key_is_its_own_key(title in any::<String>()) {
            let key = title_key(&title);
            prop_assert_eq!(title_key(&key), key);
        }

        #[test]
        fn variants_are_keys(title in "(中华人民共和国)?[一-龥《（(]{0,8}(（[0-9]{0,4}年?修[正订]）){0,3}》?") {
            for variant in title_variants(&title) {
                prop_assert_eq!(title_key(&variant), variant);
            }
        }
    }
}
