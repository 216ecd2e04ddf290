//! Laws, regulations and rules: the place, words of administration, forms of implementing rules.

use super::Distance;
use crate::document::regions;

/// Places have no longer names.
const PLACE_CHARS_MAX: usize = 16;
/// A name without its place says at least so much.
const PLACELESS_CHARS_MIN: usize = 4;

/// Short names of a text that begins with its place or its matter.
pub(super) fn names(stem: &str, out: &mut Vec<(String, Distance)>) {
    let (place, rest) = match split_place(stem) {
        Some((_, short, rest)) => (Some((&stem[..stem.len() - rest.len()], short)), rest),
        None => (None, stem),
    };
    let mut bodies = vec![rest.to_owned()];
    bodies.extend(bodies_of(rest));
    for body in bodies {
        match &place {
            None => out.push((body, Distance::Near)),
            Some((full, short)) => {
                out.push((format!("{full}{body}"), Distance::Near));
                out.push((format!("{short}{body}"), Distance::Near));
                if body.chars().count() >= PLACELESS_CHARS_MIN {
                    out.push((body, Distance::Far));
                }
            }
        }
    }
}

/// The place at the beginning of a title, with its short name and the rest: by its full name only, because
/// short names begin other words, too.
pub(in crate::catalogue) fn split_place(stem: &str) -> Option<(&'static str, String, &str)> {
    let (code, short, rest) = place_at_start(stem, None)?;
    // 浙江省杭州市…: the inner place says enough.
    match place_at_start(rest, Some(code)) {
        Some((inner, inner_short, inner_rest)) => Some((inner, inner_short.to_owned(), inner_rest)),
        None => Some((code, short.to_owned(), rest)),
    }
}

fn place_at_start<'a>(
    text: &'a str,
    within: Option<&str>,
) -> Option<(&'static str, &'static str, &'a str)> {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .skip(2)
        .take(PLACE_CHARS_MAX)
        .collect();
    ends.into_iter().rev().find_map(|end| {
        let division = regions().by_name(&text[..end], within)?;
        (division.name == &text[..end]).then_some((division.code, division.short, &text[end..]))
    })
}

/// The forms of texts that rules for names speak of, the longest first.
const FORMS: [&str; 10] = [
    "实施细则",
    "条例",
    "办法",
    "规定",
    "细则",
    "规则",
    "准则",
    "意见",
    "标准",
    "章程",
];
/// What is left out before the form: a state of the text, and words of administration.
const STATES: [&str; 4] = ["暂行", "试行", "的若干", "若干"];
const ADMINISTRATION: [&str; 6] = ["监督管理", "管理", "监督", "保护", "促进", "保障"];
/// What stays is a matter, not a syllable.
const MATTER_CHARS_MIN: usize = 2;

/// The text's own short names, without regard to its place.
pub(super) fn bodies_of(rest: &str) -> Vec<String> {
    let mut bodies = Vec::new();
    let unstated = rest
        .strip_suffix("试行")
        .or_else(|| rest.strip_suffix("暂行"))
        .unwrap_or(rest);
    if unstated != rest {
        bodies.push(unstated.to_owned());
    }
    if let Some(name) = implementing(unstated) {
        bodies.extend(name);
        return bodies;
    }
    let Some((mut matter, form)) = FORMS
        .iter()
        .find_map(|form| unstated.strip_suffix(form).map(|matter| (matter, *form)))
    else {
        return bodies;
    };
    let mut state = "";
    loop {
        let long_enough = |left: &&str| left.chars().count() >= MATTER_CHARS_MIN;
        let strip = |words: &[&'static str]| {
            words.iter().find_map(|&word| {
                let left = matter.strip_suffix(word).filter(long_enough)?;
                Some((left, word))
            })
        };
        if let Some((left, word)) = strip(&STATES) {
            state = word;
            matter = left;
        } else if let Some((left, word)) = strip(&ADMINISTRATION) {
            if word == "监督管理" {
                bodies.push(format!("{left}监督{form}"));
            }
            matter = left;
            if !state.is_empty() {
                bodies.push(format!("{matter}{state}{form}"));
            }
        } else {
            break;
        }
        bodies.push(format!("{matter}{form}"));
    }
    // 关于X的规定 is X规定 to those who ask for it.
    if let Some(matter) = matter.strip_prefix("关于") {
        bodies.push(format!("{matter}{form}"));
        if let Some(matter) = matter.strip_suffix('的') {
            bodies.push(format!("{matter}{form}"));
        }
    }
    bodies
}

/// `实施土地管理法办法` is 土地管理法实施办法; `若干规定` are such rules, too.
fn implementing(rest: &str) -> Option<Vec<String>> {
    let inner = rest
        .strip_prefix("实施")
        .or_else(|| rest.strip_prefix("贯彻"))
        .or_else(|| rest.strip_prefix("执行"))?;
    let forms = [
        "若干问题的规定",
        "的若干规定",
        "若干规定",
        "的规定",
        "的办法",
        "的细则",
        "办法",
        "细则",
        "规定",
        "条例",
    ];
    let (law, form) = forms
        .iter()
        .find_map(|form| inner.strip_suffix(form).map(|law| (law, *form)))?;
    if !["法", "条例", "决定", "规定"]
        .iter()
        .any(|end| law.ends_with(end))
    {
        return None;
    }
    let form = form.trim_start_matches('的');
    let plain = form.trim_start_matches("若干").trim_start_matches("问题的");
    Some(vec![
        format!("{law}实施{form}"),
        format!("{law}实施{plain}"),
        format!("{law}实施办法"),
        format!("实施{law}{form}"),
        format!("实施{law}{plain}"),
        format!("实施{law}的{form}"),
    ])
}
