//! The title: what fields and format say it is, and the lines of the text that it stands in.

use std::collections::BTreeSet;

use tongcha::document::{DocumentNumber, compact, one_line};

use super::candidate::{Candidate, Candidates, Slot, Worth};
use super::identity::stem_of;
use super::line::{Line, first_lines};
use super::masthead::{Masthead, own_number};
use super::names::is_site_label;
use super::organ::organs_of;
use super::shape::{begins_body, is_history, is_longer};
use crate::manuscript::Origin;

/// A title that a field names is looked for in so many first lines.
const SEARCHED_MAX: usize = 25;
/// The lines that one title is set in.
const TITLE_LINES_MAX: usize = 6;
const TITLE_CHARS_MAX: usize = 160;

/// Where the title stands in the text.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Its lines, which do not stay in the text.
    pub taken: BTreeSet<usize>,
    /// The first line behind it.
    pub end: usize,
}

/// Puts forward titles and finds the lines of the one that is best.
pub(super) fn read(
    lines: &[Line],
    masthead: &Masthead,
    name: Option<&str>,
    candidates: &mut Candidates,
) -> Title {
    let mut title = marked(lines, candidates);
    if title.taken.is_empty() {
        title = named(lines, candidates);
    }
    if title.taken.is_empty() && masthead.decree.is_some() {
        published_title(lines, masthead, candidates);
    } else if title.taken.is_empty() {
        let said = said(lines, masthead, candidates);
        // A field that names another title than the text's first lines: these belong to the text.
        let is_best = candidates
            .best(Slot::Title)
            .is_some_and(|best| best.origin == Origin::Text);
        if is_best {
            title = said;
        }
    }
    take_repeated(lines, &mut title);
    title.end = title.end.max(masthead.end);
    promulgated(lines, candidates);
    last_resort(lines, name, candidates);
    title
}

/// The lines that the format marks as the title: the first run of them.
fn marked(lines: &[Line], candidates: &mut Candidates) -> Title {
    let filled = |at: &usize| !lines[*at].is_blank();
    let Some(first) = (0..lines.len()).find(|&at| lines[at].is_title() && filled(&at)) else {
        return Title::default();
    };
    let run: BTreeSet<usize> = (first..lines.len())
        .take_while(|&at| lines[at].is_title() || lines[at].is_blank())
        .filter(filled)
        .take(TITLE_LINES_MAX)
        .collect();
    let joined: String = run.iter().map(|&at| lines[at].text.as_str()).collect();
    let value = one_line(&joined);
    candidates.push(Slot::Title, Candidate::said(value, Worth::Marked, first));
    ending_at(run)
}

/// The lines that a title of the fields stands in.
fn named(lines: &[Line], candidates: &Candidates) -> Title {
    let wanted: Vec<String> = candidates
        .all(Slot::Title)
        .iter()
        .filter(|one| one.origin != Origin::Text)
        .map(|one| compact(&one.value))
        .collect();
    for wanted in wanted {
        let head: Vec<usize> = first_lines(lines, 0, SEARCHED_MAX).collect();
        for from in 0..head.len() {
            let mut joined = String::new();
            for &at in head[from..].iter().take(TITLE_LINES_MAX) {
                joined.push_str(&compact(&lines[at].text));
                if joined == wanted {
                    let run = head[from..].iter().copied().take_while(|&one| one <= at);
                    return ending_at(run.collect());
                }
                if !wanted.starts_with(&joined) {
                    break;
                }
            }
        }
    }
    Title::default()
}

/// Sites show the title over the text, and the text begins with it once more.
fn take_repeated(lines: &[Line], title: &mut Title) {
    let joined = |run: &[usize]| -> String {
        let texts = run.iter().map(|&at| compact(&lines[at].text));
        texts.collect()
    };
    let run: Vec<usize> = title.taken.iter().copied().collect();
    let wanted = joined(&run);
    if wanted.is_empty() {
        return;
    }
    let below: Vec<usize> = first_lines(lines, title.end, TITLE_LINES_MAX).collect();
    let again = (1..=below.len()).find(|&count| joined(&below[..count]) == wanted);
    if let Some(count) = again {
        title.taken.extend(&below[..count]);
        title.end = below[count - 1] + 1;
    }
}

fn ending_at(taken: BTreeSet<usize>) -> Title {
    let end = taken.last().map_or(0, |last| last + 1);
    Title { taken, end }
}

/// A decree publishes what it names: 《岚江省公路条例》已经…通过，现予公布. The title is that of the text below it; a decree
/// without one is called by its organ and number.
fn published_title(lines: &[Line], masthead: &Masthead, candidates: &mut Candidates) {
    let Some(decree) = &masthead.decree else {
        return;
    };
    let body: Vec<usize> = first_lines(lines, decree.end, SEARCHED_MAX).collect();
    let quoted = body.first().and_then(|&at| {
        let text = compact(&lines[at].text);
        let name = text.split('《').nth(1)?.split('》').next()?;
        Some(name.to_owned())
    });
    let below = quoted.and_then(|name| {
        body[1..]
            .iter()
            .copied()
            .find(|&at| compact(&lines[at].text) == name)
    });
    let (value, at) = match below {
        Some(at) => (one_line(&lines[at].text), at),
        None => {
            let number = DocumentNumber::read(&decree.number);
            let called = number.map_or_else(|| decree.number.clone(), |number| number.canonical);
            (called, decree.line)
        }
    };
    candidates.push(Slot::Title, Candidate::said(value, Worth::Said, at));
}

/// The first lines behind the masthead, as far as they go on with one title.
fn said(lines: &[Line], masthead: &Masthead, candidates: &mut Candidates) -> Title {
    // Lines of a site and the number may stand above the title, and so may the code under which a normative document
    // is registered: HCFGS-2015-006.
    let first = first_lines(lines, masthead.end, SEARCHED_MAX).find(|at| {
        let text = lines[*at].text.trim();
        !is_site_line(text) && text.chars().any(is_han)
    });
    let Some(first) = first.filter(|&at| can_begin(&lines[at])) else {
        return Title::default();
    };
    let mut run = BTreeSet::from([first]);
    let (mut joined, mut number) = cut_number(lines[first].text.trim());
    for at in first_lines(lines, first + 1, TITLE_LINES_MAX - 1) {
        let line = &lines[at];
        let goes_on = number.is_none() && can_go_on(line) && wants_more(&joined, line.text.trim());
        if !goes_on || joined.chars().count() + line.text.chars().count() > TITLE_CHARS_MAX {
            break;
        }
        let (piece, behind) = cut_number(line.text.trim());
        joined.push_str(&piece);
        number = behind;
        run.insert(at);
    }
    if let Some(number) = number {
        candidates.push(Slot::Number, Candidate::said(number, Worth::Said, first));
    }
    let value = one_line(&joined);
    candidates.push(Slot::Title, Candidate::said(value, Worth::Said, first));
    ending_at(run)
}

/// 国务院关于…的决定 国发〔2008〕17号: a title and its number on one line.
fn cut_number(line: &str) -> (String, Option<String>) {
    let cut = line
        .rsplit_once(char::is_whitespace)
        .map(|(title, number)| (title.trim_end(), number))
        .filter(|(title, number)| title.chars().count() >= 5 && own_number(number).is_some())
        .and_then(|(title, number)| {
            let read = DocumentNumber::read(number)?;
            Some((title.to_owned(), Some(read.raw)))
        });
    cut.unwrap_or_else(|| (line.to_owned(), None))
}

/// Whether a line can begin a title.
fn can_begin(line: &Line) -> bool {
    let text = line.text.trim();
    let is_sentence = text.ends_with(['。', '：', ':', '；']);
    line.role.is_some()
        && !is_longer(text, TITLE_CHARS_MAX)
        && !is_sentence
        && !begins_body(text)
        && !is_history(text)
}

/// Whether a line can be a further one of a title.
fn can_go_on(line: &Line) -> bool {
    let text = line.text.trim();
    (can_begin(line) || is_version_mark(text))
        && !is_longer(text, 50)
        && own_number(text).is_none()
        && !is_site_line(text)
        && super::shape::day_alone(text).is_none()
        && !text.starts_with(['—', '-', '─'])
}

/// What titles end with (文种 and the names of rules).
const GENRES: [&str; 44] = [
    "通知",
    "意见",
    "办法",
    "规定",
    "条例",
    "决定",
    "公告",
    "通告",
    "通报",
    "批复",
    "方案",
    "规划",
    "细则",
    "规则",
    "纲要",
    "计划",
    "要点",
    "函",
    "复函",
    "报告",
    "决议",
    "纪要",
    "命令",
    "令",
    "指南",
    "标准",
    "目录",
    "清单",
    "规程",
    "章程",
    "制度",
    "措施",
    "解释",
    "答复",
    "请示",
    "公报",
    "议案",
    "预案",
    "准则",
    "规范",
    "法",
    "解读",
    "名单",
    "修正案",
];

/// （试行） or （征求意见稿） on a line of its own.
fn is_version_mark(line: &str) -> bool {
    let inner = line.trim_matches(['（', '）', '(', ')']);
    let bracketed = inner.len() < line.len() && line.starts_with(['（', '(']);
    let marks = ["试行", "暂行", "稿", "草案", "修订", "修正"];
    bracketed && !is_longer(line, 14) && marks.iter().any(|mark| inner.ends_with(mark))
}

/// Whether a title is not yet whole, or the next line says so itself.
fn wants_more(title: &str, next: &str) -> bool {
    // …办法 / 的通知.
    if next.starts_with(['的', '及', '和', '与', '、', '》'])
        || title.ends_with(['的', '及', '和', '与', '、', '《'])
    {
        return true;
    }
    // 岚江省财政厅、岚江省教育厅 / 关于下达补助资金的通知.
    let acts = ["关于", "转发", "印发", "批转"];
    if acts.iter().any(|act| next.starts_with(act)) && organs_of(title).is_some() {
        return true;
    }
    if is_version_mark(next) {
        return true;
    }
    let open = title.matches('《').count() > title.matches('》').count();
    let bare = title.trim_end_matches(['）', ')', '行', '试', '暂', '（', '(']);
    let bare = if bare.is_empty() { title } else { bare };
    let ends = GENRES.iter().any(|genre| bare.ends_with(genre));
    // 关于印发某某办法 is whole only with 的通知 behind it; 某某办法 is whole as it stands.
    let about = title.contains("关于") || title.contains("印发") || title.contains("转发");
    let whole = match about {
        true => GENRES.iter().any(|genre| {
            bare.strip_suffix(genre)
                .is_some_and(|stem| stem.ends_with('的'))
        }),
        false => ends,
    };
    if open {
        return true;
    }
    // Only a line that ends as titles do completes one; else the first line is all there is.
    let next_bare = next.trim_end_matches(['）', ')', '行', '试', '暂', '（', '(']);
    let completes = GENRES.iter().any(|genre| next_bare.ends_with(genre));
    !whole && (completes || about && !next.contains(['，', '。']) && !ends)
}

/// A line of labels and values that sites put around a title: 来源：… 发布时间：….
pub(super) fn is_site_line(text: &str) -> bool {
    let Some((before, _)) = text.split_once(['：', ':']) else {
        return false;
    };
    let last_word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    !is_longer(text, 200) && (is_site_label(before) || is_site_label(last_word))
}

/// 《岚江省公路条例》已于…通过，现予公布: a text that begins so and has no title is what it publishes.
fn promulgated(lines: &[Line], candidates: &mut Candidates) {
    let Some(at) = first_lines(lines, 0, 1).next() else {
        return;
    };
    let text = lines[at].text.trim();
    let named = text
        .strip_prefix('《')
        .and_then(|rest| rest.split_once('》'))
        .filter(|(_, rest)| rest.starts_with('已'));
    if let Some((name, _)) = named.filter(|(name, _)| !is_longer(name, TITLE_CHARS_MAX)) {
        let value = one_line(name);
        candidates.push(Slot::Title, Candidate::said(value, Worth::Guessed, at));
    }
}

fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

/// The file's name where it is a name that people gave; else the first line, as readers of plain text have it.
fn last_resort(lines: &[Line], name: Option<&str>, candidates: &mut Candidates) {
    let stem = name.map(stem_of).unwrap_or("");
    let han = stem.chars().filter(|&character| is_han(character));
    if han.count() >= 4 {
        let value = stem.replace('_', " ");
        candidates.push(
            Slot::Title,
            Candidate {
                value: value.trim().to_owned(),
                origin: Origin::FileName,
                worth: Worth::Guessed,
                name: None,
                line: None,
                raw: None,
            },
        );
    }
    if candidates.best(Slot::Title).is_some() {
        return;
    }
    if let Some(at) = first_lines(lines, 0, 1).next() {
        let line: String = one_line(&lines[at].text)
            .chars()
            .take(TITLE_CHARS_MAX)
            .collect();
        candidates.push(Slot::Title, Candidate::said(line, Worth::Guessed, at));
    } else if !stem.is_empty() {
        candidates.push(
            Slot::Title,
            Candidate {
                value: stem.to_owned(),
                origin: Origin::FileName,
                worth: Worth::Guessed,
                name: None,
                line: None,
                raw: None,
            },
        );
    }
}
