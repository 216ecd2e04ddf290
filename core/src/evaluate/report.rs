//! What came of a question set.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Asked, Figures, Latencies, LatencyReport, Relevant};

/// The result of a question set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// All questions.
    pub overall: Figures,
    /// By kind of question.
    pub kinds: BTreeMap<String, Figures>,
    /// By tag, where questions have tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, Figures>,
    /// Under cross-validation: questions with a right answer that was learned from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Figures>,
    /// Under cross-validation: questions none of whose right answers was learned from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseen: Option<Figures>,
    /// Times of the first pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency: Option<LatencyReport>,
    /// Questions that no hit of the first page answers, in the order asked.
    pub failures: Vec<Failure>,
}

/// A question that no hit of the first page answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The question's identifier.
    pub qid: String,
    /// Sort of question.
    pub kind: String,
    /// What was asked.
    pub query: String,
    /// The right answers.
    pub wanted: Vec<Relevant>,
    /// The place of the first right answer from 1, where it was found beyond the first page.
    pub place: Option<usize>,
    /// What was found instead, the first hits.
    pub found: Vec<FoundInstead>,
}

/// A hit that does not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundInstead {
    /// The document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The article.
    pub article: Option<String>,
}

impl Report {
    /// Counts questions that were asked.
    pub fn new(asked: Vec<Asked>) -> Self {
        // One question asked less deep leaves the mean without a meaning.
        let deep = !asked.is_empty() && asked.iter().all(|asked| asked.deep);
        let figures = |of: &[&Asked]| Figures::of(of.iter().map(|asked| &asked.ranks), deep);
        let groups = |of: BTreeMap<String, Vec<&Asked>>| {
            of.into_iter()
                .map(|(name, asked)| (name, figures(&asked)))
                .collect()
        };
        let mut kinds: BTreeMap<String, Vec<&Asked>> = BTreeMap::new();
        let mut tags: BTreeMap<String, Vec<&Asked>> = BTreeMap::new();
        let mut latencies = Latencies::default();
        for one in &asked {
            kinds
                .entry(one.question.kind.clone())
                .or_default()
                .push(one);
            for tag in &one.question.tags {
                tags.entry(tag.clone()).or_default().push(one);
            }
            if let Some(time) = one.time {
                latencies.push(time);
            }
        }
        let seen = |wanted: bool| {
            let of: Vec<&Asked> = asked
                .iter()
                .filter(|asked| asked.seen == Some(wanted))
                .collect();
            (!of.is_empty()).then(|| figures(&of))
        };
        Self {
            overall: figures(&asked.iter().collect::<Vec<_>>()),
            kinds: groups(kinds),
            tags: groups(tags),
            seen: seen(true),
            unseen: seen(false),
            latency: Some(latencies.report()).filter(|report| report.searches > 0),
            failures: asked
                .iter()
                .filter(|asked| !asked.ranks.success(10))
                .map(Failure::new)
                .collect(),
        }
    }

    /// The rows of the tables: name and figures, all questions last.
    pub fn rows(&self) -> Vec<(&str, &Figures)> {
        let kinds = self
            .kinds
            .iter()
            .map(|(kind, figures)| (kind.as_str(), figures));
        let mut rows: Vec<_> = kinds.collect();
        rows.extend(self.tags.iter().map(|(tag, of)| (tag.as_str(), of)));
        rows.extend(self.seen.iter().map(|of| ("seen", of)));
        rows.extend(self.unseen.iter().map(|of| ("unseen", of)));
        rows.push(("all", &self.overall));
        rows
    }

    /// The figures as a Markdown table.
    pub fn table(&self) -> String {
        let mut table = String::from(
            "| kind | questions | success@1 | success@3 | success@10 | MRR@10 | nDCG@10 | recall@10 | recall@100 |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        );
        for (name, of) in self.rows() {
            let deep = of
                .recall_at_100
                .map_or("–".to_owned(), |recall| format!("{recall:.3}"));
            // Writing to a String does not fail.
            let _ = writeln!(
                table,
                "| {name} | {} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {deep} |",
                of.questions,
                of.success_at_1,
                of.success_at_3,
                of.success_at_10,
                of.mrr_at_10,
                of.ndcg_at_10,
                of.recall_at_10,
            );
        }
        table
    }
}

impl Failure {
    fn new(asked: &Asked) -> Self {
        let question = &asked.question;
        Self {
            qid: question.qid.clone(),
            kind: question.kind.clone(),
            query: question.query.clone(),
            wanted: question.relevant.clone(),
            place: asked.ranks.first().map(|rank| rank + 1),
            found: asked
                .found
                .iter()
                .map(|(id, article, title)| FoundInstead {
                    id: id.clone(),
                    title: title.clone(),
                    article: article.clone(),
                })
                .collect(),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let first = self
            .found
            .first()
            .map_or("nothing", |hit| hit.title.as_str());
        let wanted = self.wanted.first().map_or("", |wanted| wanted.doc.as_str());
        write!(
            f,
            "{} [{}] {} → {first}, wanted {wanted}",
            self.qid, self.kind, self.query
        )
    }
}
