//! The words of the documents, with the frequencies that they have in real ones.

use super::random::{Random, Weighted};

const SOURCE: &str = include_str!("../../data/lexicon.tsv");

/// Words of one class, the most frequent first.
pub(super) struct Words {
    pub words: Vec<&'static str>,
    weighted: Weighted,
}

/// All words by class.
pub(super) struct Lexicon {
    pub nouns: Words,
    pub verbs: Words,
    pub attributes: Words,
}

impl Lexicon {
    pub fn new() -> Self {
        Self {
            nouns: Words::of("n"),
            verbs: Words::of("v"),
            attributes: Words::of("a"),
        }
    }
}

impl Words {
    fn of(class: &str) -> Self {
        let lines = SOURCE.lines().filter(|line| !line.starts_with('#'));
        let (words, counts): (Vec<&str>, Vec<u64>) = lines
            .filter_map(|line| {
                let (of, rest) = line.split_once('\t')?;
                let (word, count) = rest.split_once('\t')?;
                if of != class {
                    return None;
                }
                Some((word, count.parse::<u64>().ok()?))
            })
            .unzip();
        Self {
            words,
            weighted: Weighted::new(&counts),
        }
    }

    /// A word, as often as in real documents.
    pub fn draw(&self, random: &mut Random) -> &'static str {
        self.words[self.weighted.draw(random)]
    }

    /// A word of those that a document is about: frequent ones more often, but far less so than in running text.
    pub fn topical(&self, random: &mut Random) -> &'static str {
        self.words[random.early(self.words.len() / 2)]
    }
}

/// The words that one document is about, beside all others. Real texts repeat themselves: a word that occurs once in
/// a document is likely to occur again.
pub(super) struct Focus {
    words: Vec<&'static str>,
    /// In how many of a hundred cases a word is one of these.
    percent: usize,
}

impl Focus {
    pub fn new(of: &Words, count: usize, percent: usize, random: &mut Random) -> Self {
        Self {
            words: (0..count).map(|_| of.topical(random)).collect(),
            percent,
        }
    }

    pub fn draw(&self, of: &Words, random: &mut Random) -> &'static str {
        if random.percent(self.percent) {
            self.words[random.early(self.words.len())]
        } else {
            of.draw(random)
        }
    }

    pub fn words(&self) -> &[&'static str] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lexicon = Lexicon::new();
        let read: usize = [&lexicon.nouns, &lexicon.verbs, &lexicon.attributes]
            .map(|words| words.words.len())
            .iter()
            .sum();
        let lines = SOURCE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(read, lines);
        assert!(read > 20_000);
    }
}
