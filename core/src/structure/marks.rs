//! Marks: places where a label stands, and how a place is read.

use super::ComponentNumber;
use super::label::{Unit, is_blank};
use super::numeral::{is_numeral, parse_numeral};

/// A place where a label stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Where a passage would begin: the line's first byte, or the label inside a line.
    pub cut: usize,
    /// First byte of the label.
    pub start: usize,
    /// One past the label.
    pub end: usize,
    /// End of the line without trailing blanks.
    pub line_end: usize,
    pub kind: MarkKind,
    pub place: Place,
    pub follow: Follow,
    /// Whether the text before is finished: nothing before, or the end of a sentence.
    pub after_stop: bool,
    /// Whether it stands between “ and ”.
    pub quoted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    Article(ComponentNumber),
    Heading(Unit, ComponentNumber),
    /// 附则 on a line of its own.
    Supplementary,
    /// 附件 附表 附录 附图, and the number where there is one.
    Attachment(Option<u32>),
    /// 目录.
    Contents,
    /// A line that is the title of a text announced before: 现将《…办法》印发给你们.
    Title,
    Section(SectionStyle, u32),
}

/// The four levels of GB/T 9704-2012, 7.3.3: 一、（一）1.（1）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SectionStyle {
    Ideographic,
    IdeographicParen,
    Arabic,
    ArabicParen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    LineStart,
    AfterStop,
    AfterBlank,
    Inside,
}

/// What comes after a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follow {
    /// A blank, the end of the line, or a bracket with the article's heading.
    Separated,
    /// Text at once: 第一条为了加强.
    Glued,
    /// Words that make it a citation: 第三条、第五条, 第十条的规定, 第二十条第三款.
    Citation,
    /// Words that change another text: 第五条修改为.
    Amendment,
}

/// A division's heading has at most this many bytes (about 50 characters).
pub(super) const HEADING_BYTES_MAX: usize = 150;

const AMENDMENTS: [&str; 9] = [
    "修改为",
    "修正为",
    "改为",
    "改成",
    "相应改为",
    "分别改为",
    "移至",
    "中的“",
    "中“",
];

const REPEALS: [&str; 5] = ["后增加", "增加", "删去", "删除", "废止"];

const CITATIONS: [&str; 22] = [
    "的",
    "、",
    "，",
    ",",
    "。",
    "；",
    ";",
    "规定",
    "所称",
    "所列",
    "所规定",
    "所述",
    "以及",
    "以下",
    "以上",
    "以外",
    "～",
    "~",
    "—",
    "》",
    "”",
    "等",
];

const JOINTS: [&str; 8] = ["至", "到", "和", "及", "与", "或者", "或", "-"];

/// Reads what follows a label.
pub(super) fn follow(rest: &str) -> Follow {
    // A few characters decide; the line may be the whole document.
    let near = rest
        .char_indices()
        .nth(40)
        .map_or(rest, |(at, _)| &rest[..at]);
    let line = near.split('\n').next().unwrap_or("");
    let open = line.trim_start_matches(is_blank);
    let spaced = open.len() < line.len() || open.is_empty();
    if AMENDMENTS.iter().any(|word| open.starts_with(word)) {
        return Follow::Amendment;
    }
    // 第五条删去 changes a text, 第二十条 废止规范性文件的… is an article.
    if !spaced && REPEALS.iter().any(|word| open.starts_with(word)) {
        return Follow::Citation;
    }
    let joined = JOINTS.iter().find_map(|joint| open.strip_prefix(joint));
    let cites =
        |text: &str| text.starts_with(['第', '《', '本', '前']) || text.starts_with(is_numeral);
    if joined.is_some_and(cites) || CITATIONS.iter().any(|word| open.starts_with(word)) {
        // 第三条 规定… after a blank opens an article more often than it cites one.
        let opens = spaced
            && ["规定", "等", "以上", "以下", "以外"]
                .iter()
                .any(|w| open.starts_with(w));
        return if opens {
            Follow::Separated
        } else {
            Follow::Citation
        };
    }
    if spaced || open.starts_with(['【', '［', '[', '〔', '*', '：', ':']) {
        return Follow::Separated;
    }
    match open.chars().next() {
        // 第一条（目的和依据） has a heading, 第一条（三） cites an item.
        Some('（' | '(') if open.chars().nth(1).is_some_and(is_numeral) => Follow::Citation,
        Some('（' | '(') => Follow::Separated,
        // 第二十条第三款 cites; 第三十四条第二十五条、… may be an article that opens with a citation.
        Some('第') => Follow::Citation,
        _ => Follow::Glued,
    }
}

/// Whether the article at the start of `text` opens as first articles do: 第一条 为了…, 根据….
pub(super) fn opens_first_article(text: &str) -> bool {
    let near = text
        .char_indices()
        .nth(60)
        .map_or(text, |(at, _)| &text[..at]);
    let Some(at) = near.find(['条', '條']) else {
        return false;
    };
    let body = near[at..].trim_start_matches(|c| is_blank(c) || matches!(c, '条' | '條'));
    ["为", "根据", "依据", "依照", "按照"]
        .iter()
        .any(|word| body.starts_with(word))
}

/// 附则, 目录, 附件 and the like at the start of a line; with the length of the label.
pub(super) fn heading_word(content: &str) -> Option<(MarkKind, usize)> {
    if !content.starts_with(['附', '目']) {
        return None;
    }
    let squeezed: String = content.chars().filter(|c| !is_blank(*c)).take(60).collect();
    let bare = squeezed.trim_end_matches(['：', ':', '*']);
    match bare {
        "附则" => return Some((MarkKind::Supplementary, content.len())),
        "目录" | "目次" => return Some((MarkKind::Contents, content.len())),
        "附" | "附件" | "附表" | "附录" | "附图" => {
            return Some((MarkKind::Attachment(None), content.len()));
        }
        _ => {}
    }
    // 目录 第一章 总则 …: the whole table on one line.
    for word in ["目录", "目次"] {
        let first = "目".len();
        let open = content[first..].trim_start_matches(is_blank);
        if let Some(rest) = open.strip_prefix(&word[first..])
            && content.starts_with('目')
            && rest.starts_with(is_blank)
            && rest.trim_start_matches(is_blank).starts_with('第')
        {
            return Some((MarkKind::Contents, content.len() - rest.len()));
        }
    }
    attachment(content)
}

/// 附件1：…, 附表二, 附录D.
fn attachment(content: &str) -> Option<(MarkKind, usize)> {
    let mut rest = content.strip_prefix('附')?.trim_start_matches(is_blank);
    rest = rest.strip_prefix(['件', '表', '录', '图'])?;
    let open = rest.trim_start_matches(is_blank);
    let digits = open
        .chars()
        .take_while(|c| is_numeral(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    let number = parse_numeral(&open[..digits]);
    let after = &open[digits..];
    // 附件三所列…, 附件中… are sentences; a label is followed by a sign, a blank or nothing.
    let ends = after.is_empty()
        || after.starts_with(['*', ':', '：', '.', '．', '、', '-', '－', '（', '(']);
    let spaced = after.starts_with(is_blank) && after.len() <= HEADING_BYTES_MAX;
    let letter = digits == 0 && after.starts_with(|c: char| c.is_ascii_uppercase());
    if !(ends || spaced || letter) || (digits > 0 && number.is_none()) {
        return None;
    }
    let label = content.len() - after.len() + usize::from(letter);
    Some((MarkKind::Attachment(number), label))
}

/// 一、（一）1.（1） at the start of a line; with the length of the label.
pub(super) fn section(content: &str) -> Option<(MarkKind, usize)> {
    let paren = content.starts_with(['（', '(']);
    let body = if paren {
        content.trim_start_matches(['（', '('])
    } else {
        content
    };
    let digits = body
        .chars()
        .take(12)
        .take_while(|c| is_numeral(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    if digits == 0 {
        return None;
    }
    let value = parse_numeral(&body[..digits]).filter(|v| (1..=999).contains(v))?;
    let arabic = body.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let mut after = body[digits..].chars();
    let sign = after.by_ref().find(|c| !is_blank(*c))?;
    let fits = match (paren, arabic) {
        (true, _) => matches!(sign, '）' | ')'),
        (false, true) => {
            // 0.93, 1.2.3 and 2018.5 are no labels.
            let next = after.clone().next();
            matches!(sign, '、' | '．' | '）' | ')')
                || (sign == '.' && !next.is_some_and(|c| c.is_ascii_digit()))
        }
        (false, false) => matches!(sign, '、' | '．' | '.'),
    };
    if !fits {
        return None;
    }
    let style = match (paren || matches!(sign, '）' | ')'), arabic) {
        (false, false) => SectionStyle::Ideographic,
        (true, false) => SectionStyle::IdeographicParen,
        (false, true) => SectionStyle::Arabic,
        (true, true) => SectionStyle::ArabicParen,
    };
    Some((
        MarkKind::Section(style, value),
        content.len() - after.as_str().len(),
    ))
}

/// Whether the text before a label is no word that a citation follows: 本法第…条, 依照第…条, 第三条和第…条.
pub(super) fn cites_nothing(before: &str) -> bool {
    const CITING: &str = "法例定则程规章款项目条》〉、，,（(“‘\"和或及至到与照据反按符合将在对的见以由有除是为即经因同从约用案释书于";
    before
        .chars()
        .next_back()
        .is_some_and(|c| !is_blank(c) && !CITING.contains(c) && !c.is_ascii())
}
