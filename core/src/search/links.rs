//! References inside a text as places that can be followed: to other documents, and to the text's own articles.

use serde::{Deserialize, Serialize};

use crate::engine::StoredDocument;
use crate::relation::{Place, Relations};
use crate::structure::{Passage, PassageKind, citations};

/// Links of one document at most.
const LINKS_MAX: usize = 5_000;

/// A place in a passage that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextLink {
    /// The passage, by address.
    pub passage: String,
    /// First character in the passage's text.
    pub from: u32,
    /// One past the last character.
    pub to: u32,
    /// The document that it leads to; `None` means the text itself.
    pub document: Option<String>,
    /// The article that it leads to, by address; `None` means the whole document.
    pub article: Option<String>,
}

/// Every link of a document's text, in its order, none overlapping another.
pub(super) fn links(stored: &StoredDocument, relations: &Relations) -> Vec<TextLink> {
    let passages = stored.structure.passages.iter();
    let read = passages.filter(|passage| passage.kind != PassageKind::Contents);
    let own = read.flat_map(|passage| own(stored, passage));
    let mut links = joined(outward(stored, relations), own);
    let order = |passage: &str| {
        stored
            .structure
            .passages
            .iter()
            .position(|other| other.n == passage)
    };
    links.sort_by_cached_key(|link| (order(&link.passage), link.from));
    links.truncate(LINKS_MAX);
    links
}

/// The links of one passage: those that [`links`] has for it.
pub(super) fn passage_links(
    stored: &StoredDocument,
    relations: &Relations,
    passage: &Passage,
) -> Vec<TextLink> {
    let mut outward = outward(stored, relations);
    outward.retain(|link| link.passage == passage.n);
    let mut links = joined(outward, own(stored, passage).into_iter());
    links.sort_by_key(|link| link.from);
    links
}

/// What a text says of others, and what it says of itself where that says nothing.
fn joined(mut outward: Vec<TextLink>, own: impl Iterator<Item = TextLink>) -> Vec<TextLink> {
    let beside = |own: &TextLink| {
        let mut links = outward.iter();
        !links.any(|link| link.passage == own.passage && link.from < own.to && own.from < link.to)
    };
    let own: Vec<TextLink> = own.filter(beside).collect();
    outward.extend(own);
    outward
}

fn outward(stored: &StoredDocument, relations: &Relations) -> Vec<TextLink> {
    let in_text = relations
        .of(&stored.document.id)
        .filter(|relation| relation.edge.place == Place::Text);
    let found = in_text.filter_map(|relation| {
        let target = relation.target()?;
        let (start, end) = relation.edge.citation;
        let passages = &stored.structure.passages;
        let passage =
            passages.get(passages.partition_point(|passage| passage.span.end <= start))?;
        let text = passage.span.of(&stored.text);
        let (from, to) = (start - passage.span.start, end - passage.span.start);
        let chars = |bytes: u32| {
            text.get(..bytes as usize)
                .map(|before| before.chars().count() as u32)
        };
        Some(TextLink {
            passage: passage.n.clone(),
            from: chars(from)?,
            to: chars(to)?,
            document: Some(target.to_owned()),
            article: relation
                .edge
                .articles
                .first()
                .map(|article| article.n.clone()),
        })
    });
    found.take(LINKS_MAX).collect()
}

/// 本法第三条, 第五条第二款, 前款, 前条: references of a passage to its own document.
fn own(stored: &StoredDocument, passage: &Passage) -> Vec<TextLink> {
    let text = passage.span.of(&stored.text);
    let link = |from: usize, to: usize, article: String| TextLink {
        passage: passage.n.clone(),
        from: from as u32,
        to: to as u32,
        document: None,
        article: Some(article),
    };
    let mut found = Vec::new();
    for citation in citations(text).list {
        let bare = citation.title.is_none() && citation.number.is_none();
        // The label at the start of an article names itself.
        let label = citation.from == text.chars().take_while(|c| c.is_whitespace()).count();
        if !bare || label && passage.kind == PassageKind::Article {
            continue;
        }
        for article in &citation.articles {
            let n = article.number.anchor();
            if stored.structure.passage(&n).is_some() {
                found.push(link(article.from, article.to, n));
            }
        }
    }
    found.extend(
        near(stored, passage, text)
            .into_iter()
            .map(|(from, to, n)| link(from, to, n)),
    );
    found
}

/// 前款 leads to the article itself, 前条 to the one before it.
fn near(stored: &StoredDocument, passage: &Passage, text: &str) -> Vec<(usize, usize, String)> {
    if passage.kind != PassageKind::Article {
        return Vec::new();
    }
    let before = stored
        .structure
        .articles()
        .take_while(|other| other.n != passage.n)
        .last();
    let mut found = Vec::new();
    for (word, n) in [
        ("前款", Some(&passage.n)),
        ("前条", before.map(|other| &other.n)),
    ] {
        let Some(n) = n else { continue };
        for (at, _) in text.match_indices(word) {
            let from = text[..at].chars().count();
            found.push((from, from + word.chars().count(), n.clone()));
        }
    }
    found
}
