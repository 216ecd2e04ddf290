//! Texts whose title begins with their organ: notices, opinions, decisions.

use super::{Distance, regulation};

/// No list of organs is longer.
const ISSUER_CHARS_MAX: usize = 48;

/// The organs and what follows from `关于` on.
pub(super) fn split_issuer(stem: &str) -> Option<(&str, &str)> {
    let at = stem.find("关于").filter(|&at| at > 0)?;
    let (issuer, rest) = stem.split_at(at);
    let is_organ = issuer.ends_with([
        '院', '部', '委', '会', '局', '厅', '署', '室', '府', '行', '办', '组', '处', '团', '法',
        '检',
    ]);
    (is_organ && issuer.chars().count() <= ISSUER_CHARS_MAX).then_some((issuer, rest))
}

/// Short names of what organs issued. All but the shortened organ are far: many organs issue on one matter.
pub(super) fn names(issuer: &str, rest: &str, out: &mut Vec<(String, Distance)>) {
    let short_issuer = issuer.replace("人民政府", "政府");
    out.push((format!("{short_issuer}{rest}"), Distance::Near));
    if let Some((_, place, organ)) = regulation::split_place(issuer) {
        let organ = organ.replace("人民政府", "政府");
        out.push((format!("{place}{organ}{rest}"), Distance::Near));
        out.push((format!("{place}{rest}"), Distance::Far));
    }
    out.push((rest.to_owned(), Distance::Far));
    let Some(matter) = rest.strip_prefix("关于") else {
        return;
    };
    out.push((matter.to_owned(), Distance::Far));
    if let Some(inner) = printed(matter) {
        out.push((inner.to_owned(), Distance::Near));
        regulation::names(inner, out);
    } else {
        out.push((format!("{issuer}{matter}"), Distance::Near));
    }
}

/// The text that a notice does nothing but print.
fn printed(matter: &str) -> Option<&str> {
    let inner = ["印发", "公布", "发布", "颁布", "颁发"]
        .iter()
        .find_map(|verb| matter.strip_prefix(verb))?;
    let inner = ["的通知", "的公告", "的通告", "的决定", "通知"]
        .iter()
        .find_map(|form| inner.strip_suffix(form))?;
    (inner.chars().count() >= 4).then_some(inner)
}
