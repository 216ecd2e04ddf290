//! Titles that hold everything that a text says, in any order: `绍兴 文明行为促进`, `北京出租汽车条例`.

use super::bigrams::pairs_of;
use super::folded::Folded;
use super::{Catalogue, MatchHow, NameMatch};

/// Titles compared in full.
const COMPARED_MAX: usize = 400;
/// Words that say no more than that a text is asked for, and what holds others together.
const FORMS: [&str; 10] = [
    "规范性文件",
    "管理规定",
    "管理办法",
    "规定",
    "办法",
    "条例",
    "规则",
    "细则",
    "法规",
    "政策",
];
/// Single characters that need not stand in a title.
const LOOSE: &str = "的关于和与及在对等省市县区州了";

impl Catalogue {
    /// Whether the text stands in some title or alias as it is, punctuation aside.
    pub fn stands_in_a_title(&self, text: &str) -> bool {
        let chars = Folded::new(text).chars;
        !self.bigrams.with_all(&chars, &self.spellings).is_empty()
    }

    /// Titles that hold all that the words say, in any order, the best first: the one that says least beside it.
    ///
    /// The word for the form at the end need not be the title's: people call 条例 a 规定. A title of the form that
    /// was said is better.
    pub fn titles_containing(&self, words: &[&str], limit: usize) -> Vec<NameMatch> {
        let text = words.join(" ");
        let folded = Folded::new(&text);
        let words: Vec<Vec<char>> = words
            .iter()
            .map(|word| Folded::new(word).chars)
            .filter(|word| !word.is_empty())
            .collect();
        let asked = Asked::new(&words);
        if asked.content() < 2 {
            return Vec::new();
        }
        let mut pairs: Vec<[char; 2]> =
            asked.words.iter().flat_map(|word| pairs_of(word)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let sharing = self.bigrams.sharing(&pairs, pairs.len().div_ceil(3).max(1));
        let mut found: Vec<(f32, u32)> = Vec::new();
        for (at, _) in sharing.into_iter().take(COMPARED_MAX) {
            if self.bigrams.is_alias(at) {
                continue;
            }
            let title: Vec<char> = self.bigrams.key(at, &self.spellings).chars().collect();
            if let Some(score) = asked.score(&title) {
                found.push((score, self.bigrams.target(at)));
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        found.truncate(limit);
        found
            .into_iter()
            .map(|(score, target)| {
                self.target_match(target, folded.whole(), MatchHow::Contains, score)
            })
            .collect()
    }
}

/// What titles have to hold.
struct Asked {
    /// Words without what only asks.
    words: Vec<Vec<char>>,
    /// The form that was said.
    form: Option<Vec<char>>,
}

impl Asked {
    fn new(words: &[Vec<char>]) -> Self {
        let mut form = None;
        let mut asked = Vec::new();
        for word in words {
            let text: String = word.iter().collect();
            let text = text.replace("有关", "").replace("关于", "");
            let said = FORMS
                .iter()
                .find_map(|form| text.strip_suffix(form).map(|rest| (rest, *form)));
            let rest = match said {
                Some((rest, said)) => {
                    form = Some(said.chars().collect());
                    rest.trim_end_matches('的')
                }
                None => text.as_str(),
            };
            if !rest.is_empty() {
                asked.push(rest.chars().collect());
            }
        }
        Self { words: asked, form }
    }

    fn content(&self) -> usize {
        self.words.iter().map(Vec::len).sum()
    }

    /// How well a title holds all of it, 0 to 1; `None` where something is missing.
    fn score(&self, title: &[char]) -> Option<f32> {
        let mut pieces = 0;
        for word in &self.words {
            pieces += pieces_in(word, title)?;
        }
        let form_said = self.form.as_ref().is_some_and(|form| title.ends_with(form));
        let form_chars = self.form.as_ref().map_or(2, Vec::len).min(2);
        let rest = title.len().saturating_sub(self.content() + form_chars) as f32;
        let broken = pieces.saturating_sub(self.words.len()) as f32;
        let base = 1.0 / (1.0 + rest / 12.0) - 0.03 * broken;
        let score = 0.55 * base + if form_said { 0.1 } else { 0.0 };
        Some(score.clamp(0.01, 0.7))
    }
}

/// The number of pieces of at least two characters into which a word falls when it is laid on the title, `None`
/// where a character is left that has to be said.
fn pieces_in(word: &[char], title: &[char]) -> Option<usize> {
    let mut at = 0;
    let mut pieces = 0;
    while at < word.len() {
        let rest = &word[at..];
        let longest = (1..=rest.len())
            .take_while(|&length| title.windows(length).any(|part| part == &rest[..length]))
            .last()
            .unwrap_or(0);
        match longest {
            0 | 1 if LOOSE.contains(rest[0]) => at += 1,
            // A word of one character (京) is itself; one left over from a longer word is not found.
            1 if word.len() == 1 => return Some(1),
            0 | 1 => return None,
            _ => {
                pieces += 1;
                at += longest;
            }
        }
    }
    Some(pieces)
}
