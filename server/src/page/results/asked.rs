//! The article that was asked for, as a card above the hits: its state, its whole text, where it leads.

use tongcha::Day;
use tongcha::search::{
    ArticleRecord, AskedArticle, AskedArticles, Effect, InterpretationKind, SearchRequest,
    SearchResponse, Searcher, WorkMember,
};

use super::super::article::cited;
use super::super::links;
use super::super::markup::{Piece, Tag};
use super::super::passage::{Line, lines};
use super::super::validity::Badge;

/// Characters of an article that a card shows; longer ones are read on their own page.
const TEXT_CHARS_MAX: usize = 6_000;
/// Hits in which the document of a card must be: what filters leave out is not brought back.
const HITS_LOOKED_AT: usize = 5;

/// What a card is made of.
pub struct Asked {
    articles: AskedArticles,
    versions: Vec<WorkMember>,
}

/// A card.
pub struct CardView {
    pub title: String,
    pub document: String,
    pub badge: Badge,
    pub articles: Vec<CardArticle>,
    /// How many more articles were asked for.
    pub more: usize,
    /// What changed from the version before, or to the one that came behind: label and address.
    pub comparison: Option<(String, String)>,
}

/// An article in a card.
pub struct CardArticle {
    /// What has to be said of it: that there is none of this number.
    pub missing: Option<String>,
    pub label: String,
    pub headings: Vec<String>,
    pub lines: Vec<Line>,
    /// Whether it goes on.
    pub is_cut: bool,
    pub href: String,
    /// The place in the whole text.
    pub place: String,
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

/// Reads the articles that the answer says were asked for by name; nothing where their document is not among the hits.
///
/// # Errors
/// When the index cannot be read.
pub fn read(
    searcher: &Searcher,
    asked: &SearchRequest,
    response: &SearchResponse,
) -> Result<Option<Asked>, tongcha::search::SearchError> {
    let says = |names_it: fn(InterpretationKind) -> bool| {
        let chips = &mut response.query.interpretation.iter();
        chips.any(|chip| chip.effect == Effect::Names && names_it(chip.kind))
    };
    let is_article = |kind| kind == InterpretationKind::Article;
    let is_other = |kind| kind != InterpretationKind::Article;
    if asked.page > 1 || !says(is_article) || !says(is_other) {
        return Ok(None);
    }
    let Some(articles) = searcher.asked_articles(&asked.q, response.as_of)? else {
        return Ok(None);
    };
    let mut shown = response.hits.iter().take(HITS_LOOKED_AT);
    if !shown.any(|hit| hit.id == articles.document.id) {
        return Ok(None);
    }
    let versions = searcher.members(&articles.version_ids, response.as_of);
    Ok(Some(Asked { articles, versions }))
}

impl CardView {
    /// The card of what was read.
    pub fn new(asked: &Asked, q: &str, as_of: Day) -> Option<Self> {
        let Asked { articles, versions } = asked;
        let id = &articles.document.id;
        let records = articles.articles.iter();
        let validity = records
            .clone()
            .find_map(|article| Some(&article.record.as_ref()?.validity))?;
        Some(Self {
            title: articles.document.title.clone(),
            document: links::at_day(links::document(id, q), as_of),
            badge: Badge::new(validity),
            articles: records
                .filter_map(|article| card_article(article, id, q, as_of))
                .collect(),
            more: articles.more,
            comparison: comparison(id, versions, as_of),
        })
    }
}

fn card_article(asked: &AskedArticle, id: &str, q: &str, as_of: Day) -> Option<CardArticle> {
    let record = asked.record.as_ref()?;
    let ArticleRecord {
        article,
        headings,
        previous,
        next,
        ..
    } = record;
    let text: String = article.text.chars().take(TEXT_CHARS_MAX).collect();
    let piece = Piece::new(&text, &[]).with_links(cited(record));
    let behind = piece.behind(&article.label);
    let neighbour = |neighbour: &tongcha::search::NeighbourRecord| {
        let href = links::at_day(links::article(id, &neighbour.n, q), as_of);
        (neighbour.label.clone(), href)
    };
    Some(CardArticle {
        missing: (!asked.is_held)
            .then(|| format!("没有{}，最接近的是{}：", asked.label, article.label)),
        label: article.label.clone(),
        headings: headings.clone(),
        is_cut: text.len() < article.text.len(),
        lines: lines(behind.as_ref().unwrap_or(&piece), false, Tag::Mark),
        href: links::at_day(links::article(id, &article.n, q), as_of),
        place: links::at_day(links::place_marked(id, &article.n, q), as_of),
        previous: previous.as_ref().map(neighbour),
        next: next.as_ref().map(neighbour),
    })
}

/// Beside the version before it; of the oldest one, beside the one that came next.
fn comparison(id: &str, versions: &[WorkMember], as_of: Day) -> Option<(String, String)> {
    let at = versions.iter().position(|version| version.id == *id)?;
    let (label, other) = match versions.get(at + 1) {
        Some(older) => ("与上一版本比较", older),
        None => ("与后一版本比较", versions.get(at.checked_sub(1)?)?),
    };
    let href = links::at_day(links::comparison(id, &other.id), as_of);
    Some((label.to_owned(), href))
}
