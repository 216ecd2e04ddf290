//! What became of an article from one version to another, by its words.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use crate::engine::{Engine, EngineError};

/// Versions whose articles are kept in memory while articles are compared in the order of their versions.
const VERSIONS_KEPT_MAX: usize = 8;
/// Fates that a generation remembers, some hundred bytes each.
const FATES_KEPT_MAX: usize = 200_000;
/// Of articles this like each other one is the other, changed or not (Dice over pairs of characters).
const SAME_MIN: f32 = 0.6;
/// Articles less like each other have nothing in common but the words of the trade.
const OTHER_MAX: f32 = 0.25;
/// Articles shorter than this say too little to be known again.
const TELLING_CHARS_MIN: usize = 12;

/// What became of a cited article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ArticleFate {
    /// The version in force ends before that number.
    Beyond {
        /// Its last article.
        last: u32,
    },
    /// It is not there, under whatever number.
    Gone,
    /// It stands under another number.
    Moved {
        /// Its address there.
        to: String,
    },
    /// Its number is that of an article on another matter.
    Rewritten,
}

/// An article: its words without label, blanks and marks.
struct Article {
    words: String,
    pairs: HashSet<(char, char)>,
}

type Version = HashMap<String, Article>;

/// A cited article: the version that was meant, the one in force, its address.
pub(super) type Cited = (String, String, String);

/// What is known to have become of cited articles. Texts of a generation do not change, so it is compared once for each:
/// the list is asked for often, and reading every cited version takes longer than everything else in it.
#[derive(Default)]
pub(in crate::search) struct Fates(Mutex<HashMap<Cited, Option<ArticleFate>>>);

impl Fates {
    /// What became of each of these articles; `None` for those that stand.
    ///
    /// # Errors
    /// When a version cannot be read.
    pub(super) fn of(
        &self,
        engine: &dyn Engine,
        cited: BTreeSet<Cited>,
    ) -> Result<HashMap<Cited, Option<ArticleFate>>, EngineError> {
        let mut fates = HashMap::with_capacity(cited.len());
        let mut open = Vec::new();
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for one in cited {
                match known.get(&one) {
                    Some(fate) => {
                        fates.insert(one, fate.clone());
                    }
                    None => open.push(one),
                }
            }
        }
        // In the order of versions each is read once, or twice.
        let mut articles = Articles::new(engine);
        let mut found = Vec::with_capacity(open.len());
        for one in open {
            let fate = articles.fate(&one)?;
            found.push((one, fate));
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + found.len() > FATES_KEPT_MAX {
            known.clear();
        }
        known.extend(found.iter().take(FATES_KEPT_MAX).cloned());
        fates.extend(found);
        Ok(fates)
    }
}

/// Compares articles of versions.
struct Articles<'e> {
    engine: &'e dyn Engine,
    read: HashMap<String, Rc<Version>>,
}

impl<'e> Articles<'e> {
    fn new(engine: &'e dyn Engine) -> Self {
        Self {
            engine,
            read: HashMap::new(),
        }
    }

    fn fate(&mut self, (meant, current, n): &Cited) -> Result<Option<ArticleFate>, EngineError> {
        let (meant, current) = (self.version(meant)?, self.version(current)?);
        Ok(match meant.get(n) {
            Some(article) => follow(article, n, &current),
            None => (!current.contains_key(n)).then_some(ArticleFate::Gone),
        })
    }

    fn version(&mut self, id: &str) -> Result<Rc<Version>, EngineError> {
        if let Some(known) = self.read.get(id) {
            return Ok(Rc::clone(known));
        }
        if self.read.len() >= VERSIONS_KEPT_MAX {
            self.read.clear();
        }
        let mut version = Version::new();
        if let Some(stored) = self.engine.document(id)? {
            for passage in stored.structure.articles() {
                let span = passage.span.start as usize..passage.span.end as usize;
                let text = stored.text.get(span).unwrap_or("").trim_start();
                version.insert(passage.n.clone(), Article::new(text, &passage.label));
            }
        }
        let version = Rc::new(version);
        self.read.insert(id.to_owned(), Rc::clone(&version));
        Ok(version)
    }
}

impl Article {
    fn new(text: &str, label: &str) -> Self {
        let bare = text.strip_prefix(label).unwrap_or(text);
        let words: String = bare.chars().filter(|c| c.is_alphanumeric()).collect();
        let pairs = words.chars().zip(words.chars().skip(1)).collect();
        Self { words, pairs }
    }

    fn likeness(&self, other: &Self) -> f32 {
        let both = self.pairs.intersection(&other.pairs).count();
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 {
            return if self.words == other.words { 1.0 } else { 0.0 };
        }
        2.0 * both as f32 / all as f32
    }
}

/// Where an article of an older version stands in a newer one.
fn follow(article: &Article, n: &str, current: &Version) -> Option<ArticleFate> {
    let here = current.get(n).map(|now| article.likeness(now));
    if here.is_some_and(|likeness| likeness >= SAME_MIN) {
        return None;
    }
    let telling = article.words.chars().count() >= TELLING_CHARS_MIN;
    let best = current
        .iter()
        .map(|(to, now)| (article.likeness(now), to))
        .filter(|(likeness, _)| telling && *likeness >= SAME_MIN)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
    match (best, here) {
        (Some((_, to)), _) => Some(ArticleFate::Moved { to: to.clone() }),
        (None, None) => Some(ArticleFate::Gone),
        (None, Some(likeness)) if telling && likeness < OTHER_MAX => Some(ArticleFate::Rewritten),
        (None, Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    const REGISTER: &str = "养犬人应当自取得犬只之日起三十日内到公安机关办理登记。";
    const LEASH: &str = "携犬出户应当由成年人用犬绳牵领，避让行人和车辆。";
    const FINE: &str = "违反本条例规定的，由城市管理部门处二百元以上五百元以下罚款。";

    /// What became of an article that read `was` as the second one of a version with these articles.
    fn check(was: &str, now: &[&str], expected: Expect) {
        let current: Version = (1..)
            .zip(now)
            .map(|(n, text)| {
                let label = format!("第{n}条");
                (
                    n.to_string(),
                    Article::new(&format!("{label} {text}"), &label),
                )
            })
            .collect();
        let fate = follow(&Article::new(was, "第二条"), "2", &current);
        expected.assert_eq(&format!("{fate:?}"));
    }

    #[test]
    fn articles_are_followed_by_their_words() {
        check(REGISTER, &[LEASH, REGISTER], expect!["None"]);
        let amended = REGISTER.replace("三十日", "六十日");
        check(REGISTER, &[LEASH, &amended], expect!["None"]);
        check(
            REGISTER,
            &[LEASH, FINE, &amended],
            expect![[r#"Some(Moved { to: "3" })"#]],
        );
        check(REGISTER, &[LEASH], expect!["Some(Gone)"]);
        check(REGISTER, &[LEASH, FINE], expect!["Some(Rewritten)"]);
    }

    #[test]
    fn short_articles_are_not_followed() {
        check("本条例所称犬只。", &[LEASH, FINE], expect!["None"]);
    }
}
