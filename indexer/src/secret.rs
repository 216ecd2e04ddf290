//! Marks of state secrets (密级): a paper that carries one is refused, neither indexed nor stored.
//!
//! The mark stands at the top of a paper, 机密★1年 (《保守国家秘密法》 art. 22 with its Implementing Regulations; GB/T
//! 9704-2012 §7.2.2), or in a field of its own. A text about secrets uses the same words, in its title and sentences;
//! only a line that is nothing but a mark counts, and only where papers have it: above the body, and at the top of an
//! attachment. 内部资料 is no such mark: it keeps a paper inside an organ, and whoever publishes it has decided
//! otherwise.

use tongcha::Record;
use tongcha::document::compact;

use crate::heading::shape::begins_body;
use crate::manuscript::{Field, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// A mark stands above the body, which begins long before this.
const HEADING_LINES_MAX: usize = 20;
/// Lines below 附件1 in which the mark of an attachment stands.
const ATTACHMENT_LINES_MAX: usize = 3;
/// A line that is nothing but a mark, with copy number and urgency beside it, is shorter than this.
const MARK_CHARS_MAX: usize = 60;

/// Refuses a manuscript that carries a mark.
///
/// # Errors
/// A fault with [`Reason::SecretMark`]. Its message says where the mark is, never what stands there.
pub(crate) fn check(manuscript: &Manuscript, name: Option<&str>) -> Result<(), Fault> {
    if name.is_some_and(is_marked_name) {
        return Err(fault("the name of the file"));
    }
    if manuscript.fields.iter().any(is_marked_field) {
        return Err(fault("a field of the file"));
    }
    let lines = manuscript.blocks.iter().flat_map(|block| block.lines());
    match marked_line(lines) {
        Some(line) => Err(fault(&format!("line {line} of the text"))),
        None => Ok(()),
    }
}

/// Refuses a record that carries a mark, for records that were never a manuscript.
///
/// # Errors
/// As [`check`].
#[allow(dead_code)] // Until the reader of JSON Lines calls it.
pub(crate) fn check_record(record: &Record) -> Result<(), Fault> {
    let field = record.extra.iter().any(|(name, value)| {
        let value = value.as_str();
        value.is_some_and(|value| is_level_name(name) && names_level(value))
    });
    if field {
        return Err(fault("a field of the record"));
    }
    let title = std::iter::once(record.title.as_str());
    match marked_line(title.chain(record.text.lines())) {
        Some(1) => Err(fault("the title")),
        Some(line) => Err(fault(&format!("line {} of the text", line - 1))),
        None => Ok(()),
    }
}

fn fault(place: &str) -> Fault {
    Fault::of_record(
        Reason::SecretMark,
        format!(
            "STATE SECRET MARK (密级) in {place}: neither indexed nor stored. Take the file off this machine and \
             tell the office that answers for secrets (保密部门); if the paper was declassified, the mark must go first"
        ),
    )
}

/// The first line that is a mark where marks stand, from 1.
fn marked_line(lines: impl Iterator<Item = impl AsRef<str>>) -> Option<usize> {
    // How many more lines may carry a mark.
    let mut left = HEADING_LINES_MAX;
    let mut in_heading = true;
    for (at, line) in lines.enumerate() {
        let text = line.as_ref().trim();
        if text.is_empty() {
            continue;
        }
        if begins_attachment(text) {
            (left, in_heading) = (ATTACHMENT_LINES_MAX, false);
        } else if left > 0 && (is_mark(text) || in_heading && is_marked_title(text)) {
            return Some(at + 1);
        } else if begins_body(text) || text.ends_with('。') {
            left = 0;
        }
        left = left.saturating_sub(1);
    }
    None
}

/// 附件, 附件1, 附件：2 on a line of their own.
fn begins_attachment(text: &str) -> bool {
    // Asked of every line of all texts: hardly one gets to be compacted.
    text.contains('附') && {
        let bare: String = compact(text).chars().take(10).collect();
        bare.strip_prefix("附件").is_some_and(|rest| {
            rest.chars()
                .all(|c| c.is_ascii_digit() || ":.-一二三四五六七八九十".contains(c))
        })
    }
}

/// Whether a line is nothing but a mark: 机密★1年, 秘 密 ★ 长期, 000001　绝密　特急, （秘密）.
fn is_mark(line: &str) -> bool {
    if line.chars().nth(MARK_CHARS_MAX).is_some() {
        return false;
    }
    let bare = compact(line);
    let bare = bare.trim_start_matches("密级和保密期限");
    let bare = ["密级:", "密级", "秘密等级:", "保密等级:", ":"]
        .iter()
        .find_map(|label| bare.strip_prefix(label))
        .unwrap_or(bare);
    let bare = without_copy_number(bare);
    let bare = without_urgency(bare).trim_matches(is_bracket);
    level_of(bare).is_some_and(|rest| {
        let rest = rest.trim_matches(is_bracket);
        rest.is_empty() || is_star_and_term(rest)
    })
}

/// 【机密】关于某事的报告: the mark in brackets before a title.
fn is_marked_title(line: &str) -> bool {
    let bare = compact(line);
    let opened = bare.trim_start_matches(['【', '[', '〔', '(']);
    opened.len() < bare.len()
        && level_of(opened).is_some_and(|rest| {
            let term = rest.trim_start_matches(|c| is_star(c) || c.is_alphanumeric());
            let marked = rest.len() == term.len() || rest.starts_with(is_star);
            marked && term.starts_with(['】', ']', '〕', ')'])
        })
}

/// What stands behind the level of secrecy that a text begins with.
fn level_of(text: &str) -> Option<&str> {
    ["绝密", "机密", "秘密", "絕密", "機密"]
        .iter()
        .find_map(|level| text.strip_prefix(level))
}

fn is_star(c: char) -> bool {
    matches!(
        c,
        '★' | '☆' | '✩' | '✭' | '✰' | '⭐' | '*' | '﹡' | '※' | '▲'
    )
}

fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '《' | '》'
    )
}

/// ★, ★1年, ★长期, 10年, ★6个月, ★启用前, ★至2030年1月1日.
fn is_star_and_term(text: &str) -> bool {
    let term = text.trim_start_matches(is_star);
    let starred = term.len() < text.len();
    let count =
        term.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let counted =
        count.len() < term.len() && matches!(count, "年" | "个月" | "月" | "天" | "日" | "周");
    let worded = matches!(term, "长期" | "長期" | "启用前" | "公布前");
    let until = starred && (term.starts_with('至') || term.ends_with('前'));
    counted || worded || until || starred && term.is_empty()
}

fn without_copy_number(text: &str) -> &str {
    let text = ["份号:", "份号", "No.", "№"]
        .iter()
        .find_map(|label| text.strip_prefix(label))
        .unwrap_or(text);
    text.trim_start_matches(|c: char| c.is_ascii_digit())
}

fn without_urgency(text: &str) -> &str {
    let words = ["特急", "加急", "平急", "急件", "特提"];
    let end = words.iter().find_map(|word| text.strip_suffix(word));
    let text = end.unwrap_or(text);
    words
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
}

/// 机密★1年 in the name of a file.
fn is_marked_name(name: &str) -> bool {
    let bare = compact(name);
    ["绝密", "机密", "秘密"].iter().any(|level| {
        bare.split(level)
            .skip(1)
            .any(|rest| rest.starts_with(is_star))
    })
}

fn is_marked_field(field: &Field) -> bool {
    is_level_name(&field.name) && names_level(&field.value)
}

fn is_level_name(name: &str) -> bool {
    let bare = compact(name);
    let bare = bare.trim_matches([':', '【', '】']);
    [
        "密级",
        "秘密等级",
        "保密等级",
        "涉密等级",
        "密级和保密期限",
        "文件密级",
    ]
    .contains(&bare)
}

/// 机密★1年 and 秘密级; not 非密, 无, 公开, 非秘密.
fn names_level(value: &str) -> bool {
    level_of(compact(value).trim_start_matches(is_bracket)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::{Block, Origin};
    use crate::testing::{shared_records, skipped};

    fn manuscript(lines: &[&str]) -> Manuscript {
        Manuscript {
            blocks: lines.iter().copied().map(Block::body).collect(),
            ..Manuscript::default()
        }
    }

    fn is_refused(lines: &[&str]) -> bool {
        match check(&manuscript(lines), None) {
            Ok(()) => false,
            Err(fault) => {
                assert_eq!(fault.reason, Reason::SecretMark);
                let quoted = lines.iter().any(|line| fault.message.contains(line.trim()));
                assert!(!quoted, "{}", fault.message);
                true
            }
        }
    }

    #[test]
    fn marks_at_the_top_are_refused() {
        for mark in [
            "机密★1年",
            "秘密★长期",
            "绝密",
            "机密 ★ 长期",
            "秘　密　★　１０年",
            "机密☆6个月",
            "秘密*1年",
            "绝密★启用前",
            "密级：机密★三年",
            "000001　机密★1年　特急",
            "特急　秘密",
            "（秘密）",
            "【机密】",
            "機密★長期",
            "秘密★至2030年1月1日",
        ] {
            let lines = [
                "000012",
                mark,
                "岚江省人民政府文件",
                "关于某项工作的通知",
                "各市人民政府：",
            ];
            assert!(is_refused(&lines), "{mark}");
        }
        assert!(is_refused(&["【秘密】关于某项工作的通知", "各市："]));
        assert!(is_refused(&[
            "关于某项工作的通知",
            "各市：",
            "通知如下。",
            "附件1",
            "机密★1年"
        ]));
    }

    #[test]
    fn texts_about_secrets_are_read() {
        for lines in [
            [
                "岚江省保守国家秘密条例",
                "第一条　为了保守国家秘密，制定本条例。",
                "秘密",
            ],
            [
                "岚江省反不正当竞争条例",
                "第九条　商业秘密受保护。",
                "机密★1年",
            ],
            [
                "关于公文格式的通知",
                "如需标注密级，一般用“秘密★1年”。",
                "绝密★",
            ],
            ["秘密图纸管理规定", "一、秘密图纸登记造册。", "秘密"],
            ["机密文件销毁办法", "秘密载体", "机密载体的管理"],
            ["内部资料 注意保管", "岚江省统计手册", "目录"],
            ["密级：公开", "关于某项工作的通知", "各市："],
        ] {
            assert!(!is_refused(&lines), "{lines:?}");
        }
    }

    #[test]
    fn fields_and_names_carry_marks_too() {
        let with_field = |name: &str, value: &str| Manuscript {
            fields: vec![Field {
                name: name.to_owned(),
                value: value.to_owned(),
                origin: Origin::PageTable,
            }],
            ..manuscript(&["关于某项工作的通知"])
        };
        assert!(check(&with_field("密　级：", "机密★1年"), None).is_err());
        assert!(check(&with_field("密级", "非密"), None).is_ok());
        assert!(check(&with_field("密级", "公开"), None).is_ok());
        assert!(check(&with_field("主题", "秘密"), None).is_ok());
        let plain = manuscript(&["关于某项工作的通知"]);
        assert!(check(&plain, Some("a/通知（秘密★1年）.docx")).is_err());
        assert!(check(&plain, Some("a/保守国家秘密法.docx")).is_ok());
    }

    #[test]
    fn records_are_checked_as_manuscripts_are() {
        let mut record = Record {
            title: "关于某项工作的通知".into(),
            text: "秘密★1年\n各市：".into(),
            ..Record::default()
        };
        let fault = check_record(&record).expect_err("a mark");
        assert!(fault.message.contains("line 1 of the text"));
        record.text = "各市：".into();
        assert_eq!(check_record(&record), Ok(()));
    }

    #[test]
    #[allow(clippy::print_stdout)] // It shows what it measured.
    fn no_published_law_or_document_is_refused() {
        let Some(records) = shared_records(&["laws", "normative"]) else {
            return skipped();
        };
        let refused: Vec<&str> = records
            .iter()
            .filter(|record| check_record(record).is_err())
            .map(|record| record.id.as_str())
            .collect();
        println!("{} records, refused: {refused:?}", records.len());
        assert_eq!(refused, [""; 0]);
    }
}
