//! Our own words, beside those of the segmenter's dictionary.

/// The file as it is shipped; part of the fingerprint. Its header says what a line means.
pub(super) const SOURCE: &str = include_str!("../../data/language/dictionary.txt");

/// One line of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'d> {
    pub word: &'d str,
    /// How often the word is seen, on the scale of the segmenter's dictionary; 0: never to be cut as a word.
    pub frequency: usize,
    /// The parts to emit instead of the word; empty where the rule for compounds decides.
    pub parts: Vec<&'d str>,
}

/// The entries of the dictionary, in the order of the file. A line that is no entry is passed over; a test
/// keeps the shipped file free of such.
pub(super) fn entries(source: &str) -> impl Iterator<Item = Entry<'_>> {
    source.lines().filter_map(entry)
}

fn entry(line: &str) -> Option<Entry<'_>> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split_whitespace();
    let word = fields.next()?;
    let frequency = fields.next()?.parse().ok()?;
    let parts: Vec<_> = fields.collect();
    (parts.is_empty() || parts.concat() == word).then_some(Entry {
        word,
        frequency,
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn shipped_file_is_sound() {
        let mut seen = HashSet::new();
        for line in SOURCE.lines().filter(|line| !line.starts_with('#')) {
            let entry = entry(line).unwrap_or_else(|| panic!("no entry: {line}"));
            assert!(seen.insert(entry.word), "twice: {line}");
            assert_eq!(
                super::super::normalize(entry.word),
                entry.word,
                "not normalised: {line}"
            );
        }
        assert!(seen.len() <= 10_000);
    }

    #[test]
    fn reads_parts() {
        assert_eq!(
            entry("人民法院 5000 人民 法院"),
            Some(Entry {
                word: "人民法院",
                frequency: 5000,
                parts: vec!["人民", "法院"]
            })
        );
        assert_eq!(entry("人民法院 5000 人民 检察院"), None);
        assert_eq!(entry("人民法院"), None);
    }
}
