//! How characters sound: every reading of each (重庆, 长沙, 会计, 银行), without tones.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

/// Letters of the longest syllable (`zhuang`).
pub(crate) const SYLLABLE_LETTERS_MAX: usize = 6;

/// The readings of a character without tones, the usual one first; `ü` is written `ü`. Some come twice.
pub(crate) fn readings(c: char) -> impl Iterator<Item = &'static str> {
    let multi = c.to_pinyin_multi();
    multi.into_iter().flatten().map(|reading| reading.plain())
}

/// How alike two characters sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sound {
    /// They share a reading, tones aside.
    Same,
    /// They differ by what regional speech does not tell apart: zh and z, n and l, in and ing.
    Near,
    /// Anything else.
    Different,
}

/// Compares the sound of two characters.
pub(crate) fn compare(a: char, b: char) -> Sound {
    let mut near = false;
    for one in readings(a) {
        for other in readings(b) {
            if one == other {
                return Sound::Same;
            }
            near |= is_near(one, other);
        }
    }
    if near { Sound::Near } else { Sound::Different }
}

/// The characters that usually sound like this one, in any of its readings, or nearly so; without it, some twice.
pub(crate) fn sounding_like(c: char) -> impl Iterator<Item = char> {
    static BY_SOUND: OnceLock<HashMap<Blurred, Vec<char>>> = OnceLock::new();
    let by_sound = BY_SOUND.get_or_init(|| {
        let mut by_sound: HashMap<Blurred, Vec<char>> = HashMap::new();
        for c in FIRST..=LAST {
            // By rare readings 没 sounds like 无, and 来 like 能.
            if let Some(usual) = readings(c).next() {
                by_sound.entry(blurred(usual)).or_default().push(c);
            }
        }
        by_sound
    });
    let alike = readings(c).filter_map(move |reading| by_sound.get(&blurred(reading)));
    alike.flatten().copied().filter(move |other| *other != c)
}

fn is_near(one: &'static str, other: &'static str) -> bool {
    blurred(one) == blurred(other)
}

/// Initial and final of a syllable without what regional speech does not tell apart.
type Blurred = (&'static str, &'static str);

fn blurred(syllable: &'static str) -> Blurred {
    let (initial, last) = split(syllable);
    (blurred_initial(initial), last.trim_end_matches('g'))
}

fn split(syllable: &'static str) -> Blurred {
    let vowels = ['a', 'e', 'i', 'o', 'u', 'ü'];
    let at = syllable.find(vowels).unwrap_or(syllable.len());
    syllable.split_at(at)
}

fn blurred_initial(initial: &'static str) -> &'static str {
    match initial {
        "zh" => "z",
        "ch" => "c",
        "sh" => "s",
        "n" => "l",
        "f" => "h",
        other => other,
    }
}

/// The letters with which a character's readings in use begin: one, or two for characters such as 长 and 会.
pub(crate) fn initials(c: char) -> (Option<u8>, Option<u8>) {
    if c.is_ascii_alphanumeric() {
        return (Some(c.to_ascii_lowercase() as u8), None);
    }
    if let Some((_, one, other)) = TWO_INITIALS.iter().find(|(two, _, _)| *two == c) {
        return (Some(*one), Some(*other));
    }
    let offset = (c as usize).wrapping_sub(FIRST as usize);
    match first_letters().get(offset) {
        Some(&letter) if letter != 0 => (Some(letter), None),
        _ => (None, None),
    }
}

const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// Asked for every character of every name when a generation is opened, so computed once.
fn first_letters() -> &'static [u8] {
    static LETTERS: OnceLock<Vec<u8>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        (FIRST..=LAST)
            .map(|c| {
                readings(c)
                    .next()
                    .map_or(0, |reading| reading.as_bytes()[0])
            })
            .map(|letter| if letter.is_ascii() { letter } else { 0 })
            .collect()
    })
}

/// Characters whose other reading, with another first letter, is in everyday use in the names of places, laws
/// and trades. The rare readings that dictionaries add (条 shū) would only make wrong initials.
const TWO_INITIALS: [(char, u8, u8); 36] = [
    ('长', b'c', b'z'),
    ('重', b'z', b'c'),
    ('会', b'h', b'k'),
    ('行', b'x', b'h'),
    ('调', b'd', b't'),
    ('藏', b'c', b'z'),
    ('传', b'c', b'z'),
    ('朝', b'c', b'z'),
    ('石', b's', b'd'),
    ('还', b'h', b'x'),
    ('乐', b'l', b'y'),
    ('率', b'l', b's'),
    ('校', b'x', b'j'),
    ('系', b'x', b'j'),
    ('降', b'j', b'x'),
    ('弹', b'd', b't'),
    ('曾', b'z', b'c'),
    ('参', b'c', b's'),
    ('畜', b'x', b'c'),
    ('属', b's', b'z'),
    ('省', b's', b'x'),
    ('厦', b'x', b's'),
    ('阿', b'a', b'e'),
    ('堡', b'b', b'p'),
    ('泊', b'b', b'p'),
    ('种', b'z', b'c'),
    ('查', b'c', b'z'),
    ('埔', b'p', b'b'),
    ('番', b'f', b'p'),
    ('盛', b's', b'c'),
    ('提', b't', b'd'),
    ('卡', b'k', b'q'),
    ('車', b'c', b'j'),
    ('召', b'z', b's'),
    ('单', b'd', b's'),
    ('拓', b't', b'z'),
];

/// Whether these letters are a whole syllable.
pub(crate) fn is_syllable(letters: &str) -> bool {
    static SYLLABLES: OnceLock<HashSet<String>> = OnceLock::new();
    let syllables = SYLLABLES.get_or_init(|| {
        let all = (FIRST..=LAST).flat_map(readings);
        all.flat_map(|syllable| [syllable.replace('ü', "v"), syllable.replace('ü', "u")])
            .collect()
    });
    syllables.contains(letters)
}

/// How many letters of the beginning of `letters` this reading takes; `ü` is typed v or u. With `part`, letters
/// that end within the reading are taken, too.
pub(crate) fn taken(reading: &str, letters: &[char], part: bool) -> Option<usize> {
    let mut at = 0;
    for wanted in reading.chars() {
        match letters.get(at) {
            Some(&c) if c == wanted || (wanted == 'ü' && matches!(c, 'v' | 'u')) => at += 1,
            None if part && at > 0 => return Some(at),
            _ => return None,
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_readings_count() {
        for (c, reading) in [
            ('重', "chong"),
            ('长', "chang"),
            ('会', "kuai"),
            ('行', "hang"),
        ] {
            assert!(readings(c).any(|one| one == reading), "{c}");
        }
    }

    #[test]
    fn sounds() {
        assert_eq!(compare('劳', '老'), Sound::Same);
        assert_eq!(compare('民', '名'), Sound::Near);
        assert_eq!(compare('责', '则'), Sound::Same);
        assert_eq!(compare('施', '四'), Sound::Near);
        assert_eq!(compare('法', '典'), Sound::Different);
    }

    #[test]
    fn what_sounds_alike_is_found_by_its_usual_reading() {
        let alike = |c: char, other: char| sounding_like(c).any(|found| found == other);
        assert!(alike('陪', '赔') && alike('顶', '定') && alike('民', '名'));
        assert!(
            alike('行', '航') && alike('行', '形'),
            "each reading of what was typed"
        );
        assert!(!alike('没', '无') && !alike('法', '法'));
    }

    #[test]
    fn umlaut_is_v_or_u() {
        let lv: Vec<char> = "lvshi".chars().collect();
        let lu: Vec<char> = "lushi".chars().collect();
        let taken_by = |letters: &[char]| readings('律').find_map(|r| taken(r, letters, false));
        assert_eq!(taken_by(&lv), Some(2));
        assert_eq!(taken_by(&lu), Some(2));
        assert!(is_syllable("lv") && is_syllable("lve") && !is_syllable("mf"));
    }
}
