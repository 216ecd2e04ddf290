//! Every relation that a document states.

use std::collections::HashMap;

use super::context::{Said, said};
use super::extension::{Extended, extended};
use super::history::{heading_edges, history_edges};
use super::lists::{Lists, row};
use super::model::{Confidence, Edge, EdgeArticle, Named, Place, RelationKind, Target};
use super::named::{FORMS, is_norm, name_before, sort_named};
use super::runs::{Placed, Run, runs};
use super::suspension;
use super::titled::titled_edges;
use super::titles::title_edges;
use crate::document::{Day, Document, title_stem};
use crate::life::{carried_titles, named_day};
use crate::structure::CitedArticle;

/// Relations of one document at most; the longest lists of repeals have some 800.
pub(crate) const EDGES_MAX: usize = 6_000;
/// Sentences at the beginning in which a document names what it rests on.
const OPENING_SENTENCES: usize = 8;
/// Characters before articles that can be the name of the text they are of.
const NAME_CHARS_MAX: usize = 30;

/// Reads the relations that a document states in its title, in the lines under it and in its text, in this order.
pub fn read_relations(document: &Document, text: &str) -> Vec<Edge> {
    let mut edges = title_edges(document);
    edges.extend(history_edges(document));
    if document.history.is_empty() {
        edges.extend(heading_edges(text));
    }
    let mut reader = Reader {
        own: own_names(document, &edges),
        number: document
            .number
            .as_ref()
            .map(|number| number.canonical.clone()),
        acts: acts(&document.title),
        aliases: HashMap::new(),
        in_lists: in_lists(text, acts(&document.title)),
        amending: edges.iter().any(|edge| edge.kind == RelationKind::Amends),
        edges,
    };
    for run in runs(text) {
        reader.run(text, &run);
    }
    reader.rows(text);
    let titled = titled_edges(text, &reader.edges);
    reader.edges.extend(titled);
    reader.edges.truncate(EDGES_MAX);
    sort_named(&document.title, text, &mut reader.edges);
    reader.edges
}

/// Whether a citation is its line, a label in front of it aside.
fn heads_line(text: &str, one: &Placed) -> bool {
    let line = line_of(text, one.start).trim();
    let cited = text[one.start..one.end].trim();
    line.strip_suffix(cited).is_some_and(|label| {
        let label = label.trim();
        let signs = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百（）()、．.".contains(c);
        !label.is_empty() && label.chars().count() <= 6 && label.chars().all(signs)
    })
}

/// The line of a text that holds a byte.
fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    &text[start..end]
}

/// Stems of the titles under which a text may speak of itself.
fn own_names(document: &Document, edges: &[Edge]) -> Vec<String> {
    let mut own = vec![title_stem(&document.title)];
    let issues = |edge: &&Edge| matches!(edge.kind, RelationKind::Issues | RelationKind::Forwards);
    let issued = edges
        .iter()
        .filter(|edge| edge.place == Place::Title)
        .filter(issues);
    own.extend(issued.filter_map(|edge| edge.target.title.as_deref().map(title_stem)));
    if edges
        .iter()
        .all(|edge| edge.place != Place::Title || issues(&edge))
    {
        own.extend(carried_titles(&document.title));
    }
    own
}

/// Whether a document's title says that it repeals or amends.
fn acts(title: &str) -> bool {
    ["废止", "失效", "清理", "修改", "停止执行"]
        .iter()
        .any(|word| title.contains(word))
}

/// The lines that stand in a list, by the byte at which they start.
fn in_lists(text: &str, acts: bool) -> Vec<(usize, usize, RelationKind)> {
    let mut lists = Lists::default();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(kind) = lists.line(line, acts) {
            found.push((start, start + line.len(), kind));
        }
        start += line.len();
    }
    found
}

struct Reader {
    /// Stems of the titles under which the text may speak of itself: its own, and those of the texts that it issues.
    own: Vec<String>,
    /// Its own number.
    number: Option<String>,
    acts: bool,
    /// Short names that the text gives, and the titles that they stand for.
    aliases: HashMap<String, String>,
    in_lists: Vec<(usize, usize, RelationKind)>,
    /// Whether the whole document amends others: 将第三条修改为….
    amending: bool,
    edges: Vec<Edge>,
}

impl Reader {
    fn run(&mut self, text: &str, run: &Run<'_>) {
        let listed = self.listed(run.sentence.start);
        let opening = run.ordinal < OPENING_SENTENCES;
        // What stands in quotation marks is the new wording, which does nothing itself.
        let quoted = run.before.matches('“').count() > run.before.matches('”').count();
        let found = said(run.before, run.behind, opening).filter(|_| !quoted);
        let listed = listed.filter(|_| !quoted);
        for one in &run.cited {
            // 十七、《…》 on a line of its own, in a decision that amends.
            let heads = self.amending && self.acts && !quoted && heads_line(text, one);
            let listed = if heads {
                Some(RelationKind::Amends)
            } else {
                listed
            };
            let (kind, confidence) = match (found, listed) {
                (Some(said), _) => (said.kind, Confidence::Sure),
                (None, Some(kind)) if one.citation.articles.is_empty() => {
                    (kind, Confidence::Likely)
                }
                _ => (RelationKind::Cites, Confidence::Sure),
            };
            self.cited(text, run, one, kind, confidence, found);
        }
    }

    fn cited(
        &mut self,
        text: &str,
        run: &Run<'_>,
        one: &Placed,
        kind: RelationKind,
        confidence: Confidence,
        said: Option<Said<'_>>,
    ) {
        let Some((target, start)) = self.target(text, run, one) else {
            return;
        };
        if let (Some(alias), Some(title)) = (&one.citation.alias, &target.title) {
            self.aliases.insert(alias.clone(), title.clone());
        }
        let behind = text.get(one.named_end..).unwrap_or("");
        let is_paper = |title: &str| !is_norm(title, behind);
        if target.title.as_deref().is_some_and(is_paper) && target.number.is_none() {
            return;
        }
        let words = said.map_or("", |said| said.words);
        let pauses = matches!(kind, RelationKind::Suspends | RelationKind::Resumes);
        let span = if pauses {
            suspension::span(run.sentence.text)
        } else {
            suspension::Span::default()
        };
        let (until, extension) = match kind {
            RelationKind::ExtendsValidity => match extended(run.behind) {
                Some(Extended::Until(day)) => (Some(day), None),
                Some(Extended::By(extension)) => (None, Some(extension)),
                None => (named_day(words), None),
            },
            _ => (span.until, span.term),
        };
        self.push(Edge {
            kind,
            place: Place::Text,
            citation: (start as u32, one.named_end as u32),
            sentence: run.sentence.span(),
            target,
            articles: one.citation.articles.iter().map(edge_article).collect(),
            day: match kind {
                _ if pauses => span.from,
                _ if kind.changes() => change_day(run, kind, words),
                _ => None,
            },
            until,
            extension,
            limit: pauses
                .then(|| suspension::limit(run.before, run.behind, words))
                .flatten(),
            named: Named::default(),
            confidence,
        });
    }

    /// What a citation names, and where it begins; `None` for the document itself and for nothing.
    fn target(&self, text: &str, run: &Run<'_>, one: &Placed) -> Option<(Target, usize)> {
        let citation = &one.citation;
        let number = citation
            .number
            .as_ref()
            .map(|number| number.canonical.clone());
        if let Some(title) = &citation.title {
            let title = match self.aliases.get(title) {
                Some(full) => full.clone(),
                None => self.of_title(title, run).unwrap_or_else(|| title.clone()),
            };
            let target = Target {
                title: Some(title),
                number,
                version: citation.version.clone(),
                unmarked: false,
            };
            return Some((target, one.start));
        }
        if number.is_some() {
            // Its own number, or the line that is nothing but one, in the heading.
            let line = line_of(text, one.start);
            let alone = line.trim_matches(|c: char| c.is_whitespace() || "（）()*#".contains(c))
                == text[one.start..one.end].trim();
            if number == self.number || alone {
                return None;
            }
            return Some((
                Target {
                    number,
                    ..Target::default()
                },
                one.start,
            ));
        }
        // 第N条: whose? A name right before it says.
        let from = one
            .start
            .saturating_sub(NAME_CHARS_MAX * 4)
            .max(run.sentence.start);
        let from = (from..=one.start).find(|at| text.is_char_boundary(*at))?;
        let name = name_before(&text[from..one.start])?;
        let start = one.start - name.len();
        let known = self
            .aliases
            .iter()
            .filter(|(alias, _)| name.ends_with(alias.as_str()));
        let title = known
            .max_by_key(|(alias, _)| alias.len())
            .map(|(_, title)| title.clone());
        let unmarked = title.is_none();
        let title = title.unwrap_or_else(|| name.to_owned());
        Some((
            Target {
                title: Some(title),
                unmarked,
                ..Target::default()
            },
            start,
        ))
    }

    /// 《办法》 in an act whose title names the one 办法 that it extends or suspends.
    fn of_title(&self, form: &str, run: &Run<'_>) -> Option<String> {
        if !FORMS.contains(&form) || run.before.ends_with('本') {
            return None;
        }
        let mut titles = self.edges.iter().filter(|edge| {
            edge.place == Place::Title
                && matches!(
                    edge.kind,
                    RelationKind::ExtendsValidity | RelationKind::Suspends | RelationKind::Resumes
                )
        });
        let (title, others) = (titles.next()?.target.title.as_ref()?, titles.count());
        let bare = title.split(['（', '(']).next().unwrap_or(title);
        (others == 0 && bare.ends_with(form)).then(|| title.clone())
    }

    /// The list that the line of a byte stands in.
    fn listed(&self, at: usize) -> Option<RelationKind> {
        let place = self.in_lists.partition_point(|(start, _, _)| *start <= at);
        let (_, end, kind) = self.in_lists.get(place.checked_sub(1)?)?;
        (at < *end).then_some(*kind)
    }

    /// Rows that name a document without 《》.
    fn rows(&mut self, text: &str) {
        let rows = std::mem::take(&mut self.in_lists);
        for (start, end, kind) in rows {
            let line = &text[start..end];
            if line.contains('《') {
                continue;
            }
            if let Some(row) = row(line, start) {
                self.push(Edge {
                    confidence: Confidence::Likely,
                    ..Edge::bare(
                        kind,
                        Place::Text,
                        (row.start as u32, row.end as u32),
                        (start as u32, (start + line.trim_end().len()) as u32),
                        Target {
                            title: Some(row.title),
                            number: row.number,
                            ..Target::default()
                        },
                    )
                });
            }
        }
    }

    fn push(&mut self, mut edge: Edge) {
        if self.edges.len() >= EDGES_MAX {
            return;
        }
        // A text that names itself says nothing of others; one that repeals its own title repeals an older version.
        let itself = edge
            .target
            .title
            .as_ref()
            .is_some_and(|title| self.own.contains(&title_stem(title)));
        let older = matches!(
            edge.kind,
            RelationKind::Repeals
                | RelationKind::DeclaresInvalid
                | RelationKind::Supersedes
                | RelationKind::ExtendsValidity
                | RelationKind::Suspends
                | RelationKind::Resumes
                | RelationKind::Issues
                | RelationKind::Forwards
        );
        if itself && !older {
            return;
        }
        // 《办法》 alone, in a 办法 that gave itself this name somewhere.
        let bare = edge
            .target
            .title
            .as_deref()
            .filter(|title| FORMS.contains(title));
        if bare.is_some_and(|form| self.own.iter().any(|own| own.ends_with(form))) {
            return;
        }
        // 将《…》第三条修改为, below 关于修改《…》的决定, amends as the title says.
        if edge.kind == RelationKind::Cites && self.amending && self.acts {
            let amended = self.edges.iter().any(|other| {
                other.kind == RelationKind::Amends && other.target.title == edge.target.title
            });
            if amended && edge.articles.is_empty() {
                edge.kind = RelationKind::Amends;
            }
        }
        self.edges.push(edge);
    }
}

fn edge_article(article: &CitedArticle) -> EdgeArticle {
    EdgeArticle {
        n: article.number.anchor(),
        until: article.until.map(|until| until.anchor()),
        paragraph: article.paragraph,
        item: article.item,
    }
}

/// The day that the words of a change name: 自2024年1月1日起停止执行. The day on which the citing text enters into force
/// is known elsewhere.
fn change_day(run: &Run<'_>, kind: RelationKind, words: &str) -> Option<Day> {
    if kind == RelationKind::ExtendsValidity {
        return None;
    }
    let own = run.sentence.text.contains('本');
    named_day(words).or_else(|| {
        let from = run.before.trim_end_matches(['，', ',']);
        (!own && from.ends_with('起'))
            .then(|| named_day(from))
            .flatten()
    })
}
