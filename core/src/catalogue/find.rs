//! Names that stand in a text, in the ways that are certain.

use std::cmp::Reverse;
use std::ops::Range;

use super::folded::Folded;
use super::spellings::{NOT_HELD, Spelling, Tier};
use super::{Catalogue, MatchHow, NameMatch};
use crate::language::normalized;
use crate::lexicon::{Alias, AliasKind};

impl Catalogue {
    /// The names that stand inside a text, from left to right, none overlapping another. The longest are found
    /// first, so that 劳动法 and 劳动合同法 never eat each other. Several matches of one range are several works.
    pub fn find_names(&self, text: &str) -> Vec<NameMatch> {
        let folded = Folded::new(text);
        let mut spans: Vec<(Range<usize>, usize)> = Vec::new();
        for from in 0..folded.chars.len() {
            let found = self.spellings.at_start_of(&folded.chars[from..]);
            let spans_here = found.into_iter().rev().filter_map(|(chars, key)| {
                let span = from..from + chars;
                self.stands(&folded.chars, span.clone(), key)?
                    .then_some((span, key))
            });
            spans.extend(spans_here);
        }
        spans.sort_by_key(|(span, _)| (Reverse(span.len()), span.start));
        let mut taken: Vec<(Range<usize>, usize)> = Vec::new();
        for (span, key) in spans {
            let free = |(other, _): &(Range<usize>, usize)| {
                span.end <= other.start || other.end <= span.start
            };
            if taken.iter().all(free) {
                taken.push((span, key));
            }
        }
        taken.sort_by_key(|(span, _)| span.start);
        let mut matches = Vec::new();
        for (span, key) in taken {
            let chars = folded.places_of(span);
            let found: Vec<Spelling> = self.spellings.at(key).collect();
            self.matches(&found, &chars, &mut matches);
        }
        matches
    }

    /// What the whole text names, in the ways that are certain, the surest first.
    pub fn named_by(&self, text: &str) -> Vec<NameMatch> {
        let folded = Folded::new(text);
        let mut matches = Vec::new();
        if text.chars().count() > folded.whole().end {
            return matches;
        }
        let key = folded.key();
        let mut found = self.spellings.of(&key);
        if found.is_empty() {
            found = self.spellings.of(english(&key));
        }
        if found.is_empty() {
            let stem = Self::stem_key(&normalized(text));
            found = self.spellings.of(&stem);
        }
        self.matches(&found, &folded.whole(), &mut matches);
        matches
    }

    /// Whether the name of a span may stand there: not where the span is part of another word.
    fn stands(&self, chars: &[char], span: Range<usize>, key: usize) -> Option<bool> {
        let before = span
            .start
            .checked_sub(1)
            .and_then(|at| chars.get(at))
            .copied();
        let after = chars.get(span.end).copied();
        let first = *chars.get(span.start)?;
        let last = *chars.get(span.end - 1)?;
        let splits_word = |c: Option<char>, edge: char| {
            edge.is_ascii_alphanumeric() && c.is_some_and(|c| c.is_ascii_alphabetic())
        };
        if splits_word(before, first) || splits_word(after, last) {
            return Some(false);
        }
        // 劳动法律, 刑法学, 公司法人, 民法典: not the law.
        if last == '法' && after.is_some_and(|c| "律规院官庭人定制治学医务典警".contains(c))
        {
            return Some(false);
        }
        let best = self.spellings.at(key).next()?;
        let alone = before.is_none_or(|c| !is_hanzi(c))
            && after.is_none_or(|c| !is_hanzi(c) || "第的之新旧最".contains(c));
        let whole_word = match best.tier {
            // So long a name is nothing else, whatever it ends with.
            Tier::Exact | Tier::Title => names_a_form(last) || span.len() > 8 || alone,
            Tier::Alias => names_a_form(last) && span.len() > 2 || alone,
            Tier::Short => names_a_form(last) || alone,
            // 安徽物业条例 is not what another province calls 物业条例.
            Tier::Far => before.is_none_or(|c| !is_hanzi(c) || "新旧请查询看找的".contains(c)),
        };
        Some(whole_word)
    }

    /// One match for each target of the surest tier.
    fn matches(&self, found: &[Spelling], chars: &Range<usize>, matches: &mut Vec<NameMatch>) {
        let held = found.iter().filter(|spelling| spelling.target != NOT_HELD);
        let Some(tier) = held.clone().map(|spelling| spelling.tier).min() else {
            return;
        };
        // The title of a work and its variant are equally sure.
        let sure = tier.max(Tier::Title);
        let mut targets = Vec::new();
        for spelling in held.filter(|spelling| spelling.tier <= sure) {
            if !targets.contains(&spelling.target) {
                targets.push(spelling.target);
                let mut found_match = self.match_of(spelling, chars.clone());
                if let Some(alias) = self.succession(found, spelling) {
                    found_match.former = Some(alias.target.to_owned());
                    found_match.successor = alias.successor.map(str::to_owned);
                }
                matches.push(found_match);
            }
        }
    }

    /// The lexicon's line for a text that something took the place of.
    fn succession(&self, found: &[Spelling], spelling: &Spelling) -> Option<&'static Alias> {
        let same = found.iter().filter(|other| other.target == spelling.target);
        let mut former = same
            .filter_map(Spelling::alias)
            .chain(self.former(self.target_stem(spelling.target)));
        former.find(|alias| alias.kind == AliasKind::Former && alias.successor.is_some())
    }

    /// The lexicon's line for a former title.
    fn former(&self, stem: &str) -> impl Iterator<Item = &'static Alias> + use<> {
        let spellings = self.spellings.of(stem).into_iter();
        spellings.filter_map(|spelling| spelling.alias())
    }

    pub(super) fn match_of(&self, spelling: &Spelling, chars: Range<usize>) -> NameMatch {
        self.target_match(
            spelling.target,
            chars,
            spelling.how(),
            spelling.tier.score(),
        )
    }

    pub(super) fn target_title(&self, target: u32) -> &str {
        self.targets.title(target, &self.names)
    }

    pub(super) fn target_stem(&self, target: u32) -> &str {
        self.targets.stem(target, &self.spellings)
    }

    pub(super) fn target_match(
        &self,
        target: u32,
        chars: Range<usize>,
        how: MatchHow,
        score: f32,
    ) -> NameMatch {
        NameMatch {
            names: self.targets.names(target).to_vec(),
            chars,
            how,
            score,
            title: self.target_title(target).to_owned(),
            former: None,
            successor: None,
        }
    }
}

fn is_hanzi(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

/// Whether a name that ends so is a name wherever it stands: 法, 条例, 办法, 规定, 细则, 解释, …
fn names_a_form(last: char) -> bool {
    "法典例定则释案程要决知见告复准书约年一二三四五六七八九十".contains(last)
}

/// English names without the article and the state's name.
fn english(key: &str) -> &str {
    let key = key.strip_prefix("the").unwrap_or(key);
    [
        "ofthepeoplesrepublicofchina",
        "oftheprc",
        "ofprc",
        "ofchina",
    ]
    .iter()
    .find_map(|state| key.strip_suffix(state))
    .unwrap_or(key)
}
