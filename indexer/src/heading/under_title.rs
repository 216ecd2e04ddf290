//! What stands between the title and the body: the number, who passed and published it and when, the lines of a site,
//! and whom it is addressed to (主送机关).

use std::collections::BTreeSet;

use tongcha::Record;
use tongcha::document::{Day, DocumentNumber, compact, read_record};

use super::candidate::{Candidate, Candidates, Slot, Worth};
use super::label_line;
use super::line::{Line, first_lines};
use super::masthead::{Masthead, own_number};
use super::names::meaning_of;
use super::shape::{HISTORY_CHARS_MAX, begins_body, brackets, is_history, is_longer};
use super::title::{Title, is_site_line};

/// The lines under a title are fewer than this.
const LINES_MAX: usize = 60;
const ADDRESSEES_CHARS_MAX: usize = 400;
/// Lines that a second title and what belongs to it take.
const TITLE_ROOM_MAX: usize = 10;

/// What was read under the title.
#[derive(Debug, Default)]
pub(super) struct UnderTitle {
    /// Lines that do not stay in the text.
    pub taken: BTreeSet<usize>,
    pub history: Vec<String>,
    pub subtitle: Option<String>,
    pub site_lines: Vec<String>,
    /// As written, one to a piece: `各市、县人民政府`, `省政府各部门`.
    pub addressees: Vec<String>,
    /// The first line of the body.
    pub body_from: usize,
}

/// Reads the lines under the title, and those above it that are not in the masthead.
pub(super) fn read(
    lines: &[Line],
    masthead: &Masthead,
    title: &Title,
    candidates: &mut Candidates,
) -> UnderTitle {
    let mut under = UnderTitle {
        body_from: lines.len(),
        ..UnderTitle::default()
    };
    let mut open_brackets = 0;
    let mut noted = None;
    let mut seen = 0;
    for at in first_lines(lines, 0, usize::MAX) {
        if masthead.taken.contains(&at) || title.taken.contains(&at) {
            continue;
        }
        let line = lines[at].text.trim();
        seen += 1;
        let goes_on = open_brackets > 0 && !is_longer(line, HISTORY_CHARS_MAX);
        if begins_body(line) || seen > LINES_MAX {
            under.body_from = at;
            break;
        }
        if let Some(pairs) = label_line::pairs(line) {
            for (label, value) in pairs {
                if let Some((slot, worth)) = meaning_of(label) {
                    candidates.push(slot, Candidate::labelled(label, value, worth, at));
                }
            }
            under.site_lines.push(line.to_owned());
            under.taken.insert(at);
        } else if let Some(number) = own_number(line).filter(|_| masthead.decree.is_none()) {
            candidates.push(Slot::Number, Candidate::said(number, Worth::Marked, at));
            if line.starts_with(['（', '(']) {
                under.take_history(line, at);
            } else {
                under.body_from = under.body_from.min(at);
            }
        } else if is_site_line(line) {
            read_site_line(line, at, candidates);
            under.site_lines.push(line.to_owned());
            under.taken.insert(at);
        } else if goes_on || is_history(line) {
            open_brackets = (open_brackets + brackets(line)).max(0);
            noted = noted.or_else(|| Some((published_number(line)?, at)));
            under.take_history(line, at);
        } else if under.subtitle.is_none() && line.starts_with("——") && !is_longer(line, 80) {
            under.subtitle = Some(line.trim_start_matches('—').trim().to_owned());
            under.taken.insert(at);
        } else {
            under.body_from = under.body_from.min(at);
            under.addressees = addressees_of(line);
            if under.addressees.is_empty() {
                number_below(lines, at, candidates);
            }
            break;
        }
    }
    // The reader of records takes numbers from these lines itself, and says so, but not from all of their shapes.
    if let Some((number, at)) = noted.filter(|_| !names_number(&under.history)) {
        candidates.push(Slot::Number, Candidate::said(number, Worth::Said, at));
    }
    under
}

/// Whether the reader of records finds the number in the lines of history.
fn names_number(history: &[String]) -> bool {
    let probe = Record {
        title: "–".to_owned(),
        history: history.to_vec(),
        ..Record::default()
    };
    read_record(probe).is_ok_and(|(document, _)| document.number.is_some())
}

/// The number that stands below lines of another title: of a page that calls the paper by a shorter name, or repeats
/// its title. A sentence, an addressee or a heading ends the search.
fn number_below(lines: &[Line], from: usize, candidates: &mut Candidates) {
    for at in first_lines(lines, from, TITLE_ROOM_MAX) {
        let line = lines[at].text.trim();
        if let Some(number) = own_number(line) {
            candidates.push(Slot::Number, Candidate::said(number, Worth::Said, at));
            return;
        }
        let is_sentence = line.ends_with(['。', '：', ':', '；']) || is_longer(line, 100);
        if is_sentence || begins_body(line) {
            return;
        }
    }
}

impl UnderTitle {
    fn take_history(&mut self, line: &str, at: usize) {
        self.history.push(line.to_owned());
        self.taken.insert(at);
    }
}

/// The number under which a line of history says that the text was published: 2002年12月4日岚江省人民政府令第115号发布, or a
/// number with nothing around it. The number of an act that amended it is another's.
fn published_number(line: &str) -> Option<String> {
    let piece_ends = |c: char| {
        c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '，' | ',' | '；' | ';' | '。')
    };
    line.split(piece_ends).find_map(|piece| {
        let (event, dated) = match piece.split_once('日') {
            Some((day, rest)) if Day::read(&format!("{day}日")).is_ok() => (rest, true),
            _ => (piece, false),
        };
        let published = ["发布施行", "公布施行", "发布", "公布", "颁布"]
            .iter()
            .find_map(|act| event.strip_suffix(act));
        let number = match (published, dated) {
            (Some(number), _) => number,
            (None, false) => own_number(event).map(|_| event)?,
            (None, true) => return None,
        };
        let read = DocumentNumber::read(number)?;
        (read.is_decree() || read.is_announcement() || read.year.is_some()).then_some(read.raw)
    })
}

/// `文章来源: 岚江省财政厅 发文字号：岚财〔2014〕3号　发布时间：2014-06-03`.
fn read_site_line(line: &str, at: usize, candidates: &mut Candidates) {
    let mut name = "";
    for piece in line.split(['：', ':']) {
        // The last word before a colon is the next label; what stands before it is the value of the last one.
        let (value, next) = match piece.trim_end().rsplit_once(char::is_whitespace) {
            // 文　号: the blank lays the label out.
            _ if name.is_empty() && meaning_of(piece).is_some() => ("", piece.trim()),
            Some((value, next)) => (value.trim(), next),
            None if name.is_empty() => ("", piece.trim()),
            None => (piece.trim(), ""),
        };
        // 发布时间：2014/6/3 11:41: the hour is no label.
        let is_label = !next.is_empty() && !next.starts_with(|c: char| c.is_ascii_digit());
        let value = if is_label || name.is_empty() {
            value
        } else {
            piece.trim()
        };
        if name.is_empty()
            && let Some(number) = own_number(value)
        {
            // 岚府发〔2014〕25号　发文时间：2014-11-03: a number needs no label.
            candidates.push(Slot::Number, Candidate::said(number, Worth::Said, at));
        }
        if let Some((slot, worth)) = meaning_of(name) {
            let worth = worth.max(Worth::Said);
            let said = Candidate::said(value, worth, at);
            candidates.push(
                slot,
                Candidate {
                    name: Some(name.to_owned()),
                    ..said
                },
            );
        }
        name = next;
    }
}

/// The organs that a paper goes to: one line that ends with a colon and names organs or people, not what follows.
fn addressees_of(line: &str) -> Vec<String> {
    let Some(names) = line.strip_suffix(['：', ':']) else {
        return Vec::new();
    };
    let announces = ["如下", "下列", "以下", "通知", "规定", "命令"];
    let addressed = [
        "政府", "各", "厅", "局", "委", "部", "院", "办", "会", "公司", "单位", "学校", "你",
    ];
    let fits = !is_longer(names, ADDRESSEES_CHARS_MAX)
        && !names.contains('。')
        && !announces.iter().any(|word| names.ends_with(word))
        && addressed.iter().any(|word| names.contains(word));
    if !fits {
        return Vec::new();
    }
    names
        .split(['，', ',', '；', ';'])
        .map(compact)
        .filter(|name| !name.is_empty())
        .collect()
}
