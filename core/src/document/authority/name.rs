//! The full official name of one organ.

use super::organs;
use super::owner::local_owner;
use crate::document::Division;
use crate::document::numeral::read_integer;

/// The full official name of one organ, as far as it is known; the name as it stands otherwise.
pub(super) fn full_name(piece: &str, place: Option<&Division>) -> String {
    let name = without_term(strip_and_others(piece));
    let mut name = name.as_str();
    if let Some(former) = name
        .strip_prefix('原')
        .filter(|former| organs().get(former).is_some())
    {
        name = former;
    }
    let (stem, office) = split_office(name);
    if let Some(full) = organs().full_name(name) {
        return full.to_owned();
    }
    if let Some(full) = organs().full_name(stem) {
        return format!("{full}{office}");
    }
    let (owner, rest) = local_owner(stem, place);
    match owner {
        Some(owner) => format!("{owner}{}{office}", local_organ(rest)),
        None => format!("{stem}{office}"),
    }
}

/// 生态环境部等, 建设部等三部委, 教育部等部门.
fn strip_and_others(piece: &str) -> &str {
    match piece.rfind('等') {
        Some(at) => {
            let after = &piece[at + '等'.len_utf8()..];
            let counts_organs = after.is_empty()
                || (after.ends_with(['部', '委', '局', '门', '位', '关'])
                    && after.chars().count() <= 6);
            if counts_organs && at > 0 {
                &piece[..at]
            } else {
                piece
            }
        }
        None => piece,
    }
}

/// 深圳市第四届人民代表大会常务委员会 is the organ of all its terms.
fn without_term(name: &str) -> String {
    let term = name
        .find('第')
        .and_then(|from| Some((from, from + name[from..].find('届')? + '届'.len_utf8())))
        .filter(|(from, to)| {
            let count = &name[from + '第'.len_utf8()..to - '届'.len_utf8()];
            read_integer(count).is_some() && name[*to..].starts_with("人")
        });
    match term {
        Some((from, to)) => format!("{}{}", &name[..from], &name[to..]),
        None => name.to_owned(),
    }
}

/// The general office at the end of a name is part of it: 国务院办公厅 is not the State Council.
pub(super) fn split_office(name: &str) -> (&str, &str) {
    ["办公厅", "办公室"]
        .into_iter()
        .find_map(|office| {
            Some((
                name.strip_suffix(office).filter(|stem| !stem.is_empty())?,
                office,
            ))
        })
        .unwrap_or((name, ""))
}

/// Abbreviations after the place.
fn local_organ(rest: &str) -> String {
    let swaps = [
        ("政府", "人民政府"),
        ("人大常委会", "人民代表大会常务委员会"),
        ("人大常务委员会", "人民代表大会常务委员会"),
        ("人大", "人民代表大会"),
    ];
    for (short, long) in swaps {
        if rest == short {
            return long.to_owned();
        }
    }
    rest.to_owned()
}
