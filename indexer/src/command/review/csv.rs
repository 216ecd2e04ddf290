//! Lists as CSV (RFC 4180) that spreadsheet programs open rightly and that runs nothing in them.

use tongcha::search::{ListItem, ListResponse};

/// UTF-8 with this mark is read as UTF-8 by spreadsheet programs; without it Chinese ones take GBK.
const BYTE_ORDER_MARK: char = '\u{feff}';

const HEAD: [&str; 14] = [
    "清单",
    "编号",
    "标题",
    "文号",
    "状态",
    "日期",
    "理由",
    "所指名称",
    "条文",
    "相关文件编号",
    "相关文件标题",
    "相关文件状态",
    "原句",
    "清单代码",
];

/// All items of all lists, a row each, under one head.
pub(super) fn table(lists: &[ListResponse]) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    row(&mut text, HEAD);
    for list in lists {
        for item in &list.items {
            let cells = cells(list, item);
            row(&mut text, cells.each_ref().map(String::as_str));
        }
    }
    text
}

fn cells(list: &ListResponse, item: &ListItem) -> [String; HEAD.len()] {
    let document = &item.document;
    let other = item.other.as_ref();
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        list.label.clone(),
        document.id.clone(),
        document.title.clone(),
        given(&document.number),
        document.status_label.clone(),
        item.day.map(|day| day.to_string()).unwrap_or_default(),
        item.reason.clone(),
        given(&item.named),
        given(&item.article),
        other.map(|other| other.id.clone()).unwrap_or_default(),
        other.map(|other| other.title.clone()).unwrap_or_default(),
        other
            .map(|other| other.status_label.clone())
            .unwrap_or_default(),
        given(&item.sentence),
        list.kind.as_str().to_owned(),
    ]
}

fn row(text: &mut String, cells: [&str; HEAD.len()]) {
    for (at, value) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        cell(text, value);
    }
    text.push_str("\r\n");
}

/// Every cell is quoted: what is in it can then be anything.
fn cell(text: &mut String, value: &str) {
    text.push('"');
    if is_formula(value) {
        text.push('\'');
    }
    for c in value.chars() {
        match c {
            '"' => text.push_str("\"\""),
            // Line breaks and tabs stay, other control characters have no place in a cell.
            c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// Whether a spreadsheet program would take the cell for a formula: it begins with one of their signs, also in full
/// width or behind blanks, or with a tab or line break, which are taken off before.
fn is_formula(value: &str) -> bool {
    let begins_blank = value.starts_with(['\t', '\r', '\n']);
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    begins_blank || value.trim_start().starts_with(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        let mut text = String::new();
        cell(&mut text, value);
        assert_eq!(text, expected, "{value:?}");
    }

    #[test]
    fn formulas_become_text() {
        check("=1+1", "\"'=1+1\"");
        check("+86", "\"'+86\"");
        check("-1", "\"'-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check("\r=1", "\"'\r=1\"");
        check(
            "　=HYPERLINK(\"http://x\")",
            "\"'　=HYPERLINK(\"\"http://x\"\")\"",
        );
        check("＝1", "\"'＝1\"");
    }

    #[test]
    fn other_cells_are_quoted_as_they_are() {
        check("", "\"\"");
        check("关于“=”的规定", "\"关于“=”的规定\"");
        check("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"");
        check("a\u{0}b", "\"a\u{fffd}b\"");
    }
}
