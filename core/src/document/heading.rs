//! What the first lines of a text prove about its publication, for records whose fields say nothing.
//!
//! Only marks that stand by themselves count: the number of a decree on its own line or after a date
//! (`（2009年11月27日市政府第202号令发布）`), and a congress that passed the text. A number inside a sentence
//! belongs to another document.

use super::authority::{Branch, OrganClass, classify};
use super::history::line_number;
use super::model::{DocumentNumber, Origin};
use super::spelling;

/// The heading ends long before this.
const LINES_MAX: usize = 12;
const LINE_CHARS_MAX: usize = 160;

/// What the heading proves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The number under which the text was published.
    pub number: Option<DocumentNumber>,
    /// The congress that passed it.
    pub congress: Option<OrganClass>,
}

/// Reads the heading of a text.
pub(crate) fn read_heading(text: &str) -> Heading {
    let mut heading = Heading::default();
    let mut before = String::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines.take(LINES_MAX) {
        let line = spelling::cut(line, LINE_CHARS_MAX).0;
        if begins_body(line) {
            break;
        }
        // 广东省人民政府令 on one line, （第93号） on the next.
        let joined = format!("{before}{line}");
        let pieces = std::iter::once(joined.as_str())
            .chain(std::iter::once(line))
            .chain(line.split(|c: char| {
                c.is_whitespace() || spelling::opens(c) || spelling::closes(c) || c == '：'
            }));
        for piece in pieces {
            heading.number = heading.number.take().or_else(|| published_number(piece));
            heading.congress = heading.congress.or_else(|| passed_by_congress(piece));
        }
        before = if line.ends_with('令') {
            line.to_owned()
        } else {
            String::new()
        };
    }
    heading
}

fn begins_body(line: &str) -> bool {
    let line = spelling::compact(line);
    ["第一条", "第一章", "一、", "为", "根据", "依据"]
        .iter()
        .any(|word| line.starts_with(word))
}

/// A number that fills the piece, or a decree's after a date and before 公布 or 发布.
fn published_number(piece: &str) -> Option<DocumentNumber> {
    let number = DocumentNumber::read(piece).or_else(|| {
        let event = piece
            .trim_start_matches(|c: char| c.is_whitespace() || spelling::opens(c))
            .trim_end_matches(|c: char| c.is_whitespace() || spelling::closes(c));
        let published = event.ends_with("公布") || event.ends_with("发布");
        line_number(event).filter(|number| published && number.is_decree())
    })?;
    // 你院鄂高法〔2002〕158号: a reply quotes the letter that it answers.
    let quoted = piece.trim_start().starts_with(['你', '我', '贵']);
    let formal = number.is_decree() || number.is_announcement() || number.year.is_some();
    (formal && !quoted).then_some(DocumentNumber {
        origin: Origin::Text,
        ..number
    })
}

/// 2010年7月23日广东省第十一届人民代表大会常务委员会第二十次会议修订.
fn passed_by_congress(piece: &str) -> Option<OrganClass> {
    let acts = ["通过", "批准", "修订", "修正", "公布"];
    let acted = acts
        .iter()
        .any(|act| piece.trim_end_matches(spelling::closes).ends_with(act));
    let congress = acted && (piece.contains("人民代表大会") || piece.contains("人大常委会"));
    if !congress || piece.contains('《') {
        return None;
    }
    let name = super::Day::read_prefix(piece).map_or(piece.to_owned(), |(_, rest)| rest);
    let class = classify(&name);
    (class.branch == Branch::Congress).then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, number: Option<&str>, congress: bool) {
        let heading = read_heading(text);
        assert_eq!(
            heading.number.map(|number| number.canonical).as_deref(),
            number,
            "{text}"
        );
        assert_eq!(heading.congress.is_some(), congress, "{text}");
    }

    #[test]
    fn marks_that_stand_by_themselves_are_read() {
        check(
            "某规定\n广东省人民政府令\n（第93号）\n《某规定》已经通过",
            Some("广东省人民政府令第93号"),
            false,
        );
        check(
            "某办法\n（2009年11月27日市政府第202号令发布）\n第一章 总 则",
            Some("市政府令第202号"),
            false,
        );
        check(
            "（2013年6月28日第2次部务会议通过　2013年7月16日中华人民共和国工业和信息化部第24号令公布）",
            Some("工业和信息化部令第24号"),
            false,
        );
        check(
            "发文字号：深圳市人民政府令（第228号）　发布时间：2014-06-03",
            Some("深圳市人民政府令第228号"),
            false,
        );
        check(
            "来源\n穗来穗〔2014〕19号\n各区",
            Some("穗来穗〔2014〕19号"),
            false,
        );
        check(
            "（1999年11月27日广东省第九届人民代表大会常务委员会第十三次会议通过\n2010年10月1日",
            None,
            true,
        );
    }

    #[test]
    fn numbers_in_sentences_are_of_other_documents() {
        check(
            "根据《广州市人民政府通知》(穗府〔2014〕10号)，制定本细则。",
            None,
            false,
        );
        check("第一条 根据国务院令第711号，制定本规定。", None, false);
        check(
            "江苏省高级人民法院：\n你院鄂高法〔2002〕158号收悉",
            None,
            false,
        );
        check("你院鄂高法〔2002〕158号", None, false);
        check("按照国发〔2014〕10号文件的要求，现通知如下", None, false);
    }
}
