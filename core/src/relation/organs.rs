//! Former names of organs that a text writes: not those of its own issuing organ, not inside 《》 and “”, and not where
//! the words say themselves that they are former or cite an act.

use serde::{Deserialize, Serialize};

use crate::document::{Document, FormerOrgan, former_organs};

/// Former names noted of one document at most.
const MENTIONS_MAX: usize = 16;
/// Names up to this length may be the end of another word; what stands before them has to part them from it.
const SHORT_CHARS_MAX: usize = 6;

/// A former name of an organ, where a text first writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerMention {
    /// The name.
    #[serde(rename = "n")]
    pub name: String,
    /// Its first byte in the text.
    #[serde(rename = "a")]
    pub at: u32,
}

/// The former names that a text writes, each once, in the order of the text.
pub(super) fn former_mentions(document: &Document, text: &str) -> Vec<FormerMention> {
    let mut mentions: Vec<FormerMention> = Vec::new();
    let mut marks = Marks::default();
    for (range, organ) in former_organs().find(text) {
        let is_quoted = marks.inside(text, range.start);
        let known = mentions.iter().any(|mention| mention.name == organ.name);
        let own = document
            .authority
            .iter()
            .any(|authority| authority.name.contains(organ.name));
        if is_quoted || known || own || !is_organ(organ, &text[..range.start], &text[range.end..]) {
            continue;
        }
        mentions.push(FormerMention {
            name: organ.name.to_owned(),
            at: range.start as u32,
        });
        if mentions.len() >= MENTIONS_MAX {
            break;
        }
    }
    mentions
}

/// Whether the words around a name leave it an organ that is spoken of today.
fn is_organ(organ: &FormerOrgan, before: &str, behind: &str) -> bool {
    // 原环境保护部: the text knows.
    if before.ends_with(['原', '前']) {
        return false;
    }
    // 环境保护部令第5号, 劳动部关于…的通知, 国家林业局公告: an act of its time.
    let office = behind.strip_prefix("办公厅").unwrap_or(behind);
    let act = [
        "令",
        "公告",
        "关于",
        "文件",
        "发布",
        "颁布",
        "制定",
        "〔",
        "（现",
        "(现",
        "（今",
        "批准文号",
    ];
    if act.iter().any(|word| office.starts_with(word)) {
        return false;
    }
    if organ.name.chars().count() > SHORT_CHARS_MAX {
        return true;
    }
    // 交通部门, 农业部署, 建设部分, 卫生局部.
    if organ.name.ends_with('部')
        && behind.starts_with(['门', '署', '队', '分', '位', '件', '下', '级', '长', '落'])
    {
        return false;
    }
    if organ.name.ends_with('局') && behind.starts_with(['部', '面', '限', '势', '域']) {
        return false;
    }
    let joins = [
        '省', '市', '县', '区', '州', '盟', '旗', '级', '院', '国', '地', '由', '经', '报', '向',
        '和', '与', '及', '或', '按', '照', '据', '将', '的', '在', '对', '以', '会', '同', '送',
        '请', '家',
    ];
    before
        .chars()
        .next_back()
        .is_none_or(|c| joins.contains(&c) || !c.is_alphanumeric())
}

/// Whether a place is inside 《》 or “”. Asked in rising order, so that the text is walked once.
#[derive(Debug, Default)]
struct Marks {
    at: usize,
    titles: u32,
    quotes: u32,
}

impl Marks {
    fn inside(&mut self, text: &str, place: usize) -> bool {
        for c in text[self.at..place].chars() {
            match c {
                '《' => self.titles += 1,
                '》' => self.titles = self.titles.saturating_sub(1),
                '“' => self.quotes += 1,
                '”' => self.quotes = self.quotes.saturating_sub(1),
                // A mark that is never closed must not swallow the rest.
                '\n' => (self.titles, self.quotes) = (0, 0),
                _ => {}
            }
        }
        self.at = place;
        self.titles + self.quotes > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Record, read_record};
    use expect_test::{Expect, expect};

    /// What a text of 岚江省质量技术监督局 writes.
    fn check(text: &str, expected: Expect) {
        let record = Record {
            title: "关于电梯的通知".to_owned(),
            authority: Some("岚江省质量技术监督局".to_owned()),
            text: text.to_owned(),
            ..Record::default()
        };
        let (document, _) = read_record(record).expect("a document");
        let found: Vec<String> = former_mentions(&document, text)
            .into_iter()
            .map(|mention| {
                assert!(text[mention.at as usize..].starts_with(&mention.name));
                mention.name
            })
            .collect();
        expected.assert_eq(&found.join(" "));
    }

    #[test]
    fn former_organs_are_noted_once() {
        check(
            "由省环境保护厅会同国土资源部门处理。报省环境保护厅。",
            expect!["环境保护厅 国土资源部门"],
        );
        check("经卫生部、交通部批准", expect!["卫生部 交通部"]);
    }

    #[test]
    fn other_words_are_none() {
        check("交通部门、农业部门、基本建设部分", expect![""]);
        check("做好农业部署，文化旅游局", expect![""]);
        check("岚江省质量技术监督局", expect![""]);
        check("依照《环境保护部信访办法》办理", expect![""]);
        check("将“国土资源厅”修改为“自然资源厅”", expect![""]);
        check(
            "原环境保护部、环境保护部令第5号、卫生部关于某事的通知",
            expect![""],
        );
    }

    #[test]
    fn a_mark_left_open_ends_with_its_line() {
        check("《办法\n由环境保护厅处理", expect!["环境保护厅"]);
    }
}
