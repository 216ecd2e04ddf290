//! National texts by abbreviations that no list has: 固废法, 优化营商条例, 政采法.
//!
//! People shorten a title by saying some of its characters in their order, and its form at the end. That proves no
//! name, so it is looked at only where the words as they are find nothing.

use super::folded::Folded;
use super::targets::Target;
use super::{Catalogue, MatchHow, Name, NameMatch};
use crate::document::Kind;
use crate::flat::{Column, FlatError, Reader, Writer};

/// Characters of an abbreviation.
const CHARS_MIN: usize = 3;
const CHARS_MAX: usize = 12;
/// Forms of titles, the longest first. An abbreviation says the form in full.
const FORMS: [&str; 10] = [
    "实施条例",
    "实施细则",
    "条例",
    "办法",
    "规定",
    "细则",
    "规则",
    "解释",
    "法典",
    "法",
];
/// Pieces of the title of which an abbreviation may consist, its form aside.
const PIECES_MAX: usize = 4;
/// What fits more texts than this equally well means none of them.
const TEXTS_MAX: usize = 3;

/// The titles of national texts: of each its form, a place in [`FORMS`], and its rank.
#[derive(Debug, Default)]
pub(super) struct National {
    targets: Column<u32>,
    forms: Column<u8>,
    ranks: Column<u8>,
}

struct Title {
    form: u8,
    rank: u8,
    target: u32,
}

impl National {
    pub(super) fn write(targets: &[Target], names: &[Name], writer: &mut Writer) {
        let title = |(at, target): (usize, &Target)| {
            let kinds = target.names.iter().map(|name| names[name.0 as usize].kind);
            let kind = kinds.min_by_key(|kind| kind.rank())?;
            let is_national = matches!(
                kind,
                Kind::Law
                    | Kind::AdministrativeRegulation
                    | Kind::SupervisoryRegulation
                    | Kind::JudicialInterpretation
                    | Kind::DepartmentalRule
            );
            let chars: Vec<char> = target.stem.chars().collect();
            let (_, form) = without_form(&chars)?;
            (is_national && target.is_work).then(|| Title {
                form,
                rank: kind.rank(),
                target: at as u32,
            })
        };
        let titles: Vec<Title> = targets.iter().enumerate().filter_map(title).collect();
        writer.numbers(titles.iter().map(|title| title.target));
        writer.numbers(titles.iter().map(|title| title.form));
        writer.numbers(titles.iter().map(|title| title.rank));
    }

    /// Reads what [`National::write`] wrote, of so many targets.
    pub(super) fn read(reader: &mut Reader, targets: usize) -> Result<Self, FlatError> {
        let national = Self {
            targets: reader.numbers()?,
            forms: reader.numbers()?,
            ranks: reader.numbers()?,
        };
        let is_held = |target: u32| (target as usize) < targets;
        if national.targets.iter().all(is_held) {
            Ok(national)
        } else {
            Err(FlatError::Torn)
        }
    }

    /// The titles of a form.
    fn of_form(&self, form: u8) -> impl Iterator<Item = Title> + '_ {
        let forms = self.forms.iter().enumerate();
        let places = forms.filter_map(move |(at, one)| (one == form).then_some(at));
        places.map(move |at| Title {
            form,
            rank: self.ranks.get(at),
            target: self.targets.get(at),
        })
    }
}

impl Catalogue {
    /// The national texts that the text abbreviates, the likeliest first: whose title holds its characters in the
    /// fewest pieces, the highest in rank, the shortest. Empty where several fit as well.
    pub fn abbreviated(&self, text: &str, limit: usize) -> Vec<NameMatch> {
        let folded = Folded::new(text);
        if !(CHARS_MIN..=CHARS_MAX).contains(&folded.chars.len()) {
            return Vec::new();
        }
        let Some((said, form)) = without_form(&folded.chars) else {
            return Vec::new();
        };
        let of_form = self.national.of_form(form);
        let mut found: Vec<(usize, u8, usize, u32)> = of_form
            .filter_map(|title| {
                let stem: Vec<char> = self.target_stem(title.target).chars().collect();
                let (matter, _) = without_form(&stem)?;
                let pieces = pieces_in(said, matter)?;
                Some((pieces, title.rank, matter.len(), title.target))
            })
            .collect();
        found.sort_unstable();
        let best = found.first().map(|one| (one.0, one.1));
        found.retain(|one| Some((one.0, one.1)) == best);
        if found.len() > TEXTS_MAX {
            return Vec::new();
        }
        found
            .into_iter()
            .take(limit)
            .map(|(pieces, _, _, target)| {
                let score = 0.5 / pieces.max(1) as f32;
                self.target_match(target, folded.whole(), MatchHow::Abbreviated, score)
            })
            .collect()
    }
}

/// A title without its form, and which form it is.
fn without_form(chars: &[char]) -> Option<(&[char], u8)> {
    FORMS.iter().enumerate().find_map(|(at, form)| {
        let form: Vec<char> = form.chars().collect();
        let matter = chars.strip_suffix(form.as_slice())?;
        (!matter.is_empty()).then_some((matter, at as u8))
    })
}

/// In how few pieces of a title the characters stand in their order; `None` where they do not, or where they say
/// too little: single characters are taken from the beginning of a title on, words from anywhere.
fn pieces_in(said: &[char], title: &[char]) -> Option<usize> {
    const NOT: usize = usize::MAX / 2;
    // Fewest pieces with the last character at each place of the title.
    let mut ending: Vec<usize> = (0..title.len())
        .map(|at| {
            let begins = title[at] == said[0];
            let anchored = at == 0
                || said
                    .get(1)
                    .is_some_and(|next| title.get(at + 1) == Some(next));
            if begins && anchored { 1 } else { NOT }
        })
        .collect();
    for c in &said[1..] {
        let mut next = vec![NOT; title.len()];
        // The best of all places before the one before.
        let mut earlier = NOT;
        for at in 1..title.len() {
            if title[at] == *c {
                next[at] = ending[at - 1].min(earlier + 1);
            }
            earlier = earlier.min(ending[at - 1]);
        }
        ending = next;
    }
    ending
        .into_iter()
        .min()
        .filter(|pieces| *pieces <= PIECES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(said: &str, title: &str) -> Option<usize> {
        let said: Vec<char> = said.chars().collect();
        let title: Vec<char> = title.chars().collect();
        pieces_in(&said, &title)
    }

    #[test]
    fn characters_stand_in_their_order() {
        assert_eq!(pieces("固废", "固体废物污染环境防治"), Some(2));
        assert_eq!(pieces("农民工工资", "保障农民工工资支付"), Some(1));
        assert_eq!(pieces("优化营商", "优化营商环境"), Some(1));
        assert_eq!(pieces("废固", "固体废物污染环境防治"), None);
        assert_eq!(
            pieces("体污", "固体废物污染环境防治"),
            None,
            "not from its beginning"
        );
        assert_eq!(pieces("物污", "固体废物污染环境防治"), Some(1));
    }
}
