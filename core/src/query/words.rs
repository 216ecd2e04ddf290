//! The words of a run of text as terms: what is asked of them, and the official words that may stand in their place.

use std::ops::Range;

use super::fillers::is_filler;
use super::planner::{Terms, at_least};
use super::understand::Expansion;
use super::{Condition, Level, Query, Scope, TermKind};
use crate::language;

/// A run of words longer than this is a sentence: nobody writes one that a legal text holds word for word, so
/// most of it must occur, not all.
const SENTENCE_WORDS_MIN: usize = 5;

/// How much of a sentence a document must hold, in percent of what its words tell: 管理 and 办法, which stand
/// nearly everywhere, are not enough.
const SENTENCE_SHARE_DOCUMENT: u32 = 30;
/// The same of a question, of which the law says most in other words. Of 30, 20, 10 and 5 percent, the first finds 79 % of
/// what laypeople's questions were answered with on the first page, the others 83, 84.5 and 85.
const QUESTION_SHARE_DOCUMENT: u32 = 10;
/// How many of them an article must hold, in percent: the law says in other words what people ask in theirs, and any
/// of them may be the one that it shares.
const SENTENCE_SHARE_ARTICLE: usize = 15;

/// What an official word counts that was looked for in the place of a colloquial one: less than what was typed.
const EXPANDED: f32 = 0.5;

/// What a plain word of one character counts beside the official ones. Law writes 赔偿, so 赔 alone is rare there, and where
/// it stands it is a part of something else (自赔案件): by its rarity it would outweigh all that was typed with it.
const CHARACTER: f32 = 0.3;

/// A word of the query: its terms, and those of the words that may stand in its place.
pub(super) struct Word {
    /// Which colloquial word it is.
    of: Option<usize>,
    terms: Vec<usize>,
    instead: Vec<Vec<usize>>,
}

impl Word {
    /// Every term that speaks for the word.
    pub(super) fn any_of(&self) -> impl Iterator<Item = usize> + '_ {
        self.terms
            .iter()
            .chain(self.instead.iter().flatten())
            .copied()
    }
}

/// Terms as a bit set.
fn set_of(terms: impl Iterator<Item = usize>) -> u64 {
    terms.fold(0, |set, index| set | 1 << index)
}

/// Every word, each as it was typed or as one of those that may stand in its place.
fn all_of(words: &[Word]) -> Condition {
    let plain: Vec<usize> = words
        .iter()
        .filter(|word| word.instead.is_empty())
        .flat_map(|word| word.terms.clone())
        .collect();
    let mut all = vec![at_least(plain.len(), &plain)];
    for word in words.iter().filter(|word| !word.instead.is_empty()) {
        let ways = std::iter::once(&word.terms).chain(&word.instead);
        all.push(Condition::Or(
            ways.map(|terms| at_least(terms.len(), terms)).collect(),
        ));
    }
    all.retain(|condition| *condition != Condition::Everything);
    match all.len() {
        0 => Condition::Everything,
        1 => all.remove(0),
        _ => Condition::And(all),
    }
}

impl Terms<'_> {
    /// Every word of a few, most of a sentence; of a question, a few.
    pub(super) fn most_of(&self, words: &[Word]) -> Condition {
        // 丧失继承权的情形有哪些 is answered by an article that says 行为 and not 情形: what it has of the words orders it.
        let percent = match (self.request.asks, words.len()) {
            (true, 2..) => QUESTION_SHARE_DOCUMENT,
            (_, SENTENCE_WORDS_MIN..) => SENTENCE_SHARE_DOCUMENT,
            _ => return all_of(words),
        };
        let any: Vec<usize> = words.iter().flat_map(Word::any_of).collect();
        match self.request.level {
            Level::Document => Condition::Telling {
                percent,
                of: set_of(words.iter().flat_map(|word| word.terms.iter().copied())),
                terms: set_of(any.into_iter()),
            },
            Level::Article => at_least((words.len() * SENTENCE_SHARE_ARTICLE).div_ceil(100), &any),
        }
    }

    /// The words of a run of text: content words if there are any, fillers otherwise; each colloquial word
    /// with the official words that say the same.
    pub(super) fn words(&mut self, text: &str, scope: Scope, weight: f32) -> Vec<Word> {
        let colloquial = self.colloquial_in(text);
        let mut content: Vec<(String, Option<usize>)> = Vec::new();
        let mut fillers: Vec<(String, Option<usize>)> = Vec::new();
        self.tokenizer.for_each_token(text, |token| {
            let inside =
                |span: &Range<usize>| span.start <= token.span.start && token.span.end <= span.end;
            let of = colloquial.iter().position(|(span, _)| inside(span));
            let list = if of.is_none() && is_filler(token.text) {
                &mut fillers
            } else {
                &mut content
            };
            if !list.iter().any(|(known, _)| known == token.text) {
                list.push((token.text.to_owned(), of));
            }
        });
        // A filler counts only where it is all there is.
        let chosen = if content.is_empty() && !self.says_something {
            fillers
        } else {
            content
        };
        let mut words: Vec<Word> = Vec::new();
        for (word, of) in chosen {
            let typed = match is_character(&word) && self.is_expanded(&word) {
                true => weight * CHARACTER,
                false => weight,
            };
            let Some(term) = self.term(TermKind::Word(word), scope, typed) else {
                continue;
            };
            match words.iter_mut().find(|word| of.is_some() && word.of == of) {
                Some(word) => word.terms.push(term),
                None => words.push(Word {
                    of,
                    terms: vec![term],
                    instead: Vec::new(),
                }),
            }
        }
        for word in &mut words {
            if let Some((_, expansion)) = word.of.and_then(|of| colloquial.get(of)) {
                word.instead = self.official(&expansion.to, scope, weight);
            }
        }
        words
    }

    /// Of a question, the official words for colloquial ones that stand in no run of text, since words of asking were taken
    /// out of them (怎么赔).
    pub(super) fn beside(&mut self, query: &Query) -> Vec<Word> {
        let scope = Scope::Text(self.request.scope);
        let pieces = query.clauses.iter().flat_map(|clause| &clause.alternatives);
        let texts: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
        let expansions = self.request.expansions.iter();
        let apart = expansions.filter(|one| !texts.iter().any(|text| text.contains(&one.from)));
        let apart: Vec<&Expansion> = apart.collect();
        apart
            .into_iter()
            .map(|expansion| Word {
                of: None,
                terms: Vec::new(),
                instead: self.official(&expansion.to, scope, 1.0),
            })
            .collect()
    }

    /// Whether official words are looked for in the place of something that has this word.
    fn is_expanded(&self, word: &str) -> bool {
        let mut expansions = self.request.expansions.iter();
        expansions.any(|expansion| expansion.from.contains(word))
    }

    /// The colloquial words of a text, with where they stand.
    fn colloquial_in(&self, text: &str) -> Vec<(Range<usize>, Expansion)> {
        let expansions = self.request.expansions.iter();
        let of = |expansion: &Expansion| {
            let expansion = expansion.clone();
            let places = text.match_indices(expansion.from.as_str());
            let spans: Vec<_> = places.map(|(at, from)| at..at + from.len()).collect();
            spans.into_iter().map(move |span| (span, expansion.clone()))
        };
        expansions.flat_map(of).collect()
    }

    /// The terms of official words, those of each together.
    fn official(&mut self, words: &[String], scope: Scope, weight: f32) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        for word in words {
            let mut tokens: Vec<String> = Vec::new();
            let normal = language::normalize(word);
            self.tokenizer
                .for_each_token(&normal, |token| tokens.push(token.text.to_owned()));
            if self.is_crowded() {
                break;
            }
            // Of 不予受理 the 不 tells nothing by itself.
            let has_longer = tokens.iter().any(|token| !is_character(token));
            tokens.retain(|token| !has_longer || !is_filler(token));
            let terms = tokens
                .into_iter()
                .filter_map(|token| self.term(TermKind::Word(token), scope, weight * EXPANDED));
            let terms: Vec<usize> = terms.collect();
            if !terms.is_empty() {
                all.push(terms);
            }
        }
        all
    }
}

/// Whether a word is a single character.
fn is_character(word: &str) -> bool {
    word.chars().nth(1).is_none()
}
