//! From what an engine found to what is answered: marks, snippets, validity.

use std::cmp::Reverse;

use super::highlight::{Highlighter, Match, char_marks};
use super::request::SearchRequest;
use super::response::{
    ArticleHit, Hit, HitDates, HitRegion, HitValidity, HitValidityReason, Snippet,
};
use super::snippet::{Fragment, best_fragment};
use crate::document::{Dates, Day, Document, Region, Validity};
use crate::engine::{EngineHit, HitPassage};
use crate::query::understand::{Effect, Interpretation, InterpretationKind};
use crate::query::{IdentifierField, Level};

/// Articles shown under a document show no more of their text than this; the article's own page has all of it.
const ARTICLE_CHARS_MAX: usize = 2_000;

/// Fragments shown of a document beside those of its articles that were asked for.
const SNIPPETS_MAX: usize = 2;

/// What the query as a whole was understood as: the number, title or identifier of the first hit, where that is
/// what named it.
pub(super) fn interpretation(request: &SearchRequest, hits: &[EngineHit]) -> Vec<Interpretation> {
    let Some((hit, field)) = hits.first().and_then(|hit| Some((hit, hit.named_by?))) else {
        return Vec::new();
    };
    let document = &hit.document;
    let (kind, text) = match field {
        IdentifierField::Title => (InterpretationKind::Title, document.title.clone()),
        IdentifierField::Id => (InterpretationKind::Id, document.id.clone()),
        IdentifierField::Number => {
            let number = document
                .number
                .as_ref()
                .map(|number| number.canonical.clone());
            (
                InterpretationKind::Number,
                number.unwrap_or_else(|| request.q.trim().to_owned()),
            )
        }
    };
    let others = hits.iter().filter(|hit| hit.named_by.is_some()).count() - 1;
    vec![Interpretation {
        kind,
        text,
        from: 0,
        to: request.q.chars().count() as u32,
        certain: others == 0,
        effect: Effect::Names,
    }]
}

/// The sort of thing that a key of a document is to the user.
pub(super) fn chip_of(field: IdentifierField) -> InterpretationKind {
    match field {
        IdentifierField::Title => InterpretationKind::Title,
        IdentifierField::Number => InterpretationKind::Number,
        IdentifierField::Id => InterpretationKind::Id,
    }
}

/// That the query was taken for a passage of a text, where some hit says it.
pub(super) fn passage_chip(request: &SearchRequest, hits: &[Hit]) -> Option<Interpretation> {
    let found = hits.iter().find_map(|hit| hit.passage.as_ref())?;
    Some(Interpretation {
        kind: InterpretationKind::Passage,
        text: "粘贴的文字".to_owned(),
        from: 0,
        to: request.q.chars().count() as u32,
        certain: found.exact,
        effect: Effect::Prefers,
    })
}

/// A hit with its marks, snippets and validity; `asked` are the addresses of its articles that were asked for, `words` is how
/// often each term stands in each of its passages.
pub(super) fn make_hit<'a>(
    hit: EngineHit,
    version_ids: Vec<String>,
    asked: &[String],
    highlighter: &Highlighter<'_>,
    words: impl Iterator<Item = &'a [u32]>,
    request: &SearchRequest,
) -> Hit {
    let EngineHit {
        document,
        passages,
        score,
        ..
    } = hit;
    let title_marks = highlighter.marks(&document.title);
    // To find the words of a passage costs more than all else that is done with it: once has to do for snippet and marks.
    let passages: Vec<(HitPassage, Vec<Match>)> = passages
        .into_iter()
        .zip(words)
        .map(|(passage, counts)| {
            let matches = highlighter.matches_counted(&passage.text, counts);
            (passage, matches)
        })
        .collect();
    let snippets = snippets(&passages, asked);
    let mut articles: Vec<ArticleHit> = passages
        .into_iter()
        .map(|(passage, matches)| article_hit(passage, &matches, request.level))
        .collect();
    let article = match request.level {
        Level::Article => articles.pop(),
        Level::Document => None,
    };
    Hit {
        title_marks,
        number: document
            .number
            .as_ref()
            .map(|number| number.canonical.clone()),
        kind: document.kind,
        kind_label: document.kind.label().to_owned(),
        authority: document
            .authority
            .iter()
            .map(|organ| organ.name.clone())
            .collect(),
        region: document.region.as_ref().map(HitRegion::new),
        theme: document
            .theme
            .iter()
            .map(|theme| theme.path.clone())
            .collect(),
        dates: HitDates::new(&document.dates),
        validity: HitValidity::at(&document, request.as_of),
        snippets,
        articles,
        article,
        version_ids,
        issues: document.life.issues.clone(),
        issued_by: document.life.issued_by.clone(),
        score,
        passage: None,
        explain: None,
        explanation: Vec::new(),
        id: document.id.clone(),
        work_id: document.work_id.clone(),
        collection: document.collection.clone(),
        title: document.title.clone(),
    }
}

/// Of the articles that were asked for, whether they have a word of the query or not; then the best.
fn snippets(passages: &[(HitPassage, Vec<Match>)], asked: &[String]) -> Vec<Snippet> {
    let mut fragments: Vec<(bool, String, Fragment)> = passages
        .iter()
        .map(|(hit, matches)| {
            let n = hit.passage.n.clone();
            (asked.contains(&n), n, best_fragment(&hit.text, matches))
        })
        .filter(|(is_asked, _, fragment)| *is_asked || fragment.terms > 0)
        .collect();
    // Asked for first, in the order of asking, which is that of the passages.
    fragments.sort_by_key(|(is_asked, _, fragment)| match is_asked {
        true => (Reverse(true), Reverse(0)),
        false => (Reverse(false), Reverse(fragment.terms)),
    });
    let asked = fragments.iter().filter(|(is_asked, ..)| *is_asked).count();
    fragments
        .into_iter()
        .take(asked + SNIPPETS_MAX)
        .map(|(_, article, fragment)| Snippet {
            field: "body".to_owned(),
            article,
            text: fragment.text,
            marks: fragment.marks,
        })
        .collect()
}

fn article_hit(hit: HitPassage, matches: &[Match], level: Level) -> ArticleHit {
    let HitPassage {
        passage,
        headings,
        mut text,
        ..
    } = hit;
    if level == Level::Document
        && let Some((end, _)) = text.char_indices().nth(ARTICLE_CHARS_MAX)
    {
        text.truncate(end);
    }
    text.truncate(text.trim_end().len());
    let mut heading = headings.join(" ");
    if !passage.heading.is_empty() {
        heading = format!("{heading} {}", passage.heading).trim().to_owned();
    }
    // What the cut takes away is not marked.
    let shown = matches
        .iter()
        .map(|found| found.bytes.clone())
        .filter(|bytes| bytes.end <= text.len());
    ArticleHit {
        marks: char_marks(&text, shown),
        n: passage.n,
        label: passage.label,
        heading,
        text,
    }
}

impl HitRegion {
    pub(super) fn new(region: &Region) -> Self {
        Self {
            code: region.code.clone(),
            name: region.name.clone(),
        }
    }
}

impl HitDates {
    pub(super) fn new(dates: &Dates) -> Self {
        let Dates {
            passed,
            approved,
            signed,
            issued,
            effective,
            expires,
        } = *dates;
        Self {
            passed,
            approved,
            signed,
            issued,
            effective,
            expires,
        }
    }
}

impl HitValidity {
    pub(super) fn at(document: &Document, day: Day) -> Self {
        let validity = Validity::at(document, day);
        Self {
            state: validity.state,
            label: validity.label,
            declared: validity.declared.map(|declared| declared.raw),
            reasons: validity
                .reasons
                .into_iter()
                .map(|reason| HitValidityReason {
                    code: reason.code,
                    date: reason.date,
                    text: reason.text,
                    source: reason.source,
                    document: reason.document,
                })
                .collect(),
        }
    }
}
