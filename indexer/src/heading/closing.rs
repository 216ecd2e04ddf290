//! What ends a paper (GB/T 9704-2012 §7.3.4–7.4): the list of attachments, who signed and when, how it is disclosed, and
//! the printer's lines (版记) with those who get a copy.
//!
//! Signature, day and note stay in the text, for a reader asks for them; copies and printing go, for they are about
//! the sheet and not about the rule.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tongcha::document::{Day, compact};

use super::candidate::{Candidate, Candidates, Slot, Worth};
use super::line::Line;
use super::organ::{official_of, organs_of};
use super::shape::{begins_body, day_alone, is_longer, is_numeral};

/// The organs that sign one paper stand on fewer lines.
const ORGAN_LINES_MAX: usize = 30;
const ATTACHMENTS_MAX: usize = 200;
const COPIES_LINES_MAX: usize = 4;

/// What was read at the end.
#[derive(Debug, Default)]
pub(super) struct Closing {
    /// Lines that do not stay in the text.
    pub taken: BTreeSet<usize>,
    /// The names that the list of attachments gives.
    pub attachments: Vec<String>,
    signature: Option<Signature>,
    disclosure: Option<String>,
    /// 抄送 and the printer's lines, as they stand.
    lines: Vec<String>,
    printed: Option<Day>,
}

/// Who signed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    organs: Vec<String>,
    official: Option<String>,
    day: Day,
    /// Where the day stands.
    at: usize,
    /// Where the first organ stands.
    organs_at: usize,
}

/// Reads the closing of the body that begins at `from`.
pub(super) fn read(lines: &[Line], from: usize) -> Closing {
    let filled: Vec<usize> = (from..lines.len())
        .filter(|&at| !lines[at].is_blank())
        .collect();
    let mut closing = Closing {
        signature: signature_of(lines, &filled),
        ..Closing::default()
    };
    // How many more lines the list of those who get a copy may go on.
    let mut copies = 0_usize;
    for (place, &at) in filled.iter().enumerate() {
        let text = lines[at].text.trim();
        if let Some(note) = disclosure_of(text) {
            closing.disclosure.get_or_insert(note);
        } else if let Some(day) = printed_line(text) {
            closing.take(at, text);
            closing.printed.get_or_insert(day);
            copies = 0;
        } else if begins_copies(text) && is_tail(&filled, place) {
            closing.take(at, text);
            copies = if text.ends_with('。') {
                0
            } else {
                COPIES_LINES_MAX
            };
        } else if copies > 0 && !begins_body(text) && !compact(text).starts_with("附件") {
            closing.take(at, text);
            copies = if text.ends_with('。') { 0 } else { copies - 1 };
        } else if is_printer_note(text) {
            closing.take(at, text);
        }
    }
    closing.attachments = attachments_of(lines, &filled);
    closing
}

impl Closing {
    fn take(&mut self, at: usize, text: &str) {
        self.taken.insert(at);
        self.lines.push(text.to_owned());
    }

    pub fn put_forward(&self, candidates: &mut Candidates) {
        let Some(signature) = &self.signature else {
            return;
        };
        let day = signature.day.to_string();
        candidates.push(
            Slot::Signed,
            Candidate::said(day, Worth::Said, signature.at),
        );
        if !signature.organs.is_empty() {
            let value = signature.organs.join("、");
            let said = Candidate::said(value, Worth::Said, signature.organs_at);
            candidates.push(Slot::Authority, said);
        }
    }

    pub fn to_json(&self) -> Map<String, Value> {
        let mut object = Map::new();
        let official = self
            .signature
            .as_ref()
            .and_then(|signature| signature.official.clone());
        for (name, value) in [
            ("official", official),
            ("disclosure", self.disclosure.clone()),
            ("printed", self.printed.map(|day| day.to_string())),
        ] {
            if let Some(value) = value {
                object.insert(name.to_owned(), json!(value));
            }
        }
        if !self.lines.is_empty() {
            object.insert("lines".to_owned(), json!(self.lines));
        }
        object
    }
}

/// The first day that stands by itself below who signs: a notice comes before what it carries.
fn signature_of(lines: &[Line], filled: &[usize]) -> Option<Signature> {
    filled.iter().enumerate().find_map(|(place, &at)| {
        let text = lines[at].text.trim();
        if let Some((organ, day)) = organ_and_day(text) {
            let (mut organs, organs_at) = organs_above(lines, filled, place);
            organs.extend(organ);
            return Some(Signature {
                organs,
                official: None,
                day,
                at,
                organs_at: organs_at.unwrap_or(at),
            });
        }
        let day = day_alone(text).or_else(|| split_day(lines, filled, place))?;
        let official = place
            .checked_sub(1)
            .and_then(|above| official_of(&lines[filled[above]].text));
        let first = place - usize::from(official.is_some());
        let (organs, organs_at) = organs_above(lines, filled, first);
        let signed = !organs.is_empty() || official.is_some() || ends_paper(lines, filled, place);
        signed.then_some(Signature {
            organs,
            official,
            day,
            at,
            organs_at: organs_at.unwrap_or(at),
        })
    })
}

/// The organs on the lines right above.
fn organs_above(lines: &[Line], filled: &[usize], place: usize) -> (Vec<String>, Option<usize>) {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut first = None;
    for &at in filled[..place].iter().rev().take(ORGAN_LINES_MAX) {
        let text = lines[at].text.trim();
        let sealed = text.trim_end_matches(['）', ')', '章', '印', '盖', '（', '(']);
        let Some(organs) = organs_of(sealed) else {
            break;
        };
        found.push(organs);
        first = Some(at);
    }
    (found.into_iter().rev().flatten().collect(), first)
}

/// 岚江省财政厅　2015年5月7日 on one line.
fn organ_and_day(text: &str) -> Option<(Vec<String>, Day)> {
    if is_longer(text, 120) {
        return None;
    }
    let (at, _) = text.char_indices().rev().find(|(_, c)| *c == '年')?;
    let year = text[..at]
        .char_indices()
        .rev()
        .filter(|(_, c)| !c.is_whitespace())
        .take(4)
        .take_while(|(_, c)| is_numeral(*c) || matches!(c, 'O' | 'Ｏ'))
        .last()?
        .0;
    let (organ, day) = text.split_at(year);
    let organs = organs_of(organ)?;
    Some((organs, day_alone(day)?))
}

/// 2020年 on one line, 1月2日 on the next.
fn split_day(lines: &[Line], filled: &[usize], place: usize) -> Option<Day> {
    let text = lines[filled[place]].text.trim();
    let next = lines[*filled.get(place + 1)?].text.trim();
    let halves = is_numeral(text.chars().next()?)
        && text.ends_with(|c: char| is_numeral(c) || matches!(c, '年' | '月'))
        && next.ends_with('日')
        && !is_longer(text, 14)
        && !is_longer(next, 14);
    if !halves {
        return None;
    }
    day_alone(&format!("{text}{next}"))
}

/// A day below a sentence that ends the paper, the organ having been left out: behind it comes nothing, or what the
/// paper carries.
fn ends_paper(lines: &[Line], filled: &[usize], place: usize) -> bool {
    let above = place.checked_sub(1).map(|above| &lines[filled[above]]);
    let above_ends = above.is_some_and(|line| {
        let text = line.text.trim();
        line.role.is_some() && text.ends_with('。') || compact(text).starts_with("附件")
    });
    let Some(below) = filled.get(place + 1).map(|&below| lines[below].text.trim()) else {
        return above_ends;
    };
    let is_heading = !below.ends_with(['。', '；', '，']) && !is_longer(below, 60);
    above_ends && (is_heading || below.starts_with(['（', '(']))
}

/// （此件公开发布）, (此件主动公开).
fn disclosure_of(text: &str) -> Option<String> {
    let bare = text.trim_matches(['（', '）', '(', ')']);
    let says = ["公开发布", "主动公开", "依申请公开", "不予公开", "删减公开"]
        .iter()
        .any(|word| bare.contains(word));
    let labelled = [
        "此件",
        "公开方式",
        "信息公开选项",
        "公开属性",
        "信息公开属性",
    ]
    .iter()
    .any(|word| bare.starts_with(word));
    (says && labelled && !is_longer(bare, 30)).then(|| bare.to_owned())
}

/// The day of 岚江省人民政府办公厅　　2020年1月2日印发.
fn printed_line(text: &str) -> Option<Day> {
    let bare = compact(text);
    let bare = bare
        .strip_suffix("印发")
        .or_else(|| bare.strip_suffix("印"))?;
    if is_longer(bare, 60) || bare.contains(['。', '《', ':', ';']) {
        return None;
    }
    let (_, day) = split_at_year(bare)?;
    day_alone(day)
}

fn split_at_year(bare: &str) -> Option<(&str, &str)> {
    let (at, _) = bare.char_indices().rev().find(|(_, c)| *c == '年')?;
    let year = bare[..at].char_indices().rev().nth(3)?.0;
    Some(bare.split_at(year))
}

fn begins_copies(text: &str) -> bool {
    let bare: String = compact(text).chars().take(8).collect();
    ["抄送:", "抄报:", "主送:", "分送:", "发送:", "抄送", "抄报"]
        .iter()
        .any(|label| bare.starts_with(label))
}

/// （共印120份）, 校对：某某, 打字：….
fn is_printer_note(text: &str) -> bool {
    let bare = compact(text);
    let bare = bare.trim_matches(['(', ')', '。']);
    let copies = bare.starts_with("共印") && bare.ends_with('份');
    let typed = ["校对:", "打字:", "录入:", "份数:"]
        .iter()
        .any(|label| bare.starts_with(label));
    (copies || typed) && !is_longer(bare, 30)
}

/// The printer's lines stand among the last ones, or right before what the paper carries; a body that speaks of copies
/// in its middle keeps its words.
fn is_tail(filled: &[usize], place: usize) -> bool {
    const TAIL_LINES: usize = 20;
    place + TAIL_LINES >= filled.len()
}

/// `附件：1. 甲` and the lines that go on with `2. 乙`.
fn attachments_of(lines: &[Line], filled: &[usize]) -> Vec<String> {
    let Some(place) = filled
        .iter()
        .position(|&at| list_head(&lines[at].text).is_some())
    else {
        return Vec::new();
    };
    let mut names: Vec<String> = Vec::new();
    let head = list_head(&lines[filled[place]].text).unwrap_or_default();
    names.extend(item_name(&head, true));
    for &at in filled[place + 1..].iter().take(ATTACHMENTS_MAX) {
        match item_name(lines[at].text.trim(), false) {
            Some(name) => names.push(name),
            None => break,
        }
    }
    names
}

/// What stands behind 附件：.
fn list_head(line: &str) -> Option<String> {
    let bare = line.trim();
    let rest = bare
        .strip_prefix("附件")
        .or_else(|| bare.strip_prefix("附　件"))?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(['：', ':'])?;
    (!is_longer(rest, 120)).then(|| rest.trim().to_owned())
}

/// The name of one attachment of the list; only the first may go without a number.
fn item_name(text: &str, first: bool) -> Option<String> {
    let numbered =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let has_number = numbered.len() < text.len();
    let name = numbered.strip_prefix(['.', '．', '、', ' ', '\u{3000}']);
    let name = match (has_number, name) {
        (true, Some(name)) => name,
        (false, _) if first => text,
        _ => return None,
    };
    let name = name.trim().trim_end_matches(['。', '；', ';']);
    let is_sentence = name.contains('。') || is_longer(name, 100);
    (!name.is_empty() && !is_sentence).then(|| name.to_owned())
}
