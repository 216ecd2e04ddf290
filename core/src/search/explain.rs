//! Why a hit stands where it stands, in words.
//!
//! The figures are the engine's: each word is asked for alone, over the documents of the page, with the plan that was
//! run and without what multiplies. What a document scores for all words together, less what it scores for each, is
//! its best article; what its score is more than that, its rank, state and the preferences that it meets. Asked for
//! with `explain=1` only: it costs a run of the plan for each word.

use std::collections::HashMap;

use super::question::Question;
use super::response::{Explanation, ExplanationCode, Hit};
use super::{Interpretation, NoteKind};
use crate::document::{COUNTRY, Status};
use crate::engine::{Candidate, Engine, EngineError, EngineHit};
use crate::query::understand::{Effect, InterpretationKind, Understanding};
use crate::query::{
    Condition, Identifier, IdentifierField, Level, Plan, PlanTerm, Prior, Scope, Sort, Strictness,
    TermKind, TextScope, is_amending,
};

/// Words that are told apart; what others count goes to the rest.
const WORDS_MAX: usize = 24;
/// Words that are named in one line.
const NAMED_MAX: usize = 6;
/// Articles of the shown documents that are scored for one word.
const ARTICLES_MAX: usize = 5_000;
/// What is below this is nothing.
const NOTHING: f32 = 0.005;

/// What the words score in the hits of a page.
pub(super) struct Scores {
    level: Level,
    /// Whether a question is answered.
    is_asked: bool,
    /// By word: its text, and for each hit what it counts in the title, elsewhere in the document, in the article.
    words: Vec<(String, HashMap<Place, WordScore>)>,
    /// What all words count together.
    together: HashMap<Place, f32>,
}

/// Where a hit is.
type Place = (u32, u32, Option<u32>);

#[derive(Debug, Clone, Copy, Default)]
struct WordScore {
    title: f32,
    elsewhere: f32,
    article: f32,
}

impl Scores {
    /// Scores the words of a plan in some of its candidates.
    ///
    /// # Errors
    /// When the time is up or the index cannot be read.
    pub(super) fn of(
        engine: &dyn Engine,
        plan: &Plan,
        hits: &[EngineHit],
        candidates: &[Candidate],
    ) -> Result<Self, EngineError> {
        let only = |terms: Vec<PlanTerm>| Plan {
            terms,
            condition: Condition::Nothing,
            identifiers: hits
                .iter()
                .map(|hit| Identifier {
                    field: IdentifierField::Id,
                    key: hit.document.id.clone(),
                })
                .collect(),
            filters: Default::default(),
            prior: Prior {
                preferences: Vec::new(),
                by_rank: false,
                // Terms are asked for one by one.
                amending: 0,
                ..plan.prior.clone()
            },
            sort: Sort::Rank,
            candidates_max: match plan.level {
                Level::Document => hits.len(),
                Level::Article => ARTICLES_MAX,
            },
            passages_max: 1,
            articles_max: 0,
            remembered: Vec::new(),
            facets: Vec::new(),
            ..plan.clone()
        };
        let shown: Vec<Place> = candidates.iter().map(place).collect();
        let run = |terms| -> Result<HashMap<Place, (f32, f32)>, EngineError> {
            let found = engine.execute(&only(terms))?.candidates;
            let found = found.into_iter().filter(|one| shown.contains(&place(one)));
            let scores = found.map(|one| {
                let best = one.passages.first().map_or(0.0, |passage| passage.score);
                (place(&one), (one.score, best))
            });
            Ok(scores.collect())
        };
        let together = run(plan.terms.clone())?;
        let together = together.into_iter().map(|(at, (score, _))| (at, score));
        let mut scores = Self {
            level: plan.level,
            is_asked: plan.prior.is_asked,
            words: Vec::new(),
            together: together.collect(),
        };
        let counting = plan.terms.iter().filter(|term| term.weight > 0.0);
        for term in counting.take(WORDS_MAX) {
            let title = match term.scope {
                Scope::Text(TextScope::Body) | Scope::Number | Scope::Authority => HashMap::new(),
                Scope::Text(_) => run(vec![PlanTerm {
                    scope: Scope::Text(TextScope::Title),
                    ..term.clone()
                }])?,
            };
            let everywhere = run(vec![term.clone()])?;
            let score = |(at, (all, best)): (Place, (f32, f32))| {
                let counted = match plan.level {
                    Level::Document => best * plan.weights.best_passage,
                    Level::Article => best,
                };
                let title = title.get(&at).map_or(0.0, |(score, _)| *score);
                let word = WordScore {
                    title,
                    elsewhere: all - counted - title,
                    article: best,
                };
                (at, word)
            };
            let found = everywhere.into_iter().map(score).collect();
            scores.words.push((text_of(&term.kind), found));
        }
        Ok(scores)
    }

    /// What the words count at a place, as reasons.
    fn reasons(&self, at: Place) -> Vec<Explanation> {
        let in_title = self.words_at(at, |word| word.title);
        let elsewhere = self.words_at(at, |word| word.elsewhere);
        let in_article = self.words_at(at, |word| word.article);
        let sum = |words: &[(&str, f32)]| words.iter().map(|(_, score)| score).sum::<f32>();
        let all = self.together.get(&at).copied().unwrap_or(0.0);
        // Each word has its own best article; the best for all of them is what is left.
        let article = all - sum(&in_title) - sum(&elsewhere);
        let text = match self.level {
            Level::Document => "全文、机关和地区中有",
            Level::Article => "所属文件的文号、机关和地区中有",
        };
        let article_text = match self.level {
            Level::Document if self.is_asked => "提问以条文作答，最相关的一条加倍计分，其中有",
            Level::Document => "最相关的一条中有",
            Level::Article => "本条中有",
        };
        let line = |code, said: &str, words: &[(&str, f32)], adds: f32| {
            (adds > NOTHING && !words.is_empty()).then(|| Explanation {
                code,
                text: format!("{said}{}，计 {adds:.2} 分", listed(words)),
                adds: Some(adds),
                factor: None,
            })
        };
        [
            line(
                ExplanationCode::Title,
                "标题中有",
                &in_title,
                sum(&in_title),
            ),
            line(ExplanationCode::Text, text, &elsewhere, sum(&elsewhere)),
            line(ExplanationCode::Article, article_text, &in_article, article),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The words that count at a place, what counts most first.
    fn words_at(&self, at: Place, of: impl Fn(&WordScore) -> f32) -> Vec<(&str, f32)> {
        let mut words: Vec<(&str, f32)> = self
            .words
            .iter()
            .filter_map(|(text, scores)| Some((text.as_str(), of(scores.get(&at)?))))
            .filter(|(_, score)| *score > NOTHING)
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1));
        words
    }
}

/// What all hits of one answer are explained from.
pub(super) struct Explainer<'a> {
    pub scores: Scores,
    pub plan: &'a Plan,
    pub understanding: &'a Understanding,
    pub chips: &'a [Interpretation],
    pub strictness: Strictness,
    /// The question whose articles were ranked again, if they were.
    pub question: Option<&'a Question<'a>>,
}

impl Explainer<'_> {
    /// Explains a hit: names, words, what multiplies, versions, what was looked for beside or instead.
    pub(super) fn explain(&self, hit: &mut Hit, candidate: &Candidate) {
        let mut reasons = Vec::new();
        reasons.extend(self.order());
        reasons.extend(self.named(candidate));
        reasons.extend(passage(hit));
        reasons.extend(self.scores.reasons(place(candidate)));
        reasons.extend(self.preferences(hit, candidate));
        reasons.extend(self.rank(hit));
        reasons.extend(self.state(hit));
        reasons.extend(self.reach(hit));
        reasons.extend(self.amending(hit));
        reasons.extend(self.learned(candidate));
        reasons.extend(version(hit, candidate));
        reasons.extend(self.beside());
        let texts: Vec<&str> = reasons.iter().map(|reason| reason.text.as_str()).collect();
        hit.explain = Some(texts.join("；"));
        hit.explanation = reasons;
    }

    fn order(&self) -> Option<Explanation> {
        let order = match self.plan.sort {
            Sort::Relevance => return None,
            Sort::Issued => "公布日期",
            Sort::Effective => "施行日期",
            Sort::Rank => "效力位阶",
        };
        Some(said(
            ExplanationCode::Order,
            format!("按要求以{order}排序，以下各项不影响先后"),
        ))
    }

    fn named(&self, candidate: &Candidate) -> Option<Explanation> {
        let field = candidate.named_by?;
        let names = self
            .chips
            .iter()
            .filter(|chip| chip.effect == Effect::Names);
        let names: Vec<String> = names.map(|chip| format!("“{}”", chip.text)).collect();
        let what = match field {
            IdentifierField::Title => "标题",
            IdentifierField::Number => "文号",
            IdentifierField::Id if names.is_empty() => "编号",
            IdentifierField::Id => "名称、文号或编号",
        };
        let by = match names.is_empty() {
            true => String::new(),
            false => format!("（{}）", names.join("、")),
        };
        Some(said(
            ExplanationCode::Named,
            format!("查询内容指明了这份文件的{what}{by}，排在其他文件之前"),
        ))
    }

    fn preferences(&self, hit: &Hit, candidate: &Candidate) -> Option<Explanation> {
        // What multiplies is rank, state, reach, what it changes, and preferences; all but the last are known.
        let words = self.scores.together.get(&place(candidate)).copied()?;
        let known = self.plan.prior.factor(hit.kind, hit.validity.state, 0)
            * self.reach_of(hit)
            * self.amending_of(hit);
        let factor = candidate.score / (words * known);
        if words < NOTHING || (factor - 1.0).abs() < 0.01 {
            return None;
        }
        let chips = self
            .chips
            .iter()
            .filter(|chip| chip.effect == Effect::Prefers);
        let preferred: Vec<&str> = chips.map(|chip| chip.text.as_str()).collect();
        let what = match preferred.is_empty() {
            // The only one is the place of the asker.
            true => "属于优先的地区".to_owned(),
            false => format!("符合查询中的地区、机关或种类（{}）", preferred.join("、")),
        };
        Some(Explanation {
            factor: Some(factor),
            ..said(
                ExplanationCode::Preference,
                format!("{what}，乘以 {factor:.2}"),
            )
        })
    }

    fn rank(&self, hit: &Hit) -> Option<Explanation> {
        let factor = self.plan.prior.factor(hit.kind, Status::InForce, 0);
        ((factor - 1.0).abs() > NOTHING).then(|| Explanation {
            factor: Some(factor),
            ..said(
                ExplanationCode::Rank,
                format!("效力位阶为{}，乘以 {factor:.2}", hit.kind_label),
            )
        })
    }

    fn state(&self, hit: &Hit) -> Option<Explanation> {
        let prior = &self.plan.prior;
        let of = |status| prior.factor(hit.kind, status, 0);
        let factor = of(hit.validity.state) / of(Status::InForce);
        ((factor - 1.0).abs() > NOTHING).then(|| Explanation {
            factor: Some(factor),
            ..said(
                ExplanationCode::State,
                format!("时效为{}，乘以 {factor:.2}", hit.validity.label),
            )
        })
    }

    /// The factor of what holds in one place only: of an article, and of a document that is to answer a question.
    fn reach_of(&self, hit: &Hit) -> f32 {
        let region = hit.region.as_ref();
        let nationwide = region.is_none_or(|region| region.code == COUNTRY);
        match self.plan.level == Level::Article || self.plan.prior.is_asked {
            true => self.plan.prior.reach(hit.kind, nationwide),
            false => 1.0,
        }
    }

    fn reach(&self, hit: &Hit) -> Option<Explanation> {
        let factor = self.reach_of(hit);
        ((factor - 1.0).abs() > NOTHING).then(|| Explanation {
            factor: Some(factor),
            ..said(
                ExplanationCode::Reach,
                format!("未指明地区，非全国性法律、法规和司法解释乘以 {factor:.2}"),
            )
        })
    }

    /// The factor of an act that changes another, where a question is answered.
    fn amending_of(&self, hit: &Hit) -> f32 {
        let prior = &self.plan.prior;
        match is_amending(&hit.title) {
            true => prior.of_title(prior.amending),
            false => 1.0,
        }
    }

    fn amending(&self, hit: &Hit) -> Option<Explanation> {
        let factor = self.amending_of(hit);
        ((factor - 1.0).abs() > NOTHING).then(|| Explanation {
            factor: Some(factor),
            ..said(
                ExplanationCode::Amending,
                format!("是修改其他文件的文件，提问以现行文本作答，乘以 {factor:.2}"),
            )
        })
    }

    fn learned(&self, candidate: &Candidate) -> Option<Explanation> {
        let question = self.question?;
        let text = match question.answered_by(candidate) {
            true => "按从已答复问题中学得的排序重新排列，相近的问题曾以此答复",
            false => "按从已答复问题中学得的排序重新排列，综合词句、内容是否相近、上下文和条文位置",
        };
        Some(said(ExplanationCode::Learned, text.to_owned()))
    }

    /// Expansions, corrections and how loosely the words were taken: the same for all hits.
    fn beside(&self) -> Vec<Explanation> {
        let mut reasons = Vec::new();
        for expansion in &self.understanding.expansions {
            reasons.push(said(
                ExplanationCode::Expansion,
                format!(
                    "“{}”同时按“{}”查找，后者分量减半",
                    expansion.from,
                    expansion.to.join("”“")
                ),
            ));
        }
        let corrected = |chip: &&Interpretation| {
            matches!(
                chip.kind,
                InterpretationKind::Correction | InterpretationKind::Pinyin
            )
        };
        if let Some(chip) = self.chips.iter().find(corrected) {
            let notes = self.understanding.notes.iter();
            let note = notes.rev().find(|note| note.kind == NoteKind::Corrected);
            let text = note.map_or_else(
                || format!("已按“{}”查找", chip.text),
                |note| note.text.trim_end_matches('。').to_owned(),
            );
            reasons.push(said(ExplanationCode::Correction, text));
        }
        let loosened = match self.strictness {
            Strictness::Words => None,
            Strictness::Characters => Some("没有按词语匹配的结果，改为按文字匹配"),
            Strictness::Half => Some("没有包含全部词语的结果，改为包含一半词语"),
            Strictness::Any => Some("没有包含一半词语的结果，改为包含任一词语"),
        };
        reasons.extend(loosened.map(|text| said(ExplanationCode::Loosened, text.to_owned())));
        reasons
    }
}

fn passage(hit: &Hit) -> Option<Explanation> {
    let found = hit.passage.as_ref()?;
    let text = match found.exact {
        true => "一字不差地载有所粘贴的文字，排在前面".to_owned(),
        false => format!(
            "载有所粘贴文字的 {:.0}%，有 {} 处不同",
            found.share * 100.0,
            found.differences.len()
        ),
    };
    Some(said(ExplanationCode::Passage, text))
}

fn version(hit: &Hit, candidate: &Candidate) -> Option<Explanation> {
    let others = hit
        .version_ids
        .len()
        .checked_sub(1)
        .filter(|others| *others > 0)?;
    let rule = match candidate.named_by {
        Some(_) => "先列所指明的版本，未指明时先列现行有效、公布最晚的",
        None => "各版本按上述各项分别排序",
    };
    Some(said(
        ExplanationCode::Version,
        format!("另有 {others} 个版本，{rule}"),
    ))
}

fn said(code: ExplanationCode, text: String) -> Explanation {
    Explanation {
        code,
        text,
        adds: None,
        factor: None,
    }
}

fn place(candidate: &Candidate) -> Place {
    (candidate.segment, candidate.ordinal, candidate.article)
}

fn text_of(kind: &TermKind) -> String {
    match kind {
        TermKind::Word(word) => word.clone(),
        TermKind::Phrase(characters) => characters.concat(),
    }
}

/// `“养犬”（3.20）、“登记”（1.05）等`.
fn listed(words: &[(&str, f32)]) -> String {
    let named = words.iter().take(NAMED_MAX);
    let named: Vec<String> = named
        .map(|(word, score)| format!("“{word}”（{score:.2}）"))
        .collect();
    let more = if words.len() > NAMED_MAX { "等" } else { "" };
    format!("{}{more}", named.join("、"))
}
