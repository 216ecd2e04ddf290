//! One search on one generation: from what was understood to the hits of a page.

use std::time::Instant;

use super::explain::{Explainer, Scores};
use super::found_title::finds_a_title;
use super::highlight::Highlighter;
use super::hit::{interpretation, make_hit, passage_chip};
use super::named_articles::put_first;
use super::narrow::{drop_filters, narrows};
use super::question::Question;
use super::request::{MatchMode, SearchRequest, Versions};
use super::response::{Hit, QueryEcho, SearchResponse, Total};
use super::searcher::{Held, SearchError, Searcher};
use super::statistics::{class_counts, facet_sizes, facet_values};
use super::verbatim::{Passage, passage_of};
use crate::engine::{Answer, Candidate, Engine, EngineHit, WordCounts};
use crate::language::Tokenizer;
use crate::query::understand::{Context, Effect, Interpretation, Named, Understanding, correct};
use crate::query::{Plan, Sort, Strictness};

/// What a search came to: how it was understood, and which plan answers it.
pub(super) struct Decided<'h> {
    /// The request as it is answered: which version says a pasted text is what is asked for, so none is folded then.
    pub request: SearchRequest,
    pub understanding: Understanding,
    /// The question that it is, where its answers are ranked as one.
    pub question: Option<Question<'h>>,
    /// The passage that it is.
    pub passage: Option<Passage>,
    pub plan: Plan,
    pub answer: Answer,
    /// How strictly it was looked for, the last one with what was found.
    pub tried: Vec<Strictness>,
}

impl Searcher {
    /// Understands a search and runs it until something is found.
    pub(super) fn decide<'h>(
        &self,
        held: &'h Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<Decided<'h>, SearchError> {
        let engine = held.engine.as_ref();
        let mut request = request.clone();
        // A copy, since what is ignored outlives the change of the request below.
        let ignored = request.ignored.clone();
        let context = Context {
            catalogue: &held.catalogue,
            as_of: request.as_of,
            ignored: &ignored,
        };
        let is_literal = request.literal || request.mode == MatchMode::Exact;
        let (query, mut understanding, is_pasted) = self.understood(&request, context)?;
        let passage = passage_of(&understanding, is_pasted);
        if passage.is_some() {
            request.versions = Versions::All;
        }
        let corrected = |understanding: &Understanding| {
            if is_literal || finds_a_title(&held.catalogue, understanding) {
                return Ok(None);
            }
            let Some(correction) = correct(&query, context) else {
                return Ok(None);
            };
            let meant = correction.understanding;
            let (plan, answer, tried) =
                self.answer(engine, &meant, None, false, &request, deadline)?;
            Ok::<_, SearchError>((answer.total > 0).then(|| Decided {
                request: request.clone(),
                understanding: meant,
                question: None,
                passage: None,
                plan,
                answer,
                tried,
            }))
        };
        // A text may say a passage word for word, and filters may have to go: only then what is found as typed comes first.
        let typed_first = passage.is_some() || narrows(&understanding);
        if !typed_first && let Some(decided) = corrected(&understanding)? {
            return Ok(decided);
        }
        // A long question looks like a pasted text: whichever says it word for word is lifted before the others below.
        let ranking = held.ranking.as_deref();
        let question = ranking
            .and_then(|ranking| Question::of(ranking, &understanding, &request, self.tokenizer()));
        let asked = question.as_ref();
        let (mut plan, mut answer, mut tried) = self.answer(
            engine,
            &understanding,
            asked,
            passage.is_some(),
            &request,
            deadline,
        )?;
        if answer.total == 0 && narrows(&understanding) {
            drop_filters(&mut understanding, &request)?;
            let is_passage = passage_of(&understanding, is_pasted).is_some();
            (plan, answer, tried) = self.answer(
                engine,
                &understanding,
                asked,
                is_passage,
                &request,
                deadline,
            )?;
        }
        if let Some(question) = asked {
            question.order(engine, &plan, &mut answer)?;
        }
        let passage = passage_of(&understanding, is_pasted);
        let said = match &passage {
            Some(passage) if request.sort == Sort::Relevance => {
                let state = (held.catalogue.as_ref(), request.as_of);
                passage.lift(engine, self.tokenizer(), state, &mut answer.candidates)?
            }
            _ => false,
        };
        if typed_first
            && !said
            && let Some(decided) = corrected(&understanding)?
        {
            return Ok(Decided { passage, ..decided });
        }
        Ok(Decided {
            request,
            understanding,
            question,
            passage,
            plan,
            answer,
            tried,
        })
    }

    /// Answers a search on one generation, without ways on.
    pub(super) fn search_in(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<SearchResponse, SearchError> {
        let engine = held.engine.as_ref();
        let Decided {
            request,
            understanding,
            question,
            passage,
            plan,
            mut answer,
            tried,
        } = self.decide(held, request, deadline)?;
        let request = &request;
        let highlighter = Highlighter::new(&plan, self.tokenizer());
        if request.sort == Sort::Relevance {
            put_first(engine, &understanding, request, &mut answer.candidates)?;
        }
        if plan.folds {
            fold(engine, &mut answer.candidates);
        }
        let page = page_of(request, &answer.candidates);
        let found = Found::read(engine, &plan, page)?;
        let scores = match request.explain {
            true => Some(Scores::of(engine, &plan, &found.hits, page)?),
            false => None,
        };
        let says_names = |chip: &Interpretation| chip.effect == Effect::Names;
        let mut interpretation = match understanding.interpretation.iter().any(says_names) {
            // What names the first hit is said already.
            true => Vec::new(),
            false => interpretation(request, &found.hits),
        };
        interpretation.extend(understanding.interpretation.iter().cloned());
        let mut hits = make_hits(
            engine,
            self.tokenizer(),
            found,
            &highlighter,
            passage.as_ref(),
            &understanding.named,
            request,
        )?;
        interpretation.extend(passage_chip(request, &hits));
        let strictness = tried.last().copied().unwrap_or(Strictness::Words);
        if let Some(scores) = scores {
            let explainer = Explainer {
                scores,
                plan: &plan,
                understanding: &understanding,
                chips: &interpretation,
                strictness,
                question: question.as_ref(),
            };
            for (hit, candidate) in hits.iter_mut().zip(page) {
                explainer.explain(hit, candidate);
            }
        }
        Ok(SearchResponse {
            query: QueryEcho {
                raw: request.q.clone(),
                interpretation,
                expansions: understanding.expansions,
                did_you_mean: None,
                notes: understanding.notes,
                strictness,
                tried,
                truncated: plan.truncated,
            },
            generation: engine.generation().to_owned(),
            as_of: request.as_of,
            took_ms: 0.0,
            total: Total {
                value: answer.total,
                exact: true,
            },
            page: request.page,
            size: request.size,
            hits,
            facets: facet_values(answer.facets),
            facet_sizes: facet_sizes(answer.facet_sizes),
            collections: answer.collections,
            classes: class_counts(answer.classes),
            total_of_any_kind: answer.total_of_any_kind,
            recovery: None,
        })
    }
}

/// What an engine knows of hits.
pub(super) struct Found {
    hits: Vec<EngineHit>,
    words: WordCounts,
}

impl Found {
    /// Reads the candidates of a plan.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn read(
        engine: &dyn Engine,
        plan: &Plan,
        candidates: &[Candidate],
    ) -> Result<Self, SearchError> {
        Ok(Self {
            hits: engine.fetch(candidates)?,
            words: engine.word_counts(&plan.terms, candidates)?,
        })
    }
}

/// Hits with their versions, marks and differences.
pub(super) fn make_hits(
    engine: &dyn Engine,
    tokenizer: &Tokenizer,
    found: Found,
    highlighter: &Highlighter<'_>,
    passage: Option<&Passage>,
    named: &[Named],
    request: &SearchRequest,
) -> Result<Vec<Hit>, SearchError> {
    let Found { hits: found, words } = found;
    let mut words = words.iter();
    let mut hits = Vec::with_capacity(found.len());
    for hit in found {
        let versions = engine.versions(&hit.document.work_id)?;
        let differences =
            passage.and_then(|passage| passage.differences(tokenizer, &request.q, &hit.passages));
        let asked = named.iter().find(|named| named.id == hit.document.id);
        let asked = asked.map_or(&[][..], |named| &named.articles);
        hits.push(Hit {
            passage: differences,
            ..make_hit(hit, versions, asked, highlighter, words.by_ref(), request)
        });
    }
    Ok(hits)
}

/// The candidates of the asked page.
fn page_of<'a>(request: &SearchRequest, candidates: &'a [Candidate]) -> &'a [Candidate] {
    let from = ((request.page - 1) * request.size).min(candidates.len());
    let to = (from + request.size).min(candidates.len());
    &candidates[from..to]
}

/// Ranking again and lifting bring versions back: of a work only the first stays.
fn fold(engine: &dyn Engine, candidates: &mut Vec<Candidate>) {
    let place = |candidate: &Candidate| (candidate.segment, candidate.ordinal);
    let mut shown: Vec<(u32, u32)> = Vec::with_capacity(candidates.len());
    candidates.retain(|candidate| {
        let at = place(candidate);
        let is_new = !shown.iter().any(|other| engine.is_same_work(*other, at));
        if is_new {
            shown.push(at);
        }
        is_new
    });
}
