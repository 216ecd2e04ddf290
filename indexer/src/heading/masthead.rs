//! What stands above the title (版头, GB/T 9704-2012 §7.2): copy number, urgency, the organ's mark, number, signer.
//!
//! A decree or an announcement (令, 公告) has its organ and number above a text that names what it publishes; these
//! lines are part of the text and stay in it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tongcha::document::{DocumentNumber, compact};

use super::candidate::{Candidate, Candidates, Slot, Worth};
use super::line::{Line, first_lines};
use super::organ::organs_of;
use super::shape::{begins_body, is_longer};

/// A masthead is shorter than this.
const LINES_MAX: usize = 16;
const LINE_CHARS_MAX: usize = 80;

/// What was read above the title.
#[derive(Debug, Default)]
pub(super) struct Masthead {
    /// Lines that are no part of the text.
    pub taken: BTreeSet<usize>,
    /// The first line behind the masthead.
    pub end: usize,
    /// Organ and number of a decree, which stay in the text.
    pub decree: Option<Decree>,
    copy_number: Option<String>,
    urgency: Option<String>,
    signers: Option<String>,
    organs: Option<(Vec<String>, usize)>,
    number: Option<(String, usize)>,
    /// As they stand.
    lines: Vec<String>,
}

/// 岚江省人民政府令 第12号.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decree {
    pub number: String,
    pub line: usize,
    /// The first line behind organ and number.
    pub end: usize,
}

/// Reads the masthead at the start of the lines.
pub(super) fn read(lines: &[Line]) -> Masthead {
    let mut masthead = Masthead::default();
    let head: Vec<usize> = first_lines(lines, 0, LINES_MAX).collect();
    let mut next = 0;
    while let Some(&at) = head.get(next) {
        let text = lines[at].text.trim();
        if lines[at].is_title() || is_longer(text, LINE_CHARS_MAX) {
            break;
        }
        if let Some(decree) = decree_at(lines, &head[next..]) {
            masthead.decree = Some(decree);
            break;
        }
        let used = masthead
            .take_mark(text)
            .or_else(|| masthead.take_number(text, at))
            .or_else(|| masthead.take_organs(lines, &head[next..]));
        let Some(used) = used else { break };
        for &at in &head[next..next + used] {
            masthead.taken.insert(at);
            masthead.lines.push(lines[at].text.trim().to_owned());
        }
        next += used;
        masthead.end = at + 1;
    }
    // A number by itself at the top of a page without an organ's mark is often all that is left of a masthead; it
    // stays in the text, as one between title and body does.
    if let (Some((_, at)), None) = (&masthead.number, &masthead.organs) {
        masthead.taken.remove(at);
    }
    masthead
}

impl Masthead {
    /// Copy number, urgency, signer, the rule below them.
    fn take_mark(&mut self, text: &str) -> Option<usize> {
        let bare = compact(text);
        if let Some(number) = copy_number(&bare) {
            self.copy_number = Some(number);
        } else if let Some(urgency) = urgency(&bare) {
            self.urgency = Some(urgency.to_owned());
        } else if let Some(names) = bare.strip_prefix("签发人") {
            self.signers = Some(names.trim_start_matches(':').to_owned());
        } else if !bare
            .chars()
            .all(|c| matches!(c, '_' | '-' | '—' | '─' | '=' | '━' | '*' | '★'))
        {
            return None;
        }
        Some(1)
    }

    /// `岚府办发〔2020〕8号`, the signer behind it or not.
    fn take_number(&mut self, text: &str, at: usize) -> Option<usize> {
        let (number, signers) = match text.split_once("签发人") {
            Some((number, names)) => (number.trim(), Some(names)),
            None => (text, None),
        };
        let read = own_number(number)?;
        self.number = Some((read, at));
        if let Some(names) = signers {
            let names = names.trim_start_matches([':', '：', ' ', '\u{3000}']);
            self.signers = Some(names.trim().to_owned());
        }
        Some(1)
    }

    /// The mark of the organs: names up to one with 文件 behind it, or (in letters) right above the number.
    fn take_organs(&mut self, lines: &[Line], head: &[usize]) -> Option<usize> {
        let mut organs = Vec::new();
        let mut marked = false;
        let mut used = 0;
        for &at in head {
            let text = lines[at].text.trim();
            let bare = compact(text);
            let (name, ends) = match bare.strip_suffix("文件") {
                Some(_) => (
                    text.trim_end_matches(['文', '件', ' ', '\u{3000}', '\t']),
                    true,
                ),
                None => (text, false),
            };
            // 文件 stands by itself beside the names of a joint paper.
            let names = organs_of(name).or_else(|| (bare == "文件").then(Vec::new));
            let Some(names) = names else { break };
            organs.extend(names);
            marked |= ends;
            used += 1;
        }
        let at = *head.first()?;
        let above_number = head.get(used).is_some_and(|&next| {
            let text = lines[next].text.trim();
            own_number(text.split("签发人").next().unwrap_or(text)).is_some()
        });
        if organs.is_empty() || !(marked || above_number) {
            return None;
        }
        self.organs = Some((organs, at));
        Some(used)
    }

    pub fn put_forward(&self, candidates: &mut Candidates) {
        if let Some((organs, at)) = &self.organs {
            let value = organs.join("、");
            candidates.push(Slot::Authority, Candidate::said(value, Worth::Marked, *at));
        }
        if let Some((number, at)) = &self.number {
            let value = number.clone();
            candidates.push(Slot::Number, Candidate::said(value, Worth::Marked, *at));
        }
        if let Some(decree) = &self.decree {
            let value = decree.number.clone();
            candidates.push(
                Slot::Number,
                Candidate::said(value, Worth::Marked, decree.line),
            );
        }
    }

    pub fn to_json(&self) -> Map<String, Value> {
        let mut object = Map::new();
        for (name, value) in [
            ("copy_number", &self.copy_number),
            ("urgency", &self.urgency),
            ("signers", &self.signers),
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

/// A number that fills a line. Organ and number of a decree on one line are a heading of their own.
pub(super) fn own_number(line: &str) -> Option<String> {
    let line = line.trim();
    let bare = compact(line);
    // Day::read and DocumentNumber::read both take 2020-1: a number of a paper ends with 号.
    let ends = bare
        .trim_end_matches([')', '）', '〕', ']', '】', '文', '件'])
        .ends_with('号');
    let quotes = line.contains(['《', '。', '，']);
    if !ends || quotes || is_longer(line, LINE_CHARS_MAX) {
        return None;
    }
    DocumentNumber::read(line).map(|number| number.raw)
}

/// 000001, 份号：000001, No.000001.
fn copy_number(bare: &str) -> Option<String> {
    let labels = ["份号:", "份号", "No.", "NO.", "№"];
    let labelled = labels.iter().find_map(|label| bare.strip_prefix(label));
    let digits = labelled.unwrap_or(bare);
    let length = digits.len();
    let fits = if labelled.is_some() {
        (1..=8).contains(&length)
    } else {
        length == 6
    };
    (fits && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.to_owned())
}

fn urgency(bare: &str) -> Option<&str> {
    let word = bare.strip_prefix("紧急程度:").unwrap_or(bare);
    let known = ["特急", "加急", "急件", "平急", "特提", "特急件", "加急件"];
    known.contains(&word).then_some(word)
}

/// Organ and number of a decree or announcement: on one line, or the number on the next.
fn decree_at(lines: &[Line], head: &[usize]) -> Option<Decree> {
    let &at = head.first()?;
    let text = lines[at].text.trim();
    if begins_body(text) || text.contains(['《', '。', '，', '：']) {
        return None;
    }
    let bare = compact(text);
    let formal = |number: &DocumentNumber| number.is_decree() || number.is_announcement();
    let organ_first = |organ: &str| organs_of(organ).is_some();
    let form = ["令", "公告", "通告"]
        .into_iter()
        .find_map(|form| Some((form, bare.find(form)?)));
    let (form, from) = form?;
    if !organ_first(&bare[..from]) {
        return None;
    }
    if bare.ends_with('号') || bare.ends_with(')') {
        let number = DocumentNumber::read(text).filter(formal)?;
        return Some(Decree {
            number: number.raw,
            line: at,
            end: at + 1,
        });
    }
    let &below = head.get(1).filter(|_| from + form.len() == bare.len())?;
    let joined = format!("{bare}{}", compact(&lines[below].text));
    let number = DocumentNumber::read(&joined).filter(formal)?;
    let serial = compact(&lines[below].text);
    let fills = serial.trim_end_matches([')', '〕']).ends_with('号');
    fills.then_some(Decree {
        number: number.raw,
        line: at,
        end: below + 1,
    })
}
