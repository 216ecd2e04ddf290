//! From what was typed to what an engine runs.

use std::time::Instant;

use super::fillers::is_filler;
use super::understand::Expansion;
use super::words::Word;
use super::{
    Clause, Condition, FacetField, FieldPrefix, Filters, Identifier, IdentifierField, Level, Order,
    Piece, Plan, PlanTerm, Prior, Query, Scope, Sort, TERMS_MAX, TermKind, TextScope, Weights,
};
use crate::document::{Day, DocumentNumber};
use crate::language::{self, Tokenizer};

/// Words of titles that tell an act which changes another.
const AMENDING: [&str; 2] = ["修正案", "关于修改"];

/// Whether a title is that of an act which changes another, or a query speaks of one.
pub(crate) fn is_amending(text: &str) -> bool {
    AMENDING.iter().any(|word| text.contains(word))
}

/// With so many terms no words are looked for beside those that were typed, which need room themselves.
const EXPANDED_TERMS_MAX: usize = TERMS_MAX - 16;

/// Everything but the words that a plan is made of.
#[derive(Debug, Clone)]
pub struct PlanRequest {
    /// Documents or articles.
    pub level: Level,
    /// Which part of the documents plain words are looked for in.
    pub scope: TextScope,
    /// Take every piece as a phrase.
    pub exact: bool,
    /// How much of the words must occur.
    pub strictness: Strictness,
    /// Whether the query asks a question: what answers it may have a few of its words.
    pub asks: bool,
    /// Identifiers of documents that the query names, the best first.
    pub named: Vec<String>,
    /// Official words for colloquial ones, which count less than what was typed.
    pub expansions: Vec<Expansion>,
    /// What speaks for a document whatever its words.
    pub prior: Prior,
    /// How much each place of a document counts.
    pub weights: Weights,
    /// Filters.
    pub filters: Filters,
    /// The asked day.
    pub as_of: Day,
    /// Sort.
    pub sort: Sort,
    /// Direction.
    pub order: Order,
    /// How many of the best are kept.
    pub candidates_max: usize,
    /// Articles with each document.
    pub passages_max: usize,
    /// Articles beside the documents, to be ranked again.
    pub articles_max: usize,
    /// Articles that match whatever their words: see [`Plan::remembered`].
    pub remembered: Vec<(u32, u32)>,
    /// See [`Plan::folds`].
    pub folds: bool,
    /// Facets to count.
    pub facets: Vec<FacetField>,
    /// When to give up.
    pub deadline: Option<Instant>,
}

impl Default for PlanRequest {
    /// The first ten documents as of today, without facets.
    fn default() -> Self {
        Self {
            level: Level::Document,
            scope: TextScope::All,
            exact: false,
            strictness: Strictness::Words,
            asks: false,
            named: Vec::new(),
            expansions: Vec::new(),
            prior: Prior::default(),
            weights: Weights::default(),
            filters: Filters::default(),
            as_of: Day::today(),
            sort: Sort::Relevance,
            order: Order::Desc,
            candidates_max: 10,
            passages_max: 3,
            articles_max: 0,
            remembered: Vec::new(),
            folds: false,
            facets: Vec::new(),
            deadline: None,
        }
    }
}

/// How much of the typed words an entry must hold. Tried in this order until something is found.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// Every word; of a long sentence, most words.
    Words,
    /// The characters as typed, for words that the tokenizer cuts otherwise in context.
    Characters,
    /// Half of the words.
    Half,
    /// One word.
    Any,
}

impl Strictness {
    /// From the strictest to the loosest.
    pub const LADDER: [Self; 4] = [Self::Words, Self::Characters, Self::Half, Self::Any];
}

/// Turns a query into a plan.
///
/// Every distinct word is one term, looked for in titles, numbers, organs, headings and bodies alike; what the
/// condition asks of the terms depends on [`PlanRequest::strictness`]. The whole query, taken as a title, as a
/// number and as an identifier, is looked up as well, since identifiers beat words (invariant 1).
pub fn plan(query: &Query, tokenizer: &Tokenizer, request: PlanRequest) -> Plan {
    let says_something = has_content(query, tokenizer);
    let mut terms = Terms {
        list: Vec::new(),
        pool: Vec::new(),
        question: Vec::new(),
        says_something,
        truncated: query.truncated,
        tokenizer,
        request: &request,
    };
    let condition = terms.condition(query);
    let mut prior = request.prior.clone();
    if prior.is_asked {
        prior.amending = terms.amending(query);
    }
    let (terms, truncated) = (terms.list, terms.truncated);
    Plan {
        level: request.level,
        terms,
        truncated,
        condition,
        identifiers: request
            .named
            .into_iter()
            .map(|key| Identifier {
                field: IdentifierField::Id,
                key,
            })
            .chain(identifiers(query))
            .collect(),
        filters: request.filters,
        prior,
        weights: request.weights,
        as_of: request.as_of,
        sort: request.sort,
        order: request.order,
        candidates_max: request.candidates_max,
        passages_max: request.passages_max,
        articles_max: request.articles_max,
        remembered: request.remembered,
        folds: request.folds,
        facets: request.facets,
        deadline: request.deadline,
    }
}

fn has_content(query: &Query, tokenizer: &Tokenizer) -> bool {
    let mut found = false;
    for piece in query.clauses.iter().flat_map(|clause| &clause.alternatives) {
        tokenizer.for_each_token(&piece.text, |token| found |= !is_filler(token.text));
    }
    found
}

/// The keys that the query as a whole may be. Only a query of plain words can be one: a minus or a field means
/// that the user is searching, not naming.
fn identifiers(query: &Query) -> Vec<Identifier> {
    let plain = |clause: &Clause| {
        !clause.negated
            && matches!(clause.alternatives.as_slice(), [piece] if piece.field.is_none())
    };
    if query.clauses.is_empty() || !query.clauses.iter().all(plain) {
        return Vec::new();
    }
    let pieces: Vec<&str> = query
        .clauses
        .iter()
        .flat_map(|clause| &clause.alternatives)
        .map(|piece| piece.text.as_str())
        .collect();
    let whole = pieces.join(" ");
    // The most exact first: as written, then without what titles are written with and without.
    let keys = std::iter::once(literal_title_key(&whole)).chain(language::title_variants(&whole));
    let mut identifiers: Vec<Identifier> = keys
        .map(|key| Identifier {
            field: IdentifierField::Title,
            key,
        })
        .collect();
    identifiers.extend(number_keys(&whole).into_iter().map(|key| Identifier {
        field: IdentifierField::Number,
        key,
    }));
    if let [Clause { alternatives, .. }] = query.clauses.as_slice()
        && let [only] = alternatives.as_slice()
    {
        // Identifiers are kept as their source writes them, capitals and all.
        identifiers.push(Identifier {
            field: IdentifierField::Id,
            key: only.raw.clone(),
        });
    }
    identifiers.retain(|identifier| !identifier.key.is_empty());
    identifiers
}

/// The key of a title as it is written, punctuation and all; told from the other keys by its first character.
pub(crate) fn literal_title_key(title: &str) -> String {
    format!("={}", language::normalize(title.trim()))
}

/// The keys under which a document number is found, whatever its spelling; none when the text is no number.
pub fn number_keys(text: &str) -> Vec<String> {
    DocumentNumber::read(text)
        .map(|number| number.keys())
        .unwrap_or_default()
}

/// Collects terms while conditions are made.
pub(super) struct Terms<'a> {
    list: Vec<PlanTerm>,
    /// Words of which only some need occur, from all over the query: how many of them is asked of them together.
    pool: Vec<usize>,
    /// The words of a question, from all over it: an answer has some of them, wherever someone put a space.
    question: Vec<Word>,
    /// Whether the query has any word that is no filler.
    pub(super) says_something: bool,
    /// Whether a term found no room.
    truncated: bool,
    pub(super) tokenizer: &'a Tokenizer,
    pub(super) request: &'a PlanRequest,
}

impl Terms<'_> {
    fn condition(&mut self, query: &Query) -> Condition {
        let mut all: Vec<Condition> = query
            .clauses
            .iter()
            .map(|clause| self.clause(clause))
            .collect();
        let pooled = self.pool.len();
        if pooled > 0 {
            let needed = if self.request.strictness == Strictness::Half {
                pooled.div_ceil(2)
            } else {
                1
            };
            all.push(at_least(needed, &self.pool));
        }
        if self.request.asks {
            let beside = self.beside(query);
            self.question.extend(beside);
            all.push(self.most_of(&self.question));
        }
        all.retain(|condition| *condition != Condition::Everything);
        if all.is_empty() {
            Condition::Everything
        } else {
            Condition::And(all)
        }
    }

    fn clause(&mut self, clause: &Clause) -> Condition {
        // What must not occur is never loosened: it would take away more than was asked.
        let weight = if clause.negated { 0.0 } else { 1.0 };
        let alternatives = &clause.alternatives;
        let mut any: Vec<Condition> = alternatives
            .iter()
            .map(|piece| self.piece(piece, clause.negated, weight))
            .collect();
        let condition = if any.len() == 1 {
            any.remove(0)
        } else {
            Condition::Or(any)
        };
        match (clause.negated, condition) {
            // Nothing to look for excludes nothing.
            (true, Condition::Everything) => Condition::Everything,
            (true, condition) => Condition::Not(Box::new(condition)),
            (false, condition) => condition,
        }
    }

    fn piece(&mut self, piece: &Piece, negated: bool, weight: f32) -> Condition {
        let scope = match piece.field {
            None => Scope::Text(self.request.scope),
            Some(FieldPrefix::Title) => Scope::Text(TextScope::Title),
            Some(FieldPrefix::Number) => Scope::Number,
            Some(FieldPrefix::Authority) => Scope::Authority,
        };
        // Numbers and organs are short strings: they are matched as written, not word by word. What must not
        // occur is excluded as written, too.
        let as_written =
            piece.phrase || negated || self.request.exact || !matches!(scope, Scope::Text(_));
        if as_written {
            return self.phrase(&piece.text, scope, weight);
        }
        let words = self.words(&piece.text, scope, weight);
        match self.request.strictness {
            Strictness::Words if is_part_of_number(&piece.text) => {
                let whole = self.most_of(&words);
                let part = self.phrase(&piece.text, scope, weight);
                Condition::Or(vec![whole, part])
            }
            Strictness::Words if self.request.asks => {
                self.question.extend(words);
                Condition::Everything
            }
            Strictness::Words => self.most_of(&words),
            Strictness::Characters => self.phrase(&piece.text, scope, 0.5),
            Strictness::Half | Strictness::Any => {
                let any = words.iter().flat_map(|word| word.any_of());
                self.pool.extend(any);
                Condition::Everything
            }
        }
    }

    fn phrase(&mut self, text: &str, scope: Scope, weight: f32) -> Condition {
        let characters: Vec<String> = language::characters(text)
            .map(|token| token.text.to_owned())
            .collect();
        if characters.is_empty() {
            return Condition::Everything;
        }
        match self.term(TermKind::Phrase(characters), scope, weight) {
            Some(index) => Condition::Term(index),
            None => Condition::Everything,
        }
    }

    /// The terms of titles of acts that change others; none where one of them was typed.
    fn amending(&mut self, query: &Query) -> u64 {
        let pieces = query.clauses.iter().flat_map(|clause| &clause.alternatives);
        if pieces.into_iter().any(|piece| is_amending(&piece.text)) {
            return 0;
        }
        let mut set = 0;
        for title in AMENDING {
            // Titles keep the places of their characters: 刑法修正案 is one word.
            let phrase = title.chars().map(String::from).collect();
            if self.list.len() < TERMS_MAX
                && let Some(index) =
                    self.term(TermKind::Phrase(phrase), Scope::Text(TextScope::Title), 0.0)
            {
                set |= 1 << index;
            }
        }
        set
    }

    /// Whether the room that is left is for words that were typed.
    pub(super) fn is_crowded(&self) -> bool {
        self.list.len() >= EXPANDED_TERMS_MAX
    }

    /// The index of a term, a new one if need be; `None` when the plan is full.
    pub(super) fn term(&mut self, kind: TermKind, scope: Scope, weight: f32) -> Option<usize> {
        if let Some(index) = self
            .list
            .iter()
            .position(|term| term.kind == kind && term.scope == scope)
        {
            return Some(index);
        }
        if self.list.len() == TERMS_MAX {
            self.truncated = true;
            return None;
        }
        self.list.push(PlanTerm {
            kind,
            scope,
            weight,
        });
        Some(self.list.len() - 1)
    }
}

/// Whether a word is numerals alone: who remembers 二百八十 may have read 第二百八十六条, which is one word.
fn is_part_of_number(text: &str) -> bool {
    let numerals = text.strip_prefix('第').unwrap_or(text);
    numerals.chars().count() > 1
        && numerals
            .chars()
            .all(|c| "〇零一二三四五六七八九十百千".contains(c))
}

/// At least so many of these terms.
pub(super) fn at_least(needed: usize, words: &[usize]) -> Condition {
    let set = words.iter().fold(0_u64, |set, &index| set | 1 << index);
    let distinct = set.count_ones() as usize;
    match (words, needed.min(distinct)) {
        (_, 0) => Condition::Everything,
        ([only], _) => Condition::Term(*only),
        (_, needed) => Condition::AtLeast {
            count: needed as u32,
            terms: set,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Rarity;

    /// Every term in a tenth of all entries.
    fn even() -> Rarity {
        Rarity::of_shares([0.1; TERMS_MAX])
    }

    fn plan_of(raw: &str, strictness: Strictness) -> Plan {
        let query = Query::parse(raw).expect("short enough");
        let request = PlanRequest {
            strictness,
            ..PlanRequest::default()
        };
        plan(&query, &Tokenizer::new(), request)
    }

    /// The words of a plan.
    fn words(plan: &Plan) -> Vec<&str> {
        let terms = plan.terms.iter();
        terms
            .filter_map(|term| match &term.kind {
                TermKind::Word(word) => Some(word.as_str()),
                TermKind::Phrase(_) => None,
            })
            .collect()
    }

    #[test]
    fn every_word_of_a_short_query_must_occur() {
        let plan = plan_of("家庭 教育", Strictness::Words);
        assert_eq!(words(&plan), ["家庭", "教育"]);
        assert!(plan.condition.holds(0b11, &even()));
        assert!(!plan.condition.holds(0b01, &even()));
    }

    #[test]
    fn loosened_words_are_counted_over_the_whole_query() {
        let plan = plan_of("家庭 教育", Strictness::Half);
        assert!(plan.condition.holds(0b01, &even()));
        assert!(!plan.condition.holds(0, &even()));
    }

    #[test]
    fn fillers_need_not_occur() {
        let plan = plan_of("教育 怎么办", Strictness::Words);
        assert!(plan.condition.holds(0b1, &even()), "{plan:?}");
    }

    #[test]
    fn what_answers_a_question_may_have_few_of_its_words() {
        let of = |raw: &str, level: Level, asks: bool| {
            let query = Query::parse(raw).expect("short enough");
            let request = PlanRequest {
                level,
                asks,
                ..PlanRequest::default()
            };
            plan(&query, &Tokenizer::new(), request).condition
        };
        for level in [Level::Article, Level::Document] {
            let question = "丧失继承权的情形";
            assert!(of(question, level, true).holds(0b1, &even()), "{level:?}");
            assert!(!of(question, level, true).holds(0, &even()), "{level:?}");
            assert!(!of(question, level, false).holds(0b1, &even()), "{level:?}");
            // Where words of asking were taken out, or someone put a space, it is one question.
            let parted = of("丧失 继承", level, true);
            assert!(parted.holds(0b1, &even()), "{level:?}");
            // What must not occur still must not.
            let without = of("丧失 继承 -遗嘱", level, true);
            assert!(without.holds(0b011, &even()), "{level:?}");
            assert!(!without.holds(0b111, &even()), "{level:?}");
        }
    }

    #[test]
    fn exclusion_is_never_loosened() {
        for strictness in Strictness::LADDER {
            let plan = plan_of("家庭 -教育", strictness);
            let excluded = plan
                .terms
                .iter()
                .position(|term| term.weight == 0.0)
                .expect("an excluded term");
            assert!(!plan.condition.holds(u64::MAX, &even()), "{strictness:?}");
            assert!(
                plan.condition.holds(!(1 << excluded), &even()),
                "{strictness:?}"
            );
        }
    }

    #[test]
    fn a_name_is_looked_up_as_one_but_a_search_is_not() {
        assert!(
            !plan_of("家庭教育促进法", Strictness::Words)
                .identifiers
                .is_empty()
        );
        assert!(
            plan_of("标题:家庭教育促进法", Strictness::Words)
                .identifiers
                .is_empty()
        );
        assert!(
            plan_of("家庭教育促进法 -教育", Strictness::Words)
                .identifiers
                .is_empty()
        );
    }

    #[test]
    fn terms_are_bounded() {
        let long: String = ('一'..='龥').step_by(37).take(500).collect();
        assert!(plan_of(&long, Strictness::Words).terms.len() <= TERMS_MAX);
    }
}
