//! Judicial interpretations: their titles say in thirty characters what is called X司法解释.

use super::Distance;

const COURT: &str = "最高人民法院";
const PROCURATORATE: &str = "最高人民检察院";

pub(super) fn is_issuer(issuer: &str) -> bool {
    issuer.starts_with(COURT) || issuer.starts_with(PROCURATORATE)
}

/// Short names of what the courts issued; `rest` begins with `关于`.
pub(super) fn names(issuer: &str, rest: &str, out: &mut Vec<(String, Distance)>) {
    let joint = issuer.contains(COURT) && issuer.contains(PROCURATORATE);
    let short: &[&str] = match (joint, issuer.starts_with(COURT)) {
        (true, _) => &["两高", COURT],
        (false, true) => &["最高法", "最高院", "最高法院"],
        (false, false) => &["最高检", "最高检察院"],
    };
    for organ in short {
        out.push((format!("{organ}{rest}"), Distance::Near));
    }
    out.push((rest.to_owned(), Distance::Near));
    let Some(matter) = rest.strip_prefix("关于") else {
        return;
    };
    out.push((matter.to_owned(), Distance::Near));
    let is_digit = |c: char| "一二三四五六七八九十".contains(c);
    let unnumbered = matter.trim_end_matches("试行").trim_end_matches(is_digit);
    let number = &matter[unnumbered.len()..];
    let number = number.trim_end_matches("试行");
    let forms = ["解释", "规定", "批复", "意见", "解答", "办法", "规则"];
    let Some((said, form)) = forms
        .iter()
        .find_map(|form| unnumbered.strip_suffix(form).map(|said| (said, *form)))
    else {
        return;
    };
    for topic in topics(said) {
        let mut push = |name: String| out.push((name, Distance::Near));
        for form in [form, "司法解释"] {
            push(format!("{topic}{form}{number}"));
            push(format!("{topic}的{form}{number}"));
        }
        // What is called an interpretation need not bear the name: 规定 and 批复 interpret, too.
        if form != "解释" && matches!(form, "规定" | "批复") {
            push(format!("{topic}解释{number}"));
        }
        for organ in short {
            push(format!("{organ}{topic}{form}{number}"));
            push(format!("{organ}{topic}司法解释{number}"));
        }
    }
}

/// What a title is about, from `审理X纠纷案件适用法律若干问题的` down to `X`: every step is said by someone.
fn topics(said: &str) -> Vec<String> {
    let verbs = [
        "审理",
        "办理",
        "适用",
        "处理",
        "执行",
        "确定",
        "依法惩治",
        "如何适用",
        "正确适用",
        "人民法院审理",
    ];
    let bare = verbs
        .iter()
        .find_map(|verb| said.strip_prefix(verb))
        .unwrap_or(said);
    let mut topics = Vec::new();
    let mut left = bare.trim_end_matches('的');
    loop {
        let tails: &[&str] = &[
            "若干问题",
            "有关问题",
            "几个问题",
            "问题",
            "若干",
            "具体应用法律",
            "如何应用法律",
            "如何适用法律",
            "适用法律",
            "应用法律",
            "的法律适用",
            "法律适用",
            "中的",
            "等",
            "有关",
            "案件",
            "刑事",
            "民事",
            "行政",
            "纠纷",
        ];
        let Some(shorter) = tails.iter().find_map(|tail| {
            let shorter = left.strip_suffix(tail)?;
            (shorter.chars().count() >= 2).then_some(shorter)
        }) else {
            break;
        };
        left = shorter.trim_end_matches('的');
        topics.push(left.to_owned());
    }
    if topics.is_empty() {
        topics.push(left.to_owned());
    }
    for at in 0..topics.len() {
        if let Some(shorter) = topics[at].strip_prefix("涉及") {
            topics.push(shorter.to_owned());
        }
    }
    topics.retain(|topic| topic.chars().count() >= 2);
    topics
}
