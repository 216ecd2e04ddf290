//! One hit: what it is, whether it is in force, and the passages that answer.

use tongcha::search::{ArticleHit, Hit, SearchRequest};

use super::super::links;
use super::super::markup::{Markup, Piece, marked};
use super::super::validity::Badge;
use super::compare::CompareView;

/// Characters of an article that has no fragment of its own.
const EXCERPT_CHARS_MAX: usize = 120;
/// Characters of an article that is a hit by itself.
const ARTICLE_CHARS_MAX: usize = 400;

/// A hit.
pub struct HitView {
    /// Its page.
    pub href: String,
    /// Its title, the words marked.
    pub title: Markup,
    /// The article, when single articles are looked for: label and heading.
    pub article: Option<String>,
    /// Its state.
    pub badge: Badge,
    /// Number, sort, organ, days.
    pub facts: Vec<String>,
    /// Passages that answer.
    pub passages: Vec<PassageView>,
    /// How many other versions there are.
    pub other_versions: usize,
    /// How what was pasted differs from it.
    pub compare: Option<CompareView>,
    /// Why it stands where it stands, when asked.
    pub reasons: Vec<String>,
}

/// A passage that answers.
pub struct PassageView {
    /// `第十二条`; empty for unnumbered text.
    pub label: String,
    /// Headings above it.
    pub heading: String,
    /// Its page.
    pub href: String,
    /// What it says.
    pub text: Markup,
}

impl HitView {
    /// The view of a hit.
    pub fn new(hit: &Hit, asked: &SearchRequest) -> Self {
        let q = asked.q.as_str();
        let compared = hit
            .passage
            .as_ref()
            .map_or(&[][..], |found| &found.articles);
        // What is compared is shown there.
        let passage = |article: &ArticleHit| match compared.contains(&article.n) {
            true => None,
            false => passage_view(hit, article, q),
        };
        let (href, article, passages) = match &hit.article {
            Some(article) => (
                links::article(&hit.id, &article.n, q),
                Some(article_title(article)),
                vec![article_view(hit, article, q)],
            ),
            None => (
                links::document(&hit.id, q),
                None,
                hit.articles.iter().filter_map(passage).collect(),
            ),
        };
        Self {
            href,
            title: marked(&hit.title, &hit.title_marks),
            article,
            badge: Badge::new(&hit.validity),
            facts: facts(hit),
            passages,
            other_versions: hit.version_ids.len().saturating_sub(1),
            compare: hit
                .passage
                .as_ref()
                .map(|found| CompareView::new(hit, found, q)),
            reasons: hit
                .explanation
                .iter()
                .map(|reason| reason.text.clone())
                .collect(),
        }
    }
}

fn article_title(article: &ArticleHit) -> String {
    if article.label.is_empty() {
        article.heading.clone()
    } else {
        article.label.clone()
    }
}

fn facts(hit: &Hit) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(hit.number.clone());
    facts.push(hit.kind_label.clone());
    if !hit.authority.is_empty() {
        facts.push(hit.authority.join("、"));
    }
    facts.extend(hit.dates.issued.map(|day| format!("{day} 公布")));
    facts.extend(hit.dates.effective.map(|day| format!("{day} 施行")));
    facts
}

/// An article under its document: its fragment, or the beginning of it. One in which nothing is marked says
/// nothing.
fn passage_view(hit: &Hit, article: &ArticleHit, q: &str) -> Option<PassageView> {
    let fragment = hit
        .snippets
        .iter()
        .find(|snippet| snippet.article == article.n);
    let piece = match fragment {
        Some(snippet) => Piece::new(&snippet.text, &snippet.marks),
        None => Piece::new(&article.text, &article.marks).excerpt(EXCERPT_CHARS_MAX),
    };
    (!piece.marks.is_empty()).then(|| view(hit, article, &piece, q))
}

fn article_view(hit: &Hit, article: &ArticleHit, q: &str) -> PassageView {
    view(
        hit,
        article,
        &Piece::new(&article.text, &article.marks).excerpt(ARTICLE_CHARS_MAX),
        q,
    )
}

fn view(hit: &Hit, article: &ArticleHit, piece: &Piece, q: &str) -> PassageView {
    let behind = piece.behind(&article.label);
    PassageView {
        label: article.label.clone(),
        heading: article.heading.clone(),
        href: links::article(&hit.id, &article.n, q),
        text: behind.as_ref().unwrap_or(piece).markup(),
    }
}
