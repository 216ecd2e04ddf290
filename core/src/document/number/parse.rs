//! The grammar: where the head ends, and what sort of number it makes.

use super::scan::{Scan, Tail};
use crate::document::{DocumentNumber, Origin};

const HEAD_CHARS_MAX: usize = 40;
const CODE_CHARS_MAX: usize = 24;

/// The parts of a number as they stand in the folded text.
pub(super) struct Parts {
    head: String,
    year: Option<u16>,
    serial: u32,
    /// 令 or 公告 where the form has it.
    form: Form,
    pub(super) end: usize,
}

/// How the organ published it.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Code,
    Decree,
    Announcement(&'static str),
}

impl Parts {
    pub(super) fn into_number(self, raw: &str) -> DocumentNumber {
        let Parts {
            head,
            year,
            serial,
            form,
            ..
        } = self;
        let canonical = match (form, year) {
            (Form::Code, Some(year)) => format!("{head}〔{year}〕{serial}号"),
            (Form::Code, None) => format!("{head}第{serial}号"),
            (Form::Decree, Some(year)) => format!("{head}令〔{year}〕第{serial}号"),
            (Form::Decree, None) => format!("{head}令第{serial}号"),
            (Form::Announcement(word), Some(year)) => format!("{head}{word}{year}年第{serial}号"),
            (Form::Announcement(word), None) => format!("{head}{word}第{serial}号"),
        };
        DocumentNumber {
            raw: raw.trim().to_owned(),
            canonical,
            organ_code: (!head.is_empty()).then_some(head),
            year,
            sequence: Some(serial),
            origin: Origin::Field,
        }
    }
}

/// The number that the folded text begins with.
pub(super) fn parse(chars: &[char]) -> Option<Parts> {
    let mut scan = Scan { chars, at: 0 };
    scan.skip_space();
    let start = scan.at;
    // The old order: the year comes first, 〔86〕法研字第4号.
    if let Some(year) = scan.bracketed_year() {
        let after_year = scan.at;
        for at in after_year..chars.len().min(after_year + HEAD_CHARS_MAX) {
            if let Some(tail) = (Scan { chars, at }).serial(false) {
                return finish(&chars[after_year..at], Some(year), tail);
            }
        }
        return None;
    }
    for at in start..chars.len().min(start + HEAD_CHARS_MAX) {
        let mut scan = Scan { chars, at };
        if let Some(year) = scan.year()
            && let Some(tail) = scan.serial(true)
        {
            return finish(&chars[start..at], Some(year), tail);
        }
        let named_form = ends_with_form(&chars[start..at]);
        if let Some(tail) = (Scan { chars, at }).serial(named_form) {
            return finish(&chars[start..at], None, tail);
        }
    }
    None
}

/// The parts once year and serial are found: what is left is the head, and must look like one.
fn finish(head: &[char], year: Option<u16>, tail: Tail) -> Option<Parts> {
    let mut head: String = head.iter().filter(|c| **c != ' ').collect();
    for noise in ["符合", "根据", "依据", "按照", "依照", "转发", "原"] {
        if let Some(rest) = head.strip_prefix(noise) {
            head = rest.to_owned();
        }
    }
    // 最高人民法院以法发〔1993〕15号通知印发
    if let Some((_, code)) = head
        .rsplit_once('以')
        .filter(|(organ, _)| !organ.is_empty())
    {
        head = code.to_owned();
    }
    head = head.replace("中华人民共和国", "");
    let mut form = Form::Code;
    if let Some((organ, word)) = split_form(&head) {
        form = word;
        head = organ;
    } else if tail.decree {
        form = Form::Decree;
    }
    let is_head_char =
        |c: char| c.is_alphabetic() || matches!(c, '〔' | '〕' | '、' | '〇' | '○' | '-');
    if !head.chars().all(is_head_char) || head.starts_with('〔') || !brackets_match(&head) {
        return None;
    }
    // An organ's code is short and no phrase; a title with its number behind it is not a number.
    let is_code =
        !head.is_empty() && head.chars().count() <= CODE_CHARS_MAX && !head.contains('的');
    if form == Form::Code && !is_code {
        return None;
    }
    if form == Form::Decree {
        head = decree_organ(&head);
    }
    Some(Parts {
        head,
        year,
        serial: tail.serial,
        form,
        end: tail.end,
    })
}

fn brackets_match(head: &str) -> bool {
    let mut open = false;
    for c in head.chars() {
        match (c, open) {
            ('〔', false) => open = true,
            ('〕', true) => open = false,
            ('〔' | '〕', _) => return false,
            _ => {}
        }
    }
    !open
}

/// The organ's name in the head of a decree, one for all spellings.
fn decree_organ(head: &str) -> String {
    let head = head.strip_suffix("部长").map_or(head.to_owned(), |organ| {
        if organ.ends_with('部') {
            organ.to_owned()
        } else {
            format!("{organ}部")
        }
    });
    match head.as_str() {
        "国" => "国务院".to_owned(),
        "国务院、中央军委" | "国务院中央军委" | "国务院中央军事委员会" => {
            "国务院、中央军事委员会".to_owned()
        }
        _ => head,
    }
}

/// Whether 令, 公告 or 通告 stands at the end of a head.
fn ends_with_form(head: &[char]) -> bool {
    let mut backwards = head.iter().rev().copied().filter(|c| *c != ' ');
    match backwards.next() {
        Some('令') => true,
        Some('告') => matches!(backwards.next(), Some('公' | '通')),
        _ => false,
    }
}

/// What [`ends_with_form`] finds, and what stands before it.
fn split_form(head: &str) -> Option<(String, Form)> {
    let words = [
        ("命令", Form::Decree),
        ("令", Form::Decree),
        ("公告", Form::Announcement("公告")),
        ("通告", Form::Announcement("通告")),
    ];
    words
        .into_iter()
        .find_map(|(word, form)| Some((head.strip_suffix(word)?.to_owned(), form)))
}
