//! Words that many ask for: what titles have in common, words of headings, and the lexicon of plain words.
//!
//! They complete what is being typed where no title is meant (`gongshang` → 工伤认定), and tell a typing error from
//! a word (工伤认顶).

mod near;
mod phrases;

use std::collections::HashMap;

use super::Name;
use super::folded::Folded;
use super::latin::{Latin, Spelling as Letters};
use crate::flat::{Column, FlatError, Reader, Texts, Writer};
use crate::language::Tokenizer;
use crate::language::pinyin::initials;
use crate::lexicon::colloquial;

pub use near::TermCorrection;

/// Terms that are kept, the most frequent ones.
const TERMS_MAX: usize = 10_000;
/// What a word of the lexicon weighs at least: as much as a phrase of a few titles.
const OF_LEXICON: u32 = 3;
/// Passages under a heading for each work that a word of headings weighs as much as: chapters have some ten articles.
const PASSAGES_PER_WORK: u64 = 10;
/// Characters of a beginning that are read.
const TYPED_CHARS_MAX: usize = 16;
/// Initials that narrow the search for pinyin.
const DEPTH: usize = 8;

/// The terms of a generation.
#[derive(Debug, Default)]
pub struct Terms {
    /// By text.
    list: Vec<Term>,
    /// By the letters with which the characters begin, for each way to read them.
    by_initials: Vec<(Box<str>, u32)>,
    /// By all characters but one: see [`near::without`].
    by_others: Vec<(u64, u32)>,
}

/// A word that many ask for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Term {
    text: Box<str>,
    weight: u32,
}

/// Terms as a file holds them.
pub(crate) struct TermList {
    texts: Texts,
    weights: Column<u32>,
}

impl TermList {
    pub(crate) fn terms(&self) -> Terms {
        let term = |at: usize| Term {
            text: self.texts.get(at).into(),
            weight: self.weights.get(at),
        };
        Terms::of((0..self.texts.len().min(TERMS_MAX)).map(term).collect())
    }
}

impl Terms {
    /// The terms of these names, of the words of headings with the number of passages under them, and of the lexicon.
    pub fn new<'n>(
        names: impl Iterator<Item = &'n Name>,
        headings: &[(String, u64)],
        tokenizer: &Tokenizer,
    ) -> Self {
        let mut weights: HashMap<String, u32> = phrases::phrases(names, tokenizer);
        for (word, passages) in headings {
            let works = u32::try_from(passages / PASSAGES_PER_WORK).unwrap_or(u32::MAX);
            weights.entry(word.clone()).or_insert(works);
        }
        for (plain, official) in colloquial().entries() {
            for word in official.iter().copied().chain([plain]) {
                let weight = weights.entry(word.to_owned()).or_insert(OF_LEXICON);
                *weight = OF_LEXICON.max(*weight);
            }
        }
        let mut list: Vec<Term> = weights
            .into_iter()
            .map(|(text, weight)| Term {
                text: text.into_boxed_str(),
                weight,
            })
            .collect();
        list.sort_unstable_by(|a, b| (b.weight, &a.text).cmp(&(a.weight, &b.text)));
        list.truncate(TERMS_MAX);
        list.sort_unstable();
        Self::of(list)
    }

    /// Terms in the order of their texts, with the ways to find them.
    fn of(list: Vec<Term>) -> Self {
        let mut terms = Self {
            by_initials: Vec::with_capacity(list.len()),
            by_others: Vec::new(),
            list,
        };
        for (at, term) in terms.list.iter().enumerate() {
            let chars: Vec<char> = term.text.chars().collect();
            for letters in readings(&chars) {
                terms.by_initials.push((letters.into(), at as u32));
            }
            let others = (0..chars.len()).map(|place| (near::without(&chars, place), at as u32));
            terms.by_others.extend(others);
        }
        terms.by_initials.sort_unstable();
        terms.by_others.sort_unstable();
        terms
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.texts(self.list.iter().map(|term| &term.text));
        writer.numbers(self.list.iter().map(|term| term.weight));
    }

    /// Reads the terms themselves; the ways to find them are made of them: they are few.
    pub(crate) fn read(reader: &mut Reader) -> Result<TermList, FlatError> {
        Ok(TermList {
            texts: reader.texts()?,
            weights: reader.numbers()?,
        })
    }

    /// Whether this is a term.
    fn has(&self, text: &str) -> bool {
        let found = self
            .list
            .binary_search_by(|term| term.text.as_ref().cmp(text));
        found.is_ok()
    }

    /// Terms that what is typed can become, the best first: those that begin so, those that sound so, those that
    /// hold it.
    pub fn complete(&self, typed: &str, limit: usize) -> Vec<&str> {
        let typed: String = typed.chars().take(TYPED_CHARS_MAX).collect();
        let key = Folded::new(&typed).key();
        let mut found: Vec<u32> = Vec::new();
        if key.is_empty() {
            return Vec::new();
        }
        self.add(&mut found, self.beginning(&key), &key, limit);
        if found.len() < limit {
            self.add(&mut found, self.sounding(&typed), &key, limit);
        }
        // One character is in too many words to mean any of them.
        if found.len() < limit && key.chars().nth(1).is_some() {
            let holds = |at: &u32| self.list[*at as usize].text.contains(&key);
            let holding = (0..self.list.len() as u32).filter(holds).collect();
            self.add(&mut found, holding, &key, limit);
        }
        let text = |at: u32| self.list[at as usize].text.as_ref();
        found.into_iter().map(text).collect()
    }

    /// Adds the weightiest of what was found, without what is all typed already.
    fn add(&self, to: &mut Vec<u32>, mut found: Vec<u32>, key: &str, limit: usize) {
        let term = |at: &u32| &self.list[*at as usize];
        found.retain(|at| *term(at).text != *key && !to.contains(at));
        found.sort_unstable_by(|a, b| {
            let (a, b) = (term(a), term(b));
            let by_weight = b.weight.cmp(&a.weight);
            by_weight.then_with(|| (a.text.len(), &a.text).cmp(&(b.text.len(), &b.text)))
        });
        found.dedup();
        found.truncate(limit - to.len());
        to.extend(found);
    }

    fn beginning(&self, key: &str) -> Vec<u32> {
        let from = self.list.partition_point(|term| *term.text < *key);
        let rest = &self.list[from..];
        let count = rest.partition_point(|term| term.text.starts_with(key));
        (from as u32..(from + count) as u32).collect()
    }

    /// The weightiest term that Latin letters spell from beginning to end.
    pub fn spelled(&self, typed: &str) -> Option<&str> {
        let latin = Latin::new(typed).filter(|latin| latin.typed.len() >= 2)?;
        let mut found: Vec<u32> = Vec::new();
        for letters in latin.initials(Letters::Whole, DEPTH) {
            let whole =
                |at: &u32| latin.spells(&self.list[*at as usize].text, Letters::Whole, false);
            found.extend(self.with_initials(&letters).filter(whole));
        }
        let terms = found.into_iter().map(|at| &self.list[at as usize]);
        Some(&terms.max_by_key(|term| term.weight)?.text)
    }

    /// Terms that Latin letters spell, whole or in part: `gongshang`, `gsrd`.
    fn sounding(&self, typed: &str) -> Vec<u32> {
        let Some(latin) = Latin::new(typed).filter(|latin| latin.typed.len() >= 2) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for letters in latin.initials(Letters::Whole, DEPTH) {
            let spelled =
                |at: &u32| latin.spells(&self.list[*at as usize].text, Letters::Whole, true);
            found.extend(self.with_initials(&letters).filter(spelled));
        }
        if found.is_empty() && latin.is_letters() {
            let letters: Vec<u8> = latin.typed.iter().map(|&c| c as u8).collect();
            found.extend(self.with_initials(&letters));
        }
        found
    }

    fn with_initials(&self, letters: &[u8]) -> impl Iterator<Item = u32> {
        let from = self
            .by_initials
            .partition_point(|(initials, _)| initials.as_bytes() < letters);
        let rest = self.by_initials[from..].iter();
        rest.take_while(move |(initials, _)| initials.as_bytes().starts_with(letters))
            .map(|(_, at)| *at)
    }
}

/// The initials of a word: with the usual readings, and with each unusual one.
fn readings(chars: &[char]) -> Vec<String> {
    let letter = |letter: Option<u8>| letter.map_or('*', char::from);
    let usual: Vec<char> = chars.iter().map(|&c| letter(initials(c).0)).collect();
    let mut all = vec![usual.iter().collect()];
    for (place, &c) in chars.iter().enumerate() {
        if let Some(other) = initials(c).1 {
            let mut unusual = usual.clone();
            unusual[place] = char::from(other);
            all.push(unusual.into_iter().collect());
        }
    }
    all
}
