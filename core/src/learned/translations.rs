//! How words of questions translate into words of statutes.
//!
//! People say 辞退, the law says 解除劳动合同. Of every word of the answered questions, the words of the articles that
//! answered them are counted; those that stand there more often than in the answers to other questions are its
//! translations. A table that a person can read and correct.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

/// A word of statutes that says what a word of questions says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// The word of statutes.
    pub word: String,
    /// How much of the word's meaning it is, 0 to 1.
    pub share: f32,
}

/// By word of questions: its translations, the best first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translations(BTreeMap<String, Vec<Translation>>);

/// Questions a word must have occurred in: once is no evidence.
const QUESTIONS_MIN: u32 = 2;
/// Translations kept of a word.
const KEPT_MAX: usize = 12;
/// Translations looked for of a whole question.
pub(super) const LOOKED_FOR_MAX: usize = 40;
/// What is added to the number of questions with a word, so that a word seen twice translates more weakly than one
/// that was seen often.
const HELD_BACK: f32 = 3.0;

/// A question's words, and the words of its answers.
#[derive(Debug, Clone, Default)]
pub struct Pair {
    /// The words of the question, each once.
    pub question: Vec<String>,
    /// The words of all articles that answered it.
    pub answer: BTreeSet<String>,
}

impl Translations {
    /// The translations that these pairs show. `weight` says how telling a word of statutes is.
    pub fn learn<'p>(
        pairs: impl Iterator<Item = &'p Pair> + Clone,
        weight: impl Fn(&str) -> f32,
    ) -> Self {
        let mut all = 0_u32;
        let mut answers: HashMap<&str, u32> = HashMap::new();
        let mut together: BTreeMap<&str, (u32, HashMap<&str, u32>)> = BTreeMap::new();
        for pair in pairs.filter(|pair| !pair.answer.is_empty()) {
            all += 1;
            for word in &pair.answer {
                *answers.entry(word).or_default() += 1;
            }
            for asked in &pair.question {
                let (questions, counts) = together.entry(asked).or_default();
                *questions += 1;
                for word in &pair.answer {
                    *counts.entry(word).or_default() += 1;
                }
            }
        }
        let table = together
            .into_iter()
            .filter(|(_, (questions, _))| *questions >= QUESTIONS_MIN)
            .filter_map(|(asked, (questions, counts))| {
                let mut found: Vec<(f32, Translation)> = counts
                    .into_iter()
                    .filter(|(word, count)| *count >= QUESTIONS_MIN && *word != asked)
                    .filter_map(|(word, count)| {
                        // By chance it would stand there as often as in the answers to any questions.
                        let chance = (answers[word] as f32 + 0.5) * questions as f32 / all as f32;
                        let beyond = count as f32 - chance;
                        let share = beyond / (questions as f32 + HELD_BACK);
                        let word = word.to_owned();
                        (beyond > 0.0).then(|| (share * weight(&word), Translation { word, share }))
                    })
                    .collect();
                found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.word.cmp(&b.1.word)));
                found.truncate(KEPT_MAX);
                let found: Vec<Translation> = found.into_iter().map(|(_, found)| found).collect();
                (!found.is_empty()).then(|| (asked.to_owned(), found))
            })
            .collect();
        Self(table)
    }

    /// The words of statutes that these words of a question translate into, each with its summed share, the greatest
    /// first; without those that were asked themselves.
    pub fn of(&self, words: &[&str]) -> Vec<Translation> {
        let mut shares: BTreeMap<&str, f32> = BTreeMap::new();
        for translation in words.iter().filter_map(|word| self.0.get(*word)).flatten() {
            *shares.entry(&translation.word).or_default() += translation.share;
        }
        let mut found: Vec<Translation> = shares
            .into_iter()
            .filter(|(word, _)| !words.contains(word))
            .map(|(word, share)| Translation {
                word: word.to_owned(),
                share,
            })
            .collect();
        found.sort_by(|a, b| {
            b.share
                .total_cmp(&a.share)
                .then_with(|| a.word.cmp(&b.word))
        });
        found.truncate(LOOKED_FOR_MAX);
        found
    }

    /// How many words have translations.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no word has one.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(question: &[&str], answer: &[&str]) -> Pair {
        Pair {
            question: question.iter().map(|word| (*word).to_owned()).collect(),
            answer: answer.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn words_that_answer_together_translate() {
        let pairs = [
            pair(&["辞退", "老板"], &["用人单位", "解除", "应当"]),
            pair(&["辞退", "怀孕"], &["用人单位", "解除", "女职工"]),
            pair(&["狗", "老板"], &["养犬", "应当"]),
            pair(&["离婚", "孩子"], &["抚养", "应当"]),
            pair(&["停车"], &["停车场", "应当"]),
        ];
        let translations = Translations::learn(pairs.iter(), |_| 1.0);
        let found = translations.of(&["辞退"]);
        let words: Vec<&str> = found.iter().map(|found| found.word.as_str()).collect();
        assert_eq!(words, ["用人单位", "解除"]);
        assert!(translations.of(&["孩子"]).is_empty(), "seen once only");
    }

    #[test]
    fn what_was_asked_is_no_translation() {
        let pairs = [
            pair(&["辞退"], &["解除", "合同"]),
            pair(&["辞退"], &["解除", "合同"]),
            pair(&["狗"], &["养犬"]),
        ];
        let translations = Translations::learn(pairs.iter(), |_| 1.0);
        let found = translations.of(&["辞退", "合同"]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].word, "解除");
    }
}
