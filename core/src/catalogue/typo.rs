//! Titles written with wrong characters: 名法典, 老动合同法.

use super::bigrams::{SHORT_CHARS_MAX, pairs_of};
use super::folded::Folded;
use super::short::split_place;
use super::targets::STATE;
use super::{Catalogue, MatchHow, NameMatch};
use crate::language::lookalike::look_alike;
use crate::language::pinyin::{Sound, compare};

/// Shorter texts are near everything.
const CHARS_MIN: usize = 3;
/// Longer texts are no titles.
const CHARS_MAX: usize = 80;
/// Titles compared in full.
const COMPARED_MAX: usize = 300;

impl Catalogue {
    /// Titles and aliases that the text is a misspelling of, the best first: one character for another, one too
    /// many or missing, two in the wrong order. A homophone or a look-alike counts less than another character.
    /// Places and numbers are never corrected: 安徽 is not a misspelling of 安阳.
    pub fn misspelled(&self, text: &str, limit: usize) -> Vec<NameMatch> {
        let folded = Folded::new(text);
        let (chars, state_cost) = without_state(&folded.chars);
        if folded.chars.len() < CHARS_MIN || chars.len() > CHARS_MAX || limit == 0 {
            return Vec::new();
        }
        let allowed = allowed(chars.len());
        let mut found: Vec<(f32, bool, u32)> = Vec::new();
        let mut place = None;
        for at in self.near(chars, state_cost > 0.0) {
            let called = &self.bigrams.called[at as usize];
            let Some(cost) = distance(chars, &called.chars, allowed) else {
                continue;
            };
            let cost = cost + state_cost;
            let place = place.get_or_insert_with(|| place_of(chars));
            if cost > 0.0 && (place.is_none() || *place == place_of(&called.chars)) {
                found.push((cost, called.is_alias, called.target));
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
                let score = 0.7 - 0.3 * cost / allowed;
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
        // A wrong character spoils two pairs.
        let shared_min = pairs
            .len()
            .saturating_sub(if chars.len() > 11 { 6 } else { 4 });
        let sharing = self.bigrams.sharing(&pairs, shared_min.max(1));
        let mut near: Vec<u32> = sharing
            .into_iter()
            .take(COMPARED_MAX)
            .map(|(at, _)| at)
            .collect();
        if chars.len() < SHORT_CHARS_MAX || state_is_wrong {
            near.extend(&self.bigrams.short);
            near.sort_unstable();
            near.dedup();
        }
        near
    }
}

/// The text without the state's name or what was meant for it, and how wrong that was.
fn without_state(chars: &[char]) -> (&[char], f32) {
    let state: Vec<char> = STATE.chars().collect();
    (state.len() - 1..=state.len() + 1)
        .filter(|&length| chars.len() >= length + 2)
        .filter_map(|length| Some((distance(&chars[..length], &state, 1.0)?, length)))
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .map_or((chars, 0.0), |(cost, length)| (&chars[length..], cost))
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
        _ => 1.6,
    }
}

/// What a missing or superfluous character counts.
const GAP: f32 = 0.9;
/// What two characters in the wrong order count.
const SWAP: f32 = 0.6;

/// The weighted distance of two texts, `None` where it is beyond `allowed`.
fn distance(typed: &[char], meant: &[char], allowed: f32) -> Option<f32> {
    if typed.len().abs_diff(meant.len()) as f32 * GAP > allowed {
        return None;
    }
    // What begins and ends alike is most of every pair that is compared.
    let before = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (typed, meant) = (&typed[before..], &meant[before..]);
    let pairs = typed.iter().rev().zip(meant.iter().rev());
    let after = pairs.take_while(|(a, b)| a == b).count();
    let (typed, meant) = (&typed[..typed.len() - after], &meant[..meant.len() - after]);
    let width = meant.len() + 1;
    let mut before_last = vec![f32::INFINITY; width];
    let mut last: Vec<f32> = (0..width).map(|at| at as f32 * GAP).collect();
    for (row, &c) in typed.iter().enumerate() {
        let mut current = vec![f32::INFINITY; width];
        current[0] = (row + 1) as f32 * GAP;
        for (column, &wanted) in meant.iter().enumerate() {
            let cheapest = last[column];
            let mut cost = (last[column + 1] + gap(c)).min(current[column] + gap(wanted));
            if cheapest < allowed {
                cost = cost.min(cheapest + substitution(c, wanted));
            }
            let swapped = row > 0
                && column > 0
                && c != wanted
                && c == meant[column - 1]
                && wanted == typed[row - 1];
            if swapped {
                cost = cost.min(before_last[column - 1] + SWAP);
            }
            current[column + 1] = cost;
        }
        if current.iter().all(|cost| *cost > allowed) {
            return None;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|cost| *cost <= allowed)
}

/// Numbers tell texts apart, so one is never taken for another.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c)
}

fn gap(c: char) -> f32 {
    if is_number(c) { 10.0 } else { GAP }
}

fn substitution(typed: char, meant: char) -> f32 {
    if typed == meant {
        return 0.0;
    }
    if is_number(typed) && is_number(meant) {
        return 10.0;
    }
    if look_alike(typed, meant) {
        return 0.4;
    }
    match compare(typed, meant) {
        Sound::Same => 0.4,
        // What is a number is written for its sound, too (式 for 十), but not for another number.
        _ if is_number(typed) || is_number(meant) => 10.0,
        Sound::Near => 0.5,
        Sound::Different => 1.0,
    }
}
