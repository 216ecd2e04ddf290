//! Document numbers, decrees, announcements, index numbers; whole, or without organ, year or form.

use std::ops::Range;

use super::reader::Reader;
use crate::catalogue::{NameIndex, NumberEntry, NumberForm};
use crate::document::number::government_of_code;
use crate::document::numeral::{is_numeral, read_integer};
use crate::document::{Authority, DocumentNumber, organs};

/// A number in the line, with the documents that bear it.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    pub(super) chars: Range<usize>,
    /// Its usual spelling.
    pub(super) text: String,
    /// Who bears it, the best first.
    pub(super) names: Vec<NameIndex>,
    /// Whether no part of it was left out.
    pub(super) complete: bool,
}

/// How far before a serial its number can begin.
const NUMBER_CHARS_MAX: usize = 40;
/// Numbers in one query.
const NUMBERS_MAX: usize = 4;
/// Documents that a number without its organ can mean.
const LOOSE_MAX: usize = 20;

/// The unread characters as the grammar reads them, and where they stand.
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
    at: Vec<usize>,
}

impl Folded {
    pub(super) fn new(reader: &Reader<'_>) -> Self {
        let unread = reader.line.unread();
        let fold = |c: char| match c {
            '（' | '《' | '〈' | '{' => '〔',
            '）' | '》' | '〉' | '}' => '〕',
            '，' => ',',
            '；' => ';',
            c => c,
        };
        Self {
            chars: unread.text.chars().map(fold).collect(),
            at: unread.at,
        }
    }

    /// Where in the line a range of these characters stands.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        match (
            self.at.get(range.start),
            self.at.get(range.end.wrapping_sub(1)),
        ) {
            (Some(from), Some(to)) if range.start < range.end => *from..to + 1,
            _ => 0..0,
        }
    }

    fn text(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }
}

/// The numbers in the line.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Numbered> {
    let folded = Folded::new(reader);
    if let Some(numbered) = code(reader, &folded) {
        return vec![numbered];
    }
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < NUMBERS_MAX {
        let Some((numbered, end)) = next(reader, &folded, from) else {
            break;
        };
        from = end;
        found.push(numbered);
    }
    found
}

/// An index number or other code that is all of the line.
fn code(reader: &Reader<'_>, folded: &Folded) -> Option<Numbered> {
    let text = folded.text(0..folded.chars.len());
    let bare = ["索引号", "统一编号", "统一登记号", "登记号", "编号"]
        .iter()
        .find_map(|label| text.strip_prefix(label))
        .unwrap_or(&text)
        .trim_start_matches(['：', ':', ' '])
        .trim_end_matches(['。', ',', ';', '?', '？', '!', '！', ' ']);
    let names = reader.context.catalogue.numbers().with_code(bare);
    let first = reader.context.catalogue.name(*names.first()?);
    let text = first.index_number.clone().filter(|_| !bare.contains('号'));
    Some(Numbered {
        chars: folded.place(0..folded.chars.len()),
        text: text.unwrap_or_else(|| bare.to_uppercase()),
        names: names.to_vec(),
        complete: true,
    })
}

/// The next number from a place on, and where it ends.
fn next(reader: &Reader<'_>, folded: &Folded, from: usize) -> Option<(Numbered, usize)> {
    for anchor in anchors(&folded.chars, from) {
        let earliest = from.max(anchor.saturating_sub(NUMBER_CHARS_MAX));
        for start in (earliest..=anchor).filter(|start| begins(&folded.chars, *start)) {
            let found = exact(reader, folded, start)
                .or_else(|| run_together(reader, folded, start))
                .or_else(|| series(reader, folded, start));
            if found.as_ref().is_some_and(|(_, end)| *end > anchor) {
                return found;
            }
        }
        for start in earliest..=anchor {
            let found = by_parts(reader, folded, start);
            if found.as_ref().is_some_and(|(_, end)| *end > anchor) {
                return found;
            }
        }
    }
    None
}

/// Where numerals begin that can be a year or a serial.
fn anchors(chars: &[char], from: usize) -> Vec<usize> {
    (from..chars.len())
        .filter(|at| is_numeral(chars[*at]) && (*at == from || !is_numeral(chars[at - 1])))
        .take(8)
        .collect()
}

/// Whether a number can begin here: not inside of a numeral, not with punctuation.
fn begins(chars: &[char], at: usize) -> bool {
    chars[at] != ' ' && (at == 0 || !(is_numeral(chars[at]) && is_numeral(chars[at - 1])))
}

/// A number in full that some document bears.
fn exact(reader: &Reader<'_>, folded: &Folded, start: usize) -> Option<(Numbered, usize)> {
    let (number, length) = DocumentNumber::read_folded(&folded.chars[start..])?;
    let catalogue = reader.context.catalogue;
    let names: Vec<NameIndex> = number
        .keys()
        .iter()
        .flat_map(|key| catalogue.by_number(key))
        .copied()
        .collect();
    if names.is_empty() {
        return None;
    }
    let own = |index: &NameIndex| {
        let serial = number.sequence?;
        let entries = catalogue.numbers().with_serial(serial);
        Some(
            entries
                .into_iter()
                .any(|entry| entry.name == *index && entry.is_own()),
        )
    };
    let end = trailing(&folded.chars, start + length);
    Some((
        Numbered {
            chars: folded.place(start..end),
            text: number.canonical.clone(),
            names: own_first(reader, names, |index| own(index).unwrap_or(false)),
            complete: true,
        },
        end,
    ))
}

/// 国办发201837号: year and serial without anything between them, where some document bears that number.
fn run_together(reader: &Reader<'_>, folded: &Folded, start: usize) -> Option<(Numbered, usize)> {
    let rest = &folded.chars[start..];
    let head = rest
        .iter()
        .position(|c| c.is_ascii_digit())
        .filter(|at| *at > 0)?;
    let digits = rest[head..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    if !(5..=8).contains(&digits) || head > NUMBER_CHARS_MAX {
        return None;
    }
    let spelled = format!(
        "{}〔{}〕{}号",
        folded.text(start..start + head),
        folded.text(start + head..start + head + 4),
        folded.text(start + head + 4..start + head + digits)
    );
    let number = DocumentNumber::read(&spelled)?;
    let names = reader.context.catalogue.by_number(&number.key());
    let end = start + head + digits;
    let end = end + usize::from(folded.chars.get(end) == Some(&'号'));
    (!names.is_empty()).then(|| {
        (
            Numbered {
                chars: folded.place(start..end),
                text: number.canonical,
                names: own_first(reader, names.to_vec(), |_| true),
                complete: true,
            },
            end,
        )
    })
}

/// 国办发〔2018〕 without a serial: all of that year, as they follow each other.
fn series(reader: &Reader<'_>, folded: &Folded, start: usize) -> Option<(Numbered, usize)> {
    let rest = &folded.chars[start..];
    let head = rest
        .iter()
        .position(|c| is_numeral(*c) || *c == '〔')
        .filter(|at| *at > 0)?;
    let mut at = head + usize::from(rest[head] == '〔');
    let digits = rest[at..].iter().take_while(|c| is_numeral(**c)).count();
    let year: String = rest[at..at + digits].iter().collect();
    let year = read_integer(&year).filter(|_| digits == 4)?;
    at += digits;
    while rest.get(at).is_some_and(|c| "年〕 号第".contains(*c)) {
        at += 1;
    }
    if rest.get(at).is_some_and(|c| is_numeral(*c)) {
        return None;
    }
    let organ = folded.text(start..start + head).replace(' ', "");
    let year = u16::try_from(year).ok()?;
    let entries = reader.context.catalogue.numbers().series(&organ, year);
    let end = start + at;
    (!entries.is_empty()).then(|| {
        (
            Numbered {
                chars: folded.place(start..end),
                text: format!("{organ}〔{year}〕"),
                names: entries.iter().map(|entry| entry.name).collect(),
                complete: false,
            },
            end,
        )
    })
}

/// A number of which something is missing or said otherwise: `711号令`, `37号文`, `住建部〔2018〕37号令`,
/// `国务院令487` of a joint decree.
struct Parts {
    organ: String,
    year: Option<u16>,
    serial: u32,
    form: Option<NumberForm>,
    /// Whether 号, 第 or 令 marks it as a number.
    marked: bool,
    end: usize,
}

fn by_parts(reader: &Reader<'_>, folded: &Folded, start: usize) -> Option<(Numbered, usize)> {
    let parts = read_parts(&folded.chars, start)?;
    if parts.organ.is_empty() && !parts.marked {
        return None;
    }
    let entries: Vec<NumberEntry<'_>> = reader
        .context
        .catalogue
        .numbers()
        .with_serial(parts.serial)
        .filter(|entry| fits(&parts, entry))
        .collect();
    let canonical = entries
        .iter()
        .find(|entry| entry.is_own())
        .or(entries.first())?;
    let complete = !parts.organ.is_empty() && (parts.year.is_some() || parts.form.is_some());
    let text = match complete {
        true => reader.context.catalogue.canonical(canonical),
        false => folded.text(start..parts.end),
    };
    let own = |index: &NameIndex| {
        entries
            .iter()
            .any(|entry| entry.name == *index && entry.is_own())
    };
    let mut names = own_first(
        reader,
        entries.iter().map(|entry| entry.name).collect(),
        own,
    );
    names.truncate(LOOSE_MAX);
    Some((
        Numbered {
            chars: folded.place(start..parts.end),
            text,
            names,
            complete,
        },
        parts.end,
    ))
}

fn read_parts(chars: &[char], start: usize) -> Option<Parts> {
    if let Some((number, length)) = DocumentNumber::read_folded(&chars[start..]) {
        let mut end = trailing(chars, start + length);
        let mut form = Some(NumberForm::of(&number)).filter(|form| {
            // 国务院第711号 may be a decree as well.
            *form != NumberForm::Code || number.year.is_some()
        });
        if announces(chars, end) {
            (form, end) = (Some(NumberForm::Announcement), end + 2);
        }
        let organ = number.organ_code.unwrap_or_default();
        return Some(Parts {
            organ: organ.trim_end_matches('-').to_owned(),
            year: number.year,
            serial: number.sequence?,
            form,
            marked: true,
            end,
        });
    }
    // What the grammar does not read: 公告（2021年第2号）, 令，第711号.
    let head = chars[start..]
        .iter()
        .position(|c| is_numeral(*c) || "〔第".contains(*c))
        .filter(|length| *length <= NUMBER_CHARS_MAX)?;
    let mut parts = bare_parts(chars, start + head)?;
    let organ: String = chars[start..start + head]
        .iter()
        .filter(|c| **c != ' ')
        .collect();
    let organ = organ.trim_end_matches([',', '-', ':', '：']);
    let forms = [
        ("令", NumberForm::Decree),
        ("公告", NumberForm::Announcement),
        ("通告", NumberForm::Announcement),
    ];
    let said = forms
        .into_iter()
        .find_map(|(word, form)| Some((organ.strip_suffix(word)?, form)));
    (parts.organ, parts.form) = match said {
        Some((organ, form)) => (organ.to_owned(), Some(form)),
        None => (organ.to_owned(), parts.form),
    };
    // 第15号 in the middle of words is a count like any other.
    (parts.form.is_some() || parts.year.is_some()).then_some(parts)
}

fn announces(chars: &[char], at: usize) -> bool {
    chars
        .get(at..at + 2)
        .is_some_and(|word| matches!(word, ['公' | '通', '告']))
}

/// `〔2018〕37号`, `711号令`, `37号文`, `令37号`: numbers that have no head.
fn bare_parts(chars: &[char], start: usize) -> Option<Parts> {
    let mut at = start;
    let eat = |at: &mut usize, wanted: &str| {
        let found = chars.get(*at).is_some_and(|c| wanted.contains(*c));
        *at += usize::from(found);
        found
    };
    let numeral = |at: &mut usize| {
        let from = *at;
        while chars.get(*at).is_some_and(|c| is_numeral(*c)) {
            *at += 1;
        }
        let text: String = chars[from..*at].iter().collect();
        read_integer(&text).map(|value| (value, *at - from))
    };
    if start > 0 && is_numeral(chars[start]) && is_numeral(chars[start - 1]) {
        return None;
    }
    let mut form = eat(&mut at, "令").then_some(NumberForm::Decree);
    let bracket = eat(&mut at, "〔");
    let ordinal = eat(&mut at, "第");
    let (mut value, digits) = numeral(&mut at)?;
    let mut year = None;
    if digits == 4
        && (1949..=2099).contains(&value)
        && (bracket || chars.get(at).is_some_and(|c| "年-".contains(*c)))
    {
        while eat(&mut at, "年〕 第-") {}
        year = u16::try_from(value).ok();
        value = numeral(&mut at)?.0;
    } else if bracket && !ordinal {
        return None;
    }
    eat(&mut at, " ");
    let marked = eat(&mut at, "号");
    if bracket {
        eat(&mut at, "〕");
    }
    if !marked || value == 0 {
        return None;
    }
    if eat(&mut at, "令") {
        form = Some(NumberForm::Decree);
    } else if eat(&mut at, "文") {
        form = Some(NumberForm::Code);
        eat(&mut at, "件");
    } else if announces(chars, at) {
        at += 2;
        form = Some(NumberForm::Announcement);
    }
    let ends = chars.get(at).is_none_or(|c| !c.is_alphanumeric());
    ends.then_some(Parts {
        organ: String::new(),
        year,
        serial: value,
        form,
        marked,
        end: at,
    })
}

fn fits(parts: &Parts, entry: &NumberEntry<'_>) -> bool {
    let same_year = parts.year.is_none() || entry.year.is_none() || parts.year == entry.year;
    let same_form = parts.form.is_none_or(|form| form == entry.form);
    same_year && same_form && (parts.organ.is_empty() || same_organ(&parts.organ, entry.organ))
}

/// Whether a typed organ is the one of a number, in short or in full, or one of several that issued it together.
fn same_organ(typed: &str, held: &str) -> bool {
    if typed.is_empty() || held.is_empty() {
        return typed == held;
    }
    let full = |name: &str| -> String {
        let name = name.trim_start_matches('原').replace("中华人民共和国", "");
        organs()
            .full_name(&name)
            .map(str::to_owned)
            .or_else(|| government_of_code(&name))
            .unwrap_or(name)
    };
    let typed_full = full(typed);
    let parts = held.split(['、', ',', ' ']);
    if held == typed || parts.map(full).any(|part| part == typed_full) {
        return true;
    }
    // 贵州省政府 for 贵州省人民政府; not worth its time where nothing of it agrees.
    let first = |name: &str| name.chars().next();
    first(typed) == first(held)
        && Authority::read(typed, None)
            .first()
            .is_some_and(|organ| organ.name == held || organ.name == full(held))
}

/// 文 or 文件 behind a number belongs to it, and the bracket that closes around it.
fn trailing(chars: &[char], end: usize) -> usize {
    let rest: String = chars[end..].iter().take(2).collect();
    if rest == "文件" {
        end + 2
    } else if rest == "文" || rest.starts_with("文 ") {
        end + 1
    } else {
        end
    }
}

/// In the order of currency, documents whose own number it is before those that had it in an earlier version.
fn own_first(
    reader: &Reader<'_>,
    mut names: Vec<NameIndex>,
    own: impl Fn(&NameIndex) -> bool,
) -> Vec<NameIndex> {
    reader.by_currency(&mut names);
    names.sort_by_cached_key(|index| !own(index));
    names
}
