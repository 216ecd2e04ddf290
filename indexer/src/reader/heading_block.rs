//! The lines between the title of a text and its body: who passed, published and amended it, and when.

use tongcha::document::DocumentNumber;

/// A text taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HeadingBlock {
    pub title: String,
    /// A document number on a line of its own before the body; the line stays in the text.
    pub number: Option<String>,
    pub history: Vec<String>,
    pub text: String,
}

/// Lines of history are shorter than this; longer ones are paragraphs.
const HISTORY_CHARS_MAX: usize = 300;
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

/// 第一编, 第一章, 第一条, 一、, （一）, 目录.
fn begins_body(line: &str) -> bool {
    let squeezed: String = line
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(40)
        .collect();
    if squeezed.starts_with("目录") || squeezed.starts_with("总则") {
        return true;
    }
    if let Some(rest) = squeezed.strip_prefix('第') {
        let unit = rest.trim_start_matches(is_numeral);
        return unit.len() < rest.len()
            && ["编", "分编", "章", "节", "条"]
                .iter()
                .any(|name| unit.starts_with(name));
    }
    let unbracketed = squeezed.strip_prefix(['（', '(']).unwrap_or(&squeezed);
    let rest = unbracketed.trim_start_matches(is_numeral);
    let closing: &[char] = if unbracketed.len() < squeezed.len() {
        &['）', ')']
    } else {
        &['、', '．']
    };
    rest.len() < unbracketed.len() && rest.starts_with(closing)
}

/// A line in brackets, or one with a date and what happened on it.
fn is_history(line: &str) -> bool {
    if line.chars().count() > HISTORY_CHARS_MAX {
        return false;
    }
    if line.starts_with(['（', '(']) {
        return true;
    }
    const EVENTS: [&str; 9] = [
        "通过", "公布", "发布", "施行", "修正", "修订", "批准", "令", "公告",
    ];
    // A sentence that ends belongs to the body: 本办法自2020年1月1日起施行。
    !line.ends_with('。') && has_date(line) && EVENTS.iter().any(|event| line.contains(event))
}

/// 2013年7月26日, 二〇一三年七月二十六日, 2013-07-26.
fn has_date(line: &str) -> bool {
    let characters: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    characters
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(c, '年' | '-' | '.' | '/'))
        .any(|(at, separator)| {
            let year = characters[..at]
                .iter()
                .rev()
                .take_while(|c| is_numeral(**c))
                .count();
            let after = &characters[at + 1..];
            let month = after.iter().take_while(|c| is_numeral(**c)).count();
            let ends = if *separator == '年' {
                '月'
            } else {
                *separator
            };
            let day = after.get(month + 1).copied().is_some_and(is_numeral);
            year == 4 && (1..=2).contains(&month) && after.get(month) == Some(&ends) && day
        })
}

fn brackets(line: &str) -> i32 {
    line.chars().fold(0, |open, character| match character {
        '（' | '(' => open + 1,
        '）' | ')' => open - 1,
        _ => open,
    })
}

fn number_of(line: &str) -> Option<String> {
    let fits = line.chars().count() <= NUMBER_CHARS_MAX && line.ends_with('号');
    (fits && DocumentNumber::read(line).is_some()).then(|| line.to_owned())
}

fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '0'..='9' | '０'..='９' | '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
    )
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
