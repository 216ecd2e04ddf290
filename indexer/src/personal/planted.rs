//! Planted numbers are found again and masked without rest, in texts of the real corpus or of our samples; and what is
//! found in published texts where nothing was planted is counted.

use std::collections::BTreeMap;
use std::path::Path;

use tongcha::Record;

use super::digits::digit;
use super::kind::{check_character, luhn};
use super::{Kind, Policy, apply};
use crate::testing::{shared_records, skipped};

const TEXTS: usize = 1_000;
const RECALL_MIN: f64 = 0.999;
/// Findings in laws and normative documents as published, which hold none but the numbers that officials gave out.
const FINDINGS_PER_MILLION_CHARS_MAX: f64 = 2.0;

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.below(10) as u8))
            .collect()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn number(kind: Kind, dice: &mut Dice) -> String {
    let birth = |dice: &mut Dice| {
        let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
        (1930 + dice.below(90), format!("{month:02}{day:02}"))
    };
    let region = |dice: &mut Dice| {
        let province = dice.pick(&["11", "23", "37", "44", "52", "65"]);
        format!("{province}{}", dice.digits(4))
    };
    match kind {
        Kind::IdentityCard => {
            let (region, (year, day)) = (region(dice), birth(dice));
            let body = format!("{region}{year}{day}{}", dice.digits(3));
            format!("{body}{}", check_character(&body))
        }
        Kind::OldIdentityCard => {
            let (region, (year, day)) = (region(dice), birth(dice));
            format!("{region}{:02}{day}{}", year % 100, dice.digits(3))
        }
        Kind::Mobile => {
            let prefix = dice.pick(&["133", "138", "147", "159", "166", "177", "185", "199"]);
            format!("{prefix}{}", dice.digits(8))
        }
        Kind::BankCard => {
            let issuer = dice.pick(&["621700", "622848", "6228", "4563", "5187"]);
            let length = if issuer.starts_with('6') {
                16 + dice.below(4)
            } else {
                16
            };
            let body = format!("{issuer}{}", dice.digits(length - 1 - issuer.len()));
            let check = (10 - luhn(&format!("{body}0"))) % 10;
            format!("{body}{check}")
        }
    }
}

const SPELLINGS: [&str; 14] = [
    "plain",
    "full width",
    "blanks",
    "hyphens",
    "dots",
    "wide blanks",
    "no-break blanks",
    "single digits",
    "broken",
    "broken and indented",
    "cells",
    "circled",
    "Han",
    "zero width",
];

fn spelled(number: &str, kind: Kind, spelling: &str, dice: &mut Dice) -> String {
    let mapped = |from: fn(u32) -> char| -> String {
        number
            .chars()
            .map(|c| c.to_digit(10).map_or(c, from))
            .collect()
    };
    let grouped = |mark: &str| {
        let lengths: &[usize] = match kind {
            Kind::Mobile => &[3, 4, 4],
            Kind::BankCard => &[4, 4, 4, 4, 3],
            _ => &[6, 8, 4],
        };
        let mut rest = number;
        let mut groups = Vec::new();
        for length in lengths {
            let (group, behind) = rest.split_at((*length).min(rest.len()));
            groups.push(group);
            rest = behind;
        }
        groups.retain(|group| !group.is_empty());
        groups.join(mark)
    };
    let mut cut = |mark: &str| {
        let (head, tail) = number.split_at(1 + dice.below(number.len() - 1));
        format!("{head}{mark}{tail}")
    };
    match spelling {
        "full width" => {
            mapped(|value| char::from_u32(0xFF10 + value).unwrap_or('?')).replace('X', "Ｘ")
        }
        "blanks" => grouped(" "),
        "hyphens" => grouped("-"),
        "dots" => grouped("."),
        "wide blanks" => grouped("\u{3000}"),
        "no-break blanks" => grouped("\u{A0}"),
        "single digits" => number
            .chars()
            .map(|c| format!("{c} "))
            .collect::<String>()
            .trim_end()
            .to_owned(),
        "broken" => cut("\n"),
        "broken and indented" => cut("\n　　"),
        "cells" => cut("\t"),
        "circled" => mapped(|value| "⓪①②③④⑤⑥⑦⑧⑨".chars().nth(value as usize).unwrap_or('?')),
        "Han" => mapped(|value| {
            "〇一二三四五六七八九"
                .chars()
                .nth(value as usize)
                .unwrap_or('?')
        }),
        "zero width" => cut("\u{200B}"),
        _ => number.to_owned(),
    }
}

/// Words before the number: the old form and cells are read only with them.
fn label(kind: Kind, spelling: &str, dice: &mut Dice) -> &'static str {
    let needed = kind == Kind::OldIdentityCard || spelling == "cells";
    let labels: &[&str] = match kind {
        Kind::Mobile => &["手机：", "联系电话", "手机号码:"],
        Kind::BankCard => &["银行卡号：", "开户行及账号"],
        _ => &["身份证号：", "公民身份号码", "身份证件号码 "],
    };
    match needed || dice.below(2) == 0 {
        true => labels[dice.below(labels.len())],
        false => "王某某",
    }
}

/// Texts to plant in: of the real corpus, else our samples over and over.
fn texts() -> Vec<String> {
    let real = shared_records(&["normative", "laws"]);
    let records = real.unwrap_or_else(sample_records);
    let texts = records.into_iter().map(|record| record.text);
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let short = |text: &String| text.chars().take(6_000).collect();
    texts.iter().cycle().map(short).take(TEXTS).collect()
}

fn sample_records() -> Vec<Record> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus-samples");
    let mut records = Vec::new();
    for name in ["normative", "regulations", "rules"] {
        let file =
            std::fs::read_to_string(folder.join(format!("{name}.jsonl"))).expect("our samples");
        let objects = file
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        records.extend(objects.map(Record::from_object));
    }
    records
}

/// All digits of a text in ASCII, whatever stands between them.
fn all_digits(text: &str) -> String {
    let value = |c: char| match c {
        'X' | 'x' | 'Ｘ' => Some('X'),
        c => digit(c).map(|(value, _)| value),
    };
    text.chars().filter_map(value).collect()
}

/// Puts lines into a text, each whole: none between the halves of another.
fn insert_lines(text: &str, planted: Vec<String>, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in planted {
        lines.insert(dice.below(lines.len() + 1), line);
    }
    lines.join("\n")
}

#[test]
fn planted_numbers_are_masked_without_rest() {
    let mut dice = Dice(20_261_126);
    let kinds = [
        Kind::IdentityCard,
        Kind::OldIdentityCard,
        Kind::Mobile,
        Kind::BankCard,
    ];
    let mut planted = 0;
    let mut missed: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    for (at, text) in texts().into_iter().enumerate() {
        let spelling = SPELLINGS[at % SPELLINGS.len()];
        let mut record = Record {
            text,
            ..Record::default()
        };
        let (mut numbers, mut in_text) = (Vec::new(), Vec::new());
        for kind in kinds {
            let number = number(kind, &mut dice);
            let shown = spelled(&number, kind, spelling, &mut dice);
            let line = format!("　　{}{shown}。", label(kind, spelling, &mut dice));
            match dice.below(5) {
                0 => record.title.push_str(&line),
                1 => record.history.push(line),
                2 => drop(
                    record
                        .extra
                        .insert(format!("field {kind:?}"), vec![line].into()),
                ),
                _ => in_text.push(line),
            }
            numbers.push((kind, number));
        }
        record.text = insert_lines(&record.text, in_text, &mut dice);
        apply(&mut record, Policy::Mask);
        let extra = serde_json::to_string(&record.extra).expect("JSON");
        // JSON writes a tab as \t: two characters that are no digits either.
        let fields = [
            &record.text,
            &record.title,
            &record.history.concat(),
            &extra,
        ];
        let left: Vec<String> = fields.iter().map(|field| all_digits(field)).collect();
        for (kind, number) in numbers {
            planted += 1;
            if left.iter().any(|digits| digits.contains(&number)) {
                *missed.entry((kind, spelling)).or_default() += 1;
            }
        }
    }
    let count: usize = missed.values().sum();
    let recall = 1.0 - count as f64 / planted as f64;
    println!("{planted} numbers planted, {count} left, recall {recall:.4}: {missed:?}");
    assert_eq!(planted, 4 * TEXTS);
    assert!(recall >= RECALL_MIN, "recall {recall}: {missed:?}");
}

#[test]
fn published_texts_hold_hardly_any() {
    let Some(mut records) = shared_records(&["laws", "normative"]) else {
        return skipped();
    };
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut chars = 0;
    for record in &mut records {
        chars += record.text.chars().count();
        for finding in apply(record, Policy::Report) {
            *kinds.entry(finding.kind).or_default() += 1;
            println!(
                "{} {} line {}: {}",
                record.id, finding.field, finding.line, finding.masked
            );
        }
    }
    let count: usize = kinds.values().sum();
    println!(
        "{} records, {chars} characters, {count} found: {kinds:?}",
        records.len()
    );
    assert!(count as f64 / (chars as f64 / 1e6) <= FINDINGS_PER_MILLION_CHARS_MAX);
}
