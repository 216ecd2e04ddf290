//! The title of an article: which of the lines it is, or what the page says of it outside the article.

use super::dom::{Kind, NodeId, Page};
use super::flow::Line;
use super::tag::{Attribute, Tag};
use crate::manuscript::{Block, Field, Role};

/// Names of elements that show the title.
#[rustfmt::skip]
const NAMES: [&str; 20] = [
    "title", "tit", "bt", "biaoti", "con-title", "con_title", "article-title", "article_title",
    "articletitle", "arti_title", "sp_title", "pages-title", "pages_title", "news_title", "newstitle",
    "xxgk_title", "contitle", "detail-title", "detail_title", "xl-title",
];
/// Fields that hold it, the surest first.
#[rustfmt::skip]
const FIELDS: [&str; 6] = [
    "标题", "ArticleTitle", "信息名称", "文件名称", "公文名称", "名称",
];
/// How titles end.
#[rustfmt::skip]
const FORMS: [&str; 26] = [
    "通知", "办法", "规定", "意见", "决定", "公告", "通告", "批复", "复函", "方案", "细则", "条例", "规划",
    "报告", "通报", "公示", "解读", "名录", "目录", "标准", "指南", "答复", "规则", "计划", "措施", "的函",
];
/// A title that nothing marks stands no farther before the article than this many lines.
const LINES_NEAR: usize = 6;
const CHARS_MAX: usize = 300;
/// Lines over which a title is broken, and lines before it.
const LINES_MAX: usize = 5;
const LINES_BEFORE_MAX: usize = 12;

/// The titles that a page gives, the surest first.
pub(super) fn candidates(
    page: &Page,
    lines: &[Line],
    fields: &[Field],
    article: NodeId,
) -> Vec<String> {
    let of_fields = FIELDS.iter().flat_map(|name| {
        let fields = fields.iter().filter(move |field| field.name == *name);
        fields.map(|field| field.value.clone())
    });
    let head = fields
        .iter()
        .find(|field| field.name == "title")
        .map(|field| squeezed(&field.value));
    let of_marks = lines
        .iter()
        .filter(|line| is_marked(page, line))
        .map(|line| line.text.clone());
    // `标题_岚江省人民政府` in the head confirms a line that is shown.
    let of_head = lines.iter().filter(|line| {
        line.chars() >= 8
            && head
                .as_ref()
                .is_some_and(|head| head.contains(&squeezed(&line.text)))
    });
    let of_head: Vec<String> = of_head.map(|line| line.text.clone()).take(1).collect();
    of_fields
        .chain(of_head)
        .chain(of_marks)
        .chain(before(lines, article))
        .filter(|title| (4..=CHARS_MAX).contains(&title.chars().count()))
        .take(20)
        .collect()
}

/// Whether an element around a line says that it is the title.
fn is_marked(page: &Page, line: &Line) -> bool {
    if line.role == Role::Title && line.link_chars == 0 {
        return true;
    }
    let around = page.ancestors(line.nodes.start).take(3);
    let mut elements = around.filter(|&id| matches!(page.kind(id), Kind::Element(_)));
    line.link_chars == 0 && elements.any(|id| names_title(page, id))
}

fn names_title(page: &Page, id: NodeId) -> bool {
    let names = [Attribute::Id, Attribute::Class]
        .into_iter()
        .filter_map(|name| page.attribute(id, name));
    page.tag(id) != Some(Tag::Table)
        && names.flat_map(str::split_ascii_whitespace).any(|name| {
            let name = name.to_ascii_lowercase();
            NAMES.contains(&name.as_str()) || name.starts_with("title")
        })
}

/// The line nearest before the article that ends as titles of documents do.
fn before(lines: &[Line], article: NodeId) -> Option<String> {
    let end = lines.partition_point(|line| line.nodes.start < article);
    let near = lines[end.saturating_sub(LINES_NEAR)..end].iter().rev();
    let mut titles = near.filter(|line| {
        let text = line.text.trim_end_matches(['）', ')']);
        line.link_chars == 0 && (8..=120).contains(&line.chars()) && is_form(text)
    });
    titles.next().map(|line| line.text.clone())
}

fn is_form(title: &str) -> bool {
    let draft = ["（试行", "(试行", "（暂行", "（修订"];
    let title = draft
        .iter()
        .find_map(|end| title.strip_suffix(end))
        .unwrap_or(title);
    FORMS.iter().any(|form| title.ends_with(form))
}

/// Marks the title among the first blocks, put together if it was broken over lines; a title that stands outside the
/// article is put before it.
pub(super) fn mark(blocks: &mut Vec<Block>, titles: &[String]) {
    // A heading of the second level may be all over an article, one of the first is its title.
    let has_title = |blocks: &[Block]| {
        let first = blocks.iter().take(LINES_BEFORE_MAX);
        first
            .filter(|block| {
                matches!(
                    block,
                    Block::Paragraph {
                        role: Role::Title,
                        ..
                    }
                )
            })
            .count()
            == 1
    };
    for title in titles {
        let wanted = squeezed(title);
        for at in 0..blocks.len().min(LINES_BEFORE_MAX) {
            if let Some(lines) = lines_of_title(&blocks[at..], &wanted) {
                unmark(blocks);
                let text = blocks[at..at + lines]
                    .iter()
                    .flat_map(Block::lines)
                    .collect::<Vec<_>>();
                let title = Block::Paragraph {
                    role: Role::Title,
                    text: text.concat(),
                };
                blocks.splice(at..at + lines, [title]);
                return;
            }
        }
    }
    if has_title(blocks) {
        return;
    }
    unmark(blocks);
    if let Some(title) = titles.first() {
        let title = Block::Paragraph {
            role: Role::Title,
            text: title.clone(),
        };
        blocks.insert(0, title);
    }
}

/// How many lines, from the first on, are the title and nothing else.
fn lines_of_title(blocks: &[Block], wanted: &str) -> Option<usize> {
    let mut text = String::new();
    for (at, block) in blocks.iter().take(LINES_MAX).enumerate() {
        let Block::Paragraph { text: line, .. } = block else {
            return None;
        };
        text.push_str(&squeezed(line));
        if text == wanted {
            return Some(at + 1);
        }
        if !wanted.starts_with(&text) {
            return None;
        }
    }
    None
}

fn unmark(blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Paragraph { role, .. } = block
            && *role == Role::Title
        {
            *role = Role::Heading;
        }
    }
}

/// The text by which titles are compared: without white space, brackets of one form.
fn squeezed(text: &str) -> String {
    let characters = text.chars().filter(|c| !c.is_whitespace());
    characters
        .map(|character| match character {
            '(' => '（',
            ')' => '）',
            '<' | '〈' | '＜' => '《',
            '>' | '〉' | '＞' => '》',
            _ => character,
        })
        .collect()
}
