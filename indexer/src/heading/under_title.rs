//! What stands between the title and the body: the number, who passed and published it and when, the lines of a site,
//! and whom it is addressed to (主送机关).

use std::collections::BTreeSet;

use tongcha::document::compact;

use super::candidate::{Candidate, Candidates, Worth};
use super::line::{Line, first_lines};
use super::masthead::{Masthead, own_number};
use super::names::meaning_of;
use super::shape::{HISTORY_CHARS_MAX, begins_body, brackets, is_history, is_longer};
use super::title::{Title, is_site_line};

/// The lines under a title are fewer than this.
const LINES_MAX: usize = 60;
const ADDRESSEES_CHARS_MAX: usize = 400;

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
        if let Some(number) = own_number(line).filter(|_| masthead.decree.is_none()) {
            use super::candidate::Slot;
            candidates.push(Slot::Number, Candidate::said(number, Worth::Marked, at));
            if line.starts_with(['（', '(']) {
                under.take_history(line, at);
            } else {
                under.body_from = under.body_from.min(at);
            }
        } else if goes_on || is_history(line) {
            open_brackets = (open_brackets + brackets(line)).max(0);
            under.take_history(line, at);
        } else if is_site_line(line) {
            read_site_line(line, at, candidates);
            under.site_lines.push(line.to_owned());
            under.taken.insert(at);
        } else if under.subtitle.is_none() && line.starts_with("——") && !is_longer(line, 80) {
            under.subtitle = Some(line.trim_start_matches('—').trim().to_owned());
            under.taken.insert(at);
        } else {
            under.body_from = under.body_from.min(at);
            under.addressees = addressees_of(line);
            break;
        }
    }
    under
}

impl UnderTitle {
    fn take_history(&mut self, line: &str, at: usize) {
        self.history.push(line.to_owned());
        self.taken.insert(at);
    }
}

/// `文章来源: 岚江省财政厅 发文字号：岚财〔2014〕3号　发布时间：2014-06-03`.
fn read_site_line(line: &str, at: usize, candidates: &mut Candidates) {
    let mut name = "";
    for piece in line.split(['：', ':']) {
        // The last word before a colon is the next label; what stands before it is the value of the last one.
        let (value, next) = match piece.trim_end().rsplit_once(char::is_whitespace) {
            Some((value, next)) => (value.trim(), next),
            None if name.is_empty() => ("", piece.trim()),
            None => (piece.trim(), ""),
        };
        let is_label = meaning_of(next).is_some();
        let value = if is_label || name.is_empty() {
            value
        } else {
            piece.trim()
        };
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
