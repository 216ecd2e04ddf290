//! Which version of a text is meant: 2018年, （2018年修正）, 2018版, 新, 旧.

use std::ops::Range;

use crate::catalogue::Name;
use crate::document::numeral::{is_numeral, read_integer};

/// Which version is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) chars: Range<usize>,
    pub(super) which: Which,
}

/// The version by its year or its place in the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Of this year.
    Year(i32),
    /// The newest.
    New,
    /// The one before it.
    Old,
}

impl Which {
    /// What the chip says.
    pub(super) fn label(self) -> String {
        match self {
            Self::Year(year) => format!("{year}年版本"),
            Self::New => "新版本".to_owned(),
            Self::Old => "旧版本".to_owned(),
        }
    }
}

/// Readings of a version at the ends of `chars`, which are a name with something around it; the most said first.
pub(super) fn readings(chars: &[char]) -> Vec<Asked> {
    let mut found = Vec::new();
    for from in 0..chars.len() {
        // From the left: the longest version that goes on to the end.
        if let Some(year) = version_to_end(&chars[from..]) {
            found.push(Asked {
                chars: from..chars.len(),
                which: Which::Year(year),
            });
            break;
        }
    }
    if let Some((year, length)) = version_at_start(chars) {
        found.push(Asked {
            chars: 0..length,
            which: Which::Year(year),
        });
    }
    if let Some(asked) = new_or_old(chars) {
        found.push(asked);
    }
    found
}

/// Words of a version around its year.
const WORDS: [&str; 32] = [
    "年度",
    "年",
    "修订版",
    "修正版",
    "修改版",
    "修订本",
    "修正本",
    "修正案",
    "修订",
    "修正",
    "修改",
    "施行",
    "实施",
    "公布",
    "发布",
    "颁布",
    "通过",
    "制定",
    "生效",
    "版本",
    "文本",
    "新版",
    "版",
    "本",
    "的",
    "月",
    "日",
    "第",
    "次",
    "后",
    "稿",
    "（",
];

/// A version that fills the characters: `（2018年修正）`, `2018年版`, `二〇一八年十二月二十九日修正`.
fn version_to_end(chars: &[char]) -> Option<i32> {
    let mut at = 0;
    while chars.get(at).is_some_and(|c| " （〔-·,，".contains(*c)) {
        at += 1;
    }
    let (year, mut at) = year_at(chars, at)?;
    let mut numerals = 0;
    while at < chars.len() {
        if chars[at] == ' ' || "）〕》.-/".contains(chars[at]) {
            at += 1;
        } else if is_numeral(chars[at]) {
            numerals += 1;
            at += 1;
        } else {
            at += word_length(&chars[at..])?;
        }
    }
    // Month, day and the count of the amendment, no more: a longer row of digits is no date.
    (numerals <= 9).then_some(year)
}

/// A version before the name: `2023年立法法`, `97刑法`, `2018年修正的`.
fn version_at_start(chars: &[char]) -> Option<(i32, usize)> {
    let open = usize::from(chars.first().is_some_and(|c| "（〔".contains(*c)));
    let (year, mut at) = year_at(chars, open)?;
    while at < chars.len() {
        if chars[at] == ' ' || "）〕".contains(chars[at]) {
            at += 1;
            continue;
        }
        match word_length(&chars[at..]) {
            Some(length) => at += length,
            None => break,
        }
    }
    (at < chars.len()).then_some((year, at))
}

fn word_length(chars: &[char]) -> Option<usize> {
    WORDS.iter().find_map(|word| {
        let length = word.chars().count();
        let here = chars.get(..length)?;
        word.chars().eq(here.iter().copied()).then_some(length)
    })
}

/// A year of four digits in either sort of numerals, or of the last two (97, 97年); where it ends.
fn year_at(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let digits = chars
        .get(at..)?
        .iter()
        .take_while(|c| is_numeral(**c))
        .count();
    let before_is_numeral = at > 0 && is_numeral(chars[at - 1]);
    if before_is_numeral {
        return None;
    }
    let text: String = chars[at..at + digits].iter().collect();
    let value = read_integer(&text)? as i32;
    let year = match digits {
        4 if (1949..=2099).contains(&value) => value,
        2 if (49..=99).contains(&value) => 1900 + value,
        8 if text.is_ascii() && (1949..=2099).contains(&(value / 10_000)) => value / 10_000,
        _ => return None,
    };
    Some((year, at + digits))
}

fn new_or_old(chars: &[char]) -> Option<Asked> {
    const MARKS: [(&str, Which); 14] = [
        ("新修订的", Which::New),
        ("新修正的", Which::New),
        ("新修订", Which::New),
        ("新版", Which::New),
        ("新的", Which::New),
        ("新", Which::New),
        ("旧版", Which::Old),
        ("旧的", Which::Old),
        ("旧", Which::Old),
        ("老版", Which::Old),
        ("老的", Which::Old),
        ("老", Which::Old),
        ("修订前的", Which::Old),
        ("原", Which::Old),
    ];
    const ENDS: [(&str, Which); 8] = [
        ("新法", Which::New),
        ("新版", Which::New),
        ("（新）", Which::New),
        ("旧法", Which::Old),
        ("旧版", Which::Old),
        ("（旧）", Which::Old),
        ("老版", Which::Old),
        ("修订前", Which::Old),
    ];
    let text: String = chars.iter().collect();
    let front = MARKS.iter().find(|(mark, _)| text.starts_with(mark));
    if let Some((mark, which)) = front {
        return Some(Asked {
            chars: 0..mark.chars().count(),
            which: *which,
        });
    }
    let (mark, which) = ENDS.iter().find(|(mark, _)| text.ends_with(mark))?;
    Some(Asked {
        chars: chars.len() - mark.chars().count()..chars.len(),
        which: *which,
    })
}

/// How well a version is of a year; larger is better, `None`: it is not.
pub(super) fn fits(name: &Name, year: i32) -> Option<u8> {
    if name.version_year == Some(year) {
        return Some(3);
    }
    let of_year = |day: Option<crate::document::Day>| day.is_some_and(|day| day.year() == year);
    if of_year(name.dates.issued) || of_year(name.dates.passed) || of_year(name.dates.signed) {
        return Some(2);
    }
    of_year(name.dates.effective).then_some(1)
}
