//! Markdown as lines of plain text, for the parser of legal texts to see what a reader would see.
//!
//! Only marks that cannot be part of a legal text are taken away: `#` before a heading, `**` around what begins
//! a line (`**第一条**`), backslashes before punctuation, and blank lines, which only part paragraphs. Everything
//! else, tables and lists above all, stays as it is written.

/// The lines of the text, one for each line of the source; blank ones stay, so that the lines can be counted.
pub(crate) fn lines(source: &str) -> Vec<String> {
    source
        .lines()
        .map(|line| unescape(strip_emphasis(strip_heading(line.trim_end()))))
        .collect()
}

/// The first line that is a heading of the first level.
pub(crate) fn title_line(source: &str) -> Option<usize> {
    source
        .lines()
        .position(|line| heading_level(line) == Some(1))
}

/// The level of a heading.
pub(crate) fn heading_level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = (1..=6).contains(&level) && line[level..].starts_with([' ', '\t', '\u{3000}']);
    is_heading.then_some(level)
}

fn strip_heading(line: &str) -> &str {
    match heading_level(line) {
        Some(level) => {
            let heading = line[level..].trim();
            // `## 总则 ##` closes what it opened.
            let open = heading.trim_end_matches('#');
            if open.ends_with([' ', '\t']) {
                open.trim_end()
            } else {
                heading
            }
        }
        None => line,
    }
}

/// `**第一条** 为了…`: the first stars of the line and those that close them.
fn strip_emphasis(line: &str) -> String {
    let start = line.len() - line.trim_start().len();
    let emphasis = line[start..]
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"));
    match emphasis {
        Some((inside, after)) if !inside.trim().is_empty() => {
            format!("{}{inside}{after}", &line[..start])
        }
        _ => line.to_owned(),
    }
}

fn unescape(line: String) -> String {
    if !line.contains('\\') {
        return line;
    }
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {
                text.extend(characters.next())
            }
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(lines(source), [expected]);
    }

    #[test]
    fn marks_go_and_text_stays() {
        check("## 第一章　总则", "第一章　总则");
        check("###### 第一节 ##", "第一节");
        check("####### 七个", "####### 七个");
        check("#井号", "#井号");
        check("\\# 井号", "# 井号");
        check("# C#", "C#");
        check("**第一条**　为了**保护**", "第一条　为了**保护**");
        check("**** 星", "**** 星");
        check("C:\\路径 2 \\* 3 \\\\", "C:\\路径 2 * 3 \\");
        check("| 甲 | 乙 |", "| 甲 | 乙 |");
        check("- （一）项  ", "- （一）项");
    }

    #[test]
    fn the_title_is_the_first_heading_of_the_first_level() {
        assert_eq!(title_line("说明\n## 二级\n# 标题\n# 另一个"), Some(2));
        assert_eq!(title_line("#标题\n\\# 标题"), None);
    }
}
