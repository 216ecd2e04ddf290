//! The day under a notice: 成文日期, below the organ's name (GB/T 9704-2012 §7.3.5).

use super::sentence::Sentence;
use crate::document::Day;

/// Characters of a line of a signature at most.
const ORGAN_CHARS_MAX: usize = 45;

/// The day of signing and the line that gives it: the first line that is nothing but a day, below a line that can be
/// an organ's name.
pub(super) fn signature(text: &str) -> Option<(Day, Sentence<'_>)> {
    let mut start = 0;
    let mut above = "";
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        let bare = line.trim_matches(|c: char| c.is_whitespace() || c == '*');
        if bare.is_empty() {
            continue;
        }
        if bare.contains('年')
            && let Some(day) = day_of(bare)
            && can_sign(above)
        {
            let start = from + line.find(bare).unwrap_or(0);
            return Some((day, Sentence { start, text: bare }));
        }
        above = bare;
    }
    None
}

/// The day of a line that is nothing else, or an organ's name with the day behind it on one line.
fn day_of(line: &str) -> Option<Day> {
    let bare = line.trim_matches(['（', '）', '(', ')', ' ', '\u{3000}']);
    if bare.chars().count() > 24 {
        return None;
    }
    Day::read(bare).ok()
}

fn can_sign(line: &str) -> bool {
    let organ = [
        "府",
        "厅",
        "局",
        "委",
        "部",
        "会",
        "办",
        "院",
        "室",
        "处",
        "关",
        "行",
        "社",
        "队",
        "署",
        "总公司",
        "组",
        "庭",
        "所",
    ];
    let bare = line.trim_end_matches(['）', ')', ' ', '\u{3000}', '章']);
    bare.chars().count() <= ORGAN_CHARS_MAX
        && !bare.contains(['。', '，', '；', '：', '|'])
        && organ.iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let day = signature(text).map(|(day, _)| day.to_string());
        assert_eq!(day.as_deref(), expected, "{text}");
    }

    #[test]
    fn the_day_stands_under_the_organ() {
        check(
            "各县：\n现印发给你们。\n岚江省人民政府办公厅\n2026年5月8日\n办法\n第一条 …",
            Some("2026-05-08"),
        );
        check(
            "……。\n　　岚江省民政厅　岚江省财政厅\n　　二○一二年三月四日",
            Some("2012-03-04"),
        );
        check(
            "请执行。\n**岚江省民政厅**\n2012年3月4日\n",
            Some("2012-03-04"),
        );
        check("办法\n（2006年7月13日）\n第一条 甲。", None);
        check("一、期限\n2026年5月8日\n", None);
    }
}
