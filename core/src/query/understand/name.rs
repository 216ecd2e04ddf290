//! Documents by name: whole titles, short and other names, with the version, the articles and the number typed
//! beside them.

use std::cmp::Reverse;
use std::ops::Range;

use super::article::Reference;
use super::line::Unread;
use super::number::Numbered;
use super::reader::Reader;
use super::version::{self, Asked, Which};
use super::{Effect, InterpretationKind, NoteKind};
use crate::catalogue::{Catalogue, MatchHow, NameIndex, NameMatch};
use crate::language;
use crate::query::literal_title_key;

/// How names are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    /// As they are written.
    Written,
    /// By sound, of Latin letters.
    Pinyin,
    /// With a typing error.
    Misspelled,
    /// By some of its characters.
    Abbreviated,
}

/// A query of more than this is no row of names.
const NAMES_CHARS_MAX: usize = 120;
/// Readings of pinyin and of misspellings that are offered.
const GUESSES_MAX: usize = 3;

impl Lookup {
    /// The names that the whole text gives.
    fn whole(self, catalogue: &Catalogue, text: &str) -> Vec<NameMatch> {
        match self {
            Self::Written => {
                let mut matches = catalogue.named_by(text);
                matches.retain(is_name);
                matches
            }
            Self::Pinyin => {
                let letters = text.chars().filter(char::is_ascii_alphabetic).count();
                match letters {
                    0 | 1 => Vec::new(),
                    _ => catalogue.by_pinyin(text, GUESSES_MAX),
                }
            }
            Self::Misspelled => match hanzi(text) {
                0..=2 => Vec::new(),
                _ => catalogue.misspelled(text, GUESSES_MAX),
            },
            Self::Abbreviated => catalogue.abbreviated(text, GUESSES_MAX),
        }
    }
}

fn hanzi(text: &str) -> usize {
    let is_hanzi = |c: &char| c.is_alphabetic() && !c.is_ascii();
    text.chars().filter(is_hanzi).count()
}

/// Whether the evidence is of the whole name. A title that merely contains the words is found by the words.
fn is_name(found: &NameMatch) -> bool {
    matches!(
        found.how,
        MatchHow::Exact | MatchHow::Title | MatchHow::Short | MatchHow::Alias(_)
    )
}

/// A name in the line.
pub(super) struct Called {
    pub(super) matches: Vec<NameMatch>,
    pub(super) chars: Range<usize>,
    pub(super) version: Option<Asked>,
}

impl Called {
    fn is_of_year(&self) -> bool {
        let which = self.version.as_ref().map(|asked| asked.which);
        matches!(which, Some(Which::Year(_)))
    }
}

/// The name that the unread text is, with or without a version beside it.
pub(super) fn whole(reader: &Reader<'_>, lookup: Lookup) -> Option<Vec<Called>> {
    let unread = without_loose_ends(reader.line.unread());
    let length = unread.at.len();
    if length < 2 || !reader.wants(InterpretationKind::Title) {
        return None;
    }
    let catalogue = reader.context.catalogue;
    // A lookup passes over the year behind a title; here it says which version is meant, unless some title has it.
    let is_title = !catalogue
        .by_title(&language::title_key(&unread.text))
        .is_empty();
    if lookup == Lookup::Written && !is_title {
        let of_year = versioned(reader, &unread, lookup);
        if let Some(called) = of_year.filter(Called::is_of_year) {
            return Some(vec![called]);
        }
    }
    let as_written = lookup.whole(catalogue, &unread.text);
    if !as_written.is_empty() {
        return Some(vec![Called {
            chars: unread.place(0..length),
            matches: as_written,
            version: None,
        }]);
    }
    versioned(reader, &unread, lookup).map(|called| vec![called])
}

/// Without the brackets and marks that stood around what was read: `条例（` of `条例（国务院令第711号）`.
fn without_loose_ends(mut unread: Unread) -> Unread {
    while let Some(last) = unread.text.chars().next_back() {
        let before = unread.text.chars().rev().nth(1);
        let opens = "（〔 ，。、：-".contains(last);
        let closes_nothing = "）〕".contains(last) && before.is_some_and(|c| "（〔 ".contains(c));
        if !opens && !closes_nothing {
            break;
        }
        unread.text.pop();
        unread.at.pop();
    }
    unread
}

/// A name with a version before or behind it.
fn versioned(reader: &Reader<'_>, unread: &Unread, lookup: Lookup) -> Option<Called> {
    if !reader.wants(InterpretationKind::Version) {
        return None;
    }
    let chars: Vec<char> = unread.text.chars().collect();
    for asked in version::readings(&chars) {
        let rest = match asked.chars.start {
            0 => asked.chars.end..chars.len(),
            start => 0..start,
        };
        let text: String = chars[rest.clone()].iter().collect();
        if text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            continue;
        }
        let matches = lookup.whole(reader.context.catalogue, &text);
        if !matches.is_empty() {
            return Some(Called {
                matches,
                chars: unread.place(rest),
                version: Some(Asked {
                    chars: unread.place(asked.chars),
                    which: asked.which,
                }),
            });
        }
    }
    None
}

/// The names of which the unread text consists, with nothing but 和, 与, 、 between them.
pub(super) fn several(reader: &Reader<'_>) -> Option<Vec<Called>> {
    let unread = reader.line.unread();
    if unread.at.len() > NAMES_CHARS_MAX {
        return None;
    }
    let matches = in_text(reader, &unread);
    let covered = |at: usize| matches.iter().any(|found| found.chars.contains(&at));
    let joins = |c: char| !c.is_alphanumeric() || "和与及跟同对比".contains(c);
    let all = unread
        .text
        .chars()
        .enumerate()
        .all(|(at, c)| covered(at) || joins(c));
    (matches.len() > 1 && all).then(|| called(&unread, matches))
}

/// Characters that may stand beside a marked name before it is but mentioned in a sentence.
const BESIDE_CHARS_MAX: usize = 8;

/// The names in the unread text that something marks as asked for: an article right behind, or 《》 around.
pub(super) fn marked(reader: &Reader<'_>, references: &[Reference]) -> Option<Vec<Called>> {
    let unread = reader.line.unread();
    if references.is_empty() && !unread.text.contains('《') {
        return None;
    }
    let chars: Vec<char> = unread.text.chars().collect();
    let quoted = |found: &NameMatch| {
        let before = found
            .chars
            .start
            .checked_sub(1)
            .and_then(|at| chars.get(at));
        let inside = chars.get(found.chars.start) == Some(&'《');
        inside || (before == Some(&'《') && chars.get(found.chars.end) == Some(&'》'))
    };
    let has_article = |found: &NameMatch| {
        let end = unread.place(found.chars.clone()).end;
        references.iter().any(|reference| {
            let between = reader.line.chars().get(end..reference.chars.start);
            between.is_some_and(|between| {
                between.len() <= 4 && between.iter().all(|c| !c.is_alphanumeric() || *c == '的')
            })
        })
    };
    let matches: Vec<NameMatch> = in_text(reader, &unread)
        .into_iter()
        .filter(|found| quoted(found) || has_article(found))
        .filter(|found| !is_rest_of_misspelled(reader.context.catalogue, &chars, found))
        .collect();
    let beside: String = chars
        .iter()
        .enumerate()
        .filter(|(at, c)| {
            c.is_alphanumeric() && !matches.iter().any(|found| found.chars.contains(at))
        })
        .map(|(_, c)| *c)
        .collect();
    // A sentence that mentions a law is looked for as a sentence, and what carries a law out is not the law.
    let mentions = beside.chars().count() > BESIDE_CHARS_MAX
        || ["实施", "细则", "解释", "办法"]
            .iter()
            .any(|word| beside.contains(word));
    (!matches.is_empty() && !mentions).then(|| called(&unread, matches))
}

/// Whether a name is but the end, or the beginning, of another one that was typed with an error: 合同法 in 老动合同法.
fn is_rest_of_misspelled(catalogue: &Catalogue, chars: &[char], found: &NameMatch) -> bool {
    let goes_on = |c: &&char| c.is_alphanumeric();
    let before = chars[..found.chars.start].iter().rev();
    let start = found.chars.start - before.take_while(goes_on).count();
    let behind = chars[found.chars.end..].iter();
    let end = found.chars.end + behind.take_while(goes_on).count();
    if (start..end) == found.chars {
        return false;
    }
    let run: String = chars[start..end].iter().collect();
    let meant = catalogue.misspelled(&run, 1);
    meant.iter().any(|meant| meant.title != found.title)
}

fn in_text(reader: &Reader<'_>, unread: &Unread) -> Vec<NameMatch> {
    if !reader.wants(InterpretationKind::Title) {
        return Vec::new();
    }
    let mut matches = reader.context.catalogue.find_names(&unread.text);
    matches.retain(|found| is_name(found) && found.chars.end <= unread.at.len());
    let chars: Vec<char> = unread.text.chars().collect();
    for found in &mut matches {
        // A blank may stand where something was read: it is no part of the name.
        while found.chars.start < found.chars.end && chars[found.chars.end - 1] == ' ' {
            found.chars.end -= 1;
        }
    }
    matches
}

fn called(unread: &Unread, matches: Vec<NameMatch>) -> Vec<Called> {
    let one = |found: NameMatch| Called {
        chars: unread.place(found.chars.clone()),
        matches: vec![found],
        version: None,
    };
    matches.into_iter().map(one).collect()
}

/// Names the documents of a name, with what was typed beside it.
pub(super) fn name_documents(
    reader: &mut Reader<'_>,
    called: &Called,
    references: &[Reference],
    numbers: &[Numbered],
) {
    let articles: Vec<String> = references
        .iter()
        .flat_map(|reference| reference.articles.iter().cloned())
        .collect();
    let certain = called.matches.len() == 1;
    if let Some(found) = called.matches.first() {
        let kind = match found.how {
            MatchHow::Alias(_) => InterpretationKind::Alias,
            _ => InterpretationKind::Title,
        };
        reader.chip(
            kind,
            &found.title,
            called.chars.clone(),
            certain,
            Effect::Names,
        );
    }
    reader.line.take(called.chars.clone());
    for (place, found) in called.matches.iter().enumerate() {
        let mut names = found.names.clone();
        reader.by_currency(&mut names);
        // Titles that differ in a mark only: the one that was typed to the mark is meant. Who types no marks has
        // left them out.
        let typed = reader.line.text(called.chars.clone());
        if !typed.chars().all(char::is_alphanumeric) {
            let typed = literal_title_key(&typed);
            let catalogue = reader.context.catalogue;
            names.sort_by_key(|index| literal_title_key(&catalogue.name(*index).title) != typed);
        }
        if let Some(asked) = &called.version {
            choose_version(reader, &mut names, asked, place == 0);
        }
        if place == 0 {
            choose_by_number(reader, &mut names, found, numbers);
            with_articles(reader, &names, found, &articles);
        } else {
            for index in names {
                reader.name(index, articles.clone());
            }
        }
        superseded(reader, found);
    }
}

/// Puts the asked version first.
fn choose_version(reader: &mut Reader<'_>, names: &mut [NameIndex], asked: &Asked, says: bool) {
    let catalogue = reader.context.catalogue;
    let as_of = reader.context.as_of;
    let (mut label, mut certain) = (asked.which.label(), true);
    match asked.which {
        Which::Year(year) => {
            let fits = |index: &NameIndex| version::fits(catalogue.name(*index), year);
            if names.iter().any(|index| fits(index).is_some()) {
                names.sort_by_cached_key(|index| Reverse(fits(index)));
            } else {
                // Nothing was made in that year: the text as it stood then.
                let stood = |index: &NameIndex| {
                    let name = catalogue.name(*index);
                    let day = name.dates.issued.or(name.dates.effective);
                    let made = day.map(|day| day.year()).or(name.version_year);
                    made.filter(|made| *made <= year)
                };
                names.sort_by_cached_key(|index| Reverse(stood(index)));
                (label, certain) = (format!("{year}年时的版本"), false);
            }
        }
        Which::New => {
            names.sort_by_cached_key(|index| Reverse(catalogue.name(*index).currency(as_of).1))
        }
        Which::Old => {
            // The version before the newest, whatever their states: both may be in force for a while.
            let currency = |index: &NameIndex| catalogue.name(*index).currency(as_of);
            let newest = names.iter().map(|index| currency(index).1).max();
            names.sort_by_cached_key(|index| {
                let (in_force, day) = currency(index);
                (Some(day) == newest, in_force, Reverse(day))
            });
        }
    }
    reader.line.drop(asked.chars.clone());
    if says {
        reader.chip(
            InterpretationKind::Version,
            label,
            asked.chars.clone(),
            certain,
            Effect::Names,
        );
    }
}

/// A number beside a name chooses the version that bears it; one that none bears contradicts the name.
fn choose_by_number(
    reader: &mut Reader<'_>,
    names: &mut [NameIndex],
    found: &NameMatch,
    numbers: &[Numbered],
) {
    for number in numbers {
        let bears = |index: &NameIndex| number.names.iter().position(|other| other == index);
        if names.iter().any(|index| bears(index).is_some()) {
            names.sort_by_cached_key(|index| bears(index).unwrap_or(usize::MAX));
            continue;
        }
        let own = names
            .first()
            .and_then(|index| reader.context.catalogue.name(*index).numbers.first());
        let own = own.map_or(String::new(), |own| format!("，而是{own}"));
        let text = format!(
            "《{}》的文号不是{}{own}；以标题为准。",
            found.title, number.text
        );
        reader.note(NoteKind::NumberContradictsTitle, text);
    }
}

/// Names the documents with the asked articles; of a text in parts the part that holds them first.
fn with_articles(
    reader: &mut Reader<'_>,
    names: &[NameIndex],
    found: &NameMatch,
    articles: &[String],
) {
    let catalogue = reader.context.catalogue;
    let whole = |address: &str| -> Option<u32> { address.split('-').next()?.parse().ok() };
    let holds = |index: &NameIndex, address: &str| {
        let range = catalogue.name(*index).articles;
        let number = whole(address);
        range
            .zip(number)
            .is_none_or(|((first, last), n)| (first..=last).contains(&n))
    };
    let held = |index: &NameIndex| -> Vec<String> {
        articles
            .iter()
            .filter(|address| holds(index, address))
            .cloned()
            .collect()
    };
    // Of the version that comes first only: a former version that was longer does not make an article exist.
    let as_of = reader.context.as_of;
    let first = names.first().map(|index| catalogue.name(*index));
    let same_version = |index: &&NameIndex| {
        let name = catalogue.name(**index);
        first.is_some_and(|first| {
            name.work_id == first.work_id
                && name.version_year == first.version_year
                && name.status(as_of) == first.status(as_of)
                && (name.id == first.id || name.subtitle.is_some() || name.title != first.title)
        })
    };
    let version: Vec<NameIndex> = names.iter().filter(same_version).copied().collect();
    let missing = |address: &&String| !version.iter().any(|index| holds(index, address));
    let mut ordered: Vec<(NameIndex, Vec<String>)> =
        names.iter().map(|index| (*index, held(index))).collect();
    if let Some(address) = articles
        .iter()
        .find(missing)
        .and_then(|address| whole(address))
    {
        let ranges = || {
            version
                .iter()
                .filter_map(|index| catalogue.name(*index).articles)
        };
        let lowest = ranges().map(|(low, _)| low).min();
        let highest = ranges().map(|(_, high)| high).max();
        if let Some((low, high)) = lowest.zip(highest) {
            let nearest = address.clamp(low, high);
            reader.note(
                NoteKind::NoSuchArticle,
                format!(
                    "《{}》没有第{address}条，最接近的是第{nearest}条。",
                    found.title
                ),
            );
            let near = |index: &NameIndex| {
                let range = catalogue.name(*index).articles;
                range.is_some_and(|(low, high)| (low..=high).contains(&nearest))
            };
            let bearer = ordered
                .iter_mut()
                .find(|(index, held)| version.contains(index) && held.is_empty() && near(index));
            if let Some((_, held)) = bearer {
                held.push(nearest.to_string());
            }
        }
    }
    let in_version = |index: &NameIndex| version.contains(index);
    if !articles.is_empty() {
        ordered.sort_by_key(|(index, held)| (!in_version(index), held.is_empty()));
    }
    for (index, held) in ordered {
        reader.name(index, held);
    }
}

/// A former name: what came in its place is said, and named after it.
fn superseded(reader: &mut Reader<'_>, found: &NameMatch) {
    let Some(successor) = &found.successor else {
        return;
    };
    reader.note(
        NoteKind::Superseded,
        format!(
            "《{}》已不再施行，由《{successor}》取代。",
            found.former.as_ref().unwrap_or(&found.title)
        ),
    );
    for next in Lookup::Written.whole(reader.context.catalogue, successor) {
        let mut names = next.names;
        reader.by_currency(&mut names);
        for index in names {
            reader.name(index, Vec::new());
        }
    }
}
