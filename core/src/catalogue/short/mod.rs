//! Short names by rule: what people leave out of a title when they name a text.
//!
//! Rules are of the domain, not of single texts. A short name is worth having only when it is right, so nothing is
//! left out that tells texts of one place apart: names that mean too many works are dropped by the caller.

mod issued;
mod judicial;
mod regulation;

pub(super) use regulation::split_place;

/// How far a short name is from the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Distance {
    /// Modifiers are left out, or the rank of the place.
    Near,
    /// The place or the organ is left out.
    Far,
}

/// A short name has at least so many characters.
const CHARS_MIN: usize = 3;

/// The short names of a title, by its stem key ([`super::Catalogue::stem_key`]): without punctuation, state name,
/// version and marks.
pub(super) fn short_names(stem: &str) -> Vec<(String, Distance)> {
    let mut names = Vec::new();
    match issued::split_issuer(stem) {
        Some((issuer, rest)) if judicial::is_issuer(issuer) => {
            judicial::names(issuer, rest, &mut names);
        }
        Some((issuer, rest)) => issued::names(issuer, rest, &mut names),
        None => regulation::names(stem, &mut names),
    }
    for at in 0..names.len() {
        if let Some(arabic) = with_arabic_number(&names[at].0) {
            let distance = names[at].1;
            names.push((arabic, distance));
        }
    }
    if let Some(arabic) = with_arabic_number(stem) {
        names.push((arabic, Distance::Near));
    }
    names.retain(|(name, _)| name != stem && name.chars().count() >= CHARS_MIN);
    names
}

/// `…解释二` as `…解释2`.
fn with_arabic_number(name: &str) -> Option<String> {
    let is_digit = |c: char| "一二三四五六七八九十".contains(c);
    let stem = name.trim_end_matches(is_digit);
    let numbered = ["解释", "规定", "修正案", "批复", "意见", "解答", "规则"];
    if stem.len() == name.len() || !numbered.iter().any(|form| stem.ends_with(form)) {
        return None;
    }
    let number = crate::document::read_integer(&name[stem.len()..])?;
    Some(format!("{stem}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[track_caller]
    fn check(title: &str, expected: &[&str]) {
        let names = short_names(&Catalogue::stem_key(title));
        for name in expected {
            assert!(
                names.iter().any(|(one, _)| one == name),
                "{title} → {name}: {names:?}"
            );
        }
    }

    #[track_caller]
    fn check_not(title: &str, refused: &[&str]) {
        let names = short_names(&Catalogue::stem_key(title));
        for name in refused {
            assert!(
                !names.iter().any(|(one, _)| one == name),
                "{title} → {name}"
            );
        }
    }

    #[test]
    fn places_and_modifiers() {
        check(
            "北京市出租汽车管理条例",
            &[
                "北京出租汽车条例",
                "北京出租汽车管理条例",
                "出租汽车管理条例",
                "北京市出租汽车条例",
            ],
        );
        check(
            "黔东南苗族侗族自治州生态环境保护条例",
            &["黔东南生态环境保护条例", "黔东南生态环境条例"],
        );
        check(
            "棉花质量监督管理条例",
            &["棉花质量条例", "棉花质量监督条例"],
        );
        check("土地增值税暂行条例", &["土地增值税条例"]);
        check(
            "公证机构管理暂行办法（试行）",
            &["公证机构办法", "公证机构管理办法", "公证机构管理暂行办法"],
        );
        check(
            "郑州市规范城市客运行为若干规定",
            &["郑州规范城市客运行为规定", "郑州规范城市客运行为若干规定"],
        );
        check_not("劳动法", &["劳", "法"]);
        check_not("物业管理条例", &["条例"]);
    }

    #[test]
    fn implementing_rules() {
        check(
            "河南省实施《中华人民共和国土地管理法》办法",
            &[
                "河南土地管理法实施办法",
                "河南省土地管理法实施办法",
                "河南实施土地管理法办法",
                "土地管理法实施办法",
            ],
        );
        check(
            "北京市实施〈中华人民共和国妇女权益保障法〉若干规定",
            &["北京妇女权益保障法实施办法"],
        );
    }

    #[test]
    fn judicial_interpretations() {
        check(
            "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）",
            &[
                "婚姻法解释二",
                "婚姻法司法解释二",
                "婚姻法司法解释2",
                "关于适用婚姻法若干问题的解释二",
            ],
        );
        check(
            "最高人民法院、最高人民检察院关于办理寻衅滋事刑事案件适用法律若干问题的解释",
            &[
                "寻衅滋事司法解释",
                "两高关于办理寻衅滋事刑事案件适用法律若干问题的解释",
                "寻衅滋事解释",
            ],
        );
        check(
            "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
            &[
                "医疗损害责任司法解释",
                "医疗损害责任纠纷司法解释",
                "审理医疗损害责任纠纷案件适用法律若干问题的解释",
            ],
        );
        check(
            "最高人民法院关于适用督促程序若干问题的规定",
            &["督促程序司法解释", "督促程序规定"],
        );
    }

    #[test]
    fn notices_that_print_a_text() {
        check(
            "贵州省人民政府办公厅关于印发《贵州省政府数据资源管理办法》的通知",
            &["贵州省政府数据资源管理办法", "贵州政府数据资源办法"],
        );
        check(
            "国务院关于加强食品安全工作的决定",
            &["关于加强食品安全工作的决定", "加强食品安全工作的决定"],
        );
    }
}
