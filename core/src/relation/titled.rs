//! What sentences that name no document say of the one that the title names: 关于延长《…》有效期的通知, 经研究，决定将有效期延长
//! 至2027年12月31日.

use super::extension::{Extended, stated};
use super::model::{Confidence, Edge, Extension, Named, Place, RelationKind, Target};
use super::suspension::{span, verb_of};
use crate::document::Day;
use crate::life::{Sentence, sentences};

/// Sentences in which an act says what it does; behind them stand annexes.
const SENTENCES_MAX: usize = 40;

/// The edges that sentences without citations add to those of a title, given all that were read so far.
pub(super) fn titled_edges(text: &str, edges: &[Edge]) -> Vec<Edge> {
    let mut added = Vec::new();
    for kind in [
        RelationKind::ExtendsValidity,
        RelationKind::Suspends,
        RelationKind::Resumes,
    ] {
        let of_kind = |place: Place| {
            edges
                .iter()
                .filter(move |edge| edge.kind == kind && edge.place == place)
        };
        // A text that names what it does it to has said it.
        let said = of_kind(Place::Text).any(|edge| {
            edge.kind != RelationKind::ExtendsValidity
                || edge.until.is_some()
                || edge.extension.is_some()
        });
        let targets: Vec<&Edge> = of_kind(Place::Title).collect();
        if said || targets.is_empty() {
            continue;
        }
        let found = sentences(text)
            .take(SENTENCES_MAX)
            .filter(|sentence| !sentence.text.contains('《'))
            .find_map(|sentence| statement(kind, sentence));
        if let Some(statement) = found {
            added.extend(targets.iter().map(|title| statement.edge(title)));
        }
    }
    added
}

/// What one sentence says, whoever it is about.
struct Statement {
    kind: RelationKind,
    citation: (u32, u32),
    sentence: (u32, u32),
    said: Said,
}

#[derive(Default)]
struct Said {
    day: Option<Day>,
    until: Option<Day>,
    extension: Option<Extension>,
}

impl Statement {
    fn edge(&self, title: &Edge) -> Edge {
        Edge {
            kind: self.kind,
            place: Place::Text,
            citation: self.citation,
            sentence: self.sentence,
            target: Target::clone(&title.target),
            articles: title.articles.clone(),
            day: self.said.day,
            until: self.said.until,
            extension: self.said.extension,
            limit: title.limit.clone(),
            named: Named::default(),
            confidence: Confidence::Likely,
        }
    }
}

fn statement(kind: RelationKind, sentence: Sentence<'_>) -> Option<Statement> {
    let conditional = ["如需", "需要继续", "拟", "届满前", "申请", "可以"];
    if conditional.iter().any(|word| sentence.text.contains(word)) {
        return None;
    }
    let (from, to, said) = match kind {
        RelationKind::ExtendsValidity => extends(sentence.text)?,
        _ => pauses(kind, sentence.text)?,
    };
    let place = |at: usize| (sentence.start + at) as u32;
    Some(Statement {
        kind,
        citation: (place(from), place(to)),
        sentence: sentence.span(),
        said,
    })
}

fn extends(sentence: &str) -> Option<(usize, usize, Said)> {
    let words = [
        "有效期延长",
        "有效期延续",
        "有效期顺延",
        "有效期限延长",
        "延长有效期",
        "延长",
        "延续",
        "顺延",
        "继续有效",
        "继续执行",
        "继续实施",
        "继续施行",
        "延期执行",
        "延期实施",
    ];
    let (at, word) = words
        .iter()
        .filter_map(|word| Some((sentence.find(word)?, *word)))
        .min_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())))?;
    // 原执行至2024年底，现延长两年: what stands behind the verb counts.
    let said = match stated(&sentence[at..]).or_else(|| stated(sentence))? {
        Extended::Until(day) => Said {
            until: Some(day),
            ..Said::default()
        },
        Extended::By(extension) => Said {
            extension: Some(extension),
            ..Said::default()
        },
    };
    Some((at, at + word.len(), said))
}

fn pauses(kind: RelationKind, sentence: &str) -> Option<(usize, usize, Said)> {
    let (from, to) = verb_of(sentence)?;
    let resumes = sentence[from..to].starts_with("恢复");
    let span = span(sentence);
    let said = Said {
        day: span.from,
        until: span.until,
        extension: span.term,
    };
    let tells = said.day.is_some() || said.until.is_some() || said.extension.is_some();
    (resumes == (kind == RelationKind::Resumes) && tells).then_some((from, to, said))
}
