//! What joins the versions of one instrument.

use sha2::{Digest, Sha256};

use super::model::{Authority, DocumentNumber, Kind, Region};
use super::region::COUNTRY;
use super::{Day, spelling};

/// What a work's key is made of.
#[derive(Debug, Clone, Copy)]
pub struct WorkParts<'a> {
    /// Title of any of its versions.
    pub title: &'a str,
    /// Sort of document.
    pub kind: Kind,
    /// Where it applies.
    pub region: Option<&'a Region>,
    /// Issuing organs.
    pub authority: &'a [Authority],
    /// Document number.
    pub number: Option<&'a DocumentNumber>,
    /// The day on which it was passed, signed or published.
    pub day: Option<Day>,
}

/// The key that all versions of an instrument share: `w-` and 16 hexadecimal digits.
///
/// A law, regulation, rule or other named text (`…法`, `…条例`, `…办法`) is the same work when its title, without
/// the year of the version and 中华人民共和国, and its place are the same. A notice, reply or opinion lives but
/// once: its number belongs to the key, or where it has none its organ and, of a 决定 or 决议, its day.
pub fn work_key(parts: WorkParts<'_>) -> String {
    let stem = work_stem(parts);
    // A title without a place names a national text, whether the record says so or not.
    let place = parts.region.map_or(COUNTRY, |region| region.code.as_str());
    let mut material = format!("{stem}\u{1f}{place}");
    if !is_named_text(&stem, parts.kind) {
        let number = parts.number.map(DocumentNumber::key);
        let organ = parts.authority.first().map(|organ| organ.name.clone());
        let day = parts
            .day
            .filter(|_| stem.ends_with("决定") || stem.ends_with("决议"));
        let act = organ.into_iter().chain(day.map(|day| day.to_string()));
        material.push('\u{1f}');
        material.push_str(&number.unwrap_or_else(|| act.collect()));
    }
    format!("w-{}", short_hash(&material))
}

/// The stem of the title in the one spelling that copies of an instrument on other sites share: 国务院－居住证暂行条例 and
/// 规章制定程序条例-国务院 name their organ beside the title, 杭州流动人口服务管理条例 leaves out 市, a judicial interpretation may leave
/// out its court, and two organs stand side by side with or without 、.
fn work_stem(parts: WorkParts<'_>) -> String {
    let mut stem = title_stem(without_organ(parts.title)).replace('、', "");
    let court = parts.authority.first();
    if parts.kind == Kind::JudicialInterpretation
        && stem.starts_with("关于")
        && let Some(court) = court.filter(|_| parts.authority.len() == 1)
    {
        stem.insert_str(0, &court.name);
    }
    let city = parts.region.and_then(|region| {
        let short = region.name.strip_suffix('市')?;
        let rest = stem.strip_prefix(short)?;
        (!rest.starts_with(LEVELS)).then(|| format!("{}{rest}", region.name))
    });
    city.unwrap_or(stem)
}

/// The words for levels of places.
const LEVELS: [char; 7] = ['市', '省', '州', '县', '区', '盟', '旗'];

/// The title without an organ that hangs on a dash before or behind it.
fn without_organ(title: &str) -> &str {
    let dashes = ['-', '－', '—', '–'];
    let is_organ = |words: &str| {
        let organs = [
            "国务院",
            "人大常委会",
            "人民政府",
            "办公厅",
            "最高人民法院",
            "最高人民检察院",
        ];
        let chars = words.chars().count();
        chars <= 16 && organs.iter().any(|organ| words.ends_with(organ))
    };
    if let Some((before, title)) = title.split_once(dashes)
        && is_organ(before.trim())
        && !title.trim().is_empty()
    {
        return title.trim_start_matches(dashes).trim();
    }
    match title.rsplit_once(dashes) {
        Some((title, behind)) if is_organ(behind.trim()) && !title.trim().is_empty() => {
            title.trim_end_matches(dashes).trim()
        }
        _ => title,
    }
}

/// What the titles of two works of one place share that may be one instrument all the same: the stem without 的 and marks,
/// without 试行 and 暂行, and without what hangs on a dash. `None` for acts, of which there are many of one name.
pub(crate) fn near_stem(title: &str, kind: Kind) -> Option<String> {
    let stem = title_stem(title);
    if !is_named_text(stem.as_str(), kind) || is_act(&stem) {
        return None;
    }
    let head = stem.split(['-', '－', '—', '–']).next().unwrap_or(&stem);
    let mut near: String = head
        .chars()
        .filter(|c| !"的、，《》〈〉<>·".contains(*c))
        .collect();
    for word in ["试行", "暂行", "具体应用", "适用", "中华人民共和国"] {
        near = near.replace(word, "");
    }
    (near.chars().count() > 4).then_some(near)
}

/// The title without what changes from version to version: `中华人民共和国公司法（2023年修订）` and `公司法` are one,
/// `民法典·合同编` is 民法典. A year that numbers an act (`宪法修正案（2018年）`) stays.
pub fn title_stem(title: &str) -> String {
    let compact = spelling::compact(title);
    let mut stem = compact.as_str();
    while let Some(shorter) = without_version(stem) {
        stem = shorter;
    }
    let stem = stem.split_once('·').map_or(stem, |(work, part)| {
        if part.ends_with('编') || matches!(part, "总则" | "附则") {
            work
        } else {
            stem
        }
    });
    let stem: String = stem
        .chars()
        .map(|c| match c {
            c if spelling::opens(c) => '(',
            c if spelling::closes(c) => ')',
            c => c,
        })
        .collect();
    stem.replace("中华人民共和国", "")
        .replace(['(', ')', '“', '”', '"'], "")
}

/// The title without the version in brackets at its end.
fn without_version(title: &str) -> Option<&str> {
    let inner_end = title
        .char_indices()
        .next_back()
        .filter(|(_, c)| spelling::closes(*c))?
        .0;
    let (open, c) = title[..inner_end]
        .char_indices()
        .rev()
        .find(|(_, c)| spelling::opens(*c))?;
    if matches!(c, '《' | '〈' | '<') {
        return None;
    }
    let version = &title[open + c.len_utf8()..inner_end];
    let stem = &title[..open];
    let says_version = ["修正", "修订", "修改", "年版", "年本"]
        .iter()
        .any(|word| version.contains(word));
    let only_year = version
        .trim_end_matches('年')
        .chars()
        .all(|c| c.is_ascii_digit())
        && version.len() >= 4;
    let numbers_an_act = stem.ends_with("修正案") || stem.ends_with("决定");
    let drops = !stem.is_empty()
        && version.chars().count() <= 20
        && (says_version || only_year)
        && !version.contains("草案")
        && !version.contains("稿");
    (drops && !numbers_an_act).then_some(stem)
}

/// Texts that are known by their name and live through amendments.
fn is_named_text(stem: &str, kind: Kind) -> bool {
    let names = [
        "法", "法典", "条例", "规定", "办法", "细则", "规则", "通则", "准则", "章程", "解释",
    ];
    let stem = stem.trim_end_matches("试行").trim_end_matches("暂行");
    kind.is_enacted() && !is_act(stem) || names.iter().any(|name| stem.ends_with(name))
}

/// Acts that are done once, whatever their rank: another one of the same name (关于修改部分行政法规的决定) is another act.
fn is_act(stem: &str) -> bool {
    let acts = [
        "决定", "决议", "命令", "公告", "通告", "通知", "批复", "复函", "答复", "函", "意见",
        "通报",
    ];
    acts.iter().any(|act| stem.ends_with(act))
}

/// Sixteen hexadecimal digits of a SHA-256.
pub(crate) fn short_hash(material: &str) -> String {
    let digest = Sha256::digest(material.as_bytes());
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Origin, RegionLevel};

    fn key(title: &str) -> String {
        work_key(WorkParts {
            title,
            kind: Kind::Law,
            region: None,
            authority: &[],
            number: None,
            day: None,
        })
    }

    #[test]
    fn versions_of_one_instrument_share_a_key() {
        let company = key("中华人民共和国公司法");
        for title in [
            "公司法",
            "中华人民共和国公司法（2023年修订）",
            "中华人民共和国公司法(2018修正)",
            "公司法（2023修订）",
            "中华人民共和国公司法 （2018年）",
        ] {
            assert_eq!(key(title), company, "{title}");
        }
        assert_eq!(key("民法典·合同编"), key("中华人民共和国民法典"));
        assert_eq!(key("民法典·总则"), key("民法典·附则"));
    }

    #[test]
    fn copies_under_other_spellings_share_a_key() {
        let organ = |name: &str| Authority {
            name: name.to_owned(),
            raw: None,
            origin: Origin::Field,
        };
        let city = Region {
            code: "330100".to_owned(),
            name: "杭州市".to_owned(),
            level: RegionLevel::Prefecture,
            raw: None,
            origin: Origin::Field,
        };
        let courts = [organ("最高人民法院")];
        let at = |title: &str, kind, region, authority| {
            work_key(WorkParts {
                title,
                kind,
                region,
                authority,
                number: None,
                day: None,
            })
        };
        let rule = key("规章制定程序条例");
        for title in ["规章制定程序条例-国务院", "国务院－规章制定程序条例"]
        {
            assert_eq!(key(title), rule, "{title}");
        }
        assert_ne!(key("规章制定程序条例-解读"), rule);
        let local = |title: &str| at(title, Kind::MunicipalRegulation, Some(&city), &[]);
        assert_eq!(
            local("杭州流动人口服务管理条例"),
            local("杭州市流动人口服务管理条例")
        );
        assert_ne!(
            local("杭州县流动人口服务管理条例"),
            local("杭州市流动人口服务管理条例")
        );
        let court = |title: &str| at(title, Kind::JudicialInterpretation, None, &courts);
        assert_eq!(
            court("关于审理某案的规定"),
            court("最高人民法院关于审理某案的规定")
        );
        assert_eq!(
            court("最高人民法院 最高人民检察院关于办理某案的解释"),
            court("最高人民法院、最高人民检察院关于办理某案的解释")
        );
    }

    #[test]
    fn near_titles_are_told_and_acts_are_not() {
        let near = |title: &str| near_stem(title, Kind::NormativeDocument);
        assert_eq!(near("某市居住管理办法（试行）"), near("某市居住管理办法"));
        assert_eq!(
            near("某市实施《水法》的若干规定"),
            near("某市实施《水法》若干规定")
        );
        assert_eq!(near("关于修改部分规章的决定"), None);
        assert_ne!(near("某市居住管理办法"), near("某市居住管理条例"));
    }

    #[test]
    fn other_instruments_do_not() {
        let different = [
            ["刑法修正案（五）", "刑法修正案（六）"],
            ["宪法修正案（2018年）", "宪法修正案（2004年）"],
            ["公司法若干问题的规定（一）", "公司法若干问题的规定（二）"],
            ["湖北省居住证管理办法（修订草案）", "湖北省居住证管理办法"],
        ];
        for [one, other] in different {
            assert_ne!(key(one), key(other), "{one}");
        }
    }

    #[test]
    fn a_key_can_stand_in_an_address() {
        let key = key("中华人民共和国公司法");
        assert_eq!(key.len(), 18);
        assert!(
            key.strip_prefix("w-")
                .is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))
        );
    }
}
