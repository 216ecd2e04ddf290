//! The names under which sites show what they know of a document, and how they are told in a line.

/// Names of which one alone shows that a line is about the document and not part of it.
#[rustfmt::skip]
const STRONG: [&str; 60] = [
    "索引号", "索引编号", "索引号码", "信息索引号", "信息索引", "信息索取号", "索取号", "公开目录索引号",
    "主题分类", "主题类别", "信息分类", "组配分类", "体裁分类", "服务对象分类", "所属主题", "发文机关",
    "发文机构", "发文单位", "发文部门", "制发机关", "制定机关", "发布机关", "发布机构", "发布单位",
    "发布部门", "公开主体", "公开责任部门", "责任部门", "信息生成单位", "成文日期", "发文日期", "发文时间",
    "生成日期", "生成时间", "印发日期", "公布日期", "公开日期", "施行日期", "实施日期", "生效日期",
    "失效日期", "废止日期", "有效期", "发文字号", "发文文号", "文号", "文件编号", "文件字号", "公文文号",
    "有效性", "时效性", "效力状态", "是否有效", "文件状态", "效力级别", "统一编号", "规范性文件统一编号",
    "统一登记号", "公文种类", "类目名称",
];
/// Names that other things have, too.
#[rustfmt::skip]
const WEAK: [&str; 36] = [
    "标题", "名称", "信息名称", "文件名称", "公文名称", "发布日期", "发布时间", "信息时间", "发表时间",
    "主题词", "关键词", "内容概述", "内容概要", "概述", "信息来源", "来源", "文章来源", "稿件来源", "作者",
    "文种", "公开方式", "公开形式", "公开时限", "公开范围", "公开类别", "公开属性", "信息类别", "信息类型",
    "分类", "载体类型", "签发人", "登记号", "性质", "日期", "更新时间", "责任编辑",
];
/// What stands among such names and tells of the page instead of the document; values end before it.
#[rustfmt::skip]
const OF_PAGE: [&str; 12] = [
    "浏览次数", "阅读次数", "点击次数", "访问次数", "点击数", "浏览量", "访问量", "阅读量", "字体", "字号",
    "字体大小", "分享到",
];
const NAME_CHARS_MAX: usize = 9;

/// A name in a line, and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    pub name: &'static str,
    pub value: String,
}

/// Whether a name by itself shows that a line is metadata.
pub(super) fn is_strong(name: &str) -> bool {
    STRONG.contains(&name)
}

/// The name that a whole line is, colon or not: `索　引　号：`.
pub(super) fn whole(line: &str) -> Option<&'static str> {
    let name = squeezed(line);
    let name = name.trim_matches(|c| matches!(c, ':' | '：' | '【' | '】' | '[' | ']'));
    known(name)
}

/// The names with colons in a line, each with the text up to the next. Empty if the line begins with something else.
pub(super) fn split(line: &str) -> Vec<Labelled> {
    let mut marks: Vec<(usize, usize, &'static str)> = Vec::new();
    for (colon, character) in line.char_indices().filter(|(_, c)| matches!(c, ':' | '：')) {
        let from = marks.last().map_or(0, |&(_, end, _)| end);
        if let Some((start, name)) = name_before(&line[from..colon]) {
            marks.push((from + start, colon + character.len_utf8(), name));
        }
        // A line of metadata is one of few names; what has more colons is a text.
        if marks.len() > 24 {
            return Vec::new();
        }
    }
    let begins = marks
        .first()
        .is_some_and(|&(start, ..)| line[..start].chars().all(is_separator));
    if !begins {
        return Vec::new();
    }
    let ends = marks
        .iter()
        .skip(1)
        .map(|&(start, ..)| start)
        .chain([line.len()]);
    marks
        .iter()
        .zip(ends)
        .filter(|((.., name), _)| !OF_PAGE.contains(name))
        .map(|(&(_, from, name), to)| Labelled {
            name,
            value: before_buttons(&line[from..to])
                .trim_matches(is_separator)
                .to_owned(),
        })
        .collect()
}

/// A value without the buttons that some sites put on the same line.
fn before_buttons(value: &str) -> &str {
    let ends = ["【字", "【打印", "【大", "[字", "［字", "【关闭", "【内容"];
    let end = ends.iter().filter_map(|end| value.find(end)).min();
    &value[..end.unwrap_or(value.len())]
}

/// The longest known name at the end of a text, and where it begins.
fn name_before(text: &str) -> Option<(usize, &'static str)> {
    let mut name = String::new();
    let mut found = None;
    for (at, character) in text.char_indices().rev() {
        if !is_blank(character) && !matches!(character, '】' | ']') {
            name.insert(0, character);
            if name.chars().count() > NAME_CHARS_MAX {
                break;
            }
            let before = text[..at].chars().next_back();
            let begins = before.is_none_or(is_separator);
            if begins && let Some(known) = known(&name) {
                found = Some((at, known));
            }
        }
    }
    found
}

fn known(name: &str) -> Option<&'static str> {
    STRONG
        .iter()
        .chain(&WEAK)
        .chain(&OF_PAGE)
        .find(|known| **known == name)
        .copied()
}

fn squeezed(line: &str) -> String {
    line.chars()
        .filter(|&c| !is_blank(c))
        .take(NAME_CHARS_MAX + 3)
        .collect()
}

fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

fn is_separator(character: char) -> bool {
    is_blank(character)
        || matches!(
            character,
            '|' | '｜' | ';' | '；' | '[' | ']' | '【' | '】' | '•' | '·'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(&str, &str)]) {
        let labelled = split(line);
        let pairs: Vec<(&str, &str)> = labelled
            .iter()
            .map(|l| (l.name, l.value.as_str()))
            .collect();
        assert_eq!(pairs, expected, "{line}");
    }

    #[test]
    fn names_are_told_with_blanks_in_them() {
        check("索 引 号： LJ001/2020-3", &[("索引号", "LJ001/2020-3")]);
        check(
            "标　　题：岚江省养犬管理办法",
            &[("标题", "岚江省养犬管理办法")],
        );
        check("【发文字号】岚政发〔2020〕3号", &[]);
        check("[索引号]: 甲", &[("索引号", "甲")]);
        assert_eq!(whole("文　号："), Some("文号"));
        assert_eq!(whole("【发文字号】"), Some("发文字号"));
        assert_eq!(whole("文号甲"), None);
    }

    #[test]
    fn a_line_may_hold_several() {
        check(
            "发布日期：2020-02-11 16:09 来源：岚江省司法厅 ｜ 文号：无",
            &[
                ("发布日期", "2020-02-11 16:09"),
                ("来源", "岚江省司法厅"),
                ("文号", "无"),
            ],
        );
        check(
            "成文日期： 发布日期：",
            &[("成文日期", ""), ("发布日期", "")],
        );
    }

    #[test]
    fn buttons_and_counters_are_no_values() {
        let line = "发布时间：2016年7月29日 浏览次数：24 [字体：小 大]";
        check(line, &[("发布时间", "2016年7月29日")]);
        check(
            "日期： 2015-05-07 【字号 大 中 小】",
            &[("日期", "2015-05-07")],
        );
    }

    #[test]
    fn sentences_are_none() {
        check("申请人应当提供下列材料：名称：甲", &[]);
        check("各市人民政府：", &[]);
        check(&"文号：甲 ".repeat(100), &[]);
    }
}
