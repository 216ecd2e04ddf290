//! Titles written with wrong characters: 名法典, 老动合同法.

use super::bigrams::{SHORT_CHARS_MAX, pairs_of};
use super::distance::Typed;
use super::folded::Folded;
use super::short::split_place;
use super::targets::STATE;
use super::{Catalogue, MatchHow, NameMatch};

/// Shorter texts are near everything.
const CHARS_MIN: usize = 3;
/// Longer texts are no titles.
const CHARS_MAX: usize = 100;
/// Titles compared in full.
const COMPARED_MAX: usize = 2000;
/// So short an alias is near other abbreviations: 社保条例 is not 存保条例 with a slip.
const ALIAS_CHARS: usize = 5;
/// What is near by sound or shape alone.
const CONFUSIONS: f32 = 0.8;
/// A pair of characters in so many names is a word of its own.
const WORD_NAMES_MIN: usize = 3;

impl Catalogue {
    /// Names that the text is a misspelling of, the best first: one character for another, one too many or missing,
    /// two in the wrong order. A homophone or a look-alike counts less than another character. Places and numbers
    /// are never corrected: 安徽 is not a misspelling of 安阳. What is the name of something is none either.
    pub fn misspelled(&self, text: &str, limit: usize) -> Vec<NameMatch> {
        let folded = Folded::new(text);
        // Before anything is looked at: most of what is asked is longer than any title.
        if !(CHARS_MIN..=CHARS_MAX).contains(&folded.chars.len()) || limit == 0 {
            return Vec::new();
        }
        let (chars, state_cost) = without_state(&folded.chars);
        let chars = chars.as_slice();
        if chars.len() < 2 {
            return Vec::new();
        }
        let key: String = chars.iter().collect();
        if state_cost == 0.0 && !self.spellings.of(&key).is_empty() {
            return Vec::new();
        }
        let allowed = allowed(chars.len());
        let allowed_alias = match chars.len() {
            0..=ALIAS_CHARS => allowed.min(CONFUSIONS),
            _ => allowed,
        };
        let typed = Typed::new(chars, |pair| self.bigrams.count(pair) >= WORD_NAMES_MIN);
        let mut found: Vec<(f32, bool, u32)> = Vec::new();
        let mut place = None;
        for at in self.near(chars, state_cost > 0.0) {
            let is_alias = self.bigrams.is_alias(at);
            let called: Vec<char> = self.bigrams.key(at, &self.spellings).chars().collect();
            let reach = if is_alias { allowed_alias } else { allowed };
            let Some(cost) = typed.distance(&called, reach) else {
                continue;
            };
            let cost = cost + state_cost;
            let place = place.get_or_insert_with(|| place_of(chars));
            if cost > 0.0 && (place.is_none() || *place == place_of(&called)) {
                found.push((cost, is_alias, self.bigrams.target(at)));
            }
        }
        found.sort_by(|one, other| {
            let order = one.0.total_cmp(&other.0);
            order.then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2))
        });
        // Only what is about as good as the best.
        let best = found.first().map_or(0.0, |(cost, ..)| *cost);
        found.retain(|(cost, ..)| *cost <= best + 0.15);
        let mut targets = Vec::new();
        found.retain(|(_, _, target)| {
            let new = !targets.contains(target);
            targets.push(*target);
            new
        });
        found
            .into_iter()
            .take(limit)
            .map(|(cost, _, target)| {
                let score = (0.7 - 0.3 * cost / allowed).max(0.1);
                self.target_match(target, folded.whole(), MatchHow::Typo, score)
            })
            .collect()
    }

    /// What was probably meant, when the text as it is names nothing: a title to ask for instead.
    pub fn did_you_mean(&self, text: &str) -> Option<String> {
        if !self.named_by(text).is_empty() {
            return None;
        }
        let typo = self.misspelled(text, 1).into_iter().next();
        let meant = typo.or_else(|| {
            let sounds = self.by_pinyin(text, 1).into_iter().next();
            sounds.filter(|found| found.score >= super::sound::WHOLE_SCORE_MIN)
        });
        meant.map(|found| found.title)
    }

    /// Places of what can be within reach.
    fn near(&self, chars: &[char], state_is_wrong: bool) -> Vec<u32> {
        let pairs = pairs_of(chars);
        // A wrong character spoils two pairs, two in the wrong order three.
        let spoiled = if chars.len() > 11 { 5 } else { 4 };
        let lengths = chars.len().saturating_sub(2)..=chars.len() + 2;
        let mut near = self.bigrams.holding_most(&pairs, spoiled, lengths);
        near.truncate(COMPARED_MAX);
        if chars.len() < SHORT_CHARS_MAX || state_is_wrong {
            near.extend(&self.bigrams.short);
            near.sort_unstable();
            near.dedup();
        }
        near
    }
}

/// The text without the state's name, wherever it stands, or without what was meant for it; and how wrong that was.
fn without_state(chars: &[char]) -> (Vec<char>, f32) {
    let state: Vec<char> = STATE.chars().collect();
    let text: String = chars.iter().collect();
    let chars: Vec<char> = text.replace(STATE, "").chars().collect();
    let lengths = state.len() - 1..=state.len() + 1;
    let ranges =
        (0..chars.len()).flat_map(|from| lengths.clone().map(move |length| from..from + length));
    let meant = ranges
        .filter(|range| range.end <= chars.len() && range.len() + 2 <= chars.len())
        .filter_map(|range| {
            let typed = Typed::new(&chars[range.clone()], |_| false);
            Some((typed.distance(&state, 1.0)?, range))
        })
        .min_by(|one, other| one.0.total_cmp(&other.0));
    match meant {
        Some((cost, range)) => ([&chars[..range.start], &chars[range.end..]].concat(), cost),
        None => (chars, 0.0),
    }
}

fn place_of(chars: &[char]) -> Option<&'static str> {
    let text: String = chars.iter().take(20).collect();
    split_place(&text).map(|(code, _, _)| code)
}

/// How wrong a text of so many characters may be.
fn allowed(chars: usize) -> f32 {
    match chars {
        0..=3 => 0.6,
        4..=7 => 1.0,
        8..=11 => 1.2,
        12..=19 => 1.6,
        _ => 2.0,
    }
}
