//! Lists of documents under a heading that says what becomes of them: 决定废止下列规章, 附件1 宣布失效的文件目录.

use std::sync::LazyLock;

use regex::Regex;

use super::RelationKind;
use crate::document::DocumentNumber;

/// Characters of a row at most: longer lines are text.
const ROW_CHARS_MAX: usize = 160;
/// Rows without a document after which a list is over.
const OTHER_ROWS_MAX: usize = 3;

/// A document that a row names without 《》.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub title: String,
    pub number: Option<String>,
    /// Byte range of the title in the text.
    pub start: usize,
    pub end: usize,
}

/// Walks a text line by line and knows which list a line stands in.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Option<RelationKind>,
    others: usize,
}

static NUMBERED: LazyLock<Option<Regex>> =
    // A pattern that does not compile would be a fault of ours that the tests of this file find.
    LazyLock::new(|| {
        Regex::new(r"^[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})(?:[）)]|[．.、]|[ \t\u{3000}|]+)[、．. \t\u{3000}|]*").ok()
    });

impl Lists {
    /// Takes the next line. Gives the list that it stands in, `None` where it stands in none or opens one.
    pub fn line(&mut self, line: &str, acts: bool) -> Option<RelationKind> {
        let bare = line.trim();
        if let Some(kind) = heading(bare, acts) {
            self.open = kind;
            self.others = 0;
            return None;
        }
        let open = self.open?;
        if bare.is_empty() {
            return None;
        }
        let is_row = bare.chars().count() <= ROW_CHARS_MAX
            && (bare.starts_with('《')
                || NUMBERED.as_ref().is_some_and(|regex| regex.is_match(bare)));
        if is_row {
            self.others = 0;
            return Some(open);
        }
        self.others += 1;
        if self.others > OTHER_ROWS_MAX || bare.starts_with('第') && bare.contains('条') {
            self.open = None;
        }
        None
    }
}

/// What a line says of the rows below it: `Some(None)` ends a list (继续有效的文件目录).
fn heading(line: &str, acts: bool) -> Option<Option<RelationKind>> {
    let chars = line.chars().count();
    if !(2..=160).contains(&chars) || line.contains('《') {
        return None;
    }
    // First, as it is told at once: most lines are whole sentences.
    let introduces = line.ends_with(['：', ':']) || chars <= 60 && !line.contains(['。', '；']);
    if !introduces {
        return None;
    }
    let list = ["目录", "清单", "一览表", "下列", "以下", "如下", "名单"]
        .iter()
        .any(|word| line.contains(word));
    let count = line.contains("件）") || line.contains("件)") || line.contains("项）");
    if !(list || count && acts) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    if has(&["继续有效", "保留", "继续执行"]) {
        return Some(None);
    }
    if has(&["失效"]) && !has(&["废止"]) {
        return Some(Some(RelationKind::DeclaresInvalid));
    }
    if has(&["废止", "停止执行", "失效"]) {
        return Some(Some(RelationKind::Repeals));
    }
    if has(&["修改", "修订", "修正"]) && list && acts {
        return Some(Some(RelationKind::Amends));
    }
    None
}

/// The document that a row names: behind its number, up to a bracket, a cell or the end.
pub(super) fn row(line: &str, start: usize) -> Option<Row> {
    let lead = line.len() - line.trim_start().len();
    let bare = line.trim();
    let label = NUMBERED.as_ref()?.find(bare)?.end();
    let rest = &bare[label..];
    let end = rest.find(['\t', '|', '（', '(']).unwrap_or(rest.len());
    let title = rest[..end]
        .trim()
        .trim_end_matches(['。', '；', ';', '，', '、']);
    let form = [
        "通知",
        "办法",
        "规定",
        "条例",
        "意见",
        "细则",
        "决定",
        "公告",
        "通告",
        "规则",
        "标准",
        "方案",
        "批复",
        "函",
        "措施",
        "制度",
        "规程",
        "程序",
        "规划",
        "规范",
        "通报",
        "若干规定",
        "补充规定",
        "目录",
    ];
    let ended = rest[..end].trim().trim_end_matches(['》', '》']).to_owned();
    let named = form
        .iter()
        .any(|word| ended.ends_with(word) || title.ends_with(word));
    if title.chars().count() < 5 || !named || title.contains(['《', '。']) {
        return None;
    }
    let number = rest[end..]
        .split(['\t', '|', '（', '）', '(', ')', ' '])
        .find_map(|cell| DocumentNumber::read(cell.trim()))
        .map(|number| number.canonical);
    let from = start + lead + label + rest.find(title).unwrap_or(0);
    Some(Row {
        title: title.to_owned(),
        number,
        start: from,
        end: from + title.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_opens_a_list_and_text_ends_it() {
        let mut lists = Lists::default();
        let text = [
            ("省政府决定废止下列规章：", None),
            (
                "1．岚江省暂住人口管理规定（1996年3月1日省政府令第12号）",
                Some(RelationKind::Repeals),
            ),
            (
                "2．《岚江省农村宅基地审批暂行办法》",
                Some(RelationKind::Repeals),
            ),
            ("宣布失效的文件目录（9件）", None),
            (
                "1\t岚江省人民政府关于某事的通知\t岚府发〔2003〕12号",
                Some(RelationKind::DeclaresInvalid),
            ),
            ("继续有效的文件目录", None),
            ("1\t岚江省人民政府关于别事的通知\t岚府发〔2013〕12号", None),
        ];
        for (line, expected) in text {
            assert_eq!(lists.line(line, true), expected, "{line}");
        }
    }

    #[test]
    fn a_row_names_a_document() {
        let line = "1\t岚江省人民政府关于某事的通知\t岚府发〔2003〕12号";
        let row = row(line, 0).expect("a row");
        assert_eq!(row.title, "岚江省人民政府关于某事的通知");
        assert_eq!(row.number.as_deref(), Some("岚府发〔2003〕12号"));
        assert_eq!(&line[row.start..row.end], row.title);
        assert!(super::row("一、提高认识。", 0).is_none());
    }
}
