//! The lines between the title of a text and its body: who passed, published and amended it, and when.

use tongcha::document::DocumentNumber;

use crate::heading::shape::{HISTORY_CHARS_MAX, begins_body, brackets, is_history};

/// A text taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HeadingBlock {
    pub title: String,
    /// A document number on a line of its own before the body; the line stays in the text.
    pub number: Option<String>,
    pub history: Vec<String>,
    pub text: String,
}

const NUMBER_CHARS_MAX: usize = 40;

/// Takes lines apart: the title is the line at `title_at`, else the first that is not blank. What stands before
/// it belongs to the lines after it. `None` when every line is blank.
///
/// The body begins at the first division, article or numbered heading, or at the first line that does not look
/// like history.
pub(super) fn read(lines: &[String], title_at: Option<usize>) -> Option<HeadingBlock> {
    let is_blank = |line: &str| line.trim().is_empty();
    let title_at = title_at
        .filter(|&at| lines.get(at).is_some_and(|line| !is_blank(line)))
        .or_else(|| lines.iter().position(|line| !is_blank(line)))?;
    let rest: Vec<&str> = lines[..title_at]
        .iter()
        .chain(&lines[title_at + 1..])
        .map(String::as_str)
        .collect();
    let mut block = HeadingBlock {
        title: lines[title_at].trim().to_owned(),
        ..HeadingBlock::default()
    };
    let mut body_at = rest.len();
    let mut open_brackets = 0;
    for (at, line) in rest.iter().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let goes_on = open_brackets > 0 && line.chars().count() <= HISTORY_CHARS_MAX;
        if begins_body(line) || !(goes_on || is_history(line)) {
            body_at = at;
            break;
        }
        open_brackets = (open_brackets + brackets(line)).max(0);
        block.history.push(line.to_owned());
    }
    let body = &rest[body_at..];
    block.number = body.first().and_then(|line| number_of(line.trim()));
    block.text = body_text(body);
    Some(block)
}

/// The body, its blank lines taken out: they part paragraphs, as the line breaks do.
fn body_text(body: &[&str]) -> String {
    let lines: Vec<&str> = body
        .iter()
        .map(|line| line.trim_end())
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

fn number_of(line: &str) -> Option<String> {
    let fits = line.chars().count() <= NUMBER_CHARS_MAX && line.ends_with('号');
    (fits && DocumentNumber::read(line).is_some()).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, history: &[&str], body: &str) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let block = read(&lines, None).expect("a title");
        assert_eq!(block.title, "某条例");
        assert_eq!(block.history, history);
        assert_eq!(block.text, body);
    }

    #[test]
    fn history_ends_where_the_body_begins() {
        check(
            "\n某条例\n\n（2000年9月22日第十八次会议通过）\n（2015年5月29日修订）\n\n第一条　甲。\n\n第二条　乙。\n",
            &["（2000年9月22日第十八次会议通过）", "（2015年5月29日修订）"],
            "第一条　甲。\n第二条　乙。",
        );
        check(
            "某条例\n（2000年9月22日通过\n根据2015年5月29日《决定》修正）\n第 一 章 总则",
            &["（2000年9月22日通过", "根据2015年5月29日《决定》修正）"],
            "第 一 章 总则",
        );
        check(
            "某条例\n二〇一三年七月二十六日省人民政府令第3号公布\n一、甲",
            &["二〇一三年七月二十六日省人民政府令第3号公布"],
            "一、甲",
        );
    }

    #[test]
    fn a_body_without_headings_begins_at_its_first_line() {
        check(
            "某条例\n各市人民政府：\n（2000年1月1日通过）",
            &[],
            "各市人民政府：\n（2000年1月1日通过）",
        );
        check(
            "某条例\n本办法自2020年1月1日起施行。",
            &[],
            "本办法自2020年1月1日起施行。",
        );
        check("某条例\n（一）甲", &[], "（一）甲");
        check("某条例\n(1) 甲", &[], "(1) 甲");
        check("某条例", &[], "");
    }

    #[test]
    fn a_number_before_the_body_is_read_and_stays() {
        let lines = [
            "某命令",
            "",
            "贵府令〔2020〕1号",
            "　　当前正值高发期：",
            "一、甲",
        ]
        .map(str::to_owned);
        let block = read(&lines, None).expect("a title");
        assert_eq!(block.number.as_deref(), Some("贵府令〔2020〕1号"));
        assert_eq!(
            block.text,
            "贵府令〔2020〕1号\n　　当前正值高发期：\n一、甲"
        );
    }
}
