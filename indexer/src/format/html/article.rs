//! Where on a page the article is.
//!
//! Systems that government sites are made with mark it, by comments or by the name of an element; what the mark
//! names is checked against what the page shows, for many marks are empty. Where none holds, the article is the
//! innermost element that holds nearly all sentences of the page.

use std::ops::Range;

use super::chrome;
use super::dom::{Kind, NodeId, Page, ROOT};
use super::flow::Line;
use super::tag::{Attribute, Tag};

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Article {
    pub root: NodeId,
    pub range: Range<NodeId>,
    /// Whether the page itself said that this is the article: what stands in it is then believed to belong to it.
    pub is_marked: bool,
}

/// Comments before and behind an article.
const COMMENTS: [(&str, &str); 6] = [
    ("ZJEG_RSS.content.begin", "ZJEG_RSS.content.end"),
    ("<$[信息内容]>begin", "<$[信息内容]>end"),
    ("enpcontent", "/enpcontent"),
    ("正文开始", "正文结束"),
    ("文章内容开始", "文章内容结束"),
    ("内容开始", "内容结束"),
];
/// Names of elements, in `id` or `class`, that hold an article and nothing else.
#[rustfmt::skip]
const NAMES: [&str; 33] = [
    "ucap-content", "trs_editor", "trs_ueditor", "trs_editor_view", "trs_paper_default", "zoom", "zoomcon",
    "fontzoom", "custom_unionstyle", "pages_content", "article", "article-content", "article_content",
    "articlecontent", "article-con", "article_con", "article-body", "arti-content", "xxgk_content",
    "arc_cont", "news_content", "newscontent", "news_cont", "contxt", "con_text", "conzoom", "bt_content",
    "info_content", "detail-content", "detail_content", "wz_content", "j-fontcontent", "view-content",
];
/// A marked element must hold this share of the sentences of the page.
const MARKED_SHARE_MIN: f64 = 0.4;
/// The innermost element with this share of the sentences around it is the article.
const DENSE_SHARE_MIN: f64 = 0.8;
/// In a piece of a page, links are fewer than this share of the text.
const LINKS_SHARE_MAX: f64 = 0.1;

/// Finds the article by the lines of the page.
pub(super) fn find(page: &Page, lines: &[Line]) -> Article {
    let weights = Weights::new(page, lines);
    let all = weights.within(&(0..page.len() as NodeId));
    let is_enough = |article: &Article| {
        let weight = weights.within(&article.range);
        weight > 0 && f64::from(weight) >= MARKED_SHARE_MIN * f64::from(all)
    };
    if let Some(article) = commented(page, &weights).filter(is_enough) {
        return article;
    }
    if let Some(article) = named(page, &weights).filter(is_enough) {
        return article;
    }
    let links: usize = lines.iter().map(|line| line.link_chars).sum();
    let chars: usize = lines.iter().map(Line::chars).sum();
    if !page.is_whole && links as f64 <= LINKS_SHARE_MAX * chars as f64 {
        return whole(page, ROOT, true);
    }
    whole(page, densest(page, &weights), false)
}

fn whole(page: &Page, root: NodeId, is_marked: bool) -> Article {
    Article {
        root,
        range: root..page.end(root),
        is_marked,
    }
}

/// What stands between the comments that an editor put around the article.
fn commented(page: &Page, weights: &Weights) -> Option<Article> {
    let comments: Vec<NodeId> = (0..page.len() as NodeId)
        .filter(|&id| page.kind(id) == Kind::Comment)
        .collect();
    let articles = COMMENTS.iter().filter_map(|(begin, end)| {
        let at = |mark: &str, from: usize| {
            comments[from..]
                .iter()
                .position(|&id| page.text(id).trim() == mark)
                .map(|at| from + at)
        };
        let from = at(begin, 0)?;
        let to = comments[at(end, from)?];
        let from = comments[from];
        // All that is between the marks is in the parent of one of them; the outer one holds both.
        let parent = page.parent(from)?;
        let root = if page.end(parent) >= to {
            parent
        } else {
            page.parent(to)?
        };
        let root = if page.end(root) >= to && root <= from {
            root
        } else {
            ROOT
        };
        Some(Article {
            root,
            range: from..to,
            is_marked: true,
        })
    });
    articles.max_by_key(|article| weights.within(&article.range))
}

/// The element with such a name that holds most.
fn named(page: &Page, weights: &Weights) -> Option<Article> {
    let is_named = |id: NodeId| {
        let names = [Attribute::Id, Attribute::Class]
            .into_iter()
            .filter_map(|name| page.attribute(id, name));
        names.flat_map(str::split_ascii_whitespace).any(|name| {
            let name = name.to_ascii_lowercase();
            NAMES.contains(&name.as_str())
        })
    };
    let mut best: Option<(u32, NodeId)> = None;
    let mut covered = 0;
    for id in 0..page.len() as NodeId {
        // Inside one that was weighed there is no heavier one.
        if id < covered || page.tag(id).is_none() || !is_named(id) {
            continue;
        }
        let end = page.end(id);
        let weight = weights.within(&(id..end));
        // A frame around all of a page has such a name, too; then one inside is looked for.
        let is_frame = page.is_whole && weights.chrome_within(&(id..end)) > 0;
        if !is_frame {
            covered = end;
        }
        if weight > 0
            && best
                .is_none_or(|(best_weight, _)| weight > best_weight || is_frame_of(page, &best, id))
        {
            best = Some((weight, id));
        }
    }
    best.map(|(_, id)| whole(page, id, true))
}

/// Whether the best so far is a frame around this element, which holds as much.
fn is_frame_of(page: &Page, best: &Option<(u32, NodeId)>, id: NodeId) -> bool {
    best.is_some_and(|(_, frame)| page.ancestors(id).any(|ancestor| ancestor == frame))
}

/// Goes down from the root as long as one child holds nearly all.
fn densest(page: &Page, weights: &Weights) -> NodeId {
    let mut root = ROOT;
    loop {
        let weight = |id: NodeId| weights.within(&(id..page.end(id)));
        let all = weight(root);
        let heaviest = page
            .children(root)
            .filter(|&id| page.tag(id).is_some_and(can_hold_articles))
            .max_by_key(|&id| weight(id));
        match heaviest {
            Some(child)
                if all > 0 && f64::from(weight(child)) >= DENSE_SHARE_MIN * f64::from(all) =>
            {
                root = child;
            }
            _ => return root,
        }
    }
}

fn can_hold_articles(tag: Tag) -> bool {
    !matches!(tag, Tag::P | Tag::Li | Tag::Dt | Tag::Dd) && !tag.is_heading()
}

/// How much of an article the lines of a page are, summed up to each node.
struct Weights {
    sums: Vec<u32>,
    /// The same for lines that are certainly none.
    chrome: Vec<u32>,
}

impl Weights {
    fn new(page: &Page, lines: &[Line]) -> Self {
        let mut sums = vec![0u32; page.len() + 1];
        let mut chrome = vec![0u32; page.len() + 1];
        for line in lines {
            let at = line.nodes.start as usize + 1;
            match chrome::is_chrome(&line.text) {
                true => chrome[at] += 1,
                false => sums[at] = sums[at].saturating_add(weight(line)),
            }
        }
        for at in 1..sums.len() {
            sums[at] = sums[at].saturating_add(sums[at - 1]);
            chrome[at] += chrome[at - 1];
        }
        Self { sums, chrome }
    }

    fn within(&self, range: &Range<NodeId>) -> u32 {
        self.sums[range.end as usize] - self.sums[range.start as usize]
    }

    fn chrome_within(&self, range: &Range<NodeId>) -> u32 {
        self.chrome[range.end as usize] - self.chrome[range.start as usize]
    }
}

/// Sentences weigh what they are long, single words hardly anything, and links nothing.
fn weight(line: &Line) -> u32 {
    let chars = line.chars();
    if line.link_chars * 2 > chars {
        return 0;
    }
    let is_sentence = chars >= 20 || line.text.contains(['。', '；', '，', '：']);
    let chars = u32::try_from(chars).unwrap_or(u32::MAX);
    if is_sentence { chars } else { chars / 4 }
}
