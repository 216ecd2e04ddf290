//! One hit: what it is, whether it is in force, and the passages that answer.

use tongcha::Day;
use tongcha::search::{ArticleHit, Hit, SearchRequest};

use super::super::links;
use super::super::markup::{Markup, Piece, marked};
use super::super::validity::Badge;
use super::compare::CompareView;
use super::versions::{Members, VersionsView};

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
    /// Its number.
    pub number: Option<String>,
    /// Sort, organ, days.
    pub facts: Vec<String>,
    /// Passages that answer.
    pub passages: Vec<PassageView>,
    /// The notice that issues it, or the text that it issues.
    pub companion: Option<CompanionView>,
    /// The other documents of its work.
    pub versions: Option<VersionsView>,
    /// How what was pasted differs from it.
    pub compare: Option<CompareView>,
    /// Why it stands where it stands, when asked.
    pub reasons: Vec<String>,
}

/// The other one of a notice and the text that it issues, which are one hit.
pub struct CompanionView {
    /// What it is to the hit.
    pub label: &'static str,
    /// Its page.
    pub href: String,
    pub title: String,
    pub number: Option<String>,
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

/// What links of a hit take along.
#[derive(Clone, Copy)]
struct Place<'a> {
    q: &'a str,
    as_of: Day,
}

impl Place<'_> {
    fn article(&self, id: &str, n: &str) -> String {
        links::at_day(links::article(id, n, self.q), self.as_of)
    }
}

impl HitView {
    /// The view of a hit.
    pub fn new(hit: &Hit, asked: &SearchRequest, members: &Members) -> Self {
        let place = Place {
            q: asked.q.as_str(),
            as_of: asked.as_of,
        };
        let compared = hit
            .passage
            .as_ref()
            .map_or(&[][..], |found| &found.articles);
        // What is compared is shown there.
        let passage = |article: &ArticleHit| match compared.contains(&article.n) {
            true => None,
            false => passage_view(hit, article, place),
        };
        let (href, article, passages) = match &hit.article {
            Some(article) => (
                place.article(&hit.id, &article.n),
                Some(article_title(article)),
                vec![article_view(hit, article, place)],
            ),
            None => (
                links::at_day(links::document(&hit.id, place.q), place.as_of),
                None,
                hit.articles.iter().filter_map(passage).collect(),
            ),
        };
        Self {
            href,
            title: marked(&hit.title, &hit.title_marks),
            article,
            badge: Badge::new(&hit.validity),
            number: hit.number.clone(),
            facts: facts(hit),
            passages,
            companion: companion(hit, place),
            versions: VersionsView::new(hit, members, place.q, place.as_of),
            compare: hit
                .passage
                .as_ref()
                .map(|found| CompareView::new(hit, found, place.q, place.as_of)),
            reasons: hit
                .explanation
                .iter()
                .map(|reason| reason.text.clone())
                .collect(),
        }
    }
}

fn companion(hit: &Hit, place: Place<'_>) -> Option<CompanionView> {
    let by = hit.issued_by.as_ref().map(|notice| ("印发通知：", notice));
    let (label, other) = by.or_else(|| Some(("所印发的文件：", hit.issues.as_ref()?)))?;
    Some(CompanionView {
        label,
        href: links::at_day(links::document(&other.id, place.q), place.as_of),
        title: other.title.clone(),
        number: other.number.clone(),
    })
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
    facts.push(hit.kind_label.clone());
    if !hit.authority.is_empty() {
        facts.push(hit.authority.join("、"));
    }
    facts.extend(hit.dates.issued.map(|day| format!("{day} 公布")));
    facts.extend(hit.dates.effective.map(|day| format!("{day} 施行")));
    facts
}

/// An article under its document: its fragment, or the beginning of it. One in which nothing is marked says nothing: where it
/// was asked for, it stands on a card of its own.
fn passage_view(hit: &Hit, article: &ArticleHit, place: Place<'_>) -> Option<PassageView> {
    let fragment = hit
        .snippets
        .iter()
        .find(|snippet| snippet.article == article.n);
    let piece = match fragment {
        Some(snippet) => Piece::new(&snippet.text, &snippet.marks),
        None => Piece::new(&article.text, &article.marks).excerpt(EXCERPT_CHARS_MAX),
    };
    (!piece.marks.is_empty()).then(|| view(hit, article, &piece, place))
}

fn article_view(hit: &Hit, article: &ArticleHit, place: Place<'_>) -> PassageView {
    view(
        hit,
        article,
        &Piece::new(&article.text, &article.marks).excerpt(ARTICLE_CHARS_MAX),
        place,
    )
}

fn view(hit: &Hit, article: &ArticleHit, piece: &Piece, place: Place<'_>) -> PassageView {
    let behind = piece.behind(&article.label);
    PassageView {
        label: article.label.clone(),
        heading: article.heading.clone(),
        href: place.article(&hit.id, &article.n),
        text: behind.as_ref().unwrap_or(piece).markup(),
    }
}
