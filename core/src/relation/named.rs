//! What the names are that texts write: of norms, of papers that are none, of what the text itself carries, of standards.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::model::{Edge, Named, Place, RelationKind};
use crate::document::title_stem;

/// What texts call themselves.
pub(super) const FORMS: [&str; 12] = [
    "办法", "条例", "规定", "规范", "细则", "规则", "意见", "通知", "方案", "解释", "标准", "决定",
];

/// Characters of a line that can be the heading of an annex.
const HEADING_CHARS_MAX: usize = 80;

/// The name that ends where articles begin: at most to the last sign, and only when it ends as the names of norms do.
pub(super) fn name_before(before: &str) -> Option<&str> {
    let trimmed = before.trim_end_matches([' ', '\u{3000}']);
    if trimmed.len() != before.len() && trimmed.is_empty() {
        return None;
    }
    let is_name = |c: char| c.is_alphanumeric() || "（）()〈〉".contains(c);
    let start = trimmed
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_name(*c))
        .last()?
        .0;
    let name = &trimmed[start..];
    let ends = [
        "法",
        "法典",
        "条例",
        "规定",
        "办法",
        "细则",
        "规则",
        "解释",
        "通则",
        "宪法",
        "修正案",
    ];
    // 本法第三条 is of this text; 按本试行规定, too.
    let own = OWN.as_ref().is_some_and(|regex| regex.is_match(name));
    if own || !ends.iter().any(|end| name.ends_with(end)) {
        return None;
    }
    let name = without_verb(name);
    (name.chars().count() >= 2).then_some(name)
}

static OWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // A pattern that does not compile would be a fault of ours that the tests of this file find.
    Regex::new("(?:(?:本|该|上述)(?:暂行|试行|实施|施行|若干|补充|管理|审判)*(?:法|条例|规定|办法|细则|规则|解释)(?:规定)?|前款规定|有关规定)$").ok()
});

/// 应当认定其行为符合物权法: the name is what the verb governs.
fn without_verb(name: &str) -> &str {
    let verbs = [
        "根据", "依照", "按照", "依据", "违反", "符合", "参照", "适用",
    ];
    let behind = verbs.iter().filter_map(|verb| {
        let at = name.rfind(verb)?;
        // 关于适用…的解释 is a title.
        let of_title = *verb == "适用" && name[..at].ends_with("关于");
        (!of_title).then_some(at + verb.len())
    });
    let rest = &name[behind.max().unwrap_or(0)..];
    if rest.chars().count() < 2 { name } else { rest }
}

/// Whether a title can be a norm's: forms, certificates, books and newspapers are none. `behind` are the words after it.
pub(super) fn is_norm(title: &str, behind: &str) -> bool {
    let outside = without_brackets(title);
    let bare = outside.trim_end_matches(['〉', '》', '>']);
    let papers = [
        "证",
        "书",
        "表",
        "单",
        "证明",
        "执照",
        "合同",
        "协议",
        "登记簿",
        "簿",
        "户口薄",
        "册",
        "报告",
        "报",
        "回执",
        "系统",
        "凭证",
        "凭据",
        "发票",
        "票",
        "卡",
        "照",
        "函",
        "杂志",
        "月刊",
        "图",
        "记录",
        "笔录",
        "证件",
        "专用章",
        "日志",
        "信",
        "证历本",
        "批件",
        "进行曲",
        "数据库",
        "专篇",
        "条约集",
        "汇编",
        "示范文本",
    ];
    let norms = [
        "规定",
        "法",
        "条例",
        "办法",
        "公告",
        "清单",
        "通报",
        "图则",
        "复函",
        "规划图",
        "名单",
        "来函",
        "请示函",
        "制度",
        "诚信",
    ];
    let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
    let journal = ["杂志", "期刊", "报社", "一书"]
        .iter()
        .any(|word| behind.starts_with(word));
    !journal && (!ends(&papers) || ends(&norms))
}

/// 承装(修)电力设施许可证 is 承装电力设施许可证, 《…办法（试行）》 is 办法.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    let outside = title.chars().filter(|c| match c {
        '（' | '(' => {
            depth += 1;
            false
        }
        '）' | ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    outside.collect()
}

/// Tells of each relation of a text what sort of thing it names.
pub(super) fn sort_named(title: &str, text: &str, edges: &mut [Edge]) {
    let mut carried: HashSet<String> = text.lines().filter_map(heading).collect();
    carried.insert(title_stem(title));
    for edge in edges.iter_mut().filter(|edge| edge.place != Place::Title) {
        let Some(named) = edge.target.title.as_deref() else {
            continue;
        };
        let (from, to) = (edge.citation.0 as usize, edge.citation.1 as usize);
        let around = |from: usize, to: usize| text.get(from..to).unwrap_or("");
        let (start, end) = (edge.sentence.0 as usize, edge.sentence.1 as usize);
        let (before, behind) = match edge.place {
            Place::Text => (around(start, from), around(to, end)),
            _ => ("", ""),
        };
        // What a text repeals or amends is never its own annex.
        let speaks = matches!(
            edge.kind,
            RelationKind::Cites | RelationKind::Issues | RelationKind::Forwards
        );
        edge.named = if is_standard(named, before, behind) {
            Named::Standard
        } else if is_letter(named, behind) {
            Named::Letter
        } else if speaks && (carried.contains(&title_stem(named)) || is_annexed(before, behind)) {
            Named::Enclosed
        } else {
            Named::Instrument
        };
    }
}

/// The name that a line alone may give to what stands below it: an annex, the text of a notice.
fn heading(line: &str) -> Option<String> {
    let line = line.trim();
    if line.chars().count() > HEADING_CHARS_MAX || line.contains(['《', '。', '；', '，', '：'])
    {
        return None;
    }
    let bare = LABEL.as_ref()?.replace(line, "");
    let long = bare.chars().count() > 4;
    long.then(|| title_stem(&bare))
}

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[#*\s]*附(?:件|表|录)?[一二三四五六七八九十0-9]{0,2}[:、.．\s]*").ok()
});

fn is_annexed(before: &str, behind: &str) -> bool {
    ANNEXED_BEFORE
        .as_ref()
        .is_some_and(|regex| regex.is_match(before))
        || ANNEXED_BEHIND
            .as_ref()
            .is_some_and(|regex| regex.is_match(behind))
}

static ANNEXED_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(?:所附的?|附件[一二三四五六七八九十0-9]{0,2}[：:]?|附后的)$").ok()
});
static ANNEXED_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^[（(](?:以下简称[^）)]{0,12}[，,])?(?:详?见|即)?(?:本)?附(?:件|表|后)").ok()
});

/// GB/T 9704—2012 behind a name, 国家标准 before it or in it, pharmacopoeias.
fn is_standard(title: &str, before: &str, behind: &str) -> bool {
    let coded = |words: &str| CODE.as_ref().is_some_and(|regex| regex.is_match(words));
    let mut parts = title.split(['（', '(']);
    let kinds = ["国家标准", "行业标准", "地方标准", "团体标准", "强制性标准"];
    kinds
        .iter()
        .any(|kind| before.ends_with(kind) || title.contains(kind))
        || parts.any(coded)
        || coded(behind.trim_start_matches(['（', '(', '－']))
        || title.ends_with("药典")
}

static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:GB|DB|GA|JGJ|CJJ|CJ|HJ|TD|JT|JTG|SL|NY|LY|SB|YD|WS|QX|AQ|DL|MH|SN|GBZ|DBJ|CECS)(?:[JZ])?(?:/[TZ])?[ 　]*[0-9]").ok()
});

/// 《关于…的请示》收悉: a letter that is answered, no rule.
fn is_letter(title: &str, behind: &str) -> bool {
    let letters = ["请示", "提案", "议案", "建议"];
    letters.iter().any(|letter| title.ends_with(letter)) || behind.starts_with("收悉")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_no_norms() {
        for title in [
            "出生医学证明",
            "营业执照",
            "烟花爆竹经营（零售）许可证",
            "（离）退休证",
            "房屋买卖合同（示范文本）",
            "介绍信",
        ] {
            assert!(!is_norm(title, ""), "{title}");
        }
        for title in [
            "岚江省居住证管理办法（试行）",
            "政府信息公开目录",
            "行政许可事项清单",
        ] {
            assert!(is_norm(title, ""), "{title}");
        }
        assert!(!is_norm("中国医疗保险", "杂志2015年第3期"));
    }

    #[test]
    fn names_before_articles_are_without_what_governs_them() {
        for (before, name) in [
            ("应当认定其行为符合物权法", Some("物权法")),
            ("人民法院可以根据民法通则", Some("民法通则")),
            (
                "最高人民法院关于适用民事诉讼法的解释",
                Some("最高人民法院关于适用民事诉讼法的解释"),
            ),
            ("按本试行规定", None),
            ("依照本市物业管理条例", Some("本市物业管理条例")),
            ("违反本办法规定", None),
        ] {
            assert_eq!(name_before(before), name, "{before}");
        }
    }

    #[test]
    fn standards_are_told_by_their_code_or_their_kind() {
        assert!(is_standard("污水综合排放标准", "", "(GB 8978-1996)"));
        assert!(is_standard("光伏发电站安全规程（GB/T 35694—2017）", "", ""));
        assert!(is_standard("机动车驾驶证件", "公共安全行业标准", ""));
        assert!(!is_standard("文物藏品定级标准", "按照", "评定"));
        assert!(!is_standard(
            "实验动物质量管理办法",
            "",
            "（国科发〔1997〕593号）和标准（GB 14925-2010）"
        ));
        assert!(!is_standard("外商投资产业指导目录", "", "（2017年修订）"));
    }
}
